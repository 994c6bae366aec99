"""httpx under real conditions: one table of what a server may do, run by both clients."""

import asyncio
import gzip
import inspect
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, Call, GovPublic, Keyring, Retry, errors, vk
from govpublic_sdk._call import Upload
from govpublic_sdk._decode import As
from govpublic_sdk._http import FilePart, Reply, Request
from govpublic_sdk._transport import HttpxTransport, async_transport, transport
from loopback import Loopback, reply, serving
from played import question

OK = reply(b'{"response": 1}')
ONCE = Retry(attempts=1)
Ask = Callable[..., Any]


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as loopback:
        yield loopback


def blocking(url: str, call: Any, **options: Any) -> Any:
    with GovPublic("token", vk_url=url, **options) as client:
        return client.run(call)


def concurrent(url: str, call: Any, **options: Any) -> Any:
    async def run() -> Any:
        async with AsyncGovPublic("token", vk_url=url, **options) as client:
            return await client.run(call)

    return asyncio.run(run())


shells = pytest.mark.parametrize("ask", [blocking, concurrent])


@shells
@pytest.mark.parametrize(
    "answer",
    [
        OK,
        reply(gzip.compress(b'{"response": 1}'), "200 OK", "Content-Encoding: gzip"),
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n{"response": 1}\r\n0\r\n\r\n',
        reply(b'\xef\xbb\xbf{"response": 1}'),
    ],
)
def test_an_answer_is_read_however_it_is_sent(ask: Ask, server: Loopback, answer: bytes) -> None:
    server.answers = [answer]
    assert ask(server.url, question()) == 1


@shells
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply(b"<html>429</html>"), errors.ServerError),
        (reply(b""), errors.ServerError),
        (reply(b'{"respon'), errors.ServerError),
        (reply(b"gone", "502 Bad Gateway"), errors.ServerError),
        (reply(b"slow down", "429 Too Many", "Retry-After: 1"), errors.ServerError),
        (reply(b"large", "413 Too Large"), errors.InvalidRequest),
        (reply(b'{"foo": 1}'), errors.DecodeError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\ntruncated", errors.NetworkError),
        ("reset", errors.NetworkError),
        ("close", errors.NetworkError),
    ],
)
def test_trouble_becomes_a_typed_error(
    ask: Ask, server: Loopback, answer: Any, kind: type[errors.GovPublicError]
) -> None:
    server.answers = [answer]
    with pytest.raises(kind) as error:
        ask(server.url, question(), retry=ONCE)
    assert error.value.call == question()
    assert "token" not in str(error.value)


@shells
def test_reads_survive_trouble(ask: Ask, server: Loopback) -> None:
    server.answers = ["reset", reply(b"<html>"), OK]
    assert ask(server.url, question(), retry=Retry(base=0)) == 1


@shells
def test_an_unsafe_write_is_sent_once(ask: Ask, server: Loopback) -> None:
    server.answers = ["reset", OK]
    with pytest.raises(errors.OutcomeUnknown):
        ask(server.url, question("wall.post", "unsafe"), retry=Retry(base=0))
    assert len(server.heads) == 1


@shells
def test_silence_ends_with_the_time_out(ask: Ask, server: Loopback) -> None:
    server.answers = ["hang"]
    with pytest.raises(errors.NetworkError) as error:
        ask(server.url, question(), timeout=0.1, retry=ONCE)
    assert error.value.sent


@shells
def test_a_closed_port_proves_that_nothing_was_sent(ask: Ask) -> None:
    with pytest.raises(errors.NetworkError) as error:
        ask("http://127.0.0.1:1/", question("wall.post", "unsafe"), retry=ONCE)
    assert not error.value.sent


@shells
def test_the_token_is_in_the_header_only(ask: Ask, server: Loopback) -> None:
    server.answers = [OK]
    ask(server.url, question(name="значение & знак"))
    (head,), (body,) = server.heads, server.bodies
    assert b"authorization: bearer token" in head.lower()
    assert b"token" not in head.split(b"\r\n")[0] + body
    assert b"name=%D0%B7" in body


@shells
def test_an_upload_goes_without_the_token(ask: Ask, server: Loopback, tmp_path: Path) -> None:
    file = tmp_path / "фото.jpg"
    file.write_bytes(b"picture")
    part = FilePart(name="photo", filename="фото.jpg", content=file)
    upload = Upload(url=f"{server.url}upload/secret", file=part)
    call = Call(service="upload", method="upload", upload=upload, decode=As(dict[str, str]))
    server.answers = [reply(b'{"hash": "x"}')]
    assert ask(server.url, call) == {"hash": "x"}
    assert b"authorization" not in server.heads[0].lower()
    assert b"picture" in server.bodies[0]
    assert "secret" not in repr(call)


@shells
def test_one_connection_serves_many_calls(ask: Ask, server: Loopback) -> None:
    def several() -> Any:
        for _ in range(3):
            yield from question()
        return "done"

    server.answers = [OK] * 3
    assert ask(server.url, several()) == "done"
    assert server.connections == 1


def test_many_at_once_use_few_connections(server: Loopback) -> None:
    async def run() -> list[int]:
        keyring = Keyring(users=["token"], rates={"user": 1000})
        async with AsyncGovPublic(keyring, vk_url=server.url) as client:
            return await asyncio.gather(*(client.run(question()) for _ in range(60)))

    server.answers = [OK] * 60
    assert asyncio.run(run()) == [1] * 60
    assert server.connections <= 10


