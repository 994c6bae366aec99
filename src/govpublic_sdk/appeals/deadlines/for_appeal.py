"""The facts of an `Appeal` that terms are counted from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import check_type
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import FINAL_KINDS, Appeal

if TYPE_CHECKING:
    from govpublic_sdk.models.deadlines import Deadline

__all__ = [
    "calculate_for_appeal",
    "deadlines_of",
]


@check_arguments
def deadlines_of(
    appeal: Appeal,
    policy: DeadlinePolicy,
    *,
    raised: bool = False,
    misdirected: bool = False,
    marks: str | Iterable[str] = (),
) -> tuple[Deadline, ...]:
    """The deadlines of an appeal by a policy, for an appeal that has none of its own yet.

    The date of the platform is that of its deadline of kind `platform`, if there is one. The final
    answer was given with the first answer that is final, a refusal or a forwarding, or else when
    the appeal was closed.

    Args:
        appeal: The appeal.
        policy: The policy of its regime.
        raised: Whether it is of raised importance.
        misdirected: Whether it is known that another body is competent.
        marks: Further words that terms of the policy ask for.

    Raises:
        ParameterError: The policy is of another regime, or something else altogether.
        ConfigurationError: This computer does not know the zone of the policy.
    """
    check_type("appeal", appeal, Appeal, "an Appeal")
    check_type("policy", policy, DeadlinePolicy, "a DeadlinePolicy, for example POS_MESSAGE")
    if appeal.regime not in (None, policy.regime):
        raise ParameterError(
            "policy",
            Text("a policy of regime {regime}", regime=show_value(policy.regime)),
            Text("a policy of regime {regime}", regime=show_value(appeal.regime)),
        )
    return calculate_for_appeal(appeal, policy, raised=raised, misdirected=misdirected, marks=marks)


def calculate_for_appeal(
    appeal: Appeal,
    policy: DeadlinePolicy,
    *,
    raised: bool = False,
    misdirected: bool = False,
    marks: str | Iterable[str] = (),
) -> tuple[Deadline, ...]:
    """The same by a policy that was chosen already, whatever regime it is for."""
    forwarded_at = _first(appeal, "forward")
    return policy.deadlines(
        submitted_at=appeal.submitted_at,
        registered_at=appeal.registered_at,
        platform_due=next(
            (deadline.due_at for deadline in appeal.deadlines if deadline.kind == "platform"), None
        ),
        forwarded_at=forwarded_at,
        interim_at=_first(appeal, "interim"),
        answered_at=_first(appeal, *FINAL_KINDS) or appeal.closed_at,
        fast_track=bool(appeal.fast_track),
        raised=raised,
        misdirected=misdirected or forwarded_at is not None,
        marks=marks,
        categories=_categories(appeal),
    )


def _first(appeal: Appeal, *kinds: str) -> datetime | None:
    moments = (
        answer.at for answer in appeal.answers if answer.kind in kinds and answer.at is not None
    )
    return min(moments, default=None)


def _categories(appeal: Appeal) -> Iterator[str]:
    """The names and ids of its category, of all levels."""
    if appeal.category is not None:
        for level in (appeal.category.group, appeal.category.topic, appeal.category.fact):
            if level is not None:
                yield from filter(None, (level.id, level.name))
