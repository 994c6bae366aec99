"""Which token carries which call, and what is learned about each."""

import asyncio
import pickle
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring, errors, vk
from govpublic_sdk.sandbox import Sandbox
from run_steps import World, answer, question, refusal

FULL = {"users": ["user"], "service": "service", "communities": {1: "one", 2: "two"}}


def carriers(call: Any, **tokens: Any) -> list[str]:
    return [str(one.text) for one in Keyring(**(tokens or FULL)).tokens_for(call)]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (vk.wall.get(-1), ["service", "user"]),
        (vk.wall.get(-1, filter="postponed"), ["user"]),
        (vk.wall.post(-1, "text"), ["user"]),
        (vk.groups.edit(1, title="x"), ["one", "user"]),
        (vk.groups.edit(3, title="x"), ["user"]),
        (vk.groups.get_token_permissions(), ["one", "two"]),
        (vk.groups.get_managers(1), ["one", "user"]),
        (vk.stats.get(1), ["user"]),
    ],
    ids=repr,
)
def test_the_right_token_carries_a_call(call: Any, expected: list[str]) -> None:
    assert carriers(call) == expected


def test_a_community_token_may_be_tried_where_the_schema_knows_better() -> None:
    assert carriers(vk.wall.post(-1, "text"), communities={1: "one"}) == ["one"]


def test_a_token_of_unknown_kind_may_try_everything() -> None:
    assert carriers(vk.wall.post(-1, "text"), unknown=["any"]) == ["any"]


def test_no_fitting_token_says_which_kinds_would_do() -> None:
    with pytest.raises(errors.WrongTokenKind, match="user") as error:
        carriers(vk.wall.post(-1, "text"), service="service")
    assert error.value.kinds == ("user",)
    assert "no token that may call wall.post" in str(error.value)


def test_several_tokens_share_the_load() -> None:
    world = World(keyring=Keyring(users=["a", "b"]))
    for _ in range(6):
        world.ask(question(), [answer()])
    tokens = [one.headers["authorization"] for one in world.sent]
    assert world.slept == []
    assert tokens.count("Bearer a") == tokens.count("Bearer b") == 3


@pytest.mark.parametrize(
    "refused",
    [
        refusal(27),
        refusal(28),
        refusal(1051),
        refusal(5, "User authorization failed: method is unavailable with group auth."),
        refusal(15, error_subcode=1133),
        refusal(15, "Access denied: method cannot be called with current scopes"),
    ],
)
def test_a_refusal_of_the_kind_is_learned_and_another_token_tried(refused: Any) -> None:
    world = World(keyring=Keyring(users=["a", "b"]))
    assert world.ask(question("wall.post", "unsafe"), [refused, answer()]) == 1
    assert world.ask(question("wall.post", "unsafe"), [answer()]) == 1
    assert len({one.headers["authorization"] for one in world.sent[1:]}) == 1
    assert world.sent[0].headers != world.sent[1].headers


def test_a_refusal_of_the_last_token_says_what_would_do() -> None:
    world = World(keyring=Keyring(communities={1: "one"}))
    with pytest.raises(errors.WrongTokenKind) as error:
        world.ask(vk.wall.post(-1, "text"), [refusal(27)])
    assert error.value.kinds == ("user",)
    with pytest.raises(errors.WrongTokenKind):
        world.ask(vk.wall.post(-1, "text"), [])


def test_a_plain_fifteen_says_nothing_about_the_token() -> None:
    world = World()
    for _ in range(2):
        with pytest.raises(errors.AccessDenied):
            world.ask(question(), [refusal(15, "Access denied")])


def test_a_quota_rests_the_method_of_one_token() -> None:
    world = World(keyring=Keyring(users=["a", "b"]))
    with pytest.raises(errors.QuotaExceeded):
        world.ask(question("wall.get"), [refusal(29)])
    for _ in range(3):
        assert world.ask(question("wall.get"), [answer()]) == 1
    assert len({one.headers["authorization"] for one in world.sent[1:]}) == 1
    with pytest.raises(errors.QuotaExceeded):
        world.ask(question("wall.get"), [refusal(29)])
    with pytest.raises(errors.QuotaExceeded, match="paused") as local:
        world.ask(question("wall.get"), [])
    assert 3500 < (local.value.retry_after or 0) <= 3600
    assert world.ask(question("users.get"), [answer()]) == 1
    world.time += 3601
    assert world.ask(question("wall.get"), [answer()]) == 1


def test_flood_rests_the_action_on_one_wall() -> None:
    world = World()
    with pytest.raises(errors.FloodControl):
        world.ask(question("wall.post", "unsafe", owner_id="-1"), [refusal(9)])
    with pytest.raises(errors.FloodControl, match="paused"):
        world.ask(question("wall.post", "unsafe", owner_id="-1"), [])
    assert world.ask(question("wall.post", "unsafe", owner_id="-2"), [answer()]) == 1


def test_the_cap_of_a_wall_rests_the_wall_for_every_token() -> None:
    world = World(keyring=Keyring(users=["a", "b"]))
    text = "Access to adding post denied: you can only add 50 posts a day"
    with pytest.raises(errors.QuotaExceeded):
        world.ask(question("wall.post", "unsafe", owner_id="-1"), [refusal(214, text)])
    with pytest.raises(errors.QuotaExceeded):
        world.ask(question("wall.post", "unsafe", owner_id="-1"), [])
    assert world.ask(question("wall.post", "unsafe", owner_id="-2"), [answer()]) == 1


