"""Why a deadline is due when it is, in words; the words of days and counts stand in `wordings`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._validation import check_arguments
from govpublic_sdk._wording import Wording
from govpublic_sdk.appeals.deadlines import wordings
from govpublic_sdk.appeals.deadlines.marked_days import ONE_DAY
from govpublic_sdk.appeals.deadlines.zones import local, zone_of
from govpublic_sdk.appeals.parameters import check_type
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
    from govpublic_sdk.appeals.deadlines.marked_days import MarkedDay

__all__ = ["explain"]

_UTC = "UTC"


@check_arguments
def explain(deadline: Deadline, *, calendar: WorkCalendar | None = None) -> Wording:
    """Why a deadline is due when it is: what, by when, from when, how counted, by which article.

    All comes from the deadline itself, so it is right for stored ones.

    Args:
        deadline: The deadline.
        calendar: The calendar by which it was counted, to name the transferred days in it.

    Raises:
        ParameterError: It is no deadline, such as the None of `next_due`.
        ConfigurationError: This computer does not know the zone of the deadline.
    """
    check_type("deadline", deadline, Deadline, "a Deadline; `next_due` may give None")
    sentences = list(_sentences(deadline, calendar))
    return Wording(*(" ".join(one(of) for one in sentences) for of in ("ru", "en")))


def _sentences(deadline: Deadline, calendar: WorkCalendar | None) -> Iterator[Wording]:
    yield _due(deadline)
    yield from _count(deadline)
    if deadline.rolled_from is not None:
        yield wordings.ROLLED.fill(day=_day(deadline, deadline.rolled_from))
    yield from _special_days(deadline, calendar)
    yield _basis(deadline)
    if deadline.is_conditional:
        yield wordings.CONDITIONAL
    if deadline.is_fallback:
        yield wordings.FALLBACK
    if deadline.is_estimate:
        yield _estimate(calendar)
    if deadline.met_at is not None:
        met = wordings.LATE if deadline.is_late else wordings.IN_TIME
        yield met.fill(at=_moment(deadline, deadline.met_at))


def _due(deadline: Deadline) -> Wording:
    kind = wordings.KINDS.get(deadline.kind, Wording(deadline.kind, deadline.kind))
    if deadline.due_at is None:
        return wordings.NO_DATE.fill(kind=kind)
    at = _moment(deadline, deadline.due_at)
    return wordings.DUE.fill(kind=kind, at=at, zone=deadline.zone or _UTC)


def _count(deadline: Deadline) -> Iterator[Wording]:
    """How it was counted; nothing for a date that was given."""
    if deadline.unit == "moment":
        yield wordings.GIVEN
        return
    if deadline.amount is None or deadline.unit is None:
        return
    amount = wordings.amount(abs(deadline.amount), deadline.unit)
    if deadline.started_at is None:
        yield wordings.NOT_BEGUN.fill(amount=amount)
    else:
        start = _moment(deadline, deadline.started_at)
        yield wordings.counted(deadline.amount, deadline.unit).fill(amount=amount, start=start)


def _basis(deadline: Deadline) -> Wording:
    if deadline.basis is not None:
        return wordings.BASIS.fill(basis=deadline.basis)
    if deadline.policy is not None:
        version = deadline.policy_version or "?"
        return wordings.BY_POLICY.fill(policy=deadline.policy, version=version)
    return wordings.NO_BASIS


def _estimate(calendar: WorkCalendar | None) -> Wording:
    known = calendar and calendar.known_until
    return wordings.ESTIMATE if not known else wordings.ESTIMATE_FROM.fill(day=f"{known:%d.%m.%Y}")


def _special_days(deadline: Deadline, calendar: WorkCalendar | None) -> Iterator[Wording]:
    """Days of the term that differ from others of their weekday, where working days count."""
    needed = deadline.calendar is not None and deadline.due_at and deadline.started_at
    if calendar is None or not needed:
        return
    marked = [one for day in _days(deadline) for one in calendar.marks(day)]
    if marked:
        yield wordings.SPECIAL.fill(days=_listed(marked))


def _days(deadline: Deadline) -> Iterator[date]:
    """The days that the calendar decided about: all of the term, or those that were rolled over."""
    zone = zone_of(deadline.zone or _UTC)
    begin = deadline.rolled_from if deadline.unit == "calendar_days" else deadline.started_at
    if begin is None or deadline.due_at is None:
        return
    one, other = sorted((local(begin, zone).date(), local(deadline.due_at, zone).date()))
    for offset in range((other - one).days + 1):
        yield one + offset * ONE_DAY


def _listed(marked: list[MarkedDay]) -> Wording:
    """Days in words, those in a row that are alike as one."""
    texts = [
        wordings.MARKED.fill(
            day=" - ".join(f"{one.day:%d.%m.%Y}" for one in dict.fromkeys((run[0], run[-1]))),
            kind=wordings.DAY_KINDS[run[0].kind],
            source=run[0].source,
        )
        for run in _runs(marked)
    ]
    return Wording(*("; ".join(one(of) for one in texts) for of in ("ru", "en")))


def _runs(marked: list[MarkedDay]) -> list[list[MarkedDay]]:
    runs: list[list[MarkedDay]] = []
    for one in marked:
        if runs and _continues(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _continues(former: MarkedDay, one: MarkedDay) -> bool:
    is_next = one.day - former.day == ONE_DAY
    return is_next and (former.kind, former.source) == (one.kind, one.source)


def _moment(deadline: Deadline, moment: datetime) -> str:
    return f"{local(moment, zone_of(deadline.zone or _UTC)):%d.%m.%Y %H:%M}"


def _day(deadline: Deadline, moment: datetime) -> str:
    return f"{local(moment, zone_of(deadline.zone or _UTC)):%d.%m.%Y}"
