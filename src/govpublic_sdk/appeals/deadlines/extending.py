"""Putting off a final answer: which deadline takes the place of the former one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.deadlines.reckoning import governing, inheriting, reckoned
from govpublic_sdk.appeals.deadlines.terms import Term
from govpublic_sdk.appeals.parameters import check_type, check_whole
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy

__all__ = ["extend", "extended"]


def extend(
    policy: DeadlinePolicy, deadlines: Iterable[Deadline], amount: int | None
) -> tuple[Deadline, ...]:
    """The same deadlines, with that of the final answer put off; see `DeadlinePolicy.extend`."""
    given = tuple(deadlines)
    answer = governing(given)
    if answer is None:
        raise ParameterError("deadlines", "without a final answer", "deadlines with a final answer")
    later = extended(answer, policy, amount=amount)
    terms = {term.kind: term for term in policy.terms if term.depends}
    return tuple(_put_off(policy, one, answer, later, terms.get(one.kind)) for one in given)


@check_arguments
def extended(deadline: Deadline, policy: DeadlinePolicy, *, amount: int | None = None) -> Deadline:
    """The deadline that takes the place of one of a final answer, when that is put off.

    It is counted from the former date, as if that had not been moved from a day off.

    Args:
        deadline: The deadline of the final answer.
        policy: The policy that allows the extension.
        amount: How many days or hours; without it, as many as the policy allows.

    Raises:
        ParameterError: The policy knows no extension, or not so long a one; or there is no date to
            put off, or it was put off before.
    """
    check_type("deadline", deadline, Deadline, "a Deadline; `governing` may give None")
    rule = policy.extension
    if rule is None:
        raise ParameterError("policy", show_value(policy.id), "a policy with an extension")
    if deadline.due_at is None or deadline.kind not in ("final", "platform"):
        raise ParameterError(
            "deadline", show_value(deadline.kind), "'final' or 'platform', with a date"
        )
    chosen = rule.amount if amount is None else amount
    check_whole("amount", chosen, Text("{min} to {max}", min=1, max=rule.amount))
    if not 1 <= chosen <= rule.amount:
        raise ParameterError(
            "amount", show_value(chosen), Text("{min} to {max}", min=1, max=rule.amount)
        )
    term = Term(
        kind="extension",
        since=("due",),
        amount=chosen,
        unit=rule.unit,
        basis=rule.basis,
        roll=rule.roll,
    )
    start = deadline.rolled_from or deadline.due_at
    made = reckoned(replace(policy, zone=deadline.zone or policy.zone), term, {"due": start}, ())
    return inheriting(made, deadline).model_copy(update={"met_at": deadline.met_at})


def _put_off(
    policy: DeadlinePolicy,
    one: Deadline,
    answer: Deadline,
    later: Deadline,
    term: Term | None,
) -> Deadline:
    if one is answer:
        return later
    if term is None or later.due_at is None:
        return one
    made = reckoned(policy, term, {"due": later.due_at}, ())
    return inheriting(made, later).model_copy(update={"met_at": one.met_at})
