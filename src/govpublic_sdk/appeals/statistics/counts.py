"""Counts of a set of appeals in one pass, with shares and medians.

Unknown values are counted apart, and never as solved, in time or answered. A group keeps the number
of appeals of each shape and the times that a median needs, no appeals.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.appeals.statistics.standing import (
    Standing,
    TermStanding,
    first_answered_at,
    last_final_at,
    term_of,
    time_to,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal

__all__ = [
    "CountedAppeal",
    "Figures",
    "Groups",
    "MedianTime",
    "Shape",
    "Tally",
    "median_time",
    "share",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianTime:
    """How long an answer took in the middle case: half took no longer.

    Attributes:
        time: The median, exact over what is known; None where nothing is.
        known: Of how many appeals it is known.
        unknown: Of how many it is not, though they were answered or closed.
    """

    time: timedelta | None = None
    known: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of appeals.

    By their terms, each appeal is one of `in_time`, `met_late`, `running`, `overdue` and
    `term_unknown`, so that these add up to the total.

    Attributes:
        total: All.
        open: Those with something left to do: в работе.
        status_unknown: Those whose status is a word without a known meaning: статус неизвестен;
            they are neither open nor closed.
        returned: Open ones that came back after an answer: возвращено.
        deferred: Those of which the outcome is that it will be done later: отложено; they may be
            closed, too.
        in_time: The final answer was given in time.
        met_late: The final answer was given, but late.
        running: Open, and the term is not over.
        overdue: Open, and a term is over: просрочено.
        term_unknown: The deadline or the time of the answer is unknown.
        first_answer: The time from the coming to the first answer, of whatever kind.
        final_answer: The time from the coming to the final answer, else to the closing.
        outcomes: How many of the closed ones ended how, the most frequent first; `unknown` for
            those without an outcome.
    """

    total: int = 0
    open: int = 0
    status_unknown: int = 0
    returned: int = 0
    deferred: int = 0
    in_time: int = 0
    met_late: int = 0
    running: int = 0
    overdue: int = 0
    term_unknown: int = 0
    first_answer: MedianTime = field(default_factory=MedianTime)
    final_answer: MedianTime = field(default_factory=MedianTime)
    outcomes: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def closed(self) -> int:
        """Those with nothing left to do: закрыто."""
        return self.total - self.open - self.status_unknown

    @property
    def share_closed(self) -> float | None:
        """The share of the closed ones, from 0 to 1; None of nothing."""
        return share(self.closed, self.total)

    @property
    def share_in_time(self) -> float | None:
        """The share answered in time of those whose answer is given or was due."""
        return share(self.in_time, self.in_time + self.met_late + self.overdue)

    @partial(check_arguments, reads_data=True)
    def share_of(self, outcome: str) -> float | None:
        """The share of an outcome among the closed ones, those of unknown outcome included.

        Args:
            outcome: A word of `models.Appeal.outcome`.
        """
        return share(self.outcomes.get(outcome, 0), self.closed)

    @property
    def outcome_shares(self) -> Mapping[str, float]:
        """The share of each outcome among the closed ones; together 1."""
        return {outcome: count / self.closed for outcome, count in self.outcomes.items()}


def share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return part / whole if whole else None


