"""Inbox of events to be handled: stored once, leased to workers, retried, kept when dead.

An event is bytes with a key. A row with a body is open: it waits until `due`, or is dead where
`due` is null. A lease is a `due` in the future. A row without a body is handled and stays as the
memory of its key until the horizon. `since` is the time of the last change. `attempt` counts how
often an event was taken, `failed` how often its handler failed.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import above_zero, community, content, reason, safe_key
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import StoreFull
from govpublic_sdk.store._opening import DamagedValue, Schema, check_row
from govpublic_sdk.store.database import StoreFile

__all__ = [
    "Counts",
    "Inbox",
    "Taken",
    "to_taken",
]

SCHEMA: Final = Schema(
    "inbox",
    (
        (
            "CREATE TABLE event (id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL,"
            " key TEXT NOT NULL, due REAL, since REAL NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,"
            " worker TEXT, why TEXT, body BLOB, UNIQUE (group_id, key))",
            "CREATE INDEX open_event ON event (due) WHERE body IS NOT NULL",
            "CREATE INDEX handled_event ON event (since) WHERE body IS NULL",
            "CREATE TABLE position (group_id INTEGER PRIMARY KEY, value TEXT NOT NULL)",
        ),
        ("ALTER TABLE event ADD COLUMN failed INTEGER NOT NULL DEFAULT 0",),
    ),
)

PUT: Final = (
    "INSERT INTO event (group_id, key, due, since, body) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
REACH: Final = "INSERT OR REPLACE INTO position VALUES (?, ?)"
POSITION: Final = "SELECT value FROM position WHERE group_id = ?"
OPEN: Final = "SELECT count(*) FROM event WHERE body IS NOT NULL"

_COLUMNS = "SELECT id, group_id, key, body, attempt, why FROM event WHERE body IS NOT NULL AND "
# The second finds events whose time was set by a clock that has gone back since.
NEXT: Final = (
    _COLUMNS + "due <= :now ORDER BY due, id LIMIT 1",
    _COLUMNS + "due > :now + :lease AND since > :now + :lease ORDER BY due, id LIMIT 1",
)
DEAD: Final = _COLUMNS + "due IS NULL ORDER BY id LIMIT ?"

_ALIVE = " WHERE id = :id AND body IS NOT NULL AND due IS NOT NULL"
_CHANGE = "UPDATE event SET since = :now, worker = NULL, "
LEASE: Final = (
    "UPDATE event SET since = :now, worker = :worker, due = :due, attempt = attempt + 1"
    " WHERE id = :id"
)
ACKNOWLEDGE: Final = _CHANGE + "due = NULL, body = NULL, why = NULL" + _ALIVE
RETRY: Final = (
    _CHANGE + "due = :due, why = :why, failed = failed + 1" + _ALIVE + " AND failed + 1 < :attempts"
)
RELEASE: Final = _CHANGE + "due = :now, attempt = attempt - 1" + _ALIVE + " AND worker IS NOT NULL"
BURY: Final = _CHANGE + "due = NULL, why = :why" + _ALIVE
REVIVE: Final = (
    _CHANGE
    + "due = :now, attempt = 0, failed = 0 WHERE id = :id AND body IS NOT NULL AND due IS NULL"
)

COUNTS: Final = (
    "SELECT count(*), count(due), count(CASE WHEN worker IS NOT NULL AND due > ? THEN 1 END),"
    " (SELECT count(*) FROM event WHERE body IS NULL) FROM event WHERE body IS NOT NULL"
)
PURGE: Final = (
    "UPDATE event SET body = NULL, why = NULL WHERE body IS NOT NULL AND due IS NULL AND since <= ?"
)
# The last number stays, so that none is ever given twice.
FORGET: Final = (
    "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE body IS NULL AND since < ?"
    " AND id < (SELECT max(id) FROM event) ORDER BY since LIMIT ?)"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """An event that was taken to be handled, or a dead one.

    Attributes:
        id: Its number in this inbox, never given twice.
        group_id: The community it belongs to.
        key: Identifies it in its community.
        body: The event as it came. A citizen's words, so they are not shown.
        attempt: How often it has been taken, this time included.
        why: Why it failed the last time; may quote a citizen, so it is not shown.
    """

    id: int
    group_id: int
    key: str
    body: bytes = field(repr=False)
    attempt: int
    why: str | None = field(default=None, repr=False)


def to_taken(row: tuple[Any, ...]) -> Taken:
    """An event from its columns.

    Raises:
        DamagedValue: They are not what was stored.
    """
    return Taken(*check_row(row, int, int, str, bytes, int, str | None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many events an inbox holds.

    Attributes:
        waiting: They wait for a worker, some until a later time.
        leased: They are with a worker.
        dead: They failed too often, or cannot be read.
        handled: They are done; their keys are remembered.
    """

    waiting: int
    leased: int
    dead: int
    handled: int


_NOBODY_FINISHED: Final = "no worker that took it came to an end with it"
_TAKEN_FOR_EACH_ATTEMPT: Final = 3  # a killed worker is not the event's fault, but not without end
_FORGET_EVERY: Final = 256  # events between two clean-ups of old keys


