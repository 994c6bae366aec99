"""Tables as a workbook for Excel and LibreOffice; needs the extra `xlsx`.

Text is always text: no cell becomes a formula, a link or a number because of what stands in it.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Language
from govpublic_sdk.reports.contents import document_of
from govpublic_sdk.reports.escaping import for_xlsx
from govpublic_sdk.reports.files import atomic_write
from govpublic_sdk.reports.tables import Cell, Column, Document, Row, Table, shown
from govpublic_sdk.reports.workbook import Format, Sheet, Workbook, writing_workbook

if TYPE_CHECKING:
    from govpublic_sdk.reports.report import Report

__all__ = ["ROWS_OF_A_SHEET", "write_xlsx", "write_xlsx_tables"]

# Below the head: https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d
ROWS_OF_A_SHEET = 1_048_575

# Ink and ground of a band's or a verdict's cells: as told apart in print by their words.
_GOOD, _BAD = ("#0b5323", "#c6efce"), ("#8e0b16", "#ffc7ce")
_BANDS = {
    "green": _GOOD,
    "yellow": ("#6b4a00", "#ffeb9c"),
    "red": _BAD,
    "better": _GOOD,
    "worse": _BAD,
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
    document = document_of(report)
    write_xlsx_tables(document, path, language=language, rows_of_a_sheet=rows_of_a_sheet)


def write_xlsx_tables(
    document: Document,
    path: Path,
    *,
    language: Language = "ru",
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> None:
    """Write a sheet for each table; see `write_xlsx`."""
    with atomic_write(path) as draft, writing_workbook(draft) as workbook:
        book = _Book(workbook, _Cells(workbook, language, document.zone), rows_of_a_sheet)
        for table in document.tables:
            book.begin(table)
        for table, row in document.rows:
            book.write(table, row)
        for table in document.tables:
            book.finish(table)


class _Book:
    """A workbook that is being written: a run of sheets for each table."""

    def __init__(self, book: Workbook, cells: _Cells, limit: int) -> None:
        self._book = book
        self._limit = limit
        self._cells = cells
        self._last: dict[str, tuple[Sheet, int, int]] = {}

    def begin(self, table: Table, number: int = 1) -> None:
        """Begin a sheet of a table, its first or a further one."""
        title = table.title(self._cells.language)
        sheet = self._book.add_worksheet(title if number == 1 else f"{title} {number}")
        self._cells.head(sheet, table)
        self._last[table.id] = (sheet, number, 0)

    def write(self, table: Table, row: Row) -> None:
        """Write the next row of a table."""
        if self._last[table.id][2] == self._limit:
            self.finish(table)
            self.begin(table, self._last[table.id][1] + 1)
        sheet, number, last = self._last[table.id]
        self._cells.row(sheet, last + 1, row, table)
        self._last[table.id] = (sheet, number, last + 1)

    def finish(self, table: Table) -> None:
        """Give the last sheet of a table what needs to know its size."""
        sheet, _, last = self._last[table.id]
        sheet.freeze_panes(1, 2 if len(table.columns) > _WIDE else 0)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


class _Cells:
    """Writes cells, each with its look."""

    def __init__(self, book: Workbook, language: Language, zone: tzinfo) -> None:
        def look(**properties: str | int) -> Format:
            return book.add_format({"valign": "top", **properties})

        self.language: Language = language
        self._zone = zone
        self._head = look(bold=True, bg_color="#dde5ee", border=1, text_wrap=True)
        self._looks: dict[str, Format] = {
            "number": look(num_format="#,##0.##"),
            "whole": look(num_format="#,##0"),
            "moment": look(num_format="yyyy-mm-dd hh:mm"),
            "text": look(),
            "long": look(text_wrap=True),
        }
        for band, (ink, ground) in _BANDS.items():
            self._looks[band] = look(font_color=ink, bg_color=ground)

    def head(self, sheet: Sheet, table: Table) -> None:
        """Write the head of a table, and make its columns as wide as they need."""
        sheet.set_row(0, _HEAD_HEIGHT)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.head(self.language), self._head)

    def row(self, sheet: Sheet, number: int, row: Row, table: Table) -> None:
        """Write a row of a table."""
        if (lines := self._lines(row, table)) > 1:
            sheet.set_row(number, lines * _LINE_HEIGHT)
        for place, cell in enumerate(row):
            self._cell(sheet, number, place, cell, table.columns[place])

    def _cell(self, sheet: Sheet, row: int, place: int, cell: Cell, column: Column) -> None:
        value = shown(cell, column, self.language)
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, place, for_xlsx(value), self._for_text(cell, column))
        elif isinstance(value, datetime):
            moment = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(row, place, moment, self._looks["moment"])
        else:
            kind = "number" if isinstance(value, float) else "whole"
            sheet.write_number(row, place, value, self._looks[kind])

    def _lines(self, row: Row, table: Table) -> int:
        """How many lines a row takes; LibreOffice does not work it out by itself."""
        needed = (
            -(-len(str(shown(cell, column, self.language))) // column.width)
            for cell, column in zip(row, table.columns, strict=True)
            if column.width >= _WRAPPED
        )
        return min(max(needed, default=1), _MOST_LINES)

    def _for_text(self, cell: Cell, column: Column) -> Format:
        if column.kind == "band" and cell in _BANDS:
            return self._looks[str(cell)]
        return self._looks["long" if column.width >= _WRAPPED else "text"]
