"""Merges two versions of one appeal so that a poorer source takes nothing away. Pure.

The later version decides what both contain. What only one of them contains is kept: words, files,
answers, steps of the history, contacts. A text that is empty, or was cut off by a list, does not
replace the whole one; a later edit does.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast

from govpublic_sdk.models.appeals import (
    DONE_STAGES,
    Appeal,
    AppealAnswer,
    AppealAttachment,
    AppealEvent,
    Applicant,
    Category,
)
from govpublic_sdk.models.base import Model
from govpublic_sdk.models.private import Private

__all__ = ["merge_answers", "merge_appeals", "merge_events", "normalize_spaces", "time_of"]

M = TypeVar("M", bound=Model)
_Keys = tuple[Hashable | None, ...]

_FIRST: Final = datetime(1, 1, 1, tzinfo=UTC)
_CUT: Final = ("...", "…")
_LISTS: Final = ("attachments", "answers", "events", "related", "co_applicants")


def merge_appeals(stored: Appeal, new: Appeal) -> Appeal:
    """Return an appeal with what is stored of it and what a channel reports now.

    Args:
        stored: What the desk stores.
        new: What a channel reports. Its deadlines replace those of the same kind.
    """
    order = _compare_age(stored, new)
    older, newer = (new, stored) if order < 0 else (stored, new)
    is_later = order != 0
    changes = {name: value for name, value in older if _is_empty(getattr(newer, name, None))}
    changes["numbers"] = {**older.numbers, **newer.numbers}
    changes["attributes"] = _fill_map(older.attributes, newer.attributes)
    for name in ("text", "title", "reason"):
        changes[name] = _merge_text(getattr(older, name), getattr(newer, name), is_later=is_later)
    changes["applicant"] = _fill_part(older.applicant, newer.applicant, _is_other_person)
    changes["category"] = _merge_category(older.category, newer.category)
    for name in ("place", "responsible"):
        changes[name] = _fill_part(getattr(older, name), getattr(newer, name), _disagree)
    changes |= _merge_lists(older, newer, is_later=is_later)
    changes["deadlines"] = _merge_deadlines(stored, new)
    changes |= _merge_progress(older, newer, changes, is_later=is_later)
    changes["is_cropped"] = _is_cropped(older, newer, changes, is_later=is_later)
    changes["raw"] = _merge_raw(older, newer, changes)
    return newer.model_copy(update=changes)


def merge_events(
    older: Sequence[AppealEvent], newer: Sequence[AppealEvent], *, is_later: bool = False
) -> tuple[AppealEvent, ...]:
    """Return the steps of both histories, each once, in the order of time.

    Args:
        older: The steps that were known first.
        newer: The steps that are known now.
        is_later: Whether those are of a later moment, so that their texts may be edited ones.
    """
    return _sort_by_time(
        _merge_items(older, newer, _event_keys, _is_same_event, _fill_by(is_later))
    )


def merge_answers(
    older: Sequence[AppealAnswer], newer: Sequence[AppealAnswer], *, is_later: bool = False
) -> tuple[AppealAnswer, ...]:
    """Return the answers of both, each once; see `merge_events`."""
    return _sort_by_time(_merge_items(older, newer, _answer_keys, _always, _fill_by(is_later)))


def normalize_spaces(text: str | None) -> str:
    """A text whose spaces do not count."""
    return " ".join((text or "").split())


def time_of(one: AppealEvent | AppealAnswer) -> datetime:
    """When it happened; what has no date comes first."""
    return one.at or _FIRST


def _compare_age(stored: Appeal, new: Appeal) -> int:
    """1 if the new version is later, -1 if it is earlier, 0 if that is not known."""
    if new.updated_at is None or stored.updated_at is None:
        return 0
    return (new.updated_at > stored.updated_at) - (new.updated_at < stored.updated_at)


def _merge_lists(older: Appeal, newer: Appeal, *, is_later: bool) -> dict[str, Any]:
    return {
        "attachments": _merge_attachments(older.attachments, newer.attachments),
        "answers": merge_answers(older.answers, newer.answers, is_later=is_later),
        "events": merge_events(older.events, newer.events, is_later=is_later),
        "related": _merge_items(
            older.related, newer.related, lambda one: (one.id,), _always, _fill
        ),
        "co_applicants": _merge_items(
            older.co_applicants, newer.co_applicants, _person_keys, _always, _fill
        ),
    }


def _merge_progress(
    older: Appeal, newer: Appeal, changes: Mapping[str, Any], *, is_later: bool
) -> dict[str, Any]:
    """Stage, outcome and their word; a version without the answers that are known is not asked."""
    lost = len(newer.answers) < len(changes["answers"]) == len(older.answers)
    if (lost and not is_later) or (newer.stage == "unknown" and newer.raw_status is None):
        names = ("stage", "outcome", "raw_status") if older.stage != "unknown" else ()
        return {name: getattr(older, name) for name in names if not _is_empty(getattr(older, name))}
    says_nothing = newer.outcome == "none" and newer.stage == older.stage
    says_less = newer.outcome == "unknown" and {newer.stage, older.stage} <= DONE_STAGES
    knows = older.outcome not in ("none", "unknown")
    return {"outcome": older.outcome} if knows and (says_nothing or says_less) else {}


def _is_cropped(
    older: Appeal, newer: Appeal, changes: Mapping[str, Any], *, is_later: bool
) -> bool | None:
    """Whether something is still missing: no if a version that is whole contains all of both.

    An edit may take files away, so a later version that is whole needs no files of the older one.
    """
    wholes = [one for one in (older, newer) if not one.is_cropped]
    for whole in wholes:
        names = ("events",) if is_later and whole is newer else ("events", "attachments")
        if _contains(whole, changes, names):
            return None
    return None if len(wholes) == 2 else True


def _merge_raw(older: Appeal, newer: Appeal, changes: Mapping[str, Any]) -> Any:
    """What the channel sent; a version that has less than the older one does not replace it."""
    if _is_empty(newer.raw) or _is_empty(older.raw):
        return older.raw if _is_empty(newer.raw) else newer.raw
    is_poorer = not _contains(newer, changes, _LISTS) and _contains(older, changes, _LISTS)
    return older.raw if is_poorer else newer.raw


def _contains(version: Appeal, changes: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether a version has the text and all items of the merged one."""
    is_whole = all(len(getattr(version, name)) == len(changes[name]) for name in names)
    return is_whole and normalize_spaces(version.text) == normalize_spaces(changes["text"])


