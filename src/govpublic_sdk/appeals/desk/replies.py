"""Outgoing replies of a desk: begun before they are sent, ended afterwards, or settled by a human.

The sender of a reply holds a token and a lease. When the lease expires, another sender may take the
reply over, and the token of the first sender becomes invalid.
"""

from __future__ import annotations

import secrets
import sqlite3
from datetime import datetime
from types import NoneType
from typing import Any, Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import author, check_range, check_type, reason, safe_key
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.desk import appeal_table
from govpublic_sdk.appeals.desk.file import DeskFile
from govpublic_sdk.appeals.desk.merge import apply_reply, decide_send, keys_seen_in
from govpublic_sdk.appeals.desk.serialization import (
    check_storable,
    digest_reply,
    dump_reply,
    from_seconds,
    from_seconds_or_none,
    load_reply,
)
from govpublic_sdk.appeals.desk.values import KeptReply, SendLease
from govpublic_sdk.appeals.replies import Reply, SentReply
from govpublic_sdk.errors import Conflict, DeadlineExceeded, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.store._opening import check_row

__all__ = [
    "KeptReplies",
    "begin",
    "by_key",
    "delete",
    "end",
    "renew",
    "replies_to",
    "select_unsettled",
    "take_over",
]

_SELECT = (
    "SELECT channel, appeal, body, digest, author, state, begun, lease, number, sent, token"
    " FROM desk_reply WHERE "
)
_TYPES = (str, str, str, bytes, str | None, str, float, float, str | None, float | None, str)


def replies_to(connection: sqlite3.Connection, id: AppealId, key: str) -> list[KeptReply]:
    """Replies to an appeal, and the one of a key whatever it was for; oldest first."""
    query = _SELECT + "(channel = ? AND appeal = ?) OR key = ? ORDER BY begun, key"
    return [_parse_reply(row) for row in connection.execute(query, (*id, key))]


def by_key(connection: sqlite3.Connection, key: str) -> KeptReply | None:
    """The reply of a key."""
    row: tuple[Any, ...] | None = connection.execute(_SELECT + "key = ?", (key,)).fetchone()
    return None if row is None else _parse_reply(row)


def select_unsettled(connection: sqlite3.Connection, count: int) -> list[KeptReply]:
    """Replies that are not known to be sent, oldest first."""
    query = _SELECT + "state != 'sent' ORDER BY begun, key LIMIT ?"
    return [_parse_reply(row) for row in connection.execute(query, (count,))]


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
        *(reply.key, *id, digest_reply(reply), dump_reply(reply, with_files=False)),
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
    """Hold a reply for longer; False if another sender has taken it over."""
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


def delete(connection: sqlite3.Connection, key: str, token: str) -> bool:
    """Delete a reply that surely was not sent, unless another sender has taken it over."""
    delete = "DELETE FROM desk_reply WHERE key = ? AND token = ? AND state != 'sent'"
    return bool(connection.execute(delete, (key, token)).rowcount)


def _parse_reply(row: tuple[Any, ...]) -> KeptReply:
    channel, key, body, digest, author, state, begun, lease, number, sent, token = check_row(
        row, *_TYPES
    )
    return KeptReply(
        appeal=AppealId(channel, key),
        reply=load_reply(body),
        digest=digest,
        by=author,
        state=state,
        begun_at=from_seconds(begun),
        lease_until=from_seconds(lease),
        number=number,
        sent_at=from_seconds_or_none(sent),
        token=token,
    )


_SLACK = 5.0  # seconds for the commit, where a lease is set shorter than a request may take


