"""A report as a workbook for Excel and LibreOffice; needs the extra `xlsx`.

Text is always text: no cell becomes a formula, a link or a number because of what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Language
from govpublic_sdk.export.contents import TABLES
from govpublic_sdk.export.hostile import for_xlsx
from govpublic_sdk.export.replacing import replacing
from govpublic_sdk.export.summary import SUMMARY
from govpublic_sdk.export.tables import Cell, Column, Row, Table, shown
from govpublic_sdk.export.workbook import Format, Sheet, Workbook, writing_workbook

if TYPE_CHECKING:
    from govpublic_sdk.export.report import Report

__all__ = ["ROWS_OF_A_SHEET", "write_xlsx"]

# Below the head: https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d
ROWS_OF_A_SHEET = 1_048_575

# Ink and ground of a band's cells: as told apart in print by their words as on a screen.
_BANDS = {
    "green": ("#0b5323", "#c6efce"),
    "yellow": ("#6b4a00", "#ffeb9c"),
    "red": ("#8e0b16", "#ffc7ce"),
}
_WRAPPED = 60
_HEAD_HEIGHT = 45  # points: room for three lines
_LINE_HEIGHT = 15
_MOST_LINES = 8
_WIDE = 8


def write_xlsx(
    report: Report,
    path: Path,
    *,
    language: Language = "ru",
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> None:
    """Write a sheet of sums and one for each table, with frozen heads and filters.

    Rows are written one by one, so that memory does not grow with them. A table with more rows than
    a sheet holds goes on in a further sheet.

    Args:
        report: The outcome of an audit.
        path: Where to write.
        language: The language of names, heads and sentences.
        rows_of_a_sheet: How many rows a sheet takes below its head.

    Raises:
        ConfigurationError: The extra `xlsx` is not installed.
        OSError: The file cannot be written; an earlier one stays as it was.
    """
    with replacing(path) as draft, writing_workbook(draft) as workbook:
        book = _Book(workbook, language)
        for table in (SUMMARY, *TABLES):
            book.write(table, table.rows(report), rows_of_a_sheet)


class _Book:
    """A workbook that is being written, and the formats of its cells."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._book = book
        self._language: Language = language
        self._head = self._format(bold=True, bg_color="#dde5ee", border=1, text_wrap=True)
        self._formats: dict[str, Format] = {
            "number": self._format(num_format="#,##0.##"),
            "whole": self._format(num_format="#,##0"),
            "moment": self._format(num_format="yyyy-mm-dd hh:mm"),
            "text": self._format(),
            "long": self._format(text_wrap=True),
        }
        for band, (ink, ground) in _BANDS.items():
            self._formats[band] = self._format(font_color=ink, bg_color=ground)

    def write(self, table: Table, rows: Iterator[Row], limit: int) -> None:
        """Write a table, on as many sheets as it needs."""
        number = 1
        while True:
            self._sheet(table, number, islice(rows, limit))
            following = next(rows, None)
            if following is None:
                return
            rows, number = chain([following], rows), number + 1

    def _sheet(self, table: Table, number: int, rows: Iterator[Row]) -> None:
        title = table.title(self._language)
        sheet = self._book.add_worksheet(title if number == 1 else f"{title} {number}")
        sheet.set_row(0, _HEAD_HEIGHT)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.head(self._language), self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            if (lines := self._lines(row, table)) > 1:
                sheet.set_row(last, lines * _LINE_HEIGHT)
            for place, cell in enumerate(row):
                self._cell(sheet, last, place, cell, table.columns[place])
        _finish(sheet, last, len(table.columns) - 1)

    def _cell(self, sheet: Sheet, row: int, place: int, cell: Cell, column: Column) -> None:
        value = shown(cell, column, self._language)
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, place, for_xlsx(value), self._for_text(cell, column))
        elif isinstance(value, datetime):
            moment = value.astimezone(UTC).replace(tzinfo=None)
            sheet.write_datetime(row, place, moment, self._formats["moment"])
        else:
            kind = "number" if isinstance(value, float) else "whole"
            sheet.write_number(row, place, value, self._formats[kind])

    def _lines(self, row: Row, table: Table) -> int:
        """How many lines a row takes; LibreOffice does not work it out by itself."""
        needed = (
            -(-len(str(shown(cell, column, self._language))) // column.width)
            for cell, column in zip(row, table.columns, strict=True)
            if column.width >= _WRAPPED
        )
        return min(max(needed, default=1), _MOST_LINES)

    def _for_text(self, cell: Cell, column: Column) -> Format:
        if column.kind == "band" and cell in _BANDS:
            return self._formats[str(cell)]
        return self._formats["long" if column.width >= _WRAPPED else "text"]

    def _format(self, **properties: str | int) -> Format:
        return self._book.add_format({"valign": "top", **properties})


def _finish(sheet: Sheet, last_row: int, last_column: int) -> None:
    sheet.freeze_panes(1, 2 if last_column >= _WIDE else 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
