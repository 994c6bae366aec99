"""The command line as people and programs use it: on a served sandbox, by its words alone."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from typer.main import get_command

from fake_appeals import incident_files
from govpublic_sdk import __version__
from govpublic_sdk.cli import main
from govpublic_sdk.cli.app import app
from govpublic_sdk.cli.i18n import choose_language, in_front
from govpublic_sdk.cli.output import clean, escape_json, json_of
from govpublic_sdk.sandbox import Sandbox
from hostile_texts import anything

MODULE = [sys.executable, "-m", "govpublic_sdk.cli"]
RIGHT = "https://pos.gosuslugi.ru/form/?opaId=234567&utm_source=vk&utm_medium=36&utm_campaign=1036300000010"
HOSTILE = "Школа\x1b]0;owned\x07\x1b[2J\x9b31m \u202eтобор\u202c\r\n=1+1"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs the command line in this process and keeps all that it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = ""

    def __call__(self, *words: str | Path) -> Done:
        code = main([str(word) for word in words])
        told = self._capsys.readouterr()
        self.said += told.out + told.err
        return Done(code, told.out, told.err)


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No token and no locale of the machine; files go to a folder of the test."""
    for name in [*os.environ]:
        if name.startswith("GOVPUBLIC_") or name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    with Sandbox(publics=4, posts=12, wrong_links=0, limits=False) as box, box.serve() as url:
        monkeypatch.setenv("GOVPUBLIC_VK_URL", url)
        monkeypatch.setenv("GOVPUBLIC_VK_USER_TOKEN", box.user_token)
        for public in box.world.publics.values():
            public["is_government_organization"] = True
        yield box


@pytest.fixture
def pages(box: Sandbox, tmp_path: Path) -> Path:
    file = tmp_path / "pages.txt"
    file.write_text("\n".join(f"https://vk.com/public{one}" for one in box.publics), "utf-8")
    return file


# --- audit ------------------------------------------------------------------------------------


def test_nothing_that_is_demanded_is_missing(shell: Shell, pages: Path) -> None:
    done = shell("audit", pages)

    assert (done.code, done.err) == (0, "")
    assert "Have the mark: 4 of 4 (100%)" in done.out


def test_violations_are_told_in_words_and_by_the_exit_code(
    shell: Shell, box: Sandbox, pages: Path
) -> None:
    box.world.publics[box.publics[0]]["is_government_organization"] = False
    names = [pages.with_name(f"report{end}") for end in (".xlsx", ".html", ".json", ".csv")]

    done = shell("audit", pages, *(word for name in names for word in ("-o", name)))

    assert done.code == 3
    assert "it bears the mark of a state organisation (demanded)" in done.out
    assert all(name.stat().st_size and str(name) in done.out for name in names)
    assert done.err == "", "no progress where there is no terminal"


def test_municipalities_and_bodies_that_need_no_page_are_counted(
    shell: Shell, box: Sandbox
) -> None:
    first, second = box.publics[:2]
    Path("bodies.csv").write_text(
        "Организация,Муниципалитет,Страница,Не ведётся на основании\n"
        f"Администрация,Самара,club{first},\nШкола,Кинель,club{second},\n"
        "Архив,Кинель,нет,закрытая организация\n",
        "utf-8",
    )

    done = shell("audit", "bodies.csv")

    assert "Need not have a page: 1 of 3 (33%)" in done.out
    assert "Have a page: 2 of 2 (100%)" in done.out
    assert "Municipalities with a page: 2 of 2 (100%)" in done.out


def test_a_line_that_was_not_read_is_no_success(shell: Shell, pages: Path) -> None:
    pages.write_text(pages.read_text("utf-8") + "\nhttps://example.com/page\n", "utf-8")

    done = shell("audit", pages)

    assert done.code == 3
    assert "Lines of the list not read: 1" in done.out


def test_a_share_of_what_nobody_knows_is_not_told(shell: Shell, box: Sandbox, pages: Path) -> None:
    box.faults.error(29, method="wall.get", times=None)

    done = shell("audit", pages)

    assert "Alive: 0 of 4, 4 unknown" in done.out


