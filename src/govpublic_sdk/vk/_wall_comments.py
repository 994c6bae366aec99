"""Comments below posts.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.answers import CreatedComment
from govpublic_sdk.models.comments import Comment
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "close_comments",
    "create_comment",
    "delete_comment",
    "edit_comment",
    "get_comment",
    "get_comments",
    "open_comments",
    "restore_comment",
]


@check_arguments
def close_comments(owner_id: int, post_id: int) -> Call[bool]:
    """Close the comments of a post.

    https://dev.vk.com/method/wall.closeComments

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.closeComments",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def create_comment(
    owner_id: int,
    post_id: int,
    message: str | None = None,
    *,
    from_group: int | None = None,
    reply_to_comment: int | None = None,
    attachments: Sequence[str] | None = None,
    sticker_id: int | None = None,
    guid: str | None = None,
) -> Call[CreatedComment]:
    """Write a comment.

    https://dev.vk.com/method/wall.createComment

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.
        message: The text.
        from_group: The community to write as, a positive id.
        reply_to_comment: The comment that is answered.
        attachments: What to attach, each as `photo-1_2`.
        sticker_id: A sticker.
        guid: A mark by which VK may recognise a repetition.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.createComment",
        As(CreatedComment),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
        message=message,
        from_group=within("from_group", from_group, 0),
        reply_to_comment=reply_to_comment,
        attachments=check_list("attachments", attachments),
        sticker_id=sticker_id,
        guid=guid,
    )


@check_arguments
def delete_comment(owner_id: int, comment_id: int, *, post_id: int | None = None) -> Call[bool]:
    """Delete a comment.

    https://dev.vk.com/method/wall.deleteComment

    Args:
        owner_id: Whose wall or thing: negative for a community.
        comment_id: The comment.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.deleteComment",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        comment_id=positive("comment_id", comment_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def edit_comment(
    owner_id: int,
    comment_id: int,
    message: str,
    *,
    post_id: int | None = None,
    attachments: Sequence[str] | None = None,
) -> Call[bool]:
    """Change a comment.

    https://dev.vk.com/method/wall.editComment

    Args:
        owner_id: Whose wall or thing: negative for a community.
        comment_id: The comment.
        message: The text.
        post_id: The post on that wall.
        attachments: What to attach, each as `photo-1_2`.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.editComment",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        comment_id=positive("comment_id", comment_id),
        message=message,
        post_id=positive("post_id", post_id),
        attachments=check_list("attachments", attachments),
    )


@check_arguments
def get_comment(
    owner_id: int, comment_id: int, *, extended: bool = False, fields: Sequence[str] | None = None
) -> Call[Page[Comment]]:
    """Read one comment.

    https://dev.vk.com/method/wall.getComment

    Args:
        owner_id: Whose wall or thing: negative for a community.
        comment_id: The comment.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.getComment",
        PageOf(Comment),
        owner_id=nonzero("owner_id", owner_id),
        comment_id=positive("comment_id", comment_id),
        extended=extended or None,
        fields=check_list("fields", fields),
    )


@check_arguments
def get_comments(
    owner_id: int,
    post_id: int,
    *,
    need_likes: bool | None = None,
    start_comment_id: int | None = None,
    offset: int | None = None,
    count: int = 10,
    sort: Literal["asc", "desc", "smart"] | None = None,
    preview_length: int | None = None,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    comment_id: int | None = None,
    thread_items_count: int | None = None,
) -> Call[Page[Comment]]:
    """Read the comments of a post.

    https://dev.vk.com/method/wall.getComments

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.
        need_likes: Also give likes.
        start_comment_id: The comment to start at.
        offset: How many to skip.
        count: How many at most. Up to 100.
        sort: In which order.
        preview_length: Cut texts to this many characters, 0 for whole texts.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.
        comment_id: The comment.
        thread_items_count: How many answers of each thread. 0 to 10.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.getComments",
        PageOf(Comment),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
        need_likes=need_likes,
        start_comment_id=start_comment_id,
        offset=offset,
        count=within("count", count, 1, 100),
        sort=sort,
        preview_length=within("preview_length", preview_length, 0),
        extended=extended or None,
        fields=check_list("fields", fields),
        comment_id=positive("comment_id", comment_id),
        thread_items_count=within("thread_items_count", thread_items_count, 0, 10),
    )


@check_arguments
def open_comments(owner_id: int, post_id: int) -> Call[bool]:
    """Open the comments of a post.

    https://dev.vk.com/method/wall.openComments

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.openComments",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def restore_comment(owner_id: int, comment_id: int) -> Call[bool]:
    """Restore a deleted comment.

    https://dev.vk.com/method/wall.restoreComment

    Args:
        owner_id: Whose wall or thing: negative for a community.
        comment_id: The comment.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.restoreComment",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        comment_id=positive("comment_id", comment_id),
    )
