"""Long lists of a GeoReport v2 server, read by short windows.

A server gives at most so many items of a window, and few report that there are more. Pages that the
server names are followed. A list of full length counts as cut, and so does one that is shorter than
the server's count; its window is halved, down to a second. Windows come in order, and memory holds
one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from govpublic_sdk._core.calls import Call, Decoder, Page, Procedure, RestRequest, Safety
from govpublic_sdk._core.http import FilePart
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import CapabilityNotSupported, NotFound, ParameterError, ServerError
from govpublic_sdk.open311._decoders import NEXT_PAGE

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server

__all__ = [
    "Span",
    "Windows",
    "ask",
    "join_values",
    "path_step",
    "post",
    "require_text",
    "unsupported_error",
    "w3c",
    "w3c_after",
]

T = TypeVar("T")
_SECOND = timedelta(seconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)
_MAX_PAGES = 10_000  # a server that never ends its list is an error


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
        """Whether a timestamp is within; an unknown one is."""
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
        self._counts_all = False
        self._missed: tuple[int, int] | None = None

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
            raise ServerError(
                Text(
                    "The server has more items of {since} than it returns at once.",
                    since=span.since.isoformat(),
                ),
                status=200,
                advice="They cannot be told apart by time: see `most` and `paging` of the server.",
            )
        self._add(span.cut(half))

    def misses(self, total: int | None, came: int) -> bool:
        """Whether the server counts more items of a window than came.

        A server may count all that it has, whatever was asked for: items of an empty window, or as
        many for the half of a window, though fewer came. Its totals say nothing then.
        """
        if total is None or total <= came or self._counts_all:
            return False
        fewer = self._missed is not None and self._missed[0] == total and came < self._missed[1]
        self._counts_all = not came or fewer
        self._missed = (total, came)
        return not self._counts_all

    def _add(self, parts: tuple[Span, Span]) -> None:
        self._waiting.extend(parts if self._newest_first else reversed(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows(Generic[T]):
    """A list that is asked by windows.

    Attributes:
        ask: The call for a window; the number of the page, None without pages.
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

    def walk(self, since: datetime, until: datetime, *, newest_first: bool = False) -> Paginator[T]:
        """All items between two moments, oldest first; those without a date lead each window."""
        wanted = Span(since, until)
        spans = _Spans(wanted.in_seconds(), self.longest, newest_first=newest_first)

        def follow(_: Page[T]) -> Procedure[Page[T]] | None:
            return self._next(spans, wanted) if spans else None

        return Paginator(first=self._next(spans, wanted), key=self.key, follow=follow)

    def _next(self, spans: _Spans, wanted: Span) -> Procedure[Page[T]]:
        """The items of the next window that is not cut."""
        while True:
            span = spans.take()
            page = yield from self._window(span, spans)
            if page is not None:
                return self._sort(page, span.within(wanted))
            spans.halve(span)

    def _window(self, span: Span, spans: _Spans) -> Procedure[Page[T] | None]:
        """All items of a window; None where the server leaves some of them out.

        Pages have numbers, or are the ones that the server names (`Page.next`), or there is one.
        """
        items: dict[Hashable, T] = {}
        unparsed: dict[str, object] = {}
        last: Page[T] | None = None
        for number in range(1, _MAX_PAGES):
            page = yield from self._page(span, number, last)
            known = len(items)
            for item in page.items:
                items.setdefault(self.key(item), item)
            is_same = not page.unparsed or (last and page.unparsed == last.unparsed)
            is_new = len(items) > known or not is_same
            if is_new:
                unparsed |= {f"{number}.{place}": raw for place, raw in page.unparsed.items()}
            if not is_new or not (self.paged or page.next):
                whole = Page(items=tuple(items.values()), unparsed=unparsed)
                is_cut = self._is_cut(page, number) or spans.misses(page.total, _came(whole))
                return None if is_cut else whole
            last = page
        raise ServerError(
            Text(
                "The list from {since} on has {pages} pages and no end.",
                since=span.since.isoformat(),
                pages=_MAX_PAGES,
            ),
            status=200,
        )

    def _page(self, span: Span, number: int, last: Page[T] | None) -> Procedure[Page[T]]:
        """A page; one behind the last is empty, in whatever way the server reports it."""
        named = None if self.paged or last is None else last.next
        try:
            asked = named or self.ask(span.since, span.until, number if self.paged else None)
            return (yield from asked)
        except NotFound:
            if number == 1:
                raise
        return Page(items=())

    def _is_cut(self, page: Page[T], number: int) -> bool:
        """Whether there is more behind the last page that could be had."""
        came, goes_on = _came(page), NEXT_PAGE in page.more
        if self.paged:
            # the first page over and over: the server knows no pages
            return number == 2 and (came >= self.most or goes_on)
        if number == 1:
            return came > 0 and (came >= self.most or goes_on)
        return number == 2 and came > 0 and goes_on

    def _sort(self, page: Page[T], span: Span) -> Page[T]:
        within = [item for item in page.items if span.holds(self.moment(item))]
        within.sort(key=lambda item: self.moment(item) or _FIRST)
        return replace(page, items=tuple(within))


