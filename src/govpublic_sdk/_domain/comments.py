"""Comments below the posts of a public: reading, answering as the public, looking after them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._domain.reconciling import (
    Lost,
    attached_to,
    carries,
    earliest,
    lost_call,
    number_in,
    plain,
    seek,
)
from govpublic_sdk._domain.references import PostLike, PostRef, number_of, post_ref
from govpublic_sdk._domain.steps import then
from govpublic_sdk._domain.writing import Media, attached, aware, in_order, mark, needed
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Walk
from govpublic_sdk.errors import NotFound

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import CreatedComment
    from govpublic_sdk.models.comments import Comment

__all__ = [
    "by_id",
    "create",
    "delete",
    "each",
    "edit",
    "get",
    "reconcile",
    "replies",
    "restore",
]

Sort: TypeAlias = Literal["asc", "desc", "smart"]
_REPLIES_SHOWN = 10


def get(
    post: PostLike,
    *,
    count: int = 100,
    offset: int = 0,
    sort: Sort = "asc",
    extended: bool = False,
) -> Call[Page[Comment]]:
    """Read one page of the comments below a post, each with its first ten replies.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        count: How many comments, 1 to 100.
        offset: How many to skip.
        sort: `asc` oldest first, `desc` newest first, `smart` as VK thinks best.
        extended: Also give the users and communities that wrote.

    Raises:
        ParameterError: The post or a number is outside of what is allowed.
    """
    return _page(post_ref(post), count=count, offset=offset, sort=sort, extended=extended)


def each(
    post: PostLike, *, since: datetime | None = None, until: datetime | None = None
) -> Walk[Comment]:
    """Walk over the comments below a post, newest first, each with its first ten replies.

    Replies lie in `comment.thread`; where there are more, `replies` walks over them. A deleted
    comment that has replies comes with `deleted` and without text.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        since: Comments before this moment are left out and end the walk, their replies too,
            however young. An aware moment.
        until: Comments at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = get(post, sort="desc")
    return Walk(first=first, key=_id, moment=_date, since=since, until=until)


def replies(
    post: PostLike,
    comment: int | Comment,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Walk[Comment]:
    """Walk over the replies to a comment, newest first.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        comment: The comment that stands directly below the post, or its id.
        since: Replies before this moment are left out and end the walk. An aware moment.
        until: Replies at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = _page(post_ref(post), sort="desc", comment_id=number_of(comment, "comment"))
    return Walk(first=first, key=_id, moment=_date, since=since, until=until)


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


def by_id(post: PostLike, comment: int | Comment) -> Call[Comment]:
    """Read one comment.

    https://dev.vk.com/method/wall.getComment

    Args:
        post: The post that it stands below, or any post of the same wall.
        comment: The comment, or its id.

    Raises:
        NotFound: There is no such comment.
    """
    call = vk.wall.get_comment(post_ref(post).owner_id, number_of(comment, "comment"))
    return then(call, _the_comment)


def _the_comment(page: Page[Comment], call: Call[Any]) -> Comment:
    if not page.items:
        raise NotFound("The comment is deleted or hidden, or never was.", call=call)
    return page.items[0]


def create(
    post: PostLike,
    text: str = "",
    *,
    media: Media = (),
    reply_to: int | Comment | None = None,
    key: str | None = None,
) -> Call[CreatedComment]:
    """Comment on a post, or answer a comment, as the public.

    It is never sent twice: where the answer is lost, `OutcomeUnknown` is raised; look with
    `reconcile` before you repeat it.

    https://dev.vk.com/method/wall.createComment

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        text: The text; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`.
        reply_to: The comment that is answered, or its id.
        key: Your own mark of this comment. Without it the mark is made of post, text, media and
            the comment that is answered, so the same answer on purpose twice wants two keys.

    Raises:
        ParameterError: Nothing to say, something that cannot be attached, a post of a person.
        OutcomeUnknown: The answer was lost.
    """
    needed(text, media)
    ref, hanging = post_ref(post), attached(media)
    answered = None if reply_to is None else number_of(reply_to, "reply_to")
    return vk.wall.create_comment(
        ref.owner_id,
        ref.id,
        text or None,
        from_group=ref.public_id,
        reply_to_comment=answered,
        attachments=hanging,
        guid=mark(key, ref, text, *(hanging or ()), answered or 0),
    )


def edit(
    post: PostLike, comment: int | Comment, text: str = "", *, media: Media = ()
) -> Call[bool]:
    """Change a comment of the public; text and media are replaced as a whole.

    https://dev.vk.com/method/wall.editComment

    Args:
        post: The post that it stands below, or any post of the same wall.
        comment: The comment, or its id.
        text: The new text.
        media: What shall hang on it now.

    Raises:
        ParameterError: Nothing to say, or something that cannot be attached.
    """
    needed(text, media)
    owner_id, number = post_ref(post).owner_id, number_of(comment, "comment")
    return vk.wall.edit_comment(owner_id, number, text, attachments=attached(media))


def delete(post: PostLike, comment: int | Comment) -> Call[bool]:
    """Delete a comment; `restore` brings it back for a while.

    https://dev.vk.com/method/wall.deleteComment

    Args:
        post: The post that it stands below, or any post of the same wall.
        comment: The comment, or its id.
    """
    return vk.wall.delete_comment(post_ref(post).owner_id, number_of(comment, "comment"))


def restore(post: PostLike, comment: int | Comment) -> Call[bool]:
    """Bring a deleted comment back.

    https://dev.vk.com/method/wall.restoreComment

    Args:
        post: The post that it stood below, or any post of the same wall.
        comment: The comment, or its id.
    """
    return vk.wall.restore_comment(post_ref(post).owner_id, number_of(comment, "comment"))


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[CreatedComment | None]:
    """Find out what became of a comment whose answer was lost.

    https://dev.vk.com/method/wall.getComments

    Args:
        lost: The `OutcomeUnknown` that `create` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment; without it an hour ago by VK's
            clock.

    Returns:
        Which comment it became. None where it is not there: then sending it again is safe.

    Raises:
        ParameterError: Something else than a comment was lost.
    """
    return _find(lost_call(lost, "wall.createComment"), aware("since", since))


def _find(lost: Call[Any], since: datetime | None) -> Procedure[CreatedComment | None]:
    from govpublic_sdk.models.answers import CreatedComment

    begin = yield from earliest(since)
    ref = PostRef(owner_id=number_in(lost, "owner_id"), id=number_in(lost, "post_id"))
    root = yield from _root(ref, number_in(lost, "reply_to_comment"))
    newest = _page(ref, sort="desc", comment_id=root)
    found = yield from seek(newest, partial(_is_it, lost, begin), begin)
    if found is None:
        return None
    return CreatedComment(comment_id=found.id, parents_stack=found.parents_stack)


def _root(ref: PostRef, answered: int) -> Procedure[int | None]:
    """The comment directly below the post in whose thread an answer lies."""
    if not answered:
        return None
    comment = yield from by_id(ref, answered)
    return comment.parents_stack[0] if comment.parents_stack else comment.id


def _is_it(lost: Call[Any], begin: datetime, comment: Comment) -> bool:
    return (
        comment.date is not None
        and comment.date >= begin
        and comment.from_id == -number_in(lost, "from_group")
        and plain(comment.text) == plain(lost.get("message"))
        and carries(comment.attachments, attached_to(lost))
    )
