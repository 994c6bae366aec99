"""Intake of appeals from all channels: stores each appeal first and acknowledges it afterwards.

Safe to kill at any point: no appeal is lost or stored twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._core.calls import Procedure, call_store
from govpublic_sdk._core.pagination import Pages, as_procedure
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.channel import Capability
from govpublic_sdk.appeals.context import get_context
from govpublic_sdk.appeals.desk.values import PutResult, Unread
from govpublic_sdk.appeals.listing import ErrorHandler, choose_channels
from govpublic_sdk.appeals.replies import AppealUpdate, Window
from govpublic_sdk.errors import GovPublicError, NotFound, ParameterError, name_channel
from govpublic_sdk.models.appeals import Appeal, AppealId

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.desk.desk import Desk

__all__ = [
    "Received",
    "receive_appeals",
]

_log = logging.getLogger("govpublic_sdk")
_MAX_FAILURES_IN_A_ROW = 3  # then the queue itself fails, not single appeals


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What was taken in.

    Attributes:
        new: Appeals that the desk did not know.
        changed: Appeals of which something was new.
        known: How many came that were known already.
        unparsed: Items that could not be read; the desk keeps them.
        troubles: What went wrong, by the name of the channel.
        warnings: What is suspicious, by the name of the channel: that nothing has come from it
            so far. Such a channel is read from the same moment again.
    """

    new: tuple[AppealId, ...] = ()
    changed: tuple[AppealId, ...] = ()
    known: int = 0
    unparsed: tuple[Unread, ...] = ()
    troubles: Mapping[str, GovPublicError] = field(default_factory=dict[str, GovPublicError])
    warnings: Mapping[str, str] = field(default_factory=dict[str, str])


def receive_appeals(
    since: datetime | None,
    channels: str | Iterable[str] | None,
    overlap: timedelta,
    on_error: ErrorHandler | None,
) -> Procedure[Received]:
    """Take in from all channels; the first error is raised when the others are through.

    Args:
        since: Where lists and updates begin that were never read.
        channels: The names of channels; None for all that can list or have a queue.
        overlap: How much of what was read before is read again.
        on_error: Called with the failed channel and its error; None to raise.
    """
    context = yield from get_context()
    desk = context.require_desk()
    selected = choose_channels(context, channels, Capability.RECEIVE, Capability.LIST)
    dated = [one.name for one in selected if _needs_window(one)]
    windows = yield from call_store(_windows, desk, dated, since, overlap)
    intake = _Intake(desk)
    troubles: dict[str, GovPublicError] = {}
    for channel in selected:
        try:
            yield from intake.receive(channel, windows.get(channel.name))
        except GovPublicError as error:
            troubles[channel.name] = error
            if on_error is not None:
                on_error(channel.name, error)
    if troubles and on_error is None:
        name, first = next(iter(troubles.items()))
        raise name_channel(first, name) from first.__cause__
    return intake.result(troubles)


def _id(appeal: Appeal) -> AppealId:
    return appeal.id


def _needs_window(channel: Channel) -> bool:
    """Whether it is asked for a span of time: for updates, or for a list where it has no queue."""
    can = channel.capabilities
    return Capability.UPDATES in can or Capability.RECEIVE not in can


def _windows(
    desk: Desk, names: Iterable[str], since: datetime | None, overlap: timedelta
) -> dict[str, Window]:
    return {name: _window(desk, name, since, overlap) for name in names}


def _window(desk: Desk, name: str, since: datetime | None, overlap: timedelta) -> Window:
    """From where a channel was read, and a little before, to now."""
    until, reached = desk.now(), desk.position(name)
    start = since if reached is None else min(reached, until) - overlap
    if start is None:
        raise ParameterError(
            "since",
            "missing",
            Text("a start for channel {channel}, which was never read", channel=show_value(name)),
        )
    return Window(since=start, until=until)


