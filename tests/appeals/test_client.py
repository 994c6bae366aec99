"""`client.appeals` over made-up channels: taken in once, answered once, on both clients."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fake_channels import ALL, AsyncWire, MadeUpChannel, Platform, Wire, at
from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Retry, errors
from govpublic_sdk.appeals import Capability, Desk, NewAppeal, OutgoingFile
from govpublic_sdk.models import Appeal, AppealAttachment, AppealId

C = Capability
ONLY_ANSWERS = {C.ANSWER, C.GET, C.LIST}
LEASE = timedelta(minutes=3)


DESKS: list[Desk] = []


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """Close whatever desks a test opened."""
    yield
    while DESKS:
        DESKS.pop().close()


class World:
    """Platforms, a desk, a clock, and clients that share them."""

    def __init__(self, folder: Path, *able: Any, **platforms: Platform) -> None:
        self.path = folder / "desk.db"
        self.time = at(60).timestamp()
        self.platforms = platforms or {"made-up": Platform()}
        self.able = able[0] if able else ALL
        self.fault: Callable[[str], str | None] = lambda what: None
        self.wire = Wire(self.platforms, lambda what: self.fault(what))
        self.desk = self.opened()

    def opened(self) -> Desk:
        DESKS.append(Desk(self.path, lease=LEASE, now=lambda: self.time))
        return DESKS[-1]

    @property
    def platform(self) -> Platform:
        return next(iter(self.platforms.values()))

    def settings(self, desk: bool) -> dict[str, Any]:
        channels = [MadeUpChannel(name, self.able) for name in self.platforms]
        clock = Clock(sleep=lambda seconds: None)
        given = {"desk": self.desk} if desk else {}
        return {"channels": channels, "clock": clock, **given}

    def client(self, *, desk: bool = True, **more: Any) -> GovPublic:
        return GovPublic("token", transport=self.wire, **self.settings(desk), **more)

    def async_client(self, before: Callable[[], Any] | None = None) -> AsyncGovPublic:
        wire = AsyncWire(self.wire, before)
        return AsyncGovPublic("token", transport=wire, **(self.settings(True) | {"clock": Clock()}))

    def fails(self, *kinds: str, on: str = "POST /answers") -> None:
        """What happens to the next requests of a kind, one after the other."""
        waiting = list(kinds)

        def fault(what: str) -> str | None:
            return waiting.pop(0) if waiting and what.startswith(on) else None

        self.fault = fault


@pytest.fixture
def world(tmp_path: Path) -> World:
    with_two = World(tmp_path)
    with_two.platform.hears("1")
    with_two.platform.hears("2", 5)
    return with_two


def looking_only(tmp_path: Path, able: Any = frozenset(ONLY_ANSWERS)) -> World:
    found = World(tmp_path, able)
    found.platform.hears("1")
    return found


# Answers: once, and to nobody twice


def test_an_answer_is_sent_once_however_often_it_is_given(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        first = client.appeals.answer(appeal, "Сделано", by="Служба 1")
        again = client.appeals.answer(appeal, "Сделано")
        fresh = client.appeals.get("made-up/1")
        later = client.appeals.answer(fresh, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]
    assert first == again == later
    assert first.number == "1"
    assert first.at is not None
    assert fresh.stage == "answered"
    assert [one.author for one in fresh.answers] == ["Служба 1"]
    assert [one.kind for one in world.desk.journal(appeal.id)] == [
        "new",
        "sending",
        "sent",
        "changed",
    ]


def test_sent_reply_that_cannot_be_noted_is_unknown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = MadeUpChannel.answer

    def dated_oddly(self: MadeUpChannel, appeal: Any, reply: Any) -> Any:
        sent = yield from answer(self, appeal, reply)
        return replace(sent, at="today")

    monkeypatch.setattr(MadeUpChannel, "answer", dated_oddly)
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        with pytest.raises(errors.OutcomeUnknown, match="it was sent"):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


def test_other_words_to_the_same_appeal_are_a_conflict_until_it_is_read_again(
    world: World,
) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.answer(appeal, "Сделано", by="Служба 1")
        for key in (None, "a key of mine"):
            with pytest.raises(errors.Conflict, match=r"was sent.*Служба 1") as conflict:
                client.appeals.answer(appeal, "Не сделано", key=key)
            assert "Сделано" not in str(conflict.value)
        client.appeals.answer(client.appeals.get(appeal), "Не сделано")

    assert world.platform.texts("1") == ["Сделано", "Не сделано"]


def test_a_platform_that_shows_no_answers_hides_none_from_the_desk(world: World) -> None:
    world.platform.shows_answers = False
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.answer(appeal, "Сделано", by="Служба 1")
        seen = client.appeals.get("made-up/1")
        assert [(one.text, one.author) for one in seen.answers] == [("Сделано", "Служба 1")]
        with pytest.raises(errors.Conflict):
            client.appeals.answer(appeal, "Ещё раз")
        client.appeals.answer(seen, "Ещё раз")

    assert world.platform.texts("1") == ["Сделано", "Ещё раз"]


def test_the_same_words_are_sent_again_once_the_citizen_speaks(world: World) -> None:
    with world.client() as client:
        client.appeals.answer(client.appeals.get("made-up/1"), "Принято")
        spoken = {"events": [{"id": "e", "kind": "message", "at": at(90).timestamp()}]}
        world.platform.appeals["1"]["fields"] = spoken
        world.time = at(91).timestamp()
        client.appeals.answer(client.appeals.get("made-up/1"), "Принято")
        client.appeals.answer(client.appeals.get("made-up/1"), "Принято")

    assert world.platform.texts("1") == ["Принято", "Принято"]


def test_an_interim_answer_does_not_stand_in_the_way_of_the_final_one(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.answer(appeal, "Работаем", kind="interim")
        client.appeals.answer(appeal, "Сделано")
        with pytest.raises(errors.Conflict):
            client.appeals.postpone(appeal, date(2027, 1, 1), "Позже")

    assert world.platform.texts("1") == ["Работаем", "Сделано"]


def test_a_key_belongs_to_one_appeal_and_to_one_text(world: World) -> None:
    with world.client() as client:
        one, other = client.appeals.get("made-up/1"), client.appeals.get("made-up/2")
        client.appeals.answer(one, "Сделано", key="letter 17")
        with pytest.raises(errors.Conflict, match="was used for appeal 'made-up/1'"):
            client.appeals.answer(other, "Сделано", key="letter 17")
        with pytest.raises(errors.Conflict, match="Another reply"):
            client.appeals.answer(one, "Иначе", key="letter 17")
        assert client.appeals.answer(one, "Сделано", key="letter 17").key == "letter 17"

    assert len(world.platform.told) == 1


def test_without_a_desk_nothing_is_remembered(world: World) -> None:
    with world.client(desk=False) as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.answer(appeal, "Сделано")
        client.appeals.answer(appeal, "Сделано")
        with pytest.raises(errors.ConfigurationError, match="desk"):
            client.appeals.draft(appeal, "Сделано")
        client.appeals.take(appeal)
        assert [one.id.key for one in client.appeals.each(since=at(0))] == ["1", "2"]

    assert world.platform.texts("1") == ["Сделано", "Сделано"]


# Trouble between begin and end


def test_a_refused_answer_may_be_given_again(world: World) -> None:
    world.fails("refused", "unsent", "unsent", "unsent")
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        with pytest.raises(errors.InvalidRequest):
            client.appeals.answer(appeal, "Сделано")
        with pytest.raises(errors.NetworkError):
            client.appeals.answer(appeal, "Сделано")
        assert not world.desk.unsettled()
        client.appeals.answer(appeal, "Иначе")

    assert world.platform.texts("1") == ["Иначе"]


class Stumbling(MadeUpChannel):
    """A channel that goes wrong after its answer was taken."""

    trouble: Callable[[], errors.GovPublicError]

    def answer(self, appeal: Appeal, reply: Any) -> Any:
        yield from super().answer(appeal, reply)
        raise self.trouble()


@pytest.mark.parametrize(
    "trouble",
    [
        lambda: errors.ParameterError("text", "a", "b"),
        lambda: errors.CapabilityNotSupported("no number"),
        lambda: errors.AccessDenied("its number cannot be read", code=15),
        lambda: errors.NetworkError("the read after it", sent=False),
    ],
)
def test_an_error_after_the_answer_proves_nothing(world: World, trouble: Any) -> None:
    channel = Stumbling("made-up")
    channel.trouble = trouble
    settings = {**world.settings(desk=True), "channels": [channel]}
    with GovPublic("token", transport=world.wire, **settings) as client:
        appeal = client.appeals.get("made-up/1")
        with pytest.raises(errors.OutcomeUnknown):
            client.appeals.answer(appeal, "Сделано")
        assert [one.state for one in world.desk.unsettled()] == ["unknown"]

    assert world.platform.texts("1") == ["Сделано"]


def test_trouble_before_anything_is_sent_leaves_nothing_behind(tmp_path: Path) -> None:
    world = looking_only(tmp_path)
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fails("broken", "broken", "broken", on="GET /appeals/1")
        with pytest.raises(errors.ServerError):
            client.appeals.answer(appeal, "Сделано")
        assert not world.desk.unsettled()
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


@pytest.mark.parametrize(("fault", "sent"), [("lost", True), ("gone", False), ("broken", False)])
def test_a_lost_answer_is_looked_for_when_its_lease_is_over(
    tmp_path: Path, fault: str, sent: bool
) -> None:
    world = looking_only(tmp_path, ONLY_ANSWERS | {C.FIND_ANSWER})
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fails(fault)
        with pytest.raises(errors.OutcomeUnknown, match="lease is over") as unknown:
            client.appeals.answer(appeal, "Сделано", by="Служба 1")
        assert "Сделано" not in str(unknown.value)
        assert world.platform.texts("1") == ["Сделано"] * sent
        with pytest.raises(errors.Conflict, match="unknown whether it arrived"):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        done = client.appeals.answer(appeal, "Сделано")

    assert done.number == "1"
    assert world.platform.texts("1") == ["Сделано"]
    assert not world.desk.unsettled()


@pytest.mark.parametrize("fault", ["lost", "gone"])
@pytest.mark.parametrize("key", [None, "another"])
def test_a_doubtful_answer_is_looked_for_before_another_one_is_sent(
    tmp_path: Path, fault: str, key: str | None
) -> None:
    world = looking_only(tmp_path, ONLY_ANSWERS | {C.FIND_ANSWER})
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fails(fault)
        with pytest.raises(errors.OutcomeUnknown):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        if fault == "lost":
            with pytest.raises(errors.Conflict, match="was sent"):
                client.appeals.answer(appeal, "Иначе", key=key)
        else:
            client.appeals.answer(appeal, "Иначе", key=key)

    assert world.platform.texts("1") == ["Сделано" if fault == "lost" else "Иначе"]


def test_a_look_that_fails_may_be_repeated_at_once(tmp_path: Path) -> None:
    world = looking_only(tmp_path, ONLY_ANSWERS | {C.FIND_ANSWER})
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fails("lost")
        with pytest.raises(errors.OutcomeUnknown):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        world.fails("broken", "broken", "broken", on="GET /answers")
        with pytest.raises(errors.ServerError):
            client.appeals.answer(appeal, "Сделано")
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


def test_a_channel_that_knows_keys_is_asked_again(tmp_path: Path) -> None:
    world = looking_only(tmp_path, ONLY_ANSWERS | {C.REPEATABLE})
    world.platform.knows_keys = True
    with world.client(retry=Retry(attempts=1)) as client:
        appeal = client.appeals.get("made-up/1")
        world.fails("lost")
        with pytest.raises(errors.OutcomeUnknown):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        assert client.appeals.answer(appeal, "Сделано").number == "1"

    assert world.platform.texts("1") == ["Сделано"]


@pytest.mark.parametrize("sent", [True, False])
def test_where_nobody_can_look_a_human_decides(tmp_path: Path, sent: bool) -> None:
    world = looking_only(tmp_path)
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fails("lost" if sent else "gone")
        with pytest.raises(errors.OutcomeUnknown, match="settle"):
            client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        for key in (None, "another"):
            with pytest.raises(errors.OutcomeUnknown, match="cannot check it"):
                client.appeals.answer(appeal, "Сделано", key=key)
        (kept,) = world.desk.unsettled()
        settled = client.appeals.settle(appeal, kept.reply.key, sent=sent, by="Служба 1")
        assert (settled is not None) == sent
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]
    kinds = [one.kind for one in world.desk.journal(appeal.id)]
    assert ("settled_sent" if sent else "settled_not_sent") in kinds


def test_what_the_desk_cannot_note_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise errors.StoreFull("The disk is full.")

    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        with monkeypatch.context() as patch:
            patch.setattr(world.desk, "mark_sent", full)
            with pytest.raises(errors.OutcomeUnknown, match="disk is full"):
                client.appeals.answer(appeal, "Сделано")
        world.time += LEASE.total_seconds()
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


@pytest.mark.parametrize(("place", "left"), [("GET /appeals/1", 0), ("POST /answers", 1)])
def test_ctrl_c_leaves_behind_only_what_may_have_been_sent(
    world: World, place: str, left: int
) -> None:
    def fault(what: str) -> str | None:
        if what.startswith(place):
            raise KeyboardInterrupt
        return None

    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        world.fault = fault
        with pytest.raises(KeyboardInterrupt):
            client.appeals.answer(appeal, "Сделано")
        assert len(world.desk.unsettled()) == left
        world.fault = lambda what: None
        world.time += LEASE.total_seconds()
        client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


def test_who_lost_his_lease_sends_nothing_any_more(world: World) -> None:
    with world.client() as client, world.client() as other:
        appeal = client.appeals.get("made-up/1")
        slow = [True]

        def fault(what: str) -> str | None:
            if slow and what == "GET /appeals/1":
                slow.clear()
                world.time += LEASE.total_seconds()  # it slept for too long
                other.appeals.answer(appeal, "Сделано")
            return None

        world.fault = fault
        with pytest.raises(errors.Conflict, match="another user has taken it"):
            client.appeals.answer(appeal, "Сделано")

    assert world.platform.texts("1") == ["Сделано"]


# Many at once


def test_of_many_threads_one_answers(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        start = threading.Barrier(8)
        results: list[object] = []

        def officer(number: int) -> None:
            start.wait()
            try:
                results.append(client.appeals.answer(appeal, f"Ответ {number}", by=f"{number}"))
            except errors.Conflict as conflict:
                results.append(conflict)

        threads = [threading.Thread(target=officer, args=(number,)) for number in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    assert len(world.platform.texts("1")) == 1
    assert sum(isinstance(one, errors.Conflict) for one in results) == 7


def test_of_many_tasks_one_answers() -> None:
    async def run(folder: Path) -> None:
        world = World(folder)
        world.platform.hears("1")
        async with world.async_client(before=lambda: asyncio.sleep(0)) as client:
            appeal = await client.appeals.get("made-up/1")
            asked = [client.appeals.answer(appeal, f"Ответ {number}") for number in range(8)]
            results = await asyncio.gather(*asked, return_exceptions=True)
        assert len(world.platform.texts("1")) == 1
        assert sum(isinstance(one, errors.Conflict) for one in results) == 7
        assert any("is being sent" in str(one) for one in results)
        world.desk.close()

    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


@pytest.mark.parametrize(("requests", "left"), [(1, 0), (2, 1)])
def test_a_task_that_is_cancelled(tmp_path: Path, requests: int, left: int) -> None:
    async def run() -> None:
        world = World(tmp_path)
        world.platform.hears("1")
        reached, count = asyncio.Event(), [0]

        async def before() -> None:
            count[0] += 1
            if count[0] == requests + 1:
                reached.set()
                await asyncio.Event().wait()

        async with world.async_client(before) as client:
            appeal = await client.appeals.get("made-up/1")
            task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
            await reached.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert len(world.desk.unsettled()) == left
            world.time += LEASE.total_seconds()
            await client.appeals.answer(appeal, "Сделано")
        assert world.platform.texts("1") == ["Сделано"]
        world.desk.close()

    asyncio.run(run())


# Drafts: delivery is not approval


def test_a_draft_is_sent_as_it_was_approved(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        draft = client.appeals.draft(appeal, "Черновик", by="Служба 1")
        with pytest.raises(errors.Conflict, match="not approved"):
            client.appeals.send(draft)
        approved = client.appeals.approve(draft, by="Служба 2")
        assert approved.is_approved
        first = client.appeals.send(approved)
        assert client.appeals.send(approved) == first

    assert world.platform.texts("1") == ["Черновик"]
    (kept,) = world.desk.drafts(appeal.id)
    assert kept.is_sent
    assert "Черновик" not in repr(kept)


def test_a_draft_that_was_changed_must_be_approved_again(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        draft = client.appeals.approve(client.appeals.draft(appeal, "Черновик"))
        changed = client.appeals.draft(appeal, "Иначе", instead_of=draft, by="Служба 1")
        for one in (draft, changed):
            with pytest.raises(errors.Conflict, match="changed after it was approved"):
                client.appeals.send(one)
        with pytest.raises(errors.Conflict, match=r"was changed .*Служба 1"):
            client.appeals.approve(draft)
        with pytest.raises(errors.Conflict, match="was changed"):
            client.appeals.draft(appeal, "Третье", instead_of=draft)
        client.appeals.approve(changed)
        with pytest.raises(errors.Conflict, match="changed since it was read"):
            client.appeals.send(draft)
        client.appeals.send(changed)
        with pytest.raises(errors.Conflict, match="was sent"):
            client.appeals.approve(changed)

    assert world.platform.texts("1") == ["Иначе"]


def test_a_draft_is_not_sent_once_somebody_has_answered(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        draft = client.appeals.approve(client.appeals.draft(appeal, "Черновик"))
        client.appeals.answer(appeal, "Сделано", by="Служба 1", key="first")
        with pytest.raises(errors.Conflict, match="Служба 1"):
            client.appeals.send(draft)

    assert world.platform.texts("1") == ["Сделано"]


def test_files_of_a_draft_stay_as_they_were_approved(world: World, tmp_path: Path) -> None:
    file = tmp_path / "reply.txt"
    file.write_bytes(b"one")
    files = [
        OutgoingFile(name="a.txt", content=file),
        OutgoingFile(name="b.txt", content=b"two", content_type="text/plain"),
    ]
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        draft = client.appeals.approve(client.appeals.draft(appeal, "Черновик", files=files))
        assert draft.reply.files == (OutgoingFile(name="a.txt", content=file), files[1])
        file.write_bytes(b"other")
        with pytest.raises(errors.Conflict, match="file"):
            client.appeals.send(draft)
        file.unlink()
        with pytest.raises(errors.Conflict, match="file"):
            client.appeals.send(draft)
        with pytest.raises(errors.ParameterError, match="files"):
            client.appeals.draft(appeal, "Черновик", files=files)
        file.write_bytes(b"one")
        client.appeals.send(draft)

    assert world.platform.texts("1") == ["Черновик"]


def test_a_draft_answers_the_appeal_that_it_was_written_for(world: World) -> None:
    with world.client() as client:
        one, other = client.appeals.get("made-up/1"), client.appeals.get("made-up/2")
        draft = client.appeals.draft(one, "Черновик")
        with pytest.raises(errors.ParameterError, match="made-up/1"):
            client.appeals.draft(other, "Черновик", instead_of=draft)
        strange = type(draft)(**{**_fields(draft), "id": 99})
        with pytest.raises(errors.ParameterError, match="99"):
            client.appeals.send(strange)


def _fields(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__slots__}


# The door


def test_what_cannot_be_sent_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    world = looking_only(tmp_path)
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        before = len(world.platform.asked)
        calls: list[Callable[[], object]] = [
            lambda: client.appeals.forward(appeal, "Другой орган", "Переслали"),
            lambda: client.appeals.postpone(appeal, date(2027, 1, 1), "Позже"),
            lambda: client.appeals.answer(appeal, "Нет", kind="refusal"),
            lambda: client.appeals.draft(appeal, "Работаем", kind="interim"),
            lambda: client.appeals.take(appeal),
            lambda: client.appeals.create("made-up", NewAppeal(text="Яма", key="9")),
            lambda: client.appeals.fetch(appeal, AppealAttachment(id="1")),
            lambda: client.appeals.answer(
                appeal, "С файлом", files=[OutgoingFile(name="a", content=b"")]
            ),
        ]
        for call in calls:
            with pytest.raises(errors.CapabilityNotSupported):
                call()
        for wrong in (lambda: client.appeals.answer(appeal, " "), lambda: client.appeals.get("x")):
            with pytest.raises(errors.ParameterError):
                wrong()
        with pytest.raises(errors.ParameterError, match="to"):
            client.appeals.forward(appeal, " ", "Переслали")
        with pytest.raises(errors.ParameterError, match="Appeal as it was read"):
            client.appeals.answer(appeal.id, "Сделано")  # type: ignore[arg-type]
        with pytest.raises(errors.ParameterError, match="text"):
            client.appeals.note(appeal, "")
        with pytest.raises(errors.ConfigurationError, match="elsewhere"):
            client.appeals.get("elsewhere/1")
        assert len(world.platform.asked) == before
        assert not world.desk.unsettled()


def test_other_things_that_are_done_with_an_appeal(world: World) -> None:
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.take(appeal, by="Служба 1")
        client.appeals.note(appeal, "Позвонить", by="Служба 2")
        made = client.appeals.create("made-up", NewAppeal(text="Яма", key="9"))
        assert world.desk.get(made.id) == made.model_copy(
            update={"deadlines": (world.desk.get(made.id) or made).deadlines}
        )
        with pytest.raises(errors.ParameterError, match="appeal of this desk"):
            client.appeals.note("made-up/77", "Никто")
        with pytest.raises(errors.NotFound):
            client.appeals.get("made-up/77")
        with pytest.raises(errors.NotFound):
            client.appeals.fetch(appeal, AppealAttachment(id="1"))
        forwarded = client.appeals.forward(appeal, "Другой орган", "Переслали")
        files = (OutgoingFile(name="a", content=b""),)
        client.appeals.create("made-up", NewAppeal(text="Яма", key="10", files=files))

    assert forwarded.kind == "forward"
    kept = world.desk.get(appeal.id)
    assert kept
    assert (kept.stage, kept.outcome) == ("answered", "forwarded")
    lines = [(one.kind, one.by, one.text) for one in world.desk.journal(appeal.id)]
    assert ("taken", "Служба 1", None) in lines
    assert ("note", "Служба 2", "Позвонить") in lines
    assert "Позвонить" not in repr(world.desk.journal(appeal.id))


def test_a_queue_alone_gives_what_the_desk_holds(tmp_path: Path) -> None:
    world = looking_only(tmp_path, {C.RECEIVE, C.ANSWER})
    with world.client() as client:
        with pytest.raises(errors.CapabilityNotSupported):
            client.appeals.get("made-up/1")
        client.appeals.receive()
        assert client.appeals.get("made-up/1").text == "Вопрос 1"
        with pytest.raises(errors.ConfigurationError, match="list"):
            list(client.appeals.each(since=at(0)))
        with pytest.raises(errors.CapabilityNotSupported):
            list(client.appeals.each(since=at(0), channels=["made-up"]))
    with world.client(desk=False) as client, pytest.raises(errors.CapabilityNotSupported):
        client.appeals.get("made-up/1")


# Lists over all channels


def three(tmp_path: Path) -> World:
    world = World(tmp_path, a=Platform(), b=Platform(), c=Platform())
    for number in range(10):
        world.platforms["a"].hears(f"a{number}", number * 3)
        world.platforms["b"].hears(f"b{number}", number * 2)
    world.platforms["c"].hears("c0", None)
    world.platforms["c"].hears("c1", 0)
    return world


def test_appeals_of_all_channels_come_in_time_order(tmp_path: Path) -> None:
    world = three(tmp_path)
    with world.client() as client:
        found = list(client.appeals.each(since=at(0)))
        some = list(client.appeals.each(since=at(3), until=at(7), channels=["b", "a"]))
        one = list(client.appeals.each(since=at(0), channels="c"))

    times = [one.submitted_at for one in found]
    assert len(found) == 22
    assert times[0] is None
    assert times[1:] == sorted(times[1:])  # type: ignore[type-var]
    assert [one.id.key for one in found[1:4]] == ["a0", "b0", "c1"]
    assert [one.id.key for one in some] == ["a1", "b2", "b3", "a2"]
    assert len(one) == 2

    async def ask() -> list[Appeal]:
        async with world.async_client() as client:
            return [one async for one in client.appeals.each(since=at(0))]

    assert asyncio.run(ask()) == found


def test_a_list_is_read_as_it_is_needed(tmp_path: Path) -> None:
    world = three(tmp_path)
    with world.client() as client:
        walk = client.appeals.each(since=at(0))
        next(walk)
        assert [len(one.asked) for one in world.platforms.values()] == [1, 1, 1]


def test_an_appeal_that_comes_twice_is_given_once(world: World) -> None:
    for number in range(3, 8):
        world.platform.hears(f"{number}", number)
    first = world.platform._page

    def overlapping(found: Any, query: Any) -> Any:
        page = first(found, query)
        start = max(int(query["page"]) * 3 - 1, 0)
        return page | {"items": [world.platform._shown(one["key"]) for one in found][start:][:4]}

    world.platform._page = overlapping  # type: ignore[method-assign]
    with world.client() as client:
        assert [one.id.key for one in client.appeals.each(since=at(0))] == list("1342567")


def test_a_channel_that_fails_is_named_or_left_out(tmp_path: Path) -> None:
    world = three(tmp_path)
    world.platforms["b"].handle = lambda *_: (404, {})  # type: ignore[method-assign]
    told: list[tuple[str, errors.GovPublicError]] = []
    with world.client() as client:
        with pytest.raises(errors.NotFound, match="Channel 'b'"):
            list(client.appeals.each(since=at(0)))
        found = list(
            client.appeals.each(since=at(0), on_error=lambda *trouble: told.append(trouble))
        )

    assert len(found) == 12
    assert [(name, type(error)) for name, error in told] == [("b", errors.NotFound)]


def test_lists_show_what_the_desk_knows(world: World) -> None:
    world.platform.shows_answers = False
    with world.client() as client:
        appeal = client.appeals.get("made-up/1")
        client.appeals.answer(appeal, "Сделано")
        first, second = client.appeals.each(since=at(0))

    assert [one.text for one in first.answers] == ["Сделано"]
    assert [one.policy for one in first.deadlines] == ["pos-message"]
    assert second.deadlines == ()


# Taking in


def test_a_queue_is_stored_acknowledged_and_counted_and_its_list_left_alone(tmp_path: Path) -> None:
    world = World(tmp_path, {C.RECEIVE, C.LIST})
    for number in range(7):
        world.platform.hears(str(number), number)
    with world.client() as client:
        first = client.appeals.receive()
        world.platform.queue.append("3")
        again = client.appeals.receive()
        world.platform.appeals["3"]["stage"] = "in_progress"
        world.platform.queue.append("3")
        changed = client.appeals.receive()

    assert (len(first.new), first.changed, first.known) == (7, (), 0)
    assert (again.new, again.changed, again.known) == ((), (), 1)
    assert changed.changed == (AppealId("made-up", "3"),)
    assert world.platform.queue == []
    assert not [what for what in world.platform.asked if what.startswith("GET /appeals")]
    assert world.desk.counts().appeals == 7
    assert world.desk.position("made-up") is None


def test_a_list_is_read_from_where_it_was_read_last(tmp_path: Path) -> None:
    world = World(tmp_path, {C.LIST})
    for number in range(7):
        world.platform.hears(str(number), number)
    with world.client() as client:
        with pytest.raises(errors.ParameterError, match="never read"):
            client.appeals.receive()
        assert world.platform.asked == []
        first = client.appeals.receive(since=at(0))
        again = client.appeals.receive()
        world.platform.appeals["3"]["stage"] = "in_progress"
        changed = client.appeals.receive()

    assert (len(first.new), first.changed, first.known) == (7, (), 0)
    assert (again.new, again.changed, again.known) == ((), (), 7)
    assert changed.changed == (AppealId("made-up", "3"),)
    assert world.desk.counts().appeals == 7
    assert world.desk.position("made-up") == at(60)


def test_a_channel_that_never_gave_anything_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path, {C.LIST})

    with world.client() as client:
        first = client.appeals.receive(since=at(0))
        again = client.appeals.receive()
        world.platform.hears("1", 3)  # the settings are right now; it was there all along
        found = client.appeals.receive(overlap=timedelta(0))
        quiet = client.appeals.receive()

    assert "2026-11-02T06:00:00" in first.warnings["made-up"]
    assert "`since`" in first.warnings["made-up"]
    assert set(again.warnings) == {"made-up"}
    assert [one.key for one in found.new] == ["1"]
    assert found.warnings == quiet.warnings == {}
    assert "nothing has come so far" in caplog.text


def test_beside_a_queue_updates_are_read_from_where_they_were_read_last(tmp_path: Path) -> None:
    world = World(tmp_path, {C.RECEIVE, C.UPDATES})
    world.platform.hears("1", 1)
    world.platform.updates = [{"id": "u1", "appeal": "1", "minutes": 5, "stage": "in_progress"}]
    with world.client() as client:
        with pytest.raises(errors.ParameterError, match="never read"):
            client.appeals.receive()
        first = client.appeals.receive(since=at(0))
        again = client.appeals.receive()

    assert (len(first.new), again.changed) == (1, ())
    assert (kept := world.desk.get(AppealId("made-up", "1")))
    assert kept.stage == "in_progress"


def test_receiving_needs_a_desk_and_sensible_values(world: World) -> None:
    with world.client(desk=False) as client, pytest.raises(errors.ConfigurationError):
        client.appeals.receive(since=at(0))
    with world.client() as client:
        with pytest.raises(errors.ParameterError, match="naive datetime"):
            client.appeals.receive(since=at(0).replace(tzinfo=None))
        with pytest.raises(errors.ParameterError, match="overlap"):
            client.appeals.receive(since=at(0), overlap=timedelta(-1))


def test_a_crash_at_any_request_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    for place in range(30):
        (tmp_path / str(place)).mkdir()
        world = World(tmp_path / str(place))
        for number in range(7):
            world.platform.hears(str(number), number)
        left = [place]

        def fault(what: str, left: list[int] = left) -> str | None:
            left[0] -= 1
            if left[0] == -1:
                raise KeyboardInterrupt
            return None

        world.fault = fault
        new: list[AppealId] = []
        with world.client() as client:
            for _ in range(2):
                try:
                    new += client.appeals.receive(since=at(0)).new
                except KeyboardInterrupt:
                    world.desk.close()
                    world.desk = world.opened()
                    client = world.client()
            client.close()
        assert world.desk.counts().appeals == 7
        assert world.platform.queue == []
        assert len(new) == len(set(new))
        world.desk.close()


def test_the_queue_is_acknowledged_as_far_as_it_was_read(tmp_path: Path) -> None:
    world = World(tmp_path, {C.RECEIVE})
    for number in range(7):
        world.platform.hears(str(number), number)
    pages = [0]

    def fault(what: str) -> str | None:
        pages[0] += what == "GET /queue"
        return "refused" if what == "GET /queue" and pages[0] == 2 else None

    world.fault = fault
    told: list[str] = []
    with world.client() as client:
        found = client.appeals.receive(on_error=lambda name, error: told.append(name))
        assert (len(found.new), told, set(found.troubles)) == (3, ["made-up"], {"made-up"})
        assert len(world.platform.queue) == 4
        world.fails("refused", on="POST /queue")
        with pytest.raises(errors.InvalidRequest, match="Channel 'made-up'"):
            client.appeals.receive()
        assert world.platform.queue == ["3"]
        for number in range(8, 14):
            world.platform.hears(str(number), number)
        world.fails("refused", "refused", "refused", on="POST /queue")
        with pytest.raises(errors.InvalidRequest):
            client.appeals.receive()
        assert len(world.platform.queue) == 7
        client.appeals.receive()

    assert world.platform.queue == []
    assert world.desk.counts().appeals == 13


def test_one_channel_in_trouble_keeps_no_other_back(tmp_path: Path) -> None:
    world = three(tmp_path)
    world.platforms["a"].handle = lambda *_: (404, {})  # type: ignore[method-assign]
    with world.client() as client:
        with pytest.raises(errors.NotFound, match="Channel 'a'"):
            client.appeals.receive(since=at(-1))
        assert world.desk.counts().appeals == 12
        assert world.desk.position("a") is None


def test_updates_are_merged_once_and_appeals_of_old_are_read(tmp_path: Path) -> None:
    world = World(tmp_path, ALL - {C.RECEIVE})
    world.platform.hears("1", 1)
    world.platform.updates = [
        {"id": "u1", "appeal": "1", "minutes": 5, "stage": "in_progress"},
        {"id": "u0", "appeal": "1", "minutes": 0, "stage": "closed"},  # before it was sent
        {"id": "u2", "appeal": "77", "minutes": 5},
        {"id": "u3", "appeal": "1", "minutes": 100, "stage": "closed"},  # outside of the window
        {"bad": "Привет"},
    ]
    with world.client() as client:
        first = client.appeals.receive(since=at(0))
        again = client.appeals.receive()

    kept = world.desk.get(AppealId("made-up", "1"))
    assert kept
    assert kept.stage == "in_progress"
    assert [one.id for one in kept.events] == ["u1"]
    assert (len(first.new), first.changed, len(first.unparsed)) == (1, (), 1)
    assert "Привет" not in repr(first)
    assert again.changed == ()
    assert [one.raw for one in world.desk.unparsed()] == [{"bad": "Привет"}]


def test_an_update_of_an_appeal_that_was_never_listed_brings_it_in(tmp_path: Path) -> None:
    world = World(tmp_path, ALL - {C.RECEIVE, C.LIST} | {C.LIST})
    world.platform.hears("old", -500)
    world.platform.updates = [{"id": "u1", "appeal": "old", "minutes": 5, "stage": "closed"}]
    world.platform._page_of_all = world.platform._page  # type: ignore[attr-defined]
    hidden = world.platform._page

    def page(found: Any, query: Any) -> Any:
        return hidden([one for one in found if one.get("key") != "old"], query)

    world.platform._page = page  # type: ignore[method-assign]
    with world.client() as client:
        found = client.appeals.receive(since=at(0))

    assert found.new == (AppealId("made-up", "old"),)
    kept = world.desk.get(AppealId("made-up", "old"))
    assert kept
    assert kept.stage == "closed"


def test_unreadable_items_of_a_list_are_kept_once(tmp_path: Path) -> None:
    world = World(tmp_path, {C.LIST})
    world.platform.hears("1", 1)
    world.platform.appeals["bad"] = {"key": "bad", "at": 2.0, "bad": "Привет"}
    with world.client() as client:
        for _ in range(2):
            assert len(client.appeals.receive(since=at(0)).unparsed) == 1
        walked = client.appeals.each(since=at(0))
        assert len(list(walked)) == 1

    assert world.desk.counts().unparsed == 1
