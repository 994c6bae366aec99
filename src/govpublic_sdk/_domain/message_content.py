"""What a message says and carries, its mark, and what VK answers: shared by all that send.

The mark, `random_id`, is made before a message is first sent and stays the same however often it
is tried: VK sends a message with a known mark no second time.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from govpublic_sdk import vk
from govpublic_sdk._call import Call
from govpublic_sdk._domain.keyboards import Keyboard, json_text
from govpublic_sdk._domain.recipients import Sent
from govpublic_sdk._domain.references import is_model, number_of
from govpublic_sdk._domain.writing import Media, attached, textual
from govpublic_sdk._refusals import refusal
from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import RUN_AGAIN, OutcomeUnknown, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.message_answers import SentMessage
    from govpublic_sdk.models.messages import Message

__all__ = ["Answered", "Content", "content_of", "mark_of", "sent_of"]

_LONGEST = 9_000
_MARKS = 2**31 - 1

Answered: TypeAlias = "int | Message"


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says and carries, checked and as VK wants it."""

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
    things = attached(attachments, "attachments") or []
    if keyboard is not None and not isinstance(cast("object", keyboard), Keyboard):
        raise ParameterError("keyboard", describe(cast("object", keyboard)), "a Keyboard")
    params = {
        "message": _checked(text, things),
        "attachment": ",".join(things) or None,
        "keyboard": keyboard.json if keyboard is not None else None,
        "payload": json_text("payload", payload),
        **_reply(reply_to),
        **flags,
    }
    return Content({name: value for name, value in params.items() if value is not None})


def _checked(text: str, things: list[str]) -> str | None:
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
    """What says which message is answered; in chats only the number in the conversation does."""
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


def sent_of(answer: SentMessage | None, call: Call[Any]) -> Sent:
    if answer is None:
        raise OutcomeUnknown(
            "VK's response does not mention this recipient.", call=call, advice=RUN_AGAIN
        )
    if answer.error is not None:
        raise refusal(answer.error.code, answer.error.description or "", call)
    return Sent(
        peer_id=answer.peer_id,
        message_id=answer.message_id or None,
        conversation_message_id=answer.conversation_message_id or None,
    )
