"""The methods of arrays and texts, and the few functions: two tables, and nothing beyond them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from govpublic_sdk.sandbox.vkscript.budget import Budget
from govpublic_sdk.sandbox.vkscript.lexer import RunError
from govpublic_sdk.sandbox.vkscript.values import (
    JsonValue,
    number_of,
    operate,
    same,
    text_of,
)

__all__ = ["function", "method"]

_List: TypeAlias = list[JsonValue]
_WHOLE = re.compile(r"\s*[-+]?\d+", re.ASCII)
_DECIMAL = re.compile(r"\s*[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)


def method(owner: JsonValue, name: str, given: _List, budget: Budget) -> JsonValue:
    """`owner.name(given)`; null without an owner, as after a refused call.

    Raises:
        RunError: The owner has no such method.
    """
    if name == "toString":
        return text_of(owner, budget)
    if owner is None or owner is False:
        return None
    if isinstance(owner, list) and name in _OF_LISTS:
        return _OF_LISTS[name](owner, given, budget)
    if isinstance(owner, str) and name in _OF_TEXTS:
        budget.look(len(owner))
        return _OF_TEXTS[name](owner, given, budget)
    raise RunError(f"{name} is not a method of this value")


def function(name: str, given: _List, budget: Budget) -> JsonValue:
    """`name(given)`.

    Raises:
        RunError: The function does not exist.
    """
    if name not in ("parseInt", "parseDouble"):
        raise RunError(f"{name} is not a function")
    pattern = _WHOLE if name == "parseInt" else _DECIMAL
    found = pattern.match(text_of(given[0], budget)[:40]) if given else None
    number = number_of(found.group()) if found else 0
    return budget.number(number if name == "parseInt" else float(number))


def _whole(given: _List, place: int, missing: int) -> int:
    present = place < len(given) and given[place] is not None
    return int(number_of(given[place])) if present else missing


def _text(given: _List, place: int, missing: str, budget: Budget) -> str:
    return text_of(given[place], budget) if place < len(given) else missing


def _span(length: int, given: _List) -> slice:
    """Where `slice` cuts; negative places count from the end."""
    return slice(*slice(_whole(given, 0, 0), _whole(given, 1, length)).indices(length))


def _piece(length: int, given: _List) -> slice:
    """Where `splice` and `substr` cut: a place and a count."""
    start, _, _ = slice(_whole(given, 0, 0), None).indices(length)
    return slice(start, min(length, start + max(0, _whole(given, 1, length))))


def _push(owner: _List, given: _List, budget: Budget) -> JsonValue:
    budget.items(len(owner) + len(given), new=len(given))
    owner.extend(given)
    return len(owner)


def _unshift(owner: _List, given: _List, budget: Budget) -> JsonValue:
    budget.items(len(owner) + len(given), new=len(given))
    owner[:0] = given
    return len(owner)


def _pop(owner: _List, given: _List, budget: Budget) -> JsonValue:
    return owner.pop() if owner else None


def _shift(owner: _List, given: _List, budget: Budget) -> JsonValue:
    return owner.pop(0) if owner else None


def _slice(owner: _List, given: _List, budget: Budget) -> JsonValue:
    budget.look(items=len(owner))
    return owner[_span(len(owner), given)]


def _splice(owner: _List, given: _List, budget: Budget) -> JsonValue:
    new = given[2:]
    budget.items(len(owner) + len(new), new=len(owner) + len(new))
    piece = _piece(len(owner), given)
    gone = owner[piece]
    owner[piece] = new
    return gone


def _index_of(owner: _List, given: _List, budget: Budget) -> JsonValue:
    sought = given[0] if given else None
    weight = len(sought) if isinstance(sought, str) else 0
    budget.look(weight * len(owner), items=len(owner))
    return next((place for place, one in enumerate(owner) if same(one, sought, strict=True)), -1)


def _join(owner: _List, given: _List, budget: Budget) -> JsonValue:
    between = _text(given, 0, ",", budget)
    budget.look(items=len(owner))
    parts = ["" if one is None else text_of(one, budget) for one in owner]
    budget.text(sum(map(len, parts)) + len(between) * len(parts))
    return between.join(parts)


def _sort(owner: _List, given: _List, budget: Budget) -> JsonValue:
    budget.look(items=len(owner))
    keys = [text_of(one, budget) for one in owner]
    rounds = len(keys).bit_length()
    budget.look(sum(map(len, keys)) * rounds, items=len(keys) * rounds)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    owner[:] = [owner[place] for place in order]
    return owner


def _reverse(owner: _List, given: _List, budget: Budget) -> JsonValue:
    budget.look(items=len(owner))
    owner.reverse()
    return owner


def _split(owner: str, given: _List, budget: Budget) -> JsonValue:
    if not given:
        return [owner]
    by = text_of(given[0], budget)
    pieces = owner.count(by) + 1 if by else len(owner)
    budget.items(pieces, new=pieces)
    return [*owner.split(by)] if by else [*owner]


def _replace(owner: str, given: _List, budget: Budget) -> JsonValue:
    old, new = _text(given, 0, "", budget), _text(given, 1, "null", budget)
    budget.text(len(owner) + len(new))
    return owner.replace(old, new, 1)


def _concat(owner: JsonValue, given: _List, budget: Budget) -> JsonValue:
    for one in given:
        owner = operate("+", owner, one, budget)
    return owner


def _joining(owner: str, given: _List, budget: Budget) -> JsonValue:
    parts = given[0] if given else None
    return _join(parts, [owner], budget) if isinstance(parts, list) else None


_OF_LISTS: dict[str, Callable[[_List, _List, Budget], JsonValue]] = {
    "concat": _concat,
    "indexOf": _index_of,
    "join": _join,
    "pop": _pop,
    "push": _push,
    "reverse": _reverse,
    "shift": _shift,
    "slice": _slice,
    "sort": _sort,
    "splice": _splice,
    "unshift": _unshift,
}
_OF_TEXTS: dict[str, Callable[[str, _List, Budget], JsonValue]] = {
    "concat": _concat,
    "indexOf": lambda owner, given, budget: owner.find(_text(given, 0, "null", budget)),
    "replace": _replace,
    "slice": lambda owner, given, budget: owner[_span(len(owner), given)],
    "split": _split,
    "substr": lambda owner, given, budget: owner[_piece(len(owner), given)],
    "toLowerCase": lambda owner, given, budget: owner.lower(),
    "toUpperCase": lambda owner, given, budget: owner.upper(),
    "trim": lambda owner, given, budget: owner.strip(),
    # the converter of vkbottle prints these two as Python has them
    "join": _joining,
    "strip": lambda owner, given, budget: owner.strip(),
}
