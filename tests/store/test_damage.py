"""Damaged and vanished files of stores: `StoreError`, and never a word of what they hold."""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from govpublic_sdk import errors
from govpublic_sdk.appeals import AppealUpdate, Desk, Reply, SentReply
from govpublic_sdk.appeals.desk import SendLease
from govpublic_sdk.models import Appeal, AppealAnswer, AppealEvent, AppealId, Applicant, Private
from govpublic_sdk.store import Inbox, Outbox

CANARY = "Канарейка"
START = datetime(2026, 11, 2, 6, tzinfo=UTC)
COPIES = 60

Store = Desk | Inbox | Outbox


def appeal_of(number: int) -> Appeal:
    return Appeal(
        id=AppealId("pos", f"{number}"),
        regime="message",
        stage="submitted",
        text=f"{CANARY} {number} " * 20,
        submitted_at=START + timedelta(hours=number),
        applicant=Applicant(name=Private(CANARY), phone=Private(CANARY)),
        answers=(AppealAnswer(kind="interim", text=CANARY, at=START),),
        attributes={CANARY: CANARY},
    )


def fill_inbox(path: Path) -> None:
    with Inbox(path) as inbox:
        for number in range(1, 30):
            inbox.put(1, f"{CANARY} {number}", f"{CANARY} {number}".encode() * 20)
        inbox.put_all(2, [], position=CANARY)
        for event in inbox.take("worker", count=10):
            inbox.retry(event.id, CANARY, after=1.0)
        inbox.bury(20, CANARY)


def fill_answers(path: Path) -> None:
    with Outbox(path) as answers:
        for number in range(40):
            answers.begin(f"{CANARY} {number}")
        for number in range(20):
            answers.sent(f"{CANARY} {number}", CANARY)


def fill_desk(path: Path) -> None:
    with Desk(path) as desk:
        desk.put_all(map(appeal_of, range(20)))
        for number in range(6):
            appeal = appeal_of(number)
            right = desk.begin(appeal, Reply(text=CANARY, key=f"k{number}"), by=CANARY)
            assert isinstance(right, SendLease)
            if number % 2:
                desk.mark_sent(right, SentReply(appeal=appeal.id, key=right.key, kind="final"))
            draft = desk.draft(appeal, Reply(text=CANARY, key=f"d{number}"), by=CANARY)
            desk.approve(draft, by=CANARY)
            desk.note(appeal.id, CANARY, by=CANARY)
        desk.store_unparsed("pos", {CANARY: {CANARY: CANARY}})
        desk.reach("pos", START)


def inbox_uses(inbox: Inbox) -> Iterator[Callable[[], object]]:
    yield lambda: inbox.put(1, "new", b"body")
    yield lambda: inbox.put(1, f"{CANARY} 3", b"body")
    yield lambda: inbox.put_all(2, [("a", b"b")], position="7")
    yield lambda: inbox.position(2)
    yield lambda: inbox.take("worker", count=50)
    yield lambda: inbox.retry(3, "why", after=1.0)
    yield lambda: inbox.release(4)
    yield lambda: inbox.acknowledge(5)
    yield lambda: inbox.bury(6, "why")
    yield lambda: inbox.dead()
    yield lambda: inbox.revive(20)
    yield lambda: inbox.counts()
    yield lambda: inbox.purge(timedelta(0))


def answers_uses(answers: Outbox) -> Iterator[Callable[[], object]]:
    for number in (1, 30, 50):
        key = f"{CANARY} {number}"
        yield lambda key=key: answers.begin(key)
        yield lambda key=key: answers.result(key)
        yield lambda key=key: answers.sent(key, "result")
        yield lambda key=key: answers.forget(key)
    yield lambda: answers.unknown()
    yield lambda: answers.purge(timedelta(0))


