"""What is done with one appeal beside answering it: read, taken, noted, made, its files fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from govpublic_sdk._call import Procedure, call_store
from govpublic_sdk._texts import describe
from govpublic_sdk.appeals.capabilities import Capability
from govpublic_sdk.appeals.operations.room import room
from govpublic_sdk.appeals.paging import asked
from govpublic_sdk.appeals.parameters import AppealLike, check_type
from govpublic_sdk.appeals.replies import NewAppeal
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealAttachment, AppealId

if TYPE_CHECKING:
    from govpublic_sdk._rest import FetchedFile
    from govpublic_sdk.models.events.event import Event

__all__ = [
    "an_appeal",
    "created",
    "fetched",
    "from_event",
    "id_of",
    "noted",
    "one",
    "taken",
]


def id_of(appeal: AppealLike) -> AppealId:
    """The id of what was given.

    Raises:
        ParameterError: It names no appeal.
    """
    if isinstance(appeal, Appeal):
        return appeal.id
    parts = appeal.split("/", 1) if isinstance(appeal, str) else appeal
    is_pair = isinstance(cast("object", parts), tuple | list) and len(parts) == 2
    if not is_pair or not all(isinstance(cast("object", one), str) and one for one in parts):
        raise ParameterError("appeal", describe(appeal), "an appeal, its id, or '<channel>/<key>'")
    return AppealId(*parts)


def an_appeal(appeal: object) -> Appeal:
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


def one(id: AppealId) -> Procedure[Appeal]:
    """One appeal, from its channel and from the desk."""
    inside = yield from room()
    desk = inside.desk
    channel = inside.channel(id.channel)
    can_be_read = Capability.GET in channel.capabilities
    if desk is not None and not can_be_read:
        kept = yield from call_store(desk.get, id)
        if kept is not None:
            return kept
    channel.require(Capability.GET)
    found = yield from asked(channel.get(id.key))
    if desk is None:
        return found
    yield from call_store(desk.put, found)
    return (yield from call_store(desk.complete, found))


def from_event(event: Event, unanswered: Appeal | None) -> Procedure[Appeal | None]:
    """Return the appeal that an event brings; what VK cropped is read again."""
    from govpublic_sdk.appeals.channels.vk.channel import VkChannel

    inside = yield from room()
    for channel in inside.channels.values():
        if isinstance(channel, VkChannel):
            found = yield from channel.read_event(event, unanswered)
            if found is not None:
                return found
    return None


def taken(appeal: Appeal, by: str | None) -> Procedure[None]:
    """Tell the citizen that work has begun."""
    inside = yield from room()
    channel = inside.channel(appeal.id.channel)
    channel.require(Capability.TAKE)
    yield from asked(channel.take(appeal))
    if inside.desk is not None:
        yield from call_store(inside.desk.put, appeal)
        yield from call_store(inside.desk.note, appeal.id, None, by=by, kind="taken")


def noted(id: AppealId, text: str, by: str | None) -> Procedure[None]:
    """Write into the journal."""
    inside = yield from room()
    yield from call_store(inside.needed_desk().note, id, text, by=by)


def created(name: str, new: NewAppeal) -> Procedure[Appeal]:
    """Make an appeal."""
    check_type("new", new, NewAppeal, "a NewAppeal")
    inside = yield from room()
    channel = inside.channel(name)
    channel.require(Capability.CREATE)
    if new.files:
        channel.require(Capability.ATTACH)
    made = yield from asked(channel.create(new))
    if inside.desk is not None:
        yield from call_store(inside.desk.put, made)
    return made


def fetched(id: AppealId, attachment: AppealAttachment) -> Procedure[FetchedFile]:
    """Fetch a file."""
    check_type("attachment", attachment, AppealAttachment, "an attachment of an appeal")
    inside = yield from room()
    channel = inside.channel(id.channel)
    channel.require(Capability.FETCH)
    return (yield from asked(channel.fetch(attachment)))
