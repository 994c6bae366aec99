"""The sums of a report: a few figures, each with what it is counted of and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording
from govpublic_sdk.export.overview import Overview
from govpublic_sdk.export.tables import Column, Row, Table
from govpublic_sdk.export.words import BANDS

if TYPE_CHECKING:
    from govpublic_sdk.export.report import Report
    from govpublic_sdk.official_pages.covering.coverage import Coverage

__all__ = ["SUMMARY", "bands_of", "figures_of", "summary_of"]

_BAND_ORDER = ("green", "yellow", "red", "unknown")


def figures_of(coverage: Coverage, found: Overview) -> Iterator[Row]:
    """A figure, its value, what it is counted of, and of how many it is not known."""
    yield from _covered(coverage)
    yield from _published(found)


def summary_of(report: Report, coverage: Coverage, found: Overview) -> Iterator[Row]:
    """The rows of the table: about the audit, its figures, its bands."""
    yield from _about(report, found)
    yield from figures_of(coverage, found)
    for band, count in bands_of(found):
        word = BANDS.get(band, Wording(band, band))
        title = Wording(f"Зона: {word.ru}", f"Band: {word.en}")
        yield title, count, found.bands.total(), None
    unread = Wording("Строк списка не прочитано", "Lines of the list not read")
    yield unread, len(report.unread), None, None


_BODIES = Wording("Организаций", "Bodies")
_EXEMPT = Wording("Могут не вести страницу", "Need not have a page")
_WITH_PAGE = Wording("Есть страница", "Have a page")
_MUNICIPALITIES = Wording("Муниципалитеты со страницей", "Municipalities with a page")
_READABLE = Wording("Страница открыта", "The page is open")
_MARKED = Wording("С госметкой", "Have the mark")
_LINKS_RIGHT = Wording("Ссылки ПОС верны", "POS links are right")
_ALIVE = Wording("Ведутся", "Alive")
_AUDIENCE = Wording("Подписчики, всего", "Members, added up")


def bands_of(found: Overview) -> list[tuple[str, int]]:
    """Each band and how many pages are in it, the best first; bands of other formulas by name."""
    known = [band for band in _BAND_ORDER if band in found.bands]
    others = sorted(set(found.bands) - set(known))
    return [(band, found.bands[band]) for band in (*known, *others)]


def _about(report: Report, found: Overview) -> Iterator[Row]:
    yield Wording("Проверено (UTC)", "Checked (UTC)"), report.at, None, None
    formulas = ", ".join(sorted(found.formulas)) or None
    yield Wording("Формула баллов", "Formula of the score"), formulas, None, None
    if report.stopped:
        yield Wording("Проверка не закончена", "The audit is partial"), report.stopped, None, None


def _covered(coverage: Coverage) -> Iterator[Row]:
    found = coverage.total
    due, pages = found.bodies - found.exempt, found.with_page
    yield _BODIES, found.bodies, None, None
    yield _EXEMPT, found.exempt, found.bodies, None
    yield _WITH_PAGE, pages, due, found.page_unknown
    if coverage.municipalities:
        places = (coverage.municipalities_with_page, coverage.municipalities)
        yield _MUNICIPALITIES, *places, coverage.municipalities_unknown
    yield _READABLE, found.readable, pages, None
    yield _MARKED, found.marked, pages, found.mark_unknown
    yield _LINKS_RIGHT, found.links_right, pages, found.links_unknown
    yield _ALIVE, found.alive, pages, found.alive_unknown
    yield _AUDIENCE, found.audience, None, found.audience_unknown


def _published(found: Overview) -> Iterator[Row]:
    week = found.weeks[0]
    if week.pages:
        yield Wording("Записей за 7 дней", "Posts in 7 days"), week.posts, None, None
        yield Wording("Просмотров за 7 дней", "Views in 7 days"), week.views, None, None
    if found.reach_known:
        title = Wording("Охват по статистике за неделю", "Reach in a week, by statistics")
        yield title, found.reached, None, None


SUMMARY = Table(
    id="summary",
    title=Wording("Итоги", "Summary"),
    columns=(
        Column(id="figure", head=Wording("Показатель", "Figure"), width=40),
        Column(id="value", head=Wording("Значение", "Value"), width=24),
        Column(id="of", head=Wording("Из", "Of"), width=12, kind="number"),
        Column(id="unknown", head=Wording("Неизвестно", "Unknown"), width=12, kind="number"),
    ),
)
