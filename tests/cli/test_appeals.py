"""`govpublic appeals`: an export in figures, by its words alone."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from govpublic_sdk.appeals import DeadlinePolicy, Term, WorkingHours
from govpublic_sdk.cli import main

EXPORT = """ID;Создан;Закрыт;Группа;Тема;Муниципалитет;Улица;Исполнитель;Итог;Текст
1;02.09.2025 12:58:04;03.09.2025 10:00:00;ЖКХ;ЖКХ прочее;Омск г.о.;Ленина;Мэрия;Решено;Житель 1
2;02.09.2025 13:10:00;;Дороги;ямы;Омск г.о.;Ленина;=1+1;В работе;Житель 2
3;03.09.2025 09:10:00;;Дороги;Ямы;Тарский м.р.;Ленина;;В работе;Житель 2
"""
BROKEN = EXPORT + "4;на прошлой неделе;;ЖКХ;ЖКХ прочее;;;;;Житель 3\n"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


class Shell:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Done:
        code = main(["appeals", *map(str, words)])
        told = self._capsys.readouterr()
        assert not [word for word in ("Житель", "Ленина") if word in told.out + told.err]
        return Done(code, told.out, told.err)


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    for name in [*os.environ]:
        if name.startswith("GOVPUBLIC_") or name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("export.csv").write_text(EXPORT, encoding="utf-8")
    policy = DeadlinePolicy(
        id="omsk",
        version="1",
        regime="incident",
        zone="Asia/Omsk",
        hours=WorkingHours.week(time(9), time(18)),
        terms=(Term(kind="final", since=("submitted",), amount=1, unit="working_days"),),
    )
    Path("policy.json").write_text(policy.as_json(), encoding="utf-8")
    return Shell(capsys)


DAY = ("daily", "export.csv", "--day", "2025-09-03", "--zone", "Asia/Omsk")
TERMS = ("--policy", "policy.json")


def test_a_day_is_told_and_written(shell: Shell) -> None:
    names = [f"day.{end}" for end in ("html", "xlsx", "csv", "json", "svg")]
    done = shell(*DAY, *TERMS, *(word for name in names for word in ("-o", name)))

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:3] == [
        "The day 2025-09-03, Asia/Omsk",
        "Received: 1 (day before 2, difference −1 (−50%); mean of 7 days: no data)",
        "Closed: 1 (day before 0, difference +1; mean of 7 days: no data)",
    ]
    assert "Overdue: 1" in done.out
    assert "Median time to the final answer: 21 h 1 min (known of 1)" in done.out
    assert all(name in done.out and Path(name).stat().st_size for name in names)


def test_without_rules_no_term_is_known(shell: Shell) -> None:
    done = shell(*DAY, "--language", "ru")

    assert done.code == 0
    assert "Срок неизвестен: 3" in done.out
    assert "Сроки неизвестны: назовите правила в --policy." in done.err


def test_verdicts_are_said(shell: Shell) -> None:
    rows = "".join(
        f"{100 + number};03.09.2025 09:10:00;;Дороги;Ямы;;;;В работе;x\n" for number in range(20)
    )
    Path("export.csv").write_text(EXPORT + rows, encoding="utf-8")
    done = shell(*DAY, "--since", "2025-01-01", "--language", "ru")

    assert "Поступило: 21 (накануне 2, разница +19 (+950%), хуже; среднее за 7 дней 0,3" in done.out


def test_a_program_gets_one_document(shell: Shell) -> None:
    done = shell(*DAY, *TERMS, "--json", "-o", "day.json")

    found: dict[str, Any] = json.loads(done.out)
    assert found == json.loads(Path("day.json").read_text("utf-8"))
    assert found["day"] == "2025-09-03"


def test_yesterday_is_the_usual_day(shell: Shell) -> None:
    done = shell("daily", "export.csv", *TERMS)

    assert done.code == 0
    assert "Received: 0 (day before 0, difference 0; mean of 7 days 0, difference 0)" in done.out


def test_topics_by_a_classifier(shell: Shell) -> None:
    Path("topics.csv").write_text("Группа;Тема\nДОРОГИ;ЯМЫ\n", encoding="utf-8")
    shell(*DAY, *TERMS, "--classifier", "topics.csv", "-o", "day.json")

    found = json.loads(Path("day.json").read_text("utf-8"))
    topics = {(one["group"], one["topic"]): one["total"] for one in found["topics"]}
    assert topics == {("ДОРОГИ", "ЯМЫ"): 2, ("ЖКХ", "ЖКХ прочее"): 1}


def test_what_is_overdue_is_listed(shell: Shell) -> None:
    words = ("overdue", "export.csv", *TERMS, "--zone", "Asia/Omsk", "--day", "2025-09-05")
    done = shell(*words, "--csv")

    assert (done.code, done.err) == (3, "")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["id"] for row in rows] == ["incidents/2", "incidents/3"]
    assert rows[0]["due"] == "2025-09-03T23:59:59+06:00"
    assert rows[0]["body"] == "'=1+1"
    assert [float(row["hours_over"]) for row in rows] == [48.0, 24.0]
    shown = shell(*words, "--language", "ru").out.splitlines()
    assert shown[0].startswith("Обращение")
    assert "2 дн. 0 ч" in shown[1]
    told = [json.loads(line) for line in shell(*words, "--json").out.splitlines()]
    assert [(one["topic"], one["hours_over"]) for one in told] == [("ямы", 48.0), ("Ямы", 24.0)]
    assert all(isinstance(one["hours_over"], float) for one in told)


def test_nothing_overdue_is_success(shell: Shell) -> None:
    day = ("--day", "2025-09-02", "--zone", "Asia/Omsk")
    assert shell("overdue", "export.csv", *TERMS, *day).code == 0
    assert shell("overdue", "export.csv", "--policy", "sevastopol-incident").code == 3


@pytest.mark.parametrize("words", [DAY, ("overdue", "export.csv", "--day", "2025-09-02")])
def test_a_row_that_was_not_read_is_no_success(shell: Shell, words: tuple[str, ...]) -> None:
    Path("export.csv").write_text(BROKEN, encoding="utf-8")
    done = shell(*words, *TERMS)

    assert done.code == 3
    assert "Rows not read: 1; the first is 5: " in done.err


def test_statuses_that_nobody_knows_are_said_in_one_line(shell: Shell) -> None:
    Path("export.csv").write_text(EXPORT.replace("В работе", "В космосе"), encoding="utf-8")

    done = shell(*DAY, *TERMS)

    assert "Statuses without a known meaning (2): «В космосе»." in done.err
    ru = shell(*DAY, *TERMS, "--language", "ru").err
    assert "Статусы с неизвестным значением (2): «В космосе»." in ru


@pytest.mark.parametrize("words", [DAY, ("overdue", "export.csv", "--day", "2025-09-02")])
def test_columns_that_nobody_knows_are_said_in_one_line(
    shell: Shell, words: tuple[str, ...]
) -> None:
    heads = ["ID", "Создан", "Итог", "О\nчём", *(f"Поле {number}" for number in range(11))]
    with Path("export.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heads, ["1", "02.09.2025", "Решено", *"x" * 12]])
    done = shell(*words, *TERMS)

    assert done.code == 0
    (line,) = done.err.splitlines()
    assert line.startswith("Unknown columns: «О чём», «Поле 0», ")
    assert line.endswith("«Поле 8», 2 more. Not found: text, topic.")
    (line,) = shell(*words, *TERMS, "--language", "ru").err.splitlines()
    assert line.startswith("Неизвестные столбцы: «О чём», ")
    assert line.endswith("ещё 2. Не найдено: текст, тема.")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--day", "tomorrow"], "--day"),
        (["--day", "2999-01-01"], "--day"),
        (["--zone", "Nowhere"], "--zone"),
        (["--layout", "none"], "--layout"),
        (["--sheet", "x"], "--sheet"),
        (["--policy", "none"], "--policy"),
        (["--policy", "export.csv"], "--policy"),
        (["--classifier", "none.csv"], "--classifier"),
        (["-o", "day.doc"], "--output"),
        (["-o", "nowhere/day.html"], "--output"),
        (["-o", "./export.csv"], "--output"),
    ],
)
def test_wrong_usage_names_the_option(shell: Shell, words: list[str], named: str) -> None:
    done = shell("daily", "export.csv", *words)

    assert done.code == 2
    assert named in done.err
    assert done.out == ""


def test_a_file_that_cannot_be_read_is_an_error(shell: Shell) -> None:
    done = shell("daily", "nowhere.csv")

    assert done.code == 1
    assert "FILE" in done.err


def test_help_is_in_both_languages(shell: Shell) -> None:
    assert "as of the end of this day" in shell("overdue", "--help").out.lower()
    assert "Коды выхода" in shell("daily", "--help", "--language", "ru").out
