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
    check_stored_moment,
    digest_of,
    dump_json,
    load_appeal,
    moment,
    moment_or_none,
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
        given = each_of("appeals", appeals, Appeal, "a list of Appeal")
        with self._database.transaction() as connection:
            return [self._put(connection, one) for one in given]

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
            kept = self.get(appeal.id)
        except ParameterError:  # no file can hold its key, so nothing is known
            kept = None
        if kept is None:
            return appeal
        with self._database.decoding():
            return merge_appeals(kept, appeal).model_copy(update={"deadlines": kept.deadlines})

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
                rows = [appeal_table.row_of(columns) for columns in page]
            yield from rows

    def _pages(
        self, order: Order, wanted: Filter, count: int, *, bodies: bool
    ) -> Iterator[list[tuple[Any, ...]]]:
        if wanted.channel is not None:
            safe_key(wanted.channel)
        place = (float("-inf"), 0)
        while True:
            with self._database.reading() as connection:
                found = appeal_table.page(connection, order, wanted, place, count, bodies=bodies)
                place = _after(place, found)
            yield found
            if len(found) < count:
                return

    @check_arguments
    def position(self, channel: str) -> datetime | None:
        """Until when a channel was taken in."""
        select = "SELECT reached FROM desk_position WHERE channel = ?"
        with self._database.reading() as connection:
            row: tuple[float] | None = connection.execute(select, (safe_key(channel),)).fetchone()
            return moment_or_none(row[0] if row else None)

    @check_arguments
    def reach(self, channel: str, until: datetime) -> None:
        """Note until when a channel was taken in; it never goes back."""
        check_moment("until", until)
        check_stored_moment("until", until)
        note = (
            "INSERT INTO desk_position VALUES (?, ?) ON CONFLICT DO UPDATE"
            " SET reached = max(reached, excluded.reached)"
        )
        with self._database.transaction() as connection:
            connection.execute(note, (safe_key(channel), until.timestamp()))

    @check_arguments
    def keep_unread(self, channel: str, unparsed: Mapping[str, object]) -> list[Unread]:
        """Keep what could not be read, once.

        Args:
            channel: Where it came from.
            unparsed: Path to raw value.
        """
        at = self._now()
        kept = [Unread(channel=channel, path=k, raw=v, at=moment(at)) for k, v in unparsed.items()]
        texts = [dump_json("unparsed", one.raw, sort_keys=True) for one in kept]
        insert = "INSERT INTO desk_unread VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        with self._database.transaction() as connection:
            for one, text in zip(kept, texts, strict=True):
                connection.execute(insert, (channel, digest_of(text), at, reason(one.path), text))
        return kept

    def unparsed(self) -> list[Unread]:
        """What could not be read, oldest first."""
        select = "SELECT channel, path, body, at FROM desk_unread ORDER BY at, path"
        with self._database.reading() as connection:
            return [
                Unread(channel=channel, path=path, raw=json.loads(body), at=moment(at))
                for channel, path, body, at in connection.execute(select)
            ]


def _after(place: tuple[float, int], page: list[tuple[Any, ...]]) -> tuple[float, int]:
    """The place of the last row; a damaged index could lead back and loop."""
    last: tuple[float, int] = page[-1][:2] if page else place
    if page and not last > place:
        raise DamagedValue
    return last
