"""Open311 as a channel: what servers tell becomes appeals, answers go back once."""

from __future__ import annotations

import asyncio
import pickle
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from govpublic_sdk import GovPublic, Request, errors
from govpublic_sdk import Response as Told200
from govpublic_sdk.appeals import NewAppeal, Open311Channel, OutgoingFile, Reply, Window
from govpublic_sdk.appeals.channels.open311.convert import STATUSES, AppealOf, stage_and_outcome
from govpublic_sdk.models import Appeal, AppealAttachment, AppealId, AppealPlace, ServiceRequest
from govpublic_sdk.open311 import Server, TakenWithoutNumber
from govpublic_sdk.sandbox import Sandbox
from loopback import reply as raw_reply
from loopback import serving
from open311_city import (
    KEY,
    START,
    URL,
    AsyncTold,
    City,
    Told,
    a_request,
    answer,
    async_client_of,
    at,
    client_of,
    server,
    w3c,
)
from open311_habits import Habits

NOW = at(days=20)
MONTH = Window(since=START, until=at(days=30))
APPEAL = Appeal(id=AppealId("open311", "1"), submitted_at=at(days=2))
DONE = Reply(text="Яма заделана.", key="answer-1")


def channel(**settings: Any) -> Open311Channel:
    return Open311Channel(server(**settings), now=lambda: NOW)


WITH_UPDATES = {"has_updates": True}
ONCE = {"has_updates": True, "updates_once": True}


def run(question: Any, *replies: Any, **settings: Any) -> tuple[Any, Told]:
    told = Told([one if isinstance(one, Told200 | Exception) else answer(one) for one in replies])
    with client_of(told, **settings) as client:
        return client.run(question), told


def appeal(**more: Any) -> Appeal:
    raw = a_request(**more)
    return AppealOf("city", "own")(ServiceRequest.model_validate(raw), raw)


# -- what it can do -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "more"),
    [
        ({}, ""),
        ({"has_updates": True}, "updates answer interim find_answer"),
        (ONCE, "updates answer interim find_answer repeatable"),
        ({"media_field": "media", "has_notes": True}, "attach history"),
        ({"extensions": "media,log"}, "history"),
        ({"extensions": "true"}, "history"),
        ({"extensions": "media"}, ""),
        (
            {
                "has_updates": True,
                "update_statuses": {"interim": "OPEN", "final": "CLOSED", "refusal": "NO"},
            },
            "updates answer interim find_answer refuse",
        ),
    ],
)
def test_capabilities_follow_from_the_settings(settings: dict[str, Any], more: str) -> None:
    assert channel(**settings).capabilities == {*["list", "get", "create", "fetch"], *more.split()}


def test_what_a_server_cannot_do_is_refused() -> None:
    plain = channel()
    for question in (
        lambda: plain.updates(MONTH),
        lambda: plain.answer(APPEAL, DONE),
        lambda: plain.find_answer(APPEAL, DONE),
        lambda: plain.take(APPEAL),
        lambda: channel(**WITH_UPDATES).answer(APPEAL, Reply(text="Нет", key="k", kind="refusal")),
        lambda: channel(**WITH_UPDATES).answer(
            APPEAL, Reply(text="Да", key="k", files=(OutgoingFile(name="a", content=b""),))
        ),
    ):
        with pytest.raises(errors.CapabilityNotSupported):
            question()


def test_now_is_the_time_of_this_machine_unless_another_is_given() -> None:
    now = datetime.now(UTC)
    city = City({"old": now - timedelta(hours=3), "new": now - timedelta(minutes=1)})
    with client_of(Told(made=city)) as client:
        walk = Open311Channel(server()).each(Window(since=now - timedelta(hours=1)))
        assert [one.id.key for one in client.walk(walk)] == ["new"]


def test_it_prints_without_its_key_and_names_its_service() -> None:
    here = channel(name="samara")

    assert repr(here) == "Open311Channel('samara')"
    assert here.server.name == "samara"
    assert list(here.services()) == ["samara"]
    assert KEY not in repr(here.services())
    assert Open311Channel(server()).capabilities == channel().capabilities


