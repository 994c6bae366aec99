"""The control port: other programs let citizens act, inject faults, move time, read the record."""

import http.client
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk.sandbox import Sandbox
from sandbox_calls import KEYBOARD, Asker

TOKENS = re.compile(r"sandbox\.[UGS]\d+\.[0-9a-f]{32}")


class Program:
    """A program in another language: it knows an address and a token."""

    def __init__(self, box: Sandbox, url: str, token: str) -> None:
        self.box, self.url, self.token = box, url, token
        self.public = box.publics[0]

    def ask(
        self,
        verb: str,
        path: str,
        body: bytes | str | Iterator[bytes] = b"",
        token: str | None = None,
        **headers: str,
    ) -> tuple[int, Any]:
        parts = urlsplit(self.url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        try:
            given = self.token if token is None else token
            line.request(verb, path, body, {"Authorization": f"Bearer {given}", **headers})
            response = line.getresponse()
            content = response.read()
            return response.status, json.loads(content) if content[:1] == b"{" else content
        finally:
            line.close()

    def do(self, path: str, verb: str = "POST", /, **given: Any) -> Any:
        """Carry an action out, and give its result."""
        status, answer = self.ask(verb, path, json.dumps(given) if given else b"")
        assert status == 200, answer
        return answer["result"]

    def fail(self, path: str, verb: str = "POST", /, **given: Any) -> tuple[int, str]:
        status, answer = self.ask(verb, path, json.dumps(given))
        return status, answer["error"]["message"]


@pytest.fixture
def program() -> Iterator[Program]:
    with Sandbox(publics=3, posts=5, limits=False) as box, box.control() as control:
        yield Program(box, control.url, control.token)


def test_citizens_act_by_the_port(program: Program) -> None:
    public, box = program.public, program.box
    ask = Asker(box)
    topic = ask.topic()["topic_id"]
    poll = ask.poll()

    program.do("/citizens/write", public=public, text="Когда снег?", citizen=8)
    ask.answered(keyboard=KEYBOARD)
    mark = program.do("/citizens/press", public=public, label="Статус")
    comment = program.do("/citizens/comment", public=public, post_id=1, text="Спасибо")
    program.do("/citizens/comment", public=public, post_id=1, text="Да", reply_to=comment)
    program.do("/citizens/discuss", public=public, topic_id=topic, text="Согласен")
    program.do("/citizens/suggest", public=public, text="Идея")
    program.do("/citizens/like", public=public, post_id=1, citizen=9)
    program.do("/citizens/react", public=public, post_id=1, reaction=3, citizen=10)
    vote = {"poll_id": poll["id"], "answer_id": poll["answers"][0]["id"]}
    program.do("/citizens/vote", public=public, citizen=9, **vote)
    program.do("/citizens/join", public=public, citizen=2_999_999)

    assert program.do("/citizens/answer", event_id=mark) is None
    likes = {"type": "post", "owner_id": -public, "item_id": 1, "count": 2}
    listed = program.do("/act", method="likes.getList", params=likes)
    assert (listed["items"], listed["reactions"]) == ([10, 9], [3, 0])
    (heard,) = program.do("/citizens/received", public=public)
    assert heard["from_id"] == -public
    happened = program.do(f"/events?public={public}", "GET")
    told = {one["type"] for one in happened}
    assert told >= {"message_new", "message_event", "wall_reply_new", "board_post_new"}
    assert told >= {"wall_post_new", "like_add", "poll_vote_new", "group_join"}


def test_faults_are_injected_by_the_port(program: Program) -> None:
    ask = Asker(program.box)
    program.do("/faults/error", code=10, method="users.*", times=2)
    assert [ask.error("users.get"), ask.error("users.get")] == [10, 10]
    program.do("/faults/captcha", form="new", key="да")
    assert ask.error("users.get") == 14
    program.do("/faults", "DELETE")
    assert ask("users.get")
    program.do("/faults/long_poll", failed=2, times=3)
    program.do("/faults/drift", share=1.0, method="users.get")
    program.do("/faults/status", status=503, headers={"Retry-After": "5"})
    program.do("/faults/reset", done=False)
    program.do("/faults/latency", seconds=0.5)
    for name in ("validation", "html", "empty", "cut"):
        program.do(f"/faults/{name}", method="wall.get", times=None, chance=0.5)


def test_time_moves_by_the_port(program: Program) -> None:
    before = program.do("/clock", "GET")

    after = program.do("/clock/advance", seconds=90)

    assert after["now"] - before["now"] == 90
    assert program.box.clock.now() == after["now"]
    assert after["moment"].endswith("+00:00")


def test_record_holds_no_token(program: Program) -> None:
    ask = Asker(program.box)
    ask("users.get", user_ids=5, access_token=program.box.user_token)
    ask.error("wall.get", owner_id=-1, token="stranger")
    ask("execute", code="return API.users.get({a: '" + program.box.service_token + "'});")
    program.box.gateway.answer("users.get", {"v": "5.199"}, "wrong")
    program.box.gateway.receive("nowhere", {})

    record = program.do("/requests", "GET")

    assert [(one["method"], one["caller"], one["error"]) for one in record] == [
        ("users.get", "user 1", None),
        ("wall.get", "user 2", 100),
        ("execute/users.get", "user 1", None),
        ("execute", "user 1", None),
        ("users.get", "", 5),
        ("upload", "", None),
    ]
    assert record[0]["params"] == {"v": "5.199", "user_ids": "5"}
    assert not TOKENS.search(json.dumps(record))
    assert len(program.do("/requests?method=execute*", "GET")) == 2
    program.do("/requests", "DELETE")
    assert program.do("/requests", "GET") == []


def test_record_keeps_what_faults_did(program: Program) -> None:
    ask = Asker(program.box)
    program.do("/faults/error", code=10)
    ask.error("users.get")
    program.do("/faults/status", status=502)
    program.box.gateway.answer("users.get", {"v": "5.199"}, program.box.user_token)
    program.do("/faults/reset")
    program.box.gateway.answer("users.get", {"v": "5.199"}, program.box.user_token)

    record = program.do("/requests", "GET")
    ends = [(one["status"], one["error"]) for one in record]
    assert ends == [(200, 10), (502, None), (0, None)]


def test_world_is_shown_and_made_anew(program: Program) -> None:
    box, public = program.box, program.public
    token, served = box.user_token, box.pos.url
    program.do("/citizens/write", public=public, text="Снег")
    program.do("/clock/advance", seconds=100)
    program.do("/faults/error", code=10)
    program.do("/pos/write", text="Темно.")
    program.do("/open311/report", text="Яма.")
    before = program.do("/world", "GET")
    Asker(box).error("users.get")

    program.do("/reset")

    after = program.do("/world", "GET")
    assert (before["events"], after["events"], after["requests"]) == (2, 0, 0)
    assert after["now"] == before["now"] - 100
    assert after["publics"] == before["publics"]
    assert (box.user_token, box.pos.url, box.pos.appeals) == (token, served, {})
    ask = Asker(box)
    assert ask("messages.getConversations", token="community")["count"] == 0
    box.citizens.write(public, "Снег")
    assert [one.type for one in box.events(public)] == ["message_allow", "message_new"]


def test_reset_ends_long_polls_and_goes_on(program: Program) -> None:
    box, public = program.box, program.public
    box.listen(public)
    with box.serve() as url:
        ask = Asker(box)
        place = ask("groups.getLongPollServer", group_id=public)
        program.do("/reset")
        form = urlencode({"act": "a_check", "key": place["key"], "ts": place["ts"], "wait": 20})
        parts = urlsplit(url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        line.request("GET", f"/longpoll/{public}?{form}")
        assert json.loads(line.getresponse().read()) == {"failed": 2}
        line.close()


def test_methods_are_called_as_anybody(program: Program) -> None:
    wall = {"owner_id": -program.public, "message": "Работы", "from_group": 1}
    post = program.do("/act", method="wall.post", params=wall)["post_id"]
    what = {"owner_id": -program.public, "post_id": post}

    status, message = program.fail("/act", method="wall.delete", params=what, citizen=7)

    assert (status, message) == (409, "VK refuses it: Access denied: you should be group admin")
    assert program.fail("/act", method="wall.dance", params={})[0] == 409
    assert program.fail("/act", method="wall.get", params={}, citizen=0)[0] == 400
    assert program.do("/citizens/token", citizen=17) == program.box.user_token_of(17)


@pytest.mark.parametrize("token", ["", "wrong", "ж", "x" * 5000])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/clock", "/citizens/write"])
def test_wrong_token_is_refused_first(program: Program, token: str, path: str) -> None:
    token = token.encode().decode("latin-1")
    assert program.ask("POST", path, token=token)[0] == 403
    status, _ = program.ask("GET", path, token="", **{"X-Token": program.token})
    assert status == 403


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        *(("GET", "/nowhere", 404), ("POST", "/citizens", 404), ("POST", "/citizens/_do", 404)),
        *(("POST", "/faults/take", 404), ("POST", "/citizens/write/x", 404)),
        *(("GET", "/citizens/write", 405), ("PUT", "/clock", 405), ("HEAD", "/world", 405)),
        *(("POST", "/", 405), ("OPTIONS", "/clock/advance", 405), ("POST", "/requests", 405)),
    ],
)
def test_unknown_actions_and_verbs(program: Program, verb: str, path: str, status: int) -> None:
    assert program.ask(verb, path)[0] == status


