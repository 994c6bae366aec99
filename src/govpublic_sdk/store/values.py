"""What may be put into a store; values that SQLite cannot hold, or nobody could find, are not."""

from __future__ import annotations

from typing import Final, cast

from govpublic_sdk._hidden import hide
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ParameterError

__all__ = ["above_zero", "author", "community", "content", "known_key", "reason"]

_LONGEST_KEY = 500
_LONGEST_REASON = 1000
_LARGEST = 2**63
_CENTURY: Final = 100 * 366 * 86_400


def above_zero(name: str, value: float) -> float:
    """The value of a parameter that must be a number above 0, such as seconds up to a century."""
    is_number = isinstance(cast("object", value), int | float)
    if not is_number or not 0 < value <= _CENTURY:
        raise ParameterError(
            name, describe(value), Text("a number above 0, at most {max}", max=_CENTURY)
        )
    return value


def community(group_id: int) -> int:
    """The id of a community."""
    if not 0 < group_id < _LARGEST:
        raise ParameterError("group_id", show_value(group_id), "a positive id")
    return group_id


def known_key(key: str) -> str:
    """A key that an event or an answer may have; a refused one is not shown."""
    is_text = isinstance(cast("object", key), str)
    if not is_text or not 0 < len(key) <= _LONGEST_KEY or key != reason(key):
        raise ParameterError(
            "key",
            describe(key),
            Text("{min} to {max} characters of Unicode", min=1, max=_LONGEST_KEY),
        )
    return key


def content(body: object) -> bytes:
    """The body of an event."""
    if not isinstance(body, bytes | bytearray):
        raise ParameterError("body", describe(body), "bytes")
    return hide(bytes(body))


def author(by: str | None) -> str | None:
    """Who did something, where somebody was named."""
    return None if by is None else reason(by)


def reason(why: object) -> str:
    """The reason of a failure, cut, and without what is no text."""
    return str(why)[:_LONGEST_REASON].encode("utf-8", "replace").decode("utf-8")
