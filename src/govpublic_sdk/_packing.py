"""Many calls in one `execute`: how packs are made, and how their answers find their calls.

Nothing here sends: a pack is a `Call`, its delivery a `Procedure`, and `Packing` only sorts.
VK takes 25 calls and answers with 5 MB at most (https://dev.vk.com/method/execute).
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Generic, TypeVar, cast, overload

from pydantic_core import to_json

from govpublic_sdk import errors
from govpublic_sdk._call import Answer, Call, Procedure, Refusal, Safety
from govpublic_sdk._refusals import refusal

__all__ = ["Outcome", "Pack", "Packing", "Sizes", "batch", "deliver"]

A = TypeVar("A")
B = TypeVar("B")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST_CALLS = 25
MOST_BYTES = 5_000_000
_LOOK_AHEAD = 8 * MOST_CALLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T_co]):
    """What became of one call: its value, or its own error.

    Attributes:
        call: What was asked.
        value: The answer; None when there is an error.
        error: Why there is no answer.
        size: Bytes of the answer, where they were measured.
        matched: Whether it can be told which refusal of a pack was this call's.
    """

    call: Call[T_co]
    value: T_co | None = None
    error: errors.GovPublicError | None = None
    size: int | None = field(default=None, compare=False, repr=False)
    matched: bool = field(default=True, compare=False, repr=False)

    def unwrap(self) -> T_co:
        """The value.

        Raises:
            GovPublicError: The error of this call.
        """
        if self.error is not None:
            raise self.error
        return cast("T_co", self.value)


@dataclass(frozen=True, slots=True)
class PackOf:
    """How the answer of `execute` is read: each place by its own call."""

    calls: tuple[Call[Any], ...] = field(repr=False)

    @property
    def shape(self) -> object:
        """Whatever each call answers with, unread."""
        return list[Any]

    @property
    def strict_shape(self) -> object:
        """Each place as its call reads it, or false: the fast way, while nothing drifts."""
        return _strict_shape(tuple(call.decode.shape for call in self.calls))

    def finish(self, answer: Answer[Sequence[Any]], call: Call[Any]) -> tuple[Outcome[Any], ...]:
        """An outcome for each call, in their order."""
        places = answer.response
        if len(places) != len(self.calls):
            what = f"A pack of {len(self.calls)} calls came back with {len(places)} answers."
            raise errors.DecodeError(what, raw=places, call=call)
        matched = _matched(self.calls, places, answer.refusals)
        measured = _samples(self.calls, places)
        raw = isinstance(places, list)
        return tuple(
            _refused(one, matched.get(place))
            if value is False
            else _read(one, value, answer.read_part if raw else None, measured.get(place))
            for place, (one, value) in enumerate(zip(self.calls, places, strict=True))
        )


@cache
def _strict_shape(shapes: tuple[Any, ...]) -> object:
    from pydantic import WrapValidator

    refused = WrapValidator(_false_or)
    return GenericAlias(tuple, tuple(Annotated[shape, refused] for shape in shapes))


def _false_or(value: object, read: Callable[[object], object]) -> object:
    """A place of a pack: false where VK refused the call."""
    return False if value is False else read(value)


@overload
def batch(a: Call[A], /) -> Call[tuple[Outcome[A]]]: ...
@overload
def batch(a: Call[A], b: Call[B], /) -> Call[tuple[Outcome[A], Outcome[B]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], e: Call[E], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D], Outcome[E]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], e: Call[E], f: Call[F], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D], Outcome[E], Outcome[F]]]: ...
@overload
def batch(*calls: Call[T]) -> Call[tuple[Outcome[T], ...]]: ...
def batch(*calls: Call[Any]) -> Call[Any]:
    """Pack up to 25 calls into one `execute`, https://dev.vk.com/method/execute.

    One refusal raises nothing: each place holds a value or its own error. A service token cannot
    run it.

    Args:
        *calls: Calls of VK's methods, 1 to 25: either reads or writes, not both, and none that
            VK does not take inside of `execute`.

    Returns:
        A call; its value is a tuple of outcomes in the same order.

    Raises:
        ParameterError: Too many calls, reads beside writes, or a call that cannot be packed.
    """
    if not 1 <= len(calls) <= MOST_CALLS:
        raise errors.ParameterError("calls", str(len(calls)), f"1 to {MOST_CALLS} calls")
    for call in calls:
        if not call.packable:
            raise errors.ParameterError("calls", call.method, "methods that `execute` can carry")
    reads = {call.safety == "read" for call in calls}
    if len(reads) > 1:
        raise errors.ParameterError("calls", "reads beside writes", "reads alone or writes alone")
    code = "return [" + ",".join(map(_script, calls)) + "];"
    return Call(
        method="execute",
        params=(("code", code),),
        decode=PackOf(calls),
        safety=_weakest(calls),
    )


def deliver(calls: Sequence[Call[T]], sizes: Sizes) -> Procedure[list[Outcome[T]]]:
    """Ask calls in as few requests as VK takes: together, in halves, or one by one."""
    if len(calls) == 1:
        return [(yield from _alone(calls[0]))]
    try:
        outcomes: tuple[Outcome[T], ...] = yield from batch(*calls)
    except errors.InvalidRequest as error:
        if error.code != 13 or calls[0].safety != "read":
            return [Outcome(call=call, error=error) for call in calls]
        sizes.too_big(calls)
        half = len(calls) // 2
        first = yield from deliver(calls[:half], sizes)
        return first + (yield from deliver(calls[half:], sizes))
    except errors.WrongTokenKind:
        return (yield from _singly(calls))
    except errors.GovPublicError as error:
        return [Outcome(call=call, error=error) for call in calls]
    settled: list[Outcome[T]] = []
    for outcome in outcomes:
        if outcome.size is not None:
            sizes.learn(outcome.call, outcome.size)
        settled.append((yield from _alone(outcome.call)) if _ask_again(outcome) else outcome)
    return settled


def _alone(call: Call[T]) -> Procedure[Outcome[T]]:
    try:
        return Outcome(call=call, value=(yield from call))
    except errors.GovPublicError as error:
        return Outcome(call=call, error=error)


def _singly(calls: Sequence[Call[T]]) -> Procedure[list[Outcome[T]]]:
    outcomes: deque[Outcome[T]] = deque()
    for call in calls:
        outcome = yield from _alone(call)
        outcomes.append(outcome)
    return list(outcomes)


def _ask_again(outcome: Outcome[Any]) -> bool:
    unmatched = not outcome.matched and outcome.call.safety == "read"
    return unmatched or isinstance(outcome.error, errors.WrongTokenKind | errors.TooManyRequests)


def _script(call: Call[Any]) -> str:
    return f"API.{call.method}({json.dumps(dict(call.params), ensure_ascii=False)})"


def _weakest(calls: Sequence[Call[Any]]) -> Safety:
    order: tuple[Safety, ...] = ("unsafe", "keyed", "idempotent", "read")
    present = {call.safety for call in calls}
    return next(safety for safety in order if safety in present)


def _matched(
    calls: Sequence[Call[Any]], places: Sequence[Any], refusals: Sequence[Refusal]
) -> dict[int, Refusal]:
    """Which refusal belongs to which place: per method, in order, where their number fits."""
    missing: dict[str, list[int]] = defaultdict(list)
    given: dict[str, list[Refusal]] = defaultdict(list)
    for place, (call, tree) in enumerate(zip(calls, places, strict=True)):
        if tree is False:
            missing[call.method].append(place)
    for one in refusals:
        given[one.method].append(one)
    pairs: dict[int, Refusal] = {}
    for method, where in missing.items():
        if len(given[method]) == len(where):
            pairs.update(zip(where, given[method], strict=True))
    return pairs


def _refused(call: Call[T], found: Refusal | None) -> Outcome[T]:
    if found is not None:
        return Outcome(call=call, error=refusal(found.code, found.message, call))
    what = f"{call!r} was refused inside of a pack, and VK did not say why."
    return Outcome(call=call, error=errors.OutcomeUnknown(what, call=call), matched=False)


def _samples(calls: Sequence[Call[Any]], places: Sequence[Any]) -> dict[int, int]:
    """Bytes of one answer of each kind, by its place."""
    first: dict[Hashable, int] = {}
    for place, call in enumerate(calls):
        if places[place] is not False:
            first.setdefault(_like(call), place)
    return {place: _size(places[place]) for place in first.values()}


def _size(value: object) -> int:
    return len(to_json(value, exclude_none=True, fallback=lambda _: None))


def _read(
    call: Call[T], value: Any, read_part: Callable[[Call[T], object], T] | None, size: int | None
) -> Outcome[T]:
    try:
        found = read_part(call, value) if read_part else call.decode.finish(Answer(value), call)
        return Outcome(call=call, value=found, size=size)
    except errors.GovPublicError as error:
        return Outcome(call=call, error=error)


class Sizes:
    """How large the answers of a method are, learned from those that came."""

    def __init__(self) -> None:
        self._bytes: dict[Hashable, float] = {}

    def of(self, call: Call[Any]) -> float:
        """Bytes that the answer of a call will probably have; 0 while nothing is known."""
        return self._bytes.get(_like(call), 0.0)

    def learn(self, call: Call[Any], size: int) -> None:
        """An answer of this size came; larger ones are believed at once, smaller ones slowly."""
        known = self._bytes.get(_like(call), 0.0)
        self._bytes[_like(call)] = max(float(size), 0.9 * known + 0.1 * size)

    def too_big(self, calls: Sequence[Call[Any]]) -> None:
        """These calls together were more than VK answers with."""
        total = sum(self.of(call) for call in calls)
        if total < MOST_BYTES:
            largest = max(calls, key=self.of)
            share = sum(1 for call in calls if _like(call) == _like(largest))
            self.learn(largest, int(self.of(largest) + (MOST_BYTES - total) / share))


def _like(call: Call[Any]) -> Hashable:
    return (call.method, call.get("count"), call.get("extended"), call.get("fields"))


@dataclass(frozen=True, slots=True)
class Pack(Generic[T]):
    """Calls that travel together, and their places in the user's order."""

    places: tuple[int, ...]
    calls: tuple[Call[T], ...]


