"""Results of lookups of many things: the items found, and those missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._resources._references import PostRef, PublicLike

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public

__all__ = [
    "PostCounts",
    "PostLookup",
    "PublicLookup",
    "to_counts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLookup:
    """Publics in the order in which they were asked for; iterating gives those that there are.

    Attributes:
        publics: Those that VK knows.
        missing: Those that VK does not know, as they were asked for.
    """

    publics: tuple[Public, ...] = ()
    missing: tuple[PublicLike, ...] = ()

    def __iter__(self) -> Iterator[Public]:
        """The publics that there are."""
        return iter(self.publics)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.publics)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLookup:
    """Posts in the order in which they were asked for; iterating gives those that there are.

    Attributes:
        posts: Those that VK showed.
        missing: Those that are deleted, hidden, or never were: VK does not tell them apart.
    """

    posts: tuple[Post, ...] = ()
    missing: tuple[PostRef, ...] = ()

    def __iter__(self) -> Iterator[Post]:
        """The posts that there are."""
        return iter(self.posts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCounts:
    """The public counts of a post's reach; a count that VK left out is None, not 0.

    Attributes:
        post: Which post; None where VK does not name its wall.
        id: Its number on the wall.
        date: When it was published, in UTC.
        is_pinned: Whether it is pinned on top, out of order.
        views: How often it was shown, repeatedly to the same person too.
        likes: How many liked it.
        reposts: How often it was shared.
        comments: How many comments there are below it.
    """

    post: PostRef | None = None
    id: int
    date: datetime | None = None
    is_pinned: bool | None = None
    views: int | None = None
    likes: int | None = None
    reposts: int | None = None
    comments: int | None = None


def to_counts(page: Page[Post], call: Call[Any]) -> Page[PostCounts]:
    """A page of posts with nothing but their counts; the page after it is read the same way."""
    return Page(
        items=tuple(map(_counts, page.items)),
        total=page.total,
        next=cast("Call[Page[PostCounts]] | None", page.next),
        more=page.more,
        unparsed=page.unparsed,
    )


def _counts(post: Post) -> PostCounts:
    return PostCounts(
        post=PostRef(owner_id=post.owner_id, id=post.id) if post.owner_id else None,
        id=post.id,
        date=post.date,
        is_pinned=post.is_pinned,
        views=post.views.count if post.views else None,
        likes=post.likes.count if post.likes else None,
        reposts=post.reposts.count if post.reposts else None,
        comments=post.comments.count if post.comments else None,
    )
