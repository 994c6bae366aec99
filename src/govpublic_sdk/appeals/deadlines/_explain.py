"""Explains a deadline in Russian and English: what, by when, counted how, by which article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._core.validation import check_type, local, zone_of
from govpublic_sdk.appeals.deadlines.marked_days import ONE_DAY, DayKind
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
    from govpublic_sdk.appeals.deadlines.marked_days import MarkedDay

__all__ = [
    "BASIS",
    "BY_POLICY",
    "CONDITIONAL",
    "DAY_KINDS",
    "DUE",
    "ESTIMATE",
    "ESTIMATE_FROM",
    "FALLBACK",
    "GIVEN",
    "IN_TIME",
    "KINDS",
    "LATE",
    "MARKED",
    "NOT_BEGUN",
    "NO_BASIS",
    "NO_DATE",
    "ROLLED",
    "SPECIAL",
    "choose_counting",
    "explain",
    "format_amount",
]

KINDS: Mapping[str, LocalizedText] = {
    "registration": LocalizedText("Регистрация", "Registration"),
    "forwarding": LocalizedText(
        "Перенаправление в компетентный орган", "Forwarding to the competent body"
    ),
    "interim": LocalizedText("Первый ответ", "First answer"),
    "final": LocalizedText("Ответ по существу", "Final answer"),
    "extension": LocalizedText("Ответ по существу, срок продлён", "Final answer, put off"),
    "platform": LocalizedText(
        "Ответ по существу, дата платформы", "Final answer, date of the platform"
    ),
    "control": LocalizedText("Контрольная дата", "Control date"),
}
DAY_KINDS: Mapping[DayKind, LocalizedText] = {
    "holiday": LocalizedText("праздник", "holiday"),
    "moved-off": LocalizedText("перенесённый выходной", "day off by transfer"),
    "working-saturday": LocalizedText("рабочий день вместо выходного", "worked weekend"),
    "short": LocalizedText("короче на час", "an hour shorter"),
    "regional": LocalizedText("нерабочий день региона", "day off of the region"),
    "regional-short": LocalizedText("короче на час в регионе", "an hour shorter in the region"),
}

DUE = LocalizedText("{kind}: до {at} ({zone}).", "{kind}: by {at} ({zone}).")
NO_DATE = LocalizedText("{kind}: дата пока неизвестна.", "{kind}: the date is not known yet.")
GIVEN = LocalizedText("Дата задана, а не рассчитана.", "The date was given, not counted.")
NOT_BEGUN = LocalizedText(
    "Срок — {amount}, его отсчёт ещё не начался.", "The term of {amount} has not begun."
)
ROLLED = LocalizedText(
    "Последний день пришёлся на выходной {day}, поэтому дата сдвинута на рабочий день.",
    "The last day would have been a day off, {day}, so the date was moved to a working day.",
)
SPECIAL = LocalizedText("Особые дни срока: {days}.", "Special days of the term: {days}.")
MARKED = LocalizedText("{day} — {kind} ({source})", "{day}, {kind} ({source})")
BASIS = LocalizedText("Основание: {basis}.", "Basis: {basis}.")
BY_POLICY = LocalizedText(
    "Основание: правила «{policy}», версия {version}; норма права в них не названа.",
    "Basis: the policy {policy!r}, version {version}; it names no act.",
)
NO_BASIS = LocalizedText("Основание не указано.", "No basis is named.")
CONDITIONAL = LocalizedText(
    "Обязателен, только если вопрос не в компетенции органа.",
    "It binds only if the matter is not within the competence of the body.",
)
FALLBACK = LocalizedText(
    "Платформа своей даты не сообщила: это резервный срок.",
    "The platform told no date of its own: this is a fallback.",
)
ESTIMATE = LocalizedText(
    "Это оценка: производственный календарь на эти дни неизвестен.",
    "This is an estimate: the working calendar of those days is not known.",
)
ESTIMATE_FROM = LocalizedText(
    "Это оценка: производственный календарь известен по {day}.",
    "This is an estimate: the working calendar is known until {day}.",
)
IN_TIME = LocalizedText("Исполнено в срок: {at}.", "Done in time: {at}.")
LATE = LocalizedText("Исполнено с опозданием: {at}.", "Done late: {at}.")

_FROM_NEXT_DAY = LocalizedText(
    "Срок — {amount}, начало — {start}, счёт со следующего дня.",
    "The term is {amount} from {start}, counted from the next day.",
)
_FROM_START = LocalizedText(
    "Срок — {amount}, начало — {start}.", "The term is {amount}, counted from {start}."
)
_BEFORE = LocalizedText("За {amount} до {start}.", "This is {amount} before {start}.")

_Forms = tuple[str, str, str]
_UNITS: Mapping[str, tuple[_Forms, tuple[str, str]]] = {
    "calendar_days": (
        ("календарный день", "календарных дня", "календарных дней"),
        ("calendar day", "calendar days"),
    ),
    "working_days": (
        ("рабочий день", "рабочих дня", "рабочих дней"),
        ("working day", "working days"),
    ),
    "working_hours": (
        ("рабочий час", "рабочих часа", "рабочих часов"),
        ("working hour", "working hours"),
    ),
}


def format_amount(count: int, unit: str) -> LocalizedText:
    """A count with its unit, such as `3 рабочих дня`; a unit of others stays as it is.

    Args:
        count: How many, not negative.
        unit: The unit, as in `Deadline.unit`.
    """
    if unit not in _UNITS:
        return LocalizedText(f"{count} {unit}", f"{count} {unit}")
    russian, english = _UNITS[unit]
    return LocalizedText(
        f"{count} {_plural_form(count, russian)}", f"{count} {english[count != 1]}"
    )


def choose_counting(count: int, unit: str) -> LocalizedText:
    """How a term was counted, with places for `amount` and `start`.

    Args:
        count: How many; negative if the date is before the start.
        unit: The unit, as in `Deadline.unit`.
    """
    if count < 0:
        return _BEFORE
    return _FROM_START if unit == "working_hours" else _FROM_NEXT_DAY


def _plural_form(count: int, forms: _Forms) -> str:
    """Which form of a Russian noun follows a count."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


