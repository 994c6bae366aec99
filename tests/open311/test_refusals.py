"""What an Open311 server says of a failure may be a citizen's words: errors repeat none of them."""

from __future__ import annotations

import json
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from govpublic_sdk import GovPublic, Response, errors, open311
from govpublic_sdk.appeals import NewAppeal, Open311Channel, Window
from govpublic_sdk.models import AppealPlace
from loopback import reply, serving
from open311_city import KEY, START, Told, answer, at, client_of, server
from open311_habits import Habits

SENTENCE = "Сосед Zhitel с улицы Мира, 1 топит котят, звоните 89270000000 или a@example.org"
WORDS = ("сосед", "zhitel", "мира", "котят", "8927", "example.org", "\\u0441", "%d1%81", "=d1")
RECORD = {"service_request_id": 5, "description": SENTENCE, "first_name": "Zhitel"}
HERE = server(has_updates=True)
NEW = NewAppeal(text=SENTENCE, service="001", key="k", place=AppealPlace(address="Мира, 1"))

READS = {
    "discovery": open311.discovery(HERE),
    "services": open311.services(HERE),
    "definition": open311.service_definition(HERE, "001"),
    "requests": open311.requests(HERE),
    "request": open311.request(HERE, "5"),
    "updates": open311.updates(HERE),
}
WRITES = {
    "create": open311.create(
        HERE, "001", description=SENTENCE, address="Мира, 1", first_name="Zhitel"
    ),
    "create_update": open311.create_update(
        HERE, "5", update_id="u", status="closed", updated_at=START, description=SENTENCE
    ),
}
CALLS = {**READS, **WRITES}

TREES = {
    "errors": [{"code": 400, "description": SENTENCE}],
    "one error": {"error": SENTENCE},
    "named errors": {"errors": [{"code": "89270", "description": SENTENCE}]},
    "name of an error": {"errors": {SENTENCE: [SENTENCE]}},
    "code": {"code": SENTENCE, "detail": SENTENCE},
    "telephone as a code": {"code": 89270000000, "description": "x"},
    "record": {"errors": [RECORD], "error": RECORD},
    "names of the spec": {"error": f"service_code of {SENTENCE}, lat"},
}
ESCAPED = {
    "percent": "%D1%81%D0%BE%D1%81%D0%B5%D0%B4",
    "quoted": "&#1089;&#1086;&#1089;&#1077;&#1076; Zhitel",
    "quoted-printable": "=D1=81=D0=BE=D1=81=D0=B5=D0=B4",
}
BODIES = {
    **{name: json.dumps(tree, ensure_ascii=False).encode() for name, tree in TREES.items()},
    **{name: json.dumps({"error": text}).encode() for name, text in ESCAPED.items()},
    "escaped": json.dumps([{"code": 400, "description": SENTENCE}]).encode(),
    "cp1251": f'{{"error": "{SENTENCE}"}}'.encode("cp1251"),
    "utf-16": json.dumps({"error": SENTENCE}, ensure_ascii=False).encode("utf-16"),
    "cut off": f'{{"error": "{SENTENCE}'.encode(),
    "behind a warning": f'PHP Warning: {SENTENCE}\n{{"error": "{SENTENCE}"}}'.encode(),
    "text": SENTENCE.encode(),
    "json text": json.dumps(SENTENCE).encode(),
    "page": f"<html><title>{SENTENCE}</title>{SENTENCE}</html>".encode(),
    "xml": f'<?xml version="1.0"?><errors><code>400</code>{SENTENCE}</errors>'.encode(),
    "dump": f"$VAR1 = {{'description' => \"{SENTENCE}\", 'phone' => 89270000000}}".encode(),
}
STATUSES = (200, 201, 301, 302, 400, 401, 403, 404, 405, 409, 410, 412, 422, 429, 500, 503)


def shown_by(error: BaseException) -> str:
    """All that an error shows without being asked for `raw`, its causes included."""
    shown, waiting = "", [error]
    while waiting:
        one = waiting.pop()
        state = {name: value for name, value in vars(one).items() if name != "raw"}
        shown += f"{one} {one!r} {one.args!r} {state!r} {getattr(one, 'details', '')}"
        if isinstance(one, errors.ApiError):
            shown += repr(one.raw)
        shown += "".join(traceback.format_exception(one))
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
    return shown


def said(text: str) -> list[str]:
    """Which words of the citizen a text holds."""
    return [word for word in WORDS if word in text.casefold()]