@dataclass(slots=True)
class _Open(Generic[T]):
    places: list[int] = field(default_factory=list[int])
    calls: list[Call[T]] = field(default_factory=list[Any])
    size: float = 0.0

    def closed(self) -> Pack[T]:
        return Pack(tuple(self.places), tuple(self.calls))


class Packing(Generic[T]):
    """Sorts calls into packs, and their outcomes back into the order in which calls came.

    Args:
        lane: Which calls may travel together; None for a call that travels alone. It raises the
            error of a call that need not be sent at all.
        sizes: What is known about answers.
    """

    def __init__(self, lane: Callable[[Call[Any]], Hashable | None], sizes: Sizes) -> None:
        self._lane = lane
        self._sizes = sizes
        self._open: dict[Hashable, _Open[T]] = {}
        self._done: dict[int, Outcome[T]] = {}
        self._came = 0
        self._given = 0

    def add(self, call: Call[T]) -> list[Pack[T]]:
        """Take a call; the packs that are ready to go."""
        place, self._came = self._came, self._came + 1
        try:
            lane = self._lane(call)
        except errors.GovPublicError as error:
            self._done[place] = Outcome(call=call, error=error)
            return []
        if lane is None:
            return [Pack((place,), (call,))]
        return self._join(lane, place, call)

    def rest(self) -> list[Pack[T]]:
        """The packs that are not full, when no more calls come."""
        packs = [one.closed() for one in self._open.values()]
        self._open.clear()
        return packs

    def settle(self, pack: Pack[T], outcomes: Sequence[Outcome[T]]) -> Iterator[Outcome[T]]:
        """Take the outcomes of a pack; those that are next in order."""
        self._done.update(zip(pack.places, outcomes, strict=True))
        return self.settled()

    def settled(self) -> Iterator[Outcome[T]]:
        """The outcomes that are next in order."""
        while self._given in self._done:
            yield self._done.pop(self._given)
            self._given += 1

    def _join(self, lane: Hashable, place: int, call: Call[T]) -> list[Pack[T]]:
        ready: deque[Pack[T]] = deque()
        size = self._sizes.of(call)
        joined = self._open.setdefault(lane, _Open())
        if joined.calls and joined.size + size > 0.9 * MOST_BYTES:
            ready.append(self._open.pop(lane).closed())
            joined = self._open.setdefault(lane, _Open())
        joined.places.append(place)
        joined.calls.append(call)
        joined.size += size
        if len(joined.calls) == MOST_CALLS:
            ready.append(self._open.pop(lane).closed())
        elif self._came - self._given > _LOOK_AHEAD and self._open:
            oldest = min(self._open, key=lambda key: self._open[key].places[0])
            ready.append(self._open.pop(oldest).closed())
        return list(ready)
