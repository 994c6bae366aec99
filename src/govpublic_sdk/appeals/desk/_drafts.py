"""Drafts and notes of a desk; nothing is sent by them, and no citizen sees them."""

from __future__ import annotations

from types import NoneType

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.desk import appeal_table, draft_table, reply_table
from govpublic_sdk.appeals.desk._file import DeskFile
from govpublic_sdk.appeals.desk.bodies import moment
from govpublic_sdk.appeals.desk.deciding import seen_in
from govpublic_sdk.appeals.desk.values import ApprovedDraft, Draft, JournalEntry
from govpublic_sdk.appeals.parameters import check_type
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = ["KeptDrafts"]


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
            reply: What the citizen is to be told.
            by: Who wrote it.
            instead_of: The draft that it changes, as it was read.
            once: As for `begin`.

        Raises:
            Conflict: Somebody else has changed that draft meanwhile, or it was sent.
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
            seen = seen_in(appeal, reply_table.replies_to(connection, appeal.id, reply.key))
            if instead_of is None:
                written = draft_table.write(
                    connection, appeal.id, reply, by, seen=seen, once=once, now=now
                )
            else:
                written = draft_table.rewrite(connection, instead_of, reply, by, seen=seen, now=now)
            self._log(connection, appeal.id, "drafted", now, by, reply=reply.key)
        return written

    @check_arguments
    def approve(self, draft: Draft, *, by: str | None = None) -> Draft:
        """Say that a draft may be sent as it is.

        Args:
            draft: The version that was read.
            by: Who approves it.

        Raises:
            Conflict: Somebody has changed it meanwhile, or it was sent.
        """
        check_type("draft", draft, Draft, "a Draft")
        now = self._now()
        with self._database.transaction() as connection:
            approved = draft_table.approve(connection, draft, by, now)
            self._log(connection, draft.appeal, "approved", now, by, reply=draft.reply.key)
        return approved

    @check_arguments
    def drafts(self, id: AppealId) -> list[Draft]:
        """Drafts to an appeal, oldest first, sent ones included."""
        with self._database.reading() as connection:
            return draft_table.drafts_of(connection, appeal_table.known_id(id))

    @check_arguments
    def approved(self, draft: Draft) -> ApprovedDraft:
        """A draft as it may be sent.

        Raises:
            Conflict: Nobody approved it, or it or a file of it was changed since.
        """
        check_type("draft", draft, Draft, "a Draft")
        with self._database.reading() as connection:
            return draft_table.approved(connection, draft)

    @check_arguments
    def draft_sent(self, draft: Draft) -> None:
        """Note that a draft was sent."""
        check_type("draft", draft, Draft, "a Draft")
        with self._database.transaction() as connection:
            draft_table.mark_sent(connection, draft.id)

    @check_arguments
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
                JournalEntry(at=moment(at), kind=kind, by=by, text=text, reply=reply)
                for at, kind, by, text, reply in connection.execute(
                    select, appeal_table.known_id(id)
                )
            ]
