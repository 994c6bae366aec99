"""Discussions: topics and their messages.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.topics import Topic, TopicComment
from govpublic_sdk.vk._params import ask, check_list, positive, within

__all__ = [
    "add_topic",
    "close_topic",
    "create_comment",
    "delete_comment",
    "delete_topic",
    "edit_comment",
    "edit_topic",
    "fix_topic",
    "get_comments",
    "get_topics",
    "open_topic",
    "restore_comment",
    "unfix_topic",
]


@check_arguments
def add_topic(
    group_id: int,
    title: str,
    *,
    text: str | None = None,
    from_group: bool | None = None,
    attachments: Sequence[str] | None = None,
) -> Call[int]:
    """Open a topic; its number comes back.

    https://dev.vk.com/method/board.addTopic

    Args:
        group_id: The community, a positive id.
        title: The title.
        text: The text.
        from_group: Write as the community.
        attachments: What to attach, each as `photo-1_2`.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.addTopic",
        As(int),
        group_id=positive("group_id", group_id),
        title=title,
        text=text,
        from_group=from_group,
        attachments=check_list("attachments", attachments),
    )


@check_arguments
def close_topic(group_id: int, topic_id: int) -> Call[bool]:
    """Close a topic to new comments.

    https://dev.vk.com/method/board.closeTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.closeTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
    )


@check_arguments
def create_comment(
    group_id: int,
    topic_id: int,
    message: str | None = None,
    *,
    attachments: Sequence[str] | None = None,
    from_group: bool | None = None,
    sticker_id: int | None = None,
    guid: str | None = None,
) -> Call[int]:
    """Write in a topic; the message's number comes back.

    https://dev.vk.com/method/board.createComment

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        message: The text.
        attachments: What to attach, each as `photo-1_2`.
        from_group: Write as the community.
        sticker_id: A sticker.
        guid: A mark by which VK may recognise a repetition.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.createComment",
        As(int),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        message=message,
        attachments=check_list("attachments", attachments),
        from_group=from_group,
        sticker_id=sticker_id,
        guid=guid,
    )


@check_arguments
def delete_comment(group_id: int, topic_id: int, comment_id: int) -> Call[bool]:
    """Delete a message of a topic.

    https://dev.vk.com/method/board.deleteComment

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        comment_id: The comment.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.deleteComment",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        comment_id=positive("comment_id", comment_id),
    )


@check_arguments
def delete_topic(group_id: int, topic_id: int) -> Call[bool]:
    """Delete a topic.

    https://dev.vk.com/method/board.deleteTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.deleteTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
    )


@check_arguments
def edit_comment(
    group_id: int,
    topic_id: int,
    comment_id: int,
    message: str,
    *,
    attachments: Sequence[str] | None = None,
) -> Call[bool]:
    """Change a message of a topic.

    https://dev.vk.com/method/board.editComment

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        comment_id: The comment.
        message: The text.
        attachments: What to attach, each as `photo-1_2`.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.editComment",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        comment_id=positive("comment_id", comment_id),
        message=message,
        attachments=check_list("attachments", attachments),
    )


@check_arguments
def edit_topic(group_id: int, topic_id: int, title: str) -> Call[bool]:
    """Rename a topic.

    https://dev.vk.com/method/board.editTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        title: The title.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.editTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        title=title,
    )


@check_arguments
def fix_topic(group_id: int, topic_id: int) -> Call[bool]:
    """Pin a topic to the top.

    https://dev.vk.com/method/board.fixTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.fixTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
    )


@check_arguments
def get_comments(
    group_id: int,
    topic_id: int,
    *,
    need_likes: bool | None = None,
    start_comment_id: int | None = None,
    offset: int | None = None,
    count: int = 20,
    extended: bool = False,
    sort: Literal["asc", "desc"] | None = None,
) -> Call[Page[TopicComment]]:
    """Read the messages of a topic; the first one opens it.

    https://dev.vk.com/method/board.getComments

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        need_likes: Also give likes.
        start_comment_id: The comment to start at.
        offset: How many to skip.
        count: How many at most. Up to 100.
        extended: Also give the users and communities that are mentioned.
        sort: In which order.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.getComments",
        PageOf(TopicComment),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        need_likes=need_likes,
        start_comment_id=start_comment_id,
        offset=offset,
        count=within("count", count, 1, 100),
        extended=extended or None,
        sort=sort,
    )


@check_arguments
def get_topics(
    group_id: int,
    *,
    topic_ids: Sequence[int] | None = None,
    order: Literal[1, 2, -1, -2, 0] | None = None,
    offset: int = 0,
    count: int = 40,
    extended: bool = False,
    preview: Literal[1, 2, 0] | None = None,
    preview_length: int | None = None,
) -> Call[Page[Topic]]:
    """Read the topics of a community.

    https://dev.vk.com/method/board.getTopics

    Args:
        group_id: The community, a positive id.
        topic_ids: Only these topics.
        order: In which order, negative for descending.
        offset: How many to skip.
        count: How many at most. Up to 100.
        extended: Also give the users and communities that are mentioned.
        preview: Also give first (1) or last (2) messages.
        preview_length: Cut texts to this many characters, 0 for whole texts.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.getTopics",
        PageOf(Topic),
        group_id=positive("group_id", group_id),
        topic_ids=check_list("topic_ids", topic_ids),
        order=order,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 100),
        extended=extended or None,
        preview=preview,
        preview_length=within("preview_length", preview_length, 0),
    )


@check_arguments
def open_topic(group_id: int, topic_id: int) -> Call[bool]:
    """Open a closed topic again.

    https://dev.vk.com/method/board.openTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.openTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
    )


@check_arguments
def restore_comment(group_id: int, topic_id: int, comment_id: int) -> Call[bool]:
    """Restore a deleted message of a topic.

    https://dev.vk.com/method/board.restoreComment

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.
        comment_id: The comment.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.restoreComment",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
        comment_id=positive("comment_id", comment_id),
    )


@check_arguments
def unfix_topic(group_id: int, topic_id: int) -> Call[bool]:
    """Unpin a topic.

    https://dev.vk.com/method/board.unfixTopic

    Args:
        group_id: The community, a positive id.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "board.unfixTopic",
        As(bool),
        group_id=positive("group_id", group_id),
        topic_id=positive("topic_id", topic_id),
    )
