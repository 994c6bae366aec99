"""Drafts and notes of a desk; citizens do not see them.

An approval belongs to a version. A draft that changed afterwards, or a file of it, needs a new
approval.
"""

from __future__ import annotations

import json
import sqlite3
from types import NoneType
from typing import Any

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import author, check_type
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.desk import appeal_table, replies
from govpublic_sdk.appeals.desk.file import DeskFile
from govpublic_sdk.appeals.desk.merge import keys_seen_in
from govpublic_sdk.appeals.desk.serialization import (
    digest_files,
    dump_reply,
    from_seconds,
    from_seconds_or_none,
    load_reply,
)
from govpublic_sdk.appeals.desk.values import ApprovedDraft, Draft, JournalEntry
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.errors import Conflict, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.store._opening import check_row

__all__ = [
    "KeptDrafts",
    "approve",
    "drafts_of",
    "mark_sent",
    "require_approved",
    "rewrite",
    "write",
]

_SELECT = (
    "SELECT id, channel, appeal, body, version, author, written, approver, approved,"
    " approved_version, is_sent FROM desk_draft WHERE "
)
_TYPES = (
    *(int, str, str, str, int, str | None, float),
    *(str | None, float | None, int | None, int),
)


def write(
    connection: sqlite3.Connection,
    id: AppealId,
    reply: Reply,
    by: str | None,
    *,
    seen: frozenset[str],
    once: bool,
    now: float,
) -> Draft:
    """Keep a new draft."""
    body, marks = _dump_texts(reply)
    insert = (
        "INSERT INTO desk_draft"
        " (channel, appeal, body, marks, seen, once, version, author, written)"
        " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)"
    )
    row = (*id, body, marks, json.dumps(sorted(seen)), once, author(by), now)
    return _select_draft(connection, connection.execute(insert, row).lastrowid or 0)


def rewrite(
    connection: sqlite3.Connection,
    draft: Draft,
    reply: Reply,
    by: str | None,
    *,
    seen: frozenset[str],
    now: float,
) -> Draft:
    """Change a draft; what was approved before is not approved any more.

    Raises:
        Conflict: Another user has changed it meanwhile, or it was sent.
    """
    _check_current(connection, draft)
    body, marks = _dump_texts(reply)
    connection.execute(
        "UPDATE desk_draft SET body = ?, marks = ?, seen = ?, version = version + 1, author = ?,"
        " written = ? WHERE id = ?",
        (body, marks, json.dumps(sorted(seen)), author(by), now, draft.id),
    )
    return _select_draft(connection, draft.id)


def approve(connection: sqlite3.Connection, draft: Draft, by: str | None, now: float) -> Draft:
    """Note that a version was approved.

    Raises:
        Conflict: There is a newer version, or it was sent.
    """
    _check_current(connection, draft)
    connection.execute(
        "UPDATE desk_draft SET approver = ?, approved = ?, approved_version = version WHERE id = ?",
        (author(by), now, draft.id),
    )
    return _select_draft(connection, draft.id)


def require_approved(connection: sqlite3.Connection, requested: Draft) -> ApprovedDraft:
    """A draft that may be sent.

    Raises:
        Conflict: It is not approved, or it was changed since, or since it was read.
    """
    id, draft = requested.id, _select_draft(connection, requested.id)
    if not draft.is_approved:
        raise Conflict(
            Text("Draft {id} was changed after it was approved.", id=id)
            if draft.approved_version
            else Text("Draft {id} is not approved.", id=id),
            advice="Approve it, then send it.",
        )
    if draft.version != requested.version:
        raise Conflict(
            Text("Draft {id} was changed since it was read.", id=id),
            advice="Read it again with `desk.drafts`, then send that one.",
        )
    select = "SELECT marks, seen, once FROM desk_draft WHERE id = ?"
    marks, seen, once = connection.execute(select, (id,)).fetchone()
    if not draft.is_sent and _digest_files(draft.reply) != json.loads(marks):
        raise Conflict(
            Text(
                "A file of draft {id} was changed after it was approved, or no longer exists.",
                id=id,
            ),
            advice="Write the draft again with the file as it is now.",
        )
    return ApprovedDraft(draft, frozenset(json.loads(seen)), bool(once))


def mark_sent(connection: sqlite3.Connection, id: int) -> None:
    """Note that a draft was sent."""
    connection.execute("UPDATE desk_draft SET is_sent = 1 WHERE id = ?", (id,))


def drafts_of(connection: sqlite3.Connection, id: AppealId) -> list[Draft]:
    """Drafts to an appeal, oldest first."""
    query = _SELECT + "channel = ? AND appeal = ? ORDER BY id"
    return [_parse_draft(row) for row in connection.execute(query, tuple(id))]


def _check_current(connection: sqlite3.Connection, draft: Draft) -> None:
    stored = _select_draft(connection, draft.id)
    if stored.is_sent:
        raise Conflict(Text("Draft {id} was sent.", id=draft.id), advice="Write a new draft.")
    if stored.version != draft.version:
        what = Text(
            "Draft {id} was changed ({time} UTC{user}).",
            id=draft.id,
            time=f"{stored.written_at:%Y-%m-%d %H:%M:%S}",
            user=Text(", {name}", name=stored.by) if stored.by else "",
        )
        raise Conflict(what, advice="Read it again.")


