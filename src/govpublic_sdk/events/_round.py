"""What becomes of the events of one look into the inbox; calls no handler and does not sleep."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from govpublic_sdk.errors import DecodeError

if TYPE_CHECKING:
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.store import Inbox, Taken

__all__ = ["OnError", "Round"]

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
        self.size = len(taken)
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
        """Let others have what this worker, which is told to end, can handle no more."""
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
        from govpublic_sdk.events.reading import parse

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
