"""The journey of a call: each rule of retries, deadlines and safety, walked by hand."""

import asyncio
import json
import multiprocessing
import os
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from govpublic_sdk import (
    AsyncGovPublic,
    Clock,
    GovPublic,
    Keyring,
    Procedure,
    Response,
    Retry,
    errors,
)
from govpublic_sdk._core.runner import Options
from run_steps import LOST, NEVER_SENT, World, answer, page, question, refusal

READS = ("read", "idempotent", "keyed")


# R1: a total deadline, of which each attempt gets what is left


def test_r1_attempts_share_a_deadline() -> None:
    world = World(options=Options(timeout=30, deadline=10, retry=Retry(attempts=9)), took=4)
    with pytest.raises(errors.DeadlineExceeded, match="10") as late:
        world.ask(question(), [LOST, LOST, LOST])
    assert isinstance(late.value.__cause__, errors.NetworkError)
    assert world.timeouts == [10, pytest.approx(10 - 4 - 0.25), pytest.approx(10 - 8 - 0.75)]


def test_r1_a_pause_beyond_the_deadline_is_not_started() -> None:
    world = World(options=Options(deadline=5))
    with pytest.raises(errors.DeadlineExceeded) as late:
        world.ask(question(), [page(503, **{"retry-after": "60"})])
    assert isinstance(late.value.__cause__, errors.ServerError)
    assert world.slept == []


def test_r1_waiting_for_a_turn_is_not_counted() -> None:
    world = World(options=Options(deadline=1))
    for _ in range(6):
        assert world.ask(question(), [answer()]) == 1
    assert sum(world.slept) > 1


def test_r1_waiting_for_a_turn_has_a_limit_of_its_own() -> None:
    world = World(options=Options(wait=0.5))
    for _ in range(3):
        world.ask(question(), [answer()])
    with pytest.raises(errors.DeadlineExceeded, match="Nothing was sent"):
        world.ask(question(), [])
    assert len(world.sent) == 3


def test_r1_walks_and_uploads_have_no_deadline_unless_one_is_set() -> None:
    assert Options().for_many().deadline is None
    assert Options(deadline=7).for_many().deadline == 7


# R2: three attempts with full jitter


def test_r2_three_attempts_with_growing_pauses() -> None:
    world = World()
    with pytest.raises(errors.NetworkError):
        world.ask(question(), [LOST, LOST, LOST])
    assert world.slept == [0.25, 0.5]


def test_r2_a_pause_is_any_part_of_its_ceiling() -> None:
    from govpublic_sdk._core.retries import pause

    assert pause(LOST, 3, Retry(), lambda: 0.5) == 0.5
    assert pause(LOST, 9, Retry(), lambda: 1.0) == 20


@pytest.mark.parametrize(
    ("name", "value"), [("attempts", 0), ("attempts", 21), ("base", -1), ("cap", 4000)]
)
def test_r2_nonsense_is_refused(name: str, value: float) -> None:
    with pytest.raises(errors.ParameterError, match=name):
        Retry(**{name: value})  # type: ignore[arg-type]


# R3: a budget for retries


def test_r3_an_outage_is_not_answered_with_a_storm() -> None:
    world = World(keyring=Keyring(users=["token"], rates={"user": 1000}))
    kinds = []
    for _ in range(100):
        try:
            world.ask(question(), [LOST] * 3)
        except errors.GovPublicError as error:
            kinds.append(type(error))
    assert len(world.sent) - 100 <= 35
    assert kinds[-1] is errors.RetryBudgetExhausted


def test_r3_a_success_pays_back() -> None:
    world = World()
    world.ask(question(), [LOST, answer()])
    assert world.budget.left == 500


# R4: hints of the server are obeyed up to two minutes


@pytest.mark.parametrize(
    ("hint", "waited"),
    [("7", 7), ("1.5", 1.5), ("0", 0.25), ("-5", 0.25), ("nan", 0.25), ("soon", 0.25), ("", 0.25)],
)
def test_r4_a_hint_is_obeyed(hint: str, waited: float) -> None:
    world = World()
    world.ask(question(), [page(503, **{"retry-after": hint}), answer()])
    assert world.slept == [waited]


