"""Operations that list, receive, read and create appeals, write notes and fetch files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from govpublic_sdk._core.calls import Procedure, Runnable, call_store
from govpublic_sdk._core.pagination import Paginator, as_procedure
from govpublic_sdk._core.validation import AppealLike, check_moment, check_text, check_type, each_of
from govpublic_sdk._texts import describe, show_value
from govpublic_sdk.appeals.channel import Capability
from govpublic_sdk.appeals.context import get_context
from govpublic_sdk.appeals.replies import NewAppeal
from govpublic_sdk.errors import GovPublicError, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealAttachment, AppealId

if TYPE_CHECKING:
    from govpublic_sdk._core.rest import FetchedFile
    from govpublic_sdk.appeals.intake import Received
    from govpublic_sdk.models.events.event import Event

__all__ = [
    "add_note",
    "check_appeal",
    "create",
    "create_appeal",
    "each",
    "fetch",
    "fetch_attachment",
    "from_event",
    "get",
    "get_appeal",
    "id_of",
    "note",
    "read_event",
    "receive",
    "take",
    "take_appeal",
]


def each(
    *,
    since: datetime,
    until: datetime | None = None,
    channels: str | Iterable[str] | None = None,
    on_error: Callable[[str, GovPublicError], object] | None = None,
) -> Paginator[Appeal]:
    """Appeals over all channels in the order in which they were sent, without a store.

    Each channel is read a page at a time, so memory does not grow. Those without a date come
    first. With a desk, each appeal comes with what the desk knows of it: deadlines and answers.

    Args:
        since: Start of the span, aware.
        until: End of the span, exclusive; None for no end.
        channels: Names of channels; None for all that can list.
        on_error: Called with the name of a failed channel and its error; the others continue.
            None to raise; the error names the channel.

    Raises:
        ParameterError: A datetime is naive, or `until` is not after `since`.
        ConfigurationError: The channel does not exist, or it cannot list.
        CapabilityNotSupported: A channel that was named cannot list.
    """
    from govpublic_sdk.appeals.listing import merge_by_time
    from govpublic_sdk.appeals.replies import Window

    return merge_by_time(Window(since=since, until=until), _names(channels), on_error)


def receive(
    *,
    since: datetime | None = None,
    channels: str | Iterable[str] | None = None,
    overlap: timedelta = timedelta(hours=2),
    on_error: Callable[[str, GovPublicError], object] | None = None,
) -> Runnable[Received]:
    """Take new appeals from all channels into the desk; run it every few minutes.

    What waits in a queue is stored, then acknowledged. Lists of channels that have no queue are
    read from where the last run ended, and a little before; what happened to known appeals is
    merged. Safe to kill at any point: no appeal is lost or stored twice.

    Args:
        since: Where to begin with lists that were never read; no queue needs it.
        channels: Names of channels; None for all that can list or have a queue.
        overlap: How much of what was read before is read again: appeals may be shown later than
            they were sent.
        on_error: Called with the name of a failed channel and its error. If None, raises the first
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
    from govpublic_sdk.appeals.intake import receive_appeals

    return receive_appeals(since, _names(channels), overlap, on_error)


def _names(channels: str | Iterable[str] | None) -> Iterable[str] | None:
    """Names of channels, or one of them."""
    if channels is None or isinstance(channels, str):
        return channels
    return each_of("channels", channels, str, "names of channels, or None for all")


def get(appeal: AppealLike) -> Runnable[Appeal]:
    """One appeal as it is now, with its history.

    It is read from its channel where that can be, and merged with what the desk knows; else the
    desk's own is given.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.

    Raises:
        NotFound: The appeal does not exist.
        ConfigurationError: The channel does not exist.
        CapabilityNotSupported: The channel cannot read one, and the desk does not hold it.
    """
    return get_appeal(id_of(appeal))


def from_event(event: Event, *, unanswered: Appeal | None = None) -> Runnable[Appeal | None]:
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
    from govpublic_sdk.models.events.event import Event

    check_type("event", event, Event, "an event, for example from events.parse(...)")
    return read_event(event, unanswered)


def take(appeal: Appeal, *, by: str | None = None) -> Runnable[None]:
    """Tell the citizen that work has begun («взять в работу»).

    Args:
        appeal: Which one.
        by: The user who took it, for the journal of the desk.

    Raises:
        CapabilityNotSupported: The channel knows no such thing.
    """
    return take_appeal(check_appeal(appeal), by)


def note(appeal: AppealLike, text: str, *, by: str | None = None) -> Runnable[None]:
    """Write a line into the journal of an appeal; it is visible in the desk only.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        text: What is to be remembered.
        by: The user who writes.

    Raises:
        ParameterError: There is nothing to write, or the desk does not hold the appeal.
        ConfigurationError: The client has no desk.
    """
    check_text("text", text)
    if not text.strip():
        raise ParameterError("text", "empty", "the text of the note")

    return add_note(id_of(appeal), text, by)


