"""Messages: deleted, pinned, reacted to; that the community is writing.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.message_answers import DeletedMessage
from govpublic_sdk.models.messages import Message
from govpublic_sdk.vk._decoders import DeletedOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "delete",
    "delete_reaction",
    "pin",
    "restore",
    "send_reaction",
    "set_activity",
    "unpin",
]


@check_arguments
def delete(
    *,
    message_ids: Sequence[int] | None = None,
    spam: bool | None = None,
    reason: int | None = None,
    group_id: int | None = None,
    delete_for_all: bool | None = None,
    peer_id: int | None = None,
    cmids: Sequence[int] | None = None,
) -> Call[list[DeletedMessage]]:
    """Delete messages; each has a result or an error of its own.

    https://dev.vk.com/method/messages.delete

    Args:
        message_ids: The messages. Up to 1,000.
        spam: They were spam.
        reason: VK's number of the reason.
        group_id: The community, if the token belongs to a user who manages it.
        delete_for_all: Also for the others.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        cmids: The numbers of the messages in the conversation. Up to 100.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.delete",
        DeletedOf(),
        message_ids=check_list("message_ids", message_ids, most=1000),
        spam=spam,
        reason=within("reason", reason, 0),
        group_id=positive("group_id", group_id),
        delete_for_all=delete_for_all,
        peer_id=nonzero("peer_id", peer_id),
        cmids=check_list("cmids", cmids, most=100),
    )


@check_arguments
def restore(
    *,
    message_id: int | None = None,
    group_id: int | None = None,
    cmid: int | None = None,
    peer_id: int | None = None,
) -> Call[bool]:
    """Bring a deleted message back.

    https://dev.vk.com/method/messages.restore

    Args:
        message_id: The message.
        group_id: The community, if the token belongs to a user who manages it.
        cmid: The number of the message in its conversation.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.restore",
        As(bool),
        message_id=positive("message_id", message_id),
        group_id=positive("group_id", group_id),
        cmid=positive("cmid", cmid),
        peer_id=nonzero("peer_id", peer_id),
    )


@check_arguments
def set_activity(
    *,
    type: Literal["audiomessage", "file", "photo", "typing", "video"] | None = None,
    peer_id: int | None = None,
    user_id: int | None = None,
    group_id: int | None = None,
) -> Call[bool]:
    """Show that the community is writing, for some seconds.

    https://dev.vk.com/method/messages.setActivity

    Args:
        type: What it does.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        user_id: The user who sees it.
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.setActivity",
        As(bool),
        type=type,
        peer_id=nonzero("peer_id", peer_id),
        user_id=nonzero("user_id", user_id),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def send_reaction(
    peer_id: int,
    cmid: int,
    reaction_id: int,
) -> Call[bool]:
    """React to a message.

    https://dev.vk.com/method/messages.sendReaction

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        cmid: The number of the message in its conversation.
        reaction_id: VK's number of the reaction.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.sendReaction",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        cmid=positive("cmid", cmid),
        reaction_id=within("reaction_id", reaction_id, 0),
    )


@check_arguments
def delete_reaction(
    peer_id: int,
    cmid: int,
) -> Call[bool]:
    """Take a reaction back.

    https://dev.vk.com/method/messages.deleteReaction

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        cmid: The number of the message in its conversation.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.deleteReaction",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        cmid=positive("cmid", cmid),
    )


@check_arguments
def pin(
    peer_id: int,
    *,
    message_id: int | None = None,
    cmid: int | None = None,
) -> Call[Message]:
    """Pin a message in a chat.

    https://dev.vk.com/method/messages.pin

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        message_id: The message.
        cmid: The number of the message in its conversation.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.pin",
        As(Message),
        peer_id=nonzero("peer_id", peer_id),
        message_id=positive("message_id", message_id),
        cmid=positive("cmid", cmid),
    )


@check_arguments
def unpin(
    peer_id: int,
    *,
    group_id: int | None = None,
) -> Call[bool]:
    """Unpin the message of a chat.

    https://dev.vk.com/method/messages.unpin

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        group_id: The community, if the token belongs to a user who manages it.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.unpin",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        group_id=positive("group_id", group_id),
    )
