"""The report of an audit as one HTML page for people: no network, no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk._texts import show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.reports.audit_rows import REACH_STEPS, WEEK, Overview, overview
from govpublic_sdk.reports.audit_tables import Figure, bands_of, figures_of
from govpublic_sdk.reports.files import atomic_write
from govpublic_sdk.reports.html_layout import Card, Chart, Note, Page, render
from govpublic_sdk.reports.html_tables import LABELS, pages_table, unread_table
from govpublic_sdk.reports.svg_charts import Bar, Column, Share, bars, columns, number, shares
from govpublic_sdk.reports.texts import BANDS

if TYPE_CHECKING:
    from govpublic_sdk.official_pages._coverage import Coverage, Figures
    from govpublic_sdk.reports.document import Report

__all__ = ["html_page", "write_html"]

_TITLE = LocalizedText(
    "Официальные страницы: отчёт о проверке", "Official pages: report of an audit"
)
_CHECKED = LocalizedText("Проверено {when} (UTC)", "Checked {when} (UTC)")
_PARTIAL = LocalizedText("Проверка не закончена.", "The audit is partial.")
_PARTIAL_NOTE = LocalizedText(
    "{why} Ниже то, что успели узнать; остальное неизвестно, а не плохо.",
    "{why} Below is what was learned; the rest is unknown, not bad.",
)
_OF = LocalizedText("из {of}", "of {of}")
_SHARE = LocalizedText("{share}", "{share}")
_SHARE_OF_KNOWN = LocalizedText("{share} известных", "{share} of those known")
_UNKNOWN = LocalizedText("неизвестно: {unknown}", "unknown: {unknown}")
_FORMULA = LocalizedText("Формула баллов: {formula}", "Formula of the score: {formula}")
_MAX_BARS = 40  # more are unreadable; the table has all
_MAX_VIOLATIONS = 12  # more are unreadable; the table has all

_BANDS = LocalizedText("Зоны", "Bands")
_COMMON = LocalizedText("Что чаще не выполнено", "Most often not met")
_COMMON_NOTE = LocalizedText(
    "На скольких страницах требование не выполнено.", "On how many pages it is not met."
)
_POSTS = LocalizedText("Записи по неделям", "Posts per week")
_VIEWS = LocalizedText("Просмотры по неделям", "Views per week")
_WEEK_AXIS = LocalizedText("За 7 дней по указанный день", "In the 7 days up to the day given")
_WEEK_NOTE = LocalizedText(
    "По {pages} страницам, записи которых прочитаны.", "Of {pages} pages whose posts were read."
)
_REACH = LocalizedText("Охват за 7 дней", "Reach in 7 days")
_REACH_AXIS = LocalizedText("Страниц", "Pages")
_REACH_NOTE = LocalizedText(
    "Просмотры записей за 7 дней в процентах от числа подписчиков; известно по {pages} страницам.",
    "Views of posts in 7 days as a percentage of members; known of {pages} pages.",
)
_BY_LEVEL = LocalizedText("Покрытие по уровням", "Coverage by level")
_BY_MUNICIPALITY = LocalizedText("Покрытие по муниципалитетам", "Coverage by municipality")
_BY_SPHERE = LocalizedText("Покрытие по сферам", "Coverage by sphere")
_SHARE_NOTE = LocalizedText(
    "Сколько организаций имеют страницу, из тех, кто обязан.",
    "How many bodies have a page, of those that must.",
)
_REGISTRY_NOTE = LocalizedText(
    "Страницы в других сетях, известные только по реестру, не входят.",
    "Pages in other networks, known by the registry only, are left out.",
)
_CUT_NOTE = LocalizedText(
    "Показаны {shown} из {all}, с наименьшим покрытием; остальные в других файлах отчёта.",
    "{shown} of {all} are shown, those with the least; the others are in the report's other files.",
)
_COUNT_OF = LocalizedText("{count} из {all}", "{count} of {all}")


def write_html(report: Report, path: Path, *, language: Language = "ru", pages: int = 500) -> None:
    """Write a report as one page.

    Args:
        report: The outcome of an audit.
        path: Where to write.
        language: The language of the page.
        pages: How many pages its table shows, the worst first, at least 1.

    Raises:
        ParameterError: `pages` is less than 1.
        ConfigurationError: The extra `reports` is not installed.
        OSError: The file cannot be written; an earlier one stays as it was.
    """
    with atomic_write(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(html_page(report, language=language, pages=pages))


def html_page(report: Report, *, language: Language = "ru", pages: int = 500) -> Iterator[str]:
    """The page, piece by piece; see `write_html`."""
    if pages < 1:
        raise ParameterError("pages", show_value(pages), "1 or more")
    found, coverage = overview(report, worst=pages), report.coverage
    formula = ", ".join(sorted(found.formulas))
    page = Page(
        title=_TITLE,
        subtitle=_CHECKED.fill(when=f"{report.at.astimezone(UTC):%Y-%m-%d %H:%M}"),
        notice=(_PARTIAL, _PARTIAL_NOTE.fill(why=report.stopped)) if report.stopped else None,
        cards=[_card(figure, language) for figure in figures_of(coverage, found)],
        charts=list(_charts(report.at, coverage, found, language)),
        footer=[_FORMULA.fill(formula=formula)] if formula else [],
    )
    return render(
        "audit.html",
        page,
        language,
        pages=pages_table(report, found.worst, language),
        unparsed=unread_table(report, language),
        **LABELS,
    )


def _card(figure: Figure, language: Language) -> Card:
    note = _note(figure, language)
    return Card(
        title=figure.title,
        value=number(figure.value, language),
        whole=_OF.fill(of=number(figure.of, language)) if figure.of else "",
        notes=[Note(note)] if note else [],
    )


def _note(figure: Figure, language: Language) -> str:
    """The share among those of which it is known, and of how many it is not."""
    parts: list[str] = []
    if figure.share is not None:
        known = _SHARE_OF_KNOWN if figure.unknown else _SHARE
        parts.append(known.fill(share=f"{figure.share:.0%}")(language))
    if figure.unknown:
        parts.append(_UNKNOWN.fill(unknown=number(figure.unknown, language))(language))
    return "; ".join(parts)


def _charts(
    at: datetime, coverage: Coverage, found: Overview, language: Language
) -> Iterator[Chart]:
    """The pictures; those without figures are left out."""
    if found.bands:
        yield Chart(_BANDS, _bands(found, language))
    yield from _weekly(at, found, language)
    if known := sum(found.reach):
        note = _REACH_NOTE.fill(pages=number(known, language))
        yield Chart(_REACH, _reach(found, language), note)
    if found.violations:
        yield Chart(_COMMON, _common(found, language), _COMMON_NOTE)
    yield from _coverage_charts(_BY_LEVEL, coverage.by_level, language)
    yield from _coverage_charts(_BY_SPHERE, coverage.by_sphere, language)
    yield from _coverage_charts(_BY_MUNICIPALITY, coverage.by_municipality, language)


def _bands(found: Overview, language: Language) -> str:
    parts = [
        Share(band, BANDS.get(band, LocalizedText(band, band))(language), count)
        for band, count in bands_of(found)
    ]
    return shares(_BANDS(language), parts, language=language)


def _weekly(at: datetime, found: Overview, language: Language) -> Iterator[Chart]:
    weeks = found.read_weeks
    if not weeks:
        return
    note = _WEEK_NOTE.fill(pages=number(weeks[0].pages, language))
    for title, figures in (
        (_POSTS, [week.posts for week in weeks]),
        (_VIEWS, [week.views for week in weeks]),
    ):
        rows = [Column(_day(at, ago, language), figure) for ago, figure in enumerate(figures)]
        drawn = columns(title(language), rows[::-1], axis=_WEEK_AXIS(language), language=language)
        yield Chart(title, drawn, note)


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
    most = found.violations.most_common(_MAX_VIOLATIONS)
    rows = [
        Bar(
            found.titles.get(id, LocalizedText(id, id))(language),
            count,
            most[0][1],
            number(count, language),
        )
        for id, count in most
    ]
    return bars(_COMMON(language), rows)


def _coverage_charts(
    title: LocalizedText, groups: Mapping[str, Figures], language: Language
) -> Iterator[Chart]:
    rows = [_share(name, figures, language) for name, figures in groups.items()]
    if not rows:
        return
    shown = sorted(rows, key=_share_and_label)[:_MAX_BARS]
    note = _SHARE_NOTE(language)
    if any(figures.by_registry for figures in groups.values()):
        note += " " + _REGISTRY_NOTE(language)
    if len(shown) < len(rows):
        note += " " + _CUT_NOTE.fill(shown=len(shown), all=len(rows))(language)
    yield Chart(title, bars(title(language), shown), note)


def _share(name: str, figures: Figures, language: Language) -> Bar:
    due = figures.bodies - figures.exempt
    told = _COUNT_OF.fill(count=number(figures.with_page, language), all=number(due, language))
    return Bar(name, figures.with_page, due, told(language))


def _share_and_label(bar: Bar) -> tuple[float, str]:
    return ((bar.value or 0) / bar.most if bar.most else 1, bar.label)
