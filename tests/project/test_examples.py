"""The examples run as a user runs them: in a process of their own."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govpublic_sdk.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
JOB = [sys.executable, str(ROOT / "examples" / "main_job.py")]
AUDIT = [sys.executable, str(ROOT / "examples" / "audit_report.py")]
REPORTS = ("audit.csv", "audit.html", "audit.json", "audit.xlsx")


@pytest.fixture
def environment() -> dict[str, str]:
    """No token of the machine; a marker where one might be."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOVPUBLIC_")}
    return {**kept, "PYTHONIOENCODING": "utf-8"}


def job(
    *words: str, environment: dict[str, str], cwd: Path, program: list[str] = JOB
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        timeout=60,
        encoding="utf-8",
        check=False,
    )


def test_the_main_job_runs_on_the_sandbox(tmp_path: Path, environment: dict[str, str]) -> None:
    environment["GOVPUBLIC_VK_TOKEN"] = "canary"

    done = job("--publics=3", environment=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "3 publics, 90 posts" in done.stdout
    assert "0 faults" in done.stdout
    assert done.stderr == "", "no progress where there is no terminal"
    assert "canary" not in done.stdout
    publics = json.loads((tmp_path / "demo-output" / "publics.json").read_text(encoding="utf-8"))
    assert [one["notice"] for one in publics] == [f"-{one['id']}_31" for one in publics]
    with (tmp_path / "demo-output" / "posts.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 90


def test_the_main_job_ends_with_the_audit(tmp_path: Path, environment: dict[str, str]) -> None:
    done = job("--publics=3", environment=environment, cwd=tmp_path)

    folder = tmp_path / "demo-output"
    reports_of_the_audit_are_whole(folder, pages=3)
    assert done.stdout.index("90 posts") < done.stdout.index("3 bodies, 3 with a page")
    assert "requirements not met:" in done.stdout
    assert (folder / "registry.csv").exists()


def reports_of_the_audit_are_whole(folder: Path, *, pages: int) -> None:
    assert all((folder / name).stat().st_size for name in REPORTS)
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    assert audit["stopped"] is None
    assert len(audit["pages"]) == pages


def test_the_audit_runs_on_its_own(tmp_path: Path, environment: dict[str, str]) -> None:
    done = job("--publics=3", environment=environment, cwd=tmp_path, program=AUDIT)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    reports_of_the_audit_are_whole(tmp_path / "demo-output", pages=3)


@pytest.fixture
def served() -> Iterator[tuple[Sandbox, str]]:
    with Sandbox(publics=4, posts=3) as box, box.serve() as url:
        yield box, url


@pytest.fixture
def real(
    served: tuple[Sandbox, str], tmp_path: Path, environment: dict[str, str]
) -> tuple[Sandbox, Path, dict[str, str]]:
    """What the twin for real VK needs: a list, a token, and an address that is not VK."""
    box, url = served
    file = tmp_path / "publics.txt"
    names = [f"https://vk.com/club{one}" for one in box.publics[:2]]
    file.write_text("# the region\n" + "\n".join(names) + "\nsandbox_unknown\n", encoding="utf-8")
    environment |= {"GOVPUBLIC_VK_USER_TOKEN": box.user_token, "GOVPUBLIC_VK_URL": url}
    return box, file, environment


def test_the_twin_shows_what_it_would_do(
    real: tuple[Sandbox, Path, dict[str, str]], tmp_path: Path
) -> None:
    box, file, environment = real

    done = job("--real", str(file), environment=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "would publish to 3 publics" in done.stdout
    assert "VK does not know sandbox_unknown" in done.stdout
    assert box.gateway.requests["wall.post"] == 0


def test_the_audit_of_a_list_goes_on_where_it_was(
    real: tuple[Sandbox, Path, dict[str, str]], tmp_path: Path
) -> None:
    box, file, environment = real
    file.write_text(file.read_text(encoding="utf-8") + "no page at all\n", encoding="utf-8")

    first, again = (
        job("--real", str(file), environment=environment, cwd=tmp_path, program=AUDIT)
        for _ in range(2)
    )

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert "line 5 was not read" in first.stdout
    reports_of_the_audit_are_whole(tmp_path / "demo-output", pages=3)
    assert box.gateway.requests["groups.getById"] == 1


def test_the_twin_publishes_when_told_to(
    real: tuple[Sandbox, Path, dict[str, str]], tmp_path: Path
) -> None:
    box, file, environment = real

    done = job("--real", str(file), "--publish", environment=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert box.gateway.requests["wall.post"] == 2


def test_without_a_token_it_says_what_is_missing(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    file = tmp_path / "publics.txt"
    file.write_text("1\n", encoding="utf-8")

    done = job("--real", str(file), environment=environment, cwd=tmp_path)

    assert done.returncode == 1
    assert "GOVPUBLIC_VK_USER_TOKEN" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Press Ctrl-C once; it must be enough."""
    process.send_signal(signal.SIGINT)
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()


def test_ctrl_c_ends_it_cleanly(tmp_path: Path, environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*JOB, "--publics=60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    output, errors = interrupted(process)

    assert process.returncode == 130
    assert "stopped" in output
    assert "Traceback" not in errors


def test_the_sandbox_says_where_it_is(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "govpublic_sdk.sandbox", "--port=0", "--json", "--publics=2"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    try:
        found = json.loads(process.stdout.readline())
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.close()
    assert found["url"].startswith("http://127.0.0.1:")
    assert len(found["publics"]) == 2
    assert set(found["tokens"]["communities"]) == {str(one) for one in found["publics"]}
