"""Pagination: the pages of a list in order, each item once, as a description without I/O.

A list changes while it is read. New items shift the rest back, so an item can come twice; deleted
items shift it forward, so a page that starts where the last one ended would skip some. Therefore
each page starts with the last item of the page before. If no item on it is known, items
before it were deleted, and the page is read again from further ahead.

A pinned item may be out of order, so one old item does not end the list; a page without a young
one does. A server that keeps sending the same page raises `ServerError`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk.errors import ServerError

__all__ = [
    "Pages",
    "Paginator",
    "as_procedure",
    "endless_list",
]

T = TypeVar("T")
_REMEMBERED = 10_000  # ten of the longest pages of VK; reading again goes back by one page at most
_STALE_PAGES = 5  # deletions before each of a few pages make no endless list


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginator(Generic[T]):
    """A list that is read page by page.

    Attributes:
        first: The request for the first page.
        key: Key for deduplication; None if items are unique.
        moment: Creation time of an item, for lists that are sorted by it, newest first.
        since: Items before this time are left out and end the iteration.
        until: Items at or after this time are left out.
        follow: Returns the next request if the page does not contain it; None ends the
            iteration. Pages without new items do not end it, so it may never end.
    """

    first: Call[Page[T]] | Procedure[Page[T]]
    key: Callable[[T], Hashable] | None = None
    moment: Callable[[T], datetime | None] | None = None
    since: datetime | None = None
    until: datetime | None = None
    follow: Callable[[Page[T]], Procedure[Page[T]] | None] | None = None

    @check_arguments
    def keep(self, item: T) -> bool:
        """Whether the item is between `since` and `until`, or has no date."""
        at = self.moment(item) if self.moment else None
        if at is None:
            return True
        return not (self.since and at < self.since) and not (self.until and at >= self.until)

    @check_arguments
    def ends_with(self, items: list[T]) -> bool:
        """Whether all items, pinned ones aside, are older than `since`."""
        if self.since is None or self.moment is None:
            return False
        ages = [self.moment(item) for item in items if not getattr(item, "is_pinned", None)]
        return bool(ages) and all(age is not None and age < self.since for age in ages)


def endless_list(page: Page[Any]) -> ServerError:
    """Return the error for a list whose pages repeat without end."""
    return ServerError(
        "The server sends the same items again and again, so the list would never end.",
        status=200,
        call=page.next,
    )


class Pages(Generic[T]):
    """The pages of a list: run `next_request`, pass its page to `fresh`, until it is None.

    Args:
        walk: The paginator; it is used once.
    """

    def __init__(self, paginator: Paginator[T]) -> None:
        self._paginator = paginator
        self._next: Call[Page[T]] | Procedure[Page[T]] | None = paginator.first
        self._answered: Page[T] | None = None
        self._overlapping: Call[Page[T]] | None = None
        self._keys: OrderedDict[Hashable, None] = OrderedDict()
        self._length = 0
        self._total: int | None = None
        self._unparsed: Mapping[str, object] = {}
        self._stale = 0

    def next_request(self) -> Call[Page[T]] | Procedure[Page[T]] | None:
        """Return the request for the next page; None at the end."""
        if self._paginator.follow is not None and self._answered is not None:
            # `follow` may report the items of a page, so it runs after they were yielded.
            self._next, self._answered = self._paginator.follow(self._answered), None
        return self._next

    def fresh(self, page: Page[T]) -> list[T]:
        """Return the items of a page that are wanted and new.

        Raises:
            ServerError: Several pages in a row contain nothing new.
        """
        if self._overlapping is not None and not any(map(self._is_known, page.items)):
            self._step_back(self._overlapping, page.total)
            return []
        new = [item for item in page.items if self._remember(item)]
        self._stale = 0 if new or page.unparsed != self._unparsed else self._stale + 1
        self._length, self._total, self._unparsed = _length(page), page.total, page.unparsed
        self._go_on(page, new)
        if self._stale >= _STALE_PAGES and page.next is not None and self._next is not None:
            raise endless_list(page)
        return [item for item in new if self._paginator.keep(item)]

    def _go_on(self, page: Page[T], new: list[T]) -> None:
        """Choose the next request: from the last item of this page on, if possible."""
        is_last_item_alone = self._overlapping is not None and not new and self._length == 1
        self._overlapping = None
        if self._paginator.follow is not None:
            self._answered = page
        elif page.next is None or is_last_item_alone or self._paginator.ends_with(new):
            self._next = None
        else:
            self._overlapping = self._overlap(page, page.next)
            self._next = self._overlapping or page.next

    def _overlap(self, page: Page[T], following: Call[Page[T]]) -> Call[Page[T]] | None:
        """Return the call for the next page, from the last readable item on, if possible."""
        offset, last = following.get("offset"), _last_readable(page)
        if self._paginator.key is None or offset is None or last < 1:
            return None
        return following.with_params(offset=int(offset) - self._length + last)

    def _step_back(self, asked: Call[Page[T]], total: int | None) -> None:
        """Read again from further ahead: by as many items as the list lost, or by almost a page.

        Items that were added to the list can hide losses, so the second step ignores the counts. A
        step shorter than the page brings at least one new item beside a known one.
        """
        lost = self._total - total if self._total is not None and total is not None else 0
        self._total = total
        longest = self._length - 1
        step = lost if 0 < lost < longest else longest
        offset = max(0, int(asked.get("offset") or 0) - step)
        self._next = asked.with_params(offset=offset)
        self._overlapping = self._next if offset else None

    def _is_known(self, item: T) -> bool:
        return self._paginator.key is not None and self._paginator.key(item) in self._keys

    def _remember(self, item: T) -> bool:
        """Remember an item; return whether it is new."""
        if self._paginator.key is None:
            return True
        key = self._paginator.key(item)
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > _REMEMBERED:
            self._keys.popitem(last=False)
        return True


def _length(page: Page[Any]) -> int:
    """How many items the service sent, readable or not."""
    return len(page.items) + len(page.unparsed)


def _last_readable(page: Page[Any]) -> int:
    """Return the index of the last readable item of a page; -1 if no item can be read."""
    place = _length(page) - 1
    while place >= 0 and f"items.{place}" in page.unparsed:
        place -= 1
    return place


def as_procedure(runnable: Runnable[T]) -> Procedure[T]:
    """A call or a procedure, to be asked by `yield from` whichever it is."""
    return runnable.__iter__()
