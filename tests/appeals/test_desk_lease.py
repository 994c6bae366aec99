"""The lease of a reply holds whenever it is sent, however long the call waited for its turn."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from fake_channels import MadeUpChannel, Platform, Wire, at
from govpublic_sdk import Call, Keyring, Procedure, Request, Retry, errors
from govpublic_sdk._core.http import Ask, Send, Sleep
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.runner import ClientState, Options, run_steps
from govpublic_sdk._core.transport import AsyncHttpxTransport, HttpxTransport
from govpublic_sdk.appeals import Capability, Desk, Reply, RestService, SentReply, api_answer
from govpublic_sdk.appeals.context import NAME, AppealsContext
from govpublic_sdk.appeals.desk import replies
from govpublic_sdk.models import Appeal, AppealId

LEASE = timedelta(seconds=2)
UNSAFE = frozenset({Capability.ANSWER, Capability.GET})
KEYED = UNSAFE | {Capability.REPEATABLE}


class OneCall(MadeUpChannel):
    """A channel whose answer is one write, at most one a second together with all other calls."""

    def __init__(self, able: Any, limiter: Limiter) -> None:
        super().__init__("made-up", able)
        self._limiter = limiter

    def services(self) -> Mapping[str, Any]:
        url = "https://made-up.example/made-up"
        return {self.name: RestService(url=url, limiter=self._limiter)}

    def look(self) -> Call[Any]:
        return self._call("GET", "/appeals/1")

    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        body = {"text": reply.text, "key": reply.key, "kind": reply.kind}
        told = yield from self._call("POST", "/answers/1", body)
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=told["id"])


@dataclass
class Office:
    """Officers on one virtual clock: only sleeping moves it, and what is sent arrives at once."""

    path: Path
    able: Any = UNSAFE
    rate: float = 1.0
    options: Options = field(default_factory=Options)
    time: float = field(default_factory=lambda: at(60).timestamp())
    fault: Callable[[str], str | None] = lambda _: None
    timeouts: list[float | None] = field(default_factory=list)
    results: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.platform = Platform()
        self.platform.hears("1")
        self.wire = Wire({"made-up": self.platform}, lambda what: self.fault(what))
        self.channel = OneCall(self.able, Limiter(self.rate))
        self.services = self.channel.services()
        self.desk = Desk(self.path, lease=LEASE, now=lambda: self.time)
        self._order = count()
        self._waiting: list[tuple[float, int, str, Any, Any]] = []

    def asks(self, name: str, question: Any, *, after: float = 0.0) -> None:
        setting = ClientState(
            services=self.services,
            keyring=Keyring.without_tokens(),
            now=lambda: self.time,
            chance=lambda: 1.0,
            given={NAME: AppealsContext.of([self.channel], self.desk)},
        )
        flow = run_steps(question, setting, self.options)
        self._push(self.time + after, name, flow, None)

    def answers(self, name: str, text: str, *, after: float = 0.0) -> None:
        appeal = self.channel.read(self.platform._shown("1"))
        self.asks(name, api_answer.answer(appeal, text, by=name), after=after)

    def work(self) -> None:
        while self._waiting:
            when, _, name, flow, value = heapq.heappop(self._waiting)
            self.time = max(self.time, when)
            try:
                self._do(name, flow, flow.send(value))
            except StopIteration as done:
                self.results[name] = done.value
            except errors.GovPublicError as error:
                self.results[name] = error

    def _do(self, name: str, flow: Any, step: Send | Sleep | Ask) -> None:
        if isinstance(step, Sleep):
            self._push(self.time + step.seconds, name, flow, None)
        elif isinstance(step, Ask):
            self._push(self.time, name, flow, step.function())
        else:
            self.timeouts.append(step.timeout)
            self._push(self.time, name, flow, self._sent(step))

    def _sent(self, step: Send) -> object:
        try:
            return self.wire.send(step.request, step.timeout)
        except errors.NetworkError as error:
            return error

    def _push(self, when: float, name: str, flow: Any, value: object) -> None:
        heapq.heappush(self._waiting, (when, next(self._order), name, flow, value))


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    opened: list[Office] = []

    def opened_one(**more: Any) -> Office:
        opened.append(Office(tmp_path / f"{len(opened)}.db", **more))
        return opened[-1]

    yield opened_one
    for one in opened:
        one.desk.close()


@pytest.mark.parametrize("reads", [0, 1, 3, 5, 20])
@pytest.mark.parametrize("other", ["Сделано", "Не сделано"])
@pytest.mark.parametrize("able", [UNSAFE, UNSAFE | {Capability.FIND_ANSWER}, KEYED])
def test_lease_lost_in_the_queue_sends_nothing(
    offices: Any, able: Any, other: str, reads: int
) -> None:
    office = offices(able=able)
    for number in range(reads):
        office.asks(f"reader {number}", office.channel.look())
    office.answers("A", "Сделано")
    office.answers("B", other, after=2.3)
    office.work()
    assert len(office.platform.texts("1")) <= 1
    numbers = {one.number for one in office.results.values() if isinstance(one, SentReply)}
    assert len(numbers) == len(office.platform.texts("1"))


def test_lease_is_renewed_for_a_reply_that_waited(offices: Any) -> None:
    office = offices()
    for number in range(5):
        office.asks(f"reader {number}", office.channel.look())
    office.answers("A", "Сделано")
    office.work()
    assert isinstance(office.results["A"], SentReply)
    assert office.platform.texts("1") == ["Сделано"]


@pytest.mark.parametrize("timeout", [0.5, 30.0])
def test_lease_covers_the_time_out_of_a_request(offices: Any, timeout: float) -> None:
    office = offices(options=Options(timeout=timeout))
    left: list[float] = []

    def fault(what: str) -> str | None:
        (kept,) = office.desk.unsettled()
        left.append(kept.lease_until.timestamp() - office.time)
        return None

    office.fault = fault
    office.answers("A", "Сделано")
    office.work()
    assert office.timeouts == [timeout]
    assert left[0] >= max(timeout, LEASE.total_seconds())


def test_lease_that_ran_out_while_stored_sends_nothing(
    offices: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices(options=Options(timeout=30.0))
    renew = replies.renew

    def renew_slowly(*args: Any) -> bool:
        office.time += 60  # the disk takes a minute, or the process was stopped
        return renew(*args)

    monkeypatch.setattr(replies, "renew", renew_slowly)
    office.answers("A", "Сделано")
    office.work()
    assert isinstance(office.results["A"], errors.DeadlineExceeded)
    assert "not sent" in str(office.results["A"])
    assert office.platform.texts("1") == []
    assert office.desk.unsettled() == []


def test_lease_lost_between_attempts_forgets_nothing(offices: Any) -> None:
    office = offices(able=KEYED, options=Options(retry=Retry(attempts=3)))

    def fault(what: str) -> str | None:
        office.fault = lambda _: None
        office.time += 3  # the attempt took longer than the lease, and B takes the reply over
        office.answers("B", "Сделано")
        return "lost"

    office.fault = fault
    office.platform.knows_keys = True
    office.answers("A", "Сделано")
    office.work()
    assert office.platform.texts("1") == ["Сделано"]
    assert not [one for one in office.results.values() if isinstance(one, errors.OutcomeUnknown)]
    assert [one.kind for one in office.desk.journal(AppealId("made-up", "1"))].count(
        "not_sent"
    ) == 0


def test_guarded_calls_are_not_sent_if_refused(offices: Any) -> None:
    from govpublic_sdk._core.calls import Guarded

    office = offices()
    asked: list[float | None] = []

    def check(timeout: float | None) -> None:
        asked.append(timeout)
        raise errors.Conflict("no more")

    def procedure() -> Procedure[str]:
        try:
            yield Guarded(office.channel.look(), check)
        except errors.Conflict as error:
            return error.reason
        return "sent"

    office.asks("A", procedure())
    office.work()
    assert office.results["A"] == "no more"
    assert asked == [30.0]
    assert office.platform.asked == []


# The queue for a connection


def on_time(url: str = "https://vk.example/") -> Request:
    return Request(url=url, on_time=True)


def test_queue_for_a_connection_is_within_the_time_out() -> None:
    transport = HttpxTransport(lambda: {None: httpx.MockTransport(lambda _: httpx.Response(200))})
    while not transport._turns.empty():
        transport._turns.get()
    with pytest.raises(errors.NetworkError, match="became free") as failed:
        transport.send(on_time(), 0.001)
    assert not failed.value.sent
    transport._turns.put(None)
    assert transport.send(on_time(), 5).status == 200
    transport.close()


def test_queue_is_within_the_time_out_async() -> None:
    async def sent() -> int:
        made = httpx.MockTransport(lambda _: httpx.Response(200))
        transport = AsyncHttpxTransport(lambda: {None: made})
        await transport.send(Request(url="https://vk.example/"), 5)
        gate = transport._gate
        while not gate.locked():
            await gate.acquire()
        with pytest.raises(errors.NetworkError, match="became free") as failed:
            await transport.send(on_time(), 0.001)
        assert not failed.value.sent
        gate.release()
        reply = await transport.send(on_time(), 5)
        await transport.close()
        return reply.status

    assert asyncio.run(sent()) == 200
