"""Platforms, files and users that mean ill to appeals: whatever they do costs only itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from fake_pos import Platform, item, settings
from govpublic_sdk import GovPublic, Request, errors
from govpublic_sdk import Response as HttpReply
from govpublic_sdk.appeals import (
    APPEAL_59FZ,
    POS_MESSAGE_CONTROLLED,
    RUSSIA,
    DeadlinePolicy,
    Desk,
    IncidentExport,
    NewAppeal,
    Reply,
    Span,
    Term,
    Window,
    WorkingHours,
    count_rows,
    daily,
    explain,
    radonitsa,
)
from govpublic_sdk.models import Deadline
from open311_city import START, Told, a_request, answer, at, server

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "desk.db") as made:
        yield made


def nested(levels: int) -> object:
    found: object = 1
    for _ in range(levels):
        found = [found]
    return found


def keys(desk: Desk) -> set[str]:
    return {one.id.key for one in desk.each()}


# One item that is out of all bounds


UNHOLDABLE: dict[str, dict[str, object]] = {
    "a key without end": {"id": "k" * 501},
    "values in values": {"custom": nested(300)},
}


@pytest.mark.parametrize("what", UNHOLDABLE)
def test_an_item_that_no_file_can_hold_keeps_no_other_back(desk: Desk, what: str) -> None:
    bad = {**item(7), **UNHOLDABLE[what]}
    platform = Platform(queue=[bad, item(1)])
    got = platform.client(desk=desk).appeals.receive(since=LONG_AGO)

    assert keys(desk) == {"1"} == {one.key for one in got.new}
    assert [one.raw for one in desk.unparsed()] == [bad]
    assert platform.queue == [bad], "what is not stored is not acknowledged"


@pytest.mark.parametrize("control", [None, POS_MESSAGE_CONTROLLED])
def test_a_date_at_the_end_of_all_years_costs_only_the_deadlines(desk: Desk, control: Any) -> None:
    odd = item(7, createdAt="9999-12-31T10:00:00Z")
    platform = Platform(queue=[odd, item(1)])
    platform.client(settings(control=control), desk=desk).appeals.receive(since=LONG_AGO)

    assert keys(desk) == {"1", "7"}
    assert platform.queue == []
    (told,) = [one for one in desk.each() if one.id.key == "7"]
    assert told.deadlines == ()


def city(found: object, *updates: object) -> Told:
    def made(request: Request) -> HttpReply:
        is_of_updates = "update" in urlsplit(request.url).path
        return answer([*updates] if is_of_updates else [found, a_request("1")])

    return Told(made=made)


BEFORE_ALL, AFTER_ALL = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"


@pytest.mark.parametrize("name", ["requested_datetime", "updated_datetime", "expected_datetime"])
@pytest.mark.parametrize("when", [BEFORE_ALL, AFTER_ALL])
def test_a_date_outside_of_all_years_is_no_date(tmp_path: Path, name: str, when: str) -> None:
    with Desk(tmp_path / "desk.db", now=at(days=6).timestamp) as desk:
        told = city(a_request("7", **{name: when}))
        GovPublic(open311=[server()], transport=told, desk=desk).appeals.receive(since=START)
        assert keys(desk) == {"1", "7"}


@pytest.mark.parametrize("key", ["\ud800", "k" * 501])
def test_a_key_of_no_file_is_listed_and_kept_raw(tmp_path: Path, key: str) -> None:
    change = {"status": "closed", "updated_datetime": "2026-01-04T10:00:00Z", "description": "да"}
    updates = [
        {**change, "update_id": str(n), "service_request_id": one}
        for n, one in enumerate([key, "1"])
    ]
    with Desk(tmp_path / "desk.db", now=at(days=6).timestamp) as desk:
        client = GovPublic(
            open311=[server(has_updates=True)],
            transport=city(a_request(key), *updates),
            desk=desk,
        )
        client.appeals.receive(since=START)
        assert [one.stage for one in desk.each()] == ["closed"]
        assert len(desk.unparsed()) == 2
        listed = client.appeals.each(since=START, until=at(days=6))
        # half a character is a damaged value, and a request without a number is unread
        assert {one.id.key for one in listed} == ({"1"} if key == "\ud800" else {"1", key})


# Values that make no sense, at the doors


JUNK: tuple[Any, ...] = (5.5, "09:00", "", b"x", object(), [None], float("nan"))
NAIVE = datetime.fromisoformat("2026-01-01")
FIRST = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
WRONG_MOMENTS: tuple[Any, ...] = (NAIVE, FIRST, "09:00")
NINE, SIX, DAY = time(9), time(18), date(2026, 1, 12)
SOME = Term(kind="final", since=("submitted",), amount=3)


def a_policy(**more: Any) -> DeadlinePolicy:
    return DeadlinePolicy(id="a", version="1", regime="message", **({"terms": (SOME,)} | more))


def of_policy(**more: Any) -> object:
    return APPEAL_59FZ.deadlines(**more)


def a_reply(**more: Any) -> Reply:
    return Reply(**({"text": "да", "key": "k"} | more))


def a_day(**more: Any) -> object:
    given: dict[str, Any] = {"day": DAY, "zone": "Europe/Samara", "now": START}
    return daily([], **(given | more))


DOORS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "Span": (lambda **one: Span(**({"start": NINE, "end": SIX} | one)), ("start", "end")),
    "week": (
        lambda **one: WorkingHours.week(**({"start": NINE, "end": SIX} | one)),
        ("start", "end", "lunch", "days"),
    ),
    "Term": (
        lambda **one: Term(**({"kind": "final", "since": ("submitted",), "amount": 1} | one)),
        ("since", "amount"),
    ),
    "policy": (a_policy, ("terms", "zone", "hours", "calendar", "extension", "day_ends")),
    "deadlines": (of_policy, ("submitted_at", "registered_at", "platform_due", "answered_at")),
    "is_day_off": (lambda **one: RUSSIA.is_day_off(**one), ("day",)),
    "add_working_days": (
        lambda **one: RUSSIA.add_working_days(**({"day": DAY, "amount": 1} | one)),
        ("day", "amount"),
    ),
    "radonitsa": (lambda **one: radonitsa(**one), ("year",)),
    "Window": (lambda **one: Window(**({"since": START} | one)), ("since", "until")),
    "Reply": (a_reply, ("until", "solved", "files", "attributes")),
    "daily": (a_day, ("day", "now", "since", "most_overdue")),
    "counted": (lambda **one: count_rows([], **one), ("now",)),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_names_what_it_refuses(door: str) -> None:
    ask, names = DOORS[door]
    for name in names:
        for junk in JUNK:
            with pytest.raises(errors.ParameterError) as caught:
                ask(**{name: junk})
            assert caught.value.name.partition("[")[0] in (name, "hours"), junk


@pytest.mark.parametrize("name", ["submitted_at", "platform_due"])
@pytest.mark.parametrize("moment", [NAIVE, FIRST])
def test_a_moment_has_a_zone_and_a_year(name: str, moment: datetime) -> None:
    with pytest.raises(errors.ParameterError, match=name):
        of_policy(**{name: moment})


@pytest.mark.parametrize(("year", "zone"), [(9999, "Asia/Kamchatka"), (1, "America/New_York")])
def test_the_end_of_all_years_can_be_explained(year: int, zone: str) -> None:
    due = datetime(9999, 12, 31, 23, tzinfo=UTC) if year == 9999 else datetime(1, 1, 1, tzinfo=UTC)
    told = explain(Deadline(kind="platform", due_at=due, unit="moment", zone=zone))
    assert f"{due:%d.%m}" in str(told.ru)


def test_working_hours_are_counted_from_a_moment_of_our_time() -> None:
    week = WorkingHours.week(NINE, SIX)
    zone = ZoneInfo("Europe/Samara")
    for start in WRONG_MOMENTS:
        with pytest.raises(errors.ParameterError, match="start"):
            week.add(start, 1, calendar=RUSSIA, zone=zone)


def test_a_window_lies_within_our_years(desk: Desk) -> None:
    client = GovPublic(open311=[server()], transport=city(a_request("7")), desk=desk)
    with pytest.raises(errors.ParameterError, match="since"):
        list(client.appeals.each(since=FIRST, until=START))


@pytest.mark.parametrize("name", ["text", "key", "files", "contacts", "media_urls"])
def test_a_new_appeal_wants_values_that_can_be_sent(name: str) -> None:
    wanted: dict[str, Any] = {"text": "Яма"}
    with pytest.raises(errors.ParameterError, match=f"^{name}: "):
        NewAppeal(**(wanted | {name: 5}))


@pytest.mark.parametrize("wrong", [None, 5, "", "a\0b", "\ud800", "k" * 5000])
def test_a_desk_wants_a_path(wrong: Any) -> None:
    with pytest.raises(errors.ParameterError, match="path"):
        Desk(wrong)


@pytest.mark.parametrize("name", ["policies", "lease", "busy_timeout"])
@pytest.mark.parametrize("wrong", [-5, "x", 10**30])
def test_a_desk_wants_settings_that_make_sense(tmp_path: Path, name: str, wrong: Any) -> None:
    with pytest.raises(errors.ParameterError, match=name):
        Desk(tmp_path / "desk.db", **{name: wrong})


def test_the_desk_judges_by_moments_with_a_zone_and_forgets_nothing_of_tomorrow(
    desk: Desk,
) -> None:
    for wrong in (NAIVE, *JUNK):
        with pytest.raises(errors.ParameterError, match="now"):
            list(desk.overdue(wrong))
    for age in (timedelta(days=-1), *JUNK):
        with pytest.raises(errors.ParameterError, match="older_than"):
            desk.purge(age)


QUESTIONS: dict[str, Any] = {
    "since": lambda given, client, one: client.receive(since=given),
    "overlap": lambda given, client, one: client.receive(since=START, overlap=given),
    "channels": lambda given, client, one: client.receive(since=START, channels=given),
    "appeal": lambda given, client, one: client.get(given),
    "text": lambda given, client, one: client.answer(one, given),
    "until": lambda given, client, one: client.postpone(one, given, "да"),
    "to": lambda given, client, one: client.forward(one, given, "да"),
    "files": lambda given, client, one: client.answer(one, "да", files=given),
    "attributes": lambda given, client, one: client.draft(one, "да", attributes=given),
    "by": lambda given, client, one: client.draft(one, "да", by=given),
    "draft": lambda given, client, one: client.send(given),
    "key": lambda given, client, one: client.settle(one, given, sent=True),
    "new": lambda given, client, one: client.create("pos", given),
    "attachment": lambda given, client, one: client.fetch(one, given),
}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("wrong", [5, b"x", object()])
def test_a_question_names_what_it_refuses(desk: Desk, name: str, wrong: Any) -> None:
    platform = Platform(queue=[item(1)])
    client = platform.client(desk=desk)
    client.appeals.receive(since=LONG_AGO)
    (one,) = desk.each()
    before = len(platform.asked)
    with pytest.raises(errors.ParameterError, match=f"^{name}: "):
        QUESTIONS[name](wrong, client.appeals, one)
    assert len(platform.asked) == before


@pytest.mark.parametrize("name", ["pos", "open311", "channels"])
@pytest.mark.parametrize("wrong", [5, "https://city.example"])
def test_a_client_is_given_channels(name: str, wrong: Any) -> None:
    with pytest.raises(errors.ParameterError, match=f"^{name}: "):
        GovPublic(**{name: wrong})


# An export with rows that cannot be read


def test_broken_rows_of_an_export_are_told_to_who_takes_it_in(desk: Desk, tmp_path: Path) -> None:
    heads = "ID;Дата создания;Дата закрытия;Группа тем;Тема;Итог;Текст"
    rows = [f"{n};02.09.2025 12:58:04;;Дороги;Ямы;;Яма" for n in range(1, 30)]
    rows[6] = rows[6].replace("02.09.2025", "32.13.2025")
    rows[11] = "12;"
    rows[28] = rows[28].replace("Яма", '"Яма без конца')
    file = tmp_path / "export.csv"
    file.write_text("\n".join([heads, *rows]), "utf-8")
    client = GovPublic(channels=[IncidentExport(file)], desk=desk)
    got = client.appeals.receive(since=LONG_AGO)

    broken = [8, 13, 30]
    assert len(got.new) == 29 - len(broken)
    assert [one.path for one in got.unparsed] == [f"row {number}" for number in broken]
    assert "32.13.2025" in str(desk.unparsed()[-1].raw)
    again = client.appeals.receive(since=LONG_AGO)
    assert (len(desk.unparsed()), again.new) == (len(broken), ())
