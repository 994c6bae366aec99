"""Texts of citizens without the noise of networks and spreadsheets; what they mean is not asked.

The original is kept by who calls.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

__all__ = [
    "clean_name",
    "clean_text",
    "clean_word",
]

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\xad]"
)
_NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MENTION = re.compile(r"\[(?:(?:club|public|event|id)\d+|https?://[^\s|\[\]]+)\|([^\[\]]*)\]")
_POINTED = re.compile(r"[@*](?:club|public|event|id)\d+ ?\(([^()]*)\)")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--[^<>]*-->", re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»]+|\b(?:m\.)?(?:vk\.(?:com|ru|cc)|t\.me|ok\.ru)/[^\s<>\"«»]*",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?(?:\n ?)+")


def clean_text(text: str) -> str | None:
    """What a person wrote: mentions as names, no tags, no links, no apostrophe of a spreadsheet.

    Line breaks stay. None where nothing is left.
    """
    said = _NEW_LINE.sub("\n", text.strip().removeprefix("'"))
    if "[" in said:
        said = _MENTION.sub(r"\1", said)
    if "@" in said or "*" in said:
        said = _POINTED.sub(r"\1", said)
    if "<" in said:
        said = _TAG.sub(" ", _BREAK.sub("\n", said))
    if "&" in said:
        said = html.unescape(said)
    spaced = _SPACES.sub(" ", _visible(_LINK.sub("", said)))
    return _LINES.sub("\n\n", spaced).replace(" \n", "\n").replace("\n ", "\n").strip() or None


def clean_word(text: str) -> str:
    """A short cell on one line, without signs that do not show."""
    return _visible(" ".join(text.split())).removeprefix("'").strip()


@lru_cache(maxsize=4_096)
def clean_name(text: str) -> str:
    """The same for names that come again and again, such as topics; never for what is personal."""
    return clean_word(text)


def _visible(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub("", text)
