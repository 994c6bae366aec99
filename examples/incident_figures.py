"""An incident export turned into figures: the daily page of a control centre, and its totals.

    python examples/incident_figures.py export.xlsx --day 2026-11-25 --out day.html

Without a file it makes an export of the sandbox's region in the real layout, with some rows that
cannot be read: they are listed, and the run goes on. Needs `pip install "govpublic_sdk[reports]"`
for workbooks and pages; a csv needs nothing.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from govpublic_sdk import appeals, errors, models
from govpublic_sdk.reports import write_daily
from tables import Row, as_table

ZONE = "Europe/Samara"
TERM = appeals.DeadlinePolicy(
    id="sandbox-incidents",
    version="1",
    regime="incident",
    terms=(
        appeals.Term(
            kind="final", since=("registered", "submitted"), amount=18, unit="working_hours"
        ),
    ),
    zone=ZONE,
    hours=appeals.WorkingHours.week(time(9), time(18)),
)
HEADS = (
    *("ID", "Номер инцидента", "Текущий шаг инцидента", "Дата создания", "Дата закрытия"),
    *("Группа тем", "Тема", "Муниципалитет", "Исполнитель", "Итог", "Текст инцидента"),
)
TOPICS = (
    ("ЖКХ", "Уборка дворов"),
    ("ЖКХ", "Вывоз мусора"),
    ("Дороги", "Ямы на дорогах"),
    ("Общественный транспорт", "Опоздание автобусов"),
)
PLACES = (("Песочный район", "Служба двора"), ("Ведёрковский район", "Служба дорог"))
OUTCOMES = ("Решено", "Разъяснено", "Перенаправлено")


def with_terms(export: appeals.IncidentExport) -> Iterator[models.Appeal]:
    """The appeals of an export, each with its term: exports tell none."""
    for appeal in export:
        found = appeals.deadlines_of(appeal, TERM)
        yield appeal.model_copy(update={"deadlines": found})


def figures(path: Path, day: date, now: datetime, out: Path | None) -> None:
    """Count an export, show the totals by topic, and write the page of a day."""
    export = appeals.IncidentExport(path, zone=ZONE)
    found = appeals.summary(with_terms(export), now=now)
    print(as_table([line(topic, counts) for topic, counts in found.by_topic.items()]))
    print(f"{found.total.total} incidents, {found.total.open} open, {found.total.overdue} overdue")
    for row in export.unparsed:
        print(f"row {row.row} was not read: {row.reason('en')}")
    if out is not None:
        shown = appeals.daily(with_terms(export), day=day, zone=ZONE, now=now)
        write_daily(shown, out)
        print(f"the page of {day} is in {out}")


def line(topic: appeals.TopicKey, counts: appeals.Figures) -> Row:
    """The figures of one topic."""
    closed = counts.share_closed
    return {
        "group": topic.group,
        "topic": topic.topic,
        "all": counts.total,
        "open": counts.open,
        "overdue": counts.overdue,
        "closed, %": None if closed is None else round(100 * closed),
        "median time": counts.final_answer.time,
    }


def made_export(path: Path, day: date, rows: int, seed: int = 1) -> None:
    """An export of two weeks up to a day, with two rows that nobody can read."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADS)
        for number in range(1, rows + 1):
            writer.writerow(incident(number, day, chance))
        writer.writerow([rows + 1, "", "", "вчера, наверное", *[""] * 7])
        writer.writerow(["half", "a row"])


def incident(number: int, day: date, chance: random.Random) -> list[object]:
    """One made-up row."""
    begun = datetime.combine(day, time(20)) - timedelta(minutes=chance.randrange(14 * 24 * 60))
    ended = begun + timedelta(minutes=chance.randrange(30, 4 * 24 * 60))
    is_closed = ended.date() <= day
    group, topic = chance.choice(TOPICS)
    place, service = chance.choice(PLACES)
    return [
        number,
        f"И-{number}",
        "Готово" if is_closed else "Подготовка ответа",
        f"{begun:%d.%m.%Y %H:%M:%S}",
        f"{ended:%d.%m.%Y %H:%M:%S}" if is_closed else "",
        group,
        topic,
        place,
        service,
        chance.choice(OUTCOMES) if is_closed else "",
        "Житель пишет о беспорядке",
    ]


def main() -> int:
    """Count an export, or one of the sandbox's region."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("export", type=Path, nargs="?", help="an xlsx or csv")
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 25))
    parser.add_argument("--out", type=Path, help="an .html, .xlsx, .csv, .json or .svg file")
    chosen = parser.parse_args()
    now = datetime.combine(chosen.day + timedelta(days=1), time(8), ZoneInfo(ZONE)).astimezone(UTC)
    try:
        with TemporaryDirectory() as folder:
            path = chosen.export or Path(folder) / "export.csv"
            if chosen.export is None:
                made_export(path, chosen.day, rows=600)
            figures(path, chosen.day, now, chosen.out)
    except (errors.GovPublicError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
