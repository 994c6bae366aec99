"""Sending and editing messages: as the public, and in answer to an event.

The key, `random_id`, is made before a message is first sent and stays the same in each retry: VK
does not send a message with a known key again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk._core.decoders import first_of, map_result
from govpublic_sdk._core.vk_errors import error_from_code
from govpublic_sdk._resources._content import Media, require_change, textual, to_attachments
from govpublic_sdk._resources._edits import Kept, keep_text
from govpublic_sdk._resources._references import PublicLike, is_model, number_of, with_public_id
from govpublic_sdk._resources.keyboards import Keyboard, json_text
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import RUN_AGAIN, OutcomeUnknown, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import Conversation, ConversationWithMessage
    from govpublic_sdk.models.message_answers import SentMessage
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = [
    "Answerable",
    "Answered",
    "Content",
    "MessageLike",
    "MessageRef",
    "PeerLike",
    "answer",
    "as_public",
    "content_of",
    "edit",
    "mark_of",
    "message_of",
    "peer_of",
    "send",
    "to_message_ref",
]

T = TypeVar("T")
_PEER_FORMS = "the id of a person or chat, a User, a Message, or a Conversation"
_MESSAGE_FORMS = "a Message or a Sent that knows its conversation and its number"


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A message that was sent, or one that is meant.

    Attributes:
        peer_id: The conversation: a person, or a chat (2,000,000,000 and its number).
        message_id: Its number in all that the community wrote and got; none in chats.
        conversation_message_id: Its number in the conversation.
    """

    peer_id: int
    message_id: int | None = None
    conversation_message_id: int | None = None


PeerLike: TypeAlias = "int | User | Message | Conversation | ConversationWithMessage | MessageRef"
MessageLike: TypeAlias = "Message | MessageRef"


def peer_of(peer: PeerLike, name: str = "peer") -> int:
    """The id of the conversation that is meant.

    Args:
        peer: An id, a person, a message of the conversation, or the conversation.
        name: What the parameter is called.

    Raises:
        ParameterError: None of the accepted forms.
    """
    number = peer if isinstance(peer, int) else _peer_in(peer)
    if type(number) is not int or not 0 < abs(number) <= 2**63:
        raise ParameterError(name, describe(peer), _PEER_FORMS)
    return number


def _peer_in(thing: object) -> object:
    whole = getattr(thing, "conversation", None) or thing
    peer = getattr(whole, "peer", None)
    if peer is not None:
        return getattr(peer, "id", None)
    is_person = is_model(thing, "users", "User")
    return getattr(thing, "id" if is_person else "peer_id", None)


def message_of(message: MessageLike, name: str = "message") -> MessageRef:
    """The message that is meant.

    Raises:
        ParameterError: Not a message, or one without conversation and number.
    """
    peer = getattr(message, "peer_id", None)
    inside = getattr(message, "conversation_message_id", None) or None
    number = getattr(message, "message_id", None) or getattr(message, "id", None) or None
    if not isinstance(peer, int) or not peer or not (inside or number):
        raise ParameterError(name, describe(message), _MESSAGE_FORMS)
    return MessageRef(peer_id=peer, message_id=number, conversation_message_id=inside)


def as_public(public: PublicLike | None, build: Callable[[int | None], Runnable[T]]) -> Runnable[T]:
    """Return a runnable in the name of a public; None where the client has the token of one only.

    Raises:
        ParameterError: The public, or a value of the call, is refused.
    """
    return build(None) if public is None else with_public_id(public, build)


_LONGEST = 9_000  # VK's maximum of characters; more gives error 914
_MARKS = 2**31 - 1  # `random_id` is a 32-bit number

Answered: TypeAlias = "int | Message"


@dataclass(frozen=True, slots=True)
class Content:
    """Text and attachments of a message, checked and in VK's form."""

    params: dict[str, Any] = field(repr=False)

    def to(self, peers: Sequence[int], mark: int, public: int | None) -> Call[list[SentMessage]]:
        return vk.messages.send_to_many(peers, mark, group_id=public, **self.params)


