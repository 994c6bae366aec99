"""What clients of other languages send: forms, bodies, headers and connections of all kinds."""

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from govpublic_sdk.sandbox import Sandbox

FORM = "application/x-www-form-urlencoded"
LINE = "line-between-parts"
MULTIPART = f"multipart/form-data; boundary={LINE}"
TIME = "/method/utils.getServerTime"


class Line:
    """A connection that sends bytes as they are and reads one answer after another."""

    def __init__(self, box: Sandbox, url: str) -> None:
        self.box = box
        parts = urlsplit(url)
        self.host = parts.netloc
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)
        self.file = self.socket.makefile("rb")

    def send(self, verb: str, path: str, body: bytes = b"", /, **headers: str) -> None:
        given = {"Host": self.host, "Content-Length": str(len(body)), **headers}
        named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items())
        self.socket.sendall(f"{verb} {path} HTTP/1.1\r\n{named}\r\n".encode() + body)

    def read(self, *, without_body: bool = False) -> tuple[int, bytes]:
        status = int(self.file.readline().split(b" ")[1])
        headers = dict(one.split(b": ") for one in iter(self.file.readline, b"\r\n"))
        size = 0 if without_body else int(headers[b"Content-Length"])
        return status, self.file.read(size)

    def ask(self, verb: str, path: str, body: bytes = b"", /, **headers: str) -> tuple[int, bytes]:
        self.send(verb, path, body, **headers)
        return self.read()

    def call(self, method: str, /, **params: object) -> Any:
        body = form(self.box, **params)
        status, answer = self.ask("POST", f"/method/{method}", body, Content_Type=FORM)
        assert status == 200
        return json.loads(answer)

    def is_open(self) -> bool:
        """Whether it still answers."""
        return b"response" in self.ask("POST", TIME, form(self.box))[1]

    def is_closed(self) -> bool:
        return self.file.read(1) == b""


@pytest.fixture
def line() -> Iterator[Line]:
    with (
        Sandbox(publics=3, posts=5, limits=False) as box,
        box.serve(real_time=False) as url,
    ):
        line = Line(box, url)
        yield line
        line.file.close()
        line.socket.close()


def form(box: Sandbox, **params: object) -> bytes:
    return urlencode({"v": "5.199", "access_token": box.user_token, **params}).encode()


def part(about: str, content: bytes) -> bytes:
    return b"\r\n".join([f"--{LINE}".encode(), about.encode(), b"", content, b""])


def multipart(*parts: bytes, end: bytes = b"--\r\n") -> bytes:
    return b"".join(parts) + f"--{LINE}".encode() + end


# Parameters


@pytest.mark.parametrize(
    "headers",
    [
        *({"Content-Type": kind} for kind in (FORM, FORM.upper(), f"{FORM}; charset=utf-8")),
        *({"Content-Type": "text/plain;charset=UTF-8"}, {}),
    ],
)
def test_forms_of_any_type_are_read(line: Line, headers: dict[str, str]) -> None:
    assert b"response" in line.ask("POST", TIME, form(line.box), **headers)[1]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", FORM])
def test_json_is_not_read_nor_echoed(line: Line, kind: str) -> None:
    given = {"v": "5.199", "access_token": line.box.user_token}
    answer = line.ask("POST", TIME, json.dumps(given).encode(), Content_Type=kind)[1]

    assert json.loads(answer)["error"]["error_code"] == 5
    assert line.box.user_token.encode() not in answer
    bearer = {"Authorization": f"Bearer {line.box.user_token}", "Content-Type": kind}
    assert b"response" in line.ask("POST", f"{TIME}?v=5.199", b'[{"a": 1}]', **bearer)[1]


