"""Parses rows of an export, and finds those that repeat an incident.

Keys are in a temporary SQLite file, so that memory does not grow. It has no name, is readable only
for this process, and is gone with the connection, even after a crash:
https://www.sqlite.org/inmemorydb.html#temp_db. It holds keys, rows and dates, no words of citizens.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._spreadsheets.table import Line
from govpublic_sdk._spreadsheets.xlsx_reader import Value, as_text
from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.channels.incidents import results
from govpublic_sdk.appeals.channels.incidents.dates import UnreadableDate, in_utc, local_moment
from govpublic_sdk.appeals.channels.incidents.layouts import Columns, Meaning, letter_of
from govpublic_sdk.appeals.channels.incidents.results import RepeatedRow, UnparsedRow
from govpublic_sdk.errors import StoreError

__all__ = [
    "Record",
    "Repeats",
    "Rows",
]

_ID = re.compile(r"(?=.*\d)[^\W_]+(?:[-_][^\W_]+)*")
_LONGEST_ID = 64  # characters; ids are numbers or UUIDs
_LONGEST_NUMBER = 100  # characters; a longer cell is a text
_BLANK = frozenset({"", "-", "–", "—", "нет", "none", "nan", "null", "n/a", "<na>"})
_MAX_RAW_CELLS = 100  # exports have up to 47 columns
_MAX_RAW = 500  # characters; enough to find the row again


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
        """Its identity: the id, else the number, else the row."""
        if self.id is not None:
            return self.id
        return f"row:{self.row}" if self.number is None else f"number:{self.number}"


class _BadCell(ValueError):
    """Why a row cannot be read."""

    def __init__(self, reason: LocalizedText) -> None:
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

    def read(self, line: Line) -> Record | UnparsedRow | None:
        """What a row is; None for a blank one, and for a heading that comes again."""
        cells = line.cells
        try:
            if line.fault is not None:
                raise _BadCell(line.fault)
            if not _is_filled(cells) or self._is_heading(cells):
                return None
            return self._record(line.row, self._fit(cells))
        except _BadCell as error:
            return UnparsedRow(row=line.row, reason=error.reason, raw=_shorten(cells))

    def _record(self, row: int, cells: Sequence[Value]) -> Record:
        if not _is_filled([cells[place] for place in self._known]):
            raise _BadCell(results.NOTHING)
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

    def _fit(self, cells: Sequence[Value]) -> Sequence[Value]:
        count, width = len(cells), self._width
        if count < width or (count > width and _is_filled(cells[width:])):
            raise _BadCell(results.WIDTH.fill(count=count, width=width))
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
            raise _BadCell(results.DATE.fill(column=letter_of(place))) from None

    def _id(self, cells: Sequence[Value]) -> str | None:
        text = self._bare("id", cells)
        if text is not None and (len(text) > _LONGEST_ID or not _is_id(text)):
            raise _BadCell(results.ID.fill(column=letter_of(self._places["id"])))
        return text

    def _number(self, cells: Sequence[Value]) -> str | None:
        text = self._bare("number", cells)
        if text is not None and (len(text) > _LONGEST_NUMBER or not text.isprintable()):
            raise _BadCell(results.NUMBER.fill(column=letter_of(self._places["number"])))
        return text

    def _bare(self, meaning: Meaning, cells: Sequence[Value]) -> str | None:
        place = self._places.get(meaning)
        text = "" if place is None else as_text(cells[place]).strip().removeprefix("'").strip()
        return None if text.lower() in _BLANK else text


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text.strip("0") != ""


def _is_filled(cells: Sequence[Value]) -> bool:
    return any(not isinstance(cell, str) or (cell and not cell.isspace()) for cell in cells)


def _shorten(cells: Sequence[Value]) -> tuple[str, ...]:
    return tuple(as_text(cell)[:_MAX_RAW] for cell in cells[:_MAX_RAW_CELLS])


_SETTINGS = "journal_mode=OFF", "synchronous=OFF", "cache_size=-2000", "temp_store=FILE"
_TABLES = (
    "CREATE TABLE kept (key TEXT PRIMARY KEY, line INTEGER NOT NULL, closed REAL NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE lost (line INTEGER PRIMARY KEY, key TEXT NOT NULL)",
)
_NEVER = float("-inf")


class Repeats:
    """Incidents that were seen, and which of their rows counts: the one that was closed later.

    Of rows that were closed at the same time, or never, the later row counts.

    Raises:
        StoreError: The disk for temporary files is full or closed to us.
    """

    def __init__(self) -> None:
        # a reading may go on in another thread, such as that of `asyncio.to_thread`
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        with _translate_failures():
            for setting in _SETTINGS:
                self._base.execute(f"PRAGMA {setting}")
            for table in _TABLES:
                self._base.execute(table)
            self._base.execute("BEGIN")

    def close(self) -> None:
        """Let the file go; it is gone with this."""
        self._base.close()

    def add(self, record: Record) -> None:
        """Note a row."""
        if record.id is None and record.number is None:
            return
        key, closed = record.key, _seconds(record.closed)
        with _translate_failures():
            new = self._base.execute(
                "INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", (key, record.row, closed)
            )
            if new.rowcount == 0:
                self._choose(key, record.row, closed)

    def _choose(self, key: str, row: int, closed: float) -> None:
        old, at = self._base.execute(
            "SELECT line, closed FROM kept WHERE key = ?", (key,)
        ).fetchone()
        if closed >= at:
            update = "UPDATE kept SET line = ?, closed = ? WHERE key = ?"
            self._base.execute(update, (row, closed, key))
        lost = old if closed >= at else row
        self._base.execute("INSERT INTO lost VALUES (?, ?)", (lost, key))

    def count(self) -> int:
        """How many rows do not count."""
        with _translate_failures():
            found: int = self._base.execute("SELECT count(*) FROM lost").fetchone()[0]
        return found

    def rows_to_skip(self) -> Iterator[int]:
        """Rows that do not count, in their order."""
        with _translate_failures():
            for (row,) in self._base.execute("SELECT line FROM lost ORDER BY line"):
                yield row

    def first(self, most: int) -> tuple[RepeatedRow, ...]:
        """The first rows that do not count, and which does instead."""
        question = (
            "SELECT lost.line, kept.line, key FROM lost JOIN kept USING (key)"
            " ORDER BY lost.line LIMIT ?"
        )
        with _translate_failures():
            found = self._base.execute(question, (most,)).fetchall()
        return tuple(RepeatedRow(row=row, kept=kept, key=key) for row, kept, key in found)


def _seconds(moment: datetime | None) -> float:
    return _NEVER if moment is None else moment.timestamp()


@contextmanager
def _translate_failures() -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(
            Text(
                "The temporary file for repeated rows failed ({error}).",
                error=getattr(error, "sqlite_errorname", type(error).__name__),
            )
        ) from error
