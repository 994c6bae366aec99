"""Conversations of a public: listed, marked, and who may be written to.

What was said in them is read in `messages`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.messages import the_only
from govpublic_sdk._domain.recipients import (
    MessageLike,
    PeerLike,
    message_of,
    peer_of,
    spoken_by,
)
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.steps import then
from govpublic_sdk._domain.writing import in_order
from govpublic_sdk._walk import Walk

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import Conversation, ConversationWithMessage
    from govpublic_sdk.models.message_answers import MessagesAllowed
    from govpublic_sdk.models.users import User

__all__ = [
    "conversation",
    "conversations",
    "is_allowed",
    "mark_answered",
    "mark_important",
    "mark_read",
    "typing",
]

Filter: TypeAlias = Literal["all", "archive", "important", "unanswered", "unread"]


def conversations(
    public: PublicLike | None = None,
    *,
    filter: Filter = "all",
    since: datetime | None = None,
) -> Walk[ConversationWithMessage]:
    """Walk over the conversations of a public, the latest first, each with its last message.

    https://dev.vk.com/method/messages.getConversations

    Args:
        public: Whose inbox: a positive id, a screen name, an address, or a `Public`; not needed
            where the client has the token of one public only.
        filter: All of them, or only those in the archive, marked as important, not answered, or
            not read.
        since: Only where something was said since this moment, an aware one.

    Raises:
        ParameterError: The public is refused, or the moment is naive.
    """
    in_order(since, None)
    first = spoken_by(
        public,
        lambda number: vk.messages.get_conversations(
            count=200, filter=filter, extended=True, group_id=number
        ),
    )
    return Walk(first=first, key=_whose, moment=_last_said, since=since)


def _whose(one: ConversationWithMessage) -> int | None:
    if one.conversation is not None:
        return one.conversation.peer.id
    return one.last_message.peer_id if one.last_message is not None else None


def _last_said(one: ConversationWithMessage) -> datetime | None:
    return one.last_message.date if one.last_message is not None else None


def conversation(peer: PeerLike, *, public: PublicLike | None = None) -> Question[Conversation]:
    """Read one conversation: what is unread, whether it is answered, whether one may write.

    https://dev.vk.com/method/messages.getConversationsById

    Args:
        peer: A person or a chat by id, a `User`, or a `Message` of the conversation.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation or the public is refused.
        NotFound: There is no such conversation.
    """
    target = peer_of(peer)
    return spoken_by(
        public,
        lambda number: then(
            vk.messages.get_conversations_by_id([target], group_id=number), the_only
        ),
    )


def mark_answered(
    peer: PeerLike, *, answered: bool = True, public: PublicLike | None = None
) -> Question[bool]:
    """Mark a conversation as answered.

    https://dev.vk.com/method/messages.markAsAnsweredConversation

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        answered: False takes the mark away.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation or the public is refused.
    """
    target = peer_of(peer)
    mark = vk.messages.mark_as_answered_conversation
    return spoken_by(public, lambda number: mark(target, answered=answered, group_id=number))


def mark_important(
    peer: PeerLike, *, important: bool = True, public: PublicLike | None = None
) -> Question[bool]:
    """Mark a conversation as important.

    https://dev.vk.com/method/messages.markAsImportantConversation

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        important: False takes the mark away.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation or the public is refused.
    """
    target = peer_of(peer)
    mark = vk.messages.mark_as_important_conversation
    return spoken_by(public, lambda number: mark(target, important=important, group_id=number))


def mark_read(
    peer: PeerLike, *, up_to: MessageLike | None = None, public: PublicLike | None = None
) -> Question[bool]:
    """Mark a conversation as read, as a whole or up to a message.

    https://dev.vk.com/method/messages.markAsRead

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        up_to: The last message that was read.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation, the message or the public is refused.
    """
    target = peer_of(peer)
    ref = None if up_to is None else message_of(up_to, "up_to")
    inside = ref.conversation_message_id if ref else None
    return spoken_by(
        public,
        lambda number: vk.messages.mark_as_read(
            peer_id=target,
            up_to_cmid=inside,
            start_message_id=None if inside or ref is None else ref.message_id,
            mark_conversation_as_read=True if ref is None else None,
            group_id=number,
        ),
    )


def typing(peer: PeerLike, *, public: PublicLike | None = None) -> Question[bool]:
    """Show for some seconds that the public is writing.

    https://dev.vk.com/method/messages.setActivity

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        public: Who is writing; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation or the public is refused.
    """
    target = peer_of(peer)
    show = vk.messages.set_activity
    return spoken_by(public, lambda number: show(type="typing", peer_id=target, group_id=number))


def is_allowed(person: int | User, *, public: PublicLike) -> Question[bool]:
    """Ask whether a person lets a public write.

    https://dev.vk.com/method/messages.isMessagesFromGroupAllowed

    Args:
        person: The person, or the id.
        public: A positive id, a screen name, an address, or a `Public`.

    Raises:
        ParameterError: The person or the public is refused.
    """
    user = number_of(person, "person")
    ask = vk.messages.is_messages_from_group_allowed
    return by_id(public, lambda number: then(ask(number, user), _allowed))


def _allowed(answer: MessagesAllowed, call: Call[Any]) -> bool:
    return bool(answer.is_allowed)
