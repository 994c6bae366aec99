"""Counts of bodies and pages, and their shares; counting is done elsewhere.

Shares are of what is known: what could not be learned is counted apart and never as a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govpublic_sdk.official_pages.networks import Network

__all__ = ["Figures", "share"]


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
