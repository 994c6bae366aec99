"""What every file of rows gives, whatever its kind: lines that can be read several times.

Why a line of a table cannot be trusted, in words; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, Protocol, TypeAlias

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._spreadsheets.xlsx_reader import Value

__all__ = [
    "MAX_CHARACTERS",
    "HeadsKnown",
    "Line",
    "Table",
]

HeadsKnown: TypeAlias = Callable[[list[str]], int]

MAX_CHARACTERS: Final = 100_000
"""Of one cell; longer ones are no message. A cell of a workbook holds 32,767."""


class Line(NamedTuple):
    """One row: its number from 1, its cells, and why they cannot be trusted."""

    row: int
    cells: list[Value]
    fault: LocalizedText | None = None


class Table(Protocol):
    """Rows of a file that is open.

    Attributes:
        width: How many columns there are, once that is known; it helps to cut rows.
        sheet: The name of the sheet; None for a text.
        others: Sheets that were not taken, where none was asked for by name.
    """

    width: int | None
    sheet: str | None
    others: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        """All rows from the first one; ends any reading that was begun before."""
        ...


OPEN_QUOTE: Final = LocalizedText(
    "кавычка открыта и не закрыта: где кончается ячейка, неизвестно",
    "a quotation mark is opened and not closed: nobody knows where the cell ends",
)
QUOTES: Final = LocalizedText(
    "кавычки внутри ячейки не удвоены: границы ячеек неизвестны",
    "quotation marks within a cell are not doubled: its ends are not known",
)
LONG: Final = LocalizedText(
    "ячейка длиннее {most} знаков: это не текст сообщения",
    "a cell of more than {most} characters: that is no message",
)
