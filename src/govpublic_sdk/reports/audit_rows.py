"""Rows of an audit report: results, score and links of each page, and the totals of one pass.

A figure of the last seven days is there only where all of these days were read. A figure covers
those pages of which it is known, and counts these.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.reports.texts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govpublic_sdk.official_pages.facts import PageFacts, PageState, PostFact
    from govpublic_sdk.official_pages.report import PageReport, Result, Score
    from govpublic_sdk.pos import PosLink
    from govpublic_sdk.reports.document import Report

__all__ = [
    "REACH_STEPS",
    "WEEK",
    "Line",
    "LineState",
    "LinksVerdict",
    "Overview",
    "Week",
    "count_pages",
    "line_of",
    "overview",
    "posts_of_week",
    "worst_first",
]

WEEK = timedelta(days=7)

LineState: TypeAlias = "PageState | Literal['no page', 'by registry', 'exempt', 'not read']"
LinksVerdict: TypeAlias = Literal["right", "wrong", "none", "unknown"]

_LINKS = "menu.pos_links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The row of one body in a report.

    Attributes:
        page: The body and its page.
        state: Whether there is a page, and whether it could be read.
        score: Its score; None where nothing is known, or the page is gone.
        violations: Requirements that are not met.
        links: Its links to «Госуслуги. Решаем вместе».
        links_verdict: Whether these are right; None where nothing is known of the page, or it is
            gone.
        posts: Posts of the last seven days; None where these were not read.
        views: How often they were shown; None where that of one of them is not known.
    """

    page: PageReport
    state: LineState
    score: Score | None
    violations: tuple[Result, ...]
    links: tuple[PosLink, ...]
    links_verdict: LinksVerdict | None
    posts: int | None
    views: int | None

    @property
    def mark(self) -> str | None:
        """Whether the page bears the mark; None where nothing is known of it, or it is gone."""
        facts = self.page.facts
        return yes_no(facts.government_mark) if facts and not facts.is_gone else None

    @property
    def band(self) -> str | None:
        """The band of the score; `unknown` where what is not known could change it."""
        return (self.score.band or "unknown") if self.score else None


def line_of(page: PageReport) -> Line:
    """The line of one page."""
    results, links = page.results, page.links
    week = posts_of_week(page.facts, 0) if page.facts else None
    there = page.facts if page.facts and not page.facts.is_gone else None
    return Line(
        page=page,
        state=_state(page),
        score=page.score if there else None,
        violations=tuple(result for result in results if result.verdict == "not met"),
        links=links,
        links_verdict=_links_verdict(there, results, links) if there else None,
        posts=None if week is None else len(week),
        views=None if week is None else _views(week),
    )


def posts_of_week(facts: PageFacts, ago: int) -> list[PostFact] | None:
    """Posts of seven days, counted back from when VK answered; None where they were not read.

    Args:
        facts: What was learned of the page.
        ago: How many weeks lie between: 0 is the last one.
    """
    end = facts.asked_at - ago * WEEK
    if facts.posts_since is None or facts.posts_since > end - WEEK:
        return None
    return [post for post in facts.posts if end - WEEK < post.date <= end]


def worst_first(line: Line) -> tuple[int, float, int, int]:
    """The order of a list that begins with the worst.

    Bodies without a page, then by score and number of violations, then pages of which nothing
    is known, then bodies that need none.
    """
    points = line.score.points if line.score else 0.0
    return _rank(line), points, -len(line.violations), line.page.entry.row


def _rank(line: Line) -> int:
    facts = line.page.facts
    if line.state == "by registry":
        return 2
    if facts.is_gone if facts else line.state == "no page":
        return 0
    if line.score:
        return 1
    return 3 if line.state == "exempt" else 2


def _state(page: PageReport) -> LineState:
    if page.is_by_registry:
        return "by registry"
    if page.facts:
        return page.facts.state
    if page.entry.public:
        return "not read"
    return "exempt" if page.entry.exempt else "no page"


