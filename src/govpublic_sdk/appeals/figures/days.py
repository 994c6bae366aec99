"""A day and the seven before it, cut in a zone: which of them a moment belongs to.

Days have 23 to 25 hours where clocks are put forward or back; nothing is counted here.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta

from govpublic_sdk._texts import show_value
from govpublic_sdk.appeals.deadlines.zones import check_zone, moment_at, zone_of
from govpublic_sdk.appeals.parameters import check_date
from govpublic_sdk.errors import ParameterError

__all__ = ["DAYS", "Days"]

DAYS = 8
"""The day, the day before it, and six more for the mean of seven."""

_ONE_DAY = timedelta(days=1)


class Days:
    """The seven days before a day and the day itself, oldest first.

    Attributes:
        dates: The eight days.
        zone: The zone in which they are cut, by its IANA name.

    Raises:
        ParameterError: There is no such zone, or no such days.
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
            self._starts = [moment_at(one, time(0), zone_of(zone)) for one in ends]
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
        """The first moment of any day, in UTC; the first of all where it lies before them."""
        try:
            return moment_at(day, time(0), zone_of(self.zone))
        except OverflowError:
            return datetime.min.replace(tzinfo=UTC)

    def covered(self, earliest: datetime | None) -> tuple[bool, ...]:
        """Which of the days are not before the day of a moment; none without one."""
        if earliest is None:
            return (False,) * DAYS
        return tuple(end > earliest for end in self._starts[1:])