def test_body_replaces_query(line: Line) -> None:
    path = f"/method/users.get?v=5.131&user_ids=2&{form(line.box).decode()}"
    answer = line.ask("POST", path, b"user_ids=3", Content_Type=FORM)[1]
    assert [one["id"] for one in json.loads(answer)["response"]] == [3]

    body = multipart(part('Content-Disposition: form-data; name="user_ids"', b"4"))
    answer = line.ask("POST", path, body, Content_Type=MULTIPART)[1]
    assert [one["id"] for one in json.loads(answer)["response"]] == [4]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        *(("user_ids=2,3", [2, 3]), ("user_ids=2%2C3", [2, 3]), ("user_ids=+2+,+3,,", [2, 3])),
        *(("user_ids=2&user_ids=3", [3]), ("user_ids=", [1]), ("user_ids", [1])),
        *(("user_ids[]=2&user_ids[]=3", [1]), ("user_ids[0]=2", [1])),  # as unknown parameters
    ],
)
def test_lists_are_joined_by_commas(line: Line, words: str, people: list[int]) -> None:
    body = form(line.box) + b"&" + words.encode()
    answer = line.ask("POST", "/method/users.get", body)[1]
    assert [one["id"] for one in json.loads(answer)["response"]] == people


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("1", True), ("true", True), ("True", True), ("TRUE", True)),
        *(("0", False), ("false", False), ("False", False), ("FALSE", False), ("", False)),
    ],
)
def test_booleans_are_read_in_any_case(line: Line, value: str, expected: bool) -> None:
    wall = {"owner_id": -line.box.publics[0], "count": 1, "extended": value}
    assert ("profiles" in line.call("wall.get", **wall)["response"]) == expected


@pytest.mark.parametrize(
    "version",
    ["", "5", "5.", "5.80", "5.199.1", "v5.199", "5,199", "-5.199", "٥.١٩٩", "5." + "9" * 5000],
)
def test_unfit_versions_are_refused(line: Line, version: str) -> None:
    assert line.call("utils.getServerTime", v=version)["error"]["error_code"] == 8


@pytest.mark.parametrize("version", ["5.81", "5.199", "5.251", "6.0"])
def test_newer_versions_are_answered(line: Line, version: str) -> None:
    assert "response" in line.call("utils.getServerTime", v=version, lang="en", test_mode=1)


def test_unfit_bytes_are_replaced(line: Line) -> None:
    wall = form(line.box, owner_id=-line.box.publics[0], from_group=1)
    post = json.loads(line.ask("POST", "/method/wall.post", wall + b"&message=\xff%ff%zz")[1])

    read = line.call("wall.getById", posts=f"-{line.box.publics[0]}_{post['response']['post_id']}")
    assert read["response"]["items"][0]["text"] == "\ufffd\ufffd%zz"
    body = multipart(part('Content-Disposition: form-data; name="v"', b"\xff5.199"))
    assert b'"error_code":5' in line.ask("POST", TIME, body, Content_Type=MULTIPART)[1]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("utils%2EgetServerTime", None), ("Utils.getServerTime", 3), ("utils.getservertime", 3)),
        *(("utils.getServerTime/", 3), ("x/utils.getServerTime", 3), ("", 3)),
        (quote("время"), 3),
    ],
)
def test_names_of_methods_are_exact(line: Line, name: str, code: int | None) -> None:
    assert line.call(name).get("error", {}).get("error_code") == code


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
def test_schemes_of_tokens_have_any_case(line: Line, scheme: str) -> None:
    bearer = {"authorization": f"{scheme} {line.box.user_token}"}
    assert b"response" in line.ask("GET", f"{TIME}?v=5.199", **bearer)[1]
    other = {"Authorization": "Basic YTpi"}  # of a proxy, say
    assert b"response" in line.ask("POST", TIME, form(line.box), **other)[1]


# Connections


@pytest.mark.parametrize("path", [TIME, "/nowhere", "/"])
def test_head_has_no_body(line: Line, path: str) -> None:
    line.send("HEAD", path)
    assert line.read(without_body=True)[0] == 404
    assert line.is_open()