def test_an_audit_that_ended_early_still_reports(shell: Shell, box: Sandbox, pages: Path) -> None:
    box.faults.error(29, method="wall.get", times=None)

    done = shell("audit", pages, "-o", "partial.json")

    assert done.code == 4
    assert "the daily quota of the method is used up" in done.out
    assert json.loads(Path("partial.json").read_text("utf-8"))["stopped"]


def test_what_cannot_start_says_why(shell: Shell, box: Sandbox, pages: Path) -> None:
    box.revoke(box.user_token)

    done = shell("audit", pages)

    assert done.code == 1
    assert done.err.startswith("Error: ")
    assert done.out == ""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("words", [["audit", "pages.txt"], ["posts", "samara"], ["stats", "1"]])
def test_without_a_token_the_variables_are_named(
    shell: Shell, words: list[str], language: str
) -> None:
    Path("pages.txt").write_text("club1\n", "utf-8")

    done = shell(*words, f"--language={language}")

    assert done.code == 1
    assert "GOVPUBLIC_VK_USER_TOKEN" in done.err
    assert done.err.startswith("Не настроено: " if language == "ru" else "Not set up: ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--posts", "0"], "--posts"),
        (["--days", "3"], "--days"),
        (["--parts", "walls"], "--parts"),
        (["--parts", ","], "--parts"),
        (["--region", "00"], "--region"),
        (["--formula", "none"], "--formula"),
        (["--column", "nowhere"], "--column"),
        (["-o", "report.doc"], "--output"),
        (["-o", "nowhere/report.csv"], "--output"),
        (["-o", "pages.csv"], "--output"),
        (["-o", "known.json", "--cache", "./known.json"], "--output"),
        (["--cache", "pages.txt"], "--cache"),
        (["--cache", "nowhere/answers.jsonl"], "--cache"),
        (["--compare", "answers.jsonl"], "--compare"),
        (["--token", "x"], "--token"),
        (["--language", "de"], "--language"),
    ],
)
def test_wrong_usage_names_the_option_and_asks_nothing(
    shell: Shell, box: Sandbox, pages: Path, words: list[str], named: str
) -> None:
    listed = pages.rename("pages.csv") if "pages.csv" in words else pages

    done = shell("audit", listed, *words)

    assert done.code == 2
    assert named in done.err
    assert not box.gateway.requests


def test_a_list_that_cannot_be_read_is_an_error(shell: Shell, box: Sandbox) -> None:
    done = shell("audit", "nowhere.xlsx")

    assert done.code == 1
    assert "FILE: 'nowhere.xlsx' does not exist" in done.err


def test_json_is_one_document_and_nothing_else(shell: Shell, box: Sandbox, pages: Path) -> None:
    done = shell("audit", pages, "--json", "-o", "report.json", "--cache", "answers.jsonl")

    found = json.loads(done.out)
    assert done.err == ""
    assert [one["row"] for one in found["pages"]] == [1, 2, 3, 4]
    assert found == json.loads(Path("report.json").read_text("utf-8"))


def test_what_has_changed_is_told(shell: Shell, box: Sandbox, pages: Path) -> None:
    shell("audit", pages, "--cache", "before.jsonl")
    worse, gone, siteless = box.publics[:3]
    box.world.publics[siteless]["site"] = ""
    box.world.publics[worse]["cover"] = {"enabled": 0}
    box.world.publics[gone]["deactivated"] = "deleted"

    told = shell("audit", pages, "--compare", "before.jsonl", "--language", "ru")
    found = json.loads(shell("audit", pages, "--compare", "before.jsonl", "--json").out)

    assert "пропало 1" in told.out
    assert re.search(r"-10  Администрация", told.out)
    assert [one["id"] for one in found["comparison"]["lost"]] == [gone]
    assert "больше не выполнено: Указан сайт организации" in told.out
    fell = {one["id"]: (one["points"], one["lost"]) for one in found["comparison"]["worse"]}
    assert fell == {worse: (-10, ["page.cover"]), siteless: (0, ["page.site"])}
    assert len(found["pages"]) == 4


