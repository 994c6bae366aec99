"""Words for figures in Russian and English, in the terms of control centres; nothing is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from govpublic_sdk._core.text import Wording
from govpublic_sdk.appeals.statistics.change import Verdict

__all__ = [
    "NAMES",
    "NOT_TOLD",
    "OUTCOMES",
    "REGIMES",
    "VERDICTS",
    "duration",
    "worded",
]

NOT_TOLD = Wording("не указано", "not told")

NAMES: Mapping[str, Wording] = MappingProxyType(
    {
        "received": Wording("Поступило", "Received"),
        "closed": Wording("Закрыто", "Closed"),
        "missed": Wording("Сроков нарушено", "Terms missed"),
        "total": Wording("Было в работе за день", "Worked on that day"),
        "open": Wording("Осталось в работе", "Still open"),
        "status_unknown": Wording("Статус неизвестен", "Status not known"),
        "returned": Wording("Возвращено на доработку", "Returned"),
        "deferred": Wording("Отложено", "Deferred"),
        "share_closed": Wording("Доля закрытых", "Share closed"),
        "in_time": Wording("Ответ дан в срок", "Answered in time"),
        "met_late": Wording("Ответ дан с опозданием", "Answered late"),
        "running": Wording("Срок не истёк", "Not yet due"),
        "overdue": Wording("Просрочено", "Overdue"),
        "term_unknown": Wording("Срок неизвестен", "Term not known"),
        "share_in_time": Wording("Доля ответов в срок", "Share answered in time"),
        "first_answer": Wording("Медиана до первого ответа", "Median time to the first answer"),
        "final_answer": Wording("Медиана до итогового ответа", "Median time to the final answer"),
    }
)
"""What the figures of `Figures` and `DayFigures` are called, by their attributes."""

VERDICTS: Mapping[Verdict, Wording] = MappingProxyType(
    {
        "worse": Wording("хуже", "worse"),
        "better": Wording("лучше", "better"),
        "same": Wording("без изменений", "the same"),
        "few": Wording("мало для вывода", "too few to tell"),
        "unknown": Wording("не с чем сравнить", "nothing to compare with"),
    }
)

OUTCOMES: Mapping[str, Wording] = MappingProxyType(
    {
        "solved": Wording("решено", "solved"),
        "planned": Wording("запланировано", "planned"),
        "postponed": Wording("отложено", "deferred"),
        "explained": Wording("разъяснено", "explained"),
        "refused": Wording("отказано", "refused"),
        "forwarded": Wording("перенаправлено", "forwarded"),
        "duplicate": Wording("дубль", "duplicate"),
        "withdrawn": Wording("отозвано заявителем", "withdrawn"),
        "not_responsible": Wording("вне компетенции", "not responsible"),
        "not_solved": Wording("не решено", "not solved"),
        "unknown": Wording("итог неизвестен", "outcome not known"),
    }
)

REGIMES: Mapping[str, Wording] = MappingProxyType(
    {
        "message": Wording("сообщение", "message"),
        "appeal_59fz": Wording("обращение по 59-ФЗ", "appeal under 59-ФЗ"),
        "incident": Wording("инцидент", "incident"),
        "service_request": Wording("заявка", "service request"),
        "ticket": Wording("заявка в трекере", "ticket"),
    }
)

_DAYS = Wording("{days} дн. {hours} ч", "{days} d {hours} h")
_HOURS = Wording("{hours} ч {minutes} мин", "{hours} h {minutes} min")
_MINUTES = Wording("{minutes} мин", "{minutes} min")
_LESS = Wording("меньше минуты", "less than a minute")


def worded(code: str | None, words: Mapping[str, Wording]) -> Wording:
    """A code in words; a code that is not among them stays as it is, None is not told.

    Args:
        code: The code.
        words: The words of those that are known.
    """
    if code is None:
        return NOT_TOLD
    return words.get(code) or Wording(code, code)


def duration(time: timedelta) -> Wording:
    """A time in words, cut to hours from two days on, else to minutes: `3 ч 20 мин`.

    Args:
        time: The time, not negative.
    """
    minutes = time // timedelta(minutes=1)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= 2:
        return _DAYS.fill(days=days, hours=hours % 24)
    if hours:
        return _HOURS.fill(hours=hours, minutes=minutes % 60)
    return _MINUTES.fill(minutes=minutes) if minutes else _LESS
