"""Marked days out of a csv file: what its lines say; what days mean is decided elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from govpublic_sdk.appeals.deadlines.marked_days import DayKind, MarkedDay
from govpublic_sdk.errors import ParameterError

__all__ = ["read_days"]

_COLUMNS = "the columns date and kind, separated by commas, in UTF-8"
_LINE = "a date such as 2026-12-31 and a kind such as moved-off"


def read_days(path: Path) -> tuple[MarkedDay, ...]:
    """The marked days of a file, in order.

    Args:
        path: Where it lies.

    Raises:
        ParameterError: The file or a line cannot be read, or a year lacks its 1 January.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        given = f"{str(path)!r} ({type(error).__name__})"
        raise ParameterError("path", given, "a file that can be read") from None
    except UnicodeDecodeError:
        raise ParameterError("path", f"{path.name}, which is not in UTF-8", _COLUMNS) from None
    lines = csv.DictReader(text.splitlines())
    if not {"date", "kind"} <= set(lines.fieldnames or ()):
        raise ParameterError("path", f"{path.name} with {lines.fieldnames}", _COLUMNS)
    days = sorted((_day(line, lines.line_num) for line in lines), key=lambda one: one.day)
    _check_whole(days)
    return tuple(days)


def _day(line: Mapping[str, str | None], number: int) -> MarkedDay:
    replaces = line.get("replaces")
    try:
        return MarkedDay(
            day=date.fromisoformat((line["date"] or "").strip()),
            kind=cast("DayKind", (line["kind"] or "").strip()),
            source=line.get("source") or "",
            name=line.get("name") or None,
            scope=line.get("scope") or None,
            replaces=date.fromisoformat(replaces) if replaces else None,
        )
    except ValueError as error:
        given = f"line {number}: {line['date']!r}, {line['kind']!r}"
        raise ParameterError("path", given, _LINE) from error


def _check_whole(days: Iterable[MarkedDay]) -> None:
    """A list of a few days would silently make holidays of its year working days."""
    dates = {one.day for one in days}
    lacking = sorted({day.year for day in dates if date(day.year, 1, 1) not in dates})
    if lacking or not dates:
        given = f"no 1 January in {lacking}" if lacking else "a file without days"
        raise ParameterError("path", given, "all marked days of each year")
