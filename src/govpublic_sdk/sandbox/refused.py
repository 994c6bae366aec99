"""What VK says when it refuses a call: a number, words, and further fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Refused"]


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
