"""The desk alone: what is kept of appeals, deadlines that stand, lists, and what is forgotten."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import errors
from govpublic_sdk.appeals import (
    APPEAL_59FZ,
    POLICIES,
    POS_MESSAGE,
    AppealUpdate,
    DeadlinePolicy,
    Desk,
    KeptReply,
    Reply,
    SentReply,
    Term,
    deadlines_of,
)
from govpublic_sdk.appeals.delivery import surely_not_sent
from govpublic_sdk.appeals.desk import SendLease
from govpublic_sdk.appeals.desk.merge import apply_update, keys_seen_by, merge_appeals
from govpublic_sdk.models import (
    Appeal,
    AppealAnswer,
    AppealEvent,
    AppealId,
    Applicant,
    Category,
    Deadline,
    Level,
    Private,
)
from govpublic_sdk.store import Inbox, Outbox
from run_steps import question

START = datetime(2026, 11, 2, 6, tzinfo=UTC)


def at(days: float) -> datetime:
    return START + timedelta(days=days)


def an_appeal(key: str = "1", **more: Any) -> Appeal:
    given = {"regime": "message", "stage": "submitted", "text": "Яма", "submitted_at": at(0)}
    return Appeal(id=AppealId("pos", key), **(given | more))


def a_reply(text: str = "Сделано", key: str = "k", **more: Any) -> Reply:
    return Reply(text=text, key=key, **more)


def sent(appeal: Appeal, key: str = "k", **more: Any) -> SentReply:
    return SentReply(appeal=appeal.id, key=key, kind="final", **more)


class Clock:
    def __init__(self) -> None:
        self.time = at(1).timestamp()

    def __call__(self) -> float:
        return self.time

    def passes(self, **span: float) -> None:
        self.time += timedelta(**span).total_seconds()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with Desk(tmp_path / "desk.db", now=clock) as found:
        yield found


# What is kept


def test_an_appeal_is_kept_whole(desk: Desk) -> None:
    told = an_appeal(
        applicant=Applicant(name=Private("Житель 1"), phone=Private("+7 000")),
        raw={"a": None, "b": [1, {"c": "д"}]},
        attributes={"q": None},
        numbers={"registration": "17"},
    )
    assert [desk.put(told), desk.put(told)] == ["new", "known"]

    kept = desk.get(told.id)
    assert kept
    assert kept.model_copy(update={"deadlines": ()}) == told
    assert kept.applicant
    assert kept.applicant.name == Private("Житель 1")
    assert [one.kind for one in desk.journal(told.id)] == ["new"]
    assert desk.get(AppealId("pos", "2")) is None


def test_a_stored_appeal_has_the_deadlines_that_it_would_have_without_a_desk(desk: Desk) -> None:
    forwarded = AppealAnswer(kind="forward", at=at(1))
    told = an_appeal(regime="appeal_59fz", registered_at=at(0), answers=(forwarded,))
    desk.put(told)

    kept = desk.get(told.id)
    assert kept
    assert kept.deadlines == deadlines_of(told, APPEAL_59FZ)
    assert not any(one.is_conditional for one in kept.deadlines)


@pytest.mark.parametrize("text", ["\ud800 половина", "a\x00b", "", "🙂" * 5000])
def test_any_text_is_kept(desk: Desk, text: str) -> None:
    told = an_appeal(text=text, stage="word \ud800", raw={"text": text})
    desk.put(told)
    kept = desk.get(told.id)

    assert kept
    assert (kept.text, kept.raw) == (text, {"text": text})
    assert [one.id for one in desk.rows()] == [told.id]


def test_a_key_that_no_file_can_hold_is_refused(desk: Desk) -> None:
    for key in ("", "\ud800", "k" * 501):
        with pytest.raises(errors.ParameterError, match="key"):
            desk.put(an_appeal(key))
        for ask in (desk.get, desk.journal, desk.drafts, desk.replies):
            with pytest.raises(errors.ParameterError, match="key"):
                ask(AppealId("pos", key))


def test_the_file_is_closed_to_others_and_shared_with_other_stores(tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    with Inbox(path), Outbox(path), Desk(path) as desk:
        desk.put(an_appeal())
        assert str(path) in repr(desk)
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(errors.ConfigurationError, match="closed"):
        desk.counts()


def test_a_lease_is_above_zero(tmp_path: Path) -> None:
    with pytest.raises(errors.ParameterError, match="lease"):
        Desk(tmp_path / "desk.db", lease=timedelta(0))


# What two tellings make together


def test_what_is_left_out_stays_and_what_is_told_holds(desk: Desk) -> None:
    desk.put(an_appeal(title="Дорога", events=(AppealEvent(id="1", at=at(0)),), numbers={"a": "1"}))
    later = an_appeal(
        stage="in_progress",
        numbers={"b": "2"},
        events=(AppealEvent(id="2", at=at(1)),),
    )
    assert desk.put(later) == "changed"

    kept = desk.get(later.id)
    assert kept
    assert (kept.title, kept.stage, kept.numbers) == ("Дорога", "in_progress", {"a": "1", "b": "2"})
    assert [one.id for one in kept.events] == ["1", "2"]


def test_an_older_telling_changes_nothing_that_is_newer(desk: Desk) -> None:
    desk.put(an_appeal(stage="in_progress", updated_at=at(2)))
    older = an_appeal(stage="submitted", updated_at=at(1), title="Дорога")
    assert desk.put(older) == "changed"
    kept = desk.get(older.id)

    assert kept
    assert (kept.stage, kept.title, kept.updated_at) == ("in_progress", "Дорога", at(2))
    assert desk.put(an_appeal(stage="submitted", updated_at=at(0.5))) == "known"


def test_stages_may_go_back(desk: Desk) -> None:
    desk.put(an_appeal(stage="closed"))
    assert desk.put(an_appeal(stage="reopened")) == "changed"
    kept = desk.get(an_appeal().id)
    assert kept
    assert kept.is_open


def an_update(id: str | None, days: float | None, **more: Any) -> AppealUpdate:
    when = None if days is None else at(days)
    answer = more.pop("answer", None)
    event = AppealEvent(id=id, at=when, **more)
    return AppealUpdate(appeal=an_appeal().id, event=event, answer=answer)


def test_updates_come_once_and_in_any_order(desk: Desk) -> None:
    assert desk.update(an_update("u1", 1)) is None
    desk.put(an_appeal())
    answer = AppealAnswer(id="a", text="Сделано", kind="final", at=at(2))
    assert desk.update(an_update("u2", 2, stage="closed", raw_status="fixed", answer=answer)) == (
        "changed"
    )
    assert desk.update(an_update("u2", 2, stage="closed")) == "known"
    assert desk.update(an_update("u1", 1, stage="in_progress")) == "changed"
    assert desk.update(an_update("u0", -1, stage="routing")) == "known"
    assert desk.update(an_update(None, 1.5)) == "changed"
    assert desk.update(an_update(None, 1.5)) == "known"

    kept = desk.get(an_appeal().id)
    assert kept
    assert (kept.stage, kept.raw_status) == ("closed", "fixed")
    assert [one.id for one in kept.events] == ["u1", None, "u2"]
    assert [one.text for one in kept.answers] == ["Сделано"]


def test_an_event_without_a_date_may_set_a_stage() -> None:
    after = apply_update(an_appeal(submitted_at=None), an_update("u", None, stage="closed"))

    assert (after.stage, after.updated_at) == ("closed", None)


texts = st.sampled_from(["Сделано", "Отказано", "Принято"])


@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5))
def test_each_answer_that_is_seen_stands_for_one_reply(shown: list[str], given: list[str]) -> None:
    answers = [AppealAnswer(text=one) for one in shown]
    kept = [
        KeptReply(
            appeal=an_appeal().id,
            reply=a_reply(one, key=str(number)),
            digest=b"",
            state="sent",
            begun_at=at(0),
            lease_until=at(0),
            token="",
        )
        for number, one in enumerate(given)
    ]
    seen = keys_seen_by(answers, kept)

    for text in set(given):
        of_text = sum(kept[int(key)].reply.text == text for key in seen)
        assert of_text == min(shown.count(text), given.count(text))


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_merging_loses_no_answer_and_doubles_none(one: list[str], other: list[str]) -> None:
    kept = an_appeal(answers=tuple(AppealAnswer(text=text) for text in one))
    new = an_appeal(answers=tuple(AppealAnswer(text=text) for text in other))
    found = [answer.text for answer in merge_appeals(kept, new).answers]

    for text in {*one, *other}:
        assert found.count(text) == max(one.count(text), other.count(text))
    assert merge_appeals(merge_appeals(kept, new), new) == merge_appeals(kept, new)


# Deadlines


def test_deadlines_are_reckoned_once_and_stand(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "desk.db"
    told = an_appeal()
    with Desk(path, now=clock) as desk:
        desk.put(told)
        first = desk.get(told.id)
    shorter = DeadlinePolicy(
        id="shorter",
        version="2",
        regime="message",
        terms=(Term(kind="final", since=("submitted",), amount=1),),
    )
    with Desk(path, policies=[shorter], now=clock) as desk:
        assert desk.put(told.model_copy(update={"title": "Дорога"})) == "changed"
        desk.put(an_appeal("2"))
        kept, other = desk.get(told.id), desk.get(AppealId("pos", "2"))

    assert first
    assert kept
    assert other
    assert kept.deadlines == first.deadlines
    assert [(one.policy, one.policy_version) for one in kept.deadlines] == [
        ("pos-message", POS_MESSAGE.version)
    ]
    assert [one.policy for one in other.deadlines] == ["shorter"]


def test_what_was_not_known_is_filled_in_by_the_policy_that_was_kept(
    tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "desk.db"
    told = an_appeal(regime="appeal_59fz")
    with Desk(path, now=clock) as desk:
        desk.put(told)
        kept = desk.get(told.id)
        assert kept
        assert {one.kind: one.due_at is None for one in kept.deadlines} == {
            "registration": False,
            "forwarding": True,
            "final": True,
        }
    with Desk(path, policies=(), now=clock) as desk:
        desk.put(told.model_copy(update={"registered_at": at(1)}))
        kept = desk.get(told.id)

    assert kept
    found = {one.kind: one for one in kept.deadlines}
    assert found["final"].policy == APPEAL_59FZ.id
    assert found["final"].started_at == at(1)
    assert found["registration"].met_at == at(1)


def test_the_platform_may_move_its_own_date(desk: Desk) -> None:
    def due(days: float) -> tuple[Deadline, ...]:
        return (Deadline(kind="platform", due_at=at(days)), Deadline(kind="extra", due_at=at(1)))

    desk.put(an_appeal(deadlines=due(8)))
    desk.put(an_appeal(deadlines=due(9)))
    kept = desk.get(an_appeal().id)

    assert kept
    assert {one.kind: one.due_at for one in kept.deadlines} == {"platform": at(9), "extra": at(1)}


def test_a_desk_may_keep_terms_of_its_own_or_none(tmp_path: Path) -> None:
    with Desk(tmp_path / "none.db", policies=()) as desk:
        desk.put(an_appeal())
        kept = desk.get(an_appeal().id)
        assert kept
        assert kept.deadlines == ()
    with Desk(tmp_path / "some.db", policies=POLICIES) as desk:
        desk.put(an_appeal(category=Category(group=Level(id="1", name="Дороги"), fact=Level())))
        assert next(desk.rows()).due_at is not None
    with pytest.raises(errors.ParameterError, match="two policies of regime 'message'"):
        Desk(
            tmp_path / "two.db",
            policies=[
                POS_MESSAGE,
                DeadlinePolicy(id="x", version="1", regime="message", terms=POS_MESSAGE.terms),
            ],
        )


def test_an_answer_meets_the_term(desk: Desk, clock: Clock) -> None:
    told = an_appeal()
    desk.put(told)
    right = desk.begin(told, a_reply())
    assert isinstance(right, SendLease)
    desk.mark_sent(right, sent(told))
    kept = desk.get(told.id)

    assert kept
    assert [one.met_at for one in kept.deadlines] == [desk.now()]
    assert next(desk.rows()).due_at is None


# Lists


def filled(desk: Desk) -> None:
    desk.put_all(
        [
            *(an_appeal(f"{n}", submitted_at=at(-n)) for n in range(500)),
            an_appeal("no date", submitted_at=None),
            an_appeal("closed", stage="closed", submitted_at=at(-1000)),
        ]
    )


def test_lists_come_in_time_order_and_in_term_order(desk: Desk) -> None:
    filled(desk)
    times = [one.submitted_at for one in desk.each()]
    terms = [one.due_at for one in desk.rows()]
    ids = [one.id.key for one in desk.rows(is_open=True)]

    assert times[0] is None
    assert times[1:] == sorted(times[1:])  # type: ignore[type-var]
    assert terms[:500] == sorted(terms[:500])  # type: ignore[type-var]
    assert terms[500:] == [None, None]
    assert len(times) == len(terms) == 502
    assert "closed" not in ids
    assert [one.id.key for one in desk.each(is_open=False)] == ["closed"]
    assert list(desk.rows(channel="elsewhere")) == []
    with pytest.raises(errors.ParameterError, match="order"):
        list(desk.rows(order="size"))  # type: ignore[arg-type]


def test_a_list_goes_on_while_others_write(desk: Desk) -> None:
    filled(desk)
    walk = desk.each()
    next(walk)
    desk.put(an_appeal("late", submitted_at=at(5)))

    assert [one.id.key for one in walk][-1] == "late"


def test_overdue_ones_come_with_the_longest_first(desk: Desk) -> None:
    filled(desk)
    found = list(desk.overdue())
    now = desk.now()

    assert found
    assert found == [one for one in desk.rows() if one.is_overdue(now)]
    assert len(list(desk.overdue(at(1000)))) == 500
    assert desk.counts().overdue == len(found)


def test_positions_only_go_on(desk: Desk) -> None:
    assert desk.position("pos") is None
    desk.reach("pos", at(2))
    desk.reach("pos", at(1))

    assert desk.position("pos") == at(2)


# Replies at the desk


def test_a_reply_is_begun_once_and_its_lease_can_be_lost(desk: Desk, clock: Clock) -> None:
    told = an_appeal()
    first = desk.begin(told, a_reply(), by="Служба 1")
    assert isinstance(first, SendLease)
    assert first.doubtful is None
    for other in (a_reply(), a_reply("Иначе", key="k2"), a_reply(kind="refusal", key="k3")):
        with pytest.raises(errors.Conflict, match=r"is being sent.*Служба 1"):
            desk.begin(told, other)
    assert isinstance(desk.begin(told, a_reply(kind="interim", key="i")), SendLease)
    clock.passes(minutes=3)
    second = desk.begin(told, a_reply())
    assert isinstance(second, SendLease)
    assert second.doubtful
    assert second.doubtful.by == "Служба 1"
    with pytest.raises(errors.Conflict, match="another user"):
        desk.renew(first)
    desk.mark_failed(first)  # not its own any more
    desk.mark_unknown(first)
    desk.renew(second)
    assert desk.mark_sent(first, sent(told, number="5")).number == "5"  # it arrived: believed
    with pytest.raises(errors.Conflict):
        desk.renew(second)
    desk.mark_sent(second, sent(told, number="6"))
    assert [(one.state, one.number) for one in desk.replies(told.id)] == [
        ("begun", None),
        ("sent", "5"),
    ] or desk.replies(told.id)[0].number == "5"
    assert [one.reply.kind for one in desk.unsettled()] == ["interim"]


def test_settling(desk: Desk, clock: Clock) -> None:
    told = an_appeal()
    right = desk.begin(told, a_reply())
    assert isinstance(right, SendLease)
    with pytest.raises(errors.Conflict, match="is being sent"):
        desk.settle(told.id, "k", sent=False)
    for id, key in ((told.id, "no"), (AppealId("pos", "2"), "k")):
        with pytest.raises(errors.ParameterError, match="key"):
            desk.settle(id, key, sent=True)
    first = desk.settle(told.id, "k", sent=True, number="7", by="Служба 1")
    assert first
    assert first == desk.settle(told.id, "k", sent=True)
    assert desk.begin(told, a_reply()) == first
    with pytest.raises(errors.Conflict, match="was sent"):
        desk.settle(told.id, "k", sent=False)


def test_the_end_of_a_reply_that_was_purged_is_refused(desk: Desk) -> None:
    told = an_appeal()
    desk.put(told)
    with pytest.raises(errors.ParameterError, match="started"):
        desk.mark_sent(SendLease("k", "token"), sent(told))
    desk.mark_failed(SendLease("k", "token"))
    desk.mark_unknown(SendLease("k", "token"))


def looped() -> dict[str, Any]:
    loop: dict[str, Any] = {"street": "CANARY"}
    loop["street "] = loop
    return loop


def nested() -> dict[str, Any]:
    inner: list[Any] = ["CANARY"]
    for _ in range(100_000):
        inner = [inner]
    return {"inner": inner}


@pytest.mark.parametrize("value", [looped(), nested(), {"a": {1: 2, "b": 3}}])
def test_value_beyond_json_is_no_damage(desk: Desk, value: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError) as unparsed:
        desk.store_unparsed("pos", {"a": value, "b": {1: 1, "2": 2}})

    assert unparsed.value.name == "unparsed"
    assert (
        "CANARY"
        not in f"{unparsed.value!r} {unparsed.value.__cause__} {unparsed.value.__context__}"
    )
    assert not desk.unparsed()


@pytest.mark.parametrize("value", [looped(), nested()])
def test_attributes_beyond_json_are_no_damage(desk: Desk, value: dict[str, Any]) -> None:
    appeal = an_appeal()
    desk.put(appeal)

    with pytest.raises(errors.ParameterError) as error:
        desk.begin(appeal, a_reply(attributes=value))

    assert error.value.name == "attributes"
    assert not desk.unsettled()


@pytest.mark.parametrize("when", ["today", 5, datetime.max.replace(tzinfo=UTC)])
def test_odd_moment_of_a_sent_reply_is_no_damage(desk: Desk, when: Any) -> None:
    appeal = an_appeal()
    right = desk.begin(appeal, a_reply())
    assert isinstance(right, SendLease)

    with pytest.raises(errors.ParameterError) as error:
        desk.mark_sent(right, sent(appeal, at=when))

    assert error.value.name == "sent"
    assert [one.state for one in desk.unsettled()] == ["begun"]


def test_position_that_could_not_be_read_is_refused(desk: Desk) -> None:
    with pytest.raises(errors.ParameterError) as error:
        desk.reach("pos", datetime.max.replace(tzinfo=UTC))

    assert error.value.name == "until"
    assert desk.position("pos") is None


@pytest.mark.parametrize(
    ("error", "sure"),
    [
        (errors.ParameterError("a", "b", "c"), False),
        (errors.StoreError("locked"), False),
        (errors.NetworkError("x", sent=False), True),
        (errors.NetworkError("x"), False),
        (errors.ServerError("x", status=500), False),
        (errors.DecodeError("x", raw=b""), False),
        (errors.OutcomeUnknown("x"), False),
        (errors.AccessDenied("x", code=15), True),
        (errors.Conflict("x", code=409), True),
        (errors.Unavailable("x", code=10), False),
        (errors.Unavailable("x"), False),
        (errors.DeadlineExceeded("x"), False),
        (errors.DeadlineExceeded("x", call=question(safety="unsafe")), True),
        (errors.RetryBudgetExhausted("x", call=question(safety="keyed")), False),
    ],
)
def test_which_errors_prove_that_nothing_was_sent(error: errors.GovPublicError, sure: bool) -> None:
    assert surely_not_sent(error) is sure


# What is forgotten


def test_what_ended_long_ago_is_forgotten_and_wiped(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    old, doubtful, fresh = an_appeal("old"), an_appeal("doubt"), an_appeal("open")
    for one in (old, doubtful, fresh):
        desk.put(one.model_copy(update={"text": "Тайна"}))
    for one in (old, doubtful):
        right = desk.begin(one, a_reply("Ответ тайны", key=one.id.key))
        assert isinstance(right, SendLease)
        desk.mark_sent(right, sent(one))
    desk.begin(doubtful, a_reply("Тайна", key="later", kind="interim"))
    desk.draft(fresh, a_reply("Черновик", key="d"))
    desk.note(old.id, "Тайна тайн", by="Служба 1")
    desk.store_unparsed("pos", {"items.0": {"text": "Тайна"}})
    assert desk.purge(timedelta(days=1)) == 0
    clock.passes(days=2)
    assert desk.purge(timedelta(days=1)) == 1

    counts = desk.counts()
    assert (counts.appeals, counts.open, counts.drafts, counts.sent) == (2, 1, 1, 1)
    assert (counts.unsettled, counts.unparsed) == (1, 0)
    assert desk.get(old.id) is None
    assert desk.journal(old.id) == []
    desk.settle(doubtful.id, "later", sent=False)
    assert desk.purge(timedelta(days=1)) == 1
    assert {one.id.key for one in desk.rows()} == {"open"}
    files = [(tmp_path / f"desk.db{end}").read_bytes() for end in ("", "-wal")]
    assert not any("Тайна тайн".encode() in one or "Ответ тайны".encode() in one for one in files)


def test_a_desk_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    Desk(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 99 WHERE name = 'desk'")
    connection.commit()
    connection.close()
    with pytest.raises(errors.ConfigurationError, match="newer"):
        Desk(path)


@pytest.mark.parametrize("count", [0, 1_000_001])
def test_number_of_unsettled_replies_is_bounded(tmp_path: Path, count: int) -> None:
    with Desk(tmp_path / "desk.db") as desk, pytest.raises(errors.ParameterError) as caught:
        desk.unsettled(count=count)

    assert caught.value.name == "count"
