"""The pictures of a day: which figures each of them shows; how they are drawn is in `charts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.appeals.figures import Daily, DayCounts, DayFigures
from govpublic_sdk.appeals.figures.wordings import NAMES, OUTCOMES, worded
from govpublic_sdk.reports.charts import Bar, Column, Share, bars, columns, number, shares
from govpublic_sdk.reports.daily.names import place_name, topic_name

__all__ = ["charts_of", "received_picture", "written_day"]

_MOST_BARS = 12
_DAY_AXIS = Wording("За день", "On the day")
_RECEIVED = Wording("Поступило по дням", "Received day by day")
_CLOSED = Wording("Закрыто по дням", "Closed day by day")
_UNKNOWN_NOTE = Wording(
    "Знак «?»: данные начинаются позже этого дня.", "`?`: the data begin after that day."
)
_TERMS = Wording("Сроки", "Terms")
_TERMS_NOTE = Wording("Все, что были в работе за день.", "All that were worked on that day.")
_OUTCOMES = Wording("Чем закончились закрытые за день", "Outcomes of those closed on the day")
_TOPICS = Wording("Темы дня", "Topics of the day")
_PLACES = Wording("Территории дня", "Places of the day")
_BARS_NOTE = Wording(
    "Сколько поступило за день; в скобках среднее за 7 дней до него.",
    "How many came on the day; in brackets the mean of the 7 days before it.",
)
_WITH_MEAN = Wording("{count} ({mean})", "{count} ({mean})")
_WHOLE = Wording("{what}, {day}", "{what}, {day}")
_TERM_COLOURS = {
    "running": "running",
    "in_time": "green",
    "met_late": "yellow",
    "overdue": "red",
    "term_unknown": "unknown",
}
_OUTCOME_COLOURS = {"solved": "green", "not_solved": "red"}


def charts_of(daily: Daily, language: Language) -> Iterator[tuple[str, str, str]]:
    """Each picture with its title and the words below it; those without figures are left out."""
    total = daily.total
    yield _by_day(_RECEIVED, total.received, daily, language)
    yield _by_day(_CLOSED, total.closed, daily, language)
    if total.figures.total:
        yield _TERMS(language), _terms(daily, language), _TERMS_NOTE(language)
    if total.figures.outcomes:
        yield _OUTCOMES(language), _ended(daily, language), ""
    topics = [(topic_name(key, language), one) for key, one in daily.by_topic.items()]
    yield from _most(_TOPICS, topics, language)
    places = [(place_name(key, language), one) for key, one in daily.by_place.items()]
    yield from _most(_PLACES, places, language)


def received_picture(daily: Daily, language: Language) -> str:
    """The picture of a day that stands alone: how many came on it, and on the days before."""
    title = _WHOLE.fill(what=_RECEIVED, day=written_day(daily.day, language))(language)
    return _columns(title, daily.total.received, daily, language)


def written_day(day: date, language: Language) -> str:
    """A day as the language writes it."""
    return day.strftime("%d.%m.%Y" if language == "ru" else "%Y-%m-%d")


def _by_day(
    title: Wording, counts: DayCounts, daily: Daily, language: Language
) -> tuple[str, str, str]:
    note = _UNKNOWN_NOTE(language) if None in counts.days else ""
    return title(language), _columns(title(language), counts, daily, language), note


def _columns(title: str, counts: DayCounts, daily: Daily, language: Language) -> str:
    form = "%d.%m" if language == "ru" else "%d %b"
    pairs = zip(daily.dates, counts.days, strict=True)
    rows = [Column(day.strftime(form), count) for day, count in pairs]
    return columns(title, rows, axis=_DAY_AXIS(language), language=language)


def _terms(daily: Daily, language: Language) -> str:
    figures = daily.total.figures
    parts = [
        Share(colour, NAMES[name](language), getattr(figures, name))
        for name, colour in _TERM_COLOURS.items()
    ]
    return shares(_TERMS(language), parts, language=language)


def _ended(daily: Daily, language: Language) -> str:
    parts = [
        Share(_OUTCOME_COLOURS.get(outcome, outcome), worded(outcome, OUTCOMES)(language), count)
        for outcome, count in daily.total.figures.outcomes.items()
    ]
    return shares(_OUTCOMES(language), parts, language=language)


def _most(
    title: Wording, groups: Sequence[tuple[str, DayFigures]], language: Language
) -> Iterator[tuple[str, str, str]]:
    """The groups to which most came on the day; they come with the largest first."""
    found = [(name, one.received) for name, one in groups if one.received.count]
    if not found:
        return
    most = float(found[0][1].count or 1)
    rows = [
        Bar(name, counts.count, most, _told(counts, language))
        for name, counts in found[:_MOST_BARS]
    ]
    yield title(language), bars(title(language), rows), _BARS_NOTE(language)


def _told(counts: DayCounts, language: Language) -> str:
    count = number(counts.count or 0, language)
    mean = "?" if counts.mean is None else number(counts.mean, language)
    return _WITH_MEAN.fill(count=count, mean=mean)(language)
