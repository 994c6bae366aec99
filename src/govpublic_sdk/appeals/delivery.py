"""Sends one reply, exactly once as far as its channel allows.

The desk stores the reply as begun before it is sent, and as sent afterwards. If an earlier attempt
did not finish, wait until its lease expires, check whether the reply arrived, then resend it or
raise `OutcomeUnknown`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Guarded, Procedure, call_store
from govpublic_sdk._core.http import Ask, ClientContext, Sleep
from govpublic_sdk._core.pagination import as_procedure
from govpublic_sdk._core.retries import doubtful
from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.channel import Capability
from govpublic_sdk.appeals.desk.values import KeptReply, SendLease
from govpublic_sdk.appeals.replies import Reply, SentReply

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.desk.desk import Desk
    from govpublic_sdk.models.appeals import Appeal

__all__ = [
    "Delivery",
    "deliver",
    "surely_not_sent",
]

_Step: TypeAlias = Call[Any] | Guarded[Any] | Sleep | ClientContext | Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A reply with what is needed to send it.

    Attributes:
        channel: The channel of the appeal.
        desk: The desk that stores the reply.
        appeal: What is answered, as the officer sees it.
        reply: The reply to the citizen.
        by: The user who answers.
        once: Whether the same words are the same reply, until the citizen speaks again.
        seen: Keys of the replies that the officer has seen; None for those that `appeal` shows.
    """

    channel: Channel
    desk: Desk
    appeal: Appeal
    reply: Reply
    by: str | None
    once: bool
    seen: frozenset[str] | None = None


def deliver(delivery: Delivery) -> Procedure[SentReply]:
    """Send a reply unless it was sent before.

    Raises:
        Conflict: Another user is answering, or has answered.
        OutcomeUnknown: Its arrival is unknown.
    """
    while True:
        lease = yield from call_store(
            delivery.desk.begin,
            delivery.appeal,
            delivery.reply,
            by=delivery.by,
            once=delivery.once,
            seen=delivery.seen,
        )
        if isinstance(lease, SentReply):
            return lease
        if lease.doubtful is None or (yield from _can_send(delivery, lease, lease.doubtful)):
            return (yield from _send(delivery, lease))


def _can_send(delivery: Delivery, lease: SendLease, earlier: KeptReply) -> Procedure[bool]:
    """Look what became of a reply whose sender is gone; whether it may be sent by this right.

    If not, it was ended or forgotten, and all is to be asked anew.
    """
    same = earlier.reply.key == delivery.reply.key and earlier.has_words_of(delivery.reply)
    can = delivery.channel.capabilities
    if Capability.FIND_ANSWER in can:
        sent = yield from _find_sent(delivery, lease, delivery.reply if same else earlier.reply)
        if sent is not None:
            yield from call_store(delivery.desk.mark_sent, lease, sent)
            return False
        if not same:
            yield from call_store(delivery.desk.mark_failed, lease)
        return same
    if Capability.REPEATABLE in can and same:
        return True
    yield from call_store(delivery.desk.mark_unknown, lease, look_now=True)
    raise _outcome_unknown(
        delivery, earlier.reply, Text("it was started earlier and did not finish.")
    )


def _find_sent(delivery: Delivery, lease: SendLease, reply: Reply) -> Procedure[SentReply | None]:
    try:
        return (yield from delivery.channel.find_answer(delivery.appeal, reply))
    except errors.GovPublicError:
        with suppress(errors.StoreError):
            yield from call_store(delivery.desk.mark_unknown, lease, look_now=True)
        raise
    except BaseException:  # as in `_send`
        with suppress(errors.StoreError):
            delivery.desk.mark_unknown(lease, look_now=True)
        raise


