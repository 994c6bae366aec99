"""Writes tables as a workbook for Excel and LibreOffice; needs the extra `xlsx`.

Text is always text: no cell becomes a formula, a link or a number because of its contents. No other
module uses XlsxWriter, https://xlsxwriter.readthedocs.io/workbook.html.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, tzinfo
from importlib import import_module
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from govpublic_sdk._core.text import Language
from govpublic_sdk.errors import ConfigurationError
from govpublic_sdk.reports.audit_tables import document_of
from govpublic_sdk.reports.document import Cell, Column, Document, Row, Table, show_cell
from govpublic_sdk.reports.escaping import for_xlsx
from govpublic_sdk.reports.files import atomic_write

if TYPE_CHECKING:
    from govpublic_sdk.reports.document import Report

__all__ = [
    "ROWS_OF_A_SHEET",
    "Format",
    "Sheet",
    "Workbook",
    "write_xlsx",
    "write_xlsx_tables",
    "writing_workbook",
]


class Format(Protocol):
    """How a cell looks; it is only handed back."""


class Sheet(Protocol):
    """A sheet of a workbook; rows and columns are counted from 0."""

    def write_string(self, row: int, column: int, text: str, look: Format) -> int:
        """Write a text as a text."""
        ...

    def write_number(self, row: int, column: int, value: float, look: Format) -> int:
        """Write a number."""
        ...

    def write_datetime(self, row: int, column: int, moment: datetime, look: Format) -> int:
        """Write a moment without a zone."""
        ...

    def set_column(self, first: int, last: int, width: float) -> int:
        """Set how wide columns are, in letters."""
        ...

    def set_row(self, row: int, height: float) -> int:
        """Set how high a row is, in points."""
        ...

    def freeze_panes(self, row: int, column: int) -> None:
        """Keep rows above and columns to the left in sight."""
        ...

    def autofilter(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Give a head its filters."""
        ...

    def set_landscape(self) -> None:
        """Print across."""
        ...

    def set_paper(self, size: int) -> None:
        """Print on a paper of this number; 9 is A4."""
        ...

    def fit_to_pages(self, width: int, height: int) -> None:
        """Print on so many pages; 0 is as many as it takes."""
        ...

    def repeat_rows(self, row: int) -> None:
        """Print a row on each page."""
        ...


class Workbook(Protocol):
    """A workbook that is being written."""

    def add_worksheet(self, name: str) -> Sheet:
        """Begin a sheet; the one before it is finished."""
        ...

    def add_format(self, properties: Mapping[str, str | int]) -> Format:
        """Define how cells look."""
        ...

    def worksheets(self) -> list[Sheet]:
        """All sheets."""
        ...

    def close(self) -> None:
        """Write the file."""
        ...


@contextmanager
def writing_workbook(path: Path) -> Generator[Workbook]:
    """A workbook whose rows go to the disk one by one, beside it; it is written at the end.

    Raises:
        ConfigurationError: The extra `xlsx` is not installed.
        OSError: It cannot be written.
    """
    book = _open(path)
    try:
        yield book
        _close(book)
    except BaseException:
        _release(book)
        raise


def _open(path: Path) -> Workbook:
    try:
        module = import_module("xlsxwriter")
    except ImportError as error:
        raise ConfigurationError(
            "Workbooks need xlsxwriter, which is not installed.",
            advice="Install govpublic_sdk[xlsx].",
        ) from error
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook: Workbook = module.Workbook(str(path), options)
    return workbook


def _close(book: Workbook) -> None:
    """Write the file; XlsxWriter hides the system's error in one of its own."""
    try:
        book.close()
    except Exception as error:
        if isinstance(error.__context__, OSError):
            raise error.__context__ from None
        raise


def _release(book: Workbook) -> None:
    """Close the files that hold the rows of a workbook that will not be written."""
    for sheet in book.worksheets():
        for name in ("row_data_fh", "fh"):
            held: object = getattr(sheet, name, None)
            if isinstance(held, TextIOBase):
                with suppress(OSError):  # what it still wanted to write has no room either
                    held.close()


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
_WRAPPED = 60  # characters; wider columns hold sentences
_HEAD_HEIGHT = 45  # points: room for three lines
_LINE_HEIGHT = 15  # points
_MAX_LINES = 8  # of a cell; a row stays on the screen
_WIDE = 8  # columns; wider tables keep the name in sight


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
        value = show_cell(cell, column, self.language)
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
            -(-len(str(show_cell(cell, column, self.language))) // column.width)
            for cell, column in zip(row, table.columns, strict=True)
            if column.width >= _WRAPPED
        )
        return min(max(needed, default=1), _MAX_LINES)

    def _for_text(self, cell: Cell, column: Column) -> Format:
        if column.kind == "band" and cell in _BANDS:
            return self._looks[str(cell)]
        return self._looks["long" if column.width >= _WRAPPED else "text"]
