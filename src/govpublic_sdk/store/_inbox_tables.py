"""The tables of an inbox, and what is asked of them, in SQL; nothing here runs it.

A row with a body is open: it waits until `due`, or is dead where `due` is null. A lease is a `due`
in the future. A row without a body is handled. `since` is the time of the last change. `attempt`
counts how often an event was taken, `failed` how often its handler said that it failed.
"""

from typing import Final

from govpublic_sdk.store.opening import Schema

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