def _links_verdict(
    facts: PageFacts, results: Sequence[Result], links: Sequence[PosLink]
) -> LinksVerdict:
    """The result of the requirement on links; if it was not judged, the links themselves."""
    said = next((result.verdict for result in results if result.requirement == _LINKS), None)
    if said is None and (links or facts.menu is not None):
        said = "met" if links and all(link.is_valid for link in links) else "not met"
    if said in (None, "unknown"):
        return "unknown"
    return "right" if said == "met" else "wrong" if links else "none"


def _views(posts: Sequence[PostFact]) -> int | None:
    views = [post.views for post in posts if post.views is not None]
    return sum(views) if len(views) == len(posts) else None


# Shares of members, in hundredths, at which the steps of reach end.
REACH_STEPS = (10, 30, 50, 70)
_WEEKS = 8  # of publishing activity


@dataclass(slots=True)
class Week:
    """What pages published in seven days.

    Attributes:
        pages: Pages whose posts of these days were read.
        posts: Their posts.
        views: How often these were shown, as far as it is known.
    """

    pages: int = 0
    posts: int = 0
    views: int = 0


@dataclass(slots=True)
class Overview:
    """Figures over all pages of a report.

    Attributes:
        formulas: The formulas of the scores; mostly one.
        bands: Pages by band; `unknown` where the unknown could change it.
        violations: Pages by the requirement that they do not meet.
        titles: Titles of these requirements, if their judge has them.
        weeks: The last eight weeks, the newest first.
        reach: Pages by step of reach: views of seven days against members, from the lowest step.
        reach_known: Pages whose reach comes from their own statistics.
        reached: People that these reached in their last full week, added up.
        worst: The worst pages, the worst first.
    """

    formulas: set[str] = field(default_factory=set[str])
    bands: Counter[str] = field(default_factory=Counter[str])
    violations: Counter[str] = field(default_factory=Counter[str])
    titles: dict[str, LocalizedText] = field(default_factory=dict[str, LocalizedText])
    weeks: tuple[Week, ...] = field(default_factory=lambda: tuple(Week() for _ in range(_WEEKS)))
    reach: list[int] = field(default_factory=lambda: [0] * (len(REACH_STEPS) + 1))
    reach_known: int = 0
    reached: int = 0
    worst: Sequence[Line] = ()

    @property
    def read_weeks(self) -> tuple[Week, ...]:
        """Weeks of which nearly as much was read as of the last one, the newest first.

        A week that was read of fewer pages would look like one in which less was published.
        """
        enough = self.weeks[0].pages * 0.9
        return tuple(week for week in self.weeks if week.pages and week.pages >= enough)


def overview(report: Report, *, worst: int = 0) -> Overview:
    """The figures of a report.

    Args:
        report: The outcome of an audit.
        worst: How many of the worst pages to keep.
    """
    found = Overview()
    found.worst = heapq.nsmallest(max(worst, 1), count_pages(report.pages, found), key=worst_first)
    return found


def count_pages(pages: Iterable[PageReport], into: Overview) -> Iterator[Line]:
    """Lines of the pages, each counted as it passes."""
    for page in pages:
        line = line_of(page)
        if line.score and line.band:
            into.formulas.add(line.score.formula)
            into.bands[line.band] += 1
        into.violations.update(
            dict.fromkeys(violation.requirement for violation in line.violations).keys()
        )
        into.titles.update(
            (violation.requirement, violation.title)
            for violation in line.violations
            if violation.title
        )
        if page.facts:
            _count_weeks(page.facts, into.weeks)
            _count_reach(line, page.facts, into)
        yield line


def _count_weeks(facts: PageFacts, weeks: Sequence[Week]) -> None:
    for ago, week in enumerate(weeks):
        posts = posts_of_week(facts, ago)
        if posts is None:
            return
        week.pages += 1
        week.posts += len(posts)
        week.views += sum(post.views or 0 for post in posts)


def _count_reach(line: Line, facts: PageFacts, into: Overview) -> None:
    if facts.reach is not None:
        into.reach_known += 1
        into.reached += facts.reach
    if line.views is not None and facts.members:
        share = 100 * line.views / facts.members
        into.reach[sum(share > step for step in REACH_STEPS)] += 1
