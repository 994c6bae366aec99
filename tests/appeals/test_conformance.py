"""One suite over every channel: what one declares, it does; what not, it refuses unsent."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channel_cases import CASES, SHOWN, services
from channel_conformance import Asking, Case, table
from govpublic_sdk import errors
from govpublic_sdk.appeals import (
    Capability,
    Channel,
    Desk,
    NewAppeal,
    OutgoingFile,
    Reply,
    Window,
)
from govpublic_sdk.models import REVEALED, Appeal, AppealAttachment, AppealId

ALL = Window(since=datetime(2000, 1, 1, tzinfo=UTC))
HOUR = 3600.0
SECOND = timedelta(seconds=1)
TEXT = "Яма у дома 5: «как пройти?» 🙂"
ANSWER = "Заделаем до пятницы.\nСпасибо & <до свидания> 🙂"
PICTURE = b"\xff\xd8\xff picture \x00"
KINDS = {
    Capability.INTERIM: "interim",
    Capability.REFUSE: "refusal",
    Capability.FORWARD: "forward",
    Capability.POSTPONE: "postpone",
}


def able(*needed: Capability) -> pytest.MarkDecorator:
    """Run over the channels that can do all of this."""
    return over([one for one in CASES if one.shown.capabilities >= set(needed)])


def over(found: list[type[Case]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", found, indirect=True, ids=lambda one: one.__name__)


every = over(CASES)
with_words = over([one for one in CASES if one.has_words])


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[], Any]]:
    with services() as tracker:
        yield tracker


@pytest.fixture
def case(request: pytest.FixtureRequest, started: Callable[[], Any]) -> Iterator[Case]:
    with request.param.made(started) as made:
        yield made


@pytest.fixture(params=["blocking", "async"])
def asking(request: pytest.FixtureRequest, case: Case) -> Asking:
    return Asking(case, waits=request.param == "blocking")


def reply(text: str = ANSWER, **more: Any) -> Reply:
    return Reply(**{"text": text, "key": "answer 1", **more})


def kind(capability: Capability) -> Reply:
    """A reply of a kind, with all that it needs."""
    return reply(kind=KINDS[capability], to="Соседнее ведомство", until=date(2027, 1, 31))


def listed(case: Case, asking: Asking, window: Window = ALL) -> list[Appeal]:
    return asking.walk(case.channel.each(window))


def keys(appeals: list[Appeal]) -> list[str]:
    return [one.id.key for one in appeals]


def the(case: Case, asking: Asking, key: str) -> Appeal:
    """An appeal as it is now, whichever way the channel gives it."""
    if Capability.GET in case.channel.capabilities:
        found: Appeal = asking.run(case.channel.get(key))
        return found
    return next(one for one in listed(case, asking) if one.id.key == key)


def told(case: Case, key: str) -> list[str]:
    return case.told(key)


# What a channel is


@every
def test_it_can_what_its_kind_can(case: Case) -> None:
    assert case.channel.capabilities == case.shown.capabilities
    assert case.channel.capabilities


@every
def test_it_is_known_by_its_name(case: Case) -> None:
    assert case.channel.name in repr(case.channel)
    assert set(case.channel.services()) <= {case.channel.name}


# Lists


@able(Capability.LIST)
def test_ids_are_stable_and_unique(case: Case, asking: Asking) -> None:
    made = [case.write(f"{TEXT} {number}") for number in range(3)]
    first, again = listed(case, asking), listed(case, asking)
    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == len(first)
    assert {one.id.channel for one in first} == {case.channel.name}
    assert set(made) <= set(keys(first))


@able(Capability.LIST)
def test_lists_are_oldest_first_and_texts_are_whole(case: Case, asking: Asking) -> None:
    made = {}
    for number in range(3):
        made[case.write(f"{TEXT} {number}")] = f"{TEXT} {number}"
        case.later(HOUR)
    found = listed(case, asking)
    moments = [one.submitted_at for one in found if one.submitted_at]
    assert moments == sorted(moments)
    assert {one.id.key: one.text for one in found if one.id.key in made} == made
    assert [one for one in keys(found) if one in made] == list(made)


@able(Capability.LIST)
def test_a_window_has_its_first_moment_and_not_its_last(case: Case, asking: Asking) -> None:
    made = []
    for number in range(3):
        made.append(case.write(f"{TEXT} {number}"))
        case.later(HOUR)
    at = {one.id.key: one.submitted_at for one in listed(case, asking)}
    first, second, third = (at[one] for one in made)

    def within(since: Any, until: Any = None) -> list[str]:
        found = keys(listed(case, asking, Window(since=since, until=until)))
        return [one for one in found if one in made]

    assert within(first, third) == made[:2]
    assert within(second) == made[1:]
    assert within(second, second + SECOND) == made[1:2]
    assert within(first + SECOND, second) == []


@able(Capability.LIST)
def test_an_empty_window_is_empty(case: Case, asking: Asking) -> None:
    case.write(TEXT)
    then = datetime(2001, 1, 1, tzinfo=UTC)
    assert listed(case, asking, Window(since=then, until=then + timedelta(days=1))) == []


@able(Capability.LIST, Capability.GET)
def test_get_gives_what_the_list_gave(case: Case, asking: Asking) -> None:
    case.write(TEXT)
    key = case.write(f"{TEXT} 2")
    (found,) = (one for one in listed(case, asking) if one.id.key == key)
    assert asking.run(case.channel.get(key)) == found


def poorer(appeal: Appeal) -> list[Appeal]:
    """The same appeal as sources show it that know less."""
    less: list[dict[str, Any]] = [
        {"text": ""},
        {"text": f"{(appeal.text or '')[:3]}…", "raw": None},
        {"attachments": (), "answers": (), "events": ()},
        {"applicant": None, "place": None, "category": None, "responsible": None},
        {"attributes": {}, "numbers": {}, "related": (), "submitted_at": None, "raw": None},
        {"stage": "unknown", "outcome": "none", "raw_status": None},
    ]
    return [appeal.model_copy(update=one) for one in less]


@every
def test_desk_keeps_all_of_a_richer_version(case: Case, asking: Asking, tmp_path: Path) -> None:
    key = case.write(TEXT)
    pending = Capability.RECEIVE in case.channel.capabilities
    found = next(
        one
        for one in (asking.walk(case.channel.pending()) if pending else [the(case, asking, key)])
        if one.id.key == key
    )

    for number, poor in enumerate(poorer(found)):
        for name, versions in {"a": (found, poor), "b": (poor, found)}.items():
            with Desk(tmp_path / f"{name}{number}.db", policies=()) as desk:
                desk.put_all(versions)
                assert desk.get(found.id) == found


@able(Capability.GET)
def test_what_is_not_there_is_not_found(case: Case, asking: Asking) -> None:
    case.write(TEXT)
    with pytest.raises(errors.NotFound):
        asking.run(case.channel.get(case.absent))


@able(Capability.LIST)
def test_an_appeal_of_which_little_is_known_is_one(case: Case, asking: Asking) -> None:
    key = case.write_little()
    found = the(case, asking, key)
    assert found.id == AppealId(case.channel.name, key)
    assert found.is_open
    assert key in keys(listed(case, asking))


ODD = [(one, oddity) for one in CASES for oddity in one.oddities]


@pytest.mark.parametrize(("case", "oddity"), ODD, indirect=["case"])
def test_odd_services_are_read_all_the_same(case: Case, oddity: str, asking: Asking) -> None:
    case.be(oddity)
    made = []
    for number in range(5):
        made.append(case.write(f"{TEXT} {number}"))
        case.later(HOUR)
    try:
        found = listed(case, asking)
    except errors.ServerError:
        assert oddity == "endless", "a list that never ends may be an error"
        return
    assert keys(found) == made
    assert [one.text for one in found] == [f"{TEXT} {number}" for number in range(5)]
    assert not {one.outcome for one in found} & {"solved"}


# The queue


@able(Capability.RECEIVE)
def test_what_is_pending_comes_again_until_it_is_acknowledged(case: Case, asking: Asking) -> None:
    made = [case.write(f"{TEXT} {number}") for number in range(2)]
    first, again = (asking.walk(case.channel.pending()) for _ in range(2))
    assert keys(first) == keys(again) == made
    assert first == again

    for _ in range(2):
        asking.run(case.channel.acknowledge(first[0]))

    assert keys(asking.walk(case.channel.pending())) == made[1:]
    assert told(case, made[0]) == [], "to acknowledge is not to answer"


# Answers


@able(Capability.ANSWER)
def test_an_answer_arrives_once_where_it_belongs(case: Case, asking: Asking) -> None:
    others, key = case.write(TEXT), case.write(f"{TEXT} 2")
    appeal = the(case, asking, key)

    sent = asking.run(case.channel.answer(appeal, reply()))

    assert (sent.appeal, sent.key, sent.kind) == (appeal.id, "answer 1", "final")
    assert (told(case, others), told(case, key)) == ([], [ANSWER])


@able(Capability.ANSWER, Capability.HISTORY)
def test_an_answer_becomes_history(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    asking.run(case.channel.answer(the(case, asking, key), reply()))

    after = the(case, asking, key)

    assert [one.text for one in after.answers] == [ANSWER]
    assert (after.events[-1].kind, after.events[-1].text) == ("answer", ANSWER)
    assert not after.is_open
    assert after.outcome != "solved"


@able(Capability.ANSWER)
def test_an_answer_whose_answer_is_lost_is_not_sent_twice(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    case.line.loses = case.carries

    with pytest.raises((errors.OutcomeUnknown, errors.NetworkError)) as lost:
        asking.run(case.channel.answer(appeal, reply()))

    assert told(case, key) == [ANSWER]
    if Capability.REPEATABLE not in case.channel.capabilities:
        assert isinstance(lost.value, errors.OutcomeUnknown)
        assert sum(map(case.carries, case.line.asked)) == 1


@able(Capability.ANSWER, Capability.FIND_ANSWER)
@pytest.mark.parametrize("arrives", [True, False])
def test_an_answer_that_was_lost_is_looked_for(arrives: bool, case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    if arrives:
        case.line.loses = case.carries
    else:
        case.line.stops = case.carries
    with pytest.raises((errors.OutcomeUnknown, errors.NetworkError)):
        asking.run(case.channel.answer(appeal, reply()))
    case.line.loses = case.line.stops = lambda request: False

    found = asking.run(case.channel.find_answer(appeal, reply()))

    assert (found is not None) is arrives
    if found:
        assert (found.appeal, found.key, found.kind) == (appeal.id, "answer 1", "final")
    else:
        asking.run(case.channel.answer(appeal, reply()))
    assert told(case, key) == [ANSWER]


@able(Capability.FIND_ANSWER)
def test_an_answer_that_was_never_sent_is_not_found(case: Case, asking: Asking) -> None:
    first, second = case.write(TEXT), case.write(f"{TEXT} 2")
    asking.run(case.channel.answer(the(case, asking, first), reply()))
    appeal = the(case, asking, second)
    assert asking.run(case.channel.find_answer(appeal, reply("Другой ответ", key="2"))) is None
    assert asking.run(case.channel.find_answer(appeal, reply())) is None


@able(Capability.REPEATABLE)
def test_an_answer_that_is_sent_again_arrives_once(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    first, second = (asking.run(case.channel.answer(appeal, reply())) for _ in range(2))
    assert told(case, key) == [ANSWER]
    assert (first.appeal, first.key, first.number) == (second.appeal, second.key, second.number)


@able(Capability.REPEATABLE)
def test_another_key_is_another_answer(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    for number in range(2):
        appeal = the(case, asking, key)
        asking.run(case.channel.answer(appeal, reply(f"Ответ {number}", key=f"{number}")))
    assert told(case, key) == ["Ответ 0", "Ответ 1"]


@pytest.mark.parametrize("capability", KINDS)
@able(Capability.ANSWER)
def test_answers_of_a_kind_arrive_or_are_refused(
    capability: Capability, case: Case, asking: Asking
) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    case.line.asked.clear()
    if capability in case.channel.capabilities:
        sent = asking.run(case.channel.answer(appeal, kind(capability)))
        assert sent.kind == KINDS[capability]
        assert told(case, key) == [ANSWER]
        return
    with pytest.raises(errors.CapabilityNotSupported, match=capability.value):
        asking.run(case.channel.answer(appeal, kind(capability)))
    assert case.line.asked == []


@able(Capability.TAKE)
def test_the_service_is_told_that_work_has_begun(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    assert not case.is_taken(key)
    asking.run(case.channel.take(the(case, asking, key)))
    assert case.is_taken(key)


@able(Capability.ANSWER)
def test_an_appeal_of_another_channel_is_refused(case: Case, asking: Asking) -> None:
    appeal = the(case, asking, case.write(TEXT))
    stranger = appeal.model_copy(update={"id": AppealId("elsewhere", appeal.id.key)})
    case.line.asked.clear()
    with pytest.raises(errors.ParameterError, match="elsewhere"):
        asking.run(case.channel.answer(stranger, reply()))
    assert case.line.asked == []


# A service in trouble

online = over([one for one in CASES if one.shown.services()])


@online
@pytest.mark.parametrize("status", [200, 500, 502])
def test_a_page_in_place_of_data_is_a_fault_of_the_server(
    status: int, case: Case, asking: Asking
) -> None:
    case.write(TEXT)
    case.line.page = replace(case.line.page, status=status)
    case.line.breaks = lambda request: True
    with pytest.raises(errors.ServerError) as told_so:
        listed(case, asking)
    assert "Sorry" not in str(told_so.value)


@able(Capability.ANSWER)
def test_a_page_in_place_of_thanks_leaves_doubt(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    case.line.breaks = case.carries
    with pytest.raises((errors.OutcomeUnknown, errors.ServerError)) as doubt:
        asking.run(case.channel.answer(appeal, reply()))
    assert told(case, key) == [ANSWER]
    if Capability.REPEATABLE not in case.channel.capabilities:
        assert isinstance(doubt.value, errors.OutcomeUnknown)


# Files


@able(Capability.ANSWER, Capability.ATTACH)
def test_a_file_goes_along_whole(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    appeal = the(case, asking, key)
    case.line.asked.clear()
    files = (OutgoingFile(name="план.jpg", content=PICTURE, content_type="image/jpeg"),)
    asking.run(case.channel.answer(appeal, reply(files=files)))
    assert case.told_files(key) == [PICTURE]
    assert told(case, key) == [ANSWER]


@able(Capability.FETCH)
def test_a_file_comes_whole(case: Case, asking: Asking) -> None:
    appeal = the(case, asking, case.write(TEXT, ("яма.png", PICTURE)))
    (attachment,) = appeal.attachments
    file = asking.run(case.channel.fetch(attachment))
    assert file.content == PICTURE
    assert file.name is None or "/" not in file.name


# What is made, and what happens


@able(Capability.CREATE)
def test_what_is_made_is_there(case: Case, asking: Asking) -> None:
    made = asking.run(case.channel.create(NewAppeal(text=TEXT, key="k", **case.new())))
    assert made.id.channel == case.channel.name
    assert made.text == TEXT
    assert the(case, asking, made.id.key).text == TEXT
    assert made.id in [one.id for one in listed(case, asking)]


@able(Capability.UPDATES)
def test_what_happens_is_told_once_oldest_first(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    for text in ("Приняли", "Выехали"):
        case.later(HOUR)
        case.happens(key, text)
    found = asking.walk(case.channel.updates(ALL))
    assert [(one.appeal.key, one.event.text) for one in found] == [
        (key, "Приняли"),
        (key, "Выехали"),
    ]
    first, second = (one.event for one in found)
    assert first.id != second.id
    assert first.at < second.at
    window = Window(since=first.at, until=second.at)
    assert [one.event.id for one in asking.walk(case.channel.updates(window))] == [first.id]


# What is known of an appeal


@with_words
def test_what_is_closed_is_not_solved(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    case.close(key)
    found = the(case, asking, key)
    assert (found.stage, found.outcome) == ("closed", "unknown")


@with_words
def test_a_word_that_nobody_knows_is_kept(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    case.call_it(key, "на-луне")
    found = the(case, asking, key)
    assert (found.stage, found.raw_status) == ("unknown", "на-луне")
    assert found.outcome in ("none", "unknown")
    assert found.is_open


@every
def test_dates_of_the_platform_are_told_where_it_has_some(case: Case, asking: Asking) -> None:
    found = the(case, asking, case.write(TEXT))
    assert {one.kind for one in found.deadlines} <= {"platform"}
    assert found.deadlines or Capability.DEADLINES not in case.channel.capabilities


@every
def test_an_appeal_survives_json(case: Case, asking: Asking) -> None:
    key = case.write(TEXT)
    if Capability.ANSWER in case.channel.capabilities:
        asking.run(case.channel.answer(the(case, asking, key), reply()))
    found = the(case, asking, key)
    assert found.raw is not None
    assert Appeal.model_validate_json(found.model_dump_json(context=REVEALED)) == found


@every
def test_both_clients_are_given_the_same(case: Case) -> None:
    key = case.write(TEXT)
    case.write(f"{TEXT} 2")
    blocking, waiting = Asking(case, waits=True), Asking(case, waits=False)
    assert the(case, blocking, key) == the(case, waiting, key)
    assert listed(case, blocking) == listed(case, waiting)


# What it cannot do

CALLS: dict[Capability, Callable[[Channel, Appeal], Any]] = {
    Capability.LIST: lambda channel, appeal: channel.each(ALL),
    Capability.GET: lambda channel, appeal: channel.get(appeal.id.key),
    Capability.UPDATES: lambda channel, appeal: channel.updates(ALL),
    Capability.RECEIVE: lambda channel, appeal: channel.pending(),
    Capability.CREATE: lambda channel, appeal: channel.create(NewAppeal(text=TEXT)),
    Capability.TAKE: lambda channel, appeal: channel.take(appeal),
    Capability.ANSWER: lambda channel, appeal: channel.answer(appeal, reply()),
    Capability.FIND_ANSWER: lambda channel, appeal: channel.find_answer(appeal, reply()),
    Capability.FETCH: lambda channel, appeal: channel.fetch(AppealAttachment(id="1")),
}


@every
def test_what_it_cannot_do_is_refused_and_nothing_is_sent(case: Case, asking: Asking) -> None:
    appeal = the(case, asking, case.write(TEXT))
    case.line.asked.clear()
    for capability in CALLS.keys() - case.channel.capabilities:
        with pytest.raises(errors.CapabilityNotSupported, match=f"'{capability.value}'"):
            asking.run(CALLS[capability](case.channel, appeal))
    if Capability.RECEIVE not in case.channel.capabilities:
        with pytest.raises(errors.CapabilityNotSupported):
            asking.run(case.channel.acknowledge(appeal))
    assert case.line.asked == []


@every
def test_files_that_it_cannot_send_are_refused(case: Case, asking: Asking) -> None:
    """Those that answer and those that only take new appeals."""
    files = (OutgoingFile(name="план.jpg", content=PICTURE),)
    channel, appeal = case.channel, the(case, asking, case.write(TEXT))
    if Capability.ATTACH in channel.capabilities:
        return
    case.line.asked.clear()
    if Capability.CREATE in channel.capabilities:
        new = NewAppeal(text=TEXT, files=files, **case.new())
        with pytest.raises(errors.CapabilityNotSupported):
            asking.run(channel.create(new))
    with pytest.raises(errors.CapabilityNotSupported):
        asking.run(channel.answer(appeal, reply(files=files)))
    assert case.line.asked == []


# What is nobody's business


@every
def test_words_and_names_of_citizens_do_not_show(case: Case, asking: Asking) -> None:
    records = io.StringIO()
    handler, root = logging.StreamHandler(records), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        words, secrets = _everything_that_shows(case, asking)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    shown = "\n".join([*words, records.getvalue()])
    assert [one for one in secrets if one in shown] == []


def _everything_that_shows(case: Case, asking: Asking) -> tuple[list[str], list[str]]:
    channel, key = case.channel, case.write("canary-text", ("canary-file.png", PICTURE))
    appeal = the(case, asking, key)
    answer = reply("canary-answer")
    words = [repr(appeal), repr(answer), repr(channel), str(channel.services())]
    if Capability.ANSWER in channel.capabilities:
        case.line.loses = case.carries
        words += _trouble(asking, channel.answer(appeal, answer))
        case.line.loses = lambda request: False
        words.append(repr(the(case, asking, key)))
    if Capability.CREATE in channel.capabilities:
        new = NewAppeal(text="canary-new", title="canary-title", **case.new())
        words += [repr(new), repr(asking.run(channel.create(new)))]
    words += map(repr, case.line.asked)
    canaries = [f"canary-{one}" for one in ("text", "file", "answer", "new", "title")]
    return words, [*canaries, *_revealed(appeal)]


def _trouble(asking: Asking, question: Any) -> list[str]:
    try:
        asking.run(question)
    except errors.GovPublicError as error:
        told = [str(error), repr(error), repr(error.__cause__), repr(vars(error))]
        return [*told, "".join(traceback.format_exception(error))]
    pytest.fail("the answer was not lost")


def _revealed(appeal: Appeal) -> list[str]:
    """Names and contacts, as far as they are more than a number."""
    person = appeal.applicant
    values = [value for _, value in person] if person else []
    said = [one.reveal() for one in values if one is not None and not isinstance(one, bool)]
    return [one for one in said if len(one) > 6]


# The table


def test_the_table_has_a_row_for_each_capability() -> None:
    lines = table(SHOWN).splitlines()
    assert len(lines) == 2 + len(Capability)
    assert {line.count("|") for line in lines} == {len(SHOWN) + 2}


def test_the_guide_has_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "channels.md"
    text = page.read_text(encoding="utf-8")
    begin, end = (
        "<!-- channels: made by tests/appeals/test_conformance.py -->\n",
        "<!-- /channels -->",
    )
    assert text.partition(begin)[2].partition(end)[0].strip() == table(SHOWN)
