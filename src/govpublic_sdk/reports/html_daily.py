"""A day of appeals as one HTML page for people: no network, no script, no word of a citizen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.appeals.statistics import Comparison, Daily, DayCounts, DayFigures, Figures
from govpublic_sdk.appeals.statistics.texts import NAMES, OUTCOMES, duration, word_of
from govpublic_sdk.reports.daily_tables import place_name, topic_name
from govpublic_sdk.reports.html_daily_tables import difference, group_tables, mark, overdue_table
from govpublic_sdk.reports.html_layout import Card, Chart, Note, Page, Text, render
from govpublic_sdk.reports.svg_charts import Bar, Column, Share, bars, columns, number, shares

__all__ = ["daily_page", "draw_received"]

_TITLE = LocalizedText("Сообщения и обращения за {day}", "Messages and appeals of {day}")
_BELOW = LocalizedText(
    "Дни считаются по времени {zone}; сроки на {at}.",
    "Days are cut in the zone {zone}; terms are as of {at}.",
)
_PARTIAL = LocalizedText("День не закончен.", "The day is not over.")
_PARTIAL_NOTE = LocalizedText(
    "За него может прибавиться, поэтому о снижении судить рано.",
    "More may come on it, so it is too early to tell that anything fell.",
)
_BEFORE = LocalizedText("накануне", "day before")
_MEAN = LocalizedText("среднее за 7 дней", "mean of 7 days")
_OF_OPEN = LocalizedText("{share} оставшихся в работе", "{share} of those still open")
_OPEN = LocalizedText(
    "возвращено на доработку: {returned}; отложено: {deferred}",
    "returned: {returned}; deferred: {deferred}",
)
_OF_DUE = LocalizedText(
    "в срок {in_time}, с опозданием {late}, просрочено {overdue}; срок неизвестен: {unknown}",
    "in time {in_time}, late {late}, overdue {overdue}; term not known: {unknown}",
)
_OF_TOTAL = LocalizedText(
    "{closed} из {total}, что были в работе за день", "{closed} of {total} worked on that day"
)
_KNOWN = LocalizedText(
    "известно по {known}; неизвестно: {unknown}", "known of {known}; not of {unknown}"
)
_NOTHING = LocalizedText("нет данных", "no data")
_NO_DATA = LocalizedText("{what}: нет данных", "{what}: no data")
_BASE = LocalizedText(
    "{what} {base}, разница {difference}", "{what} {base}, difference {difference}"
)
_UNDATED = LocalizedText(
    "Когда поступило, неизвестно: {undated}; когда закрыто, неизвестно: {closed}",
    "Nobody knows when it came: {undated}; when it was closed: {closed}",
)
_RULE = LocalizedText(
    "Рост поступивших и нарушенных сроков — хуже, рост закрытых — лучше; если обе величины меньше "
    "{base}, вывода нет",
    "More that came or was missed is worse, more that was closed is better; where both figures are "
    "below {base}, there is no verdict",
)
_MAX_BARS = 12  # more are unreadable; the table has all
_DAY_AXIS = LocalizedText("За день", "On the day")
_RECEIVED = LocalizedText("Поступило по дням", "Received day by day")
_CLOSED = LocalizedText("Закрыто по дням", "Closed day by day")
_UNKNOWN_NOTE = LocalizedText(
    "Знак «?»: данные начинаются позже этого дня.", "`?`: the data begin after that day."
)
_TERMS = LocalizedText("Сроки", "Terms")
_TERMS_NOTE = LocalizedText("Все, что были в работе за день.", "All that were worked on that day.")
_OUTCOMES = LocalizedText("Чем закончились закрытые за день", "Outcomes of those closed on the day")
_TOPICS = LocalizedText("Темы дня", "Topics of the day")
_PLACES = LocalizedText("Территории дня", "Places of the day")
_BARS_NOTE = LocalizedText(
    "Сколько поступило за день; в скобках среднее за 7 дней до него.",
    "How many came on the day; in brackets the mean of the 7 days before it.",
)
_WITH_MEAN = LocalizedText("{count} ({mean})", "{count} ({mean})")
_WHOLE = LocalizedText("{what}, {day}", "{what}, {day}")
_TERM_COLOURS = {
    "running": "running",
    "in_time": "green",
    "met_late": "yellow",
    "overdue": "red",
    "term_unknown": "unknown",
}
_OUTCOME_COLOURS = {"solved": "green", "not_solved": "red"}


def daily_page(daily: Daily, *, language: Language = "ru") -> Iterator[str]:
    """The page, piece by piece.

    Args:
        daily: The day in figures.
        language: The language of the page.

    Raises:
        ConfigurationError: The extra `reports` is not installed.
    """
    at = daily.at.astimezone(ZoneInfo(daily.zone))
    when = f"{_format_day(at.date(), language)} {at:%H:%M}"
    page = Page(
        title=_TITLE.fill(day=_format_day(daily.day, language)),
        subtitle=_BELOW.fill(zone=daily.zone, at=when),
        notice=None if daily.is_over else (_PARTIAL, _PARTIAL_NOTE),
        cards=[*_flows(daily, language), *_state(daily, language)],
        charts=list(_charts(daily, language)),
        footer=list(_footer(daily, language)),
    )
    return render(
        "daily.html",
        page,
        language,
        groups=group_tables(daily, language),
        overdue=overdue_table(daily, language),
    )


def draw_received(daily: Daily, language: Language) -> str:
    """The picture of a day on its own: how many came on it, and on the days before."""
    title = _WHOLE.fill(what=_RECEIVED, day=_format_day(daily.day, language))(language)
    return _columns(title, daily.total.received, daily, language)


def _flows(daily: Daily, language: Language) -> Iterator[Card]:
    total = daily.total
    for name, counts in (
        ("received", total.received),
        ("closed", total.closed),
        ("missed", total.missed),
    ):
        value = _NOTHING if counts.count is None else number(counts.count, language)
        against = ((_BEFORE, counts.to_day_before), (_MEAN, counts.to_mean))
        notes = [_change(what, compared, language) for what, compared in against]
        yield Card(title=NAMES[name], value=value, notes=notes)


def _change(what: LocalizedText, compared: Comparison, language: Language) -> Note:
    """A figure against another: what that is, how much, the difference, the verdict."""
    if compared.base is None:
        return Note(_NO_DATA.fill(what=what))
    base = number(compared.base, language)
    text = _BASE.fill(what=what, base=base, difference=difference(compared, language))
    return Note(text, mark(compared.verdict))


def _state(daily: Daily, language: Language) -> Iterator[Card]:
    figures = daily.total.figures
    for name, value, note in _stands(figures, language):
        yield Card(title=NAMES[name], value=value, notes=[Note(note)])
    for name, median in (
        ("first_answer", figures.first_answer),
        ("final_answer", figures.final_answer),
    ):
        value = _NOTHING if median.time is None else duration(median.time)
        counts = _counts(language, known=median.known, unknown=median.unknown)
        yield Card(title=NAMES[name], value=value, notes=[Note(_KNOWN.fill(**counts))])


def _stands(found: Figures, language: Language) -> Iterator[tuple[str, Text, LocalizedText]]:
    """What is open, over and done: the name of each number, the number, and what it is part of."""
    waiting = _counts(language, returned=found.returned, deferred=found.deferred)
    yield "open", number(found.open, language), _OPEN.fill(**waiting)
    part = f"{found.overdue / max(found.open, 1):.0%}"
    yield "overdue", number(found.overdue, language), _OF_OPEN.fill(share=part)
    judged = _counts(
        language,
        in_time=found.in_time,
        late=found.met_late,
        overdue=found.overdue,
        unknown=found.term_unknown,
    )
    yield "share_in_time", _share(found.share_in_time), _OF_DUE.fill(**judged)
    done = _counts(language, closed=found.closed, total=found.total)
    yield "share_closed", _share(found.share_closed), _OF_TOTAL.fill(**done)


def _share(share: float | None) -> Text:
    return _NOTHING if share is None else f"{share:.0%}"


def _counts(language: Language, **counts: int) -> dict[str, str]:
    return {name: number(count, language) for name, count in counts.items()}


def _footer(daily: Daily, language: Language) -> Iterator[LocalizedText]:
    yield _RULE.fill(base=number(daily.total.received.small_base, language))
    if daily.undated or daily.closed_undated:
        counts = _counts(language, undated=daily.undated, closed=daily.closed_undated)
        yield _UNDATED.fill(**counts)


def _charts(daily: Daily, language: Language) -> Iterator[Chart]:
    """The pictures; those without figures are left out."""
    total = daily.total
    yield _by_day(_RECEIVED, total.received, daily, language)
    yield _by_day(_CLOSED, total.closed, daily, language)
    if total.figures.total:
        yield Chart(_TERMS, _terms(daily, language), _TERMS_NOTE)
    if total.figures.outcomes:
        yield Chart(_OUTCOMES, _draw_outcomes(daily, language))
    topics = [(topic_name(key, language), one) for key, one in daily.by_topic.items()]
    yield from _most(_TOPICS, topics, language)
    places = [(place_name(key, language), one) for key, one in daily.by_place.items()]
    yield from _most(_PLACES, places, language)


def _by_day(title: LocalizedText, counts: DayCounts, daily: Daily, language: Language) -> Chart:
    note = _UNKNOWN_NOTE if None in counts.days else ""
    return Chart(title, _columns(title(language), counts, daily, language), note)


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


def _draw_outcomes(daily: Daily, language: Language) -> str:
    parts = [
        Share(_OUTCOME_COLOURS.get(outcome, outcome), word_of(outcome, OUTCOMES)(language), count)
        for outcome, count in daily.total.figures.outcomes.items()
    ]
    return shares(_OUTCOMES(language), parts, language=language)


def _most(
    title: LocalizedText, groups: Sequence[tuple[str, DayFigures]], language: Language
) -> Iterator[Chart]:
    """The groups to which most came on the day; they come with the largest first."""
    found = [(name, one.received) for name, one in groups if one.received.count]
    if not found:
        return
    most = float(found[0][1].count or 1)
    rows = [
        Bar(name, counts.count, most, _with_mean(counts, language))
        for name, counts in found[:_MAX_BARS]
    ]
    yield Chart(title, bars(title(language), rows), _BARS_NOTE)


def _with_mean(counts: DayCounts, language: Language) -> str:
    count = number(counts.count or 0, language)
    mean = "?" if counts.mean is None else number(counts.mean, language)
    return _WITH_MEAN.fill(count=count, mean=mean)(language)


def _format_day(day: date, language: Language) -> str:
    """A day as the language writes it."""
    return day.strftime("%d.%m.%Y" if language == "ru" else "%Y-%m-%d")