# -- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "stage", "outcome"),
    [
        ("open", "registered", "none"),
        ("closed", "closed", "unknown"),
        ("CLOSED", "closed", "unknown"),
        ("fixed", "closed", "solved"),
        ("no_further_action", "closed", "explained"),
        ("No Further Action", "closed", "explained"),
        ("not_councils_responsibility", "closed", "not_responsible"),
        ("duplicate", "closed", "duplicate"),
        ("reopen", "reopened", "none"),
        ("internal_referral", "routing", "forwarded"),
        ("for_triage", "routing", "none"),
        ("action_scheduled", "in_progress", "planned"),
        ("cancelled", "closed", "withdrawn"),
        ("in-progress", "in_progress", "none"),
        ("укрощён", "unknown", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_statuses_become_stage_and_outcome_and_words_are_kept(
    status: str | None, stage: str, outcome: str
) -> None:
    found = appeal(status=status)

    assert stage_and_outcome(status) == (stage, outcome)
    assert (found.stage, found.outcome, found.raw_status) == (stage, outcome, status)


def test_no_word_but_fixed_means_solved() -> None:
    assert [word for word, (_, outcome) in STATUSES.items() if outcome == "solved"] == ["fixed"]


def test_a_request_becomes_an_appeal() -> None:
    found = appeal(
        status="closed",
        status_notes="Сделано",
        service_notice="Ждите",
        title="Яма",
        group="Дороги",
        agency_responsible={"recipient": ["ЖКХ", "Мэрия"]},
        expected_datetime="2026-01-12T10:00:00+04:00",
        address="Самара",
        address_id=7,
        zipcode=443000,
        lat="53.2",
        long=50.1,
        media_url="https://p.example/1.jpg",
        attributes={"own": "mine-1", "KIND": "deep"},
        extended_attributes={"ward": "21"},
        notes=[
            {
                "datetime": w3c(at(days=2)),
                "type": "activity",
                "summary": "Выезд",
                "description": "Был",
            }
        ],
        comment_count=3,
    )

    assert found.id == AppealId("city", "1")
    assert found.regime == "service_request"
    assert (found.text, found.title, found.reason) == ("Яма у дома", "Яма", "Сделано")
    assert found.numbers == {"correlation": "mine-1"}
    assert found.attributes == {"own": "mine-1", "KIND": "deep", "ward": "21"}
    assert found.category is not None
    assert found.category.group is not None
    assert found.category.topic is not None
    assert (found.category.group.name, found.category.topic.id) == ("Дороги", "001")
    assert found.responsible is not None
    assert found.responsible.name == "ЖКХ, Мэрия"
    assert found.place == AppealPlace(
        address="Самара", id="7", postal_code="443000", latitude=53.2, longitude=50.1
    )
    assert found.submitted_at == datetime(2026, 1, 2, 6, tzinfo=UTC)
    assert found.closed_at == found.updated_at == datetime(2026, 1, 3, 6, tzinfo=UTC)
    (due,) = found.deadlines
    assert (due.kind, due.due_at) == ("platform", datetime(2026, 1, 12, 6, tzinfo=UTC))
    assert due.met_at == found.closed_at
    assert [one.url for one in found.attachments] == ["https://p.example/1.jpg"]
    assert [(one.kind, one.text) for one in found.answers] == [("final", "Сделано")]
    assert [(one.kind, one.text) for one in found.events] == [
        ("message", "Яма у дома"),
        ("note", "Ждите"),
        ("note", "Выезд: Был"),
        ("answer", "Сделано"),
    ]
    assert found.applicant is None
    assert isinstance(found.raw, dict)
    assert found.raw["agency_responsible"] == {"recipient": ["ЖКХ", "Мэрия"]}
    for secret in ("Яма у дома", "Самара", "Сделано"):
        assert secret not in repr(found)


def test_an_appeal_with_next_to_nothing() -> None:
    raw = {"service_request_id": 0}
    found = AppealOf("city")(ServiceRequest.model_validate(raw), raw)

    assert found.id.key == "0"
    assert found.category is found.place is found.responsible is found.submitted_at is None
    assert found.answers == found.deadlines == found.attachments == ()
    assert (found.stage, found.outcome) == ("unknown", "unknown")
    assert found.is_open


@pytest.mark.parametrize(
    "due", ["2026-01-02T10:00:00+04:00", "2026-01-02T06:00:00.9Z", "2025-01-01T00:00:00Z", None, ""]
)
def test_an_expected_date_that_is_the_date_of_the_request_promises_nothing(due: str | None) -> None:
    assert appeal(expected_datetime=due).deadlines == ()


def test_the_first_day_of_computers_is_no_date() -> None:
    found = appeal(
        updated_datetime="1970-01-01T00:00:00Z", expected_datetime="1970-01-01T00:00:00Z"
    )

    assert found.updated_at is None
    assert found.deadlines == ()


@pytest.mark.parametrize(
    "shown",
    [
        {"attributes": {"own": "k"}},
        {"attributes": [{"code": "own", "value": "k"}, "odd", {"code": "x"}]},
        {"attributes": [{"name": "own", "value": "k"}]},
        {"extended_attributes": {"own": "k"}},
        {"extras": {"own": "k"}},
        {"own": "k"},
    ],
)
def test_the_own_number_is_found_wherever_it_is_shown(shown: dict[str, Any]) -> None:
    assert appeal(**shown).numbers == {"correlation": "k"}


def test_each_gives_all_of_a_window_oldest_first() -> None:
    city = City({str(n): START + timedelta(hours=n) for n in range(50)}, most=8)
    with client_of(Told(made=city), most=8) as client:
        found = list(client.walk(channel(most=8).each(MONTH)))

    assert [one.id.key for one in found] == [str(n) for n in range(50)]
    assert {one.id.channel for one in found} == {"open311"}


def test_a_window_without_an_end_ends_now() -> None:
    city = City({"1": NOW, "2": NOW + timedelta(days=1)})
    with client_of(Told(made=city)) as client:
        found = list(client.walk(channel().each(Window(since=START))))
        late = list(client.walk(channel().each(Window(since=NOW + timedelta(days=2)))))

    assert [one.id.key for one in found] == ["1"]
    assert late == []


def test_one_appeal_is_read_again() -> None:
    found, told = run(channel().get("a/b"), [a_request("a/b")])

    assert found.id == AppealId("open311", "a/b")
    assert told.sent[0].url == f"{URL}/requests/a%2Fb.json"
    assert channel().get("1") == channel().get("1")
    assert pickle.loads(pickle.dumps(channel().get("1"))) == channel().get("1")


def an_update(number: object, **more: object) -> dict[str, object]:
    told = {"service_request_id": 1, "status": "fixed", "updated_datetime": w3c(at(days=5))}
    return {"update_id": number, "description": "Яма заделана.", **told, **more}


LOG = [
    {"id": 1, "time": "2026-01-04T10:00:00Z", "status": "allocated", "handler": "a@example.org"},
    {"id": 2, "time": "2026-01-05 14:00:00", "status": "handling", "note": "Едем.", "handler": ""},
    {
        "id": 3,
        "time": "2026-01-06T10:00:00Z",
        "status": "done",
        "note": "Заделали.",
        "handler": "Житель 2",
        "attachment_url": "https://p.example/1.jpg",
    },
]


@pytest.mark.parametrize("log", [LOG, {"log": LOG}, [{"entry": one} for one in LOG]])
def test_the_log_of_6aika_is_history_and_answers(log: Any) -> None:
    raw = a_request("1", status="closed", extended_attributes={"log": log})
    here = channel(zone="Europe/Samara", extensions="log")

    found, told = run(here.get("1"), [raw], zone="Europe/Samara", extensions="log")

    assert told.query == {"extensions": "log"}
    assert [(one.id, one.kind, one.text, one.author) for one in found.answers] == [
        ("log-2", "interim", "Едем.", None),
        ("log-3", "final", "Заделали.", "Житель 2"),
    ]
    assert found.answers[1].attachments == (AppealAttachment(url="https://p.example/1.jpg"),)
    steps = [
        (one.at, one.kind, one.stage, one.raw_status) for one in found.events if one.raw_status
    ]
    assert steps[:3] == [
        (datetime(2026, 1, 4, 10, tzinfo=UTC), "stage", "routing", "allocated"),
        (datetime(2026, 1, 5, 10, tzinfo=UTC), "answer", "in_progress", "handling"),
        (datetime(2026, 1, 6, 10, tzinfo=UTC), "answer", "closed", "done"),
    ]
    assert "example.org" not in repr(found)
    assert "Заделали" not in repr(found)


@pytest.mark.parametrize("log", [None, "", [], {}, "soon", [None, 5, "x"], {"log": []}])
def test_a_log_without_entries_is_no_history(log: Any) -> None:
    found = appeal(extended_attributes={"log": log})

    assert found.answers == ()
    assert [one.kind for one in found.events] == ["message", "stage"]


def test_notes_of_the_status_that_the_log_has_too_come_once() -> None:
    found = appeal(status_notes="Заделали.", extended_attributes={"log": LOG[2:]})

    assert [one.text for one in found.answers] == ["Заделали."]


def test_updates_become_events_and_answers() -> None:
    listed = [
        an_update("3", status="unchanged", updated_datetime=w3c(at(days=6)), description="Видели"),
        an_update("2", media_url="https://p.example/2.jpg"),
        an_update("1", status="IN_PROGRESS", description="", updated_datetime=w3c(at(days=4))),
        an_update("2"),
        an_update(None),
        an_update("4", updated_datetime=w3c(at(days=400))),
    ]
    told = Told([answer({"service_request_updates": listed})])
    with client_of(told, **WITH_UPDATES) as client:
        found = list(client.walk(channel(**WITH_UPDATES).updates(MONTH)))

    assert [(one.event.id, one.event.kind, one.event.stage) for one in found] == [
        ("1", "stage", "in_progress"),
        ("2", "answer", "closed"),
        ("3", "answer", None),
    ]
    assert [one.answer.kind if one.answer else None for one in found] == [None, "final", "interim"]
    assert found[1].appeal == AppealId("open311", "1")
    assert found[1].answer is not None
    assert found[1].answer.attachments == (AppealAttachment(url="https://p.example/2.jpg"),)
    assert "заделана" not in repr(found)


# -- answering ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "CLOSED"),
        ({"solved": True}, "FIXED"),
        ({"solved": False}, "NO_FURTHER_ACTION"),
        ({"kind": "interim"}, "IN_PROGRESS"),
        ({"attributes": {"status": "duplicate"}}, "duplicate"),
    ],
)
def test_an_answer_is_an_update(changes: dict[str, Any], status: str) -> None:
    reply = Reply(text="Яма заделана.", key="answer-1", **changes)
    here = channel(**WITH_UPDATES)

    sent, told = run(
        here.answer(APPEAL, reply), {"service_request_updates": [{"update_id": 9}]}, **WITH_UPDATES
    )

    assert (sent.appeal, sent.key, sent.number, sent.at) == (APPEAL.id, "answer-1", "9", NOW)
    form = told.form
    assert form["status"] == [status]
    assert form["updated_datetime"] == [w3c(NOW)]
    assert form["service_request_id"] == ["1"]
    assert form["update_id"][0].startswith("gp-")