@pytest.mark.parametrize("has_token", [True, False])
def test_a_forecast_asks_nothing(
    shell: Shell, box: Sandbox, pages: Path, monkeypatch: pytest.MonkeyPatch, *, has_token: bool
) -> None:
    if not has_token:
        monkeypatch.delenv("GOVPUBLIC_VK_USER_TOKEN")

    told = shell("audit", pages, "--forecast")
    found = json.loads(shell("audit", pages, "--forecast", "--json").out)

    assert (told.code, told.out.splitlines()[0][:9]) == (0, "Pages: 4,")
    assert "wall.get: 0% of the tokens' daily quota" in told.out
    assert found["calls"] == {"groups.getById": 1, "wall.get": 4}
    assert not box.gateway.requests


def test_a_large_run_tells_first_what_it_costs(shell: Shell, box: Sandbox) -> None:
    Path("many.txt").write_text("\n".join(f"club{one}" for one in range(1, 502)), "utf-8")

    done = shell("audit", "many.txt", "--parts", "none", "--json")

    assert re.fullmatch(r"Pages: 501, requests: \d, time: .*\n", done.err)
    assert len(json.loads(done.out)["pages"]) == 501


def test_formula_region_and_parts_are_passed_on(shell: Shell, box: Sandbox, pages: Path) -> None:
    words = ["--formula", "amur-2024-05-28", "--region", "10", "--parts", "posts,statistics"]

    done = shell("audit", pages, *words, "--cache", "answers.jsonl")

    answers = Path("answers.jsonl").read_text("utf-8")
    assert '"reach":' in answers
    assert done.code == 0
    assert shell("audit", pages, *words, "-o", "x.json").code == 0
    assert "amur-2024-05-28" in Path("x.json").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_progress_is_shown_on_a_terminal(
    shell: Shell, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    shell("audit", pages, "--language", "ru")

    assert "страницы: 4/4" in screen.getvalue()
    assert "записи: 4/4" in screen.getvalue()
    assert screen.getvalue().endswith("\n")


def slow_audit(pages: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*MODULE, "audit", str(pages), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def until(happened: Any) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_keeps_what_is_known_and_says_how_to_go_on(
    shell: Shell, box: Sandbox, pages: Path
) -> None:
    box.faults.latency(3, method="execute")
    known = pages.with_name("answers.jsonl")
    process = slow_audit(pages, "--cache", str(known))
    until(lambda: known.exists() and known.read_text("utf-8").count("\n") > len(box.publics))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert (process.returncode, out) == (130, "")
    assert f"lies in {known}; the same command goes on" in err
    assert "Traceback" not in err
    box.faults.clear()
    assert shell("audit", pages, "--cache", known).code == 0
    assert box.gateway.requests["groups.getById"] == 1


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_without_a_file_says_that_nothing_was_kept(box: Sandbox, pages: Path) -> None:
    box.faults.latency(3, method="groups.getById")
    process = slow_audit(pages, "--language=ru")
    until(lambda: box.gateway.requests["utils.getServerTime"])
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Ничего не сохранено" in err


def test_ctrl_c_anywhere_else_ends_quietly(
    shell: Shell, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*words: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govpublic_sdk.cli.app.translate", stop)
    assert shell("posts", "1").code == 130
    monkeypatch.undo()
    monkeypatch.setattr("govpublic_sdk.cli.posts.table", stop)
    monkeypatch.setenv("GOVPUBLIC_VK_TOKEN", "none")
    assert shell("posts", "1").code == 130


# --- links ------------------------------------------------------------------------------------


def test_each_link_is_explained(shell: Shell) -> None:
    done = shell("link", "check", RIGHT, RIGHT.replace("https:", "http:"), "--language", "ru")

    assert done.code == 3
    assert f"Ссылка верна: {RIGHT}" in done.out
    assert f"Верно будет: {RIGHT}" in done.out


def test_links_come_from_a_pipe(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ([], ["-"]):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{RIGHT}\n\n  {RIGHT} \n"))
        done = shell("link", "check", *words, "--json")
        assert done.code == 0
        assert [(one["address"], one["valid"]) for one in done.lines] == [(RIGHT, True)] * 2


def test_issues_of_links_are_for_programs_too(shell: Shell) -> None:
    [found] = shell("link", "check", RIGHT.replace("https:", "http:"), "--json").lines

    assert found["repair"] == RIGHT
    assert [one["code"] for one in found["issues"]]
    assert all(one["message"] for one in found["issues"])


def test_links_are_built(shell: Shell) -> None:
    ogrn = "1036300000010"
    form = shell("link", "build", "form", "--opa-id=234567", "--region=36", f"--ogrn={ogrn}")
    region = shell("link", "build", "opinions", "--region=36", f"--ogrn={ogrn}")
    city = shell(
        "link", "build", "opinions", "--region=36", f"--ogrn={ogrn}", "--municipality=36701000"
    )

    assert form.out == f"{RIGHT}\n"
    assert shell("link", "check", region.out.strip(), city.out.strip()).code == 0
    assert (form.err, region.err, city.err) == ("", "", "")


def test_a_link_of_a_doubtful_region_is_built_and_told(shell: Shell) -> None:
    words = ("--region=63", "--ogrn=1036300000010")  # 63 at tax offices is 36 in ОКАТО
    done = shell("link", "build", "form", "--opa-id=234567", *words)

    assert done.code == 0
    assert "utm_medium=63" in done.out
    assert "another region" in done.err


@pytest.mark.parametrize(
    ("words", "named", "allowed"),
    [
        (["form", "--opa-id=0", "--region=36", "--ogrn=1036300000010"], "--opa-id", "from 1"),
        (["form", "--opa-id=1", "--region=3", "--ogrn=1036300000010"], "--region", "two digits"),
        (["opinions", "--region=36", "--ogrn=1036300000011"], "--ogrn", "ends in 0"),
        (
            ["opinions", "--region=36", "--ogrn=1036300000010", "--municipality=1"],
            "--municipality",
            "digits",
        ),
        (["opinions", "--region=36"], "--ogrn", ""),
    ],
)
def test_a_link_that_cannot_be_built_says_which_value_and_why(
    shell: Shell, words: list[str], named: str, allowed: str
) -> None:
    done = shell("link", "build", *words)

    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert allowed in done.err


# --- posts and statistics ---------------------------------------------------------------------


def test_posts_in_three_forms(shell: Shell, box: Sandbox) -> None:
    one = str(box.publics[0])

    text = shell("posts", one, "--count", "2").out.splitlines()
    lines = shell("posts", one, "--count", "2", "--json").lines
    table = list(csv.DictReader(io.StringIO(shell("posts", one, "--count=2", "--csv").out)))

    assert text[0].split()[:2] == ["When", "Views"]
    assert len(text) == 3
    assert [row["address"] for row in table] == [line["address"] for line in lines]
    assert table[0]["date"] == lines[0]["date"]
    assert lines[0]["date"].endswith("+03:00")


def test_posts_since_a_day_in_a_zone(shell: Shell, box: Sandbox) -> None:
    public = box.publics[0]
    day, last = "2026-11-20", box.world.wall(public)
    edge = 1_795_118_400  # 2026-11-20 00:00 in Samara
    for place, post in enumerate(last):
        post["date"] = edge + (place - 2)

    samara = shell("posts", str(public), "--since", day, "--zone", "Europe/Samara", "--json")
    moscow = shell("posts", str(public), "--since", day, "--json")

    assert len(samara.lines) == len(last) - 2
    assert moscow.lines == []
    assert {one["date"][:10] for one in samara.lines} == {day}


def test_posts_are_twenty_without_a_day(shell: Shell, box: Sandbox) -> None:
    public = box.publics[0]
    with box.client() as client:
        for number in range(10):
            client.posts.publish(public, f"Запись {number}")

    assert len(shell("posts", str(public), "--json").lines) == 20
    assert len(shell("posts", str(public), "--json", "--since", "2000-01-01").lines) == 22


def test_statistics_in_three_forms(shell: Shell, box: Sandbox) -> None:
    words = ["stats", "sandbox_mo36701000"]

    days = shell(*words, "--json").lines
    weeks = shell(*words, "--interval", "week", "--csv").out.splitlines()
    text = shell(*words, "--language=ru").out.splitlines()

    assert len(days) == len(weeks) - 1 == 30
    assert days == sorted(days, key=lambda one: one["from"])
    assert text[0].split()[:3] == ["С", "По", "Охват"]


def test_the_last_day_of_statistics_is_whole(shell: Shell, box: Sandbox) -> None:
    words = ["--since=2026-11-02", "--until=2026-11-03", "--zone=UTC", "--json"]

    found = shell("stats", str(box.publics[0]), *words).lines

    assert [one["from"][:10] for one in found] == ["2026-11-02", "2026-11-03"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["posts", "id1"], "PUBLIC"),
        (["posts", "1", "--json", "--csv"], "--csv"),
        (["posts", "1", "--count", "0"], "--count"),
        (["posts", "1", "--since", "yesterday"], "--since"),
        (["posts", "1", "--zone", "Mars/Base"], "--zone"),
        (["posts", "1", "--zone", "../etc/passwd"], "--zone"),
        (["stats", "1", "--interval", "hour"], "--interval"),
        (["stats", "1", "--since", "2026-11-02", "--until", "2026-11-01"], "until"),
    ],
)
def test_wrong_usage_of_posts_and_statistics(
    shell: Shell, box: Sandbox, words: list[str], named: str
) -> None:
    done = shell(*words)

    assert done.code == 2
    assert named in done.err
    assert not box.gateway.requests


def test_what_vk_refuses_is_told(shell: Shell, box: Sandbox) -> None:
    box.faults.error(15, method="wall.get")

    done = shell("posts", str(box.publics[0]))

    assert done.code == 1
    assert "error 15" in done.err


@pytest.mark.skipif(os.name == "nt", reason="there is no head")
def test_a_reader_that_goes_away_is_no_trouble(box: Sandbox) -> None:
    for words in (["posts", str(box.publics[0])], ["--help"], ["requirements", "--json"]):
        with subprocess.Popen(
            [*MODULE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == ""
            assert process.wait(timeout=30) == 1


# --- what strangers wrote, and secrets --------------------------------------------------------


def test_nothing_that_a_stranger_wrote_orders_a_terminal(
    shell: Shell, box: Sandbox, pages: Path
) -> None:
    for public in box.world.publics.values():
        public["name"] = HOSTILE
    for post in box.world.wall(box.publics[0]):
        post["text"] = HOSTILE
    one = str(box.publics[0])
    shell("audit", pages, "--cache", "before.jsonl")
    box.world.publics[box.publics[0]]["cover"] = {"enabled": 0}

    for words in (
        ["posts", one],
        ["posts", one, "--json"],
        ["posts", one, "--csv"],
        ["audit", str(pages), "--compare", "before.jsonl"],
        ["audit", str(pages), "--compare", "before.jsonl", "--json"],
        ["link", "check", HOSTILE],
        ["link", "check", HOSTILE, "--json"],
        ["posts", HOSTILE],
        ["audit", str(pages), "--formula", HOSTILE],
    ):
        done = shell(*words)
        assert not CONTROL.search(done.out + done.err), words
        if "--csv" in words:
            rows = list(csv.DictReader(io.StringIO(done.out)))
            assert len(rows) == 12
    names = {one["text"] for one in shell("posts", one, "--json").lines}
    assert names == {HOSTILE}, "JSON keeps it as it is"


def test_csv_has_no_formulas(shell: Shell, box: Sandbox) -> None:
    for post in box.world.wall(box.publics[0]):
        post["text"] = "=1+1"

    done = shell("posts", str(box.publics[0]), "--csv")

    assert {row["text"] for row in csv.DictReader(io.StringIO(done.out))} == {"'=1+1"}


@given(anything)
def test_what_is_shown_can_be_printed(text: str) -> None:
    assert clean(text).isprintable()
    assert clean(text, lines=True).replace("\n", "").isprintable()
    assert json_of(text).isprintable()
    assert json.loads(escape_json(json.dumps(text, ensure_ascii=False))) == text


@given(anything)
def test_what_can_be_printed_stays(text: str) -> None:
    printable = "".join(one for one in text if one.isprintable())

    assert clean(printable) == printable


def test_the_token_is_said_nowhere(shell: Shell, box: Sandbox, pages: Path) -> None:
    one, token = str(box.publics[0]), box.user_token
    box.faults.error(100, f"bad token {token}", method="wall.get")
    for words in (["posts", one], ["posts", one], ["stats", one, "--json"]):
        shell(*words)
    shell("audit", pages, "--cache", "answers.jsonl", "-o", "report.html")
    box.faults.error(5, f"bad {token}", times=None)
    shell("audit", pages)

    assert token not in shell.said
    assert all(token not in file.read_text("utf-8") for file in Path().iterdir())


# --- help, languages, the command itself ------------------------------------------------------


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


COMMANDS = dict(commands(get_command(app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_in_both_languages(shell: Shell, path: tuple[str, ...]) -> None:
    english = shell(*path, "--help", "--language", "en")
    russian = shell(*path, "--help", "--language", "ru")

    assert (english.code, russian.code) == (0, 0)
    assert english.out.startswith(f"Usage: {' '.join(('govpublic', *path))}")
    assert russian.out.startswith(f"Вызов: {' '.join(('govpublic', *path))}")
    sentences = re.compile("[A-Za-z]+ (?:a|an|the|of|and|is|are|this) [A-Za-z]+")
    assert not sentences.search(" ".join(russian.out.split()))
    named = re.sub("«[^»]*»", "", " ".join(english.out.split()))
    assert not re.search("[а-я]{3,}", named)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_everything_has_help(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]

    assert command.help
    assert not [one.name for one in command.params if not one.help]


def test_tables_of_what_is_judged(shell: Shell) -> None:
    russian = shell("requirements", "--region", "10", "--language", "ru")
    found = shell("requirements", "--json").lines
    formulas = shell("formulas", "--json").lines

    assert russian.code == 0
    assert "270-ФЗ, 2022-07-14" in russian.out
    assert "menu.items" in russian.out
    assert all(one["source"] and one["force"] for one in found)
    assert formulas[0]["id"] == "amur-2025-06"
    assert shell("formulas").out.count("\n") == len(formulas) + 1
    assert shell("requirements", "--region=36x").code == 2


@pytest.mark.parametrize(
    ("words", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "ru_RU.UTF-8", "GOVPUBLIC_LANGUAGE": "en"}, "en"),
        (["posts", "1"], {"GOVPUBLIC_LANGUAGE": "ru"}, "ru"),
        (["posts", "--language", "ru", "1"], {"GOVPUBLIC_LANGUAGE": "en"}, "ru"),
        (["posts", "1", "--language=en"], {"LANG": "ru"}, "en"),
        (["posts", "--", "--language=en"], {"LANG": "ru"}, "ru"),
        (["posts", "--language"], {"LANG": "ru"}, "ru"),
    ],
)
def test_the_language(words: list[str], environ: dict[str, str], language: str) -> None:
    assert choose_language(in_front(words), environ) == language


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["audit"], "Не указан аргумент 'FILE'."),
        (["audit", "--nope"], "Нет параметра: --nope"),
        (["audit", "a", "--posts", "x"], "Неверное значение для '--posts': ожидается целое число."),
        (["audit", "a", "--posts"], "Параметру '--posts' нужно значение."),
        (["audi"], "Нет команды 'audi'. Возможно, 'audit'?"),
        (["link", "buil"], "Нет команды 'buil'. Возможно, 'build'?"),
        (["posts", "1", "2"], "Лишние аргументы (2)"),
    ],
)
def test_wrong_usage_is_told_in_russian(shell: Shell, words: list[str], problem: str) -> None:
    done = shell(*words, "--language", "ru")

    assert done.code == 2
    assert f"Ошибка: {problem}" in done.err
    assert not re.search("Usage|Error|Try|Missing|No such|Invalid", done.err)


def test_the_language_may_stand_anywhere() -> None:
    assert in_front(["a", "--language", "ru", "b"]) == ["--language", "ru", "a", "b"]
    assert in_front(["a", "b", "--language=ru"]) == ["--language=ru", "a", "b"]
    assert in_front(["a", "--", "--language=ru"]) == ["a", "--", "--language=ru"]


def test_a_wrong_language_in_the_environment_is_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVPUBLIC_LANGUAGE", "de")

    done = shell("formulas")

    assert done.code == 2
    assert "GOVPUBLIC_LANGUAGE" in done.err


def test_the_version(shell: Shell) -> None:
    assert shell("--version").out == f"govpublic {__version__}\n"


def test_the_module_and_the_command_are_the_same() -> None:
    script = Path(sys.executable).with_name("govpublic.exe" if os.name == "nt" else "govpublic")
    told = [
        subprocess.run([*start, "--version"], capture_output=True, text=True, check=True).stdout
        for start in (MODULE, [str(script)])
    ]

    assert told == [f"govpublic {__version__}\n"] * 2


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def test_without_the_extra_it_says_what_to_install() -> None:
    done = python(
        "import sys; sys.modules['typer'] = None\n"
        "from govpublic_sdk.cli import main; sys.exit(main(['--help']))"
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "govpublic needs the extra cli: pip install 'govpublic_sdk[cli]'\n"


def test_another_module_that_is_missing_is_not_taken_for_the_extra() -> None:
    done = python(
        "import sys; sys.modules['httpx'] = None; sys.modules['zoneinfo'] = None\n"
        "from govpublic_sdk.cli import main; sys.exit(main(['--help']))"
    )

    assert "zoneinfo" in done.stderr


def test_importing_it_loads_no_typer() -> None:
    done = python("import sys, govpublic_sdk.cli; print('typer' in sys.modules)")

    assert done.stdout == "False\n"


def test_checking_a_link_loads_no_client() -> None:
    done = python(
        "import sys; from govpublic_sdk.cli import main\n"
        f"main(['link', 'check', '{RIGHT}'])\n"
        "print({'httpx', 'rich', 'govpublic_sdk._client'} & set(sys.modules))"
    )

    assert done.stdout.endswith("set()\n")


def test_the_sandbox_is_the_same_as_the_modules() -> None:
    words = ["sandbox", "--port=0", "--publics=2", "--posts=1", "--no-limits", "--json"]
    with subprocess.Popen([*MODULE, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        environment = {
            **os.environ,
            "GOVPUBLIC_VK_URL": told["url"],
            "GOVPUBLIC_VK_SERVICE_TOKEN": told["tokens"]["service"],
        }
        posts = subprocess.run(
            [*MODULE, "posts", str(told["publics"][1]), "--json"],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert len(posts.stdout.splitlines()) == 1


def test_the_sandbox_gets_its_options(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr("govpublic_sdk.sandbox.__main__.main", given.append)

    assert shell("sandbox", "--publics", "3").code == 0
    assert shell("sandbox", "--no-limits", "--json").code == 0
    assert shell("sandbox", "--port", "-1").code == 2
    assert given == [
        ["--port=8311", "--publics=3", "--posts=30", "--seed=1"],
        ["--port=8311", "--publics=37", "--posts=30", "--seed=1", "--no-limits", "--json"],
    ]


# --- the page of the docs ---------------------------------------------------------------------

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
SHOWN = re.findall(r"^\$ (govpublic .*)$", PAGE, flags=re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="the page speaks of a Unix shell")
@pytest.mark.parametrize("line", [one for one in SHOWN if "sandbox --" not in one])
def test_commands_of_the_docs_run(
    line: str, box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.world.names["samara"] = ("group", box.publics[0])
    addresses = "\n".join(f"club{one}" for one in box.publics)
    Path("pages.csv").write_text(f"Страница\n{addresses}\n", "utf-8")
    Path("links.txt").write_text(f"{RIGHT}\n", "utf-8")
    incident_files(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    if "--compare" in line:
        main(["audit", "pages.csv", "--cache", "answers.jsonl"])

    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)

    assert done.returncode == (3 if "'http://" in line else 0), done.stderr
    assert done.stderr == ""
    assert done.stdout or ">" in line


def test_the_docs_show_every_command_and_option() -> None:
    for path, command in COMMANDS.items():
        if not hasattr(command, "commands"):
            assert any(line.startswith(" ".join(("govpublic", *path))) for line in SHOWN), path
        options = {name for one in command.params for name in one.opts if name.startswith("-")}
        assert not {name for name in options - {"--help"} if name not in PAGE}, path


def test_the_docs_show_no_option_that_is_not_there() -> None:
    known = {name for one in COMMANDS.values() for each in one.params for name in each.opts}

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) <= known | {"--help"}
