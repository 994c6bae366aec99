"""A desk for appeals from everywhere: taken in once, put in order of their terms, answered once.

Comments, messages and topics of a public, messages of the feedback platform (ПОС), reports of an
Open311 server and an export of the incident system become one list. What is answered goes back to
where it came from. It runs on the sandbox:

    python examples/appeals_desk.py

Run it again with the same `--store`: what was answered stays answered, whatever was killed between.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from govpublic_sdk import GovPublic, appeals, errors, models, open311, pos
from govpublic_sdk.sandbox import Sandbox
from tables import Row, as_table

LAST_POST = 30
ANSWER = "Здравствуйте! Осмотрели сегодня, работы на этой неделе. Спасибо, что написали."
INCIDENTS = appeals.DeadlinePolicy(
    id="sandbox-incidents",
    version="1",
    regime="incident",
    terms=(
        appeals.Term(
            kind="final",
            since=("registered", "submitted"),
            amount=9,
            unit="working_hours",
            basis="порядок работы с открытыми источниками (песочница)",
        ),
    ),
    zone="Europe/Samara",
    hours=appeals.WorkingHours.week(time(9), time(18)),
)
EXPORT = (
    "id;Номер инцидента;Текущий шаг инцидента;Дата создания;Группа тем;Тема;Муниципалитет;"
    "Тип инцидента;Итог;Текст инцидента\n"
    "501;И-501;В работе;01.11.2026 09:30:00;ЖКХ;Уборка дворов;Песочный район;Решаемый;;"
    "Двор не убирают\n"
)


def write_everywhere(box: Sandbox, public: int) -> None:
    """Citizens write: «Житель 7» below a post, «Житель 8» a message, and so on."""
    box.citizens.comment(public, LAST_POST, "На Садовой темно.", citizen=7)
    box.citizens.write(public, "Когда уберут снег?", citizen=8)
    box.pos.write("Во дворе яма.", citizen=9)
    box.pos.write("Не горит светофор.", citizen=10, fast_track=True)
    box.open311.report("Сломана скамейка.", citizen=11)


def channels_of(public: int, export: Path) -> list[appeals.Channel]:
    """The channels beside ПОС and Open311, which a client knows by their settings."""
    return [
        appeals.VkComments(public),
        appeals.VkMessages(public),
        appeals.VkTopics(public),
        appeals.IncidentExport(export),
    ]


def take_in(client: GovPublic, since: datetime) -> str:
    """Take in from all channels; a channel that fails does not keep the others."""
    troubles: list[str] = []
    came = client.appeals.receive(since=since, on_error=lambda name, _: troubles.append(name))
    failed = f", {', '.join(troubles)} failed" if troubles else ""
    return f"{len(came.new)} new, {len(came.changed)} changed, {came.known} known{failed}"


def answer_all(client: GovPublic, desk: appeals.Desk, now: datetime) -> list[Row]:
    """Answer what is open, the most urgent first; a line for each."""
    rows = appeals.sort_by_due(row for row in desk.rows() if row.is_open)
    return [line(client, appeal, now) for row in rows if (appeal := desk.get(row.id)) is not None]


def line(client: GovPublic, appeal: models.Appeal, now: datetime) -> Row:
    """Answer an appeal and tell what came of it."""
    due = appeals.next_due(appeal.deadlines)
    left = due.remaining(now) if due else None
    return {
        "appeal": appeal.id,
        "regime": appeal.regime,
        "due": due.due_at.strftime("%d.%m.%Y %H:%M") if due and due.due_at else None,
        "days left": left.days if left is not None else None,
        "why": (due.basis or due.kind) if due else None,
        "answer": answer(client, appeal),
    }


def answer(client: GovPublic, appeal: models.Appeal) -> str:
    """Answer one appeal where its channel can; the same answer is never sent twice."""
    try:
        sent = client.appeals.answer(appeal, ANSWER, by="дежурный")
    except errors.CapabilityNotSupported:
        return "only by hand"
    except (errors.Conflict, errors.OutcomeUnknown) as error:
        return type(error).__name__
    return f"sent as {sent.number}" if sent.number else "sent"


def run(folder: Path, store: Path) -> None:
    """Take in and answer, twice: the second time there is nothing to do."""
    export = folder / "export.csv"
    export.write_text(EXPORT, encoding="utf-8-sig")
    with ExitStack() as stack:
        box = stack.enter_context(Sandbox(publics=1))
        public = box.publics[0]
        policies = {**appeals.POLICIES, "incident": INCIDENTS}
        desk = stack.enter_context(appeals.Desk(store, policies=policies, now=box.clock.now))
        client = stack.enter_context(
            box.client(
                pos=pos.Settings(**box.pos.settings()),
                open311=[open311.Server(**box.open311.settings())],
                channels=channels_of(public, export),
                desk=desk,
            )
        )
        write_everywhere(box, public)
        box.clock.advance(3600)
        now = datetime.fromtimestamp(box.clock.now(), UTC)
        for title in ("first round", "second round"):
            print(f"{title}: {take_in(client, now - timedelta(days=7))}")
            print(as_table(answer_all(client, desk, now)), end="\n\n")


def main() -> int:
    """Run on the sandbox."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--store", type=Path, help="keep the desk in this file")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        run(Path(name), chosen.store or Path(name) / "desk.db")
    return 0


if __name__ == "__main__":
    sys.exit(main())
