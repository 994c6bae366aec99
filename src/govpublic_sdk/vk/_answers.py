"""Decoders of answers whose form depends on the version or on luck; they compare by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govpublic_sdk._call import Answer, Call
from govpublic_sdk.models.envelope import Groups
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.short_links import ResolvedName
from govpublic_sdk.models.uploads import SavedDocument

__all__ = ["NameOf", "PublicsOf", "SavedOf"]


@dataclass(frozen=True, slots=True)
class PublicsOf:
    """`{"groups": [...]}`, or the bare array of versions before 5.199."""

    @property
    def shape(self) -> object:
        """Today's form."""
        return Groups

    def finish(self, answer: Answer[Groups], call: Call[Any]) -> list[Public]:
        """The communities."""
        return answer.response.groups

    def bare(self, response: list[Any]) -> dict[str, Any]:
        """The old form in today's."""
        return {"groups": response}


@dataclass(frozen=True, slots=True)
class NameOf:
    """What a short name belongs to; an empty array when it is free."""

    @property
    def shape(self) -> object:
        """A taken name, or the empty array."""
        return ResolvedName | list[Any]

    def finish(
        self, answer: Answer[ResolvedName | list[Any]], call: Call[Any]
    ) -> ResolvedName | None:
        """The owner of the name, or None."""
        return answer.response if isinstance(answer.response, ResolvedName) else None


@dataclass(frozen=True, slots=True)
class SavedOf:
    """A saved document, or the list of one of old versions."""

    @property
    def shape(self) -> object:
        """Today's form."""
        return SavedDocument

    def finish(self, answer: Answer[SavedDocument], call: Call[Any]) -> SavedDocument:
        """The document."""
        return answer.response

    def bare(self, response: list[Any]) -> Any:
        """The old form in today's."""
        return response[0] if len(response) == 1 else response
