"""The figures of a set of appeals, as values with their shares; counting is done elsewhere.

What is not known is counted apart, and never as solved, in time or answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from govpublic_sdk._validation import check_arguments

__all__ = ["Figures", "MedianTime", "median_time", "share"]


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
        open: Those in which somebody still has to do something: в работе.
        status_unknown: Those whose status is a word without a known meaning: статус неизвестен;
            they are neither open nor closed.
        returned: Open ones that came back after an answer: возвращено.
        deferred: Those of which the outcome is that it will be done later: отложено; they may be
            closed, too.
        in_time: The final answer was given in time.
        met_late: The final answer was given, but late.
        running: Open, and the term is not over.
        overdue: Open, and a term is over: просрочено.
        term_unknown: Nobody knows by when, or when the answer was given.
        first_answer: The time from the coming to the first answer, of whatever kind.
        final_answer: The time from the coming to the final answer, else to the closing.
        outcomes: How many of the closed ones ended how, the most frequent first; `unknown` for
            those of which nobody said.
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
        """Those in which nobody has to do anything: закрыто."""
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
