"""Comments below the posts of a public, read. Writing them is elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Call
from govpublic_sdk._domain.references import CommentedLike, PostRef, commented_ref, number_of
from govpublic_sdk._domain.steps import first_of, then
from govpublic_sdk._domain.writing import in_order
from govpublic_sdk._page import Page
from govpublic_sdk._texts import Text
from govpublic_sdk._walk import Walk

if TYPE_CHECKING:
    from govpublic_sdk.models.comments import Comment

__all__ = ["by_id", "each", "get", "newest", "replies"]

Sort: TypeAlias = Literal["asc", "desc", "smart"]
_REPLIES_SHOWN = 10


def get(
    post: CommentedLike,
    *,
    count: int = 100,
    offset: int = 0,
    sort: Sort = "asc",
    extended: bool = False,
) -> Call[Page[Comment]]:
    """Read one page of the comments below a post, each with its first ten replies.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` that stands below it, such as an event brings.
        count: How many comments, 1 to 100.
        offset: How many to skip.
        sort: `asc` oldest first, `desc` newest first, `smart` as VK thinks best.
        extended: Also give the users and communities that wrote.

    Raises:
        ParameterError: The post or a number is outside of what is allowed.
    """
    return _page(commented_ref(post), count=count, offset=offset, sort=sort, extended=extended)


def each(
    post: CommentedLike, *, since: datetime | None = None, until: datetime | None = None
) -> Walk[Comment]:
    """Walk over the comments below a post, newest first, each with its first ten replies.

    Replies lie in `comment.thread`; where there are more, `replies` walks over them. A deleted
    comment that has replies comes with `deleted` and without text.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` that stands below it, such as an event brings.
        since: Comments before this moment are left out and end the walk, their replies too,
            however young. An aware moment.
        until: Comments at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = newest(commented_ref(post), None)
    return Walk(first=first, key=_id, moment=_date, since=since, until=until)


def replies(
    post: CommentedLike,
    comment: int | Comment,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Walk[Comment]:
    """Walk over the replies to a comment, newest first.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` that stands below it, such as an event brings.
        comment: The comment that stands directly below the post, or its id.
        since: Replies before this moment are left out and end the walk. An aware moment.
        until: Replies at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = newest(commented_ref(post), number_of(comment, "comment"))
    return Walk(first=first, key=_id, moment=_date, since=since, until=until)


def newest(ref: PostRef, comment_id: int | None) -> Call[Page[Comment]]:
    """The newest comments below a post, or the newest replies to a comment."""
    return _page(ref, sort="desc", comment_id=comment_id)


def _page(
    ref: PostRef,
    *,
    count: int = 100,
    offset: int = 0,
    sort: Sort,
    extended: bool = False,
    comment_id: int | None = None,
) -> Call[Page[Comment]]:
    return vk.wall.get_comments(
        ref.owner_id,
        ref.id,
        count=count,
        offset=offset,
        sort=sort,
        extended=extended,
        preview_length=0,
        need_likes=True,
        comment_id=comment_id,
        thread_items_count=None if comment_id else _REPLIES_SHOWN,
    )


def _id(comment: Comment) -> int:
    return comment.id


def _date(comment: Comment) -> datetime | None:
    return comment.date


def by_id(post: CommentedLike, comment: int | Comment) -> Call[Comment]:
    """Read one comment.

    https://dev.vk.com/method/wall.getComment

    Args:
        post: The post that it stands below, or any post of the same wall.
        comment: The comment, or its id.

    Raises:
        NotFound: There is no such comment.
    """
    call = vk.wall.get_comment(commented_ref(post).owner_id, number_of(comment, "comment"))
    return then(call, _the_comment)


def _the_comment(page: Page[Comment], call: Call[Any]) -> Comment:
    return first_of(page, call, Text("The comment is deleted or hidden, or never existed."))
