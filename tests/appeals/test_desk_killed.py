"""`kill -9` of those who answer, at any moment: each citizen gets exactly one answer.

`python tests/kill_desk.py 1000` does the same with more kills and prints the figures.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kill_desk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def test_killed_officers_answer_each_citizen_exactly_once(tmp_path: Path) -> None:
    found = kill_desk.kill_officers(tmp_path, 30)

    assert found.kills >= 30
    assert found.once == found.citizens == found.known
    assert (found.twice, found.unanswered, found.unsettled) == (0, 0, 0)
    assert found.tries >= found.citizens
