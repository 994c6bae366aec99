"""What users test their code with: a table of answers, and procedures walked by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from govpublic_sdk import AsyncGovPublic, Call, GovPublic, Procedure, appeals, errors, models, vk
from govpublic_sdk._core.calls import Upload, call_store
from govpublic_sdk.appeals import As, FilePart
from govpublic_sdk.appeals.api_read import take
from govpublic_sdk.models import Post
from govpublic_sdk.testing import AsyncFakeTransport, FakeTransport, Sent, play

WALL = {"count": 1, "items": [{"id": 7, "owner_id": -1, "text": "Вода есть."}]}


def latest(owner_id: int) -> Procedure[Post | None]:
    try:
        page = yield from vk.wall.get(owner_id, count=1)
    except errors.AccessDenied:
        return None
    return next(iter(page), None)


def test_a_table_answers_calls_and_remembers_them() -> None:
    fake = FakeTransport({"wall.get": WALL})
    with GovPublic(vk="token", transport=fake) as client:
        post = client.run(latest(-1))

    assert post is not None
    assert post.id == 7
    assert fake.sent == [Sent("wall.get", dict(vk.wall.get(-1, count=1).params))]


def test_the_async_client_has_the_same_table() -> None:
    fake = AsyncFakeTransport({"wall.get": WALL})

    async def run() -> Post | None:
        async with AsyncGovPublic(vk="token", transport=fake) as client:
            return await client.run(latest(-1))

    assert asyncio.run(run()) == Post.model_validate(WALL["items"][0])  # type: ignore[index]
    assert [one.method for one in fake.sent] == ["wall.get"]


def test_a_refusal_in_the_table_is_what_vk_answers() -> None:
    fake = FakeTransport({"wall.get": errors.AccessDenied("closed", code=15)})
    with GovPublic(vk="token", transport=fake) as client:
        assert client.run(latest(-1)) is None
        with pytest.raises(errors.AccessDenied, match="closed"):
            client.run(vk.wall.get(-1))


def test_another_error_is_raised_in_the_transport() -> None:
    fake = FakeTransport({"wall.post": errors.NetworkError("gone")})
    with GovPublic(vk="token", transport=fake) as client, pytest.raises(errors.OutcomeUnknown):
        client.run(vk.wall.post(-1, "Вода есть."))


def test_a_function_answers_by_the_parameters() -> None:
    def wall(params: Mapping[str, str]) -> object:
        return {"count": int(params["count"]), "items": []}

    with GovPublic(vk="token", transport=FakeTransport({"wall.get": wall})) as client:
        assert client.run(vk.wall.get(-1, count=3)).total == 3


def test_packed_calls_are_answered_one_by_one() -> None:
    def wall(params: Mapping[str, str]) -> object:
        refused = errors.AccessDenied("closed", code=15)
        return refused if params["owner_id"] == "-2" else WALL

    fake = FakeTransport({"wall.get": wall, "users.get": []})
    with GovPublic(vk="token", transport=fake) as client:
        outcomes = list(client.run_all(vk.wall.get(-number) for number in (1, 2, 3)))

    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, errors.AccessDenied)
    assert [one.method for one in fake.sent] == ["wall.get"] * 3


def test_a_text_that_looks_like_a_script_is_a_text() -> None:
    fake = FakeTransport({"wall.search": {"count": 0, "items": []}})
    with GovPublic(vk="token", transport=fake) as client:
        calls = [vk.wall.search(-1, query=f"API.wall.get({number})") for number in (1, 2)]
        assert all(outcome.error is None for outcome in client.run_all(calls))

    assert [one.method for one in fake.sent] == ["wall.search"] * 2


def test_uploads_are_answered_by_their_address() -> None:
    address = "https://upload.example/photo"
    part = FilePart(name="photo", filename="a.jpg", content=b"jpeg")
    call = Call(
        service="upload",
        method="upload",
        decode=As(dict[str, int]),
        upload=Upload(url=address, file=part),
    )
    with GovPublic(vk="token", transport=FakeTransport({address: {"server": 1}})) as client:
        assert client.run(call) == {"server": 1}


def test_a_method_that_is_missing_is_told() -> None:
    with (
        GovPublic(vk="token", transport=FakeTransport({})) as client,
        pytest.raises(LookupError, match=r"wall\.get is not in the table"),
    ):
        client.run(vk.wall.get(-1))


def test_a_procedure_is_walked_by_hand() -> None:
    played = play(latest(-1), [errors.AccessDenied("closed", code=15)])

    assert played.value is None
    assert played.calls == (vk.wall.get(-1, count=1),)


def test_a_procedure_is_given_channels_when_walked_by_hand() -> None:
    channel = appeals.VkComments(1)
    stranger = models.Appeal(id=models.AppealId("comments:1", "2_3"))

    with pytest.raises(errors.CapabilityNotSupported, match="'take'"):
        play(take(stranger), [], channels=[channel])
    with pytest.raises(errors.ConfigurationError, match="Unknown channel 'comments:1'"):
        play(take(stranger), [])


def test_stores_of_a_procedure_are_called_when_walked_by_hand() -> None:
    def stored() -> int:
        raise errors.StoreFull("full")

    def work() -> Procedure[tuple[int, bool]]:
        count = yield from call_store(len, "abc")
        try:
            yield from call_store(stored)
        except errors.StoreFull:
            return count, True
        return count, False

    assert play(work(), []).value == (3, True)


@pytest.mark.parametrize(("answers", "told"), [([], "no answer is left"), ([None] * 3, "left")])
def test_answers_must_be_as_many_as_calls(answers: list[object], told: str) -> None:
    def two() -> Procedure[int]:
        yield vk.wall.get(-1)
        yield vk.wall.get(-2)
        return 2

    with pytest.raises(LookupError, match=told):
        play(two(), answers)
