"""What a channel can do, said by itself; nothing is done here."""

from __future__ import annotations

from enum import StrEnum

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import CapabilityNotSupported

__all__ = ["Capability", "not_supported"]


class Capability(StrEnum):
    """One thing that channels can or cannot do.

    Each is named for what becomes possible with it; a channel without it raises
    `CapabilityNotSupported` and sends nothing.
    """

    LIST = "list"
    """Appeals of a span of time can be listed: `each`."""
    GET = "get"
    """One appeal can be read again, with its history: `get`."""
    UPDATES = "updates"
    """What happened to appeals in a span of time can be listed: `updates`."""
    RECEIVE = "receive"
    """There is a queue of new appeals, which are acknowledged once they are stored."""
    CREATE = "create"
    """An appeal can be made: `create`."""
    TAKE = "take"
    """The sender is told that work has begun: `take`."""
    ANSWER = "answer"
    """An answer can be sent: `answer`."""
    INTERIM = "interim"
    """An answer can be marked as not the last one."""
    REFUSE = "refuse"
    """An answer can be marked as a refusal."""
    FORWARD = "forward"
    """An appeal can be sent on to another body."""
    POSTPONE = "postpone"
    """A solution can be promised for a later date."""
    ATTACH = "attach"
    """An answer or a new appeal may carry files."""
    FETCH = "fetch"
    """Files of an appeal can be fetched: `fetch`."""
    FIND_ANSWER = "find_answer"
    """After a crash one can look whether an answer arrived: `find_answer`."""
    REPEATABLE = "repeatable"
    """An answer that is sent twice with the same key arrives once."""
    HISTORY = "history"
    """Appeals come with what was said before and after."""
    DEADLINES = "deadlines"
    """Appeals come with a date of the platform's own."""


def not_supported(channel: str, capability: Capability) -> CapabilityNotSupported:
    """The error for what a channel cannot do.

    Args:
        channel: Its name.
        capability: What was asked for.
    """
    return CapabilityNotSupported(
        Text(
            "Channel {channel} cannot {capability}.",
            channel=show_value(channel),
            capability=show_value(capability.value),
        ),
        advice="See its `capabilities`.",
    )
