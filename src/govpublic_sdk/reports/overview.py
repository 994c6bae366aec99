"""What one pass over the pages of a report gives: bands, weeks, reach, common faults, the worst.

Coverage is not counted here; the audit brings it. A figure covers those pages of which it is
known, and says how many these are.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording
from govpublic_sdk.reports.lines import Line, line_of, posts_of_week, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.results import PageReport
    from govpublic_sdk.reports.report import Report

__all__ = ["REACH_STEPS", "Overview", "Week", "counted", "overview"]

# Shares of members, in hundredths, at which the steps of reach end.
REACH_STEPS = (10, 30, 50, 70)
_WEEKS = 8


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
        faults: Pages by the requirement that they do not meet.
        titles: What these requirements want, where their judge tells.
        weeks: The last eight weeks, the newest first.
        reach: Pages by step of reach: views of seven days against members, from the lowest step.
        reach_known: Pages whose reach is told by their own statistics.
        reached: People that these reached in their last full week, added up.
        worst: The worst pages, the worst first.
    """

    formulas: set[str] = field(default_factory=set[str])
    bands: Counter[str] = field(default_factory=Counter[str])
    faults: Counter[str] = field(default_factory=Counter[str])
    titles: dict[str, Wording] = field(default_factory=dict[str, Wording])
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
    found.worst = heapq.nsmallest(max(worst, 1), counted(report.pages, found), key=worst_first)
    return found


def counted(pages: Iterable[PageReport], into: Overview) -> Iterator[Line]:
    """Lines of the pages, each counted as it passes."""
    for page in pages:
        line = line_of(page)
        if line.score and line.band:
            into.formulas.add(line.score.formula)
            into.bands[line.band] += 1
        into.faults.update(dict.fromkeys(fault.requirement for fault in line.faults).keys())
        into.titles.update((one.requirement, one.title) for one in line.faults if one.title)
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
