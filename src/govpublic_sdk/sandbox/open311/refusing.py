"""How the sandbox's Open311 server refuses: as the spec says, or as real servers do."""

from __future__ import annotations

from pydantic_core import to_json

from govpublic_sdk.sandbox.answered import Answered
from govpublic_sdk.sandbox.faults import error_page
from govpublic_sdk.sandbox.open311.quirks import Open311Quirks

__all__ = ["Broken", "Refusal", "refused"]


class Refusal(Exception):
    """A request that is not carried out.

    Attributes:
        status: The HTTP status.
        words: All that is wrong, one text for each.
    """

    def __init__(self, status: int, *words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words


class Broken(Exception):
    """The server fails, and tells of its insides."""


def refused(error: Refusal | Broken, quirks: Open311Quirks) -> Answered:
    """What goes back."""
    if isinstance(error, Broken):
        return Answered(f"Can't call method on undef: {error}".encode(), 500, _TEXT)
    if quirks.errors == "page":
        return Answered(error_page(f"{error.status}", *error.words), error.status)
    if quirks.errors == "object":
        detail = {"non_field_errors": error.words}
        return Answered(to_json({"code": error.status, "detail": detail}), error.status)
    listed = [{"code": error.status, "description": one} for one in error.words]
    return Answered(to_json({"errors": listed} if quirks.wrapped else listed), error.status)


_TEXT = {"content-type": "text/plain; charset=utf-8"}
