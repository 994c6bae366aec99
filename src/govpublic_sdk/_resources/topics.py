"""Discussions of a public: its topics and their messages.

What is said in the topics of a public: read, answered as the public, found again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk._core.decoders import first_of
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources._content import (
    Media,
    aware,
    in_order,
    mark,
    require_change,
    require_content,
    textual,
    to_attachments,
)
from govpublic_sdk._resources._edits import Kept, keep_text
from govpublic_sdk._resources._reconcile import (
    Content,
    Lost,
    Search,
    Span,
    get_lost_call,
    number_in,
)
from govpublic_sdk._resources._references import PublicLike, number_of, with_public_id
from govpublic_sdk._resources._vk_text import (
    Match,
    compare_texts,
    normalize_media,
    split_media,
    weakest,
)
from govpublic_sdk._texts import Text

if TYPE_CHECKING:
    from govpublic_sdk.models.topics import Topic, TopicComment

__all__ = [
    "Topics",
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

C_co = TypeVar("C_co", covariant=True)

Order: TypeAlias = Literal["updated", "created", "as_set"]
_ORDERS: dict[str, Literal[1, 2, 0]] = {"updated": 1, "created": 2, "as_set": 0}


def get(
    public: PublicLike, *, count: int = 100, offset: int = 0, order: Order = "updated"
) -> Runnable[Page[Topic]]:
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
    return with_public_id(
        public,
        lambda number: vk.board.get_topics(
            number, count=count, offset=offset, order=_ORDERS[order]
        ),
    )


def each(
    public: PublicLike, *, since: datetime | None = None, until: datetime | None = None
) -> Paginator[Topic]:
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
    return Paginator(
        first=get(public), key=_topic_id, moment=_last_update, since=since, until=until
    )


def _topic_id(topic: Topic) -> int:
    return topic.id


def _last_update(topic: Topic) -> datetime | None:
    return topic.updated or topic.created


def create(public: PublicLike, title: str, text: str = "", *, media: Media = ()) -> Runnable[int]:
    """Open a topic as the public; its number comes back.

    https://dev.vk.com/method/board.addTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        title: What it is about.
        text: What opens it; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`, no
            links.

    Raises:
        ParameterError: No title, nothing to say, something that cannot be attached.
        OutcomeUnknown: The answer was lost; see `reconcile`.
    """
    textual("title", title)
    require_content(text, media)
    hanging = to_attachments(media)
    return with_public_id(
        public,
        lambda number: vk.board.add_topic(
            number, title, text=text or None, from_group=True, attachments=hanging
        ),
    )


def edit(public: PublicLike, topic: int | Topic, *, title: str) -> Runnable[bool]:
    """Rename a topic.

    https://dev.vk.com/method/board.editTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        title: The new title.
    """
    topic_id, name = number_of(topic, "topic"), textual("title", title)
    return with_public_id(public, lambda number: vk.board.edit_topic(number, topic_id, name))


def delete(public: PublicLike, topic: int | Topic) -> Runnable[bool]:
    """Delete a topic with all that is said in it.

    https://dev.vk.com/method/board.deleteTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return with_public_id(public, lambda number: vk.board.delete_topic(number, topic_id))


def close(public: PublicLike, topic: int | Topic) -> Runnable[bool]:
    """Close a topic for new messages.

    https://dev.vk.com/method/board.closeTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return with_public_id(public, lambda number: vk.board.close_topic(number, topic_id))


def open(public: PublicLike, topic: int | Topic) -> Runnable[bool]:
    """Open a closed topic again.

    https://dev.vk.com/method/board.openTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return with_public_id(public, lambda number: vk.board.open_topic(number, topic_id))


def pin(public: PublicLike, topic: int | Topic) -> Runnable[bool]:
    """Pin a topic to the top.

    https://dev.vk.com/method/board.fixTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return with_public_id(public, lambda number: vk.board.fix_topic(number, topic_id))


def unpin(public: PublicLike, topic: int | Topic) -> Runnable[bool]:
    """Unpin a topic.

    https://dev.vk.com/method/board.unfixTopic

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
    """
    topic_id = number_of(topic, "topic")
    return with_public_id(public, lambda number: vk.board.unfix_topic(number, topic_id))


def comments(
    public: PublicLike,
    topic: int | Topic,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Paginator[TopicComment]:
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
    first = with_public_id(public, lambda number: _newest(number, topic_id))
    return Paginator(first=first, key=_comment_id, moment=_date, since=since, until=until)


def _newest(public_id: int, topic_id: int) -> Call[Page[TopicComment]]:
    return vk.board.get_comments(public_id, topic_id, count=100, sort="desc", need_likes=True)


def _comment_id(comment: TopicComment) -> int:
    return comment.id


def _date(comment: TopicComment) -> datetime | None:
    return comment.date


def answer(
    public: PublicLike,
    topic: int | Topic,
    text: str = "",
    *,
    media: Media = (),
    key: str | None = None,
) -> Runnable[int]:
    """Say something in a topic as the public; the number of the message comes back.

    https://dev.vk.com/method/board.createComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        text: The text; may be empty where there is `media`.
        media: Things that `client.media` or VK answered with, or texts such as `photo-1_2`, no
            links.
        key: Your own mark of this message. Without it the mark is made of topic, text and media,
            so the same answer on purpose twice wants two keys.

    Raises:
        ParameterError: Nothing to say, something that cannot be attached.
        OutcomeUnknown: The answer was lost; see `reconcile`.
    """
    require_content(text, media)
    topic_id, hanging = number_of(topic, "topic"), to_attachments(media)
    return with_public_id(
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


def edit_comment(
    public: PublicLike,
    topic: int | Topic,
    comment: int | TopicComment,
    text: str | None = None,
    *,
    media: Media | None = None,
    may_lose: Collection[str] = (),
) -> Runnable[bool]:
    """Change a message of a topic; what is not given stays.

    VK replaces text and attachments as a whole, so a message that is given by its id is read first
    and the rest is sent along.

    https://dev.vk.com/method/board.editComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
        text: The new text.
        media: The new attachments; an empty list removes all.
        may_lose: What may be lost, by the names in the error: `["sticker"]`.

    Raises:
        ParameterError: Nothing to change, nothing to say, or something that cannot be attached.
        NotFound: The message does not exist.
        Conflict: Something cannot be sent along, so nothing was sent.
    """
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    attachments = None if media is None else to_attachments(media) or []
    kept = Kept(may_lose)
    if text is None or attachments is None:
        require_change(text, attachments)
        return with_public_id(
            public,
            lambda number: _edit(number, topic_id, comment, text, attachments, kept),
        )
    require_content(text, attachments)
    return with_public_id(
        public,
        lambda number: vk.board.edit_comment(
            number, topic_id, comment_id, text, attachments=attachments or None
        ),
    )


def _edit(
    public_id: int,
    topic_id: int,
    comment: int | TopicComment,
    text: str | None,
    attachments: list[str] | None,
    kept: Kept,
) -> Procedure[bool]:
    number = number_of(comment, "comment")
    call = replace(
        vk.board.get_comments(public_id, topic_id, start_comment_id=number, count=1),
        for_managers=True,
    )
    now = None if isinstance(comment, int) or comment.text is None else comment
    if now is None:
        page = yield from call
        same = replace(page, items=tuple(one for one in page if one.id == number))
        now = first_of(same, call, Text("The message is deleted, or never existed."))
    if text is None:
        kept.lose_unfit(now, "text")
    if attachments is None:
        kept.lose_unfit(now, "attachments")
        attachments = kept.attachments(now.attachments)
    kept.check(call)
    message = keep_text(now.text) if text is None else text
    require_content(message, attachments)
    return (
        yield from vk.board.edit_comment(
            public_id, topic_id, number, message, attachments=attachments or None
        )
    )


def delete_comment(
    public: PublicLike, topic: int | Topic, comment: int | TopicComment
) -> Runnable[bool]:
    """Delete a message of a topic.

    https://dev.vk.com/method/board.deleteComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
    """
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    return with_public_id(
        public, lambda number: vk.board.delete_comment(number, topic_id, comment_id)
    )


def restore_comment(
    public: PublicLike, topic: int | Topic, comment: int | TopicComment
) -> Runnable[bool]:
    """Bring a deleted message of a topic back.

    https://dev.vk.com/method/board.restoreComment

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        topic: The topic, or its id.
        comment: The message, or its id.
    """
    topic_id, comment_id = number_of(topic, "topic"), number_of(comment, "comment")
    return with_public_id(
        public, lambda number: vk.board.restore_comment(number, topic_id, comment_id)
    )


def reconcile(lost: Lost, *, since: datetime | None = None) -> Procedure[int | None]:
    """Find out what became of a topic or a message whose answer was lost.

    https://dev.vk.com/method/board.getComments

    Args:
        lost: The `OutcomeUnknown` that `create` or `answer` raised, or its `call`.
        since: When it was sent at the earliest, an aware moment. Without it a match of the last
            hour by VK's clock is it; one of the last day leaves the outcome unknown.

    Returns:
        The number that it got. None only if it is certainly not there: then sending it again is
        safe.

    Raises:
        ParameterError: Something else was lost.
        OutcomeUnknown: It cannot be known: topics cannot be read, such as with tokens of
            communities only, or one may be it in a form that VK changed.
    """
    call = get_lost_call(lost, "board.addTopic", "board.createComment")
    find = _find_topic if call.method == "board.addTopic" else _find_comment
    return find(call, aware("since", since))


def _find_topic(lost: Call[Any], since: datetime | None) -> Procedure[int | None]:
    search = Search(lost)
    span = yield from search.span(since)
    newest = vk.board.get_topics(number_in(lost, "group_id"), count=100, order=2)
    match = partial(_match_topic, lost.get("title"), span)
    topic = yield from search.read(newest, match, span.begin, moment=_creation)
    if topic is None:
        search.conclude()
    return topic.id if topic else None


def _match_topic(title: str | None, span: Span, topic: Topic) -> Match:
    return weakest(span.match(topic.created), compare_texts(title, topic.title))


def _creation(topic: Topic) -> datetime | None:
    return topic.created


def _find_comment(lost: Call[Any], since: datetime | None) -> Procedure[int | None]:
    search, public_id = Search(lost), number_in(lost, "group_id")
    span = yield from search.span(since)
    media = normalize_media(split_media(lost.get("attachments")))
    content = Content(text=lost.get("message"), media=media, keeps_links=False)
    newest = _newest(public_id, number_in(lost, "topic_id"))
    comment = yield from search.read(newest, partial(_match, content, span, -public_id), span.begin)
    if comment is None:
        search.conclude()
    return comment.id if comment else None


def _match(content: Content, span: Span, author: int, comment: TopicComment) -> Match:
    if comment.from_id != author:
        return "different"
    return weakest(span.match(comment.date), content.match(comment))


class Topics(Resource[C_co]):
    """Discussions: topics and what is said in them; the public answers as itself."""

    get: Final = operation(get)
    each: Final = listing(each)
    comments: Final = listing(comments)
    create: Final = operation(create)
    answer: Final = operation(answer)
    reconcile: Final = operation(reconcile)
    edit: Final = operation(edit)
    delete: Final = operation(delete)
    close: Final = operation(close)
    open: Final = operation(open)
    pin: Final = operation(pin)
    unpin: Final = operation(unpin)
    edit_comment: Final = operation(edit_comment)
    delete_comment: Final = operation(delete_comment)
    restore_comment: Final = operation(restore_comment)
