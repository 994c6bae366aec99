"""Which known layout a sheet without a heading has, by what stands in its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from govpublic_sdk._tables.workbook import Value, as_text
from govpublic_sdk._texts import Text, any_of
from govpublic_sdk.appeals.channels.incidents.layouts import LETTERS, place_of
from govpublic_sdk.appeals.channels.incidents.moments import UnreadableDate, local_moment
from govpublic_sdk.errors import ParameterError

__all__ = ["fitting_layout", "is_date"]

_MOST = 0.8
_MUNICIPALITY = re.compile(
    r"район|\bр-н|округ|\b[гм]\.? ?о\b|город|\bг\. |поселение|область|край|республик", re.IGNORECASE
)


def is_date(value: Value) -> bool:
    """Whether a cell holds a date."""
    try:
        return local_moment(value) is not None
    except UnreadableDate:
        return False


def fitting_layout(rows: Sequence[Sequence[Value]], width: int) -> str:
    """The name of the layout that fits.

    Args:
        rows: Rows from the beginning of the sheet; the first one may be a heading.
        width: How many columns there are.

    Raises:
        ParameterError: None fits, or two do.
    """
    filled = [row for row in rows if any(as_text(cell).strip() for cell in row)]
    sheet = _Sheet(filled[1:] or filled, width)
    if not sheet.has("AI", _is_word):
        _refuse("no header row, and no known layout")
    if sheet.has("R", is_date) and sheet.has("T", _is_word):
        return "current"
    if sheet.has("T", is_date):
        return _older(sheet)
    if sheet.has("T", _is_word) and sheet.has("U", _is_word) and sheet.has("W", _is_municipality):
        return "hackathon"
    return _refuse("no header row, and no known layout")


class _Sheet:
    """Rows, asked for what most of them hold."""

    def __init__(self, rows: list[Sequence[Value]], width: int) -> None:
        self._rows = rows
        self._width = width

    def has(self, letter: str, fits: Callable[[Value], bool]) -> bool:
        """Whether most cells of a column are filled and fit."""
        place = place_of(letter)
        fitting = sum(place < len(row) and fits(row[place]) for row in self._rows)
        return place < self._width and fitting >= _MOST * len(self._rows) > 0


def _older(sheet: _Sheet) -> str:
    """Two older layouts begin alike; the municipality stands in W or in Y."""
    in_w, in_y = sheet.has("W", _is_municipality), sheet.has("Y", _is_municipality)
    if in_w == in_y:
        _refuse("no header row, and the columns fit 'monitoring' and 'legacy' alike")
    return "monitoring" if in_w else "legacy"


def _is_word(value: Value) -> bool:
    return any(one.isalpha() for one in as_text(value)) and not is_date(value)


def _is_municipality(value: Value) -> bool:
    return _MUNICIPALITY.search(as_text(value)) is not None


def _refuse(given: str) -> str:
    raise ParameterError(
        "layout",
        given,
        Text(
            "{choices}, or a mapping, for example layout={example}",
            choices=any_of(LETTERS),
            example="{'text': 'AI'}",
        ),
    )
