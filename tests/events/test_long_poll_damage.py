"""Long Poll whose answers are damaged, or repeat themselves: bounded tries, and a notice."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from govpublic_sdk import Response, events
from govpublic_sdk.events import EventLoss
from govpublic_sdk.store import Inbox
from long_poll_line import GROUP, AsyncLine, Line, join, news, raw

DAMAGED = {
    "control character": b"a\x01b",
    "cut character": b"a\xd0",
    "windows-1251": "яма".encode("cp1251"),
    "lone surrogate": rb"\ud800",
}
UNREADABLE = {
    "cut off": b'{"ts":"101","updates":[{"type":"group_join"',
    "not closed": b'{"ts":"101","updates":[1,2',
    "damaged position": b'{"ts":"1\x010","updates":[]}',
    "no position": b'{"updates":[]}{"ts":"101"}',
    "list": b"[]",
    "events that are no list": b'{"ts":"101","updates":{"0":{"type":"group_join"}}}',
}
damaged = pytest.mark.parametrize("wrong", DAMAGED.values(), ids=DAMAGED.keys())
unreadable = pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())


def message(wrong: bytes) -> bytes:
    return (
        b'{"type":"message_new","group_id":7,"event_id":"e1","v":"5.199",'
        b'"object":{"message":{"id":1,"peer_id":5,"from_id":5,"text":"%s"}}}'
    ) % wrong


def damaged_news(wrong: bytes) -> Response:
    good = json.dumps(join(3)).encode()
    return raw(b'{"ts":"101","updates":[%s,%s]}' % (message(wrong), good))


@damaged
def test_damaged_event_costs_one_value(wrong: bytes) -> None:
    line = Line(damaged_news(wrong), news("102"))

    hit, good = line.events()

    assert (hit.key, hit.object.message.peer_id, good.object.user_id) == ("e1", 5, 3)
    assert list(hit.object.message.unfit) == ["text"]
    assert line.tries() == [("1", "100"), ("1", "101")]


def test_damaged_ids_do_not_make_events_equal() -> None:
    answer = raw(b'{"ts":"101","updates":[%s,%s]}' % (join_with(b"a\xff"), join_with(b"a\xfe")))
    line = Line(answer, answer, news("102"))

    assert len(line.events()) == 2, "each once, though VK repeats them"


def join_with(key: bytes) -> bytes:
    return (
        b'{"type":"group_join","group_id":7,"event_id":"%s","v":"5.199",'
        b'"object":{"user_id":3,"join_type":"join"}}'
    ) % key


@damaged
def test_damaged_event_is_stored_with_its_position(wrong: bytes, tmp_path: Path) -> None:
    line = Line(damaged_news(wrong), news("102"))

    with Inbox(tmp_path / "events.db") as inbox, line.client() as client:
        assert client.events.receive(GROUP, inbox, stop=line.stop) == 2
        assert inbox.position(GROUP) == "102"
        stored = [events.parse(one.body) for one in inbox.take("worker", count=5)]

    assert stored[0].key == "e1"
    assert list(stored[0].object.message.unfit) == ["text"]  # type: ignore[attr-defined]


@unreadable
def test_unreadable_position_is_passed(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    line = Line(*[raw(body)] * 10, news("901", join(1)))
    losses: list[EventLoss] = []

    found = line.events(on_loss=losses.append)

    assert [one.object.user_id for one in found] == [1]
    assert losses == [EventLoss(group_id=GROUP, position="100", reason="unreadable")]
    assert {position for _, position in line.tries()[:10]} == {"100"}
    assert line.tries()[-1][1] != "100"
    assert "position 100 is unreadable and was skipped" in caplog.text
    assert sum(line.slept) > 60, "it pauses between its tries"


@unreadable
def test_position_that_becomes_readable_loses_nothing(body: bytes) -> None:
    line = Line(*[raw(body)] * 9, news("101", join(1)), *[raw(body)] * 9, news("102", join(2)))
    losses: list[EventLoss] = []

    found = line.events(on_loss=losses.append)

    assert [one.object.user_id for one in found] == [1, 2]
    assert losses == []


def test_async_client_passes_an_unreadable_position() -> None:
    line = AsyncLine(*[raw(UNREADABLE["cut off"])] * 10, news("901", join(1)))
    losses: list[EventLoss] = []

    async def run() -> list[Any]:
        async with line.async_client() as client:
            walk = client.events.each(GROUP, stop=line.stop, on_loss=losses.append)
            return [one async for one in walk]

    assert [one.object.user_id for one in asyncio.run(run())] == [1]
    assert [one.reason for one in losses] == ["unreadable"]


def test_events_beside_a_damaged_position_are_given_once() -> None:
    body = b'{"ts":"1\x010","updates":[%s]}' % json.dumps(join(1)).encode()
    line = Line(*[raw(body)] * 10, news("901", join(2)))

    assert [one.object.user_id for one in line.events()] == [1, 2]


@pytest.mark.parametrize(
    ("failed", "reason"), [({"failed": 1, "ts": 31}, "outdated"), ({"failed": 3}, "reset")]
)
def test_loss_at_vk_is_told(failed: object, reason: str) -> None:
    losses: list[EventLoss] = []

    Line(failed, news("32")).events(since="30", on_loss=losses.append)

    assert losses == [EventLoss(group_id=GROUP, position="30", reason=reason)]  # type: ignore[arg-type]


def test_repeated_answer_is_asked_for_after_pauses() -> None:
    line = Line(*[news("100", join(1))] * 6, news("101", join(2)), news("102", join(3)))

    assert [one.object.user_id for one in line.events()] == [1, 2, 3]
    assert sum(line.slept) == 1 + 2 + 4 + 8 + 16 + 32
