"""Terms of the law: the working calendar, policies, and deadlines that are reckoned from them.

The public names, loaded when first used. Nothing here asks a service or knows the present moment;
`Deadline` itself lives in `models`. Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

_HERE = "appeals.deadlines"
_HOMES = {
    "APPEAL_59FZ": f"{_HERE}.shipped",
    "Deadline": "models.deadlines",
    "DeadlinePolicy": f"{_HERE}.policy",
    "Extension": f"{_HERE}.terms",
    "MarkedDay": f"{_HERE}.marked_days",
    "NO_HOLIDAYS": f"{_HERE}.russia",
    "POLICIES": f"{_HERE}.shipped",
    "POS_MESSAGE": f"{_HERE}.shipped",
    "POS_MESSAGE_CONTROLLED": f"{_HERE}.shipped",
    "RUSSIA": f"{_HERE}.russia",
    "RegionDay": f"{_HERE}.marked_days",
    "SEVASTOPOL_INCIDENT": f"{_HERE}.shipped",
    "Span": f"{_HERE}.working_hours",
    "Term": f"{_HERE}.terms",
    "WorkCalendar": f"{_HERE}.calendar",
    "WorkingHours": f"{_HERE}.working_hours",
    "deadlines_of": f"{_HERE}.of_appeal",
    "explain": f"{_HERE}.explaining",
    "extended": f"{_HERE}.extending",
    "governing": f"{_HERE}.reckoning",
    "next_due": f"{_HERE}.reckoning",
    "radonitsa": f"{_HERE}.marked_days",
    "settled": f"{_HERE}.reckoning",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
