"""The parts of `make test` as nox sessions, on every Python that is installed.

`make test` checks one Python. `nox` checks all of them and the oldest allowed versions of the
needed packages and extras, in fresh environments. The CI workflow runs these sessions.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nox

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Without cli: old versions of typer warn of the newest click, and warnings fail the tests.
EXTRAS = ("xlsx", "reports")
PROJECT = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ("lint", "types", "tests", "docs", "wheel", "minimal")


def _run(session: nox.Session, part: str) -> None:
    session.install("-e", ".[dev]")
    session.run("python", "tests/everything.py", part)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting with ruff."""
    _run(session, "lint")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with pyright and mypy, and that all public names are typed."""
    _run(session, "types")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests with coverage."""
    _run(session, "tests")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error."""
    _run(session, "docs")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build sdist and wheel, install the wheel and use it."""
    _run(session, "wheel")


@nox.session(python=PYTHONS[0])
def minimal(session: nox.Session) -> None:
    """Run the tests with the lowest versions that pyproject.toml allows."""
    session.install("-e", ".[test]")
    session.install(*_lowest_versions())  # after the rest: test tools may ask for newer ones
    session.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *session.posargs)


def _lowest_versions() -> list[str]:
    """`name==version` for each package that users install and that has a lower bound."""
    bound = re.compile(r"^([A-Za-z0-9_.-]+)>=([0-9.]+)")
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(one for name in EXTRAS for one in extras[name])]
    found = (bound.match(requirement) for requirement in wanted)
    return [f"{match[1]}=={match[2]}" for match in found if match]