def test_the_number_of_an_answer_follows_from_appeal_and_key() -> None:
    def number(key: str, to: str) -> str:
        here, where = channel(**WITH_UPDATES), Appeal(id=AppealId("open311", to))
        _, told = run(here.answer(where, Reply(text="Да", key=key)), [], **WITH_UPDATES)
        return told.form["update_id"][0]

    assert number("a", "1") == number("a", "1")
    assert len({number(key, to) for key in "ab" for to in "12"}) == 4


def test_an_answer_with_a_file_and_a_picture() -> None:
    settings = {**WITH_UPDATES, "media_field": "media"}
    files = (OutgoingFile(name="1.jpg", content=b"\xff", content_type="image/jpeg"),)
    _, told = run(
        channel(**settings).answer(APPEAL, Reply(text="Да", key="k", files=files)), [], **settings
    )
    assert [part.name for part in told.sent[0].files] == ["media"]

    picture = Reply(text="Да", key="k", attributes={"media_url": "https://p.example/1.jpg"})
    _, told = run(channel(**settings).answer(APPEAL, picture), [], **settings)
    assert told.form["media_url"] == ["https://p.example/1.jpg"]

    with pytest.raises(errors.ParameterError, match="colour"):
        run(channel(**settings).answer(APPEAL, Reply(text="Да", key="k", attributes={"colour": 1})))


