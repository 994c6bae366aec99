"""Chats of several: made, named, joined and left.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.message_answers import ChangedChat, CreatedChat, InviteLink
from govpublic_sdk.vk._decoders import CreatedChatOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "create_chat",
    "delete_chat_photo",
    "edit_chat",
    "get_invite_link",
    "remove_chat_user",
    "set_chat_photo",
]


@check_arguments
def create_chat(
    user_ids: Sequence[int] | None = None,
    *,
    title: str | None = None,
    group_id: int | None = None,
) -> Call[CreatedChat]:
    """Make a chat.

    https://dev.vk.com/method/messages.createChat

    Args:
        user_ids: The members.
        title: Its title.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.createChat",
        CreatedChatOf(),
        user_ids=check_list("user_ids", user_ids),
        title=title,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def edit_chat(
    chat_id: int,
    title: str | None = None,
) -> Call[bool]:
    """Rename a chat.

    https://dev.vk.com/method/messages.editChat

    Args:
        chat_id: The number of the chat.
        title: Its title.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.editChat",
        As(bool),
        chat_id=within("chat_id", chat_id, 0, 100_000_000),
        title=title,
    )


@check_arguments
def get_invite_link(
    peer_id: int,
    *,
    reset: bool | None = None,
    group_id: int | None = None,
) -> Call[InviteLink]:
    """Read the address by which one joins a chat.

    https://dev.vk.com/method/messages.getInviteLink

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        reset: Make a new one; the old one ends.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getInviteLink",
        As(InviteLink),
        peer_id=nonzero("peer_id", peer_id),
        reset=reset,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def remove_chat_user(
    chat_id: int,
    *,
    user_id: int | None = None,
    member_id: int | None = None,
) -> Call[bool]:
    """Take someone out of a chat.

    https://dev.vk.com/method/messages.removeChatUser

    Args:
        chat_id: The number of the chat.
        user_id: The person.
        member_id: The member to remove; negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.removeChatUser",
        As(bool),
        chat_id=within("chat_id", chat_id, 0, 100_000_000),
        user_id=nonzero("user_id", user_id),
        member_id=nonzero("member_id", member_id),
    )


@check_arguments
def set_chat_photo(
    file: str,
) -> Call[ChangedChat]:
    """Set the picture of a chat.

    https://dev.vk.com/method/messages.setChatPhoto

    Args:
        file: As the upload host answered, unchanged.
    """
    return ask(
        "messages.setChatPhoto",
        As(ChangedChat),
        file=file,
    )


@check_arguments
def delete_chat_photo(
    chat_id: int,
    *,
    group_id: int | None = None,
) -> Call[ChangedChat]:
    """Take the picture of a chat away.

    https://dev.vk.com/method/messages.deleteChatPhoto

    Args:
        chat_id: The number of the chat.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.deleteChatPhoto",
        As(ChangedChat),
        chat_id=within("chat_id", chat_id, 0, 100_000_000),
        group_id=positive("group_id", group_id),
    )