def errors_of(call: Any, body: bytes) -> Iterator[errors.GovPublicError]:
    for status in STATUSES:
        headers = {"content-type": "application/json; charset=utf-8", "location": SENTENCE}
        with client_of(Told([Response(status, headers, body)]), has_updates=True) as client:
            try:
                client.run(call)
            except errors.GovPublicError as error:
                yield error


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_errors_say_no_word_of_a_refusal(call: Any, body: bytes, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    found = list(errors_of(call, body))

    assert len(found) >= len(STATUSES) - 2
    for error in found:
        assert said(shown_by(error)) == []
        assert said(shown_by(pickle.loads(pickle.dumps(error)))) == []
    assert said(caplog.text) == []


def test_a_refusal_says_what_it_is_about_and_keeps_the_answer() -> None:
    body = [{"code": 400, "description": f"no service_code, bad lat: {SENTENCE}"}]
    for status in (400, 200):
        with (
            client_of(Told([answer(body, status)])) as client,
            pytest.raises(errors.InvalidRequest) as refused,
        ):
            client.run(open311.requests(HERE))

        assert refused.value.code == 400
        assert "error 400" in str(refused.value)
        assert "it names `lat`, `service_code`" in refused.value.reason
        assert json.loads(refused.value.raw or b"") == body
        assert pickle.loads(pickle.dumps(refused.value)).raw == refused.value.raw


@pytest.mark.parametrize(("code", "number"), [("123", 123), (12345, 12345), (927000, None)])
def test_numbers_of_a_refusal_are_no_telephones(code: object, number: int | None) -> None:
    told = Told([answer({"code": code, "description": "no"})])

    with client_of(told) as client, pytest.raises(errors.InvalidRequest) as refused:
        client.run(open311.requests(HERE))

    assert refused.value.code == number


def test_the_key_is_masked_in_the_answer_too() -> None:
    body = b'{"error": "key ' + KEY.encode() + b' \xff unknown"}'

    for status in (400, 200):
        with (
            client_of(Told([Response(status, {}, body)])) as client,
            pytest.raises(errors.InvalidRequest) as refused,
        ):
            client.run(open311.requests(HERE))
        assert refused.value.raw == b'{"error": "key *** \xff unknown"}'
        assert "\\xff" not in repr(refused.value.raw)


def test_a_refusal_without_a_body_says_its_status() -> None:
    told = Told([Response(404, {}, b" ")])

    with client_of(told) as client, pytest.raises(errors.NotFound, match="error 404") as refused:
        client.run(open311.requests(HERE))

    assert refused.value.raw == b" "


def test_large_refusals_are_read_in_part() -> None:
    body = json.dumps({"error": "x" * 5_000 + " service_code"}).encode()

    for status in (400, 200):
        with (
            client_of(Told([Response(status, {}, body)])) as client,
            pytest.raises(errors.InvalidRequest) as refused,
        ):
            client.run(open311.requests(HERE))

        assert len(str(refused.value)) < 300
        assert "service_code" not in str(refused.value)
        assert refused.value.raw == body


WINDOW = Window(since=START, until=at(days=1))
CHANNEL_WORK: dict[str, Callable[[Open311Channel, GovPublic], object]] = {
    "each": lambda here, client: list(client.walk(here.each(WINDOW))),
    "get": lambda here, client: client.run(here.get("5")),
    "updates": lambda here, client: list(client.walk(here.updates(WINDOW))),
    "create": lambda here, client: client.run(here.create(NEW)),
    "find_created": lambda here, client: client.run(here.find_created("k", WINDOW, text="x")),
    "appeals": lambda here, client: list(client.appeals.each(since=START, until=at(days=1))),
    "appeal": lambda here, client: client.appeals.create(here.name, NEW),
}


@pytest.mark.parametrize("body", [BODIES["errors"], BODIES["xml"]])
@pytest.mark.parametrize("status", ["200 OK", "404 No", "500 Oops"])
@pytest.mark.parametrize("work", CHANNEL_WORK.values(), ids=CHANNEL_WORK)
def test_the_channel_says_no_word_of_a_refusal(
    work: Any, status: str, body: bytes, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving() as loop:
        loop.answers = [reply(body, status) for _ in range(8)]
        here = server(url=loop.url.rstrip("/"), has_updates=True)
        with (
            GovPublic(open311=[here], retry=None) as client,
            pytest.raises(errors.GovPublicError) as failed,
        ):
            work(Open311Channel(here), client)

    assert said(shown_by(failed.value)) == []
    assert said(caplog.text) == []


def test_what_is_no_http_shows_no_word_either(caplog: Any) -> None:
    caplog.set_level(logging.DEBUG, "govpublic_sdk")
    with serving() as loop:
        lines = [SENTENCE, f"HTTP/1.1 200 OK\r\nZhitel 8927 {SENTENCE}"]
        loop.answers = [f"{line}\r\n\r\n".encode() for line in lines]
        here = server(url=loop.url.rstrip("/"))
        with GovPublic(open311=[here], retry=None) as client:
            for _ in range(2):
                with pytest.raises(errors.NetworkError) as failed:
                    client.run(open311.requests(here))
                assert said(shown_by(failed.value)) == []

    assert said(caplog.text) == []


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("status", [200, 400, 404, 500])
def test_the_probe_says_no_word_of_a_refusal(status: int, body: bytes) -> None:
    told = Told(made=lambda request: Response(status, {}, body))
    with client_of(told) as client:
        found = client.run(open311.probe(server(), at=at(days=3)))

    assert not found.fits
    assert said(f"{found} {found!r}") == []


def test_the_probe_shows_the_form_of_a_date_only() -> None:
    city = Habits(date=lambda moment: SENTENCE)
    with client_of(Told(made=city)) as client:
        found = client.run(open311.probe(server(), at=at(days=3)))

    assert "date" in str(found)
    assert said(str(found)) == []


def test_receiving_says_no_word_of_a_refusal(caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    told = Told([Response(400, {}, BODIES["errors"])] * 3)
    shown: list[str] = []
    with client_of(told) as client:
        each = client.appeals.each(
            since=START,
            until=START + timedelta(days=1),
            on_error=lambda name, error: shown.append(shown_by(error)),
        )
        assert list(each) == []

    assert shown
    assert said("".join(shown) + caplog.text) == []
