"""Errors of calls inside `execute` mean what they mean for a call that is made alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, Call, Clock, GovPublic, Keyring, batch, errors, vk
from run_steps import World, answer, question, refusal

Handler = Callable[[str, dict[str, str], str], dict[str, Any]]
READS = [vk.wall.get(-number) for number in range(1, 61)]
PAGE = {"count": 0, "items": []}


class Vk:
    """A stand-in for the network: `handler(method, form, token)` gives the JSON of an answer."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.methods: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.slept: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rsplit("/", 1)[-1]
        form = dict(httpx.QueryParams(request.content.decode()))
        self.methods.append(method)
        self.forms.append(form)
        token = request.headers["authorization"]
        return httpx.Response(200, json=self.handler(method, form, token))

    def run_all(self, calls: list[Any], *, colour: str = "sync", **options: Any) -> list[Any]:
        options.setdefault("vk", "vk1.a.token")
        transport = httpx.MockTransport(self)
        if colour == "sync":
            clock = Clock(now=lambda: 0.0, sleep=self.slept.append, chance=lambda: 0.5)
            with GovPublic(transport=transport, clock=clock, **options) as client:
                return list(client.run_all(calls))

        async def nap(seconds: float) -> None:
            self.slept.append(seconds)

        async def all_of_them() -> list[Any]:
            clock = Clock(now=lambda: 0.0, sleep=nap, chance=lambda: 0.5)
            async with AsyncGovPublic(transport=transport, clock=clock, **options) as client:
                return [one async for one in client.run_all(calls)]

        return asyncio.run(all_of_them())


def all_refused(code: int, text: str = "x", **more: Any) -> Handler:
    """`execute` refuses each place of a batch; calls that are made alone succeed."""

    def handler(method: str, form: dict[str, str], token: str) -> dict[str, Any]:
        if method != "execute":
            return {"response": PAGE}
        places = form["code"].count("API.")
        error = {"method": "wall.get", "error_code": code, "error_msg": text, **more}
        return {"response": [False] * places, "execute_errors": [error] * places}

    return handler


both = pytest.mark.parametrize("colour", ["sync", "async"])


@both
@pytest.mark.parametrize("code", [1, 6, 10, 36])
def test_batch_retries_transient_errors(code: int, colour: str) -> None:
    server = Vk(all_refused(code))
    outcomes = server.run_all(READS, colour=colour)
    assert [one.error for one in outcomes] == [None] * 60
    assert server.methods.count("execute") == 3
    assert server.methods.count("wall.get") == 60


def test_batch_retries_only_as_often_as_allowed() -> None:
    server = Vk(all_refused(10))
    outcomes = server.run_all(READS[:25], retry=None)
    assert {type(one.error) for one in outcomes} == {errors.Unavailable}
    assert server.methods == ["execute"]


def test_batch_places_pause_together() -> None:
    world = World()
    refused = [{"method": "users.get", "error_code": 10}] * 3
    outcomes = world.ask(
        batch(*(question(user_ids=str(n)) for n in range(3))),
        [answer([False] * 3, execute_errors=refused), answer(1), answer(2), answer(3)],
    )
    assert [one.unwrap() for one in outcomes] == [1, 2, 3]
    assert world.slept.count(0.25) == 1  # the others wait for their turn only


@both
def test_batch_learns_a_quota_and_stops(colour: str) -> None:
    server = Vk(all_refused(29))
    outcomes = server.run_all([vk.wall.get(-1, offset=n) for n in range(400)], colour=colour)
    assert {type(one.error) for one in outcomes} == {errors.QuotaExceeded}
    assert server.methods.count("execute") <= 4  # those that were under way
    assert "wall.get" not in server.methods


def test_batch_learns_flood_of_its_wall_only() -> None:
    server = Vk(all_refused(9))
    same_wall = [vk.wall.get(-1, offset=n) for n in range(60)]
    outcomes = server.run_all(same_wall)
    assert {type(one.error) for one in outcomes} == {errors.FloodControl}
    assert server.methods == ["execute"]


