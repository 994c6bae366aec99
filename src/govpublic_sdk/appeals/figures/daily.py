"""The day of a regional control centre (ЦУР) in figures, in one pass; it is shown elsewhere.

In play on a day are the appeals that were open at its start and those that came on it. What was
closed after the day counts as open, so that the page of yesterday is the same tomorrow; stages
that went back since then cannot be seen.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import nsmallest
from typing import TYPE_CHECKING, TypeVar

from govpublic_sdk._texts import show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.deadlines.zones import aware
from govpublic_sdk.appeals.figures.change import SMALL_BASE, DayCounts, Growth
from govpublic_sdk.appeals.figures.day_tally import DayTally, DayView, Flow
from govpublic_sdk.appeals.figures.days import Days
from govpublic_sdk.appeals.figures.figures import Figures
from govpublic_sdk.appeals.figures.grouping import Grouped
from govpublic_sdk.appeals.figures.keys import Canonical, Owner, body_of
from govpublic_sdk.appeals.figures.moments import received_at
from govpublic_sdk.appeals.figures.overdue import OverdueAppeal, urgency
from govpublic_sdk.appeals.figures.tallying import Groups
from govpublic_sdk.appeals.parameters import check_date, check_type, check_whole
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.appeals.figures.keys import PlaceKey, TopicKey
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["Daily", "DayFigures", "daily"]

_K = TypeVar("_K", bound=Hashable)
_GROWTH: Mapping[Flow, Growth] = {"received": "worse", "closed": "better", "missed": "worse"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """The day of a group of appeals.

    Attributes:
        received: How many came; more is worse.
        closed: How many were closed; more is better.
        missed: Of how many a term passed without an answer; more is worse.
        figures: Of the appeals in play: those that were open at the start of the day or came on
            it. Its closed ones were closed on the day.
    """

    received: DayCounts
    closed: DayCounts
    missed: DayCounts
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """A day in figures.

    Groups have those first to which most came on the day. The key of those of which nothing is
    told is None, or a topic or place of Nones.

    Attributes:
        day: The day.
        zone: The zone in which days are cut, by its IANA name.
        at: The moment at which terms were judged: the end of the day, or before that the moment
            of asking.
        is_over: Whether the day was over then.
        dates: The seven days before the day and the day itself.
        total: All appeals.
        by_topic: By group of topics and topic.
        by_place: By municipality and settlement.
        by_owner: By the body that has to answer, or as `owner` says.
        by_regime: By regime: which law rules them.
        by_channel: By the channel through which they came.
        overdue: The appeals that are overdue, the longest first; at most as many as were asked
            for: `total.figures.overdue` counts them all.
        undated: Appeals that nobody knows when they came; they are in play while they are open.
        closed_undated: Closed appeals that nobody knows when they were closed; they are not in
            play.
    """

    day: date
    zone: str
    at: datetime
    is_over: bool
    dates: tuple[date, ...]
    total: DayFigures
    by_topic: Mapping[TopicKey, DayFigures]
    by_place: Mapping[PlaceKey, DayFigures]
    by_owner: Mapping[str | None, DayFigures]
    by_regime: Mapping[str | None, DayFigures]
    by_channel: Mapping[str, DayFigures]
    overdue: tuple[OverdueAppeal, ...] = ()
    undated: int = 0
    closed_undated: int = 0


@check_arguments
def daily(
    appeals: Iterable[Appeal],
    *,
    day: date,
    zone: str,
    now: datetime,
    since: date | None = None,
    canonical: Canonical | None = None,
    owner: Owner = body_of,
    small_base: float = SMALL_BASE,
    most_overdue: int = 500,
) -> Daily:
    """Count a day; each appeal is looked at once and forgotten.

    Args:
        appeals: The appeals, with their deadlines: at least all that are open, and all that came
            or were closed since seven days before the day.
        day: The day.
        zone: The zone in which days are cut, such as `Europe/Samara`.
        now: The moment of asking.
        since: The first day of which all appeals are given; by default the day of the earliest
            one. Days before it are not known, so nothing is compared with them.
        canonical: Gives the category to count by from that of the channel, such as
            `Classifier.canonical`; it is asked once for each pair of names.
        owner: Tells by whom an appeal is counted; `body_or_executor` is another one.
        small_base: Where a figure and what it is compared with are both below this, there is no
            verdict.
        most_overdue: How many overdue appeals are listed.

    Raises:
        ParameterError: The moment has no zone or lies before the day, there is no such zone, or
            a number is negative.
        ConfigurationError: This computer does not know the zone.
    """
    check_type("small_base", small_base, (int, float), "0 or more")
    check_whole("most_overdue", most_overdue, "0 or more")
    if since is not None:
        check_date("since", since)
    if small_base < 0 or most_overdue < 0:
        name = "small_base" if small_base < 0 else "most_overdue"
        raise ParameterError(name, show_value(min(small_base, most_overdue)), "0 or more")
    grouped = Grouped(DayTally, canonical, owner)
    counting = _Counting(Days(day, zone), aware("now", now), grouped)
    listed = nsmallest(max(most_overdue, 1), counting.overdue(appeals), key=urgency)
    return counting.counted(since, small_base, tuple(listed[:most_overdue]))


class _Counting:
    """One pass over appeals, and what it gave."""

    def __init__(self, days: Days, now: datetime, grouped: Grouped[DayTally]) -> None:
        if now < days.start:
            raise ParameterError("now", show_value(now), "a time on `day` or later")
        self._days = days
        self._at = min(now, days.end)
        self._grouped = grouped
        self._earliest: datetime | None = None
        self._undated = self._closed_undated = 0

    def overdue(self, appeals: Iterable[Appeal]) -> Iterator[OverdueAppeal]:
        """Count appeals, and pass on those that are overdue."""
        for appeal in appeals:
            self._note(received_at(appeal))
            view = DayView.of(appeal, self._days, self._at)
            if view is None:
                continue
            self._closed_undated += view.is_undated
            if not (view.is_in_play or view.days):
                continue
            for tally in self._grouped.of(appeal):
                tally.add(view)
            late = OverdueAppeal.of(appeal, view.seen.term)
            if late:
                yield late

    def counted(
        self, since: date | None, small_base: float, listed: tuple[OverdueAppeal, ...]
    ) -> Daily:
        """What was counted."""
        earliest = self._days.start_of(since) if since else self._earliest
        made = _Made(self._days.covered(earliest), small_base, self._at == self._days.end)
        found = self._grouped
        return Daily(
            day=self._days.dates[-1],
            zone=self._days.zone,
            at=self._at,
            is_over=made.is_over,
            dates=self._days.dates,
            total=made.figures(found.total),
            by_topic=made.groups(found.by_topic),
            by_place=made.groups(found.by_place),
            by_owner=made.groups(found.by_owner),
            by_regime=made.groups(found.by_regime),
            by_channel=made.groups(found.by_channel),
            overdue=listed,
            undated=self._undated,
            closed_undated=self._closed_undated,
        )

    def _note(self, came: datetime | None) -> None:
        if came is None:
            self._undated += 1
        elif self._earliest is None or came < self._earliest:
            self._earliest = came


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes values of tallies."""

    covered: tuple[bool, ...]
    small_base: float
    is_over: bool

    def groups(self, groups: Groups[_K, DayTally]) -> dict[_K, DayFigures]:
        found = [(key, self.figures(tally)) for key, tally in groups.items()]
        return dict(sorted(found, key=_most_received))

    def figures(self, tally: DayTally) -> DayFigures:
        return DayFigures(
            received=self._counts(tally, "received"),
            closed=self._counts(tally, "closed"),
            missed=self._counts(tally, "missed"),
            figures=tally.tally.figures(),
        )

    def _counts(self, tally: DayTally, flow: Flow) -> DayCounts:
        pairs = zip(tally.counts(flow), self.covered, strict=True)
        return DayCounts(
            days=tuple(count if known else None for count, known in pairs),
            growth=_GROWTH[flow],
            small_base=self.small_base,
            is_over=self.is_over,
        )


def _most_received(pair: tuple[Hashable, DayFigures]) -> tuple[int, int, str]:
    key, found = pair
    return -(found.received.count or 0), -found.figures.total, str(key)
