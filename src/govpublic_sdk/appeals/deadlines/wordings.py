"""Words for deadlines in Russian and English; which of them are said is decided in `explaining`."""

from __future__ import annotations

from collections.abc import Mapping

from govpublic_sdk._wording import Wording
from govpublic_sdk.appeals.deadlines.marked_days import DayKind

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
    "amount",
    "counted",
]

KINDS: Mapping[str, Wording] = {
    "registration": Wording("Регистрация", "Registration"),
    "forwarding": Wording(
        "Перенаправление в компетентный орган", "Forwarding to the competent body"
    ),
    "interim": Wording("Первый ответ", "First answer"),
    "final": Wording("Ответ по существу", "Final answer"),
    "extension": Wording("Ответ по существу, срок продлён", "Final answer, put off"),
    "platform": Wording("Ответ по существу, дата платформы", "Final answer, date of the platform"),
    "control": Wording("Контрольная дата", "Control date"),
}
DAY_KINDS: Mapping[DayKind, Wording] = {
    "holiday": Wording("праздник", "holiday"),
    "moved-off": Wording("перенесённый выходной", "day off by transfer"),
    "working-saturday": Wording("рабочий день вместо выходного", "worked weekend"),
    "short": Wording("короче на час", "an hour shorter"),
    "regional": Wording("нерабочий день региона", "day off of the region"),
    "regional-short": Wording("короче на час в регионе", "an hour shorter in the region"),
}

DUE = Wording("{kind}: до {at} ({zone}).", "{kind}: by {at} ({zone}).")
NO_DATE = Wording("{kind}: дата пока неизвестна.", "{kind}: the date is not known yet.")
GIVEN = Wording("Дата задана, а не рассчитана.", "The date was given, not counted.")
NOT_BEGUN = Wording(
    "Срок — {amount}, его отсчёт ещё не начался.", "The term of {amount} has not begun."
)
ROLLED = Wording(
    "Последний день пришёлся на выходной {day}, поэтому дата сдвинута на рабочий день.",
    "The last day would have been a day off, {day}, so the date was moved to a working day.",
)
SPECIAL = Wording("Особые дни срока: {days}.", "Special days of the term: {days}.")
MARKED = Wording("{day} — {kind} ({source})", "{day}, {kind} ({source})")
BASIS = Wording("Основание: {basis}.", "Basis: {basis}.")
BY_POLICY = Wording(
    "Основание: правила «{policy}», версия {version}; норма права в них не названа.",
    "Basis: the policy {policy!r}, version {version}; it names no act.",
)
NO_BASIS = Wording("Основание не указано.", "No basis is named.")
CONDITIONAL = Wording(
    "Обязателен, только если вопрос не в компетенции органа.",
    "It binds only if the matter is not within the competence of the body.",
)
FALLBACK = Wording(
    "Платформа своей даты не сообщила: это резервный срок.",
    "The platform told no date of its own: this is a fallback.",
)
ESTIMATE = Wording(
    "Это оценка: производственный календарь на эти дни неизвестен.",
    "This is an estimate: the working calendar of those days is not known.",
)
ESTIMATE_FROM = Wording(
    "Это оценка: производственный календарь известен по {day}.",
    "This is an estimate: the working calendar is known until {day}.",
)
IN_TIME = Wording("Исполнено в срок: {at}.", "Done in time: {at}.")
LATE = Wording("Исполнено с опозданием: {at}.", "Done late: {at}.")

_FROM_NEXT_DAY = Wording(
    "Срок — {amount}, начало — {start}, счёт со следующего дня.",
    "The term is {amount} from {start}, counted from the next day.",
)
_FROM_START = Wording(
    "Срок — {amount}, начало — {start}.", "The term is {amount}, counted from {start}."
)
_BEFORE = Wording("За {amount} до {start}.", "This is {amount} before {start}.")

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


def amount(count: int, unit: str) -> Wording:
    """A count with its unit, such as `3 рабочих дня`; a unit of others stays as it is.

    Args:
        count: How many, not negative.
        unit: The unit, as in `Deadline.unit`.
    """
    if unit not in _UNITS:
        return Wording(f"{count} {unit}", f"{count} {unit}")
    russian, english = _UNITS[unit]
    return Wording(f"{count} {_form(count, russian)}", f"{count} {english[count != 1]}")


def counted(count: int, unit: str) -> Wording:
    """How a term was counted, with places for `amount` and `start`.

    Args:
        count: How many; negative where the date lies before the start.
        unit: The unit, as in `Deadline.unit`.
    """
    if count < 0:
        return _BEFORE
    return _FROM_START if unit == "working_hours" else _FROM_NEXT_DAY


def _form(count: int, forms: _Forms) -> str:
    """Which form of a Russian noun follows a count."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]
