"""Reactions to messages and the Long Poll history of messages.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.message_answers import (
    LongPollHistory,
    MessageReactions,
    PersonalLongPollServer,
    ReactedPeers,
)
from govpublic_sdk.vk._decoders import WholeOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "get_long_poll_history",
    "get_long_poll_server",
    "get_messages_reactions",
    "get_reacted_peers",
]


@check_arguments
def get_messages_reactions(
    peer_id: int,
    cmids: Sequence[int],
) -> Call[Page[MessageReactions]]:
    """Read the reactions to messages.

    https://dev.vk.com/method/messages.getMessagesReactions

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        cmids: The numbers of the messages in the conversation. Up to 100.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getMessagesReactions",
        WholeOf(MessageReactions),
        peer_id=nonzero("peer_id", peer_id),
        cmids=check_list("cmids", cmids, most=100),
    )


@check_arguments
def get_reacted_peers(
    peer_id: int,
    cmid: int,
    *,
    reaction_id: int | None = None,
) -> Call[ReactedPeers]:
    """Return the reactions to a message with their authors.

    https://dev.vk.com/method/messages.getReactedPeers

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        cmid: The number of the message in its conversation.
        reaction_id: Only this reaction.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getReactedPeers",
        As(ReactedPeers),
        peer_id=nonzero("peer_id", peer_id),
        cmid=positive("cmid", cmid),
        reaction_id=within("reaction_id", reaction_id, 0),
    )


@check_arguments
def get_long_poll_server(
    *,
    need_pts: bool | None = None,
    group_id: int | None = None,
    lp_version: int | None = None,
) -> Call[PersonalLongPollServer]:
    """Read where Long Poll of messages can be asked; the key is a secret.

    https://dev.vk.com/method/messages.getLongPollServer

    Args:
        need_pts: Also give `pts`, for the history.
        group_id: The community, if the token belongs to a user who manages it.
        lp_version: The version of Long Poll.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getLongPollServer",
        As(PersonalLongPollServer),
        need_pts=need_pts,
        group_id=positive("group_id", group_id),
        lp_version=within("lp_version", lp_version, 0),
    )


@check_arguments
def get_long_poll_history(
    *,
    ts: int | None = None,
    pts: int | None = None,
    preview_length: int | None = None,
    onlines: bool | None = None,
    fields: Sequence[str] | None = None,
    events_limit: int | None = None,
    msgs_limit: int | None = None,
    max_msg_id: int | None = None,
    group_id: int | None = None,
    lp_version: int | None = None,
    last_n: int | None = None,
    credentials: bool | None = None,
    extended: bool = False,
) -> Call[LongPollHistory]:
    """Return the Long Poll events since a `ts` or `pts`.

    https://dev.vk.com/method/messages.getLongPollHistory

    Args:
        ts: The `ts` of Long Poll.
        pts: The `pts` of Long Poll.
        preview_length: How many characters of a text; 0 for all.
        onlines: Only events of friends who are online.
        fields: Further fields of persons and communities.
        events_limit: The most events, 1,000 or more.
        msgs_limit: The most messages, 200 or more.
        max_msg_id: The newest message that is known.
        group_id: The community, if the token belongs to a user who manages it.
        lp_version: The version of Long Poll.
        last_n: The most conversations, 0 to 2,000.
        credentials: Also give a new server and key.
        extended: Also give the users and communities that are mentioned.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.getLongPollHistory",
        As(LongPollHistory),
        ts=within("ts", ts, 0),
        pts=within("pts", pts, 0),
        preview_length=within("preview_length", preview_length, 0),
        onlines=onlines,
        fields=check_list("fields", fields),
        events_limit=within("events_limit", events_limit, 1000),
        msgs_limit=within("msgs_limit", msgs_limit, 200),
        max_msg_id=within("max_msg_id", max_msg_id, 0),
        group_id=positive("group_id", group_id),
        lp_version=within("lp_version", lp_version, 0),
        last_n=within("last_n", last_n, 0, 2000),
        credentials=credentials,
        extended=extended or None,
    )
