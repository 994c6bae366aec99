"""Coverage: how many bodies have a page, marked and alive, in groups of bodies.

Shares are of known values: unknown ones are counted apart and never as a no. Reports are read in
one pass and not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.official_pages.activity_metrics import posts_in_days
from govpublic_sdk.official_pages.networks import Network

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.metrics import Metric
    from govpublic_sdk.official_pages.report import Entry, PageReport, Verdict

__all__ = [
    "LINKS",
    "Coverage",
    "Figures",
    "Groups",
    "Seen",
    "Tally",
    "coverage",
    "share",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of bodies and of their pages.

    Attributes:
        bodies: Lines of the registry.
        exempt: Bodies that need no page and have none.
        with_page: Bodies whose page exists.
        by_registry: Bodies whose page is in another network that the law names, by the registry
            and not checked; they are not in `with_page`.
        in_ok: Bodies for which the registry names a page in Odnoklassniki.
        in_max: Bodies for which it names a channel in MAX, which the law does not demand.
        page_unknown: Bodies that name a page of which nothing was learned.
        publics: Different pages; several bodies may share one.
        readable: Bodies whose page is open to all.
        marked: Bodies whose page bears the mark «Госорганизация».
        mark_unknown: Bodies whose page may bear it or not.
        alive: Bodies on whose page something was published lately.
        alive_unknown: Bodies of whose page that is not known.
        links_right: Bodies in whose menu the links to «Госуслуги. Решаем вместе» are right.
        links_unknown: Bodies of whose menu that is not known.
        audience: Members of all open pages together, each page once; a person who follows two is
            counted twice.
        audience_unknown: Open pages whose members are not known.
    """

    bodies: int = 0
    exempt: int = 0
    with_page: int = 0
    by_registry: int = 0
    in_ok: int = 0
    in_max: int = 0
    page_unknown: int = 0
    publics: int = 0
    readable: int = 0
    marked: int = 0
    mark_unknown: int = 0
    alive: int = 0
    alive_unknown: int = 0
    links_right: int = 0
    links_unknown: int = 0
    audience: int = 0
    audience_unknown: int = 0

    @property
    def share_with_page(self) -> float | None:
        """The share of bodies with a page, from 0 to 1, among those that need one."""
        return share(self.with_page, self.bodies - self.exempt - self.page_unknown)

    @property
    def share_with_any_page(self) -> float | None:
        """The same share, with pages in other networks that are known by the registry only."""
        due = self.bodies - self.exempt - self.page_unknown
        return share(self.with_page + self.by_registry, due)

    @property
    def networks(self) -> Mapping[Network, int]:
        """Bodies by the network in which they have a page; a body may be in several.

        Pages at VK are checked, the others are taken from the registry.
        """
        return {"vk": self.with_page, "ok": self.in_ok, "max": self.in_max}

    @property
    def share_readable(self) -> float | None:
        """The share of open pages among those that exist."""
        return share(self.readable, self.with_page)

    @property
    def share_marked(self) -> float | None:
        """The share of marked pages among those of which that is known."""
        return share(self.marked, self.with_page - self.mark_unknown)

    @property
    def share_alive(self) -> float | None:
        """The share of living pages among those of which that is known."""
        return share(self.alive, self.with_page - self.alive_unknown)

    @property
    def share_links_right(self) -> float | None:
        """The share of pages with the right links among those of which that is known."""
        return share(self.links_right, self.with_page - self.links_unknown)


def share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return part / whole if whole else None


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
    def of(cls, report: PageReport, posts: Metric) -> Seen:
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
    """Tallies by a name; letter case, ё and spaces aside, named by the first spelling."""

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


def _any(measure: Metric, facts: PageFacts, entry: Entry) -> bool | None:
    figure = measure.read(facts, entry, facts.asked_at)
    return bool(figure.least) or (False if figure.is_exact else None)


def _links_right(report: PageReport) -> bool | None:
    for result in report.results:
        if result.requirement == LINKS:
            return _RIGHT[result.verdict]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts of all bodies, and of their groups; a body without a level is in no group of levels.

    Attributes:
        total: All bodies.
        by_level: By the level of the body.
        by_sphere: By what the body works on; a body of two spheres is in both.
        by_municipality: By municipality.
    """

    total: Figures
    by_level: Mapping[str, Figures]
    by_sphere: Mapping[str, Figures]
    by_municipality: Mapping[str, Figures]

    @property
    def municipalities(self) -> int:
        """How many municipalities the registry names."""
        return len(self.by_municipality)

    @property
    def municipalities_with_page(self) -> int:
        """How many of them have a page, of whatever body."""
        return sum(1 for one in self.by_municipality.values() if one.with_page)

    @property
    def municipalities_unknown(self) -> int:
        """How many of them have none that is known, but may have one."""
        found = self.by_municipality.values()
        return sum(1 for one in found if one.page_unknown and not one.with_page)

    @property
    def share_of_municipalities(self) -> float | None:
        """The share of municipalities with a page among those of which that is known."""
        known = self.municipalities - self.municipalities_unknown
        return share(self.municipalities_with_page, known)


@check_arguments
def coverage(reports: Iterable[PageReport], *, alive_days: int = 30) -> Coverage:
    """Count bodies and pages.

    Args:
        reports: What is known of each body; each is looked at once and forgotten.
        alive_days: A page lives if something was published in so many days before it was asked.

    Raises:
        ParameterError: Without days.
    """
    posts = posts_in_days(alive_days)
    total, levels, spheres, municipalities = Tally(), Groups(), Groups(), Groups()
    for report in reports:
        seen = Seen.of(report, posts)
        total.add(seen)
        levels.add(seen, report.entry.level)
        spheres.add(seen, *report.entry.spheres)
        municipalities.add(seen, report.entry.municipality)
    return Coverage(
        total=total.figures(),
        by_level=levels.figures(),
        by_sphere=spheres.figures(),
        by_municipality=municipalities.figures(),
    )
