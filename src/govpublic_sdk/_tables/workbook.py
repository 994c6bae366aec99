"""One sheet of a workbook, opened safely; needs the extra `xlsx`. What cells mean is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from govpublic_sdk._tables.package import ALLOWED, ZIP, check_package
from govpublic_sdk.errors import ConfigurationError, ParameterError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["Sheet", "Value", "as_text", "open_sheet"]

T = TypeVar("T")
Value: TypeAlias = int | float | str | bool | time | date | timedelta
_MOST_SHEETS = 64  # that are looked through: each is read whole, and many may be one member
_MOST_CELLS = 20_000_000  # of all sheets that are looked through
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose rows can be read any number of times; it lies in memory.

    Attributes:
        name: Its name.
        others: Names of the sheets that were not taken, where none was asked for by name.
    """

    name: str
    others: tuple[str, ...]
    _page: CalamineSheet = field(repr=False)

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
    most_bytes: int,
    is_wanted: Callable[[Sheet], bool] | None = None,
) -> Sheet:
    """Open one sheet of a workbook.

    Args:
        path: Where the workbook lies.
        sheet: The sheet's name; None for the first one that is shown and not empty.
        most_bytes: How large it may be when it is unpacked.
        is_wanted: Which sheet to take where none is named: the first that it accepts.

    Raises:
        ConfigurationError: The extra `xlsx` is not installed.
        ParameterError: It is no workbook, damaged, protected, too large, or has no such sheet.
    """
    content = path.read_bytes()
    if content.startswith(ZIP):
        check_package(path, most_bytes)
    elif _ENCRYPTED in content:
        _refuse(path, "protected by a password", "the same list without a password")
    book = _guarded(path, lambda: _book(content))
    names = _shown(book)
    if sheet is not None:
        page = _guarded(path, lambda: _named(book, sheet))
        return Sheet(page.name, (), page)
    page = _guarded(path, lambda: _first(book, names, is_wanted))
    return Sheet(page.name, tuple(one for one in names if one != page.name), page)


def as_text(value: Value) -> str:
    """A cell as text; a number without the `.0` that spreadsheets add."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _book(content: bytes) -> CalamineWorkbook:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise ConfigurationError(
            "Workbooks are read with python-calamine: install govpublic_sdk[xlsx], or save the"
            " list as csv."
        ) from error
    return CalamineWorkbook.from_filelike(BytesIO(content))


def _shown(book: CalamineWorkbook) -> list[str]:
    """Names of sheets that a person sees; all where every sheet is hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = [
        one.name
        for one in book.sheets_metadata
        if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
    ]
    return shown or list(book.sheet_names)


def _named(book: CalamineWorkbook, sheet: str) -> CalamineSheet:
    meant = next((name for name in book.sheet_names if _same(name, sheet)), None)
    if meant is None:
        raise ParameterError("sheet", repr(sheet), f"one of {book.sheet_names!r}")
    return book.get_sheet_by_name(meant)


def _first(
    book: CalamineWorkbook, names: list[str], is_wanted: Callable[[Sheet], bool] | None
) -> CalamineSheet:
    """The first sheet that is wanted, else the first that is not empty, else the first one.

    Raises:
        ParameterError: They have too many cells to look for it.
    """
    filled: str | None = None
    cells = 0
    for name in names[:_MOST_SHEETS]:
        page = book.get_sheet_by_name(name)
        if not page.height:
            continue
        cells += page.height * page.width
        if cells > _MOST_CELLS:
            raise ParameterError(
                "sheet",
                f"None, where sheets spread over more than {_MOST_CELLS:,} cells",
                f"the name of the sheet to read, one of {names[:_MOST_SHEETS]!r}",
            )
        if is_wanted is None or is_wanted(Sheet(name, (), page)):
            return page
        filled = filled or name
    return book.get_sheet_by_name(filled or names[0])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _guarded(path: Path, read: Callable[[], T]) -> T:
    """What a reader of foreign files gives, its failures told as ours.

    Its panics are no `Exception`: https://pyo3.rs/main/doc/pyo3/panic/struct.PanicException.html
    """
    try:
        return read()
    except (ConfigurationError, ParameterError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if "assword" in type(error).__name__ or "assword" in str(error):
            _refuse(path, "protected by a password", "the same list without a password")
        raise ParameterError("path", f"{path.name}, no readable workbook", ALLOWED) from error


def _refuse(path: Path, what: str, allowed: str) -> NoReturn:
    raise ParameterError("path", f"{path.name}, {what}", allowed)
