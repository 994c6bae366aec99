"""Steps and outcomes of the incident system, in the words of the one model.

Words: https://github.com/Nikitososs/DigitalBreakthrough. A step that is done closes an incident and
says nothing of what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal

from govpublic_sdk.appeals.normal_form import normal_form

__all__ = ["outcome_of", "stage_of", "status_of", "what_words_are"]

_IN_WORK: Final = "в работе"
_DONE: Final = "готово"
_FORWARDED: Final = "перенаправлено"
_OUTCOMES: Final[Mapping[str, str]] = {
    "решено": "solved",
    "разъяснено": "explained",
    "отклонено": "refused",
    "не решено": "not_solved",
    "отложено": "postponed",
}
_OPEN = frozenset({"postponed", "none", "unknown"})
_MOST = 0.8


@lru_cache(maxsize=1_024)
def stage_of(step: str, outcome: str, *, has_end: bool) -> str:
    """Where the work is.

    Args:
        step: The word of the column «Текущий шаг инцидента».
        outcome: The word of the column «Итог».
        has_end: Whether there is a date of closing.
    """
    at, end = normal_form(step), normal_form(outcome)
    if at == _DONE:
        return "closed"
    if _IN_WORK in (at, end):
        return "in_progress"
    if at:
        return "unknown"
    if has_end or _word(end) not in _OPEN:
        return "closed"
    return "in_progress" if _word(end) == "postponed" else "unknown"


@lru_cache(maxsize=1_024)
def outcome_of(outcome: str, stage: str) -> str:
    """What came of it; `unknown` for a closed one of which nobody says so.

    Args:
        outcome: The word of the column «Итог».
        stage: Where the work is.
    """
    word = _word(normal_form(outcome))
    return "unknown" if word == "none" and stage == "closed" else word


def status_of(step: str, outcome: str) -> str | None:
    """Both words as they were written."""
    return " / ".join(one for one in (step, outcome) if one) or None


def what_words_are(words: Iterable[str]) -> Literal["step", "outcome"] | None:
    """Whether the words of a column are steps or outcomes; None if that is not certain.

    Args:
        words: Its cells; blank ones say nothing, and «в работе» is both.
    """
    forms = [form for form in map(normal_form, words) if form]
    steps = forms.count(_DONE)
    outcomes = sum(_word(form) not in ("none", "unknown") for form in forms)
    known = steps + outcomes + forms.count(_IN_WORK)
    if known < _MOST * len(forms) or bool(steps) == bool(outcomes):
        return None
    return "outcome" if outcomes else "step"


def _word(end: str) -> str:
    if not end or end == _IN_WORK:
        return "none"
    if end.startswith(_FORWARDED):
        return "forwarded"
    return _OUTCOMES.get(end, "unknown")
