"""The report of one page: requirements that are met or not, a score, and the registry entry.

Results are calculated when they are read, so that 173,000 reports stay small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._resources._references import PublicRef

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts, PageState, Part, Reason
    from govpublic_sdk.official_pages.networks import NetworkPage
    from govpublic_sdk.pos import PosLink

__all__ = [
    "Entry",
    "Force",
    "Judge",
    "PageReport",
    "PartScore",
    "Result",
    "Score",
    "UnparsedRow",
    "Verdict",
    "no_facts",
    "why_unknown",
]

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
        title: What is wanted; None if the judge has no titles, then the id is used.
        force: `demanded`, `rated` or `advised`; None where the judge does not tell.
    """

    requirement: str
    verdict: Verdict
    why: LocalizedText
    title: LocalizedText | None = None
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
    title: LocalizedText
    points: float | None
    most: float
    why: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a formula gives for a page.

    Attributes:
        formula: The formula's id.
        points: The sum of what is known.
        possible: The same if all that is unknown were reached: equal when all is known.
        most: The maximum.
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
    """Judges a page: by its facts and its line in the registry."""

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
    error: LocalizedText | None
    judge: Judge = field(repr=False)

    @property
    def title(self) -> str:
        """Whose page it is: the body, else the page's name, else its address or its line."""
        name = self.facts.name if self.facts else None
        other = self.entry.pages[0].address if self.entry.pages else None
        return self.entry.organisation or name or self.address or other or f"№ {self.entry.row}"

    @property
    def address(self) -> str | None:
        """The page's address; None without a page."""
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
    def violations(self) -> tuple[Result, ...]:
        """Requirements that are not met."""
        return tuple(result for result in self.results if result.verdict == "not met")

    @property
    def is_by_registry(self) -> bool:
        """Whether the organisation has its page in another network only, which is not checked."""
        has_page = self.facts is not None and not self.facts.is_gone
        if has_page or self.entry.exempt or not self.entry.pages:
            return False
        return any(
            result.requirement == _EXISTS and result.verdict == "met" for result in self.results
        )


_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A body that must have an official page, and the page that is given for it.

    Attributes:
        row: Its line in the list, counted from 1 as a spreadsheet does.
        public: The page; None where the body has none.
        organisation: The body's name.
        ogrn: Its ОГРН as it was written.
        inn: Its ИНН as it was written.
        municipality: Its municipality, by name.
        oktmo: Its municipality's ОКТМО code.
        level: The level of the body, such as `Министерство` or `МО`.
        founder: Who founded it.
        spheres: What it works on.
        connected: Whether it is connected to «Госпаблики» of ПОС, which VK does not tell.
        exempt: The ground on which it keeps no page, where it need not.
        site: Its site.
        pages: Its pages in networks beside VK, from any column of the list.
        other: Columns with unknown headers, by their headers.
    """

    row: int
    public: PublicRef | None = None
    organisation: str | None = None
    ogrn: str | None = None
    inn: str | None = None
    municipality: str | None = None
    oktmo: str | None = None
    level: str | None = None
    founder: str | None = None
    spheres: tuple[str, ...] = ()
    connected: bool | None = None
    exempt: str | None = None
    site: str | None = None
    pages: tuple[NetworkPage, ...] = ()
    other: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnparsedRow:
    """A line that could not be read.

    Attributes:
        row: Its line in the list.
        text: The text of the cell, as it was written.
        reason: Why it could not be read.
        organisation: The body that the line names, where it names one.
    """

    row: int
    text: str
    reason: LocalizedText
    organisation: str | None = None


_REASONS: dict[Reason, LocalizedText] = {
    "not asked": LocalizedText(
        "Неизвестно: это не запрашивалось.", "Unknown: it was not asked for."
    ),
    "no right": LocalizedText(
        "Неизвестно: у ключа доступа нет права это видеть.",
        "Unknown: the token has no right to see it.",
    ),
    "no field": LocalizedText(
        "Неизвестно: ВКонтакте об этом не сообщает.", "Unknown: VK does not tell."
    ),
    "failed": LocalizedText("Неизвестно: запрос не удался.", "Unknown: the request failed."),
    "closed": LocalizedText("Неизвестно: страница закрыта.", "Unknown: the page is closed."),
}
_STATES: dict[PageState, LocalizedText] = {
    "closed": _REASONS["closed"],
    "private": _REASONS["closed"],
    "deleted": LocalizedText("Неизвестно: страница удалена.", "Unknown: the page was deleted."),
    "banned": LocalizedText("Неизвестно: страница заблокирована.", "Unknown: the page is blocked."),
    "missing": LocalizedText(
        "Неизвестно: такого сообщества нет.", "Unknown: there is no such community."
    ),
}
_NO_PAGE = LocalizedText(
    "Неизвестно: страница организации не указана.", "Unknown: no page of the body is named."
)
_ELSEWHERE = LocalizedText(
    "Неизвестно: страница в другой сети, она не проверялась.",
    "Unknown: the page is in another network, it was not checked.",
)
_NOT_LEARNED = LocalizedText(
    "Неизвестно: о странице ничего не удалось узнать.", "Unknown: nothing was learned of the page."
)


def why_unknown(facts: PageFacts, part: Part = "page") -> LocalizedText:
    """Why something of a part of the facts is not known."""
    if facts.state in _STATES:
        return _STATES[facts.state]
    return _REASONS[facts.unknown.get(part, "no field")]


def no_facts(entry: Entry) -> LocalizedText:
    """Why nothing is known of a body's page."""
    if entry.public is not None:
        return _NOT_LEARNED
    return _ELSEWHERE if any(page.network == "ok" for page in entry.pages) else _NO_PAGE
