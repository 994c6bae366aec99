"""A server, a user and a machine that mean ill: whatever they do ends, and ends typed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring, errors, vk

QUICK = {"rates": {"user": 1000}}


def keyring(token: str = "token") -> Keyring:
    return Keyring(users=[token], rates={"user": 1000})


def client_of(answer: Any, **options: Any) -> GovPublic:
    """A client whose server answers every call in the same way."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
    return GovPublic(keyring(), transport=transport, retry=None, **options)


# Lists that never end


LISTS = {
    "posts": lambda client: client.posts.each(1),
    "comments": lambda client: client.comments.each("-1_1"),
    "members": lambda client: client.publics.members(1),
    "topics": lambda client: client.topics.each(1),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_repeats_itself_ends(name: str) -> None:
    items = [1, 2, 3] if name == "members" else [{"id": 1}, {"id": 2}]
    client = client_of({"response": {"items": items}})
    seen: list[Any] = []
    with pytest.raises(errors.ServerError, match="never end"):
        for item in islice(LISTS[name](client), 1000):
            seen.append(item)
    assert len(seen) == len(items)


@pytest.mark.parametrize("items", [[{}], [{"date": 5}, "nonsense"]])
def test_a_list_of_the_same_unreadable_things_ends(items: list[object]) -> None:
    client = client_of({"response": {"items": items}})
    with pytest.raises(errors.ServerError, match="never end"):
        next(client.posts.each(1))


def test_a_list_that_repeats_itself_ends_on_the_async_client_too() -> None:
    async def run() -> list[int]:
        body = b'{"response": {"items": [{"id": 1}]}}'
        transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
        async with AsyncGovPublic(keyring(), transport=transport) as client:
            return [post.id async for post in client.posts.each(1)]

    with pytest.raises(errors.ServerError, match="never end"):
        asyncio.run(run())


def test_new_items_that_push_a_page_aside_do_not_end_a_walk() -> None:
    pages = [[1, 2], [1, 2], [1, 2], [3, 4], []]
    answers = iter(pages)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"response": {"items": next(answers)}})

    client = GovPublic(keyring(), transport=httpx.MockTransport(answer))
    assert list(client.publics.members(1)) == [1, 2, 3, 4]


def test_a_cursor_that_stands_still_is_the_end() -> None:
    client = client_of({"response": {"items": [{"id": 1}], "next_from": "a"}})
    page = client.run(vk.wall.get(-1))
    assert page.next is not None
    assert client.run(page.next).next is None


def test_looking_for_a_lost_post_ends() -> None:
    lost = vk.wall.post(-1, "Объявление")
    post = {"id": 1, "owner_id": -1, "date": 2_000_000_000, "text": "другое"}
    client = client_of({"response": {"items": [post]}})
    from datetime import UTC, datetime

    with pytest.raises(errors.ServerError, match="never end"):
        client.posts.reconcile(lost, since=datetime(2020, 1, 1, tzinfo=UTC))
