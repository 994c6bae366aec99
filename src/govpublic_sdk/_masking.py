"""Hides sent values in the words of a service: a refusal may repeat what a citizen wrote. Pure."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

if TYPE_CHECKING:
    from govpublic_sdk._call import Call

__all__ = ["mask_echo", "sent_values"]

_MASK: Final = "***"
_SHORTEST_WORD = 3  # shorter words of a text, such as «и» or "of", identify no person
_SHORTEST_CUT = 4  # services cut long texts, also within a word
_MOST = 300  # a reason fits; a dump of records does not

_CODE = re.compile(r"[A-Za-z][A-Za-z_.-]{0,39}")
_PERSONAL = re.compile(
    r"name|phone|mail|account|device|address|place|text|descr|messag|content|comment|title|subject"
    r"|note|file|person|words|body",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_MASKED_RUN = re.compile(r"\*\*\*(?:[^\w*]*\*\*\*)+")
# what a service quotes at length is data, not a reason
_QUOTED = re.compile(r"(?P<quote>[\"'])(?:(?!(?P=quote)).){17,}(?P=quote)|«[^«»]{17,}»")
_EMAIL = re.compile(r"[^\s@<>\"'«»]{1,64}@[^\s@<>\"'«»]{1,255}")
_DIGITS = re.compile(r"(?<![\d-])\+?\d(?:[\s()-]{0,3}\d){9,}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def mask_echo(call: Call[Any], words: str, *, shown: Iterable[str] = ()) -> str:
    """Return the words of a service without contacts and without what it was sent.

    Args:
        call: The call that was refused.
        words: What the service answered.
        shown: Names of parameters whose values may be repeated, such as ids and codes.
    """
    kept = frozenset(shown)
    values = list(sent_values(call))
    private = [
        " ".join(value.split())
        for name, value in values
        if name not in kept and not _is_code(name, value)
    ]
    hidden = _words_of(private) - {name.casefold() for name, _ in values}
    allowed = {value for name, value in values if name in kept}

    def mask_word(found: re.Match[str]) -> str:
        word = found[0]
        return _MASK if word not in allowed and word.casefold() in hidden else word

    def mask_number(found: re.Match[str]) -> str:
        return found[0] if found[0] in allowed or _DATE.match(found[0]) else _MASK

    plain = html.unescape(unquote(" ".join(words.split())))
    for value in sorted(private, key=len, reverse=True):
        plain = plain.replace(value, _MASK) if len(value) >= _SHORTEST_WORD else plain
    plain = _WORD.sub(mask_word, _QUOTED.sub(_MASK, _EMAIL.sub(_MASK, plain)))
    plain = _MASKED_RUN.sub(_MASK, _DIGITS.sub(mask_number, plain))
    return plain if len(plain) <= _MOST else plain[: _MOST - 3] + "..."


def _is_code(name: str, value: str) -> bool:
    """Whether a value is a word of the service, such as a status, and not one of a person."""
    return _CODE.fullmatch(value) is not None and _PERSONAL.search(name) is None


def sent_values(call: Call[Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts that a call sends: parameters, form, JSON body, file names."""
    yield from call.params
    rest = call.rest
    if rest is None:
        return
    yield from rest.form
    yield from (("file", file.filename) for file in rest.files)
    try:
        yield from _leaves("body", json.loads(rest.body)) if rest.body else ()
    except (ValueError, RecursionError):
        yield "body", rest.body.decode("utf-8", "replace")


def _leaves(name: str, tree: object) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, value in cast("Mapping[str, object]", tree).items():
            yield from _leaves(key, value)
    elif isinstance(tree, list):
        for value in cast("list[object]", tree):
            yield from _leaves(name, value)
    elif isinstance(tree, str):
        yield name, tree


def _words_of(texts: Iterable[str]) -> set[str]:
    """Words that occur in texts, their beginnings, and short texts as a whole."""
    found: set[str] = set()
    for text in texts:
        words = _WORD.findall(text.casefold())
        found.update(words if len(words) == 1 else ())
        for word in words:
            if len(word) >= _SHORTEST_WORD:
                found.add(word)
                found.update(word[:end] for end in range(_SHORTEST_CUT, len(word)))
    return found
