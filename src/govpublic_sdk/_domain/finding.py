"""Finding a post again on a wall: one whose answer was lost, or one of an earlier run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure, Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.reconciling import (
    DAY,
    Content,
    Lost,
    Search,
    Span,
    check_look_back,
    lost_call,
    moment_in,
    number_in,
    shift,
)
from govpublic_sdk._domain.references import PostRef, PublicLike, post_ref
from govpublic_sdk._domain.vk_text import Match, normalize_media, split_media, weakest
from govpublic_sdk._domain.writing import POST_LINKS, Media, attached, aware, needed

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post

__all__ = ["find", "reconcile"]

_EARLY = timedelta(minutes=1)
_LATE = timedelta(minutes=15)


def find(
    public: PublicLike,
    text: str = "",
    *,
    media: Media | None = None,
    at: datetime | None = None,
    since: datetime | None = None,
    look_back: timedelta = DAY,
) -> Question[PostRef | None]:
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
    needed(text, media or ())
    things = None if media is None else attached(media, max_links=POST_LINKS) or []
    content = Content(text=text, media=None if things is None else normalize_media(things))
    moment, begin, span = aware("at", at), aware("since", since), check_look_back(look_back)
    return by_id(public, lambda number: _find(-number, content, moment, begin, span))


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
    call, begin = lost_call(lost, "wall.post", "wall.repost"), aware("since", since)
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
        """Compare what a post says and carries, its author and its time."""
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
