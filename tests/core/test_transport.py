"""httpx under real conditions: one table of what a server may do, run by both clients."""

import asyncio
import gzip
import inspect
import random
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from fake_pos import settings
from govpublic_sdk import (
    AsyncGovPublic,
    Call,
    GovPublic,
    Keyring,
    Request,
    Response,
    Retry,
    errors,
    vk,
)
from govpublic_sdk._core.calls import Upload
from govpublic_sdk._core.transport import HttpxTransport, _route, async_transport, transport
from govpublic_sdk.appeals import As, FilePart, OutgoingFile
from govpublic_sdk.pos import edms
from loopback import Loopback, reply, serving
from run_steps import question

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


def upload_of(name: str, content_type: str) -> object:
    part = FilePart(name="file", filename=name, content=b"x", content_type=content_type)
    return Upload(url="https://upload.invalid/", file=part)


def pos_upload_of(name: str, content_type: str) -> object:
    return edms.upload(settings(), name, b"x", content_type)


def outgoing_of(name: str, content_type: str) -> object:
    return OutgoingFile(name=name, content=b"x", content_type=content_type)


FILES = [upload_of, pos_upload_of, outgoing_of]

shells = pytest.mark.parametrize("ask", [blocking, concurrent])


@shells
@pytest.mark.parametrize(
    "answer",
    [
        OK,
        reply(gzip.compress(b'{"response": 1}', mtime=0), "200 OK", "Content-Encoding: gzip"),
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
    def send(self, request: Request, timeout: float | None) -> Response:
        return Response(200, {}, b'{"response": 1}')

    def close(self) -> None: ...


class OwnAsyncTransport:
    async def send(self, request: Request, timeout: float | None) -> Response:
        return Response(200, {}, b'{"response": 1}')

    async def close(self) -> None: ...


def test_own_transports_serve() -> None:
    assert blocking("https://api.vk.ru/", question(), transport=OwnTransport()) == 1
    assert concurrent("https://api.vk.ru/", question(), transport=OwnAsyncTransport()) == 1


@pytest.mark.parametrize("wrong", [OwnAsyncTransport(), httpx.AsyncHTTPTransport])
def test_a_transport_of_the_wrong_colour_is_refused(wrong: Any) -> None:
    wrong = wrong() if inspect.isclass(wrong) else wrong
    with pytest.raises(errors.ConfigurationError, match="GovPublic"):
        GovPublic("token", transport=wrong)


@pytest.mark.parametrize("wrong", [OwnTransport(), httpx.HTTPTransport])
def test_a_blocking_transport_is_not_for_the_async_client(wrong: Any) -> None:
    wrong = wrong() if inspect.isclass(wrong) else wrong
    with pytest.raises(errors.ConfigurationError, match="AsyncGovPublic"):
        AsyncGovPublic("token", transport=wrong)


@pytest.mark.parametrize("client", [GovPublic, AsyncGovPublic])
@pytest.mark.parametrize("wrong", [object(), 5, "http://127.0.0.1"])
def test_what_is_no_transport_is_refused(client: Any, wrong: Any) -> None:
    with pytest.raises(errors.ParameterError) as error:
        client("token", transport=wrong)

    assert error.value.name == "transport"


@shells
@pytest.mark.parametrize("by_environment", [False, True, "without scheme"])
def test_proxy_is_used(
    ask: Ask, server: Loopback, monkeypatch: pytest.MonkeyPatch, by_environment: bool | str
) -> None:
    proxy = server.url.rstrip("/")
    proxy = proxy.removeprefix("http://") if by_environment == "without scheme" else proxy
    server.answers = [reply(b"", "403 Forbidden")]
    monkeypatch.setenv("HTTPS_PROXY", proxy if by_environment else "http://127.0.0.1:2")
    options = {} if by_environment else {"proxy": proxy}

    with pytest.raises(errors.NetworkError):
        ask("https://api.vk.invalid/", question(), retry=ONCE, **options)

    assert server.heads[0].startswith(b"CONNECT api.vk.invalid:443")
    assert b"token" not in server.heads[0]


@shells
@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_proxy_is_not_used_for_loopback(
    ask: Ask, server: Loopback, monkeypatch: pytest.MonkeyPatch, by_environment: bool, host: str
) -> None:
    server.answers = [OK]
    url = server.url.replace("127.0.0.1", host)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:2")
    options = {} if by_environment else {"proxy": "http://127.0.0.1:2"}

    assert ask(url, question(), retry=ONCE, **options) == 1
    assert server.heads[0].startswith(b"POST /users.get")


@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("https://api.vk.ru/", "forced"),
        ("https://93.184.216.34/", "forced"),
        ("https://localhost.example/", "forced"),
        ("http://api.vk.ru/", None),
        ("http://127.0.0.1:5/", None),
        ("https://127.0.0.1/", None),
        ("https://127.8.8.8/", None),
        ("https://[::1]/", None),
        ("https://[::ffff:127.0.0.1]/", None),
        ("https://localhost./", None),
        ("https://box.localhost/", None),
    ],
)
def test_way_to_an_address(url: str, way: str | None) -> None:
    routes: dict[str | None, Any] = {None: None, "forced": "forced"}

    assert _route(routes, httpx.URL(url)) == way


