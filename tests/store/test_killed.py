"""`kill -9` at any moment: what was stored stays, what was asked is answered, nothing is twice.

`python tests/kill_store.py 1000` does the same with more kills and prints the figures.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kill_store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def test_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    found = kill_store.kill_writers(tmp_path, 50)

    assert found.kills >= 50
    assert found.acknowledged
    assert found.lost == 0
    # A writer that dies between the store and its note leaves one event more than it told.
    assert found.acknowledged <= found.stored <= found.acknowledged + found.kills


def test_killed_workers_answer_each_message_once(tmp_path: Path) -> None:
    found = kill_store.kill_workers(tmp_path, 30, "message")

    assert found.kills >= 30
    assert found.handled == found.events == found.answered
    assert found.twice == 0
    assert found.tries >= found.answered


def test_killed_workers_answer_no_comment_twice(tmp_path: Path) -> None:
    """Where VK cannot tell a repetition, an answer whose end is unknown waits for a look."""
    found = kill_store.kill_workers(tmp_path, 30, "comment")

    assert found.kills >= 30
    assert found.handled == found.events
    assert found.twice == 0
    assert found.events - found.answered <= found.unknown <= found.kills
