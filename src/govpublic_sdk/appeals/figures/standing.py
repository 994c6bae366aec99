"""How an appeal stands against its terms at a moment; the terms themselves are made elsewhere.

An open appeal is judged by what it still owes: the final answer, and before it a registration or a
first answer. A closed one is judged by its final answer alone. An internal control date and a term
that binds only in a case that is not known to be there make nobody late.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from govpublic_sdk.appeals.deadlines.reckoning import ANSWER_KINDS, governing
from govpublic_sdk.appeals.figures.moments import first_final_at

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal
    from govpublic_sdk.models.deadlines import Deadline

__all__ = ["STANDINGS", "Standing", "TermStanding", "term_of"]

Standing: TypeAlias = Literal["in time", "late", "running", "overdue", "unknown"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""Answered in time, answered late, not yet due, open and over, not known."""

_NO_STANDING = (*ANSWER_KINDS, "control")


class TermStanding(NamedTuple):
    """How an appeal stands.

    Attributes:
        standing: How.
        due_at: The date by which that was judged; None where there is none.
    """

    standing: Standing
    due_at: datetime | None = None


_UNKNOWN = TermStanding("unknown")


def term_of(appeal: Appeal, at: datetime, *, done: bool | None = None) -> TermStanding:
    """How an appeal stands.

    Args:
        appeal: The appeal.
        at: The moment; what was done after it is not done yet.
        done: Whether nobody had to do anything then; None for as the appeal says.
    """
    if not appeal.deadlines or appeal.has_unknown_status:
        return _UNKNOWN
    closed = not appeal.is_open if done is None else done
    owed = None if closed else _owed(appeal, at)
    if owed is not None:
        return TermStanding("overdue" if _over(owed, at) else "running", owed)
    return _answered(appeal, at, closed=closed)


def _answered(appeal: Appeal, at: datetime, *, closed: bool) -> TermStanding:
    term = governing(appeal.deadlines)
    if term is None or term.due_at is None:
        return _UNKNOWN
    met = term.met_at or (first_final_at(appeal) if closed else None)
    if met is None or (met > at and not closed):
        return _UNKNOWN
    return TermStanding("late" if _over(term.due_at, met) else "in time", term.due_at)


def _owed(appeal: Appeal, at: datetime) -> datetime | None:
    """By when something must be done next, of what was not done by then."""
    term = governing(appeal.deadlines)
    owed = [one for one in appeal.deadlines if one.kind not in _NO_STANDING]
    owed += [term] if term else []
    dues = (one.due_at for one in owed if one.due_at is not None and _binds(one, appeal, at))
    return min(dues, default=None)


def _binds(deadline: Deadline, appeal: Appeal, at: datetime) -> bool:
    if deadline.met_at is not None:
        return deadline.met_at > at
    return not (deadline.is_conditional or _is_told(deadline, appeal, at))


def _is_told(deadline: Deadline, appeal: Appeal, at: datetime) -> bool:
    """Whether the appeal itself tells that it was done."""
    if deadline.kind == "registration":
        return appeal.registered_at is not None and appeal.registered_at <= at
    if deadline.kind == "interim":
        return any(one.at is None or one.at <= at for one in appeal.answers)
    return False


def _over(due: datetime, at: datetime) -> bool:
    """Whether it is over; the second in which it is due is still in time."""
    return due < at.replace(microsecond=0)