def test_batch_by_hand_leaves_out_what_rests() -> None:
    world = World()
    with pytest.raises(errors.QuotaExceeded):
        world.ask(vk.wall.get(-1), [refusal(29)])
    pair = batch(vk.wall.get(-1), vk.users.get([1]))
    rests, sent = world.ask(pair, [answer([[]])])
    assert isinstance(rests.error, errors.QuotaExceeded)
    assert sent.value == []
    assert "wall.get" not in world.sent[-1].form["code"]
    assert len(world.sent) == 2
    only = batch(vk.wall.get(-1), vk.wall.get(-2))
    assert {type(one.error) for one in world.ask(only, [])} == {errors.QuotaExceeded}


def test_batch_counts_calls_for_quotas() -> None:
    keyring = Keyring(users=["token"], quotas={"users.get": 10})
    world = World(keyring=keyring)
    world.ask(batch(question(), question()), [answer([1, 2])])
    (credential,) = keyring.tokens_for(question())
    assert keyring.usage.today((id(credential), "users.get"), world.time) == 2


@both
@pytest.mark.parametrize(
    ("code", "kind", "details"),
    [
        (14, errors.CaptchaNeeded, {"captcha_sid": "77", "captcha_img": "https://vk.ru/c?s=77"}),
        (14, errors.CaptchaNeeded, {"redirect_uri": "https://id.vk.ru/not_robot?x=1"}),
        (17, errors.ValidationNeeded, {"redirect_uri": "https://id.vk.ru/x"}),
    ],
)
def test_batch_asks_a_person_with_all_details(
    code: int, kind: type[errors.ApiError], details: dict[str, str], colour: str
) -> None:
    asked: list[errors.ApiError] = []

    def person(error: errors.ApiError) -> Mapping[str, str]:
        asked.append(error)
        return {"captcha_sid": "77", "captcha_key": "abc"}

    server = Vk(all_refused(code, **details))
    outcomes = server.run_all(READS[:3], colour=colour, on_challenge=person)
    assert [one.error for one in outcomes] == [None] * 3
    assert [type(one) for one in asked] == [kind]  # the others went without a captcha
    assert asked[0].details == details
    assert asked[0].call == READS[0]
    assert server.forms[1]["captcha_key"] == "abc"


def test_batch_raises_the_challenge_if_given_up() -> None:
    server = Vk(all_refused(14, captcha_sid="7", captcha_img="https://vk.ru/c"))
    outcomes = server.run_all(READS[:2], on_challenge=lambda _: None)
    assert [type(one.error) for one in outcomes] == [errors.CaptchaNeeded] * 2
    assert outcomes[1].error.details["captcha_sid"] == "7"


@both
@pytest.mark.parametrize(
    ("code", "text"),
    [
        (5, "User authorization failed: access_token has expired."),
        (27, "Group authorization failed: access_token has expired."),
        (1117, "Access token has expired"),
        (15, "Access denied: token expired"),
    ],
)
def test_batch_renews_an_expired_token_once(code: int, text: str, colour: str) -> None:
    made: list[str] = []

    def source() -> str:
        made.append(f"key{len(made)}")
        return made[-1]

    refused = all_refused(code, text)

    def handler(method: str, form: dict[str, str], token: str) -> dict[str, Any]:
        if token == "Bearer key0":
            return refused(method, form, token) if method == "execute" else {"error": {}}
        return {"response": PAGE}

    server = Vk(handler)
    outcomes = server.run_all(READS[:5], colour=colour, vk=Keyring(users=[source]))
    assert [one.error for one in outcomes] == [None] * 5
    assert len(made) == 2


@pytest.mark.parametrize("code", [1, 10, 0, 77_777, None])
def test_batch_never_repeats_unsafe_writes(code: int | None) -> None:
    world = World()
    writes = [question("users.get", "unsafe", user_ids=str(n)) for n in range(2)]
    refused = {"method": "users.get", "error_code": code, "error_msg": "oops"}
    (first, second) = world.ask(batch(*writes), [answer([False, 2], execute_errors=[refused])])
    assert isinstance(first.error, errors.OutcomeUnknown)
    assert first.error.call == writes[0]
    assert second.value == 2
    assert len(world.sent) == 1


