"""What all published things share: text, attachments, idempotency key, times.

Recognising it again afterwards is the business of `reconciling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol, TypeAlias

from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "POST_LINKS",
    "Attachable",
    "Media",
    "aware",
    "in_order",
    "mark",
    "require_content",
    "textual",
    "to_attachments",
]

_MAX_MEDIA = 10  # VK's maximum of attachments
_THING = re.compile(r"[a-z_]+-?\d+_\d+(?:_[\w-]+)?")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_MEDIA_FORMS = "what `client.media` or VK answered with, `photo-1_2`, or one https:// address"
POST_LINKS = 1
"""How many links VK attaches to a post; two are an error."""


class Attachable(Protocol):
    """Something that can hang on a post: photos, documents, videos, polls that VK answered with."""

    @property
    def reference(self) -> str | None:
        """The text by which it is attached, such as `photo-1_2`."""
        ...


Media: TypeAlias = Sequence[str | Attachable]


def require_content(text: str | None, media: Media) -> None:
    """Refuse to publish without text and media.

    Raises:
        ParameterError: There is neither a text nor an attachment.
    """
    if not _is_a(text, str | None):
        raise ParameterError("text", describe(text), "a text")
    if not (text and text.strip()) and not media:
        raise ParameterError("text", "empty", "a text, or `media`")


def require_change(*values: object) -> None:
    """Refuse an edit without anything new.

    Raises:
        ParameterError: All values are None.
    """
    if all(value is None for value in values):
        raise ParameterError("text", "empty", "a new text, or new attachments")


def _is_a(value: object, kind: Any) -> bool:
    return isinstance(value, kind)


def textual(name: str, text: str) -> str:
    """A text that is not empty.

    Raises:
        ParameterError: It is empty.
    """
    if not _is_a(text, str) or not text.strip():
        raise ParameterError(name, "empty", "a text")
    return text


def to_attachments(media: Media, name: str = "media", *, max_links: int = 0) -> list[str] | None:
    """The texts by which VK attaches things; None for nothing.

    VK takes up to ten things. Only posts take a link, one at most; comments and messages lose it,
    https://dev.vk.com/method/wall.post.

    Args:
        media: The things.
        name: What the parameter is called.
        max_links: How many links there may be.

    Raises:
        ParameterError: Something cannot be attached, or there are too many.
    """
    if isinstance(media, str) or not _is_a(media, Iterable):
        raise ParameterError(name, describe(media), "a list of attachments")
    texts = [_reference(thing, f"{name}[{place}]") for place, thing in enumerate(media)]
    links = [text for text in texts if _LINK.fullmatch(text)]
    if links and not max_links:
        raise ParameterError(name, "a link", "no links: VK drops them here, write them in the text")
    if len(texts) > _MAX_MEDIA or len(links) > max_links:
        given = Text(
            "{count} attachments, {links} of them links", count=len(texts), links=len(links)
        )
        raise ParameterError(
            name,
            given,
            Text(
                "at most {max} attachments, {links} of them links", max=_MAX_MEDIA, links=max_links
            ),
        )
    return texts or None


def _reference(thing: str | Attachable, name: str) -> str:
    text = thing if isinstance(thing, str) else getattr(thing, "reference", None)
    if not text or not (_THING.fullmatch(text) or _LINK.fullmatch(text)):
        raise ParameterError(name, describe(thing), _MEDIA_FORMS)
    return text


def mark(key: str | None, *parts: object) -> str:
    """The mark by which VK may recognise a repetition, sent as `guid`.

    Args:
        key: What the user gave.
        *parts: What is published and where; without a key the mark is a digest of them.

    Raises:
        ParameterError: The key is empty.
    """
    if key is not None:
        return textual("key", key)
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def aware(name: str, moment: datetime | None) -> datetime | None:
    """A moment that knows its zone.

    Raises:
        ParameterError: It is naive.
    """
    if moment is not None and getattr(moment, "tzinfo", None) is None:
        raise ParameterError(name, "naive datetime", "an aware datetime, for example in UTC")
    return moment


def in_order(since: datetime | None, until: datetime | None) -> None:
    """Refuse a span that ends before it begins.

    Raises:
        ParameterError: A moment is naive, or `until` is not after `since`.
    """
    begin, end = aware("since", since), aware("until", until)
    if begin is not None and end is not None and end <= begin:
        raise ParameterError("until", show_value(end), "a time after `since`")
