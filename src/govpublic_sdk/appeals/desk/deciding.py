"""Whether a reply may be sent now: a pure decision over what was sent before and who is at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from govpublic_sdk.appeals.desk.merging import seen_by
from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.errors import Conflict
from govpublic_sdk.models.appeals import Appeal

__all__ = ["Decision", "decided", "seen_in"]

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
        raise _conflict(unseen[-1], "was sent", "Read the appeal again before you answer it.")
    return "send", None


def seen_in(appeal: Appeal, kept: Iterable[KeptReply]) -> frozenset[str]:
    """Keys of the replies that an appeal shows."""
    return seen_by(appeal.answers, (one for one in kept if one.state == "sent"))


def _of_same_key(appeal: Appeal, reply: Reply, same: KeptReply, now: datetime) -> Decision:
    if same.appeal != appeal.id:
        what = f"The key {same.reply.key!r} was used for the appeal {same.appeal}."
        raise Conflict(f"{what} Give this reply another one.")
    if same.state != "sent":
        return "look", _over(same, now)
    if same.has_words_of(reply):
        return "kept", same
    raise _conflict(same, "with other words was sent under this key", "Nothing more was sent.")


def _are_rivals(one: str, other: str) -> bool:
    """An interim answer and what follows it do not contradict; two decisions do."""
    return (one == "interim") == (other == "interim")


def _over(kept: KeptReply, now: datetime) -> KeptReply:
    """The reply, if its lease is over."""
    if kept.lease_until <= now:
        return kept
    what = (
        "is being sent right now"
        if kept.state == "begun"
        else "was begun, and nobody knows yet whether it arrived"
    )
    raise _conflict(kept, what, f"Ask again after {kept.lease_until:%H:%M:%S} UTC.")


def _has_spoken(appeal: Appeal, sent: KeptReply) -> bool:
    """Whether there is word from the citizen since."""
    since = sent.begun_at
    if appeal.stage == "reopened" and not (appeal.updated_at and appeal.updated_at <= since):
        return True
    heard = (one.at for one in appeal.events if one.kind == "message" and one.at is not None)
    return any(at > since for at in heard)


def _conflict(kept: KeptReply, what: str, advice: str) -> Conflict:
    when = kept.sent_at or kept.begun_at
    who = f" by {kept.by}" if kept.by else ""
    told = f"A reply ({kept.reply.kind}) to {kept.appeal} {what}, {when:%Y-%m-%d %H:%M:%S} UTC{who}"
    return Conflict(f"{told}.", advice=advice)
