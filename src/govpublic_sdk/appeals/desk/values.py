"""Values of the desk: replies, drafts, journal, counts; their repr shows no text of citizens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.appeals.desk.serialization import digest_reply
from govpublic_sdk.appeals.replies import Reply, SentReply
from govpublic_sdk.models.appeals import AppealId

__all__ = [
    "ApprovedDraft",
    "DeskCounts",
    "Draft",
    "JournalEntry",
    "KeptReply",
    "PutResult",
    "SendLease",
    "Unread",
]

PutResult: TypeAlias = Literal["new", "changed", "known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReply:
    """A reply that the desk knows of.

    Attributes:
        appeal: What was answered.
        reply: The reply to the citizen, without the contents of files.
        digest: What changes when the reply does.
        by: Who answered, as he was named.
        state: `begun` while it is being sent, `unknown` if its outcome is unknown,
            `sent`.
        begun_at: When it was begun.
        lease_until: Until when no other sender may check or send.
        number: Its number at the channel.
        sent_at: When it was sent.
        token: Identifies the sender.
    """

    appeal: AppealId
    reply: Reply
    digest: bytes = field(repr=False)
    by: str | None = None
    state: Literal["begun", "unknown", "sent"]
    begun_at: datetime
    lease_until: datetime
    number: str | None = None
    sent_at: datetime | None = None
    token: str = field(repr=False)

    @check_arguments
    def has_words_of(self, reply: Reply) -> bool:
        """Whether the citizen would see the same reply."""
        return self.digest == digest_reply(reply)

    def as_sent(self) -> SentReply:
        """The channel's answer when it took the reply."""
        return SentReply(
            appeal=self.appeal,
            key=self.reply.key,
            kind=self.reply.kind,
            number=self.number,
            at=self.sent_at,
        )


@dataclass(frozen=True, slots=True)
class SendLease:
    """The right to send a reply, for as long as its lease lasts.

    Attributes:
        key: The key of the reply.
        token: Identifies the holder of the lease.
        doubtful: A reply that was begun before and whose outcome is unknown. Check whether it
            arrived; None if there was none, and the reply is to be sent now.
    """

    key: str
    token: str = field(repr=False)
    doubtful: KeptReply | None = None


class ApprovedDraft(NamedTuple):
    """A draft that may be sent as it is.

    Attributes:
        draft: The draft.
        seen: Keys of the replies that its writer had seen.
        once: Whether the same words are the same reply, until the citizen speaks again.
    """

    draft: Draft
    seen: frozenset[str]
    once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply that waits to be approved and sent.

    Attributes:
        id: Its number at the desk, never given twice.
        appeal: What it answers.
        reply: The reply to the citizen.
        version: Grows with each change.
        by: Who wrote this version.
        written_at: When this version was written.
        approved_by: Who approved a version last.
        approved_at: When.
        approved_version: Which version that was.
        is_sent: Whether it was sent.
    """

    id: int
    appeal: AppealId
    reply: Reply
    version: int
    by: str | None
    written_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    approved_version: int | None = None
    is_sent: bool = False

    @property
    def is_approved(self) -> bool:
        """Whether this version, and no earlier one, was approved."""
        return self.approved_version == self.version


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One thing that was done with an appeal at the desk.

    Attributes:
        at: When.
        kind: `new`, `changed`, `update`, `note`, `taken`, `drafted`, `approved`, `sending`, `sent`,
            `not_sent`, `unknown`, `settled_sent`, `settled_not_sent`.
        by: Who did it, if given.
        text: The words of a note; they do not show.
        reply: The key of the reply, where it is about one.
    """

    at: datetime
    kind: str
    by: str | None = None
    text: str | None = field(default=None, repr=False)
    reply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An item of a channel that could not be read, kept as it came.

    Attributes:
        channel: The name of the channel.
        path: Where it stood in the answer.
        raw: What the channel sent; may be a citizen's words, so it does not show.
        at: When it came.
    """

    channel: str
    path: str
    raw: object = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCounts:
    """How much a desk holds.

    Attributes:
        appeals: Appeals in all.
        open: Appeals with something left to do.
        overdue: Open ones whose term is over.
        drafts: Drafts that were not sent.
        sent: Replies that were sent.
        unsettled: Replies that were begun and whose outcome is unknown.
        unparsed: Items of channels that could not be read.
    """

    appeals: int
    open: int
    overdue: int
    drafts: int
    sent: int
    unsettled: int
    unparsed: int
