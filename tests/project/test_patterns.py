"""Every pattern over texts of others takes linear time, also on texts that are made for it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import patterns

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="no bound of processor time on this system"
)

ESCAPED = {"govpublic_sdk.errors": 1}  # patterns of a secret alone, made when it is known


def feed(*given: str) -> subprocess.CompletedProcess[str]:
    program = str(Path(patterns.__file__))
    return subprocess.run(
        [sys.executable, program, *given], capture_output=True, text=True, check=False
    )


def test_every_pattern_takes_linear_time() -> None:
    found = feed()
    lines = found.stdout.splitlines()

    assert found.returncode == 0, f"not linear, or failed: {lines[-1]} {found.stderr}"
    assert len(lines) // 2 == len(patterns.patterns())
    assert sum(int(one) > 0 for one in lines[1::2]) > 150
    assert sum(map(int, lines[1::2])) > 5_000


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+[сц]к\w+ (?:област|кра[йюея])\w*",
        r"\[((?:club|id)\d+)\|[^\]]*\]",
        r"[^\S\n]*([/\\])[^\S\n]*",
        r"[@*]\w+ ?\(([^)]*)\)",
        r"(?:a+)+!",
    ],
)
def test_slow_pattern_is_found(pattern: str) -> None:
    found = feed(pattern)

    assert found.returncode == -signal.SIGPROF
    assert found.stdout.splitlines() == [pattern]


def test_every_pattern_is_fed() -> None:
    unused = [one.place for one in patterns.patterns() if not one.methods]
    counts = [(name, calls - found) for name, calls, found in patterns.compiled()]
    hidden = [name for name, missing in counts if missing > ESCAPED.get(name, 0)]

    assert unused == [], "say in IN_TABLES how they are used"
    assert hidden == [], "compile patterns at the top of the module"
