"""The sandbox over HTTP: any client may speak to it, and it stops when it should."""

import asyncio
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from govpublic_sdk import AsyncGovPublic
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.__main__ import main

BOUNDARY = "line-between-parts"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=3, posts=20, limits=False) as box:
        yield box


@pytest.fixture
def line(box: Sandbox) -> Iterator[http.client.HTTPConnection]:
    with box.serve(real_time=False) as url:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        yield connection
        connection.close()


def asked(
    line: http.client.HTTPConnection,
    verb: str,
    path: str,
    body: bytes | str | Iterator[bytes] | None = None,
    **headers: str,
) -> tuple[int, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(verb, path, body, named)
    response = line.getresponse()
    return response.status, response.read()


def form(box: Sandbox, **params: object) -> str:
    return urlencode({"v": "5.199", "access_token": box.user_token, **params})


def multipart(parts: dict[str, tuple[str, bytes]]) -> bytes:
    lines: list[bytes] = []
    for name, (filename, content) in parts.items():
        about = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
        lines += [f"--{BOUNDARY}".encode(), f"Content-Disposition: {about}".encode(), b"", content]
    return b"\r\n".join([*lines, f"--{BOUNDARY}--".encode(), b""])


def test_get_post_and_multipart_are_equal(box: Sandbox, line: http.client.HTTPConnection) -> None:
    params, urlencoded = form(box), "application/x-www-form-urlencoded"
    parts = {name: ("", value.encode()) for name, value in (("v", "5.199"), ("lang", "ru"))}
    parts["access_token"] = ("", box.user_token.encode())
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answers = {
        asked(line, "GET", f"/method/utils.getServerTime?{params}"),
        asked(line, "POST", "/method/utils.getServerTime", params, content_type=urlencoded),
        asked(line, "POST", f"/method/utils.getServerTime?{params}"),
        asked(line, "POST", "/method/utils.getServerTime", multipart(parts), content_type=kind),
    }
    assert answers == {(200, f'{{"response":{int(box.clock.now())}}}'.encode())}


def test_a_connection_serves_many_requests(box: Sandbox, line: http.client.HTTPConnection) -> None:
    line.connect()
    first = line.sock
    for _ in range(50):
        assert asked(line, "GET", f"/method/utils.getServerTime?{form(box)}")[0] == 200
    assert line.sock is first
    asked(line, "GET", f"/method/utils.getServerTime?{form(box)}", connection="close")
    assert line.sock is None


def test_many_speak_at_a_time(box: Sandbox, line: http.client.HTTPConnection) -> None:
    def walls(number: int) -> int:
        own = http.client.HTTPConnection(line.host, line.port, timeout=20)
        path = f"/method/wall.get?{form(box, owner_id=-number, count=100)}"
        sizes = {len(asked(own, "GET", path)[1]) for _ in range(10)}
        own.close()
        return len(sizes)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(walls, box.publics * 4)) == {1}
    assert box.gateway.requests["wall.get"] == 120


def test_files_are_uploaded_where_the_sandbox_was_asked(
    box: Sandbox, line: http.client.HTTPConnection
) -> None:
    path = f"/method/photos.getWallUploadServer?{form(box, group_id=box.publics[0])}"
    url = urlsplit(json.loads(asked(line, "GET", path)[1])["response"]["upload_url"])
    assert url.netloc == f"{line.host}:{line.port}"
    body = multipart({"photo": ("фото.png", b"\x00\r\n--\xff")})
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    sent = json.loads(asked(line, "POST", url.path, body, content_type=kind)[1])
    assert set(sent) == {"server", "photo", "hash"}
    assert asked(line, "POST", url.path, body, content_type=kind)[1] == b"Security Breach2"


def test_bodies_may_come_in_chunks(box: Sandbox, line: http.client.HTTPConnection) -> None:
    chunks = iter([form(box).encode()[:9], form(box).encode()[9:]])
    kind = "application/x-www-form-urlencoded"
    line.request("POST", "/method/utils.getServerTime", chunks, {"content-type": kind})
    assert b"response" in line.getresponse().read()


@pytest.mark.parametrize(
    ("verb", "path", "status"), [("GET", "/", 404), ("PUT", "/method/users.get", 404)]
)
def test_other_addresses_do_not_exist(
    line: http.client.HTTPConnection, verb: str, path: str, status: int
) -> None:
    assert asked(line, verb, path)[0] == status


def test_a_body_may_not_be_too_large(line: http.client.HTTPConnection) -> None:
    line.putrequest("POST", "/method/users.get")
    line.putheader("content-length", str(10**9))
    line.endheaders()
    assert line.getresponse().status == 413


