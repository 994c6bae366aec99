"""Workers that bring events of an inbox to a handler, until each event is done or dead.

An event that cannot be read, or whose handler fails too often, is kept among the dead ones; the
process stays up. The async worker runs blocking calls in a thread and never drops their result.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.hidden import safe_repr
from govpublic_sdk._texts import show_value
from govpublic_sdk.errors import DecodeError, ParameterError, StoreError

if TYPE_CHECKING:
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.store import Inbox, Taken

__all__ = [
    "AsyncWorker",
    "OnError",
    "Round",
    "Worker",
    "in_thread",
]

OnError: TypeAlias = "Callable[[Event, Exception], object]"
_log = logging.getLogger("govpublic_sdk")


class Round:
    """The events of one look into the inbox: which is next, and what becomes of the last one."""

    def __init__(
        self,
        inbox: Inbox,
        taken: Sequence[Taken],
        pauses: Sequence[float],
        on_error: OnError | None,
    ) -> None:
        self.size: int = len(taken)
        self._inbox = inbox
        self._waiting = deque(taken)
        self._current: tuple[Taken, Event] | None = None
        self._pauses = pauses
        self._on_error = on_error

    def next(self, failed: Exception | None = None) -> Event | None:
        """Settle the last event and read the next one; None when all are done."""
        if self._current:
            self._settle(*self._current, failed)
        self._current = None
        while self._waiting:
            one = self._waiting.popleft()
            event = self._read(one)
            if event is not None:
                self._current = one, event
                return event
        return None

    def give_back(self, end: BaseException) -> None:
        """Return the events that this worker, which was stopped, cannot handle any more."""
        if self._current:
            self._inbox.retry(
                self._current[0].id, f"{type(end).__name__}: the worker ended", after=0
            )
        for one in self._waiting:
            self._inbox.release(one.id)

    def release(self) -> None:
        """Let others have what was taken and not begun; the event that was read last, too."""
        for one in ([self._current[0]] if self._current else []) + list(self._waiting):
            self._inbox.release(one.id)

    def _read(self, one: Taken) -> Event | None:
        from govpublic_sdk.events._parse import parse

        try:
            return parse(one.body)
        except DecodeError as error:
            _log.warning("Event %s of %d cannot be read and is kept", one.key, one.group_id)
            self._inbox.bury(one.id, f"DecodeError: {error}")
            return None

    def _settle(self, one: Taken, event: Event, failed: Exception | None) -> None:
        if failed is None:
            self._inbox.acknowledge(one.id)
            return
        after = self._pauses[min(one.attempt, len(self._pauses)) - 1]
        again = self._inbox.retry(one.id, f"{type(failed).__name__}: {failed}", after=after)
        future = f"again in {after:g} s" if again else "kept among the dead"
        words = (one.key, one.group_id, type(failed).__name__, one.attempt, future)
        _log.warning("Event %s of %d: %s in attempt %d, %s", *words)
        self._tell(event, failed)

    def _tell(self, event: Event, failed: Exception) -> None:
        if self._on_error is None:
            return
        try:
            self._on_error(event, failed)
        except Exception as error:
            _log.warning("on_error itself raised %s", type(error).__name__)


T = TypeVar("T")


async def in_thread(call: Callable[[], T], *, left: Callable[[T], object]) -> T:
    """Call in a thread and wait for the result.

    A thread goes on when the task that waits for it is cancelled.

    Args:
        call: What blocks.
        left: Given the result, in whatever thread, if the task was cancelled meanwhile.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except BaseException as error:
            done.set_exception(error)

    def leave(done: Future[T]) -> None:
        if done.exception() is None:
            left(done.result())

    try:
        await asyncio.to_thread(run)
    except asyncio.CancelledError:
        done.add_done_callback(leave)
        raise
    return done.result()


_PAUSES = (2.0, 15.0, 120.0, 900.0)
SleepT = TypeVar("SleepT")
HandlerT = TypeVar("HandlerT")


class _Worker(Generic[HandlerT, SleepT]):
    """What both workers know."""

    def __init__(
        self,
        inbox: Inbox,
        handler: HandlerT,
        *,
        name: str | None,
        count: int,
        pause: float,
        pauses: Sequence[float],
        on_error: OnError | None,
        sleep: SleepT,
    ) -> None:
        if count < 1:
            raise ParameterError("count", show_value(count), "1 or more")
        if not pauses or min(pauses) < 0:
            raise ParameterError("pauses", show_value(pauses), "one or more numbers, none below 0")
        self.name: str = name or f"{socket.gethostname()}-{os.getpid()}"
        self._inbox = inbox
        self._handler = handler
        self._count = count
        self._pause = pause
        self._pauses = pauses
        self._on_error = on_error
        self._sleep = sleep

    @safe_repr
    def __repr__(self) -> str:
        """Who works at what."""
        return f"<{type(self).__name__} {self.name!r} at {self._inbox!r}>"

    def _round(self) -> Round:
        taken = self._inbox.take(self.name, count=self._count)
        return Round(self._inbox, taken, self._pauses, self._on_error)


