"""Lines of a registry out of a file of any kind."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple, NoReturn

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._spreadsheets.files import open_table
from govpublic_sdk._spreadsheets.table import OPEN_QUOTE, QUOTES, Table
from govpublic_sdk._spreadsheets.table import Line as RawLine
from govpublic_sdk._spreadsheets.xlsx_reader import as_text
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry import texts
from govpublic_sdk.official_pages.registry.columns import (
    Columns,
    Line,
    columns_of,
    has_pages,
    heads_known,
)

__all__ = [
    "Sheet",
    "open_list",
]

_SAMPLE = 200  # lines that decide the columns
_MAX_COLUMNS = 1_000  # a wider sheet is not a list of pages
_LOOKED_COLUMNS, _LOOKED_CELLS = 256, 10_000  # of a sheet, to see whether it is the list
_SEPARATORS = " \t\r\n;,|"


class Sheet(NamedTuple):
    """A table that is open.

    Attributes:
        columns: Its columns.
        remarks: What to know of the file as a whole.
        lines: Its lines below the header that are not blank.
    """

    columns: Columns
    remarks: tuple[LocalizedText, ...]
    lines: Iterator[Line]


@contextmanager
def open_list(
    path: Path, *, sheet: str | None, column: str | None, max_bytes: int
) -> Generator[Sheet]:
    """Open the list in a file.

    Args:
        path: Path of the file.
        sheet: The sheet of a workbook; None for the first one with addresses at VK.
        column: The header or letter of the column with the pages; None to find it.
        max_bytes: How large the file may be, a workbook when it is unpacked.

    Raises:
        ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
        ParameterError: It is missing, empty, too large, or of no kind that can be read.
    """
    _check(path, max_bytes)
    with open_table(
        path,
        sheet=sheet,
        max_bytes=max_bytes,
        heads_known=heads_known,
        is_wanted=lambda table: has_pages(_beginning(table, path)),
        allow_one_column=True,
    ) as table:
        head = list(islice(_lines(table, path), _SAMPLE))
        width = max((len(line.cells) for line in head), default=0)
        if width > _MAX_COLUMNS:
            raise ParameterError(
                "path",
                Text("{file} has {count} columns", file=show_value(path.name), count=f"{width:,}"),
                Text(
                    "at most {max} columns: copy the list to a new sheet or file",
                    max=f"{_MAX_COLUMNS:,}",
                ),
            )
        columns = columns_of(head, column) if head else Columns()
        table.width = columns.width or None
        last = head[columns.first - 1].row if columns.first else 0
        rest = ", ".join(table.others)
        remarks = [texts.SHEETS.fill(sheet=table.sheet or "", rest=rest)] if rest else []
        if columns.perhaps:
            remarks.append(texts.NO_NAMES.fill(column=columns.perhaps))
        yield Sheet(
            columns, tuple(remarks), (line for line in _lines(table, path) if line.row > last)
        )


def _beginning(table: Table, path: Path) -> list[Line]:
    """As much of a sheet as is needed to recognise the list; a wide one costs no more."""
    lines: list[Line] = []
    cells = 0
    for line in islice(_lines(table, path), _SAMPLE):
        lines.append(Line(line.row, line.cells[:_LOOKED_COLUMNS]))
        cells += len(lines[-1].cells)
        if cells >= _LOOKED_CELLS:
            break
    return lines


def _lines(table: Table, path: Path) -> Iterator[Line]:
    """Lines with content; in a text that is not a csv, `#` begins a comment."""
    has_comments = table.sheet is None and path.suffix.lower() != ".csv"
    for raw in table.lines():
        line = _line(raw)
        is_comment = has_comments and line.cells[:1] and line.cells[0].lstrip().startswith("#")
        if not is_comment and any(cell.strip(_SEPARATORS) for cell in line.cells):
            yield line


def _line(raw: RawLine) -> Line:
    cells = [as_text(cell).replace("\0", "") for cell in raw.cells]
    if raw.fault not in (OPEN_QUOTE, QUOTES):
        return Line(raw.row, cells)
    bare = [cell.strip().strip('"').replace('""', '"') for cell in cells]
    return Line(raw.row, bare, texts.OPEN_QUOTE)


def _check(path: Path, max_bytes: int) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        _refuse(path, "{file} does not exist", "an existing file")
    except OSError as error:
        problem = Text("{file}: {error}", file=show_value(path.name), error=error.strerror)
        raise ParameterError("path", problem, "a readable file") from error
    if not path.is_file():
        _refuse(path, "{file} is not a file", "an existing file")
    if size > max_bytes:
        raise ParameterError(
            "path",
            Text("{file} has {size} bytes", file=show_value(path.name), size=f"{size:,}"),
            Text("at most {max} bytes (max_bytes)", max=f"{max_bytes:,}"),
        )


def _refuse(path: Path, problem: str, expected: str) -> NoReturn:
    raise ParameterError("path", Text(problem, file=show_value(path.name)), expected)
