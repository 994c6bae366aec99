"""Batching of many calls, and bulk procedures that yield thousands of calls in groups.

Responses of VK have at most 5 MB (https://dev.vk.com/method/execute).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from govpublic_sdk import errors
from govpublic_sdk._core.batch import MAX_CALLS, Outcome, batch, like
from govpublic_sdk._core.calls import Call, Procedure

__all__ = [
    "BulkProcedure",
    "CallBatch",
    "CallBatches",
    "Pack",
    "Packing",
    "RunningProcedure",
    "Sizes",
    "deliver",
]

T = TypeVar("T")

MAX_BYTES = 5_000_000  # VK's maximum of an `execute` response
_LOOK_AHEAD = 8 * MAX_CALLS  # memory against order: outcomes held back for an open batch
_SOME_BYTES = 1_500  # first guess of an item's size; real responses correct it
_THING_BYTES = {"groups.getById": 2_500}


def deliver(calls: Sequence[Call[T]], sizes: Sizes) -> Procedure[list[Outcome[T]]]:
    """Run calls in as few requests as possible: together, in halves, or one by one."""
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
    for outcome in outcomes:
        if outcome.size is not None:
            sizes.learn(outcome.call, outcome.size)
    return list(outcomes)


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


def _guess(call: Call[Any]) -> float:
    """Estimate the bytes of a response by the number of items that a call requests."""
    lists = (text.count(",") + 1 for name, text in call.params if name.endswith("ids"))
    count = call.get("count") or ""
    is_number = count.isascii() and count.isdigit() and len(count) < 20
    things = max([1, *lists, int(count) if is_number else 1])
    return float(things * _THING_BYTES.get(call.method, _SOME_BYTES))


class Sizes:
    """Estimates the size of responses from earlier ones."""

    def __init__(self) -> None:
        self._bytes: dict[Hashable, float] = {}

    def of(self, call: Call[Any]) -> float:
        """Return the expected bytes of a response; a guess without earlier ones."""
        known = self._bytes.get(like(call))
        return _guess(call) if known is None else known

    def learn(self, call: Call[Any], size: int) -> None:
        """Learn the size of a response: larger ones at once, smaller ones slowly."""
        known = self._bytes.get(like(call), 0.0)
        self._bytes[like(call)] = max(float(size), 0.9 * known + 0.1 * size)

    def too_big(self, calls: Sequence[Call[Any]]) -> None:
        """Learn that the responses of these calls together exceeded VK's limit."""
        total = sum(self.of(call) for call in calls)
        if total < MAX_BYTES:
            largest = max(calls, key=self.of)
            share = sum(1 for call in calls if like(call) == like(largest))
            self.learn(largest, int(self.of(largest) + (MAX_BYTES - total) / share))


@dataclass(frozen=True, slots=True)
class Pack(Generic[T]):
    """Calls of one batch with their positions in the caller's order."""

    places: tuple[int, ...]
    calls: tuple[Call[T], ...]

    @property
    def is_write(self) -> bool:
        """Whether it is a write, which must run alone."""
        return self.calls[0].safety != "read"


@dataclass(slots=True)
class _Open(Generic[T]):
    places: list[int] = field(default_factory=list[int])
    calls: list[Call[T]] = field(default_factory=list[Any])
    size: float = 0.0

    def close(self) -> Pack[T]:
        return Pack(tuple(self.places), tuple(self.calls))


class Packing(Generic[T]):
    """Sorts calls into batches, and their outcomes back into the order of the calls.

    Args:
        lane: Key of the calls that can share a batch; None for a call that is sent alone. Raises
            the error of a call that need not be sent.
        sizes: Estimated sizes of responses.
    """

    def __init__(self, lane: Callable[[Call[Any]], Hashable | None], sizes: Sizes) -> None:
        self._lane = lane
        self._sizes = sizes
        self._open: dict[Hashable, _Open[T]] = {}
        self._done: dict[int, Outcome[T]] = {}
        self._came = 0
        self._given = 0

    def add(self, call: Call[T]) -> list[Pack[T]]:
        """Add a call; return the batches that are ready to be sent."""
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
        """Return the remaining batches after the last call."""
        packs = [one.close() for one in self._open.values()]
        self._open.clear()
        return packs

    def settle(self, pack: Pack[T], outcomes: Sequence[Outcome[T]]) -> Iterator[Outcome[T]]:
        """Add the outcomes of a batch; yield those that are next in order."""
        self._done.update(zip(pack.places, outcomes, strict=True))
        return self.next_outcomes()

    def next_outcomes(self) -> Iterator[Outcome[T]]:
        """Yield the outcomes that are next in order."""
        while self._given in self._done:
            yield self._done.pop(self._given)
            self._given += 1

    def _join(self, lane: Hashable, place: int, call: Call[T]) -> list[Pack[T]]:
        ready: deque[Pack[T]] = deque()
        size = self._sizes.of(call)
        joined = self._open.setdefault(lane, _Open())
        # 10 % are left for the envelope and for wrong estimates.
        if joined.calls and joined.size + size > 0.9 * MAX_BYTES:
            ready.append(self._open.pop(lane).close())
            joined = self._open.setdefault(lane, _Open())
        joined.places.append(place)
        joined.calls.append(call)
        joined.size += size
        if len(joined.calls) == MAX_CALLS:
            ready.append(self._open.pop(lane).close())
        elif self._came - self._given > _LOOK_AHEAD and self._open:
            oldest = min(self._open, key=lambda key: self._open[key].places[0])
            ready.append(self._open.pop(oldest).close())
        return list(ready)


@dataclass(frozen=True, slots=True)
class CallBatch(Generic[T]):
    """Calls of a bulk procedure that can run together.

    Attributes:
        calls: Any number of calls, consumed as needed.
        take: Called with each outcome, in the order of the calls.
    """

    calls: Iterable[Call[T]]
    take: Callable[[Outcome[T]], None]


CallBatches: TypeAlias = Generator[CallBatch[Any], None, T]
"""Groups of calls one after the other; returns the value of the bulk procedure."""


@dataclass(frozen=True, slots=True)
class BulkProcedure(Generic[T]):
    """A procedure of thousands of calls, for `client.run`.

    Attributes:
        rounds: Starts the generator of groups of calls.
    """

    rounds: Callable[[], CallBatches[T]]


class RunningProcedure(Generic[T]):
    """A running bulk procedure: iterate over its groups of calls, then read its value.

    Attributes:
        value: The result; set after the last group.
    """

    value: T

    def __init__(self, procedure: BulkProcedure[T]) -> None:
        self._rounds = procedure.rounds()

    def __iter__(self) -> Iterator[CallBatch[Any]]:
        """Yield the groups of calls."""
        self.value = yield from self._rounds
