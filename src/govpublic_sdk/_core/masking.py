"""Hides sent values in the words of a service: a refusal may repeat what a citizen wrote. Pure."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote_plus

from govpublic_sdk._core.visibility import is_shown

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Call

__all__ = [
    "iter_sent_values",
    "mask_echo",
    "mask_sent",
]

_MASK: Final = "***"
_SHORTEST_WORD = 3  # shorter words of a text, such as «и» or "of", identify no person
_SHORTEST_CUT = 4  # services cut long texts, also within a word
_MOST = 300  # a reason fits; a dump of records does not
_MAX_READ = 4_000  # a dump need not be read to its end
_MAX_ITEMS = 100  # of a list within an error
_DEEPEST = 20  # no error of VK has so many levels
_DECODINGS = 3  # what was escaped may be escaped again on its way back

_CODE = re.compile(r"[A-Za-z][A-Za-z_.-]{0,39}")
_PERSONAL = re.compile(
    r"name|phone|mail|account|device|address|place|text|descr|messag|content|comment|title|subject"
    r"|note|file|person|words|body",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_MASKED_RUN = re.compile(r"\*\*\*(?:[^\w*]*\*\*\*)+")
# what a service quotes at length is data, not a reason
_QUOTED = re.compile(r"(?P<quote>[\"'])(?:(?!(?P=quote)).){17,}(?P=quote)|«[^«»]{17,}»")
_EMAIL = re.compile(r"[^\s@<>\"'«»]{1,64}@[^\s@<>\"'«»]{1,255}")
_DIGITS = re.compile(r"(?<![\d-])\+?\d(?:[\s()-]{0,3}\d){9,}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
_JSON_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_BYTE_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")


def mask_echo(call: Call[Any], words: str, *, shown: Iterable[str] = ()) -> str:
    """Return the words of a service without contacts and without what it was sent.

    Args:
        call: The call that was refused.
        words: What the service answered.
        shown: Further parameters whose values may be repeated, such as ids and codes.
    """
    sent = _Sent(call, shown)

    def mask_number(found: re.Match[str]) -> str:
        return found[0] if found[0] in sent.allowed or _DATE.match(found[0]) else _MASK

    plain = " ".join(_UNPRINTABLE.sub(" ", _decode_escapes(words[:_MAX_READ])).split())
    plain = sent.mask(_QUOTED.sub(_MASK, _EMAIL.sub(_MASK, sent.without_values(plain))))
    plain = _MASKED_RUN.sub(_MASK, _DIGITS.sub(mask_number, plain))
    return plain if len(plain) <= _MOST else plain[: _MOST - 3] + "..."


def _is_code(name: str, value: str) -> bool:
    """Whether a value is a word of the service, such as a status, and not one of a person."""
    return _CODE.fullmatch(value) is not None and _PERSONAL.search(name) is None


def mask_sent(call: Call[Any], value: object) -> object:
    """Return a further field of an error without what the call sent; as it is if it holds none.

    Args:
        call: The call that was refused.
        value: A text, or a tree of JSON with texts in it.
    """
    return _mask_tree(_Sent(call, ()), value, 0)


def _mask_tree(sent: _Sent, value: object, depth: int) -> object:
    if depth > _DEEPEST:
        return _MASK
    if isinstance(value, str):
        value = value[:_MAX_READ]
        plain = _decode_escapes(value)
        masked = sent.mask(sent.without_values(plain))
        return value if masked == plain else _MASKED_RUN.sub(_MASK, masked)
    if isinstance(value, Mapping):
        pairs = islice(cast("Mapping[object, object]", value).items(), _MAX_ITEMS)
        return {name: _mask_tree(sent, one, depth + 1) for name, one in pairs}
    if isinstance(value, list):
        some = islice(cast("list[object]", value), _MAX_ITEMS)
        return [_mask_tree(sent, one, depth + 1) for one in some]
    return value


class _Sent:
    """What a call sent: values that stay hidden, their words, and what may be repeated."""

    def __init__(self, call: Call[Any], shown: Iterable[str]) -> None:
        kept = frozenset(shown)
        private: set[str] = set()
        allowed: set[str] = set()
        names: set[str] = set()
        for name, value in iter_sent_values(call):
            names.add(name.casefold())
            if name in kept or is_shown(call.service, call.method, name, value):
                allowed.add(value)
            elif call.service == "vk" or not _is_code(name, value):
                private.update(" ".join(form.split()) for form in (value, _decode_escapes(value)))
        words = {text: _WORD.findall(text.casefold()) for text in private}
        own = {word for name in names for word in _WORD.findall(name)} | names
        short = {found[0] for found in words.values() if len(found) == 1}
        longer = {word for found in words.values() for word in found if len(word) >= _SHORTEST_WORD}
        self.allowed = allowed
        self._values = sorted(private, key=len, reverse=True)
        self._words = (short | longer) - own
        self._all_words = "\n".join(self._words)
        self._own = own

    def without_values(self, plain: str) -> str:
        """Mask whole values."""
        for value in self._values:
            plain = plain.replace(value, _MASK) if len(value) >= _SHORTEST_WORD else plain
        return plain

    def mask(self, plain: str) -> str:
        """Mask the words of values, also where they are cut."""
        return _WORD.sub(self._mask_word, plain)

    def _mask_word(self, found: re.Match[str]) -> str:
        word = found[0]
        folded = word.casefold()
        if word in self.allowed or folded in self._own:
            return word
        is_cut = len(folded) >= _SHORTEST_CUT and folded in self._all_words
        return _MASK if is_cut or folded in self._words else word


def _decode_escapes(text: str) -> str:
    """A text without the escapes of addresses, HTML and JSON, which hide the same words."""
    for _ in range(_DECODINGS):
        plain = html.unescape(unquote_plus(text) if "%" in text else text)
        plain = _JSON_ESCAPES.sub(_from_json, _BYTE_ESCAPES.sub(_from_bytes, plain))
        if plain == text:
            break
        text = plain
    return text


def _from_json(found: re.Match[str]) -> str:
    units = bytes.fromhex(found[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _from_bytes(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("\\x", "")).decode("utf-8", "replace")


def iter_sent_values(call: Call[Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts that a call sends: parameters, form, JSON body, file names."""
    yield from call.params
    if call.upload is not None and call.upload.file is not None:
        yield "file", call.upload.file.filename
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