def _merge_deadlines(stored: Appeal, new: Appeal) -> tuple[Any, ...]:
    kinds = {deadline.kind for deadline in new.deadlines}
    return (
        *new.deadlines,
        *(deadline for deadline in stored.deadlines if deadline.kind not in kinds),
    )


# Texts


def _merge_text(older: str | None, newer: str | None, *, is_later: bool) -> str | None:
    """The newer text, unless the older one is the whole of it."""
    before, now = normalize_spaces(older), normalize_spaces(newer)
    if not now:
        return older if before or newer is None else newer
    if not before or _is_cut(before, of=now):
        return newer
    is_part = not is_later and before != now and now in before
    return older if is_part or _is_cut(now, of=before) else newer


def _is_cut(text: str, *, of: str) -> bool:
    """Whether a text is the beginning of another, marked by its last character."""
    sign = next((one for one in _CUT if text.endswith(one)), None)
    if sign is None:
        return False
    begin = text.removesuffix(sign).rstrip()
    return len(begin) < len(of) and of.startswith(begin)


# Values


def _is_empty(value: object) -> bool:
    if isinstance(value, Private):
        value = cast("Private[object]", value).reveal()
    return value is None or value in ("", (), [], {})


def _fill_map(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in newer.items() if not _is_empty(value)}
    return {**newer, **older, **told}


def _fill(older: M, newer: M) -> M:
    """The newer value with what only the older one has."""
    missing = {name: value for name, value in older if _is_empty(getattr(newer, name, None))}
    return newer.model_copy(update=missing)


def _fill_by(is_later: bool) -> Callable[[Any, Any], Any]:
    """How events and answers are filled: texts by the rule of texts, files without a loss."""

    def fill(older: Any, newer: Any) -> Any:
        filled = _fill(older, newer)
        text = _merge_text(older.text, newer.text, is_later=is_later)
        changes: dict[str, Any] = {"text": text}
        if isinstance(filled, AppealAnswer):
            changes["attachments"] = _merge_attachments(older.attachments, newer.attachments)
        return filled.model_copy(update=changes)

    return fill


def _fill_part(older: M | None, newer: M | None, is_other: Callable[[M, M], bool]) -> M | None:
    """The newer value, filled from the older one unless that is about something else."""
    if older is None or newer is None:
        return older if newer is None else newer
    return newer if is_other(older, newer) else _fill(older, newer)


def _disagree(older: Model, newer: Model) -> bool:
    """Whether two values contradict each other in a field that both have."""
    return any(
        value != getattr(newer, name, None)
        for name, value in older
        if not _is_empty(value) and not _is_empty(getattr(newer, name, None))
    )


def _is_other_person(older: Applicant, newer: Applicant) -> bool:
    accounts = older.account, newer.account
    return not any(map(_is_empty, accounts)) and accounts[0] != accounts[1]


