"""Runs all that must pass before anything lands: `everything.py [lint|types|tests|docs|wheel]`.

Without a word it runs all of them, two at a time: the tests, and beside them the rest one after
another. Run it with the python of the project's environment; `make test` does.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from support.shared import SHARED, needs_shared

ROOT = Path(__file__).parents[1]
PARTS = ("lint", "types", "tests", "docs", "wheel")
LOUD = "pytest"
_screen = threading.Lock()


@dataclass(frozen=True)
class Result:
    """How one step went."""

    name: str
    passed: bool
    seconds: float
    output: str


@dataclass(frozen=True)
class Step:
    """One command, or several that follow each other; the first that fails ends the step."""

    part: str
    name: str
    commands: Callable[[Path], Iterator[Sequence[str | Path]]]


def main() -> int:
    """Run the parts that were named; 0 when all of them passed."""
    parser = argparse.ArgumentParser(description="Run all that must pass, or one part of it.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this part; all without it")
    only = parser.parse_args().part
    chosen = [step for step in STEPS if only in (None, step.part)]
    lanes = [[s for s in chosen if s.name == LOUD], [s for s in chosen if s.name != LOUD]]
    with ThreadPoolExecutor(2) as pool:
        results = [one for lane in pool.map(run_lane, lanes) for one in lane]
    if any(step.name == LOUD for step in chosen) and SHARED.is_dir():
        results.append(reference_data_was_used(results[0]))
    report(results)
    return 0 if all(one.passed for one in results) else 1


def python(*words: str | Path) -> Callable[[Path], Iterator[Sequence[str | Path]]]:
    """A step that is one command of this environment's python."""
    return lambda room: iter([(sys.executable, *words)])


def wheel(room: Path) -> Iterator[Sequence[str | Path]]:
    """Build sdist and wheel, and use the wheel in a fresh environment, without extras and with."""
    fresh = room / "venv"
    inside = fresh / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    yield sys.executable, "-m", "build", "--outdir", room, ROOT
    yield sys.executable, "-m", "venv", fresh
    install = (inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    built = next(room.glob("*.whl"))
    yield *install, built
    yield inside, "-I", ROOT / "tests" / "smoke.py"
    yield *install, f"{built}[reports]"
    yield inside, "-I", ROOT / "tests" / "smoke.py", "reports"


PYRIGHT = ("-m", "pyright", "--pythonpath", sys.executable)
VERIFY = (*PYRIGHT, "--ignoreexternal", "--verifytypes", "govpublic_sdk")
ALL_CORES = ("--numprocesses=auto", "--dist=worksteal")
# Without the reference data fewer tests run, so coverage is told and not judged.
FLOOR = () if SHARED.is_dir() else ("--cov-fail-under=0",)
STEPS = (
    Step("lint", "ruff check", python("-m", "ruff", "check", ".")),
    Step("lint", "ruff format", python("-m", "ruff", "format", "--check", ".")),
    Step("types", "pyright", python(*PYRIGHT)),
    Step("types", "mypy", python("-m", "mypy")),
    Step("types", "public types", python(*VERIFY)),
    Step("tests", LOUD, python("-m", "pytest", *ALL_CORES, "--cov", "--cov-report=term", *FLOOR)),
    Step("docs", "mkdocs", python("-m", "mkdocs", "build", "--strict", "--quiet")),
    Step("wheel", "sdist, wheel, smoke", wheel),
)


def run_lane(steps: Sequence[Step]) -> list[Result]:
    """Run steps one after another, all of them, whatever becomes of the first."""
    return [run(step) for step in steps]


def run(step: Step) -> Result:
    """Run one step; the tests are shown while they run, the others when they fail."""
    started, lines, passed = time.monotonic(), list[str](), True
    with tempfile.TemporaryDirectory() as room:
        for command in step.commands(Path(room)):
            passed = passed and execute(command, lines, loud=step.name == LOUD) == 0
            if not passed:
                break
    result = Result(step.name, passed, time.monotonic() - started, "".join(lines))
    if step.name != LOUD:
        say(f"[{'passed' if passed else 'FAILED'}] {step.name}\n{'' if passed else result.output}")
    return result


def execute(command: Sequence[str | Path], lines: list[str], *, loud: bool) -> int:
    """Run a command and collect its lines."""
    with subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if loud:
                say(line)
    return process.returncode


def environment() -> dict[str, str]:
    """This environment, its python first; reference data that is there must be used."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    demanded = {"SHARED_REQUIRED": "1"} if SHARED.is_dir() else {}
    quiet = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    return {**os.environ, **quiet, **demanded, "PATH": path}


def say(text: str) -> None:
    """Print without tearing lines of the other lane."""
    with _screen:
        print(text, end="", flush=True)


def reference_data_was_used(tests: Result) -> Result:
    """Whether no test that needs the reference data was skipped although it is there."""
    skipped = needs_shared.kwargs["reason"] in tests.output
    return Result("reference data was used", not skipped, 0.0, "")


def report(results: Sequence[Result]) -> None:
    """A line for each step; at the very end what pytest said last."""
    print()
    for one in results:
        print(f"{one.name:<28}{'passed' if one.passed else 'FAILED':<10}{one.seconds:6.1f} s")
    closing = [
        line
        for one in results
        for line in one.output.splitlines()
        if one.name == LOUD and re.search(r"\d+ (passed|failed|errors?|skipped)\b.* in ", line)
    ]
    print(*closing[-1:], sep="\n")


if __name__ == "__main__":
    sys.exit(main())
