"""Incident exports into appeals: a workbook beside openpyxl alone, and memory of a long csv."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from collecting import peak
from rounds import Row, in_turn, median, ratio

_HERE = Path(__file__).parent
_ROWS, _BROKEN = 26_201, 5
_CSV = (50_000, 200_000, 400_000)
_HEADS = {
    "A": "Источник",
    "B": "ID",
    "C": "Номер инцидента",
    "D": "Отдел",
    "E": "Исполнитель",
    "F": "Время с начала создания инцидента до окончания",
    "Q": "Текущий шаг инцидента",
    "R": "Дата создания",
    "S": "Дата закрытия",
    "T": "Группа тем",
    "U": "Тема",
    "V": "Регион",
    "W": "Муниципалитет",
    "X": "Населенный пункт",
    "Y": "Улица",
    "Z": "Дом",
    "AC": "Тип инцидента",
    "AD": "Итог",
    "AI": "Текст инцидента",
    "AJ": "1ый ответ ПИ",
    "AR": "Теги",
}
_TEXT = "[club1|Городские новости], во дворе дома третий день не горят фонари; темно и скользко. "


def measure() -> list[Row]:
    """The workbook in this process, each csv in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        book = _workbook(Path(folder) / "export.xlsx")
        rows = _workbook_rows(book)
    return [*rows, *_csv_rows()]


def _workbook_rows(book: Path) -> list[Row]:
    figures = in_turn({"ours": lambda: _ours(book), "openpyxl": lambda: _openpyxl(book)}, rounds=3)
    size = f"{_ROWS:,} rows, 47 columns, {book.stat().st_size / 1e6:.1f} MB"
    beside = ratio(figures, "ours", "openpyxl")
    return [
        Row(what="xlsx to appeals", figure=median(figures, "ours"), unit="s", note=size),
        Row(what="openpyxl, values alone", figure=median(figures, "openpyxl"), unit="s"),
        Row(what="xlsx to appeals beside openpyxl alone", figure=beside, unit="", reach=1),
    ]


def _ours(book: Path) -> float:
    from govpublic_sdk.appeals.channels.incidents import IncidentExport

    started = time.perf_counter()
    export = IncidentExport(book)
    count = sum(1 for _ in export)
    took = time.perf_counter() - started
    assert (count, export.survey.unread_count) == (_ROWS - _BROKEN, _BROKEN)
    return took


def _openpyxl(book: Path) -> float:
    from openpyxl import load_workbook

    started = time.perf_counter()
    sheet = load_workbook(book, read_only=True).worksheets[0]
    count = sum(1 for _ in sheet.iter_rows(values_only=True))
    took = time.perf_counter() - started
    assert count == _ROWS + 1
    return took


def _csv_rows() -> list[Row]:
    found = {rows: _measured(rows) for rows in _CSV}
    first, last = found[_CSV[0]], found[_CSV[-1]]
    listed = [
        Row(what=f"csv of {rows:,} rows", figure=one["memory"], unit="MiB", note=_note(one))
        for rows, one in found.items()
    ]
    growth = last["memory"] - first["memory"]
    what = f"memory of {_CSV[-1]:,} rows more than of {_CSV[0]:,}"
    return [*listed, Row(what=what, figure=growth, unit="MiB", reach=5)]


def _note(one: dict[str, float]) -> str:
    return f"peak of the process; {one['seconds']:.1f} s, file of {one['size'] / 1e6:.0f} MB"


def _measured(rows: int) -> dict[str, float]:
    program = [sys.executable, str(_HERE / "appeals_export.py")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        subprocess.run([*program, "make", str(path), str(rows)], check=True)
        done = subprocess.run(
            [*program, "read", str(path)], capture_output=True, text=True, check=True
        )
        found: dict[str, float] = json.loads(done.stdout)
        return {**found, "size": path.stat().st_size}


def _read(path: str) -> None:
    from govpublic_sdk.appeals.channels.incidents import IncidentExport

    started = time.perf_counter()
    count = sum(1 for _ in IncidentExport(path))
    took = time.perf_counter() - started
    print(json.dumps({"seconds": took, "memory": peak(), "count": count}))


def _make(path: str, rows: str) -> None:
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(_table(int(rows)))


def _workbook(path: Path) -> Path:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Инциденты")
        for number, row in enumerate(_table(_ROWS, broken=_BROKEN)):
            sheet.write_row(number, 0, row)
    return path


def _table(rows: int, broken: int = 0) -> Iterator[list[Any]]:
    """Rows in the layout of 47 columns; some have a date that is none."""
    places = {_place(letter): head for letter, head in _HEADS.items()}
    yield [places.get(at, f"Поле {at + 1}") for at in range(47)]
    started = datetime(2025, 1, 1, 8)  # noqa: DTZ001  exports tell no zone
    for number in range(rows):
        made = started + timedelta(minutes=7 * number)
        row = _row(number, made, made + timedelta(hours=9), places)
        if number % (rows // 5) == 7 and broken:
            row[_place("R")] = "на прошлой неделе"
        yield row


def _row(number: int, made: datetime, done: datetime, places: dict[int, str]) -> list[Any]:
    known = {
        "Источник": "ВКонтакте",
        "ID": 300_000 + number,
        "Номер инцидента": f"И-{number}",
        "Отдел": "Отдел обращений",
        "Исполнитель": f"Администрация {number % 32}",
        "Время с начала создания инцидента до окончания": "9:00:00",
        "Текущий шаг инцидента": "Готово",
        "Дата создания": made.strftime("%d.%m.%Y %H:%M:%S"),
        "Дата закрытия": done.strftime("%d.%m.%Y %H:%M:%S"),
        "Группа тем": f"Группа {number % 26}",
        "Тема": f"Тема {number % 359}",
        "Регион": "Омская область",
        "Муниципалитет": f"Район {number % 32}",
        "Населенный пункт": f"Село {number % 400}",
        "Улица": "Мира",
        "Дом": number % 99,
        "Тип инцидента": "Решаемый",
        "Итог": ("Решено", "Разъяснено", "Перенаправлено")[number % 3],
        "Текст инцидента": _TEXT * (1 + number % 4),
        "1ый ответ ПИ": "Здравствуйте! Передали в работу.",
        "Теги": "двор, свет",
    }
    return [known.get(places.get(at, ""), f"значение {number % 50}") for at in range(47)]


def _place(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1


if __name__ == "__main__":
    {"make": _make, "read": _read}[sys.argv[1]](*sys.argv[2:])
