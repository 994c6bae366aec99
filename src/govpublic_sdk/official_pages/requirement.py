"""One requirement of an official page: its source and its check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.report import Force, Result, Verdict, no_facts

if TYPE_CHECKING:
    from govpublic_sdk._core.text import LocalizedText
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.metrics import Metric
    from govpublic_sdk.official_pages.report import Entry

__all__ = [
    "Check",
    "Finding",
    "Force",
    "PageCheck",
    "Requirement",
    "Source",
    "SourceKind",
    "needs",
    "of_page",
]

SourceKind: TypeAlias = Literal["law", "instruction", "rating", "region act"]


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The source of a requirement or a formula.

    Attributes:
        kind: A law, an instruction, a rating, or an act of a region or municipality.
        title: What it is called.
        date: Its date.
        number: Its number, such as `270-ФЗ`.
        url: Where it, or a report of it, can be read.

    Raises:
        ParameterError: Neither a number nor an address is given.
    """

    kind: SourceKind
    title: LocalizedText
    date: date | None = None
    number: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if not (self.number or self.url):
            raise ParameterError("url", "neither number nor url", "at least one of them")


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check of one page.

    Attributes:
        verdict: `met`, `not met`, or `unknown`; never a guess.
        why: What was found, in words.
    """

    verdict: Verdict
    why: LocalizedText


Check: TypeAlias = "Callable[[PageFacts | None, Entry, date], Finding]"
PageCheck: TypeAlias = "Callable[[PageFacts, Entry, date], Finding]"


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something that an official page must be, or had better be.

    Attributes:
        id: Its name, such as `page.mark`.
        title: What is wanted.
        source: Who wants it.
        force: `demanded` by a law or an act, `rated` by a rating, or `advised`.
        check: A pure function that checks whether it is met: from the facts (None if nothing was
            learned of the page), the line of the registry, and the day as of which is judged.
        since: The first day on which it holds; None where that is not known.
        until: The last day on which it holds; None while it does.
        region: The ОКАТО code of the subject where it holds, such as `36`; None for all. It takes
            the place of a requirement of all subjects with the same id.
    """

    id: str
    title: LocalizedText
    source: Source
    force: Force
    check: Check
    since: date | None = None
    until: date | None = None
    region: str | None = None

    @check_arguments
    def holds(self, at: date, region: str | None = None) -> bool:
        """Whether it holds on a day, in a subject by its ОКАТО code."""
        begun = self.since is None or self.since <= at
        ended = self.until is not None and self.until < at
        return begun and not ended and self.region in (None, region)

    @check_arguments
    def judge(self, facts: PageFacts | None, entry: Entry, at: date) -> Result:
        """Whether a page meets it, as of a day."""
        found = self.check(facts, entry, at)
        return Result(
            requirement=self.id,
            verdict=found.verdict,
            why=found.why,
            title=self.title,
            force=self.force,
        )


def of_page(check: PageCheck) -> Check:
    """A check that needs facts, made into one that returns `unknown` without them."""

    def judge(facts: PageFacts | None, entry: Entry, at: date) -> Finding:
        return Finding("unknown", no_facts(entry)) if facts is None else check(facts, entry, at)

    return judge


def needs(measure: Metric, least: float = 1) -> Check:
    """A check that a measure reaches a figure, as of when the page was asked.

    Args:
        measure: What is measured.
        least: The figure that is enough.
    """

    def check(facts: PageFacts, entry: Entry, at: date) -> Finding:
        figure = measure.read(facts, entry, facts.asked_at)
        if figure.least >= least:
            return Finding("met", figure.why)
        return Finding("not met" if figure.is_exact else "unknown", figure.why)

    return of_page(check)
