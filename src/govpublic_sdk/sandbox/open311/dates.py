"""Dates as Open311 wants them: W3C, with an offset; nothing is guessed."""

from __future__ import annotations

import re
from datetime import datetime

__all__ = ["is_date", "moment"]

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def moment(text: str) -> float:
    """A date in Unix seconds.

    Raises:
        ValueError: It is none.
    """
    if not _DATE.fullmatch(text):
        raise ValueError("no date with an offset")
    return datetime.fromisoformat(text).timestamp()


def is_date(text: str) -> bool:
    """Whether a text is a date with an offset."""
    try:
        moment(text)
    except (ValueError, OverflowError):
        return False
    return True
