"""Marked days out of a csv file: what its lines say; what days mean is decided elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.marked_days import DayKind, MarkedDay
from govpublic_sdk.errors import ParameterError

__all__ = ["read_days"]

_COLUMNS = "the columns date and kind, separated by commas, in UTF-8"
_LINE = "a date, for example 2026-12-31, and a kind, for example moved-off"


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
        given = Text("{file} ({error})", file=show_value(path.name), error=type(error).__name__)
        raise ParameterError("path", given, "a readable file") from None
    except UnicodeDecodeError:
        raise ParameterError(
            "path", Text("{file} is not in UTF-8", file=show_value(path.name)), _COLUMNS
        ) from None
    lines = csv.DictReader(text.splitlines())
    if not {"date", "kind"} <= set(lines.fieldnames or ()):
        raise ParameterError(
            "path", Text("{file} lacks a column", file=show_value(path.name)), _COLUMNS
        )
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
        given = Text(
            "line {line}: {day}, {kind}",
            line=number,
            day=show_value(line["date"]),
            kind=show_value(line["kind"]),
        )
        raise ParameterError("path", given, _LINE) from error


def _check_whole(days: Iterable[MarkedDay]) -> None:
    """A list of a few days would silently make holidays of its year working days."""
    dates = {one.day for one in days}
    lacking = sorted({day.year for day in dates if date(day.year, 1, 1) not in dates})
    if lacking or not dates:
        given = (
            Text("no 1 January in {years}", years=tuple(lacking))
            if lacking
            else "a file without days"
        )
        raise ParameterError("path", given, "all marked days of each year")