class Worker(_Worker[Callable[["Event"], object], Callable[[float], object]]):
    """Brings events to a function, one after the other.

    An event is handled at least once: it comes again when the handler raises, when the process
    dies, and when the handler takes longer than the inbox's lease. Any number of workers, in
    threads and processes, may share an inbox.

    Args:
        inbox: Where the events are.
        handler: Called with an event; when it returns, the event is done.
        name: Who takes the events, for a look at the inbox. Host and process if None.
        count: How many events are taken at once; all of them must be done within the lease.
        pause: Seconds between two looks into an empty inbox.
        pauses: Seconds before an event is tried again, after the first failure, the second and so
            on; the last one repeats.
        on_error: Called with an event and what its handler raised, for a log of yours. The log of
            this package names the kind of error only, since errors may quote citizens.
        sleep: Waits for seconds. The `wait` of a `threading.Event` ends the pause when it is set.

    Raises:
        ParameterError: A count below 1, or no pauses.
    """

    @check_arguments
    def __init__(
        self,
        inbox: Inbox,
        handler: Callable[[Event], object],
        *,
        name: str | None = None,
        count: int = 1,
        pause: float = 1.0,
        pauses: Sequence[float] = _PAUSES,
        on_error: OnError | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        super().__init__(
            inbox,
            handler,
            name=name,
            count=count,
            pause=pause,
            pauses=pauses,
            on_error=on_error,
            sleep=sleep,
        )

    def step(self) -> int:
        """Take events and handle them.

        Returns:
            How many were taken; 0 if none waits.

        Raises:
            StoreError: The inbox could not be used. What is not acknowledged comes again.
        """
        work = self._round()
        event = work.next()
        while event is not None:
            failed = None
            try:
                self._handler(event)
            except Exception as error:
                failed = error
            except BaseException as end:
                work.give_back(end)
                raise
            event = work.next(failed)
        return work.size

    @check_arguments
    def run(self, stop: Callable[[], bool] | None = None) -> None:
        """Work until stopped, in spite of an inbox that is locked or damaged for a while.

        Args:
            stop: Called before each look into the inbox; None to never stop.
        """
        while not (stop and stop()):
            try:
                done = self.step()
            except StoreError as error:
                done = _log_trouble(error)
            if not done:
                self._sleep(self._pause)


class AsyncWorker(
    _Worker[Callable[["Event"], Awaitable[object]], Callable[[float], Awaitable[object]]]
):
    """Brings events to a coroutine function, one after the other; for asyncio.

    The same as `Worker`; the inbox is used in threads, so the loop never waits for the disk. Start
    several to handle several events at once.

    Args:
        inbox: Where the events are.
        handler: Awaited with an event; when it returns, the event is done.
        name: Who takes the events, for a look at the inbox. Host and process if None.
        count: How many events are taken at once; all of them must be done within the lease.
        pause: Seconds between two looks into an empty inbox.
        pauses: Seconds before an event is tried again, after the first failure, the second and so
            on; the last one repeats.
        on_error: Called with an event and what its handler raised.
        sleep: Waits for seconds.

    Raises:
        ParameterError: A count below 1, or no pauses.
    """

    @check_arguments
    def __init__(
        self,
        inbox: Inbox,
        handler: Callable[[Event], Awaitable[object]],
        *,
        name: str | None = None,
        count: int = 1,
        pause: float = 1.0,
        pauses: Sequence[float] = _PAUSES,
        on_error: OnError | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        super().__init__(
            inbox,
            handler,
            name=name,
            count=count,
            pause=pause,
            pauses=pauses,
            on_error=on_error,
            sleep=sleep,
        )

    async def step(self) -> int:
        """Take events and handle them; see `Worker.step`."""
        work = await in_thread(self._round, left=Round.release)
        event = await in_thread(work.next, left=lambda _: work.release())
        while event is not None:
            failed = None
            try:
                await self._handler(event)
            except Exception as error:
                failed = error
            except BaseException as end:
                work.give_back(end)
                raise
            event = await in_thread(partial(work.next, failed), left=lambda _: work.release())
        return work.size

    @check_arguments
    async def run(self, stop: Callable[[], bool] | None = None) -> None:
        """Work until stopped or cancelled; see `Worker.run`."""
        while not (stop and stop()):
            try:
                done = await self.step()
            except StoreError as error:
                done = _log_trouble(error)
            if not done:
                await self._sleep(self._pause)


def _log_trouble(error: StoreError) -> int:
    _log.warning("The worker pauses: %s", error)
    return 0
