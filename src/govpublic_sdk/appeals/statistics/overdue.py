"""Appeals that are overdue, as slim values without any word or contact of a citizen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import aware
from govpublic_sdk.appeals.statistics.grouping import TopicKey, body_of, place_of, topic_of
from govpublic_sdk.appeals.statistics.standing import TermStanding, term_of

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = [
    "OverdueAppeal",
    "overdue",
    "urgency",
]

_PARTS = re.compile("([^_:/-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueAppeal:
    """An appeal whose term is over.

    Attributes:
        due_at: By when something had to be done.
        id: Channel and key.
        label: The same for a list that others see: where the key holds the account of the citizen,
            as those of messages do, that is left out.
        regime: Which law rules it.
        topic: What it is about.
        municipality: Where the matter is; nothing finer is stored.
        body: The body that has to answer.
    """

    due_at: datetime
    id: AppealId
    label: str
    regime: str | None = None
    topic: TopicKey = field(default_factory=TopicKey)
    municipality: str | None = None
    body: str | None = None

    @classmethod
    @check_arguments
    def of(cls, appeal: Appeal, term: TermStanding) -> OverdueAppeal | None:
        """The overdue appeal; None for one that is not overdue.

        Args:
            appeal: The appeal.
            term: Its state against its deadlines.
        """
        if term.standing != "overdue" or term.due_at is None:
            return None
        return cls(
            due_at=term.due_at,
            id=appeal.id,
            label=_label(appeal),
            regime=None if appeal.regime is None else str(appeal.regime),
            topic=topic_of(appeal.category),
            municipality=place_of(appeal).municipality,
            body=body_of(appeal),
        )

    @check_arguments
    def late_by(self, now: datetime) -> timedelta:
        """How long it has been overdue.

        Args:
            now: The moment of asking, with its zone.
        """
        return now - self.due_at


@check_arguments
def overdue(appeals: Iterable[Appeal], *, now: datetime) -> list[OverdueAppeal]:
    """The appeals whose term is over, the longest overdue first.

    Args:
        appeals: The appeals, with their deadlines.
        now: The moment at which terms are judged.

    Raises:
        ParameterError: The moment has no zone.
    """
    at = aware("now", now)
    found = (OverdueAppeal.of(appeal, term_of(appeal, at)) for appeal in appeals)
    return sorted((one for one in found if one), key=urgency)


def _label(appeal: Appeal) -> str:
    account = appeal.applicant.account if appeal.applicant else None
    if account is None:
        return str(appeal.id)
    hidden = account.reveal()
    parts = ("…" if part == hidden else part for part in _PARTS.split(appeal.id.key))
    return f"{appeal.id.channel}/{''.join(parts)}"


def urgency(appeal: OverdueAppeal) -> tuple[datetime, AppealId]:
    """The order of a list of what is overdue: the longest first."""
    return appeal.due_at, appeal.id
