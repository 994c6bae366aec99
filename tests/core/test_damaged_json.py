"""A wrong byte costs the value that it hits, wherever JSON of others is read."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fake_pos
from govpublic_sdk import (
    AsyncGovPublic,
    Clock,
    Drift,
    GovPublic,
    errors,
    events,
    models,
    open311,
    pos,
    vk,
)
from govpublic_sdk.events import CallbackApp, GroupSettings, Worker
from govpublic_sdk.models import Post
from govpublic_sdk.models._drift import Misread, Reader
from govpublic_sdk.models.envelope import Envelope, Items
from govpublic_sdk.store import Inbox

# Bytes within a string, and what can be read of them.
DAMAGES: dict[str, tuple[bytes, str]] = {
    "control character": (b"a\x01b", "a\x01b"),
    "line break": (b"a\nb", "a\nb"),
    "carriage return": (b"a\r\nb", "a\r\nb"),
    "tab": (b"a\tb", "a\tb"),
    "nul": (b"a\x00b", "a\x00b"),
    "escape character": (b"a\x1bb", "a\x1bb"),
    "continuation byte": (b"a\x98b", "a\ufffdb"),
    "cut character": (b"a\xd0", "a\ufffd"),
    "cut emoji": (b"\xf0\x9f\x98 b", "\ufffd\ufffd\ufffd b"),
    "overlong": (b"a\xc0\xafb", "a\ufffd\ufffdb"),
    "windows-1251": ("яма".encode("cp1251"), "\ufffd\ufffd\ufffd"),
    "latin-1": (b"caf\xe9 x", "caf\ufffd x"),
    "half of CESU-8": (b"a\xed\xa0\xbdb", "a\ufffd\ufffd\ufffdb"),
    "unknown escape": (rb"a\x41", "a\ufffdx41"),
    "escaped quote of scripts": (rb"a\'b", "a\ufffd'b"),
    "short escape": (rb"a\u12", "a\ufffdu12"),
    "no digits": (rb"a\uzzzz", "a\ufffduzzzz"),
    "high surrogate": (rb"a\ud83d", "a\ufffd"),
    "low surrogate": (rb"\ude00b", "\ufffdb"),
    "two high surrogates": (rb"\ud83d\ud83d", "\ufffd\ufffd"),
    "surrogate before a byte": (b"\\ud83d\x01", "\ufffd\x01"),
}
damaged = pytest.mark.parametrize(("wrong", "legible"), DAMAGES.values(), ids=DAMAGES.keys())

AROUND: dict[str, tuple[bytes, bytes]] = {
    "byte order mark": (b"\xef\xbb\xbf", b""),
    "nul bytes": (b"\x00\x00", b"\x00"),
    "line breaks": (b"\n\r\n", b"\n\n"),
    "warning of PHP": (
        b"<br />\n<b>Warning</b>:  Undefined offset [0] in {main} <b>/a.php</b> on line <b>3</b>"
        b"<br />\n",
        b"\n<br />\n<b>Notice</b>: Undefined index: x in <b>/a.php</b>",
    ),
    "plain warning": (b"Deprecated: old in /a.php on line 3\n", b"Fatal error: out of memory"),
    "comment": (b"<!-- generated -->", b"<!-- 0.12 s -->"),
    "stray bytes": (b"\x98", b"\x98\x01"),
    "second document": (b"", b'{"error": {"error_code": 5}}'),
    "other text": (b"", b" ok"),
}
around = pytest.mark.parametrize(("before", "after"), AROUND.values(), ids=AROUND.keys())


def event(text: bytes, key: bytes = b"e1", **more: bytes) -> bytes:
    extra = b"".join(b',"%s":%s' % (name.encode(), value) for name, value in more.items())
    return (
        b'{"type":"message_new","group_id":1,"event_id":"%s","v":"5.199","secret":"s3cret",'
        b'"object":{"message":{"id":1,"peer_id":7,"from_id":7,"date":1700000000,"text":"%s"}}%s}'
    ) % (key, text, extra)


def page(text: bytes) -> bytes:
    return (
        b'{"count":2,"items":[{"id":5,"owner_id":-7,"text":"good"},'
        b'{"id":6,"owner_id":-7,"text":"%s","date":1700000000}]}'
    ) % text


class Service:
    """A service that answers every request with the same bytes."""

    def __init__(self, body: bytes, content_type: str = "application/json") -> None:
        self.asked = 0
        self._answer = (body, {"content-type": content_type})
        self._clock = {"now": lambda: 0.0, "chance": lambda: 0.5}
        self.drifts: list[Drift] = []

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        body, headers = self._answer
        return httpx.Response(200, content=body, headers=headers)

    def _options(self) -> dict[str, Any]:
        def on_drift(method: str, drifts: tuple[Drift, ...]) -> None:
            self.drifts += drifts

        return {"transport": httpx.MockTransport(self._handle), "on_drift": on_drift}

    def client(self, **more: Any) -> GovPublic:
        clock = Clock(sleep=lambda _: None, now=lambda: 0.0, chance=lambda: 0.5)
        return GovPublic(vk="token", clock=clock, **self._options(), **more)

    def async_client(self) -> AsyncGovPublic:
        clock = Clock(sleep=lambda _: None, now=lambda: 0.0, chance=lambda: 0.5)
        return AsyncGovPublic(vk="token", clock=clock, **self._options())


def check_page(found: Any, drifts: list[Drift], legible: str) -> None:
    good, hit = found.items
    assert (good.id, good.text, good.unfit) == (5, "good", {})
    assert (hit.id, hit.text, hit.unfit) == (6, legible, {"text": legible})
    assert hit.date is not None
    assert [drift.path[-3:] for drift in drifts] == [("items", 1, "text")]
    assert legible not in repr(drifts), "reports have no content"


# Places


@damaged
def test_page_keeps_all_other_values(wrong: bytes, legible: str) -> None:
    service = Service(b'{"response":%s}' % page(wrong))

    with service.client() as client:
        found = client.run(vk.wall.get(-7))

    check_page(found, service.drifts, legible)
    assert service.asked == 1


@damaged
def test_page_of_async_client_keeps_values(wrong: bytes, legible: str) -> None:
    service = Service(b'{"response":%s}' % page(wrong))

    async def ask() -> Any:
        async with service.async_client() as client:
            return await client.run(vk.wall.get(-7))

    check_page(asyncio.run(ask()), service.drifts, legible)


@damaged
@pytest.mark.parametrize("is_mixed", [False, True])
def test_other_calls_of_a_batch_survive(wrong: bytes, legible: str, is_mixed: bool) -> None:
    last = b'[{"id":9,"first_name":"x"}]' if is_mixed else page(b"fine")
    service = Service(b'{"response":[%s,%s,%s]}' % (page(b"fine"), page(wrong), last))
    calls: list[Any] = [vk.wall.get(-1), vk.wall.get(-7)]
    calls.append(vk.users.get([9]) if is_mixed else vk.wall.get(-9))

    with service.client() as client:
        first, hit, third = (outcome.unwrap() for outcome in client.run_all(calls))

    assert [post.text for post in first] == ["good", "fine"]
    assert third[0].id == 9 if is_mixed else third.items[1].text == "fine"
    check_page(hit, service.drifts, legible)
    assert service.asked == 1


@damaged
def test_event_keeps_all_other_values(wrong: bytes, legible: str) -> None:
    found = events.parse(event(wrong))

    assert isinstance(found, models.MessageNew)
    message = found.object.message
    assert (found.key, message.id, message.peer_id) == ("e1", 1, 7)
    assert message.text == legible
    assert message.unfit == {"text": legible}


@damaged
def test_callback_is_stored_and_handled_later(wrong: bytes, legible: str, tmp_path: Path) -> None:
    handled: list[Any] = []
    with Inbox(tmp_path / "events.db") as inbox:
        app = CallbackApp(inbox, groups={1: GroupSettings("s3cret", "c0de")})

        answers = [app.answer("POST", {}, event(wrong)) for _ in range(2)]
        Worker(inbox, handled.append, count=5).step()

    assert [(one.status, one.text) for one in answers] == [(200, "ok")] * 2
    assert [(one.key, one.object.message.text) for one in handled] == [("e1", legible)]
    assert handled[0].object.message.unfit == {"text": legible}


@damaged
def test_callback_without_usable_id_has_one_key(wrong: bytes, legible: str) -> None:
    groups = {1: GroupSettings("s3cret", "c0de")}
    first = events.read({}, event(b"x", key=wrong), groups=groups)
    again = events.read({}, event(b"x", key=wrong), groups=groups)

    assert isinstance(first, events.Received)
    assert first == again
    assert len(first.key) == 64
    assert events.parse(first.body).key == first.key


@damaged
def test_open311_list_keeps_all_other_values(wrong: bytes, legible: str) -> None:
    body = (
        b'[{"service_request_id":"1","status":"open","description":"%s"},'
        b'{"service_request_id":"%s","status":"open"},{"service_request_id":"3"}]'
    ) % (wrong, wrong)
    server = open311.Server(url="https://city.example/open311/v2")

    with Service(body).client(open311=[server]) as client:
        found = client.run(open311.requests(server))

    assert [one.service_request_id for one in found] == ["1", "3"]
    assert found.items[0].description == legible
    assert found.items[0].unfit == {"description": legible}
    assert found.unparsed == {"1": {"service_request_id": legible, "status": "open"}}


@damaged
def test_pos_queue_keeps_all_other_values(wrong: bytes, legible: str) -> None:
    body = (
        b'{"content":[{"id":1,"description":"%s"},{"id":"7%s"},{"id":3}],"last":true}'
    ) % (wrong, wrong)  # fmt: skip
    settings = fake_pos.settings()
    answer = httpx.Response(200, content=body)
    platform = fake_pos.Platform().says("/v0/queue", answer)

    with platform.client(settings) as client:
        page = client.run(pos.edms.appeals(settings))
        appeals = list(client.appeals.each(since=datetime(2026, 11, 1, tzinfo=UTC)))

    items, unparsed = page.read()
    assert [(one.id, one.description) for one in items] == [("1", legible), ("3", None)]
    assert unparsed == {"content.1": {"id": f"7{legible}"}}
    assert page.unfit == {"content.0.description": legible, "content.1.id": f"7{legible}"}
    assert [(one.id.key, one.text) for one in appeals] == [("1", legible), ("3", None)]


@damaged
def test_reason_of_a_refusal_stays_legible(wrong: bytes, legible: str) -> None:
    words = " ".join("".join(one if one.isprintable() else " " for one in legible).split())
    platform = fake_pos.Platform().says(
        "/v0/queue", httpx.Response(400, content=b'{"messages":["why: %s end"]}' % wrong)
    )
    server = open311.Server(url="https://city.example/open311/v2")
    city = Service(b'[{"code":400,"description":"why: %s end"}]' % wrong)
    error = b'{"method":"wall.get","error_code":15,"error_msg":"why: %s end","a":["%s"]}' % (
        wrong,
        wrong,
    )
    alone = Service(b'{"error":%s}' % error)
    inside = Service(b'{"response":[false,false],"execute_errors":[%s,%s]}' % (error, error))

    with platform.client() as client, pytest.raises(errors.InvalidRequest) as of_pos:
        client.run(pos.edms.appeals(fake_pos.settings()))
    with city.client(open311=[server]) as client, pytest.raises(errors.ApiError) as of_city:
        client.run(open311.requests(server))
    with alone.client() as client, pytest.raises(errors.AccessDenied) as of_vk:
        client.run(vk.wall.get(-1))
    with inside.client() as client:
        of_batch = [one.error for one in client.run_all([vk.wall.get(-1), vk.wall.get(-2)])]

    for refused in (of_pos.value, of_vk.value, *of_batch):
        assert f"why: {words}"[:10] in str(refused)
        assert str(refused).isprintable()
    assert wrong in (of_city.value.raw or b"")
    assert "why" not in str(of_city.value)
    for refused in (of_vk.value, *of_batch):
        assert isinstance(refused, errors.AccessDenied)
        assert refused.details["a"] == [legible]


@damaged
def test_upload_host_may_send_wrong_bytes(wrong: bytes, legible: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        method = request.url.path.rsplit("/", 1)[-1]
        if method == "docs.getWallUploadServer":
            return httpx.Response(200, json={"response": {"upload_url": "https://pu.vk.ru/u"}})
        if method == "docs.save":
            doc = {"id": 1, "owner_id": -1}
            return httpx.Response(200, json={"response": {"type": "doc", "doc": doc}})
        return httpx.Response(200, content=b'{"file":"1|0|-1|2","title":"%s"}' % wrong)

    with GovPublic(vk="token", transport=httpx.MockTransport(answer)) as client:
        assert client.media.document(1, b"%PDF", filename="plan.pdf").id == 1


@damaged
def test_damaged_field_of_upload_is_not_saved(wrong: bytes, legible: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path.rsplit("/", 1)[-1])
        if asked[-1] == "docs.getWallUploadServer":
            url = f"https://pu.vk.ru/{len(asked)}"
            return httpx.Response(200, json={"response": {"upload_url": url}})
        return httpx.Response(200, content=b'{"file":"%s"}' % wrong)

    clock = Clock(sleep=lambda _: None, now=lambda: 0.0, chance=lambda: 0.5)
    transport = httpx.MockTransport(answer)
    with (
        GovPublic(vk="token", transport=transport, clock=clock) as client,
        pytest.raises(errors.UploadError),
    ):
        client.media.document(1, b"%PDF", filename="plan.pdf")
    assert "docs.save" not in asked


@damaged
def test_raw_answer_stays_whole_and_legible(wrong: bytes, legible: str) -> None:
    service = Service(b'{"response":["x",{"a":["%s",5],"b":1}]}' % wrong)

    with service.client() as client:
        found = client.run(vk.execute("return 1;", result=list[Any]))

    assert found == ["x", {"a": [legible, 5], "b": 1}]
    assert [drift.path for drift in service.drifts] == [("response", 1, "a", 0)]


@around
def test_text_around_a_page_is_skipped(before: bytes, after: bytes) -> None:
    service = Service(before + b'{"response":%s}' % page(b"fine") + after)

    with service.client() as client:
        found = client.run(vk.wall.get(-7))

    assert [post.text for post in found] == ["good", "fine"]
    assert service.drifts == []


@around
def test_text_around_an_event_is_skipped(before: bytes, after: bytes) -> None:
    decision = events.read(
        {}, before + event(b"fine") + after, groups={1: GroupSettings("s3cret", "c0de")}
    )

    assert isinstance(decision, events.Received)
    assert events.parse(decision.body).object.message.text == "fine"  # type: ignore[attr-defined]


@around
def test_text_around_a_list_of_a_city_is_skipped(before: bytes, after: bytes) -> None:
    body = before + b'[{"service_code":"1"},{"service_code":"2"}]' + after
    server = open311.Server(url="https://city.example/open311/v2")

    with Service(body).client(open311=[server]) as client:
        found = client.run(open311.services(server))

    assert [one.service_code for one in found] == ["1", "2"]


@pytest.mark.parametrize("charset", ["windows-1251", '"Windows-1251"', "cp1251", "koi8-r"])
def test_charset_of_the_header_is_used(charset: str) -> None:
    name = charset.strip('"')
    body = json.dumps({"response": [{"id": 1, "first_name": "Житель"}]}, ensure_ascii=False)
    service = Service(body.encode(name), f"text/html; charset={charset}")

    with service.client() as client:
        assert client.run(vk.users.get([1]))[0].first_name == "Житель"
    assert service.drifts == []


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "idna", "no-such", "zlib", ""])
def test_wrong_charset_of_the_header_is_no_harm(charset: str) -> None:
    body = b'{"response":[{"id":1,"first_name":"\xd0\x96\x01"}]}'

    with Service(body, f"application/json; charset={charset}").client() as client:
        assert client.run(vk.users.get([1]))[0].first_name == "Ж\x01"


def test_text_that_is_not_of_the_charset_of_the_header_is_damage() -> None:
    body = b'{"response":[{"id":1,"first_name":"\xff\x98","last_name":"B"}]}'

    with Service(body, "application/json; charset=windows-1251").client() as client:
        (user,) = client.run(vk.users.get([1]))
    assert user.last_name == "B"
    assert "\ufffd" in (user.first_name or "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_known_by_its_mark(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    body = '[{"service_code":"1","service_name":"Ямы"}]'
    server = open311.Server(url="https://city.example/open311/v2")

    with Service(mark + body.encode(encoding)).client(open311=[server]) as client:
        (service,) = client.run(open311.services(server))
    assert service.service_name == "Ямы"


def test_characters_in_two_halves_are_joined() -> None:
    found = models.User.model_validate_json(b'{"id":1,"first_name":"\xed\xa0\xbd\xed\xb8\x80"}')

    assert found.first_name == "\U0001f600"
    assert found.unfit == {}


# Values other than texts, and identity


@pytest.mark.parametrize("value", [b"\x01 2", b"2 \x01", b"\xd0\n2\t\xff"])
def test_stray_byte_beside_a_value_costs_nothing(value: bytes) -> None:
    body = b'{"response":{"count":1,"items":[{"id":%s,"owner_id":-1,"text":"a"}]}}' % value

    with Service(body).client() as client:
        found = client.run(vk.wall.get(-1))

    assert [post.id for post in found] == [2]
    assert found.items[0].text == "a"


@pytest.mark.parametrize(
    "token",
    [b"1\x012", b"\x001", b"0x1F", b"01", b"+5", b".5", b"tru", b"None", b"5\x98", b'"\t15"',
     b'"15\n"', b'"1\x015"', b"9" * 5000, b"\x00", b"undefined",
     b"-\n5", b"1\t5", b"1 5", b"1\n.5", b"tr\r\nue"],
)  # fmt: skip
def test_damaged_number_is_never_guessed(token: bytes) -> None:
    body = (
        b'{"response":{"count":3,"items":[{"id":1,"owner_id":-1},{"id":%s,"owner_id":-1},'
        b'{"id":3,"owner_id":-1,"from_id":%s}]}}'
    ) % (token, token)
    service = Service(body)

    with service.client() as client:
        found = client.run(vk.wall.get(-1))

    assert [post.id for post in found] == [1, 3]
    assert found.items[1].from_id is None
    assert "from_id" in found.items[1].unfit
    assert list(found.unparsed) == ["items.1"]


@pytest.mark.parametrize("token", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_number_that_is_not_finite_is_unfit(token: bytes) -> None:
    found = models.Place.model_validate_json(b'{"id":1,"latitude":%s}' % token)

    assert found.latitude is None
    assert "latitude" in found.unfit


@damaged
def test_damaged_name_of_a_field_costs_the_field(wrong: bytes, legible: str) -> None:
    found = Post.model_validate_json(b'{"id":1,"owner_id":-1,"te%s":"x","text":"good"}' % wrong)

    assert (found.id, found.text) == (1, "good")
    assert found.unfit == {f"te{legible}": "x"}
    assert found.model_extra == {f"te{legible}": "x"}


@damaged
def test_damaged_type_of_an_event_is_kept(wrong: bytes, legible: str) -> None:
    body = event(b"words").replace(b"message_new", b"message_new" + wrong)

    found = events.parse(body)

    assert isinstance(found, models.UnknownEvent)
    assert found.type == f"message_new{legible}"
    assert found.object["message"]["text"] == "words"  # type: ignore[index,call-overload]


@pytest.mark.parametrize("body", [b'{"a": [', b"["])
def test_secret_that_is_no_text_is_refused_before_a_large_body_is_read(body: bytes) -> None:
    groups = {1: GroupSettings("s3cret", "c0de")}
    large = b'{"type": "x", "group_id": 1, "secret": "\\', b'", "object": ' + body + b"1," * 300_000

    for sent in (b"x", b"u12", b"ud800"):
        assert events.read({}, large[0] + sent + large[1], groups=groups) == events.Refused(
            403, "wrong_secret"
        )


@damaged
def test_damaged_secret_is_refused(wrong: bytes, legible: str) -> None:
    groups = {1: GroupSettings("s3cret", "c0de")}
    body = event(b"x").replace(b"s3cret", b"s3cret" + wrong)

    assert events.read({}, body, groups=groups) == events.Refused(403, "wrong_secret")


def test_damaged_cursor_reads_its_page_again() -> None:
    item = '{"response":{"items":[{"id":%d,"owner_id":-1}],"next_from":"%s"}}'
    bodies = [item % (1, "n\\x"), item % (1, "n1"), item % (2, "")]
    asked: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode()))
        asked.append(form.get("start_from"))
        return httpx.Response(200, content=bodies.pop(0).encode())

    with GovPublic(vk="token", transport=httpx.MockTransport(answer)) as client:
        first = client.run(vk.wall.search(-1, query="x").with_params(start_from="n0"))
        assert first.next is not None
        second = client.run(first.next)
        assert second.next is not None
        client.run(second.next)

    assert asked == ["n0", "n0", "n1"]


# What is cut off is an error

WHOLE = b'{"response":%s}' % page(b"fine \\u0436 \xd0\xb6")


@pytest.mark.parametrize("end", range(0, len(WHOLE), 3))
@pytest.mark.parametrize("wrong", [b"", b"\x01", b"\xd0"])
def test_cut_page_is_an_error(end: int, wrong: bytes) -> None:
    service = Service(WHOLE[:end] + wrong)

    with service.client() as client, pytest.raises(errors.ServerError) as caught:
        client.run(vk.wall.get(-7))

    assert service.asked > 1, "it is asked for again"
    assert caught.value.is_unreadable == (end > 0)


@pytest.mark.parametrize(
    "body",
    [
        b'{"response":{"count":2,"items":[{"id":1,"owner_id":1}]}},{"id":2}]}}',
        b'{"response":{"count":2,"items":[{"id":1,"owner_id":1}]}}]}}',
        b'{"response":{"count":2,"items":[{"id":1,"owner_id":1} {"id":2,"owner_id":1}]}}',
        b'{"response":{"count":2,"items":[{"id":1,"owner_id":1},',
        b'text {"response":{"count":2,"items":[{"id":1,"owner_id":1},',
        b'text\n[{"id":1,"owner_id":1}]',
        b'{"response":{"count":2,"items":[{"id":1,"owner_id":1},\nFatal error: no memory',
        b'"items":[{"id":1,"owner_id":1}]}}',
        b'<html><script>var x = {"response":{"items":[]}}</script></html>',
        b'<!DOCTYPE html>\n{"response":{"items":[]}}',
        b"no json",
        b"\x00\x01",
    ],
)
def test_broken_structure_is_never_a_shorter_list(body: bytes) -> None:
    with Service(body).client() as client, pytest.raises(errors.ServerError):
        client.run(vk.wall.get(-7))


# Properties

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
RAW = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
POST = st.fixed_dictionaries(
    {"id": st.integers(1, 10**6), "owner_id": st.integers(-9, -1)},
    optional={
        "text": TEXTS,
        "from_id": st.integers(1, 9),
        "post_type": TEXTS,
        "copyright": st.fixed_dictionaries({"id": st.integers(1, 9), "name": TEXTS}),
        "something": RAW,
    },
)
READER: Reader[Any] = Reader(Envelope[Items[Post]], frame=1)
TARGET = "t4rg3t"


def strings(tree: Any, set_here: Callable[[Any], None]) -> list[Callable[[Any], None]]:
    """Functions that replace one string value each."""
    if isinstance(tree, str):
        return [set_here]
    if isinstance(tree, dict | list):
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
        return [
            one
            for key, value in list(pairs)
            for one in strings(value, lambda new, key=key: tree.__setitem__(key, new))  # type: ignore[misc]
        ]
    return []


@settings(deadline=None, max_examples=300)
@given(st.lists(POST, min_size=1, max_size=4), st.sampled_from(sorted(DAMAGES)), st.data())
def test_only_the_damaged_string_differs(
    posts: list[dict[str, Any]], name: str, data: st.DataObject
) -> None:
    wrong, legible = DAMAGES[name]
    tree = {"response": {"count": len(posts), "items": posts}}
    places = strings(tree, lambda _: None)
    if not places:
        return
    replace = data.draw(st.sampled_from(places))
    replace(TARGET)
    body = json.dumps(tree, ensure_ascii=data.draw(st.booleans())).encode()
    replace(legible)
    expected = READER.read_json(json.dumps(tree).encode())

    found = READER.read_json(body.replace(TARGET.encode(), wrong))

    assert found.value == expected.value
    assert len(found.drifts) == len(expected.drifts) + 1
    assert found.unparsed == expected.unparsed


@settings(deadline=None, max_examples=200)
@given(st.lists(POST, max_size=3), st.sampled_from(sorted(DAMAGES)), st.data())
def test_no_prefix_of_a_page_is_read(
    posts: list[dict[str, Any]], name: str, data: st.DataObject
) -> None:
    tree = {"response": {"count": len(posts), "items": [*posts, {"id": 1, "text": TARGET}]}}
    body = json.dumps(tree).encode().replace(TARGET.encode(), DAMAGES[name][0])
    end = data.draw(st.integers(0, len(body) - 1))

    with pytest.raises(Misread, match="json_invalid"):
        READER.read_json(body[:end])


@settings(deadline=None, max_examples=300)
@given(st.lists(POST, min_size=1, max_size=3), st.binary(min_size=1, max_size=4), st.data())
def test_any_bytes_anywhere_are_decided(
    posts: list[dict[str, Any]], wrong: bytes, data: st.DataObject
) -> None:
    body = json.dumps({"response": {"items": posts}}).encode()
    place = data.draw(st.integers(0, len(body)))
    width = data.draw(st.integers(0, 4))

    try:
        found = READER.read_json(body[:place] + wrong + body[place + width :])
    except Misread:
        return
    assert isinstance(found.value, Envelope)


# Cost

HOSTILE = {
    "escapes": b'{"a":"' + b"\\n" * 100_000 + b'\x01"}',
    "unknown escapes": b'{"a":"' + b"\\x" * 100_000 + b'"}',
    "open string": b'{"a":' + b'\\"' * 100_000,
    "words": b'{"a":[' + b"x," * 100_000 + b"1]}",
    "strings": b'{"a":[' + b'"",' * 100_000 + b"\x01]}",
    "gaps": b'{"a":[' + b"\x01 " * 100_000 + b"1]}",
    "spaces": b'{"a":[' + b" " * 100_000 + b"\x01" + b" " * 100_000 + b"]}",
    "tags": b">" * 100_000,
    "braces": b"x" + b"{ " * 100_000,
    "lists": b'{"a":"\x01","b":' + b"[" * 100_000,
    "digits": b'{"a":[' + b"1" * 100_000 + b"x]}",
    "numbers in controls": b'{"a":"' + b"1\x01" * 100_000 + b'"}',
    "surrogates": b'{"a":"' + b"\\ud83d" * 100_000 + b'"}',
    "halves": b'{"a":"' + b"\xed\xa0\xbd" * 100_000 + b'"}',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_body_is_no_event(body: bytes) -> None:
    """In linear time: what is quadratic takes minutes here."""
    with pytest.raises(errors.DecodeError):
        events.parse(body)


@pytest.mark.parametrize("depth", [100, 240, 250, 700, 950, 5_000, 200_000])
def test_deep_nesting_is_bounded(depth: int) -> None:
    body = b'{"response":{"items":[],"x":"\x01","y":%s%s}}' % (b"[" * depth, b"]" * depth)

    try:
        kind = READER.read_json(body).drifts[0].kind
    except Misread as misread:
        kind = misread.kind

    assert kind == ("control_character" if depth < 250 else "json_invalid")


def test_undamaged_body_never_meets_the_lenient_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("the strict reader is enough")

    monkeypatch.setattr("govpublic_sdk.models._drift.parse", forbidden)

    drifted = b'{"response":{"items":[{"id":1,"owner_id":-1,"date":"z"}]}}'
    assert READER.read_json(drifted).value.response.items[0].unfit == {"date": "z"}


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "one field": lambda post: post.update(date="z"),
    "three fields": lambda post: post.update(date="z", from_id="w", created_by=[]),
    "nested": lambda post: post.update(likes={"count": "q"}, attachments=[{"type": 5}]),
    "identity": lambda post: post.update(id="q"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_repair_takes_linear_steps(fault: Callable[[dict[str, Any]], object]) -> None:
    def steps(count: int) -> int:
        posts = [{"id": number, "owner_id": -1} for number in range(1, count + 1)]
        for post in posts:
            fault(post)
        body = json.dumps({"response": {"items": posts}}).encode()
        counted = 0

        def count_call(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count_call)
        try:
            found = READER.read_json(body)
        finally:
            sys.setprofile(None)
        assert len(found.drifts) >= count
        return counted

    assert steps(4_000) < 11 * steps(400)


def test_readers_do_not_grow_with_mixtures() -> None:
    from govpublic_sdk._core.responses import _envelope_reader, _reader

    kinds: list[tuple[Callable[[int], Any], bytes]] = [
        (lambda n: vk.wall.get(-n), page(b"x")),
        (lambda n: vk.users.get([n]), b'[{"id":1}]'),
        (lambda n: vk.groups.get_by_id([n]), b'{"groups":[{"id":1}]}'),
        (lambda n: vk.wall.get_comments(-1, n), b'{"count":1,"items":[{"id":1}]}'),
        (lambda n: vk.groups.get_members(n, count=10), b'{"count":1,"items":[1]}'),
        (lambda n: vk.board.get_topics(n), b'{"count":1,"items":[{"id":1}]}'),
        (lambda n: vk.utils.get_server_time(), b"1"),
    ]
    chance = random.Random(1)

    def ask() -> None:
        chosen = [chance.choice(kinds) for _ in range(12)]
        body = b'{"response":[%s]}' % b",".join(answer for _, answer in chosen)
        calls = [make(number + 1) for number, (make, _) in enumerate(chosen)]
        with Service(body).client() as client:
            assert all(outcome.error is None for outcome in client.run_all(calls))

    for _ in range(10):
        ask()
    before = _envelope_reader.cache_info().currsize + _reader.cache_info().currsize
    for _ in range(50):
        ask()
    assert _envelope_reader.cache_info().currsize + _reader.cache_info().currsize == before


@pytest.mark.parametrize(
    "hint", ["0" * 100_000 + "!", "1" * 100_000, "Mon, " * 20_000, " " * 99_999]
)
@pytest.mark.parametrize("name", ["retry-after", "date"])
def test_long_hint_when_to_come_again_is_ignored(hint: str, name: str) -> None:
    from govpublic_sdk._core.services import retry_after

    assert retry_after({"retry-after": "Mon, 02 Nov 2026 06:00:00 GMT", name: hint}) is None


@pytest.mark.parametrize("word", ["word ", "a", "я ", "1 ", "@", "'", "&amp;", "%25"])
@pytest.mark.parametrize("name", ["error_msg", "error_text", "redirect_uri", "other"])
def test_long_words_of_vk_are_cut_short(word: str, name: str) -> None:
    error = {"error_code": 15, "error_msg": "why", name: word * (10_000_000 // len(word))}

    with (
        Service(json.dumps({"error": error}).encode()).client() as client,
        pytest.raises(errors.AccessDenied) as caught,
    ):
        client.run(vk.wall.get(-1))

    assert len(str(caught.value)) < 500
    assert len(repr(caught.value.details)) < 5_000


def test_long_list_of_an_error_is_cut_short() -> None:
    error = {"error_code": 15, "error_msg": "why", "a": ["x"] * 100_000, "b": {}}
    error["b"] = {str(number): 1 for number in range(100_000)}

    with (
        Service(json.dumps({"error": error}).encode()).client() as client,
        pytest.raises(errors.AccessDenied) as caught,
    ):
        client.run(vk.wall.get(-1))

    assert [len(caught.value.details[name]) for name in "ab"] == [100, 100]


@pytest.mark.parametrize("depth", [100, 500, 900])
def test_deep_field_of_an_error_hides_no_reason(depth: int) -> None:
    body = b'{"error":{"error_code":15,"error_msg":"why","a":%s%s}}' % (b"[" * depth, b"]" * depth)

    with Service(body).client() as client, pytest.raises(errors.AccessDenied, match="why"):
        client.run(vk.wall.get(-1))
