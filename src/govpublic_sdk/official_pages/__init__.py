"""Official pages of bodies under 270-ФЗ: registry, requirements, scores, coverage, audit.

The public names, loaded when first used. The package uses VK's calls and the links of `pos`; it
makes no files and no tables, which is the task of `reports`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk._core.text import Language as Language
    from govpublic_sdk._core.text import LocalizedText as LocalizedText
    from govpublic_sdk.official_pages import activity_metrics as activity_metrics
    from govpublic_sdk.official_pages import epgu as epgu
    from govpublic_sdk.official_pages import gosweb as gosweb
    from govpublic_sdk.official_pages import metrics as metrics
    from govpublic_sdk.official_pages import requirements as requirements
    from govpublic_sdk.official_pages import scores as scores
    from govpublic_sdk.official_pages._audit import Audit as Audit
    from govpublic_sdk.official_pages._audit import AuditPart as AuditPart
    from govpublic_sdk.official_pages._audit import audit as audit
    from govpublic_sdk.official_pages._audit import recall as recall
    from govpublic_sdk.official_pages._coverage import Coverage as Coverage
    from govpublic_sdk.official_pages._coverage import Figures as Figures
    from govpublic_sdk.official_pages._coverage import coverage as coverage
    from govpublic_sdk.official_pages._forecast import QUOTAS as QUOTAS
    from govpublic_sdk.official_pages._forecast import Forecast as Forecast
    from govpublic_sdk.official_pages._forecast import forecast as forecast
    from govpublic_sdk.official_pages.collector import Progress as Progress
    from govpublic_sdk.official_pages.comparison import Change as Change
    from govpublic_sdk.official_pages.comparison import Comparison as Comparison
    from govpublic_sdk.official_pages.comparison import Snapshot as Snapshot
    from govpublic_sdk.official_pages.comparison import compare as compare
    from govpublic_sdk.official_pages.facts import PageFacts as PageFacts
    from govpublic_sdk.official_pages.facts import PostFact as PostFact
    from govpublic_sdk.official_pages.networks import NETWORK_NAMES as NETWORK_NAMES
    from govpublic_sdk.official_pages.networks import Network as Network
    from govpublic_sdk.official_pages.networks import NetworkPage as NetworkPage
    from govpublic_sdk.official_pages.registry.registry import DuplicateGroup as DuplicateGroup
    from govpublic_sdk.official_pages.registry.registry import Registry as Registry
    from govpublic_sdk.official_pages.registry.registry import Remark as Remark
    from govpublic_sdk.official_pages.report import Entry as Entry
    from govpublic_sdk.official_pages.report import Judge as Judge
    from govpublic_sdk.official_pages.report import PageReport as PageReport
    from govpublic_sdk.official_pages.report import PartScore as PartScore
    from govpublic_sdk.official_pages.report import Result as Result
    from govpublic_sdk.official_pages.report import Score as Score
    from govpublic_sdk.official_pages.report import UnparsedRow as UnparsedRow
    from govpublic_sdk.official_pages.requirements import REQUIREMENTS as REQUIREMENTS
    from govpublic_sdk.official_pages.requirements import Finding as Finding
    from govpublic_sdk.official_pages.requirements import Requirement as Requirement
    from govpublic_sdk.official_pages.requirements import Source as Source
    from govpublic_sdk.official_pages.requirements import StandardJudge as StandardJudge
    from govpublic_sdk.official_pages.requirements import requirements_at as requirements_at
    from govpublic_sdk.official_pages.scores import AMUR_2025_06 as AMUR_2025_06
    from govpublic_sdk.official_pages.scores import FORMULAS as FORMULAS
    from govpublic_sdk.official_pages.scores import Formula as Formula
    from govpublic_sdk.official_pages.scores import formula_of as formula_of
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        parts=("activity_metrics epgu gosweb metrics requirements scores"),
        names={
            "_core.text": "Language LocalizedText",
            "official_pages._audit": "Audit AuditPart audit recall",
            "official_pages._coverage": "Coverage Figures coverage",
            "official_pages._forecast": "QUOTAS Forecast forecast",
            "official_pages.collector": "Progress",
            "official_pages.comparison": "Change Comparison Snapshot compare",
            "official_pages.facts": "PageFacts PostFact",
            "official_pages.networks": "NETWORK_NAMES Network NetworkPage",
            "official_pages.registry.registry": "DuplicateGroup Registry Remark",
            "official_pages.report": ("Entry Judge PageReport PartScore Result Score UnparsedRow"),
            "official_pages.requirements": (
                "REQUIREMENTS Finding Requirement Source StandardJudge requirements_at"
            ),
            "official_pages.scores": "AMUR_2025_06 FORMULAS Formula formula_of",
        },
    )
