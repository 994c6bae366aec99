"""The pages on the control port, in both languages: their commands and their program run."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from govpublic_sdk.sandbox import Sandbox

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "control-port.md", DOCS / "ru" / "control-port.md"]
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.+)\n((?:(?!\$ ).+\n)*)", re.MULTILINE)
PATH = re.compile(r"`(?:(GET|POST|DELETE) )?(/[a-z0-9_/]*|[a-z_]+)`")
NODE = 18  # the first version with `fetch`

both = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def commands(page: Path) -> list[tuple[str, str]]:
    """The commands with curl, each with what it prints."""
    found = [pair for block in blocks(page, "console") for pair in COMMAND.findall(block)]
    return [pair for pair in found if pair[0].startswith("curl")]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.skipif(not shutil.which("sh"), reason="there is no shell")
@both
def test_commands_of_the_page_run(page: Path) -> None:
    assert len(commands(page)) >= 5
    with Sandbox(publics=3, limits=False) as box, box.control() as control:
        known = {"CONTROL": control.url.rstrip("/"), "CONTROL_TOKEN": control.token}
        for command, expected in commands(page):
            done = subprocess.run(
                ["sh", "-c", command],
                env=known | {"PATH": "/usr/bin:/bin"},
                capture_output=True,
                text=True,
                timeout=20,
                check=True,
            )
            printed = json.loads(done.stdout)
            if expected:
                assert printed == json.loads(expected), command


def node() -> str:
    """Node of a version that runs the program, else the test is skipped."""
    found = shutil.which("node") or pytest.skip("node is not installed")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=20)
    if int(version.stdout.strip().lstrip("v").partition(".")[0] or 0) < NODE:
        pytest.skip(f"node is older than {NODE}")
    return found


@both
def test_program_of_the_page_runs(page: Path, tmp_path: Path) -> None:
    (text,) = blocks(page, "js")
    program = tmp_path / "program.mjs"
    program.write_text(text, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    done = subprocess.run(
        [node(), str(program)],
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert done.returncode == 0, done.stderr


def test_both_pages_show_the_same() -> None:
    def shown(page: Path) -> list[str]:
        found = [
            block for kind in ("console", "json", "python", "js") for block in blocks(page, kind)
        ]
        return [re.sub(r" *// .*", "", block) for block in found]

    english, russian = map(shown, PAGES)
    assert english == russian


@both
def test_page_lists_all_actions(page: Path) -> None:
    with Sandbox(publics=1) as box, box.control() as control:
        line = http.client.HTTPConnection("127.0.0.1", urlsplit(control.url).port, timeout=10)
        line.request("GET", "/", headers={"Authorization": f"Bearer {control.token}"})
        listed = json.loads(line.getresponse().read())["result"]
        line.close()
    rows = [line.split("|")[1] for line in page.read_text("utf-8").splitlines() if "| `" in line]
    named: set[tuple[str, str]] = set()
    for row in rows:
        verb, folder = "", ""
        for given, path in PATH.findall(row):
            verb = given or verb
            folder = path.rpartition("/")[0] if "/" in path else folder
            named.add((verb, path if "/" in path else f"{folder}/{path}"))
    known = {(one["verb"], one["path"]) for one in listed}
    groups = ("/citizens/", "/faults/")  # of these the page names some

    assert named <= known
    assert {one for one in known if not one[1].startswith(groups)} <= named


@both
def test_page_shows_the_first_line(page: Path) -> None:
    words = [sys.executable, "-m", "govpublic_sdk.sandbox", "--port", "0", "--publics", "1"]
    with subprocess.Popen(
        [*words, "--control", "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        printed = json.loads(process.stdout.readline())
        process.terminate()
    (shown,) = map(json.loads, blocks(page, "json"))

    def names(tree: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in tree.items() if name not in ("pos", "open311")}
        return {name: sorted(one) if isinstance(one, dict) else 0 for name, one in kept.items()}

    assert set(shown) == set(printed)
    assert names(shown) == names(printed)
    assert shown["publics"] == printed["publics"]
