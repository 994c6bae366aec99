"""A server, a user and a machine that mean ill: whatever they do ends, and ends typed."""

from __future__ import annotations

import asyncio
import copy
import gc
import gzip
import io
import json
import logging
import os
import pickle
import re
import socket
import threading
import time
import traceback
import zlib
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote_plus

import httpx
import pytest

from govpublic_sdk import (
    AsyncGovPublic,
    Clock,
    GovPublic,
    Keyring,
    Page,
    Retry,
    batch,
    errors,
    vk,
)
from govpublic_sdk._core.calls import Upload
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._resources._uploads import upload
from govpublic_sdk.appeals import FilePart
from run_steps import World, answer, question, refusal


def keyring(token: str = "token") -> Keyring:
    return Keyring(users=[token], rates={"user": 1000})


def client_of(answer: Any, **options: Any) -> GovPublic:
    """A client whose server answers every call in the same way."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
    return GovPublic(keyring(), transport=transport, retry=None, **options)


# Lists that never end


LISTS = {
    "posts": lambda client: client.posts.each(1),
    "comments": lambda client: client.comments.each("-1_1"),
    "members": lambda client: client.publics.members(1),
    "topics": lambda client: client.topics.each(1),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_repeats_itself_ends(name: str) -> None:
    items = [1, 2, 3] if name == "members" else [{"id": 1}, {"id": 2}]
    client = client_of({"response": {"items": items}})
    walk = islice(LISTS[name](client), 1000)
    assert len(list(islice(walk, len(items)))) == len(items)
    with pytest.raises(errors.ServerError, match="never end"):
        next(walk)


@pytest.mark.parametrize("items", [[{}], [{"date": 5}, "nonsense"]])
def test_a_list_of_the_same_unreadable_things_ends(items: list[object]) -> None:
    client = client_of({"response": {"items": items}})
    with pytest.raises(errors.ServerError, match="never end"):
        next(client.posts.each(1))


def test_a_list_that_repeats_itself_ends_on_the_async_client_too() -> None:
    async def run() -> list[int]:
        body = b'{"response": {"items": [{"id": 1}]}}'
        transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
        async with AsyncGovPublic(keyring(), transport=transport) as client:
            return [post.id async for post in client.posts.each(1)]

    with pytest.raises(errors.ServerError, match="never end"):
        asyncio.run(run())


def test_new_items_that_push_a_page_aside_do_not_end_a_walk() -> None:
    items, added = [1, 2, 3, 4], iter([[8], [9], [], []])

    def answer(request: httpx.Request) -> httpx.Response:
        start = int(dict(httpx.QueryParams(request.content.decode())).get("offset", 0))
        page = items[start : start + 2]
        items[:0] = next(added, [])
        return httpx.Response(200, json={"response": {"items": page}})

    client = GovPublic(keyring(), transport=httpx.MockTransport(answer))
    assert [one for one in client.publics.members(1) if one < 8] == [1, 2, 3, 4]


def test_a_cursor_that_stands_still_is_the_end() -> None:
    client = client_of({"response": {"items": [{"id": 1}], "next_from": "a"}})
    page = client.run(vk.wall.get(-1))
    assert page.next is not None
    assert client.run(page.next).next is None


def test_looking_for_a_lost_post_ends() -> None:
    lost = vk.wall.post(-1, "Объявление")
    post = {"id": 1, "owner_id": -1, "date": 2_000_000_000, "text": "другое"}
    client = client_of({"response": {"items": [post]}})
    with pytest.raises(errors.OutcomeUnknown, match="again and again"):
        client.posts.reconcile(lost, since=datetime(2020, 1, 1, tzinfo=UTC))


# Turns, and clocks that jump


@pytest.mark.parametrize("order", ["first", "last", "shuffled"])
def test_cancelled_waiters_give_all_their_turns_back(order: str) -> None:
    async def run() -> float:
        forever = asyncio.Event()
        clock = Clock(now=lambda: 1234.567, sleep=lambda seconds: forever.wait())  # type: ignore[arg-type, return-value]
        transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"response": 1}))
        async with AsyncGovPublic("token", transport=transport, clock=clock) as client:
            tasks = [asyncio.create_task(client.run(question())) for _ in range(60)]
            await asyncio.sleep(0.05)
            if order == "shuffled":
                Random(1).shuffle(tasks)
            for task in tasks if order != "last" else reversed(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return client.keyring.tokens_for(question())[0].limiter.wait(1234.567)

    assert asyncio.run(run()) < 1.1


def test_a_turn_given_back_in_the_middle_makes_no_burst() -> None:
    limiter, chance, now = Limiter(3), Random(1), 0.0
    granted: list[float] = []
    for _ in range(500):
        wait = limiter.reserve(now)
        assert wait is not None
        granted.append(now + wait)
        if chance.random() < 0.3:
            limiter.give_back(granted.pop(chance.randrange(len(granted))))
        now += chance.random() / 10
        granted = [turn for turn in granted if turn > now - 5]
        granted.sort()
        for first, fourth in zip(granted, granted[3:], strict=False):
            assert fourth - first >= 1.02


@pytest.mark.parametrize("jump", [-1e9, -3600.0, -2.0, 3600.0, 1e9])
def test_a_clock_that_jumps_neither_stops_nor_bursts(jump: float) -> None:
    limiter, now, real = Limiter(3), 1000.0, 0.0
    sent: list[float] = []
    for number in range(12):
        if number == 5:
            now += jump
        wait = limiter.reserve(now)
        assert wait is not None
        assert wait <= 1.1
        now, real = now + wait, real + wait
        sent.append(real)
    assert all(later - first > 1 for first, later in zip(sent[:2], sent[3:5], strict=True))
    assert sent[11] - sent[0] > 2  # a jump forward costs one burst at most


def test_fifty_threads_keep_the_rate() -> None:
    sent: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(time.monotonic())
        return httpx.Response(200, json={"response": 1})

    keys = Keyring(users=["token"], rates={"user": 100})
    with (
        GovPublic(keys, transport=httpx.MockTransport(answer)) as client,
        ThreadPoolExecutor(50) as threads,
    ):
        found = list(threads.map(lambda _: client.run(question()), range(150)))
    assert found == [1] * 150
    assert max(sent) - min(sent) > 0.95


# What a server may send


class Told(threading.Thread):
    """A server on loopback; what it does with each connection is told by a function."""

    def __init__(self, serve: Callable[[socket.socket, Told], None]) -> None:
        super().__init__(daemon=True)
        self.serve = serve
        self.connections: list[socket.socket] = []
        self.heads: list[bytes] = []
        self.over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def run(self) -> None:
        while not self.over.is_set():
            with suppress(OSError):
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                worker = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                worker.start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            self.serve(connection, self)

    def request(self, connection: socket.socket) -> bytes:
        """Read one request; what is kept of it is its head and the beginning of its body."""
        whole = self._more(connection)
        while b"\r\n\r\n" not in whole:
            whole += self._more(connection)
        start, _, body = whole.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", start.lower())
        while length and len(body) < int(length[1]):
            body += self._more(connection)
        self.heads.append(start + body[:2000])
        return start + b"\r\n\r\n" + body

    def _more(self, connection: socket.socket) -> bytes:
        piece = connection.recv(65_536)
        if not piece:
            raise ConnectionError
        return piece

    def __enter__(self) -> Told:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        for one in [self.listener, *self.connections]:
            one.close()
        self.join(5)


def ask_both(url: str, ask: Callable[[], Any] = question, **options: Any) -> list[Any]:
    """What each client makes of it: a value, or the error."""

    def blocking() -> Any:
        with GovPublic(keyring(), vk_url=url, **{"retry": None, **options}) as client:
            return client.run(ask())

    async def concurrent() -> Any:
        async with AsyncGovPublic(keyring(), vk_url=url, **{"retry": None, **options}) as client:
            return await client.run(ask())

    found = []
    for shell in (blocking, lambda: asyncio.run(concurrent())):
        try:
            found.append(shell())
        except errors.GovPublicError as error:
            found.append(error)
    return found


def write() -> Any:
    return question("wall.post", "unsafe")


def is_all(found: list[Any], kind: type[BaseException]) -> bool:
    return [type(one) for one in found] == [kind, kind]


def head(*lines: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()


def test_an_answer_that_bursts_when_unpacked_is_refused() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * 2**20
    bomb = b"".join(packer.compress(block) for _ in range(80)) + packer.flush()

    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(head("Content-Encoding: gzip", f"Content-Length: {len(bomb)}") + bomb)

    with Told(serve) as server:
        found = ask_both(server.url)
        assert is_all(found, errors.TooLarge)
        assert "larger" in str(found[0])
        assert is_all(ask_both(server.url, write), errors.OutcomeUnknown)


def test_an_answer_that_says_it_is_too_long_is_not_read() -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(head(f"Content-Length: {2 * 2**30}") + b"{")

    with Told(serve) as server:
        assert is_all(ask_both(server.url), errors.TooLarge)


def test_an_answer_packed_in_layers_is_not_unpacked() -> None:
    twice = gzip.compress(gzip.compress(b'{"response": 1}'))

    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        length = f"Content-Length: {len(twice)}"
        connection.sendall(head("Content-Encoding: gzip, gzip", length) + twice)

    with Told(serve) as server:
        found = ask_both(server.url)
    assert is_all(found, errors.ServerError)
    assert "unknown encoding" in str(found[1])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (
            head("Content-Encoding: gzip") + gzip.compress(b'{"response": 1}' * 99, mtime=0)[:-30],
            "Network",
        ),
        (head("Content-Encoding: gzip") + b"no gzip at all", "Network"),
        (head("Content-Length: 10") + b'{"a":1}', "Network"),
        (head("Content-Length: -5") + b'{"response":1}', "Network"),
        (head("Content-Length: x") + b'{"response":1}', "Network"),
        (head("Transfer-Encoding: chunked") + b"zz\r\n{}", "Network"),
        (head("Transfer-Encoding: chunked") + b'5\r\n{"r', "Network"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000, "Network"),
        (b"nonsense\r\n\r\n", "Network"),
        (b"", "Network"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "Server"),
        (head() + b"<html>", "Server"),
    ],
)
def test_a_broken_answer_is_a_typed_error(answer: bytes, kind: str) -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(answer)
        connection.close()

    with Told(serve) as server:
        assert is_all(ask_both(server.url), getattr(errors, f"{kind}Error"))
        assert is_all(ask_both(server.url, write), errors.OutcomeUnknown)


def test_a_body_that_drips_ends_in_time() -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(head("Transfer-Encoding: chunked"))
        while not server.over.wait(0.05):
            connection.sendall(b"1\r\n \r\n")

    with Told(serve) as server:
        began = time.monotonic()
        assert is_all(ask_both(server.url, timeout=0.3), errors.NetworkError)
        assert time.monotonic() - began < 10


def test_a_late_head_leaves_less_time_for_the_body() -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        server.over.wait(0.9)
        connection.sendall(head("Content-Length: 100"))
        server.over.wait(5)

    with Told(serve) as server:
        began = time.monotonic()
        assert is_all(ask_both(server.url, timeout=1), errors.NetworkError)
        assert time.monotonic() - began < 3.6  # 3.8 if each part had the whole time


def test_a_redirect_is_not_followed_so_the_token_goes_nowhere() -> None:
    def thief(connection: socket.socket, server: Told) -> None:
        server.request(connection)

    with Told(thief) as other:

        def serve(connection: socket.socket, server: Told) -> None:
            server.request(connection)
            lines = f"Location: {other.url}users.get\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(f"HTTP/1.1 307 Temporary Redirect\r\n{lines}".encode())

        with Told(serve) as server:
            assert is_all(ask_both(server.url), errors.ServerError)
        assert not other.heads


@pytest.mark.parametrize("safety", ["read", "unsafe"])
def test_a_connection_closed_while_idle_is_replaced(safety: str) -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(head("Content-Length: 14") + b'{"response":1}')
        connection.close()

    def several() -> Any:
        total = 0
        for _ in range(3):
            total += yield from question("wall.post", safety)
            time.sleep(0.05)
        return total

    with Told(serve) as server:
        assert ask_both(server.url, several) == [3, 3]


def test_a_connection_closed_at_the_wrong_moment_leaves_a_write_unknown() -> None:
    def serve(connection: socket.socket, server: Told) -> None:
        server.request(connection)
        connection.sendall(head("Content-Length: 14") + b'{"response":1}')
        server.request(connection)
        connection.close()

    def two() -> Any:
        yield from question()
        return (yield from question("wall.post", "unsafe"))

    with Told(serve) as server, GovPublic(keyring(), vk_url=server.url) as client:
        with pytest.raises(errors.OutcomeUnknown):
            client.run(two())
        assert len(server.heads) == 2


# One client, many threads and loops


def slow(seconds: float) -> Callable[[socket.socket, Told], None]:
    def serve(connection: socket.socket, server: Told) -> None:
        while True:
            server.request(connection)
            server.over.wait(seconds)
            connection.sendall(head("Content-Length: 14") + b'{"response":1}')

    return serve


def test_waiting_for_a_connection_is_no_time_out() -> None:
    with (
        Told(slow(0.4)) as server,
        GovPublic(keyring(), vk_url=server.url, timeout=2, retry=None) as client,
        ThreadPoolExecutor(50) as threads,
    ):
        assert list(threads.map(lambda _: client.run(question()), range(50))) == [1] * 50
        assert len(server.connections) <= 8


def test_close_while_calls_are_under_way_ends_them_typed() -> None:
    kinds: set[type] = set()

    def ask(client: GovPublic) -> None:
        try:
            while True:
                client.run(question())
        except errors.GovPublicError as error:
            kinds.add(type(error))

    with Told(slow(0.01)) as server, ThreadPoolExecutor(20) as threads:
        client = GovPublic(keyring(), vk_url=server.url, timeout=1, retry=None)
        running = [threads.submit(ask, client) for _ in range(20)]
        time.sleep(0.1)
        client.close()
        for one in running:
            one.result(timeout=10)
        before = len(server.connections)
        ask(client)
        assert len(server.connections) == before
    assert kinds <= {errors.ConfigurationError, errors.NetworkError}


def test_close_of_an_async_client_while_calls_are_under_way() -> None:
    async def run(url: str) -> list[Any]:
        client = AsyncGovPublic(keyring(), vk_url=url, timeout=1, retry=None)
        tasks = [asyncio.create_task(client.run(question())) for _ in range(20)]
        await asyncio.sleep(0.1)
        await client.close()
        return await asyncio.gather(*tasks, return_exceptions=True)

    with Told(slow(0.3)) as server:
        found = asyncio.run(run(server.url))
    kinds = (errors.ConfigurationError, errors.NetworkError)
    assert all(one == 1 or isinstance(one, kinds) for one in found)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_async_client_may_live_through_several_loops() -> None:
    async def run(client: AsyncGovPublic, count: int) -> list[int]:
        return await asyncio.gather(*(client.run(question()) for _ in range(count)))

    with Told(slow(0.01)) as server:
        client = AsyncGovPublic(keyring(), vk_url=server.url, retry=None)
        for count in (1, 20, 20, 1):
            assert asyncio.run(run(client, count)) == [1] * count
        asyncio.run(client.close())
        del client
        gc.collect()


def test_two_loops_at_once_are_refused() -> None:
    async def run(client: AsyncGovPublic) -> None:
        await client.run(question())
        with ThreadPoolExecutor(1) as threads, pytest.raises(errors.ConfigurationError):
            threads.submit(asyncio.run, client.run(question())).result()
        await client.close()

    with Told(slow(0)) as server:
        asyncio.run(run(AsyncGovPublic(keyring(), vk_url=server.url)))


# What stands in the answer


def deep(levels: int) -> bytes:
    return b'{"response": ' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (deep(100_000), errors.ServerError),
        (b'{"response": NaN}', errors.DecodeError),
        (b'{"response": -Infinity}', errors.DecodeError),
        (b'{"response": ' + b"9" * 5000 + b"}", errors.ServerError),
        (b'{"response": "\\ud800"}', errors.ServerError),
        (b'\xef\xbb\xbf{"response": "x"}', errors.DecodeError),
        (b'{"response": "\xff"}', errors.ServerError),
        (b'{"response": null}', errors.DecodeError),
        (b'{"response": 1, "error": {"error_code": 100}}', errors.InvalidRequest),
        (b'{"error": "oops"}', errors.ApiError),
        (b'{"error": []}', errors.DecodeError),
        (b'{"error": [1]}', errors.DecodeError),
        (b'{"error": {}}', errors.ApiError),
        (b'{"error": {"error_code": "6"}}', errors.TooManyRequests),
        (b'{"error": {"error_code": "six"}}', errors.ApiError),
        (b'{"error": {"error_code": -7}}', errors.ApiError),
        (b'{"error": {"error_code": ' + b"9" * 4000 + b"}}", errors.ApiError),
        (
            b'{"error": {"error_code": 1, "x": ' + b"[" * 500 + b"]" * 500 + b"}}",
            errors.Unavailable,
        ),
        (b'{"error": {"error_code": 15, "error_msg": {"a": 1}}}', errors.AccessDenied),
        (b"[]", errors.DecodeError),
        (b"{}", errors.DecodeError),
    ],
)
def test_a_strange_answer_is_a_typed_error(body: bytes, kind: type[errors.GovPublicError]) -> None:
    client = client_of(body)
    with pytest.raises(kind) as error:
        client.run(question())
    assert type(error.value) is kind
    with pytest.raises(errors.GovPublicError):
        client_of(body).run(vk.wall.get(-1))


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b'{"response": 1, "response": 2}', 2),
        (b'{"response": "3"}', 3),
        (b'{"response": 4, "error": null}', 4),
        (b'{"response": 5, "error": false}', 5),
        (b'{"response": 6, "error": [], "execute_errors": {}}', 6),
        (b'{"response": 7, "execute_errors": "none"}', 7),
    ],
)
def test_a_strange_frame_around_an_answer_is_no_harm(body: bytes, number: int) -> None:
    assert client_of(body).run(question()) == number


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_old_answer_with_half_a_character_is_read(mark: bytes) -> None:
    body = mark + b'{"response": [1, {"id": 5, "text": "\\ud800"}]}'
    assert [post.id for post in client_of(body).run(vk.wall.get(-1))] == [5]


@pytest.mark.parametrize(
    "refused", ["{}", "5", "null", "[]", "[null, 5]", '"x"', '[{"method": 5, "error_code": "x"}]']
)
def test_strange_refusals_of_a_pack_leave_what_was_answered(refused: str) -> None:
    body = f'{{"response": [1, false], "execute_errors": {refused}}}'.encode()
    pair = batch(vk.wall.pin(-1, 1), vk.wall.pin(-1, 2))
    one, two = client_of(body).run(pair)
    assert one.unwrap() == 1
    assert isinstance(two.error, errors.OutcomeUnknown)


@pytest.mark.parametrize(
    "hint", ["\xb2", "9" * 400, "-5", "1e5", "0x10", "Mon, 02 Nov 2026 06:00:00 +99999999", "nan"]
)
def test_a_strange_hint_when_to_come_again_is_no_crash(hint: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503, headers={"retry-after": hint.encode("latin-1")})

    client = GovPublic(keyring(), transport=httpx.MockTransport(answer), retry=None)
    with pytest.raises(errors.ServerError):
        client.run(question())


# Tokens


@pytest.mark.parametrize("token", ["", "  ", "a\nb", "a b", "токен", b"token", 5, None])
def test_a_token_that_cannot_be_sent_is_refused(token: Any) -> None:
    for make in (lambda: Keyring(users=[token]), lambda: Keyring(service=token or 5)):
        with pytest.raises(errors.ConfigurationError) as refused:
            make()
        assert "токен" not in str(refused.value)
    with GovPublic(lambda: token) as client, pytest.raises(errors.ConfigurationError):
        client.run(question())


def test_spaces_around_a_token_are_no_part_of_it() -> None:
    world = World(keyring=Keyring(users=[" secret\n"]))
    world.ask(question(), [answer()])
    assert world.sent[0].headers["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    "given",
    [{"users": "token"}, {"unknown": "token"}, {"communities": {"1": "x"}}]
    + [{"communities": {one: "x"}} for one in (1.5, True, 0, -1)],
)
def test_a_keyring_of_nonsense_is_refused(given: Any) -> None:
    with pytest.raises(errors.ConfigurationError):
        Keyring(**given)
    with pytest.raises(errors.ParameterError):
        Keyring(users=["x"], rates={"user": "3"})  # type: ignore[dict-item]


def test_a_token_that_is_always_stale_is_renewed_once() -> None:
    asked: list[int] = []
    world = World(keyring=Keyring(users=[lambda: asked.append(1) or f"token{len(asked)}"]))  # type: ignore[func-returns-value]
    with pytest.raises(errors.AuthError):
        world.ask(question(), [refusal(5)] * 9)
    assert len(asked) == 2


def test_a_token_renewed_by_one_call_serves_the_others() -> None:
    asked: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        stale = request.headers["authorization"] == "Bearer token1"
        error = {"error": {"error_code": 5, "error_msg": "expired"}}
        return httpx.Response(200, json=error if stale else {"response": 1})

    async def run() -> list[int]:
        source = lambda: asked.append(1) or f"token{len(asked)}"  # type: ignore[func-returns-value] # noqa: E731
        keys = Keyring(users=[source], rates={"user": 1000})
        async with AsyncGovPublic(keys, transport=httpx.MockTransport(answer)) as client:
            return await asyncio.gather(*(client.run(question()) for _ in range(20)))

    assert asyncio.run(run()) == [1] * 20
    assert len(asked) == 2


# Challenges


@pytest.mark.parametrize(
    "given", [None, 5, [], "text", {"access_token": "a b"}, {"access_token": "токен"}]
)
def test_a_handler_that_returns_rubbish_ends_typed(given: Any) -> None:
    world = World(challenge=lambda error: given)
    with pytest.raises((errors.CaptchaNeeded, errors.ConfigurationError)):
        world.ask(question(), [refusal(14)] * 9)


def test_a_handler_that_raises_is_heard_and_the_client_lives_on() -> None:
    bodies = iter([{"error": {"error_code": 14}}, {"response": 1}])
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=next(bodies)))

    def broken(error: errors.ApiError) -> None:
        raise LookupError("no captcha service")

    with GovPublic(keyring(), transport=transport, on_challenge=broken) as client:
        with pytest.raises(LookupError):
            client.run(question())
        assert client.run(question()) == 1


def test_an_async_handler_is_for_the_async_client() -> None:
    async def handler(error: errors.ApiError) -> dict[str, str]:
        return {"captcha_key": "x"}

    client = client_of({"error": {"error_code": 14}}, on_challenge=handler)
    with pytest.raises(errors.ConfigurationError, match="AsyncGovPublic"):
        client.run(question())


def test_a_handler_may_ask_the_client() -> None:
    bodies = iter([{"error": {"error_code": 14}}, {"response": 5}, {"response": 1}])
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=next(bodies)))

    def handler(error: errors.ApiError) -> dict[str, str]:
        return {"captcha_key": str(client.run(question("utils.getServerTime")))}

    with GovPublic(keyring(), transport=transport, on_challenge=handler) as client:
        assert client.run(question()) == 1


# What a user may give


class Index:
    """A number of another library."""

    def __index__(self) -> int:
        return 5


HUGE = pytest.param(10**5000, id="huge")
NUMBERS = [True, 1.5, "1x", "", b"1", None, [], Index(), HUGE, float("nan"), 0, -1]


@pytest.mark.parametrize("given", NUMBERS)
def test_an_id_is_an_id(given: Any) -> None:
    posts, publics = type(GovPublic("token").posts), type(GovPublic("token").publics)
    asks: list[Callable[[], object]] = [
        lambda: posts.by_id(given),
        lambda: posts.get_many([given]),
        lambda: publics.is_member(1, given),
    ]
    if given != "1x":
        asks += [lambda: posts.get(given), lambda: publics.get(given)]
    if given not in (None, -1):
        asks += [lambda: vk.wall.get(given)]
    for ask in asks:
        with pytest.raises(errors.ParameterError):
            ask()


@pytest.mark.parametrize("given", [True, "5", "", b"5", [], Index(), HUGE, float("nan"), -1])
def test_a_count_is_a_number(given: Any) -> None:
    for name in ("count", "offset"):
        with pytest.raises(errors.ParameterError, match=name):
            vk.wall.get(-1, **{name: given})


@pytest.mark.parametrize("given", [(x for x in [1, 2]), "12", b"12", 5, True, [], range(0)])
def test_a_list_is_a_list(given: Any) -> None:
    with pytest.raises(errors.ParameterError, match="user_ids"):
        vk.users.get(given)


@pytest.mark.parametrize("given", [date(2026, 1, 1), datetime(2026, 1, 1), "2026-01-01", 5, True])  # noqa: DTZ001
def test_a_moment_is_a_moment(given: Any) -> None:
    client = GovPublic("token")
    for ask in (
        lambda: client.posts.each(1, since=given),
        lambda: client.posts.publish(1, "x", at=given),
        lambda: client.statistics.get(1, since=given, until=datetime(2026, 2, 1, tzinfo=UTC)),
    ):
        with pytest.raises(errors.ParameterError):
            ask()


@pytest.mark.parametrize("given", ["\ud800", "слово \udfff", 5, True, ["x"], b"x"])
def test_a_text_is_a_text(given: Any) -> None:
    client = GovPublic("token")
    for ask in (
        lambda: client.posts.publish(1, given),
        lambda: client.comments.create("-1_1", given),
        lambda: client.run(question().with_params(message="\ud800слово")),
    ):
        with pytest.raises(errors.ParameterError) as refused:
            ask()
        assert "слово" not in str(refused.value)
        assert refused.value.__context__ is None


@pytest.mark.parametrize("given", ["5", True, float("nan"), float("inf"), 0, -1, Index()])
def test_a_limit_is_a_number_of_seconds(given: Any) -> None:
    for name in ("timeout", "deadline", "wait"):
        with pytest.raises(errors.ParameterError, match=name):
            GovPublic("token", **{name: given})
    with pytest.raises(errors.ParameterError, match="attempts"):
        Retry(attempts=given if given is not True else 0)


@pytest.mark.parametrize(
    "url",
    [
        *("https://[bad", "https://h:99999/", "https://:p@h/", "https://h/#f", "https://h\x00/"),
        "https://h\n/",
    ],
)
def test_an_address_is_an_address(url: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="vk_url"):
        GovPublic("token", vk_url=url)


@pytest.mark.parametrize("url", [None, b"https://h/", 5])
def test_an_address_is_a_text(url: Any) -> None:
    with pytest.raises(errors.ParameterError, match="vk_url"):
        GovPublic("token", vk_url=url)


@pytest.mark.parametrize("asked", [5, None, [], "wall.get", Page(items=())])
def test_only_runnables_are_run(asked: Any) -> None:
    with GovPublic("token") as client, pytest.raises(errors.ParameterError, match="runnable"):
        client.run(asked)


def test_a_procedure_serves_once() -> None:
    client = client_of({"response": 1})
    procedure = iter(question())
    assert client.run(procedure) == 1
    with pytest.raises(errors.ParameterError, match="a finished procedure"):
        client.run(procedure)


def test_what_is_no_call_is_not_packed() -> None:
    client = client_of({"response": 1})
    with pytest.raises(errors.ParameterError, match=r"calls\[0\]"):
        list(client.run_all([iter(question())]))  # type: ignore[list-item]
    (outcome,) = client.run_all(iter([iter(question())]))  # type: ignore[arg-type]
    assert isinstance(outcome.error, errors.ParameterError)
    for wrong in ([question()], iter(question()), 5):
        with pytest.raises(errors.ParameterError, match="calls"):
            batch(wrong)  # type: ignore[call-overload]


def test_a_token_is_no_parameter() -> None:
    with pytest.raises(errors.ParameterError, match="client"):
        vk.method("users.get", {"access_token": "secret"}, result=object)
    with pytest.raises(errors.ParameterError, match="client"):
        question().with_params(access_token="secret")


# Files


SAVED = b'{"response": [{"id": 7, "owner_id": -1}]}'
TAKEN = b'{"server": 1, "photo": "[{}]", "hash": "h"}'
JPEG = b"\xff\xd8\xff" + b"x" * 300_000


def vk_and_host(answer: bytes, status: str = "200 OK") -> Callable[[socket.socket, Told], None]:
    """VK that names an address, a host that answers so, VK that saves."""

    def serve(connection: socket.socket, server: Told) -> None:
        while True:
            start = server.request(connection)
            said, line = "200 OK", start.split(b" ")[1]
            if b"UploadServer" in line:
                number = len(server.heads)
                url = f"{server.url}up/very-secret-address-{number}"
                told = json.dumps({"response": {"upload_url": url}}).encode()
            elif line.startswith(b"/up/"):
                told, said = answer, status
            else:
                told = SAVED
            top = f"HTTP/1.1 {said}\r\nContent-Length: {len(told)}\r\n\r\n"
            connection.sendall(top.encode() + told)

    return serve


def words_of(error: BaseException) -> str:
    """All that an error shows, also in its causes and after a pickle."""
    told = "".join(traceback.format_exception(error))
    parts = [told]
    one: BaseException | None = error
    while one is not None:
        parts += [str(one), repr(one), repr(one.args), repr(vars(one).get("details"))]
        if isinstance(one, errors.GovPublicError):
            parts += [repr(pickle.dumps(one)), repr(copy.copy(one)), repr(one.call)]
        one = one.__cause__ or one.__context__
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"<html>busy</html>", "200 OK"),
        (b"", "200 OK"),
        (b"[]", "200 OK"),
        (b"null", "200 OK"),
        (b'{"error": "ERR_UPLOAD_BAD_IMAGE_SIZE: market photo min size 400x400"}', "200 OK"),
        (b'{"error": {"a": ["b"]}, "error_code": "x"}', "200 OK"),
        (b'{"server": 1, "photo": "[]", "hash": "h"}', "200 OK"),
        (b'{"server": 1, "photo": "", "hash": ""}', "200 OK"),
        (b"too large", "413 Payload Too Large"),
        (b"busy", "502 Bad Gateway"),
        (b"", "302 Found"),
    ],
)
def test_a_host_that_takes_nothing_is_left_and_its_address_kept_secret(
    told: bytes, status: str
) -> None:
    token = "vk1.a.marker-of-a-token"
    records = io.StringIO()
    handler = logging.StreamHandler(records)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with (
            Told(vk_and_host(told, status)) as server,
            GovPublic(keyring(token), vk_url=server.url, retry=None) as client,
            pytest.raises(errors.GovPublicError) as failed,
        ):
            client.media.photo(1, JPEG)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    everything = words_of(failed.value) + records.getvalue()
    assert "very-secret-address" not in everything
    assert token not in everything
    uploads = [one for one in server.heads if one.startswith(b"POST /up/")]
    assert len(uploads) == len(set(uploads)) == (1 if status.startswith("413") else 3)
    assert not any(b"authorization" in one.lower() for one in uploads)


@pytest.mark.parametrize("change", ["gone", "directory", "empty"])
def test_a_file_that_changes_before_it_is_sent_ends_typed(tmp_path: Path, change: str) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(JPEG)
    serve = vk_and_host(TAKEN)

    def meddling(connection: socket.socket, server: Told) -> None:
        if file.is_file():
            file.unlink()
            if change == "directory":
                file.mkdir()
            if change == "empty":
                file.write_bytes(b"")
        serve(connection, server)

    with Told(meddling) as server, GovPublic(keyring(), vk_url=server.url, retry=None) as client:
        if change == "empty":
            assert client.media.photo(1, file).id == 7  # as a host says that it took it
            return
        with pytest.raises(errors.ParameterError, match="expected a readable file"):
            client.media.photo(1, file)


@pytest.mark.parametrize("size", [1000, 40_000_000])
def test_a_file_that_changes_while_it_is_sent_ends_typed(tmp_path: Path, size: int) -> None:
    file = tmp_path / "photo.jpg"
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY))
    os.truncate(file, 20_000_000)

    def serve(connection: socket.socket, server: Told) -> None:
        connection.recv(1000)
        os.truncate(file, size)
        while connection.recv(65_536):
            pass

    part = FilePart(name="photo", filename="photo.jpg", content=file)
    with Told(serve) as server:
        call = replace(upload("", part), upload=Upload(url=server.url, file=part))

        def ask() -> Any:
            os.truncate(file, 20_000_000)
            return call

        assert is_all(ask_both(server.url, ask, timeout=5), errors.OutcomeUnknown)


@pytest.mark.parametrize("given", ["", "nowhere.jpg", "a\0b.jpg", "x" * 5000 + ".jpg", 5, None, []])
def test_a_file_that_is_none_is_refused(given: Any, tmp_path: Path) -> None:
    with GovPublic("token") as client:
        for file in (given, tmp_path, b"", bytearray(b"x"), io.BytesIO(b"x")):
            with pytest.raises(errors.ParameterError):
                client.media.photo(1, file)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ['a"b.jpg', "a\r\nX-Evil: 1.jpg", "../a.jpg", "a\\b.jpg", "\udcff.jpg", "a\0.jpg", "a"]
)
def test_a_name_that_would_break_a_form_is_refused(name: str) -> None:
    with GovPublic("token") as client, pytest.raises(errors.ParameterError, match="filename"):
        client.media.photo(1, JPEG, filename=name)


def test_a_name_of_letters_goes_as_it_is() -> None:
    with Told(vk_and_host(TAKEN)) as server, GovPublic(keyring(), vk_url=server.url) as client:
        assert client.media.photo(1, JPEG, filename="Фото 1; x=y.jpg").id == 7
    assert any('filename="Фото 1; x=y.jpg"'.encode() in one for one in server.heads)


# Cancelling on the async client


def cancelled_anywhere(work: Callable[[AsyncGovPublic], Coroutine[Any, Any, Any]]) -> None:
    """Cancel at each of many moments; after each the client works, and nothing is left over."""

    async def run(url: str) -> None:
        troubles: list[Any] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, told: troubles.append(told))
        async with AsyncGovPublic(keyring(), vk_url=url, retry=None) as client:
            for moment in range(12):
                task = asyncio.create_task(work(client))
                await asyncio.sleep(moment * 0.004)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                gc.collect()
                async with asyncio.timeout(5):
                    while others := asyncio.all_tasks() - {asyncio.current_task()}:
                        await asyncio.wait(others)
            async with asyncio.timeout(5):
                found = await asyncio.gather(*(client.run(question()) for _ in range(20)))
            assert found == [1] * 20
        gc.collect()
        await asyncio.sleep(0)
        assert not troubles

    with Told(scripted) as server:
        asyncio.run(run(server.url))


def scripted(connection: socket.socket, server: Told) -> None:
    """Answers everything a little late: pages, packs, uploads."""
    while True:
        start, _, body = server.request(connection).partition(b"\r\n\r\n")
        server.over.wait(0.006)
        line = start.split(b" ")[1]
        told: object = 1
        if b"wall.get" in line:
            told = {"items": [{"id": len(server.heads)}]}
        elif b"execute" in line:
            told = [1] * unquote_plus(body.decode()).count("API.")
        elif b"UploadServer" in line:
            told = {"upload_url": f"{server.url}up/{len(server.heads)}"}
        elif b"save" in line:
            told = [{"id": 7, "owner_id": -1}]
        text = TAKEN if b"/up/" in line else json.dumps({"response": told}).encode()
        connection.sendall(head(f"Content-Length: {len(text)}") + text)


needs_new_anyio = pytest.mark.skipif(
    tuple(int(part) for part in version("anyio").split(".")[:2]) < (4, 15),
    reason="older versions of anyio leave cancelled connections to the garbage collector",
)


@needs_new_anyio
def test_cancelling_a_call() -> None:
    cancelled_anywhere(lambda client: client.run(question()))


@needs_new_anyio
def test_cancelling_a_crowd() -> None:
    async def crowd(client: AsyncGovPublic) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(40):
                group.create_task(client.run(question()))

    cancelled_anywhere(crowd)


@needs_new_anyio
def test_cancelling_between_any_two_steps_loses_no_connection() -> None:
    async def run(url: str, steps: int) -> None:
        async with AsyncGovPublic(keyring(), vk_url=url, retry=None) as client:
            tasks = [asyncio.create_task(client.run(question())) for _ in range(12)]
            for _ in range(steps):
                await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            async with asyncio.timeout(5):
                assert await asyncio.gather(*(client.run(question()) for _ in range(9))) == [1] * 9

    with Told(slow(0)) as server:
        for steps in range(24):
            asyncio.run(run(server.url, steps))


@needs_new_anyio
def test_cancelling_a_walk() -> None:
    async def walk(client: AsyncGovPublic) -> None:
        async for _ in client.posts.each(1):
            pass

    cancelled_anywhere(walk)


def test_leaving_a_walk_and_many_calls() -> None:
    async def leave(client: AsyncGovPublic) -> None:
        async for post in client.posts.each(1):
            if post.id % 3 == 0:
                break
        async for _ in client.run_all(question(n=str(n)) for n in range(500)):
            break
        async with asyncio.timeout(0.01):
            await client.run(question())

    cancelled_anywhere(leave)


@needs_new_anyio
def test_cancelling_many_calls() -> None:
    async def many(client: AsyncGovPublic) -> None:
        async for outcome in client.run_all(question(n=str(n)) for n in range(2000)):
            outcome.unwrap()

    cancelled_anywhere(many)


@needs_new_anyio
def test_cancelling_an_upload(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(JPEG)

    async def send(client: AsyncGovPublic) -> None:
        await client.media.photo(1, file)

    cancelled_anywhere(send)


# Copies, pickles, comparison


def all_errors() -> Iterator[errors.GovPublicError]:
    call = question("wall.post", "unsafe", message="слова жителя")
    place = Upload(
        url="https://host/secret-address", file=FilePart(name="f", filename="a.jpg", content=b"x")
    )
    for name in errors.__all__:
        kind = getattr(errors, name)
        if not isinstance(kind, type):
            continue
        if kind is errors.ParameterError:
            yield kind("name", "given", "allowed")
        elif issubclass(kind, errors.ServerError):
            yield kind("what", status=502, retry_after=1.5, call=call)
        elif kind is errors.DecodeError:
            yield kind("what", raw=b"raw", call=call)
        elif issubclass(kind, errors.ApiError):
            yield kind("why", code=5, subcode=1, details={"a": 1}, call=call)
        else:
            yield kind("what", call=replace(call, service="upload", upload=place))


@pytest.mark.parametrize("error", list(all_errors()), ids=lambda error: type(error).__name__)
def test_errors_are_copied_and_pickled_without_secrets(error: errors.GovPublicError) -> None:
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again).keys() == vars(error).keys()
    shown = words_of(error).replace(repr(pickle.dumps(error)), "")
    assert "слова" not in shown
    assert b"secret-address" not in pickle.dumps(error)


def test_calls_pages_and_outcomes_are_values() -> None:
    client = client_of({"response": {"items": [{"id": 1}], "count": 500}})
    page = client.run(vk.wall.get(-1))
    (outcome,) = client.run_all([vk.wall.get(-1)])
    for value in (vk.wall.get(-1), page, outcome, batch(vk.wall.get(-1))):
        for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert again == value
    assert hash(vk.wall.get(-1)) == hash(vk.wall.get(-1))
    assert len({vk.wall.get(-1), vk.wall.get(-1), vk.wall.get(-2)}) == 2


def test_a_copied_upload_keeps_its_address_and_a_pickled_one_does_not() -> None:
    place = Upload(
        url="https://host/secret-address", file=FilePart(name="f", filename="a.jpg", content=b"x")
    )
    call = replace(question(), upload=place)
    assert copy.deepcopy(call).upload == copy.copy(place) == place
    assert pickle.loads(pickle.dumps(call)).upload.url == ""


def test_an_echoed_token_is_in_no_part_of_an_error() -> None:
    token = "not-shaped-like-a-token"
    error = {"error_code": 5, "error_msg": f"bad {token}", "redirect_uri": f"https://x/?{token}"}
    error["request_params"] = [{"key": "access_token", "value": token}]  # type: ignore[assignment]
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"error": error}))
    with GovPublic(token, transport=transport) as client, pytest.raises(errors.AuthError) as told:
        client.run(question())
    assert token not in words_of(told.value) + repr(vars(told.value))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:This process")
def test_closing_in_a_child_leaves_the_parent_its_connections() -> None:
    with Told(slow(0)) as server, GovPublic(keyring(), vk_url=server.url) as client:
        assert client.run(question()) == 1
        child = os.fork()
        if not child:
            client.close()
            os._exit(0)
        os.waitpid(child, 0)
        assert client.run(question()) == 1
        assert len(server.connections) == 1
