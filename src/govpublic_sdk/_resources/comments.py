"""Comments below the posts of a public.

Comments below posts: written as the public, looked after, found again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk._core.decoders import first_of, map_result
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources._content import (
    Media,
    aware,
    in_order,
    mark,
    require_change,
    require_content,
    to_attachments,
)
from govpublic_sdk._resources._edits import Kept, keep_text
from govpublic_sdk._resources._reconcile import (
    DAY,
    Content,
    Lost,
    Search,
    Span,
    check_look_back,
    get_lost_call,
    number_in,
)
from govpublic_sdk._resources._references import CommentedLike, PostRef, number_of, parent_post_ref
from govpublic_sdk._resources._vk_text import Match, normalize_media, split_media, weakest
from govpublic_sdk._texts import Text

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import CreatedComment
    from govpublic_sdk.models.comments import Comment

__all__ = [
    "Comments",
    "by_id",
    "create",
    "delete",
    "each",
    "edit",
    "find",
    "get",
    "newest",
    "reconcile",
    "replies",
    "restore",
]

C_co = TypeVar("C_co", covariant=True)

Sort: TypeAlias = Literal["asc", "desc", "smart"]
_REPLIES_SHOWN = 10  # VK's maximum of replies within a list of comments


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
            `Comment` in its thread, such as an event brings.
        count: How many comments, 1 to 100.
        offset: How many to skip.
        sort: `asc` oldest first, `desc` newest first, `smart` as VK thinks best.
        extended: Also give the users and communities that wrote.

    Raises:
        ParameterError: The post or a number is outside of what is allowed.
    """
    return _page(parent_post_ref(post), count=count, offset=offset, sort=sort, extended=extended)


