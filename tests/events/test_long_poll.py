"""Bots Long Poll: what is asked, what an answer means, what is kept, and what never shows."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Response, errors, events, vk
from govpublic_sdk._core.calls import LongPollRequest
from govpublic_sdk._core.services import LongPollService
from govpublic_sdk.events._long_poll_listener import Listener, a_check
from govpublic_sdk.models import LongPollServer
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox
from govpublic_sdk.testing import FakeTransport, play
from long_poll_line import GROUP, KEY, PLACE, AsyncLine, Line, join, news
from loopback import reply, serving
from run_steps import LOST, World, answer, page


def old(number: int) -> dict[str, Any]:
    """An event as VK sent it before events had ids."""
    return {"type": "group_join", "object": {"user_id": number, "join_type": "approved"}}


class Shelf:
    """An inbox in memory, with what was stored together."""

    def __init__(self, position: str | None = None, room: int = 1_000_000) -> None:
        self.kept: dict[str, bytes] = {}
        self.at = position
        self.room = room
        self.together: list[tuple[int, str | None]] = []

    def put(self, group_id: int, key: str, body: bytes) -> bool:
        raise NotImplementedError

    def put_all(
        self, group_id: int, events: Sequence[tuple[str, bytes]], *, position: str | None = None
    ) -> int:
        fresh = {key: body for key, body in events if key not in self.kept}
        if len(self.kept) + len(fresh) > self.room:
            raise errors.StoreFull("no room")
        self.kept.update(fresh)
        self.at = position or self.at
        self.together.append((len(fresh), position))
        return len(fresh)

    def position(self, group_id: int) -> str | None:
        return self.at


def receive(line: Line, shelf: Any) -> int:
    with line.client() as client:
        return client.events.receive(GROUP, shelf, stop=line.stop)


def test_events_come_in_order_with_the_next_position_asked_for() -> None:
    line = Line(news("101", join(1), join(2)), news("101"), news("104", join(3)))

    found = line.events()

    assert [one.object.user_id for one in found] == [1, 2, 3]
    assert [type(one).__name__ for one in found] == ["GroupJoin"] * 3
    assert line.tries() == [("1", "100"), ("1", "101"), ("1", "101")]
    assert line.asked[0] == {"act": "a_check", "key": f"{KEY}1", "ts": "100", "wait": "25"}
    assert {one.method for one in line.requests} == {"GET"}
    assert line.slept == [0.2], "a place that answers nothing, and at once, is not hammered"


def test_the_async_client_gives_the_same() -> None:
    line = AsyncLine(news(101, join(1)), {"failed": 2}, news("104", join(3)))

    async def run() -> list[Any]:
        async with line.async_client() as client:
            return [one async for one in client.events.each(GROUP, stop=line.stop)]

    assert [one.object.user_id for one in asyncio.run(run())] == [1, 3]
    assert line.tries() == [("1", "100"), ("1", "101"), ("2", "101")]
    assert line.slept == [1.0]


@pytest.mark.parametrize("ts", ["555", 555])
def test_a_position_is_kept_as_text(ts: object) -> None:
    line = Line(news(ts), {"failed": 1, "ts": ts}, news("600"))

    assert line.events() == []
    assert [one for _, one in line.tries()] == ["100", "555", "555"]


def test_lost_history_goes_on_where_vk_says(caplog: pytest.LogCaptureFixture) -> None:
    line = Line({"failed": 1, "ts": 31}, news("32", join(1)))

    assert len(line.events(since="30")) == 1
    assert line.tries() == [("1", "30"), ("1", "31")]
    assert "lost some events" in caplog.text


def test_an_old_key_is_renewed_and_the_position_kept() -> None:
    line = Line(news("150"), {"failed": 2}, news("151"))

    assert line.events() == []
    assert line.tries() == [("1", "100"), ("1", "150"), ("2", "150")]


@pytest.mark.parametrize("failed", [{"failed": 3}, {"failed": 1}])
def test_lost_information_takes_key_and_position_anew(failed: object) -> None:
    line = Line(news("150"), failed, news("201"))

    assert line.events() == []
    assert line.tries()[-1] == ("2", "200")


@pytest.mark.parametrize("odd", [{"failed": 4}, {}, {"ts": ""}, {"failed": 0}, {"error": "x"}])
def test_an_answer_that_nobody_documented_takes_another_server(odd: object) -> None:
    line = Line(odd, news("101"))

    assert line.events() == []
    assert [key for key, _ in line.tries()] == ["1", "2"]


def test_a_position_goes_on_where_it_ended_and_is_told_when_events_were_given() -> None:
    line = Line(news("51", join(1), join(2)), news("51"), news("52", join(3)), news("53"))
    told: list[str] = []
    seen: list[tuple[int, list[str]]] = []

    with line.client() as client:
        walk = client.events.each(GROUP, since="50", stop=line.stop, on_position=told.append)
        seen.extend((one.object.user_id, list(told)) for one in walk)

    assert seen == [(1, []), (2, []), (3, ["51"])]
    assert told == ["51", "52", "53"]
    assert line.tries()[0] == ("1", "50")


def test_an_event_that_comes_twice_is_given_once_and_old_ones_are_never_taken_for_one() -> None:
    line = Line(news("101", join(1), old(5)), news("102", join(1), old(5)))

    found = line.events()

    assert [one.object.user_id for one in found] == [1, 5, 5]
    assert {one.group_id for one in found} == {GROUP}


def test_a_quiet_community_is_no_list_that_never_ends() -> None:
    line = Line(*[news("100")] * 60, news("101", join(1)))

    assert len(line.events()) == 1
    assert len(line.asked) == 61


def test_a_large_batch_comes_whole() -> None:
    line = Line(news("9000", *[join(number) for number in range(5_000)]))

    assert [one.object.user_id for one in line.events()] == list(range(5_000))


def test_what_is_no_event_does_not_keep_others(caplog: pytest.LogCaptureFixture) -> None:
    line = Line(news("101", 5, None, {"object": {"text": "секрет"}}, join(1)))

    assert len(line.events()) == 1
    assert "3 events unreadable" in caplog.text
    assert "секрет" not in caplog.text


@pytest.mark.parametrize("wait", [0, 91, 2.5, True, "25"])
def test_a_wait_that_vk_does_not_know_is_refused(wait: Any) -> None:
    with GovPublic(vk="token", transport=Line()) as client:
        with pytest.raises(errors.ParameterError, match="1 to 90"):
            client.events.each(GROUP, wait=wait)
        with pytest.raises(errors.ParameterError, match="1 to 90"):
            client.events.receive(GROUP, Shelf(), wait=wait)


@pytest.mark.parametrize("wait", [25, 90])
def test_an_attempt_lasts_ten_seconds_longer_than_the_wait_whatever_the_client_says(
    wait: int,
) -> None:
    line = Line(news("101"))
    with line.client(timeout=3, deadline=1) as client:
        list(client.events.each(GROUP, stop=line.stop, wait=wait))

    assert line.timeouts == [wait + 10.0]


def test_a_name_is_looked_up_first() -> None:
    fake = FakeTransport(
        {
            "utils.resolveScreenName": {"type": "group", "object_id": GROUP},
            "groups.getLongPollServer": {"key": "k", "server": PLACE, "ts": "1"},
            PLACE: news("2", old(1)),
        }
    )
    with GovPublic(vk="token", transport=fake) as client:
        event = next(client.events.each("samara"))
        client.events.receive("samara", Shelf(), stop=lambda: True)

    assert event.group_id == GROUP
    assert [one.method for one in fake.sent][1:3] == ["groups.getLongPollServer", PLACE]
    assert fake.sent[2].params["ts"] == "1"


# Trouble.

TROUBLE = [
    LOST,
    errors.NetworkError("refused", sent=False),
    page(502),
    page(200),
    Response(200, {}, b'{"ts": "5", "upd'),
    Response(200, {}, b"[1]"),
    Response(413, {}, b""),
]


@pytest.mark.parametrize("trouble", TROUBLE[:-1])
def test_a_lost_answer_is_no_failure(trouble: object) -> None:
    line = Line(trouble, news("101", join(1)))

    assert len(line.events()) == 1
    assert line.tries() == [("1", "100"), ("1", "100")]
    assert line.slept == []


def test_lost_answers_in_a_row_cost_growing_pauses_and_another_server(
    caplog: pytest.LogCaptureFixture,
) -> None:
    line = Line(*[LOST] * 5, news("101"))

    assert line.events() == []
    assert line.slept == [*[1.0] * (1 + 2 + 4 + 8 + 1), 0.2]
    assert [key for key, _ in line.tries()] == ["1"] * 5 + ["2"]
    assert "NetworkError" in caplog.text


def test_no_pause_is_longer_than_a_minute_and_an_answer_ends_them() -> None:
    listener, world = Listener(group_id=GROUP, position="1"), World()
    place = answer({"key": KEY, "server": PLACE, "ts": "1"})

    def step(given: object) -> float:
        before = sum(world.slept)
        world.ask(listener.news(), [given])
        return sum(world.slept) - before

    step(place)
    pauses = [step(place if not listener._place else LOST) for _ in range(40)]
    while not listener._place:
        step(place)
    step(Response(200, {}, b'{"ts": 2, "updates": []}'))

    assert max(pauses[:12]) <= 60
    assert max(pauses) <= 300
    assert step(LOST) == 0


@pytest.mark.parametrize("failed", [{"failed": 2}, {"failed": 3}, {"failed": 9}])
def test_servers_are_not_asked_for_in_a_loop(failed: object) -> None:
    line = Line(*[failed] * 8)

    assert line.events() == []
    assert line.found == 8
    assert len(line.slept) == 1 + 2 + 4 + 8 + 16 + 32 + 64


def test_lost_history_again_and_again_costs_pauses() -> None:
    line = Line(*[{"failed": 1, "ts": 5}] * 4, news(6))

    assert line.events() == []
    assert line.slept == [*[1.0] * (1 + 2 + 4), 0.2]


def test_two_who_take_each_others_key_do_not_fight() -> None:
    first, second, world = Listener(group_id=GROUP), Listener(group_id=GROUP), World()
    keys = 0

    def step(listener: Listener) -> int:
        nonlocal keys
        if listener._place is None:
            keys += 1
            given = answer({"key": str(keys), "server": PLACE, "ts": "1"})
        else:
            good = listener._place.key == str(keys)
            given = Response(200, {}, b'{"ts": 1, "updates": []}' if good else b'{"failed": 2}')
        world.ask(listener.news(), [given])
        return keys

    for _ in range(200):
        step(first), step(second)

    assert sum(world.slept) / keys > 60


def test_a_key_that_served_long_is_renewed_at_once() -> None:
    round_ = [*[news("101")] * 12, {"failed": 2}]
    line = Line(*round_, *round_, *round_, news("101"))

    assert line.events() == []
    assert line.found == 4
    assert 1.0 not in line.slept, "only the turn of the fourth was waited for"


@pytest.mark.parametrize(
    "refused", [errors.AuthError("no", code=5), errors.AccessDenied("no", code=15)]
)
def test_a_refusal_is_an_error_also_later(refused: errors.ApiError) -> None:
    said = {"error": {"error_code": refused.code, "error_msg": "no"}}
    line = Line({"failed": 2}, news("1"), servers=[{"key": "k", "server": PLACE, "ts": "1"}])
    line.servers.append(Response(200, {}, json.dumps(said).encode()))

    with pytest.raises(type(refused)):
        line.events()


def test_trouble_before_the_beginning_is_an_error() -> None:
    line = Line(news("1"), servers=[LOST, LOST, LOST])

    with pytest.raises(errors.NetworkError):
        line.events()


def test_trouble_with_a_new_server_is_waited_out(caplog: pytest.LogCaptureFixture) -> None:
    quota = Response(200, {}, b'{"error": {"error_code": 29, "error_msg": "Rate limit reached"}}')
    place = {"key": "k", "server": PLACE, "ts": "1"}
    line = Line({"failed": 2}, news("101"), servers=[place, quota])

    with line.client() as client:
        client.keyring.quota_pause = 100.0
        assert list(client.events.each(GROUP, stop=line.stop)) == []

    assert line.found == 3, "while its quota is used up, VK is not asked"
    assert len(line.slept) >= 100
    assert "QuotaExceeded" in caplog.text


@pytest.mark.parametrize("lacking", ["key", "server", "ts"])
def test_a_server_without_a_part_is_told(lacking: str) -> None:
    whole = {"key": "k", "server": PLACE, "ts": "1"}
    line = Line(news("1"), servers=[{**whole, lacking: None}])

    with pytest.raises(errors.DecodeError, match="no address, no key or no start"):
        line.events()


def test_a_stop_ends_pauses() -> None:
    line = Line(*[LOST] * 9)
    stopped = threading.Event()

    def sleep(seconds: float) -> None:
        line.slept.append(seconds)
        if len(line.slept) == 5:
            stopped.set()

    clock = Clock(now=lambda: sum(line.slept), sleep=sleep, chance=lambda: 1.0)
    with GovPublic(vk="token", transport=line, clock=clock) as client:
        assert list(client.events.each(GROUP, stop=stopped.is_set)) == []
        assert client.events.receive(GROUP, Shelf(), stop=stopped.is_set) == 0

    assert len(line.slept) == 5


def test_a_stop_ends_the_pause_before_a_new_server() -> None:
    line = Line(*[{"failed": 2}] * 9)

    with line.client() as client:
        walk = client.events.each(GROUP, stop=lambda: 1.0 in line.slept)
        assert list(walk) == []

    assert line.found == 1
    assert line.slept == [1.0]


# Secrets.


@pytest.mark.parametrize(
    "url",
    ["http://lp.invalid/wh7", "ftp://lp.invalid", "lp.invalid/wh7", "https://", "http://[", ""],
)
@pytest.mark.parametrize("secure", [True, False])
def test_a_key_goes_nowhere_but_by_https(url: str, secure: bool) -> None:
    call = a_check(LongPollServer(key=KEY, server=url, ts="1"), "1", 25)

    with pytest.raises(errors.ConfigurationError, match="not https") as told:
        LongPollService(secure=secure).request(call, None)
    assert KEY not in str(told.value)


def test_this_machine_needs_no_https_where_vk_itself_is_here() -> None:
    call = a_check(LongPollServer(key=KEY, server="http://127.0.0.1:1/lp?a=1", ts="1"), "1", 25)

    request = LongPollService(secure=False).request(call, "token")

    assert request.url.startswith("http://127.0.0.1:1/lp?a=1&act=a_check&ts=1&wait=25&key=")
    assert not request.headers
    with pytest.raises(errors.ConfigurationError):
        LongPollService().request(call, None)


def test_a_call_that_has_nowhere_to_wait_is_refused() -> None:
    with pytest.raises(errors.ConfigurationError, match="no Long Poll address"):
        LongPollService().request(vk.users.get([1]), None)


def test_address_and_key_show_nowhere() -> None:
    call = a_check(LongPollServer(key=KEY, server=PLACE, ts="1"), "1", 25)
    pickled = pickle.dumps(call)

    assert repr(call) == "Call(a_check(act='a_check', ts=1, wait=25))"
    assert KEY not in repr(call.poll)
    assert PLACE not in repr(call.poll)
    assert KEY.encode() not in pickled
    assert PLACE.encode() not in pickled
    assert pickle.loads(pickled).poll == LongPollRequest(url="", key="", seconds=25.0)
    assert deepcopy(call) == copy(call) == call


def test_errors_logs_and_lines_hold_no_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving() as server:
        place = {"key": KEY, "server": f"{server.url}wh7", "ts": "1"}
        server.answers += [
            reply(json.dumps({"response": place}).encode()),
            "reset",
            reply(b"<html>", "502 Bad Gateway"),
            reply(json.dumps(news("2", join(1))).encode()),
        ]
        with GovPublic(vk="vk1.a.token", vk_url=server.url) as client:
            event = next(client.events.each(GROUP))

    assert event.object.user_id == 1
    assert KEY not in caplog.text
    assert "wh7" not in caplog.text
    polls = [one for one in server.heads if one.startswith(b"GET ")]
    assert len(polls) == 3
    assert not any(b"authorization" in one.lower() for one in polls)
    assert not any(b"token" in one for one in polls)


# Into a store.


def test_events_and_position_are_stored_together() -> None:
    line = Line(news("101", join(1), join(2)), news("101"), news("104", join(2), join(3)))
    shelf = Shelf()

    assert receive(line, shelf) == 3
    assert shelf.together == [(0, "100"), (2, "101"), (1, "104")]
    assert json.loads(shelf.kept["id1"]) == join(1)


def test_the_async_client_stores_the_same() -> None:
    line, shelf = AsyncLine(news("101", join(1)), news("102", join(2))), Shelf()

    async def run() -> int:
        async with line.async_client() as client:
            return await client.events.receive(GROUP, shelf, stop=line.stop)

    assert asyncio.run(run()) == 2
    assert shelf.at == "102"


def test_it_goes_on_at_the_stored_position() -> None:
    line = Line(news("31", join(1)))

    receive(line, Shelf("30"))

    assert line.tries() == [("1", "30")]


def test_what_was_not_stored_comes_again() -> None:
    class Dies(Shelf):
        def put_all(self, group_id: int, events: Any, *, position: str | None = None) -> int:
            if events:
                raise OSError("killed")
            return super().put_all(group_id, events, position=position)

    dies = Dies()
    with pytest.raises(OSError, match="killed"):
        receive(Line(news("101", join(1))), dies)
    again = Line(news("101", join(1)))
    shelf = Shelf(dies.at)

    assert receive(again, shelf) == 1
    assert again.tries() == [("1", "100")]


def test_old_events_keep_their_place_and_are_stored_once() -> None:
    shelf = Shelf()
    receive(Line(news("101", old(1)), news("102", old(1))), shelf)
    assert len(shelf.kept) == 2

    shelf.at = "100"
    receive(Line(news("101", old(1))), shelf)
    assert len(shelf.kept) == 2
    assert {json.loads(body)["group_id"] for body in shelf.kept.values()} == {GROUP}


def test_what_cannot_be_read_is_stored_as_it_came() -> None:
    odd: list[Any] = [5, None, "text", {"object": 1}, join(1, event_id="x", object=None)]
    body = json.dumps(news("101", *odd)).encode()
    shelf = Shelf()

    assert receive(Line(Response(200, {}, body)), shelf) == 5
    assert [json.loads(one) for one in shelf.kept.values()][:3] == odd[:3]


def test_half_a_character_is_stored() -> None:
    from govpublic_sdk.events.long_poll import _to_stored

    key, body = _to_stored(join(1, object={"text": "\ud800"}), GROUP, "1")

    assert key == "id1"
    assert json.loads(body)["object"] == {"text": "\ud800"}


def test_a_full_store_asks_for_no_more_and_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    line, shelf = Line(news("101", join(1), join(2)), news("102", join(3))), Shelf(room=1)
    nap = line.sleep

    def sleep(seconds: float) -> None:
        nap(seconds)
        shelf.room = 10 if len(line.slept) == 4 else shelf.room

    line.sleep = sleep

    assert receive(line, shelf) == 3
    assert shelf.together == [(0, "100"), (2, "101"), (1, "102")]
    assert "the store is full" in caplog.text


def test_a_stop_while_the_store_is_full_leaves_events_to_vk() -> None:
    line, shelf = Line(news("101", join(1))), Shelf(room=0)

    assert receive(line, shelf) == 0
    assert shelf.at == "100"


@pytest.mark.parametrize(("kept", "at"), [(None, "100"), ("30", "30")])
def test_who_waits_is_told_once_when_nothing_can_be_lost(kept: str | None, at: str) -> None:
    line, shelf = Line(news("101", join(1)), news("102", join(2))), Shelf(kept)
    told: list[tuple[str | None, list[Any]]] = []

    with line.client() as client:
        client.events.receive(
            GROUP,
            shelf,
            stop=line.stop,
            on_ready=lambda: told.append((shelf.at, line.tries())),
        )

    assert told == [(at, [])]


def test_nobody_is_told_before_the_position_is_stored() -> None:
    class Locked(Shelf):
        def put_all(self, group_id: int, events: Any, *, position: str | None = None) -> int:
            raise errors.StoreFull("no room")

    line, told = Line(), list[bool]()
    stop = iter([False, False, True, True, True])
    with line.client() as client:
        client.events.receive(
            GROUP, Locked(), stop=lambda: next(stop), on_ready=lambda: told.append(True)
        )

    assert not told


def test_the_store_of_the_package_fits(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.db")
    try:
        assert receive(Line(news("101", join(1), join(2))), inbox) == 2
        assert receive(Line(news("101", join(1), join(2))), inbox) == 0
        assert inbox.position(GROUP) == "101"
        assert [one.key for one in inbox.take("worker", count=5)] == ["id1", "id2"]
    finally:
        inbox.close()


# For real.


@contextmanager
def waiting(most: float = 3.0) -> Iterator[tuple[str, threading.Event, list[str]]]:
    """A server whose Long Poll waits until there is news, and whose methods answer at once."""
    happened, paths = threading.Event(), list[str]()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            paths.append(self.path)
            happened.wait(most)
            group = int(self.path.partition("?")[0].rpartition("/")[2])
            self._say(news("2", join(group, group_id=group)) if "ts=1&" in self.path else news("2"))
            time.sleep(0.01)

        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
            if self.path.endswith("getLongPollServer"):
                url = f"http://127.0.0.1:{server.server_port}/lp/{form['group_id']}"
                self._say({"response": {"key": KEY, "server": url, "ts": "1"}})
            else:
                self._say({"response": []})

        def _say(self, said: object) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 64
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Who hangs up is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", happened, paths
    finally:
        happened.set()
        server.shutdown()
        server.server_close()
        thread.join()


def until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come")


GROUPS = range(1, 21)


def test_twenty_communities_wait_in_threads_and_nobody_loses_a_turn() -> None:
    shelves, stop = {number: Shelf() for number in GROUPS}, threading.Event()
    with waiting() as (url, happened, paths), GovPublic(vk="token", vk_url=url) as client:
        fast = client.with_options(timeout=2)
        for one in client.keyring._credentials:
            one.limiter = type(one.limiter)(1000)
        threads = [
            threading.Thread(
                target=client.events.receive,
                args=(number, shelf),
                kwargs={"stop": stop.is_set, "wait": 1},
            )
            for number, shelf in shelves.items()
        ]
        for thread in threads:
            thread.start()
        until(lambda: len(paths) == len(GROUPS))
        assert list(fast.run(vk.users.get([1]))) == []
        happened.set()
        until(lambda: all(shelf.kept for shelf in shelves.values()))
        stop.set()
        for thread in threads:
            thread.join()

    assert {key for shelf in shelves.values() for key in shelf.kept} == {
        f"id{number}" for number in GROUPS
    }


def test_twenty_tasks_wait_and_are_cancelled_cleanly() -> None:
    async def run(url: str, happened: threading.Event, paths: list[str]) -> list[Shelf]:
        shelves = [Shelf() for _ in GROUPS]
        async with AsyncGovPublic(vk="token", vk_url=url) as client:
            for one in client.keyring._credentials:
                one.limiter = type(one.limiter)(1000)
            tasks = [
                asyncio.create_task(client.events.receive(number, shelf))
                for number, shelf in zip(GROUPS, shelves, strict=True)
            ]
            await asyncio.to_thread(until, lambda: len(paths) == len(GROUPS))
            async with asyncio.timeout(2):
                assert list(await client.run(vk.users.get([1]))) == []
            happened.set()
            await asyncio.to_thread(until, lambda: all(shelf.kept for shelf in shelves))
            for task in tasks:
                task.cancel()
            async with asyncio.timeout(2):
                ends = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(end, asyncio.CancelledError) for end in ends)
        return shelves

    with waiting() as (url, happened, paths):
        shelves = asyncio.run(run(url, happened, paths))
    assert all(shelf.at == "2" for shelf in shelves)


def test_a_server_that_never_answers_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk._core.runner._SLACK", -0.8)
    with serving() as server, GovPublic(vk="token", vk_url=server.url) as client:
        place = {"key": KEY, "server": f"{server.url}wh7", "ts": "1"}
        server.answers += [
            reply(json.dumps({"response": place}).encode()),
            "hang",
            reply(json.dumps(news("2", join(1))).encode()),
        ]
        assert next(client.events.each(GROUP, wait=1)).event_id == "id1"


def test_pauses_do_not_show_where_a_procedure_is_played() -> None:
    listener = Listener(group_id=GROUP, _renewals=2)
    place = LongPollServer(key=KEY, server=PLACE, ts="4")

    played = play(listener.news(), [place])

    assert [one.method for one in played.calls] == ["groups.getLongPollServer"]
    assert played.value == []
    assert listener.position == "4"


# On the sandbox, which waits as VK does.


@pytest.mark.parametrize("failed", [0, 1, 2, 3])
def test_citizens_are_heard_whatever_vk_says_in_between(failed: int) -> None:
    with Sandbox(publics=1) as box, box.client() as client:
        public = box.publics[0]
        assert client.events.enable_long_poll(public) is True
        assert client.events.enable_long_poll(public) is False
        box.citizens.write(public, "Яма на дороге.")
        if failed:
            box.faults.long_poll(failed, times=1)
        heard = client.events.each(
            public, since="1", on_position=lambda _: box.citizens.write(public, "И снег.")
        )

        event = next(one for one in heard if one.type == "message_new")

        assert event.object.message.text == ("И снег." if failed in (1, 3) else "Яма на дороге.")


def test_long_poll_that_is_off_is_told() -> None:
    with (
        Sandbox(publics=1) as box,
        box.client() as client,
        pytest.raises(errors.InvalidRequest, match="not enabled"),
    ):
        next(client.events.each(box.publics[0]))


def test_a_served_sandbox_tells_a_store(tmp_path: Path) -> None:
    stop, ready, inbox = threading.Event(), threading.Event(), Inbox(tmp_path / "inbox.db")
    with Sandbox(publics=1) as box, box.serve() as url:
        public = box.publics[0]
        with GovPublic(vk=box.community_token(public), vk_url=url) as client:
            client.events.enable_long_poll(public, types=["message_new"])
            thread = threading.Thread(
                target=client.events.receive,
                args=(public, inbox),
                kwargs={"stop": stop.is_set, "wait": 1, "on_ready": ready.set},
            )
            thread.start()
            try:
                assert ready.wait(10)
                box.citizens.write(public, "Яма на дороге.")
                until(lambda: inbox.position(public) == "2")
            finally:
                stop.set()
                thread.join()
    taken = inbox.take("worker")
    inbox.close()

    assert events.parse(taken[0].body).object.message.text == "Яма на дороге."
