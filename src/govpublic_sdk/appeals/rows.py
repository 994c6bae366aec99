"""Appeals as slim rows, for lists of hundreds of thousands: put in term order, counted.

A row holds no text of a citizen; other facts of the appeal are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from sys import intern
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import check_moment
from govpublic_sdk.appeals.deadlines.calculation import next_due
from govpublic_sdk.models.appeals import DONE_STAGES, AppealId

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["AppealRow", "RowCounts", "count_rows", "sort_by_due"]


@dataclass(frozen=True, slots=True)
class AppealRow:
    """What a list shows of an appeal.

    Attributes:
        id: Channel and key.
        regime: Which law rules it.
        stage: Where the work is.
        due_at: By when something must be done next; None if nothing must, or if unknown.
    """

    id: AppealId
    regime: str | None
    stage: str
    due_at: datetime | None

    @classmethod
    @check_arguments
    def of(cls, appeal: Appeal) -> AppealRow:
        """The row of an appeal."""
        following = next_due(appeal.deadlines) if appeal.is_open else None
        regime = None if appeal.regime is None else intern(str(appeal.regime))
        channel, key = appeal.id
        return cls(
            AppealId(intern(channel), key),
            regime,
            intern(str(appeal.stage)),
            following.due_at if following else None,
        )

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.stage not in DONE_STAGES

    @check_arguments
    def is_overdue(self, now: datetime) -> bool:
        """Whether something should have been done before now; the due second is still in time."""
        return self.is_open and self.due_at is not None and self.due_at < now.replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """How many appeals there are of each kind.

    Attributes:
        total: All.
        open: Those with something left to do.
        overdue: Open ones whose term is over.
        without_term: Open ones whose term is not known.
        by_regime: How many of each regime; None for those whose regime is not known.
        by_stage: How many of each stage.
    """

    total: int
    open: int
    overdue: int
    without_term: int
    by_regime: Mapping[str | None, int] = field(default_factory=dict[str | None, int])
    by_stage: Mapping[str, int] = field(default_factory=dict[str, int])


@check_arguments
def sort_by_due(rows: Iterable[AppealRow]) -> list[AppealRow]:
    """Rows with the most urgent first; those without a term come last, all else by channel and key.

    Args:
        rows: Any rows.
    """
    return sorted(rows, key=_due_order)


def _due_order(row: AppealRow) -> tuple[bool, float, AppealId]:
    return row.due_at is None, row.due_at.timestamp() if row.due_at else 0.0, row.id


@check_arguments
def count_rows(rows: Iterable[AppealRow], now: datetime) -> RowCounts:
    """Count rows in one pass.

    Args:
        rows: Any rows.
        now: The time against which deadlines are compared, aware.
    """
    check_moment("now", now)
    regimes: Counter[str | None] = Counter()
    stages: Counter[str] = Counter()
    open_count = overdue = without_term = 0
    for row in rows:
        regimes[row.regime] += 1
        stages[row.stage] += 1
        if row.is_open:
            open_count += 1
            overdue += row.is_overdue(now)
            without_term += row.due_at is None
    return RowCounts(
        total=stages.total(),
        open=open_count,
        overdue=overdue,
        without_term=without_term,
        by_regime=dict(regimes),
        by_stage=dict(stages),
    )