@pytest.mark.parametrize("lost", [errors.NetworkError("cut"), Told200(500, {}, b"oops")])
def test_a_lost_answer_is_not_sent_again_and_can_be_looked_for(lost: Any) -> None:
    here = channel(**WITH_UPDATES)
    told = Told([lost])
    with client_of(told, **WITH_UPDATES) as client, pytest.raises(errors.OutcomeUnknown) as failed:
        client.run(here.answer(APPEAL, DONE))

    assert len(told.sent) == 1
    assert "Яма" not in str(failed.value)
    assert "Яма" not in repr(failed.value.call)


@pytest.mark.parametrize(
    ("update", "found"),
    [
        ({"update_id": "77", "status": "closed", "description": " Яма  заделана. "}, True),
        ({"update_id": "77", "status": "in_progress"}, False),
        ({"update_id": "77", "status": "closed", "description": "Другое"}, False),
        ({"update_id": "77", "status": "closed", "description": ""}, False),
        ({"update_id": "77", "status": "closed", "service_request_id": "2"}, False),
        ({"update_id": "OURS", "status": "open", "description": "Исправлено"}, True),
        ({"update_id": "OURS", "service_request_id": "2"}, False),
    ],
)
def test_an_answer_is_found_by_number_or_by_status_and_text(
    update: dict[str, Any], found: bool
) -> None:
    here = channel(**WITH_UPDATES)
    _, told = run(here.answer(APPEAL, DONE), [], **WITH_UPDATES)
    ours = told.form["update_id"][0]
    update["update_id"] = ours if update["update_id"] == "OURS" else update["update_id"]

    sent, told = run(
        here.find_answer(APPEAL, DONE), [an_update(**{"number": 0, **update})], **WITH_UPDATES
    )

    assert (sent is not None) is found
    if sent:
        assert (sent.number, sent.at) == (update["update_id"], at(days=5))
    assert told.query == {"start_date": w3c(at(days=1)), "end_date": w3c(at(days=21))}


