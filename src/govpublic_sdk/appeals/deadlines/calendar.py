"""The working calendar: which days are worked, and counting in working days.

The working calendar of Russia, from decrees and the Labour Code; regions add days of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.validation import check_type, check_whole, each_of
from govpublic_sdk._texts import any_of, show_value
from govpublic_sdk.appeals.deadlines.marked_days import (
    COMPARED,
    DECREED_YEARS,
    ONE_DAY,
    DayKind,
    MarkedDay,
    RegionDay,
    days_by_law,
    days_of_decrees,
    plain_date,
    read_days,
)
from govpublic_sdk.errors import ParameterError

__all__ = [
    "NO_HOLIDAYS",
    "RUSSIA",
    "Beyond",
    "WorkCalendar",
]

Beyond: TypeAlias = Literal["labour code", "no holidays"]

_OFF: frozenset[DayKind] = frozenset({"holiday", "moved-off", "regional"})
_SHORT: frozenset[DayKind] = frozenset({"short", "regional-short"})
_REGIONAL: frozenset[DayKind] = frozenset({"regional", "regional-short"})


@check_fields
@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """A working calendar: производственный календарь.

    Days are dates as they are in the zone of the policy. A calendar is a value: it can be compared
    and stored, and methods that change it give another one.

    Attributes:
        id: Its name, which deadlines keep; a calendar with other days needs another one.
        days: Its marked days.
        years: The years that are wholly known.
        beyond: What is assumed of other years: the `labour code` alone, as an estimate, or
            `no holidays` ignores them.
        weekend: The days of the week that are off; 0 is Monday.

    Raises:
        ParameterError: Without an id, with the whole week off, or an unknown word.
    """

    id: str
    days: tuple[MarkedDay, ...] = field(default=(), repr=False)
    years: tuple[int, ...] = ()
    beyond: Beyond = "labour code"
    weekend: tuple[int, ...] = (5, 6)

    def __post_init__(self) -> None:
        if not self.id:
            raise ParameterError("id", "empty", "a name for the calendar")
        if self.beyond not in get_args(Beyond):
            raise ParameterError("beyond", show_value(self.beyond), any_of(get_args(Beyond)))
        each_of("weekend", self.weekend, int, "a tuple of 0 (Monday) to 6 (Sunday)")
        if not set(self.weekend) < set(range(7)):
            raise ParameterError(
                "weekend", show_value(self.weekend), "some of 0 (Monday) to 6 (Sunday)"
            )

    @classmethod
    @check_arguments
    def read(cls, path: str | Path, *, id: str | None = None) -> WorkCalendar:
        """A calendar from a csv with the columns `date`, `kind`, and, if known, `source`.

        Weekends have no line. A year that has lines is taken for wholly known. Optional columns
        are `name`, `scope` and `replaces`, as in `MarkedDay`.

        Args:
            path: Path of the file.
            id: The name of the calendar; without it, that of the file.

        Raises:
            ParameterError: The file or a line cannot be read, or a year lacks its 1 January.
        """
        days = read_days(Path(path))
        years = tuple(sorted({day.day.year for day in days}))
        return cls(id=id or Path(path).stem, days=days, years=years)

    @property
    def known_until(self) -> date | None:
        """The last day that is known for certain; None where every day is, or none."""
        return date(max(self.years), 12, 31) if self.years and not self._is_endless else None

    @check_arguments
    def is_known(self, day: date) -> bool:
        """Whether a day is known for certain, and no estimate."""
        known = plain_date("day", day).year in self.years
        return self._is_endless or known

    @check_arguments
    def is_day_off(self, day: date) -> bool:
        """Whether a day is a weekend, a holiday, or off by a transfer or an act of the region."""
        kinds = {marked.kind for marked in self.marks(day)}
        if kinds & _OFF:
            return True
        return day.weekday() in self.weekend and "working-saturday" not in kinds

    @check_arguments
    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked; some Saturdays are."""
        return not self.is_day_off(day)

    @check_arguments
    def is_short(self, day: date) -> bool:
        """Whether a day is worked an hour less (ТК РФ ст. 95)."""
        is_marked = any(marked.kind in _SHORT for marked in self.marks(day))
        return is_marked and self.is_working_day(day)

    @check_arguments
    def marks(self, day: date) -> tuple[MarkedDay, ...]:
        """What is special about a day, with the article or act; nothing for most days."""
        marked_days = self._by_date.get(plain_date("day", day), ())
        if self.is_known(day):
            return marked_days
        return marked_days + tuple(marked for marked in days_by_law(day.year) if marked.day == day)

    @check_arguments
    def weekday_of_hours(self, day: date) -> int:
        """The day of the week whose hours a working day has; 0 is Monday.

        A working Saturday has those of the day whose rest it took (приказ Минздравсоцразвития
        России от 13.08.2009 N 588н); if that day is unknown, those of the first day of the week.
        """
        if plain_date("day", day).weekday() not in self.weekend:
            return day.weekday()
        replaced = next((mark.replaces for mark in self.marks(day) if mark.replaces), None)
        first = min(set(range(7)) - set(self.weekend))
        return first if replaced is None else replaced.weekday()

    @check_arguments
    def add_working_days(self, day: date, amount: int) -> date:
        """The day that is so many working days later; counting starts on the next day.

        Args:
            day: The day from which is counted; it may be off. With 0 it is the answer.
            amount: How many working days; negative ones go back.

        Raises:
            ParameterError: The result is outside of the years 1 to 9999.
        """
        check_whole("amount", amount, "a whole number of days")
        step = ONE_DAY if amount > 0 else -ONE_DAY
        current = plain_date("day", day)
        try:
            for _ in range(abs(amount)):
                current += step
                while self.is_day_off(current):
                    current += step
        except OverflowError:
            raise ParameterError(
                "amount", show_value(amount), "a result within the years 1 to 9999"
            ) from None
        return current

    @check_arguments
    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after a day, up to and including another.

        Args:
            start: The day from which is counted; it does not count itself.
            end: The last day that counts; if it is before the start the result is negative.
        """
        days = plain_date("end", end).toordinal() - plain_date("start", start).toordinal()
        step = 1 if days > 0 else -1
        return step * sum(
            self.is_working_day(start + timedelta(days=offset))
            for offset in range(step, days + step, step)
        )

    @check_arguments
    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day.

        Raises:
            ParameterError: No such day up to the year 9999.
        """
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    @check_arguments
    def working_day_until(self, day: date) -> date:
        """The day itself, or the last working day before it.

        Raises:
            ParameterError: No such day from the year 1 on.
        """
        return day if self.is_working_day(day) else self.add_working_days(day, -1)

    @check_arguments
    def with_days(
        self,
        days: Iterable[RegionDay],
        *,
        id: str,
        shortens_eve: bool = True,
        transfers: bool = False,
    ) -> WorkCalendar:
        """The same calendar with days off of a region.

        Args:
            days: The days, each with its act; look at the scope, since some acts only recommend.
            id: The name of the new calendar.
            shortens_eve: Whether the working day before is an hour shorter, as before a holiday.
            transfers: Whether a day that falls on a day off moves to the next working day. The
                act of the region states it; usually it does not.
        """
        region_days = each_of("days", days, RegionDay, "a list of RegionDay")
        added = [self._mark_region_day(day, transfers) for day in region_days]
        off = [one for marked in added for one in marked]
        eves = [replace(one, day=one.day - ONE_DAY, kind="regional-short") for one, *_ in added]
        return replace(self, id=id, days=(*self.days, *off, *(eves if shortens_eve else ())))

    @check_arguments
    def with_years_of(self, other: WorkCalendar) -> WorkCalendar:
        """The same calendar with the years of another, such as one from a file, put in.

        Days of regions stay, in all years. The id is that of both, with a plus between.

        Args:
            other: The calendar whose known years replace or extend those of this one.
        """
        check_type("other", other, WorkCalendar, "a WorkCalendar")
        remaining = [
            day for day in self.days if day.day.year not in other.years or day.kind in _REGIONAL
        ]
        years = tuple(sorted({*self.years, *other.years}))
        days = (*remaining, *other.days)
        return replace(self, id=f"{self.id}+{other.id}", days=days, years=years)

    def _mark_region_day(self, day: RegionDay, transfers: bool) -> list[MarkedDay]:
        """A day off of a region, and the one to which it moves, if it does."""
        off = MarkedDay(
            day=day.day, kind="regional", source=day.act, name=day.name, scope=day.scope
        )
        if not transfers or self.is_working_day(day.day):
            return [off]
        return [off, replace(off, day=self.add_working_days(day.day, 1))]

    @property
    def _is_endless(self) -> bool:
        return self.beyond == "no holidays"

    @cached_property
    def _by_date(self) -> dict[date, tuple[MarkedDay, ...]]:
        index: dict[date, tuple[MarkedDay, ...]] = {}
        for day in self.days:
            index[day.day] = (*index.get(day.day, ()), day)
        return index


RUSSIA = WorkCalendar(id=f"ru {COMPARED}", days=days_of_decrees(), years=DECREED_YEARS)
"""Russia, 2023 to 2027 as decreed; other years by the Labour Code alone, as an estimate.

The decree of 2027 was seen in one source only.
"""

NO_HOLIDAYS = WorkCalendar(id="no holidays", beyond="no holidays")
"""Monday to Friday, whatever day it is: for desks that keep no holidays."""
