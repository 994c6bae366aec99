"""Decoders of answers of `messages` whose form depends on the version; they compare by value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from govpublic_sdk._call import Answer, Call
from govpublic_sdk._decode import PageOf
from govpublic_sdk._page import Page
from govpublic_sdk.models.envelope import Items
from govpublic_sdk.models.message_answers import CreatedChat, DeletedMessage

__all__ = ["CreatedChatOf", "DeletedOf", "WholeOf"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WholeOf(PageOf[T]):
    """A list that has no further pages, whatever its count says: the method takes no offset."""

    def finish(self, answer: Answer[Items[T]], call: Call[Any]) -> Page[T]:
        """The only page."""
        return replace(PageOf[T].finish(self, answer, call), next=None)


@dataclass(frozen=True, slots=True)
class DeletedOf:
    """Deleted messages one by one, or the map from number to success of old versions."""

    @property
    def shape(self) -> object:
        """Today's form, or the map."""
        return list[DeletedMessage] | dict[str, bool]

    def finish(
        self, answer: Answer[list[DeletedMessage] | dict[str, bool]], call: Call[Any]
    ) -> list[DeletedMessage]:
        """What became of each."""
        found = answer.response
        if isinstance(found, list):
            return found
        items = [{"message_id": one, "response": done} for one, done in found.items()]
        return [DeletedMessage.model_validate(item) for item in items]


@dataclass(frozen=True, slots=True)
class CreatedChatOf:
    """A chat that was made, or its bare number of old versions."""

    @property
    def shape(self) -> object:
        """Today's form, or the number."""
        return CreatedChat | int

    def finish(self, answer: Answer[CreatedChat | int], call: Call[Any]) -> CreatedChat:
        """The chat."""
        found = answer.response
        return CreatedChat(chat_id=found) if isinstance(found, int) else found
