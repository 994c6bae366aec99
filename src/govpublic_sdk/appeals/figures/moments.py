"""When an appeal came, was answered first and at last, as it tells itself; terms are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk.models.appeals import FINAL_KINDS

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["first_answered_at", "first_final_at", "last_final_at", "received_at", "time_to"]


def received_at(appeal: Appeal) -> datetime | None:
    """When it came: when it was sent, else when it was registered."""
    return appeal.submitted_at or appeal.registered_at


def first_answered_at(appeal: Appeal) -> datetime | None:
    """When the citizen was answered first, with whatever answer."""
    if not appeal.answers:
        return None
    return min((one.at for one in appeal.answers if one.at is not None), default=None)


def first_final_at(appeal: Appeal) -> datetime | None:
    """When the first final answer was given, by which a term is met; else when it was closed."""
    return min(_finals(appeal), default=appeal.closed_at)


def last_final_at(appeal: Appeal) -> datetime | None:
    """When the last final answer was given; else when it was closed.

    None for what is open, also where it was answered once and came back.
    """
    return None if appeal.is_open else max(_finals(appeal), default=appeal.closed_at)


def time_to(appeal: Appeal, moment: datetime | None) -> timedelta | None:
    """How long it took from the coming to a moment; None where that is not known.

    A moment before the coming is an error of whoever wrote it down, so nothing is known from it.
    """
    start = received_at(appeal)
    if start is None or moment is None or moment < start:
        return None
    return moment - start


def _finals(appeal: Appeal) -> Iterator[datetime]:
    for one in appeal.answers:
        if one.kind in FINAL_KINDS and one.at is not None:
            yield one.at
