"""Appeals as slim rows: 100,000 put in term order and counted, and figures of 400,000 incidents."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from collecting import peak
from rounds import Row

_HERE = Path(__file__).parent
_JOBS = ("rows", "figures")
_ROWS, _INCIDENTS = 100_000, 400_000
_NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)
_STAGES = ("submitted", "registered", "in_progress", "closed", "answered", "reopened")


def measure() -> list[Row]:
    """Each job in a process of its own, so that its peak of memory is its own."""
    return [row for job in _JOBS for row in _measured(job)]


def _measured(job: str) -> list[Row]:
    program = [sys.executable, str(_HERE / "appeal_rows.py"), job]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def _appeals(count: int) -> Iterator[Any]:
    """Appeals of many topics and places, each with a text and a deadline."""
    from govpublic_sdk.models import Appeal

    for number in range(count):
        came = _NOW - timedelta(minutes=number % 43_200)
        stage = _STAGES[number % len(_STAGES)]
        done = stage in ("closed", "answered")
        yield Appeal.model_validate(
            {
                "id": (f"channel:{number % 12}", str(number)),
                "regime": ("message", "incident", "appeal_59fz")[number % 3],
                "text": "Во дворе третий день не горят фонари. " * 5,
                "category": {
                    "group": {"name": f"Группа {number % 359 % 26}"},
                    "topic": {"name": f"Тема {number % 359}"},
                },
                "place": {"municipality": f"Район {number % 40}"},
                "responsible": {"name": f"Администрация {number % 60}"},
                "stage": stage,
                "outcome": "solved" if done else "none",
                "submitted_at": came,
                "closed_at": came + timedelta(days=5) if done else None,
                "deadlines": [{"kind": "final", "due_at": came + timedelta(days=number % 30)}],
            }
        )


def _rows() -> list[dict[str, Any]]:
    from govpublic_sdk.appeals.rows import AppealRow, count_rows, sort_by_due

    rows = [AppealRow.of(appeal) for appeal in _appeals(_ROWS)]
    started = time.perf_counter()
    ordered = sort_by_due(rows)
    counts = count_rows(ordered, _NOW)
    took = time.perf_counter() - started
    assert counts.total == _ROWS
    assert ordered[0].due_at is not None
    what = f"{_ROWS:,} slim rows"
    note = f"{counts.open:,} open, {counts.overdue:,} overdue"
    return [
        {"what": f"{what}, term order and counts", "figure": took, "unit": "s", "note": note},
        {"what": f"{what}, peak memory", "figure": peak(), "unit": "MiB", "reach": 300},
    ]


def _figures() -> list[dict[str, Any]]:
    """The same 4,000 appeals again and again, so that making them is not what is measured."""
    from govpublic_sdk.appeals.statistics import daily, summary

    some = list(_appeals(4_000))
    before = peak()
    started = time.perf_counter()
    whole = summary(islice(cycle(some), _INCIDENTS), now=_NOW)
    summed = time.perf_counter()
    day = daily(
        islice(cycle(some), _INCIDENTS), day=date(2026, 11, 25), zone="Europe/Samara", now=_NOW
    )
    ended = time.perf_counter()
    assert whole.total.total == _INCIDENTS
    what = f"{_INCIDENTS:,} appeals"
    groups = f"{len(whole.by_topic):,} topics"
    note = f"{day.total.figures.total:,} in play"
    return [
        {"what": f"{what}, figures", "figure": summed - started, "unit": "s", "note": groups},
        {"what": f"{what}, the day", "figure": ended - summed, "unit": "s", "note": note},
        {"what": f"{what}, memory of both", "figure": peak() - before, "unit": "MiB"},
    ]


if __name__ == "__main__":
    print(json.dumps(globals()[f"_{sys.argv[1]}"]()))
