"""A csv or a workbook, opened as what it is; what its cells mean is decided by who asks."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from govpublic_sdk._spreadsheets import table
from govpublic_sdk._spreadsheets.csv_reader import TextTable
from govpublic_sdk._spreadsheets.table import MAX_CHARACTERS, HeadsKnown, Line, Table
from govpublic_sdk._spreadsheets.xlsx_reader import Sheet, open_sheet
from govpublic_sdk._spreadsheets.zip_guard import ZIP
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "open_table",
]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_SAVE_AS = "a workbook: open the file in a spreadsheet and save it as xlsx"
_ALLOWED = "a csv file or a workbook (xlsx, xls, ods)"
_TOO_LONG = table.LONG.fill(most=f"{MAX_CHARACTERS:,}")


@contextmanager
def open_table(
    path: Path,
    *,
    sheet: str | None,
    max_bytes: int,
    heads_known: HeadsKnown,
    is_wanted: Callable[[Table], bool] | None = None,
    allow_one_column: bool = False,
) -> Generator[Table]:
    """The rows of a file.

    Args:
        path: Path of the file.
        sheet: The sheet of a workbook; None for the first one that is shown and not empty.
        max_bytes: How large a workbook may be when it is unpacked; a csv may have any size.
        heads_known: How many known headers a row holds; decides the delimiter of a csv.
        is_wanted: Which sheet to take where none is named: the first that it accepts.
        allow_one_column: Whether a text without a delimiter is a table of one column.

    Raises:
        ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
        ParameterError: It is missing, empty, too large, or no table.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(len(ZIP))
            if magic in (ZIP, _OLD_OFFICE):
                _check_size(path, max_bytes)
                yield _SheetTable(
                    open_sheet(
                        path,
                        sheet=sheet,
                        max_bytes=max_bytes,
                        is_wanted=is_wanted and (lambda one: is_wanted(_SheetTable(one))),
                    )
                )
            else:
                _check_text(path, magic, sheet)
                yield TextTable(file, path.name, heads_known, allow_one_column=allow_one_column)
    except OSError as error:
        problem = Text("{file}: {error}", file=show_value(path.name), error=_reason(error))
        raise ParameterError("path", problem, "a readable file") from error


def _check_size(path: Path, max_bytes: int) -> None:
    size = path.stat().st_size
    if size > max_bytes:
        raise ParameterError(
            "path",
            Text("{file} has {size} bytes", file=show_value(path.name), size=f"{size:,}"),
            Text("at most {max} bytes (max_bytes), or a csv file", max=f"{max_bytes:,}"),
        )


def _check_text(path: Path, magic: bytes, sheet: str | None) -> None:
    if not magic:
        _refuse(path, "{file} is empty", "a table with at least one row")
    if path.suffix.lower() in _WORKBOOKS:
        start = path.read_bytes()[:200].lstrip().lower()
        if start.startswith(
            (b"<html", b"<!doctype", b"<?xml", b"<table", b"<!--", b"\xef\xbb\xbf<")
        ):
            _refuse(path, "{file} is a web page under the name of a workbook", _SAVE_AS)
        _refuse(path, "{file} is not a workbook", _ALLOWED)
    if sheet is not None:
        raise ParameterError("sheet", show_value(sheet), "None: a csv file has no sheets")


class _SheetTable:
    """A sheet of a workbook, held in memory."""

    def __init__(self, sheet: Sheet) -> None:
        self.width: int | None = None
        self.sheet: str | None = sheet.name
        self.others = sheet.others
        self._sheet = sheet

    def lines(self) -> Iterator[Line]:
        """All rows from the first one."""
        for row, cells in enumerate(self._sheet.rows(), start=1):
            longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
            yield Line(row, cells, _TOO_LONG if longest > MAX_CHARACTERS else None)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _refuse(path: Path, problem: str, expected: str) -> NoReturn:
    raise ParameterError("path", Text(problem, file=show_value(path.name)), expected)