def desk_uses(desk: Desk) -> Iterator[Callable[[], object]]:
    """Each method, on each appeal that has replies and drafts."""
    for number in range(7):
        appeal, key = appeal_of(number), f"k{number}"
        right, event = SendLease(key, "token"), AppealEvent(kind="message", text="new")
        yield lambda appeal=appeal: desk.get(appeal.id)
        yield lambda appeal=appeal: desk.complete(appeal)
        yield lambda appeal=appeal: desk.put(appeal)
        yield lambda appeal=appeal: desk.put(appeal.model_copy(update={"text": "new"}))
        yield lambda appeal=appeal, event=event: desk.update(
            AppealUpdate(appeal=appeal.id, event=event)
        )
        yield lambda appeal=appeal: desk.replies(appeal.id)
        yield lambda appeal=appeal: desk.journal(appeal.id)
        yield lambda appeal=appeal: [desk.require_approved(one) for one in desk.drafts(appeal.id)]
        yield lambda appeal=appeal: [desk.approve(one) for one in desk.drafts(appeal.id)]
        yield lambda appeal=appeal: [desk.mark_draft_sent(one) for one in desk.drafts(appeal.id)]
        yield lambda appeal=appeal: desk.draft(appeal, Reply(text="draft", key="new"))
        yield lambda appeal=appeal: desk.note(appeal.id, "note")
        yield lambda appeal=appeal, key=key: desk.begin(appeal, Reply(text=CANARY, key=key))
        yield lambda appeal=appeal: desk.begin(appeal, Reply(text="other", key="other"))
        yield lambda right=right: desk.renew(right)
        yield lambda right=right: desk.mark_unknown(right)
        yield lambda right=right: desk.mark_failed(right)
        yield lambda appeal=appeal, right=right: desk.mark_sent(
            right, SentReply(appeal=appeal.id, key=right.key, kind="final")
        )
        yield lambda appeal=appeal, key=key: desk.settle(appeal.id, key, sent=True)
    yield lambda: list(desk.each())
    yield lambda: list(desk.each(order="term", is_open=True))
    yield lambda: list(desk.rows())
    yield lambda: list(desk.rows(order="time", channel="pos"))
    yield lambda: list(desk.overdue(START + timedelta(days=900)))
    yield lambda: desk.unsettled()
    yield lambda: desk.unparsed()
    yield lambda: desk.store_unparsed("pos", {"path": 1})
    yield lambda: desk.position("pos")
    yield lambda: desk.reach("pos", START + timedelta(days=1))
    yield lambda: desk.counts()
    yield lambda: desk.purge(timedelta(0))


KINDS: list[Any] = [
    pytest.param(Inbox, fill_inbox, inbox_uses, id="inbox"),
    pytest.param(Outbox, fill_answers, answers_uses, id="answers"),
    pytest.param(Desk, fill_desk, desk_uses, id="desk"),
]


def shown_by(error: BaseException) -> str:
    """All that an error shows, and all that hangs on it."""
    linked = (error.__cause__, error.__context__)
    texts = [str(error), repr(error), repr(error.args), repr(vars(error))]
    texts += ["".join(traceback.format_exception(error))]
    return " ".join([*texts, *(shown_by(one) for one in linked if one is not None)])


def flip(source: Path, target: Path, random: Random) -> None:
    """Copy a file with some bytes changed, most of them together."""
    body = bytearray(source.read_bytes())
    start = random.randrange(len(body))
    for _ in range(random.choice([1, 3, 20, 100, 400])):
        near = min(start + random.randrange(200), len(body) - 1)
        place = random.choice([near, random.randrange(len(body))])
        body[place] = random.choice([random.randrange(256), 0xFF, 0, ord("9"), body[place] ^ 1])
    target.write_bytes(bytes(body))


