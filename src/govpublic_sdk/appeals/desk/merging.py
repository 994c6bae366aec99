"""What becomes of an appeal by replies and updates: pure decisions, nothing is stored.

What the desk sent may be shown by the channel later, or never. Two versions of an appeal are
merged in `versions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.desk.versions import merge_answers, merge_events, merged, words_in
from govpublic_sdk.appeals.replies import AppealUpdate
from govpublic_sdk.models.appeals import FINAL_KINDS, Appeal, AppealAnswer, AppealEvent

__all__ = ["answered", "merged", "seen_by", "updated"]

_OUTCOMES = {"refusal": "refused", "forward": "forwarded", "postpone": "postponed"}


def _taken(pool: list[AppealAnswer], id: str | None, text: str | None) -> AppealAnswer | None:
    """The answer of a number, or else of some words, which is taken out of a pool of them."""
    words = words_in(text)
    found = next((one for one in pool if id is not None and one.id == id), None) or next(
        (one for one in pool if words and words_in(one.text) == words), None
    )
    if found is not None:
        del pool[next(place for place, one in enumerate(pool) if one is found)]
    return found


def seen_by(answers: Iterable[AppealAnswer], replies: Iterable[KeptReply]) -> frozenset[str]:
    """Keys of the replies that whoever looks at these answers has seen.

    Each answer stands for one reply: the same words that were sent twice must be seen twice.

    Args:
        answers: What an appeal shows.
        replies: What was sent, oldest first.
    """
    pool = list(answers)
    return frozenset(one.reply.key for one in replies if _taken(pool, one.number, one.reply.text))


def answered(appeal: Appeal, kept: KeptReply, sent: Iterable[KeptReply]) -> Appeal:
    """The appeal after a reply was sent, as far as that can be known here.

    Its answer is there. One that ends the matter makes it `answered`, until the channel tells
    otherwise. A postponed one stays open, one that is only interim changes no stage.

    Args:
        appeal: The appeal before.
        kept: The reply, sent.
        sent: All replies that were sent, this one included, oldest first.
    """
    reply = kept.reply
    answer = AppealAnswer(
        id=kept.number, kind=reply.kind, text=reply.text, at=kept.sent_at, author=kept.by
    )
    is_shown = reply.key in seen_by(appeal.answers, sent)
    answers = merge_answers((answer,), appeal.answers) if is_shown else (*appeal.answers, answer)
    changes: dict[str, Any] = {"answers": answers}
    if reply.kind in FINAL_KINDS and appeal.is_open:
        changes["stage"] = "answered"
    outcome = "solved" if reply.kind == "final" and reply.solved else _OUTCOMES.get(reply.kind)
    return appeal.model_copy(update=changes | ({"outcome": outcome} if outcome else {}))


def updated(appeal: Appeal, update: AppealUpdate) -> Appeal:
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
