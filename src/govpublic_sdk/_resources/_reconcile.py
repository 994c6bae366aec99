"""Search for a post or comment that was published while its answer was lost.

The result is a reference, None if it is certainly not there, or `OutcomeUnknown` if that cannot be
known. `_vk_text` compares texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

from govpublic_sdk import vk
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk._core.pagination import Pages, Paginator
from govpublic_sdk._resources._content import (
    POST_LINKS,
    Media,
    aware,
    require_content,
    to_attachments,
)
from govpublic_sdk._resources._references import PostRef, PublicLike, post_ref, with_public_id
from govpublic_sdk._resources._vk_text import (
    Match,
    addresses_in,
    compare_media,
    compare_texts,
    is_unreadable,
    links_of_attachments,
    normalize_media,
    split_media,
    weakest,
)
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import (
    ConfigurationError,
    DecodeError,
    GovPublicError,
    OutcomeUnknown,
    ParameterError,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.posts import Post

__all__ = [
    "DAY",
    "Content",
    "Lost",
    "Search",
    "Span",
    "check_look_back",
    "find",
    "get_lost_call",
    "moment_in",
    "number_in",
    "reconcile",
    "shift",
    "span_since",
]

Lost: TypeAlias = OutcomeUnknown | Call[Any]
DAY = timedelta(days=1)
"""How far searches look back by default."""

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_MAX_LOOK_BACK = timedelta(days=36_500)  # older than VK
_SKEW = timedelta(minutes=1)  # clocks of this machine and of VK differ by seconds
_LATELY = timedelta(hours=1)
_COMPARED = (
    *("conversation_message_id", "copy_history", "from_id", "out", "reply_to_comment"),
    *("text", "title"),
)
_MAX_DOUBTS = 5  # in an error; a wall of similar posts would fill a page


class _Dated(Protocol):
    @property
    def date(self) -> datetime | None: ...


class _Published(_Dated, Protocol):
    @property
    def text(self) -> str | None: ...
    @property
    def attachments(self) -> Sequence[Attachment] | None: ...


D = TypeVar("D")
T = TypeVar("T")


def get_lost_call(lost: Lost, *methods: str) -> Call[Any]:
    """The write whose answer was lost.

    Raises:
        ParameterError: It is another kind of write.
    """
    call = lost.call if isinstance(lost, OutcomeUnknown) else lost
    if call is None or call.method not in methods:
        given = "an error without its call" if call is None else show_value(call.method)
        raise ParameterError(
            "lost",
            given,
            Text("a call of {methods} whose response was lost", methods=any_of(methods)),
        )
    return call


def number_in(call: Call[Any], name: str) -> int:
    """A number among the parameters of a call; 0 where it is not there.

    Raises:
        ParameterError: It is not a number.
    """
    try:
        return int(call.get(name) or 0)
    except ValueError:
        raise ParameterError(name, "not a number", "the lost call, unchanged") from None


def moment_in(call: Call[Any], name: str) -> datetime | None:
    """A moment among the parameters of a call.

    Raises:
        ParameterError: It is not a moment.
    """
    seconds = number_in(call, name)
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, ValueError, OSError):
        raise ParameterError(name, "not a time", "the lost call, unchanged") from None


def shift(moment: datetime, span: timedelta) -> datetime:
    """Add a span to a moment, but never leave the calendar."""
    try:
        return moment + span
    except OverflowError:
        return _FIRST if span < timedelta(0) else _LAST


def check_look_back(look_back: timedelta) -> timedelta:
    """Return a span of time that is positive.

    Raises:
        ParameterError: It is not.
    """
    is_span = isinstance(cast("object", look_back), timedelta)
    if not is_span or look_back <= timedelta(0):
        problem = show_value(look_back) if is_span else describe(cast("object", look_back))
        raise ParameterError("look_back", problem, "a positive timedelta, for example of 24 hours")
    return min(look_back, _MAX_LOOK_BACK)


@dataclass(frozen=True, slots=True)
class Span:
    """When something was published.

    Attributes:
        begin: Everything earlier is something else.
        sure: From here on a match is certain; between `begin` and `sure` it is unclear whether it
            is an earlier publication of the same text.
    """

    begin: datetime
    sure: datetime

    def match(self, date: datetime | None) -> Match:
        """Compare the date of what VK shows."""
        if date is None:
            return "unclear"
        if date < self.begin:
            return "different"
        return "same" if date >= self.sure else "unclear"


def span_since(since: datetime | None, look_back: timedelta | None = None) -> Procedure[Span]:
    """The span in which something was sent.

    Args:
        since: When it was sent at the earliest; None to count from now by VK's clock.
        look_back: How long ago it may have been sent. None for an answer that was lost just now:
            matches of the last hour are certain, those of the last day are unclear.
    """
    if since is not None:
        begin = shift(since, -_SKEW)
        return Span(begin, begin)
    call = vk.utils.get_server_time()
    seconds = yield from call
    try:
        now = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise DecodeError(
            "The time of the server is not in the calendar.", raw=seconds, call=call
        ) from None
    if look_back is None:
        return Span(shift(now, -DAY), shift(now, -_LATELY))
    begin = shift(now, -look_back)
    return Span(begin, begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was published: its text, and what was attached to it.

    Attributes:
        text: The text as it was sent.
        media: The normal form of what was attached; None if anything may be attached.
        keeps_links: Whether VK keeps attached links: for posts it does, for comments not.
    """

    text: str | None
    media: frozenset[str] | None = None
    keeps_links: bool = True

    def match(self, shown: _Published) -> Match:
        """Compare text and attachments with what VK shows."""
        if is_unreadable(shown, "text"):
            return "unclear"
        attachments = shown.attachments or ()
        text = compare_texts(self.text, shown.text, links_of_attachments(attachments))
        if text == "different" or self.media is None:
            return text
        if is_unreadable(shown, "attachments"):
            return "unclear"
        media = compare_media(
            self.media,
            attachments,
            addresses=addresses_in(self.text),
            keeps_links=self.keeps_links,
        )
        return weakest(text, media)


class Search:
    """A search through lists that are newest first; it remembers why it may have missed something.

    Args:
        call: The lost call, for the error.
    """

    def __init__(self, call: Call[Any] | None = None) -> None:
        self._call = call
        self._doubts: list[Text] = []
        self._cause: GovPublicError | None = None

    def read(
        self,
        first: Call[Page[D]],
        compare: Callable[[D], Match],
        begin: datetime | None = None,
        *,
        moment: Callable[[D], datetime | None] | None = None,
    ) -> Procedure[D | None]:
        """Return the first certain match in a list.

        Args:
            first: The call for the first page.
            compare: Compares an item of the list with what is looked for.
            begin: How far to read back; None to read the list to its end.
            moment: When an item was made; by default its `date`.
        """
        steps = self._read(first, compare, begin, moment or _date)
        return (yield from self.ask(steps))

    def ask(self, runnable: Runnable[T]) -> Procedure[T | None]:
        """Ask something that the search depends on; None, and a doubt, if that fails."""
        steps: Procedure[T] = iter(runnable)
        try:
            return (yield from steps)
        except (ParameterError, ConfigurationError):
            raise
        except GovPublicError as error:
            self.doubt(error.summary)
            self._cause = self._cause or error
            return None

    def span(self, since: datetime | None, look_back: timedelta | None = None) -> Procedure[Span]:
        """Return the span in which something was sent; see `span_since`.

        Raises:
            OutcomeUnknown: VK's clock cannot be read.
        """
        span = yield from self.ask(span_since(since, look_back))
        if span is None:
            self.conclude()
            raise AssertionError("a failed request leaves a doubt")  # pragma: no cover
        return span

    def doubt(self, reason: Text) -> None:
        """Note why something may have been missed."""
        self._doubts.append(reason)

    def conclude(self) -> None:
        """Return None if what is looked for is certainly not there.

        Raises:
            OutcomeUnknown: A list could not be read, or an item may be it.
        """
        if self._doubts:
            raise OutcomeUnknown(
                Text(
                    "It is unknown whether it was published: {doubts}", doubts=_join(self._doubts)
                ),
                call=self._call,
                advice="Check it by hand, or search again with `since`.",
            ) from self._cause

    def _read(
        self,
        first: Call[Page[D]],
        compare: Callable[[D], Match],
        begin: datetime | None,
        moment: Callable[[D], datetime | None],
    ) -> Procedure[D | None]:
        pages = Pages(Paginator(first=first, key=_id, moment=moment, since=begin))
        ids: set[object] = set()
        total = 0
        while request := pages.next_request():
            steps: Procedure[Page[D]] = iter(request)
            page = yield from steps
            pages.fresh(page)
            for item in page:
                match = compare(item)
                if match == "same":
                    return item
                if match == "different" and _may_differ_by_damage(item, begin, moment):
                    match = "unclear"
                if match == "unclear":
                    self.doubt(Text("Item {id} may be it.", id=_id(item)))
            if page.unparsed:
                self.doubt(Text("{method} has items that cannot be read.", method=first.method))
            if _reaches(page, begin, moment):
                return None
            ids.update(map(_id, page))
            total = _total(page)
        if len(ids) < total:
            self.doubt(
                Text(
                    "{method} shows {count} of {total} items.",
                    method=first.method,
                    count=len(ids),
                    total=total,
                )
            )
        return None


