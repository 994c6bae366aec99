"""The tables of a desk in SQL; nothing here runs it.

A time is seconds since 1970. An appeal without a date stands before all others in time order, one
without a term behind all others in term order: `NEVER` and `NO_TERM` are those places.
"""

from typing import Final

from govpublic_sdk.store.database import Schema

__all__ = ["NEVER", "NO_TERM", "SCHEMA"]

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
