"""Official pages of bodies under 270-ФЗ: registry, requirements, scores, coverage, audit.

The public names, loaded when first used. The room stands on VK's calls and the links of `pos`; it
makes no files and no tables, which is the business of `export`. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk._wording import Language, Wording
    from govpublic_sdk.official_pages import epgu, gosweb, measures, requirements, rhythm, scores
    from govpublic_sdk.official_pages._audit import Audit, recall
    from govpublic_sdk.official_pages._auditing import AuditPart, audit
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
    from govpublic_sdk.official_pages.gathering.gathering import Progress
    from govpublic_sdk.official_pages.judging.standard import Standard
    from govpublic_sdk.official_pages.networks import NETWORK_NAMES, Network, NetworkPage
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
else:
    __getattr__, __dir__ = lazy(
        __name__,
        parts="epgu gosweb measures requirements rhythm scores",
        names={
            "_wording": "Language Wording",
            "official_pages._audit": "Audit recall",
            "official_pages._auditing": "AuditPart audit",
            "official_pages.covering.comparison": "Change Comparison Snapshot compare",
            "official_pages.covering.coverage": "Coverage coverage",
            "official_pages.covering.figures": "Figures",
            "official_pages.entry": "Entry UnreadRow",
            "official_pages.facts": "PageFacts PostFact",
            "official_pages.gathering.forecast": "QUOTAS Forecast forecast",
            "official_pages.gathering.gathering": "Progress",
            "official_pages.judging.standard": "Standard",
            "official_pages.networks": "NETWORK_NAMES Network NetworkPage",
            "official_pages.registry.registry": "Double Registry Remark",
            "official_pages.requirements": (
                "REQUIREMENTS Finding Requirement Source requirements_at"
            ),
            "official_pages.results": "Judge PageReport PartScore Result Score",
            "official_pages.scores": "AMUR_2025_06 FORMULAS Formula formula_of",
        },
    )

__all__ = [
    "AMUR_2025_06",
    "FORMULAS",
    "NETWORK_NAMES",
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
    "Network",
    "NetworkPage",
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
