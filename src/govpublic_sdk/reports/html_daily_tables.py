"""The tables of the daily page: groups of appeals with their changes, and the overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.appeals.statistics.texts import NAMES, REGIMES, VERDICTS, duration, word_of
from govpublic_sdk.reports.daily_tables import name_of
from govpublic_sdk.reports.html_layout import Mark, Note, Table, Text, cut_note
from govpublic_sdk.reports.svg_charts import number

if TYPE_CHECKING:
    from govpublic_sdk.appeals.statistics import (
        Comparison,
        Daily,
        DayFigures,
        MedianTime,
        OverdueAppeal,
        Verdict,
    )

__all__ = ["difference", "group_tables", "mark", "overdue_table"]

_MAX_GROUPS, _MAX_OVERDUE = 40, 200

# The name of a group in one or two parts, the finer first, and its figures.
_Named: TypeAlias = "tuple[tuple[str | None, ...], DayFigures]"

# What a table of groups is called, and what stands above their names.
_TOPICS = (LocalizedText("По темам", "By topic"), LocalizedText("Тема", "Topic"))
_PLACES = (LocalizedText("По территориям", "By place"), LocalizedText("Территория", "Place"))
_OWNERS = (
    LocalizedText("По ответственным", "By responsible body"),
    LocalizedText("Ответственный", "Body"),
)
_REGIMES = (LocalizedText("По видам", "By kind"), LocalizedText("Вид", "Kind"))
_CHANNELS = (LocalizedText("По каналам", "By channel"), LocalizedText("Канал", "Channel"))
_OVERDUE = LocalizedText("Просроченные, начиная с самых давних", "Overdue, the longest first")
_ELSEWHERE = LocalizedText(
    "остальные в файлах xlsx, csv и json.", "the others are in the files xlsx, csv and json."
)
_COLOURS: dict[Verdict, str] = {"worse": "red", "better": "green", "same": "unknown"}
_FIGURES = {
    "received": (NAMES["received"], "number"),
    "to_day_before": (LocalizedText("К накануне", "To day before"), "word"),
    "to_mean": (LocalizedText("К среднему за 7 дней", "To mean of 7 days"), "word"),
    "closed": (NAMES["closed"], "number"),
    "open": (NAMES["open"], "number"),
    "overdue": (NAMES["overdue"], "number"),
    "final_answer": (NAMES["final_answer"], "number"),
}
_OVERDUE_COLUMNS = {
    "appeal": (LocalizedText("Обращение", "Appeal"), "title"),
    "topic": (LocalizedText("Тема", "Topic"), ""),
    "municipality": (LocalizedText("Муниципалитет", "Municipality"), ""),
    "body": (LocalizedText("Ответственный", "Responsible body"), ""),
    "due": (LocalizedText("Срок", "Due"), "number"),
    "late_by": (LocalizedText("Просрочено на", "Overdue by"), "number"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """What a table shows of one group of appeals.

    Attributes:
        name: Its name.
        part_of: The larger group that it belongs to; empty for none.
        received: How many came on the day.
        to_day_before: The change against the day before.
        to_mean: The change against the mean of 7 days.
        closed: How many were closed.
        open: How many are open.
        overdue: How many of these are overdue.
        final_answer: The median time to the final answer.
    """

    name: str
    part_of: str
    received: str
    to_day_before: Note
    to_mean: Note
    closed: str
    open: str
    overdue: str
    final_answer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueRow:
    """What the list shows of one overdue appeal."""

    label: str
    regime: str
    topic: str
    municipality: str
    body: str
    due: str
    late_by: Text


def group_tables(daily: Daily, language: Language) -> Iterator[Table]:
    """A table for each kind of groups, those with most on the day first."""
    topics = [((key.topic, key.group), one) for key, one in daily.by_topic.items()]
    places = [((key.settlement, key.municipality), one) for key, one in daily.by_place.items()]
    regimes = [((word_of(key, REGIMES)(language),), one) for key, one in daily.by_regime.items()]
    yield from _groups(_TOPICS, topics, language)
    yield from _groups(_PLACES, places, language)
    yield from _groups(_OWNERS, [((key,), one) for key, one in daily.by_owner.items()], language)
    yield from _groups(_REGIMES, regimes, language)
    yield from _groups(
        _CHANNELS, [((key,), one) for key, one in daily.by_channel.items()], language
    )


def overdue_table(daily: Daily, language: Language) -> Table | None:
    """The list of what is overdue; None where nothing is."""
    if not daily.overdue:
        return None
    shown, zone = daily.overdue[:_MAX_OVERDUE], ZoneInfo(daily.zone)
    return Table(
        title=_OVERDUE,
        note=cut_note(len(shown), daily.total.figures.overdue, _ELSEWHERE, language),
        columns=_OVERDUE_COLUMNS,
        rows=[_overdue_row(appeal, daily.at, zone, language) for appeal in shown],
    )


def difference(compared: Comparison, language: Language) -> str:
    """The difference with its sign, and its share where there is one: `+23 (+19%)`."""
    if compared.difference is None:
        return "?"
    told = _format_signed(compared.difference, language)
    return f"{told} ({_percent(compared.share)})" if compared.share else told


def mark(verdict: Verdict) -> Mark | None:
    """A verdict with its colour; None where nothing was judged."""
    return Mark(VERDICTS[verdict], _COLOURS[verdict]) if verdict in _COLOURS else None


def _groups(
    titles: tuple[LocalizedText, LocalizedText], groups: Sequence[_Named], language: Language
) -> Iterator[Table]:
    if not groups:
        return
    title, header = titles
    shown = groups[:_MAX_GROUPS]
    yield Table(
        title=title,
        note=cut_note(len(shown), len(groups), _ELSEWHERE, language),
        columns={"name": (header, "title"), **_FIGURES},
        rows=[_group_row(name, figures, language) for name, figures in shown],
    )


def _group_row(parts: tuple[str | None, ...], day: DayFigures, language: Language) -> GroupRow:
    """The finest known name first, the coarser one below it."""
    name, *larger = [part for part in parts if part] or [name_of(None, language)]
    received, figures = day.received, day.figures
    return GroupRow(
        name=name,
        part_of="".join(larger),
        received=_count(received.count, language),
        to_day_before=_change(received.to_day_before, language),
        to_mean=_change(received.to_mean, language),
        closed=_count(day.closed.count, language),
        open=number(figures.open, language),
        overdue=number(figures.overdue, language),
        final_answer=_median(figures.final_answer),
    )


def _change(compared: Comparison, language: Language) -> Note:
    verdict = None if compared.difference is None else mark(compared.verdict)
    return Note(difference(compared, language), verdict)


def _count(value: int | None, language: Language) -> str:
    return "?" if value is None else number(value, language)


def _median(median: MedianTime) -> Text:
    return duration(median.time) if median.time is not None else ""


def _overdue_row(
    appeal: OverdueAppeal, at: datetime, zone: ZoneInfo, language: Language
) -> OverdueRow:
    due = appeal.due_at.astimezone(zone)
    return OverdueRow(
        label=appeal.label,
        regime=word_of(appeal.regime, REGIMES)(language),
        topic=appeal.topic.topic or name_of(appeal.topic.group, language),
        municipality=name_of(appeal.municipality, language),
        body=name_of(appeal.body, language),
        due=due.strftime("%d.%m.%Y %H:%M" if language == "ru" else "%Y-%m-%d %H:%M"),
        late_by=duration(max(appeal.late_by(at), timedelta(0))),
    )


def _format_signed(value: float, language: Language) -> str:
    rounded = round(value, 1)
    if not rounded:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{number(abs(rounded), language)}"


def _percent(share: float) -> str:
    size = f"{abs(share):.0%}"
    return "<1%" if size == "0%" else f"{'+' if share > 0 else '−'}{size}"
