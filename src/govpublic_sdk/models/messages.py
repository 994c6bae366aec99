"""Messages: what a person wrote to a community, and what it answered.

Conversations and keyboards have their own modules.
"""

import json
from typing import Annotated, Literal, cast

from pydantic import AliasChoices, Field

from govpublic_sdk.models.attachments import Attachment
from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word
from govpublic_sdk.models.comments import Comment
from govpublic_sdk.models.documents import AudioMessage
from govpublic_sdk.models.keyboards import Keyboard
from govpublic_sdk.models.posts import Geo, Post

__all__ = [
    "ClientInfo",
    "Message",
    "MessageAction",
    "MessageActionPhoto",
    "MessageAttachment",
    "MessageReaction",
]


ActionStatus = Annotated[
    Literal[
        "chat_photo_update",
        "chat_photo_remove",
        "chat_create",
        "chat_title_update",
        "chat_invite_user",
        "chat_kick_user",
        "chat_pin_message",
        "chat_unpin_message",
        "chat_invite_user_by_link",
        "chat_invite_user_by_message_request",
        "chat_screenshot",
    ]
    | str,
    Word,
]


CMID = AliasChoices("conversation_message_id", "cmid")
"""Newer versions of VK's API send the number of a message in its conversation as `cmid` alone."""


class ClientInfo(Model, frozen=True):
    """Features that the author's application supports."""

    button_actions: list[str] | None = None
    keyboard: Flag | None = None
    inline_keyboard: Flag | None = None
    carousel: Flag | None = None
    lang_id: Number | None = None


class MessageActionPhoto(Model, frozen=True):
    """The new picture of a chat."""

    photo_50: str | None = None
    photo_100: str | None = None
    photo_200: str | None = None


class MessageAction(Model, frozen=True):
    """An event in a chat, reported by a service message."""

    type: ActionStatus | None = None
    member_id: Number | None = None
    text: str | None = Field(default=None, repr=False)
    email: str | None = Field(default=None, repr=False)
    message: str | None = Field(default=None, repr=False)
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)
    photo: MessageActionPhoto | None = None


class MessageAttachment(Attachment, frozen=True):
    """Something attached to a message; the field that `type` names holds it."""

    audio_message: AudioMessage | None = None
    call: Raw | None = None
    gift: Raw | None = None
    wall_reply: Comment | None = None

    @property
    def post(self) -> Post | None:
        """The post that was shared; None for other kinds."""
        wall = self.wall
        return Post.model_validate(wall) if isinstance(wall, dict) and "id" in wall else None


class MessageReaction(Model, frozen=True):
    """How many reacted in one way."""

    reaction_id: Number | None = None
    count: Number | None = None
    user_ids: list[Number] | None = None


class Message(Model, frozen=True):
    """A message, https://dev.vk.com/reference/objects/message. Its text is personal.

    In chats `id` is 0 for communities; `conversation_message_id` is its number within `peer_id`
    everywhere. Forwarded messages may have neither.
    """

    id: Number | None = None
    conversation_message_id: Number | None = Field(default=None, validation_alias=CMID)
    peer_id: Number | None = None
    from_id: Number | None = None
    date: Moment | None = None
    update_time: Moment | None = None
    out: Flag | None = None
    text: str | None = Field(default=None, repr=False)
    attachments: list[MessageAttachment] | None = Field(default=None, repr=False)
    payload: Raw | None = None
    geo: Geo | None = Field(default=None, repr=False)
    reply_message: "Message | None" = None
    fwd_messages: "list[Message] | None" = None
    action: MessageAction | None = None
    keyboard: Keyboard | None = None
    template: Raw | None = None
    random_id: Number | None = None
    admin_author_id: Number | None = None
    ref: str | None = None
    ref_source: str | None = None
    important: Flag | None = None
    deleted: Flag | None = None
    is_hidden: Flag | None = None
    is_cropped: Flag | None = None
    is_silent: Flag | None = None
    is_unavailable: Flag | None = None
    is_expired: Flag | None = None
    expire_ttl: Number | None = None
    is_pinned: Flag | None = None
    pinned_at: Moment | None = None
    was_listened: Flag | None = None
    members_count: Number | None = None
    reaction_id: Number | None = None
    last_reaction_id: Number | None = None
    reactions: list[MessageReaction] | None = None
    influence_score: Real | None = None
    message_tag: str | None = None
    version: Number | None = None

    @property
    def pressed(self) -> Raw:
        """What the pressed button carried: `payload` read as JSON; None without one.

        VK sends the payload as text and sometimes as parsed JSON. A text that is not JSON
        comes back as it is.
        """
        sent = self.payload
        if not isinstance(sent, str):
            return sent
        try:
            return cast("Raw", json.loads(sent))
        except (ValueError, RecursionError):
            return sent
