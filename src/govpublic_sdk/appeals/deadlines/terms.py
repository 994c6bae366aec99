"""One term of a policy: what it is for, from when it is counted, when it applies; no reckoning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.validation import check_whole
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import ParameterError

__all__ = ["Extension", "Roll", "StartMoment", "Term", "TermUnit"]

Roll: TypeAlias = Literal["keep", "forward", "back"]
TermUnit: TypeAlias = Literal["calendar_days", "working_days", "working_hours", "moment"]
StartMoment: TypeAlias = Literal[
    "submitted", "registered", "forwarded", "interim", "platform_due", "due"
]

_MAX_AMOUNT = 10_000  # days or hours; no law has a longer term
_KIND = re.compile(r"[a-z][a-z_]*")
_KINDS = "registration, forwarding, interim, final, platform, control"


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How one deadline is reckoned: срок.

    Days are counted from the day after the start (ГК РФ ст. 191, by analogy) and end with the last
    of them. Working hours are counted from the start itself.

    Attributes:
        kind: What must be done, as in `Deadline.kind`.
        since: The event from which it is counted; of several, the first that is known. `due` is
            the date of the final answer, by the platform or by the policy.
        amount: How many. Days may be negative: before `since`. 0 for a `moment`.
        unit: What is counted. A `moment` is not counted: it is due when `since` is.
        basis: The article of the law or the act, in Russian; None where it is only a custom.
        roll: What happens to calendar days that end on a day off: they `keep` their end, or it
            moves `forward` or `back` to a working day.
        marks: What an appeal must be for the term to apply, such as `fast_track` or `raised`.
        categories: Categories to one of which it must belong; all, where none is named. Case does
            not matter.
        is_fallback: Whether it applies only where the platform gave no date.
        binds_if: What an appeal must be for the term to bind; without it, the deadline is shown,
            but conditional.

    Raises:
        ParameterError: A word is unknown, or the amount does not suit the unit.
    """

    kind: str
    since: tuple[StartMoment, ...]
    amount: int = 0
    unit: TermUnit = "calendar_days"
    basis: str | None = None
    roll: Roll = "keep"
    marks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_fallback: bool = False
    binds_if: str | None = None

    def __post_init__(self) -> None:
        if not _KIND.fullmatch(self.kind):
            raise ParameterError(
                "kind", show_value(self.kind), Text("{kinds}, or a word of a-z and _", kinds=_KINDS)
            )
        _check_tuple("since", self.since)
        for start in self.since or ("",):
            _check_choice("since", start, get_args(StartMoment))
        check_count(self.amount, self.unit, self.roll)
        for name, words in (("marks", self.marks), ("categories", self.categories)):
            _check_tuple(name, words)

    @property
    def depends(self) -> bool:
        """Whether it is counted from another deadline."""
        return "due" in self.since

    @check_arguments
    def applies(self, marks: frozenset[str], categories: frozenset[str], has_date: bool) -> bool:
        """Whether it applies to an appeal.

        Args:
            marks: What the appeal is.
            categories: The categories to which it belongs, in lower case.
            has_date: Whether the platform gave a date.
        """
        if self.is_fallback and has_date:
            return False
        of_category = not self.categories or any(
            category.strip().casefold() in categories for category in self.categories
        )
        return of_category and marks.issuperset(self.marks)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """How far a final answer may be put off: продление срока.

    Attributes:
        amount: How many at most, counted from the former date.
        unit: What is counted.
        basis: The article of the law or the act, in Russian.
        roll: As in `Term`.

    Raises:
        ParameterError: A word is unknown, or the amount is less than 1.
    """

    amount: int
    unit: TermUnit = "calendar_days"
    basis: str | None = None
    roll: Roll = "keep"

    def __post_init__(self) -> None:
        check_count(self.amount, self.unit, self.roll)
        if self.amount < 1:
            raise ParameterError("amount", show_value(self.amount), "1 or more")


def check_count(amount: int, unit: str, roll: str) -> None:
    """Refuse what cannot be counted.

    Raises:
        ParameterError: A word is unknown, or the amount does not suit the unit.
    """
    _check_choice("unit", unit, get_args(TermUnit))
    _check_choice("roll", roll, get_args(Roll))
    check_whole("amount", amount, Text("a whole number, at most {max}", max=_MAX_AMOUNT))
    if unit == "moment":
        fits, allowed = amount == 0, Text("0 for the unit 'moment'")
    elif unit == "working_hours":
        fits, allowed = (
            1 <= amount <= _MAX_AMOUNT,
            Text("{min} to {max} working hours", min=1, max=_MAX_AMOUNT),
        )
    else:
        fits, allowed = (
            amount != 0 and abs(amount) <= _MAX_AMOUNT,
            Text("±1 to ±{max} days", max=_MAX_AMOUNT),
        )
    if not fits:
        raise ParameterError("amount", show_value(amount), allowed)


def _check_choice(parameter: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ParameterError(parameter, show_value(value), any_of(allowed))


def _check_tuple(parameter: str, value: object) -> None:
    """A bare text would be read letter by letter."""
    if not isinstance(value, tuple):
        raise ParameterError(parameter, describe(value), "a tuple of texts")