def test_an_answer_without_a_number_is_found_by_its_text() -> None:
    told = {"service_request_id": 1, "description": "Яма  заделана.", "update_id": None}
    others = [{**told, "service_request_id": "2"}, {**told, "description": "Другое"}, None, 5]
    here = channel(**WITH_UPDATES)

    found, _ = run(here.find_answer(APPEAL, DONE), [*others, told], **WITH_UPDATES)
    missing, _ = run(here.find_answer(APPEAL, DONE), others, **WITH_UPDATES)

    assert found is not None
    assert (found.key, found.number) == ("answer-1", None)
    assert missing is None


def test_the_search_goes_back_from_now_and_is_wide_for_requests_without_a_date() -> None:
    here = channel(**WITH_UPDATES)
    undated = Appeal(id=AppealId("open311", "1"))
    sent, told = run(here.find_answer(undated, DONE), *([[]] * 5), **WITH_UPDATES)
    starts = [one.url.partition("start_date=")[2] for one in told.sent]

    assert sent is None
    assert starts == sorted(starts, reverse=True)

    future = Appeal(id=AppealId("open311", "1"), submitted_at=at(days=900))
    assert run(here.find_answer(future, DONE), [], **WITH_UPDATES)[0] is None


def test_a_repetition_that_is_refused_is_found() -> None:
    here = channel(**ONCE)
    exists = answer([{"code": 400, "description": "already exists"}], 400)

    sent, told = run(here.answer(APPEAL, DONE), exists, [an_update("77", status="closed")], **ONCE)
    assert sent.number == "77"
    assert [one.method for one in told.sent] == ["POST", "GET"]

    with pytest.raises(errors.InvalidRequest, match=r"error\.raw"):
        run(here.answer(APPEAL, DONE), exists, [], **ONCE)
    with pytest.raises(errors.InvalidRequest, match=r"error\.raw"):
        run(channel(**WITH_UPDATES).answer(APPEAL, DONE), exists, **WITH_UPDATES)


# -- creating -------------------------------------------------------------------------------------

PLACE = AppealPlace(address="Самара", latitude=53.2, longitude=50.1, id="7")
NEW = NewAppeal(
    text="Яма у дома",
    key="mine-1",
    service="001",
    place=PLACE,
    contacts={"first_name": "Житель 1"},
    attributes={"signs": ["a", "b"]},
)


def test_a_new_request() -> None:
    here = channel(correlation_attribute="own")

    made, told = run(here.create(NEW), answer({"service_request_id": 0}, 201))

    assert made.id == AppealId("open311", "0")
    assert (made.text, made.stage, made.submitted_at) == ("Яма у дома", "submitted", None)
    assert made.numbers == {"correlation": "mine-1"}
    assert made.raw == {"service_request_id": 0}
    assert told.form == {
        "api_key": [KEY],
        "service_code": ["001"],
        "lat": ["53.2"],
        "long": ["50.1"],
        "description": ["Яма у дома"],
        "first_name": ["Житель 1"],
        "attribute[signs][]": ["a", "b"],
        "attribute[own]": ["mine-1"],
    }


