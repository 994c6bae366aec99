"""Appeals of a desk: put, merged, listed, and how far their channels were read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.validation import check_moment, check_type, each_of, reason, safe_key
from govpublic_sdk.appeals.desk import appeal_table
from govpublic_sdk.appeals.desk.appeal_table import Filter, Order
from govpublic_sdk.appeals.desk.file import DeskFile
from govpublic_sdk.appeals.desk.merge import merge_appeals
from govpublic_sdk.appeals.desk.serialization import (
    check_storable,
    digest_of,
    dump_json,
    from_seconds,
    from_seconds_or_none,
    load_appeal,
)
from govpublic_sdk.appeals.desk.values import PutResult, Unread
from govpublic_sdk.appeals.replies import AppealUpdate
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.store._opening import DamagedValue

if TYPE_CHECKING:
    from govpublic_sdk.appeals.rows import AppealRow

__all__ = [
    "KeptAppeals",
]

_ROWS, _BODIES = 2_000, 200


class KeptAppeals(DeskFile):
    """The appeals of a desk."""

    @check_arguments
    def put(self, appeal: Appeal) -> PutResult:
        """Store an appeal, or what is new about one; it is on the disk when this returns.

        What was known before and is left out now stays; events and answers of both are kept.
        Deadlines of a new appeal are reckoned and stand from then on.

        Returns:
            `new`, `changed`, or `known` where nothing was new about it.

        Raises:
            StoreError: Nothing was stored.
        """
        return self.put_all([appeal])[0]

    @check_arguments
    def put_all(self, appeals: Iterable[Appeal]) -> list[PutResult]:
        """Store appeals, all or nothing; see `put`."""
        checked = each_of("appeals", appeals, Appeal, "a list of Appeal")
        with self._database.transaction() as connection:
            return [self._put(connection, appeal) for appeal in checked]

    @check_arguments
    def update(self, update: AppealUpdate) -> PutResult | None:
        """Merge what happened into a stored appeal.

        Returns:
            `changed`, `known` where it came before, None if the appeal is not stored.
        """
        check_type("update", update, AppealUpdate, "an AppealUpdate")
        now = self._now()
        with self._database.transaction() as connection:
            result = appeal_table.update(connection, update, now)
            if result == "changed":
                self._log(connection, update.appeal, "update", now)
        return result

    @check_arguments
    def get(self, id: AppealId) -> Appeal | None:
        """A stored appeal with deadlines and all known answers; None if it is not stored."""
        with self._database.reading() as connection:
            return appeal_table.find(connection, id)

    @check_arguments
    def complete(self, appeal: Appeal) -> Appeal:
        """An appeal as sent by a channel, completed from the desk; nothing is stored."""
        try:
            stored = self.get(appeal.id)
        except ParameterError:  # no file can hold its key, so nothing is known
            stored = None
        if stored is None:
            return appeal
        with self._database.decoding():
            return merge_appeals(stored, appeal).model_copy(update={"deadlines": stored.deadlines})

    @check_arguments
    def each(
        self, *, order: Order = "time", channel: str | None = None, is_open: bool | None = None
    ) -> Iterator[Appeal]:
        """Stored appeals, read as they are needed.

        Args:
            order: `time`: when they were sent, those without a date first. `term`: when something
                must be done next, those without a term last.
            channel: Those of one channel only.
            is_open: Open ones only, or only those that are done.
        """
        wanted = Filter(channel=channel, is_open=is_open)
        for page in map(hide, self._pages(order, wanted, _BODIES, bodies=True)):
            for _, _, body in page:
                with self._database.decoding():
                    appeal = load_appeal(body)
                yield appeal

    @check_arguments
    def rows(
        self, *, order: Order = "term", channel: str | None = None, is_open: bool | None = None
    ) -> Iterator[AppealRow]:
        """Stored appeals as slim rows, which hold no word of a citizen; see `each`."""
        wanted = Filter(channel=channel, is_open=is_open)
        return self._rows(order, wanted)

    @check_arguments
    def overdue(self, now: datetime | None = None) -> Iterator[AppealRow]:
        """Open appeals whose term is over, the longest overdue first.

        Args:
            now: The moment by which that is judged; None for the present one.
        """
        if now is not None:
            check_moment("now", now)
        at = int(now.timestamp() if now is not None else self._now())
        wanted = Filter(is_open=True, due_before=at)
        return self._rows("term", wanted)

    def _rows(self, order: Order, wanted: Filter) -> Iterator[AppealRow]:
        for page in self._pages(order, wanted, _ROWS, bodies=False):
            with self._database.decoding():
                rows = [appeal_table.parse_row(columns) for columns in page]
            yield from rows

    def _pages(
        self, order: Order, wanted: Filter, count: int, *, bodies: bool
    ) -> Iterator[list[tuple[Any, ...]]]:
        if wanted.channel is not None:
            safe_key(wanted.channel)
        position = (float("-inf"), 0)
        while True:
            with self._database.reading() as connection:
                page = appeal_table.page(connection, order, wanted, position, count, bodies=bodies)
                position = _advance(position, page)
            yield page
            if len(page) < count:
                return

    @check_arguments
    def position(self, channel: str) -> datetime | None:
        """Until when a channel was taken in."""
        select = "SELECT reached FROM desk_position WHERE channel = ?"
        with self._database.reading() as connection:
            row: tuple[float] | None = connection.execute(select, (safe_key(channel),)).fetchone()
            return from_seconds_or_none(row[0] if row else None)

    @check_arguments
    def reach(self, channel: str, until: datetime) -> None:
        """Note until when a channel was taken in; it never goes back."""
        check_moment("until", until)
        check_storable("until", until)
        note = (
            "INSERT INTO desk_position VALUES (?, ?) ON CONFLICT DO UPDATE"
            " SET reached = max(reached, excluded.reached)"
        )
        with self._database.transaction() as connection:
            connection.execute(note, (safe_key(channel), until.timestamp()))

    @check_arguments
    def store_unparsed(self, channel: str, unparsed: Mapping[str, object]) -> list[Unread]:
        """Keep what could not be read, once.

        Args:
            channel: Where it came from.
            unparsed: Path to raw value.
        """
        at = self._now()
        items = [
            Unread(channel=channel, path=k, raw=v, at=from_seconds(at)) for k, v in unparsed.items()
        ]
        texts = [dump_json("unparsed", item.raw, sort_keys=True) for item in items]
        insert = "INSERT INTO desk_unread VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        with self._database.transaction() as connection:
            for one, text in zip(items, texts, strict=True):
                connection.execute(insert, (channel, digest_of(text), at, reason(one.path), text))
        return items

    def unparsed(self) -> list[Unread]:
        """What could not be read, oldest first."""
        select = "SELECT channel, path, body, at FROM desk_unread ORDER BY at, path"
        with self._database.reading() as connection:
            return [
                Unread(channel=channel, path=path, raw=json.loads(body), at=from_seconds(at))
                for channel, path, body, at in connection.execute(select)
            ]


def _advance(position: tuple[float, int], page: list[tuple[Any, ...]]) -> tuple[float, int]:
    """The place of the last row; a damaged index could lead back and loop."""
    last: tuple[float, int] = page[-1][:2] if page else position
    if page and not last > position:
        raise DamagedValue
    return last
