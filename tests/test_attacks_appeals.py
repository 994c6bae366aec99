"""Platforms, files and users that mean ill to appeals: whatever they do costs only itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from govpublic_sdk import GovPublic
from govpublic_sdk._http import Reply as HttpReply
from govpublic_sdk._http import Request
from govpublic_sdk.appeals.deadlines import POS_MESSAGE_CONTROLLED
from govpublic_sdk.appeals.desk import Desk
from open311_city import START, Told, a_request, answer, at, server
from pos_platform import Platform, item, settings

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


UNHOLDABLE = {
    "a key without end": {"id": "k" * 501},
    "values in values": {"custom": nested(300)},
}


@pytest.mark.parametrize("what", UNHOLDABLE)
def test_an_item_that_no_file_can_hold_keeps_no_other_back(desk: Desk, what: str) -> None:
    bad = {**item(7), **UNHOLDABLE[what]}
    platform = Platform(queue=[bad, item(1)])
    got = platform.client(desk=desk).appeals.receive(since=LONG_AGO)

    assert keys(desk) == {"1"} == {one.key for one in got.new}
    assert [one.raw for one in desk.unread()] == [bad]
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
        assert len(desk.unread()) == 2
        listed = client.appeals.each(since=START, until=at(days=6))
        assert {one.id.key for one in listed} == {"1", key}
