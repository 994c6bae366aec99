"""Long lists by short windows: which window comes next, when one was cut, how pages end.

A server gives at most so many items of a window and does not say that there are more. So a list of
full length counts as cut, and its window is halved, down to a second. Windows come in order, and
memory holds one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Walk
from govpublic_sdk.errors import NotFound, ServerError

__all__ = ["Span", "Windows"]

T = TypeVar("T")
_SECOND = timedelta(seconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)
_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to just before another."""

    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies within; one that is not known does."""
        return moment is None or self.since <= moment < self.until

    def in_seconds(self) -> Span:
        """The same from a whole second to another, nothing left out."""
        end = self.until.replace(microsecond=0)
        end += _SECOND if self.until.microsecond else timedelta(0)
        return Span(self.since.replace(microsecond=0), end)

    def within(self, other: Span) -> Span:
        """What both have in common."""
        return Span(max(self.since, other.since), min(self.until, other.until))

    def cut(self, length: timedelta) -> tuple[Span, Span]:
        """Two spans, the first of them that long."""
        middle = self.since + length
        return Span(self.since, middle), Span(middle, self.until)


class _Spans:
    """Spans still to be asked, the next one last."""

    def __init__(self, whole: Span, longest: timedelta, *, newest_first: bool) -> None:
        self._waiting = [whole]
        self._longest = longest // _SECOND * _SECOND
        self._newest_first = newest_first

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._waiting)

    def take(self) -> Span:
        """The next one, not longer than the server takes."""
        span = self._waiting.pop()
        if span.length <= self._longest:
            return span
        first = span.length - self._longest if self._newest_first else self._longest
        self._add(span.cut(first))
        return self._waiting.pop()

    def halve(self, span: Span) -> None:
        """Ask a span again, in two parts.

        Raises:
            ServerError: It is a second long and cannot be halved.
        """
        half = timedelta(seconds=span.length // _SECOND // 2)
        if not half:
            what = f"The server has more items of {span.since.isoformat()} than it gives at once."
            advice = "They cannot be told apart by time; see `most` and `paging` of the server."
            raise ServerError(f"{what} {advice}", status=200)
        self._add(span.cut(half))

    def _add(self, parts: tuple[Span, Span]) -> None:
        self._waiting.extend(parts if self._newest_first else reversed(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows(Generic[T]):
    """A list that is asked by windows.

    Attributes:
        ask: The question for a window; the number of the page, None where there are no pages.
        key: What makes an item the same item.
        moment: When an item was made; those outside of the window are left out.
        most: How many items a list has at most, or a page where there are pages.
        longest: How long a window may be.
        paged: Whether there are pages.
    """

    ask: Callable[[datetime, datetime, int | None], Call[Page[T]]]
    key: Callable[[T], Hashable]
    moment: Callable[[T], datetime | None]
    most: int
    longest: timedelta
    paged: bool = False

    def walk(self, since: datetime, until: datetime, *, newest_first: bool = False) -> Walk[T]:
        """All items between two moments, oldest first; those without a date lead each window."""
        wanted = Span(since, until)
        spans = _Spans(wanted.in_seconds(), self.longest, newest_first=newest_first)

        def follow(_: Page[T]) -> Procedure[Page[T]] | None:
            return self._next(spans, wanted) if spans else None

        return Walk(first=self._next(spans, wanted), key=self.key, follow=follow)

    def _next(self, spans: _Spans, wanted: Span) -> Procedure[Page[T]]:
        """The items of the next window that is not cut."""
        while True:
            span = spans.take()
            page = yield from (self._paged(span) if self.paged else self._whole(span))
            if page is not None:
                return self._sorted(page, span.within(wanted))
            spans.halve(span)

    def _whole(self, span: Span) -> Procedure[Page[T] | None]:
        page: Page[T] = yield from self.ask(span.since, span.until, None)
        return None if _came(page) >= self.most else page

    def _paged(self, span: Span) -> Procedure[Page[T] | None]:
        """All pages of a window; None where the server gives the first one over and over."""
        found: dict[Hashable, T] = {}
        unread: dict[str, object] = {}
        last: Page[T] | None = None
        for number in range(1, _MOST_PAGES):
            page = yield from self._page(span, number)
            new = {self.key(item): item for item in page.items if self.key(item) not in found}
            if not new and (not page.unread or (last and page.unread == last.unread)):
                stuck = number == 2 and _came(page) >= self.most
                return None if stuck else Page(items=tuple(found.values()), unread=unread)
            found |= new
            unread |= {f"{number}.{place}": raw for place, raw in page.unread.items()}
            last = page
        what = f"The list from {span.since.isoformat()} on has {_MOST_PAGES} pages and no end."
        raise ServerError(what, status=200)

    def _page(self, span: Span, number: int) -> Procedure[Page[T]]:
        """A page; one behind the last is empty, however the server says so."""
        try:
            return (yield from self.ask(span.since, span.until, number))
        except NotFound:
            if number == 1:
                raise
        return Page(items=())

    def _sorted(self, page: Page[T], span: Span) -> Page[T]:
        within = [item for item in page.items if span.holds(self.moment(item))]
        within.sort(key=lambda item: self.moment(item) or _FIRST)
        return replace(page, items=tuple(within))


def _came(page: Page[Any]) -> int:
    """How many items the server sent, readable or not."""
    return len(page.items) + len(page.unread)
