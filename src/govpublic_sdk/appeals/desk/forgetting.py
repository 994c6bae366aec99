"""What a desk forgets, and how much it holds; each function is given a connection."""

from __future__ import annotations

import sqlite3

from govpublic_sdk.appeals.desk.values import DeskCounts

__all__ = ["counts", "forget"]

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
    appeals, opened, overdue, drafts, sent, unsettled, unread = connection.execute(
        _COUNTS, (int(now),)
    ).fetchone()
    return DeskCounts(
        appeals=appeals,
        open=opened,
        overdue=overdue,
        drafts=drafts,
        sent=sent,
        unsettled=unsettled,
        unread=unread,
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
