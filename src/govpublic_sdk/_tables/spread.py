"""How far the cells of a sheet spread, from its XML as it comes; the cells are not read.

Readers of workbooks keep a whole rectangle in memory, from the first cell to the last.
"""

from __future__ import annotations

import re
from typing import Protocol

__all__ = ["Spread", "spread_of"]

_LONGEST_TAG = 1 << 14
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,9})["']""")
_TAG = re.compile(rb"""<table:(?:covered-)?table-(row|cell)\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,9})""")


class Spread(Protocol):
    """The rectangle of cells that was seen so far.

    Attributes:
        rows: Its height.
        columns: Its width.
    """

    rows: int
    columns: int

    def feed(self, piece: bytes) -> None:
        """Look at the next piece of the XML."""
        ...


def spread_of(member: str) -> Spread:
    """What measures a member of a workbook, by its name."""
    return _OpenDocument() if member == "content.xml" else _OfficeOpen()


class _OfficeOpen:
    """Cells of xlsx say where they stand: `<c r="B7">`."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        places = set(_PLACE.findall(self._tail + piece))
        self.rows = max([self.rows, *(int(row) for _, row in places)])
        self.columns = max([self.columns, *(_number(one) for one in {one for one, _ in places})])
        self._tail = piece[-64:]


class _OpenDocument:
    """Cells of ods stand in their order, and cells and rows say how often they are repeated."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        text = self._tail + piece
        end = 0
        for tag in _TAG.finditer(text):
            end = tag.end()
            found = _REPEATED.search(tag[0])
            times = int(found[1]) if found else 1
            if tag[1] == b"row":
                self._row, self._column = self._row + times, 0
            else:
                self._cell(times, is_empty=tag[0].endswith(b"/>") and b"office:" not in tag[0])
        start = text.rfind(b"<", end)
        self._tail = text[start:][:_LONGEST_TAG] if start >= 0 else b""

    def _cell(self, times: int, *, is_empty: bool) -> None:
        self._column += times
        if not is_empty:
            self.rows = self._row
            self.columns = max(self.columns, self._column)


def _number(letters: bytes) -> int:
    """The number of a column: `A` is 1."""
    number = 0
    for one in letters.upper():
        number = number * 26 + one - 64
    return number
