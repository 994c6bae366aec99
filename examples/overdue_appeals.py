"""A report of overdue appeals: which, since when, and why by then, in words with the article.

It reads a desk file (see `appeals_desk.py`) and writes a table; citizens' words and names are not
in it. Without a file it makes a desk on the sandbox, where nobody has answered for forty days:

    python examples/overdue_appeals.py
    python examples/overdue_appeals.py --store desk.db --out overdue.csv
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from govpublic_sdk import appeals, errors, models, pos
from govpublic_sdk.sandbox import Sandbox
from tables import Row, as_table, write_csv

DAY = 86_400


def overdue(desk: appeals.Desk, now: datetime) -> Iterator[Row]:
    """A line for each overdue appeal, the longest overdue first."""
    for row in appeals.sort_by_due(desk.overdue(now)):
        appeal = desk.get(row.id)
        if appeal is not None:
            yield line(appeal, now)


def line(appeal: models.Appeal, now: datetime) -> Row:
    """What a report shows of an appeal: nothing that a citizen said."""
    due = appeals.next_due(appeal.deadlines)
    left = due.remaining(now) if due else None
    return {
        "appeal": appeal.id,
        "topic": topic(appeal),
        "municipality": appeal.place.municipality if appeal.place else None,
        "responsible": appeal.responsible.name if appeal.responsible else None,
        "days overdue": -left // timedelta(days=1) if left is not None else None,
        "why": appeals.explain(due)("ru") if due else None,
    }


def topic(appeal: models.Appeal) -> str | None:
    """The finest name of the category that is known."""
    if appeal.category is None:
        return None
    levels = (appeal.category.fact, appeal.category.topic, appeal.category.group)
    return next((level.name for level in levels if level and level.name), None)


def made_desk(path: Path) -> datetime:
    """A desk of the sandbox forty days after some citizens wrote; the moment that it is there."""
    with Sandbox(publics=1) as box, appeals.Desk(path, now=box.clock.now) as desk:
        settings = pos.Settings(**box.pos.settings())
        with box.client(vk=None, pos=settings, desk=desk) as client:
            box.pos.write("Во дворе яма.", citizen=7)
            box.pos.write("Не горит светофор.", citizen=8, fast_track=True)
            client.appeals.receive(since=moment(box) - timedelta(days=1))
            box.clock.advance(40 * DAY)
            box.pos.write("Нет автобуса.", citizen=9)
            client.appeals.receive()
        return moment(box)


def moment(box: Sandbox) -> datetime:
    """Now, on the sandbox."""
    return datetime.fromtimestamp(box.clock.now(), UTC)


def report(store: Path, now: datetime, out: Path | None) -> None:
    """Show the table, and write it where it is wanted."""
    with appeals.Desk(store) as desk:
        rows = list(overdue(desk, now))
        counts = appeals.count_rows(desk.rows(), now)
    print(as_table(rows, widest=70))
    print(f"{counts.total} appeals, {counts.open} open, {counts.overdue} overdue")
    if out is not None:
        write_csv(out, rows)


def main() -> int:
    """Report on a desk, or on one of the sandbox."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--store", type=Path, help="the file of a desk")
    parser.add_argument("--out", type=Path, help="write the table into this csv file")
    chosen = parser.parse_args()
    try:
        if chosen.store:
            if not chosen.store.exists():
                parser.error(f"there is no file {chosen.store}")
            report(chosen.store, datetime.now(UTC), chosen.out)
            return 0
        with TemporaryDirectory() as folder:
            store = Path(folder) / "desk.db"
            report(store, made_desk(store), chosen.out)
    except (errors.GovPublicError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
