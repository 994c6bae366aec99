"""The tables of the page of a day: groups of appeals, and the list of the overdue.

On a phone each row becomes a card, so each cell carries the words of its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.appeals.figures.wordings import NAMES, REGIMES, duration, worded
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.daily.marks import difference, mark
from govpublic_sdk.reports.daily.names import named
from govpublic_sdk.reports.hostile import for_html
from govpublic_sdk.reports.html_frame import by_line, cut
from govpublic_sdk.reports.html_tables import Head, bdi, opened, row_of

if TYPE_CHECKING:
    from govpublic_sdk.appeals.figures import (
        Comparison,
        Daily,
        DayFigures,
        MedianTime,
        OverdueAppeal,
        TopicKey,
    )

__all__ = ["groups_of", "overdue_of"]

_MOST_GROUPS, _MOST_OVERDUE = 40, 200

# The name of a group in one or two parts, the finer first, and its figures.
_Named: TypeAlias = "tuple[tuple[str | None, ...], DayFigures]"

# What a table of groups is called, and what stands above their names.
_TOPICS = (Wording("По темам", "By topic"), Wording("Тема", "Topic"))
_PLACES = (Wording("По территориям", "By place"), Wording("Территория", "Place"))
_OWNERS = (Wording("По ответственным", "By responsible body"), Wording("Ответственный", "Body"))
_REGIMES = (Wording("По видам", "By kind"), Wording("Вид", "Kind"))
_CHANNELS = (Wording("По каналам", "By channel"), Wording("Канал", "Channel"))
_OVERDUE = Wording("Просроченные, начиная с самых давних", "Overdue, the longest first")
_ELSEWHERE = Wording(
    "остальные в файлах xlsx, csv и json.", "the others are in the files xlsx, csv and json."
)
_FIGURES: tuple[Head, ...] = (
    (NAMES["received"], "number"),
    (Wording("К накануне", "To day before"), "word"),
    (Wording("К среднему за 7 дней", "To mean of 7 days"), "word"),
    (NAMES["closed"], "number"),
    (NAMES["open"], "number"),
    (NAMES["overdue"], "number"),
    (NAMES["final_answer"], "number"),
)
_LISTED: tuple[Head, ...] = (
    (Wording("Обращение", "Appeal"), "title"),
    (Wording("Тема", "Topic"), ""),
    (Wording("Муниципалитет", "Municipality"), ""),
    (Wording("Ответственный", "Responsible body"), ""),
    (Wording("Срок", "Due"), "number"),
    (Wording("Просрочено на", "Overdue by"), "number"),
)


def groups_of(daily: Daily, language: Language) -> Iterator[str]:
    """A table for each kind of groups, those with most on the day first."""
    topics = [((key.topic, key.group), one) for key, one in daily.by_topic.items()]
    places = [((key.settlement, key.municipality), one) for key, one in daily.by_place.items()]
    regimes = [((worded(key, REGIMES)(language),), one) for key, one in daily.by_regime.items()]
    yield from _groups(_TOPICS, topics, language)
    yield from _groups(_PLACES, places, language)
    yield from _groups(_OWNERS, [((key,), one) for key, one in daily.by_owner.items()], language)
    yield from _groups(_REGIMES, regimes, language)
    yield from _groups(
        _CHANNELS, [((key,), one) for key, one in daily.by_channel.items()], language
    )


def overdue_of(daily: Daily, language: Language) -> Iterator[str]:
    """The list of what is overdue, if anything is."""
    if not daily.overdue:
        return
    shown = daily.overdue[:_MOST_OVERDUE]
    yield f"<section><h2>{for_html(_OVERDUE(language))}</h2>\n"
    yield cut(len(shown), daily.total.figures.overdue, _ELSEWHERE, language)
    yield from by_line(_listed(shown, daily.at, ZoneInfo(daily.zone), language))
    yield "</section>\n"


def _groups(
    titles: tuple[Wording, Wording], groups: Sequence[_Named], language: Language
) -> Iterator[str]:
    if not groups:
        return
    title, head = titles
    yield f"<section><h2>{for_html(title(language))}</h2>\n"
    yield cut(min(len(groups), _MOST_GROUPS), len(groups), _ELSEWHERE, language)
    yield from by_line(_table(head, groups[:_MOST_GROUPS], language))
    yield "</section>\n"


def _table(head: Wording, groups: Sequence[_Named], language: Language) -> Iterator[str]:
    heads: tuple[Head, ...] = ((head, "title"), *_FIGURES)
    yield opened("groups", heads, language)
    for name, one in groups:
        cells = (_name(name, language), *_cells(one, language))
        yield f"<tbody>{row_of(heads, cells, language)}</tbody>"
    yield "</table></div>"


def _name(parts: tuple[str | None, ...], language: Language) -> str:
    """The finest name that is told, and below it the coarser one."""
    told = [part for part in parts if part] or [named(None, language)]
    first, *rest = told
    return f"<b>{bdi(first)}</b>" + "".join(
        f'<br><span class="faint">{bdi(one)}</span>' for one in rest
    )


def _cells(one: DayFigures, language: Language) -> tuple[str, ...]:
    received, figures = one.received, one.figures
    return (
        _count(received.count, language),
        _change(received.to_day_before, language),
        _change(received.to_mean, language),
        _count(one.closed.count, language),
        number(figures.open, language),
        number(figures.overdue, language),
        _median(figures.final_answer, language),
    )


def _change(compared: Comparison, language: Language) -> str:
    if compared.difference is None:
        return "?"
    told = for_html(difference(compared, language))
    return f"<span>{told} {mark(compared.verdict, language)}</span>"


def _count(value: int | None, language: Language) -> str:
    return "?" if value is None else number(value, language)


def _median(median: MedianTime, language: Language) -> str:
    return for_html(duration(median.time)(language)) if median.time is not None else ""


def _listed(
    appeals: Sequence[OverdueAppeal], at: datetime, zone: ZoneInfo, language: Language
) -> Iterator[str]:
    yield opened("overdue", _LISTED, language)
    for one in appeals:
        due = one.due_at.astimezone(zone)
        over = duration(max(one.late_by(at), timedelta(0)))
        kind = worded(one.regime, REGIMES)(language)
        cells = (
            f'<b>{bdi(one.label)}</b><br><span class="faint">{bdi(kind)}</span>',
            _topic(one.topic, language),
            bdi(named(one.municipality, language)),
            bdi(named(one.body, language)),
            due.strftime("%d.%m.%Y %H:%M" if language == "ru" else "%Y-%m-%d %H:%M"),
            for_html(over(language)),
        )
        yield f"<tbody>{row_of(_LISTED, cells, language)}</tbody>"
    yield "</table></div>"


def _topic(topic: TopicKey, language: Language) -> str:
    return bdi(topic.topic or named(topic.group, language))
