"""A day against the day before and against the mean of seven days, with a verdict; no counting.

The rule: more of what is bad is worse, fewer is better, and the other way round for what is good.
Less than half an appeal more or fewer than a mean is the same. Where both figures are below
`SMALL_BASE` the verdict is empty: the change of so few is not significant.
A day that is not covered is not nought, and a mean needs all of its seven days. A day that is not
over yet may be reported to have grown, but not to have stayed or fallen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = [
    "SMALL_BASE",
    "Comparison",
    "DayCounts",
    "Growth",
    "Verdict",
    "verdict_of",
]

Growth: TypeAlias = Literal["worse", "better"]
Verdict: TypeAlias = Literal["worse", "better", "same", "few", "unknown"]

SMALL_BASE = 10
"""Below this there is no verdict, where both figures are."""


_HALF = 0.5  # of an appeal: means are compared with whole counts


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure against another.

    Attributes:
        base: What it is compared with; None where that is not known.
        difference: How many more it is; negative for fewer.
        verdict: `worse`, `better`, `same`; `few` where both are too small for a verdict, `unknown`
            where there is nothing to compare with, or the day may still grow.
    """

    base: float | None
    difference: float | None
    verdict: Verdict

    @property
    def share(self) -> float | None:
        """The difference as a share of the base; None where the base is nought or not known."""
        return self.difference / self.base if self.base and self.difference is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    """How many of something a day had, and the seven days before it.

    Attributes:
        days: The counts of the seven days before and of the day itself, oldest first; None for a
            day that is not covered.
        growth: What more of it means.
        small_base: If both figures are below this, the verdict is empty.
        is_over: Whether the day was over when it was counted.
    """

    days: tuple[int | None, ...]
    growth: Growth = "worse"
    small_base: float = SMALL_BASE
    is_over: bool = True

    @property
    def count(self) -> int | None:
        """How many the day had."""
        return self.days[-1]

    @property
    def mean(self) -> float | None:
        """The mean of the seven days before the day; None where one of them is not covered."""
        known = [day for day in self.days[:-1] if day is not None]
        return sum(known) / len(known) if len(known) == len(self.days) - 1 else None

    @property
    def to_day_before(self) -> Comparison:
        """The day against the day before."""
        return self._against(self.days[-2])

    @property
    def to_mean(self) -> Comparison:
        """The day against the mean of the seven days before it."""
        return self._against(self.mean)

    def _against(self, base: float | None) -> Comparison:
        count = self.count
        if count is None or base is None:
            return Comparison(base, None, "unknown")
        if not self.is_over and count <= base:
            return Comparison(base, count - base, "unknown")
        verdict = verdict_of(count, base, self.growth, self.small_base)
        return Comparison(base, count - base, verdict)


def verdict_of(
    count: float, base: float, growth: Growth, small_base: float = SMALL_BASE
) -> Verdict:
    """Whether a figure is worse than another, by the rule of this module.

    Args:
        count: The figure.
        base: What it is compared with.
        growth: What more of it means.
        small_base: If both are below this, the verdict is empty.
    """
    if max(count, base) < small_base:
        return "few"
    if abs(count - base) < _HALF:
        return "same"
    return growth if count > base else "better" if growth == "worse" else "worse"