@pytest.mark.parametrize(
    ("path", "given", "message"),
    [
        ("/citizens/write", {"text": "а"}, "public: missing"),
        ("/citizens/write", {"public": "1", "text": "а"}, "public: Input should be a valid int"),
        ("/citizens/write", {"public": True, "text": "а"}, "public: Input should be a valid int"),
        ("/citizens/write", {"public": 1, "text": ["а"]}, "text: Input should be a valid str"),
        ("/citizens/write", {"public": 1, "words": "а"}, "unknown argument 'words'"),
        ("/citizens/write", {"public": 1, "text": "а", "citizen": -3}, "citizen: there is no"),
        ("/citizens/react", {"public": 1, "post_id": 1, "reaction": 6}, "reaction: 6 (expected"),
        ("/citizens/react", {"public": 1, "post_id": 1, "reaction": True}, "reaction: Input sh"),
        ("/citizens/answer", {"event_id": "x"}, "unknown value 'x'"),
        ("/faults/error", {"code": 10, "done": True}, "unknown argument 'done'"),
        ("/faults/captcha", {"form": "audio"}, "form: Input should be 'old' or 'new'"),
        ("/faults/latency", {"seconds": -1}, "seconds: Input should be greater"),
        ("/faults/long_poll", {"failed": 7}, "failed: 7"),
        ("/faults/html", {"times": 0}, "times: Input should be greater"),
        (
            "/faults/status",
            {"status": 502, "headers": {"a": "b\r\nc: d"}},
            "headers: String should",
        ),
        ("/clock/advance", {"seconds": -1}, "seconds: Input should be greater"),
        ("/clock/advance", {"seconds": 1e18}, "seconds: Input should be less"),
        ("/listen", {"public": 210_000_001, "types": ["dance"]}, "types: VK knows no dance"),
    ],
)
def test_wrong_arguments_are_named(
    program: Program, path: str, given: dict[str, Any], message: str
) -> None:
    status, answer = program.fail(path, **given)

    assert status == 400
    assert answer.startswith(message)


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"a"', b"\xff", b'{"seconds": NaN}', b"[" * 9999])
def test_bodies_that_are_no_object(program: Program, body: bytes) -> None:
    assert program.ask("POST", "/clock/advance", body)[0] == 400


