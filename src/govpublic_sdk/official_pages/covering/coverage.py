"""How many bodies have a page, marked and alive, and how many people follow, by group of bodies.

One pass over reports, none of which is kept. What a report counts as is said in `_tally`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govpublic_sdk._validation import check_arguments
from govpublic_sdk.official_pages.covering.figures import Figures, share
from govpublic_sdk.official_pages.covering.tally import Groups, Seen, Tally
from govpublic_sdk.official_pages.rhythm import posts_in_days

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.results import PageReport

__all__ = ["Coverage", "Figures", "coverage"]


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
        ParameterError: There is no day.
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
