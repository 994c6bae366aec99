"""The state of an appeal against its deadlines at a given time.

An open appeal is late if any outstanding step is overdue: registration, first answer or final
answer. A closed one is judged by its final answer alone. An internal control date and a term that
binds only in a case that may not apply make no appeal late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from govpublic_sdk.appeals.deadlines.calculation import ANSWER_KINDS, main_deadline
from govpublic_sdk.models.appeals import FINAL_KINDS

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal
    from govpublic_sdk.models.deadlines import Deadline

__all__ = [
    "STANDINGS",
    "Standing",
    "TermStanding",
    "arrival",
    "first_answered_at",
    "first_final_at",
    "last_final_at",
    "term_of",
    "time_to",
]


def arrival(appeal: Appeal) -> datetime | None:
    """When it came: when it was sent, else when it was registered."""
    return appeal.submitted_at or appeal.registered_at


def first_answered_at(appeal: Appeal) -> datetime | None:
    """When the citizen was answered first, with whatever answer."""
    if not appeal.answers:
        return None
    return min((answer.at for answer in appeal.answers if answer.at is not None), default=None)


def first_final_at(appeal: Appeal) -> datetime | None:
    """When the first final answer was given, by which a term is met; else when it was closed."""
    return min(_finals(appeal), default=appeal.closed_at)


def last_final_at(appeal: Appeal) -> datetime | None:
    """When the last final answer was given; else when it was closed.

    None for what is open, also where it was answered once and came back.
    """
    return None if appeal.is_open else max(_finals(appeal), default=appeal.closed_at)


def time_to(appeal: Appeal, moment: datetime | None) -> timedelta | None:
    """How long it took from the coming to a moment; None where that is not known.

    An answer before the arrival is a mistake in the data, so it is ignored.
    """
    start = arrival(appeal)
    if start is None or moment is None or moment < start:
        return None
    return moment - start


def _finals(appeal: Appeal) -> Iterator[datetime]:
    for answer in appeal.answers:
        if answer.kind in FINAL_KINDS and answer.at is not None:
            yield answer.at


Standing: TypeAlias = Literal["in time", "late", "running", "overdue", "unknown"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""Answered in time, answered late, not yet due, open and over, not known."""

_NO_STANDING = (*ANSWER_KINDS, "control")


class TermStanding(NamedTuple):
    """The state of an appeal.

    Attributes:
        standing: How.
        due_at: The date of that deadline; None without one.
    """

    standing: Standing
    due_at: datetime | None = None


_UNKNOWN = TermStanding("unknown")


def term_of(appeal: Appeal, at: datetime, *, done: bool | None = None) -> TermStanding:
    """The state of an appeal.

    Args:
        appeal: The appeal.
        at: The moment; what was done after it is not done yet.
        done: Whether nothing was left to do then; None to take it from the appeal.
    """
    if not appeal.deadlines or appeal.has_unknown_status:
        return _UNKNOWN
    closed = not appeal.is_open if done is None else done
    owed = None if closed else _next_due(appeal, at)
    if owed is not None:
        return TermStanding("overdue" if _over(owed, at) else "running", owed)
    return _judge_answered(appeal, at, closed=closed)


def _judge_answered(appeal: Appeal, at: datetime, *, closed: bool) -> TermStanding:
    term = main_deadline(appeal.deadlines)
    if term is None or term.due_at is None:
        return _UNKNOWN
    met = term.met_at or (first_final_at(appeal) if closed else None)
    if met is None or (met > at and not closed):
        return _UNKNOWN
    return TermStanding("late" if _over(term.due_at, met) else "in time", term.due_at)


def _next_due(appeal: Appeal, at: datetime) -> datetime | None:
    """By when something must be done next, of what was not done by then."""
    term = main_deadline(appeal.deadlines)
    owed = [deadline for deadline in appeal.deadlines if deadline.kind not in _NO_STANDING]
    owed += [term] if term else []
    dues = (one.due_at for one in owed if one.due_at is not None and _binds(one, appeal, at))
    return min(dues, default=None)


def _binds(deadline: Deadline, appeal: Appeal, at: datetime) -> bool:
    if deadline.met_at is not None:
        return deadline.met_at > at
    return not (deadline.is_conditional or _is_told(deadline, appeal, at))


def _is_told(deadline: Deadline, appeal: Appeal, at: datetime) -> bool:
    """Whether the appeal itself shows that it was done."""
    if deadline.kind == "registration":
        return appeal.registered_at is not None and appeal.registered_at <= at
    if deadline.kind == "interim":
        return any(answer.at is None or answer.at <= at for answer in appeal.answers)
    return False


def _over(due: datetime, at: datetime) -> bool:
    """Whether it is over; the second in which it is due is still in time."""
    return due < at.replace(microsecond=0)