class _Intake:
    """One round over the channels, and what it brought."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known = 0
        self._new: dict[AppealId, None] = {}
        self._changed: dict[AppealId, None] = {}
        self._unparsed: list[Unread] = []
        self._warnings: dict[str, str] = {}

    def result(self, troubles: Mapping[str, GovPublicError]) -> Received:
        """What came."""
        changed = [one for one in self._changed if one not in self._new]
        return Received(
            new=tuple(self._new),
            changed=tuple(changed),
            known=self._known,
            unparsed=tuple(self._unparsed),
            troubles=troubles,
            warnings=self._warnings,
        )

    def receive(self, channel: Channel, window: Window | None) -> Procedure[None]:
        """All that is new of a channel, by its queue, else by its list, and by its updates."""
        can, before = channel.capabilities, self._count_items()
        if Capability.RECEIVE in can:
            yield from self._receive_queue(channel)
        elif window is not None:
            yield from self._receive_list(channel, window)
        if Capability.UPDATES in can and window is not None:
            yield from self._receive_updates(channel, window)
        if window is None or window.until is None:
            return
        reached = window.until
        if self._count_items() == before and (yield from call_store(self._is_empty, channel.name)):
            self._warn(channel, window)
            reached = window.since  # all of it is read again, once mended
        yield from call_store(self._desk.reach, channel.name, reached)

    def _is_empty(self, name: str) -> bool:
        """Whether the desk has no appeals of a channel."""
        return next(self._desk.rows(channel=name), None) is None

    def _count_items(self) -> int:
        """How much came so far, readable or not, new or not."""
        return self._known + len(self._new) + len(self._changed) + len(self._unparsed)

    def _warn(self, channel: Channel, window: Window) -> None:
        text = f"The desk has no appeals of {channel.name!r}, and none came since"
        self._warnings[channel.name] = f"{text} {window.since.isoformat()}: {channel.if_empty}."
        _log.warning("%s: nothing has come so far; %s", channel.name, channel.if_empty)

    def _receive_queue(self, channel: Channel) -> Procedure[None]:
        """Store all that waits, then acknowledge it, also where the walk broke off."""
        stored: dict[AppealId, None] = {}
        failure: GovPublicError | None = None
        try:
            pages = Pages(replace(channel.pending(), key=_id))
            while (request := pages.next_request()) is not None:
                page = yield from as_procedure(request)
                accepted = yield from self._store(channel, pages.fresh(page), page.unparsed)
                stored |= dict.fromkeys(appeal.id for appeal in accepted)
        except GovPublicError as error:
            failure = error
        yield from self._acknowledge(channel, stored)
        if failure is not None:
            raise failure

    def _acknowledge(self, channel: Channel, stored: Iterable[AppealId]) -> Procedure[None]:
        """Tell the queue; one that it refuses comes again and keeps no other back."""
        failures: list[GovPublicError] = []
        in_a_row = 0
        for id in stored:
            appeal = yield from call_store(self._desk.get, id)
            if appeal is None:
                continue  # purged meanwhile by another process
            try:
                yield from as_procedure(channel.acknowledge(appeal))
                in_a_row = 0
            except GovPublicError as error:
                failures.append(error)
                in_a_row += 1
            if in_a_row == _MAX_FAILURES_IN_A_ROW:
                break
        if failures:
            raise failures[0]

    def _receive_list(self, channel: Channel, window: Window) -> Procedure[None]:
        pages = Pages(replace(channel.each(window), key=_id))
        while (request := pages.next_request()) is not None:
            page = yield from as_procedure(request)
            yield from self._store(channel, pages.fresh(page), page.unparsed)

    def _receive_updates(self, channel: Channel, window: Window) -> Procedure[None]:
        pages = Pages(channel.updates(window))
        while (request := pages.next_request()) is not None:
            page = yield from as_procedure(request)
            unparsed = dict(page.unparsed)
            for update in pages.fresh(page):
                try:
                    if window.holds(update.event.at):
                        yield from self._merge_update(channel, update)
                except ParameterError:  # no file can hold its key
                    parts = [part for part in (update.event, update.answer) if part is not None]
                    unparsed[str(update.appeal)] = [
                        part.model_dump(mode="json", exclude_none=True) for part in parts
                    ]
            yield from self._store_unparsed(channel, unparsed)

    def _merge_update(self, channel: Channel, update: AppealUpdate) -> Procedure[None]:
        """Merge what happened; an appeal that is older than the desk is read first."""
        is_known = yield from call_store(self._apply_update, update)
        if not is_known and Capability.GET in channel.capabilities:
            try:
                appeal = yield from as_procedure(channel.get(update.appeal.key))
            except NotFound:
                return
            yield from self._store(channel, [appeal], {})
            yield from call_store(self._apply_update, update)

    def _apply_update(self, update: AppealUpdate) -> bool:
        """Whether the desk knows the appeal, and so merged what happened to it."""
        result = self._desk.update(update)
        if result is not None:
            self._count_result(update.appeal, result)
        return result is not None

    def _store(
        self, channel: Channel, appeals: list[Appeal], unparsed: Mapping[str, object]
    ) -> Procedure[list[Appeal]]:
        """Store a page; what no file can hold counts as unread and keeps nothing else back."""
        stored, rejected = yield from call_store(self._store_all, appeals)
        for one, result in stored:
            self._count_result(one.id, result)
        unparsed = {**unparsed, **{str(one.id): one.raw for one in rejected}}
        if unparsed:
            yield from self._store_unparsed(channel, unparsed)
        return [one for one, _ in stored]

    def _store_unparsed(self, channel: Channel, unparsed: Mapping[str, object]) -> Procedure[None]:
        self._unparsed += yield from call_store(self._desk.store_unparsed, channel.name, unparsed)

    def _store_all(
        self, appeals: list[Appeal]
    ) -> tuple[list[tuple[Appeal, PutResult]], list[Appeal]]:
        """What the desk stored, at once where it can, and what it never could."""
        try:
            return list(zip(appeals, self._desk.put_all(appeals), strict=True)), []
        except ParameterError:
            if len(appeals) == 1:
                return [], appeals
        parts = [self._store_all([appeal]) for appeal in appeals]
        return [one for held, _ in parts for one in held], [
            one for _, left in parts for one in left
        ]

    def _count_result(self, id: AppealId, result: PutResult) -> None:
        if result == "known":
            self._known += 1
        else:
            (self._new if result == "new" else self._changed)[id] = None
