"""One sheet of a workbook, opened safely. What cells mean is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import NoReturn, Protocol, TypeAlias, TypeVar

from govpublic_sdk._spreadsheets.xls_reader import XlsBook
from govpublic_sdk._spreadsheets.zip_guard import ALLOWED, ZIP, check_package
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError

__all__ = [
    "Sheet",
    "Value",
    "as_text",
    "open_sheet",
]

T = TypeVar("T")
Value: TypeAlias = int | float | str | bool | time | date | timedelta
_MAX_SHEETS = 64  # that are looked through: each is read whole, and many may be one member
_MAX_CELLS = 20_000_000  # of all sheets that are looked through
_MAX_READINGS = 10  # how many times max_bytes is read to look through sheets
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _Page(Protocol):
    """The cells of a sheet, in memory."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> tuple[int, int] | None: ...
    @property
    def height(self) -> int: ...
    @property
    def width(self) -> int: ...
    def iter_rows(self) -> Iterator[list[Value]]: ...


class _Book(Protocol):
    """A workbook whose sheets can be asked for by name."""

    @property
    def sheet_names(self) -> list[str]: ...
    @property
    def shown_names(self) -> list[str]: ...
    def get_sheet_by_name(self, name: str, /) -> _Page: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose rows can be read any number of times; held in memory.

    Attributes:
        name: Its name.
        others: Names of the sheets that were not taken, where none was asked for by name.
    """

    name: str
    others: tuple[str, ...]
    _page: _Page = field(repr=False)

    def rows(self) -> Iterator[list[Value]]:
        """The rows from the first one of the sheet, all with cells from column A."""
        start = self._page.start
        before: list[Value] = [""] * (start[1] if start else 0)
        if not before:
            return self._page.iter_rows()
        return ([*before, *values] for values in self._page.iter_rows())


def open_sheet(
    path: Path,
    *,
    sheet: str | None,
    max_bytes: int,
    is_wanted: Callable[[Sheet], bool] | None = None,
) -> Sheet:
    """Open one sheet of a workbook.

    Args:
        path: Path of the workbook.
        sheet: The sheet's name; None for the first one that is shown and not empty.
        max_bytes: How large it may be when it is unpacked.
        is_wanted: Which sheet to take where none is named: the first that it accepts.

    Raises:
        ConfigurationError: Not an xls file, and the extra `xlsx` is not installed.
        ParameterError: Not a workbook, damaged, protected, too large, or without that sheet.
    """
    content = path.read_bytes()
    largest = 0
    if content.startswith(ZIP):
        largest = check_package(path, max_bytes)
        book: _Book = _guard(path, lambda: _CalamineBook(content))
    elif _ENCRYPTED in content:
        _refuse(path, "{file} has a password", "a list without a password")
    else:
        book = _guard(path, lambda: XlsBook(content, path.name, max_bytes))
    names = book.shown_names or book.sheet_names
    if sheet is not None:
        page = _guard(path, lambda: _find_sheet(book, sheet))
        return Sheet(page.name, (), page)
    most = _MAX_READINGS * max_bytes // max(1, largest)
    page = _guard(path, lambda: _first(book, names, is_wanted, most))
    return Sheet(page.name, tuple(name for name in names if name != page.name), page)


def as_text(value: Value) -> str:
    """A cell as text; a number without the `.0` that spreadsheets add."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


class _CalamineBook:
    """A workbook that `python-calamine` reads."""

    def __init__(self, content: bytes) -> None:
        try:
            from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
        except ImportError as error:
            raise ConfigurationError(
                "Workbooks need python-calamine, which is not installed.",
                advice="Install govpublic_sdk[xlsx], or save the list as csv.",
            ) from error
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        self.get_sheet_by_name: Callable[[str], _Page] = book.get_sheet_by_name
        self.sheet_names = book.sheet_names
        self.shown_names = [
            one.name
            for one in book.sheets_metadata
            if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
        ]


def _find_sheet(book: _Book, sheet: str) -> _Page:
    meant = next((name for name in book.sheet_names if _same(name, sheet)), None)
    if meant is None:
        raise ParameterError("sheet", show_value(sheet), any_of(book.sheet_names))
    return book.get_sheet_by_name(meant)


def _first(
    book: _Book, names: list[str], is_wanted: Callable[[Sheet], bool] | None, most: int
) -> _Page:
    """The first sheet that is wanted, else the first that is not empty, else the first one.

    Args:
        book: The workbook.
        names: Its sheets.
        is_wanted: Whether to take one.
        most: How many may be looked through.

    Raises:
        ParameterError: They are too large to be looked through.
    """
    filled: _Page | None = None
    cells = 0
    for count, name in enumerate(names[:_MAX_SHEETS]):
        page = None if count >= most else book.get_sheet_by_name(name)
        cells += page.height * page.width if page else 0
        if not page or cells > _MAX_CELLS:
            raise ParameterError(
                "sheet",
                "missing, and the sheets are too large to look through",
                Text("the name of the sheet: {choices}", choices=any_of(names[:_MAX_SHEETS])),
            )
        if not page.height:
            continue
        if is_wanted is None or is_wanted(Sheet(name, (), page)):
            return page
        filled = filled or page
    return filled or book.get_sheet_by_name(names[0])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _guard(path: Path, read: Callable[[], T]) -> T:
    """The result of a reader of untrusted files; its failures become the package's errors.

    Its panics are not of type `Exception`: https://pyo3.rs/main/doc/pyo3/panic/struct.PanicException.html
    """
    try:
        return read()
    except (ConfigurationError, ParameterError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise ParameterError(
            "path", Text("{file} is not a readable workbook", file=show_value(path.name)), ALLOWED
        ) from error


def _refuse(path: Path, what: str, allowed: str) -> NoReturn:
    raise ParameterError("path", Text(what, file=show_value(path.name)), allowed)
