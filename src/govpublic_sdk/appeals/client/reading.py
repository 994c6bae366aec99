"""How appeals are listed, taken in and read; the work is done in `operations`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._call import Question
from govpublic_sdk._texts import show_value
from govpublic_sdk._walk import Walk
from govpublic_sdk.appeals.parameters import (
    AppealLike,
    check_moment,
    check_text,
    check_type,
    each_of,
)
from govpublic_sdk.errors import GovPublicError, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk._rest import FetchedFile
    from govpublic_sdk.appeals.operations.receiving import Received
    from govpublic_sdk.appeals.replies import NewAppeal
    from govpublic_sdk.models.appeals import Appeal, AppealAttachment
    from govpublic_sdk.models.events.event import Event

__all__ = ["create", "each", "fetch", "from_event", "get", "note", "receive", "take"]


def each(
    *,
    since: datetime,
    until: datetime | None = None,
    channels: str | Iterable[str] | None = None,
    on_trouble: Callable[[str, GovPublicError], object] | None = None,
) -> Walk[Appeal]:
    """Appeals over all channels in the order in which they were sent, without a store.

    Each channel is read a page at a time, so memory does not grow. Those without a date come
    first. With a desk, each appeal comes with what the desk knows of it: deadlines and answers.

    Args:
        since: The first moment, aware.
        until: The first moment after the last one; None for no end.
        channels: Names of channels; None for all that can list.
        on_trouble: Told the name of a channel that failed, and its error, while the others go on.
            None to raise; the error names the channel.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
        ConfigurationError: There is no such channel, or none that can list.
        CapabilityNotSupported: A channel that was named cannot list.
    """
    from govpublic_sdk.appeals.operations.listing import in_time_order
    from govpublic_sdk.appeals.replies import Window

    return in_time_order(Window(since=since, until=until), _names(channels), on_trouble)


def receive(
    *,
    since: datetime | None = None,
    channels: str | Iterable[str] | None = None,
    overlap: timedelta = timedelta(hours=2),
    on_trouble: Callable[[str, GovPublicError], object] | None = None,
) -> Question[Received]:
    """Take new appeals from all channels into the desk; run it every few minutes.

    What waits in a queue is stored, then acknowledged. Lists of channels that have no queue are
    read from where the last run ended, and a little before; what happened to known appeals is
    merged. Whoever is killed loses nothing and doubles nothing.

    Args:
        since: Where to begin with lists that were never read; no queue needs it.
        channels: Names of channels; None for all that can list or have a queue.
        overlap: How much of what was read before is read again: appeals may be shown later than
            they were sent.
        on_trouble: Told the name of a channel that failed, and its error. None to raise the first
            such error, once the other channels were read.

    Raises:
        ParameterError: `since` is missing and needed, or a value makes no sense.
        ConfigurationError: The client has no desk, or no such channel.
    """
    if since is not None:
        check_moment("since", since)
    check_type("overlap", overlap, timedelta, "a timedelta, 0 or more")
    if overlap < timedelta(0):
        raise ParameterError("overlap", show_value(overlap), "a timedelta, 0 or more")
    from govpublic_sdk.appeals.operations.receiving import taken_in

    return taken_in(since, _names(channels), overlap, on_trouble)


def _names(channels: str | Iterable[str] | None) -> Iterable[str] | None:
    """Names of channels, or one of them."""
    if channels is None or isinstance(channels, str):
        return channels
    return each_of("channels", channels, str, "names of channels, or None for all")


def get(appeal: AppealLike) -> Question[Appeal]:
    """One appeal as it is now, with its history.

    It is read from its channel where that can be, and merged with what the desk knows; else the
    desk's own is given.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.

    Raises:
        NotFound: There is none.
        ConfigurationError: There is no such channel.
        CapabilityNotSupported: The channel cannot read one, and the desk does not hold it.
    """
    from govpublic_sdk.appeals.operations.single import id_of, one

    return one(id_of(appeal))


def from_event(event: Event, *, unanswered: Appeal | None = None) -> Question[Appeal | None]:
    """Return the appeal that an event of VK brings, with all that the citizen sent.

    Events may hold only a part of a message (`is_cropped`); such a message is read again. Nothing
    else is asked, and nothing is stored: give the appeal to `Desk.put`.

    Args:
        event: What `events.parse` gave.
        unanswered: The appeal of the same conversation that still waits for an answer, if known:
            the message becomes a part of it.

    Returns:
        The appeal; None for events that bring none. If VK shows the whole message no longer,
        `is_cropped` of the appeal is True.

    Raises:
        DecodeError: It brings an appeal whose number has wrong bytes. A worker keeps such events.
    """
    from govpublic_sdk.appeals.operations.single import from_event
    from govpublic_sdk.models.events.event import Event

    check_type("event", event, Event, "an event, for example from events.parse(...)")
    return from_event(event, unanswered)


def take(appeal: Appeal, *, by: str | None = None) -> Question[None]:
    """Tell the citizen that work has begun («взять в работу»).

    Args:
        appeal: Which one.
        by: Who took it, for the journal of the desk.

    Raises:
        CapabilityNotSupported: The channel knows no such thing.
    """
    from govpublic_sdk.appeals.operations.single import an_appeal, taken

    return taken(an_appeal(appeal), by)


def note(appeal: AppealLike, text: str, *, by: str | None = None) -> Question[None]:
    """Write a line into the journal of an appeal; nobody but the desk sees it.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        text: What is to be remembered.
        by: Who writes.

    Raises:
        ParameterError: There is nothing to write, or the desk does not hold the appeal.
        ConfigurationError: The client has no desk.
    """
    check_text("text", text)
    if not text.strip():
        raise ParameterError("text", "empty", "the text of the note")
    from govpublic_sdk.appeals.operations.single import id_of, noted

    return noted(id_of(appeal), text, by)


def create(channel: str, new: NewAppeal) -> Question[Appeal]:
    """Make an appeal on behalf of somebody.

    Args:
        channel: The name of the channel.
        new: What is the matter.

    Returns:
        The appeal as the channel took it; the desk holds it.

    Raises:
        CapabilityNotSupported: The channel takes none, or none with files.
        OutcomeUnknown: It was sent, and nobody knows whether it arrived.
    """
    from govpublic_sdk.appeals.operations.single import created

    return created(channel, new)


def fetch(appeal: AppealLike, attachment: AppealAttachment) -> Question[FetchedFile]:
    """Fetch a file that hangs on an appeal or on an answer.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        attachment: Which file.

    Returns:
        The file; its name is no path.

    Raises:
        CapabilityNotSupported: The channel's files cannot be fetched.
        NotFound: It is gone.
    """
    from govpublic_sdk.appeals.operations.single import fetched, id_of

    return fetched(id_of(appeal), attachment)
