"""From VK's models to parts of an appeal: author, attachments, VK's own words.

Pure. Who answers whom is decided in `vk_threads` and `vk_turns`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from govpublic_sdk.appeals.channels.vk.content import all_attachments, whole_text
from govpublic_sdk.models.appeals import AppealAnswer, AppealEvent, Applicant
from govpublic_sdk.models.private import Private

if TYPE_CHECKING:
    from pydantic import JsonValue

    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.base import Model
    from govpublic_sdk.models.users import User

__all__ = [
    "CHATS",
    "EventKind",
    "Said",
    "Words",
    "addressee",
    "answer_of",
    "applicant_of",
    "event_of",
    "is_gone",
    "raw_of",
    "strip_address",
]

CHATS: Final = 2_000_000_000
"""Ids of conversations from here on are chats of several."""

EventKind: TypeAlias = Literal["message", "answer", "comment"]

_ADDRESS = re.compile(
    r"\s*\[(?P<kind>id|club|public|event)(?P<id>\d{1,18})(?::[\w-]{1,64})?\|[^\[\]]*\]\s*[,:]?\s*"
)


class Words(Protocol):
    """What a person wrote: a message, a comment or a message in a topic."""

    @property
    def from_id(self) -> int | None:
        """Who: a person, or a community, which is negative."""
        ...

    @property
    def date(self) -> datetime | None:
        """When."""
        ...

    @property
    def text(self) -> str | None:
        """The words."""
        ...

    @property
    def attachments(self) -> Sequence[Attachment] | None:
        """Attachments of the texts."""
        ...


class Said(Words, Protocol):
    """What a person wrote in public: a comment below a post, a message in a topic."""

    @property
    def id(self) -> int:
        """Its number on its wall or board."""
        ...


def strip_address(text: str | None) -> str | None:
    """A text without the address that VK puts before an answer: `[id7|Имя], `.

    Other mentions stay, since a person wrote them, and so does a text that is nothing else.
    """
    found = _ADDRESS.match(text or "")
    rest = text[found.end() :] if text and found else ""
    return rest or text


def addressee(text: str | None) -> int | None:
    """To whom a text is addressed by VK's mark-up; communities are negative."""
    found = _ADDRESS.match(text or "")
    if found is None:
        return None
    number = int(found["id"])
    return number if found["kind"] == "id" else -number


def is_gone(said: Said) -> bool:
    """Whether it was deleted: VK then shows no author and no words, while it holds a thread."""
    empty = not (said.from_id or said.text or said.attachments)
    return bool(getattr(said, "deleted", None)) or empty


def applicant_of(author: int | None, people: Mapping[int, User]) -> Applicant | None:
    """The author, with the name if VK sent it; None for authors that VK does not name."""
    if not author or author < 0:
        return None
    person = people.get(author)
    return Applicant(
        account=Private(str(author)),
        name=_private(person.first_name if person else None),
        surname=_private(person.last_name if person else None),
    )


def _private(text: str | None) -> Private[str] | None:
    return Private(text) if text else None


def event_of(words: Words, number: int | None, kind: EventKind) -> AppealEvent:
    """One step of a history.

    Args:
        words: What was said.
        number: Its number.
        kind: `message` of the person who appeals, `answer` of the public, `comment` of others.
    """
    own = strip_address(words.text)
    return AppealEvent(
        id=str(number) if number else None,
        at=words.date,
        kind=kind,
        text=own if kind == "answer" else whole_text(words, own),
        actor=str(words.from_id) if words.from_id else None,
    )


def answer_of(words: Words, number: int | None) -> AppealAnswer:
    """What the public answered; VK marks no answer as interim or as a refusal."""
    return AppealAnswer(
        id=str(number) if number else None,
        kind="final",
        text=strip_address(words.text),
        at=words.date,
        author=str(words.from_id) if words.from_id else None,
        attachments=all_attachments(words),
    )


def raw_of(model: Model) -> JsonValue:
    """What VK showed of one text, without the replies to it, which have their own."""
    shown: JsonValue = model.model_dump(mode="json", exclude_none=True, exclude={"thread"})
    return shown
