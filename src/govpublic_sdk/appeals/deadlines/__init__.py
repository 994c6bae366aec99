"""Terms of the law: the working calendar, policies, and deadlines that are reckoned from them.

The public names, loaded when first used. Nothing here asks a service or knows the present moment;
`Deadline` itself lives in `models`. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
    from govpublic_sdk.appeals.deadlines.explaining import explain
    from govpublic_sdk.appeals.deadlines.extending import extended
    from govpublic_sdk.appeals.deadlines.marked_days import MarkedDay, RegionDay, radonitsa
    from govpublic_sdk.appeals.deadlines.of_appeal import deadlines_of
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
    from govpublic_sdk.appeals.deadlines.reckoning import governing, next_due, settled
    from govpublic_sdk.appeals.deadlines.russia import NO_HOLIDAYS, RUSSIA
    from govpublic_sdk.appeals.deadlines.shipped import (
        APPEAL_59FZ,
        POLICIES,
        POS_MESSAGE,
        POS_MESSAGE_CONTROLLED,
        SEVASTOPOL_INCIDENT,
    )
    from govpublic_sdk.appeals.deadlines.terms import Extension, Term
    from govpublic_sdk.appeals.deadlines.working_hours import Span, WorkingHours
    from govpublic_sdk.models.deadlines import Deadline
else:
    __getattr__, __dir__ = lazy(
        __name__,
        names={
            "appeals.deadlines.calendar": "WorkCalendar",
            "appeals.deadlines.explaining": "explain",
            "appeals.deadlines.extending": "extended",
            "appeals.deadlines.marked_days": "MarkedDay RegionDay radonitsa",
            "appeals.deadlines.of_appeal": "deadlines_of",
            "appeals.deadlines.policy": "DeadlinePolicy",
            "appeals.deadlines.reckoning": "governing next_due settled",
            "appeals.deadlines.russia": "NO_HOLIDAYS RUSSIA",
            "appeals.deadlines.shipped": (
                "APPEAL_59FZ POLICIES POS_MESSAGE POS_MESSAGE_CONTROLLED SEVASTOPOL_INCIDENT"
            ),
            "appeals.deadlines.terms": "Extension Term",
            "appeals.deadlines.working_hours": "Span WorkingHours",
            "models.deadlines": "Deadline",
        },
    )

__all__ = [
    "APPEAL_59FZ",
    "NO_HOLIDAYS",
    "POLICIES",
    "POS_MESSAGE",
    "POS_MESSAGE_CONTROLLED",
    "RUSSIA",
    "SEVASTOPOL_INCIDENT",
    "Deadline",
    "DeadlinePolicy",
    "Extension",
    "MarkedDay",
    "RegionDay",
    "Span",
    "Term",
    "WorkCalendar",
    "WorkingHours",
    "deadlines_of",
    "explain",
    "extended",
    "governing",
    "next_due",
    "radonitsa",
    "settled",
]
