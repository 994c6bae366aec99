"""One reading of an export: first over all rows for what repeats, then over them for appeals.

Both yield `None` every thousand rows, so that an event loop may breathe.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from zoneinfo import ZoneInfo

from govpublic_sdk._tables.table import Table
from govpublic_sdk.appeals.channels.incidents.columns import Columns
from govpublic_sdk.appeals.channels.incidents.finding import LayoutLike, columns_of
from govpublic_sdk.appeals.channels.incidents.mapping import AppealReader
from govpublic_sdk.appeals.channels.incidents.repeats import Repeats
from govpublic_sdk.appeals.channels.incidents.rows import Record, Rows
from govpublic_sdk.appeals.channels.incidents.statuses import UnknownStatuses
from govpublic_sdk.appeals.channels.incidents.survey import Survey, UnreadRow
from govpublic_sdk.models.appeals import Appeal

__all__ = ["Reading", "columns_in"]

_SAMPLE = 200
_BREATH = 1_000


def columns_in(table: Table, layout: LayoutLike | None) -> Columns:
    """The columns of an open file.

    Args:
        table: The file.
        layout: What is known of it beforehand.

    Raises:
        ParameterError: Nothing tells which column is which.
    """
    lines = list(islice(table.lines(), _SAMPLE))
    columns = columns_of([line.cells for line in lines], layout)
    table.width = len(columns.columns)
    return columns.after(lines[columns.first - 1].row if columns.first else 0)


class Reading:
    """Reads an open file.

    Args:
        table: The file.
        columns: Its columns.
        zone: The zone of its dates.
        repeats: Where repeated rows are noted; still empty.
        most: How many unread and how many repeated rows are listed.
    """

    def __init__(
        self, table: Table, columns: Columns, zone: ZoneInfo, repeats: Repeats, *, most: int
    ) -> None:
        self._table = table
        self._columns = columns
        self._zone = zone
        self._repeats = repeats
        self._most = most
        self._statuses = UnknownStatuses(columns)
        self._unread: list[UnreadRow] = []
        self._unread_count = self._records = 0

    def look(self) -> Iterator[None]:
        """Look at every row; afterwards `survey` tells what is there."""
        for found in self._found():
            if isinstance(found, Record):
                self._records += 1
                self._repeats.add(found)
                self._statuses.add(found)
            elif found is None:
                yield None
            else:
                self._unread_count += 1
                self._unread += [found][: self._most - len(self._unread)]

    def survey(self) -> Survey:
        """What was seen."""
        doubles = self._repeats.count()
        return Survey(
            appeals=self._records - doubles,
            unread=tuple(self._unread),
            unread_count=self._unread_count,
            doubles=self._repeats.first(self._most),
            doubles_count=doubles,
            unknown_heads=self._columns.unknown_heads,
            missing=self._columns.missing,
            unknown_statuses=self._statuses.words(),
            unknown_status_count=self._statuses.count,
        )

    def appeals(self, channel: str) -> Iterator[Appeal | None]:
        """The appeals of a channel, without rows that repeat an incident."""
        reader = AppealReader(channel, self._columns, self._zone)
        lost = self._repeats.lost_rows()
        skipped = next(lost, None)
        for found in self._found():
            if isinstance(found, Record) and found.row == skipped:
                skipped = next(lost, None)
            elif isinstance(found, Record):
                yield reader.appeal(found)
            elif found is None:
                yield None

    def _found(self) -> Iterator[Record | UnreadRow | None]:
        """What each row with content is; None every thousand rows."""
        rows = Rows(self._columns, self._zone)
        for line in self._table.lines():
            if line.row % _BREATH == 0:
                yield None
            if line.row > self._columns.first and (found := rows.read(line)) is not None:
                yield found