class KeptReplies(DeskFile):
    """The replies of a desk, until it is known what came of them and after."""

    @check_arguments
    def begin(
        self,
        appeal: Appeal,
        reply: Reply,
        *,
        by: str | None = None,
        once: bool = False,
        seen: frozenset[str] | None = None,
    ) -> SentReply | SendLease:
        """Say that a reply is about to be sent; that is on the disk when this returns.

        Args:
            appeal: What is answered, as the officer sees it.
            reply: What he wants to say.
            by: The user who answers.
            once: Whether the same words to the same appeal are the same reply, whatever its key,
                until the citizen speaks again.
            seen: Keys of the replies that the officer has seen; None for those that `appeal` shows.

        Returns:
            The kept reply if it was sent before: send nothing. Else the right to send it, or to
            look after a doubtful one first.

        Raises:
            Conflict: Another user is sending one, or has sent one that the officer has not seen;
                or the key was used for other words.
            StoreError: Nothing was noted; do not send.
        """
        self._check(appeal, reply)
        token, now = secrets.token_hex(8), self._now()
        with self._database.transaction() as connection:
            self._put_if_new(connection, appeal)
            earlier = replies_to(connection, appeal.id, reply.key)
            seen = keys_seen_in(appeal, earlier) if seen is None else seen
            decision, previous = decide_send(
                appeal, reply, earlier, now=from_seconds(now), seen=seen, once=once
            )
            if previous is None:
                until = now + self._lease
                begin(connection, appeal.id, reply, by, token, now, until)
                self._log(connection, appeal.id, "sending", now, by, reply=reply.key)
                return SendLease(reply.key, token)
            if decision == "kept":
                return previous.as_sent()
            take_over(connection, previous.reply.key, token, now + self._lease)
        return SendLease(previous.reply.key, token, previous)

    @check_arguments
    def renew(self, lease: SendLease, *, timeout: float | None = None) -> None:
        """Hold the right to send for another lease, and never for less than a request may take.

        Args:
            lease: The lease of the reply.
            timeout: Seconds that the next request may take; None if that is not known.

        Raises:
            Conflict: The lease was over and another sender has taken it; do not send.
            DeadlineExceeded: Storing it took so long that too little of the lease is left.
        """
        check_type("lease", lease, SendLease, "a SendLease")
        needed = timeout or 0.0
        with self._database.transaction() as connection:
            until = self._now() + max(self._lease, needed + _SLACK)
            if not renew(connection, lease.key, lease.token, until):
                raise Conflict(
                    Text("The lease of this reply has expired, and another user has taken it."),
                    advice="Read the appeal again.",
                )
        left = until - self._now()
        if left < needed:
            raise DeadlineExceeded(
                Text(
                    "{left} s of the lease are left, and a request may take {needed} s.",
                    left=f"{left:.1f}",
                    needed=f"{needed:g}",
                ),
                advice="This request was not sent. Send the reply again.",
            )

    @check_arguments
    def mark_sent(self, lease: SendLease, sent: SentReply) -> SentReply:
        """Say that a reply was sent; its appeal shows it from now on.

        Returns:
            What is kept of it.
        """
        check_type("lease", lease, SendLease, "a SendLease")
        check_type("sent", sent, SentReply, "a SentReply")
        check_type("sent", sent.at, (datetime, NoneType), "a SentReply whose `at` is a datetime")
        if sent.at is not None:
            check_storable("sent", sent.at)
        with self._database.transaction() as connection:
            return self._store_sent(
                connection, lease.key, lease.token, sent.number, sent.at, "sent"
            )

    @check_arguments
    def mark_failed(self, lease: SendLease) -> None:
        """Say that a reply surely was not sent; it is forgotten, and may be begun again."""
        check_type("lease", lease, SendLease, "a SendLease")
        now = self._now()
        with self._database.transaction() as connection:
            stored = by_key(connection, lease.key)
            if stored and delete(connection, lease.key, lease.token):
                self._log(connection, stored.appeal, "not_sent", now, stored.by, reply=lease.key)

    @check_arguments
    def mark_unknown(self, lease: SendLease, *, look_now: bool = False) -> None:
        """Record that the outcome of a reply is unknown.

        Args:
            lease: The lease of the reply.
            look_now: Whether it may be looked for at once. Else a lease must pass: what was sent
                may still be on its way.
        """
        check_type("lease", lease, SendLease, "a SendLease")
        now = self._now()
        with self._database.transaction() as connection:
            stored = by_key(connection, lease.key)
            until = now if look_now else now + self._lease
            if stored and end(connection, lease.key, lease.token, "unknown", lease=until):
                self._log(connection, stored.appeal, "unknown", now, stored.by, reply=lease.key)

    @check_arguments
    def settle(
        self,
        id: AppealId,
        key: str,
        *,
        sent: bool,
        number: str | None = None,
        by: str | None = None,
    ) -> SentReply | None:
        """Decide, after a look of yours, whether a reply arrived.

        Args:
            id: What was answered.
            key: The key of the reply.
            sent: Whether it arrived.
            number: Its number at the channel, where you know it.
            by: The user who decides.

        Returns:
            What is kept of it; None where it did not arrive: it may be sent again.

        Raises:
            ParameterError: The reply does not exist.
            Conflict: It is being sent right now, or is known to be sent.
        """
        now, key = self._now(), safe_key(key)
        with self._database.transaction() as connection:
            stored = by_key(connection, key)
            if stored is None or stored.appeal != id:
                raise ParameterError(
                    "key",
                    show_value(key),
                    Text("the key of a reply to {appeal}", appeal=show_value(str(id))),
                )
            if sent and stored.state == "sent":
                return stored.as_sent()
            if sent:
                return self._store_sent(
                    connection, key, stored.token, number, None, "settled_sent", by
                )
            if stored.state == "sent":
                raise Conflict(
                    Text("Reply {key} was sent.", key=show_value(key)),
                    advice="Nothing was changed.",
                )
            if stored.state == "begun" and stored.lease_until > from_seconds(now):
                raise Conflict(
                    Text("Reply {key} is being sent.", key=show_value(key)),
                    advice=Text("Decide after {time} UTC.", time=f"{stored.lease_until:%H:%M:%S}"),
                )
            delete(connection, key, stored.token)
            self._log(connection, id, "settled_not_sent", now, by, reply=key)
        return None

    @check_arguments
    def unsettled(self, *, count: int = 100) -> list[KeptReply]:
        """Replies that were begun and are not known to be sent, the oldest first.

        Args:
            count: How many at most.
        """
        check_range("count", count, 1, 1_000_000)
        with self._database.reading() as connection:
            return select_unsettled(connection, count)

    @check_arguments
    def replies(self, id: AppealId) -> list[KeptReply]:
        """Replies to an appeal that were begun or sent here, oldest first."""
        with self._database.reading() as connection:
            return replies_to(connection, appeal_table.check_id(id), "")

    def _store_sent(
        self,
        connection: sqlite3.Connection,
        key: str,
        token: str,
        number: str | None,
        at: datetime | None,
        kind: str,
        by: str | None = None,
    ) -> SentReply:
        now = self._now()
        when = now if at is None else at.timestamp()
        changed = end(connection, key, token, "sent", number=number, sent=when)
        stored = by_key(connection, key)
        if stored is None:
            raise ParameterError("key", show_value(key), "the key of a reply that was started")
        if changed:
            replies = replies_to(connection, stored.appeal, key)
            sent = [one for one in replies if one.state == "sent"]
            appeal_table.change(
                connection, stored.appeal, lambda one: apply_reply(one, stored, sent), now
            )
            self._log(connection, stored.appeal, kind, now, by or stored.by, reply=key)
        return stored.as_sent()
