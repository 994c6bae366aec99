"""Requirements of official pages, and which of them hold on a day; each judges for itself.

The judge that comes with the package: its requirements, formula and link rules as of a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk.official_pages.checks import (
    EXISTS,
    MENU_LINKS,
    NETWORKS_RULES,
    NetworksRule,
    exists_in,
    menu_links,
    networks_at,
    rules_on,
)
from govpublic_sdk.official_pages.networks import Network
from govpublic_sdk.official_pages.requirement import (
    Check,
    Finding,
    Force,
    PageCheck,
    Requirement,
    Source,
    SourceKind,
    needs,
    of_page,
)
from govpublic_sdk.official_pages.requirement_table import REQUIREMENTS
from govpublic_sdk.official_pages.scores import AMUR_2025_06
from govpublic_sdk.pos import check_menu

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.formula import Formula
    from govpublic_sdk.official_pages.report import Entry, Result, Score
    from govpublic_sdk.pos import LinkRules, PosLink

__all__ = [
    "NETWORKS_RULES",
    "REQUIREMENTS",
    "Check",
    "Finding",
    "Force",
    "NetworksRule",
    "PageCheck",
    "Requirement",
    "Source",
    "SourceKind",
    "StandardJudge",
    "exists_in",
    "needs",
    "networks_at",
    "of_page",
    "requirements_at",
]


@check_arguments
def requirements_at(
    at: date,
    *,
    region: str | None = None,
    requirements: Iterable[Requirement] = REQUIREMENTS,
) -> tuple[Requirement, ...]:
    """The requirements that hold on a day, in their order.

    A requirement of the region takes the place of one of all subjects with the same id; of several
    with the same id and reach, the last one counts, so that your own can follow those of the
    package.

    Args:
        at: The day.
        region: The ОКАТО code of the subject, such as `36`; without it, no regional ones.
        requirements: Those to choose from.
    """
    holding = [requirement for requirement in requirements if requirement.holds(at, region)]
    chosen: dict[str, Requirement] = {}
    for one in sorted(holding, key=lambda one: one.region is not None):
        chosen[one.id] = one
    return tuple(chosen.values())


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardJudge:
    """A judge of pages; the same facts get the same verdict from it at any later time.

    Attributes:
        at: The day as of which is judged: requirements that did not hold then are left out.
        region: The ОКАТО code of the subject, such as `36`, for its own requirements.
        requirements: Those to choose from.
        formula: What gives points, as of when a page was asked.
        rules: How links to «Госуслуги. Решаем вместе» must be; those of the day where None.
        networks: Networks in which a page fulfils `page.exists`; those of the day where None.
        in_force: The requirements that hold on the day, in their order.
    """

    at: date
    region: str | None = None
    requirements: Iterable[Requirement] = REQUIREMENTS
    formula: Formula = AMUR_2025_06
    rules: LinkRules | None = None
    networks: tuple[Network, ...] | None = None
    in_force: tuple[Requirement, ...] = field(init=False)

    def __post_init__(self) -> None:
        chosen = requirements_at(self.at, region=self.region, requirements=self.requirements)
        if self.rules:
            chosen = tuple(_by_rules(one, self.rules) for one in chosen)
        if self.networks is not None:
            check = exists_in(self.networks)
            chosen = tuple(
                replace(one, check=check) if one.check is EXISTS else one for one in chosen
            )
        object.__setattr__(self, "in_force", chosen)

    @check_arguments
    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        """Each requirement that holds on the day, in the order of the requirements."""
        return tuple(one.judge(facts, entry, self.at) for one in self.in_force)

    @check_arguments
    def score(self, facts: PageFacts, entry: Entry) -> Score:
        """The page's score, as of when it was asked."""
        return self.formula.score(facts, entry)

    @check_arguments
    def links(self, facts: PageFacts) -> tuple[PosLink, ...]:
        """Links of the page's menu that lead to «Госуслуги. Решаем вместе», or try to."""
        rules = self.rules or rules_on(self.at)
        return check_menu(facts.menu or (), rules=rules).links


def _by_rules(requirement: Requirement, rules: LinkRules) -> Requirement:
    """Our own requirement of links by these rules; any other one as it is."""
    if requirement.check is not MENU_LINKS:
        return requirement
    return replace(requirement, check=menu_links(rules))
