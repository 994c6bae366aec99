"""Channel of an incident export: a file is read twice, first for duplicates, then for appeals.

Both passes yield `None` every thousand rows, so that an event loop can run other tasks.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Page, Procedure
from govpublic_sdk._core.http import Sleep
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._core.validation import check_range, check_zone, zone_of
from govpublic_sdk._spreadsheets.files import open_table
from govpublic_sdk._spreadsheets.table import Table
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.channel import Capability, Channel
from govpublic_sdk.appeals.channels.incidents.convert import AppealReader
from govpublic_sdk.appeals.channels.incidents.detect import (
    LayoutLike,
    check_layout,
    columns_of,
    heads_known,
)
from govpublic_sdk.appeals.channels.incidents.layouts import Column, Columns
from govpublic_sdk.appeals.channels.incidents.outcomes import UnknownStatuses
from govpublic_sdk.appeals.channels.incidents.results import ExportResult, RepeatedRow, UnparsedRow
from govpublic_sdk.appeals.channels.incidents.rows import Record, Repeats, Rows
from govpublic_sdk.appeals.replies import Window
from govpublic_sdk.errors import NotFound
from govpublic_sdk.models.appeals import Appeal

__all__ = [
    "IncidentExport",
    "Reading",
    "columns_in",
]

_SAMPLE = 200  # rows that decide the layout
_BREATH = 1_000  # rows between two steps, so that an async client can be cancelled


def columns_in(table: Table, layout: LayoutLike | None) -> Columns:
    """The columns of an open file.

    Args:
        table: The file.
        layout: What is known of it beforehand.

    Raises:
        ParameterError: The meaning of the columns cannot be determined.
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
        self._unparsed: list[UnparsedRow] = []
        self._unread_count = self._records = 0

    def look(self) -> Iterator[None]:
        """Read every row; afterwards `survey` counts them."""
        for found in self._parse_rows():
            if isinstance(found, Record):
                self._records += 1
                self._repeats.add(found)
                self._statuses.add(found)
            elif found is None:
                yield None
            else:
                self._unread_count += 1
                self._unparsed += [found][: self._most - len(self._unparsed)]

    def survey(self) -> ExportResult:
        """What was seen."""
        duplicates = self._repeats.count()
        return ExportResult(
            appeals=self._records - duplicates,
            unparsed=tuple(self._unparsed),
            unread_count=self._unread_count,
            duplicates=self._repeats.first(self._most),
            doubles_count=duplicates,
            unknown_heads=self._columns.unknown_heads,
            missing=self._columns.missing,
            unknown_statuses=self._statuses.words(),
            unknown_status_count=self._statuses.count,
        )

    def appeals(self, channel: str) -> Iterator[Appeal | None]:
        """The appeals of a channel, without rows that repeat an incident."""
        reader = AppealReader(channel, self._columns, self._zone)
        lost = self._repeats.rows_to_skip()
        skipped = next(lost, None)
        for found in self._parse_rows():
            if isinstance(found, Record) and found.row == skipped:
                skipped = next(lost, None)
            elif isinstance(found, Record):
                yield reader.appeal(found)
            elif found is None:
                yield None

    def _parse_rows(self) -> Iterator[Record | UnparsedRow | None]:
        """What each row with content is; None every thousand rows."""
        rows = Rows(self._columns, self._zone)
        for line in self._table.lines():
            if line.row % _BREATH == 0:
                yield None
            if line.row > self._columns.first and (found := rows.read(line)) is not None:
                yield found


_EARLIEST = datetime.min.replace(tzinfo=UTC)


