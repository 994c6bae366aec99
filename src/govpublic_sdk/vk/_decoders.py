"""Decoders of responses whose format depends on the API version; they compare by value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Decoder, Page, Payload
from govpublic_sdk._core.decoders import PageOf
from govpublic_sdk.models.envelope import Groups, Items
from govpublic_sdk.models.message_answers import CreatedChat, DeletedMessage
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.short_links import ResolvedName
from govpublic_sdk.models.uploads import SavedDocument

__all__ = [
    "CreatedChatOf",
    "DeletedOf",
    "NameOf",
    "PublicsOf",
    "SavedOf",
    "WholeOf",
]


@dataclass(frozen=True, slots=True)
class PublicsOf(Decoder[list[Public]]):
    """`{"groups": [...]}`, or the bare array of versions before 5.199."""

    @property
    def shape(self) -> object:
        """Today's form."""
        return Groups

    def finish(self, answer: Payload[Groups], call: Call[Any]) -> list[Public]:
        """The communities.

        Raises:
            ServerError: Wrong bytes hide which community one of them is. Without it, the community
                would seem not to exist, so the call is made again.
        """
        lost = answer.response.unfit
        if any(_has_damaged_id(one) for path, one in lost.items() if path.startswith("groups.")):
            what = f"The answer to {call!r} is damaged: the id of a community is unreadable."
            raise errors.ServerError(what, status=200, is_unreadable=True, call=call)
        return answer.response.groups

    def upgrade(self, response: list[Any]) -> dict[str, Any]:
        """Convert the bare array of old versions."""
        return {"groups": response}


def _has_damaged_id(found: object) -> bool:
    """Whether an object has an id, but one that cannot be read; one without an id is drift."""
    if not isinstance(found, dict):
        return False
    fields = cast("dict[str, object]", found)
    names_fit = all(name.isascii() and name.isidentifier() for name in fields)
    return isinstance(fields.get("id"), str) or ("id" not in fields and not names_fit)


@dataclass(frozen=True, slots=True)
class NameOf(Decoder[ResolvedName | None]):
    """What a short name belongs to; an empty array when it is free."""

    @property
    def shape(self) -> object:
        """A taken name, or the empty array."""
        return ResolvedName | list[Any]

    def finish(
        self, answer: Payload[ResolvedName | list[Any]], call: Call[Any]
    ) -> ResolvedName | None:
        """The owner of the name, or None."""
        return answer.response if isinstance(answer.response, ResolvedName) else None


@dataclass(frozen=True, slots=True)
class SavedOf(Decoder[SavedDocument]):
    """A saved document, or the list of one of old versions."""

    @property
    def shape(self) -> object:
        """Today's form."""
        return SavedDocument

    def finish(self, answer: Payload[SavedDocument], call: Call[Any]) -> SavedDocument:
        """The document."""
        return answer.response

    def upgrade(self, response: list[Any]) -> Any:
        """Convert the list of one item of old versions."""
        return response[0] if len(response) == 1 else response


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WholeOf(PageOf[T]):
    """A single page, whatever its count: the method takes no offset."""

    def finish(self, answer: Payload[Items[T]], call: Call[Any]) -> Page[T]:
        """The only page."""
        return replace(PageOf[T].finish(self, answer, call), next=None)


@dataclass(frozen=True, slots=True)
class DeletedOf(Decoder[list[DeletedMessage]]):
    """Deleted messages one by one, or the map from number to success of old versions."""

    @property
    def shape(self) -> object:
        """Today's form, or the map."""
        return list[DeletedMessage] | dict[str, bool]

    def finish(
        self, answer: Payload[list[DeletedMessage] | dict[str, bool]], call: Call[Any]
    ) -> list[DeletedMessage]:
        """What became of each."""
        found = answer.response
        if isinstance(found, list):
            return found
        items = [{"message_id": one, "response": done} for one, done in found.items()]
        return [DeletedMessage.model_validate(item) for item in items]


@dataclass(frozen=True, slots=True)
class CreatedChatOf(Decoder[CreatedChat]):
    """A chat that was made, or its bare number of old versions."""

    @property
    def shape(self) -> object:
        """Today's form, or the number."""
        return CreatedChat | int

    def finish(self, answer: Payload[CreatedChat | int], call: Call[Any]) -> CreatedChat:
        """The chat."""
        found = answer.response
        return CreatedChat(chat_id=found) if isinstance(found, int) else found
