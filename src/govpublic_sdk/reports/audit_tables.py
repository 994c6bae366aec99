"""The sums of a report: a few figures, each with what it is counted of and what is not known.

The tables of a report, defined once for csv, JSON and workbooks; their sums are in `summary`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.reports.audit_rows import Line, Overview, count_pages
from govpublic_sdk.reports.document import Column, Document, Kind, Row, Table
from govpublic_sdk.reports.texts import (
    BANDS,
    FIGURES,
    FORCES,
    KINDS_OF_COVERAGE,
    LINKS,
    SEVERITIES,
    STATES,
    YES_NO,
    yes_no,
)

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import Network
    from govpublic_sdk.official_pages._coverage import Coverage, Figures
    from govpublic_sdk.pos import PosLink
    from govpublic_sdk.reports.document import Report

__all__ = [
    "COVERAGE",
    "FAULTS",
    "PAGES",
    "SUMMARY",
    "TABLES",
    "UNREAD",
    "Figure",
    "bands_of",
    "coverage_figures",
    "document_of",
    "figures_of",
    "rows_of",
    "summary_of",
]

_BAND_ORDER = ("green", "yellow", "red", "unknown")


class Figure(NamedTuple):
    """One figure.

    Attributes:
        code: What it is, a code of `FIGURES`.
        value: How many.
        of: Of how many; None if it is not a part of anything.
        unknown: Of how many of these it is not known.
    """

    code: str
    value: int
    of: int | None = None
    unknown: int | None = None

    @property
    def title(self) -> LocalizedText:
        """What it is, in words."""
        return FIGURES[self.code]

    @property
    def share(self) -> float | None:
        """Its share of those for which it is known; None without such."""
        known = (self.of or 0) - (self.unknown or 0)
        return self.value / known if known > 0 else None


def figures_of(coverage: Coverage, found: Overview) -> Iterator[Figure]:
    """All figures of a report."""
    yield from coverage_figures(coverage)
    yield from _publishing_figures(found)


def summary_of(report: Report, coverage: Coverage, found: Overview) -> Iterator[Row]:
    """The rows of the table: about the audit, its figures, its bands."""
    yield from _about(report, found)
    yield from figures_of(coverage, found)
    for band, count in bands_of(found):
        code = f"band {band}"
        title = code if code in FIGURES else LocalizedText(f"Зона: {band}", f"Band: {band}")
        yield title, count, found.bands.total(), None
    yield Figure("unread lines", len(report.unparsed))


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


def coverage_figures(coverage: Coverage) -> Iterator[Figure]:
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


def _publishing_figures(found: Overview) -> Iterator[Figure]:
    week = found.weeks[0]
    if week.pages:
        yield Figure("posts 7 days", week.posts)
        yield Figure("views 7 days", week.views)
    if found.reach_known:
        yield Figure("weekly reach", found.reached)


SUMMARY = Table(
    id="summary",
    title=LocalizedText("Итоги", "Summary"),
    columns=(
        Column(id="figure", head=LocalizedText("Показатель", "Figure"), width=40, words=FIGURES),
        Column(id="value", head=LocalizedText("Значение", "Value"), width=24),
        Column(id="of", head=LocalizedText("Из", "Of"), width=12, kind="number"),
        Column(id="unknown", head=LocalizedText("Неизвестно", "Unknown"), width=12, kind="number"),
    ),
)


def _column(id: str, ru: str, en: str, width: int = 14, kind: Kind = "text") -> Column:
    return Column(id=id, head=LocalizedText(ru, en), width=width, kind=kind)


def _code_column(
    id: str, ru: str, en: str, words: Mapping[str, LocalizedText], width: int = 14
) -> Column:
    kind: Kind = "band" if words is BANDS else "text"
    return Column(id=id, head=LocalizedText(ru, en), width=width, kind=kind, words=words)


_WHOSE = (
    _column("row", "Строка", "Line", 8, "number"),
    _column("organisation", "Организация", "Body", 44),
    _column("municipality", "Муниципалитет", "Municipality", 26),
    _column("level", "Уровень", "Level", 16),
    _column("address", "Страница", "Page", 32),
)


def _whose(line: Line) -> Row:
    entry = line.page.entry
    return entry.row, entry.organisation, entry.municipality, entry.level, line.page.address


def _page_row(line: Line) -> Row:
    counts = (len(line.violations), line.page.error, _in(line, "ok"), _in(line, "max"))
    return (*_whose(line), *_of_page(line), *_of_score(line), *counts)


def _in(line: Line, network: Network) -> str | None:
    """Addresses of an organisation in a network."""
    pages = line.page.entry.pages
    return " ".join(page.address for page in pages if page.network == network) or None


def _of_page(line: Line) -> Row:
    facts, entry = line.page.facts, line.page.entry
    posts = facts.posts if facts else ()
    return (
        line.state,
        facts.name if facts else None,
        facts.members if facts else None,
        line.mark,
        yes_no(entry.connected),
        line.links_verdict,
        line.posts,
        max((post.date for post in posts), default=None),
        line.views,
    )


def _of_score(line: Line) -> Row:
    score = line.score
    return (score.points, score.possible, line.band) if score else (None, None, None)


PAGES = Table(
    id="pages",
    title=LocalizedText("Страницы", "Pages"),
    columns=(
        *_WHOSE,
        _code_column("state", "Состояние", "State", STATES, 16),
        _column("name", "Название", "Name", 40),
        _column("members", "Подписчики", "Members", 12, "number"),
        _code_column("mark", "Госметка", "Mark", YES_NO, 12),
        _code_column("connected", "Подключена к «Госпабликам»", "Connected", YES_NO, 16),
        _code_column("links", "Ссылки ПОС", "POS links", LINKS, 14),
        _column("posts_7_days", "Записей за 7 дней", "Posts in 7 days", 12, "number"),
        _column("last_post", "Последняя запись (UTC)", "Last post (UTC)", 18, "moment"),
        _column("views_7_days", "Просмотров за 7 дней", "Views in 7 days", 13, "number"),
        _column("score", "Баллы", "Score", 9, "number"),
        _column("possible", "Возможно баллов", "Possible", 11, "number"),
        _code_column("band", "Зона", "Band", BANDS, 13),
        _column("violations", "Нарушений", "Violations", 12, "number"),
        _column("error", "Почему не прочитана", "Why not read", 40),
        _column("ok", "Одноклассники (по реестру)", "Odnoklassniki (by the registry)", 32),
        _column("max", "MAX (по реестру)", "MAX (by the registry)", 32),
    ),
)


_LINK = LocalizedText("Ссылка ПОС верна", "A POS link is right")


def _fault_rows(line: Line) -> Iterator[Row]:
    for violation in line.violations:
        told = (violation.title or violation.requirement, violation.force, violation.why)
        yield *_whose(line), violation.requirement, *told, None, None, None
    for link in line.links:
        yield from ((*_whose(line), *told) for told in _of_link(link))


def _of_link(link: PosLink) -> Iterator[Row]:
    for violation in link.issues:
        sentence = LocalizedText(violation.message("ru"), violation.message("en"))
        repair = str(link.repair) if link.repair else None
        yield f"link.{violation.code}", _LINK, None, sentence, violation.severity, link.raw, repair


FAULTS = Table(
    id="violations",
    title=LocalizedText("Нарушения", "Violations"),
    columns=(
        *_WHOSE,
        _column("requirement", "Код", "Id", 20),
        _column("title", "Требование", "Requirement", 62),
        _code_column("force", "Обязательность", "Force", FORCES, 16),
        _column("violation", "Что не так", "What is wrong", 70),
        _code_column("severity", "Тяжесть для ссылки", "Severity for a link", SEVERITIES, 16),
        _column("link", "Ссылка", "Link", 50),
        _column("repair", "Как исправить ссылку", "Link repaired", 50),
    ),
)


def _coverage_rows(coverage: Coverage) -> Iterator[Row]:
    yield "total", None, *_figures(coverage.total)
    yield from _rows_of("level", coverage.by_level)
    yield from _rows_of("municipality", coverage.by_municipality)
    yield from _rows_of("sphere", coverage.by_sphere)


def _rows_of(kind: str, groups: Mapping[str, Figures]) -> Iterator[Row]:
    for name, figures in groups.items():
        yield kind, name, *_figures(figures)


def _figures(figures: Figures) -> Row:
    return tuple(getattr(figures, column.id) for column in _FIGURES)


_FIGURES = (
    _column("bodies", "Организаций", "Bodies", 13, "number"),
    _column("exempt", "Могут не вести", "Exempt", 13, "number"),
    _column("with_page", "Есть страница", "With a page", 13, "number"),
    _column("by_registry", "В другой сети, по реестру", "By the registry", 14, "number"),
    _column("in_ok", "Одноклассники", "Odnoklassniki", 13, "number"),
    _column("in_max", "MAX", "MAX", 13, "number"),
    _column("page_unknown", "Страница неизвестна", "Page unknown", 14, "number"),
    _column("publics", "Разных страниц", "Different pages", 13, "number"),
    _column("readable", "Открыта", "Open", 13, "number"),
    _column("marked", "Госметка", "Marked", 13, "number"),
    _column("mark_unknown", "Госметка неизвестна", "Mark unknown", 14, "number"),
    _column("alive", "Ведётся", "Alive", 13, "number"),
    _column("alive_unknown", "Ведётся ли, неизвестно", "Alive unknown", 14, "number"),
    _column("links_right", "Ссылки ПОС верны", "POS links right", 13, "number"),
    _column("links_unknown", "Ссылки неизвестны", "Links unknown", 14, "number"),
    _column("audience", "Подписчики", "Members", 14, "number"),
    _column("audience_unknown", "Подписчики неизвестны", "Members unknown", 14, "number"),
)

COVERAGE = Table(
    id="coverage",
    title=LocalizedText("Покрытие", "Coverage"),
    columns=(
        _code_column("group", "Разрез", "Group", KINDS_OF_COVERAGE, 16),
        _column("name", "Название", "Name", 44),
        *_FIGURES,
    ),
)


UNREAD = Table(
    id="unread",
    title=LocalizedText("Непрочитанные строки", "Lines not read"),
    columns=(
        _column("row", "Строка", "Line", 8, "number"),
        _column("text", "Что написано", "What stands there", 60),
        _column("reason", "Почему не прочитана", "Why it was not read", 60),
    ),
)

TABLES = (SUMMARY, PAGES, FAULTS, COVERAGE, UNREAD)


def document_of(report: Report) -> Document:
    """A report as tables."""
    facts = {"at": report.at, "stopped": report.stopped}
    return Document(tables=TABLES, main=PAGES, rows=rows_of(report), facts=facts)


def rows_of(report: Report) -> Iterator[tuple[Table, Row]]:
    """All rows of all tables; each page is worked out once, so rows of tables are mixed."""
    found = Overview()
    for line in count_pages(report.pages, found):
        yield PAGES, _page_row(line)
        yield from ((FAULTS, row) for row in _fault_rows(line))
    coverage = report.coverage
    yield from ((COVERAGE, row) for row in _coverage_rows(coverage))
    yield from ((UNREAD, (one.row, one.text, one.reason)) for one in report.unparsed)
    yield from ((SUMMARY, row) for row in summary_of(report, coverage, found))