class IncidentExport(Channel):
    """Incidents of «Инцидент Менеджмент» out of a file: xlsx, xls, ods, or csv.

    It is a channel of a client, and it serves without one: iterate it. The file is read twice, row
    by row: first to know which rows repeat an incident and which cannot be read, then for the
    appeals, in the order of the file. A csv may have any length; a workbook is held in memory.

    An incident is known by its id, without one by its number, without both by its row. Where it
    has several rows, the one that was closed last counts.

    Args:
        path: Path of the file.
        name: The name of the channel, the first part of each appeal's id.
        zone: The zone of the dates, by its IANA name; exports do not tell it.
        layout: Where things stand, if the heads do not tell: the name of a layout (`current`,
            `hackathon`, `monitoring`, `legacy`), or meanings with a head or a letter each, such as
            `{"text": "AI", "topic": "Тема обращения"}`.
        sheet: The sheet of a workbook; by default the first one that is shown and not empty.
        max_listed: How many unread and how many repeated rows are listed; all are counted.
        max_bytes: How large a workbook may be when it is unpacked.

    Raises:
        ParameterError: A layout, zone, number or name that cannot be. The file is looked at when it
            is read; what is wrong with it is a `ParameterError` then.
        ConfigurationError: When it is read: it is a workbook, and the extra `xlsx` is missing.
    """

    capabilities: frozenset[Capability] = frozenset({Capability.LIST, Capability.GET})

    @check_arguments
    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        name: str = "incidents",
        zone: str = "Europe/Moscow",
        layout: LayoutLike | None = None,
        sheet: str | None = None,
        max_listed: int = 1_000,
        max_bytes: int = 500_000_000,
    ) -> None:
        super().__init__(name)
        check_layout(layout)
        check_zone(zone)
        check_range("max_listed", max_listed, 0)
        check_range("max_bytes", max_bytes, 1)
        self._path = Path(path)
        self._zone = zone
        self._given = layout
        self._sheet = sheet
        self._most = max_listed
        self._most_bytes = max_bytes
        self._columns: Columns | None = None
        self._survey: ExportResult | None = None

    def __iter__(self) -> Iterator[Appeal]:
        """Its appeals in the order of the file, each incident once.

        Raises:
            ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
            ParameterError: The file is missing, empty, too large, no table, or its columns are not
                known.
            StoreError: The disk for temporary files is full.
        """
        return (appeal for appeal in self._read() if appeal is not None)

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Incidents that were made in a window, oldest first; those of the window lie in memory.

        Rows of the file that could not be read, of any time, are `unread` of its page.
        """
        return Paginator(first=self._within(window))

    @check_arguments
    def get(self, key: str) -> Procedure[Appeal]:
        """One incident by its key, as in the file.

        Raises:
            NotFound: The file has none.
        """
        for appeal in self._read():
            if appeal is None:
                yield Sleep(0)
            elif appeal.id.key == key:
                return appeal
        raise NotFound(Text("The export has no incident {key}.", key=show_value(key)))

    @property
    def survey(self) -> ExportResult:
        """Counts of the file as of its last reading; reads it if that was never done."""
        if self._survey is None:
            with self._reading() as reading:
                for _ in reading.look():
                    pass
                self._survey = reading.survey()
        return self._survey

    @property
    def unparsed(self) -> tuple[UnparsedRow, ...]:
        """Rows that could not be read, and why; at most `max_listed`, see `survey`."""
        return self.survey.unparsed

    @property
    def duplicates(self) -> tuple[RepeatedRow, ...]:
        """Rows whose incident has a row that counts; at most `max_listed`, see `survey`."""
        return self.survey.duplicates

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns from A on; those without a meaning are kept in `attributes`."""
        return self._detect_columns().columns

    @property
    def layout(self) -> str:
        """How the columns were found: `heads`, `given`, or the name of a layout."""
        return self._detect_columns().layout

    def _detect_columns(self) -> Columns:
        """The columns as of the last reading; the beginning of the file is read if none was."""
        if self._columns is None:
            with self._open() as (_, columns):
                self._columns = columns
        return self._columns

    @contextmanager
    def _open(self) -> Generator[tuple[Table, Columns]]:
        with open_table(
            self._path, sheet=self._sheet, max_bytes=self._most_bytes, heads_known=heads_known
        ) as table:
            yield table, columns_in(table, self._given)

    @contextmanager
    def _reading(self) -> Generator[Reading]:
        zone = zone_of(self._zone)
        with self._open() as (table, columns), closing(Repeats()) as repeats:
            self._columns = columns
            yield Reading(table, columns, zone, repeats, most=self._most)

    def _read(self) -> Iterator[Appeal | None]:
        """Its appeals, and None where an event loop may breathe."""
        with self._reading() as reading:
            yield from reading.look()
            self._survey = reading.survey()
            yield from reading.appeals(self.name)

    def _within(self, window: Window) -> Procedure[Page[Appeal]]:
        found: list[Appeal] = []
        for appeal in self._read():
            if appeal is None:
                yield Sleep(0)
            elif window.holds(appeal.submitted_at):
                found.append(appeal)
        return Page(
            items=tuple(sorted(found, key=_moment)), unparsed=_unparsed_items(self.unparsed)
        )


def _unparsed_items(rows: Iterable[UnparsedRow]) -> dict[str, object]:
    """Rows that could not be read, as the desk keeps such things."""
    return {f"row {row.row}": {"reason": row.reason.en, "cells": list(row.raw)} for row in rows}


def _moment(appeal: Appeal) -> datetime:
    return appeal.submitted_at or _EARLIEST