def median_time(microseconds: Iterable[int], unknown: int = 0) -> MedianTime:
    """The median of times.

    Args:
        microseconds: The times that are known.
        unknown: How many are not.
    """
    times = sorted(microseconds)
    if not times:
        return MedianTime(unknown=unknown)
    low, high = times[(len(times) - 1) // 2], times[len(times) // 2]
    return MedianTime(
        time=timedelta(microseconds=low + high) / 2, known=len(times), unknown=unknown
    )


_K = TypeVar("_K", bound=Hashable)
_T = TypeVar("_T")
_MICROSECOND = timedelta(microseconds=1)


class Shape(NamedTuple):
    """What is counted of an appeal; there are few different ones."""

    open: bool
    status_unknown: bool
    returned: bool
    deferred: bool
    standing: Standing
    outcome: str | None
    first_unknown: bool
    final_unknown: bool


@dataclass(frozen=True, slots=True)
class CountedAppeal:
    """What an appeal adds to the counts; times are in microseconds.

    Attributes:
        shape: What is counted.
        term: Its state against its deadlines.
        first: The time to the first answer, where it is known.
        final: The time to the final answer, where it is known.
    """

    shape: Shape
    term: TermStanding
    first: int | None
    final: int | None

    @classmethod
    def of(cls, appeal: Appeal, at: datetime, *, until: datetime | None = None) -> CountedAppeal:
        """Look at an appeal.

        Args:
            appeal: The appeal.
            at: The moment at which terms are judged.
            until: What was answered or closed from this moment on had not happened yet.
        """
        ended, first_at = last_final_at(appeal), first_answered_at(appeal)
        done = not appeal.is_open and not _is_later(ended, until)
        answered = bool(appeal.answers) and not _is_later(first_at, until)
        first = _microseconds(time_to(appeal, first_at)) if answered else None
        final = _microseconds(time_to(appeal, ended)) if done else None
        term = term_of(appeal, at, done=done)
        unclear = appeal.has_unknown_status
        shape = Shape(
            open=not done and not unclear,
            status_unknown=unclear,
            returned=not done and appeal.stage == "reopened",
            deferred=appeal.outcome == "postponed",
            standing=term.standing,
            outcome=_outcome(appeal.outcome) if done else None,
            first_unknown=first is None and (done or answered),
            final_unknown=final is None and done,
        )
        return cls(shape, term, first, final)


class Tally:
    """Counts of one group of appeals."""

    __slots__ = ("_final", "_first", "_shapes")

    def __init__(self) -> None:
        self._shapes: Counter[Shape] = Counter()
        self._first = array("q")
        self._final = array("q")

    def add(self, seen: CountedAppeal) -> None:
        """Count an appeal."""
        self._shapes[seen.shape] += 1
        if seen.first is not None:
            self._first.append(seen.first)
        if seen.final is not None:
            self._final.append(seen.final)

    def figures(self) -> Figures:
        """What was counted."""
        return Figures(
            total=self._shapes.total(),
            open=self._count(lambda one: one.open),
            status_unknown=self._count(lambda one: one.status_unknown),
            returned=self._count(lambda one: one.returned),
            deferred=self._count(lambda one: one.deferred),
            in_time=self._standing("in time"),
            met_late=self._standing("late"),
            running=self._standing("running"),
            overdue=self._standing("overdue"),
            term_unknown=self._standing("unknown"),
            first_answer=self._median(self._first, lambda one: one.first_unknown),
            final_answer=self._median(self._final, lambda one: one.final_unknown),
            outcomes=self._outcomes(),
        )

    def _count(self, wanted: Callable[[Shape], bool]) -> int:
        return sum(count for shape, count in self._shapes.items() if wanted(shape))

    def _standing(self, standing: Standing) -> int:
        return self._count(lambda one: one.standing == standing)

    def _median(self, times: Iterable[int], unknown: Callable[[Shape], bool]) -> MedianTime:
        return median_time(times, self._count(unknown))

    def _outcomes(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for shape, count in self._shapes.items():
            if shape.outcome is not None:
                found[shape.outcome] += count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


class Groups(Generic[_K, _T]):
    """A tally for each key; keys of one normal form are one group, named by the first spelling."""

    def __init__(self, new: Callable[[], _T], normal: Callable[[_K], Hashable]) -> None:
        self._new = new
        self._normal = normal
        self._spellings: dict[_K, _T] = {}
        self._groups: dict[Hashable, tuple[_K, _T]] = {}

    def of(self, key: _K) -> _T:
        """The tally of a key."""
        found = self._spellings.get(key)
        if found is None:
            normal = self._normal(key)
            if normal not in self._groups:
                self._groups[normal] = (key, self._new())
            found = self._spellings[key] = self._groups[normal][1]
        return found

    def items(self) -> list[tuple[_K, _T]]:
        """Each key as it was first spelled, with its tally."""
        return list(self._groups.values())


def _outcome(word: str) -> str:
    """A closed appeal without an outcome has an unknown outcome."""
    return "unknown" if word == "none" else word


def _is_later(moment: datetime | None, until: datetime | None) -> bool:
    return moment is not None and until is not None and moment >= until


def _microseconds(time: timedelta | None) -> int | None:
    return None if time is None else time // _MICROSECOND