class Inbox(StoreFile):
    """Events in one file, for any number of threads and processes of one machine.

    What was put is on the disk. What was taken and not acknowledged within its lease comes to
    another worker, so an event is handled at least once. Workers share no order.

    Args:
        path: The file, on a local disk; created with mode 0600 if it does not exist.
        most: How many events may be open, dead ones included; beyond it `put` raises.
        lease: Seconds after which a taken event counts as lost. More than the slowest handler
            needs.
        attempts: How often an event fails before it is dead. A killed worker reports no
            failure; an event that was taken three times as often without an end is dead.
        horizon: How long keys of handled events are remembered, at least.
        busy_timeout: Seconds to wait for other threads, and as many for other processes.
            VK waits some seconds for the answer to an event, so 503 must come before.
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
        busy_timeout: float = 3.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._most = int(above_zero("most", most))
        self._lease = above_zero("lease", lease)
        self._attempts = int(above_zero("attempts", attempts))
        self._horizon = above_zero("horizon", horizon.total_seconds())
        self._room_until = 0
        super().__init__(path, SCHEMA, busy_timeout=busy_timeout, now=now)

    @check_arguments
    def put(self, group_id: int, key: str, body: bytes) -> bool:
        """Store an event; it is on the disk when this returns.

        Args:
            group_id: The community it belongs to.
            key: Identifies it in its community; up to 500 characters.
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
        rows = [(group_id, safe_key(key), now, now, content(body)) for key, body in events]
        with self._database.transaction() as connection:
            told = [connection.execute(PUT, row) for row in rows]
            ids = [one.lastrowid or 0 for one in told if one.rowcount]
            if ids:
                self._make_room(connection, ids[-1], len(ids), now)
            if position is not None:
                connection.execute(REACH, (group_id, position))
        return len(ids)

    @check_arguments
    def position(self, group_id: int) -> str | None:
        """How far the source of a community was read, as given to `put_all`."""
        with self._database.reading() as connection:
            row: tuple[str] | None = connection.execute(POSITION, (group_id,)).fetchone()
            return check_row(row, str)[0] if row else None

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
            return list(self._take_with_lease(connection, worker, count, now))

    @check_arguments
    def acknowledge(self, id: int) -> None:
        """Tell that an event is handled; its bytes are deleted and its key is remembered."""
        self._change(ACKNOWLEDGE, id)

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
        if self._change(RETRY, id, due=due, why=why, attempts=self._attempts):
            return True
        self.bury(id, why)
        return False

    @check_arguments
    def release(self, id: int) -> None:
        """Give an event back that was not begun; it may be taken at once."""
        self._change(RELEASE, id)

    @check_arguments
    def bury(self, id: int, why: object) -> None:
        """Tell that an event can never be handled; it is kept for a look."""
        self._change(BURY, id, why=reason(why))

    @check_arguments
    def dead(self, *, count: int = 100) -> list[Taken]:
        """Events that failed too often or cannot be read, with the reason; the oldest first.

        Args:
            count: How many at most.
        """
        with self._database.reading() as connection:
            return [to_taken(row) for row in connection.execute(DEAD, (count,))]

    @check_arguments
    def revive(self, id: int) -> bool:
        """Let a dead event be taken again, with all its attempts; False if it is not dead."""
        return self._change(REVIVE, id)

    def counts(self) -> Counts:
        """How many events are in which state."""
        with self._database.reading() as connection:
            row: tuple[int, ...] = connection.execute(COUNTS, (self._now(),)).fetchone()
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
            deleted = connection.execute(PURGE, (limit,)).rowcount
            connection.execute(FORGET, (now - self._horizon, -1))
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
            connection.execute(FORGET, (now - self._horizon, limit))

    def _room(self, connection: sqlite3.Connection) -> int:
        opened: int = connection.execute(OPEN).fetchone()[0]
        if opened > self._most:
            raise StoreFull(
                Text("{store} has {count} unhandled events.", store=repr(self), count=self._most),
                advice="Start more workers, or raise `most`.",
            )
        return self._most - opened

    def _next(self, connection: sqlite3.Connection, now: float) -> Taken | None:
        times = {"now": now, "lease": self._lease}
        for query in NEXT:
            row: tuple[Any, ...] | None = connection.execute(query, times).fetchone()
            if row is not None:
                return to_taken(row)
        return None

    def _take_with_lease(
        self, connection: sqlite3.Connection, worker: str, count: int, now: float
    ) -> Iterator[Taken]:
        while count and (one := self._next(connection, now)):
            told: dict[str, object] = {"id": one.id, "now": now}
            if one.attempt >= self._attempts * _TAKEN_FOR_EACH_ATTEMPT:
                why = one.why or _NOBODY_FINISHED
                if not connection.execute(BURY, told | {"why": why}).rowcount:
                    raise DamagedValue  # the index leads to it for ever
                continue
            told |= {"worker": worker, "due": now + self._lease}
            connection.execute(LEASE, told)
            count -= 1
            yield replace(one, attempt=one.attempt + 1)
