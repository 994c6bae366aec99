"""Workers that bring events of an inbox to a handler, again and again until it is done.

An event that cannot be read, or whose handler fails too often, is kept among the dead ones; the
process stays up. What becomes of an event is decided elsewhere, once for both workers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from govpublic_sdk._hidden import safe_repr
from govpublic_sdk._texts import show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import ParameterError, StoreError
from govpublic_sdk.events._in_thread import in_thread
from govpublic_sdk.events._round import OnError, Round

if TYPE_CHECKING:
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.store import Inbox

__all__ = ["AsyncWorker", "Worker"]

_log = logging.getLogger("govpublic_sdk")
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
        """Work until told to stop, in spite of an inbox that is locked or damaged for a while.

        Args:
            stop: Asked before each look into the inbox; for ever if None.
        """
        while not (stop and stop()):
            try:
                done = self.step()
            except StoreError as error:
                done = _troubled(error)
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
        """Work until told to stop, or cancelled; see `Worker.run`."""
        while not (stop and stop()):
            try:
                done = await self.step()
            except StoreError as error:
                done = _troubled(error)
            if not done:
                await self._sleep(self._pause)


def _troubled(error: StoreError) -> int:
    _log.warning("The worker pauses: %s", error)
    return 0
