"""Replies in the tables of a desk: begun before they are sent, ended after. Nothing is sent here.

Whoever begins a reply holds a token and a lease; who comes after the lease takes both over, and the
token of the first one is worth nothing then.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from govpublic_sdk.appeals.desk.bodies import (
    moment,
    moment_or_none,
    reply_digest,
    reply_dumped,
    reply_loaded,
)
from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.models.appeals import AppealId
from govpublic_sdk.store.failures import checked_row
from govpublic_sdk.store.values import author, reason

__all__ = ["begin", "by_key", "end", "forget", "renew", "replies_to", "take_over", "unsettled"]

_SELECT = (
    "SELECT channel, appeal, body, digest, author, state, begun, lease, number, sent, token"
    " FROM desk_reply WHERE "
)
_TYPES = (str, str, str, bytes, str | None, str, float, float, str | None, float | None, str)


def replies_to(connection: sqlite3.Connection, id: AppealId, key: str) -> list[KeptReply]:
    """Replies to an appeal, and the one of a key whatever it was for; oldest first."""
    query = _SELECT + "(channel = ? AND appeal = ?) OR key = ? ORDER BY begun, key"
    return [_kept(row) for row in connection.execute(query, (*id, key))]


def by_key(connection: sqlite3.Connection, key: str) -> KeptReply | None:
    """The reply of a key."""
    row: tuple[Any, ...] | None = connection.execute(_SELECT + "key = ?", (key,)).fetchone()
    return None if row is None else _kept(row)


def unsettled(connection: sqlite3.Connection, count: int) -> list[KeptReply]:
    """Replies that are not known to be sent, oldest first."""
    query = _SELECT + "state != 'sent' ORDER BY begun, key LIMIT ?"
    return [_kept(row) for row in connection.execute(query, (count,))]


def begin(
    connection: sqlite3.Connection,
    id: AppealId,
    reply: Reply,
    by: str | None,
    token: str,
    now: float,
    until: float,
) -> None:
    """Note that a reply is about to be sent."""
    row = (
        *(reply.key, *id, reply_digest(reply), reply_dumped(reply, with_files=False)),
        *(author(by), "begun", token, now, until),
    )
    columns = "key, channel, appeal, digest, body, author, state, token, begun, lease"
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO desk_reply ({columns}) VALUES ({marks})", row)  # noqa: S608


def take_over(connection: sqlite3.Connection, key: str, token: str, until: float) -> None:
    """Give a reply, whose sender is gone, to another one."""
    change = "UPDATE desk_reply SET token = ?, lease = ? WHERE key = ?"
    connection.execute(change, (token, until, key))


def renew(connection: sqlite3.Connection, key: str, token: str, until: float) -> bool:
    """Hold a reply for longer; False if somebody else has taken it over."""
    change = (
        "UPDATE desk_reply SET lease = ?, state = 'begun'"
        " WHERE key = ? AND token = ? AND state != 'sent'"
    )
    return bool(connection.execute(change, (until, key, token)).rowcount)


def end(
    connection: sqlite3.Connection,
    key: str,
    token: str,
    state: Literal["unknown", "sent"],
    *,
    number: str | None = None,
    sent: float | None = None,
    lease: float = 0.0,
) -> bool:
    """Note what came of a reply; that it was sent is believed from everybody."""
    change = (
        "UPDATE desk_reply SET state = ?, number = ?, sent = ?, lease = ?"
        " WHERE key = ? AND state != 'sent' AND (token = ? OR ?)"
    )
    number = None if number is None else reason(number)
    row = (state, number, sent, lease, key, token, state == "sent")
    return bool(connection.execute(change, row).rowcount)


def forget(connection: sqlite3.Connection, key: str, token: str) -> bool:
    """Forget a reply that surely was not sent, unless somebody else has taken it over."""
    delete = "DELETE FROM desk_reply WHERE key = ? AND token = ? AND state != 'sent'"
    return bool(connection.execute(delete, (key, token)).rowcount)


def _kept(row: tuple[Any, ...]) -> KeptReply:
    channel, key, body, digest, author, state, begun, lease, number, sent, token = checked_row(
        row, *_TYPES
    )
    return KeptReply(
        appeal=AppealId(channel, key),
        reply=reply_loaded(body),
        digest=digest,
        by=author,
        state=state,
        begun_at=moment(begun),
        lease_until=moment(lease),
        number=number,
        sent_at=moment_or_none(sent),
        token=token,
    )
