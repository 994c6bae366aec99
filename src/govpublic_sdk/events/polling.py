"""One listener of Bots Long Poll: what it asks, what an answer means, when it rests.

A listener takes one step at a time, so that whoever uses it can stop between two steps and keep
the position. It parses no event and stores nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from govpublic_sdk import errors, vk
from govpublic_sdk._call import Answer, Call, Poll, Procedure
from govpublic_sdk._http import Sleep
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk._validation import check_fields

if TYPE_CHECKING:
    from govpublic_sdk.events._answer import PollAnswer
    from govpublic_sdk.models.settings import LongPollServer

__all__ = ["EventLoss", "Listener", "OnLoss", "a_check", "checked_wait", "never", "rest"]

_log = logging.getLogger("govpublic_sdk")
_LONGEST_WAIT = 90
_BREATH = 0.2
_SLICE = 1.0
_LONGEST_PAUSE = 60.0
_LONGEST_RENEWAL = 300.0
_SETTLED = 10
_LOST_IN_A_ROW = 5
_MAX_TRIES = 2 * _LOST_IN_A_ROW  # with two keys: some five minutes, then the position is passed
_TROUBLE = (
    errors.NetworkError,
    errors.ServerError,
    errors.TooManyRequests,
    errors.QuotaExceeded,
    errors.FloodControl,
    errors.Unavailable,
    errors.DeadlineExceeded,
    errors.RetryBudgetExhausted,
)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class EventLoss:
    """Some events of a community will not come any more; Long Poll goes on behind them.

    Attributes:
        group_id: The community, a positive id.
        position: The last position before the loss; None if it is not known.
        reason: `outdated` or `reset` where VK lost events (`failed` 1 and 3), `unreadable` where
            the answer to this position could not be read ten times in a row.
    """

    group_id: int
    position: str | None
    reason: Literal["outdated", "reset", "unreadable"]


OnLoss = Callable[[EventLoss], object]


def never() -> bool:
    """Nobody wants to stop."""
    return False


def a_check(place: LongPollServer, ts: str, wait: int) -> Call[PollAnswer]:
    """Wait for news of a community.

    https://dev.vk.com/api/bots-long-poll/getting-started

    Args:
        place: What `groups.getLongPollServer` answered; address and key are secrets.
        ts: The number of the last event that is known.
        wait: For how many seconds at the most, 1 to 90.
    """
    return Call(
        service="long_poll",
        method="a_check",
        params=(("act", "a_check"), ("ts", ts), ("wait", str(wait))),
        decode=_PollOf(),
        safety="read",
        poll=Poll(url=place.server or "", key=place.key or "", seconds=float(wait)),
    )


@dataclass(frozen=True, slots=True)
class _PollOf:
    """How the answer of a Long Poll server is read: events are raw, and read one by one later."""

    raw: ClassVar[bool] = True

    @property
    def shape(self) -> object:
        """The frame around the events."""
        from govpublic_sdk.events._answer import PollAnswer

        return PollAnswer

    def finish(self, answer: Answer[PollAnswer], call: Call[Any]) -> PollAnswer:
        """The answer; a damaged `ts` is none."""
        response = answer.response
        if not answer.marked:
            return response
        ts = response.ts if response.ts and response.ts.isascii() else None
        return response.model_copy(update={"ts": ts, "marked": True})


def checked_wait(wait: int) -> int:
    """For how many seconds a server may hold its answer back.

    Raises:
        ParameterError: It is not 1 to 90.
    """
    if type(wait) is not int or not 1 <= wait <= _LONGEST_WAIT:
        raise errors.ParameterError(
            "wait", show_value(wait), Text("{min} to {max} seconds", min=1, max=_LONGEST_WAIT)
        )
    return wait


def rest(count: int, stopped: Callable[[], bool], most: float = _LONGEST_PAUSE) -> Procedure[None]:
    """A pause that grows with what went before: none, 1, 2, 4 seconds and so on; a stop ends it.

    Args:
        count: How many times it went wrong before.
        stopped: Whether to stop.
        most: Seconds that no pause exceeds.
    """
    left = min(most, 2.0 ** min(count - 1, 30)) if count > 0 else 0.0
    while left > 0 and not stopped():
        yield Sleep(min(left, _SLICE))
        left -= _SLICE


@dataclass(slots=True, kw_only=True)
class Listener:
    """Listens to one community.

    Attributes:
        group_id: The community, a positive id.
        position: The number of the last event that is known (`ts`); None to begin with now.
        wait: For how many seconds a server may hold its answer back.
        stopped: Whether to stop; asked between two steps.
        on_loss: Called when events are lost for good.
        marked: Whether the events of the last step may contain marks of damaged bytes.
    """

    group_id: int = 0
    position: str | None = None
    wait: int = 25
    stopped: Callable[[], bool] = never
    on_loss: OnLoss | None = None
    marked: bool = False
    _place: LongPollServer | None = field(default=None, repr=False)
    _begun: bool = False
    _lost: int = 0
    _unreadable: int = 0
    _repeats: int = 0
    _renewals: int = 0
    _answers: int = 0

    def news(self) -> Procedure[list[object]]:
        """Take one step: find a server, or wait at it once.

        Returns:
            What happened, oldest first; often nothing. `position` is where it ends.

        Raises:
            GovPublicError: VK refuses, such as for want of rights. Trouble of the network or of
                VK is no error once the listener has begun: it rests and goes on.
        """
        if self._place is None:
            yield from self._find()
            return []
        position = self.position or ""
        try:
            answer = yield from a_check(self._place, position, self.wait)
        except (*_TROUBLE, errors.DecodeError) as error:
            yield from self._endure(error)
            return []
        self.marked = answer.marked
        has_no_ts = not answer.ts and (answer.marked or bool(answer.updates))
        if answer.failed is None and (has_no_ts or answer.unfit.get("updates")):
            yield from self._skip_unreadable()
            return list(answer.updates or ())
        if answer.failed is not None or not answer.ts:
            yield from self._failed(answer)
            return []
        if not answer.updates:
            yield Sleep(_BREATH)  # for a place that does not wait; VK keeps what happens now
        elif answer.ts == self.position:
            self._repeats += 1  # a server that repeats itself answers at once
            yield from rest(self._repeats, self.stopped)
        return self._took(answer)

    def _find(self) -> Procedure[None]:
        """A server, a key, and where to begin if that is not known; never in quick succession."""
        yield from rest(self._renewals, self.stopped, _LONGEST_RENEWAL)
        if self.stopped():
            return
        self._renewals += 1
        self._answers = 0
        call = vk.groups.get_long_poll_server(self.group_id)
        try:
            place = yield from call
        except _TROUBLE as error:
            if not self._begun:
                raise
            self._tell(error)
            return
        if {"server", "key", "ts"} & place.unfit.keys():
            _log.warning("Long Poll of community %d: the answer is damaged", self.group_id)
            return
        if not (place.server and place.key and (self.position or place.ts)):
            raise errors.DecodeError(
                "The response has no address, no key or no start.", raw=None, call=call
            )
        self._place, self._begun = place, True
        self.position = self.position or place.ts

    def _took(self, answer: PollAnswer) -> list[object]:
        if self.position != answer.ts:
            self._repeats = 0
        self.position = answer.ts
        self._lost = self._unreadable = 0
        self._answers += 1
        if self._answers >= _SETTLED:
            self._renewals = 0
        return list(answer.updates or ())

    def _failed(self, answer: PollAnswer) -> Procedure[None]:
        """What `failed` asks for: 1 another place in the queue, 2 another key, 3 both."""
        if answer.failed == 1 and answer.ts:
            self._tell_loss("outdated")
            self.position = answer.ts
            yield from self._again()
            return
        if answer.failed in (1, 3):
            self._tell_loss("outdated" if answer.failed == 1 else "reset")
            self.position = None
        elif answer.failed is None:
            self._count_try()
        self._place = None

    def _endure(self, error: errors.GovPublicError) -> Procedure[None]:
        """A lost answer costs nothing, since the next one tells the same; many in a row do."""
        if self._lost:
            self._tell(error)
        if _is_unreadable(error):
            yield from self._skip_unreadable()
        else:
            yield from self._again()

    def _skip_unreadable(self) -> Procedure[None]:
        """Try the same position again, ten times at most; then go on from where VK is now."""
        if not self._count_try():
            yield from self._again()

    def _count_try(self) -> bool:
        """Count a try at this position; True if it was the last one, so that it is passed."""
        self._unreadable += 1
        if self._unreadable < _MAX_TRIES:
            return False
        self._tell_loss("unreadable")
        self.position = self._place = None
        self._lost = self._unreadable = 0
        return True

    def _again(self) -> Procedure[None]:
        yield from rest(self._lost, self.stopped)
        self._lost += 1
        if self._lost % _LOST_IN_A_ROW == 0:
            self._place = None

    def _tell(self, error: errors.GovPublicError) -> None:
        what = "Long Poll of community %d: %s; it goes on after a pause"
        _log.warning(what, self.group_id, type(error).__name__)

    def _tell_loss(self, reason: Literal["outdated", "reset", "unreadable"]) -> None:
        if reason == "unreadable":
            what = "Long Poll of community %d: position %s is unreadable and was skipped"
            _log.warning(what, self.group_id, self.position)
        else:
            _log.warning("Long Poll of community %d: VK has lost some events", self.group_id)
        if self.on_loss is not None:
            self.on_loss(EventLoss(group_id=self.group_id, position=self.position, reason=reason))


def _is_unreadable(error: errors.GovPublicError) -> bool:
    """Whether an answer came for a position, but not one that can be read."""
    if isinstance(error, errors.ServerError):
        return error.is_unreadable or isinstance(error, errors.TooLarge)
    return isinstance(error, errors.DecodeError)
