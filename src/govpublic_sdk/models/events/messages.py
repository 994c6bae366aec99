"""Events of messages: written, edited, read, allowed, and buttons that were pressed."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import Field, model_validator

from govpublic_sdk.models.base import Model, Number, Raw, Word
from govpublic_sdk.models.events.event import Event
from govpublic_sdk.models.messages import CMID, ClientInfo, Message

__all__ = [
    "MessageAllow",
    "MessageAllowObject",
    "MessageDeny",
    "MessageDenyObject",
    "MessageEdit",
    "MessageEvent",
    "MessageEventObject",
    "MessageNew",
    "MessageNewObject",
    "MessageReactionEvent",
    "MessageReactionObject",
    "MessageRead",
    "MessageReadObject",
    "MessageReply",
    "MessageTypingState",
    "MessageTypingStateObject",
    "MessagesEdit",
]

TypingState = Annotated[Literal["typing", "audiomessage"] | str, Word]


class MessageNewObject(Model, frozen=True):
    """A message that came in, and what its author's application can show.

    Before API 5.103 VK sent the message alone. It is `message` then as well, and what was sent
    stays where it was among the unknown fields.
    """

    message: Message
    client_info: ClientInfo | None = None

    @model_validator(mode="before")
    @classmethod
    def _todays_form(cls, sent: Any) -> Any:
        if not isinstance(sent, dict):
            return sent
        fields = cast("dict[str, Any]", sent)
        known = not fields or "message" in fields or "client_info" in fields
        return fields if known else {**fields, "message": fields}


class MessageNew(Event, frozen=True):
    """A person wrote to the community."""

    object: MessageNewObject


class MessageReply(Event, frozen=True):
    """The community wrote: what the SDK sent comes back in this way, too."""

    object: Message


class MessageEdit(Event, frozen=True):
    """A message of the community was changed."""

    object: Message


class MessagesEdit(Event, frozen=True):
    """The same as `MessageEdit` by a name that VK's schema has."""

    object: Message


class MessageAllowObject(Model, frozen=True):
    """Who may be written to, and the key that the page gave when it asked."""

    user_id: Number | None = None
    key: str | None = Field(default=None, repr=False)


class MessageAllow(Event, frozen=True):
    """A person allowed the community to write."""

    object: MessageAllowObject


class MessageDenyObject(Model, frozen=True):
    """Who may not be written to any more."""

    user_id: Number | None = None


class MessageDeny(Event, frozen=True):
    """A person forbade the community to write."""

    object: MessageDenyObject


class MessageReadObject(Model, frozen=True):
    """Who has read up to which message."""

    from_id: Number | None = None
    peer_id: Number | None = None
    read_message_id: Number | None = None
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)


class MessageRead(Event, frozen=True):
    """Messages of the community were read."""

    object: MessageReadObject


class MessageTypingStateObject(Model, frozen=True):
    """Who is writing to whom."""

    from_id: Number | None = None
    to_id: Number | None = None
    state: TypingState | None = None


class MessageTypingState(Event, frozen=True):
    """A person is writing to the community just now."""

    object: MessageTypingStateObject


class MessageReactionObject(Model, frozen=True):
    """Who reacted to which message; `reaction_id` is None if a reaction was taken back."""

    reacted_id: Number | None = None
    peer_id: Number | None = None
    cmid: Number | None = None
    reaction_id: Number | None = None


class MessageReactionEvent(Event, frozen=True):
    """A person reacted to a message."""

    object: MessageReactionObject


class MessageEventObject(Model, frozen=True):
    """Who pressed which button.

    Attributes:
        event_id: What `messages.sendMessageEventAnswer` asks for; it is not the event's own id.
        payload: What the button carries, any JSON.
    """

    user_id: Number | None = None
    peer_id: Number | None = None
    event_id: str | None = None
    payload: Raw | None = None
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)


class MessageEvent(Event, frozen=True):
    """A callback button was pressed; it waits for an answer."""

    object: MessageEventObject