def content_of(
    text: str,
    *,
    keyboard: Keyboard | None = None,
    attachments: Media = (),
    reply_to: Answered | None = None,
    payload: object = None,
    **flags: bool | None,
) -> Content:
    things = to_attachments(attachments, "attachments") or []
    if keyboard is not None and not isinstance(cast("object", keyboard), Keyboard):
        raise ParameterError("keyboard", describe(cast("object", keyboard)), "a Keyboard")
    params = {
        "message": _check_text(text, things),
        "attachment": ",".join(things) or None,
        "keyboard": keyboard.json if keyboard is not None else None,
        "payload": json_text("payload", payload),
        **_reply(reply_to),
        **flags,
    }
    return Content({name: value for name, value in params.items() if value is not None})


def _check_text(text: str, things: list[str]) -> str | None:
    if not isinstance(cast("object", text), str):
        raise ParameterError("text", describe(cast("object", text)), "a text")
    if not text.strip() and not things:
        raise ParameterError("text", "empty", "a text, or `attachments`")
    if len(text) > _LONGEST:
        raise ParameterError(
            "text",
            Text("{count} characters", count=len(text)),
            Text("at most {max} characters", max=_LONGEST),
        )
    return text or None


def _reply(answered: Answered | None) -> dict[str, object]:
    """The parameter that names the answered message; chats know only `conversation_message_id`."""
    if answered is None:
        return {}
    inside = getattr(answered, "conversation_message_id", None)
    peer = getattr(answered, "peer_id", None)
    if not is_model(answered, "messages", "Message") or not (peer and inside):
        return {"reply_to": number_of(answered, "reply_to")}
    quoted = {"peer_id": peer, "conversation_message_ids": [inside], "is_reply": True}
    return {"forward": json_text("reply_to", quoted)}


def mark_of(key: str | None, peers: list[int]) -> int:
    """The mark by which VK knows a message again: 32 bits, never 0, one for each set of peers."""
    if key is None:
        return secrets.randbelow(_MARKS) + 1
    parts = [textual("key", key), *map(str, peers)]
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % _MARKS + 1


def to_message_ref(answer: SentMessage | None, call: Call[Any]) -> MessageRef:
    if answer is None:
        raise OutcomeUnknown(
            "VK's response does not mention this recipient.", call=call, advice=RUN_AGAIN
        )
    if answer.error is not None:
        raise error_from_code(answer.error.code, answer.error.description or "", call)
    return MessageRef(
        peer_id=answer.peer_id,
        message_id=answer.message_id or None,
        conversation_message_id=answer.conversation_message_id or None,
    )


_SOME_TEXT = "-"  # checks the other values of an edit whose text stays


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
) -> Runnable[MessageRef]:
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
        disable_mentions: Whether mentioned persons are not notified.

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
    return as_public(
        public, lambda number: map_result(content.to([target], mark, number), _the_one)
    )


def _the_one(answers: list[SentMessage], call: Call[Any]) -> MessageRef:
    peer = int(call.get("peer_ids") or 0)
    return to_message_ref(next((one for one in answers if one.peer_id == peer), None), call)


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
) -> Runnable[MessageRef]:
    """Answer an event with a message, once, however often the event is handled.

    The key of the message is made of the event and `number`, not of the text: a handler that
    answers one event with several messages numbers them, or only the first arrives.

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
        disable_mentions: Whether mentioned persons are not notified.

    Returns:
        Which message it became, also when it was sent at an earlier handling.

    Raises:
        ParameterError: The event is of no conversation, or a value is refused as by `send`.
        AccessDenied: The person takes no messages from this public.
    """
    if type(number) is not int or number < 1:
        raise ParameterError("number", show_value(number), "1 or more")
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
        given = show_value(getattr(event, "type", type(event).__name__))
        raise ParameterError("event", given, "an event of a conversation, for example message_new")
    return found


