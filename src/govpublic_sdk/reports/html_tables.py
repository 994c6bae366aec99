"""The tables of the page of an audit: pages with their violations, and lines that were not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.official_pages import NETWORK_NAMES
from govpublic_sdk.reports.html_layout import Link, Mark, Table, Text, cut_note
from govpublic_sdk.reports.svg_charts import number
from govpublic_sdk.reports.texts import BANDS, LINKS, STATES, YES_NO

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.report import Result
    from govpublic_sdk.pos import PosLink
    from govpublic_sdk.reports.audit_rows import Line
    from govpublic_sdk.reports.document import Report

__all__ = ["LABELS", "pages_table", "unread_table"]

_MAX_UNREAD = 500  # rows; the xlsx report has all

_PAGES = LocalizedText("Страницы, начиная с худших", "Pages, the worst first")
_ELSEWHERE = LocalizedText(
    "все страницы есть в отчёте в форматах xlsx, csv и json.",
    "all pages are in the report as xlsx, csv and json.",
)
_UNREAD = LocalizedText("Непрочитанные строки списка", "Lines of the list that could not be read")
_PAGE_COLUMNS = {
    "title": (LocalizedText("Организация и страница", "Body and page"), "title"),
    "state": (LocalizedText("Состояние", "State"), "word"),
    "mark": (LocalizedText("Госметка", "Mark"), "word"),
    "pos_links": (LocalizedText("Ссылки ПОС", "POS links"), "word"),
    "members": (LocalizedText("Подписчики", "Members"), "number"),
    "posts": (LocalizedText("Записей за 7 дней", "Posts in 7 days"), "number"),
    "last_post": (LocalizedText("Последняя запись", "Last post"), "number"),
    "score": (LocalizedText("Баллы", "Score"), "score"),
}
_UNREAD_COLUMNS = {
    "row": (LocalizedText("Строка", "Line"), "row"),
    "text": (LocalizedText("Что написано", "What stands there"), ""),
    "reason": (LocalizedText("Почему не прочитана", "Why it was not read"), ""),
}
_VIOLATIONS = LocalizedText("Нарушений: {count}", "Violations: {count}")
_LINKS_AT_FAULT = LocalizedText("ссылок с замечаниями: {count}", "links to look at: {count}")
_NO_VIOLATIONS = LocalizedText("нарушений не найдено", "no violations found")

# What the template writes before violations, by the name that it uses.
LABELS: Mapping[str, LocalizedText] = MappingProxyType(
    {
        "not_met": LocalizedText("Не выполнено", "Not met"),
        "link_label": LocalizedText("Ссылка", "Link"),
        "repair_label": LocalizedText("Верно будет", "Right would be"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssues:
    """A link as it was written, what is wrong with it, and the right one where it is certain."""

    raw: str
    messages: Sequence[str]
    repair: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """What the table shows of one page; empty where nothing is known.

    Attributes:
        title: Whose page it is.
        links: Its pages.
        where: Its municipality and level.
        state: Whether there is a page.
        mark: Whether it bears the mark.
        pos_links: Whether its links are right.
        members: How many it has.
        posts: How many it published in 7 days.
        last_post: The day of the last one.
        score: Points, or from how many to how many.
        band: The band of the score; None without a score.
        summary: How many violations there are, or why nothing is known.
        violations: Requirements that are not met.
        link_issues: Links that have issues.
    """

    title: str
    links: Sequence[Link]
    where: str
    state: Text
    mark: Text
    pos_links: Text
    members: str
    posts: str
    last_post: str
    score: str
    band: Mark | None
    summary: Text
    violations: Sequence[Result]
    link_issues: Sequence[LinkIssues]


def pages_table(report: Report, worst: Sequence[Line], language: Language) -> Table | None:
    """The table of the worst pages, the worst first; None without pages."""
    if not report.pages:
        return None
    return Table(
        title=_PAGES,
        note=cut_note(len(worst), len(report.pages), _ELSEWHERE, language),
        columns=_PAGE_COLUMNS,
        rows=(_page_row(line, language) for line in worst),
    )


def unread_table(report: Report, language: Language) -> Table | None:
    """The table of lines that could not be read; None where all were read."""
    if not report.unparsed:
        return None
    shown = report.unparsed[:_MAX_UNREAD]
    return Table(
        title=_UNREAD,
        note=cut_note(len(shown), len(report.unparsed), _ELSEWHERE, language),
        columns=_UNREAD_COLUMNS,
        rows=shown,
    )


def _page_row(line: Line, language: Language) -> PageRow:
    entry, facts = line.page.entry, line.page.facts
    last_post = max((post.date for post in facts.posts), default=None) if facts else None
    violations = () if line.page.error else line.violations
    links = () if line.page.error else tuple(_issues(line.links, language))
    return PageRow(
        title=line.page.title,
        links=list(_links(line, language)),
        where=" · ".join(part for part in (entry.municipality, entry.level) if part),
        state=STATES[line.state],
        mark=YES_NO[line.mark] if line.mark else "",
        pos_links=LINKS[line.links_verdict] if line.links_verdict else "",
        members=_count(facts.members if facts else None, language),
        posts=_count(line.posts, language),
        last_post=_day(last_post, language),
        score=_score(line, language),
        band=_band(line.band),
        summary=_summary(line, len(violations), len(links), language),
        violations=violations,
        link_issues=links,
    )


def _links(line: Line, language: Language) -> Iterator[Link]:
    """The page itself, then those in other networks."""
    address, facts = line.page.address, line.page.facts
    if address:
        yield Link(address, (facts.name if facts else None) or address)
    for page in line.page.entry.pages:
        network = NETWORK_NAMES[page.network](language)
        yield Link(page.address, f"{network}: {page.address.removeprefix('https://')}")


def _issues(links: Sequence[PosLink], language: Language) -> Iterator[LinkIssues]:
    for link in links:
        if link.issues:
            messages = [issue.message(language) for issue in link.issues]
            repair = Link(link.repair, link.repair) if link.repair else None
            yield LinkIssues(raw=link.raw, messages=messages, repair=repair)


def _summary(line: Line, violations: int, links: int, language: Language) -> Text:
    if line.page.error:
        return line.page.error
    counts = [_VIOLATIONS.fill(count=violations)(language)] if violations else []
    counts += [_LINKS_AT_FAULT.fill(count=links)(language)] if links else []
    if counts:
        return ", ".join(counts)
    return _NO_VIOLATIONS if line.page.facts else ""


def _score(line: Line, language: Language) -> str:
    """The points; from how many to how many where not all is known."""
    if line.score is None:
        return ""
    points = number(line.score.points, language)
    if line.score.is_complete:
        return points
    return f"{points}–{number(line.score.possible, language)}"


def _band(band: str | None) -> Mark | None:
    if band is None:
        return None
    return Mark(BANDS[band], band) if band in BANDS else Mark(band, "unknown")


def _day(at: datetime | None, language: Language) -> str:
    """The day in UTC; empty where it is not known."""
    if at is None:
        return ""
    return at.astimezone(UTC).strftime("%d.%m.%Y" if language == "ru" else "%Y-%m-%d")


def _count(value: int | None, language: Language) -> str:
    return "" if value is None else number(value, language)