def test_r4_a_hint_may_be_a_date() -> None:
    dates = {"date": "Mon, 02 Nov 2026 06:00:00 GMT"}
    later = page(503, **dates, **{"retry-after": "Mon, 02 Nov 2026 06:00:09 GMT"})
    earlier = page(503, **dates, **{"retry-after": "Mon, 02 Nov 2026 05:00:00 GMT"})
    world = World()
    world.ask(question(), [later, earlier, answer()])
    assert world.slept == [9, 0.5]


@pytest.mark.parametrize("hint", ["121", "1000000000"])
def test_r4_a_hint_beyond_two_minutes_ends_it(hint: str) -> None:
    world = World()
    with pytest.raises(errors.ServerError) as error:
        world.ask(question(), [page(503, **{"retry-after": hint})])
    assert error.value.retry_after == float(hint)
    assert world.slept == []


# R5: VK's numbers


def test_r5_too_fast_is_tried_again_whatever_the_call() -> None:
    world = World()
    assert world.ask(question(safety="unsafe"), [refusal(6), answer()]) == 1


def test_r5_ten_is_tried_again_one_only_once() -> None:
    world = World()
    assert world.ask(question(), [refusal(10), refusal(10), answer()]) == 1
    with pytest.raises(errors.Unavailable):
        world.ask(question(), [refusal(1), refusal(1)])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, errors.AuthError),
        (9, errors.FloodControl),
        (14, errors.CaptchaNeeded),
        (15, errors.AccessDenied),
        (17, errors.ValidationNeeded),
        (18, errors.AccessDenied),
        (29, errors.QuotaExceeded),
        (100, errors.InvalidRequest),
    ],
)
def test_r5_others_are_never_tried_again(code: int, kind: type[errors.ApiError]) -> None:
    world = World()
    with pytest.raises(kind) as error:
        world.ask(question(), [refusal(code)])
    assert error.value.code == code
    assert len(world.sent) == 1


# R6 and R7: what a lost answer means depends on the call


@pytest.mark.parametrize("safety", READS)
@pytest.mark.parametrize("lost", [LOST, page(), page(502), refusal(10), Response(200, {}, b"")])
def test_r6_what_may_be_repeated_is(safety: str, lost: Any) -> None:
    world = World()
    assert world.ask(question(safety=safety), [lost, answer()]) == 1


@pytest.mark.parametrize(
    "lost",
    [LOST, page(), page(502), refusal(1), refusal(10), refusal(13), Response(200, {}, b'{"r')],
)
def test_r7_an_unsafe_write_is_never_sent_twice(lost: Any) -> None:
    world = World()
    with pytest.raises(
        errors.OutcomeUnknown, match="unknown whether the call was carried out"
    ) as unknown:
        world.ask(question("wall.post", "unsafe"), [lost])
    assert len(world.sent) == 1
    assert unknown.value.__cause__ is not None
    assert unknown.value.call == question("wall.post", "unsafe")


@pytest.mark.parametrize(
    "replies",
    [
        [LOST, LOST, LOST],
        [page(502), refusal(10), Response(200, {}, b"")],
        [LOST, NEVER_SENT, NEVER_SENT],
        [LOST, refusal(901)],
        [LOST, page(503, **{"retry-after": "600"})],
        [Response(200, {}, b'{"response": "?"}')],
    ],
)
def test_r7_keyed_write_without_answers_is_unknown(replies: list[Any]) -> None:
    world, call = World(), question("messages.send", "keyed", random_id="5")

    with pytest.raises(errors.OutcomeUnknown, match=r"client\.run\(error\.call\)") as unknown:
        world.ask(call, replies)

    assert unknown.value.call == call
    assert unknown.value.__cause__ is not None
    assert world.ask(unknown.value.call, [answer()]) == 1


