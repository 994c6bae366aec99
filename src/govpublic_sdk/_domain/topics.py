"""Discussions of a public: topics, what is said in them, answering as the public."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._domain.lookup import Question, by_id
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
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.writing import (
    Media,
    attached,
    aware,
    in_order,
    mark,
    needed,
    textual,
)
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Walk

if TYPE_CHECKING:
    from govpublic_sdk.models.topics import Topic, TopicComment

__all__ = [
    "answer",
    "close",
    "comments",
    "create",
    "delete",
    "delete_comment",
    "each",
    "edit",
    "edit_comment",
    "get",
    "open",
    "pin",
    "reconcile",
    "restore_comment",
    "unpin",
]

Order: TypeAlias = Literal["updated", "created", "as_set"]
_ORDERS: dict[str, Literal[1, 2, 0]] = {"updated": 1, "created": 2, "as_set": 0}


def get(
    public: PublicLike, *, count: int = 100, offset: int = 0, order: Order = "updated"
) -> Question[Page[Topic]]:
    """Read one page of topics. A community token may not; a user or service token may.

    https://dev.vk.com/method/board.getTopics

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        count: How many topics, 1 to 100.
        offset: How many to skip.
        order: `updated` or `created`, newest first, or `as_set` by the managers.

    Raises:
        ParameterError: The public or a number is outside of what is allowed.
    """
    return by_id(
        public,
        lambda number: vk.board.get_topics(
            number, count=count, offset=offset, order=_ORDERS[order]
        ),
    )


def each(
    public: PublicLike, *, since: datetime | None = None, until: datetime | None = None
) -> Walk[Topic]:
    """Walk over the topics of a public; those where something was said last come first.

    Topics that are pinned may stand out of order.

    https://dev.vk.com/method/board.getTopics

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        since: Topics where nothing was said after this moment are left out and end the walk. An
            aware moment.
        until: Topics where something was said at or after this moment are left out. An aware
            moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    return Walk(first=get(public), key=_topic_id, moment=_updated, since=since, until=until)


def _topic_id(topic: Topic) -> int:
    return topic.id


def _updated(topic: Topic) -> datetime | None:
    return topic.updated or topic.created


