"""What values of JSON are, said so that type checkers follow."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

__all__ = ["Json", "is_array", "is_object"]

Json: TypeAlias = dict[str, Any]


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[Json]:
    """Whether a value is an object."""
    return isinstance(value, dict)
