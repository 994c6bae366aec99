"""Deadlines of stored appeals: reckoned once, by a policy that is kept with them.

A later policy recounts nothing. What was not known at first, such as the day of registration, is
filled in by the policy that was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.of_appeal import reckoned_of
from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
from govpublic_sdk.appeals.deadlines.shipped import POLICIES
from govpublic_sdk.appeals.desk.bodies import digest_of
from govpublic_sdk.appeals.parameters import each_of
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal
from govpublic_sdk.models.deadlines import Deadline
from govpublic_sdk.store.failures import reads_stored

__all__ = ["WrittenPolicy", "by_regime", "read_policy", "reckoned", "renewed"]


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """A policy and its text, which is kept with what it reckons.

    Attributes:
        policy: The policy.
        text: The whole of it, as JSON.
        digest: What changes when the text does.
    """

    policy: DeadlinePolicy
    text: str
    digest: bytes

    @classmethod
    def of(cls, policy: DeadlinePolicy) -> WrittenPolicy:
        """A policy, written down."""
        text = policy.as_json()
        return cls(policy, text, digest_of(text))


def by_regime(
    policies: Mapping[str, DeadlinePolicy] | Iterable[DeadlinePolicy] | None,
) -> Mapping[str, WrittenPolicy]:
    """Policies by the regime that they are for, written down.

    Args:
        policies: Some policies; None for those that stand for the whole country.

    Raises:
        ParameterError: Two are for one regime.
    """
    if policies is None:
        policies = POLICIES
    if isinstance(policies, Mapping):
        given = cast("Mapping[str, DeadlinePolicy]", policies)
        each_of("policies", given.values(), DeadlinePolicy, "a list of DeadlinePolicy")
        return {regime: WrittenPolicy.of(one) for regime, one in given.items()}
    found: dict[str, WrittenPolicy] = {}
    for one in each_of("policies", policies, DeadlinePolicy, "a list of DeadlinePolicy"):
        if one.regime in found:
            raise ParameterError(
                "policies",
                Text("two policies of regime {regime}", regime=show_value(one.regime)),
                "one policy for each regime",
            )
        found[one.regime] = WrittenPolicy.of(one)
    return found


@reads_stored
@lru_cache(maxsize=32)
def read_policy(text: str) -> DeadlinePolicy:
    """The policy of a text."""
    return DeadlinePolicy.from_json(text)


def reckoned(appeal: Appeal, policy: DeadlinePolicy | None) -> tuple[Deadline, ...]:
    """The deadlines of an appeal: those of its policy, and what else the channel tells.

    Args:
        appeal: As the channel tells it.
        policy: What rules it; None where nobody knows.
    """
    if policy is None:
        return appeal.deadlines
    own = _own(appeal, policy)
    kinds = {one.kind for one in own}
    return (*own, *(one for one in appeal.deadlines if one.kind not in kinds))


def _own(appeal: Appeal, policy: DeadlinePolicy) -> tuple[Deadline, ...]:
    """The deadlines of the policy; none where a date lies at the end of all years."""
    try:
        return reckoned_of(appeal, policy)
    except ParameterError:
        return ()


def renewed(kept: Iterable[Deadline], fresh: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Deadlines that stand, with what was not known before: a start, an end.

    Dates are not moved, but for the platform's own, which is its to move.

    Args:
        kept: What was reckoned before.
        fresh: What would be reckoned now, by the same policy.
    """
    new = {one.kind: one for one in fresh}
    stand = [_renewed(one, new.pop(one.kind, None)) for one in kept]
    return (*stand, *new.values())


def _renewed(kept: Deadline, fresh: Deadline | None) -> Deadline:
    if fresh is None:
        return kept
    is_moved = kept.kind == "platform" and fresh.due_at not in (None, kept.due_at)
    if kept.due_at is None or is_moved:
        return fresh
    return kept.model_copy(update={"met_at": kept.met_at or fresh.met_at})
