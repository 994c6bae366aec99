"""Conversations: list, search, mark, delete; permission to write to a user.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.conversations import (
    Conversation,
    ConversationMember,
    ConversationWithMessage,
)
from govpublic_sdk.models.message_answers import DeletedConversation, MessagesAllowed
from govpublic_sdk.vk._decoders import WholeOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "delete_conversation",
    "get_conversation_members",
    "get_conversations",
    "get_conversations_by_id",
    "get_intent_users",
    "is_messages_from_group_allowed",
    "mark_as_answered_conversation",
    "mark_as_important_conversation",
    "mark_as_read",
    "search_conversations",
]


@check_arguments
def get_conversations(
    *,
    offset: int = 0,
    count: int = 20,
    filter: Literal["all", "archive", "important", "sorted_chats", "unanswered", "unread"]
    | None = None,
    extended: bool = False,
    start_message_id: int | None = None,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[ConversationWithMessage]]:
    """Read the conversations of a community, the latest first.

    https://dev.vk.com/method/messages.getConversations

    Args:
        offset: How many to skip.
        count: How many, 0 to 200.
        filter: Only these.
        extended: Also give the users and communities that are mentioned.
        start_message_id: The message to begin at.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getConversations",
        PageOf(ConversationWithMessage),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 200),
        filter=filter,
        extended=extended or None,
        start_message_id=within("start_message_id", start_message_id, 0),
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def get_conversations_by_id(
    peer_ids: Sequence[int],
    *,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[Conversation]]:
    """Read conversations by their peers.

    https://dev.vk.com/method/messages.getConversationsById

    Args:
        peer_ids: The conversations. Up to 100.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getConversationsById",
        WholeOf(Conversation),
        peer_ids=check_list("peer_ids", peer_ids, most=100),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def search_conversations(
    q: str | None = None,
    *,
    count: int = 20,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
) -> Call[Page[Conversation]]:
    """Search conversations by names.

    https://dev.vk.com/method/messages.searchConversations

    Args:
        q: Words that occur.
        count: How many, 1 to 255.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.searchConversations",
        WholeOf(Conversation),
        q=q,
        count=within("count", count, 1, 255),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def get_conversation_members(
    peer_id: int,
    *,
    offset: int = 0,
    count: int = 20,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    group_id: int | None = None,
    member_ids: Sequence[int] | None = None,
) -> Call[Page[ConversationMember]]:
    """Return the members of a conversation.

    https://dev.vk.com/method/messages.getConversationMembers

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        offset: How many to skip.
        count: How many, 1 to 1,000.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields of persons and communities.
        group_id: The community, if the token belongs to a user who manages it.
        member_ids: Only these.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getConversationMembers",
        PageOf(ConversationMember),
        peer_id=nonzero("peer_id", peer_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
        extended=extended or None,
        fields=check_list("fields", fields),
        group_id=positive("group_id", group_id),
        member_ids=check_list("member_ids", member_ids),
    )


@check_arguments
def mark_as_answered_conversation(
    peer_id: int,
    *,
    answered: bool | None = None,
    group_id: int | None = None,
) -> Call[bool]:
    """Mark a conversation as answered.

    https://dev.vk.com/method/messages.markAsAnsweredConversation

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        answered: False takes the mark away.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.markAsAnsweredConversation",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        answered=answered,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def mark_as_important_conversation(
    peer_id: int,
    *,
    important: bool | None = None,
    group_id: int | None = None,
) -> Call[bool]:
    """Mark a conversation as important.

    https://dev.vk.com/method/messages.markAsImportantConversation

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        important: False takes the mark away.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.markAsImportantConversation",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        important=important,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def mark_as_read(
    *,
    message_ids: Sequence[int] | None = None,
    peer_id: int | None = None,
    start_message_id: int | None = None,
    group_id: int | None = None,
    mark_conversation_as_read: bool | None = None,
    up_to_cmid: int | None = None,
) -> Call[bool]:
    """Mark messages as read.

    https://dev.vk.com/method/messages.markAsRead

    Args:
        message_ids: The messages.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        start_message_id: This one and all before it.
        group_id: The community, if the token belongs to a user who manages it.
        mark_conversation_as_read: The whole conversation.
        up_to_cmid: Up to this number in the conversation.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.markAsRead",
        As(bool),
        message_ids=check_list("message_ids", message_ids),
        peer_id=nonzero("peer_id", peer_id),
        start_message_id=within("start_message_id", start_message_id, 0),
        group_id=positive("group_id", group_id),
        mark_conversation_as_read=mark_conversation_as_read,
        up_to_cmid=within("up_to_cmid", up_to_cmid, 0),
    )


@check_arguments
def delete_conversation(
    *,
    peer_id: int | None = None,
    user_id: int | None = None,
    group_id: int | None = None,
) -> Call[DeletedConversation]:
    """Delete all messages of a conversation.

    https://dev.vk.com/method/messages.deleteConversation

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        user_id: The person.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.deleteConversation",
        As(DeletedConversation),
        peer_id=nonzero("peer_id", peer_id),
        user_id=nonzero("user_id", user_id),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def is_messages_from_group_allowed(
    group_id: int,
    user_id: int,
) -> Call[MessagesAllowed]:
    """Ask whether a person lets a community write.

    https://dev.vk.com/method/messages.isMessagesFromGroupAllowed

    Args:
        group_id: The community, a positive id.
        user_id: The person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.isMessagesFromGroupAllowed",
        As(MessagesAllowed),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
    )


@check_arguments
def get_intent_users(
    intent: Literal["confirmed_notification", "non_promo_newsletter", "promo_newsletter"],
    *,
    subscribe_id: int | None = None,
    offset: int = 0,
    count: int = 20,
    extended: bool = False,
    name_case: str | None = None,
    fields: Sequence[str] | None = None,
) -> Call[Page[int]]:
    """Return the users who agreed to messages of a type.

    https://dev.vk.com/method/messages.getIntentUsers

    Args:
        intent: The kind.
        subscribe_id: The subscription, 0 to 100.
        offset: How many to skip.
        count: How many, 0 to 200.
        extended: Also give the users and communities that are mentioned.
        name_case: The case of names: nom, gen, dat, acc, ins, abl.
        fields: Further fields of persons and communities.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getIntentUsers",
        PageOf(int),
        intent=intent,
        subscribe_id=within("subscribe_id", subscribe_id, 0, 100),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 200),
        extended=extended or None,
        name_case=name_case,
        fields=check_list("fields", fields),
    )