def _may_differ_by_damage(
    item: D, begin: datetime | None, moment: Callable[[D], datetime | None]
) -> bool:
    """Whether an item is young enough, and what sets it apart from others could not be read."""
    date = moment(item)
    is_old = begin is not None and date is not None and date < begin
    return not is_old and is_unreadable(item, *_COMPARED)


def _total(page: Page[Any]) -> int:
    """How many items VK has in a list; of comments, those of this level only."""
    level = page.more.get("current_level_count")
    return level if isinstance(level, int) else page.total or 0


def _id(item: object) -> object:
    return getattr(item, "id", None)


def _date(item: Any) -> datetime | None:
    date: datetime | None = item.date
    return date


def _reaches(page: Page[D], begin: datetime | None, moment: Callable[[D], datetime | None]) -> bool:
    dates = [moment(item) for item in page if not _is_pinned(item)]
    known = [date for date in dates if date]
    return begin is not None and bool(known) and min(known) < begin


def _is_pinned(item: object) -> bool:
    return bool(getattr(item, "is_pinned", None) or getattr(item, "is_fixed", None))


def _join(doubts: Iterable[Text]) -> Text:
    """Join sentences, each once."""
    first, *rest = list({str(doubt): doubt for doubt in doubts}.values())[:_MAX_DOUBTS]
    for one in rest:
        first = Text("{first} {second}", first=first, second=one)
    return first


_EARLY = timedelta(minutes=1)  # as `_SKEW`
_LATE = timedelta(minutes=15)  # VK publishes postponed posts some minutes late


