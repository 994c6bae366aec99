"""Conversations of a community: peers, unread and unanswered messages, chats, members."""

from typing import Annotated, Literal

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Word
from govpublic_sdk.models.keyboards import Keyboard
from govpublic_sdk.models.messages import Message

__all__ = [
    "CanWrite",
    "Chat",
    "ChatPhoto",
    "ChatSettings",
    "Conversation",
    "ConversationMember",
    "ConversationPeer",
    "ConversationWithMessage",
    "OutReadBy",
]


PeerKind = Annotated[
    Literal["user", "chat", "group", "email"] | str,
    Word,
]
ChatState = Annotated[
    Literal["in", "kicked", "left", "out"] | str,
    Word,
]


class ConversationPeer(Model, frozen=True):
    """The peer: a user, a community (negative), or a chat (2,000,000,000 and its number)."""

    id: Number
    type: PeerKind | None = None
    local_id: Number | None = None


class CanWrite(Model, frozen=True):
    """Whether the community may write; `reason` is the number of the error it would get."""

    allowed: Flag | None = None
    reason: Number | None = None
    until: Moment | None = None


class OutReadBy(Model, frozen=True):
    """Read positions of the peer and the community."""

    count: Number | None = None
    member_ids: list[Number] | None = None


class ChatPhoto(Model, frozen=True):
    """The picture of a chat."""

    photo_50: str | None = None
    photo_100: str | None = None
    photo_200: str | None = None
    is_default_photo: Flag | None = None
    is_default_call_photo: Flag | None = None


class ChatSettings(Model, frozen=True):
    """How a chat is set up."""

    title: str | None = Field(default=None, repr=False)
    owner_id: Number | None = None
    members_count: Number | None = None
    friends_count: Number | None = None
    pinned_messages_count: Number | None = None
    pinned_message: Message | None = None
    state: ChatState | None = None
    photo: ChatPhoto | None = None
    admin_ids: list[Number] | None = None
    active_ids: list[Number] | None = None
    is_group_channel: Flag | None = None
    acl: Raw | None = None
    permissions: Raw | None = None
    is_disappearing: Flag | None = None
    theme: str | None = None
    disappearing_chat_link: str | None = Field(default=None, repr=False)
    is_service: Flag | None = None


class Conversation(Model, frozen=True):
    """A conversation of a community, https://dev.vk.com/reference/objects/conversation."""

    peer: ConversationPeer
    sort_id: Raw | None = None
    last_message_id: Number | None = None
    last_conversation_message_id: Number | None = None
    in_read: Number | None = None
    out_read: Number | None = None
    in_read_cmid: Number | None = None
    out_read_cmid: Number | None = None
    unread_count: Number | None = None
    is_marked_unread: Flag | None = None
    out_read_by: OutReadBy | None = None
    important: Flag | None = None
    unanswered: Flag | None = None
    special_service_type: str | None = None
    message_request_data: Raw | None = None
    mentions: list[Number] | None = None
    current_keyboard: Keyboard | None = None
    push_settings: Raw | None = None
    can_write: CanWrite | None = None
    can_receive_money: Flag | None = None
    chat_settings: ChatSettings | None = None
    version: Number | None = None


class ConversationWithMessage(Model, frozen=True):
    """A conversation and its last message, as the list of conversations has them."""

    conversation: Conversation | None = None
    last_message: Message | None = None


class ConversationMember(Model, frozen=True):
    """A member of a conversation; negative ids are communities."""

    member_id: Number
    invited_by: Number | None = None
    join_date: Moment | None = None
    request_date: Moment | None = None
    is_admin: Flag | None = None
    is_owner: Flag | None = None
    is_message_request: Flag | None = None
    is_restricted_to_write: Flag | None = None
    can_kick: Flag | None = None


class Chat(Model, frozen=True):
    """A chat of several."""

    id: Number
    type: str | None = None
    title: str | None = Field(default=None, repr=False)
    admin_id: Number | None = None
    users: list[Raw] | None = None
    members_count: Number | None = None
    kicked: Flag | None = None
    left: Flag | None = None
    photo_50: str | None = None
    photo_100: str | None = None
    photo_200: str | None = None
    push_settings: Raw | None = None
    is_default_photo: Flag | None = None
    is_group_channel: Flag | None = None
