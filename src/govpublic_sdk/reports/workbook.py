"""A workbook that is being written, as far as it is used here; only here XlsxWriter is known.

https://xlsxwriter.readthedocs.io/workbook.html
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from io import TextIOBase
from pathlib import Path
from typing import Protocol

from govpublic_sdk.errors import ConfigurationError

__all__ = ["Format", "Sheet", "Workbook", "writing_workbook"]


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
    book = _opened(path)
    try:
        yield book
        _close(book)
    except BaseException:
        _release(book)
        raise


def _opened(path: Path) -> Workbook:
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
