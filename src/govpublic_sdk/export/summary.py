"""The sums of a report: a few figures, each with what it is counted of and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from govpublic_sdk._wording import Wording
from govpublic_sdk.export.overview import Overview
from govpublic_sdk.export.tables import Column, Row, Table
from govpublic_sdk.export.words import BANDS

if TYPE_CHECKING:
    from govpublic_sdk.export.report import Report
    from govpublic_sdk.official_pages.covering.coverage import Coverage

__all__ = ["SUMMARY", "UNREAD_LINES", "Figure", "bands_of", "covered", "figures_of", "summary_of"]

_BAND_ORDER = ("green", "yellow", "red", "unknown")


class Figure(NamedTuple):
    """One figure.

    Attributes:
        title: What it is.
        value: How many.
        of: Of how many; None where it is no part of anything.
        unknown: Of how many of these it is not known.
    """

    title: Wording
    value: int
    of: int | None = None
    unknown: int | None = None

    @property
    def share(self) -> float | None:
        """Its share of those of which it is known; None where there are none."""
        known = (self.of or 0) - (self.unknown or 0)
        return self.value / known if known > 0 else None


def figures_of(coverage: Coverage, found: Overview) -> Iterator[Figure]:
    """All figures of a report."""
    yield from covered(coverage)
    yield from _published(found)


def summary_of(report: Report, coverage: Coverage, found: Overview) -> Iterator[Row]:
    """The rows of the table: about the audit, its figures, its bands."""
    yield from _about(report, found)
    yield from figures_of(coverage, found)
    for band, count in bands_of(found):
        word = BANDS.get(band, Wording(band, band))
        title = Wording(f"Зона: {word.ru}", f"Band: {word.en}")
        yield title, count, found.bands.total(), None
    yield Figure(UNREAD_LINES, len(report.unread))


UNREAD_LINES = Wording("Строк списка не прочитано", "Lines of the list not read")
_BODIES = Wording("Организаций", "Bodies")
_EXEMPT = Wording("Могут не вести страницу", "Need not have a page")
_WITH_PAGE = Wording("Есть страница", "Have a page")
_MUNICIPALITIES = Wording("Муниципалитеты со страницей", "Municipalities with a page")
_READABLE = Wording("Страница открыта", "The page is open")
_MARKED = Wording("С отметкой «Госорганизация»", "Have the mark")
_LINKS_RIGHT = Wording("Ссылки ПОС верны", "POS links are right")
_ALIVE = Wording("Ведутся", "Alive")
_AUDIENCE = Wording("Подписчиков всего", "Members, added up")


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


def covered(coverage: Coverage) -> Iterator[Figure]:
    """Figures of how many bodies have what they should have."""
    found = coverage.total
    due, pages = found.bodies - found.exempt, found.with_page
    yield Figure(_BODIES, found.bodies)
    yield Figure(_EXEMPT, found.exempt, found.bodies)
    yield Figure(_WITH_PAGE, pages, due, found.page_unknown)
    if coverage.municipalities:
        places = (coverage.municipalities_with_page, coverage.municipalities)
        yield Figure(_MUNICIPALITIES, *places, coverage.municipalities_unknown)
    yield Figure(_READABLE, found.readable, pages)
    yield Figure(_MARKED, found.marked, pages, found.mark_unknown)
    yield Figure(_LINKS_RIGHT, found.links_right, pages, found.links_unknown)
    yield Figure(_ALIVE, found.alive, pages, found.alive_unknown)
    yield Figure(_AUDIENCE, found.audience, None, found.audience_unknown)


def _published(found: Overview) -> Iterator[Figure]:
    week = found.weeks[0]
    if week.pages:
        yield Figure(Wording("Записей за 7 дней", "Posts in 7 days"), week.posts)
        yield Figure(Wording("Просмотров за 7 дней", "Views in 7 days"), week.views)
    if found.reach_known:
        title = Wording("Охват по статистике за неделю", "Reach in a week, by statistics")
        yield Figure(title, found.reached)


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