_UTC = "UTC"


@check_arguments
def explain(deadline: Deadline, *, calendar: WorkCalendar | None = None) -> LocalizedText:
    """Why a deadline is due when it is: what, by when, from when, how counted, by which article.

    All comes from the deadline itself, so it is right for stored ones.

    Args:
        deadline: The deadline.
        calendar: The calendar by which it was counted, to name the transferred days in it.

    Raises:
        ParameterError: Not a deadline, such as the None of `next_due`.
        ConfigurationError: This computer does not know the zone of the deadline.
    """
    check_type("deadline", deadline, Deadline, "a Deadline; `next_due` may give None")
    sentences = list(_explain_parts(deadline, calendar))
    return LocalizedText(*(" ".join(sentence(of) for sentence in sentences) for of in ("ru", "en")))


def _explain_parts(deadline: Deadline, calendar: WorkCalendar | None) -> Iterator[LocalizedText]:
    yield _explain_due(deadline)
    yield from _explain_counting(deadline)
    if deadline.rolled_from is not None:
        yield ROLLED.fill(day=_format_day(deadline, deadline.rolled_from))
    yield from _explain_special_days(deadline, calendar)
    yield _explain_basis(deadline)
    if deadline.is_conditional:
        yield CONDITIONAL
    if deadline.is_fallback:
        yield FALLBACK
    if deadline.is_estimate:
        yield _estimate(calendar)
    if deadline.met_at is not None:
        met = LATE if deadline.is_late else IN_TIME
        yield met.fill(at=_format_time(deadline, deadline.met_at))


def _explain_due(deadline: Deadline) -> LocalizedText:
    kind = KINDS.get(deadline.kind, LocalizedText(deadline.kind, deadline.kind))
    if deadline.due_at is None:
        return NO_DATE.fill(kind=kind)
    at = _format_time(deadline, deadline.due_at)
    return DUE.fill(kind=kind, at=at, zone=deadline.zone or _UTC)


def _explain_counting(deadline: Deadline) -> Iterator[LocalizedText]:
    """How it was counted; nothing for a date that was given."""
    if deadline.unit == "moment":
        yield GIVEN
        return
    if deadline.amount is None or deadline.unit is None:
        return
    amount = format_amount(abs(deadline.amount), deadline.unit)
    if deadline.started_at is None:
        yield NOT_BEGUN.fill(amount=amount)
    else:
        start = _format_time(deadline, deadline.started_at)
        yield choose_counting(deadline.amount, deadline.unit).fill(amount=amount, start=start)


def _explain_basis(deadline: Deadline) -> LocalizedText:
    if deadline.basis is not None:
        return BASIS.fill(basis=deadline.basis)
    if deadline.policy is not None:
        version = deadline.policy_version or "?"
        return BY_POLICY.fill(policy=deadline.policy, version=version)
    return NO_BASIS


def _estimate(calendar: WorkCalendar | None) -> LocalizedText:
    known = calendar and calendar.known_until
    return ESTIMATE if not known else ESTIMATE_FROM.fill(day=f"{known:%d.%m.%Y}")


def _explain_special_days(
    deadline: Deadline, calendar: WorkCalendar | None
) -> Iterator[LocalizedText]:
    """Days of the term that differ from others of their weekday, where working days count."""
    needed = deadline.calendar is not None and deadline.due_at and deadline.started_at
    if calendar is None or not needed:
        return
    marked = [mark for day in _days_of_term(deadline) for mark in calendar.marks(day)]
    if marked:
        yield SPECIAL.fill(days=_format_days(marked))


def _days_of_term(deadline: Deadline) -> Iterator[date]:
    """The days that the calendar decided about: all of the term, or those that were rolled over."""
    zone = zone_of(deadline.zone or _UTC)
    begin = deadline.rolled_from if deadline.unit == "calendar_days" else deadline.started_at
    if begin is None or deadline.due_at is None:
        return
    first, last = sorted((local(begin, zone).date(), local(deadline.due_at, zone).date()))
    for offset in range((last - first).days + 1):
        yield first + offset * ONE_DAY


def _format_days(marked: list[MarkedDay]) -> LocalizedText:
    """Days in words, those in a row that are alike as one."""
    texts = [
        MARKED.fill(
            day=" - ".join(f"{end.day:%d.%m.%Y}" for end in dict.fromkeys((run[0], run[-1]))),
            kind=DAY_KINDS[run[0].kind],
            source=run[0].source,
        )
        for run in _group_runs(marked)
    ]
    return LocalizedText(*("; ".join(text(of) for text in texts) for of in ("ru", "en")))


def _group_runs(marked: list[MarkedDay]) -> list[list[MarkedDay]]:
    runs: list[list[MarkedDay]] = []
    for day in marked:
        former = runs[-1][-1] if runs else None
        if (
            former is not None
            and day.day - former.day == ONE_DAY
            and (former.kind, former.source) == (day.kind, day.source)
        ):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _format_time(deadline: Deadline, moment: datetime) -> str:
    return f"{local(moment, zone_of(deadline.zone or _UTC)):%d.%m.%Y %H:%M}"


def _format_day(deadline: Deadline, moment: datetime) -> str:
    return f"{local(moment, zone_of(deadline.zone or _UTC)):%d.%m.%Y}"
