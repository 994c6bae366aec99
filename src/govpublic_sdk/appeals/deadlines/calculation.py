"""Calculates deadlines from a policy and the dates of an appeal, and extends them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import (
    aware,
    check_range,
    check_type,
    end_of,
    local_date,
    zone_of,
)
from govpublic_sdk._texts import show_value
from govpublic_sdk.appeals.deadlines.terms import Roll, Term
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy

__all__ = [
    "ANSWER_KINDS",
    "TermEnd",
    "calculate_deadline",
    "calculate_deadlines",
    "calculate_end",
    "extend",
    "extend_deadline",
    "inherit_doubt",
    "main_deadline",
    "mark_met",
    "next_due",
]


@dataclass(frozen=True, slots=True)
class TermEnd:
    """Where a term ends, and what was needed to know it.

    Attributes:
        at: The end of the term.
        rolled_from: Where it would have ended, had that not been a day off.
        is_estimate: Whether a day that was needed was not decreed.
        calendar: The id of the calendar, if one was needed.
    """

    at: datetime
    rolled_from: datetime | None = None
    is_estimate: bool = False
    calendar: str | None = None


def calculate_end(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    """Where a term ends.

    Args:
        policy: The policy, with its zone, its hours and its calendar.
        term: The term.
        start: The start of the term, aware.

    Raises:
        ParameterError: It ends outside the years 1 to 9999.
        ConfigurationError: This computer does not know the zone of the policy.
    """
    try:
        return _ENDS[term.unit](policy, term, start)
    except OverflowError:
        raise ParameterError(
            "amount", show_value(term.amount), "a result within the years 1 to 9999"
        ) from None


def _end_at_start(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    return TermEnd(start)


def _end_calendar_days(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    day = local_date(start, zone) + timedelta(days=term.amount)
    at = end_of(day, policy.day_ends, zone)
    if term.roll == "keep":
        return TermEnd(at)
    rolled = _roll(policy.calendar, day, term.roll)
    return TermEnd(
        end_of(rolled, policy.day_ends, zone),
        rolled_from=None if rolled == day else at,
        is_estimate=_is_estimate(policy.calendar, day, rolled),
        calendar=policy.calendar.id,
    )


def _end_working_days(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    first = local_date(start, zone)
    last = policy.calendar.add_working_days(first, term.amount)
    at = end_of(last, policy.day_ends, zone)
    estimate = _is_estimate(policy.calendar, first, last)
    return TermEnd(at, is_estimate=estimate, calendar=policy.calendar.id)


def _end_working_hours(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    if policy.hours is None:
        raise ParameterError("hours", "None", "working hours: a term is counted in them")
    at = policy.hours.add(start, term.amount, calendar=policy.calendar, zone=zone)
    days = local_date(start, zone), local_date(at, zone)
    estimate = _is_estimate(policy.calendar, *days)
    return TermEnd(at, is_estimate=estimate, calendar=policy.calendar.id)


_ENDS: Mapping[str, Callable[[DeadlinePolicy, Term, datetime], TermEnd]] = {
    "moment": _end_at_start,
    "calendar_days": _end_calendar_days,
    "working_days": _end_working_days,
    "working_hours": _end_working_hours,
}


def _roll(calendar: WorkCalendar, day: date, roll: Roll) -> date:
    forward = roll == "forward"
    return calendar.working_day_from(day) if forward else calendar.working_day_until(day)


def _is_estimate(calendar: WorkCalendar, first: date, last: date) -> bool:
    """Whether a day between the two was not decreed."""
    years = range(min(first, last).year, max(first, last).year + 1)
    return not all(calendar.is_known(date(year, 1, 1)) for year in years)


ANSWER_KINDS = ("extension", "platform", "final")
"""Kinds of deadlines by which the final answer is due; the first that is there governs."""

_MET_BY: Mapping[str, tuple[str, ...]] = {
    "registration": ("registered",),
    "forwarding": ("forwarded",),
    "interim": ("interim", "answered"),
    **dict.fromkeys((*ANSWER_KINDS, "control"), ("answered",)),
}

_Moments = Mapping[str, datetime]


def calculate_deadlines(
    policy: DeadlinePolicy,
    moments: Mapping[str, datetime | None],
    marks: Iterable[str],
    categories: Iterable[str],
) -> tuple[Deadline, ...]:
    """The deadlines of an appeal; see `DeadlinePolicy.deadlines`.

    Args:
        policy: The policy.
        moments: What happened, by the names of `Term.since`, and `answered`.
        marks: What the appeal is.
        categories: The categories to which it belongs.

    Raises:
        ParameterError: A datetime is naive.
        ConfigurationError: This computer does not know the zone of the policy.
    """
    known = _to_utc(moments)
    terms = _choose_terms(policy, known, frozenset(marks), categories)
    own = [calculate_deadline(policy, term, known, marks) for term in terms if not term.depends]
    return (*own, *_calculate_dependents(policy, terms, known, marks, main_deadline(own)))


@check_arguments
def main_deadline(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The deadline of the final answer: an extension, else the platform's, else the policy's own.

    None where no such deadline has a date.

    Args:
        deadlines: The deadlines of an appeal.
    """
    dated = [
        deadline
        for deadline in deadlines
        if deadline.due_at is not None and deadline.kind in ANSWER_KINDS
    ]
    return min(dated, key=lambda one: ANSWER_KINDS.index(one.kind), default=None)