def test_large_bodies_are_refused(program: Program) -> None:
    large = b" " * (1 << 20) + b"{}"

    assert program.ask("POST", "/reset", large)[0] == 413
    assert program.ask("POST", "/reset", iter([large]))[0] == 413
    assert program.ask("POST", "/reset", large[2:])[0] == 200


def test_port_is_on_loopback_only(program: Program) -> None:
    parts = urlsplit(program.url)
    assert parts.hostname == "127.0.0.1"
    others = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for host in others - {"127.0.0.1"}:
        with socket.socket() as line:
            line.settimeout(1)
            assert host.startswith("127.") or line.connect_ex((host, parts.port or 0)) != 0


def test_token_is_random_and_not_shown() -> None:
    with Sandbox(publics=1) as box, box.control() as one, box.control() as other:
        assert one.token != other.token
        assert len(one.token) >= 32
        assert one.token not in repr(one)


def test_actions_are_listed(program: Program) -> None:
    status, answer = program.ask("GET", "/")

    assert status == 200
    for action in answer["result"]:
        assert action["does"]
        verbs = {one["verb"] for one in answer["result"] if one["path"] == action["path"]}
        unused = next(iter({"GET", "POST", "DELETE"} - verbs))
        assert program.ask(unused, action["path"])[0] == 405
    write = next(one for one in answer["result"] if one["path"] == "/citizens/write")
    assert write["arguments"][:3] == ["public", "text", "citizen"]


