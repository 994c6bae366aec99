"""What a desk tells: replies, drafts, journal, counts; plain values that show no citizen's word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.appeals.desk.serialization import reply_digest
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
        reply: What the citizen was told, without the contents of files.
        digest: What changes when the reply does.
        by: Who answered, as he was named.
        state: `begun` when somebody is sending it, `unknown` when nobody knows what came of it,
            `sent`.
        begun_at: When it was begun.
        lease_until: Until when nobody else may look or send.
        number: Its number at the channel.
        sent_at: When it was sent.
        token: What tells the one who sends it from others.
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
        """Whether the citizen would be told the same."""
        return self.digest == reply_digest(reply)

    def as_sent(self) -> SentReply:
        """What the channel told when it took the reply."""
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
        token: What tells the holder of the right from others.
        doubtful: A reply that was begun before and whose end nobody knows. Look whether it
            arrived; None where there is none, and the reply is to be sent now.
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
        reply: What the citizen is to be told.
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
        by: Who did it, where somebody was named.
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
        open: Appeals in which somebody still has to do something.
        overdue: Open ones whose term is over.
        drafts: Drafts that were not sent.
        sent: Replies that were sent.
        unsettled: Replies that were begun and whose end nobody knows, or not yet.
        unparsed: Items of channels that could not be read.
    """

    appeals: int
    open: int
    overdue: int
    drafts: int
    sent: int
    unsettled: int
    unparsed: int