def test_a_server_that_answers_with_the_whole_request_says_when_it_was_made() -> None:
    made, _ = run(channel().create(NEW), answer([a_request("9")], 201))

    assert made.submitted_at == datetime(2026, 1, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (AppealPlace(address="Самара", id="7", latitude=1.0), {"address_id": ["7"]}),
        (AppealPlace(address="Самара"), {"address_string": ["Самара"]}),
    ],
)
def test_one_way_to_say_where_is_chosen(place: AppealPlace, form: dict[str, Any]) -> None:
    new = NewAppeal(
        text="Яма", title="Дорога", service="001", place=place, media_urls=("https://a.b",)
    )
    made, told = run(channel().create(new), [{"service_request_id": 5}])

    assert form.items() <= told.form.items()
    assert told.form["description"] == ["Дорога\n\nЯма"]
    assert told.form["media_url"] == ["https://a.b"]
    assert made.numbers == {}


@pytest.mark.parametrize(
    "new",
    [
        NewAppeal(text="Яма", service="001"),
        NewAppeal(text="Яма", service="001", place=AppealPlace(region="63")),
        NewAppeal(text="Яма", place=PLACE),
        NewAppeal(text="Яма", service="001", place=PLACE, contacts={"passport": "1"}),
        NewAppeal(
            text="Яма", service="001", place=PLACE, media_urls=("https://a.b", "https://c.d")
        ),
    ],
)
def test_a_new_request_that_cannot_be_is_refused_at_the_door(new: NewAppeal) -> None:
    with pytest.raises(errors.ParameterError):
        channel().create(new)


@pytest.mark.parametrize(("said", "kind"), [([{"token": "t-1"}], "batch"), ([{}], "blackbox")])
def test_a_request_without_a_number_is_told_with_what_was_said(said: Any, kind: str) -> None:
    with pytest.raises(TakenWithoutNumber, match="Do not send it again") as taken:
        run(channel().create(NEW), said)

    assert taken.value.created.type == kind
    assert "t-1" not in str(taken.value)
    again = pickle.loads(pickle.dumps(taken.value))
    assert again.created == taken.value.created


def test_a_service_that_gives_tokens_is_refused_at_the_door() -> None:
    with pytest.raises(errors.CapabilityNotSupported, match="tokens"):
        channel(service_types={"001": "batch"}).create(NEW)


OWN = {"attributes": {"own": "mine-2"}}


@pytest.mark.parametrize(
    ("rows", "text", "found"),
    [
        ([a_request("1"), a_request("2", attributes={"own": "mine-1"})], None, "2"),
        ([a_request("1", **OWN)], "Яма у дома", None),
        ([a_request("1", **OWN)], None, None),
        ([a_request("1", description="Яма  у дома\n")], "Яма у дома", "1"),
        ([a_request("1", description="Дорога\n\nЯма у дома")], "Яма у дома", "1"),
        ([a_request("1")], "Другое", None),
        ([a_request("1", description="Яма")], "Яма у дома", None),
    ],
)
def test_a_request_is_found_by_its_key_or_its_text(
    rows: list[Any], text: str | None, found: str | None
) -> None:
    here = channel(correlation_attribute="own")

    made, _ = run(here.find_created("mine-1", MONTH, text=text), rows, rows, rows, rows)

    assert (made.id.key if made else None) == found


LONG = "Яма на дороге у школы, в неё уже попали две машины и автобус."


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([a_request("1")], None),  # it shows no attributes
        ([a_request("1", **OWN), a_request(None)], None),  # one cannot be read
        ([a_request("1", description=LONG[:50] + "...")], LONG),  # it may be cut
        ([a_request("1", description="")], "Яма у дома"),
        ([], "Яма у дома"),  # it shows nothing
    ],
)
def test_a_request_that_may_be_there_is_not_denied(rows: list[Any], text: str | None) -> None:
    here = channel(correlation_attribute="own")

    with pytest.raises(errors.OutcomeUnknown, match=r"open311\.probe") as failed:
        run(here.find_created("mine-1", MONTH, text=text), rows, rows)

    assert "Яма" not in str(failed.value)


@pytest.mark.parametrize("dates", ["swapped", "unknown", "right"])
def test_a_request_is_found_whatever_windows_the_server_gives(dates: Any) -> None:
    habits = Habits(rows={"r1": at(days=1), "r2": at(days=2)}, dates=dates)

    with client_of(Told(made=habits)) as client:
        found = client.run(channel().find_created("k", MONTH, text="Яма у дома"))
        assert found is not None
        late = Window(since=at(days=5), until=at(days=6))
        if dates == "right":
            assert client.run(channel().find_created("k", late, text="Яма у дома")) is None
        else:
            with pytest.raises(errors.OutcomeUnknown):
                client.run(channel().find_created("k", late, text="Яма у дома"))