def _select_draft(connection: sqlite3.Connection, id: int) -> Draft:
    row: tuple[Any, ...] | None = connection.execute(_SELECT + "id = ?", (id,)).fetchone()
    if row is None:
        raise ParameterError("draft", show_value(id), "a draft of this desk")
    return _parse_draft(row)


def _parse_draft(row: tuple[Any, ...]) -> Draft:
    id, channel, key, body, version, author, written, approver, approved, which, sent = check_row(
        row, *_TYPES
    )
    return Draft(
        id=id,
        appeal=AppealId(channel, key),
        reply=load_reply(body),
        version=version,
        by=author,
        written_at=from_seconds(written),
        approved_by=approver,
        approved_at=from_seconds_or_none(approved),
        approved_version=which,
        is_sent=bool(sent),
    )


def _dump_texts(reply: Reply) -> tuple[str, str]:
    marks = _digest_files(reply)
    if marks is None:
        raise ParameterError("files", "a file that cannot be read", "existing files")
    return dump_reply(reply, with_files=True), json.dumps(marks)


def _digest_files(reply: Reply) -> list[str] | None:
    try:
        return digest_files(reply)
    except OSError:
        return None


class KeptDrafts(DeskFile):
    """The drafts and notes of a desk."""

    @check_arguments
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
            reply: The reply to the citizen.
            by: The user who wrote it.
            instead_of: The draft that it changes, as it was read.
            once: As for `begin`.

        Raises:
            Conflict: Another user has changed that draft meanwhile, or it was sent.
            ParameterError: A file cannot be read, or the draft answers another appeal.
        """
        self._check(appeal, reply)
        if instead_of is not None and instead_of.appeal != appeal.id:
            raise ParameterError(
                "draft",
                Text("a draft for {appeal}", appeal=show_value(str(instead_of.appeal))),
                Text("a draft for {appeal}", appeal=show_value(str(appeal.id))),
            )
        now = self._now()
        with self._database.transaction() as connection:
            self._put_if_new(connection, appeal)
            seen = keys_seen_in(appeal, replies.replies_to(connection, appeal.id, reply.key))
            if instead_of is None:
                written = write(connection, appeal.id, reply, by, seen=seen, once=once, now=now)
            else:
                written = rewrite(connection, instead_of, reply, by, seen=seen, now=now)
            self._log(connection, appeal.id, "drafted", now, by, reply=reply.key)
        return written

    @check_arguments
    def approve(self, draft: Draft, *, by: str | None = None) -> Draft:
        """Approve a draft.

        Args:
            draft: The version that was read.
            by: The user who approves it.

        Raises:
            Conflict: Another user has changed it meanwhile, or it was sent.
        """
        check_type("draft", draft, Draft, "a Draft")
        now = self._now()
        with self._database.transaction() as connection:
            approved = approve(connection, draft, by, now)
            self._log(connection, draft.appeal, "approved", now, by, reply=draft.reply.key)
        return approved

    @check_arguments
    def drafts(self, id: AppealId) -> list[Draft]:
        """Drafts to an appeal, oldest first, sent ones included."""
        with self._database.reading() as connection:
            return drafts_of(connection, appeal_table.check_id(id))

    @check_arguments
    def require_approved(self, draft: Draft) -> ApprovedDraft:
        """A draft as it may be sent.

        Raises:
            Conflict: It is not approved, or it or a file of it was changed since.
        """
        check_type("draft", draft, Draft, "a Draft")
        with self._database.reading() as connection:
            return require_approved(connection, draft)

    @check_arguments
    def mark_draft_sent(self, draft: Draft) -> None:
        """Note that a draft was sent."""
        check_type("draft", draft, Draft, "a Draft")
        with self._database.transaction() as connection:
            mark_sent(connection, draft.id)

    @check_arguments
    def note(
        self, id: AppealId, text: str | None, *, by: str | None = None, kind: str = "note"
    ) -> None:
        """Write a line into the journal of an appeal; the citizen does not see it.

        Args:
            id: Which appeal.
            text: What is to be remembered.
            by: The user who writes it.
            kind: What kind of line it is.
        """
        check_type("text", text, (str, NoneType), "a text, or None")
        check_type("kind", kind, str, "a text")
        with self._database.transaction() as connection:
            if appeal_table.find(connection, id) is None:
                raise ParameterError("appeal", show_value(str(id)), "an appeal of this desk")
            self._log(connection, id, kind, self._now(), by, text=text)

    @check_arguments
    def journal(self, id: AppealId) -> list[JournalEntry]:
        """What was done with an appeal, oldest first."""
        select = (
            "SELECT at, kind, author, text, reply FROM desk_journal"
            " WHERE channel = ? AND appeal = ? ORDER BY id"
        )
        with self._database.reading() as connection:
            return [
                JournalEntry(at=from_seconds(at), kind=kind, by=by, text=text, reply=reply)
                for at, kind, by, text, reply in connection.execute(
                    select, appeal_table.check_id(id)
                )
            ]
