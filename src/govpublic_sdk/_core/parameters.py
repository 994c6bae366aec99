"""Converts the values of parameters to the texts that are sent, for every call alike. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import cast
from unicodedata import normalize
from urllib.parse import unquote

from govpublic_sdk._core.arguments import is_whole_number
from govpublic_sdk._core.hidden import Hidden
from govpublic_sdk._texts import Text, describe, is_sendable
from govpublic_sdk.errors import ParameterError

__all__ = [
    "check_name",
    "to_text",
]

_TOKEN = "accesstoken"  # noqa: S105 - no token, but the name of the parameter, letters only
_NO_LETTERS = re.compile(r"[^a-z]+")
_MOST = 2**128  # no service has larger numbers, and Python may refuse to print them
_DEEPEST = 50  # levels of JSON; nothing that VK takes has ten
_EXPECTED = "a text, a number, an aware datetime, a list of them, or a dict for JSON"


def check_name(name: str) -> None:
    """Refuse the name of a parameter that is empty, or that would carry a token.

    Raises:
        ParameterError: It is empty, or is `access_token` in any spelling.
    """
    if not name.strip():
        raise ParameterError("params", "empty name", "names of parameters")
    _refuse_token(name)


@lru_cache(maxsize=1024)  # each call checks all names of its method
def _means_token(name: str) -> bool:
    return _TOKEN in _NO_LETTERS.sub("", unquote(normalize("NFKC", name)).casefold())


def _refuse_token(name: str) -> None:
    if _means_token(name):
        raise ParameterError("access_token", "not a parameter", "a token given to the client")


def to_text(name: str, value: object) -> str:
    """Return a value as VK takes it: lists with commas, times in seconds, objects as JSON.

    Args:
        name: The parameter, for the error.
        value: What was given.

    Raises:
        ParameterError: It is something else, a naive datetime, or not a finite number.
    """
    if isinstance(value, list | tuple):
        items = cast("Sequence[object]", value)
        if any(isinstance(item, Mapping | list | tuple) for item in items):
            return _to_json(name, items)
        texts = [_scalar(name, item) for item in items]
        joined = ",".join(texts)
        return Hidden(joined) if any(isinstance(text, Hidden) for text in texts) else joined
    return _to_json(name, value) if _is_object(value) else _scalar(name, value)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping) and value != {}  # an empty one is refused


def _scalar(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return str(_seconds(name, value))
    if isinstance(value, str):
        return _whole(name, value)
    if is_whole_number(value) and -_MOST <= value <= _MOST:
        return str(int(value))
    if isinstance(value, float) and math.isfinite(value) and -_MOST <= value <= _MOST:
        text = repr(float(value))
        return f"{Decimal(text):f}" if "e" in text else text
    raise ParameterError(name, describe(value), _EXPECTED)


def _to_json(name: str, value: object) -> str:
    tree = _tree(name, value, 0)
    return Hidden(json.dumps(tree, ensure_ascii=False, separators=(",", ":")))


def _tree(name: str, value: object, depth: int) -> object:
    if depth > _DEEPEST:
        raise ParameterError(
            name, "too many levels of JSON", Text("at most {max} levels", max=_DEEPEST)
        )
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {_key(name, key): _tree(name, one, depth + 1) for key, one in pairs}
    if isinstance(value, list | tuple):
        return [_tree(name, one, depth + 1) for one in cast("Sequence[object]", value)]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return _seconds(name, value)
    if isinstance(value, str):
        return _whole(name, value)
    if isinstance(value, int | float):
        _scalar(name, value)  # refuses what is not finite
        return int(value) if isinstance(value, int) else float(value)
    raise ParameterError(name, describe(value), _EXPECTED)


def _key(name: str, key: object) -> str:
    if not isinstance(key, str):
        raise ParameterError(name, describe(key), "keys as texts")
    _refuse_token(key)
    return _whole(name, key)


def _seconds(name: str, value: datetime) -> int:
    if value.utcoffset() is None:
        expected = "an aware datetime, for example in UTC"
        raise ParameterError(name, "naive datetime", expected)
    return int(value.timestamp())


def _whole(name: str, value: str) -> str:
    """A text without halves of characters, which cannot be sent."""
    if not is_sendable(value):
        raise ParameterError(name, describe(value), "complete characters")
    return Hidden(str.__str__(value))  # a member of an enum prints its name otherwise
