"""Messages in the inbox of a public: read, searched, deleted. Sending is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Question
from govpublic_sdk._domain.recipients import (
    MessageLike,
    PeerLike,
    message_of,
    peer_of,
    spoken_by,
)
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.steps import first_of, then
from govpublic_sdk._domain.writing import in_order, textual
from govpublic_sdk._page import Page
from govpublic_sdk._refusals import refusal
from govpublic_sdk._texts import Text
from govpublic_sdk._walk import Walk
from govpublic_sdk.errors import OutcomeUnknown, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.message_answers import DeletedMessage
    from govpublic_sdk.models.messages import Message

__all__ = ["by_id", "delete", "get", "get_many", "history", "restore", "search", "the_only"]

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
) -> Question[Page[Message]]:
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
    return spoken_by(
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
) -> Walk[Message]:
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
    return Walk(first=first, key=_number, moment=_said, since=since, until=until)


def _number(message: Message) -> tuple[int | None, int | None]:
    inside = message.conversation_message_id
    return (message.peer_id, inside) if inside else (None, message.id)


def _said(message: Message) -> datetime | None:
    return message.date


def search(
    words: str,
    *,
    peer: PeerLike | None = None,
    public: PublicLike | None = None,
    before: date | None = None,
) -> Walk[Message]:
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
    first = spoken_by(
        public,
        lambda number: vk.messages.search(
            asked, peer_id=where, date=day, count=100, extended=True, group_id=number
        ),
    )
    return Walk(first=first, key=_number)


def by_id(
    message: int, *, peer: PeerLike | None = None, public: PublicLike | None = None
) -> Question[Message]:
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
    return spoken_by(public, lambda number: then(_by_ids([message], peer, number), the_only))


def get_many(
    messages: Sequence[int], *, peer: PeerLike | None = None, public: PublicLike | None = None
) -> Question[Page[Message]]:
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
    return spoken_by(public, lambda number: _by_ids(list(messages), peer, number))


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
) -> Question[bool]:
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
    return spoken_by(
        public,
        lambda number: then(
            vk.messages.delete(
                peer_id=ref.peer_id,
                cmids=[inside] if inside else None,
                message_ids=None if inside or ref.message_id is None else [ref.message_id],
                delete_for_all=for_all or None,
                spam=spam,
                group_id=number,
            ),
            _deleted,
        ),
    )


def _deleted(answers: list[DeletedMessage], call: Call[Any]) -> bool:
    if not answers:
        raise OutcomeUnknown("VK's response does not mention this message.", call=call)
    error = answers[0].error
    if error is not None:
        raise refusal(error.code, error.description or "", call)
    return answers[0].response is not False


def restore(message: MessageLike, *, public: PublicLike | None = None) -> Question[bool]:
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
    return spoken_by(
        public,
        lambda number: vk.messages.restore(
            peer_id=ref.peer_id,
            cmid=inside,
            message_id=None if inside else ref.message_id,
            group_id=number,
        ),
    )