@pytest.mark.parametrize(
    "words",
    [
        *(b"nonsense\r\n\r\n", b"GET /\r\n\r\n", b"\r\n\r\n", b"POST / HTTP/1.1\r\nx\r\n\r\n"),
        b"POST /method/a HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        b"POST /method/a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"A" * 70_000,
    ],
)
def test_what_is_no_http_harms_nobody(
    box: Sandbox, line: http.client.HTTPConnection, words: bytes
) -> None:
    with socket.create_connection((line.host, line.port), timeout=5) as other:
        other.sendall(words)
        other.shutdown(socket.SHUT_WR)
        other.recv(1000)
    assert asked(line, "GET", f"/method/utils.getServerTime?{form(box)}")[0] == 200


def test_clients_that_wait_before_they_send_are_told_to_go_on(
    box: Sandbox, line: http.client.HTTPConnection
) -> None:
    body = form(box).encode()
    head = (
        "POST /method/utils.getServerTime HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((line.host, line.port), timeout=5) as other:
        other.sendall(head.encode())
        assert other.recv(100).startswith(b"HTTP/1.1 100 ")
        other.sendall(body)
        assert other.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_time_is_real_when_served_unless_told_otherwise(box: Sandbox) -> None:
    started = box.clock.now()
    with box.serve(real_time=False):
        assert box.clock.now() == started
    with box.serve():
        assert box.clock.now() != started
        assert box.clock.start <= box.clock.now()


def test_a_served_box_may_be_used_in_the_process_too(box: Sandbox) -> None:
    with box.serve(real_time=False) as url, box.client() as client:
        photo = client.media.photo(box.publics[0], b"content", filename="a.png")
        assert photo is not None
        assert url.startswith("http://127.0.0.1:")


def test_it_serves_from_within_an_event_loop(box: Sandbox) -> None:
    async def ask() -> str | None:
        with box.serve() as url:
            async with AsyncGovPublic(box.keyring(), vk_url=url) as client:
                return (await client.publics.get(box.publics[0])).name

    assert asyncio.run(ask())


def test_a_port_that_is_taken_is_told_and_leaves_no_thread(box: Sandbox) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match=r"address already in use|10048|10013"),
        box.serve(port=taken.getsockname()[1]),
    ):
        pass

    assert "sandbox" not in [thread.name for thread in threading.enumerate()]


def test_the_command_serves_until_it_is_stopped() -> None:
    words = [sys.executable, "-m", "govpublic_sdk.sandbox", "--port", "0", "--publics", "2"]
    with subprocess.Popen([*words, "--json"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        tokens = told["tokens"]
        assert set(tokens["communities"]) == {str(one) for one in told["publics"]}
        parts = urlsplit(told["url"])
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        bearer = f"Bearer {tokens['communities'][str(told['publics'][0])]}"
        path = "/method/groups.getById?v=5.199"
        status, body = asked(line, "GET", path, authorization=bearer)
        assert (status, json.loads(body)["response"]["groups"][0]["id"]) == (
            200,
            told["publics"][0],
        )
        for name, path in (("pos", "/token"), ("open311", "/services.json")):
            assert told[name]["url"].startswith(f"http://{parts.netloc}/{name}/")
            place = urlsplit(told[name]["url"]).path + path
            assert asked(line, "GET", place)[0] == (405 if name == "pos" else 200)
        assert {"client_id", "client_secret", "username", "password"} <= set(told["pos"])
        assert told["open311"]["api_key"]
        line.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_the_command_tells_people_what_to_try() -> None:
    words = [sys.executable, "-m", "govpublic_sdk.sandbox", "--port", "0", "--no-limits"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert re.match(r"Sandbox at http://127\.0\.0\.1:\d+/method/, 37 publics", first)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        *(
            ("--port 65536", "argument --port: '65536' (expected 0 to"),
            ("--port -1", "--port: '-1'"),
        ),
        *(("--port many", "--port: 'many'"), ("--control-port 1e3", "--control-port: '1e3'")),
        *(("--publics 0", "publics: 0 (expected 1 to"), ("--posts -1", "posts: -1 (expected")),
        *(
            ("--port 0 --control-port TAKEN", "cannot listen: "),
            ("--port TAKEN", "cannot listen: "),
        ),
    ],
)
def test_the_command_names_what_is_wrong(
    words: str,
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = words.replace("TAKEN", str(taken.getsockname()[1])).split()
        with pytest.raises(SystemExit) as ended:
            main(["--publics", "1", *given])

    assert ended.value.code == 2
    assert message in capsys.readouterr().err
