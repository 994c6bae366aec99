"""What may break in a sandbox breaks as asked: in the process and on a real socket alike."""

import asyncio
import http.client
import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import errors
from govpublic_sdk._http import FilePart, Reply, Request
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.drift import drifted
from govpublic_sdk.sandbox.transport import AsyncSandboxTransport, SandboxTransport
from sandbox_calls import Asker


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=2, posts=3, limits=False) as box:
        yield box


def request(box: Sandbox, method: str = "utils.getServerTime", **params: object) -> Request:
    form = {"v": "5.199", **{name: str(value) for name, value in params.items()}}
    headers = {"authorization": f"Bearer {box.user_token}"}
    return Request(url=f"http://127.0.0.1/method/{method}", headers=headers, form=form)


def blocking(box: Sandbox, asked: Request, timeout: float | None = None) -> Reply:
    return SandboxTransport(box.gateway, box.clock).send(asked, timeout)


def waiting(box: Sandbox, asked: Request, timeout: float | None = None) -> Reply:
    return asyncio.run(AsyncSandboxTransport(box.gateway, box.clock).send(asked, timeout))


def served(box: Sandbox, asked: Request, timeout: float | None = None) -> Reply:
    """Over a socket, with the standard library."""
    with box.serve() as url:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
        try:
            name = asked.url.rpartition("/")[2]
            headers = {"content-type": "application/x-www-form-urlencoded", **asked.headers}
            connection.request("POST", f"/method/{name}", urlencode(asked.form), headers)
            response = connection.getresponse()
            return Reply(response.status, dict(response.headers), response.read())
        except (OSError, http.client.HTTPException) as error:
            raise errors.NetworkError(repr(error)) from error
        finally:
            connection.close()


Carry = Callable[..., Reply]
everywhere = pytest.mark.parametrize("carry", [blocking, waiting, served])


@everywhere
def test_any_error_can_be_had(box: Sandbox, carry: Carry) -> None:
    box.faults.error(9, "flood", method="utils.*", fields={"error_subcode": 7})
    error = json.loads(carry(box, request(box)).body)["error"]
    assert error == {"error_code": 9, "error_msg": "flood", "error_subcode": 7}
    assert b"response" in carry(box, request(box)).body


@everywhere
def test_pages_come_where_data_belongs(box: Sandbox, carry: Carry) -> None:
    box.faults.html()
    reply = carry(box, request(box))
    assert (reply.status, reply.body[:6]) == (200, b"<html>")
    box.faults.empty()
    assert carry(box, request(box)).body == b""
    box.faults.status(429, headers={"Retry-After": "3"})
    reply = carry(box, request(box))
    headers = {name.lower(): value for name, value in reply.headers.items()}
    assert (reply.status, headers["retry-after"]) == (429, "3")


@everywhere
@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_a_connection_breaks_after_the_work_is_done(box: Sandbox, carry: Carry, kind: str) -> None:
    getattr(box.faults, kind)(method="wall.post")
    asked = request(box, "wall.post", owner_id=-box.publics[0], message="Потерялось")
    with pytest.raises(errors.NetworkError):
        carry(box, asked)
    wall = json.loads(blocking(box, request(box, "wall.get", owner_id=-box.publics[0])).body)
    assert wall["response"]["items"][0]["text"] == "Потерялось"


@everywhere
def test_a_connection_breaks_before_the_work_is_done(box: Sandbox, carry: Carry) -> None:
    box.faults.reset(method="wall.post", done=False)
    asked = request(box, "wall.post", owner_id=-box.publics[0], message="Не дошло")
    with pytest.raises(errors.NetworkError):
        carry(box, asked)
    wall = json.loads(blocking(box, request(box, "wall.get", owner_id=-box.publics[0])).body)
    assert wall["response"]["count"] == 3


@pytest.mark.parametrize("carry", [blocking, waiting])
def test_late_and_slow_answers_take_the_time_of_the_box(box: Sandbox, carry: Carry) -> None:
    box.faults.latency(5)
    box.faults.slow(2)
    started = box.clock.now()
    assert carry(box, request(box), 10).status == 200
    assert box.clock.now() == started + 7
    box.faults.latency(5)
    with pytest.raises(errors.NetworkError):
        carry(box, request(box), 3)
    assert box.clock.now() == started + 10


def test_late_and_slow_answers_come_over_a_socket(box: Sandbox) -> None:
    box.faults.latency(0.01)
    box.faults.slow(0.02)
    assert b"response" in served(box, request(box)).body
    box.faults.latency(5)
    with pytest.raises(errors.NetworkError):
        served(box, request(box), 0.05)


