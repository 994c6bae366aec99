"""Where one term ends that began at a moment; which terms an appeal has is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._texts import show_value
from govpublic_sdk.appeals.deadlines.terms import Roll, Term
from govpublic_sdk.appeals.deadlines.zones import end_of, local_date, zone_of
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy

__all__ = ["TermEnd", "term_end"]


@dataclass(frozen=True, slots=True)
class TermEnd:
    """Where a term ends, and what was needed to know it.

    Attributes:
        at: Its last moment.
        rolled_from: Where it would have ended, had that not been a day off.
        is_estimate: Whether a day that was needed was not decreed.
        calendar: The id of the calendar, if one was needed.
    """

    at: datetime
    rolled_from: datetime | None = None
    is_estimate: bool = False
    calendar: str | None = None


def term_end(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    """Where a term ends.

    Args:
        policy: The policy, with its zone, its hours and its calendar.
        term: The term.
        start: The moment from which it is counted, with its zone.

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


def _moment(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    return TermEnd(start)


def _calendar_days(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    day = local_date(start, zone) + timedelta(days=term.amount)
    at = end_of(day, policy.day_ends, zone)
    if term.roll == "keep":
        return TermEnd(at)
    rolled = _rolled(policy.calendar, day, term.roll)
    return TermEnd(
        end_of(rolled, policy.day_ends, zone),
        rolled_from=None if rolled == day else at,
        is_estimate=_is_estimate(policy.calendar, day, rolled),
        calendar=policy.calendar.id,
    )


def _working_days(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    first = local_date(start, zone)
    last = policy.calendar.add_working_days(first, term.amount)
    at = end_of(last, policy.day_ends, zone)
    estimate = _is_estimate(policy.calendar, first, last)
    return TermEnd(at, is_estimate=estimate, calendar=policy.calendar.id)


def _working_hours(policy: DeadlinePolicy, term: Term, start: datetime) -> TermEnd:
    zone = zone_of(policy.zone)
    if policy.hours is None:
        raise ParameterError("hours", "None", "working hours: a term is counted in them")
    at = policy.hours.add(start, term.amount, calendar=policy.calendar, zone=zone)
    days = local_date(start, zone), local_date(at, zone)
    estimate = _is_estimate(policy.calendar, *days)
    return TermEnd(at, is_estimate=estimate, calendar=policy.calendar.id)


_ENDS: Mapping[str, Callable[[DeadlinePolicy, Term, datetime], TermEnd]] = {
    "moment": _moment,
    "calendar_days": _calendar_days,
    "working_days": _working_days,
    "working_hours": _working_hours,
}


def _rolled(calendar: WorkCalendar, day: date, roll: Roll) -> date:
    forward = roll == "forward"
    return calendar.working_day_from(day) if forward else calendar.working_day_until(day)


def _is_estimate(calendar: WorkCalendar, one: date, other: date) -> bool:
    """Whether a day between the two was not decreed."""
    years = range(min(one, other).year, max(one, other).year + 1)
    return not all(calendar.is_known(date(year, 1, 1)) for year in years)
