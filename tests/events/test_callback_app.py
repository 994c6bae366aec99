"""The callback server under ASGI and WSGI, over real sockets, in FastAPI: it stores, then `ok`."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import inspect
import json
import logging
import re
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest

from govpublic_sdk import errors, events, store
from govpublic_sdk.events import CallbackApp, GroupSettings

SECRET = "s3cret"
NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
CONFIRMATION = b'{"type": "confirmation", "group_id": 1}'


def body_of(number: int = 1, **changes: Any) -> bytes:
    event = {
        "type": "message_new",
        "group_id": 1,
        "event_id": f"e{number}",
        "secret": SECRET,
        "object": {"message": {"id": number, "from_id": 5, "text": "Где автобус?"}},
    }
    return json.dumps({**event, **changes}).encode()


class Memory:
    """An inbox without a file."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.events: dict[tuple[int, str], bytes] = {}
        self.failure = failure
        self.threads: set[int] = set()

    def put(self, group_id: int, key: str, body: bytes) -> bool:
        self.threads.add(threading.get_ident())
        if self.failure:
            raise self.failure
        new = (group_id, key) not in self.events
        self.events.setdefault((group_id, key), body)
        return new

    def put_all(
        self, group_id: int, events: Sequence[tuple[str, bytes]], *, position: str | None = None
    ) -> int:
        return sum(self.put(group_id, key, body) for key, body in events)

    def position(self, group_id: int) -> str | None:
        return None


def app_of(inbox: events.Inbox, **options: Any) -> CallbackApp:
    settings = options.pop("settings", GroupSettings(SECRET, "c0de"))
    return CallbackApp(inbox, groups={1: settings}, now=NOW.timestamp, **options)


# The decision as an answer


class FlaskHeaders:
    """Headers of a framework whose class is no mapping."""

    def items(self) -> list[tuple[str, str]]:
        return [("Content-Type", "application/json"), ("X-Retry-Counter", "2")]


def test_headers_of_frameworks_are_read() -> None:
    headers = FlaskHeaders()
    groups = {1: GroupSettings(SECRET, "c0de")}

    received = events.read(headers, body_of(), groups=groups)

    assert isinstance(received, events.Received)
    assert received.retry == 2
    assert app_of(Memory()).answer("POST", headers, body_of()).text == "ok"


@pytest.mark.parametrize("headers", [None, 5, "x", [("a", "b")], {"a": 5}])
def test_what_is_no_headers_is_refused(headers: Any) -> None:
    with pytest.raises(errors.ParameterError, match="headers"):
        app_of(Memory()).answer("POST", headers, body_of())


def test_an_event_is_stored_and_then_answered_with_ok() -> None:
    inbox = Memory()

    answer = app_of(inbox).answer("POST", {}, body_of())

    assert (answer.status, answer.text) == (200, "ok")
    ((place, body),) = inbox.events.items()
    assert place == (1, "e1")
    assert events.parse(body).key == "e1"
    assert SECRET.encode() not in body


def test_a_repeated_event_is_ok_again_and_stored_once() -> None:
    inbox = Memory()
    app = app_of(inbox)

    answers = [app.answer("POST", {"X-Retry-Counter": str(n)}, body_of()) for n in range(3)]

    assert [one.text for one in answers] == ["ok"] * 3
    assert len(inbox.events) == 1


def test_a_confirmation_is_answered_with_the_code_alone() -> None:
    inbox = Memory()

    answer = app_of(inbox).answer("POST", {}, CONFIRMATION)

    assert (answer.status, answer.body) == (200, b"c0de")
    assert not inbox.events


def test_servers_of_one_community_have_their_own_codes() -> None:
    inbox = Memory()
    servers = [GroupSettings(SECRET, "c0de"), GroupSettings("by-hand", lambda: "0a1b")]
    app = CallbackApp(inbox, groups={1: servers})

    def text_of(**more: Any) -> str:
        body = json.dumps({"type": "confirmation", "group_id": 1, **more})
        return app.answer("POST", {}, body.encode()).text

    assert [text_of(secret=SECRET), text_of(secret="by-hand"), text_of()] == [
        "c0de",
        "0a1b",
        "c0de",
    ]
    assert text_of(secret="guess") == "wrong secret"
    assert app.answer("POST", {}, body_of(secret="by-hand")).text == "ok"
    large = body_of(secret="by-hand", object={"text": "x" * 200_000})
    assert app.answer("POST", {}, large).text == "ok"


