"""Counting days: what came, was closed and was missed on each; and which appeals are in play."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from govpublic_sdk.appeals.figures.days import DAYS
from govpublic_sdk.appeals.figures.moments import last_final_at, received_at
from govpublic_sdk.appeals.figures.tallying import Seen, Tally

if TYPE_CHECKING:
    from govpublic_sdk.appeals.figures.days import Days
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["DayTally", "DayView", "Flow"]

Flow: TypeAlias = Literal["received", "closed", "missed"]


class DayView(NamedTuple):
    """What an appeal adds to the counts of a day and of the seven before it.

    Attributes:
        seen: How it was at the end of the day.
        is_in_play: Whether it was open at the start of the day, or came on it.
        days: The days on which it came, was closed, and its term passed without an answer, as
            their places in `Days`; those outside are left out.
        is_undated: Whether it is closed and nobody knows since when.
    """

    seen: Seen
    is_in_play: bool
    is_undated: bool
    days: tuple[tuple[Flow, int], ...]

    @classmethod
    def of(cls, appeal: Appeal, days: Days, at: datetime) -> DayView | None:
        """Look at an appeal; None where it came after the day, or was over before all of them.

        Args:
            appeal: The appeal.
            days: The days.
            at: The moment at which terms are judged.
        """
        came, ended = received_at(appeal), last_final_at(appeal)
        if came is not None and came >= days.end:
            return None
        if ended is not None and ended < days.first and (came is None or came < days.first):
            return None
        seen = Seen.of(appeal, at, until=days.end)
        missed = seen.term.due_at if seen.term.standing in ("late", "overdue") else None
        places: tuple[tuple[Flow, int | None], ...] = (
            ("received", days.place_of(came)),
            ("closed", days.place_of(ended)),
            ("missed", days.place_of(missed)),
        )
        may_be_open = seen.shape.open or seen.shape.status_unknown
        return cls(
            seen=seen,
            is_in_play=may_be_open or (ended is not None and ended >= days.start),
            is_undated=not may_be_open and ended is None,
            days=tuple((flow, place) for flow, place in places if place is not None),
        )


class DayTally:
    """Counts of one group of appeals, of the day and of the seven before it."""

    __slots__ = ("_days", "_tally")

    def __init__(self) -> None:
        self._days: Counter[tuple[Flow, int]] = Counter()
        self._tally = Tally()

    def add(self, view: DayView) -> None:
        """Count an appeal."""
        for day in view.days:
            self._days[day] += 1
        if view.is_in_play:
            self._tally.add(view.seen)

    @property
    def tally(self) -> Tally:
        """The counts of what is in play."""
        return self._tally

    def counts(self, flow: Flow) -> tuple[int, ...]:
        """How many of something each day had."""
        return tuple(self._days[flow, place] for place in range(DAYS))
