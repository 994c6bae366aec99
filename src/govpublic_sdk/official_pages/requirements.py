"""Requirements of official pages, and which of them hold on a day; each judges for itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govpublic_sdk._validation import check_arguments
from govpublic_sdk.official_pages.judging.page_checks import (
    NETWORKS_RULES,
    NetworksRule,
    exists_in,
    networks_at,
)
from govpublic_sdk.official_pages.judging.requirement import (
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
from govpublic_sdk.official_pages.judging.requirement_table import REQUIREMENTS

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
    with the same id and reach, the last one stands, so that your own can follow those of the
    package.

    Args:
        at: The day.
        region: The ОКАТО code of the subject, such as `36`; without it, no regional ones.
        requirements: Those to choose from.
    """
    holding = [one for one in requirements if one.holds(at, region)]
    chosen: dict[str, Requirement] = {}
    for one in sorted(holding, key=lambda one: one.region is not None):
        chosen[one.id] = one
    return tuple(chosen.values())
