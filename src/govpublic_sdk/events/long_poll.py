"""Bots Long Poll for those who use it: events one by one, or straight into a store.

https://dev.vk.com/api/bots-long-poll/getting-started
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from govpublic_sdk._core.calls import Page, Procedure, Runnable, call_store
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources._references import PublicLike, with_public_id
from govpublic_sdk.errors import DecodeError, StoreFull
from govpublic_sdk.events._long_poll_listener import Listener, OnLoss, check_wait, never, rest
from govpublic_sdk.events.inbox import Inbox

if TYPE_CHECKING:
    from govpublic_sdk.models.events.event import Event

__all__ = ["each", "receive"]

_log = logging.getLogger("govpublic_sdk")


def each(
    public: PublicLike,
    *,
    since: str | None = None,
    wait: int = 25,
    stop: Callable[[], bool] | None = None,
    on_position: Callable[[str], object] | None = None,
    on_loss: OnLoss | None = None,
) -> Paginator[Event]:
    """Wait for events of a community, one after the other, without a store.

    It ends only when `stop` returns True. Events that happen while it is not running come later, as
    far back as VK keeps it, when `since` is given. Lost answers, old keys and breaks of the network
    are dealt with; an event that comes twice is given once. An unreadable update is logged and
    left out; `receive` keeps it.

    https://dev.vk.com/api/bots-long-poll/getting-started

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        since: The position to go on from; None begins with now.
        wait: For how many seconds VK may hold an answer back, 1 to 90.
        stop: Asked between two answers of VK, whether to end. It may be the `is_set` of a
            `threading.Event`.
        on_position: Called with the position once the events before it were given away.
        on_loss: Called with an `EventLoss` when VK lost events, or when the answer to a position
            could not be read ten times in a row and is skipped.

    Raises:
        ParameterError: A value is outside of what is allowed.
    """
    told = _Given(since, on_position)
    listener = Listener(
        position=since, wait=check_wait(wait), stopped=stop or never, on_loss=on_loss
    )

    def begin(number: int) -> Procedure[Page[Event]]:
        listener.group_id = number
        return (yield from _page(listener))

    def follow(page: Page[Event]) -> Procedure[Page[Event]] | None:
        told.position(listener.position)
        return None if listener.stopped() else _page(listener)

    return Paginator(
        first=cast("Procedure[Page[Event]]", with_public_id(public, begin)), key=_key, follow=follow
    )


class _Given:
    """Reports the position when it has changed."""

    def __init__(self, position: str | None, tell: Callable[[str], object] | None) -> None:
        self._told = position
        self._tell = tell

    def position(self, position: str | None) -> None:
        if self._tell is not None and position is not None and position != self._told:
            self._told = position
            self._tell(position)


def _key(event: Event) -> object:
    """Events of old versions have no id; two that look the same may be two."""
    return event.key if event.event_id else object()


def _page(listener: Listener) -> Procedure[Page[Event]]:
    updates = yield from listener.news()
    events, unparsed = _read(updates, listener.group_id, marked=listener.marked)
    return Page(items=tuple(events), unparsed=unparsed)


def _read(
    updates: Sequence[object], group_id: int, *, marked: bool
) -> tuple[list[Event], dict[str, object]]:
    from govpublic_sdk.events._parse import read_update
    from govpublic_sdk.models._damage import clean

    events: list[Event] = []
    unparsed: dict[str, object] = {}
    for place, update in enumerate(updates):
        try:
            events.append(read_update(_whole(update, group_id), marked=marked))
        except DecodeError:
            unparsed[f"updates.{place}"] = clean(update) if marked else update
    if unparsed:
        _log.warning("Long Poll of community %d: %d events unreadable", group_id, len(unparsed))
    return events, unparsed


def _whole(update: object, group_id: int) -> object:
    """An update with its community, which old versions leave out and wrong bytes may hit."""
    if not isinstance(update, Mapping):
        return update
    event = cast("Mapping[str, object]", update)
    is_known = isinstance(event.get("group_id"), int)
    return event if is_known else {**event, "group_id": group_id}


def receive(
    public: PublicLike,
    inbox: Inbox,
    *,
    wait: int = 25,
    stop: Callable[[], bool] | None = None,
    on_ready: Callable[[], object] | None = None,
    on_loss: OnLoss | None = None,
) -> Runnable[int]:
    """Store the events of a community until stopped; a `Worker` handles them.

    Events and the position behind them are stored together, so that a killed process goes on
    where it was, with nothing lost and nothing stored twice. While the store is full, nothing
    more is asked for; VK keeps the queue. Trouble of the network or of VK ends nothing.

    https://dev.vk.com/api/bots-long-poll/getting-started

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        inbox: The store, such as `govpublic_sdk.store.Inbox`.
        wait: For how many seconds VK may hold an answer back, 1 to 90: as long may a stop take.
        stop: Asked between two answers of VK, whether to end. It may be the `is_set` of a
            `threading.Event`. None for never; on the async client, cancelling is as safe.
        on_ready: Called once, when VK has assigned a server and the position is in the store: what
            happens from then on is not lost. It may be the `set` of an event.
        on_loss: Called with an `EventLoss` when VK lost events, or when the answer to a position
            could not be read ten times in a row and is skipped.

    Returns:
        How many events were stored that were not known before.

    Raises:
        ParameterError: A value is outside of what is allowed.
        GovPublicError: VK refuses, such as for want of rights, or the store fails.
    """
    check_wait(wait)

    def begin(number: int) -> Procedure[int]:
        listener = Listener(group_id=number, wait=wait, stopped=stop or never, on_loss=on_loss)
        return _receive(listener, inbox, on_ready)

    return with_public_id(public, begin)


def _receive(
    listener: Listener, inbox: Inbox, on_ready: Callable[[], object] | None
) -> Procedure[int]:
    kept = listener.position = yield from call_store(inbox.position, listener.group_id)
    stored = 0
    while not listener.stopped():
        asked = listener.position
        updates = yield from listener.news()
        if updates or listener.position != kept:
            events = [_to_stored(update, listener.group_id, asked) for update in updates]
            new = yield from _put(inbox, listener, events)
            if new is None:
                break
            stored, kept = stored + new, listener.position
        if on_ready is not None and kept is not None:
            on_ready()
            on_ready = None
    return stored


def _put(
    inbox: Inbox, listener: Listener, events: list[tuple[str, bytes]]
) -> Procedure[int | None]:
    """Store events, or wait for room; None when stopped meanwhile: VK gives them again."""
    full = 0
    while not (full and listener.stopped()):
        try:
            put_all = partial(inbox.put_all, position=listener.position)
            return (yield from call_store(put_all, listener.group_id, events))
        except StoreFull:
            full += 1
            _log.warning("Long Poll of community %d: the store is full", listener.group_id)
            yield from rest(full, listener.stopped)
    return None


def _to_stored(update: object, group_id: int, asked: str | None) -> tuple[str, bytes]:
    """The key and the body of an update.

    Events of old versions have no id, and two that look the same may be two (someone joins, leaves
    and joins again): so the place in the queue belongs to their key.
    """
    from govpublic_sdk.models._damage import to_text

    whole = _whole(update, group_id)
    body = to_text(whole)
    try:
        return _id_of(whole, asked), body
    except (ValueError, RecursionError):
        return hashlib.sha256(body).hexdigest(), body


def _id_of(update: object, asked: str | None) -> str:
    from govpublic_sdk.models.events.event import key_of

    if not isinstance(update, Mapping):
        raise ValueError("no event at all")
    event = cast("Mapping[str, object]", update)
    key = key_of(event)
    return key if event.get("event_id") else f"{key} {asked}"