@pytest.mark.parametrize("servers", [[], [GroupSettings(SECRET, "a"), GroupSettings(SECRET, "b")]])
def test_servers_without_secrets_of_their_own(servers: list[GroupSettings]) -> None:
    with pytest.raises(errors.ParameterError, match="groups"):
        CallbackApp(Memory(), groups={1: servers})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (body_of(secret="guess"), 403),
        (body_of(group_id=2), 403),
        (body_of()[:-5], 400),
        (b"[]", 400),
        (b"x" * 5000, 413),
    ],
)
def test_what_is_not_ours_is_refused_and_not_stored(body: bytes, status: int) -> None:
    inbox = Memory()

    answer = app_of(inbox, max_bytes=4000).answer("POST", {}, body)

    assert answer.status == status
    assert answer.text != "ok"
    assert not inbox.events


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "post", ""])
def test_only_post_is_taken(method: str) -> None:
    answer = app_of(Memory()).answer(method, {}, body_of())

    assert answer.status == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "failure", [errors.StoreFull("full"), OSError(28, "No space"), RuntimeError("Где автобус?")]
)
def test_a_store_that_fails_makes_vk_come_again(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    answer = app_of(Memory(failure), pause=timedelta(minutes=10)).answer("POST", {}, body_of())

    assert answer.status == 503
    again = parsedate_to_datetime(answer.headers["retry-after"])
    assert again == NOW + timedelta(minutes=10)
    assert answer.headers["retry-after"].endswith(" GMT")
    assert type(failure).__name__ in caplog.text
    assert "автобус" not in caplog.text


def test_held_file_makes_vk_come_again(tmp_path: Path) -> None:
    path = tmp_path / "inbox.db"
    with store.Inbox(path, busy_timeout=0.01) as inbox:
        app = app_of(inbox)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        held = app.answer("POST", {}, body_of())
        holder.close()
        freed = app.answer("POST", {}, body_of())

    assert (held.status, freed.status) == (503, 200)


def test_default_busy_timeout_is_shorter_than_vk_waits() -> None:
    busy_timeout = inspect.signature(store.Inbox).parameters["busy_timeout"].default

    assert 2 * busy_timeout <= 6  # other threads, then other processes


def test_a_code_that_cannot_be_had_makes_vk_come_again() -> None:
    def code() -> str:
        raise errors.NetworkError("no answer")

    answer = app_of(Memory(), settings=GroupSettings(SECRET, code)).answer("POST", {}, CONFIRMATION)

    assert answer.status == 503


def test_logs_and_reprs_hold_neither_words_nor_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    app = app_of(Memory())
    answers = [
        app.answer("POST", {}, body)
        for body in (body_of(), body_of(), body_of(secret="guess"), CONFIRMATION, "Где".encode())
    ]

    shown = caplog.text + repr(answers) + repr(app)
    assert not re.search(r"автобус|s3cret|guess|c0de|Где", shown)


@pytest.mark.parametrize(
    ("parameter", "options"),
    [
        ("groups", {"groups": {}}),
        ("groups", {"groups": {-1: GroupSettings(SECRET, "c0de")}}),
        ("max_bytes", {"max_bytes": 0}),
        ("pause", {"pause": timedelta(hours=3)}),
        ("pause", {"pause": timedelta(seconds=-1)}),
    ],
)
def test_wrong_settings_are_refused_at_the_door(parameter: str, options: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        CallbackApp(Memory(), **{"groups": {1: GroupSettings(SECRET, "c0de")}, **options})

    assert caught.value.name == parameter


# Confirmation codes that are read from VK

PROVED = json.dumps({"type": "confirmation", "group_id": 1, "secret": SECRET}).encode()


class Codes:
    """Counts the calls for a confirmation code, which end when they are released."""

    def __init__(self) -> None:
        self.calls = 0
        self.time = 0.0
        self.started = threading.Event()
        self.released = threading.Event()
        self.failure: Exception | None = None

    def read(self) -> str:
        self.calls += 1
        self.started.set()
        assert self.released.wait(20)
        if self.failure:
            raise self.failure
        return "c0de"

    def settings(self) -> GroupSettings:
        return GroupSettings(SECRET, self.read, now=lambda: self.time)


def test_code_is_remembered_for_a_minute() -> None:
    codes = Codes()
    codes.released.set()
    app = app_of(Memory(), settings=codes.settings())

    texts = [app.answer("POST", {}, body).text for body in (PROVED, CONFIRMATION, PROVED)]
    calls = codes.calls
    codes.time = 61.0
    later = app.answer("POST", {}, PROVED).text

    assert [*texts, later] == ["c0de"] * 4
    assert (calls, codes.calls) == (1, 2)


def test_strangers_start_one_reading_a_minute() -> None:
    codes = Codes()
    codes.released.set()
    codes.failure = errors.NetworkError("no answer")
    app = app_of(Memory(), settings=codes.settings())

    statuses = {app.answer("POST", {}, CONFIRMATION).status for _ in range(200)}
    calls = codes.calls
    codes.time, codes.failure = 5.0, None
    proved = app.answer("POST", {}, PROVED)

    assert (statuses, calls) == ({503}, 1)
    assert proved.text == "c0de"
    assert codes.calls == 2


def test_failed_readings_pause_vk_too() -> None:
    codes = Codes()
    codes.released.set()
    codes.failure = errors.NetworkError("no answer")
    app = app_of(Memory(), settings=codes.settings())

    statuses = {app.answer("POST", {}, PROVED).status for _ in range(50)}

    assert (statuses, codes.calls) == ({503}, 1)


@pytest.mark.parametrize("code", [b"bytes", None, 5])
def test_code_of_another_type_is_not_sent(code: Any) -> None:
    settings = GroupSettings(SECRET, lambda: code)

    assert app_of(Memory(), settings=settings).answer("POST", {}, PROVED).status == 503


def test_read_starts_one_reading_for_strangers() -> None:
    codes = Codes()
    codes.released.set()
    codes.failure = errors.DeadlineExceeded("too slow")
    groups = {1: codes.settings()}

    decisions = [events.read({}, CONFIRMATION, groups=groups) for _ in range(50)]

    assert set(decisions) == {events.Refused(503, "no_code")}
    assert codes.calls == 1


def test_asgi_stores_events_while_a_code_is_read() -> None:
    codes, inbox = Codes(), Memory()
    app = app_of(inbox, settings=codes.settings())

    async def run() -> tuple[list[Any], list[Any]]:
        bodies = [CONFIRMATION] * 100 + [PROVED] * 20
        asking = [asyncio.create_task(asgi_one(app, body)) for body in bodies]
        stored = await asyncio.gather(*(asgi_one(app, body_of(n)) for n in range(100)))
        codes.released.set()
        return stored, [*await asyncio.gather(*asking), await asgi_one(app, PROVED)]

    stored, answers = asyncio.run(run())

    assert stored == [(200, b"ok")] * 100
    assert len(inbox.events) == 100
    assert set(answers) <= {(200, b"c0de"), (503, b"later")}
    assert answers[-1] == (200, b"c0de")
    assert codes.calls == 1


def test_wsgi_strangers_do_not_wait_for_a_code() -> None:
    codes, inbox = Codes(), Memory()
    app = app_of(inbox, settings=codes.settings())
    first = threading.Thread(target=app.answer, args=("POST", {}, PROVED))
    first.start()
    assert codes.started.wait(20)

    statuses = {wsgi(app, CONFIRMATION)[0] for _ in range(200)}
    stored = wsgi(app, body_of())[0]
    codes.released.set()
    first.join()

    assert statuses == {"503 Service Unavailable"}
    assert (stored, codes.calls) == ("200 OK", 1)


async def asgi_one(app: CallbackApp, body: bytes) -> tuple[int, bytes]:
    """The status and the body of one answer."""
    sent: list[Any] = []
    left = iter(pieces(body))

    async def receive() -> Any:
        return next(left)

    async def send(message: Any) -> None:
        sent.append(message)

    await app(http_scope(), receive, send)
    return sent[0]["status"], sent[1]["body"]


# ASGI by hand

Message = dict[str, Any]


def asgi(app: Any, scope: Message, received: list[Message]) -> list[Message]:
    """What an application sends, when it is called as a server calls it."""
    sent: list[Message] = []
    left = iter(received)

    async def receive() -> Message:
        return next(left)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def http_scope(method: str = "POST") -> Message:
    headers = [(b"x-retry-counter", b"1")]
    return {"type": "http", "method": method, "path": "/any", "headers": headers}


def pieces(*parts: bytes) -> list[Message]:
    last = len(parts) - 1
    return [
        {"type": "http.request", "body": part, "more_body": number < last}
        for number, part in enumerate(parts)
    ]


def test_asgi_takes_a_body_in_pieces_and_stores_off_the_loop() -> None:
    inbox, body = Memory(), body_of()

    start, end = asgi(app_of(inbox), http_scope(), pieces(body[:9], b"", body[9:]))

    assert start["status"] == 200
    assert dict(start["headers"])[b"content-length"] == b"2"
    assert end["body"] == b"ok"
    assert len(inbox.events) == 1
    assert threading.get_ident() not in inbox.threads


def test_asgi_stops_reading_what_is_too_long() -> None:
    endless = [{"type": "http.request", "body": b"x" * 1000, "more_body": True}] * 5

    start, _ = asgi(app_of(Memory(), max_bytes=3000), http_scope(), endless[:4])

    assert start["status"] == 413


def test_asgi_stores_nothing_of_a_client_that_went_away() -> None:
    inbox = Memory()
    received = [*pieces(body_of(), b"")[:1], {"type": "http.disconnect"}]

    assert asgi(app_of(inbox), http_scope(), received) == []
    assert not inbox.events


def test_asgi_lives_as_long_as_its_server() -> None:
    received = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    sent = asgi(app_of(Memory()), {"type": "lifespan"}, received)

    assert [one["type"] for one in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]


def test_asgi_takes_no_web_sockets() -> None:
    assert asgi(app_of(Memory()), {"type": "websocket"}, []) == [{"type": "websocket.close"}]


# WSGI by hand


def wsgi(app: CallbackApp, body: bytes, **environ: Any) -> tuple[str, dict[str, str], bytes]:
    """What an application answers, when it is called as a server calls it."""
    told: list[Any] = []
    standard = {
        "REQUEST_METHOD": "POST",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    text = b"".join(app.wsgi({**standard, **environ}, lambda *parts: told.extend(parts)))
    return told[0], dict(told[1]), text


def test_wsgi_answers_with_a_status_line() -> None:
    inbox = Memory()

    status, headers, text = wsgi(app_of(inbox), body_of(), HTTP_X_RETRY_COUNTER="2")

    assert (status, text, headers["content-length"]) == ("200 OK", b"ok", "2")
    assert len(inbox.events) == 1


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"CONTENT_LENGTH": ""}, "400"),
        ({"CONTENT_LENGTH": "many"}, "400"),
        ({"CONTENT_LENGTH": "-5"}, "400"),
        ({"CONTENT_LENGTH": "10000000"}, "200"),
        ({"CONTENT_LENGTH": "10"}, "400"),
        ({"CONTENT_LENGTH": "9" * 5000}, "200"),
        ({"CONTENT_LENGTH": "0" * 5000}, "400"),
        ({"CONTENT_LENGTH": "²"}, "400"),
        ({"CONTENT_LENGTH": "١٢٣"}, "400"),
        ({"CONTENT_LENGTH": " 10000000 "}, "200"),
        ({"CONTENT_LENGTH": "", "wsgi.input_terminated": True}, "200"),
        ({"REQUEST_METHOD": "GET"}, "405"),
    ],
)
def test_wsgi_reads_as_much_as_it_is_told(environ: dict[str, Any], status: str) -> None:
    assert wsgi(app_of(Memory()), body_of(), **environ)[0].startswith(status)


