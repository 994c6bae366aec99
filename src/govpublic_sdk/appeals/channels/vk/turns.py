"""A conversation taken apart into turns: what a citizen wrote until the public answered. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govpublic_sdk.appeals.channels.vk.mapping import CHATS

if TYPE_CHECKING:
    from govpublic_sdk.models.messages import Message

__all__ = ["BEFORE", "Turn", "is_of_public", "is_person", "is_word", "turns"]

BEFORE = 20
"""How many messages before a turn belong to its history."""


@dataclass(slots=True)
class Turn:
    """What a citizen wrote in one go, and what the public answered to it.

    Attributes:
        said: The messages of the citizen, oldest first; at least one.
        answers: The messages of the public that follow.
        before: The last messages before them.
    """

    said: list[Message]
    answers: list[Message] = field(default_factory=list["Message"])
    before: Sequence[Message] = ()

    @property
    def number(self) -> int:
        """The first message's number in the conversation."""
        return self.said[0].conversation_message_id or 0

    def __contains__(self, number: int) -> bool:
        """Whether a message of the citizen belongs to it."""
        return any(one.conversation_message_id == number for one in self.said)


def is_of_public(message: Message, public: int) -> bool:
    """Whether the public wrote a message."""
    return message.from_id == -public or (not message.from_id and message.out is True)


def is_word(message: Message) -> bool:
    """Whether a message says something to one person: not deleted, of no chat, with a number."""
    gone = message.deleted or message.is_expired or message.action is not None
    return not gone and bool(message.conversation_message_id) and is_person(message.peer_id)


def is_person(peer: int | None) -> bool:
    """Whether a conversation is one with a person."""
    return peer is not None and 0 < peer < CHATS


def turns(words: Iterable[Message], public: int) -> list[Turn]:
    """The turns of a conversation, oldest first.

    Args:
        words: Its messages in any order; those that come twice count once.
        public: The public that answers.
    """
    there = {one.conversation_message_id or 0: one for one in words if is_word(one)}
    ordered = [there[number] for number in sorted(there)]
    found: list[Turn] = []
    for place, word in enumerate(ordered):
        if not is_of_public(word, public):
            if not found or found[-1].answers:
                found.append(Turn([], before=ordered[max(0, place - BEFORE) : place]))
            found[-1].said.append(word)
        elif found:
            found[-1].answers.append(word)
    return found