def test_batch_repeats_writes_that_were_too_fast() -> None:
    world = World()
    write = question("users.get", "unsafe")
    refused = {"method": "users.get", "error_code": 6}
    (only,) = world.ask(batch(write), [answer([False], execute_errors=[refused]), answer(7)])
    assert only.value == 7


@both
@pytest.mark.parametrize("response", [None, "", False])
def test_batch_that_stopped_gives_each_its_error(response: object, colour: str) -> None:
    refused = [{"method": "wall.get", "error_code": 15, "error_msg": "Access denied"}]

    def handler(method: str, form: dict[str, str], token: str) -> dict[str, Any]:
        if method == "execute":
            return {"response": response, "execute_errors": refused * 2}
        return {"response": PAGE}

    outcomes = Vk(handler).run_all(READS[:2], colour=colour)
    assert [type(one.error) for one in outcomes] == [errors.AccessDenied] * 2


def test_batch_matches_errors_without_a_method() -> None:
    world = World()
    calls = (question("users.get"), question("wall.get"), question("users.get"))
    refused = [{"error_code": 15, "error_msg": "first"}, {"error_code": 100, "error_msg": "second"}]
    first, second, third = world.ask(
        batch(*calls), [answer([False, False, 3], execute_errors=refused)]
    )
    assert (first.error.code, second.error.code, third.value) == (15, 100, 3)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_batch_reads_alone_what_it_cannot_match(count: int) -> None:
    world = World()
    refused = [{"method": "users.get", "error_code": 15}] * count
    outcomes = world.ask(
        batch(question(), question()),
        [answer([False, False], execute_errors=refused), answer(1), refusal(15)],
    )
    assert outcomes[0].value == 1
    assert isinstance(outcomes[1].error, errors.AccessDenied)


def test_batch_shares_one_deadline() -> None:
    from govpublic_sdk._core.runner import Options

    world = World(options=Options(deadline=5), took=2)
    refused = [{"method": "users.get", "error_code": 10}] * 3
    outcomes = world.ask(
        batch(question(), question(), question()),
        [answer([False] * 3, execute_errors=refused), answer(1), answer(2)],
    )
    assert outcomes[0].value == 1
    assert isinstance(outcomes[2].error, errors.DeadlineExceeded)


# Programs


DENIED = [{"method": "users.get", "error_code": 15, "error_msg": "Access denied"}]


def program(result: Any = int, code: str = "return API.users.get({})[0].id;") -> Call[Any]:
    return vk.execute(code, result=result)


@pytest.mark.parametrize("response", [None, "", False, []])
@pytest.mark.parametrize(
    "call",
    [program(), program(object), vk.method("execute", {"code": "x"}, result=list)],
)
def test_program_without_value_raises_its_error(response: object, call: Call[Any]) -> None:
    with pytest.raises(errors.AccessDenied, match=r"error 15.*users\.get") as denied:
        World().ask(call, [answer(response, execute_errors=DENIED)])
    assert denied.value.call is not None
    assert denied.value.call.method == "users.get"


def test_program_whose_answer_is_unfit_raises_its_error() -> None:
    with pytest.raises(errors.AccessDenied):
        World().ask(program(list[list[int]]), [answer([[1], False], execute_errors=DENIED)])
    assert World().ask(program(list[list[int]]), [answer([[1], False])]) == [[1]]
    with pytest.raises(errors.AccessDenied):
        World().ask(program(dict[str, int]), [answer("words", execute_errors=DENIED)])
    with pytest.raises(errors.DecodeError):
        World().ask(program(dict[str, int]), [answer("words")])


def test_program_shows_errors_beside_its_value() -> None:
    call = vk.execute_with_errors("return [1, API.users.get({})];", result=list[Any])
    result = World().ask(call, [answer([1, False], execute_errors=DENIED)])
    assert result.value == result.unwrap() == [1, False]
    (denied,) = result.errors
    assert isinstance(denied, errors.AccessDenied)
    empty = World().ask(call, [answer(None, execute_errors=DENIED)])
    assert (empty.value, empty.has_value) == (None, False)
    with pytest.raises(errors.AccessDenied):
        empty.unwrap()


