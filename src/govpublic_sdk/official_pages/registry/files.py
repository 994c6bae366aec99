"""Lines out of a file of any kind, and what is no list; what cells mean is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from govpublic_sdk._tables.package import ALLOWED, ZIP
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry.text import Line, text_lines
from govpublic_sdk.official_pages.registry.workbook import workbook_lines

__all__ = ["Line", "lines_of"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def lines_of(path: Path, *, sheet: str | None, most_bytes: int) -> Iterator[Line]:
    """The lines of a file that say something, numbered as a spreadsheet does.

    Args:
        path: Where it lies.
        sheet: The sheet of a workbook; None for the first one.
        most_bytes: How large the file may be, a workbook when it is unpacked.

    Raises:
        ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
        ParameterError: It is missing, empty, too large, or of no kind that can be read.
    """
    try:
        lines = _opened(path, sheet, most_bytes)
        yield from (line for line in lines if line.remark or any(map(str.strip, line.cells)))
    except OSError as error:
        raise ParameterError("path", f"{path}: {error.strerror or error}", "a file") from error


def _opened(path: Path, sheet: str | None, most_bytes: int) -> Iterator[Line]:
    magic = _magic(path, most_bytes)
    if magic in (ZIP, _OLD_OFFICE):
        return workbook_lines(path, sheet=sheet, most_bytes=most_bytes)
    if path.suffix.lower() in _WORKBOOKS:
        _refuse(f"{path.name}, which is no workbook", f"{ALLOWED}; a text is named .csv or .txt")
    if sheet is not None:
        raise ParameterError("sheet", repr(sheet), "None: a text has no sheets")
    return text_lines(path, comments=path.suffix.lower() != ".csv")


def _magic(path: Path, most_bytes: int) -> bytes:
    """The first four bytes of a file that may be opened."""
    if not path.exists():
        _refuse(f"{path}, which does not exist", "a file")
    if not path.is_file():
        _refuse(f"{path}, which is no file", "a file")
    size = path.stat().st_size
    if size == 0:
        _refuse(f"{path.name}, an empty file", "a list with at least one line")
    if size > most_bytes:
        _refuse(f"{path.name} with {size:,} bytes", f"at most most_bytes={most_bytes:,}")
    with path.open("rb") as file:
        return file.read(len(ZIP))


def _refuse(given: str, allowed: str) -> NoReturn:
    raise ParameterError("path", given, allowed)
