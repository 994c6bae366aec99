"""A report as csv: a file for each table, which spreadsheets open; formulas are disarmed."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Language
from govpublic_sdk.export.contents import TABLES
from govpublic_sdk.export.hostile import for_csv
from govpublic_sdk.export.replacing import replacing
from govpublic_sdk.export.tables import Cell, Column, Table, shown

if TYPE_CHECKING:
    from govpublic_sdk.export.report import Report

__all__ = ["write_csv"]

# What Excel takes for the end of a cell, where the decimal sign is a comma and where it is a point.
_DELIMITERS = {"ru": ";", "en": ","}


def write_csv(
    report: Report, path: Path, *, language: Language = "ru", delimiter: str | None = None
) -> list[Path]:
    """Write the table of pages to `path`, and each further one beside it as `name.faults.csv`.

    Files are UTF-8 with a mark of order, without which Excel takes them for another encoding. They
    are written row by row.

    Args:
        report: The outcome of an audit.
        path: Where the table of pages goes.
        language: The language of heads and sentences.
        delimiter: What stands between cells; by default `;` for Russian and `,` for English.

    Returns:
        The files.

    Raises:
        OSError: A file cannot be written; earlier ones of these names stay as they were.
    """
    paths = [path, *(path.with_suffix(f".{table.id}{path.suffix}") for table in TABLES[1:])]
    with ExitStack() as whole:
        drafts = [whole.enter_context(replacing(place)) for place in paths]
        for table, draft in zip(TABLES, drafts, strict=True):
            _write(table, report, draft, language, delimiter or _DELIMITERS[language])
    return paths


def _write(table: Table, report: Report, path: Path, language: Language, delimiter: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(table.heads(language))
        for row in table.rows(report):
            cells = zip(row, table.columns, strict=True)
            writer.writerow([_written(cell, column, language) for cell, column in cells])


def _written(cell: Cell, column: Column, language: Language) -> str:
    value = shown(cell, column, language)
    if value is None:
        return ""
    if isinstance(value, str):
        return for_csv(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    figure = f"{value:.10g}" if isinstance(value, float) else str(value)
    return figure.replace(".", ",") if language == "ru" else figure