def each(
    post: CommentedLike, *, since: datetime | None = None, until: datetime | None = None
) -> Paginator[Comment]:
    """Walk over the comments below a post, newest first, each with its first ten replies.

    Replies lie in `comment.thread`; where there are more, `replies` walks over them. A deleted
    comment that has replies comes with `deleted` and without text.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` in its thread, such as an event brings.
        since: Comments before this moment are left out and end the walk, their replies too,
            however young. An aware moment.
        until: Comments at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = newest(parent_post_ref(post), None)
    return Paginator(first=first, key=_id, moment=_date, since=since, until=until)


def replies(
    post: CommentedLike,
    comment: int | Comment,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Paginator[Comment]:
    """Walk over the replies to a comment, newest first.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` in its thread, such as an event brings.
        comment: The comment directly below the post, or its id.
        since: Replies before this moment are left out and end the walk. An aware moment.
        until: Replies at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = newest(parent_post_ref(post), number_of(comment, "comment"))
    return Paginator(first=first, key=_id, moment=_date, since=since, until=until)


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
        post: The post of the comment, or any post of the same wall.
        comment: The comment, or its id.

    Raises:
        NotFound: The comment does not exist.
    """
    call = vk.wall.get_comment(parent_post_ref(post).owner_id, number_of(comment, "comment"))
    return map_result(call, _the_comment)


def _the_comment(page: Page[Comment], call: Call[Any]) -> Comment:
    return first_of(page, call, Text("The comment is deleted or hidden, or never existed."))


def create(
    post: CommentedLike,
    text: str = "",
    *,
    media: Media = (),
    reply_to: int | Comment | None = None,
    key: str | None = None,
) -> Call[CreatedComment]:
    """Comment on a post, or answer a comment, as the public.

    It is never sent twice: where the answer is lost, `OutcomeUnknown` is raised; look with
    `reconcile` before you repeat it, or with `find` after a crash.

    https://dev.vk.com/method/wall.createComment

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, a `Post`, or a
            `Comment` in its thread, such as an event brings.
        text: The text; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`, no
            links.
        reply_to: The comment that is answered, or its id.
        key: Your own mark of this comment. Without it the mark is made of post, text, media and
            the comment that is answered, so the same answer on purpose twice wants two keys.

    Raises:
        ParameterError: Nothing to say, something that cannot be attached, a post of a person.
        OutcomeUnknown: The answer was lost.
    """
    require_content(text, media)
    ref, hanging = parent_post_ref(post), to_attachments(media)
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
    post: CommentedLike,
    comment: int | Comment,
    text: str | None = None,
    *,
    media: Media | None = None,
    may_lose: Collection[str] = (),
) -> Runnable[bool]:
    """Change a comment of the public; what is not given stays.

    VK replaces text and attachments as a whole, so a comment that is given by its id is read first
    and the rest is sent along.

    https://dev.vk.com/method/wall.editComment

    Args:
        post: The post of the comment, or any post of the same wall.
        comment: The comment, or its id.
        text: The new text.
        media: The new attachments; an empty list removes all.
        may_lose: What may be lost, by the names in the error: `["sticker"]`.

    Raises:
        ParameterError: Nothing to change, nothing to say, or something that cannot be attached.
        NotFound: The comment does not exist.
        Conflict: Something cannot be sent along, so nothing was sent.
    """
    ref, number, kept = parent_post_ref(post), number_of(comment, "comment"), Kept(may_lose)
    if text is None or media is None:
        require_change(text, media)
        return _edit(ref, comment, text, media, kept)
    require_content(text, media)
    return vk.wall.edit_comment(ref.owner_id, number, text, attachments=to_attachments(media))


def _edit(
    ref: PostRef, comment: int | Comment, text: str | None, media: Media | None, kept: Kept
) -> Procedure[bool]:
    attachments = None if media is None else to_attachments(media) or []
    call = by_id(ref, comment)
    now = (yield from call) if isinstance(comment, int) or comment.text is None else comment
    if text is None:
        kept.lose_unfit(now, "text")
    if attachments is None:
        kept.lose_unfit(now, "attachments")
        attachments = kept.attachments(now.attachments)
    kept.check(call)
    message = keep_text(now.text) if text is None else text
    require_content(message, attachments)
    return (
        yield from vk.wall.edit_comment(
            ref.owner_id, now.id, message, attachments=attachments or None
        )
    )


def delete(post: CommentedLike, comment: int | Comment) -> Call[bool]:
    """Delete a comment; `restore` brings it back for a while.

    https://dev.vk.com/method/wall.deleteComment

    Args:
        post: The post of the comment, or any post of the same wall.
        comment: The comment, or its id.
    """
    return vk.wall.delete_comment(parent_post_ref(post).owner_id, number_of(comment, "comment"))


def restore(post: CommentedLike, comment: int | Comment) -> Call[bool]:
    """Bring a deleted comment back.

    https://dev.vk.com/method/wall.restoreComment

    Args:
        post: The post that it stood below, or any post of the same wall.
        comment: The comment, or its id.
    """
    return vk.wall.restore_comment(parent_post_ref(post).owner_id, number_of(comment, "comment"))


def find(
    post: CommentedLike,
    text: str = "",
    *,
    media: Media | None = None,
    reply_to: int | Comment | None = None,
    since: datetime | None = None,
    look_back: timedelta = DAY,
) -> Procedure[Comment | None]:
    """Look for a comment of the public by what was sent, such as after a crash.

    Texts are compared without what VK changes in them, attachments without their keys.

    https://dev.vk.com/method/wall.getComments

    Args:
        post: The post that it would stand below.
        text: What it would say.
        media: What would be attached to it; without it the text alone decides.
        reply_to: The comment that it would answer, or its id. With the id alone the token of a
            person is needed, since VK shows a single comment only to persons.
        since: When it was sent at the earliest, an aware moment, such as the `date` of the comment
            that it would answer.
        look_back: How long ago it may have been sent, by VK's clock; for searches without `since`.

    Returns:
        The comment, the newest where there are several. None only if it is certainly not there:
        then sending it is safe.

    Raises:
        ParameterError: Nothing to look for, a naive moment, a span that is not positive, a post of
            a person.
        OutcomeUnknown: It cannot be known: the comments cannot be read, such as with tokens of
            communities only, or a comment may be it in a form that VK changed.
    """
    wanted = create(post, text, media=media or (), reply_to=reply_to)
    begin, span = aware("since", since), check_look_back(look_back)
    return _find(wanted, begin, span, any_media=media is None, reply_to=reply_to)


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[CreatedComment | None]:
    """Find out what became of a comment whose answer was lost.

    https://dev.vk.com/method/wall.getComments

    Args:
        lost: The `OutcomeUnknown` that `create` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment. Without it a comment of the last
            hour by VK's clock is it; an equal one of the last day leaves the outcome unknown.

    Returns:
        Which comment it became. None only if it is certainly not there: then sending it again is
        safe.

    Raises:
        ParameterError: Something else than a comment was lost.
        OutcomeUnknown: It cannot be known; see `find`.
    """
    return _to_created(_find(get_lost_call(lost, "wall.createComment"), aware("since", since)))


def _to_created(found: Procedure[Comment | None]) -> Procedure[CreatedComment | None]:
    from govpublic_sdk.models.answers import CreatedComment

    comment = yield from found
    if comment is None:
        return None
    return CreatedComment(comment_id=comment.id, parents_stack=comment.parents_stack)


def _find(
    call: Call[Any],
    since: datetime | None,
    look_back: timedelta | None = None,
    *,
    any_media: bool = False,
    reply_to: int | Comment | None = None,
) -> Procedure[Comment | None]:
    search = Search(call)
    span = yield from search.span(since, look_back)
    ref = PostRef(owner_id=number_in(call, "owner_id"), id=number_in(call, "post_id"))
    answered = number_in(call, "reply_to_comment")
    media = None if any_media else normalize_media(split_media(call.get("attachments")))
    content = Content(text=call.get("message"), media=media, keeps_links=False)
    match = partial(_match, content, span, -number_in(call, "from_group"), answered)
    root = yield from search.ask(_root(ref, reply_to or answered))
    if not answered or root is not None:
        comment = yield from search.read(newest(ref, root), match, span.begin)
        if comment is not None:
            return comment
    search.conclude()
    return None


def _match(content: Content, span: Span, author: int, answered: int, comment: Comment) -> Match:
    """Compare a comment; others in the same thread may have got the same words."""
    is_ours = comment.from_id == author and not comment.deleted
    if not is_ours or (answered and comment.reply_to_comment not in (None, answered)):
        return "different"
    return weakest(span.match(comment.date), content.match(comment))


def _root(ref: PostRef, answered: int | Comment) -> Procedure[int | None]:
    """The comment directly below the post whose thread holds an answer.

    Only a token of a person may look it up, so a comment that names it is believed.
    """
    if not answered:
        return None
    comment = answered
    if isinstance(comment, int) or comment.parents_stack is None:
        comment = yield from by_id(ref, comment)
    return comment.parents_stack[0] if comment.parents_stack else comment.id


class Comments(Resource[C_co]):
    """Comments below posts; the public answers as itself."""

    get: Final = operation(get)
    each: Final = listing(each)
    replies: Final = listing(replies)
    by_id: Final = operation(by_id)
    create: Final = operation(create)
    find: Final = operation(find)
    reconcile: Final = operation(reconcile)
    edit: Final = operation(edit)
    delete: Final = operation(delete)
    restore: Final = operation(restore)
