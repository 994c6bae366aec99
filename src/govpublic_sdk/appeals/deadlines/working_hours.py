"""The hours of a week in which is worked, and counting by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.validation import (
    aware,
    check_time,
    check_type,
    each_of,
    local_date,
    moment_at,
)
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
from govpublic_sdk.appeals.deadlines.marked_days import ONE_DAY
from govpublic_sdk.appeals.deadlines.terms import check_count
from govpublic_sdk.errors import ParameterError

__all__ = ["Span", "WorkingHours"]

_HOUR = 60
_DAY = 24 * _HOUR


@check_fields
@dataclass(frozen=True, slots=True)
class Span:
    """Time of a day in which is worked.

    Attributes:
        start: When it begins.
        end: When it ends; midnight is the end of the day.

    Raises:
        ParameterError: It ends before it begins, or it has seconds or a zone.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        check_time("start", self.start)
        check_time("end", self.end)
        shown = Text("{start} to {end}", start=self.start, end=self.end)
        if any(one.second or one.microsecond or one.tzinfo for one in (self.start, self.end)):
            raise ParameterError("hours", shown, "hours and minutes only")
        begin, finish = self.minutes
        if begin >= finish:
            raise ParameterError("hours", shown, "an end after the start")

    @property
    def minutes(self) -> tuple[int, int]:
        """Its start and its end in minutes from midnight."""
        return _minutes_of(self.start), _minutes_of(self.end) or _DAY


@check_fields
@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The working hours of a week, as clocks in the zone of the policy show them.

    On a short day work ends an hour earlier (ТК РФ ст. 95).

    Attributes:
        days: The spans of each day from Monday on; none on a day without hours.

    Raises:
        ParameterError: Not seven days, without hours, or with spans that overlap.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        each_of("days", self.days, tuple, "seven tuples of spans, from Monday on")
        if len(self.days) != 7 or not any(self.days):
            raise ParameterError(
                "hours",
                Text("{count} days", count=len(self.days)),
                "seven days, some of them with hours",
            )
        for spans in self.days:
            each_of("days", spans, Span, "seven tuples of spans, from Monday on")
            if any(one.minutes[1] > two.minutes[0] for one, two in pairwise(spans)):
                raise ParameterError("hours", "overlapping spans", "spans in order")

    @classmethod
    @check_arguments
    def week(
        cls,
        start: time,
        end: time,
        *,
        lunch: tuple[time, time] | None = None,
        days: Iterable[int] = range(5),
    ) -> WorkingHours:
        """The same hours on some days of the week.

        Args:
            start: When work begins.
            end: When it ends; midnight is the end of the day.
            lunch: When the break begins and ends.
            days: The days; 0 is Monday.

        Raises:
            ParameterError: The hours are not in order, or the day of the week is unknown.
        """
        worked = set(each_of("days", days, int, "0 (Monday) to 6 (Sunday)"))
        if not worked <= set(range(7)):
            raise ParameterError("days", show_value(sorted(worked)), "0 (Monday) to 6 (Sunday)")
        day_spans: tuple[Span, ...] = (Span(start, end),)
        if lunch is not None:
            _check_lunch(lunch)
            day_spans = (Span(start, lunch[0]), Span(lunch[1], end))
        return cls(tuple(day_spans if day in worked else () for day in range(7)))

    @check_arguments
    def add(
        self, start: datetime, hours: int, *, calendar: WorkCalendar, zone: ZoneInfo
    ) -> datetime:
        """Return the time at which so many working hours have passed.

        Time runs as it really passes, also where clocks are put forward or back. A term that ends
        with the working day is over then, not on the next morning.

        Args:
            start: The start of counting, aware.
            hours: How many, 1 and more.
            calendar: Which days are worked, and which are short.
            zone: The zone whose clocks show the hours.

        Raises:
            ParameterError: The result is after the year 9999.
        """
        check_count(hours, "working_hours", "keep")
        check_type("zone", zone, ZoneInfo, "a ZoneInfo")
        start = aware("start", start)
        left = timedelta(hours=hours)
        try:
            day = local_date(start, zone)
            while True:
                for begin, end in self._working_spans(day, calendar, zone):
                    begin = max(begin, start)
                    if begin + left <= end:
                        return begin + left
                    left -= max(end - begin, timedelta(0))
                day += ONE_DAY
        except OverflowError:
            raise ParameterError(
                "hours", show_value(hours), "a result within the years 1 to 9999"
            ) from None

    @check_arguments
    def spans(self, day: date, calendar: WorkCalendar) -> tuple[tuple[int, int], ...]:
        """What is worked on a day, in minutes from midnight."""
        if calendar.is_day_off(day):
            return ()
        spans = [span.minutes for span in self.days[calendar.weekday_of_hours(day)]]
        if not spans or not calendar.is_short(day):
            return tuple(spans)
        last = spans[-1][1] - _HOUR
        return tuple((begin, min(end, last)) for begin, end in spans if begin < last)

    def _working_spans(
        self, day: date, calendar: WorkCalendar, zone: ZoneInfo
    ) -> Iterator[tuple[datetime, datetime]]:
        for begin, end in self.spans(day, calendar):
            yield _time_at(day, begin, zone), _time_at(day, end, zone)


def _check_lunch(lunch: tuple[time, time]) -> None:
    if len(each_of("lunch", lunch, time, "two times of the day")) != 2:
        raise ParameterError(
            "lunch", Text("{count} values", count=len(lunch)), "two times of the day"
        )


def _minutes_of(hour: time) -> int:
    return hour.hour * _HOUR + hour.minute


def _time_at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, minutes = divmod(minutes, _DAY)
    return moment_at(day + days * ONE_DAY, time(*divmod(minutes, _HOUR)), zone)
