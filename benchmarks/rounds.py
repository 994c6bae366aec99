"""Two or more ways of doing the same, in turn, several times: medians and ratios of one run.

A shared machine is noisy, so only ratios inside of one run are compared, round by round.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what was measured, how much, and what was hoped for."""

    what: str
    figure: float
    unit: str
    reach: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the hope was met; nothing where there is none."""
        if self.reach is None:
            return ""
        met = self.figure >= self.reach if self.at_least else self.figure <= self.reach
        return "met" if met else "MISSED"


def seconds(action: Callable[[], object], times: int) -> float:
    """Seconds that one of `times` repetitions takes."""
    gc.collect()
    started = time.perf_counter()
    for _ in range(times):
        action()
    return (time.perf_counter() - started) / times


def in_turn(
    ways: Mapping[str, Callable[[], float]], *, rounds: int = 11, warm: int = 1
) -> dict[str, list[float]]:
    """Measure each way once in every round; the first rounds are thrown away."""
    figures: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + warm):
        for name, measure in ways.items():
            figure = measure()
            if number >= warm:
                figures[name].append(figure)
    return figures


def ratio(figures: Mapping[str, list[float]], way: str, base: str) -> float:
    """The median of the round-by-round ratios of one way to another."""
    return statistics.median(a / b for a, b in zip(figures[way], figures[base], strict=True))


def median(figures: Mapping[str, list[float]], way: str) -> float:
    """The median of one way."""
    return statistics.median(figures[way])


def python(program: str) -> str:
    """What a fresh interpreter prints for a program."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def table(title: str, rows: list[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [f"### {title}", "", "| what | figure | reach | |", "| --- | --- | --- | --- |"]
    for row in rows:
        bound = "at least" if row.at_least else "at most"
        reach = "" if row.reach is None else f"{bound} {row.reach:g}"
        what = f"{row.what} ({row.note})" if row.note else row.what
        lines.append(f"| {what} | {row.figure:.3g} {row.unit} | {reach} | {row.verdict} |")
    return "\n".join(lines)
