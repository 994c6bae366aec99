"""The working calendar of Russia, from decrees and the Labour Code; regions add days of theirs."""

from __future__ import annotations

from govpublic_sdk.appeals.deadlines._days_table import COMPARED
from govpublic_sdk.appeals.deadlines.calendar import WorkCalendar
from govpublic_sdk.appeals.deadlines.labour_code import DECREED_YEARS, decreed_days

__all__ = ["NO_HOLIDAYS", "RUSSIA"]

RUSSIA = WorkCalendar(id=f"ru {COMPARED}", days=decreed_days(), years=DECREED_YEARS)
"""Russia, 2023 to 2027 as decreed; other years by the Labour Code alone, as an estimate.

The decree of 2027 was seen in one source only.
"""

NO_HOLIDAYS = WorkCalendar(id="no holidays", beyond="no holidays")
"""Monday to Friday, whatever day it is: for desks that keep no holidays."""