def comments(
    public: PublicLike,
    topic: int | Topic,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Walk[TopicComment]:
    """Walk over what is said in a topic, newest first; the last one opened the topic.

    https://dev.vk.com/method/board.getComments

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        since: What was said before this moment is left out and ends the walk. An aware moment.
        until: What was said at or after this moment is left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    topic_id = number_of(topic, "topic")
    first = by_id(public, lambda number: _newest(number, topic_id))
    return Walk(first=first, key=_comment_id, moment=_date, since=since, until=until)


def _newest(public_id: int, topic_id: int) -> Call[Page[TopicComment]]:
    return vk.board.get_comments(public_id, topic_id, count=100, sort="desc", need_likes=True)


def _comment_id(comment: TopicComment) -> int:
    return comment.id


def _date(comment: TopicComment) -> datetime | None:
    return comment.date


def create(public: PublicLike, title: str, text: str = "", *, media: Media = ()) -> Question[int]:
    """Open a topic as the public; its number comes back.

    https://dev.vk.com/method/board.addTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        title: What it is about.
        text: What opens it; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`.

    Raises:
        ParameterError: No title, nothing to say, something that cannot be attached.
        OutcomeUnknown: The answer was lost; see `reconcile`.
    """
    textual("title", title)
    needed(text, media)
    hanging = attached(media)
    return by_id(
        public,
        lambda number: vk.board.add_topic(
            number, title, text=text or None, from_group=True, attachments=hanging
        ),
    )


def answer(
    public: PublicLike,
    topic: int | Topic,
    text: str = "",
    *,
    media: Media = (),
    key: str | None = None,
) -> Question[int]:
    """Say something in a topic as the public; the number of the message comes back.

    https://dev.vk.com/method/board.createComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        text: The text; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`.
        key: Your own mark of this message. Without it the mark is made of topic, text and media,
            so the same answer on purpose twice wants two keys.

    Raises:
        ParameterError: Nothing to say, something that cannot be attached.
        OutcomeUnknown: The answer was lost; see `reconcile`.
    """
    needed(text, media)
    topic_id, hanging = number_of(topic, "topic"), attached(media)
    return by_id(
        public,
        lambda number: vk.board.create_comment(
            number,
            topic_id,
            text or None,
            attachments=hanging,
            from_group=True,
            guid=mark(key, number, topic_id, text, *(hanging or ())),
        ),
    )


def edit(public: PublicLike, topic: int | Topic, *, title: str) -> Question[bool]:
    """Rename a topic.

    https://dev.vk.com/method/board.editTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        title: The new title.
    """
    topic_id, name = number_of(topic, "topic"), textual("title", title)
    return by_id(public, lambda number: vk.board.edit_topic(number, topic_id, name))


def delete(public: PublicLike, topic: int | Topic) -> Question[bool]:
    """Delete a topic with all that is said in it.

    https://dev.vk.com/method/board.deleteTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return by_id(public, lambda number: vk.board.delete_topic(number, topic_id))


def close(public: PublicLike, topic: int | Topic) -> Question[bool]:
    """Close a topic: nobody may write in it.

    https://dev.vk.com/method/board.closeTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return by_id(public, lambda number: vk.board.close_topic(number, topic_id))


def open(public: PublicLike, topic: int | Topic) -> Question[bool]:
    """Open a closed topic again.

    https://dev.vk.com/method/board.openTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return by_id(public, lambda number: vk.board.open_topic(number, topic_id))


def pin(public: PublicLike, topic: int | Topic) -> Question[bool]:
    """Pin a topic to the top.

    https://dev.vk.com/method/board.fixTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return by_id(public, lambda number: vk.board.fix_topic(number, topic_id))


def unpin(public: PublicLike, topic: int | Topic) -> Question[bool]:
    """Unpin a topic.

    https://dev.vk.com/method/board.unfixTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return by_id(public, lambda number: vk.board.unfix_topic(number, topic_id))


def edit_comment(
    public: PublicLike,
    topic: int | Topic,
    comment: int | TopicComment,
    text: str = "",
    *,
    media: Media = (),
) -> Question[bool]:
    """Change a message of a topic; text and media are replaced as a whole.

    https://dev.vk.com/method/board.editComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
        text: The new text.
        media: What shall hang on it now.

    Raises:
        ParameterError: Nothing to say, or something that cannot be attached.
    """
    needed(text, media)
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    hanging = attached(media)
    return by_id(
        public,
        lambda number: vk.board.edit_comment(
            number, topic_id, comment_id, text, attachments=hanging
        ),
    )


def delete_comment(
    public: PublicLike, topic: int | Topic, comment: int | TopicComment
) -> Question[bool]:
    """Delete a message of a topic.

    https://dev.vk.com/method/board.deleteComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
    """
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    return by_id(public, lambda number: vk.board.delete_comment(number, topic_id, comment_id))


def restore_comment(
    public: PublicLike, topic: int | Topic, comment: int | TopicComment
) -> Question[bool]:
    """Bring a deleted message of a topic back.

    https://dev.vk.com/method/board.restoreComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
    """
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    return by_id(public, lambda number: vk.board.restore_comment(number, topic_id, comment_id))


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[int | None]:
    """Find out what became of a topic or a message whose answer was lost.

    https://dev.vk.com/method/board.getComments

    Args:
        lost: The `OutcomeUnknown` that `create` or `answer` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment; without it an hour ago by VK's
            clock.

    Returns:
        The number that it got. None where it is not there: then sending it again is safe.

    Raises:
        ParameterError: Something else was lost.
    """
    call = lost_call(lost, "board.addTopic", "board.createComment")
    find = _find_topic if call.method == "board.addTopic" else _find_comment
    return find(call, aware("since", since))


def _find_topic(lost: Call[Any], since: datetime | None) -> Procedure[int | None]:
    begin = yield from earliest(since)
    page = yield from vk.board.get_topics(number_in(lost, "group_id"), count=100, order=2)
    title = plain(lost.get("title"))
    young = [topic for topic in page if topic.created and topic.created >= begin]
    return next((topic.id for topic in young if plain(topic.title) == title), None)


def _find_comment(lost: Call[Any], since: datetime | None) -> Procedure[int | None]:
    begin = yield from earliest(since)
    newest = _newest(number_in(lost, "group_id"), number_in(lost, "topic_id"))
    found = yield from seek(newest, partial(_is_it, lost, begin), begin)
    return found.id if found else None


def _is_it(lost: Call[Any], begin: datetime, comment: TopicComment) -> bool:
    return (
        comment.date is not None
        and comment.date >= begin
        and comment.from_id == -number_in(lost, "group_id")
        and plain(comment.text) == plain(lost.get("message"))
        and carries(comment.attachments, attached_to(lost))
    )