def _send(delivery: Delivery, lease: SendLease) -> Procedure[SentReply]:
    monitor = _Monitor(delivery.desk, lease)
    try:
        sent = yield from monitor.run(delivery.channel.answer(delivery.appeal, delivery.reply))
    except errors.GovPublicError as error:
        if monitor.sent_nothing:
            yield from call_store(delivery.desk.mark_failed, lease)
            raise
        yield from call_store(delivery.desk.mark_unknown, lease)
        raise _outcome_unknown(delivery, delivery.reply, error.summary) from error
    except BaseException:  # Ctrl-C, a task that is cancelled, a fault of a transport: no more steps
        with suppress(errors.StoreError):
            if monitor.sent_nothing:
                delivery.desk.mark_failed(lease)
            else:
                delivery.desk.mark_unknown(lease)
        raise
    try:
        return (yield from call_store(delivery.desk.mark_sent, lease, sent))
    except (errors.StoreError, errors.ParameterError) as error:
        what = Text("it was sent, and the desk could not store that: {cause}", cause=error.summary)
        raise _outcome_unknown(delivery, delivery.reply, what) from error


class _Monitor:
    """Records whether the channel has sent a write, and renews the lease before each request.

    The lease is renewed after the turn of the request was granted, however long that took, so a
    request is sent only if it ends within the lease.

    Attributes:
        sent_nothing: Whether no write was sent, or the last one was certainly not carried out. An
            error that follows a write, such as that of a read after it, proves nothing.
    """

    def __init__(self, desk: Desk, lease: SendLease) -> None:
        self.sent_nothing = True
        self._is_lease_lost = False  # the lease could not be renewed after a write was sent
        self._desk = desk
        self._lease = lease

    def run(self, runnable: Call[SentReply] | Procedure[SentReply]) -> Procedure[SentReply]:
        """Return the same steps, watched."""
        steps = as_procedure(runnable)
        value: Any = None
        failed: errors.GovPublicError | None = None
        try:
            while True:
                step = steps.send(value) if failed is None else steps.throw(failed)
                value, failed = None, None
                try:
                    value = yield self._guard(step)
                except errors.GovPublicError as error:
                    failed = error
                    if _is_write(step) and surely_not_sent(error) and not self._is_lease_lost:
                        self.sent_nothing = True
        except StopIteration as done:
            sent: SentReply = done.value
            return sent
        finally:
            steps.close()

    def _guard(self, step: _Step) -> _Step:
        if not isinstance(step, Call):
            return step
        call: Call[Any] = step
        return Guarded(call, partial(self._renew_lease, call))

    def _renew_lease(self, call: Call[Any], timeout: float | None) -> None:
        try:
            self._desk.renew(self._lease, timeout=timeout)
        except errors.GovPublicError:
            self._is_lease_lost = not self.sent_nothing
            raise
        if _is_write(call):
            self.sent_nothing = False


def _is_write(step: _Step) -> bool:
    return isinstance(step, Call) and step.safety != "read"


def surely_not_sent(error: errors.GovPublicError) -> bool:
    """Whether the error of a write proves that the write was not carried out.

    Args:
        error: What went wrong.
    """
    if isinstance(error, errors.NetworkError):
        return not error.sent
    if isinstance(error, errors.ApiError):
        return not doubtful(error) and not isinstance(error, errors.Unavailable)
    if isinstance(error, errors.DeadlineExceeded | errors.RetryBudgetExhausted):
        return error.call is not None and error.call.safety == "unsafe"  # those go once
    return False


def _outcome_unknown(delivery: Delivery, reply: Reply, what: Text) -> errors.OutcomeUnknown:
    template = "Unknown outcome: reply ({kind}) to {appeal}: {what}"
    problem = Text(template, kind=reply.kind, appeal=delivery.appeal.id, what=what)
    step = Text("The channel cannot check it: check it by hand.")
    if Capability.FIND_ANSWER in delivery.channel.capabilities:
        step = Text("Send it again when its lease is over: it is looked for first.")
    key = f"client.appeals.settle({str(delivery.appeal.id)!r}, {reply.key!r}, sent=True)"
    advice = Text("{step} You can decide with {key}, or sent=False.", step=step, key=key)
    return errors.OutcomeUnknown(problem, advice=advice)
