"""Statistics of a day of a regional control centre (ЦУР), and of the seven days before it.

In play on a day are the appeals that were open at its start and those that came on it. What was
closed after the day counts as open, so that the page of yesterday is the same tomorrow; stages
that went back since then cannot be seen. Days have 23 to 25 hours where clocks change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import (
    aware,
    check_date,
    check_range,
    check_zone,
    moment_at,
    zone_of,
)
from govpublic_sdk._texts import show_value
from govpublic_sdk.appeals.statistics.change import SMALL_BASE, DayCounts, Growth
from govpublic_sdk.appeals.statistics.counts import CountedAppeal, Figures, Groups, Tally
from govpublic_sdk.appeals.statistics.grouping import Canonical, Grouped, Owner, body_of
from govpublic_sdk.appeals.statistics.overdue import OverdueAppeal, urgency
from govpublic_sdk.appeals.statistics.standing import arrival, last_final_at
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.appeals.statistics.grouping import PlaceKey, TopicKey
    from govpublic_sdk.models.appeals import Appeal

__all__ = [
    "DAYS",
    "Daily",
    "DayFigures",
    "DayTally",
    "DayView",
    "Days",
    "Flow",
    "daily",
]

DAYS = 8
"""The day, the day before it, and six more for the mean of seven."""

_ONE_DAY = timedelta(days=1)


class Days:
    """The seven days before a day and the day itself, oldest first.

    Attributes:
        dates: The eight days.
        zone: The zone in which they are cut, by its IANA name.

    Raises:
        ParameterError: The zone does not exist, or the days are invalid.
        ConfigurationError: This computer does not know the zone.
    """

    def __init__(self, day: date, zone: str) -> None:
        check_date("day", day)
        check_zone(zone)
        self.zone = zone
        try:
            self.dates: tuple[date, ...] = tuple(
                day - ago * _ONE_DAY for ago in range(DAYS - 1, -1, -1)
            )
            ends = (*self.dates, day + _ONE_DAY)
            self._starts = [moment_at(end, time(0), zone_of(zone)) for end in ends]
        except OverflowError:
            raise ParameterError("day", show_value(day), "a day within the calendar") from None

    @property
    def first(self) -> datetime:
        """The first moment of all of them, in UTC."""
        return self._starts[0]

    @property
    def start(self) -> datetime:
        """The first moment of the day, in UTC."""
        return self._starts[-2]

    @property
    def end(self) -> datetime:
        """The first moment after the day, in UTC."""
        return self._starts[-1]

    def place_of(self, moment: datetime | None) -> int | None:
        """Which of the days holds a moment, from 0; None where none does."""
        if moment is None:
            return None
        place = bisect_right(self._starts, moment) - 1
        return place if 0 <= place < DAYS else None

    def start_of(self, day: date) -> datetime:
        """The first instant of any day, in UTC; the minimum for days before it."""
        try:
            return moment_at(day, time(0), zone_of(self.zone))
        except OverflowError:
            return datetime.min.replace(tzinfo=UTC)

    def coverage_of(self, earliest: datetime | None) -> tuple[bool, ...]:
        """Which of the days are not before the day of a moment; none without one."""
        if earliest is None:
            return (False,) * DAYS
        return tuple(end > earliest for end in self._starts[1:])


Flow: TypeAlias = Literal["received", "closed", "missed"]


class DayView(NamedTuple):
    """What an appeal adds to the counts of a day and of the seven before it.

    Attributes:
        seen: How it was at the end of the day.
        is_in_play: Whether it was open at the start of the day, or came on it.
        days: The days on which it came, was closed, and its term passed without an answer, as
            their places in `Days`; those outside are left out.
        is_undated: Whether it is closed at an unknown time.
    """

    seen: CountedAppeal
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
        came, ended = arrival(appeal), last_final_at(appeal)
        if came is not None and came >= days.end:
            return None
        if ended is not None and ended < days.first and (came is None or came < days.first):
            return None
        seen = CountedAppeal.of(appeal, at, until=days.end)
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
    named is None, or a topic or place of Nones.

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
        by_owner: By the body that has to answer, or as `owner` selects.
        by_regime: By regime: which law rules them.
        by_channel: By the channel through which they came.
        overdue: The appeals that are overdue, the longest first; at most as many as were asked
            for: `total.figures.overdue` counts them all.
        undated: Appeals without a date of arrival; they are in play while they are open.
        closed_undated: Closed appeals without a closing date; they are not in
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
        owner: Selects the body by which an appeal is counted; `body_or_executor` is another one.
        small_base: If a figure and the one it is compared with are both below this, there is no
            verdict.
        most_overdue: How many overdue appeals are listed.

    Raises:
        ParameterError: The datetime is naive or before the day, the zone does not exist, or
            a number is negative.
        ConfigurationError: This computer does not know the zone.
    """
    check_range("small_base", small_base, 0.0)
    check_range("most_overdue", most_overdue, 0)
    if since is not None:
        check_date("since", since)
    grouped = Grouped(DayTally, canonical, owner)
    counting = _Counting(Days(day, zone), aware("now", now), grouped)
    listed = nsmallest(max(most_overdue, 1), counting.overdue(appeals), key=urgency)
    return counting.result(since, small_base, tuple(listed[:most_overdue]))


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
            self._note(arrival(appeal))
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

    def result(
        self, since: date | None, small_base: float, listed: tuple[OverdueAppeal, ...]
    ) -> Daily:
        """What was counted."""
        earliest = self._days.start_of(since) if since else self._earliest
        made = _Made(self._days.coverage_of(earliest), small_base, self._at == self._days.end)
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