PATHS = st.sampled_from(
    [
        *(
            "/citizens/write",
            "/citizens/press",
            "/citizens/vote",
            "/faults/error",
            "/faults/status",
        ),
        *("/faults/drift", "/act", "/listen", "/clock/advance", "/callbacks/deliver", "/pos/write"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.floats(0, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
NAMES = st.sampled_from(
    [
        *("public", "text", "citizen", "code", "method", "params", "seconds", "types", "times"),
        *("label", "payload", "status", "headers", "fields", "share", "poll_id", "answer_id"),
    ]
)


def test_any_arguments_are_answered(program: Program) -> None:
    @settings(max_examples=150, deadline=None)
    @given(PATHS, st.dictionaries(NAMES, VALUES, max_size=5))
    def ask_anything(path: str, given: dict[str, Any]) -> None:
        status, answer = program.ask("POST", path, json.dumps(given))
        assert status in (200, 400, 409), answer

    ask_anything()


def test_the_command_opens_the_port() -> None:
    words = [sys.executable, "-m", "govpublic_sdk.sandbox", "--port", "0", "--publics", "1"]
    with subprocess.Popen(
        [*words, "--control", "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            program = Program(Sandbox(publics=1), **told["control"])
            written = program.do("/citizens/write", public=told["publics"][0], text="Снег")
            line = urlsplit(told["url"])
            served = http.client.HTTPConnection(line.hostname or "", line.port, timeout=10)
            bearer = {"Authorization": f"Bearer {told['tokens']['citizens'][0]}"}
            served.request("GET", "/method/users.get?v=5.199", headers=bearer)
            (citizen,) = json.loads(served.getresponse().read())["response"]
            served.close()
        finally:
            process.terminate()
    assert (written > 0, citizen["id"]) == (True, 3)


def test_callbacks_are_shown(program: Program) -> None:
    assert program.do("/callbacks", "GET") == {"posted": [], "waiting": 0}


def test_infinite_number_is_refused(program: Program) -> None:
    status, answer = program.ask("POST", "/clock/advance", '{"seconds": 1e999}')

    assert (status, "finite" in str(answer)) == (400, True)


def test_fault_of_the_sandbox_is_not_blamed_on_the_caller(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(program.box.callbacks, "deliver", fail)

    status, message = program.fail("/callbacks/deliver")

    assert (status, "fault of the sandbox" in message) == (500, True)