def _came(page: Page[Any]) -> int:
    """How many items the server sent, readable or not."""
    return len(page.items) + len(page.unparsed)


def ask(
    server: Server, method: str, path: str, decode: Decoder[T], **query: str | int | None
) -> Call[T]:
    """A question that reads."""
    given = {"jurisdiction_id": server.jurisdiction_id, **query}
    sent = [(name, str(value)) for name, value in given.items() if value is not None]
    return Call(
        service=server.name,
        method=f"open311.{method}",
        params=tuple(sorted(sent)),
        decode=decode,
        safety="read",
        rest=RestRequest(path=f"{path}{server.suffix}"),
    )


def post(
    server: Server,
    method: str,
    path: str,
    decode: Decoder[T],
    form: Sequence[tuple[str, str | None]],
    *,
    files: tuple[FilePart, ...] = (),
    safety: Safety = "unsafe",
) -> Call[T]:
    """A call that writes: a form, by the spec."""
    given = [("jurisdiction_id", server.jurisdiction_id), *form]
    sent = tuple((name, value) for name, value in given if value is not None)
    return Call(
        service=server.name,
        method=f"open311.{method}",
        decode=decode,
        safety=safety,
        rest=RestRequest(verb="POST", path=f"{path}{server.suffix}", form=sent, files=files),
    )


def path_step(name: str, value: object) -> str:
    """A number or a code as one step of an address.

    Raises:
        ParameterError: It is empty, or no text and no number.
    """
    return quote(require_text(name, str(value) if type(value) is int else value), safe="")


def require_text(name: str, value: object) -> str:
    """A text that is not empty.

    Raises:
        ParameterError: It does not.
    """
    if not isinstance(value, str) or not value.strip():
        raise ParameterError(name, describe(value), "a text")
    return value


def join_values(name: str, values: str | Sequence[str] | None) -> str | None:
    """One text, or several with commas between them."""
    if values is None:
        return None
    found = [values] if isinstance(values, str) else [require_text(name, value) for value in values]
    return require_text(name, ",".join(found))


def w3c(name: str, moment: datetime | None, zone: str | None = None) -> str | None:
    """A moment in UTC or another zone, in whole seconds: some servers fail on fractions.

    Raises:
        ParameterError: UTC does not have it: it is too near to the first or the last year.
    """
    if moment is None:
        return None
    try:
        if zone is not None:
            return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        raise ParameterError(
            name, show_value(moment), "a time within the years 1 to 9999 of UTC"
        ) from None


def w3c_after(name: str, moment: datetime | None, zone: str | None = None) -> str | None:
    """The same for the end of a window: no second of it is cut off."""
    if moment is None or not moment.microsecond:
        return w3c(name, moment, zone)
    return w3c(name, moment.replace(microsecond=0) + timedelta(seconds=1), zone)


def unsupported_error(server: Server, what: Text) -> CapabilityNotSupported:
    """The error for what a server was not set up for."""
    return CapabilityNotSupported(
        Text("Server {server}: {problem}.", server=show_value(server.name), problem=what)
    )