@pytest.mark.parametrize(("kind", "fill", "uses"), KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_damage_raises_store_errors_alone(
    kind: Any, fill: Any, uses: Any, seed: int, tmp_path: Path
) -> None:
    whole, random = tmp_path / "whole.db", Random(seed)
    fill(whole)
    raised: list[errors.StoreError | errors.ConfigurationError] = []
    for number in range(COPIES):
        path = tmp_path / f"{number}.db"
        flip(whole, path, random)
        try:
            store = kind(path, busy_timeout=0.2)
        except (errors.StoreError, errors.ConfigurationError) as error:  # beyond recognition
            raised.append(error)
            continue
        with store:
            raised += [error for use in uses(store) if (error := store_error_of(use))]

    assert len(raised) > COPIES / 10
    assert [text for error in raised if CANARY in (text := shown_by(error))] == []


def store_error_of(use: Callable[[], object]) -> errors.StoreError | None:
    """The error of a damaged store; what a whole one may raise as well is passed over."""
    try:
        use()
    except errors.StoreError as error:
        return error
    except (errors.Conflict, errors.ParameterError):
        return None
    return None


@pytest.mark.parametrize(("kind", "fill", "uses"), KINDS)
def test_damaged_head_is_damage(kind: Any, fill: Any, uses: Any, tmp_path: Path) -> None:
    path = tmp_path / "whole.db"
    fill(path)
    whole = path.read_bytes()

    for place in (*range(24), *range(68, 72)):
        for wrong in (0, 0xFF, whole[place] ^ 1):
            path.write_bytes(whole[:place] + bytes([wrong]) + whole[place + 1 :])
            error = store_error_of(lambda: kind(path).close())
            assert error is None or "is damaged" in str(error)


@pytest.mark.parametrize(("kind", "fill", "uses"), KINDS)
def test_use_of_a_whole_store_raises_no_store_error(
    kind: Any, fill: Any, uses: Any, tmp_path: Path
) -> None:
    fill(tmp_path / "whole.db")

    with kind(tmp_path / "whole.db") as store:
        for use in uses(store):
            try:
                use()
            except (errors.Conflict, errors.ParameterError):
                continue


@pytest.mark.parametrize("column", ["state", "author", "begun", "number"])
def test_reply_of_another_type_is_damage(column: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    fill_desk(path)
    overwrite(path, f"UPDATE desk_reply SET {column} = ?")

    with Desk(path) as desk, pytest.raises(errors.StoreError) as error:
        desk.replies(AppealId("pos", "0"))
    assert CANARY not in shown_by(error.value)


@pytest.mark.parametrize("column", ["author", "version", "written", "approver"])
def test_draft_of_another_type_is_damage(column: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    fill_desk(path)
    overwrite(path, f"UPDATE desk_draft SET {column} = ?")

    with Desk(path) as desk, pytest.raises(errors.StoreError) as error:
        desk.drafts(AppealId("pos", "0"))
    assert CANARY not in shown_by(error.value)


def overwrite(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, (CANARY.encode(),))
    connection.commit()
    connection.close()


# Files that are no longer there


def remove(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_suffix(".old"))


def replace(path: Path) -> None:
    shutil.copyfile(path, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def remove_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_suffix(".old"))


CHANGES = [remove, rename, replace, remove_log, move_folder]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps open files where they are")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("kind", "fill", "uses"), KINDS)
def test_vanished_file_is_noticed(
    kind: Any, fill: Any, uses: Any, change: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "store.db"
    path.parent.mkdir()
    fill(path)
    store = kind(path)
    next(uses(store))()
    change(path)

    for use in uses(store):
        with pytest.raises(errors.StoreError, match="removed, renamed or replaced"):
            use()
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_vanished_file_is_not_made_anew_after_a_fork(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Inbox(path) as inbox:
        inbox._database.before_fork()
        path.unlink()
        inbox._database.after_fork()

        with pytest.raises(errors.StoreError, match="removed, renamed or replaced"):
            inbox.put(1, "key", b"body")

    assert not path.exists()


def test_closed_store_may_be_opened_at_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Inbox(path) as inbox:
        assert inbox.put(1, "key", b"body")
    path.unlink()

    with Inbox(path) as inbox:
        assert inbox.put(1, "key", b"body")


def test_stores_of_one_file_close_independently(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Inbox(path) as inbox:
        with Outbox(path) as answers:
            answers.begin("key")
        inbox.purge(timedelta(0))

        assert inbox.put(1, "key", b"body")


# What callers give is checked before the file is locked


def test_appeals_are_read_before_the_desk_is_locked(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk, Desk(tmp_path / "desk.db", busy_timeout=0.05) as other:

        def appeals() -> Iterator[Appeal]:
            other.put(appeal_of(1))
            yield appeal_of(2)

        assert desk.put_all(appeals()) == ["new"]
        assert desk.counts().appeals == 2


@pytest.mark.parametrize(
    "use",
    [
        lambda desk: desk.put("appeal"),
        lambda desk: desk.put_all([5]),
        lambda desk: desk.update(5),
        lambda desk: desk.draft(appeal_of(1), "reply"),
        lambda desk: desk.draft("appeal", Reply(text="text", key="k")),
        lambda desk: desk.approve(5),
        lambda desk: desk.require_approved(None),
        lambda desk: desk.mark_draft_sent("draft"),
        lambda desk: desk.note(AppealId("pos", "1"), 5),
        lambda desk: desk.begin(appeal_of(1), "reply"),
        lambda desk: desk.renew("right"),
        lambda desk: desk.mark_sent(SendLease("k", "t"), "sent"),
        lambda desk: desk.mark_failed(None),
        lambda desk: desk.mark_unknown(5),
    ],
)
def test_wrong_types_are_not_called_damage(use: Callable[[Any], object], tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        desk.put(appeal_of(1))

        with pytest.raises(errors.ParameterError):
            use(desk)
