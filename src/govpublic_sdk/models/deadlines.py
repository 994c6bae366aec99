"""By when something must be done with an appeal, as it was reckoned once; nothing reckons here."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Word

__all__ = ["Deadline", "DeadlineKind", "DeadlineUnit"]

DeadlineKind = Annotated[
    Literal["registration", "forwarding", "interim", "final", "extension", "platform", "control"]
    | str,
    Word,
]

DeadlineUnit = Annotated[
    Literal["calendar_days", "working_days", "working_hours", "moment"] | str,
    Word,
]


class Deadline(Model, frozen=True):
    """A deadline, «срок».

    It is stored with its appeal together with the inputs of its calculation, so that it stays
    valid when the policy or the calendar changes.

    Attributes:
        kind: The required action: `registration`, `forwarding` to the competent body, `interim`
            answer, `final` answer, final answer after an `extension`, the `platform`'s own date of
            the final answer, an internal `control` date.
        due_at: The last moment that is on time; None if it is unknown, such as before the start
            is known.
        started_at: Start of the period.
        unit: Unit of the period; `moment` if the date was given.
        amount: Number of counted days or hours; negative if the date is before the start.
        basis: The article of the law or the act, in Russian.
        policy: The id of the policy of the calculation.
        policy_version: The version of that policy.
        zone: IANA name of the time zone of the calculation.
        calendar: The id of the calendar of days off that was used; None where none was needed.
        rolled_from: When it would have been due, had that not been a day off; else None.
        is_estimate: Whether the calendar of those days was not decreed yet: it may change.
        is_fallback: Whether the platform gave no date, and this is the policy's own.
        is_conditional: Whether it binds only in a case that is not known to be there: forwarding
            binds a body that is not competent. It is never overdue by itself.
        met_at: When it was done; None while it is not.
    """

    kind: DeadlineKind
    due_at: Moment | None = None
    started_at: Moment | None = None
    unit: DeadlineUnit | None = None
    amount: Number | None = None
    basis: str | None = None
    policy: str | None = None
    policy_version: str | None = None
    zone: str | None = None
    calendar: str | None = None
    rolled_from: Moment | None = None
    is_estimate: Flag = False
    is_fallback: Flag = False
    is_conditional: Flag = False
    met_at: Moment | None = None

    def remaining(self, now: datetime) -> timedelta | None:
        """How much time is left; negative when it is over, None when the due date is not known.

        Whole seconds count: the second in which it is due still belongs to the term.

        Args:
            now: The moment of asking, with its zone.

        Raises:
            TypeError: The moment has no zone.
        """
        return None if self.due_at is None else self.due_at - now.replace(microsecond=0)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it was not done in time: it is open and over, or it was done late.

        Args:
            now: The moment of asking, with its zone.

        Raises:
            TypeError: The moment has no zone.
        """
        if self.met_at is not None:
            return self.is_late
        return not self.is_conditional and _is_over(self.remaining(now))

    @property
    def is_late(self) -> bool:
        """Whether it was done, but too late."""
        return self.met_at is not None and _is_over(self.remaining(self.met_at))


def _is_over(left: timedelta | None) -> bool:
    return left is not None and left < timedelta(0)
