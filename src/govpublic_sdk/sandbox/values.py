"""What values of JSON are, said so that type checkers follow.

VK's refusal of a call: a number, words, and further fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, TypeGuard

__all__ = [
    "Json",
    "Refused",
    "is_array",
    "is_object",
]

Json: TypeAlias = dict[str, Any]


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[Json]:
    """Whether a value is an object."""
    return isinstance(value, dict)


class Refused(Exception):
    """A call that VK does not carry out.

    Attributes:
        code: VK's number.
        fields: Further fields of the error object.
    """

    def __init__(self, code: int, text: str, fields: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.fields: dict[str, Any] = dict(fields or {})

    def error(self) -> dict[str, Any]:
        """The error object."""
        return {"error_code": self.code, "error_msg": str(self), **self.fields}
