"""Moments and days of a zone: the one place where a day gets its hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.parameters import check_moment, check_text
from govpublic_sdk.errors import ConfigurationError, ParameterError

__all__ = ["aware", "check_zone", "end_of", "local", "local_date", "moment_at", "zone_of"]


def check_zone(name: str) -> None:
    """Refuse a zone that is none.

    Where the computer has no zones at all (Windows without tzdata), that is told when one is used.

    Raises:
        ParameterError: There is no such zone.
    """
    check_text("zone", name)
    if not _is_there(name) and _is_there("Europe/Moscow"):
        raise ParameterError(
            "zone", show_value(name), "an IANA time zone, for example Europe/Samara"
        )


def zone_of(name: str) -> ZoneInfo:
    """The zone of a name.

    Raises:
        ConfigurationError: This computer does not know it.
    """
    if not _is_there(name):
        raise ConfigurationError(
            Text("This computer does not know the time zone {zone}.", zone=show_value(name)),
            advice="On Windows, install tzdata.",
        )
    return ZoneInfo(name)


def aware(parameter: str, moment: datetime) -> datetime:
    """A moment in UTC.

    Raises:
        ParameterError: It is no moment, has no zone, or is none of the years 1 to 9999 in UTC.
    """
    check_moment(parameter, moment)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ParameterError(
            parameter, show_value(moment), "a time within the years 1 to 9999 of UTC"
        ) from None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as clocks of a zone show it; as it is, where that would leave the years 1 to 9999.

    Platforms write 31 December 9999 where they have no date.
    """
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The day in which a moment lies."""
    return moment.astimezone(zone).date()


def moment_at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The moment at which clocks of a zone show an hour, in UTC; the first, if they do twice."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def end_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The last moment at which clocks of a zone show an hour, in UTC."""
    return datetime.combine(day, hour.replace(fold=1), zone).astimezone(UTC)


def _is_there(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
