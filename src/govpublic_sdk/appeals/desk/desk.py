"""The desk itself: what can be done with its file. It asks nothing over a network.

`client.appeals` takes appeals in and carries replies out; what it must remember lies here.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from govpublic_sdk.appeals.desk import drafting, forgetting, keeping, outgoing
from govpublic_sdk.appeals.desk.bodies import digest_of, loaded, moment, moment_or_none
from govpublic_sdk.appeals.desk.deciding import decided, seen_in
from govpublic_sdk.appeals.desk.keeping import Filter, Order
from govpublic_sdk.appeals.desk.merging import answered, merged
from govpublic_sdk.appeals.desk.tables import SCHEMA
from govpublic_sdk.appeals.desk.terms import by_regime
from govpublic_sdk.appeals.desk.values import (
    DeskCounts,
    Draft,
    JournalEntry,
    KeptReply,
    PutResult,
    ToSend,
    Unread,
)
from govpublic_sdk.appeals.replies import AppealUpdate, Reply, SentReply
from govpublic_sdk.errors import Conflict, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.store.database import Database
from govpublic_sdk.store.values import above_zero, known_key, reason

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
    from govpublic_sdk.appeals.rows import AppealRow

__all__ = ["Desk"]

_ROWS, _BODIES = 2_000, 200


class Desk:
    """Appeals, drafts, replies and notes in one file, for all threads and processes of a machine.

    The file may be that of an `Inbox` and of `Answers`. It holds what citizens wrote, contacts
    included: its mode is 0600, and `purge` forgets.

    Args:
        path: The file, on a local disk; it is made where there is none.
        policies: By which deadlines are reckoned when an appeal is first put: for each regime one.
            None for `POLICIES`, which stand for the whole country; an empty tuple for none.
        lease: How long whoever sends a reply has for it, and how long a reply whose answer was
            lost is left alone before somebody looks. More than the client's `deadline`.
        patience: Seconds to wait for other threads, and as many for other processes.
        now: Seconds since 1970, for tests.

    Raises:
        ParameterError: A value that is not above 0, or two policies for one regime.
        ConfigurationError: The path cannot be a store.
        StoreError: The file is locked for too long, or damaged.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        policies: Mapping[str, DeadlinePolicy] | Iterable[DeadlinePolicy] | None = None,
        lease: timedelta = timedelta(minutes=3),
        patience: float = 10.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._policies = by_regime(policies)
        self._lease = above_zero("lease", lease.total_seconds())
        self._now = now
        self._database = Database(path, SCHEMA, patience=above_zero("patience", patience))

    def __repr__(self) -> str:
        """Where it is."""
        return repr(self._database)

    def __enter__(self) -> Self:
        """Use the desk in a block; it is closed at its end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Let the file go; what is asked after this is refused."""
        self._database.close()

    def time(self) -> datetime:
        """The present moment by the clock of the desk."""
        return moment(self._now())

    # Appeals

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

    def put_all(self, appeals: Iterable[Appeal]) -> list[PutResult]:
        """Store appeals, all or nothing; see `put`."""
        with self._database.transaction() as connection:
            return [self._put(connection, one) for one in appeals]

    def update(self, update: AppealUpdate) -> PutResult | None:
        """Merge what happened into a stored appeal.

        Returns:
            `changed`, `known` where it came before, None where there is no such appeal.
        """
        now = self._now()
        with self._database.transaction() as connection:
            result = keeping.update(connection, update, now)
            if result == "changed":
                self._log(connection, update.appeal, "update", now)
        return result

    def get(self, id: AppealId) -> Appeal | None:
        """A stored appeal with deadlines and all answers that are known; None if there is none."""
        with self._database.reading() as connection:
            return keeping.find(connection, id)

    def complete(self, appeal: Appeal) -> Appeal:
        """An appeal as a channel told it, with what the desk knows beside; nothing is stored."""
        kept = self.get(appeal.id)
        if kept is None:
            return appeal
        return merged(kept, appeal).model_copy(update={"deadlines": kept.deadlines})

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
        for columns in self._walk(order, wanted, _BODIES, bodies=True):
            yield loaded(columns[2])

    def rows(
        self, *, order: Order = "term", channel: str | None = None, is_open: bool | None = None
    ) -> Iterator[AppealRow]:
        """Stored appeals as slim rows, which hold no word of a citizen; see `each`."""
        wanted = Filter(channel=channel, is_open=is_open)
        return map(keeping.row_of, self._walk(order, wanted, _ROWS, bodies=False))

    def overdue(self, now: datetime | None = None) -> Iterator[AppealRow]:
        """Open appeals whose term is over, the longest overdue first.

        Args:
            now: The moment by which that is judged; None for the present one.
        """
        at = int(now.timestamp() if now is not None else self._now())
        wanted = Filter(is_open=True, due_before=at)
        return map(keeping.row_of, self._walk("term", wanted, _ROWS, bodies=False))

    def _walk(
        self, order: Order, wanted: Filter, count: int, *, bodies: bool
    ) -> Iterator[tuple[Any, ...]]:
        if order not in ("time", "term"):
            raise ParameterError("order", repr(order), "'time', 'term'")
        place = (float("-inf"), 0)
        while True:
            with self._database.reading() as connection:
                found = keeping.page(connection, order, wanted, place, count, bodies=bodies)
            yield from found
            if len(found) < count:
                return
            place = found[-1][:2]

    def _put(self, connection: sqlite3.Connection, appeal: Appeal) -> PutResult:
        now = self._now()
        result = keeping.put(connection, appeal, self._policies, now)
        if result != "known":
            self._log(connection, appeal.id, result, now)
        return result

    # How far channels were read

    def position(self, channel: str) -> datetime | None:
        """Until when a channel was taken in."""
        select = "SELECT reached FROM desk_position WHERE channel = ?"
        with self._database.reading() as connection:
            row: tuple[float] | None = connection.execute(select, (channel,)).fetchone()
        return moment_or_none(row[0] if row else None)

    def reach(self, channel: str, until: datetime) -> None:
        """Note until when a channel was taken in; it never goes back."""
        note = (
            "INSERT INTO desk_position VALUES (?, ?) ON CONFLICT DO UPDATE"
            " SET reached = max(reached, excluded.reached)"
        )
        with self._database.transaction() as connection:
            connection.execute(note, (channel, until.timestamp()))

    def keep_unread(self, channel: str, unread: Mapping[str, object]) -> list[Unread]:
        """Keep what could not be read, once.

        Args:
            channel: Where it came from.
            unread: Path to raw value.
        """
        at = self._now()
        kept = [Unread(channel=channel, path=k, raw=v, at=moment(at)) for k, v in unread.items()]
        insert = "INSERT INTO desk_unread VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        with self._database.transaction() as connection:
            for one in kept:
                text = json.dumps(one.raw, default=str, sort_keys=True)
                connection.execute(insert, (channel, digest_of(text), at, reason(one.path), text))
        return kept

    def unread(self) -> list[Unread]:
        """What could not be read, oldest first."""
        select = "SELECT channel, path, body, at FROM desk_unread ORDER BY at, path"
        with self._database.reading() as connection:
            found = connection.execute(select).fetchall()
        return [
            Unread(channel=channel, path=path, raw=json.loads(body), at=moment(at))
            for channel, path, body, at in found
        ]

    # Drafts and notes

    def draft(
        self,
        appeal: Appeal,
        reply: Reply,
        *,
        by: str | None = None,
        instead_of: Draft | None = None,
        once: bool = False,
    ) -> Draft:
        """Keep a draft, or a changed one; the appeal is stored with it.

        Args:
            appeal: What it answers, as its writer sees it.
            reply: What the citizen is to be told.
            by: Who wrote it.
            instead_of: The draft that it changes, as it was read.
            once: As for `begin`.

        Raises:
            Conflict: Somebody else has changed that draft meanwhile, or it was sent.
            ParameterError: A file cannot be read, or the draft answers another appeal.
        """
        if instead_of is not None and instead_of.appeal != appeal.id:
            raise ParameterError("draft", f"one to {instead_of.appeal}", f"one to {appeal.id}")
        now = self._now()
        with self._database.transaction() as connection:
            self._put_if_new(connection, appeal)
            seen = seen_in(appeal, outgoing.replies_to(connection, appeal.id, reply.key))
            if instead_of is None:
                written = drafting.write(
                    connection, appeal.id, reply, by, seen=seen, once=once, now=now
                )
            else:
                written = drafting.rewrite(connection, instead_of, reply, by, seen=seen, now=now)
            self._log(connection, appeal.id, "drafted", now, by, reply=reply.key)
        return written

    def approve(self, draft: Draft, *, by: str | None = None) -> Draft:
        """Say that a draft may be sent as it is.

        Args:
            draft: The version that was read.
            by: Who approves it.

        Raises:
            Conflict: Somebody has changed it meanwhile, or it was sent.
        """
        now = self._now()
        with self._database.transaction() as connection:
            approved = drafting.approve(connection, draft, by, now)
            self._log(connection, draft.appeal, "approved", now, by, reply=draft.reply.key)
        return approved

    def drafts(self, id: AppealId) -> list[Draft]:
        """Drafts to an appeal, oldest first, sent ones included."""
        with self._database.reading() as connection:
            return drafting.drafts_of(connection, id)

    def approved(self, draft: Draft) -> tuple[Draft, frozenset[str], bool]:
        """A draft as it may be sent, keys of the replies its writer saw, and its `once`.

        Raises:
            Conflict: Nobody approved it, or it or a file of it was changed since.
        """
        with self._database.reading() as connection:
            return drafting.to_send(connection, draft.id)

    def draft_sent(self, draft: Draft) -> None:
        """Note that a draft was sent."""
        with self._database.transaction() as connection:
            drafting.mark_sent(connection, draft.id)

    def note(
        self, id: AppealId, text: str | None, *, by: str | None = None, kind: str = "note"
    ) -> None:
        """Write a line into the journal of an appeal; the citizen does not see it.

        Args:
            id: Which appeal.
            text: What is to be remembered.
            by: Who writes it.
            kind: What kind of line it is.
        """
        with self._database.transaction() as connection:
            if keeping.find(connection, id) is None:
                raise ParameterError("appeal", str(id), "one that the desk holds")
            self._log(connection, id, kind, self._now(), by, text=text)

    def journal(self, id: AppealId) -> list[JournalEntry]:
        """What was done with an appeal, oldest first."""
        select = (
            "SELECT at, kind, author, text, reply FROM desk_journal"
            " WHERE channel = ? AND appeal = ? ORDER BY id"
        )
        with self._database.reading() as connection:
            found = connection.execute(select, tuple(id)).fetchall()
        return [
            JournalEntry(at=moment(at), kind=kind, by=by, text=text, reply=reply)
            for at, kind, by, text, reply in found
        ]

    # Replies

    def begin(
        self,
        appeal: Appeal,
        reply: Reply,
        *,
        by: str | None = None,
        once: bool = False,
        seen: frozenset[str] | None = None,
    ) -> SentReply | ToSend:
        """Say that a reply is about to be sent; that is on the disk when this returns.

        Args:
            appeal: What is answered, as the officer sees it.
            reply: What he wants to say.
            by: Who answers.
            once: Whether the same words to the same appeal are the same reply, whatever its key,
                until the citizen speaks again.
            seen: Keys of the replies that the officer has seen; None for those that `appeal` shows.

        Returns:
            The kept reply if it was sent before: send nothing. Else the right to send it, or to
            look after a doubtful one first.

        Raises:
            Conflict: Somebody else is sending one, or has sent one that the officer has not seen;
                or the key was used for other words.
            StoreError: Nothing was noted; do not send.
        """
        token, now = secrets.token_hex(8), self._now()
        with self._database.transaction() as connection:
            self._put_if_new(connection, appeal)
            kept = outgoing.replies_to(connection, appeal.id, reply.key)
            seen = seen_in(appeal, kept) if seen is None else seen
            decision, found = decided(appeal, reply, kept, now=moment(now), seen=seen, once=once)
            if found is None:
                until = now + self._lease
                outgoing.begin(connection, appeal.id, reply, by, token, now, until)
                self._log(connection, appeal.id, "sending", now, by, reply=reply.key)
                return ToSend(reply.key, token)
            if decision == "kept":
                return found.as_sent()
            outgoing.take_over(connection, found.reply.key, token, now + self._lease)
        return ToSend(found.reply.key, token, found)

    def renew(self, right: ToSend) -> None:
        """Hold the right to send for another lease.

        Raises:
            Conflict: The lease was over and somebody else has taken it; do not send.
        """
        with self._database.transaction() as connection:
            until = self._now() + self._lease
            if not outgoing.renew(connection, right.key, right.token, until):
                what = "The right to send this reply was over, and somebody else has taken it."
                raise Conflict(what, advice="Read the appeal again.")

    def sent(self, right: ToSend, sent: SentReply) -> SentReply:
        """Say that a reply was sent; its appeal shows it from now on.

        Returns:
            What is kept of it.
        """
        with self._database.transaction() as connection:
            return self._sent(connection, right.key, right.token, sent.number, sent.at, "sent")

    def failed(self, right: ToSend) -> None:
        """Say that a reply surely was not sent; it is forgotten, and may be begun again."""
        now = self._now()
        with self._database.transaction() as connection:
            kept = outgoing.by_key(connection, right.key)
            if kept and outgoing.forget(connection, right.key, right.token):
                self._log(connection, kept.appeal, "not_sent", now, kept.by, reply=right.key)

    def unknown(self, right: ToSend, *, look_now: bool = False) -> None:
        """Say that nobody knows whether a reply arrived.

        Args:
            right: The right to send it.
            look_now: Whether it may be looked for at once. Else a lease must pass: what was sent
                may still be on its way.
        """
        now = self._now()
        with self._database.transaction() as connection:
            kept = outgoing.by_key(connection, right.key)
            until = now if look_now else now + self._lease
            if kept and outgoing.end(connection, right.key, right.token, "unknown", lease=until):
                self._log(connection, kept.appeal, "unknown", now, kept.by, reply=right.key)

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
            by: Who decides.

        Returns:
            What is kept of it; None where it did not arrive: it may be sent again.

        Raises:
            ParameterError: There is no such reply.
            Conflict: It is being sent right now, or is known to be sent.
        """
        now = self._now()
        with self._database.transaction() as connection:
            kept = outgoing.by_key(connection, key)
            if kept is None or kept.appeal != id:
                raise ParameterError("key", repr(key), f"the key of a reply to {id}")
            if sent and kept.state == "sent":
                return kept.as_sent()
            if sent:
                return self._sent(connection, key, kept.token, number, None, "settled_sent", by)
            if kept.state == "sent":
                raise Conflict(f"The reply {key!r} was sent.", advice="Nothing was changed.")
            if kept.state == "begun" and kept.lease_until > moment(now):
                what = f"The reply {key!r} is being sent right now."
                raise Conflict(what, advice=f"Decide after {kept.lease_until:%H:%M:%S} UTC.")
            outgoing.forget(connection, key, kept.token)
            self._log(connection, id, "settled_not_sent", now, by, reply=key)
        return None

    def unsettled(self, *, count: int = 100) -> list[KeptReply]:
        """Replies that were begun and are not known to be sent, the oldest first.

        Args:
            count: How many at most.
        """
        with self._database.reading() as connection:
            return outgoing.unsettled(connection, count)

    def replies(self, id: AppealId) -> list[KeptReply]:
        """Replies to an appeal that were begun or sent here, oldest first."""
        with self._database.reading() as connection:
            return outgoing.replies_to(connection, id, "")

    def _sent(
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
        changed = outgoing.end(connection, key, token, "sent", number=number, sent=when)
        kept = outgoing.by_key(connection, key)
        if kept is None:
            raise ParameterError("key", repr(key), "the key of a reply that was begun")
        if changed:
            keeping.change(connection, kept.appeal, lambda one: answered(one, kept), now)
            self._log(connection, kept.appeal, kind, now, by or kept.by, reply=key)
        return kept.as_sent()

    # The end

    def purge(self, older_than: timedelta) -> int:
        """Forget appeals that are done, with their drafts, replies and notes, and wipe them.

        What could not be read is forgotten, too. Open appeals stay, and so do those with a reply
        whose end nobody knows.

        Args:
            older_than: How long ago an appeal must have ended.

        Returns:
            How many appeals were forgotten. Whoever answers one of them again is answered again.
        """
        with self._database.transaction() as connection:
            gone = forgetting.forget(connection, self._now() - older_than.total_seconds())
        self._database.wipe()
        return gone

    def counts(self) -> DeskCounts:
        """How much the desk holds."""
        with self._database.reading() as connection:
            return forgetting.counts(connection, self._now())

    def _put_if_new(self, connection: sqlite3.Connection, appeal: Appeal) -> None:
        if keeping.find(connection, appeal.id) is None:
            self._put(connection, appeal)

    def _log(
        self,
        connection: sqlite3.Connection,
        id: AppealId,
        kind: str,
        at: float,
        by: str | None = None,
        *,
        text: str | None = None,
        reply: str | None = None,
    ) -> None:
        insert = (
            "INSERT INTO desk_journal (channel, appeal, at, kind, author, text, reply)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        names = (known_key(id.channel), known_key(id.key))
        by = None if by is None else reason(by)
        text = None if text is None else text.encode("utf-8", "replace").decode()
        connection.execute(insert, (*names, at, reason(kind), by, text, reply))