def _merge_category(older: Category | None, newer: Category | None) -> Category | None:
    """The newer category; finer levels and ids of the older one stay if the coarser ones agree."""
    if older is None or newer is None:
        return older if newer is None else newer
    levels: dict[str, Any] = {}
    for name in ("group", "topic", "fact"):
        before, now = getattr(older, name), getattr(newer, name)
        if before is not None and now is not None and _disagree(before, now):
            return newer
        levels[name] = _fill_part(before, now, _disagree)
    return newer.model_copy(update=levels)


# Lists


def _merge_items(
    older: Sequence[M],
    newer: Sequence[M],
    keys: Callable[[M], _Keys],
    are_one: Callable[[M, M], bool],
    fill: Callable[[M, M], M],
) -> tuple[M, ...]:
    """The items of two lists; those of both are filled from the older ones.

    The order is that of the newer list if it has all items, else that of the older one.

    Args:
        older: Items.
        newer: Items.
        keys: By what an item is found in the other list, the most certain key first.
        are_one: Whether two items with the same key are the same item.
        fill: Makes one item of an older and a newer one.
    """
    partner = _match_items(older, newer, keys, are_one)
    both = {at: fill(older[place], newer[at]) for place, at in partner.items()}
    if len(partner) == len(older):
        return tuple(both.get(at, one) for at, one in enumerate(newer))
    merged = [both[partner[place]] if place in partner else one for place, one in enumerate(older)]
    return (*merged, *(one for at, one in enumerate(newer) if at not in both))


def _match_items(
    older: Sequence[M],
    newer: Sequence[M],
    keys: Callable[[M], _Keys],
    are_one: Callable[[M, M], bool],
) -> dict[int, int]:
    """Places in the older list and in the newer one that hold the same item."""
    before, now = [keys(one) for one in older], [keys(one) for one in newer]
    pairs: dict[int, int] = {}
    matched: set[int] = set()
    for level in range(max(map(len, before), default=0)):
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for at, own in enumerate(now):
            if own[level] is not None and at not in matched:
                waiting[own[level]].append(at)
        for index, own in enumerate(before):
            if index in pairs or own[level] is None:
                continue
            queue = waiting.get(own[level])
            same = next((one for one in queue or () if are_one(older[index], newer[one])), None)
            if queue is not None and same is not None:
                queue.remove(same)
                matched.add(same)
                pairs[index] = same
    return pairs


def _sort_by_time(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=time_of))


def _always(older: object, newer: object) -> bool:
    return True


def _merge_attachments(
    older: Sequence[AppealAttachment], newer: Sequence[AppealAttachment]
) -> tuple[AppealAttachment, ...]:
    return _merge_items(older, newer, _attachment_keys, _is_same_file, _fill)


def _attachment_keys(attachment: AppealAttachment) -> _Keys:
    # addresses of files carry keys that change with every answer of a service
    address = attachment.url.partition("?")[0] if attachment.url else None
    named = (attachment.name, attachment.size) if attachment.name else None
    return (
        attachment.id,
        attachment.url,
        address,
        named,
        (attachment.id, attachment.url, attachment.name, attachment.content_type, attachment.size),
    )


def _is_same_file(older: AppealAttachment, newer: AppealAttachment) -> bool:
    return not older.id or not newer.id or older.id == newer.id


def _answer_keys(answer: AppealAnswer) -> _Keys:
    words = normalize_spaces(answer.text) or None
    return (
        answer.id,
        words,
        (answer.at, answer.kind) if answer.at is not None and words is None else None,
    )


def _event_keys(event: AppealEvent) -> _Keys:
    step = (event.at, event.kind)
    whole = (*step, event.stage, event.raw_status, normalize_spaces(event.text), event.actor)
    return event.id, whole, step if event.at is not None else None


def _is_same_event(older: AppealEvent, newer: AppealEvent) -> bool:
    """Whether two steps are the same; without numbers, one may lack what the other has."""
    if older.id is not None and newer.id is not None:
        return older.id == newer.id
    texts = normalize_spaces(older.text), normalize_spaces(newer.text)
    agree = not all(texts) or texts[0].startswith(texts[1]) or texts[1].startswith(texts[0])
    fields = ("stage", "raw_status", "actor")
    pairs = ((getattr(older, name), getattr(newer, name)) for name in fields)
    return agree and all(not a or not b or a == b for a, b in pairs)


def _person_keys(person: Applicant) -> _Keys:
    def key_of(*names: str) -> Hashable | None:
        held = tuple(getattr(person, name) for name in names)
        return None if all(map(_is_empty, held)) else held

    name = key_of("surname", "name", "patronymic")
    return (
        key_of("account"),
        key_of("email"),
        key_of("phone"),
        name,
        tuple(value for _, value in person),
    )
