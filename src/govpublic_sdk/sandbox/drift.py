"""Changes answers as VK changed them over the years: types, words and fields, never identity."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from govpublic_sdk.sandbox.json_values import Json, is_array, is_object

__all__ = ["drifted"]

_KEPT = ("id", "owner_id", "items", "count", "groups", "profiles", "response")


def drifted(value: Any, chance: random.Random, share: float) -> Any:
    """An answer in which some values no longer are what they were.

    Whole numbers come as texts or with a fraction, objects as empty arrays, flags as numbers,
    lists as null, texts as null; a field may be gone and one that nobody knows be there.

    Args:
        value: The answer; it stays as it is.
        chance: Decides what changes.
        share: The share of values that change, 0 to 1.
    """
    if is_array(value):
        return [drifted(one, chance, share) for one in value]
    if not is_object(value):
        return value
    changed: Json = {}
    for name, one in value.items():
        if name in _KEPT or chance.random() >= share:
            changed[name] = drifted(one, chance, share)
        elif chance.random() < 0.9:  # else it is gone
            changed[name] = _changed(one, chance)
    return {**changed, "sandbox_new_field": 1} if chance.random() < share else changed


def _changed(value: Any, chance: random.Random) -> Any:
    habits = next((made for kind, made in _HABITS if isinstance(value, kind)), None)
    return chance.choice(habits)(value) if habits else value


def _with_fraction(number: int) -> float | str:
    """The number with a fraction of nothing; one that is too large for that becomes a text."""
    return float(number) if abs(number) < 1 << 1000 else str(number)


def _whole(number: float) -> int | None:
    return int(number) if math.isfinite(number) else None


_HABITS: tuple[tuple[type, tuple[Callable[[Any], Any], ...]], ...] = (
    (bool, (int, lambda value: None)),
    (int, (str, _with_fraction, lambda value: None)),
    (float, (str, _whole)),
    (str, (lambda value: None, lambda value: f"new {value}")),
    (list, (lambda value: None, lambda value: False)),
    (dict, (lambda value: [], lambda value: False, lambda value: None)),
)
