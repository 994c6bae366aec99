"""Appeals of several channels as one list in time order; each channel is read a page at a time.

What is held in memory is one page of each channel, however long the lists are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._core.calls import Page, Procedure, call_store
from govpublic_sdk._core.pagination import Pages, Paginator, as_procedure
from govpublic_sdk._texts import Text, any_of
from govpublic_sdk.appeals.channel import Capability
from govpublic_sdk.appeals.context import AppealsContext, get_context
from govpublic_sdk.errors import ConfigurationError, GovPublicError, name_channel

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.desk.desk import Desk
    from govpublic_sdk.appeals.replies import Window
    from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = [
    "ErrorHandler",
    "choose_channels",
    "merge_by_time",
]

ErrorHandler = Callable[[str, GovPublicError], object]
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


def merge_by_time(
    window: Window, channels: str | Iterable[str] | None, on_error: ErrorHandler | None
) -> Paginator[Appeal]:
    """Appeals of a window over all channels, oldest first, those without a date before all.

    Args:
        window: Which span of time.
        channels: The names of the channels; None for all that can list.
        on_error: Called with the failed channel and its error; the others continue. None to raise.
    """
    merge = _Merge(window, channels, on_error)
    return Paginator(first=merge.page(), key=_id, follow=merge.follow)


def _id(appeal: Appeal) -> AppealId:
    return appeal.id


def choose_channels(
    context: AppealsContext, names: str | Iterable[str] | None, *capabilities: Capability
) -> list[Channel]:
    """The channels that are meant, each of which can do one of some things.

    Args:
        context: The channels and the desk of the client.
        names: Their names; None for all that can.
        *capabilities: Each channel needs at least one of them.

    Raises:
        ConfigurationError: The channel does not exist, or it lacks the capability.
        CapabilityNotSupported: One that was named cannot.
    """
    if names is not None:
        selected = [
            context.channel(name) for name in ([names] if isinstance(names, str) else names)
        ]
        for one in selected:
            if not one.capabilities.intersection(capabilities):
                one.require(capabilities[0])
        return selected
    selected = [
        channel
        for channel in context.channels.values()
        if channel.capabilities.intersection(capabilities)
    ]
    if not selected:
        raise ConfigurationError(
            Text(
                "The client has no channel that can {capabilities}.",
                capabilities=any_of(map(str, capabilities)),
            ),
            advice="Pass pos=, open311= or channels=.",
        )
    return selected


class _Cursor:
    """How far one channel was read."""

    def __init__(self, channel: Channel, position: int, window: Window) -> None:
        self.name = channel.name
        self.position = position
        self.items: deque[Appeal] = deque()
        self.unparsed: dict[str, object] = {}
        self.is_over = False
        self._window = window
        self._pages = Pages(replace(channel.each(window), key=_id))

    def refill(self) -> Procedure[None]:
        """Read pages until there is something, or the list is over."""
        while not self.items and not self.is_over:
            request = self._pages.next_request()
            if request is None:
                self.is_over = True
                return
            page = yield from as_procedure(request)
            fresh = self._pages.fresh(page)
            self.items.extend(one for one in fresh if self._window.holds(one.submitted_at))
            self.unparsed |= {f"{self.name}.{k}": v for k, v in page.unparsed.items()}

    def sort_key(self) -> tuple[datetime, int]:
        """When its next appeal was sent; channels keep their order where that is the same."""
        return self.items[0].submitted_at or _FIRST, self.position


class _Merge:
    """Several lists that are read side by side."""

    def __init__(
        self, window: Window, names: str | Iterable[str] | None, on_error: ErrorHandler | None
    ) -> None:
        self._window = window
        self._names = list(names) if names is not None and not isinstance(names, str) else names
        self._on_error = on_error
        self._cursors: list[_Cursor] | None = None
        self._context = AppealsContext({})

    def follow(self, page: Page[Appeal]) -> Procedure[Page[Appeal]] | None:
        """Return the request for the next page; None when all lists are over."""
        return self.page() if self._cursors else None

    def page(self) -> Procedure[Page[Appeal]]:
        """All that is in order without another request to a channel."""
        if self._cursors is None:
            self._context = yield from get_context()
            channels = choose_channels(self._context, self._names, Capability.LIST)
            self._cursors = [_Cursor(one, at, self._window) for at, one in enumerate(channels)]
        unparsed: dict[str, object] = {}
        for cursor in self._cursors:
            yield from self._refill(cursor)
            unparsed |= cursor.unparsed
            cursor.unparsed = {}
        self._cursors = [one for one in self._cursors if one.items]
        items = tuple(self._take_ready())
        desk = self._context.desk
        if desk is not None:
            items = yield from call_store(_complete, desk, items)
        return Page(items=items, unparsed=unparsed)

    def _refill(self, cursor: _Cursor) -> Procedure[None]:
        try:
            yield from cursor.refill()
        except GovPublicError as error:
            if self._on_error is None:
                raise name_channel(error, cursor.name) from error.__cause__
            cursor.is_over = True
            self._on_error(cursor.name, error)

    def _take_ready(self) -> Iterable[Appeal]:
        """The oldest of all, again and again, until one list must be read further."""
        cursors = self._cursors or []
        while cursors and all(cursor.items for cursor in cursors):
            yield min(cursors, key=_Cursor.sort_key).items.popleft()


def _complete(desk: Desk, appeals: Iterable[Appeal]) -> tuple[Appeal, ...]:
    return tuple(desk.complete(appeal) for appeal in appeals)
