"""The table of contents: one description, three ways to use it."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, Call, Clock, GovPublic, PostRef, errors
from govpublic_sdk._client_resources import Resources
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._resources.publics import Publics

PARTS = (
    *("publics", "posts", "comments", "topics", "messages", "polls", "media", "statistics"),
    *("events", "official_pages", "appeals"),
)


def answering(*responses: object) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    left, seen = list(responses), []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return httpx.Response(200, json=given)

    return httpx.MockTransport(answer), seen


def still() -> Clock:
    return Clock(now=lambda: 0.0, sleep=lambda seconds: None, chance=lambda: 0.0)


def described() -> list[tuple[str, Callable[..., Any]]]:
    found: list[tuple[str, Callable[..., Any]]] = []
    for part in PARTS:
        kind: Any = type(getattr(GovPublic("t"), part))
        for name, member in vars(kind).items():
            if isinstance(member, operation | listing):
                found.append((f"{part}.{name}", getattr(kind, name)))
    return found


DESCRIBED = described()


@pytest.mark.parametrize(("name", "function"), DESCRIBED, ids=[name for name, _ in DESCRIBED])
def test_every_method_is_documented_and_takes_settings_by_name(
    name: str, function: Callable[..., Any]
) -> None:
    text = inspect.getdoc(function) or ""
    parameters = inspect.signature(function).parameters.values()

    assert "https://dev.vk.com/" in text or name.startswith("appeals.")  # of many services
    for one in parameters:
        assert f"{one.name}: " in text, f"{name} does not tell of {one.name}"
        positional = one.kind is one.POSITIONAL_OR_KEYWORD
        assert not (positional and "bool" in str(one.annotation)), f"{name}: {one.name}"
        assert "Any" not in str(one.annotation)


def test_parts_are_kept_with_their_client() -> None:
    client = GovPublic("t")
    other = client.with_options(timeout=3)

    for part in PARTS:
        assert getattr(client, part) is getattr(client, part)
        assert getattr(other, part) is not getattr(client, part)
        assert isinstance(getattr(client, part), Resource)
        assert repr(client) in repr(getattr(client, part))
    assert client.posts.get is client.posts.get
    assert {name for name, found in vars(Resources).items() if isinstance(found, property)} == {
        *PARTS
    }


def test_one_description_serves_both_clients() -> None:
    wall = {"response": {"count": 1, "items": [{"id": 2, "owner_id": -5}]}}
    transport, seen = answering(wall, wall)
    with GovPublic("t", transport=transport, clock=still()) as client:
        page = client.posts.get(5)
        assert [post.id for post in client.posts.each(5)] == [2]

    async def ask() -> object:
        transport, _ = answering(wall)
        async with AsyncGovPublic("t", transport=transport) as client:
            return await client.posts.get(5)

    assert asyncio.run(ask()) == page
    assert [request.url.path for request in seen] == ["/method/wall.get"] * 2


def test_questions_on_the_class_go_together() -> None:
    transport, seen = answering(
        {
            "response": [{"groups": [{"id": 5}]}, {"groups": []}],
        }
    )
    questions = [Publics.get(5), Publics.get("nobody")]
    assert all(isinstance(one, Call) for one in questions)

    with GovPublic("t", transport=transport, clock=still()) as client:
        found, missing = client.run_all(questions)  # type: ignore[arg-type]

    assert len(seen) == 1
    assert found.unwrap().id == 5
    assert isinstance(missing.error, errors.NotFound)


def test_a_lost_post_is_looked_for_and_not_sent_again() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC).timestamp()
    post = {"id": 2, "owner_id": -5, "date": now, "text": "Воды не будет"}
    transport, seen = answering(
        httpx.ReadTimeout("gone"), {"response": now}, {"response": {"items": [post]}}
    )

    with GovPublic("t", transport=transport, clock=still()) as client:
        with pytest.raises(errors.OutcomeUnknown) as lost:
            client.posts.publish(5, "Воды не будет")
        assert "Воды" not in str(lost.value)
        assert client.posts.reconcile(lost.value) == PostRef(owner_id=-5, id=2)

    sent = [request.url.path.removeprefix("/method/") for request in seen]
    assert sent == ["wall.post", "utils.getServerTime", "wall.get"]


def test_a_photo_goes_to_another_host_when_the_first_one_fails() -> None:
    first = {"response": {"upload_url": "https://pu.vk.com/1"}}
    second = {"response": {"upload_url": "https://pu.vk.com/2"}}
    taken = {"server": 7, "photo": json.dumps([1]), "hash": "h"}
    saved = {"response": [{"id": 7, "owner_id": -5}]}
    transport, seen = answering(first, httpx.ReadTimeout("gone"), second, taken, saved)

    with GovPublic("t", transport=transport, clock=still()) as client:
        photo = client.media.photo(5, b"\xff\xd8\xff")

    assert photo.reference == "photo-5_7"
    assert [request.url.path.rpartition("/")[2] for request in seen] == [
        *("photos.getWallUploadServer", "1", "photos.getWallUploadServer", "2"),
        "photos.saveWallPhoto",
    ]
    assert not any("authorization" in one.headers for one in seen if one.url.host == "pu.vk.com")
