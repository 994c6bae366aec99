"""Applies replies and updates to an appeal, and decides whether a reply may be sent. Pure.

A channel may show a reply of the desk later, or never. Two versions of an appeal are merged in
`versions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.desk.versions import (
    merge_answers,
    merge_appeals,
    merge_events,
    normalize_spaces,
)
from govpublic_sdk.appeals.replies import AppealUpdate, Reply
from govpublic_sdk.errors import Conflict
from govpublic_sdk.models.appeals import FINAL_KINDS, Appeal, AppealAnswer, AppealEvent

__all__ = [
    "Decision",
    "apply_reply",
    "apply_update",
    "decide_send",
    "keys_seen_by",
    "keys_seen_in",
    "merge_appeals",
]

_OUTCOMES = {"refusal": "refused", "forward": "forwarded", "postpone": "postponed"}


def _take_answer(pool: list[AppealAnswer], id: str | None, text: str | None) -> AppealAnswer | None:
    """The answer of a number, or else of some words, which is taken out of a pool of them."""
    words = normalize_spaces(text)
    answer = next((one for one in pool if id is not None and one.id == id), None) or next(
        (one for one in pool if words and normalize_spaces(one.text) == words), None
    )
    if answer is not None:
        del pool[next(place for place, one in enumerate(pool) if one is answer)]
    return answer


def keys_seen_by(answers: Iterable[AppealAnswer], replies: Iterable[KeptReply]) -> frozenset[str]:
    """Keys of the replies that a reader of these answers has seen.

    Each answer matches one reply: the same words that were sent twice must be seen twice.

    Args:
        answers: What an appeal shows.
        replies: What was sent, oldest first.
    """
    pool = list(answers)
    return frozenset(
        reply.reply.key for reply in replies if _take_answer(pool, reply.number, reply.reply.text)
    )


def apply_reply(appeal: Appeal, stored: KeptReply, sent: Iterable[KeptReply]) -> Appeal:
    """The appeal after a reply was sent, as far as that can be known here.

    Its answer is there. One that ends the matter makes it `answered`, until the channel sends
    otherwise. A postponed one stays open, one that is only interim changes no stage.

    Args:
        appeal: The appeal before.
        stored: The reply, sent.
        sent: All replies that were sent, this one included, oldest first.
    """
    reply = stored.reply
    answer = AppealAnswer(
        id=stored.number, kind=reply.kind, text=reply.text, at=stored.sent_at, author=stored.by
    )
    is_shown = reply.key in keys_seen_by(appeal.answers, sent)
    answers = merge_answers((answer,), appeal.answers) if is_shown else (*appeal.answers, answer)
    changes: dict[str, Any] = {"answers": answers}
    if reply.kind in FINAL_KINDS and appeal.is_open:
        changes["stage"] = "answered"
    outcome = "solved" if reply.kind == "final" and reply.solved else _OUTCOMES.get(reply.kind)
    return appeal.model_copy(update=changes | ({"outcome": outcome} if outcome else {}))


def apply_update(appeal: Appeal, update: AppealUpdate) -> Appeal:
    """The appeal after something happened to it; an update that is known may add what it lacked.

    What is dated before the appeal was sent is not believed. A stage is taken over unless a later
    one is known.

    Args:
        appeal: The appeal before.
        update: What happened.
    """
    event = update.event
    if _is_before(appeal, event):
        return appeal
    changes: dict[str, Any] = {"events": merge_events(appeal.events, (event,))}
    if update.answer is not None:
        changes["answers"] = merge_answers(appeal.answers, (update.answer,))
    is_new = not _is_known(appeal, event)
    if is_new and event.stage is not None and not _is_late(appeal, event):
        changes |= {"stage": event.stage, "raw_status": event.raw_status or appeal.raw_status}
        changes["updated_at"] = event.at or appeal.updated_at
    return appeal.model_copy(update=changes)


def _is_known(appeal: Appeal, event: AppealEvent) -> bool:
    if event.id is None:
        return event in appeal.events
    return any(one.id == event.id for one in appeal.events)


def _is_before(appeal: Appeal, event: AppealEvent) -> bool:
    if event.at is None or appeal.submitted_at is None:
        return False
    return event.at < appeal.submitted_at


def _is_late(appeal: Appeal, event: AppealEvent) -> bool:
    known = [one.at for one in appeal.events if one.stage is not None and one.at is not None]
    known += [appeal.updated_at] if appeal.updated_at is not None else []
    return event.at is not None and any(event.at < one for one in known)


_SENT = "A reply ({kind}) to {appeal} was sent by another user ({time} UTC{user})."
_OTHER_TEXT = "Another reply ({kind}) to {appeal} was sent with this key ({time} UTC{user})."
_BEING_SENT = "A reply ({kind}) to {appeal} is being sent (since {time} UTC{user})."
_UNFINISHED = (
    "A reply ({kind}) to {appeal} was started and did not finish ({time} UTC{user}); it is unknown"
    " whether it arrived."
)

Decision: TypeAlias = tuple[Literal["send", "kept", "look"], KeptReply | None]


def decide_send(
    appeal: Appeal,
    reply: Reply,
    stored: Sequence[KeptReply],
    *,
    now: datetime,
    seen: frozenset[str],
    once: bool,
) -> Decision:
    """What to do with a reply: send it, give the kept one back, or look after a doubtful one first.

    Args:
        appeal: What is answered, as the officer sees it.
        reply: What he wants to say.
        stored: Replies to it, and the one with the same key for any appeal; oldest first.
        now: The current time.
        seen: Keys of the replies that the officer has seen.
        once: Whether the same words are the same reply, until the citizen speaks again.

    Raises:
        Conflict: Another user is sending or has sent one that this user has not seen; or the key
            was used for something else.
    """
    same = next((one for one in stored if one.reply.key == reply.key), None)
    if same is not None:
        return _decide_same_key(appeal, reply, same, now)
    # an interim answer and a decision do not contradict each other; two decisions do
    competing = [
        one for one in stored if (one.reply.kind == "interim") == (reply.kind == "interim")
    ]
    unfinished = next((rival for rival in competing if rival.state != "sent"), None)
    if unfinished is not None:
        return "look", _require_expired(unfinished, now)
    repeated = [rival for rival in competing if rival.has_words_of(reply)]
    if once and repeated and not _has_new_message(appeal, repeated[-1]):
        return "kept", repeated[-1]
    unseen = [rival for rival in competing if rival.reply.key not in seen]
    if unseen:
        raise _conflict(unseen[-1], _SENT, Text("Read the appeal again before you answer it."))
    return "send", None


def keys_seen_in(appeal: Appeal, replies: Iterable[KeptReply]) -> frozenset[str]:
    """Keys of the replies that an appeal shows."""
    return keys_seen_by(appeal.answers, (one for one in replies if one.state == "sent"))


def _decide_same_key(appeal: Appeal, reply: Reply, same: KeptReply, now: datetime) -> Decision:
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
        return "look", _require_expired(same, now)
    if same.has_words_of(reply):
        return "kept", same
    raise _conflict(same, _OTHER_TEXT, Text("Give this reply another key."))


def _require_expired(earlier: KeptReply, now: datetime) -> KeptReply:
    """The reply, if its lease is over."""
    if earlier.lease_until <= now:
        return earlier
    what = _BEING_SENT if earlier.state == "begun" else _UNFINISHED
    advice = Text("Try again after {time} UTC.", time=f"{earlier.lease_until:%H:%M:%S}")
    raise _conflict(earlier, what, advice)


def _has_new_message(appeal: Appeal, sent: KeptReply) -> bool:
    """Whether there is word from the citizen since."""
    since = sent.begun_at
    if appeal.stage == "reopened" and not (appeal.updated_at and appeal.updated_at <= since):
        return True
    heard = (
        event.at for event in appeal.events if event.kind == "message" and event.at is not None
    )
    return any(at > since for at in heard)


def _conflict(earlier: KeptReply, template: str, advice: Text) -> Conflict:
    when = earlier.sent_at or earlier.begun_at
    reason = Text(
        template,
        kind=earlier.reply.kind,
        appeal=earlier.appeal,
        time=f"{when:%Y-%m-%d %H:%M:%S}",
        user=Text(", {name}", name=earlier.by) if earlier.by else "",
    )
    return Conflict(reason, advice=advice)
