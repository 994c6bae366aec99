"""The restart recipe of `docs/posts.md`, killed with `kill -9` in between, publishes once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from govpublic_sdk.sandbox import Sandbox

POSTS = Path(__file__).parents[2] / "docs" / "posts.md"
NOTICE = "Объявлено штормовое предупреждение."
START = """
from govpublic_sdk import Clock, GovPublic, errors

past = [0.0]  # nothing waits: waiting moves the clock
clock = Clock(now=lambda: sum(past), sleep=past.append)
client = GovPublic.from_env(clock=clock)
publics = list(client.publics.get_many({publics}))
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed")


def recipe() -> str:
    examples = Sybil(parsers=[PythonCodeBlockParser()]).parse(POSTS).examples()
    (code,) = (str(one.parsed) for one in examples if NOTICE in str(one.parsed))
    return code


class Program:
    """The recipe in a process of its own, against a sandbox on loopback."""

    def __init__(self, box: Sandbox, url: str, folder: Path) -> None:
        self._code = START.format(publics=list(box.publics)) + recipe()
        self._folder = folder
        tokens = {"GOVPUBLIC_VK_TOKEN": box.user_token, "GOVPUBLIC_VK_URL": url}
        self._environ = os.environ | tokens | {"PYTHONUTF8": "1"}
        self._process: subprocess.Popen[str] | None = None

    def run(self) -> int:
        """Run to the end, by itself or by `kill`; the code comes in when the process is known."""
        self._process = subprocess.Popen(
            [sys.executable, "-"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self._folder,
            env=self._environ,
        )
        _, problems = self._process.communicate(self._code)
        assert "Traceback" not in problems, problems
        return self._process.returncode

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)


def notices(box: Sandbox, public: int) -> int:
    return sum(post["text"] == NOTICE for post in box.world.wall(public))


@pytest.mark.parametrize(
    ("method", "number"),
    [
        *(("wall.post", number) for number in (1, 2, 3)),
        ("wall.get", 2),
        ("utils.getServerTime", 3),
    ],
)
def test_killed_recipe_publishes_once(tmp_path: Path, method: str, number: int) -> None:
    with Sandbox(publics=3, limits=False) as box, box.serve() as url:
        box.faults.ignores_guid = True  # VK's own memory must not save the recipe
        program, calls = Program(box, url, tmp_path), count(1)

        def kill(answer: Any) -> Any:
            """The call is carried out; the answer never arrives."""
            if next(calls) == number:
                program.kill()
            return answer

        box.faults.drift(kill, method=method, times=None)

        assert program.run() == -signal.SIGKILL
        assert program.run() == 0

        assert [notices(box, public) for public in box.publics] == [1, 1, 1]
