"""Messages and conversations of a public: read, search, mark, delete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Page, Runnable
from govpublic_sdk._core.decoders import first_of, map_result
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._core.vk_errors import error_from_code
from govpublic_sdk._resources import keyboards, messages_bulk, messages_send
from govpublic_sdk._resources._content import in_order, textual
from govpublic_sdk._resources._references import PublicLike, number_of, with_public_id
from govpublic_sdk._resources.messages_send import (
    MessageLike,
    PeerLike,
    as_public,
    message_of,
    peer_of,
)
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import OutcomeUnknown, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import Conversation, ConversationWithMessage
    from govpublic_sdk.models.message_answers import DeletedMessage, MessagesAllowed
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = [
    "Messages",
    "by_id",
    "conversation",
    "conversations",
    "delete",
    "get",
    "get_many",
    "history",
    "is_allowed",
    "mark_answered",
    "mark_important",
    "mark_read",
    "restore",
    "search",
    "the_only",
    "typing",
]

C_co = TypeVar("C_co", covariant=True)

T = TypeVar("T")


def the_only(page: Page[T], call: Call[Any]) -> T:
    """The one thing that was asked for.

    Raises:
        NotFound: VK answered with nothing.
    """
    return first_of(page, call, Text("There is no object with this id."))


def get(
    peer: PeerLike,
    *,
    public: PublicLike | None = None,
    count: int = 100,
    offset: int = 0,
) -> Runnable[Page[Message]]:
    """Read a page of a conversation, the newest message first, with those who wrote.

    https://dev.vk.com/method/messages.getHistory

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        public: Whose inbox; not needed where the client has the token of one public only.
        count: How many, up to 200.
        offset: How many to skip.

    Raises:
        ParameterError: The conversation, the public or a number is refused.
    """
    target = peer_of(peer)
    return as_public(
        public,
        lambda number: vk.messages.get_history(
            peer_id=target, count=count, offset=offset, extended=True, group_id=number
        ),
    )


def history(
    peer: PeerLike,
    *,
    public: PublicLike | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Paginator[Message]:
    """Walk over the messages of a conversation, the newest first.

    https://dev.vk.com/method/messages.getHistory

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        public: Whose inbox; not needed where the client has the token of one public only.
        since: Only messages of this moment and after, an aware one.
        until: Only messages before this moment, an aware one.

    Raises:
        ParameterError: The conversation or the public is refused, a moment is naive, or `until`
            is not after `since`.
    """
    in_order(since, until)
    first = get(peer, public=public, count=200)
    return Paginator(first=first, key=_number, moment=_date_of, since=since, until=until)


def _number(message: Message) -> tuple[int | None, int | None]:
    inside = message.conversation_message_id
    return (message.peer_id, inside) if inside else (None, message.id)


def _date_of(message: Message) -> datetime | None:
    return message.date


def search(
    words: str,
    *,
    peer: PeerLike | None = None,
    public: PublicLike | None = None,
    before: date | None = None,
) -> Paginator[Message]:
    """Walk over messages in which words occur, the newest first.

    https://dev.vk.com/method/messages.search

    Args:
        words: The words.
        peer: Only in this conversation.
        public: Whose inbox; not needed where the client has the token of one public only.
        before: Only messages before this day.

    Raises:
        ParameterError: Empty words, or a conversation or public that is refused.
    """
    where = None if peer is None else peer_of(peer)
    day = None if before is None else int(before.strftime("%d%m%Y"))
    asked = textual("words", words)
    first = as_public(
        public,
        lambda number: vk.messages.search(
            asked, peer_id=where, date=day, count=100, extended=True, group_id=number
        ),
    )
    return Paginator(first=first, key=_number)


def by_id(
    message: int, *, peer: PeerLike | None = None, public: PublicLike | None = None
) -> Runnable[Message]:
    """Read one message.

    https://dev.vk.com/method/messages.getById

    Args:
        message: Its number; with `peer` its number in that conversation.
        peer: The conversation.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The number, the conversation or the public is refused.
        NotFound: It is deleted, or never was.
    """
    number_of(message, "message")
    return as_public(public, lambda number: map_result(_by_ids([message], peer, number), the_only))


def get_many(
    messages: Sequence[int], *, peer: PeerLike | None = None, public: PublicLike | None = None
) -> Runnable[Page[Message]]:
    """Read up to 100 messages; those that are gone are left out.

    https://dev.vk.com/method/messages.getById

    Args:
        messages: Their numbers; with `peer` their numbers in that conversation.
        peer: The conversation.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The numbers, the conversation or the public are refused.
    """
    if not 1 <= len(messages) <= 100:
        raise ParameterError(
            "messages",
            Text("{count} ids", count=len(messages)),
            Text("{min} to {max}", min=1, max=100),
        )
    return as_public(public, lambda number: _by_ids(list(messages), peer, number))


def _by_ids(ids: list[int], peer: PeerLike | None, public: int | None) -> Call[Page[Message]]:
    if peer is None:
        return vk.messages.get_by_id(message_ids=ids, group_id=public)
    return vk.messages.get_by_conversation_message_id(peer_of(peer), ids, group_id=public)


def delete(
    message: MessageLike,
    *,
    for_all: bool = False,
    spam: bool | None = None,
    public: PublicLike | None = None,
) -> Runnable[bool]:
    """Delete a message; `restore` brings it back for a while.

    https://dev.vk.com/method/messages.delete

    Args:
        message: The `Message`, or the `Sent` that `send` gave.
        for_all: Also for the person, which VK allows for a day.
        spam: Whether it was spam.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: A message that is not known well enough, or the public is refused.
        AccessDenied: It can no longer be deleted for all (924).
    """
    ref = message_of(message)
    inside = ref.conversation_message_id
    return as_public(
        public,
        lambda number: map_result(
            vk.messages.delete(
                peer_id=ref.peer_id,
                cmids=[inside] if inside else None,
                message_ids=None if inside or ref.message_id is None else [ref.message_id],
                delete_for_all=for_all or None,
                spam=spam,
                group_id=number,
            ),
            _is_deleted,
        ),
    )


def _is_deleted(answers: list[DeletedMessage], call: Call[Any]) -> bool:
    if not answers:
        raise OutcomeUnknown("VK's response does not mention this message.", call=call)
    error = answers[0].error
    if error is not None:
        raise error_from_code(error.code, error.description or "", call)
    return answers[0].response is not False


def restore(message: MessageLike, *, public: PublicLike | None = None) -> Runnable[bool]:
    """Bring a deleted message back.

    https://dev.vk.com/method/messages.restore

    Args:
        message: The `Message`, or the `Sent` that `send` gave.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: A message that is not known well enough, or the public is refused.
    """
    ref = message_of(message)
    inside = ref.conversation_message_id
    return as_public(
        public,
        lambda number: vk.messages.restore(
            peer_id=ref.peer_id,
            cmid=inside,
            message_id=None if inside else ref.message_id,
            group_id=number,
        ),
    )


Filter: TypeAlias = Literal["all", "archive", "important", "unanswered", "unread"]


def conversations(
    public: PublicLike | None = None,
    *,
    filter: Filter = "all",
    since: datetime | None = None,
) -> Paginator[ConversationWithMessage]:
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
    first = as_public(
        public,
        lambda number: vk.messages.get_conversations(
            count=200, filter=filter, extended=True, group_id=number
        ),
    )
    return Paginator(first=first, key=_whose, moment=_last_said, since=since)


def _whose(one: ConversationWithMessage) -> int | None:
    if one.conversation is not None:
        return one.conversation.peer.id
    return one.last_message.peer_id if one.last_message is not None else None


def _last_said(one: ConversationWithMessage) -> datetime | None:
    return one.last_message.date if one.last_message is not None else None


def conversation(peer: PeerLike, *, public: PublicLike | None = None) -> Runnable[Conversation]:
    """Read one conversation: what is unread, whether it is answered, whether one may write.

    https://dev.vk.com/method/messages.getConversationsById

    Args:
        peer: A person or a chat by id, a `User`, or a `Message` of the conversation.
        public: Whose inbox; not needed where the client has the token of one public only.

    Raises:
        ParameterError: The conversation or the public is refused.
        NotFound: The conversation does not exist.
    """
    target = peer_of(peer)
    return as_public(
        public,
        lambda number: map_result(
            vk.messages.get_conversations_by_id([target], group_id=number), the_only
        ),
    )


def mark_answered(
    peer: PeerLike, *, answered: bool = True, public: PublicLike | None = None
) -> Runnable[bool]:
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
    return as_public(public, lambda number: mark(target, answered=answered, group_id=number))


def mark_important(
    peer: PeerLike, *, important: bool = True, public: PublicLike | None = None
) -> Runnable[bool]:
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
    return as_public(public, lambda number: mark(target, important=important, group_id=number))


def mark_read(
    peer: PeerLike, *, up_to: MessageLike | None = None, public: PublicLike | None = None
) -> Runnable[bool]:
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
    return as_public(
        public,
        lambda number: vk.messages.mark_as_read(
            peer_id=target,
            up_to_cmid=inside,
            start_message_id=None if inside or ref is None else ref.message_id,
            mark_conversation_as_read=True if ref is None else None,
            group_id=number,
        ),
    )


def typing(peer: PeerLike, *, public: PublicLike | None = None) -> Runnable[bool]:
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
    return as_public(public, lambda number: show(type="typing", peer_id=target, group_id=number))


def is_allowed(person: int | User, *, public: PublicLike) -> Runnable[bool]:
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
    return with_public_id(public, lambda number: map_result(ask(number, user), _is_allowed))


def _is_allowed(answer: MessagesAllowed, call: Call[Any]) -> bool:
    return bool(answer.is_allowed)


class Messages(Resource[C_co]):
    """Messages between a public and those who write to it; the public answers as itself."""

    conversations: Final = listing(conversations)
    conversation: Final = operation(conversation)
    get: Final = operation(get)
    history: Final = listing(history)
    search: Final = listing(search)
    by_id: Final = operation(by_id)
    get_many: Final = operation(get_many)

    send: Final = operation(messages_send.send)
    answer: Final = operation(messages_send.answer)
    send_many: Final = operation(messages_bulk.send_many)
    edit: Final = operation(messages_send.edit)
    delete: Final = operation(delete)
    restore: Final = operation(restore)

    mark_answered: Final = operation(mark_answered)
    mark_important: Final = operation(mark_important)
    mark_read: Final = operation(mark_read)
    typing: Final = operation(typing)
    is_allowed: Final = operation(is_allowed)

    show_snackbar: Final = operation(keyboards.show_snackbar)
    open_link: Final = operation(keyboards.open_link)
    open_app: Final = operation(keyboards.open_app)
    acknowledge: Final = operation(keyboards.acknowledge)