@pytest.mark.parametrize("build", [GovPublic, AsyncGovPublic])
@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("socks5://127.0.0.1:2", r"httpx\[socks\]"),
        ("SOCKS5h://127.0.0.1:2", r"httpx\[socks\]"),
        ("http://[::1", "invalid address"),
        ("http://proxy:notaport", "invalid address"),
        ("http://proxy:99999", "invalid address"),
        ("http://proxy:0", "invalid address"),
        ("http://", "invalid address"),
        ("http://[", "invalid address"),
        ("http://a b:1", "invalid address"),
        ("ftp://proxy", "http://"),
    ],
)
@pytest.mark.parametrize("by_environment", [False, True])
def test_proxy_that_cannot_be_used_is_refused(
    build: Any, proxy: str, words: str, by_environment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "socks" in proxy.lower():
        monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("HTTPS_PROXY" if by_environment else "UNUSED", proxy)

    with pytest.raises(errors.ConfigurationError, match=words) as error:
        build("token", **({} if by_environment else {"proxy": proxy}))

    assert error.value.__cause__ is None


def test_environment_of_proxies_is_read(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
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


# Packed replies


def in_pieces(body: bytes, encoding: str) -> Callable[[socket.socket], None]:
    """A reply that is sent a few bytes at a time, as chunks."""

    def send(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(head.encode())
        for start in range(0, len(body), 3):
            piece = body[start : start + 3]
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")

    return send


BODY = b'{"response": 1, "more": "' + random.Random(1).randbytes(300).hex().encode() + b'"}'


@shells
@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (BODY, "identity"),
        (gzip.compress(BODY, mtime=0), "gzip"),
        (gzip.compress(BODY, mtime=0), "GZip "),
        (gzip.compress(BODY, mtime=0), "x-gzip"),
        (gzip.compress(BODY, mtime=0) + bytes(9), "gzip"),
    ],
)
def test_packed_replies_are_read(ask: Ask, server: Loopback, packed: bytes, encoding: str) -> None:
    server.answers = [reply(packed, "200 OK", f"Content-Encoding: {encoding}")]
    assert ask(server.url, question(), retry=ONCE) == 1

    server.answers = [in_pieces(packed, encoding)]
    assert ask(server.url, question(), retry=ONCE) == 1


@shells
@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "deflate", "compress", "gzip, br", "gzip, gzip", "x"]
)
def test_other_packings_are_refused_unread(
    ask: Ask, server: Loopback, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpack(*given: Any) -> Any:
        raise AssertionError("it was unpacked")

    for name in ("BrotliDecoder", "ZStandardDecoder"):
        monkeypatch.setattr(f"httpx._decoders.{name}", unpack)
    server.answers = [reply(gzip.compress(BODY), "200 OK", f"Content-Encoding: {encoding}")]

    with pytest.raises(errors.ServerError, match="unknown encoding"):
        ask(server.url, question(), retry=ONCE)

    assert b"accept-encoding: gzip\r\n" in server.heads[0].lower() + b"\r\n"


@shells
@pytest.mark.parametrize("cut", [1, 8, 60])
def test_packed_reply_that_is_cut_off_is_no_answer(ask: Ask, server: Loopback, cut: int) -> None:
    server.answers = [reply(gzip.compress(BODY)[:-cut], "200 OK", "Content-Encoding: gzip")]

    with pytest.raises(errors.NetworkError):
        ask(server.url, question(), retry=ONCE)


@shells
def test_damaged_packing_is_no_answer(ask: Ask, server: Loopback) -> None:
    server.answers = [reply(b"not packed at all", "200 OK", "Content-Encoding: gzip")]

    with pytest.raises(errors.NetworkError):
        ask(server.url, question(), retry=ONCE)


@shells
def test_bombs_are_refused_within_bounds(ask: Ask, server: Loopback) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(200)) + packer.flush()
    server.answers = [reply(bomb, "200 OK", "Content-Encoding: gzip")]

    tracemalloc.start()
    with pytest.raises(errors.TooLarge):
        ask(server.url, question(), retry=ONCE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 90 * 1024 * 1024


@shells
def test_length_of_any_number_of_digits_is_read(ask: Ask) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-length": "9" * 5000}, content=b"{}")

    with pytest.raises(errors.TooLarge):
        ask("https://api.vk.ru/", question(), transport=httpx.MockTransport(handler))


# Replies that come twice


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    what = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    files = ["-keyout", str(path.with_suffix(".key")), "-out", str(path)]
    command = [openssl, "req", "-x509", "-nodes", "-newkey", "rsa:2048", *what, *files]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + path.with_suffix(".key").read_bytes())
    return path


