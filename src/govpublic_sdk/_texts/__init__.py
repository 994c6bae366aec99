"""Texts of errors in English and Russian.

As in gettext, the English template is the key: the code holds it, and one catalogue for each
package (a module beside this one) holds its Russian form. Catalogues are loaded when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, cast

__all__ = [
    "CATALOGUES",
    "Language",
    "Text",
    "any_of",
    "catalogue",
    "describe",
    "is_sendable",
    "show_value",
    "without_secrets",
]

Language: TypeAlias = Literal["ru", "en"]
CATALOGUES: Final = ("core", "vk", "domain", "tables", "store", "events", "appeals", "pos")
MAX_NUMBER: Final = 2**63  # ids of services are 64-bit; no amount, bound or time is larger

_PLACE = re.compile(r"\{([a-z_]+)\}")
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_MAX_SHOWN = 40  # identifies an id or a file name, and holds no message of a person
_MAX_VALUE = 500  # the longest list of alternatives that is still read
_SECRET = re.compile(
    r"vk[12]\.a\.[\w-]+|\b[0-9a-f]{40,}\b|(?<=access_token=)[^&\s\"']+|(?<=Bearer )\S+"
    r"|(?<=key=)[\w-]{16,}",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """The text with everything that looks like a token masked."""
    return _SECRET.sub("***", text)


class Text:
    """A template of a catalogue with the values of its places.

    Args:
        template: In English, with `{places}`.
        **values: What the places hold; a value with two languages is formatted in each.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: object) -> None:
        self.template: str = template
        self.values: dict[str, object] = values

    def __call__(self, language: Language = "en") -> str:
        """Format the text in one language."""

        def fill(place: re.Match[str]) -> str:
            name = place[1]
            return _plain(self.values[name], language) if name in self.values else place[0]

        russian = catalogue().get(self.template) if language == "ru" else None
        return _PLACE.sub(fill, russian or self.template)

    def __str__(self) -> str:
        """Format the text in English."""
        return self("en")

    def __repr__(self) -> str:
        """Show the template; values are not shown."""
        return f"Text({self.template!r})"

    def map_texts(self, change: Callable[[str], str]) -> Text:
        """Return the same text with all its texts changed, for example masked."""
        values = {name: _map_value(value, change) for name, value in self.values.items()}
        return Text(change(self.template), **values)


def any_of(choices: Iterable[object]) -> Text:
    """Format alternatives: `'a', 'b' or 'c'`; words are quoted, texts stay as they are."""
    *most, last = [
        choice if isinstance(choice, Text) else _quote(str(choice)) for choice in choices
    ] or [""]
    if not most:
        return Text("{choice}", choice=last)
    return Text("{choices} or {last}", choices=tuple(most), last=last)


def show_value(value: object) -> str:
    """Format an id, a number, an enum word or a file name: at most 40 characters of it.

    Texts, contacts and secrets are not shown; see `describe`.
    """
    if isinstance(value, PurePath):  # the end of a path is more specific than its beginning
        path = str(value)
        return _quote(path if len(path) <= _MAX_SHOWN else "…" + path[-_MAX_SHOWN + 1 :])
    if isinstance(value, bytes | str):
        return _quote(str(value))
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return f"<{value.bit_length()} bits>"
    if value is None or isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return _quote(str(value))


def describe(value: object) -> str | Text:
    """Format numbers as they are, and of all else only the type and the length."""
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return Text("a number of {bits} bits", bits=value.bit_length())
    if value is None or isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str) and not is_sendable(value):
        return Text("a text with half a character (a lone surrogate)")
    if isinstance(value, str):
        return Text("a text of {count} characters", count=len(value)) if value else Text("empty")
    if isinstance(value, datetime) and value.tzinfo is None:
        return Text("naive datetime")
    return Text("a value of type {type}", type=type(value).__name__)


def is_sendable(text: str) -> bool:
    """Whether a text has no half of a character (a lone surrogate), which cannot be sent."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


@cache
def catalogue() -> Mapping[str, str]:
    """All templates, English to Russian."""
    pairs: dict[str, str] = {}
    for name in CATALOGUES:
        pairs |= import_module(f"{__name__}.{name}").RUSSIAN
    return MappingProxyType(pairs)


def _quote(value: str) -> str:
    inner = repr(without_secrets(value))[1:-1]
    return f"'{inner if len(inner) <= _MAX_SHOWN else inner[: _MAX_SHOWN - 1] + '…'}'"


def _plain(value: object, language: Language) -> str:
    """A value within a sentence: one line, without what cannot be printed or encoded."""
    if type(value) is tuple:  # an id of an appeal is a tuple that prints itself
        return ", ".join(_plain(one, language) for one in cast("tuple[object, ...]", value))
    if callable(value):
        return str(cast("Callable[[Language], str]", value)(language))
    plain = _UNPRINTABLE.sub("�", str(value))
    return plain if len(plain) <= _MAX_VALUE else plain[: _MAX_VALUE - 1] + "…"


def _map_value(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, Text):
        return value.map_texts(change)
    if type(value) is tuple:
        return tuple(_map_value(one, change) for one in cast("tuple[object, ...]", value))
    return change(value) if isinstance(value, str) else value