@pytest.mark.parametrize(
    "url", ["http://api.vk.ru/method/", "ftp://x/", "", "https://u:p@api.vk.ru/", "https://a/?t=1"]
)
def test_tokens_go_only_to_safe_addresses(url: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="vk_url"):
        GovPublic("token", vk_url=url)


def test_files_leave_by_https_only() -> None:
    part = FilePart(name="photo", filename="a.jpg", content=b"x")
    upload = Upload(url="http://upload.invalid/", file=part)
    call = Call(service="upload", method="upload", upload=upload, decode=As(object))
    with (
        GovPublic(
            "token", transport=httpx.MockTransport(lambda request: httpx.Response(200))
        ) as one,
        pytest.raises(errors.UploadError, match="https"),
    ):
        one.run(call)


class OwnTransport:
    def send(self, request: Request, timeout: float | None) -> Reply:
        return Reply(200, {}, b'{"response": 1}')

    def close(self) -> None: ...


class OwnAsyncTransport:
    async def send(self, request: Request, timeout: float | None) -> Reply:
        return Reply(200, {}, b'{"response": 1}')

    async def close(self) -> None: ...


def test_own_transports_serve() -> None:
    assert blocking("https://api.vk.ru/", question(), transport=OwnTransport()) == 1
    assert concurrent("https://api.vk.ru/", question(), transport=OwnAsyncTransport()) == 1


@pytest.mark.parametrize("wrong", [OwnAsyncTransport(), httpx.AsyncHTTPTransport, object(), 5])
def test_a_transport_of_the_wrong_colour_is_refused(wrong: Any) -> None:
    wrong = wrong() if inspect.isclass(wrong) else wrong
    with pytest.raises(errors.ConfigurationError, match="GovPublic"):
        GovPublic("token", transport=wrong)


@pytest.mark.parametrize("wrong", [OwnTransport(), httpx.HTTPTransport, object()])
def test_a_blocking_transport_is_not_for_the_async_client(wrong: Any) -> None:
    wrong = wrong() if inspect.isclass(wrong) else wrong
    with pytest.raises(errors.ConfigurationError, match="AsyncGovPublic"):
        AsyncGovPublic("token", transport=wrong)


def test_a_proxy_is_used_and_the_environment_s_too(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = [OK]
    assert blocking("http://127.0.0.1:9/", question(), proxy=server.url.rstrip("/")) == 1
    assert server.heads[0].startswith(b"POST http://127.0.0.1:9/users.get")
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://proxy")
    with pytest.raises(errors.ConfigurationError, match="proxy"):
        GovPublic("token")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:2")
    server.answers = [OK]
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert blocking(server.url, question()) == 1


def test_own_certificates_are_a_setting() -> None:
    context = ssl.create_default_context()
    transport(None, ssl_context=context).close()
    asyncio.run(async_transport(None, ssl_context=context).close())
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_a_slow_body_ends_with_the_time_out() -> None:
    from govpublic_sdk.sandbox import Sandbox

    with Sandbox(publics=1) as box, box.serve() as url:
        box.faults.slow(3, method="users.get")
        with (
            GovPublic(box.keyring(), vk_url=url, timeout=0.4, retry=None) as client,
            pytest.raises(errors.NetworkError),
        ):
            client.run(vk.users.get([1]))


# Ctrl-C


class Interrupted(httpx.BaseTransport):
    """A pool that Ctrl-C strikes while its lock is taken: whoever touches it then waits."""

    def __init__(self) -> None:
        self.is_locked = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.is_locked = True
        raise KeyboardInterrupt

    def close(self) -> None:
        assert not self.is_locked, "this would wait for ever"


class Sound(httpx.BaseTransport):
    def __init__(self) -> None:
        self.closed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"{}")

    def close(self) -> None:
        self.closed += 1


def test_a_pool_that_was_interrupted_is_left_alone() -> None:
    made: list[httpx.BaseTransport] = []

    def routes() -> dict[str | None, Any]:
        made.append(Sound() if made else Interrupted())
        return {None: made[-1]}

    sending = HttpxTransport(routes)
    with pytest.raises(KeyboardInterrupt):
        sending.send(Request(url="https://host/"), 1)
    for _ in range(20):
        assert sending.send(Request(url="https://host/"), 1).status == 200
    sending.close()

    assert len(made) == 2
    assert isinstance(made[1], Sound)
    assert made[1].closed == 1


def test_what_is_opened_while_it_is_closed_goes_too() -> None:
    class Closing(Sound):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            sending.close()
            return super().handle_request(request)

    closing = Closing()
    sending = HttpxTransport(lambda: {None: closing})
    assert sending.send(Request(url="https://host/"), 1).status == 200
    assert closing.closed == 2
    with pytest.raises(errors.ConfigurationError, match="closed"):
        sending.send(Request(url="https://host/"), 1)


def test_threads_never_share_a_pool() -> None:
    together = threading.Barrier(8)
    busy: set[int] = set()

    class Alone(Sound):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            assert id(self) not in busy
            busy.add(id(self))
            together.wait(30)
            busy.discard(id(self))
            together.wait(30)
            return super().handle_request(request)

    sending = HttpxTransport(lambda: {None: Alone()})
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            asked = [
                threads.submit(sending.send, Request(url="https://host/"), 1) for _ in range(8)
            ]
            assert [one.result(30).status for one in asked] == [200] * 8
    sending.close()
