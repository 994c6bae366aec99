"""What values of VKScript can do: adding, comparing, and the methods of arrays and texts.

`+` joins arrays; a missing thing is null; nothing here reaches an attribute of Python.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias, TypeGuard

from govpublic_sdk.sandbox.vkscript.faults import RunError

__all__ = [
    "LARGEST_LIST",
    "Value",
    "added",
    "calculated",
    "compared",
    "is_dict",
    "is_list",
    "method",
    "number_of",
    "same",
    "text_of",
]

Value: TypeAlias = Any
LONGEST_TEXT = 1_000_000
LARGEST_LIST = 100_000
_LARGEST_NUMBER = 2**63


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object."""
    return isinstance(value, dict)


def text_of(value: Value) -> str:
    """A value as text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if is_list(value):
        return ",".join("" if item is None else text_of(item) for item in value)
    return "[object Object]" if isinstance(value, dict) else str(value)


def number_of(value: Value) -> int | float:
    """A value as a number; what is none counts 0."""
    if isinstance(value, bool) or value is None:
        return int(bool(value))
    if isinstance(value, int | float):
        return value
    try:
        return int(value) if str(value).strip().lstrip("-").isdigit() else float(value)
    except (TypeError, ValueError):
        return 0


def added(left: Value, right: Value) -> Value:
    """`left + right`: arrays are joined, numbers added, all else is text."""
    if is_list(left) or is_list(right):
        return _bounded_list(_items(left), _items(right))
    if isinstance(left, str) or isinstance(right, str):
        return _bounded_text(text_of(left), text_of(right))
    return bounded(number_of(left) + number_of(right))


def calculated(sign: str, left: Value, right: Value) -> Value:
    """`left sign right` for all other signs."""
    a, b = number_of(left), number_of(right)
    if sign in ("/", "%") and b == 0:
        raise RunError("division by zero")
    if sign in ("<<", ">>", "&", "|"):
        return bounded(_bits(sign, int(a), int(b)))
    if sign == "%":
        return bounded(math.fmod(a, b) if isinstance(a, float) else int(math.fmod(a, b)))
    if sign == "/":
        return bounded(a // b if _divides(a, b) else a / b)
    return bounded(a - b if sign == "-" else a * b)


def bounded(number: int | float) -> int | float:
    """A number that is not larger than VK's."""
    if isinstance(number, float) and not math.isfinite(number):
        raise RunError("the number is too large")
    if abs(number) >= _LARGEST_NUMBER:
        raise RunError("the number is too large")
    return number


def compared(sign: str, left: Value, right: Value) -> bool:
    """`left < right` and the like."""
    if isinstance(left, str) and isinstance(right, str):
        a: Value = left
        b: Value = right
    else:
        a, b = number_of(left), number_of(right)
    results: dict[str, bool] = {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    return results[sign]


def same(left: Value, right: Value) -> bool:
    """`left == right`."""
    if left is None or right is None:
        return left is right
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return number_of(left) == number_of(right) and (
        not (isinstance(left, str) or isinstance(right, str)) or text_of(left) == text_of(right)
    )


def method(target: Value, name: str, arguments: list[Value]) -> Value:
    """`target.name(arguments)`.

    Raises:
        RunError: There is no such method.
    """
    table = _LIST if is_list(target) else _TEXT if isinstance(target, str) else {}
    if name == "toString":
        return text_of(target)
    if target is None or target is False:
        return None
    if name not in table:
        raise RunError(f"{name} is not a method of this value")
    try:
        return table[name](target, *arguments)
    except (TypeError, ValueError, IndexError) as error:
        raise RunError(f"wrong arguments of {name}") from error


def _items(value: Value) -> list[Value]:
    if value is None or value is False:
        return []
    return value if is_list(value) else [value]


def _bounded_list(left: list[Value], right: list[Value]) -> list[Value]:
    if len(left) + len(right) > LARGEST_LIST:
        raise RunError("the array is too large")
    return left + right


def _bounded_text(left: str, right: str) -> str:
    if len(left) + len(right) > LONGEST_TEXT:
        raise RunError("the text is too long")
    return left + right


def _bits(sign: str, a: int, b: int) -> int:
    if sign in ("<<", ">>") and not 0 <= b < 63:
        raise RunError("shift out of range")
    if sign == "<<":
        return a << b
    return a >> b if sign == ">>" else a & b if sign == "&" else a | b


def _divides(a: float, b: float) -> bool:
    return isinstance(a, int) and isinstance(b, int) and a % b == 0


def _push(target: list[Value], *items: Value) -> int:
    target[:] = _bounded_list(target, list(items))
    return len(target)


def _pop(target: list[Value]) -> Value:
    return target.pop() if target else None


def _shift(target: list[Value]) -> Value:
    return target.pop(0) if target else None


def _sort(target: list[Value]) -> list[Value]:
    target.sort(key=text_of)
    return target


def _reverse(target: list[Value]) -> list[Value]:
    target.reverse()
    return target


def _replace(target: str, old: Value, new: Value) -> str:
    return target.replace(text_of(old), text_of(new), 1)[:LONGEST_TEXT]


def _unshift(target: list[Value], *items: Value) -> int:
    target[:] = _bounded_list(list(items), target)
    return len(target)


def _splice(target: list[Value], start: int, count: int | None = None, *new: Value) -> list[Value]:
    first = max(0, len(target) + int(start)) if start < 0 else min(int(start), len(target))
    end = len(target) if count is None else min(len(target), first + max(0, int(count)))
    gone = target[first:end]
    target[first:end] = new
    return gone


def _slice(target: Any, start: int = 0, end: int | None = None) -> Any:
    return target[int(start) : None if end is None else int(end)]


def _index_of(target: Any, item: Value) -> int:
    if isinstance(target, str):
        return target.find(text_of(item))
    return next((place for place, one in enumerate(target) if same(one, item)), -1)


def _substr(target: str, start: int, count: int | None = None) -> str:
    first = max(0, len(target) + int(start)) if start < 0 else int(start)
    return target[first:] if count is None else target[first : first + max(0, int(count))]


def _split(target: str, by: str = ",") -> list[Value]:
    return list(target.split(by)) if by else list(target)


def _join(target: list[Value], by: str = ",") -> str:
    parts = ["" if item is None else text_of(item) for item in target]
    if sum(map(len, parts)) + len(by) * len(parts) > LONGEST_TEXT:
        raise RunError("the text is too long")
    return by.join(parts)


_LIST: dict[str, Callable[..., Value]] = {
    "push": _push,
    "pop": _pop,
    "shift": _shift,
    "unshift": _unshift,
    "slice": _slice,
    "splice": _splice,
    "indexOf": _index_of,
    "join": _join,
    "sort": _sort,
    "reverse": _reverse,
    "concat": added,
}
_TEXT: dict[str, Callable[..., Value]] = {
    "slice": _slice,
    "substr": _substr,
    "indexOf": _index_of,
    "split": _split,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "trim": str.strip,
    "replace": _replace,
}
