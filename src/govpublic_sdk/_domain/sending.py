"""Sending messages to one: as the public, as an answer to an event; and changing them.

Mailings to many are in `mailing`, answers to pressed buttons in `pressing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Question
from govpublic_sdk._domain.keyboards import Keyboard
from govpublic_sdk._domain.message_content import Answered, content_of, mark_of, sent_of
from govpublic_sdk._domain.recipients import (
    MessageLike,
    PeerLike,
    Sent,
    message_of,
    peer_of,
    spoken_by,
)
from govpublic_sdk._domain.references import PublicLike
from govpublic_sdk._domain.steps import then
from govpublic_sdk._domain.writing import Media
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.message_answers import SentMessage

__all__ = ["Answerable", "answer", "edit", "send"]


class Answerable(Protocol):
    """An event that a message can answer: someone wrote, pressed, allowed messages."""

    @property
    def key(self) -> str:
        """What makes the event the same event when it comes again."""
        ...

    @property
    def group_id(self) -> int:
        """The public that it happened to."""
        ...

    @property
    def object(self) -> Any:
        """What happened."""
        ...


def send(
    peer: PeerLike,
    text: str = "",
    *,
    public: PublicLike | None = None,
    key: str | None = None,
    keyboard: Keyboard | None = None,
    attachments: Media = (),
    reply_to: Answered | None = None,
    payload: object = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
) -> Question[Sent]:
    """Send a message as the public.

    It may be tried again after any failure and arrives once: VK knows it by its mark. The mark is
    made when this function is called; with a `key` it is the same whenever the key is.

    https://dev.vk.com/method/messages.send

    Args:
        peer: A person or a chat by id, a `User`, a `Message` of the conversation, a `Conversation`.
        text: Up to 9,000 characters; VK may refuse less (error 914). May be empty where there are
            `attachments`.
        public: Who speaks: a positive id, a screen name, an address, or a `Public`; not needed
            where the client has the token of one public only.
        key: Your own mark of this message to this recipient; the same key never sends twice.
        keyboard: Buttons; `Keyboard()` hides those that are shown.
        attachments: Up to ten things that `client.media` or VK answered with, a `Post` or
            `PostRef`, texts such as `photo-1_2`.
        reply_to: The message that is answered, or its id.
        payload: Hidden data that comes back with the message, up to 1,000 characters of JSON.
        dont_parse_links: Whether links get no preview.
        disable_mentions: Whether nobody who is mentioned is notified.

    Returns:
        Which message it became.

    Raises:
        ParameterError: Nothing to say, too much of it, something that cannot be attached.
        AccessDenied: The recipient takes no messages from this public (900, 901, 902, 950): he
            did not write first, or has forbidden it. Mark him; trying again will not help.
        PermissionDenied: The public has no bots' abilities, which keyboards need (912).
        OutcomeUnknown: All answers were lost. `client.run(error.call)` sends the same message with
            the same mark, so it arrives once; calling `send` again without a `key` makes another.
    """
    content = content_of(
        text,
        keyboard=keyboard,
        attachments=attachments,
        reply_to=reply_to,
        payload=payload,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
    )
    target = peer_of(peer)
    mark = mark_of(key, [target])
    return spoken_by(public, lambda number: then(content.to([target], mark, number), _the_one))


def _the_one(answers: list[SentMessage], call: Call[Any]) -> Sent:
    return sent_of(answers[0] if answers else None, call)


def answer(
    event: Answerable,
    text: str = "",
    *,
    number: int = 1,
    keyboard: Keyboard | None = None,
    attachments: Media = (),
    reply_to: Answered | None = None,
    payload: object = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
) -> Question[Sent]:
    """Answer an event with a message, once, however often the event is handled.

    The mark of the message is made of the event and `number`, not of the text: whoever answers
    one event with several messages numbers them, or only the first arrives.

    https://dev.vk.com/method/messages.send

    Args:
        event: An event of a conversation, such as `MessageNew` or `MessageEvent`.
        text: Up to 9,000 characters.
        number: Which answer to this event it is, from 1.
        keyboard: Buttons; `Keyboard()` hides those that are shown.
        attachments: What to attach, as for `send`.
        reply_to: The message that is quoted, or its id.
        payload: Hidden data that comes back with the message, up to 1,000 characters of JSON.
        dont_parse_links: Whether links get no preview.
        disable_mentions: Whether nobody who is mentioned is notified.

    Returns:
        Which message it became, also when it was sent at an earlier handling.

    Raises:
        ParameterError: The event is of no conversation, or a value is refused as by `send`.
        AccessDenied: The person takes no messages from this public.
    """
    if type(number) is not int or number < 1:
        raise ParameterError("number", repr(number), "1 or more")
    return send(
        _asker(event),
        text,
        public=event.group_id,
        key=f"{event.group_id} {event.key} {number}",
        keyboard=keyboard,
        attachments=attachments,
        reply_to=reply_to,
        payload=payload,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
    )


def _asker(event: Answerable) -> int:
    """The conversation that an event belongs to."""
    happened = getattr(event, "object", None)
    inner = getattr(happened, "message", None) or happened
    found = getattr(inner, "peer_id", None) or getattr(inner, "user_id", None)
    if not isinstance(found, int):
        given = f"an event {getattr(event, 'type', type(event).__name__)!r}"
        raise ParameterError("event", given, "an event of a conversation, such as message_new")
    return found


def edit(
    message: MessageLike,
    text: str = "",
    *,
    public: PublicLike | None = None,
    keyboard: Keyboard | None = None,
    attachments: Media = (),
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
) -> Question[bool]:
    """Change a message of the public; text, attachments and buttons are replaced as a whole.

    VK allows it for a day.

    https://dev.vk.com/method/messages.edit

    Args:
        message: The `Message`, or the `Sent` that `send` gave.
        text: The new text, up to 9,000 characters.
        public: Who speaks; not needed where the client has the token of one public only.
        keyboard: The new buttons.
        attachments: What shall hang on it now.
        dont_parse_links: Whether links get no preview.
        disable_mentions: Whether nobody who is mentioned is notified.

    Raises:
        ParameterError: A message that is not known well enough, or a value as for `send`.
        Conflict: It is too old to be changed (909).
    """
    ref = message_of(message)
    params = content_of(
        text,
        keyboard=keyboard,
        attachments=attachments,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
    ).params
    inside = ref.conversation_message_id
    return spoken_by(
        public,
        lambda number: vk.messages.edit(
            ref.peer_id,
            cmid=inside,
            message_id=None if inside else ref.message_id,
            group_id=number,
            keep_forward_messages=True,
            **params,
        ),
    )
