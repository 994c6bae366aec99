"""How appeals are answered; the work is done in `operations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from govpublic_sdk._call import Question
from govpublic_sdk.appeals.parameters import AppealLike, ReplyKind

if TYPE_CHECKING:
    from govpublic_sdk.appeals.desk.values import Draft
    from govpublic_sdk.appeals.replies import OutgoingFile, SentReply
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["answer", "approve", "draft", "forward", "postpone", "send", "settle"]


def answer(
    appeal: Appeal,
    text: str,
    *,
    kind: ReplyKind = "final",
    files: Sequence[OutgoingFile] = (),
    solved: bool | None = None,
    key: str | None = None,
    by: str | None = None,
    number: str | None = None,
    executor: str | None = None,
    attributes: Mapping[str, object] | None = None,
) -> Question[SentReply]:
    """Answer an appeal where it came from, once, in one step.

    With a desk, the answer is noted before it is sent and after. The same answer is sent once,
    however often this is asked and whoever dies between: what was sent is given back. Without a
    desk nothing is remembered, and asking twice sends twice.

    Args:
        appeal: What is answered, as you have read it: answers that it does not show are a
            `Conflict`.
        text: What the citizen is told.
        kind: `final`; `interim` when a final one follows; `refusal`.
        files: Files to send along, where the channel can.
        solved: Whether the matter is solved; None where nobody says so.
        key: Your own name of this answer; the same key is never sent twice. Without one it is made
            of the appeal, the kind and the number of answers that it shows, and the same words are
            the same answer until the citizen speaks again.
        by: Who answers, for the desk.
        number: The outgoing number, «исходящий номер».
        executor: Who prepared it, as the citizen shall see it.
        attributes: Further fields of the channel, by its own names.

    Returns:
        What the channel told when it took the answer, now or at an earlier asking.

    Raises:
        ParameterError: There is nothing to say, or a value makes no sense.
        ConfigurationError: The client has no such channel.
        CapabilityNotSupported: The channel cannot send such an answer.
        Conflict: Somebody else is answering right now, or has answered since you read the appeal;
            or the key was used for other words. Nothing was sent.
        OutcomeUnknown: It was sent or begun, and nobody knows whether it arrived. It is not sent
            again blindly; see `settle`.
    """
    from govpublic_sdk.appeals.operations.replying import answered, reply_to

    reply = reply_to(
        appeal,
        text,
        kind=kind,
        files=files,
        solved=solved,
        key=key,
        number=number,
        executor=executor,
        attributes=attributes,
    )
    return answered(appeal, reply, by, once=key is None)


def forward(
    appeal: Appeal, to: str, text: str, *, key: str | None = None, by: str | None = None
) -> Question[SentReply]:
    """Send an appeal on to the body that is competent («перенаправить»), and tell the citizen.

    Args:
        appeal: Which one, as you have read it.
        to: The other body, as the channel names it.
        text: What the citizen is told.
        key: As for `answer`.
        by: Who forwards it, for the desk.

    Raises:
        ParameterError: There is nothing to say, or nowhere to send it.
        CapabilityNotSupported: The channel cannot forward.
        Conflict: As for `answer`.
        OutcomeUnknown: As for `answer`.
    """
    from govpublic_sdk.appeals.operations.replying import answered, reply_to

    reply = reply_to(appeal, text, kind="forward", to=to, key=key)
    return answered(appeal, reply, by, once=key is None)


def postpone(
    appeal: Appeal, until: date, text: str, *, key: str | None = None, by: str | None = None
) -> Question[SentReply]:
    """Promise a solution for a later date («отложенное решение»).

    Args:
        appeal: Which one, as you have read it.
        until: The date that is promised.
        text: What the citizen is told.
        key: As for `answer`.
        by: Who promises it, for the desk.

    Raises:
        ParameterError: There is nothing to say.
        CapabilityNotSupported: The channel cannot postpone.
        Conflict: As for `answer`.
        OutcomeUnknown: As for `answer`.
    """
    from govpublic_sdk.appeals.operations.replying import answered, reply_to

    reply = reply_to(appeal, text, kind="postpone", until=until, key=key)
    return answered(appeal, reply, by, once=key is None)


def draft(
    appeal: Appeal,
    text: str,
    *,
    kind: ReplyKind = "final",
    instead_of: Draft | None = None,
    files: Sequence[OutgoingFile] = (),
    solved: bool | None = None,
    to: str | None = None,
    until: date | None = None,
    key: str | None = None,
    by: str | None = None,
    number: str | None = None,
    executor: str | None = None,
    attributes: Mapping[str, object] | None = None,
) -> Question[Draft]:
    """Write an answer that somebody approves before it is sent; nothing is sent.

    Args:
        appeal: What is answered, as you have read it.
        text: What the citizen is to be told.
        kind: As for `answer`; also `forward` and `postpone`.
        instead_of: The draft that this one changes. It must be approved again.
        files: Files to send along. Those that lie on disk must stay as they are.
        solved: Whether the matter is solved.
        to: The other body, for `forward`.
        until: The date that is promised, for `postpone`.
        key: As for `answer`.
        by: Who writes it.
        number: The outgoing number.
        executor: Who prepared it, as the citizen shall see it.
        attributes: Further fields of the channel.

    Raises:
        ParameterError: There is nothing to say, or a file cannot be read.
        ConfigurationError: The client has no desk, or no such channel.
        CapabilityNotSupported: The channel could not send it.
        Conflict: The draft was changed by somebody else meanwhile, or was sent.
    """
    from govpublic_sdk.appeals.operations.replying import drafted, reply_to

    reply = reply_to(
        appeal,
        text,
        kind=kind,
        files=files,
        solved=solved,
        to=to,
        until=until,
        key=key,
        number=number,
        executor=executor,
        attributes=attributes,
    )
    return drafted(appeal, reply, by, instead_of=instead_of, once=key is None)


def approve(draft: Draft, *, by: str | None = None) -> Question[Draft]:
    """Say that a draft may be sent as it is; nothing is sent.

    Args:
        draft: The version that you have read.
        by: Who approves it.

    Returns:
        The draft to `send`.

    Raises:
        Conflict: Somebody has changed it meanwhile, or it was sent.
        ConfigurationError: The client has no desk.
    """
    from govpublic_sdk.appeals.operations.replying import approved

    return approved(draft, by)


def send(draft: Draft) -> Question[SentReply]:
    """Send a draft that was approved, once; see `answer`.

    Args:
        draft: The draft; what counts is how it lies at the desk.

    Raises:
        Conflict: Nobody approved it, or it or a file of it was changed after that; or somebody
            has answered since it was written. Nothing was sent.
        OutcomeUnknown: As for `answer`.
        ConfigurationError: The client has no desk, or no such channel.
    """
    from govpublic_sdk.appeals.operations.replying import sent

    return sent(draft)


def settle(
    appeal: AppealLike, key: str, *, sent: bool, number: str | None = None, by: str | None = None
) -> Question[SentReply | None]:
    """Decide, after a look of yours, whether a reply arrived whose outcome is unknown.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        key: The key of the reply, as the `OutcomeUnknown` named it.
        sent: Whether it arrived.
        number: Its number at the channel, where you know it.
        by: Who decides.

    Returns:
        What is kept of it; None where it did not arrive, so that it may be sent again.

    Raises:
        ParameterError: There is no such reply.
        Conflict: It is being sent right now, or is known to be sent.
        ConfigurationError: The client has no desk.
    """
    from govpublic_sdk.appeals.operations.replying import settled
    from govpublic_sdk.appeals.operations.single import id_of

    return settled(id_of(appeal), key, sent=sent, number=number, by=by)
