"""What values are and how signs join them; it knows neither programs nor methods.

`+` joins arrays, what is missing is null, and nothing here reaches an attribute of Python.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TypeAlias

from govpublic_sdk.sandbox.vkscript.budget import Budget
from govpublic_sdk.sandbox.vkscript.lexer import RunError

__all__ = [
    "JsonValue",
    "item",
    "number_of",
    "operate",
    "plain",
    "put",
    "same",
    "text_of",
    "truth",
]

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

_NUMBER = re.compile(r"\s*[-+]?\d+(?P<part>\.\d+)?(?P<power>[eE][-+]?\d+)?\s*", re.ASCII)
_LONGEST_NUMBER = 40


def truth(value: JsonValue) -> bool:
    """Whether a condition holds; arrays and objects always do."""
    return isinstance(value, list | dict) or bool(value)


def text_of(value: JsonValue, budget: Budget, depth: int = 0) -> str:
    """A value as text."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        budget.depth(depth)
        budget.look(items=len(value))
        parts = ["" if one is None else text_of(one, budget, depth + 1) for one in value]
        budget.text(sum(map(len, parts)) + len(parts))
        return ",".join(parts)
    return "[object Object]" if isinstance(value, dict) else _digits(value)


def _digits(number: float) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return repr(number).replace("e-0", "e-")


def number_of(value: JsonValue) -> int | float:
    """A value as a number; other values count 0."""
    return _numeric(value) or 0


def _numeric(value: JsonValue) -> int | float | None:
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value if isinstance(value, int | float) else None
    found = _NUMBER.fullmatch(value) if len(value) <= _LONGEST_NUMBER else None
    if found is None:
        return None if value else 0
    number = float(value) if found["part"] or found["power"] else int(value)
    return number if math.isfinite(number) else None


def plain(value: JsonValue, budget: Budget) -> JsonValue:
    """The same value for the world outside, when it is known to be a tree and is paid for."""
    waiting = [(value, 0)]
    while waiting:
        found, depth = waiting.pop()
        if not isinstance(found, list | dict):
            budget.look(len(found) if isinstance(found, str) else 0)
            continue
        budget.depth(depth)
        size = sum(map(len, found)) if isinstance(found, dict) else 0
        for one in found if isinstance(found, list) else found.values():
            if isinstance(one, str):
                size += len(one)
            elif isinstance(one, list | dict):
                waiting.append((one, depth + 1))
        budget.look(size, items=len(found) + 1)
    return value


def item(owner: JsonValue, key: JsonValue, budget: Budget) -> JsonValue:
    """`owner.key` or `owner[key]`; null if it does not exist."""
    if isinstance(owner, dict):
        return owner.get(text_of(key, budget))
    if not isinstance(owner, list | str):
        return None
    if key == "length":
        return len(owner)
    place = _place(key)
    return owner[place] if 0 <= place < len(owner) else None


def put(owner: JsonValue, key: JsonValue, value: JsonValue, budget: Budget) -> None:
    """`owner[key] = value`; an array grows as far as it must.

    Raises:
        RunError: The owner has no such place.
    """
    if isinstance(owner, dict):
        owner[text_of(key, budget)] = value
        return
    place = _place(key)
    if not isinstance(owner, list) or place < 0:
        raise RunError("This cannot be assigned to")
    missing = max(0, place + 1 - len(owner))
    budget.items(len(owner) + missing, new=missing)
    owner.extend([None] * missing)
    owner[place] = value


def _place(key: JsonValue) -> int:
    if isinstance(key, bool) or not isinstance(key, int | float):
        return -1
    return int(key) if key == int(key) else -1


def operate(sign: str, left: JsonValue, right: JsonValue, budget: Budget) -> JsonValue:
    """`left sign right`, both already known.

    Raises:
        RunError: The result is too large, or undefined.
    """
    if sign == "+":
        return _add(left, right, budget)
    if sign in ("==", "!=", "===", "!=="):
        return same(left, right, strict=len(sign) == 3) == (sign[0] == "=")
    if sign in ("<", ">", "<=", ">="):
        return _compare(sign, left, right)
    try:
        return budget.number(_CALCULATED[sign](number_of(left), number_of(right)))
    except (ArithmeticError, ValueError) as error:
        raise RunError(f"Wrong operands of {sign}") from error


def _add(left: JsonValue, right: JsonValue, budget: Budget) -> JsonValue:
    if isinstance(left, list) or isinstance(right, list):
        first, second = _to_list(left), _to_list(right)
        length = len(first) + len(second)
        budget.items(length, new=length)
        return first + second
    if isinstance(left, str | dict) or isinstance(right, str | dict):
        before, after = text_of(left, budget), text_of(right, budget)
        budget.text(len(before) + len(after))
        return before + after
    return budget.number(number_of(left) + number_of(right))


def _to_list(value: JsonValue) -> list[JsonValue]:
    if isinstance(value, list):
        return value
    return [] if value is None or value is False else [value]


def same(left: JsonValue, right: JsonValue, *, strict: bool = False) -> bool:
    """`left == right`, or `left === right` where strict; null equals only null."""
    if left is None or right is None or isinstance(left, list | dict):
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if strict and (_kind(left) is not _kind(right)):
        return False
    number = _numeric(left)
    return number is not None and number == _numeric(right)


def _kind(value: JsonValue) -> type:
    return float if type(value) is int else type(value)


def _compare(sign: str, left: JsonValue, right: JsonValue) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        less, equal = left < right, left == right
    else:
        a, b = number_of(left), number_of(right)
        less, equal = a < b, a == b
    return {"<": less, "<=": less or equal, ">": not (less or equal), ">=": not less}[sign]


def _divide(a: float, b: float) -> float:
    return a // b if isinstance(a, int) and isinstance(b, int) and a % b == 0 else a / b


def _remainder(a: float, b: float) -> float:
    if isinstance(a, int) and isinstance(b, int):
        return abs(a) % abs(b) * (-1 if a < 0 else 1)
    return math.fmod(a, b)


def _raise_to(a: float, b: float) -> float:
    if not (isinstance(a, int) and isinstance(b, int)) or b < 0:
        return math.pow(a, b)
    if (abs(a).bit_length() - 1) * b > 64:
        raise OverflowError
    return int(a**b)


def _shift(a: float, b: float) -> int:
    if b >= 64:
        raise OverflowError
    return int(a) << int(b)


_CALCULATED: dict[str, Callable[[float, float], float]] = {
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "%": _remainder,
    "**": _raise_to,
    "<<": _shift,
    ">>": lambda a, b: int(a) >> int(b),
    "&": lambda a, b: int(a) & int(b),
    "|": lambda a, b: int(a) | int(b),
}
