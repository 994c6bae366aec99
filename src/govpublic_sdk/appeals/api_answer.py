"""Operations that answer an appeal: replies, drafts, approval, settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING

from govpublic_sdk._core.calls import Procedure, Runnable, call_store
from govpublic_sdk._core.pagination import as_procedure
from govpublic_sdk._core.validation import AppealLike, ReplyKind, check_type, each_of
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.api_read import check_appeal
from govpublic_sdk.appeals.context import get_context
from govpublic_sdk.appeals.delivery import Delivery, deliver
from govpublic_sdk.appeals.replies import OutgoingFile, Reply, SentReply
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId

if TYPE_CHECKING:
    from govpublic_sdk.appeals.desk.values import Draft

__all__ = [
    "answer",
    "approve",
    "approve_draft",
    "build_reply",
    "create_draft",
    "draft",
    "forward",
    "postpone",
    "send",
    "send_draft",
    "send_reply",
    "settle",
    "settle_reply",
]


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
) -> Runnable[SentReply]:
    """Answer an appeal where it came from, once, in one step.

    With a desk, the answer is noted before it is sent and after. The same answer is sent once,
    however often it is called and whichever process is killed: the sent reply is returned. Without
    a desk nothing is remembered, and asking twice sends twice.

    Args:
        appeal: What is answered, as you have read it: answers that it does not show are a
            `Conflict`.
        text: The text of the reply.
        kind: `final`; `interim` when a final one follows; `refusal`.
        files: Files to send along, where the channel can.
        solved: Whether the matter is solved; None if unknown.
        key: Your own name of this answer; the same key is never sent twice. Without one it is made
            of the appeal, the kind and the number of answers that it shows, and the same words are
            the same answer until the citizen speaks again.
        by: The user who answers, for the desk.
        number: The outgoing number, «исходящий номер».
        executor: The officer who prepared it, as shown to the citizen.
        attributes: Further fields of the channel, by its own names.

    Returns:
        The answer of the channel to the reply, from this or an earlier call.

    Raises:
        ParameterError: There is nothing to say, or a value makes no sense.
        ConfigurationError: The client has no such channel.
        CapabilityNotSupported: The channel cannot send such an answer.
        Conflict: Another user is answering, or has answered since the appeal was read;
            or the key was used for other words. Nothing was sent.
        OutcomeUnknown: It was sent or begun, and its arrival is unknown. It is not sent
            again blindly; see `settle`.
    """
    reply = build_reply(
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
    return send_reply(appeal, reply, by, once=key is None)


def forward(
    appeal: Appeal, to: str, text: str, *, key: str | None = None, by: str | None = None
) -> Runnable[SentReply]:
    """Forward an appeal to the competent organisation («перенаправить»), and tell the citizen.

    Args:
        appeal: Which one, as you have read it.
        to: The other organisation, as the channel names it.
        text: The text of the reply.
        key: As for `answer`.
        by: The user who forwards it, for the desk.

    Raises:
        ParameterError: There is nothing to say, or nowhere to send it.
        CapabilityNotSupported: The channel cannot forward.
        Conflict: As for `answer`.
        OutcomeUnknown: As for `answer`.
    """
    reply = build_reply(appeal, text, kind="forward", to=to, key=key)
    return send_reply(appeal, reply, by, once=key is None)


def postpone(
    appeal: Appeal, until: date, text: str, *, key: str | None = None, by: str | None = None
) -> Runnable[SentReply]:
    """Promise a solution for a later date («отложенное решение»).

    Args:
        appeal: Which one, as you have read it.
        until: The date that is promised.
        text: The text of the reply.
        key: As for `answer`.
        by: The user who promises it, for the desk.

    Raises:
        ParameterError: There is nothing to say.
        CapabilityNotSupported: The channel cannot postpone.
        Conflict: As for `answer`.
        OutcomeUnknown: As for `answer`.
    """
    reply = build_reply(appeal, text, kind="postpone", until=until, key=key)
    return send_reply(appeal, reply, by, once=key is None)


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
) -> Runnable[Draft]:
    """Write a draft, to be approved before it is sent.

    Args:
        appeal: What is answered, as you have read it.
        text: The text of the reply.
        kind: As for `answer`; also `forward` and `postpone`.
        instead_of: The draft that this one changes. It must be approved again.
        files: Files to send along. Files on disk must not change.
        solved: Whether the matter is solved.
        to: The other organisation, for `forward`.
        until: The date that is promised, for `postpone`.
        key: As for `answer`.
        by: The user who writes it.
        number: The outgoing number.
        executor: The officer who prepared it, as shown to the citizen.
        attributes: Further fields of the channel.

    Raises:
        ParameterError: There is nothing to say, or a file cannot be read.
        ConfigurationError: The client has no desk, or no such channel.
        CapabilityNotSupported: The channel could not send it.
        Conflict: Another user has changed the draft meanwhile, or it was sent.
    """
    reply = build_reply(
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
    return create_draft(appeal, reply, by, instead_of=instead_of, once=key is None)


def approve(draft: Draft, *, by: str | None = None) -> Runnable[Draft]:
    """Approve a draft, without sending it.

    Args:
        draft: The version that you have read.
        by: The user who approves it.

    Returns:
        The draft to `send`.

    Raises:
        Conflict: Another user has changed it meanwhile, or it was sent.
        ConfigurationError: The client has no desk.
    """
    return approve_draft(draft, by)


def send(draft: Draft) -> Runnable[SentReply]:
    """Send a draft that was approved, once; see `answer`.

    Args:
        draft: The draft; the version in the desk counts.

    Raises:
        Conflict: It is not approved, or it or a file of it changed after that; or another user
            has answered since it was written. Nothing was sent.
        OutcomeUnknown: As for `answer`.
        ConfigurationError: The client has no desk, or no such channel.
    """
    return send_draft(draft)


def settle(
    appeal: AppealLike, key: str, *, sent: bool, number: str | None = None, by: str | None = None
) -> Runnable[SentReply | None]:
    """Decide, after a look of yours, whether a reply arrived whose outcome is unknown.

    Args:
        appeal: An `Appeal`, its id, or a text such as `pos/1234567`.
        key: The key of the reply, as the `OutcomeUnknown` named it.
        sent: Whether it arrived.
        number: Its number at the channel, where you know it.
        by: The user who decides.

    Returns:
        What is kept of it; None where it did not arrive, so that it may be sent again.

    Raises:
        ParameterError: The reply does not exist.
        Conflict: It is being sent right now, or is known to be sent.
        ConfigurationError: The client has no desk.
    """
    from govpublic_sdk.appeals.api_read import id_of

    return settle_reply(id_of(appeal), key, sent=sent, number=number, by=by)


def build_reply(
    appeal: Appeal,
    text: str,
    *,
    kind: ReplyKind,
    files: Sequence[OutgoingFile] = (),
    solved: bool | None = None,
    to: str | None = None,
    until: date | None = None,
    key: str | None = None,
    number: str | None = None,
    executor: str | None = None,
    attributes: Mapping[str, object] | None = None,
) -> Reply:
    """Build a reply to an appeal from the arguments of an operation.

    Raises:
        ParameterError: A value is invalid.
    """
    seen = check_appeal(appeal)
    check_type("to", to, (str, NoneType), "a text, or None")
    check_type("attributes", attributes, (Mapping, NoneType), "a mapping, or None")
    if kind == "forward" and not (to or "").strip():
        raise ParameterError("to", "empty", "the organisation that the appeal is forwarded to")
    return Reply(
        text=text,
        kind=kind,
        # counts the answers that the officer has seen
        key=f"{seen.id}/{kind}/{len(seen.answers)}" if key is None else key,
        files=each_of("files", files, OutgoingFile, "a list of OutgoingFile"),
        to=to,
        until=until,
        solved=solved,
        number=number,
        executor=executor,
        attributes=dict(attributes or {}),
    )


def send_reply(appeal: Appeal, reply: Reply, by: str | None, *, once: bool) -> Procedure[SentReply]:
    """Send a reply, through the desk where there is one."""
    context = yield from get_context()
    channel = context.channel(appeal.id.channel)
    channel.require_for(reply)
    if context.desk is None:
        return (yield from as_procedure(channel.answer(appeal, reply)))
    return (
        yield from deliver(
            Delivery(
                channel=channel,
                desk=context.desk,
                appeal=appeal,
                reply=reply,
                by=by,
                once=once,
            )
        )
    )


def create_draft(
    appeal: Appeal, reply: Reply, by: str | None, *, instead_of: Draft | None, once: bool
) -> Procedure[Draft]:
    """Keep a draft that could be sent."""
    context = yield from get_context()
    context.channel(appeal.id.channel).require_for(reply)
    desk = context.require_desk()
    return (
        yield from call_store(desk.draft, appeal, reply, by=by, instead_of=instead_of, once=once)
    )


def approve_draft(draft: Draft, by: str | None) -> Procedure[Draft]:
    """Approve a draft."""
    _check_draft(draft)
    context = yield from get_context()
    return (yield from call_store(context.require_desk().approve, draft, by=by))


def send_draft(draft: Draft) -> Procedure[SentReply]:
    """Send a draft as it was approved."""
    _check_draft(draft)
    context = yield from get_context()
    desk = context.require_desk()
    approval = yield from call_store(desk.require_approved, draft)
    stored = approval.draft
    channel = context.channel(stored.appeal.channel)
    channel.require_for(stored.reply)
    appeal = yield from call_store(desk.get, stored.appeal)
    if appeal is None:
        raise ParameterError(
            "draft",
            Text("a draft for {appeal}", appeal=show_value(str(stored.appeal))),
            "a draft for an appeal of the desk",
        )
    sent = yield from deliver(
        Delivery(
            channel=channel,
            desk=desk,
            appeal=appeal,
            reply=stored.reply,
            by=stored.approved_by,
            once=approval.once,
            seen=approval.seen,
        )
    )
    yield from call_store(desk.mark_draft_sent, stored)
    return sent


def settle_reply(
    id: AppealId, key: str, *, sent: bool, number: str | None, by: str | None
) -> Procedure[SentReply | None]:
    """Keep what a human decided."""
    context = yield from get_context()
    desk = context.require_desk()
    return (yield from call_store(desk.settle, id, key, sent=sent, number=number, by=by))


def _check_draft(draft: object) -> None:
    from govpublic_sdk.appeals.desk.values import Draft

    check_type("draft", draft, Draft, "a Draft, as `draft` gave it")
