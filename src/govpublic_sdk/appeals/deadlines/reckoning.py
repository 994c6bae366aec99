"""Deadlines from a policy and the moments of an appeal: pure arithmetic, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.deadlines.term_ends import TermEnd, term_end
from govpublic_sdk.appeals.deadlines.terms import Term
from govpublic_sdk.appeals.deadlines.zones import aware
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy

__all__ = ["ANSWER_KINDS", "governing", "inheriting", "next_due", "reckon", "reckoned", "settled"]

ANSWER_KINDS = ("extension", "platform", "final")
"""Kinds of deadlines by which the final answer is due; the first that is there governs."""

_MET_BY: Mapping[str, tuple[str, ...]] = {
    "registration": ("registered",),
    "forwarding": ("forwarded",),
    "interim": ("interim", "answered"),
    **dict.fromkeys((*ANSWER_KINDS, "control"), ("answered",)),
}

_Moments = Mapping[str, datetime]


def reckon(
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
        ParameterError: A moment has no zone.
        ConfigurationError: This computer does not know the zone of the policy.
    """
    known = _in_utc(moments)
    terms = _chosen(policy, known, frozenset(marks), categories)
    own = [reckoned(policy, term, known, marks) for term in terms if not term.depends]
    return (*own, *_dependents(policy, terms, known, marks, governing(own)))


@check_arguments
def governing(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The deadline of the final answer: an extension, else the platform's, else the policy's own.

    None where no such deadline has a date.

    Args:
        deadlines: The deadlines of an appeal.
    """
    dated = [one for one in deadlines if one.due_at is not None and one.kind in ANSWER_KINDS]
    return min(dated, key=lambda one: ANSWER_KINDS.index(one.kind), default=None)


@check_arguments
def next_due(deadlines: Iterable[Deadline]) -> Deadline | None:
    """What must be done first of all that is not done; None where nothing with a date is left.

    What binds only in a case that is not known to be there is left out, and so is an internal
    control date, which makes nobody late.

    Args:
        deadlines: The deadlines of an appeal.
    """
    pending = [one for one in deadlines if one.met_at is None and not one.is_conditional]
    dated = [(one.due_at, one) for one in pending if one.due_at and one.kind != "control"]
    return min(dated, key=lambda pair: pair[0], default=(None, None))[1]


@check_arguments
def settled(
    deadlines: Iterable[Deadline],
    *,
    registered_at: datetime | None = None,
    forwarded_at: datetime | None = None,
    interim_at: datetime | None = None,
    answered_at: datetime | None = None,
) -> tuple[Deadline, ...]:
    """The same deadlines, with what was done told; no date is reckoned again.

    What was told before stands.

    Args:
        deadlines: The deadlines of an appeal, as they were stored.
        registered_at: When the appeal was registered.
        forwarded_at: When it was forwarded to the competent body.
        interim_at: When the first answer was given, if that was not the final one.
        answered_at: When the final answer was given.

    Raises:
        ParameterError: A moment has no zone.
    """
    moments = {
        "registered": registered_at,
        "forwarded": forwarded_at,
        "interim": interim_at,
        "answered": answered_at,
    }
    known = _in_utc(moments)
    return tuple(
        one.model_copy(update={"met_at": one.met_at or _met(one.kind, known)}) for one in deadlines
    )


def reckoned(policy: DeadlinePolicy, term: Term, known: _Moments, marks: Iterable[str]) -> Deadline:
    """One deadline; without date, where its start is not known.

    Args:
        policy: The policy.
        term: The term of the deadline.
        known: What happened, in UTC, by the names of `Term.since`, and `answered`.
        marks: What the appeal is.
    """
    made = Deadline(
        kind=term.kind,
        unit=term.unit,
        amount=term.amount or None,
        basis=term.basis,
        policy=policy.id,
        policy_version=policy.version,
        zone=policy.zone,
        is_fallback=term.is_fallback,
        is_conditional=term.binds_if is not None and term.binds_if not in marks,
        met_at=_met(term.kind, known),
    )
    start = _start(term, known)
    return made if start is None else _dated(made, start, term_end(policy, term, start))


def inheriting(made: Deadline, answer: Deadline) -> Deadline:
    """What is counted from an estimate or a fallback is one, too.

    Args:
        made: A deadline that is counted from another.
        answer: That other one.
    """
    return made.model_copy(
        update={
            "is_estimate": made.is_estimate or answer.is_estimate,
            "is_fallback": made.is_fallback or answer.is_fallback,
        }
    )


def _chosen(
    policy: DeadlinePolicy, known: _Moments, marks: frozenset[str], categories: Iterable[str]
) -> tuple[Term, ...]:
    """One term of each kind: the last that applies; a date that nobody gave is no term."""
    of = frozenset(one.strip().casefold() for one in categories)
    found: dict[str, Term] = {}
    for term in policy.terms:
        is_given = term.unit != "moment" or term.depends or _start(term, known) is not None
        if is_given and term.applies(marks, of, "platform_due" in known):
            found[term.kind] = term
    return tuple(found.values())


def _dependents(
    policy: DeadlinePolicy,
    terms: Iterable[Term],
    known: _Moments,
    marks: Iterable[str],
    answer: Deadline | None,
) -> list[Deadline]:
    """Deadlines that are counted from that of the final answer."""
    due = {} if answer is None or answer.due_at is None else {"due": answer.due_at}
    made = [reckoned(policy, term, {**known, **due}, marks) for term in terms if term.depends]
    return [one if answer is None else inheriting(one, answer) for one in made]


def _in_utc(moments: Mapping[str, datetime | None]) -> _Moments:
    """What is known, by names of moments; errors speak of parameters."""
    return {
        name: aware(name if name == "platform_due" else f"{name}_at", one)
        for name, one in moments.items()
        if one is not None
    }


def _start(term: Term, known: _Moments) -> datetime | None:
    return next((known[name] for name in term.since if name in known), None)


def _dated(made: Deadline, start: datetime, end: TermEnd) -> Deadline:
    return made.model_copy(
        update={
            "started_at": start,
            "due_at": end.at,
            "calendar": end.calendar,
            "rolled_from": end.rolled_from,
            "is_estimate": end.is_estimate,
        }
    )


def _met(kind: str, known: _Moments) -> datetime | None:
    return min((known[one] for one in _MET_BY.get(kind, ()) if one in known), default=None)
