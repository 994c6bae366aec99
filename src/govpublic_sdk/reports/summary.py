"""The sums of a report: a few figures, each with what it is counted of and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from govpublic_sdk._wording import Wording
from govpublic_sdk.reports.overview import Overview
from govpublic_sdk.reports.tables import Column, Row, Table
from govpublic_sdk.reports.words import FIGURES

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.covering.coverage import Coverage
    from govpublic_sdk.reports.report import Report

__all__ = ["SUMMARY", "Figure", "bands_of", "covered", "figures_of", "summary_of"]

_BAND_ORDER = ("green", "yellow", "red", "unknown")


class Figure(NamedTuple):
    """One figure.

    Attributes:
        code: What it is, a code of `FIGURES`.
        value: How many.
        of: Of how many; None where it is no part of anything.
        unknown: Of how many of these it is not known.
    """

    code: str
    value: int
    of: int | None = None
    unknown: int | None = None

    @property
    def title(self) -> Wording:
        """What it is, in words."""
        return FIGURES[self.code]

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
        code = f"band {band}"
        title = code if code in FIGURES else Wording(f"Зона: {band}", f"Band: {band}")
        yield title, count, found.bands.total(), None
    yield Figure("unread lines", len(report.unread))


def bands_of(found: Overview) -> list[tuple[str, int]]:
    """Each band and how many pages are in it, the best first; bands of other formulas by name."""
    known = [band for band in _BAND_ORDER if band in found.bands]
    others = sorted(set(found.bands) - set(known))
    return [(band, found.bands[band]) for band in (*known, *others)]


def _about(report: Report, found: Overview) -> Iterator[Row]:
    yield "checked", report.at, None, None
    formulas = ", ".join(sorted(found.formulas)) or None
    yield "formula", formulas, None, None
    if report.stopped:
        yield "stopped", report.stopped, None, None


def covered(coverage: Coverage) -> Iterator[Figure]:
    """Figures of how many bodies have what they should have."""
    found = coverage.total
    due, pages = found.bodies - found.exempt, found.with_page
    yield Figure("bodies", found.bodies)
    yield Figure("exempt", found.exempt, found.bodies)
    yield Figure("with page", pages, due, found.page_unknown)
    if found.by_registry:
        yield Figure("by registry", found.by_registry, due)
    for code, count in (("in ok", found.in_ok), ("in max", found.in_max)):
        if count:
            yield Figure(code, count, found.bodies)
    if coverage.municipalities:
        places = (coverage.municipalities_with_page, coverage.municipalities)
        yield Figure("municipalities with page", *places, coverage.municipalities_unknown)
    yield Figure("readable", found.readable, pages)
    yield Figure("marked", found.marked, pages, found.mark_unknown)
    yield Figure("links right", found.links_right, pages, found.links_unknown)
    yield Figure("alive", found.alive, pages, found.alive_unknown)
    yield Figure("audience", found.audience, None, found.audience_unknown)


def _published(found: Overview) -> Iterator[Figure]:
    week = found.weeks[0]
    if week.pages:
        yield Figure("posts 7 days", week.posts)
        yield Figure("views 7 days", week.views)
    if found.reach_known:
        yield Figure("weekly reach", found.reached)


SUMMARY = Table(
    id="summary",
    title=Wording("Итоги", "Summary"),
    columns=(
        Column(id="figure", head=Wording("Показатель", "Figure"), width=40, words=FIGURES),
        Column(id="value", head=Wording("Значение", "Value"), width=24),
        Column(id="of", head=Wording("Из", "Of"), width=12, kind="number"),
        Column(id="unknown", head=Wording("Неизвестно", "Unknown"), width=12, kind="number"),
    ),
)
