"""Which rows of an export repeat an incident, kept on disk so that memory does not grow.

The file has no name, is nobody else's to read, and is gone with the connection, even after a crash:
https://www.sqlite.org/inmemorydb.html#temp_db. It holds keys, rows and dates, no words of anybody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime

from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.channels.incidents.rows import Record
from govpublic_sdk.appeals.channels.incidents.survey import RepeatedRow
from govpublic_sdk.errors import StoreError

__all__ = ["Repeats"]

_SETTINGS = "journal_mode=OFF", "synchronous=OFF", "cache_size=-2000", "temp_store=FILE"
_TABLES = (
    "CREATE TABLE kept (key TEXT PRIMARY KEY, line INTEGER NOT NULL, closed REAL NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE lost (line INTEGER PRIMARY KEY, key TEXT NOT NULL)",
)
_NEVER = float("-inf")


class Repeats:
    """Incidents that were seen, and which of their rows counts: the one that was closed later.

    Of rows that were closed at the same time, or not at all, the later row counts.

    Raises:
        StoreError: The disk for temporary files is full or closed to us.
    """

    def __init__(self) -> None:
        # a reading may go on in another thread, such as that of `asyncio.to_thread`
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        with _told():
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
        with _told():
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
        with _told():
            found: int = self._base.execute("SELECT count(*) FROM lost").fetchone()[0]
        return found

    def lost_rows(self) -> Iterator[int]:
        """Rows that do not count, in their order."""
        with _told():
            for (row,) in self._base.execute("SELECT line FROM lost ORDER BY line"):
                yield row

    def first(self, most: int) -> tuple[RepeatedRow, ...]:
        """The first rows that do not count, and which does instead."""
        question = (
            "SELECT lost.line, kept.line, key FROM lost JOIN kept USING (key)"
            " ORDER BY lost.line LIMIT ?"
        )
        with _told():
            found = self._base.execute(question, (most,)).fetchall()
        return tuple(RepeatedRow(row=row, kept=kept, key=key) for row, kept, key in found)


def _seconds(moment: datetime | None) -> float:
    return _NEVER if moment is None else moment.timestamp()


@contextmanager
def _told() -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(
            Text(
                "The temporary file for repeated rows failed ({error}).",
                error=getattr(error, "sqlite_errorname", type(error).__name__),
            )
        ) from error
