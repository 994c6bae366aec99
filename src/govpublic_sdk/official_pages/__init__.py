"""Official pages of bodies under 270-ФЗ: registry, requirements, scores, coverage, audit.

The public names, loaded when first used. The room stands on VK's calls and the links of `pos`; it
makes no files and no tables, which is the business of `export`. Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govpublic_sdk._wording import Language, Wording
    from govpublic_sdk.official_pages import epgu, gosweb, measures, requirements, rhythm, scores
    from govpublic_sdk.official_pages._audit import Audit, recall
    from govpublic_sdk.official_pages._auditing import audit
    from govpublic_sdk.official_pages.covering.comparison import (
        Change,
        Comparison,
        Snapshot,
        compare,
    )
    from govpublic_sdk.official_pages.covering.coverage import Coverage, coverage
    from govpublic_sdk.official_pages.covering.figures import Figures
    from govpublic_sdk.official_pages.entry import Entry, UnreadRow
    from govpublic_sdk.official_pages.facts import PageFacts, PostFact
    from govpublic_sdk.official_pages.gathering.forecast import QUOTAS, Forecast, forecast
    from govpublic_sdk.official_pages.gathering.gathering import AuditPart, Progress
    from govpublic_sdk.official_pages.judging.standard import Standard
    from govpublic_sdk.official_pages.registry.registry import Double, Registry, Remark
    from govpublic_sdk.official_pages.requirements import (
        REQUIREMENTS,
        Finding,
        Requirement,
        Source,
        requirements_at,
    )
    from govpublic_sdk.official_pages.results import Judge, PageReport, PartScore, Result, Score
    from govpublic_sdk.official_pages.scores import AMUR_2025_06, FORMULAS, Formula, formula_of

__all__ = [
    "AMUR_2025_06",
    "FORMULAS",
    "QUOTAS",
    "REQUIREMENTS",
    "Audit",
    "AuditPart",
    "Change",
    "Comparison",
    "Coverage",
    "Double",
    "Entry",
    "Figures",
    "Finding",
    "Forecast",
    "Formula",
    "Judge",
    "Language",
    "PageFacts",
    "PageReport",
    "PartScore",
    "PostFact",
    "Progress",
    "Registry",
    "Remark",
    "Requirement",
    "Result",
    "Score",
    "Snapshot",
    "Source",
    "Standard",
    "UnreadRow",
    "Wording",
    "audit",
    "compare",
    "coverage",
    "epgu",
    "forecast",
    "formula_of",
    "gosweb",
    "measures",
    "recall",
    "requirements",
    "requirements_at",
    "rhythm",
    "scores",
]

_HOMES = {
    "AMUR_2025_06": "official_pages.scores",
    "Audit": "official_pages._audit",
    "AuditPart": "official_pages.gathering.gathering",
    "Change": "official_pages.covering.comparison",
    "Comparison": "official_pages.covering.comparison",
    "Coverage": "official_pages.covering.coverage",
    "Double": "official_pages.registry.registry",
    "Entry": "official_pages.entry",
    "FORMULAS": "official_pages.scores",
    "Figures": "official_pages.covering.figures",
    "Finding": "official_pages.requirements",
    "Forecast": "official_pages.gathering.forecast",
    "Formula": "official_pages.scores",
    "Judge": "official_pages.results",
    "Language": "_wording",
    "PageFacts": "official_pages.facts",
    "PageReport": "official_pages.results",
    "PartScore": "official_pages.results",
    "PostFact": "official_pages.facts",
    "Progress": "official_pages.gathering.gathering",
    "QUOTAS": "official_pages.gathering.forecast",
    "REQUIREMENTS": "official_pages.requirements",
    "Registry": "official_pages.registry.registry",
    "Remark": "official_pages.registry.registry",
    "Requirement": "official_pages.requirements",
    "Result": "official_pages.results",
    "Score": "official_pages.results",
    "Snapshot": "official_pages.covering.comparison",
    "Source": "official_pages.requirements",
    "Standard": "official_pages.judging.standard",
    "UnreadRow": "official_pages.entry",
    "Wording": "_wording",
    "audit": "official_pages._auditing",
    "compare": "official_pages.covering.comparison",
    "coverage": "official_pages.covering.coverage",
    "forecast": "official_pages.gathering.forecast",
    "formula_of": "official_pages.scores",
    "recall": "official_pages._audit",
    "requirements_at": "official_pages.requirements",
}
_PARTS = ("epgu", "gosweb", "measures", "requirements", "rhythm", "scores")


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name in _PARTS:
        return import_module(f"govpublic_sdk.official_pages.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'govpublic_sdk.official_pages' has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
