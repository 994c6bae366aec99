"""Whether a row is an incident, and which: its key and its dates. The rest is read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from govpublic_sdk._tables.table import Line
from govpublic_sdk._tables.workbook import Value, as_text
from govpublic_sdk._wording import Wording
from govpublic_sdk.appeals.channels.incidents import wordings
from govpublic_sdk.appeals.channels.incidents.columns import Columns
from govpublic_sdk.appeals.channels.incidents.layouts import Meaning, letter_of
from govpublic_sdk.appeals.channels.incidents.moments import UnreadableDate, in_utc, local_moment
from govpublic_sdk.appeals.channels.incidents.survey import UnreadRow

__all__ = ["Record", "Rows"]

_ID = re.compile(r"(?=.*\d)[^\W_]+(?:[-_][^\W_]+)*")
_LONGEST_ID = 64
_LONGEST_NUMBER = 100
_BLANK = frozenset({"", "-", "–", "—", "нет", "none", "nan", "null", "n/a", "<na>"})
_MOST_RAW_CELLS = 100
_MOST_RAW = 500


@dataclass(frozen=True, slots=True)
class Record:
    """A row that is an incident.

    Attributes:
        row: Its number.
        id: The id of the incident.
        number: The number of the incident.
        created: When it was made.
        closed: When it was closed.
        cells: All its cells.
    """

    row: int
    id: str | None
    number: str | None
    created: datetime | None
    closed: datetime | None
    cells: Sequence[Value] = field(repr=False)

    @property
    def key(self) -> str:
        """What tells it from others: the id, else the number, else the row."""
        if self.id is not None:
            return self.id
        return f"row:{self.row}" if self.number is None else f"number:{self.number}"


class _BadCell(ValueError):
    """Why a row cannot be read."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Rows:
    """Reads rows of one export.

    Args:
        columns: Its columns.
        zone: The zone of its dates.
    """

    def __init__(self, columns: Columns, zone: ZoneInfo) -> None:
        self._places = columns.places
        self._known = tuple(columns.places.values())
        self._width = len(columns.columns)
        self._heading = list(columns.heading)
        self._zone = zone

    def read(self, line: Line) -> Record | UnreadRow | None:
        """What a row is; None for a blank one, and for a heading that comes again."""
        cells = line.cells
        try:
            if line.fault is not None:
                raise _BadCell(line.fault)
            if not _is_filled(cells) or self._is_heading(cells):
                return None
            return self._record(line.row, self._fitted(cells))
        except _BadCell as error:
            return UnreadRow(row=line.row, reason=error.reason, raw=_shortened(cells))

    def _record(self, row: int, cells: Sequence[Value]) -> Record:
        if not _is_filled([cells[place] for place in self._known]):
            raise _BadCell(wordings.NOTHING)
        created, closed = self._local("created", cells), self._local("closed", cells)
        made = in_utc(created, self._zone) if created else None
        return Record(
            row=row,
            id=self._id(cells),
            number=self._number(cells),
            created=made,
            closed=in_utc(closed, self._zone, after=made) if closed else None,
            cells=cells,
        )

    def _fitted(self, cells: Sequence[Value]) -> Sequence[Value]:
        count, width = len(cells), self._width
        if count < width or (count > width and _is_filled(cells[width:])):
            raise _BadCell(wordings.WIDTH.fill(count=count, width=width))
        return cells[:width] if count > width else cells

    def _is_heading(self, cells: Sequence[Value]) -> bool:
        heading = self._heading
        if not heading or len(cells) < len(heading):
            return False
        return all(as_text(a).strip() == b for a, b in zip(cells, heading, strict=False))

    def _local(self, meaning: Meaning, cells: Sequence[Value]) -> datetime | None:
        place = self._places.get(meaning)
        if place is None:
            return None
        try:
            return local_moment(cells[place])
        except UnreadableDate:
            raise _BadCell(wordings.DATE.fill(column=letter_of(place))) from None

    def _id(self, cells: Sequence[Value]) -> str | None:
        text = self._bare("id", cells)
        if text is not None and (len(text) > _LONGEST_ID or not _is_id(text)):
            raise _BadCell(wordings.ID.fill(column=letter_of(self._places["id"])))
        return text

    def _number(self, cells: Sequence[Value]) -> str | None:
        text = self._bare("number", cells)
        if text is not None and (len(text) > _LONGEST_NUMBER or not text.isprintable()):
            raise _BadCell(wordings.NUMBER.fill(column=letter_of(self._places["number"])))
        return text

    def _bare(self, meaning: Meaning, cells: Sequence[Value]) -> str | None:
        place = self._places.get(meaning)
        text = "" if place is None else as_text(cells[place]).strip().removeprefix("'").strip()
        return None if text.lower() in _BLANK else text


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text.strip("0") != ""


def _is_filled(cells: Sequence[Value]) -> bool:
    return any(not isinstance(cell, str) or (cell and not cell.isspace()) for cell in cells)


def _shortened(cells: Sequence[Value]) -> tuple[str, ...]:
    return tuple(as_text(cell)[:_MOST_RAW] for cell in cells[:_MOST_RAW_CELLS])