def test_program_null_without_errors_is_its_value() -> None:
    assert World().ask(program(object), [answer(None)]) is None
    with pytest.raises(errors.DecodeError):
        World().ask(program(int), [answer(None)])


@pytest.mark.parametrize("code", [1, 5, 6, 10, 14, 17, 27, 36])
def test_program_is_never_sent_again(code: int) -> None:
    made: list[str] = []

    def source() -> str:
        made.append("key")
        return "key"

    world = World(keyring=Keyring(users=[source]), challenge=lambda _: {"captcha_key": "x"})
    inner = [{"method": "users.get", "error_code": code, "error_msg": "token has expired"}]
    with pytest.raises(errors.ApiError) as failed:
        world.ask(program(), [answer(None, execute_errors=inner)])
    assert failed.value.code == code
    assert len(world.sent) == 1


def test_program_teaches_the_keyring_a_quota() -> None:
    world = World()
    inner = [{"method": "users.get", "error_code": 29, "error_msg": "Rate limit reached"}]
    world.ask(program(list[Any]), [answer([1, False], execute_errors=inner)])
    with pytest.raises(errors.QuotaExceeded, match="paused"):
        world.ask(question(), [])


def test_programs_that_are_stored_are_read_alike() -> None:
    call = vk.method("execute.allWalls", {}, result=int)
    with pytest.raises(errors.AccessDenied):
        World().ask(call, [answer(None, execute_errors=DENIED)])


def test_batch_texts_are_json() -> None:
    """The program of a batch is VKScript, whose texts are those of JSON."""
    code = dict(batch(question(q='"'), question(q="\u2028")).params)["code"]
    assert json.loads(code.removeprefix("return [API.users.get(").partition("),")[0]) == {"q": '"'}


POST = vk.wall.post(-1, "Вода есть", from_group=True)
SEND = vk.messages.send_to_many([7], 5, message="Вода есть", group_id=1)


def from_batch(call: Call[Any], *responses: Any) -> tuple[Any, Vk]:
    """What became of the first of two equal calls in a batch."""
    left = list(responses)
    server = Vk(lambda method, form, token: {"response": left.pop(0)})
    clock = Clock(now=lambda: 0.0, sleep=server.slept.append, chance=lambda: 0.5)
    with GovPublic(vk="token", transport=httpx.MockTransport(server), clock=clock) as client:
        return client.run(batch(call, call))[0].error, server


@pytest.mark.parametrize("place", ["abc", None, {"post_id": "x"}])
@pytest.mark.parametrize("call", [POST, SEND])
def test_write_with_a_garbled_place_is_unknown(call: Call[Any], place: Any) -> None:
    error, server = from_batch(call, [place, place])

    assert isinstance(error, errors.OutcomeUnknown)
    assert error.call == call
    assert isinstance(error.__cause__, errors.DecodeError)
    assert ("client.run(error.call)" in str(error)) == (call is SEND)
    assert server.methods == ["execute"]


def test_read_with_a_garbled_place_is_an_error_of_decoding() -> None:
    assert isinstance(from_batch(READS[0], ["abc", PAGE])[0], errors.DecodeError)


@pytest.mark.parametrize("call", [POST, SEND])
def test_batch_of_writes_with_a_place_too_few_is_unknown(call: Call[Any]) -> None:
    with pytest.raises(errors.OutcomeUnknown):
        from_batch(call, [{}])
    with pytest.raises(errors.DecodeError):
        from_batch(READS[0], [PAGE])


def test_message_of_a_stopped_batch_is_sent_alone() -> None:
    sent = [{"peer_id": 7, "message_id": 1}]
    error, server = from_batch(SEND, None, sent, sent)

    assert error is None
    assert server.methods == ["execute", "messages.send", "messages.send"]
    assert [form["random_id"] for form in server.forms[1:]] == ["5", "5"]
