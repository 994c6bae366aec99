"""What is said of one page: requirements that are met or not, a score, and the report of both.

Nothing is decided here: requirements and formulas are elsewhere, and a report asks them when it is
looked at, so that 173,000 reports stay small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.pos import PosLink

__all__ = ["Force", "Judge", "PageReport", "PartScore", "Result", "Score", "Verdict"]

_EXISTS = "page.exists"
Force: TypeAlias = Literal["demanded", "rated", "advised"]
Verdict: TypeAlias = Literal["met", "not met", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Whether a page meets one requirement.

    Attributes:
        requirement: The requirement's id.
        verdict: `met`, `not met`, or `unknown`; never a guess.
        why: What was found, in words.
        title: What is wanted; None where the judge does not tell, and the id stands for it.
        force: `demanded`, `rated` or `advised`; None where the judge does not tell.
    """

    requirement: str
    verdict: Verdict
    why: Wording
    title: Wording | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """What one part of a formula gives.

    Attributes:
        part: The part's id.
        title: What it is.
        points: What was reached; None where it is not known.
        most: What can be reached.
        why: What was found, in words.
    """

    part: str
    title: Wording
    points: float | None
    most: float
    why: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a formula gives for a page.

    Attributes:
        formula: The formula's id.
        points: The sum of what is known.
        possible: The same if all that is unknown were reached: equal when all is known.
        most: What can be reached at all.
        band: The band of the score, such as `green`; None where the unknown could change it.
        parts: What each part gives.
    """

    formula: str
    points: float
    possible: float
    most: float
    band: str | None
    parts: tuple[PartScore, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing was unknown."""
        return self.points == self.possible


class Judge(Protocol):
    """Says what holds of a page: from its facts and its line in the registry."""

    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        """Each requirement that applies, in the order of the requirements."""
        ...

    def score(self, facts: PageFacts, entry: Entry) -> Score:
        """The page's score."""
        ...

    def links(self, facts: PageFacts) -> tuple[PosLink, ...]:
        """Links of the page that lead to «Госуслуги. Решаем вместе», or try to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReport:
    """All that is known and said of one body and its page.

    Attributes:
        entry: The body, and the page that the registry names.
        facts: What was learned of the page; None where nothing was.
        error: Why nothing was learned, in one sentence.
        judge: Who judges it.
    """

    entry: Entry
    facts: PageFacts | None
    error: Wording | None
    judge: Judge = field(repr=False)

    @property
    def title(self) -> str:
        """Whose page it is: the body, else the page's name, else its address or its line."""
        name = self.facts.name if self.facts else None
        other = self.entry.pages[0].address if self.entry.pages else None
        return self.entry.organisation or name or self.address or other or f"№ {self.entry.row}"

    @property
    def address(self) -> str | None:
        """The page's address; None where there is no page."""
        if self.facts:
            return self.facts.address
        return self.entry.public.address if self.entry.public else None

    @property
    def results(self) -> tuple[Result, ...]:
        """Each requirement, and whether it is met."""
        return self.judge.results(self.facts, self.entry)

    @property
    def score(self) -> Score | None:
        """The page's score; None where nothing is known of it."""
        return self.judge.score(self.facts, self.entry) if self.facts else None

    @property
    def links(self) -> tuple[PosLink, ...]:
        """The page's links to the feedback platform."""
        return self.judge.links(self.facts) if self.facts else ()

    @property
    def faults(self) -> tuple[Result, ...]:
        """Requirements that are not met."""
        return tuple(one for one in self.results if one.verdict == "not met")

    @property
    def is_by_registry(self) -> bool:
        """Whether the organisation has its page in another network only, which is not checked."""
        has_page = self.facts is not None and not self.facts.is_gone
        if has_page or self.entry.exempt or not self.entry.pages:
            return False
        return any(one.requirement == _EXISTS and one.verdict == "met" for one in self.results)
