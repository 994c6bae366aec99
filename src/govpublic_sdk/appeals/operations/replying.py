"""Replies from what an officer gives: checked, drafted, approved, handed on to be delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING

from govpublic_sdk._call import Procedure, call_store
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.operations.delivering import Delivery, delivered
from govpublic_sdk.appeals.operations.room import room
from govpublic_sdk.appeals.operations.single import an_appeal
from govpublic_sdk.appeals.paging import asked
from govpublic_sdk.appeals.parameters import ReplyKind, check_type, each_of
from govpublic_sdk.appeals.replies import OutgoingFile, Reply, SentReply
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId

if TYPE_CHECKING:
    from govpublic_sdk.appeals.desk.values import Draft

__all__ = ["answered", "approved", "drafted", "reply_to", "sent", "settled"]


def reply_to(
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
    """The reply that is meant.

    Raises:
        ParameterError: It is none.
    """
    seen = an_appeal(appeal)
    check_type("to", to, (str, NoneType), "a text, or None")
    check_type("attributes", attributes, (Mapping, NoneType), "a mapping, or None")
    if kind == "forward" and not (to or "").strip():
        raise ParameterError("to", "empty", "the organisation that the appeal is forwarded to")
    return Reply(
        text=text,
        kind=kind,
        key=_key_of(seen, kind) if key is None else key,
        files=each_of("files", files, OutgoingFile, "a list of OutgoingFile"),
        to=to,
        until=until,
        solved=solved,
        number=number,
        executor=executor,
        attributes=dict(attributes or {}),
    )


def _key_of(appeal: Appeal, kind: str) -> str:
    """Which answer of its kind it is, counted by those that the officer has seen."""
    return f"{appeal.id}/{kind}/{len(appeal.answers)}"


def answered(appeal: Appeal, reply: Reply, by: str | None, *, once: bool) -> Procedure[SentReply]:
    """Send a reply, through the desk where there is one."""
    inside = yield from room()
    channel = inside.channel(appeal.id.channel)
    channel.require_for(reply)
    if inside.desk is None:
        return (yield from asked(channel.answer(appeal, reply)))
    return (
        yield from delivered(
            Delivery(
                channel=channel,
                desk=inside.desk,
                appeal=appeal,
                reply=reply,
                by=by,
                once=once,
            )
        )
    )


def drafted(
    appeal: Appeal, reply: Reply, by: str | None, *, instead_of: Draft | None, once: bool
) -> Procedure[Draft]:
    """Keep a draft that could be sent."""
    inside = yield from room()
    inside.channel(appeal.id.channel).require_for(reply)
    desk = inside.needed_desk()
    return (
        yield from call_store(desk.draft, appeal, reply, by=by, instead_of=instead_of, once=once)
    )


def approved(draft: Draft, by: str | None) -> Procedure[Draft]:
    """Approve a draft."""
    _check_draft(draft)
    inside = yield from room()
    return (yield from call_store(inside.needed_desk().approve, draft, by=by))


def sent(draft: Draft) -> Procedure[SentReply]:
    """Send a draft as it was approved."""
    _check_draft(draft)
    inside = yield from room()
    desk = inside.needed_desk()
    approval = yield from call_store(desk.approved, draft)
    kept = approval.draft
    channel = inside.channel(kept.appeal.channel)
    channel.require_for(kept.reply)
    appeal = yield from call_store(desk.get, kept.appeal)
    if appeal is None:
        raise ParameterError(
            "draft",
            Text("a draft for {appeal}", appeal=show_value(str(kept.appeal))),
            "a draft for an appeal of the desk",
        )
    done = yield from delivered(
        Delivery(
            channel=channel,
            desk=desk,
            appeal=appeal,
            reply=kept.reply,
            by=kept.approved_by,
            once=approval.once,
            seen=approval.seen,
        )
    )
    yield from call_store(desk.draft_sent, kept)
    return done


def settled(
    id: AppealId, key: str, *, sent: bool, number: str | None, by: str | None
) -> Procedure[SentReply | None]:
    """Keep what a human decided."""
    inside = yield from room()
    desk = inside.needed_desk()
    return (yield from call_store(desk.settle, id, key, sent=sent, number=number, by=by))


def _check_draft(draft: object) -> None:
    from govpublic_sdk.appeals.desk.values import Draft

    check_type("draft", draft, Draft, "a Draft, as `draft` gave it")
