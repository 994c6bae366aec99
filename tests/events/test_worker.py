"""Workers: every event comes to its handler until it is done, and nothing ends the process."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from govpublic_sdk.errors import ParameterError, StoreError
from govpublic_sdk.events import AsyncWorker, Worker
from govpublic_sdk.models import Event, UnknownEvent
from govpublic_sdk.store import Counts, Inbox, Taken

WORDS = "Где яма? Звоните Жителю 7"


def body(key: str, kind: str = "message_new") -> bytes:
    message = {"id": 1, "date": 1, "peer_id": 7, "from_id": 7, "text": WORDS}
    fields = {"message": message, "client_info": {}}
    event = {"type": kind, "group_id": 1, "event_id": key, "object": fields}
    return json.dumps(event).encode()


class Time:
    """A clock that a test moves, and that sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def inbox(tmp_path: Path, time: Time) -> Iterator[Inbox]:
    with Inbox(tmp_path / "inbox.db", now=time, busy_timeout=0.02) as inbox:
        yield inbox


Handler = Callable[[Event], object]


class Steps:
    """A worker of either colour, taken step by step."""

    def __init__(self, colour: str, inbox: Inbox, time: Time) -> None:
        self._colour, self._inbox, self._time = colour, inbox, time

    def worker(self, handler: Handler, **options: Any) -> Worker | AsyncWorker:
        if self._colour == "sync":
            return Worker(self._inbox, handler, sleep=self._time.sleep, **options)

        async def handled(event: Event) -> None:
            await asyncio.sleep(0)
            handler(event)

        return AsyncWorker(self._inbox, handled, sleep=self._time.asleep, **options)

    def step(self, handler: Handler, **options: Any) -> int:
        worker = self.worker(handler, **options)
        return worker.step() if isinstance(worker, Worker) else asyncio.run(worker.step())

    def run(self, handler: Handler, stop: Callable[[], bool] | None, **options: Any) -> None:
        worker = self.worker(handler, **options)
        if isinstance(worker, Worker):
            worker.run(stop)
        else:
            asyncio.run(worker.run(stop))


@pytest.fixture(params=["sync", "async"])
def steps(request: pytest.FixtureRequest, inbox: Inbox, time: Time) -> Steps:
    return Steps(request.param, inbox, time)


def put(inbox: Inbox, *keys: str) -> None:
    inbox.put_all(1, [(key, body(key)) for key in keys])


def raising(error: BaseException) -> Handler:
    def handler(event: Event) -> None:
        raise error

    return handler


def test_an_event_is_handled_once_where_all_goes_well(steps: Steps, inbox: Inbox) -> None:
    put(inbox, "a", "b", "c")
    seen: list[str] = []

    assert [steps.step(lambda event: seen.append(event.key), count=2) for _ in range(3)] == [
        2,
        1,
        0,
    ]
    assert seen == ["a", "b", "c"]
    assert inbox.counts() == Counts(waiting=0, leased=0, dead=0, handled=3)


def test_a_handler_that_raises_is_called_again_ever_later(
    steps: Steps, inbox: Inbox, time: Time
) -> None:
    put(inbox, "a")
    seen: list[float] = []

    def handler(event: Event) -> None:
        seen.append(time.now)
        raise ValueError(WORDS)

    def stop() -> bool:
        return bool(inbox.counts().dead)

    steps.run(handler, stop)

    pauses = [later - earlier for earlier, later in pairwise(seen)]
    assert pauses == [2, 15, 120, 900]
    assert [(one.attempt, one.why) for one in inbox.dead()] == [(5, f"ValueError: {WORDS}")]
    assert set(time.slept) == {1.0}


def test_the_next_event_is_handled_though_the_first_one_fails(steps: Steps, inbox: Inbox) -> None:
    put(inbox, "bad", "good")
    seen: list[str] = []

    def handler(event: Event) -> None:
        if event.key == "bad":
            raise StopIteration
        seen.append(event.key)

    assert steps.step(handler, count=2) == 2
    assert seen == ["good"]
    assert inbox.counts().handled == 1


@pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit(1), asyncio.CancelledError()])
def test_an_end_of_the_process_loses_nothing(
    steps: Steps, inbox: Inbox, end: BaseException
) -> None:
    put(inbox, "a", "b", "c")
    with pytest.raises(type(end)):
        steps.step(raising(end), count=3)

    assert inbox.counts() == Counts(waiting=3, leased=0, dead=0, handled=0)
    assert {one.key: one.attempt for one in inbox.take("another", count=3)} == {
        "a": 2,
        "b": 1,
        "c": 1,
    }


class Hangs(Inbox):
    """An inbox whose disk is slow at one thing, until it is let go."""

    def __init__(self, path: Path, slow: str) -> None:
        super().__init__(path)
        self._slow, self.begun, self.free = slow, threading.Event(), threading.Event()

    def take(self, worker: str, *, count: int = 1) -> list[Taken]:
        taken = super().take(worker, count=count)
        self._hang("take")
        return taken

    def acknowledge(self, id: int) -> None:
        self._hang("acknowledge")
        super().acknowledge(id)

    def _hang(self, what: str) -> None:
        if what == self._slow:
            self.begun.set()
            assert self.free.wait(10)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("slow", "handled"), [("take", 0), ("acknowledge", 1)])
def test_who_is_cancelled_while_the_disk_is_busy_gives_back_what_was_taken(
    tmp_path: Path, slow: str, handled: int, late: bool
) -> None:
    async def handler(event: Event) -> None: ...

    async def main() -> None:
        task = asyncio.create_task(AsyncWorker(inbox, handler, count=3).step())
        await asyncio.to_thread(inbox.begun.wait, 10)
        if late:  # the thread is done, and the task has not seen it yet
            inbox.free.set()
            until_free(inbox)
        task.cancel()
        inbox.free.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    with Hangs(tmp_path / "slow.db", slow) as inbox:
        put(inbox, "a", "b", "c")
        asyncio.run(main())

        assert inbox.counts() == Counts(waiting=3 - handled, leased=0, dead=0, handled=handled)
        assert {one.attempt for one in inbox.take("another", count=3)} == {1}


def until_free(inbox: Hangs) -> None:
    """Hold the loop while the thread ends: what is asked of the file waits for its turn."""
    for _ in range(50):
        inbox.counts()


def test_a_busy_disk_that_fails_a_cancelled_task_leaves_events_to_the_lease(
    tmp_path: Path,
) -> None:
    class Fails(Hangs):
        def acknowledge(self, id: int) -> None:
            self._hang("acknowledge")
            raise StoreError("the disk is gone")

    async def handler(event: Event) -> None: ...

    async def main() -> None:
        task = asyncio.create_task(AsyncWorker(inbox, handler, count=2).step())
        await asyncio.to_thread(inbox.begun.wait, 10)
        task.cancel()
        inbox.free.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    with Fails(tmp_path / "slow.db", "acknowledge") as inbox:
        put(inbox, "a", "b")
        asyncio.run(main())

        assert inbox.counts() == Counts(waiting=0, leased=2, dead=0, handled=0)


def test_a_handler_that_hangs_loses_its_event_to_another_worker(inbox: Inbox, time: Time) -> None:
    put(inbox, "a")
    seen: list[str] = []
    hanging, free = threading.Event(), threading.Event()

    def hang(event: Event) -> None:
        hanging.set()
        free.wait(10)
        raise ValueError("much too late")

    thread = threading.Thread(target=Worker(inbox, hang).step)
    thread.start()
    hanging.wait(10)
    other = Worker(inbox, lambda event: seen.append(event.key))
    assert other.step() == 0
    time.now += 61
    assert other.step() == 1
    free.set()
    thread.join()

    assert seen == ["a"]
    assert inbox.counts() == Counts(waiting=0, leased=0, dead=0, handled=1)


@pytest.mark.parametrize("poison", [b"", b"{", b"[]", b"{}", b"\xff" * 100, b"[" * 100_000])
def test_what_cannot_be_read_is_dead_at_once_with_its_reason(
    steps: Steps, inbox: Inbox, poison: bytes
) -> None:
    inbox.put(1, "poison", poison)
    put(inbox, "good")
    seen: list[str] = []

    assert steps.step(lambda event: seen.append(event.key), count=2) == 2
    assert seen == ["good"]
    (dead,) = inbox.dead()
    assert dead.body == poison
    assert (dead.why or "").startswith("DecodeError: ")


