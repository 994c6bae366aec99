"""Short answers around messages: what was sent or deleted, reactions, links, updates."""

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw
from govpublic_sdk.models.conversations import Chat, Conversation
from govpublic_sdk.models.messages import CMID, Message, MessageAttachment, MessageReaction
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.users import User

__all__ = [
    "AttachmentInHistory",
    "ChangedChat",
    "CreatedChat",
    "DeletedConversation",
    "DeletedMessage",
    "ImportantMessages",
    "InviteLink",
    "LongPollHistory",
    "MessageError",
    "MessageList",
    "MessageReactions",
    "MessagesAllowed",
    "PersonalLongPollServer",
    "ReactedPeer",
    "ReactedPeers",
    "SentMessage",
]


class MessageError(Model, frozen=True):
    """Why one message of several was not sent or not deleted."""

    code: Number | None = None
    description: str | None = None


class SentMessage(Model, frozen=True):
    """What became of a message to one recipient."""

    peer_id: Number
    message_id: Number | None = None
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)
    error: MessageError | None = None


class DeletedMessage(Model, frozen=True):
    """What became of one message that was to be deleted."""

    peer_id: Number | None = None
    message_id: Number | None = None
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)
    response: Flag | None = None
    error: MessageError | None = None


class DeletedConversation(Model, frozen=True):
    """Up to which message a conversation was deleted."""

    last_deleted_id: Number | None = None


class CreatedChat(Model, frozen=True):
    """A created chat and the members that could be added."""

    chat_id: Number
    peer_ids: list[Number] | None = None


class ChangedChat(Model, frozen=True):
    """A chat whose picture changed, and its service message."""

    message_id: Number | None = None
    chat: Chat | None = None


class InviteLink(Model, frozen=True):
    """The invitation link of a chat; anyone with it can join."""

    link: str | None = Field(default=None, repr=False)


class MessagesAllowed(Model, frozen=True):
    """Whether a person lets a community write."""

    is_allowed: Flag | None = None


class AttachmentInHistory(Model, frozen=True):
    """Something that was attached somewhere in a conversation."""

    message_id: Number | None = None
    cmid: Number | None = None
    from_id: Number | None = None
    date: Moment | None = None
    attachment: MessageAttachment | None = Field(default=None, repr=False)
    message_expire_ttl: Number | None = None
    forward_level: Number | None = None
    was_listened: Flag | None = None
    position: Number | None = None


class MessageReactions(Model, frozen=True):
    """All reactions to one message."""

    cmid: Number | None = None
    counters: list[MessageReaction] | None = None


class ReactedPeer(Model, frozen=True):
    """A user's reaction."""

    user_id: Number | None = None
    reaction_id: Number | None = None


class ReactedPeers(Model, frozen=True):
    """Reactions to a message with their authors."""

    count: Number | None = None
    reactions: list[ReactedPeer] | None = None
    counters: list[MessageReaction] | None = None
    profiles: list[User] | None = None
    groups: list[Public] | None = None


class MessageList(Model, frozen=True):
    """Messages and how many there are."""

    count: Number | None = None
    items: list[Message] | None = None


class ImportantMessages(Model, frozen=True):
    """Messages that were marked as important, with their conversations."""

    messages: MessageList | None = None
    conversations: list[Conversation] | None = None
    profiles: list[User] | None = None
    groups: list[Public] | None = None


class PersonalLongPollServer(Model, frozen=True):
    """Where Long Poll of a person's messages can be asked; address and key are secrets."""

    key: str | None = Field(default=None, repr=False)
    server: str | None = Field(default=None, repr=False)
    ts: Number | None = None
    pts: Number | None = None


class LongPollHistory(Model, frozen=True):
    """What happened in the conversations since a moment that Long Poll named."""

    history: list[Raw] | None = None
    messages: MessageList | None = None
    credentials: PersonalLongPollServer | None = None
    conversations: list[Conversation] | None = None
    chats: list[Chat] | None = None
    profiles: list[User] | None = None
    groups: list[Public] | None = None
    new_pts: Number | None = None
    from_pts: Number | None = None
    more: Flag | None = None