def test_wsgi_reads_no_more_than_one_byte_too_many() -> None:
    stream = BytesIO(b"x" * 10_000_000)
    environ = {"CONTENT_LENGTH": "10000000", "wsgi.input": stream}

    status, _, _ = wsgi(app_of(Memory(), max_bytes=100_000), b"", **environ)

    assert status.startswith("413")
    assert stream.tell() == 100_001


# Over real sockets


def post(port: int, body: bytes, path: str = "/", method: str = "POST") -> tuple[int, str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def wsgi_server(app: CallbackApp) -> Iterator[int]:
    def checked(environ: Any, start: Any) -> Any:
        return validator(lambda env, begin: list(app.wsgi(env, begin)))(environ, start)

    with make_server("127.0.0.1", 0, checked, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def asgi_server(app: Any) -> Iterator[int]:
    uvicorn = pytest.importorskip("uvicorn")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(100)  # who connects before the server is up waits
        config = uvicorn.Config(app, log_level="error", lifespan="on", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


Serve = Callable[[CallbackApp], contextlib.AbstractContextManager[int]]


@pytest.mark.parametrize("serve", [wsgi_server, asgi_server])
def test_a_real_server_confirms_stores_and_refuses(serve: Serve, tmp_path: Path) -> None:
    inbox = store.Inbox(tmp_path / "events.db")
    with contextlib.closing(inbox), serve(app_of(inbox, max_bytes=100_000)) as port:
        assert post(port, CONFIRMATION)[:2] == (200, "c0de")
        assert [post(port, body_of(n))[:2] for n in (1, 2, 1)] == [(200, "ok")] * 3
        assert post(port, body_of(3, secret="guess"))[0] == 403
        assert post(port, body_of(3)[:-4])[0] == 400
        assert post(port, b"", method="GET")[0] == 405

        taken = inbox.take("test", count=10)

    assert [events.parse(one.body).key for one in taken] == ["e1", "e2"]


@pytest.mark.parametrize("serve", [wsgi_server, asgi_server])
def test_ten_megabytes_are_refused_before_they_are_sent(serve: Serve) -> None:
    with serve(app_of(Memory(), max_bytes=1000)) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n"
            client.sendall(head + b"x" * 1001)
            line = client.makefile("rb").readline()
        assert b" 413 " in line
        assert post(port, CONFIRMATION)[:2] == (200, "c0de")


@pytest.mark.parametrize("serve", [wsgi_server, asgi_server])
def test_a_full_store_is_told_with_a_date(serve: Serve) -> None:
    with serve(app_of(Memory(errors.StoreFull("full")))) as port:
        status, text, headers = post(port, body_of())

    assert (status, text) == (503, "later")
    assert parsedate_to_datetime(headers["retry-after"]) == NOW + timedelta(minutes=5)


def test_many_at_once_are_stored_once_each(tmp_path: Path) -> None:
    inbox = store.Inbox(tmp_path / "events.db")
    with contextlib.closing(inbox), asgi_server(app_of(inbox)) as port:
        answers: list[str] = []

        def send_all() -> None:
            answers.extend(post(port, body_of(number))[1] for number in range(20))

        threads = [threading.Thread(target=send_all) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers == ["ok"] * 80
        assert len(inbox.take("test", count=100)) == 20


# In a framework


def test_fastapi_mounts_it_beside_its_own_routes() -> None:
    fastapi = pytest.importorskip("fastapi")
    inbox, site = Memory(), fastapi.FastAPI()

    @site.get("/health")
    def health() -> dict[str, int]:
        return {"events": len(inbox.events)}

    site.mount("/vk", app_of(inbox))
    with asgi_server(site) as port:
        assert post(port, CONFIRMATION, "/vk")[:2] in {(200, "c0de"), (307, "")}
        assert post(port, CONFIRMATION, "/vk/")[:2] == (200, "c0de")
        assert post(port, body_of(), "/vk/events")[:2] == (200, "ok")
        assert post(port, b"", "/health", "GET")[1] == '{"events":1}'


def test_a_fastapi_route_may_call_it_by_hand() -> None:
    fastapi = pytest.importorskip("fastapi")
    inbox, site = Memory(), fastapi.FastAPI()
    app = app_of(inbox)

    async def callback(request: Any) -> Any:
        answer = await asyncio.to_thread(
            app.answer, request.method, dict(request.headers), await request.body()
        )
        return fastapi.Response(answer.body, answer.status, answer.all_headers)

    callback.__annotations__["request"] = fastapi.Request
    site.post("/vk", response_model=None)(callback)
    with asgi_server(site) as port:
        assert post(port, body_of(), "/vk")[:2] == (200, "ok")
    assert len(inbox.events) == 1
