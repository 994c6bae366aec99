"""Tables as csv: a file for each, which spreadsheets open; formulas are disarmed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._core.text import Language
from govpublic_sdk.reports.audit_tables import document_of
from govpublic_sdk.reports.document import Cell, Column, Document, Table, show_cell
from govpublic_sdk.reports.escaping import for_csv
from govpublic_sdk.reports.files import atomic_write

if TYPE_CHECKING:
    from govpublic_sdk.reports.document import Report

__all__ = ["write_csv", "write_csv_tables"]

# What Excel takes for the end of a cell, where the decimal sign is a comma and where it is a point.
_DELIMITERS = {"ru": ";", "en": ","}


def write_csv(
    report: Report, path: Path, *, language: Language = "ru", delimiter: str | None = None
) -> list[Path]:
    """Write the table of pages to `path`, and each further one beside it as `name.violations.csv`.

    Files are UTF-8 with a mark of order, without which Excel takes them for another encoding. They
    are written row by row.

    Args:
        report: The outcome of an audit.
        path: Where the table of pages goes.
        language: The language of heads and sentences.
        delimiter: The separator of cells; by default `;` for Russian and `,` for English.

    Returns:
        The files.

    Raises:
        OSError: A file cannot be written; earlier ones of these names stay as they were.
    """
    return write_csv_tables(document_of(report), path, language=language, delimiter=delimiter)


def write_csv_tables(
    document: Document, path: Path, *, language: Language = "ru", delimiter: str | None = None
) -> list[Path]:
    """Write the main table to `path`, and each further one beside it; see `write_csv`."""
    paths = {table.id: _place(path, table, document.main) for table in document.tables}
    with ExitStack() as files:
        writers = {
            id: _open_writer(files, place, delimiter or _DELIMITERS[language])
            for id, place in paths.items()
        }
        for table in document.tables:
            writers[table.id](table.heads(language))
        for table, row in document.rows:
            cells = zip(row, table.columns, strict=True)
            line = [_format_cell(cell, column, language, document.zone) for cell, column in cells]
            writers[table.id](line)
    return sorted(paths.values(), key=lambda place: place != path)


def _place(path: Path, table: Table, main: Table) -> Path:
    return path if table is main else path.with_suffix(f".{table.id}{path.suffix}")


def _open_writer(files: ExitStack, path: Path, delimiter: str) -> Callable[[Sequence[str]], object]:
    """What writes a row to a file that takes its place when all went well."""
    draft = files.enter_context(atomic_write(path))
    file = files.enter_context(draft.open("w", encoding="utf-8-sig", newline=""))
    return csv.writer(file, delimiter=delimiter).writerow


def _format_cell(cell: Cell, column: Column, language: Language, zone: tzinfo) -> str:
    value = show_cell(cell, column, language)
    if value is None:
        return ""
    if isinstance(value, str):
        return for_csv(value)
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    figure = f"{value:.10g}" if isinstance(value, float) else str(value)
    return figure.replace(".", ",") if language == "ru" else figure