@pytest.mark.parametrize("status", [204, 304])
def test_statuses_without_body_have_none(line: Line, status: int) -> None:
    line.box.faults.status(status)
    line.send("GET", TIME)
    assert line.read(without_body=True)[0] == status
    assert line.is_open()


@pytest.mark.parametrize(
    ("version", "connection", "closes"),
    [
        *(("1.1", "close", True), ("1.1", "Close", True), ("1.1", "TE, close", True)),
        *(("1.1", "keep-alive", False), ("1.0", "", True), ("1.0", "Keep-Alive", False)),
    ],
)
def test_connections_end_as_asked(line: Line, version: str, connection: str, closes: bool) -> None:
    head = f"GET {TIME}?{form(line.box).decode()} HTTP/{version}\r\nConnection: {connection}\r\n"
    line.socket.sendall(f"{head}\r\n".encode())
    assert line.read()[0] == 200
    assert line.is_closed() if closes else line.is_open()


def test_requests_may_be_sent_ahead(line: Line) -> None:
    for person in (2, 3, 4):
        line.send("POST", "/method/users.get", form(line.box, user_ids=person))
        line.socket.sendall(b"\r\n")  # as some old clients end a body

    answers = [json.loads(line.read()[1])["response"][0]["id"] for _ in range(3)]
    assert answers == [2, 3, 4]


def test_addresses_may_be_whole(line: Line) -> None:
    assert b"response" in line.ask("POST", f"http://{line.host}{TIME}", form(line.box))[1]


@pytest.mark.parametrize("coding", ["chunked", "Chunked"])
def test_chunks_come_with_extensions_and_trailers(line: Line, coding: str) -> None:
    body = form(line.box)
    pieces = (body[:9], body[9:])
    chunks = b"".join(b"%X;name=value\r\n%s\r\n" % (len(one), one) for one in pieces)
    sent = chunks + b"0\r\nX-Sum: 1\r\n\r\n"
    line.send("POST", TIME, sent, Transfer_Encoding=coding, Content_Length="3")
    assert b"response" in line.read()[1]
    assert line.is_open()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *((b"nonsense\r\n\r\n", 400), (b"GET /\r\n\r\n", 400), (b"GET / HTTP/2.0\r\n\r\n", 400)),
        *((b"get / HTTP/1.1\r\n\r\n", 400), (b"GET //[ HTTP/1.1\r\n\r\n", 400)),
        *((b"GET / HTTP/1.1\r\nx\r\n\r\n", 400), (b"GET / HTTP/1.1\r\na b: c\r\n\r\n", 400)),
        (b"GET / HTTP/1.1\r\na: " + b"b" * (1 << 21) + b"\r\n\r\n", 431),
        *(
            (b"POST / HTTP/1.1\r\ncontent-length: " + length + b"\r\n\r\n", status)
            for length, status in [
                *((b"many", 400), (b"-1", 400), (b"1_0", 400), (b"", 400), (b"9" * 20, 400)),
                *((b"1\r\ncontent-length: 2", 400), (b"999999999", 413)),
            ]
        ),
        *(
            (b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n" + chunks, status)
            for chunks, status in [
                *((b"zz\r\n", 400), (b"-1\r\n", 400), (b"0x1\r\n", 400), (b"1\r\nabc", 400)),
                *((b"FFFFFFFF\r\n", 413), (b"0\r\n" + b"a: b\r\n" * 200, 400)),
                (b"1;" + b"a" * (1 << 21) + b"\r\n", 400),
            ]
        ),
        (b"POST / HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\ncontent-encoding: gzip\r\n\r\n", 415),
    ],
)
def test_what_cannot_be_read_is_refused(line: Line, words: bytes, status: int) -> None:
    line.socket.sendall(words)
    line.socket.shutdown(socket.SHUT_WR)

    assert line.read()[0] == status
    assert line.is_closed()


def test_faults_of_the_sandbox_are_told(line: Line) -> None:
    line.box.faults.drift(lambda response: response["none"])
    status, body = line.ask("POST", TIME, form(line.box))

    assert (status, body[:22]) == (500, b"a fault of the sandbox")
    assert line.is_open()


