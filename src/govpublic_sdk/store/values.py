"""What may be put into a store; values that SQLite cannot hold, or nobody could find, are not."""

from __future__ import annotations

import math

from govpublic_sdk.errors import ParameterError

__all__ = ["above_zero", "community", "known_key", "reason"]

_LONGEST_KEY = 500
_LONGEST_REASON = 1000
_LARGEST = 2**63


def above_zero(name: str, value: float) -> float:
    """The value of a parameter that must be a finite number above 0."""
    if not (value > 0 and math.isfinite(value)):
        raise ParameterError(name, repr(value), "a number above 0")
    return value


def community(group_id: int) -> int:
    """The id of a community."""
    if not 0 < group_id < _LARGEST:
        raise ParameterError("group_id", repr(group_id), "a positive id")
    return group_id


def known_key(key: str) -> str:
    """A key that an event or an answer may have; a refused one is not shown."""
    if not 0 < len(key) <= _LONGEST_KEY or key != reason(key):
        raise ParameterError("key", "another one", "1 to 500 characters of Unicode")
    return key


def reason(why: str) -> str:
    """The reason of a failure, cut, and without what is no text."""
    return why[:_LONGEST_REASON].encode("utf-8", "replace").decode("utf-8")