def test_an_event_of_tomorrow_comes_to_the_handler(steps: Steps, inbox: Inbox) -> None:
    inbox.put(1, "new", body("new", "miracle_new"))
    seen: list[Event] = []

    assert steps.step(seen.append) == 1
    assert isinstance(seen[0], UnknownEvent)


def test_a_locked_store_pauses_the_worker_and_does_not_end_it(
    steps: Steps, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(inbox, "a")
    seen: list[str] = []
    acknowledge, failures = inbox.acknowledge, [StoreError("locked"), StoreError("locked")]

    def locked(id: int) -> None:
        if failures:
            raise failures.pop()
        acknowledge(id)

    monkeypatch.setattr(inbox, "acknowledge", locked)
    steps.run(lambda event: seen.append(event.key), lambda: bool(inbox.counts().handled))

    assert seen == ["a"] * 3
    assert caplog.text.count("The worker pauses: locked") == 2


def test_a_worker_stops_when_it_is_told(steps: Steps, inbox: Inbox, time: Time) -> None:
    put(inbox, "a", "b")
    told = iter([False, False, True])
    seen: list[str] = []
    steps.run(lambda event: seen.append(event.key), lambda: next(told))

    assert seen == ["a", "b"]
    assert time.slept == []


def test_a_worker_runs_for_ever_until_it_is_interrupted(
    steps: Steps, inbox: Inbox, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        steps.run(lambda event: None, None)


def test_logs_name_events_and_quote_nobody(
    steps: Steps, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    put(inbox, "a")
    inbox.put(1, "poison", WORDS.encode())
    steps.step(raising(ValueError(WORDS)), count=2)

    ours = [one.getMessage() for one in caplog.records if one.name == "govpublic_sdk"]
    assert ours == [
        "Event a of 1: ValueError in attempt 1, again in 2 s",
        "Event poison of 1 cannot be read and is kept",
    ]


def test_errors_are_told_to_who_wants_them(steps: Steps, inbox: Inbox) -> None:
    put(inbox, "a")
    told: list[tuple[str, str]] = []
    wrong = ValueError("wrong")
    steps.step(raising(wrong), on_error=lambda event, error: told.append((event.key, str(error))))

    assert told == [("a", "wrong")]


def test_who_is_told_of_errors_may_fail_too(
    steps: Steps, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    put(inbox, "a")

    def broken(event: Event, error: Exception) -> None:
        raise TypeError(WORDS)

    assert steps.step(raising(ValueError()), on_error=broken) == 1
    assert inbox.counts().waiting == 1
    assert "on_error itself raised TypeError" in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.parametrize("wrong", [{"count": 0}, {"pauses": ()}, {"pauses": (1, -1)}])
def test_bad_numbers_are_refused(steps: Steps, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        steps.worker(lambda event: None, **wrong)


def test_a_worker_tells_who_it_is(steps: Steps, inbox: Inbox) -> None:
    assert "at <inbox in" in repr(steps.worker(lambda event: None))
    assert "'mine'" in repr(steps.worker(lambda event: None, name="mine"))


def test_several_async_workers_share_an_inbox(tmp_path: Path, time: Time) -> None:
    # Their threads wait for each other: with the short patience of the others of this file, a busy
    # machine would leave events to a lease that never ends by this clock.
    inbox = Inbox(tmp_path / "shared.db", now=time, busy_timeout=60)
    put(inbox, *(f"{number}" for number in range(30)))
    seen: list[str] = []

    async def handler(event: Event) -> None:
        await asyncio.sleep(0)
        seen.append(event.key)

    async def main() -> None:
        workers = [AsyncWorker(inbox, handler, name=f"{number}") for number in range(4)]
        async with asyncio.TaskGroup() as group:
            for worker in workers:
                group.create_task(worker.run(lambda: inbox.counts().handled == 30))

    with inbox:
        asyncio.run(main())
    assert sorted(seen, key=int) == [f"{number}" for number in range(30)]