def create(channel: str, new: NewAppeal) -> Runnable[Appeal]:
    """Create an appeal on behalf of a citizen.

    Args:
        channel: The name of the channel.
        new: What is the matter.

    Returns:
        The appeal as the channel took it; the desk holds it.

    Raises:
        CapabilityNotSupported: The channel takes none, or none with files.
        OutcomeUnknown: It was sent, and its arrival is unknown.
    """
    return create_appeal(channel, new)


def fetch(appeal: AppealLike, attachment: AppealAttachment) -> Runnable[FetchedFile]:
    """Fetch a file attached to an appeal or to an answer.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        attachment: Which file.

    Returns:
        The file; do not use its name as a path.

    Raises:
        CapabilityNotSupported: The channel's files cannot be fetched.
        NotFound: It is gone.
    """
    return fetch_attachment(id_of(appeal), attachment)


def id_of(appeal: AppealLike) -> AppealId:
    """Return the id of an appeal.

    Raises:
        ParameterError: The value does not name an appeal.
    """
    if isinstance(appeal, Appeal):
        return appeal.id
    parts = appeal.split("/", 1) if isinstance(appeal, str) else appeal
    is_pair = isinstance(cast("object", parts), tuple | list) and len(parts) == 2
    if not is_pair or not all(isinstance(cast("object", part), str) and part for part in parts):
        raise ParameterError("appeal", describe(appeal), "an appeal, its id, or '<channel>/<key>'")
    return AppealId(*parts)


def check_appeal(appeal: object) -> Appeal:
    """The appeal itself, which shows what its reader has seen.

    Raises:
        ParameterError: It is something else, such as an id.
    """
    if not isinstance(appeal, Appeal):
        raise ParameterError(
            "appeal",
            describe(appeal),
            "an Appeal as it was read, for example with client.appeals.get(...)",
        )
    return appeal


def get_appeal(id: AppealId) -> Procedure[Appeal]:
    """Return an appeal from its channel, merged with what the desk stores."""
    context = yield from get_context()
    desk = context.desk
    channel = context.channel(id.channel)
    can_be_read = Capability.GET in channel.capabilities
    if desk is not None and not can_be_read:
        stored = yield from call_store(desk.get, id)
        if stored is not None:
            return stored
    channel.require(Capability.GET)
    appeal = yield from as_procedure(channel.get(id.key))
    if desk is None:
        return appeal
    yield from call_store(desk.put, appeal)
    return (yield from call_store(desk.complete, appeal))


def read_event(event: Event, unanswered: Appeal | None) -> Procedure[Appeal | None]:
    """Return the appeal that an event brings; what VK cropped is read again."""
    from govpublic_sdk.appeals.channels.vk.channel import VkChannel

    context = yield from get_context()
    for channel in context.channels.values():
        if isinstance(channel, VkChannel):
            appeal = yield from channel.read_event(event, unanswered)
            if appeal is not None:
                return appeal
    return None


def take_appeal(appeal: Appeal, by: str | None) -> Procedure[None]:
    """Tell the citizen that work has begun."""
    context = yield from get_context()
    channel = context.channel(appeal.id.channel)
    channel.require(Capability.TAKE)
    yield from as_procedure(channel.take(appeal))
    if context.desk is not None:
        yield from call_store(context.desk.put, appeal)
        yield from call_store(context.desk.note, appeal.id, None, by=by, kind="taken")


def add_note(id: AppealId, text: str, by: str | None) -> Procedure[None]:
    """Write into the journal."""
    context = yield from get_context()
    yield from call_store(context.require_desk().note, id, text, by=by)


def create_appeal(name: str, new: NewAppeal) -> Procedure[Appeal]:
    """Make an appeal."""
    check_type("new", new, NewAppeal, "a NewAppeal")
    context = yield from get_context()
    channel = context.channel(name)
    channel.require(Capability.CREATE)
    if new.files:
        channel.require(Capability.ATTACH)
    appeal = yield from as_procedure(channel.create(new))
    if context.desk is not None:
        yield from call_store(context.desk.put, appeal)
    return appeal


def fetch_attachment(id: AppealId, attachment: AppealAttachment) -> Procedure[FetchedFile]:
    """Fetch a file."""
    check_type("attachment", attachment, AppealAttachment, "an attachment of an appeal")
    context = yield from get_context()
    channel = context.channel(id.channel)
    channel.require(Capability.FETCH)
    return (yield from as_procedure(channel.fetch(attachment)))
