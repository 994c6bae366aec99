"""What is known of an appeal from two tellings of it: pure decisions, nothing is stored.

A list may tell less than the appeal itself does, an older telling may come after a newer one, and
what the desk sent may be shown by the channel later, or never.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from govpublic_sdk.appeals.desk.values import KeptReply
from govpublic_sdk.appeals.replies import AppealUpdate
from govpublic_sdk.models.appeals import FINAL_KINDS, Appeal, AppealAnswer, AppealEvent

__all__ = ["answered", "merged", "seen_by", "updated"]

_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_OUTCOMES = {"refusal": "refused", "forward": "forwarded", "postpone": "postponed"}


def merged(kept: Appeal, new: Appeal) -> Appeal:
    """An appeal from what is kept of it and what was told now.

    The newer telling holds; what it leaves out stays; events and answers of both are kept.
    Deadlines are those of the new telling: they are no business of this module.

    Args:
        kept: What the desk holds.
        new: What a channel tells.
    """
    older, newer = (new, kept) if _is_older(new, kept) else (kept, new)
    changes: dict[str, Any] = {
        name: value for name, value in older if value is not None and getattr(newer, name) is None
    }
    changes["numbers"] = {**older.numbers, **newer.numbers}
    changes["attributes"] = {**older.attributes, **newer.attributes}
    changes["events"] = _events(older.events, newer.events)
    changes["answers"] = _answers(older.answers, newer.answers)
    for name in ("attachments", "related", "co_applicants"):
        changes[name] = getattr(newer, name) or getattr(older, name)
    changes["deadlines"] = new.deadlines
    return newer.model_copy(update=changes)


def _is_older(new: Appeal, kept: Appeal) -> bool:
    if new.updated_at is None or kept.updated_at is None:
        return False
    return new.updated_at < kept.updated_at


def _events(older: Sequence[AppealEvent], newer: Sequence[AppealEvent]) -> tuple[AppealEvent, ...]:
    ids = {one.id for one in newer if one.id is not None}
    left = [one for one in older if one.id not in ids and one not in newer]
    return tuple(sorted((*left, *newer), key=_when))


def _answers(
    older: Sequence[AppealAnswer], newer: Sequence[AppealAnswer]
) -> tuple[AppealAnswer, ...]:
    """Answers in the order in which they were known first, as they are told now."""
    pool = list(newer)
    known = [_filled(_taken(pool, one.id, one.text), one) for one in older]
    return tuple(sorted((*known, *pool), key=_when))


def _filled(newer: AppealAnswer | None, older: AppealAnswer) -> AppealAnswer:
    if newer is None:
        return older
    missing = {name: value for name, value in older if getattr(newer, name) is None}
    return newer.model_copy(update=missing)


def _when(one: AppealEvent | AppealAnswer) -> datetime:
    return one.at or _FIRST


def _taken(pool: list[AppealAnswer], id: str | None, text: str | None) -> AppealAnswer | None:
    """The answer of a number, or else of some words, which is taken out of a pool of them."""
    words = _words(text)
    found = next((one for one in pool if id is not None and one.id == id), None) or next(
        (one for one in pool if words and _words(one.text) == words), None
    )
    if found is not None:
        del pool[next(place for place, one in enumerate(pool) if one is found)]
    return found


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


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
    answers = _answers((answer,), appeal.answers) if is_shown else (*appeal.answers, answer)
    changes: dict[str, Any] = {"answers": answers}
    if reply.kind in FINAL_KINDS and appeal.is_open:
        changes["stage"] = "answered"
    outcome = "solved" if reply.kind == "final" and reply.solved else _OUTCOMES.get(reply.kind)
    return appeal.model_copy(update=changes | ({"outcome": outcome} if outcome else {}))


def updated(appeal: Appeal, update: AppealUpdate) -> Appeal:
    """The appeal after something happened to it; the same one if that is known already.

    What is dated before the appeal was sent is not believed. A stage is taken over unless a later
    one is known.

    Args:
        appeal: The appeal before.
        update: What happened.
    """
    event = update.event
    if _is_known(appeal, event) or _is_before(appeal, event):
        return appeal
    changes: dict[str, Any] = {"events": _events(appeal.events, (event,))}
    if update.answer is not None:
        changes["answers"] = _answers(appeal.answers, (update.answer,))
    if event.stage is not None and not _is_late(appeal, event):
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
