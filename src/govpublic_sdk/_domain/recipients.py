"""Whom a message is for, who speaks, and which message is meant.

What cannot be meant is refused with the name of the parameter, before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from govpublic_sdk._call import Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.references import PublicLike, is_model
from govpublic_sdk._texts import describe
from govpublic_sdk._validation import check_fields
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import Conversation, ConversationWithMessage
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = ["MessageLike", "PeerLike", "Sent", "message_of", "peer_of", "spoken_by"]

T = TypeVar("T")
_PEER_FORMS = "the id of a person or chat, a User, a Message, or a Conversation"
_MESSAGE_FORMS = "a Message or a Sent that knows its conversation and its number"


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that was sent, or one that is meant.

    Attributes:
        peer_id: The conversation: a person, or a chat (2,000,000,000 and its number).
        message_id: Its number in all that the community wrote and got; none in chats.
        conversation_message_id: Its number in the conversation.
    """

    peer_id: int
    message_id: int | None = None
    conversation_message_id: int | None = None


PeerLike: TypeAlias = "int | User | Message | Conversation | ConversationWithMessage | Sent"
MessageLike: TypeAlias = "Message | Sent"


def peer_of(peer: PeerLike, name: str = "peer") -> int:
    """The id of the conversation that is meant.

    Args:
        peer: An id, a person, a message of the conversation, or the conversation.
        name: What the parameter is called.

    Raises:
        ParameterError: It is none of these.
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


def message_of(message: MessageLike, name: str = "message") -> Sent:
    """The message that is meant.

    Raises:
        ParameterError: It is none, or does not know its conversation and its number.
    """
    peer = getattr(message, "peer_id", None)
    inside = getattr(message, "conversation_message_id", None) or None
    number = getattr(message, "message_id", None) or getattr(message, "id", None) or None
    if not isinstance(peer, int) or not peer or not (inside or number):
        raise ParameterError(name, describe(message), _MESSAGE_FORMS)
    return Sent(peer_id=peer, message_id=number, conversation_message_id=inside)


def spoken_by(
    public: PublicLike | None, question: Callable[[int | None], Question[T]]
) -> Question[T]:
    """A question in the name of a public; None where the client has the token of one only.

    Raises:
        ParameterError: The public, or a value of the question, is refused.
    """
    return question(None) if public is None else by_id(public, question)
