"""A real help desk on loopback: a Roundup tracker of its own, made, served and taken away again.

Roundup's own commands make it from the `classic` template and serve it in another process, so that
nothing of it is loaded here; what it would mail is written to a file of the tracker and leaves
with it. https://www.roundup-tracker.org/docs/rest.html
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["PEOPLE", "Tracker", "serving"]

PEOPLE = {
    "officer": "Сотрудник 1",
    "colleague": "Сотрудник 2",
    "citizen": "Житель 1",
}


@dataclass(frozen=True)
class Tracker:
    """A tracker that is served, and how to get in.

    Attributes:
        url: Its address, with a slash at the end; what is asked lies under `rest/data/`.
        password: The password of `admin` and of all `PEOPLE`, made for this run.
        process: The number of the process that serves it.
        home: The folder that holds all of it.
    """

    url: str
    password: str = field(repr=False)
    process: int
    home: Path

    def auth(self, name: str = "officer") -> tuple[str, str]:
        """Name and password for Basic authentication."""
        return name, self.password


@contextmanager
def serving(**settings: object) -> Generator[Tracker]:
    """Serve a fresh tracker as long as the block lasts.

    Args:
        **settings: Options of the tracker's `config.ini`, each named `section_option`, such as
            `web_api_calls_per_interval`; values without spaces and commas.
    """
    with TemporaryDirectory(prefix="roundup-") as folder:
        home, port, password = Path(folder, "desk"), _free_port(), secrets.token_hex(16)
        url = f"http://127.0.0.1:{port}/desk/"
        _make(home, password, {**_quiet(home, url), **settings})
        with _served(home, port) as process:
            yield Tracker(url, password, process.pid, home)


def _quiet(home: Path, url: str) -> dict[str, object]:
    """No mail, and no second of work for each password: it comes with every request."""
    return {
        "tracker_web": url,
        "mail_domain": "example.invalid",
        "mail_host": "localhost",
        "mail_debug": home / "mails.txt",
        "password_pbkdf2_default_rounds": 1000,
    }


def _make(home: Path, password: str, settings: dict[str, object]) -> None:
    """Install the template, put the people into what it begins with, and begin."""
    options = ",".join(f"{name}={value}" for name, value in settings.items())
    _administer(home, "install", "classic", "sqlite", options)
    with Path(home, "initial_data.py").open("a", encoding="utf-8") as beginning:
        beginning.writelines(
            f"user.create(username={name!r}, realname={said!r}, password=adminpw, "
            f"address='{name}@example.invalid', roles='User')\n"
            for name, said in PEOPLE.items()
        )
    _administer(home, "initialise", password)


def _administer(home: Path, *words: str) -> None:
    done = subprocess.run(
        [*_program("admin"), "-i", str(home), *words],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout


@contextmanager
def _served(home: Path, port: int) -> Generator[subprocess.Popen[str]]:
    """Its first line is printed when it listens, so nobody has to ask whether it does."""
    place = ["-n", "127.0.0.1", "-p", str(port), "-t", "thread", *_owner(), f"desk={home}"]
    log = Path(home, "server.log")
    with (
        log.open("w", encoding="utf-8") as told,
        subprocess.Popen(
            [*_program("server"), *place],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.endswith(f"127.0.0.1:{port}\n"), line + log.read_text(encoding="utf-8")
            yield process
        finally:
            process.terminate()
            process.wait(10)


def _program(name: str) -> list[str]:
    return [sys.executable, "-m", f"roundup.scripts.roundup_{name}"]


def _owner() -> list[str]:
    """It runs as who runs the tests; it takes `root`, as in a container, only when told so."""
    return ["-u", "0"] if hasattr(os, "getuid") and os.getuid() == 0 else []


def _environment() -> dict[str, str]:
    """Ours without what would measure that program, or make errors of its warnings."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE", "PYTHON"))}
    return {**ours, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
