"""Rows as files and as a table on the screen; texts of others never become formulas."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as csv that Excel opens: with a mark of the encoding, formulas disarmed."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else [])
        writer.writeheader()
        for row in rows:
            writer.writerow({name: disarmed(value) for name, value in row.items()})


def write_json(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as JSON."""
    text = json.dumps(list(rows), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def disarmed(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    dangerous = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if dangerous else value


def as_table(rows: Sequence[Row], *, widest: int = 44) -> str:
    """Rows as a table of text, cut to what a terminal shows."""
    if not rows:
        return "nothing was found"
    names = list(rows[0])
    lines = [names, *([shown(row[name], widest) for name in names] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def shown(value: object, widest: int) -> str:
    """A value as a short text."""
    text = "" if value is None else "yes" if value is True else "no" if value is False else value
    words = str(text)
    return words if len(words) <= widest else words[: widest - 1] + "…"
