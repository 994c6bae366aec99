"""Times of the platform: local ones that pretend to be UTC. Read and written here, nowhere else.

All that is known of them comes from public code of others: they are local times of the body with a
`Z` at their end. So the zone comes from the settings, and the `Z` is never believed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from govpublic_sdk.errors import ParameterError

__all__ = ["moment_of", "written"]

_FIRST_YEAR = 1971
_LAST_SECOND = time(23, 59, 59)


def moment_of(text: str | None, zone: str, *, ends: bool = False) -> datetime | None:
    """What the platform means by a time.

    Args:
        text: What it wrote, such as `2026-11-25T18:00:00Z`. `Z`, `+00:00` and nothing at all mean
            the zone of the settings; another offset, which nobody writes by accident, stands.
        zone: The zone of the settings, by its IANA name.
        ends: Whether a date without an hour is meant to its end, as a deadline is.

    Returns:
        The moment in UTC. None for nothing, for what is no time, and for dates before 1971, which
        servers send where they have none.
    """
    try:
        found = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    if found.year < _FIRST_YEAR:
        return None
    if ends and len((text or "").strip()) == len("2026-11-25"):
        found = datetime.combine(found.date(), _LAST_SECOND)
    if not found.utcoffset():
        found = found.replace(tzinfo=ZoneInfo(zone))
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None


def written(name: str, moment: datetime | date, zone: str, form: str) -> str:
    """A time as the platform writes it: local.

    Args:
        name: The name of the parameter, for errors.
        moment: An aware moment, or a date, which is written with midnight.
        zone: The zone of the settings, by its IANA name.
        form: How to write it, for `strftime`.

    Raises:
        ParameterError: A moment without a zone.
    """
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), ZoneInfo(zone)).strftime(form)
    if moment.utcoffset() is None:
        raise ParameterError(name, "naive datetime", "an aware datetime, or a date")
    return _rounded(moment.astimezone(ZoneInfo(zone))).strftime(form)


def _rounded(moment: datetime) -> datetime:
    return moment - timedelta(microseconds=moment.microsecond)