def test_a_server_that_cuts_without_a_sign_is_not_believed() -> None:
    rows = [a_request(str(n), description="Яма") for n in range(3)]
    newest = [a_request("9", requested_datetime="2026-01-05T10:00:00Z"), *rows]

    with pytest.raises(errors.OutcomeUnknown):
        run(channel().find_created("k", MONTH, text="Другое"), rows, newest)


def test_a_server_that_lists_nothing_without_dates_is_believed_by_its_windows() -> None:
    refused = answer([{"code": 400, "description": "dates, please"}], 400)

    rows = [a_request("1")]
    found, _ = run(channel().find_created("k", MONTH, text="Другое"), rows, refused, rows, [])

    assert found is None


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("longest", [timedelta(days=90), timedelta(days=1)])
def test_a_request_behind_an_unsaid_cut_is_not_denied(
    newest_first: bool, longest: timedelta
) -> None:
    rows = {str(n): at(hours=n) for n in range(23)}
    search = Window(since=START, until=at(hours=23))

    def answered(city: City, request: Request) -> Reply:
        return city(request) if "start_date" in request.url else answer([])

    for most in (10, 23):
        city = City(rows, most=most, newest_first=newest_first)
        told = Told(made=partial(answered, city))
        with client_of(told, longest_window=longest) as client:
            here = channel(longest_window=longest)
            asked = here.find_created("k", search, text="Другое")
            if most == 23:
                assert client.run(asked) is None
            else:
                with pytest.raises(errors.OutcomeUnknown, match="not show all"):
                    client.run(asked)


def test_requests_without_a_date_have_no_older_ones() -> None:
    rows = [a_request("1", requested_datetime=None)]

    found, told = run(channel().find_created("k", MONTH, text="Другое"), rows, rows)

    assert found is None
    assert len(told.sent) == 2


def test_a_key_that_was_never_sent_finds_nothing() -> None:
    with pytest.raises(errors.ParameterError, match="correlation_attribute"):
        channel().find_created("mine-1", MONTH)

    assert run(channel().find_created("k", MONTH, text="Яма у дома"), [a_request()])[0] is not None


# -- pictures -------------------------------------------------------------------------------------


def test_pictures_are_fetched_from_allowed_origins_without_the_key() -> None:
    settings = {"media_origins": ["https://p.example"], "key_in_query": True}
    here = channel(**settings)
    jpeg = Told200(200, {"content-type": "image/jpeg"}, b"\xff\xd8")

    for url in ("https://p.example/1.jpg", f"{URL}/media/1.jpg", "media/1.jpg", "/media/1.jpg"):
        file, told = run(here.fetch(AppealAttachment(url=url)), jpeg, **settings)
        assert file.content == b"\xff\xd8"
        assert KEY not in told.sent[0].url
    assert told.sent[0].url == "https://city.example/media/1.jpg"


@pytest.mark.parametrize(
    "url", ["https://evil.example/1.jpg", "http://city.example/1.jpg", "//evil.example/1.jpg"]
)
def test_pictures_elsewhere_are_not_fetched(url: str) -> None:
    told = Told([])
    with (
        client_of(told) as client,
        pytest.raises(errors.ConfigurationError, match="another origin"),
    ):
        client.run(channel().fetch(AppealAttachment(url=url)))

    assert not told.sent


@pytest.mark.parametrize(
    "url", [None, "", "https://[x", "data:image/png;base64,AAAA", "file:///etc/passwd"]
)
def test_what_is_no_address_is_refused(url: str | None) -> None:
    with pytest.raises(errors.ParameterError):
        channel().fetch(AppealAttachment(url=url))


# -- both shells, a real connection, the city of the sandbox --------------------------------------


def test_the_async_client_does_the_same() -> None:
    async def go() -> tuple[list[str], str | None]:
        city = City({str(n): START + timedelta(hours=n) for n in range(20)}, most=8)
        here = channel(most=8, **WITH_UPDATES)
        async with async_client_of(Told(made=city), most=8) as client:
            found = [one.id.key async for one in client.walk(here.each(MONTH))]
        told = AsyncTold(Told([answer([{"update_id": 9}])]))
        async with async_client_of(told._told, **WITH_UPDATES) as client:
            sent = await client.run(here.answer(APPEAL, DONE))
        return found, sent.number

    assert asyncio.run(go()) == ([str(n) for n in range(20)], "9")


