"""One page as a line of a report: its results, score and links worked out once.

A line adds nothing that was not learned: a figure of the last seven days is there only where all
of these days were read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk.reports.words import yes_no

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govpublic_sdk.official_pages.facts import PageFacts, PageState, PostFact
    from govpublic_sdk.official_pages.results import PageReport, Result, Score
    from govpublic_sdk.pos import PosLink

__all__ = ["WEEK", "Line", "LineState", "LinksVerdict", "line_of", "posts_of_week", "worst_first"]

WEEK = timedelta(days=7)

LineState: TypeAlias = "PageState | Literal['no page', 'by registry', 'exempt', 'not read']"
LinksVerdict: TypeAlias = Literal["right", "wrong", "none", "unknown"]

_LINKS = "menu.pos_links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a report says of one body.

    Attributes:
        page: The body and its page.
        state: Whether there is a page, and whether it could be read.
        score: Its score; None where nothing is known, or the page is gone.
        faults: Requirements that are not met.
        links: Its links to «Госуслуги. Решаем вместе».
        links_verdict: Whether these are right; None where nothing is known of the page, or it is
            gone.
        posts: Posts of the last seven days; None where these were not read.
        views: How often they were shown; None where that of one of them is not known.
    """

    page: PageReport
    state: LineState
    score: Score | None
    faults: tuple[Result, ...]
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
        faults=tuple(one for one in results if one.verdict == "not met"),
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
    """The order of a list that tells of the worst first.

    Bodies whose page is not there, then by score and number of faults, then pages of which nothing
    is known, then bodies that need none.
    """
    points = line.score.points if line.score else 0.0
    return _rank(line), points, -len(line.faults), line.page.entry.row


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
    """What the requirement on links says; where nobody has judged by it, the links themselves."""
    said = next((one.verdict for one in results if one.requirement == _LINKS), None)
    if said is None and (links or facts.menu is not None):
        said = "met" if links and all(link.is_valid for link in links) else "not met"
    if said in (None, "unknown"):
        return "unknown"
    return "right" if said == "met" else "wrong" if links else "none"


def _views(posts: Sequence[PostFact]) -> int | None:
    views = [post.views for post in posts if post.views is not None]
    return sum(views) if len(views) == len(posts) else None
