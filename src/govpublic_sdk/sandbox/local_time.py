"""The region's own time: Samara's, four hours ahead of UTC in every season; no clock ticks here."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

__all__ = ["ZONE", "local", "lying", "with_offset"]

ZONE = "Europe/Samara"
_ZONE = timezone(timedelta(hours=4), ZONE)


def local(seconds: float) -> datetime:
    """A moment on the region's clocks, aware.

    Args:
        seconds: Unix seconds.
    """
    return datetime.fromtimestamp(int(seconds), _ZONE)


def lying(seconds: float) -> str:
    """Local time that says it were UTC: `2026-11-02T10:00:00Z` at ten in Samara."""
    return f"{local(seconds).replace(tzinfo=None).isoformat()}Z"


def with_offset(seconds: float) -> str:
    """Local time with its offset: `2026-11-02T10:00:00+04:00`."""
    return local(seconds).isoformat()