def test_a_cut_connection_leaves_the_outcome_unknown_and_the_answer_findable() -> None:
    with serving() as loop:
        found = b'[{"update_id":"5","service_request_id":"1","status":"closed",'
        found += (
            '"updated_datetime":"2026-01-06T00:00:00Z","description":"Яма заделана."}]'.encode()
        )
        loop.answers = ["reset", raw_reply(found)]
        here = Open311Channel(server(url=loop.url, **WITH_UPDATES), now=lambda: NOW)
        with GovPublic(channels=[here], retry=None) as client:
            with pytest.raises(errors.OutcomeUnknown):
                client.run(here.answer(APPEAL, DONE))
            sent = client.run(here.find_answer(APPEAL, DONE))

    assert sent is not None
    assert sent.number == "5"


def city_of(box: Sandbox, **settings: Any) -> Open311Channel:
    given = {**box.open311.settings(), **settings}
    return Open311Channel(Server(given.pop("url"), **given), now=box.clock.moment)


QUIRKS: list[dict[str, Any]] = [
    {},
    {"numeric_ids": True, "text_booleans": True, "created_status": 201, "created": "object"},
    {"created": "whole", "wrapped": True, "extra_fields": True, "agency_object": True},
    {"listed_scalars": True, "naive_dates": True, "empty": "text"},
    {"errors": "object", "empty": "object", "no_fractions": True, "no_discovery": True},
    {"errors": "page", "empty": "absent", "extended_statuses": True, "notes": True},
    {"paging": False, "most": 4},
    {"endless": True, "most": 3},
    {"expected_now": True, "drops_address": True, "oldest_first": True},
]


@pytest.mark.parametrize("quirks", QUIRKS, ids=lambda one: "-".join(one) or "none")
@pytest.mark.parametrize("over_http", [False, True])
def test_the_city_of_the_sandbox_with_all_its_oddities(
    quirks: dict[str, Any], over_http: bool
) -> None:
    with Sandbox(publics=1) as box:
        for name, value in quirks.items():
            setattr(box.open311.quirks, name, value)
        if not over_http:
            here = city_of(box)
            with box.client(channels=[here]) as client:
                _a_day_at_the_desk(box, here, client)
            return
        with box.serve(real_time=False):
            here = city_of(box)
            with GovPublic(channels=[here], retry=None) as client:
                _a_day_at_the_desk(box, here, client)


def _a_day_at_the_desk(box: Sandbox, here: Open311Channel, client: GovPublic) -> None:
    start = box.clock.moment() - timedelta(days=200)
    made = box.open311.make(11)
    new = NewAppeal(
        text="Яма у дома",
        key="mine-1",
        service="001",
        place=AppealPlace(address="Самара"),
        contacts={"first_name": "Житель 1"},
    )

    created = client.run(here.create(new))
    listed = list(client.walk(here.each(Window(since=start))))
    again = client.run(here.get(created.id.key))
    sent = client.run(here.answer(again, DONE))
    twice = client.run(here.answer(again, DONE))
    found = client.run(here.find_answer(again, DONE))
    updates = list(client.walk(here.updates(Window(since=start))))
    closed = client.run(here.get(created.id.key))
    lost = client.run(here.find_created("mine-1", Window(since=start), text="Яма у дома"))

    assert [one.id.key for one in listed if one.id != created.id] == made
    assert len(listed) == 12
    assert again.text == "Яма у дома"
    assert sent.number == twice.number
    assert found is not None
    assert [one.answer.text for one in updates if one.answer] == ["Яма заделана."]
    assert (closed.stage, closed.outcome) == ("closed", "unknown")
    assert lost is not None
    assert lost.id == created.id


def test_files_and_lists_of_answers_reach_the_city_together() -> None:
    new = NewAppeal(
        text="Не горит фонарь",
        service="002",
        place=PLACE,
        attributes={"kind": "yard", "signs": ["open", "wire"]},
        files=(OutgoingFile(name="../1.jpg", content=b"\xff\xd8", content_type="image/jpeg"),),
    )
    with Sandbox(publics=1) as box:
        box.open311.quirks.media_uploads = True
        with box.serve(real_time=False):
            here = city_of(box)
            with GovPublic(channels=[here]) as client:
                made = client.run(here.create(new))
                (picture,) = client.run(here.get(made.id.key)).attachments
                file = client.run(here.fetch(picture))

    assert file.content == b"\xff\xd8"
    assert box.open311.reports[made.id.key].attributes["signs"] == ["open", "wire"]
