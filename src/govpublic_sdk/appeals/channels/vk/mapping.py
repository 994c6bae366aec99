"""From what VK shows to parts of an appeal: who, what hangs on it, which words are VK's own.

Pure. Who answers whom is decided in `vk_threads` and `vk_turns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from mimetypes import guess_type
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from govpublic_sdk.models.appeals import AppealAnswer, AppealAttachment, AppealEvent, Applicant
from govpublic_sdk.models.attachments import Attachment, Audio, Link, PostedPhoto
from govpublic_sdk.models.documents import AudioMessage, Document
from govpublic_sdk.models.photos import Photo
from govpublic_sdk.models.private import Private
from govpublic_sdk.models.videos import Video

if TYPE_CHECKING:
    from pydantic import JsonValue

    from govpublic_sdk.models.base import Model
    from govpublic_sdk.models.users import User

__all__ = [
    "CHATS",
    "EventKind",
    "Said",
    "Words",
    "addressed",
    "answer_of",
    "applicant_of",
    "attachments_of",
    "cleaned",
    "event_of",
    "is_gone",
    "raw_of",
]

CHATS: Final = 2_000_000_000
"""Ids of conversations from here on are chats of several."""

EventKind: TypeAlias = Literal["message", "answer", "comment"]

_ADDRESS = re.compile(
    r"\s*\[(?P<kind>id|club|public|event)(?P<id>\d{1,18})(?::[\w-]{1,64})?\|[^\[\]]*\]\s*[,:]?\s*"
)
_REFERENCE = re.compile(r"[a-z_]+-?\d+_\d+")


class Words(Protocol):
    """What somebody wrote, wherever."""

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
        """What hangs on them."""
        ...


class Said(Words, Protocol):
    """What somebody wrote in public: a comment below a post, a message in a topic."""

    @property
    def id(self) -> int:
        """Its number on its wall or board."""
        ...


def cleaned(text: str | None) -> str | None:
    """A text without the address that VK puts before an answer: `[id7|Имя], `.

    Other mentions stay, since a person wrote them, and so does a text that is nothing else.
    """
    found = _ADDRESS.match(text or "")
    rest = text[found.end() :] if text and found else ""
    return rest or text


def addressed(text: str | None) -> int | None:
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
    """Who wrote, with the name where VK told it; None for those whom VK does not name."""
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


def attachments_of(hanging: Iterable[Attachment] | None) -> tuple[AppealAttachment, ...]:
    """What hangs on a text, each with its address where it has one."""
    return tuple(_attachment(one) for one in hanging or ())


def _attachment(one: Attachment) -> AppealAttachment:
    reference = _REFERENCE.match(one.reference or "")
    url, name, kind, size = _file(one.body)
    return AppealAttachment(
        id=reference[0] if reference else one.type,
        url=url,
        name=name,
        content_type=kind,
        size=size,
    )


_File = tuple[str | None, str | None, str | None, int | None]


def _file(body: object) -> _File:
    """Address, name, media type and size of what is attached, as far as VK tells them."""
    match body:
        case Document():
            return body.url, body.title, guess_type(f"file.{body.ext}")[0], body.size
        case Photo():
            return _largest(body), None, None, None
        case Video():
            return f"https://vk.com/video{body.owner_id}_{body.id}", body.title, None, None
        case Link():
            return body.url, body.title, None, None
        case AudioMessage():
            return body.link_mp3 or body.link_ogg, None, None, None
        case Audio():
            return body.url, body.title, None, None
        case PostedPhoto():
            return body.photo_604 or body.photo_130, None, None, None
        case _:
            return None, None, None, None


def _largest(photo: Photo) -> str | None:
    whole = photo.orig_photo
    if whole is not None and whole.url:
        return whole.url
    sized = [one for one in photo.sizes or () if one.url]
    largest = max(sized, key=lambda one: (one.width or 0) * (one.height or 0), default=None)
    return largest.url if largest else None


def event_of(words: Words, number: int | None, kind: EventKind) -> AppealEvent:
    """One step of a history.

    Args:
        words: What was said.
        number: Its number.
        kind: `message` of the person who appeals, `answer` of the public, `comment` of others.
    """
    return AppealEvent(
        id=str(number) if number else None,
        at=words.date,
        kind=kind,
        text=cleaned(words.text),
        actor=str(words.from_id) if words.from_id else None,
    )


def answer_of(words: Words, number: int | None) -> AppealAnswer:
    """What the public answered; VK marks no answer as interim or as a refusal."""
    return AppealAnswer(
        id=str(number) if number else None,
        kind="final",
        text=cleaned(words.text),
        at=words.date,
        author=str(words.from_id) if words.from_id else None,
        attachments=attachments_of(words.attachments),
    )


def raw_of(model: Model) -> JsonValue:
    """What VK showed of one text, without the replies to it, which have their own."""
    shown: JsonValue = model.model_dump(mode="json", exclude_none=True, exclude={"thread"})
    return shown
