"""One message to many, a hundred at a time, with a result or an error for each recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from govpublic_sdk._core.calls import Call, Procedure, Runnable
from govpublic_sdk._resources._content import Media, textual
from govpublic_sdk._resources._references import PublicLike
from govpublic_sdk._resources.keyboards import Keyboard
from govpublic_sdk._resources.messages_send import (
    Content,
    MessageRef,
    PeerLike,
    as_public,
    content_of,
    mark_of,
    peer_of,
    to_message_ref,
)
from govpublic_sdk._texts import describe
from govpublic_sdk.errors import (
    AccessDenied,
    ConfigurationError,
    GovPublicError,
    OutcomeUnknown,
    ParameterError,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.message_answers import SentMessage

__all__ = [
    "MessageResult",
    "send_many",
]

_AT_ONCE = 100  # VK's maximum of `peer_ids`


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageResult:
    """What became of a message to one of many.

    Attributes:
        peer_id: The recipient.
        sent: The message that it became; None when there is an error.
        error: Why it was not sent.
    """

    peer_id: int
    sent: MessageRef | None = None
    error: GovPublicError | None = None

    @property
    def is_closed(self) -> bool:
        """Whether this recipient takes no messages: mark him, do not try again."""
        return isinstance(self.error, AccessDenied)

    def unwrap(self) -> MessageRef:
        """The message.

        Raises:
            GovPublicError: The error of this recipient.
        """
        if self.error is not None:
            raise self.error
        return cast("MessageRef", self.sent)


def send_many(
    peers: Iterable[PeerLike],
    text: str = "",
    *,
    key: str,
    public: PublicLike | None = None,
    keyboard: Keyboard | None = None,
    attachments: Media = (),
    payload: object = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
) -> Runnable[list[MessageResult]]:
    """Send one message to many, a hundred at a time; each has a result or an error of its own.

    When a whole hundred fails, such as for a token that was revoked, the sending ends: those and
    all after them bear that error; where an answer was lost, those bear `OutcomeUnknown`, and all
    after them its cause. Calling it again with the same key and the same recipients sends to
    no recipient twice, in whatever order they come.

    https://dev.vk.com/method/messages.send

    Args:
        peers: The recipients, as for `send`; who comes twice gets one message.
        text: Up to 9,000 characters.
        key: Your own mark of this mailing.
        public: Who speaks; not needed where the client has the token of one public only.
        keyboard: Buttons.
        attachments: What to attach, as for `send`.
        payload: Hidden data that comes back with the message, up to 1,000 characters of JSON.
        dont_parse_links: Whether links get no preview.
        disable_mentions: Whether mentioned persons are not notified.

    Returns:
        What became of each, in the order in which they first came.

    Raises:
        ParameterError: No key, a recipient or a value that is refused; nothing was sent.
    """
    if isinstance(peers, str) or not isinstance(cast("object", peers), Iterable):
        raise ParameterError("peers", describe(cast("object", peers)), "a list of recipients")
    targets = [peer_of(one, f"peers[{place}]") for place, one in enumerate(peers)]
    content = content_of(
        text,
        keyboard=keyboard,
        attachments=attachments,
        payload=payload,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
    )
    textual("key", key)
    return as_public(public, lambda number: _mail(targets, content, key, number))


def _mail(
    wanted: list[int], content: Content, key: str, public: int | None
) -> Procedure[list[MessageResult]]:
    done: dict[int, MessageResult] = {}
    targets = sorted(set(wanted))  # so that the marks do not depend on the order
    while len(done) < len(targets):
        some = targets[len(done) : len(done) + _AT_ONCE]
        call = content.to(some, mark_of(key, some), public)
        try:
            answers = yield from call
        except (ParameterError, ConfigurationError):
            raise
        except GovPublicError as error:
            done |= {peer: MessageResult(peer_id=peer, error=error) for peer in some}
            reason = _reason(error)
            rest = targets[len(done) :]
            done |= {peer: MessageResult(peer_id=peer, error=reason) for peer in rest}
            break
        done |= {result.peer_id: result for result in _to_results(some, answers, call)}
    return [done[peer] for peer in dict.fromkeys(wanted)]


def _reason(error: GovPublicError) -> GovPublicError:
    """Why nothing was sent to the recipients after those for whom the outcome is unknown."""
    cause = error.__cause__ if isinstance(error, OutcomeUnknown) else error
    return cause if isinstance(cause, GovPublicError) else error


def _to_results(
    targets: list[int], answers: list[SentMessage], call: Call[Any]
) -> Iterator[MessageResult]:
    by_peer = {answer.peer_id: answer for answer in answers}
    for peer in targets:
        try:
            yield MessageResult(peer_id=peer, sent=to_message_ref(by_peer.get(peer), call))
        except GovPublicError as error:
            yield MessageResult(peer_id=peer, error=error)
