"""Walking over all items of a list, page after page, as a description; nothing here asks.

Lists grow while they are walked, so an item may come twice: it is given once. A pinned item may
stand out of order, so one old item does not end a walk; a page without a young one does. A server
may send the same page for ever; that is an error.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._page import Page
from govpublic_sdk.errors import ServerError

__all__ = ["Seen", "Walk", "after", "repeated"]

T = TypeVar("T")
_REMEMBERED = 1_000
_STALE_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk(Generic[T]):
    """A list to walk over.

    Attributes:
        first: The question for the first page.
        key: What makes an item the same item; None where items never come twice.
        moment: When an item was made, for lists that are sorted by it, newest first.
        since: Items before this moment are left out and end the walk.
        until: Items at or after this moment are left out.
        follow: The question after a page, where it is no call that the page could name; None ends
            the walk. Such a walk may wait for ever: pages without new items do not end it.
    """

    first: Call[Page[T]] | Procedure[Page[T]]
    key: Callable[[T], Hashable] | None = None
    moment: Callable[[T], datetime | None] | None = None
    since: datetime | None = None
    until: datetime | None = None
    follow: Callable[[Page[T]], Procedure[Page[T]] | None] | None = None

    def keep(self, item: T) -> bool:
        """Whether the item lies between `since` and `until`; one without a date does."""
        at = self.moment(item) if self.moment else None
        if at is None:
            return True
        return not (self.since and at < self.since) and not (self.until and at >= self.until)

    def ends_with(self, page: Page[T]) -> bool:
        """Whether all items of a page, pinned ones aside, are older than `since`."""
        if self.since is None or self.moment is None:
            return False
        ages = [self.moment(item) for item in page.items if not getattr(item, "is_pinned", None)]
        return bool(ages) and all(age is not None and age < self.since for age in ages)


def after(walk: Walk[T], page: Page[T] | None) -> Call[Page[T]] | Procedure[Page[T]] | None:
    """The question that follows a page of a walk (None: the first one); None at its end."""
    if page is None:
        return walk.first
    if walk.follow is not None:
        return walk.follow(page)
    return None if walk.ends_with(page) else page.next


def repeated(page: Page[Any]) -> ServerError:
    """The error for a list that is sent again and again and never ends."""
    what = "The same items come again and again, so the list would never end."
    return ServerError(what, status=200, call=page.next)


class Seen(Generic[T]):
    """Tells new items from those that came before; remembers the last thousand."""

    def __init__(self, walk: Walk[T]) -> None:
        self._walk = walk
        self._keys: OrderedDict[Hashable, None] = OrderedDict()
        self._unread: Mapping[str, object] = {}
        self._stale = 0

    def fresh(self, page: Page[Any]) -> list[T]:
        """The items of a page that are wanted and new.

        Raises:
            ServerError: Page after page brings nothing new.
        """
        new = [item for item in page.items if self._is_new(item)]
        self._stale = 0 if new or page.unread != self._unread else self._stale + 1
        self._unread = page.unread
        if self._stale == _STALE_PAGES and page.next is not None:
            raise repeated(page)
        return [item for item in new if self._walk.keep(item)]

    def _is_new(self, item: T) -> bool:
        if self._walk.key is None:
            return True
        key = self._walk.key(item)
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > _REMEMBERED:
            self._keys.popitem(last=False)
        return True
