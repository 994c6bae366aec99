"""The examples for appeals run as a user runs them: a desk, what is overdue, figures."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
PATIENCE = 60.0


def run(program: str, *options: str, cwd: Path) -> str:
    """What a program prints; no token of the machine reaches it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOVPUBLIC_")}
    ended = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / program), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "PYTHONIOENCODING": "utf-8"},
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_a_desk_takes_in_from_all_channels_and_answers_each_once(tmp_path: Path) -> None:
    first, second, _ = run("appeals_desk.py", cwd=tmp_path).split("\n\n")
    lines = first.splitlines()[2:]
    channels = {line.split("/")[0].partition(":")[0] for line in lines}
    assert channels == {"comments", "messages", "pos", "open311", "incidents"}
    assert sum("sent" in line for line in lines) == len(lines) - 1
    assert second.startswith("second round: 0 new")
    assert "sent" not in second
    assert "only by hand" in second


def test_a_desk_that_is_kept_answers_nobody_again(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    run("appeals_desk.py", "--store", str(store), cwd=tmp_path)
    again = run("appeals_desk.py", "--store", str(store), cwd=tmp_path)
    assert "first round: 0 new" in again
    assert "sent" not in again


def test_overdue_appeals_are_told_with_their_reason(tmp_path: Path) -> None:
    out = tmp_path / "overdue.csv"
    printed = run("overdue_appeals.py", "--out", str(out), cwd=tmp_path)
    assert printed.endswith("3 appeals, 3 open, 2 overdue\n")
    with out.open(encoding="utf-8-sig", newline="") as file:
        longest, other = csv.DictReader(file)
    assert (longest["days overdue"], other["days overdue"]) == ("30", "10")
    assert "дата платформы" in longest["why"]
    assert "яма" not in printed + out.read_text(encoding="utf-8")


def test_overdue_appeals_of_a_kept_desk(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    run("appeals_desk.py", "--store", str(store), cwd=tmp_path)
    assert "incidents/501" in run("overdue_appeals.py", "--store", str(store), cwd=tmp_path)


def test_an_export_becomes_figures_and_a_page(tmp_path: Path) -> None:
    page = tmp_path / "day.html"
    printed = run("incident_figures.py", "--out", str(page), cwd=tmp_path)
    assert "600 incidents" in printed
    assert "row 602 was not read" in printed
    assert "row 603 was not read" in printed
    text = page.read_text(encoding="utf-8")
    assert "25.11.2026" in text
    assert "беспорядке" not in printed + text