def find(
    public: PublicLike,
    text: str = "",
    *,
    media: Media | None = None,
    at: datetime | None = None,
    since: datetime | None = None,
    look_back: timedelta = DAY,
) -> Runnable[PostRef | None]:
    """Look for a post of a public by what was published, such as after a crash.

    Texts are compared without what VK changes in them, attachments without their keys.

    https://dev.vk.com/method/wall.get

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        text: What was to be published.
        media: What was to be attached: then a post with other attachments is another post. Without
            it the text alone decides, since a file that is uploaded again gets another id.
        at: When it was to appear, an aware moment: looked for among the scheduled posts too.
        since: When it was sent at the earliest, an aware moment.
        look_back: How long ago it may have been sent, by VK's clock; for searches without `since`
            and without `at`.

    Returns:
        Which post it is, the newest where there are several; None only if it is certainly not
        there: then publishing it is safe.

    Raises:
        ParameterError: Nothing to look for, a naive moment, a span that is not positive.
        OutcomeUnknown: It cannot be known: the wall or its queues cannot be read, or a post may be
            it in a form that VK changed.
    """
    require_content(text, media or ())
    things = None if media is None else to_attachments(media, max_links=POST_LINKS) or []
    content = Content(text=text, media=None if things is None else normalize_media(things))
    moment, begin, span = aware("at", at), aware("since", since), check_look_back(look_back)
    return with_public_id(public, lambda number: _find(-number, content, moment, begin, span))


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[PostRef | None]:
    """Find out what became of a post or a repost whose answer was lost; see `find`.

    https://dev.vk.com/method/wall.get

    Args:
        lost: The `OutcomeUnknown` that `publish` or `repost` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment. Without it a post of the last
            hour by VK's clock is it; an equal one of the last day leaves the outcome unknown.

    Returns:
        Which post it became. None only if it is certainly not there: then publishing it again is
        safe.

    Raises:
        ParameterError: Something else than publishing a post was lost.
        OutcomeUnknown: It cannot be known: the wall or its queues cannot be read, or a post may be
            it in a form that VK changed.
    """
    call, begin = get_lost_call(lost, "wall.post", "wall.repost"), aware("since", since)
    if call.method == "wall.repost":
        return _find_repost(call, begin)
    content = Content(
        text=call.get("message"), media=normalize_media(split_media(call.get("attachments")))
    )
    at = moment_in(call, "publish_date")
    return _find(number_in(call, "owner_id"), content, at, begin, None, call)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a post looks like that is looked for."""

    content: Content
    owner_id: int
    span: Span
    until: datetime | None = None

    def match(self, post: Post) -> Match:
        """Compare text, attachments, author and time of a post."""
        is_ours = post.from_id in (None, self.owner_id) and not post.copy_history
        if not is_ours or (self.until and post.date and post.date > self.until):
            return "different"
        return weakest(self.span.match(post.date), self.content.match(post))

    def match_queued(self, post: Post) -> Match:
        """Compare a post of a queue, which may have another author and time: never certain."""
        return "different" if self.content.match(post) == "different" else "unclear"


def _find(
    owner_id: int,
    content: Content,
    at: datetime | None,
    since: datetime | None,
    look_back: timedelta | None,
    lost: Call[Any] | None = None,
) -> Procedure[PostRef | None]:
    search = Search(lost)
    wall, postponed = vk.wall.get(owner_id), vk.wall.get(owner_id, filter="postponed")
    if at is None:
        span = yield from search.span(since, look_back)
        wanted = _Wanted(content=content, owner_id=owner_id, span=span)
    else:
        begin, end = shift(at, -_EARLY), shift(at, _LATE)
        span = Span(begin, begin)
        wanted = _Wanted(content=content, owner_id=owner_id, span=span, until=end)
    post = (yield from search.read(postponed, wanted.match)) if at else None
    post = post or (yield from search.read(wall, wanted.match, span.begin))
    if post is None:
        # A token without the right to publish suggests; another run may have scheduled the text.
        yield from search.read(vk.wall.get(owner_id, filter="suggests"), wanted.match_queued)
        if at is None and lost is None:
            yield from search.read(postponed, wanted.match_queued)
        search.conclude()
    return PostRef(owner_id=owner_id, id=post.id) if post else None


def _find_repost(lost: Call[Any], since: datetime | None) -> Procedure[PostRef | None]:
    search, owner_id = Search(lost), -number_in(lost, "group_id")
    span = yield from search.span(since)
    source = post_ref(lost.get("object") or "")
    match = partial(_match_repost, source, owner_id, span)
    post = yield from search.read(vk.wall.get(owner_id), match, span.begin)
    if post is None:
        search.conclude()
    return PostRef(owner_id=owner_id, id=post.id) if post else None


def _match_repost(source: PostRef, owner_id: int, span: Span, post: Post) -> Match:
    """Compare what a post shares, at first hand or further, and when."""
    shared = [(one.owner_id, one.id) for one in post.copy_history or ()]
    is_ours = post.from_id in (None, owner_id)
    if is_ours and (source.owner_id, source.id) in shared:
        return span.match(post.date)
    is_unread = any(owner is None and number == source.id for owner, number in shared)
    return "unclear" if is_ours and is_unread else "different"