def called(number: int) -> Any:
    return question(ids=str(number))


def told(number: int) -> bytes:
    return reply(b'{"response": %d}' % number)


def each_of(numbers: Iterable[int]) -> Any:
    """Ask one question after the other."""
    answers: list[int] = []
    for number in numbers:
        answers += [(yield from called(number))]
    return answers


@shells
@pytest.mark.parametrize("surplus", [told(9), told(9)[:20], b"\r\n", b"x", told(9) * 3])
def test_surplus_in_one_segment_is_not_an_answer(
    ask: Ask, server: Loopback, surplus: bytes
) -> None:
    server.answers = [told(1) + surplus, told(2), told(3) + surplus, told(4), told(5)]

    assert ask(server.url, each_of(range(5)), retry=ONCE) == [1, 2, 3, 4, 5]
    assert server.connections == 3


@shells
def test_surplus_behind_a_large_reply_is_not_an_answer(ask: Ask, server: Loopback) -> None:
    large = reply(b'{"response": 1, "more": "%s"}' % (b"x" * 300_000))
    server.answers = [large * 2, told(2), told(3)]

    assert ask(server.url, each_of(range(3)), retry=ONCE) == [1, 2, 3]
    assert server.connections == 2


@shells
def test_surplus_in_a_later_segment_is_not_an_answer(ask: Ask, server: Loopback) -> None:
    asked, arrived = threading.Event(), threading.Event()

    def twice(connection: socket.socket) -> None:
        connection.sendall(told(1))
        assert asked.wait(20)
        connection.sendall(told(1))
        arrived.set()

    def between() -> Any:
        first = yield from called(1)
        asked.set()
        assert arrived.wait(20)
        return [first, (yield from called(2))]

    server.answers = [twice, told(2)]

    assert ask(server.url, between(), retry=ONCE) == [1, 2]
    assert server.connections == 2


@shells
@pytest.mark.skipif(not hasattr(socket, "TCP_CORK"), reason="needs TCP_CORK, as Linux has it")
def test_surplus_over_tls_is_not_an_answer(ask: Ask, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def in_records(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)  # both in one segment
        connection.sendall(told(1))
        connection.sendall(told(9))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)

    with serving(context) as server:
        server.answers = [told(0), in_records, told(2), told(3)]
        trusted = ssl.create_default_context(cafile=str(certificate))
        answers = ask(server.url, each_of(range(4)), retry=ONCE, ssl_context=trusted)

    assert answers == [0, 1, 2, 3]
    assert server.connections == 2


@shells
def test_surplus_on_a_given_transport_is_not_an_answer(ask: Ask, server: Loopback) -> None:
    given: Any = httpx.HTTPTransport() if ask is blocking else httpx.AsyncHTTPTransport()
    server.answers = [told(1) * 2, told(2)]

    assert ask(server.url, each_of(range(2)), retry=ONCE, transport=given) == [1, 2]


# Names and types of files


@pytest.mark.parametrize(
    "content_type",
    [
        "image/png\r\nX-Evil: 1",
        "image/png\n",
        "image/\ud800",
        "image",
        "",
        "картинка/png",
        "a/b\x00",
    ],
)
@pytest.mark.parametrize("describe", FILES)
def test_media_type_that_cannot_be_sent_is_refused(describe: Any, content_type: str) -> None:
    with pytest.raises(errors.ParameterError) as error:
        describe("plan.png", content_type)

    assert error.value.name == "content_type"


@pytest.mark.parametrize(
    "name", ["a\r\nX: 1.png", "a\n.png", "a\x00.png", "\ud800.png", "a\x85.png"]
)
@pytest.mark.parametrize("describe", FILES)
def test_file_name_that_cannot_be_sent_is_refused(describe: Any, name: str) -> None:
    with pytest.raises(errors.ParameterError):
        describe(name, "image/png")


@pytest.mark.parametrize(
    "content_type",
    ["image/png", "image/svg+xml", "text/plain; charset=utf-8", 'application/vnd.ms-excel;x="a"'],
)
@pytest.mark.parametrize("describe", FILES)
def test_usual_names_and_types_are_taken(describe: Any, content_type: str) -> None:
    describe("план (1).png", content_type)


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


def test_half_a_character_is_not_sent() -> None:
    with pytest.raises(errors.ParameterError, match="lone surrogate") as refused:
        transport(None).send(Request(url="http://127.0.0.1:1/", form={"text": "\ud83d"}), 1)
    assert refused.value.__cause__ is refused.value.__context__ is None
