"""The tables of a desk in SQL, and purging them.

A time is seconds since 1970. An appeal without a date comes before all others in time order, one
without a term behind all others in term order: `NEVER` and `NO_TERM` are those places.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from govpublic_sdk.appeals.desk.values import DeskCounts
from govpublic_sdk.store.database import Schema

__all__ = [
    "NEVER",
    "NO_TERM",
    "SCHEMA",
    "counts",
    "forget",
]

NEVER: Final = -1e18
NO_TERM: Final = 1e18

SCHEMA: Final = Schema(
    "desk",
    (
        (
            "CREATE TABLE desk_appeal (id INTEGER PRIMARY KEY, channel TEXT NOT NULL,"
            " key TEXT NOT NULL, regime TEXT, stage TEXT NOT NULL, is_open INTEGER NOT NULL,"
            " submitted REAL NOT NULL, due REAL NOT NULL, ended REAL, version TEXT,"
            " digest BLOB NOT NULL, policy BLOB, UNIQUE (channel, key))",
            "CREATE TABLE desk_body (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
            "CREATE INDEX desk_appeal_time ON desk_appeal (submitted, id)",
            "CREATE INDEX desk_appeal_term ON desk_appeal (due, id)",
            "CREATE TABLE desk_policy (digest BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE desk_position (channel TEXT PRIMARY KEY, reached REAL NOT NULL)"
            " WITHOUT ROWID",
            "CREATE TABLE desk_reply (key TEXT PRIMARY KEY, channel TEXT NOT NULL,"
            " appeal TEXT NOT NULL, digest BLOB NOT NULL, body TEXT NOT NULL, author TEXT,"
            " state TEXT NOT NULL, token TEXT NOT NULL, begun REAL NOT NULL, lease REAL NOT NULL,"
            " number TEXT, sent REAL)",
            "CREATE INDEX desk_reply_of ON desk_reply (channel, appeal)",
            "CREATE TABLE desk_draft (id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL,"
            " appeal TEXT NOT NULL, body TEXT NOT NULL, marks TEXT NOT NULL, seen TEXT NOT NULL,"
            " once INTEGER NOT NULL, version INTEGER NOT NULL, author TEXT,"
            " written REAL NOT NULL, approver TEXT,"
            " approved REAL, approved_version INTEGER, is_sent INTEGER NOT NULL DEFAULT 0)",
            "CREATE INDEX desk_draft_of ON desk_draft (channel, appeal)",
            "CREATE TABLE desk_journal (id INTEGER PRIMARY KEY, channel TEXT NOT NULL,"
            " appeal TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, author TEXT, text TEXT,"
            " reply TEXT)",
            "CREATE INDEX desk_journal_of ON desk_journal (channel, appeal, id)",
            "CREATE TABLE desk_unread (channel TEXT NOT NULL, digest BLOB NOT NULL,"
            " at REAL NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,"
            " PRIMARY KEY (channel, digest)) WITHOUT ROWID",
        ),
    ),
)

_COUNTS = (
    "SELECT (SELECT count(*) FROM desk_appeal),"
    " (SELECT count(*) FROM desk_appeal WHERE is_open),"
    " (SELECT count(*) FROM desk_appeal WHERE is_open AND due < ?),"
    " (SELECT count(*) FROM desk_draft WHERE NOT is_sent),"
    " (SELECT count(*) FROM desk_reply WHERE state = 'sent'),"
    " (SELECT count(*) FROM desk_reply WHERE state != 'sent'),"
    " (SELECT count(*) FROM desk_unread)"
)
# A reply whose end nobody knows keeps its appeal.
_OLD = (
    "CREATE TEMP TABLE forgotten AS SELECT id, channel, key FROM desk_appeal a WHERE ended <= ?"
    " AND NOT EXISTS (SELECT 1 FROM desk_reply r WHERE r.channel = a.channel AND r.appeal = a.key"
    " AND r.state != 'sent')"
)
_BELONGINGS = ("desk_reply", "desk_draft", "desk_journal")


def counts(connection: sqlite3.Connection, now: float) -> DeskCounts:
    """How much there is."""
    appeals, opened, overdue, drafts, sent, unsettled, unparsed = connection.execute(
        _COUNTS, (int(now),)
    ).fetchone()
    return DeskCounts(
        appeals=appeals,
        open=opened,
        overdue=overdue,
        drafts=drafts,
        sent=sent,
        unsettled=unsettled,
        unparsed=unparsed,
    )


def forget(connection: sqlite3.Connection, before: float) -> int:
    """Delete appeals that ended before a moment, with all that belongs to them.

    Returns:
        How many appeals were deleted.
    """
    connection.execute("DROP TABLE IF EXISTS temp.forgotten")
    connection.execute(_OLD, (before,))
    for table in _BELONGINGS:
        connection.execute(
            f"DELETE FROM {table} WHERE (channel, appeal) IN (SELECT channel, key FROM forgotten)"  # noqa: S608
        )
    connection.execute("DELETE FROM desk_body WHERE id IN (SELECT id FROM forgotten)")
    gone = connection.execute(
        "DELETE FROM desk_appeal WHERE id IN (SELECT id FROM forgotten)"
    ).rowcount
    connection.execute("DROP TABLE temp.forgotten")
    connection.execute("DELETE FROM desk_unread WHERE at <= ?", (before,))
    connection.execute(
        "DELETE FROM desk_policy WHERE digest NOT IN"
        " (SELECT policy FROM desk_appeal WHERE policy IS NOT NULL)"
    )
    return gone
