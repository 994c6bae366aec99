"""One listener of Bots Long Poll: what it asks, what an answer means, when it rests.

A listener takes one step at a time, so that its caller can stop between two steps and keep
the position. It parses no event and stores nothing.

What servers hand over under ASGI and WSGI: headers, bodies within a limit, their own events.

What a request means is not known here.

What a Long Poll server answers with; updates stay as they came.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

from pydantic import Field

from govpublic_sdk import errors, vk
from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.calls import Call, Decoder, LongPollRequest, Payload, Procedure
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import Sleep
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.models.base import Model, Number, Raw

if TYPE_CHECKING:
    from govpublic_sdk.models.settings import LongPollServer

__all__ = [
    "EventLoss",
    "Listener",
    "OnLoss",
    "PollAnswer",
    "Receive",
    "Scope",
    "Send",
    "StartResponse",
    "a_check",
    "asgi_body",
    "asgi_headers",
    "check_wait",
    "live",
    "never",
    "rest",
    "wsgi_body",
    "wsgi_headers",
]

_log = logging.getLogger("govpublic_sdk")
_LONGEST_WAIT = 90  # VK's maximum, seconds
_BREATH = 0.2  # seconds; a server that does not wait must not be asked in a loop
_SLICE = 1.0  # seconds; a stop is noticed within it
_LONGEST_PAUSE = 60.0  # seconds; events come at most a minute late after a failure
_LONGEST_RENEWAL = 300.0  # seconds; two listeners that take each other's key calm down
_SETTLED = 10  # answers; then the key has served, and its end is no sign of a rival
_LOST_IN_A_ROW = 5  # then another server may help
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
    """Never stop."""
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
        poll=LongPollRequest(url=place.server or "", key=place.key or "", seconds=float(wait)),
    )


@dataclass(frozen=True, slots=True)
class _PollOf(Decoder["PollAnswer"]):
    """How the answer of a Long Poll server is read: events are raw, and read one by one later."""

    @property
    def reads_raw(self) -> bool:
        """Whether `finish` reads raw JSON."""
        return True

    @property
    def shape(self) -> object:
        """The frame around the events."""
        return PollAnswer

    def finish(self, answer: Payload[PollAnswer], call: Call[Any]) -> PollAnswer:
        """The answer; a damaged `ts` becomes None."""
        response = answer.response
        if not answer.marked:
            return response
        ts = response.ts if response.ts and response.ts.isascii() else None
        return response.model_copy(update={"ts": ts, "marked": True})


def check_wait(wait: int) -> int:
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
            GovPublicError: VK refuses, such as for want of rights. Once the listener has begun,
                network and VK errors do not end it: it pauses and goes on.
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
            yield from self._recover(answer)
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

    def _recover(self, answer: PollAnswer) -> Procedure[None]:
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
        """A lost answer costs nothing, since the next one repeats it; many in a row do."""
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


Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PIECE: Final = 65_536
_DIGITS: Final = 18  # more digits than any body has bytes; `int` refuses thousands of them


class StartResponse(Protocol):
    """What a WSGI server gives to begin the answer, https://peps.python.org/pep-3333/."""

    def __call__(self, status: str, headers: list[tuple[str, str]], /) -> object:
        """Begin the answer."""
        ...


class Stream(Protocol):
    """The body of a request under WSGI."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at its end."""
        ...


def asgi_headers(scope: Scope) -> dict[str, str]:
    """The headers as text."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def wsgi_headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The headers by their names in HTTP."""
    return {
        name[5:].replace("_", "-"): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }


async def asgi_body(receive: Receive, most: int) -> bytes | None:
    """The body; one byte too many where it is too long; None where the client went away."""
    pieces: list[bytes] = []
    size, more = 0, True
    while more and size <= most:
        event = hide(await receive())
        if event["type"] == "http.disconnect":
            return None
        pieces.append(event.get("body", b""))
        size, more = size + len(pieces[-1]), event.get("more_body", False)
    return hide(b"".join(pieces))


def wsgi_body(environ: Mapping[str, Any], most: int) -> bytes:
    """The body as far as its length header goes; one byte too many if it is too long."""
    length = _content_length(environ)
    if length is None:
        length = most + 1 if environ.get("wsgi.input_terminated", False) else 0
    left = min(length, most + 1)
    stream: Stream = environ["wsgi.input"]
    pieces: list[bytes] = []
    while left > 0 and (piece := stream.read(min(left, _PIECE))):
        pieces.append(hide(piece))
        left -= len(piece)
    return hide(b"".join(pieces))


def _content_length(environ: Mapping[str, Any]) -> int | None:
    """The value of `Content-Length`; None if it is missing or not a number."""
    text = str(environ.get("CONTENT_LENGTH") or "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text.lstrip("0")[:_DIGITS] or "0")


async def live(receive: Receive, send: Send) -> None:
    """The server's own events; there is nothing to prepare and nothing to end."""
    while (event := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{event['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


class PollAnswer(Model, frozen=True):
    """News, or the reason for none, https://dev.vk.com/api/bots-long-poll/getting-started.

    Attributes:
        ts: Where to go on, sent as text and sometimes as a number.
        updates: What happened, oldest first.
        failed: 1 history is lost, go on at `ts`; 2 a new key is needed; 3 a new key and `ts`.
        marked: Whether `updates` may contain marks of damaged bytes; VK does not send this.
    """

    ts: str | None = None
    updates: list[Raw] | None = Field(default=None, repr=False)
    failed: Number | None = None
    marked: bool = False
