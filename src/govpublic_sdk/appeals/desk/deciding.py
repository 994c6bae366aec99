"""Whether a reply may be sent now: a pure decision over what was sent before and who is at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.desk.merging import seen_by
from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.errors import Conflict
from govpublic_sdk.models.appeals import Appeal

__all__ = ["Decision", "decided", "seen_in"]

_SENT = "A reply ({kind}) to {appeal} was sent by another user ({time} UTC{user})."
_OTHER_TEXT = "Another reply ({kind}) to {appeal} was sent with this key ({time} UTC{user})."
_BEING_SENT = "A reply ({kind}) to {appeal} is being sent (since {time} UTC{user})."
_UNFINISHED = (
    "A reply ({kind}) to {appeal} was started and did not finish ({time} UTC{user}); it is unknown"
    " whether it arrived."
)

Decision: TypeAlias = tuple[Literal["send", "kept", "look"], KeptReply | None]


def decided(
    appeal: Appeal,
    reply: Reply,
    kept: Sequence[KeptReply],
    *,
    now: datetime,
    seen: frozenset[str],
    once: bool,
) -> Decision:
    """What to do with a reply: send it, give the kept one back, or look after a doubtful one first.

    Args:
        appeal: What is answered, as the officer sees it.
        reply: What he wants to say.
        kept: Replies to it, and the one of the same key whatever it was for; oldest first.
        now: The present moment.
        seen: Keys of the replies that the officer has seen.
        once: Whether the same words are the same reply, until the citizen speaks again.

    Raises:
        Conflict: Somebody else is sending or has sent one that he has not seen; or the key was
            used for something else.
    """
    same = next((one for one in kept if one.reply.key == reply.key), None)
    if same is not None:
        return _of_same_key(appeal, reply, same, now)
    rivals = [one for one in kept if _are_rivals(one.reply.kind, reply.kind)]
    doubtful = next((one for one in rivals if one.state != "sent"), None)
    if doubtful is not None:
        return "look", _over(doubtful, now)
    repeated = [one for one in rivals if one.has_words_of(reply)]
    if once and repeated and not _has_spoken(appeal, repeated[-1]):
        return "kept", repeated[-1]
    unseen = [one for one in rivals if one.reply.key not in seen]
    if unseen:
        raise _conflict(unseen[-1], _SENT, Text("Read the appeal again before you answer it."))
    return "send", None


def seen_in(appeal: Appeal, kept: Iterable[KeptReply]) -> frozenset[str]:
    """Keys of the replies that an appeal shows."""
    return seen_by(appeal.answers, (one for one in kept if one.state == "sent"))


def _of_same_key(appeal: Appeal, reply: Reply, same: KeptReply, now: datetime) -> Decision:
    if same.appeal != appeal.id:
        raise Conflict(
            Text(
                "Key {key} was used for appeal {appeal}.",
                key=show_value(same.reply.key),
                appeal=show_value(str(same.appeal)),
            ),
            advice="Give this reply another key.",
        )
    if same.state != "sent":
        return "look", _over(same, now)
    if same.has_words_of(reply):
        return "kept", same
    raise _conflict(same, _OTHER_TEXT, Text("Give this reply another key."))


def _are_rivals(one: str, other: str) -> bool:
    """An interim answer and what follows it do not contradict; two decisions do."""
    return (one == "interim") == (other == "interim")


def _over(kept: KeptReply, now: datetime) -> KeptReply:
    """The reply, if its lease is over."""
    if kept.lease_until <= now:
        return kept
    what = _BEING_SENT if kept.state == "begun" else _UNFINISHED
    advice = Text("Try again after {time} UTC.", time=f"{kept.lease_until:%H:%M:%S}")
    raise _conflict(kept, what, advice)


def _has_spoken(appeal: Appeal, sent: KeptReply) -> bool:
    """Whether there is word from the citizen since."""
    since = sent.begun_at
    if appeal.stage == "reopened" and not (appeal.updated_at and appeal.updated_at <= since):
        return True
    heard = (one.at for one in appeal.events if one.kind == "message" and one.at is not None)
    return any(at > since for at in heard)


def _conflict(kept: KeptReply, template: str, advice: Text) -> Conflict:
    when = kept.sent_at or kept.begun_at
    reason = Text(
        template,
        kind=kept.reply.kind,
        appeal=kept.appeal,
        time=f"{when:%Y-%m-%d %H:%M:%S}",
        user=Text(", {name}", name=kept.by) if kept.by else "",
    )
    return Conflict(reason, advice=advice)
