"""What a citizen sent with one message, comment or topic message: words, files, a place. Pure.

A message may carry other messages, posts and comments, each with its own author and its own
attachments, at any depth. The words of all of them are one text:

    Посмотрите, пожалуйста
    Ответ на сообщение club1:
    > Напишите адрес
    Переслано от id8:
    > Яма на Садовой
    > Запись club9, https://vk.com/wall-9_5:
    > > Ремонт начнётся в мае
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import ValidationError

from govpublic_sdk._resources._vk_text import is_damaged_name
from govpublic_sdk.appeals.channels.vk.attachments import (
    address_of,
    attachment_from,
    attachment_from_geo,
    field_of,
    identity_of,
)
from govpublic_sdk.models.appeals import AppealAttachment, AppealPlace
from govpublic_sdk.models.comments import Comment
from govpublic_sdk.models.documents import AudioMessage
from govpublic_sdk.models.polls import Poll
from govpublic_sdk.models.posts import Post

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channels.vk.convert import Words
    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.posts import Geo

__all__ = ["all_attachments", "has_cropped", "place_of", "whole_text", "without_duplicates"]

_VOICE: Final = "Голосовое сообщение"
_POLL: Final = "Опрос"
_POST: Final = "Запись"
_COMMENT: Final = "Комментарий"
_REPLIED: Final = "Ответ на сообщение"
_FORWARDED: Final = "Переслано от"


@dataclass(frozen=True, slots=True)
class _Part:
    """One text in what was sent.

    Attributes:
        depth: 0 for the citizen's own message.
        heading: Whose text it is and where it was published; None for depth 0.
        text: The text.
        attachments: Its attachments.
        geo: The point on the map that it has.
        is_cropped: Whether VK left something out.
        repost: The post whose text it is, where it is attached to nothing but another post.
    """

    depth: int
    heading: str | None = field(repr=False)
    text: str | None = field(repr=False)
    attachments: tuple[Attachment, ...]
    geo: Geo | None
    is_cropped: bool
    repost: Post | None = None


def whole_text(words: Words, own: str | None) -> str | None:
    """Return the text of a message with all that it quotes, forwards and shares.

    Args:
        words: The message.
        own: The citizen's own words in it; with nothing else they are the whole text.
    """
    lines = [own] if own else []
    for part in _parts(words):
        if part.depth:
            lines += _quote(part.heading, part.depth - 1)
            lines += _quote(part.text, part.depth)
        lines += [
            line for attachment in part.attachments for line in _words_of(attachment, part.depth)
        ]
    return "\n".join(lines) if lines else own


def all_attachments(words: Words) -> tuple[AppealAttachment, ...]:
    """Return the attachments of a message and of all that it carries, each once."""
    return without_duplicates(_attachments(words))


def _attachments(words: Words) -> Iterator[AppealAttachment]:
    for part in _parts(words):
        if part.repost is not None:
            post = part.repost
            yield AppealAttachment(id=identity_of("wall", post), url=address_of("wall", post))
        yield from map(attachment_from, part.attachments)
        point = attachment_from_geo(part.geo) if part.geo is not None else None
        if point is not None:
            yield point


def without_duplicates(attachments: Iterable[AppealAttachment]) -> tuple[AppealAttachment, ...]:
    """Return attachments once each: a citizen may send one and then forward it."""
    found: dict[str | None, AppealAttachment] = {}
    for attachment in attachments:
        found.setdefault(attachment.id, attachment)
    return tuple(found.values())


def place_of(words: Words) -> AppealPlace | None:
    """Return the first point on the map that was sent; the citizen's own comes first."""
    points = (part.geo.point for part in _parts(words) if part.geo is not None)
    point = next((one for one in points if one is not None), None)
    return AppealPlace(latitude=point.latitude, longitude=point.longitude) if point else None


def has_cropped(words: Words) -> bool:
    """Whether VK left something out of a message, or of one that it carries."""
    return any(part.is_cropped for part in _parts(words))


def _parts(words: object) -> Iterator[_Part]:
    """The texts in what was sent, from the outer to the inner ones.

    A list instead of recursion: people forward what was forwarded to them, to any depth.
    """
    waiting: list[tuple[int, str | None, object, Post | None]] = [(0, None, words, None)]
    while waiting:
        depth, heading, one, repost = waiting.pop()
        attachments = tuple(cast("Iterable[Attachment]", field_of(one, "attachments") or ()))
        yield _Part(
            depth=depth,
            heading=heading,
            text=field_of(one, "text"),
            attachments=attachments,
            geo=field_of(one, "geo"),
            is_cropped=bool(field_of(one, "is_cropped")) or _is_torn(one),
            repost=repost,
        )
        inner = [(depth + 1, *carried) for carried in _iter_parts(one, attachments)]
        waiting.extend(reversed(inner))


def _is_torn(words: object) -> bool:
    """Whether a field is lost because its name has wrong bytes: its words may be anything."""
    unfit: Iterable[str] = field_of(words, "unfit") or ()
    return any(is_damaged_name(path.partition(".")[0]) for path in unfit)


def _iter_parts(
    words: object, attachments: Iterable[Attachment]
) -> Iterator[tuple[str, object, Post | None]]:
    """What one text carries: shared posts and comments, the replied and the forwarded messages."""
    for attachment in attachments:
        shared = _read_shared(attachment)
        if shared is not None:
            yield _title(attachment, shared), shared, None
    for post in cast("Iterable[Post]", field_of(words, "copy_history") or ()):
        yield _heading(_POST, post.from_id, address_of("wall", post)), post, post
    reply = field_of(words, "reply_message")
    if reply is not None:
        yield _heading(_REPLIED, field_of(reply, "from_id"), None), reply, None
    for message in cast("Iterable[object]", field_of(words, "fwd_messages") or ()):
        yield _heading(_FORWARDED, field_of(message, "from_id"), None), message, None


def _read_shared(attachment: Attachment) -> Post | Comment | None:
    kinds: dict[str, Any] = {"wall": Post, "wall_reply": Comment}
    body, kind = attachment.body, kinds.get(str(attachment.type))
    if kind is None or isinstance(body, Post | Comment):
        return cast("Post | Comment | None", body) if kind is not None else None
    try:
        return cast("Post | Comment", kind.model_validate(body))
    except ValidationError:
        return None


def _title(attachment: Attachment, shared: Post | Comment) -> str:
    kind = _POST if isinstance(shared, Post) else _COMMENT
    url = address_of(str(attachment.type), attachment.body)
    return _heading(kind, shared.from_id, url)


def _heading(what: str, author: int | None, url: str | None) -> str:
    """A heading such as `Запись club9, https://vk.com/wall-9_5:`."""
    name = "" if not author else f"id{author}" if author > 0 else f"club{-author}"
    whose = f"{what} {name}".strip()
    return f"{whose}, {url}:" if url else f"{whose}:"


def _words_of(attachment: Attachment, depth: int) -> list[str]:
    """Words in an attachment: what was said in a voice message, what a poll asks."""
    match attachment.body:
        case AudioMessage(transcript=str(said)) if said:
            return [*_quote(f"{_VOICE}:", depth), *_quote(said, depth + 1)]
        case Poll() as poll if poll.question:
            answers = [answer.text for answer in poll.answers or () if answer.text]
            asked = "\n".join([poll.question or "", *answers])
            return [*_quote(f"{_POLL}:", depth), *_quote(asked, depth + 1)]
        case _:
            return []


def _quote(text: str | None, depth: int) -> list[str]:
    return ["> " * depth + line for line in text.splitlines()] if text else []