@pytest.mark.parametrize("options", [Options(deadline=5), Options(retry=Retry(attempts=1))])
def test_r7_keyed_write_that_runs_out_of_time_is_unknown(options: Options) -> None:
    world = World(options=options)

    with pytest.raises(errors.OutcomeUnknown):
        world.ask(question("messages.send", "keyed"), [page(503, **{"retry-after": "60"})])


@pytest.mark.parametrize(
    ("reply", "kind"),
    [(refusal(901), errors.AccessDenied), (refusal(5), errors.AuthError)],
)
def test_r7_refused_keyed_write_is_certain(reply: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        World().ask(question("messages.send", "keyed"), [NEVER_SENT, reply])
    with pytest.raises(errors.NetworkError):
        World().ask(question("messages.send", "keyed"), [NEVER_SENT] * 3)


def test_r7_what_never_left_is_sent_again() -> None:
    world = World()
    assert world.ask(question("wall.post", "unsafe"), [NEVER_SENT, answer()]) == 1


def test_r7_a_pack_that_is_too_large_is_not_repeated_as_it_is() -> None:
    world = World()
    with pytest.raises(errors.InvalidRequest):
        world.ask(question("execute", "read"), [refusal(13)])


# Captcha and confirmation go to the user's handler


UNDOCUMENTED = [
    {"error": "timeout"},
    {"error": ""},
    {"error": {}},
    {"error": 0},
    {"error": 1},
    {"error": [1]},
    {"error": True},
    {"error": None},
    {"error": {"error_code": 0}},
    {"error": {"error_code": -1}},
    {"error": {"error_code": 77_777, "error_msg": "oops"}},
    {"error": {"error_code": "x"}},
    {"error": {"error_code": None, "error_msg": "oops"}},
    {"error": {"code": 15}},
    {"error_code": 15, "error_msg": "oops"},
    {"response": "weird"},
    {},
    [],
]


@pytest.mark.parametrize("safety", ["unsafe", "keyed", "idempotent"])
@pytest.mark.parametrize("body", UNDOCUMENTED)
def test_r7_undocumented_answers_to_writes_are_unknown(body: Any, safety: str) -> None:
    world = World()
    with pytest.raises(errors.OutcomeUnknown) as unknown:
        world.ask(question(safety=safety), [Response(200, {}, json.dumps(body).encode())])
    assert isinstance(unknown.value.__cause__, errors.ApiError | errors.DecodeError)
    assert len(world.sent) == 1


@pytest.mark.parametrize("body", UNDOCUMENTED)
def test_r7_undocumented_answers_to_reads_are_raised(body: Any) -> None:
    world = World()
    with pytest.raises((errors.ApiError, errors.DecodeError)):
        world.ask(question(), [Response(200, {}, json.dumps(body).encode())])
    assert len(world.sent) == 1


@pytest.mark.parametrize("code", [15, 100, 210, 214])
def test_r7_documented_refusals_of_writes_are_certain(code: int) -> None:
    with pytest.raises(errors.ApiError) as refused:
        World().ask(question(safety="unsafe"), [refusal(code)])
    assert refused.value.code == code


def test_a_challenge_is_answered_and_the_call_repeated() -> None:
    world = World(challenge=lambda error: {"captcha_sid": "1", "captcha_key": "key"})
    asked = question("wall.post", "unsafe")
    assert world.ask(asked, [refusal(14, captcha_sid="1", captcha_img="i"), answer()]) == 1
    assert world.sent[1].form["captcha_key"] == "key"


@pytest.mark.parametrize("given", [None, "nonsense", 5])
def test_a_challenge_may_be_given_up(given: Any) -> None:
    world = World(challenge=lambda error: given)
    with pytest.raises(errors.CaptchaNeeded) as needed:
        world.ask(
            question(), [refusal(14, redirect_uri="https://id.vk.ru/c", remixstlid=9 * 10**18)]
        )
    assert needed.value.details["remixstlid"] == 9 * 10**18


def test_a_challenge_is_not_asked_for_ever() -> None:
    asked: list[int] = []
    world = World(challenge=lambda error: asked.append(1) or {"captcha_key": "wrong"})
    with pytest.raises(errors.CaptchaNeeded):
        world.ask(question(), [refusal(14)] * 9)
    assert len(asked) == 5


def test_a_confirmation_may_bring_a_new_token() -> None:
    world = World(challenge=lambda error: {"access_token": "new"})
    world.ask(question(), [refusal(17, redirect_uri="https://vk.ru/v"), answer()])
    assert world.sent[1].headers["authorization"] == "Bearer new"
    assert "access_token" not in world.sent[1].form


# Procedures


def test_a_procedure_may_catch_what_its_calls_raise() -> None:
    def careful() -> Procedure[str]:
        try:
            yield from question()
        except errors.NotFound:
            number = yield from question()
            return f"then {number}"
        return "never"

    assert World().ask(careful(), [refusal(104), answer(2)]) == "then 2"


def test_a_procedure_is_closed_when_its_call_fails() -> None:
    closed: list[bool] = []

    def procedure() -> Procedure[int]:
        try:
            return (yield from question())
        finally:
            closed.append(True)

    with pytest.raises(errors.AuthError):
        World().ask(procedure(), [refusal(5)])
    assert closed == [True]


# R10: cancellation is clean


class Slow(httpx.AsyncBaseTransport):
    def __init__(self) -> None:
        self.sent = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent += 1
        await asyncio.sleep(3600)
        raise AssertionError("never")


@pytest.mark.filterwarnings("error")
def test_r10_cancelling_while_sending_sends_nothing_more() -> None:
    async def run() -> int:
        transport = Slow()
        async with AsyncGovPublic("token", transport=transport) as client:
            task = asyncio.create_task(client.run(question()))
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        return transport.sent

    assert asyncio.run(run()) == 1


def test_r10_cancelling_while_waiting_gives_the_turn_back() -> None:
    async def run() -> float:
        forever = asyncio.Event()
        clock = Clock(now=lambda: 0.0, sleep=lambda seconds: forever.wait())  # type: ignore[arg-type, return-value]
        transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"response": 1}))
        async with AsyncGovPublic("token", transport=transport, clock=clock) as client:
            for _ in range(3):
                await client.run(question())
            credential = client.keyring.tokens_for(question())[0]
            before = credential.limiter.wait(0.0)
            tasks = [asyncio.create_task(client.run(question())) for _ in range(20)]
            await asyncio.sleep(0)
            for task in reversed(tasks):
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            return credential.limiter.wait(0.0) - before

    assert asyncio.run(run()) == 0


