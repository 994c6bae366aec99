"""One door from events of VK to appeals. Pure: nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.appeals.channels.vk.channel import VkChannel
from govpublic_sdk.appeals.channels.vk.comments import VkComments
from govpublic_sdk.appeals.channels.vk.messages import VkMessages
from govpublic_sdk.appeals.channels.vk.topics import VkTopics

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.models.appeals import Appeal
    from govpublic_sdk.models.events.event import Event

__all__ = ["from_event"]


@check_arguments
def from_event(
    event: Event, channels: Sequence[Channel] = (), *, unanswered: Appeal | None = None
) -> Appeal | None:
    """The appeal that an event brings: `message_new`, `wall_reply_new` or `board_post_new`.

    It has the id that the channel gives the same words, so a bot and a list never make two of one.
    A comment and a message in a topic are an appeal each. Of messages all that a citizen writes
    until the answer is one appeal, and an event contains only its own message: the appeal has the
    id of the turn where the message begins one, or where `unanswered` is given. Where you keep no
    appeals, ask `get` of the channel with the key that comes back: it gives the appeal of the turn.

    Args:
        event: What `events.parse` gave.
        channels: The client's channels; those of VK are looked through in their order. Without
            any, the channels of the event's community have their usual names.
        unanswered: The appeal of the same conversation that still waits for an answer, where you
            keep one: the message becomes a part of it. One of another conversation, or one that
            was answered, is not looked at.

    Returns:
        The appeal as far as the event contains it, without names and history. None
        for other events, for what the public itself or another community wrote, for chats of
        several, and for publics of none of the channels.

    Raises:
        DecodeError: It brings an appeal whose number has wrong bytes. A worker keeps such events.
    """
    for channel in channels or _usual(event.group_id):
        if isinstance(channel, VkChannel):
            found = channel.from_event(event, unanswered)
            if found is not None:
                return found
    return None


def _usual(public: int) -> tuple[VkChannel, ...]:
    if public <= 0:
        return ()
    return VkComments(public), VkMessages(public), VkTopics(public)
