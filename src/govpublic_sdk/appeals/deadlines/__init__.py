"""Terms of the law: the working calendar, policies, and deadlines that are reckoned from them.

The public names, loaded when first used. Nothing here asks a service or knows the present moment;
`Deadline` itself lives in `models`. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines._explain import explain as explain
    from govpublic_sdk.appeals.deadlines.calculation import extend_deadline as extend_deadline
    from govpublic_sdk.appeals.deadlines.calculation import main_deadline as main_deadline
    from govpublic_sdk.appeals.deadlines.calculation import mark_met as mark_met
    from govpublic_sdk.appeals.deadlines.calculation import next_due as next_due
    from govpublic_sdk.appeals.deadlines.calendar import NO_HOLIDAYS as NO_HOLIDAYS
    from govpublic_sdk.appeals.deadlines.calendar import RUSSIA as RUSSIA
    from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar as WorkCalendar
    from govpublic_sdk.appeals.deadlines.for_appeal import deadlines_of as deadlines_of
    from govpublic_sdk.appeals.deadlines.marked_days import MarkedDay as MarkedDay
    from govpublic_sdk.appeals.deadlines.marked_days import RegionDay as RegionDay
    from govpublic_sdk.appeals.deadlines.marked_days import radonitsa as radonitsa
    from govpublic_sdk.appeals.deadlines.policies import APPEAL_59FZ as APPEAL_59FZ
    from govpublic_sdk.appeals.deadlines.policies import POLICIES as POLICIES
    from govpublic_sdk.appeals.deadlines.policies import POS_MESSAGE as POS_MESSAGE
    from govpublic_sdk.appeals.deadlines.policies import (
        POS_MESSAGE_CONTROLLED as POS_MESSAGE_CONTROLLED,
    )
    from govpublic_sdk.appeals.deadlines.policies import SEVASTOPOL_INCIDENT as SEVASTOPOL_INCIDENT
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy as DeadlinePolicy
    from govpublic_sdk.appeals.deadlines.terms import Extension as Extension
    from govpublic_sdk.appeals.deadlines.terms import Term as Term
    from govpublic_sdk.appeals.deadlines.working_hours import Span as Span
    from govpublic_sdk.appeals.deadlines.working_hours import WorkingHours as WorkingHours
    from govpublic_sdk.models.deadlines import Deadline as Deadline
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        names={
            "appeals.deadlines._explain": "explain",
            "appeals.deadlines.calculation": "extend_deadline main_deadline mark_met next_due",
            "appeals.deadlines.calendar": "NO_HOLIDAYS RUSSIA WorkCalendar",
            "appeals.deadlines.for_appeal": "deadlines_of",
            "appeals.deadlines.marked_days": "MarkedDay RegionDay radonitsa",
            "appeals.deadlines.policies": (
                "APPEAL_59FZ POLICIES POS_MESSAGE POS_MESSAGE_CONTROLLED SEVASTOPOL_INCIDENT"
            ),
            "appeals.deadlines.policy": "DeadlinePolicy",
            "appeals.deadlines.terms": "Extension Term",
            "appeals.deadlines.working_hours": "Span WorkingHours",
            "models.deadlines": "Deadline",
        },
    )