# Files


def upload(line: Line, body: bytes, kind: str = MULTIPART, of: str = "photo") -> Any:
    public = line.box.publics[0]
    ways = {
        "photo": ("photos.getWallUploadServer", {"group_id": public}),
        "doc": ("docs.getWallUploadServer", {}),
    }
    method, params = ways[of]
    place = urlsplit(line.call(method, **params)["response"]["upload_url"])
    assert place.netloc == line.host
    status, answer = line.ask("POST", place.path, body, Content_Type=kind)
    assert status == 200
    return json.loads(answer)


FILE = 'Content-Disposition: form-data; name="photo"; filename="a.png"'


@pytest.mark.parametrize(
    "about",
    [
        *(FILE, FILE.lower(), FILE.replace('"', ""), FILE.replace("; ", ";")),
        *(FILE + "\r\nContent-Type: image/png", "Content-Type: message/rfc822\r\n" + FILE),
        FILE + "\r\nContent-Transfer-Encoding: base64",  # without meaning in a form
        'Content-Disposition: form-data; filename="a.png"; name="photo"',
        'Content-Disposition: form-data; name="file0"; filename="фото «1».png"',
        'Content-Disposition: form-data; name=photo; filename="a\\"b; name=x.png"',
        'Content-Disposition: form-data; name="photo"; filename="C:\\снимки\\a.png"',
        "Content-Disposition: form-data; name=photo; filename*=UTF-8''%D1%84.png",
        "Content-Disposition: form-data; name=photo; filename=\"a\"; filename*=utf-8'ru'b.png",
    ],
)
@pytest.mark.parametrize("content", [b"\x00\r\n--\xff\r", b"\n--line\r\n\r\n", b"\r\n"])
def test_files_come_under_odd_names(line: Line, about: str, content: bytes) -> None:
    sent = upload(line, multipart(part(about, content)))
    assert sent["photo"] not in ("", "[]")
    whole = upload(line, multipart(part(FILE.replace("photo", "file"), content)), of="doc")
    assert whole["file"].endswith(f"|{len(content)}")


def test_boundaries_and_line_ends_vary(line: Line) -> None:
    body = multipart(part(FILE, b"content"))
    assert upload(line, b"preamble\r\n" + body + b"epilogue")["photo"] != "[]"
    assert upload(line, body.replace(b"\r\n", b"\n"))["photo"] != "[]"
    assert upload(line, multipart(part(FILE, b"content"), end=b""))["photo"] != "[]"
    quoted = f'Multipart/Form-Data; charset=utf-8; Boundary="{LINE}"'
    assert upload(line, body, quoted)["photo"] != "[]"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"content", multipart(), multipart(part("", b"content"))),
        multipart(part("Content-Disposition: form-data", b"content")),
        multipart(part('Content-Disposition: form-data; name="photo"', b"content")),
        multipart(part(FILE, b"")),
        multipart(part(FILE.replace("photo", "picture"), b"content")),
        multipart(part(FILE.replace(".png", ""), b"content")),
        f"--{LINE}\r\n{FILE}".encode(),
    ],
)
def test_uploads_without_a_file_fail_as_at_vk(line: Line, body: bytes) -> None:
    assert upload(line, body)["photo"] == "[]"
    assert upload(line, body, "multipart/form-data")["photo"] == "[]"


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE"])
def test_upload_addresses_take_files_by_post_alone(line: Line, verb: str) -> None:
    answer = line.call("photos.getWallUploadServer", group_id=line.box.publics[0])
    place = urlsplit(answer["response"]["upload_url"]).path
    body = multipart(part(FILE, b"content"))

    assert line.ask(verb, place, body, Content_Type=MULTIPART)[0] == 404
    assert b"hash" in line.ask("POST", place, body, Content_Type=MULTIPART)[1]
