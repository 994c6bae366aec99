"""Messages: read by their numbers, through a conversation, and searched.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.message_answers import AttachmentInHistory, ImportantMessages
from govpublic_sdk.models.messages import Message
from govpublic_sdk.vk._decoders import WholeOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, text, within

__all__ = [
    "get_by_conversation_message_id",
    "get_by_id",
    "get_history",
    "get_history_attachments",
    "get_important_messages",
    "search",
]


@check_arguments
def get_by_id(
    *,
    message_ids: Sequence[int] | None = None,
    preview_length: int | None = None,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
    cmids: Sequence[int] | None = None,
    peer_id: int | None = None,
) -> Call[Page[Message]]:
    """Read messages by their numbers; those that are gone are left out.

    https://dev.vk.com/method/messages.getById

    Args:
        message_ids: The messages. Up to 100.
        preview_length: How many characters of a text; 0 for all.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.
        cmids: Their numbers in the conversation. Up to 100.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getById",
        WholeOf(Message),
        message_ids=check_list("message_ids", message_ids, most=100),
        preview_length=within("preview_length", preview_length, 0),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
        cmids=check_list("cmids", cmids, most=100),
        peer_id=nonzero("peer_id", peer_id),
    )


@check_arguments
def get_by_conversation_message_id(
    peer_id: int,
    conversation_message_ids: Sequence[int],
    *,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[Message]]:
    """Read messages by their numbers in a conversation.

    https://dev.vk.com/method/messages.getByConversationMessageId

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        conversation_message_ids: The numbers. Up to 100.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getByConversationMessageId",
        WholeOf(Message),
        peer_id=nonzero("peer_id", peer_id),
        conversation_message_ids=check_list(
            "conversation_message_ids", conversation_message_ids, most=100
        ),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def get_history(
    *,
    peer_id: int | None = None,
    user_id: int | None = None,
    offset: int = 0,
    count: int = 20,
    start_message_id: int | None = None,
    rev: Literal[0, 1] | None = None,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[Message]]:
    """Read the messages of a conversation, the newest first.

    https://dev.vk.com/method/messages.getHistory

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        user_id: The person.
        offset: How many to skip; negative for newer ones than `start_message_id`.
        count: How many, 0 to 200.
        start_message_id: The message to begin at.
        rev: 1 for the oldest first.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getHistory",
        PageOf(Message),
        peer_id=nonzero("peer_id", peer_id),
        user_id=nonzero("user_id", user_id),
        offset=offset or None,
        count=within("count", count, 0, 200),
        start_message_id=start_message_id,
        rev=rev,
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def get_history_attachments(
    *,
    peer_id: int | None = None,
    media_type: Literal[
        "app_action_games",
        "app_action_mini_apps",
        "audio",
        "audio_message",
        "clip",
        "doc",
        "graffiti",
        "link",
        "market",
        "photo",
        "share",
        "video",
        "wall",
    ]
    | None = None,
    attachment_types: Sequence[str] | None = None,
    group_id: int | None = None,
    cmid: int | None = None,
    attachment_position: int | None = None,
    offset: int | None = None,
    count: int = 30,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    max_forwards_level: int | None = None,
    message_video: bool | None = None,
    start_from: str | None = None,
    preserve_order: bool | None = None,
    photo_sizes: bool | None = None,
) -> Call[Page[AttachmentInHistory]]:
    """Read what was attached in a conversation.

    https://dev.vk.com/method/messages.getHistoryAttachments

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        media_type: Only this kind.
        attachment_types: Only these kinds.
        group_id: The community, if the token belongs to a user who manages it.
        cmid: The number of the message in its conversation.
        attachment_position: The place of the attachment to begin at, 1 to 200.
        offset: How many to skip, -200 to 200.
        count: How many, 0 to 200.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        max_forwards_level: How deep into messages that were passed on, 0 to 45.
        message_video: Also videos that were taken for the message.
        start_from: Where to go on.
        preserve_order: Keep the order.
        photo_sizes: Give sizes of photos.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getHistoryAttachments",
        PageOf(AttachmentInHistory),
        peer_id=nonzero("peer_id", peer_id),
        media_type=media_type,
        attachment_types=check_list("attachment_types", attachment_types),
        group_id=positive("group_id", group_id),
        cmid=positive("cmid", cmid),
        attachment_position=within("attachment_position", attachment_position, 1, 200),
        offset=within("offset", offset, -200, 200),
        count=within("count", count, 0, 200),
        extended=extended or None,
        fields=check_list("fields", fields),
        max_forwards_level=within("max_forwards_level", max_forwards_level, 0, 45),
        message_video=message_video,
        start_from=start_from,
        preserve_order=preserve_order,
        photo_sizes=photo_sizes,
    )


@check_arguments
def get_important_messages(
    *,
    count: int = 20,
    offset: int = 0,
    start_message_id: int | None = None,
    preview_length: int | None = None,
    fields: Sequence[str] | None = None,
    extended: bool = False,
    group_id: int | None = None,
) -> Call[ImportantMessages]:
    """Read messages that were marked as important.

    https://dev.vk.com/method/messages.getImportantMessages

    Args:
        count: How many, 0 to 200.
        offset: How many to skip.
        start_message_id: The message to begin at.
        preview_length: How many characters of a text; 0 for all.
        fields: Further fields of persons and communities.
        extended: Also give the users and communities that are mentioned.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getImportantMessages",
        As(ImportantMessages),
        count=within("count", count, 0, 200),
        offset=within("offset", offset, 0) or None,
        start_message_id=within("start_message_id", start_message_id, 0),
        preview_length=within("preview_length", preview_length, 0),
        fields=check_list("fields", fields),
        extended=extended or None,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def search(
    q: str | None = None,
    *,
    peer_id: int | None = None,
    date: int | None = None,
    preview_length: int | None = None,
    offset: int = 0,
    count: int = 20,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[Message]]:
    """Search messages.

    https://dev.vk.com/method/messages.search

    Args:
        q: Words that occur. Up to 9,000 characters.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        date: Only before this day, as ddmmyyyy.
        preview_length: How many characters of a text; 0 for all.
        offset: How many to skip.
        count: How many, 0 to 100.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.search",
        PageOf(Message),
        q=text("q", q, most=9000),
        peer_id=nonzero("peer_id", peer_id),
        date=within("date", date, 0),
        preview_length=within("preview_length", preview_length, 0),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 100),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )
