"""Words for figures in Russian and English, in the terms of control centres; nothing is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.appeals.statistics.change import Verdict

__all__ = [
    "NAMES",
    "NOT_TOLD",
    "OUTCOMES",
    "REGIMES",
    "VERDICTS",
    "duration",
    "word_of",
]

NOT_TOLD = LocalizedText("не указано", "not told")

NAMES: Mapping[str, LocalizedText] = MappingProxyType(
    {
        "received": LocalizedText("Поступило", "Received"),
        "closed": LocalizedText("Закрыто", "Closed"),
        "missed": LocalizedText("Сроков нарушено", "Terms missed"),
        "total": LocalizedText("Было в работе за день", "Worked on that day"),
        "open": LocalizedText("Осталось в работе", "Still open"),
        "status_unknown": LocalizedText("Статус неизвестен", "Status not known"),
        "returned": LocalizedText("Возвращено на доработку", "Returned"),
        "deferred": LocalizedText("Отложено", "Deferred"),
        "share_closed": LocalizedText("Доля закрытых", "Share closed"),
        "in_time": LocalizedText("Ответ дан в срок", "Answered in time"),
        "met_late": LocalizedText("Ответ дан с опозданием", "Answered late"),
        "running": LocalizedText("Срок не истёк", "Not yet due"),
        "overdue": LocalizedText("Просрочено", "Overdue"),
        "term_unknown": LocalizedText("Срок неизвестен", "Term not known"),
        "share_in_time": LocalizedText("Доля ответов в срок", "Share answered in time"),
        "first_answer": LocalizedText(
            "Медиана до первого ответа", "Median time to the first answer"
        ),
        "final_answer": LocalizedText(
            "Медиана до итогового ответа", "Median time to the final answer"
        ),
    }
)
"""What the figures of `Figures` and `DayFigures` are called, by their attributes."""

VERDICTS: Mapping[Verdict, LocalizedText] = MappingProxyType(
    {
        "worse": LocalizedText("хуже", "worse"),
        "better": LocalizedText("лучше", "better"),
        "same": LocalizedText("без изменений", "the same"),
        "few": LocalizedText("мало для вывода", "too few to tell"),
        "unknown": LocalizedText("не с чем сравнить", "nothing to compare with"),
    }
)

OUTCOMES: Mapping[str, LocalizedText] = MappingProxyType(
    {
        "solved": LocalizedText("решено", "solved"),
        "planned": LocalizedText("запланировано", "planned"),
        "postponed": LocalizedText("отложено", "deferred"),
        "explained": LocalizedText("разъяснено", "explained"),
        "refused": LocalizedText("отказано", "refused"),
        "forwarded": LocalizedText("перенаправлено", "forwarded"),
        "duplicate": LocalizedText("дубль", "duplicate"),
        "withdrawn": LocalizedText("отозвано заявителем", "withdrawn"),
        "not_responsible": LocalizedText("вне компетенции", "not responsible"),
        "not_solved": LocalizedText("не решено", "not solved"),
        "unknown": LocalizedText("итог неизвестен", "outcome not known"),
    }
)

REGIMES: Mapping[str, LocalizedText] = MappingProxyType(
    {
        "message": LocalizedText("сообщение", "message"),
        "appeal_59fz": LocalizedText("обращение по 59-ФЗ", "appeal under 59-ФЗ"),
        "incident": LocalizedText("инцидент", "incident"),
        "service_request": LocalizedText("заявка", "service request"),
        "ticket": LocalizedText("заявка в трекере", "ticket"),
    }
)

_DAYS = LocalizedText("{days} дн. {hours} ч", "{days} d {hours} h")
_HOURS = LocalizedText("{hours} ч {minutes} мин", "{hours} h {minutes} min")
_MINUTES = LocalizedText("{minutes} мин", "{minutes} min")
_LESS = LocalizedText("меньше минуты", "less than a minute")


def word_of(code: str | None, words: Mapping[str, LocalizedText]) -> LocalizedText:
    """A code in words; an unknown code stays as it is, None becomes «unknown».

    Args:
        code: The code.
        words: The words of those that are known.
    """
    if code is None:
        return NOT_TOLD
    return words.get(code) or LocalizedText(code, code)


def duration(time: timedelta) -> LocalizedText:
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
