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

from govpublic_sdk import Request, Response, errors, vk
from govpublic_sdk.appeals import FilePart
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.faults import drift
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


def blocking(box: Sandbox, asked: Request, timeout: float | None = None) -> Response:
    return SandboxTransport(box.gateway, box.clock).send(asked, timeout)


def waiting(box: Sandbox, asked: Request, timeout: float | None = None) -> Response:
    return asyncio.run(AsyncSandboxTransport(box.gateway, box.clock).send(asked, timeout))


def served(box: Sandbox, asked: Request, timeout: float | None = None) -> Response:
    """Over a socket, with the standard library."""
    with box.serve() as url:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
        try:
            name = asked.url.rpartition("/")[2]
            headers = {"content-type": "application/x-www-form-urlencoded", **asked.headers}
            connection.request("POST", f"/method/{name}", urlencode(asked.form), headers)
            response = connection.getresponse()
            return Response(response.status, dict(response.headers), response.read())
        except (OSError, http.client.HTTPException) as error:
            raise errors.NetworkError(repr(error)) from error
        finally:
            connection.close()


Carry = Callable[..., Response]
everywhere = pytest.mark.parametrize("carry", [blocking, waiting, served])


@everywhere
def test_any_error_can_be_had(box: Sandbox, carry: Carry) -> None:
    box.faults.error(9, "flood", method="utils.*", fields={"error_subcode": 7})
    error = json.loads(carry(box, request(box)).body)["error"]
    assert error.pop("request_params")
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


def echoed(answer: dict[str, Any]) -> dict[str, str]:
    return {one["key"]: one["value"] for one in answer["error"]["request_params"]}


@pytest.mark.parametrize("fault", ["error", "captcha", "validation"])
def test_errors_of_faults_echo_the_request(box: Sandbox, fault: str) -> None:
    strike = {"error": lambda: box.faults.error(10), "captcha": box.faults.captcha}
    strike.get(fault, box.faults.validation)()
    ask = Asker(box)

    answer = ask.answer("users.get", {"user_ids": 5, "access_token": box.user_token})

    assert echoed(answer) == {"method": "users.get", "oauth": "1", "v": "5.199", "user_ids": "5"}
    assert box.user_token not in json.dumps(answer)


def solution(error: dict[str, Any], key: str = "solved") -> dict[str, str]:
    if "redirect_uri" in error:
        return {"success_token": key}
    return {"captcha_sid": error["captcha_sid"], "captcha_key": key}


@pytest.mark.parametrize("form", ["old", "new"])
@pytest.mark.parametrize("wrong", ["nothing", "key", "empty"])
def test_captcha_wants_the_right_answer(box: Sandbox, form: str, wrong: str) -> None:
    box.faults.captcha(form=form)
    ask = Asker(box)
    first = ask.answer("users.get", {})["error"]
    given = {"nothing": {}, "key": solution(first, "guess"), "empty": solution(first, "")}[wrong]

    second = ask.answer("users.get", given)["error"]

    assert (first["error_code"], second["error_code"]) == (14, 14)
    assert ask("users.get", **solution(second))
    assert ask("users.get")


def test_captcha_of_another_sid_is_wrong(box: Sandbox) -> None:
    box.faults.captcha(key="вода")
    ask = Asker(box)
    first = ask.answer("users.get", {})["error"]
    second = ask.answer("users.get", {})["error"]

    assert first["captcha_sid"] != second["captcha_sid"]
    third = ask.answer("users.get", solution(first, "вода"))["error"]
    assert ask("users.get", **solution(third, "вода"))


def test_captcha_belongs_to_a_method_and_a_token(box: Sandbox) -> None:
    box.faults.captcha(method="users.get")
    ask = Asker(box)
    assert ask.error("users.get") == 14

    assert ask("utils.getServerTime")
    assert ask("users.get", token="stranger")
    assert ask.error("users.get") == 14
    box.faults.clear()
    assert ask("users.get")


def test_captcha_that_strikes_always_can_be_solved(box: Sandbox) -> None:
    box.faults.captcha(times=None)
    ask = Asker(box)
    for _ in range(2):
        error = ask.answer("users.get", {})["error"]
        assert ask("users.get", **solution(error))


def test_captcha_inside_of_execute_is_checked(box: Sandbox) -> None:
    box.faults.captcha(method="users.get")
    ask, code = Asker(box), "return API.users.get({});"
    error = ask.answer("execute", {"code": code})["execute_errors"][0]

    assert ask.answer("execute", {"code": code})["execute_errors"][0]["error_code"] == 14
    error = ask.answer("execute", {"code": code})["execute_errors"][0]
    assert "execute_errors" not in ask.answer("execute", {"code": code, **solution(error)})


def test_captcha_of_an_unknown_form_is_refused(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="form"):
        box.faults.captcha(form="audio")  # type: ignore[arg-type]


def test_clients_solve_captchas(box: Sandbox) -> None:
    keys = iter(["guess", "solved"])

    def solve(error: errors.ApiError) -> dict[str, str]:
        return solution(dict(error.details), next(keys))

    box.faults.captcha()
    with box.client(on_challenge=solve) as client:
        assert client.run(vk.users.get([5]))


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
    json.dumps(drift(value, chance, share))
    assert json.dumps(value) == before
    assert drift(value, chance, 0) == value


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
    drift({"far": 10**400}, random.Random(seed), 1.0)