@check_arguments
def next_due(deadlines: Iterable[Deadline]) -> Deadline | None:
    """What must be done first of all that is not done; None where nothing with a date is left.

    What binds only in a case that is not known to be there is left out, and so is an internal
    control date, which makes no appeal late.

    Args:
        deadlines: The deadlines of an appeal.
    """
    pending = [
        deadline
        for deadline in deadlines
        if deadline.met_at is None and not deadline.is_conditional
    ]
    dated = [(one.due_at, one) for one in pending if one.due_at and one.kind != "control"]
    return min(dated, key=lambda pair: pair[0], default=(None, None))[1]


@check_arguments
def mark_met(
    deadlines: Iterable[Deadline],
    *,
    registered_at: datetime | None = None,
    forwarded_at: datetime | None = None,
    interim_at: datetime | None = None,
    answered_at: datetime | None = None,
) -> tuple[Deadline, ...]:
    """The same deadlines with the times at which they were met; no date is calculated again.

    Earlier values stay.

    Args:
        deadlines: The deadlines of an appeal, as they were stored.
        registered_at: When the appeal was registered.
        forwarded_at: When it was forwarded to the competent body.
        interim_at: When the first answer was given, if that was not the final one.
        answered_at: When the final answer was given.

    Raises:
        ParameterError: A datetime is naive.
    """
    moments = {
        "registered": registered_at,
        "forwarded": forwarded_at,
        "interim": interim_at,
        "answered": answered_at,
    }
    known = _to_utc(moments)
    return tuple(
        deadline.model_copy(
            update={"met_at": deadline.met_at or _find_met_at(deadline.kind, known)}
        )
        for deadline in deadlines
    )


def calculate_deadline(
    policy: DeadlinePolicy, term: Term, known: _Moments, marks: Iterable[str]
) -> Deadline:
    """One deadline; without date, where its start is not known.

    Args:
        policy: The policy.
        term: The term of the deadline.
        known: What happened, in UTC, by the names of `Term.since`, and `answered`.
        marks: What the appeal is.
    """
    deadline = Deadline(
        kind=term.kind,
        unit=term.unit,
        amount=term.amount or None,
        basis=term.basis,
        policy=policy.id,
        policy_version=policy.version,
        zone=policy.zone,
        is_fallback=term.is_fallback,
        is_conditional=term.binds_if is not None and term.binds_if not in marks,
        met_at=_find_met_at(term.kind, known),
    )
    start = _start(term, known)
    return (
        deadline
        if start is None
        else _set_dates(deadline, start, calculate_end(policy, term, start))
    )


def inherit_doubt(deadline: Deadline, answer: Deadline) -> Deadline:
    """What is counted from an estimate or a fallback is one, too.

    Args:
        deadline: A deadline that is counted from another.
        answer: That other one.
    """
    return deadline.model_copy(
        update={
            "is_estimate": deadline.is_estimate or answer.is_estimate,
            "is_fallback": deadline.is_fallback or answer.is_fallback,
        }
    )