def edit(
    message: MessageLike,
    text: str | None = None,
    *,
    public: PublicLike | None = None,
    keyboard: Keyboard | None = None,
    attachments: Media | None = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
    may_lose: Collection[str] = (),
) -> Runnable[bool]:
    """Change a message of the public; what is not given stays. VK allows it for a day.

    VK replaces a message as a whole, so the rest is sent along: text and its formatting,
    attachments, buttons, place, forwarded messages. A `Sent`, or a message that VK cropped, is read
    first.

    https://dev.vk.com/method/messages.edit

    Args:
        message: The `Message`, or the `Sent` that `send` gave.
        text: The new text, up to 9,000 characters.
        public: Who speaks; not needed where the client has the token of one public only.
        keyboard: The new buttons; `Keyboard()` takes them off.
        attachments: The new attachments; an empty list removes all.
        dont_parse_links: Whether links get no preview.
        disable_mentions: Whether mentioned persons are not notified.
        may_lose: What may be lost, by the names in the error: `["template"]`.

    Raises:
        ParameterError: A message that is not known well enough, nothing to change, or a value as
            for `send`.
        NotFound: The message does not exist.
        Conflict: Something cannot be sent along, so nothing was sent. Or it is too old to be
            changed (909).
    """
    ref = message_of(message)
    require_change(text, keyboard, attachments)
    content_of(text or _SOME_TEXT, keyboard=keyboard, attachments=attachments or ())
    edited = _Edited(
        ref=ref,
        text=text,
        keyboard=keyboard,
        attachments=attachments,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
        kept=Kept(may_lose),
    )
    known = message if is_model(message, "messages", "Message") else None
    return as_public(
        public,
        lambda number: _edit(edited, cast("Message | None", known), number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edited:
    """What is to be changed of a message; None for what stays."""

    ref: MessageRef
    text: str | None
    keyboard: Keyboard | None
    attachments: Media | None
    dont_parse_links: bool | None
    disable_mentions: bool | None
    kept: Kept


def _edit(edited: _Edited, known: Message | None, public: int | None) -> Procedure[bool]:
    ref, kept = edited.ref, edited.kept
    inside = ref.conversation_message_id
    read_call = _read(ref, public)
    now = known
    if now is None or now.is_cropped or now.text is None:
        page = yield from read_call
        now = first_of(page, read_call, Text("The message is deleted, or never existed."))
    attachments = edited.attachments
    if attachments is None:
        kept.lose_unfit(now, "attachments")
        attachments = kept.attachments(now.attachments)
    if edited.keyboard is None:
        kept.lose_unfit(now, "keyboard")
    if edited.text is None:
        kept.lose_unfit(now, "text", "format_data")
    kept.lose_unfit(now, "geo", name="place")
    buttons = edited.keyboard.json if edited.keyboard else kept.keyboard(now.keyboard)
    place = kept.place(now.geo)
    if now.template is not None:
        kept.lose("template")
    kept.check(read_call)
    text = keep_text(now.text) if edited.text is None else edited.text
    params = content_of(
        text,
        attachments=attachments,
        dont_parse_links=edited.dont_parse_links,
        disable_mentions=edited.disable_mentions,
    ).params
    call = vk.messages.edit(
        ref.peer_id,
        cmid=inside,
        message_id=None if inside else ref.message_id,
        group_id=public,
        keep_forward_messages=True,
        keep_snippets=True if edited.attachments is None else None,
        keyboard=buttons,
        lat=place.get("lat"),
        long=place.get("long"),
        **params,
    )
    form = (now.model_extra or {}).get("format_data")
    if edited.text is None and form:  # bold words and links belong to the text that stays
        call = call.with_params(format_data=form)
    return (yield from call)


def _read(ref: MessageRef, public: int | None) -> Call[Page[Message]]:
    inside = ref.conversation_message_id
    if inside:
        return vk.messages.get_by_conversation_message_id(ref.peer_id, [inside], group_id=public)
    return vk.messages.get_by_id(message_ids=[ref.message_id or 0], group_id=public)
