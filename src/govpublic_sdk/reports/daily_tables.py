"""The tables of a day, defined once for csv, JSON and workbooks.

No text, contact or address of a citizen is in them. Shares are in hundredths, times in hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.appeals.statistics import (
    Daily,
    DayCounts,
    DayFigures,
    MedianTime,
    PlaceKey,
    TopicKey,
)
from govpublic_sdk.appeals.statistics.texts import NAMES, NOT_TOLD, OUTCOMES, REGIMES, VERDICTS
from govpublic_sdk.reports.document import Cell, Column, Document, Kind, Row, Table

__all__ = ["SUMMARY", "TABLES", "document_of", "name_of", "place_name", "topic_name"]

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_PERCENT = LocalizedText("{name}, %", "{name}, %")
_HOURS = LocalizedText("{name}, ч", "{name}, h")
_UNKNOWN = LocalizedText("{name}: неизвестно по", "{name}: not known of")


def _column(id: str, ru: str, en: str, width: int = 14, kind: Kind = "text") -> Column:
    return Column(id=id, head=LocalizedText(ru, en), width=width, kind=kind)


def _count(id: str, head: LocalizedText | None = None) -> Column:
    return Column(id=id, head=head or NAMES[id], width=13, kind="number")


def _verdict(id: str, ru: str, en: str) -> Column:
    words: Mapping[str, LocalizedText] = dict(VERDICTS.items())
    return Column(id=id, head=LocalizedText(ru, en), width=18, kind="band", words=words)


_BEFORE = _column("day_before", "Накануне", "Day before", 12, "number")
_MEAN = _column("mean", "Среднее за 7 дней", "Mean of 7 days", 12, "number")
_CHANGES = (
    _BEFORE,
    _verdict("to_day_before", "К накануне", "To the day before"),
    _MEAN,
    _verdict("to_mean", "К среднему", "To the mean"),
)
_TITLES: Mapping[str, LocalizedText] = {
    **NAMES,
    "day": LocalizedText("День", "Day"),
    "zone": LocalizedText("Часовой пояс", "Zone"),
    "at": LocalizedText("Сроки на", "Terms as of"),
    "undated": LocalizedText("Когда поступило, неизвестно", "Nobody knows when it came"),
    "closed_undated": LocalizedText("Когда закрыто, неизвестно", "Nobody knows when it was closed"),
    "share_closed": _PERCENT.fill(name=NAMES["share_closed"]),
    "share_in_time": _PERCENT.fill(name=NAMES["share_in_time"]),
    "first_answer": _HOURS.fill(name=NAMES["first_answer"]),
    "final_answer": _HOURS.fill(name=NAMES["final_answer"]),
}
SUMMARY = Table(
    id="summary",
    title=LocalizedText("Итоги дня", "The day"),
    columns=(
        Column(id="figure", head=LocalizedText("Показатель", "Figure"), width=36, words=_TITLES),
        _column("value", "Значение", "Value", 18),
        *_CHANGES,
        _column("unknown", "Неизвестно", "Unknown", 12, "number"),
    ),
)
_LINE = (
    _count("received"),
    *_CHANGES,
    _count("closed"),
    _count("missed"),
    _count("total"),
    _count("open"),
    _count("status_unknown"),
    _count("returned"),
    _count("deferred"),
    _count("overdue"),
    _count("running"),
    _count("in_time"),
    _count("met_late"),
    _count("term_unknown"),
    _count("share_closed", _TITLES["share_closed"]),
    _count("first_answer", _TITLES["first_answer"]),
    _count("first_unknown", _UNKNOWN.fill(name=NAMES["first_answer"])),
    _count("final_answer", _TITLES["final_answer"]),
    _count("final_unknown", _UNKNOWN.fill(name=NAMES["final_answer"])),
)
_GROUP = _column("group", "Группа тем", "Group of topics", 30)
_TOPIC = _column("topic", "Тема", "Topic", 44)
_MUNICIPALITY = _column("municipality", "Муниципалитет", "Municipality", 30)
_SETTLEMENT = _column("settlement", "Населённый пункт", "Settlement", 26)
_REGIME = Column(id="regime", head=LocalizedText("Вид", "Kind"), width=24, words=REGIMES)
_BODY = _column("body", "Ответственный", "Responsible body", 44)


def _table(id: str, ru: str, en: str, *columns: Column) -> Table:
    return Table(id=id, title=LocalizedText(ru, en), columns=columns)


_TOPICS = _table("topics", "По темам", "By topic", _GROUP, _TOPIC, *_LINE)
_PLACES = _table("places", "По территориям", "By place", _MUNICIPALITY, _SETTLEMENT, *_LINE)
_OWNERS = _table("owners", "По ответственным", "By responsible body", _BODY, *_LINE)
_REGIMES = _table("regimes", "По видам", "By kind", _REGIME, *_LINE)
_CHANNELS = _table(
    "channels", "По каналам", "By channel", _column("channel", "Канал", "Channel", 24), *_LINE
)
_OUTCOMES = _table(
    "outcomes",
    "Итоги закрытых",
    "Outcomes",
    Column(id="outcome", head=LocalizedText("Итог", "Outcome"), width=30, words=OUTCOMES),
    _count("closed"),
    _count("share", LocalizedText("Доля, %", "Share, %")),
)
_DAYS = _table(
    "days",
    "По дням",
    "Day by day",
    _column("day", "День", "Day"),
    _count("received"),
    _count("closed"),
    _count("missed"),
)
_OVERDUE = _table(
    "overdue",
    "Просрочено",
    "Overdue",
    _column("id", "Обращение", "Appeal", 26),
    _REGIME,
    _GROUP,
    _TOPIC,
    _MUNICIPALITY,
    _column("due", "Срок", "Due", 18, "moment"),
    _column("days_over", "Просрочено, дней", "Days overdue", 12, "number"),
    _BODY,
)

TABLES = (SUMMARY, _TOPICS, _PLACES, _OWNERS, _REGIMES, _CHANNELS, _OUTCOMES, _DAYS, _OVERDUE)


def document_of(daily: Daily) -> Document:
    """A day as tables."""
    facts: dict[str, Cell] = {"day": daily.day.isoformat(), "zone": daily.zone, "at": daily.at}
    return Document(
        tables=TABLES, main=SUMMARY, rows=_rows(daily), facts=facts, zone=ZoneInfo(daily.zone)
    )


def _rows(daily: Daily) -> Iterator[tuple[Table, Row]]:
    yield from ((SUMMARY, row) for row in _summary(daily))
    yield from ((_TOPICS, (*key, *_line(one))) for key, one in daily.by_topic.items())
    yield from ((_PLACES, (*key, *_line(one))) for key, one in daily.by_place.items())
    yield from ((_OWNERS, (key, *_line(one))) for key, one in daily.by_owner.items())
    yield from ((_REGIMES, (key, *_line(one))) for key, one in daily.by_regime.items())
    yield from ((_CHANNELS, (key, *_line(one))) for key, one in daily.by_channel.items())
    figures = daily.total.figures
    for outcome, count in figures.outcomes.items():
        yield _OUTCOMES, (outcome, count, _percent(figures.share_of(outcome)))
    yield from ((_DAYS, row) for row in _days(daily))
    for one in daily.overdue:
        over = round(one.late_by(daily.at) / _DAY, 1)
        where = (one.municipality, one.due_at, over, one.body)
        yield _OVERDUE, (one.label, one.regime, *one.topic, *where)


def _summary(daily: Daily) -> Iterator[Row]:
    blank = (None,) * 5
    yield "day", daily.day.isoformat(), *blank
    yield "zone", daily.zone, *blank
    yield "at", daily.at, *blank
    total, figures = daily.total, daily.total.figures
    for name in ("received", "closed", "missed"):
        counts: DayCounts = getattr(total, name)
        yield name, counts.count, *_changes(counts), None
    for name in ("total", "open", "status_unknown", "returned", "deferred"):
        yield name, getattr(figures, name), *blank
    for name in ("overdue", "running", "in_time", "met_late", "term_unknown"):
        yield name, getattr(figures, name), *blank
    for name in ("share_closed", "share_in_time"):
        yield name, _percent(getattr(figures, name)), *blank
    for name in ("first_answer", "final_answer"):
        median: MedianTime = getattr(figures, name)
        yield name, _hours(median), *blank[1:], median.unknown
    yield "undated", daily.undated, *blank
    yield "closed_undated", daily.closed_undated, *blank


def _days(daily: Daily) -> Iterator[Row]:
    total = daily.total
    counts = (total.received.days, total.closed.days, total.missed.days)
    for day, *found in zip(daily.dates, *counts, strict=True):
        yield day.isoformat(), *found


def _line(one: DayFigures) -> Row:
    figures = one.figures
    return (
        one.received.count,
        *_changes(one.received),
        one.closed.count,
        one.missed.count,
        figures.total,
        figures.open,
        figures.status_unknown,
        figures.returned,
        figures.deferred,
        figures.overdue,
        figures.running,
        figures.in_time,
        figures.met_late,
        figures.term_unknown,
        _percent(figures.share_closed),
        _hours(figures.first_answer),
        figures.first_answer.unknown,
        _hours(figures.final_answer),
        figures.final_answer.unknown,
    )


def _changes(counts: DayCounts) -> tuple[Cell, Cell, Cell, Cell]:
    before, mean = counts.to_day_before, counts.to_mean
    rounded = None if mean.base is None else round(mean.base, 1)
    return before.base, before.verdict, rounded, mean.verdict


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _hours(median: MedianTime) -> float | None:
    return None if median.time is None else round(median.time / _HOUR, 2)


def name_of(name: str | None, language: Language) -> str:
    """A name, or the word for a missing one."""
    return name or NOT_TOLD(language)


def topic_name(topic: TopicKey, language: Language) -> str:
    """The topic, with its group if both are known."""
    return _both(topic.topic, topic.group, language)


def place_name(place: PlaceKey, language: Language) -> str:
    """The settlement, with its municipality if both are known."""
    return _both(place.settlement, place.municipality, language)


def _both(fine: str | None, coarse: str | None, language: Language) -> str:
    return f"{fine} ({coarse})" if fine and coarse else name_of(fine or coarse, language)