# R11: closed clients and forks


def answering(**options: Any) -> GovPublic:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"response": 1}))
    return GovPublic("token", transport=transport, **options)


def test_r11_a_closed_client_refuses() -> None:
    client = answering()
    client.close()
    client.close()
    with pytest.raises(errors.ConfigurationError, match="closed"):
        client.run(question())


def _in_child(ask: Callable[[], object], results: Any) -> None:
    try:
        ask()
    except errors.ConfigurationError as error:
        results.put(str(error))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:This process")
def test_r11_a_client_inherited_by_a_fork_refuses() -> None:
    client, context = answering(), multiprocessing.get_context("fork")
    results = context.Queue()
    child = context.Process(target=_in_child, args=(lambda: client.run(question()), results))
    child.start()
    assert "forked process" in results.get(timeout=20)
    child.join()
    assert client.run(question()) == 1


def test_a_client_has_limits_that_can_be_changed() -> None:
    client = answering()
    other = client.with_options(timeout=5, retry=None, wait=None, deadline=9)
    assert other.run(question()) == 1
    assert other.keyring is client.keyring
    with pytest.raises(errors.ParameterError, match="timeout"):
        client.with_options(timeout=0)
    client.close()
    with pytest.raises(errors.ConfigurationError):
        other.run(question())
