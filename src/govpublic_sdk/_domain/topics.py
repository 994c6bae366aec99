"""Discussions of a public: its topics. What is said in them is elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.writing import (
    Media,
    attached,
    in_order,
    needed,
    textual,
)
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Walk

if TYPE_CHECKING:
    from govpublic_sdk.models.topics import Topic

__all__ = ["close", "create", "delete", "each", "edit", "get", "open", "pin", "unpin"]

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


def create(public: PublicLike, title: str, text: str = "", *, media: Media = ()) -> Question[int]:
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
    needed(text, media)
    hanging = attached(media)
    return by_id(
        public,
        lambda number: vk.board.add_topic(
            number, title, text=text or None, from_group=True, attachments=hanging
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
