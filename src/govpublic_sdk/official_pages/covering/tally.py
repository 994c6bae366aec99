"""What a report counts as, and counting it, in one group of bodies or in many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages.covering.figures import Figures

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.measures import Measure
    from govpublic_sdk.official_pages.networks import Network
    from govpublic_sdk.official_pages.results import PageReport, Verdict

__all__ = ["LINKS", "Groups", "Seen", "Tally"]

LINKS = "menu.pos_links"
"""The requirement that tells whether the links are right."""
_RIGHT: dict[Verdict, bool | None] = {"met": True, "not met": False, "unknown": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a report adds to the counts; None means unknown."""

    public: int | None
    exempt: bool
    exists: bool | None
    by_registry: bool
    networks: frozenset[Network]
    readable: bool
    marked: bool | None
    alive: bool | None
    links: bool | None
    members: int | None

    @classmethod
    def of(cls, report: PageReport, posts: Measure) -> Seen:
        """Read a report; it lives if anything was measured of its posts."""
        facts, entry = report.facts, report.entry
        there = facts is not None and not facts.is_gone
        by_registry = report.is_by_registry
        unknown = facts is None and entry.public is not None and not by_registry
        return cls(
            public=facts.id if facts and there else None,
            exempt=bool(entry.exempt) and not there and not unknown,
            exists=None if unknown else there,
            by_registry=by_registry,
            networks=frozenset(page.network for page in entry.pages),
            readable=facts is not None and facts.state == "open",
            marked=facts.government_mark if facts else None,
            alive=_any(posts, facts, entry) if facts else None,
            links=_links_right(report) if there else None,
            members=facts.members if facts else None,
        )


@dataclass(slots=True)
class Tally:
    """Counts of one group of bodies; a page that several of them share is counted once."""

    counts: dict[str, int] = field(default_factory=dict[str, int])
    publics: set[int] = field(default_factory=set[int])

    def add(self, seen: Seen) -> None:
        """Count a body and its page."""
        self._count("bodies")
        if seen.exempt:
            self._count("exempt")
        if seen.by_registry:
            self._count("by_registry")
        for network in seen.networks:
            self._count(f"in_{network}")
        if seen.exists is None:
            self._count("page_unknown")
        if seen.exists:
            self._add_page(seen)

    def figures(self) -> Figures:
        """What was counted."""
        return Figures(publics=len(self.publics), **self.counts)

    def _add_page(self, seen: Seen) -> None:
        self._count("with_page")
        self._count_if("marked", "mark_unknown", seen.marked)
        self._count_if("alive", "alive_unknown", seen.alive)
        self._count_if("links_right", "links_unknown", seen.links)
        if seen.readable:
            self._count("readable")
        if seen.public is not None and seen.public not in self.publics:
            self.publics.add(seen.public)
            self._add_audience(seen)

    def _add_audience(self, seen: Seen) -> None:
        if seen.readable and seen.members is None:
            self._count("audience_unknown")
        elif seen.readable:
            self._count("audience", seen.members or 0)

    def _count_if(self, yes: str, unknown: str, value: bool | None) -> None:
        if value is None:
            self._count(unknown)
        elif value:
            self._count(yes)

    def _count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number


class Groups:
    """Tallies by a name; letter case, ё and spaces aside, the first spelling stands."""

    def __init__(self) -> None:
        self._tallies: dict[str, tuple[str, Tally]] = {}

    def add(self, seen: Seen, *names: str | None) -> None:
        """Count a body in the groups of these names."""
        keys = {_key(name): name.strip() for name in names if name and name.strip()}
        for key, name in keys.items():
            if key not in self._tallies:
                self._tallies[key] = (name, Tally())
            self._tallies[key][1].add(seen)

    def figures(self) -> dict[str, Figures]:
        """What was counted, by group."""
        return {name: tally.figures() for name, tally in self._tallies.values()}


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _any(measure: Measure, facts: PageFacts, entry: Entry) -> bool | None:
    figure = measure.read(facts, entry, facts.asked_at)
    return bool(figure.least) or (False if figure.is_exact else None)


def _links_right(report: PageReport) -> bool | None:
    for one in report.results:
        if one.requirement == LINKS:
            return _RIGHT[one.verdict]
    return None