def _choose_terms(
    policy: DeadlinePolicy, known: _Moments, marks: frozenset[str], categories: Iterable[str]
) -> tuple[Term, ...]:
    """One term of each kind: the last that applies; without a date a term does not apply."""
    of = frozenset(category.strip().casefold() for category in categories)
    chosen: dict[str, Term] = {}
    for term in policy.terms:
        is_given = term.unit != "moment" or term.depends or _start(term, known) is not None
        if is_given and term.applies(marks, of, "platform_due" in known):
            chosen[term.kind] = term
    return tuple(chosen.values())


def _calculate_dependents(
    policy: DeadlinePolicy,
    terms: Iterable[Term],
    known: _Moments,
    marks: Iterable[str],
    answer: Deadline | None,
) -> list[Deadline]:
    """Deadlines that are counted from that of the final answer."""
    due = {} if answer is None or answer.due_at is None else {"due": answer.due_at}
    dependents = [
        calculate_deadline(policy, term, {**known, **due}, marks) for term in terms if term.depends
    ]
    return [one if answer is None else inherit_doubt(one, answer) for one in dependents]


def _to_utc(moments: Mapping[str, datetime | None]) -> _Moments:
    """What is known, by names of moments; errors speak of parameters."""
    return {
        name: aware(name if name == "platform_due" else f"{name}_at", one)
        for name, one in moments.items()
        if one is not None
    }


def _start(term: Term, known: _Moments) -> datetime | None:
    return next((known[name] for name in term.since if name in known), None)


def _set_dates(deadline: Deadline, start: datetime, end: TermEnd) -> Deadline:
    return deadline.model_copy(
        update={
            "started_at": start,
            "due_at": end.at,
            "calendar": end.calendar,
            "rolled_from": end.rolled_from,
            "is_estimate": end.is_estimate,
        }
    )


def _find_met_at(kind: str, known: _Moments) -> datetime | None:
    return min((known[one] for one in _MET_BY.get(kind, ()) if one in known), default=None)


def extend(
    policy: DeadlinePolicy, deadlines: Iterable[Deadline], amount: int | None
) -> tuple[Deadline, ...]:
    """The same deadlines, with that of the final answer put off; see `DeadlinePolicy.extend`."""
    stored = tuple(deadlines)
    answer = main_deadline(stored)
    if answer is None:
        raise ParameterError("deadlines", "without a final answer", "deadlines with a final answer")
    later = extend_deadline(answer, policy, amount=amount)
    terms = {term.kind: term for term in policy.terms if term.depends}
    return tuple(_extend_one(policy, one, answer, later, terms.get(one.kind)) for one in stored)


@check_arguments
def extend_deadline(
    deadline: Deadline, policy: DeadlinePolicy, *, amount: int | None = None
) -> Deadline:
    """The deadline that takes the place of one of a final answer, when that is put off.

    It is counted from the former date, as if that had not been moved from a day off.

    Args:
        deadline: The deadline of the final answer.
        policy: The policy that allows the extension.
        amount: How many days or hours; without it, as many as the policy allows.

    Raises:
        ParameterError: The policy has no extension, or a shorter one; or there is no date to
            put off, or it was put off before.
    """
    check_type("deadline", deadline, Deadline, "a Deadline; `governing` may give None")
    rule = policy.extension
    if rule is None:
        raise ParameterError("policy", show_value(policy.id), "a policy with an extension")
    if deadline.due_at is None or deadline.kind not in ("final", "platform"):
        raise ParameterError(
            "deadline", show_value(deadline.kind), "'final' or 'platform', with a date"
        )
    chosen = rule.amount if amount is None else amount
    check_range("amount", chosen, 1, rule.amount)
    term = Term(
        kind="extension",
        since=("due",),
        amount=chosen,
        unit=rule.unit,
        basis=rule.basis,
        roll=rule.roll,
    )
    start = deadline.rolled_from or deadline.due_at
    extended = calculate_deadline(
        replace(policy, zone=deadline.zone or policy.zone), term, {"due": start}, ()
    )
    return inherit_doubt(extended, deadline).model_copy(update={"met_at": deadline.met_at})


def _extend_one(
    policy: DeadlinePolicy,
    deadline: Deadline,
    answer: Deadline,
    later: Deadline,
    term: Term | None,
) -> Deadline:
    if deadline is answer:
        return later
    if term is None or later.due_at is None:
        return deadline
    moved = calculate_deadline(policy, term, {"due": later.due_at}, ())
    return inherit_doubt(moved, later).model_copy(update={"met_at": deadline.met_at})
