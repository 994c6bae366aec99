"""The pictures of a report: which figures each of them shows; how they are drawn is in `charts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.reports.charts import Bar, Column, Share, bars, columns, number, shares
from govpublic_sdk.reports.lines import WEEK
from govpublic_sdk.reports.overview import REACH_STEPS, Overview
from govpublic_sdk.reports.summary import bands_of
from govpublic_sdk.reports.words import BANDS

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.covering.coverage import Coverage, Figures

__all__ = ["charts_of"]

_MOST_BARS = 40
_MOST_FAULTS = 12

_BANDS = Wording("Зоны", "Bands")
_COMMON = Wording("Что чаще не выполнено", "Most often not met")
_COMMON_NOTE = Wording(
    "На скольких страницах требование не выполнено.", "On how many pages it is not met."
)
_POSTS = Wording("Записи по неделям", "Posts per week")
_VIEWS = Wording("Просмотры по неделям", "Views per week")
_WEEK_AXIS = Wording("За 7 дней по указанный день", "In the 7 days up to the day given")
_WEEK_NOTE = Wording(
    "По {pages} страницам, записи которых прочитаны.", "Of {pages} pages whose posts were read."
)
_REACH = Wording("Охват за 7 дней", "Reach in 7 days")
_REACH_AXIS = Wording("Страниц", "Pages")
_REACH_NOTE = Wording(
    "Просмотры записей за 7 дней в процентах от числа подписчиков; известно по {pages} страницам.",
    "Views of posts in 7 days as a percentage of members; known of {pages} pages.",
)
_BY_LEVEL = Wording("Покрытие по уровням", "Coverage by level")
_BY_MUNICIPALITY = Wording("Покрытие по муниципалитетам", "Coverage by municipality")
_BY_SPHERE = Wording("Покрытие по сферам", "Coverage by sphere")
_SHARE_NOTE = Wording(
    "Сколько организаций имеют страницу, из тех, кто обязан.",
    "How many bodies have a page, of those that must.",
)
_REGISTRY_NOTE = Wording(
    "Страницы в других сетях, известные только по реестру, не входят.",
    "Pages in other networks, known by the registry only, are left out.",
)
_CUT_NOTE = Wording(
    "Показаны {shown} из {all}, с наименьшим покрытием; остальные в других файлах отчёта.",
    "{shown} of {all} are shown, those with the least; the others are in the report's other files.",
)
_OF = Wording("{count} из {all}", "{count} of {all}")


def charts_of(
    at: datetime, coverage: Coverage, found: Overview, language: Language
) -> Iterator[tuple[str, str, str]]:
    """Each picture with its title and the words below it; those without figures are left out."""
    if found.bands:
        yield _BANDS(language), _bands(found, language), ""
    yield from _weekly(at, found, language)
    if known := sum(found.reach):
        note = _REACH_NOTE.fill(pages=number(known, language))
        yield _REACH(language), _reach(found, language), note(language)
    if found.faults:
        yield _COMMON(language), _common(found, language), _COMMON_NOTE(language)
    yield from _covered(_BY_LEVEL, coverage.by_level, language)
    yield from _covered(_BY_SPHERE, coverage.by_sphere, language)
    yield from _covered(_BY_MUNICIPALITY, coverage.by_municipality, language)


def _bands(found: Overview, language: Language) -> str:
    parts = [
        Share(band, BANDS.get(band, Wording(band, band))(language), count)
        for band, count in bands_of(found)
    ]
    return shares(_BANDS(language), parts, language=language)


def _weekly(at: datetime, found: Overview, language: Language) -> Iterator[tuple[str, str, str]]:
    weeks = found.read_weeks
    if not weeks:
        return
    note = _WEEK_NOTE.fill(pages=number(weeks[0].pages, language))(language)
    for title, figures in (
        (_POSTS, [week.posts for week in weeks]),
        (_VIEWS, [week.views for week in weeks]),
    ):
        rows = [Column(_day(at, ago, language), figure) for ago, figure in enumerate(figures)]
        drawn = columns(title(language), rows[::-1], axis=_WEEK_AXIS(language), language=language)
        yield title(language), drawn, note


def _day(at: datetime, ago: int, language: Language) -> str:
    day = at.astimezone(UTC) - ago * WEEK
    return day.strftime("%d.%m" if language == "ru" else "%d %b")


def _reach(found: Overview, language: Language) -> str:
    ends = (0, *REACH_STEPS)
    labels = [f"{low}–{high}%" for low, high in zip(ends, REACH_STEPS, strict=False)]
    labels.append(f">{REACH_STEPS[-1]}%")
    rows = [Column(label, count) for label, count in zip(labels, found.reach, strict=True)]
    return columns(_REACH(language), rows, axis=_REACH_AXIS(language), language=language)


def _common(found: Overview, language: Language) -> str:
    most = found.faults.most_common(_MOST_FAULTS)
    rows = [
        Bar(
            found.titles.get(id, Wording(id, id))(language),
            count,
            most[0][1],
            number(count, language),
        )
        for id, count in most
    ]
    return bars(_COMMON(language), rows)


def _covered(
    title: Wording, groups: Mapping[str, Figures], language: Language
) -> Iterator[tuple[str, str, str]]:
    rows = [_share(name, figures, language) for name, figures in groups.items()]
    if not rows:
        return
    shown = sorted(rows, key=_covered_share)[:_MOST_BARS]
    note = _SHARE_NOTE(language)
    if any(figures.by_registry for figures in groups.values()):
        note += " " + _REGISTRY_NOTE(language)
    if len(shown) < len(rows):
        note += " " + _CUT_NOTE.fill(shown=len(shown), all=len(rows))(language)
    yield title(language), bars(title(language), shown), note


def _share(name: str, figures: Figures, language: Language) -> Bar:
    due = figures.bodies - figures.exempt
    told = _OF.fill(count=number(figures.with_page, language), all=number(due, language))
    return Bar(name, figures.with_page, due, told(language))


def _covered_share(bar: Bar) -> tuple[float, str]:
    return ((bar.value or 0) / bar.most if bar.most else 1, bar.label)