def test_faults_strike_what_they_name_as_often_as_told(box: Sandbox) -> None:
    ask = Asker(box)
    box.faults.error(10, method="wall.*", times=2)
    ask("utils.getServerTime")
    assert [ask.error("wall.get"), ask.error("wall.search")] == [10, 10]
    ask("wall.get", owner_id=ask.wall)
    box.faults.error(10, times=None)
    assert {ask.error("users.get") for _ in range(20)} == {10}
    box.faults.clear()
    ask("users.get")


def test_chance_follows_the_seed() -> None:
    def struck(seed: int) -> list[bool]:
        ask = Asker(Sandbox(publics=1, seed=seed, limits=False))
        ask.box.faults.error(10, chance=0.3, times=None)
        return ["error" in ask.answer("utils.getServerTime", {}) for _ in range(60)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 5 < sum(struck(1)) < 40


def test_errors_and_drift_strike_inside_of_execute(box: Sandbox) -> None:
    ask = Asker(box)
    box.faults.error(6, method="users.get")
    box.faults.drift(lambda value: f"drifted {value['count']}", method="wall.get")
    code = f"return [API.users.get({{}}), API.wall.get({{owner_id: {ask.wall}}}), 5];"
    answer = ask.answer("execute", {"code": code})
    assert answer["response"] == [False, "drifted 3", 5]
    assert [one["error_code"] for one in answer["execute_errors"]] == [6]
    box.faults.error(1)  # no method is named: the request itself is struck
    assert ask.error("execute", code=code) == 1


@pytest.mark.parametrize(("form", "field"), [("old", "captcha_sid"), ("new", "redirect_uri")])
def test_captchas_have_two_forms(box: Sandbox, form: str, field: str) -> None:
    box.faults.captcha(form=form)
    error = Asker(box).answer("users.get", {})["error"]
    assert error["error_code"] == 14
    assert field in error


def test_a_validation_names_its_page(box: Sandbox) -> None:
    box.faults.validation()
    error = Asker(box).answer("users.get", {})["error"]
    assert (error["error_code"], "redirect_uri" in error) == (17, True)


def test_drift_leaves_the_world_as_it_is(box: Sandbox) -> None:
    ask = Asker(box)

    def spoil(page: dict[str, Any]) -> dict[str, Any]:
        page["items"][0]["attachments"].clear()
        page["items"][0]["text"] = None
        return page

    before = ask("wall.get", owner_id=ask.wall)
    box.faults.drift(spoil, method="wall.get")
    assert ask("wall.get", owner_id=ask.wall)["items"][0]["text"] is None
    assert ask("wall.get", owner_id=ask.wall) == before


def test_drift_comes_by_itself(box: Sandbox) -> None:
    ask = Asker(box)
    before = ask("wall.get", owner_id=ask.wall)
    box.faults.drift(share=0.5, method="wall.get", times=None)
    after = ask("wall.get", owner_id=ask.wall)
    assert after != before
    assert [one["id"] for one in after["items"]] == [one["id"] for one in before["items"]]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON, st.randoms(use_true_random=False), st.floats(0, 1))
def test_drift_takes_any_answer_and_no_share_changes_nothing(
    value: Any, chance: Any, share: float
) -> None:
    before = json.dumps(value)
    json.dumps(drifted(value, chance, share))
    assert json.dumps(value) == before
    assert drifted(value, chance, 0) == value


def test_upload_hosts_break_too(box: Sandbox) -> None:
    ask = Asker(box)
    sent = FilePart(name="photo", filename="a.png", content=b"content")
    for expected, strike in (
        (b"<html>502", lambda: box.faults.status(502, method="upload")),
        (b'{"error"', lambda: box.faults.error(1, method="upload")),
    ):
        strike()
        url = ask("photos.getWallUploadServer", group_id=ask.public)["upload_url"]
        assert blocking(box, Request(url=url, files=(sent,))).body.startswith(expected)
    box.faults.cut(method="upload")
    url = ask("photos.getWallUploadServer", group_id=ask.public)["upload_url"]
    with pytest.raises(errors.NetworkError):
        blocking(box, Request(url=url, files=(sent,)))


def test_the_clock_goes_forward_only(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="back"):
        box.clock.advance(-1)
    before = box.clock.moment()
    box.clock.sleep(60)
    assert (box.clock.moment() - before).total_seconds() == 60


def test_transports_hold_nothing(box: Sandbox) -> None:
    SandboxTransport(box.gateway, box.clock).close()
    asyncio.run(AsyncSandboxTransport(box.gateway, box.clock).close())


@given(st.integers(0, 99))
def test_numbers_of_any_size_drift(seed: int) -> None:
    drifted({"far": 10**400}, random.Random(seed), 1.0)
