"""Services whose resources have addresses: requests, refusals, files, sessions; walked by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Call, Procedure, Response, errors
from govpublic_sdk._core.http import ClientContext
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.rest import safe_file_name
from govpublic_sdk._core.runner import ClientState, Options
from govpublic_sdk.appeals import As, FetchedFile, FileOf, FilePart, RestRequest, RestService
from run_steps import LOST, World

HOME = "https://feedback.example"


def call(path: str = "/things", *, safety: Any = "read", decode: Any = None, **rest: Any) -> Any:
    return Call(
        service="shop",
        method="shop.things",
        decode=decode or As(object),
        safety=safety,
        rest=RestRequest(path=path, **rest),
    )


SIGN_IN: Call[str] = Call(
    service="shop",
    method="shop.sign_in",
    decode=As(str),
    safety="read",
    rest=RestRequest(verb="POST", path="/door", form=(("password", "open sesame"),)),
)


class Shop(World):
    """A world with one service of resources."""

    def __init__(self, **service: Any) -> None:
        super().__init__()
        self.shop = RestService(url=HOME, **service)
        self.sessions: dict[str, str] = {}

    def setting(self) -> ClientState:
        setting = super().setting()
        setting.services = {**setting.services, "shop": self.shop}
        setting.given = {"appeals": "what was given"}
        setting.sessions = self.sessions
        return setting


def said(value: object = 1, status: int = 200, **headers: str) -> Response:
    return Response(status, headers, json.dumps(value).encode())


# Requests


def test_parameters_are_the_query_and_json_is_the_body() -> None:
    shop = Shop(headers={"x-key": "k"}, query={"api_key": "q"})
    asked = call(verb="POST", body=b"{}").with_params(page=2)
    assert shop.ask(asked, [said({"a": 1})]) == {"a": 1}
    (sent,) = shop.sent
    assert (sent.method, sent.url) == ("POST", f"{HOME}/things?page=2&api_key=q")
    assert sent.headers == {"x-key": "k", "content-type": "application/json"}
    assert sent.body == b"{}"


def test_a_form_may_name_a_field_twice() -> None:
    shop = Shop()
    shop.ask(call(verb="POST", form=(("a[]", "1"), ("a[]", "я"))), [said()])
    assert shop.sent[0].body == b"a%5B%5D=1&a%5B%5D=%D1%8F"
    assert shop.sent[0].headers["content-type"] == "application/x-www-form-urlencoded"


def test_half_a_character_is_refused_at_the_door() -> None:
    with pytest.raises(errors.ParameterError, match="lone surrogate") as refused:
        Shop().ask(call(verb="POST", form=(("text", "\ud83d"),)), [])
    assert refused.value.__cause__ is None


def test_files_go_as_a_multipart_form() -> None:
    shop, part = Shop(), FilePart(name="file", filename="a.txt", content=b"a")
    shop.ask(call(verb="POST", form=(("a", "b"),), files=(part,)), [said()])
    assert (shop.sent[0].files, shop.sent[0].form) == ((part,), {"a": "b"})


def test_a_call_that_does_not_say_how_is_refused() -> None:
    with pytest.raises(errors.ConfigurationError, match="has no path"):
        Shop().ask(Call(service="shop", method="x", decode=As(object)), [])


def test_a_service_that_was_not_given_is_told() -> None:
    with pytest.raises(errors.ConfigurationError, match="no service 'shop'"):
        World().ask(call(), [])


def test_texts_of_a_request_do_not_show() -> None:
    asked = call(verb="POST", form=(("description", "pothole"),), headers=(("x", "secret"),))
    assert "pothole" not in repr(asked) + repr(asked.rest)
    assert "secret" not in repr(asked.rest)


# Secrets and origins


def test_secrets_go_to_the_own_origin_only() -> None:
    shop = Shop(headers={"x-key": "k"}, query={"api_key": "q"}, origins=("https://files.example",))
    shop.ask(call("https://files.example/a?b=1", decode=FileOf()), [Response(200, {}, b"x")])
    (sent,) = shop.sent
    assert (sent.url, sent.headers) == ("https://files.example/a?b=1", {})


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/a",
        "http://feedback.example/a",
        "https://feedback.example:8443/a",
        "https://feedback.example.evil.example/a",
        "https://someone@feedback.example/a",
        ".evil.example/a",
        "@evil.example/a",
        ":9999/a",
        "https://[broken/a",
        "HTTPS://evil.example/",
    ],
)
def test_another_origin_is_not_asked(path: str) -> None:
    shop = Shop(headers={"x-key": "k"}, sign_in=SIGN_IN)
    with pytest.raises(errors.ConfigurationError, match="another origin"):
        shop.ask(call(path), [])
    assert shop.sent == []


def test_the_default_port_is_the_same_origin() -> None:
    shop = Shop(headers={"x-key": "k"})
    shop.ask(call("https://feedback.example:443/a"), [said()])
    assert shop.sent[0].headers == {"x-key": "k"}


@pytest.mark.parametrize("url", ["http://feedback.example", "ftp://a", "", "https://a@b.example"])
def test_secrets_go_nowhere_in_the_clear(url: str) -> None:
    with pytest.raises(errors.ConfigurationError):
        RestService(url=url, headers={"x-key": "k"})


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_service_that_echoes_a_secret_does_not_spread_it(status: int) -> None:
    shop = Shop(secrets=("hush-hush",), words=lambda reply: reply.body.decode())
    replies = [Response(status, {}, b"your key hush-hush is wrong")] * 3
    with pytest.raises(errors.GovPublicError) as refused:
        shop.ask(call(), replies)
    assert "hush-hush" not in str(refused.value) + repr(vars(refused.value))


# Answers


def test_no_content_is_none() -> None:
    assert Shop().ask(call(decode=As(type(None))), [Response(204, {}, b"")]) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.InvalidRequest),
        (401, errors.AuthError),
        (403, errors.PermissionDenied),
        (404, errors.NotFound),
        (405, errors.InvalidRequest),
        (409, errors.Conflict),
        (410, errors.NotFound),
        (412, errors.Conflict),
        (418, errors.InvalidRequest),
        (422, errors.InvalidRequest),
    ],
)
def test_statuses_have_meanings(status: int, kind: type[errors.ApiError]) -> None:
    shop = Shop(words=lambda reply: json.loads(reply.body)["why"])
    with pytest.raises(kind, match="it is so") as refused:
        shop.ask(call(safety="unsafe"), [said({"why": "it is so"}, status)])
    assert (refused.value.code, len(shop.sent)) == (status, 1)


def test_a_service_may_mean_a_status_otherwise() -> None:
    shop = Shop(refusals={409: errors.InvalidRequest})
    with pytest.raises(errors.InvalidRequest):
        shop.ask(call(), [said(status=409)])
    with pytest.raises(errors.Conflict):
        shop.ask(call(), [said(status=412)])


def test_without_words_the_status_speaks() -> None:
    with pytest.raises(errors.NotFound, match="error 404"):
        Shop().ask(call(), [Response(404, {}, b"<html>")])


def test_too_fast_is_tried_again_when_the_service_says() -> None:
    shop = Shop()
    late = Response(429, {"retry-after": "7"}, b"")
    assert shop.ask(call(safety="unsafe"), [late, said(5)]) == 5
    assert shop.slept == [7]


def test_a_server_error_is_tried_again_for_reads_only() -> None:
    shop, broken = Shop(), Response(500, {}, b"<html>oops")
    assert shop.ask(call(), [broken, said(5)]) == 5
    with pytest.raises(errors.OutcomeUnknown):
        shop.ask(call(safety="unsafe"), [broken])


@pytest.mark.parametrize("body", [b"<html>", b"\xef\xbb\xbf <!doctype html>"])
def test_a_page_with_200_is_no_answer(body: bytes) -> None:
    with pytest.raises(errors.ServerError, match="a page or XML instead of data"):
        Shop().ask(call(), [Response(200, {}, body)] * 3)


def test_a_redirect_is_not_followed() -> None:
    moved = Response(302, {"location": "https://evil.example"}, b"")
    shop = Shop(headers={"x-key": "k"})
    with pytest.raises(errors.ServerError, match="HTTP 302"):
        shop.ask(call(), [moved] * 3)
    assert {sent.url for sent in shop.sent} == {f"{HOME}/things"}


@pytest.mark.parametrize(
    ("rest", "echo"),
    [
        ({"form": (("text", "pothole here"),)}, "text: Pothole HERE is long"),
        ({"body": b'{"a": [{"b": "pothole here"}]}'}, "pothole is long"),
        ({"body": b"pothole here"}, "pothole is long"),
        ({"files": (FilePart(name="f", filename="pothole.jpg", content=b""),)}, "pothole is long"),
    ],
)
def test_echo_of_sent_text_is_masked(rest: dict[str, Any], echo: str) -> None:
    shop = Shop(words=lambda reply: reply.body.decode())

    with pytest.raises(errors.InvalidRequest, match="is long") as refused:
        shop.ask(call(verb="POST", safety="unsafe", **rest), [Response(400, {}, echo.encode())])

    assert "pothole" not in (str(refused.value) + refused.value.reason).lower()


def test_shown_parameters_are_repeated() -> None:
    shop = Shop(words=lambda reply: reply.body.decode(), shown=frozenset({"number"}))
    refused = call(verb="POST", form=(("number", "A-20260000001"),))

    with pytest.raises(errors.NotFound, match="A-20260000001 is unknown"):
        shop.ask(refused, [Response(404, {}, b"number A-20260000001 is unknown")])


# Files


def test_a_file_is_what_came() -> None:
    headers = {"content-type": "image/png", "content-disposition": 'attachment; filename="a.png"'}
    found = Shop().ask(call(decode=FileOf()), [Response(200, headers, b"<x>")])
    assert found == FetchedFile(b"<x>", "a.png", "image/png")
    assert "<x>" not in repr(found)
    assert "a.png" not in repr(found)


def test_a_file_without_a_name_has_none() -> None:
    assert Shop().ask(call(decode=FileOf()), [Response(200, {}, b"")]) == FetchedFile(b"")


def test_a_file_in_russian_has_its_name() -> None:
    headers = {"content-disposition": "attachment; filename*=UTF-8''%D0%90%D0%BA%D1%82.pdf"}
    assert Shop().ask(call(decode=FileOf()), [Response(200, headers, b"")]).name == "Акт.pdf"


@pytest.mark.parametrize("piece", [";", ";a=", "; filename*0=a", '"'])
def test_an_endless_disposition_gives_no_name(piece: str) -> None:
    said = 'attachment; filename="a.png"' + piece * (100_000 // len(piece))

    assert Shop().ask(
        call(decode=FileOf()), [Response(200, {"content-disposition": said}, b"")]
    ) == (FetchedFile(b""))


def test_a_file_that_is_too_large_is_refused() -> None:
    shop = Shop(max_bytes=3)
    with pytest.raises(errors.TooLarge, match="4 bytes \\(at most 3\\)"):
        shop.ask(call(decode=FileOf()), [Response(200, {}, b"1234")])
    assert len(shop.sent) == 1


def test_a_write_whose_answer_is_too_large_may_have_happened() -> None:
    with pytest.raises(errors.OutcomeUnknown):
        Shop().ask(call(safety="unsafe"), [errors.TooLarge("too large", status=200)])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../x", "x"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("/etc/passwd", "passwd"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", None),
        ("   ", None),
        ("folder/", None),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ('a<b>:"|?*.txt', "ab.txt"),
        ("я" * 300 + ".pdf", "я" * 196 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path(text: str, name: str | None) -> None:
    assert safe_file_name(text) == name


@given(st.text())
def test_no_name_leads_anywhere(text: str) -> None:
    name = safe_file_name(text)
    assert name is None or (
        name.isprintable() and not set(name) & set('/\\<>:"|?*') and name.strip(". ") == name
    )


# Sessions


def test_a_session_is_opened_once() -> None:
    shop = Shop(sign_in=SIGN_IN)
    assert shop.ask(call(), [said("t0ken"), said(1)]) == 1
    assert shop.ask(call(), [said(2)]) == 2
    assert [sent.url for sent in shop.sent] == [f"{HOME}/door", *[f"{HOME}/things"] * 2]
    assert shop.sent[-1].headers["authorization"] == "Bearer t0ken"
    assert "authorization" not in shop.sent[0].headers


def test_a_session_that_ended_is_opened_again_once() -> None:
    shop = Shop(sign_in=SIGN_IN)
    shop.sessions["shop"] = "old"
    replies = [said({}, 401), said("new"), said(3)]
    assert shop.ask(call(safety="unsafe"), replies) == 3
    assert shop.sessions == {"shop": "new"}


def test_a_session_that_is_never_right_is_an_error() -> None:
    shop = Shop(sign_in=SIGN_IN)
    with pytest.raises(errors.AuthError):
        shop.ask(call(), [said("one"), said({}, 401), said("two"), said({}, 401)])


def test_a_session_that_somebody_renewed_is_kept() -> None:
    shop = Shop(sign_in=SIGN_IN)
    shop.sessions["shop"] = "old"

    def renewed() -> Any:
        shop.sessions["shop"] = "newer"
        return said({}, 401)

    replies = (renewed() if number == 0 else said(4) for number in range(2))
    assert shop.ask(call(), replies) == 4
    assert shop.sent[-1].headers["authorization"] == "Bearer newer"


def test_a_door_that_stays_shut_leaves_no_doubt_about_a_write() -> None:
    shop = Shop(sign_in=SIGN_IN)
    with pytest.raises(errors.NetworkError) as failed:
        shop.ask(call(safety="unsafe"), [LOST, LOST, LOST])
    assert failed.value.call == SIGN_IN
    with pytest.raises(errors.ServerError):
        shop.ask(call(safety="unsafe"), [Response(500, {}, b"")] * 3)
    with pytest.raises(errors.AuthError):
        shop.ask(call(safety="unsafe"), [said({}, 401)])
    assert {sent.url for sent in shop.sent} == {f"{HOME}/door"}


def test_a_token_that_is_none_is_refused() -> None:
    with pytest.raises(errors.ConfigurationError, match="token of the sign-in"):
        Shop(sign_in=SIGN_IN).ask(call(), [said("")])


def test_a_file_elsewhere_needs_no_session() -> None:
    shop = Shop(sign_in=SIGN_IN, origins=("https://files.example",))
    asked = call("https://files.example/a", decode=FileOf())
    assert shop.ask(asked, [Response(200, {}, b"a")]).content == b"a"


# Pace, and what a client was given


def test_a_service_may_have_a_pace() -> None:
    shop = Shop(limiter=Limiter(2))
    for _ in range(4):
        shop.ask(call(), [said()])
    assert sum(shop.slept) >= 1


def test_a_turn_that_is_too_far_is_refused() -> None:
    shop = Shop(limiter=Limiter(1))
    shop.options = Options(wait=0.5)
    shop.ask(call(), [said()])
    with pytest.raises(errors.DeadlineExceeded, match="Nothing was sent"):
        shop.ask(call(), [])


def test_a_procedure_hears_what_the_client_was_given() -> None:
    def procedure() -> Procedure[object]:
        found = yield ClientContext("appeals")
        missing = yield ClientContext("nothing")
        return found, missing

    assert Shop().ask(procedure(), []) == ("what was given", None)


def test_a_header_is_printable_ascii() -> None:
    for header in (("x-name", "a\nb"), ("x name", "a"), ("x-name", "я")):
        with pytest.raises(errors.ParameterError, match="printable ASCII"):
            RestRequest(path="things", headers=(header,))
