"""Finding a post again on a wall: one whose answer was lost, or one of an earlier run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure, Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.reconciling import (
    Lost,
    attached_to,
    carries,
    earliest,
    lost_call,
    number_in,
    plain,
    seek,
    things,
)
from govpublic_sdk._domain.references import PostRef, PublicLike, post_ref
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
    media: Media = (),
    at: datetime | None = None,
    since: datetime | None = None,
) -> Question[PostRef | None]:
    """Look for a post on the wall of a public by what was published, such as after a crash.

    Texts are compared without what VK changes in them, attachments without their keys.

    https://dev.vk.com/method/wall.get

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        text: What was to be published.
        media: What was to hang on it.
        at: When it was to appear, an aware moment: looked for among the scheduled posts too.
        since: When it was sent at the earliest, an aware moment; without it and without `at`, an
            hour ago by VK's clock.

    Returns:
        Which post it is, the newest where there are several; None where there is none.

    Raises:
        ParameterError: Nothing to look for, a naive moment.
    """
    needed(text, media)
    wanted = _Wanted(
        text=plain(text),
        media=things(attached(media, max_links=POST_LINKS) or ()),
        at=aware("at", at),
    )
    begin = aware("since", since)
    return by_id(public, lambda number: _find(-number, wanted, begin))


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[PostRef | None]:
    """Find out what became of a post or a repost whose answer was lost; see `find`.

    https://dev.vk.com/method/wall.get

    Args:
        lost: The `OutcomeUnknown` that `publish` or `repost` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment; without it an hour ago by VK's
            clock.

    Returns:
        Which post it became. None where it is not there: then publishing it again is safe.

    Raises:
        ParameterError: Something else than publishing a post was lost.
    """
    call, begin = lost_call(lost, "wall.post", "wall.repost"), aware("since", since)
    if call.method == "wall.repost":
        return _find_repost(call, begin)
    date = number_in(call, "publish_date")
    wanted = _Wanted(
        text=plain(call.get("message")),
        media=attached_to(call),
        at=datetime.fromtimestamp(date, UTC) if date else None,
    )
    return _find(number_in(call, "owner_id"), wanted, begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a post looks like that is looked for."""

    text: str
    media: frozenset[str]
    at: datetime | None

    def is_like(self, post: Post) -> bool:
        """Whether a post says the same, carries the same, and is of that time."""
        same = plain(post.text) == self.text and carries(post.attachments, self.media)
        return same and self._is_due(post)

    def _is_due(self, post: Post) -> bool:
        if self.at is None or post.date is None:
            return self.at is None
        return self.at - _EARLY <= post.date <= self.at + _LATE


def _find(owner_id: int, wanted: _Wanted, since: datetime | None) -> Procedure[PostRef | None]:
    if wanted.at is None:
        begin = yield from earliest(since)
        found = yield from seek(vk.wall.get(owner_id), partial(_is_new, wanted, begin), begin)
    else:
        begin = wanted.at - _EARLY
        waiting = vk.wall.get(owner_id, filter="postponed")
        found = (yield from seek(waiting, wanted.is_like)) or (
            yield from seek(vk.wall.get(owner_id), wanted.is_like, begin)
        )
    return PostRef(owner_id=owner_id, id=found.id) if found else None


def _is_new(wanted: _Wanted, begin: datetime, post: Post) -> bool:
    return post.date is not None and post.date >= begin and wanted.is_like(post)


def _find_repost(lost: Call[Any], since: datetime | None) -> Procedure[PostRef | None]:
    begin, owner_id = (yield from earliest(since)), -number_in(lost, "group_id")
    source = post_ref(lost.get("object") or "")
    found = yield from seek(vk.wall.get(owner_id), partial(_shares, source, begin), begin)
    return PostRef(owner_id=owner_id, id=found.id) if found else None


def _shares(source: PostRef, begin: datetime, post: Post) -> bool:
    """Whether a post of that time shares another, at first hand or further."""
    shared = [(one.owner_id, one.id) for one in post.copy_history or ()]
    young = post.date is not None and post.date >= begin
    return young and (source.owner_id, source.id) in shared
