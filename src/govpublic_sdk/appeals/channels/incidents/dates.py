"""Dates as exports write them, into moments in UTC. Exports name no zone: it is given.

An hour that a zone has twice is taken as the first one, unless that would close an incident
before it was made.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from govpublic_sdk._spreadsheets.xlsx_reader import Value

__all__ = [
    "UnreadableDate",
    "in_utc",
    "local_moment",
]

_DOTTED = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.([12]\d{3}|\d\d)(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?",
    re.ASCII,
)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?: ?[+-]\d\d:?\d\d|Z)?)?"
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's days have no zone
_YEARS = range(1990, 2101)


class UnreadableDate(ValueError):
    """A cell that holds something, and no date."""


def local_moment(value: Value) -> datetime | None:
    """The moment that a cell holds, without a zone unless it names one; None for a blank cell.

    Read are cells with the format of a date, `31.12.2025 23:59:59`, `2025-12-31T23:59:59`, both
    also without seconds or without a time, and the bare number of days that a spreadsheet keeps.
    `12/31/2025` is not: the order of day and month is unknown.

    Raises:
        UnreadableDate: The cell holds something else, or a year before 1990 or after 2100.
    """
    try:
        found = _of_text(value) if isinstance(value, str) else _of_cell(value)
    except (ValueError, OverflowError) as error:
        raise UnreadableDate from error
    if found is not None and found.year not in _YEARS:
        raise UnreadableDate
    return found


def in_utc(local: datetime, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """A moment of a zone in UTC.

    Args:
        local: The moment; one that names its own zone keeps it.
        zone: The time zone of the dates.
        after: What came before it, by which the second of two equal hours is known.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    first = local.replace(tzinfo=zone).astimezone(UTC)
    if after is None or first >= after:
        return first
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return second if second >= after else first


def _of_cell(value: Value) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_days(float(value))
    raise UnreadableDate


def _of_text(text: str) -> datetime | None:
    bare = text.strip().removeprefix("'").strip()
    if not bare or bare in ("-", "–", "—"):
        return None
    if dotted := _DOTTED.fullmatch(bare):
        return _of_parts(*(int(part or 0) for part in dotted.groups()))
    if _ISO.fullmatch(bare):
        return datetime.fromisoformat(bare.replace(" +", "+").replace(" -", "-"))
    if _SERIAL.fullmatch(bare):
        return _of_days(float(bare.replace(",", ".")))
    raise UnreadableDate


def _of_parts(day: int, month: int, year: int, hour: int, minute: int, second: int) -> datetime:
    full = year if year > 99 else 2000 + year
    return datetime(full, month, day, hour, minute, second)  # noqa: DTZ001


def _of_days(days: float) -> datetime:
    """A day of a spreadsheet, to the second."""
    return _SERIAL_START + timedelta(seconds=round(days * 86_400))
