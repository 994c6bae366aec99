"""Events that came and must be handled: stored once, leased to workers, retried, kept when dead.

An event is bytes with a key; nothing here reads it. Its row stays as the memory of its key after
it was handled, without the bytes, until the horizon.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from govpublic_sdk._texts import Text
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import StoreFull
from govpublic_sdk.store import _inbox_tables as sql
from govpublic_sdk.store._file import StoreFile
from govpublic_sdk.store.failures import DamagedValue, checked_row
from govpublic_sdk.store.taken import Counts, Taken, taken_from
from govpublic_sdk.store.values import above_zero, community, content, known_key, reason

__all__ = ["Inbox"]

_NOBODY_FINISHED: Final = "no worker that took it came to an end with it"
_TAKEN_FOR_EACH_ATTEMPT: Final = 3
_FORGET_EVERY: Final = 256


class Inbox(StoreFile):
    """Events in one file, for any number of threads and processes of one machine.

    What was put is on the disk. What was taken and not acknowledged within its lease comes to
    another worker, so an event is handled at least once. There is no order between workers.

    Args:
        path: The file, on a local disk; it is made where there is none, with mode 0600.
        most: How many events may be open, dead ones included; beyond it `put` raises.
        lease: Seconds after which a taken event counts as lost. More than the slowest handler
            needs.
        attempts: How often an event fails before it is dead. A worker that is killed says nothing
            of an event's failing; one that was taken three times as often without an end is dead.
        horizon: How long keys of handled events are remembered, at least.
        patience: Seconds to wait for other threads, and as many for other processes. VK waits some
            seconds for the answer to an event, so 503 must come before.
        now: Seconds since 1970, for tests.

    Raises:
        ParameterError: A number that is not above 0.
        ConfigurationError: The path cannot be a store.
        StoreError: The file is locked for too long, or damaged.
    """

    @check_arguments
    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        most: int = 1_000_000,
        lease: float = 60.0,
        attempts: int = 5,
        horizon: timedelta = timedelta(days=7),
        patience: float = 3.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._most = int(above_zero("most", most))
        self._lease = above_zero("lease", lease)
        self._attempts = int(above_zero("attempts", attempts))
        self._horizon = above_zero("horizon", horizon.total_seconds())
        self._room_until = 0
        super().__init__(path, sql.SCHEMA, patience=patience, now=now)

    @check_arguments
    def put(self, group_id: int, key: str, body: bytes) -> bool:
        """Store an event; it is on the disk when this returns.

        Args:
            group_id: The community it belongs to.
            key: What tells it from others of the community; up to 500 characters.
            body: The event.

        Returns:
            False if the key is known already; nothing is stored then.

        Raises:
            StoreFull: `most` events are open, or the disk is full; nothing was stored.
            StoreError: Nothing was stored.
        """
        return bool(self.put_all(group_id, [(key, body)]))

    @check_arguments
    def put_all(
        self, group_id: int, events: Sequence[tuple[str, bytes]], *, position: str | None = None
    ) -> int:
        """Store events and how far a source was read, all or nothing.

        Args:
            group_id: The community they belong to.
            events: Keys and bodies.
            position: How far its source was read; kept as it is where None.

        Returns:
            How many of them were new.

        Raises:
            StoreFull: `most` events are open, or the disk is full; nothing was stored.
            StoreError: Nothing was stored.
        """
        now = self._now()
        group_id = community(group_id)
        rows = [(group_id, known_key(key), now, now, content(body)) for key, body in events]
        with self._database.transaction() as connection:
            told = [connection.execute(sql.PUT, row) for row in rows]
            ids = [one.lastrowid or 0 for one in told if one.rowcount]
            if ids:
                self._make_room(connection, ids[-1], len(ids), now)
            if position is not None:
                connection.execute(sql.REACH, (group_id, position))
        return len(ids)

    @check_arguments
    def position(self, group_id: int) -> str | None:
        """How far the source of a community was read, as `put_all` was told."""
        with self._database.reading() as connection:
            row: tuple[str] | None = connection.execute(sql.POSITION, (group_id,)).fetchone()
            return checked_row(row, str)[0] if row else None

    @check_arguments
    def take(self, worker: str, *, count: int = 1) -> list[Taken]:
        """Take events to handle them; they are leased to the worker.

        An event that was taken too often without an end is dead and is not among them.

        Args:
            worker: The name of who takes them.
            count: How many at most.
        """
        now = self._now()
        with self._database.reading() as connection:
            if self._next(connection, now) is None:
                return []
        with self._database.transaction() as connection:
            return list(self._leased(connection, worker, count, now))

    @check_arguments
    def acknowledge(self, id: int) -> None:
        """Tell that an event is handled; its bytes are deleted and its key is remembered."""
        self._change(sql.ACKNOWLEDGE, id)

    @check_arguments
    def retry(self, id: int, why: object, *, after: float) -> bool:
        """Tell that an event failed; it comes again, or is dead if it has failed `attempts` times.

        Args:
            id: Its number.
            why: What went wrong: an error or a text.
            after: In how many seconds it may be taken again.

        Returns:
            Whether it comes again.
        """
        due, why = self._now() + after, reason(why)
        if self._change(sql.RETRY, id, due=due, why=why, attempts=self._attempts):
            return True
        self.bury(id, why)
        return False

    @check_arguments
    def release(self, id: int) -> None:
        """Give an event back that was not begun; it may be taken at once."""
        self._change(sql.RELEASE, id)

    @check_arguments
    def bury(self, id: int, why: object) -> None:
        """Tell that an event can never be handled; it is kept for a look."""
        self._change(sql.BURY, id, why=reason(why))

    @check_arguments
    def dead(self, *, count: int = 100) -> list[Taken]:
        """Events that failed too often or cannot be read, with the reason; the oldest first.

        Args:
            count: How many at most.
        """
        with self._database.reading() as connection:
            return [taken_from(row) for row in connection.execute(sql.DEAD, (count,))]

    @check_arguments
    def revive(self, id: int) -> bool:
        """Let a dead event be taken again, with all its attempts; False if it is not dead."""
        return self._change(sql.REVIVE, id)

    def counts(self) -> Counts:
        """How many events are in which state."""
        with self._database.reading() as connection:
            row: tuple[int, ...] = connection.execute(sql.COUNTS, (self._now(),)).fetchone()
            opened, alive, leased, handled = row
        dead = opened - alive
        return Counts(waiting=alive - leased, leased=leased, dead=dead, handled=handled)

    @check_arguments
    def purge(self, older_than: timedelta) -> int:
        """Delete dead events, and keys beyond the horizon; events that wait are not touched.

        Args:
            older_than: How long ago an event must have died.

        Returns:
            How many dead events were deleted. Their keys are remembered until the horizon.
        """
        now = self._now()
        with self._database.transaction() as connection:
            limit = now - older_than.total_seconds()
            deleted = connection.execute(sql.PURGE, (limit,)).rowcount
            connection.execute(sql.FORGET, (now - self._horizon, -1))
        self._database.wipe()
        return deleted

    def _change(self, statement: str, id: int, **values: object) -> bool:
        with self._database.transaction() as connection:
            told = {"id": id, "now": self._now(), **values}
            return bool(connection.execute(statement, told).rowcount)

    def _make_room(self, connection: sqlite3.Connection, last: int, new: int, now: float) -> None:
        """Refuse what is too much, and forget old keys now and then.

        Numbers only grow, so after a count there is room until a number, without counting again.
        """
        if last > self._room_until:
            self._room_until = last + self._room(connection)
        if last % _FORGET_EVERY < new:
            limit = 2 * max(new, _FORGET_EVERY)
            connection.execute(sql.FORGET, (now - self._horizon, limit))

    def _room(self, connection: sqlite3.Connection) -> int:
        opened: int = connection.execute(sql.OPEN).fetchone()[0]
        if opened > self._most:
            raise StoreFull(
                Text("{store} has {count} unhandled events.", store=repr(self), count=self._most),
                advice="Start more workers, or raise `most`.",
            )
        return self._most - opened

    def _next(self, connection: sqlite3.Connection, now: float) -> Taken | None:
        times = {"now": now, "lease": self._lease}
        for query in sql.NEXT:
            row: tuple[Any, ...] | None = connection.execute(query, times).fetchone()
            if row is not None:
                return taken_from(row)
        return None

    def _leased(
        self, connection: sqlite3.Connection, worker: str, count: int, now: float
    ) -> Iterator[Taken]:
        while count and (one := self._next(connection, now)):
            told: dict[str, object] = {"id": one.id, "now": now}
            if one.attempt >= self._attempts * _TAKEN_FOR_EACH_ATTEMPT:
                why = one.why or _NOBODY_FINISHED
                if not connection.execute(sql.BURY, told | {"why": why}).rowcount:
                    raise DamagedValue  # the index leads to it for ever
                continue
            told |= {"worker": worker, "due": now + self._lease}
            connection.execute(sql.LEASE, told)
            count -= 1
            yield replace(one, attempt=one.attempt + 1)
