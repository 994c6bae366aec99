"""Hosts that take files: charsets, spellings of refusals, pauses, videos kept or deleted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, errors, models
from govpublic_sdk.sandbox import Sandbox

OLD = "text/html; charset=windows-1251"
JPEG = b"\xff\xd8\xff\xe0 a jpeg"
PLACE = "https://pu.vk.ru/u.php"


@dataclass
class Vk:
    """VK and its hosts; each answer of a host is used once, the last one for ever."""

    hosts: list[httpx.Response | Exception]
    video: dict[str, Any] | None = None
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    naps: list[float] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "api.vk.ru":
            method = request.url.path.rpartition("/")[2]
            form = dict(httpx.QueryParams(request.content.decode()))
            self.forms.append(form)
            self.asked.append(method)
            return httpx.Response(200, json=self.answer(method, form))
        self.asked.append(request.method)
        given = self.hosts.pop(0) if len(self.hosts) > 1 else self.hosts[0]
        if isinstance(given, Exception):
            raise given
        return httpx.Response(given.status_code, content=given.content, headers=given.headers)

    def answer(self, method: str, form: dict[str, str]) -> dict[str, Any]:
        number = len(self.asked)
        saved: dict[str, Any] = {
            "docs.save": {"type": "doc", "doc": {"id": 1, "owner_id": -1}},
            "photos.saveWallPhoto": [{"id": 1, "owner_id": -1}],
            "photos.saveMessagesPhoto": [{"id": 1, "owner_id": -1}],
            "photos.saveOwnerCoverPhoto": {"images": []},
            "photos.saveOwnerPhoto": {"saved": 1},
            "video.delete": 1,
        }
        if method in saved:
            return {"response": saved[method]}
        if method == "video.save":
            made = {"owner_id": -1, "video_id": number, "upload_url": f"{PLACE}?n={number}"}
            return {"response": made}
        if method == "video.get":
            if self.video is None:
                return {"error": {"error_code": 10, "error_msg": "Internal server error"}}
            id = int(form["videos"].rpartition("_")[2])
            return {"response": {"count": 1, "items": [{"id": id, "owner_id": -1, **self.video}]}}
        assert method.endswith("UploadServer")
        return {"response": {"upload_url": f"{PLACE}?n={number}"}}


def blocking(vk: Vk, ask: Callable[[Any], Any]) -> Any:
    clock = Clock(now=lambda: 0.0, sleep=vk.naps.append, chance=lambda: 0.5)
    with GovPublic("token", transport=httpx.MockTransport(vk.handle), clock=clock) as client:
        return ask(client)


def concurrent(vk: Vk, ask: Callable[[Any], Any]) -> Any:
    async def sleep(seconds: float) -> None:
        vk.naps.append(seconds)

    async def run() -> Any:
        clock = Clock(now=lambda: 0.0, sleep=sleep, chance=lambda: 0.5)
        carrying = httpx.MockTransport(vk.handle)
        async with AsyncGovPublic("token", transport=carrying, clock=clock) as client:
            return await ask(client)

    return asyncio.run(run())


shells = pytest.mark.parametrize("run", [blocking, concurrent])
Run = Callable[[Vk, Callable[[Any], Any]], Any]


def said(body: str | bytes, kind: str = "application/json", status: int = 200) -> httpx.Response:
    encoding = "cp1251" if "1251" in kind or kind == "text/html" else "utf-8"
    content = body.encode(encoding) if isinstance(body, str) else body
    return httpx.Response(status, content=content, headers={"content-type": kind})


DOCUMENT = lambda client: client.media.document(1, b"%PDF", filename="план.pdf")  # noqa: E731
VIDEO = lambda client: client.media.video(1, b"0000ftyp", filename="v.mp4")  # noqa: E731
KINDS: dict[str, Callable[[Any], Any]] = {
    "photo": lambda client: client.media.photo(1, JPEG),
    "document": DOCUMENT,
    "video": VIDEO,
    "cover": lambda client: client.media.cover(1, JPEG),
    "avatar": lambda client: client.media.avatar(1, JPEG),
    "message photo": lambda client: client.media.message_photo(5, JPEG),
    "message document": lambda client: client.media.message_document(5, b"x", filename="a.ogg"),
}
each_kind = pytest.mark.parametrize("ask", KINDS.values(), ids=KINDS.keys())


# Charsets


@shells
@pytest.mark.parametrize(
    "kind",
    [
        OLD,
        'text/html; Charset="CP1251"',
        "text/html",
        "application/json; charset=windows-1251",
        "application/json",
        "text/html; charset=utf-8",
    ],
)
def test_charset_of_the_header_counts(run: Run, kind: str) -> None:
    is_old = "1251" in kind or kind == "text/html"
    body = '{"file": "1|0|abc|план.pdf|x"}'.encode("cp1251" if is_old else "utf-8")
    vk = Vk([said(body, kind)])

    run(vk, DOCUMENT)

    assert vk.forms[-1]["file"] == "1|0|abc|план.pdf|x"
    assert vk.asked == ["docs.getWallUploadServer", "POST", "docs.save"]


@shells
@each_kind
def test_refusal_in_an_old_charset_is_told(run: Run, ask: Any) -> None:
    vk = Vk([said('{"error": "Неверный формат файла"}', OLD)])

    with pytest.raises(errors.UploadError, match="Неверный формат файла"):
        run(vk, ask)


def test_unknown_charset_is_passed_over() -> None:
    vk = Vk([said('{"file": "план"}', "text/html; charset=punycode")])

    blocking(vk, DOCUMENT)

    assert vk.forms[-1]["file"] == "план"


# Refusals in all spellings

REFUSALS = [
    ({"error": "плохо"}, None),
    ({"error": "плохо", "error_code": 7}, 7),
    ({"error_code": 7, "error_msg": "плохо"}, 7),
    ({"error_code": "7", "error_descr": "плохо"}, 7),
    ({"error_msg": "плохо"}, None),
    ({"error": 7, "error_descr": "плохо"}, 7),
    ({"error": {"error_code": 7, "error_msg": "плохо"}}, 7),
    ({"error": {"code": "7", "message": "плохо"}}, 7),
    ({"error": {"error": "плохо"}}, None),
    ({"error_code": "плохо"}, None),
    ({"error": True, "error_msg": "плохо", "size": 8}, None),
]


@each_kind
@pytest.mark.parametrize(("body", "code"), REFUSALS)
def test_refusals_are_read_in_all_spellings(ask: Any, body: dict[str, Any], code: Any) -> None:
    vk = Vk([said(json.dumps(body, ensure_ascii=False))])

    with pytest.raises(errors.UploadError, match="плохо") as error:
        blocking(vk, ask)

    assert error.value.code == code
    assert "pu.vk.ru" not in str(error.value)
    assert "video.get" not in vk.asked


@pytest.mark.parametrize("status", [400, 403, 500, 503])
def test_reason_beside_an_http_error_is_told(status: int) -> None:
    vk = Vk([said('{"error": "Файл слишком велик"}', OLD, status)])

    with pytest.raises(errors.UploadError, match="Файл слишком велик"):
        blocking(vk, DOCUMENT)


@pytest.mark.parametrize("body", [{"error": None}, {"error": ""}, {"error_code": 0}, {"error": {}}])
def test_empty_errors_are_no_refusal(body: dict[str, Any]) -> None:
    vk = Vk([said(json.dumps({**body, "file": "f"}))])

    blocking(vk, DOCUMENT)

    assert vk.asked[-1] == "docs.save"


# Too fast


@shells
@each_kind
@pytest.mark.parametrize(
    "body",
    [
        {"error": "too fast", "error_code": -12},
        {"error_code": "-12"},
        {"error": -12},
        {"error": {"error_code": -12, "error_msg": "no words"}},
        {"error": "Too many uploads"},
        {"error_msg": "Слишком часто"},
    ],
)
def test_too_fast_waits_and_raises_flood_control(run: Run, ask: Any, body: dict[str, Any]) -> None:
    vk = Vk([said(json.dumps(body))])

    with pytest.raises(errors.FloodControl):
        run(vk, ask)

    assert [nap for nap in vk.naps if nap in (3.0, 10.0)] == [3.0, 10.0]
    assert vk.asked.count("POST") == 3


@shells
def test_too_fast_is_tried_again(run: Run) -> None:
    vk = Vk([said('{"error_code": -12}'), said('{"file": "f"}')])

    run(vk, DOCUMENT)

    assert 3.0 in vk.naps
    assert vk.asked == [*["docs.getWallUploadServer", "POST"] * 2, "docs.save"]


@shells
@pytest.mark.parametrize(
    ("status", "hint", "pauses"),
    [(429, {}, [3.0, 10.0]), (503, {"retry-after": "5"}, [5.0, 10.0]),
     (429, {"retry-after": "86400"}, [60.0, 60.0])],
)  # fmt: skip
def test_busy_host_is_given_time(
    run: Run, status: int, hint: dict[str, str], pauses: list[float]
) -> None:
    vk = Vk([httpx.Response(status, headers=hint)])

    with pytest.raises(errors.ServerError):
        run(vk, DOCUMENT)

    assert vk.naps == pauses
    assert vk.asked.count("POST") == 3


# Videos

XML = "text/xml"


@shells
@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0'?><retval>1</retval>",
        "\ufeff<?xml version='1.0' encoding='windows-1251'?>\r\n<RetVal> 1 </RetVal>\n",
        "<retval>1</retval>",
    ],
)
def test_success_in_xml_is_success(run: Run, body: str) -> None:
    vk = Vk([said(body, XML)])

    video = run(vk, VIDEO)

    assert isinstance(video, models.Video)
    assert vk.asked == ["video.save", "POST"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [("0", errors.UploadError), ("-5", errors.UploadError), ("-12", errors.FloodControl)],
)
def test_refusal_in_xml_is_a_refusal(body: str, kind: type[Exception]) -> None:
    vk = Vk([said(f"<retval>{body}</retval>", XML)])

    with pytest.raises(kind):
        blocking(vk, VIDEO)

    assert vk.asked == ["video.save", "POST", "video.delete"] * 3


DOUBTFUL: list[Any] = [
    said("<html>ok</html>", "text/html"),
    said(b"", "text/html"),
    said(b"OK", "text/plain"),
    said(b'{"size": 8', "application/json"),
    said(b"[1]", "application/json"),
]


@shells
@pytest.mark.parametrize("answer", [*DOUBTFUL, said(b"", status=502), httpx.ReadError("cut")])
def test_video_that_arrived_is_kept(run: Run, answer: Any) -> None:
    vk = Vk([answer], video={"duration": 5})

    video = run(vk, VIDEO)

    assert video.id == 1
    assert vk.asked == ["video.save", "POST", "video.get"]


@shells
@pytest.mark.parametrize("answer", DOUBTFUL)
@pytest.mark.parametrize("found", [None, {"processing": 1, "duration": 0}])
def test_doubtful_video_is_not_deleted(run: Run, answer: Any, found: Any) -> None:
    vk = Vk([answer], video=found)

    with pytest.raises(errors.GovPublicError):
        run(vk, VIDEO)

    assert "video.delete" not in vk.asked
    assert vk.asked.count("POST") == 1


@pytest.mark.parametrize("answer", [*DOUBTFUL, said(b"", status=502), httpx.ReadError("cut")])
def test_video_without_its_file_is_made_anew(answer: Any) -> None:
    vk = Vk([answer, said('{"size": 8}')], video={"duration": 0})

    blocking(vk, VIDEO)

    made = ["video.save", "POST", "video.get", "video.delete", "video.save", "POST"]
    assert vk.asked == made


@shells
@pytest.mark.parametrize("answer", [said(b"", status=502), httpx.ReadError("cut")])
@pytest.mark.parametrize("found", [None, {"processing": 1, "duration": 0}])
def test_video_whose_answer_was_lost_is_kept(run: Run, answer: Any, found: Any) -> None:
    vk = Vk([answer, said('{"size": 8}')], video=found)

    video = run(vk, VIDEO)

    assert "video.delete" not in vk.asked
    assert video.id != 1


# Videos of other sites

LINK = "https://rutube.ru/video/1/"


@shells
def test_address_of_an_external_video_is_visited(run: Run) -> None:
    vk = Vk([said('{"response": 1}')])

    video = run(vk, lambda client: client.media.external_video(1, LINK, name="Парк"))

    assert vk.asked == ["video.save", "GET"]
    assert (vk.forms[0]["link"], vk.forms[0]["group_id"]) == (LINK, "1")
    assert video.id == 1


@shells
def test_external_video_that_vk_refuses_is_deleted(run: Run) -> None:
    vk = Vk([said('{"error_code": 1, "error_msg": "bad link"}')])

    with pytest.raises(errors.UploadError, match="bad link"):
        run(vk, lambda client: client.media.external_video(1, LINK))

    assert vk.asked == ["video.save", "GET", "video.delete"]


@pytest.mark.parametrize("link", ["", "rutube.ru/1", "ftp://rutube.ru/1", "https://", "a b", 5])
def test_link_that_is_no_address_is_refused(link: Any) -> None:
    with (
        GovPublic("token") as client,
        pytest.raises(errors.ParameterError) as error,
    ):
        client.media.external_video(1, link)

    assert error.value.name == "link"


def test_external_video_of_the_sandbox_is_visited() -> None:
    with Sandbox(publics=1) as box, box.client() as client:
        video = client.media.external_video(box.publics[0], LINK, name="Парк")
        found = box.world.things["video", video.owner_id, video.id]

        assert found["duration"] == 60
