"""Values that channels receive: replies, new appeals, windows. Each checks its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import NoneType

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.calls import check_file_name, check_media_type
from govpublic_sdk._core.validation import (
    ReplyKind,
    check_date,
    check_moment,
    check_text,
    check_type,
    each_of,
)
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import AppealAnswer, AppealEvent, AppealId, AppealPlace

__all__ = [
    "AppealUpdate",
    "NewAppeal",
    "OutgoingFile",
    "Reply",
    "SentReply",
    "Window",
]

_KINDS = ("interim", "final", "refusal", "forward", "postpone")


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of time.

    Attributes:
        since: Start of the span, aware.
        until: End of the span, exclusive, aware; None for no end.
    """

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Reject naive datetimes, and an end that is not after the start."""
        check_moment("since", self.since)
        if self.until is not None:
            check_moment("until", self.until)
        if self.until is not None and self.until <= self.since:
            raise ParameterError("until", show_value(self.until), "a time after `since`")

    @check_arguments
    def holds(self, moment: datetime | None) -> bool:
        """Whether a timestamp is within; an unknown one is."""
        if moment is None:
            return True
        return moment >= self.since and (self.until is None or moment < self.until)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """A file to be sent along.

    Attributes:
        name: Its file name.
        content: Its bytes, or its path; a path is streamed.
        content_type: Its media type.
    """

    name: str
    content: bytes | Path = field(repr=False)
    content_type: str = "application/octet-stream"

    def __post_init__(self) -> None:
        """Reject a value that is not a file."""
        check_text("name", self.name)
        check_type("content", self.content, (bytes, Path), "bytes or a Path")
        check_text("content_type", self.content_type)
        check_file_name("name", self.name)
        check_media_type("content_type", self.content_type)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply to a citizen.

    Attributes:
        text: The answer; it does not show.
        kind: `interim` when a final one follows, `final`, `refusal`, `forward`, `postpone`.
        key: Identifies this reply; a key is answered only once.
        files: Files to send along.
        to: Where an appeal is forwarded: the other body as the channel names it.
        until: When a postponed solution is promised for.
        solved: Whether the matter is solved; None if unknown.
        number: The outgoing number of the answer, «исходящий номер».
        executor: The officer who prepared it, as shown to the citizen.
        attributes: Further fields of the channel, by its own names.
    """

    text: str = field(repr=False)
    kind: ReplyKind = "final"
    key: str
    files: tuple[OutgoingFile, ...] = ()
    to: str | None = None
    until: date | None = None
    solved: bool | None = None
    number: str | None = None
    executor: str | None = field(default=None, repr=False)
    attributes: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)

    def __post_init__(self) -> None:
        """Reject values that no channel can send."""
        _check_types(self)
        if self.kind not in _KINDS:
            raise ParameterError("kind", show_value(self.kind), any_of(_KINDS))
        if not self.text.strip():
            raise ParameterError("text", "empty", "the text of the reply")
        if not self.key.strip() or len(self.key) > 200 or not self.key.isprintable():
            raise ParameterError(
                "key",
                Text("{count} characters", count=len(self.key)),
                Text("{min} to {max} printable characters", min=1, max=200),
            )
        if self.kind == "postpone" and self.until is None:
            raise ParameterError("until", "missing", "the date of the promised solution")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReply:
    """A reply that a channel took.

    Attributes:
        appeal: What was answered.
        key: The key of the reply.
        kind: Its kind.
        number: Its number at the channel, where that gives one.
        at: When, by the channel or by the desk.
    """

    appeal: AppealId
    key: str
    kind: ReplyKind
    number: str | None = None
    at: datetime | None = None


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppeal:
    """An appeal to be created on behalf of a citizen.

    Attributes:
        text: What is the matter; it does not show.
        key: Your own number of it, by which it is found again where the channel can do that.
        service: The code of a service, of a category, of a queue.
        title: A heading.
        place: Where the matter is.
        attributes: Answers to the questions of the form, by their code.
        contacts: `first_name`, `last_name`, `email`, `phone`; they do not show.
        files: Files to send along.
        media_urls: URLs of pictures on other hosts.
    """

    text: str = field(repr=False)
    key: str | None = None
    service: str | None = None
    title: str | None = field(default=None, repr=False)
    place: AppealPlace | None = field(default=None, repr=False)
    attributes: Mapping[str, str | list[str]] = field(
        default_factory=dict[str, "str | list[str]"], repr=False
    )
    contacts: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    files: tuple[OutgoingFile, ...] = ()
    media_urls: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Reject a value that is not an appeal."""
        check_text("text", self.text)
        for name in ("key", "service", "title"):
            _check_optional(name, getattr(self, name))
        each_of("files", self.files, OutgoingFile, "a list of OutgoingFile")
        each_of("media_urls", self.media_urls, str, "some addresses")
        for name in ("attributes", "contacts"):
            check_type(name, getattr(self, name), Mapping, "a mapping")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealUpdate:
    """Something that happened to an appeal.

    Attributes:
        appeal: Which one.
        event: What happened.
        answer: The answer, where it was one.
    """

    appeal: AppealId
    event: AppealEvent
    answer: AppealAnswer | None = None


def _check_types(reply: Reply) -> None:
    """Refuse values of other types, before they are looked at or kept."""
    check_text("text", reply.text)
    check_text("kind", reply.kind)
    check_text("key", reply.key)
    for name in ("to", "number", "executor"):
        _check_optional(name, getattr(reply, name))
    if reply.until is not None:
        check_date("until", reply.until)
    check_type("solved", reply.solved, (bool, NoneType), "True, False or None")
    each_of("files", reply.files, OutgoingFile, "a list of OutgoingFile")
    check_type("attributes", reply.attributes, Mapping, "a mapping")


def _check_optional(name: str, value: object) -> None:
    check_type(name, value, (str, NoneType), "a text, or None")
