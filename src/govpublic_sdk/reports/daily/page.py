"""A day as one page for people: no network, no script, no word of a citizen; counted elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.appeals.figures import Daily, DayCounts, Figures, MedianTime
from govpublic_sdk.appeals.figures.wordings import NAMES, duration
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.daily.charts import charts_of, written_day
from govpublic_sdk.reports.daily.marks import change
from govpublic_sdk.reports.daily.tables import groups_of, overdue_of
from govpublic_sdk.reports.hostile import for_html
from govpublic_sdk.reports.html_frame import closed, drawn, opened

__all__ = ["daily_page"]

_TITLE = Wording("Сообщения и обращения за {day}", "Messages and appeals of {day}")
_BELOW = Wording(
    "Дни считаются по времени {zone}; сроки на {at}.",
    "Days are cut in the zone {zone}; terms are as of {at}.",
)
_PARTIAL = Wording("День не закончен.", "The day is not over.")
_PARTIAL_NOTE = Wording(
    "За него может прибавиться, поэтому о снижении судить рано.",
    "More may come on it, so it is too early to tell that anything fell.",
)
_FIGURES = Wording("Показатели", "Figures")
_BEFORE = Wording("накануне", "day before")
_MEAN = Wording("среднее за 7 дней", "mean of 7 days")
_OF_OPEN = Wording("{share} оставшихся в работе", "{share} of those still open")
_OPEN = Wording(
    "возвращено на доработку: {returned}; отложено: {deferred}",
    "returned: {returned}; deferred: {deferred}",
)
_OF_DUE = Wording(
    "в срок {in_time}, с опозданием {late}, просрочено {overdue}; срок неизвестен: {unknown}",
    "in time {in_time}, late {late}, overdue {overdue}; term not known: {unknown}",
)
_OF_TOTAL = Wording(
    "{closed} из {total}, что были в работе за день", "{closed} of {total} worked on that day"
)
_KNOWN = Wording("известно по {known}; неизвестно: {unknown}", "known of {known}; not of {unknown}")
_NOTHING = Wording("нет данных", "no data")
_UNDATED = Wording(
    "Когда поступило, неизвестно: {undated}; когда закрыто, неизвестно: {closed}",
    "Nobody knows when it came: {undated}; when it was closed: {closed}",
)
_RULE = Wording(
    "Рост поступивших и нарушенных сроков — хуже, рост закрытых — лучше; если обе величины меньше "
    "{base}, вывода нет",
    "More that came or was missed is worse, more that was closed is better; where both figures are "
    "below {base}, there is no verdict",
)


def daily_page(daily: Daily, *, language: Language = "ru") -> Iterator[str]:
    """The page, piece by piece.

    Args:
        daily: The day in figures.
        language: The language of the page.
    """
    yield _opened(daily, language)
    yield f'<dl class="figures" aria-label="{for_html(_FIGURES(language))}">'
    yield from _flows(daily, language)
    yield from _state(daily, language)
    yield "</dl>\n"
    yield from drawn(charts_of(daily, language), language)
    yield from groups_of(daily, language)
    yield from overdue_of(daily, language)
    yield closed(_told(daily, language), language)


def _opened(daily: Daily, language: Language) -> str:
    at = daily.at.astimezone(ZoneInfo(daily.zone))
    when = f"{written_day(at.date(), language)} {at:%H:%M}"
    notes = ""
    if not daily.is_over:
        told = f"<b>{for_html(_PARTIAL(language))}</b> {for_html(_PARTIAL_NOTE(language))}"
        notes = f'<p class="partial" role="note">{told}</p>'
    title = _TITLE.fill(day=written_day(daily.day, language))
    return opened(title, _BELOW.fill(zone=daily.zone, at=when), language, notes=notes)


def _flows(daily: Daily, language: Language) -> Iterator[str]:
    total = daily.total
    yield _flow("received", total.received, language)
    yield _flow("closed", total.closed, language)
    yield _flow("missed", total.missed, language)


def _flow(name: str, counts: DayCounts, language: Language) -> str:
    value = _NOTHING(language) if counts.count is None else number(counts.count, language)
    against = ((_BEFORE, counts.to_day_before), (_MEAN, counts.to_mean))
    notes = [change(word, one, language) for word, one in against]
    return _card(name, value, notes, language)


def _state(daily: Daily, language: Language) -> Iterator[str]:
    found = daily.total.figures
    for name, value, note in _stands(found, language):
        yield _card(name, value, [for_html(note(language))], language)
    yield _median("first_answer", found.first_answer, language)
    yield _median("final_answer", found.final_answer, language)


def _stands(found: Figures, language: Language) -> Iterator[tuple[str, str, Wording]]:
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
    yield "share_in_time", _share(found.share_in_time, language), _OF_DUE.fill(**judged)
    done = _counts(language, closed=found.closed, total=found.total)
    yield "share_closed", _share(found.share_closed, language), _OF_TOTAL.fill(**done)


def _median(name: str, median: MedianTime, language: Language) -> str:
    value = _NOTHING if median.time is None else duration(median.time)
    note = _KNOWN.fill(**_counts(language, known=median.known, unknown=median.unknown))
    return _card(name, value(language), [for_html(note(language))], language)


def _card(name: str, value: str, notes: list[str], language: Language) -> str:
    head = for_html(NAMES[name](language))
    below = "".join(f'<dd class="note">{note}</dd>' for note in notes)
    return f"<div><dt>{head}</dt><dd>{for_html(value)}</dd>{below}</div>"


def _share(share: float | None, language: Language) -> str:
    return _NOTHING(language) if share is None else f"{share:.0%}"


def _counts(language: Language, **counts: int) -> dict[str, str]:
    return {name: number(count, language) for name, count in counts.items()}


def _told(daily: Daily, language: Language) -> Iterator[Wording]:
    yield _RULE.fill(base=number(daily.total.received.small_base, language))
    if daily.undated or daily.closed_undated:
        counts = _counts(language, undated=daily.undated, closed=daily.closed_undated)
        yield _UNDATED.fill(**counts)
