"""Appeals in figures: by topic, place and owner, in and out of term, day against day.

The public names. The figures are pure functions of appeals and a moment; tables, pictures and pages
are made of them in `reports`. Nothing is defined here.
"""

from __future__ import annotations

from govpublic_sdk.appeals.statistics.change import (
    SMALL_BASE,
    Comparison,
    DayCounts,
    Growth,
    Verdict,
)
from govpublic_sdk.appeals.statistics.counts import Figures, MedianTime
from govpublic_sdk.appeals.statistics.daily import Daily, DayFigures, daily
from govpublic_sdk.appeals.statistics.grouping import (
    Canonical,
    Owner,
    PlaceKey,
    TopicKey,
    body_of,
    body_or_executor,
)
from govpublic_sdk.appeals.statistics.overdue import OverdueAppeal, overdue
from govpublic_sdk.appeals.statistics.standing import Standing, TermStanding, term_of
from govpublic_sdk.appeals.statistics.summary import Summary, summary

__all__ = [
    "SMALL_BASE",
    "Canonical",
    "Comparison",
    "Daily",
    "DayCounts",
    "DayFigures",
    "Figures",
    "Growth",
    "MedianTime",
    "OverdueAppeal",
    "Owner",
    "PlaceKey",
    "Standing",
    "Summary",
    "TermStanding",
    "TopicKey",
    "Verdict",
    "body_of",
    "body_or_executor",
    "daily",
    "overdue",
    "summary",
    "term_of",
]