def test_nine_tenths_of_a_quota_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    world = World(keyring=Keyring(users=["token"], quotas={"users.get": 10}))
    for _ in range(10):
        world.ask(question(), [answer()])
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "users.get: nine tenths of its daily quota are used"
    ]


@pytest.mark.parametrize("more", [{}, {"error_subcode": 1114}, {"error_subcode": 1117}])
def test_a_renewable_token_is_renewed_once(more: dict[str, int]) -> None:
    texts = iter(["old", "new", "newer"])
    world = World(keyring=Keyring(users=[lambda: next(texts)]))
    assert world.ask(question(), [refusal(5, **more), answer()]) == 1
    assert [one.headers["authorization"] for one in world.sent] == ["Bearer old", "Bearer new"]
    with pytest.raises(errors.AuthError):
        world.ask(question(), [refusal(5), refusal(5)])


EXPIRED = [
    (5, "User authorization failed: access_token has expired."),
    (15, "Access denied: access_token has expired"),
    (27, "Group authorization failed: access_token has expired."),
    (28, "Application authorization failed: token expired"),
    (1051, "session has expired"),
    (1117, "Access token has expired"),
    (3610, "token expired"),
    (100, "One of the parameters is invalid: access_token expired"),
    (77_777, "Your token has EXPIRED"),
    (27, "Срок действия токена истёк"),
]


@pytest.mark.parametrize(("code", "text"), EXPIRED)
def test_an_expired_token_is_renewed_once(code: int, text: str) -> None:
    tokens = iter(("old", "new"))
    world = World(keyring=Keyring(users=[lambda: next(tokens)]))
    assert world.ask(question(), [refusal(code, text), answer()]) == 1
    assert world.sent[1].headers["authorization"] == "Bearer new"
    assert world.ask(question(), [answer()]) == 1  # nothing was learned from it


@pytest.mark.parametrize(("code", "text"), EXPIRED)
def test_an_expired_token_without_source_is_an_error(code: int, text: str) -> None:
    world = World(keyring=Keyring(users=["only"]))
    for _ in range(2):
        with pytest.raises(errors.AuthError) as failed:
            world.ask(question(), [refusal(code, text)])
        assert type(failed.value) is errors.AuthError


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        (28, "Application authorization failed", errors.WrongTokenKind),
        (15, "Access denied: the story has expired", errors.AccessDenied),
        (100, "the link is expired", errors.InvalidRequest),
        (17, "Validation required: session expired", errors.ValidationNeeded),
        (909, "message is expired", errors.Conflict),
    ],
)
def test_what_else_expires_is_not_the_token(
    code: int, text: str, kind: type[errors.ApiError]
) -> None:
    with pytest.raises(errors.ApiError) as failed:
        World().ask(question(), [refusal(code, text)])
    assert type(failed.value) is kind


def test_a_token_of_another_address_is_not_renewed() -> None:
    texts = iter(["old", "new"])
    world = World(keyring=Keyring(users=[lambda: next(texts)]))
    with pytest.raises(errors.AuthError, match="another address"):
        world.ask(question(), [refusal(5, error_subcode=1130)])


@pytest.mark.parametrize("bad", ["", None, 5])
def test_a_source_must_return_a_token(bad: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="empty or not a text"):
        World(keyring=Keyring(users=[lambda: bad])).ask(question(), [])


def answered(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"response": 1})


def test_an_async_token_is_for_the_async_client() -> None:
    async def source() -> str:
        return "token"

    keyring = Keyring(users=[source])
    with (
        GovPublic(keyring, transport=httpx.MockTransport(answered)) as client,
        pytest.raises(errors.ConfigurationError, match="AsyncGovPublic"),
    ):
        client.run(question())

    async def run() -> int:
        async with AsyncGovPublic(keyring, transport=httpx.MockTransport(answered)) as client:
            return await client.run(question())

    assert asyncio.run(run()) == 1


def test_an_async_challenge_is_awaited() -> None:
    async def handler(error: errors.ApiError) -> dict[str, str]:
        return {"success_token": "solved"}

    async def run() -> int:
        with Sandbox(publics=1) as box:
            box.faults.captcha(form="new")
            async with box.async_client(on_challenge=handler) as client:
                return len(await client.run(vk.users.get([1])))

    assert asyncio.run(run()) == 1


@pytest.mark.parametrize(
    "tokens",
    [
        {},
        {"users": [""]},
        {"service": " "},
        {"communities": {0: "x"}},
        {"communities": {-1: "x"}},
        {"communities": {True: "x"}},
    ],
)
def test_nonsense_is_refused(tokens: dict[str, Any]) -> None:
    with pytest.raises(errors.ConfigurationError):
        Keyring(**tokens)


@pytest.mark.parametrize("rates", [{"users": 3}, {"user": 0}, {"user": -1}, {"user": 1001}])
def test_nonsense_rates_are_refused(rates: dict[str, float]) -> None:
    with pytest.raises(errors.ParameterError, match="rates"):
        Keyring(users=["token"], rates=rates)


def test_tokens_do_not_show_and_are_not_pickled() -> None:
    keyring = Keyring(users=["secret-token"], communities={1: "secret-too"})
    assert "secret" not in repr(keyring)
    assert "secret" not in repr(keyring.tokens_for(question()))
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(keyring)
