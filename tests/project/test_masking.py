"""Errors and reprs repeat nothing that a call sent but numbers, ids and words of VK."""

from __future__ import annotations

import html
import json
import pickle
import traceback
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import Call, Response, batch, errors, models, vk
from govpublic_sdk._core.masking import mask_echo, mask_sent
from govpublic_sdk._core.vk_methods import method_names
from run_steps import World, answer, refusal

SAID = "Канарейкина Пелагея, тел. +7 (917) 123-45-67, ул. Лазурная, 5; pelageya@example.ru"
PARTS = ("канарейкин", "пелагея", "лазурн", "123-45-67", "1234567", "pelageya", "example.ru")

ECHOES = {
    "whole": lambda text: text,
    "quoted": lambda text: f"'{text}'",
    "upper": str.upper,
    "url": quote,
    "form": quote_plus,
    "twice": lambda text: quote(quote(text)),
    "json": lambda text: json.dumps(text)[1:-1],
    "json in json": lambda text: json.dumps(json.dumps(text))[1:-1],
    "html": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "entities": html.escape,
    "bytes": lambda text: repr(text.encode())[2:-1],
    "cut": lambda text: text[:8],
    "cut end": lambda text: text[5:],
    "cut both": lambda text: text[2:9],
    "words": lambda text: "_".join(text.split()),
    "lines": lambda text: "\n".join(text.split()),
}

CALLS: dict[str, Call[Any]] = {
    "post": vk.wall.post(-1, SAID),
    "comment": vk.wall.create_comment(-1, 2, SAID),
    "search": vk.wall.search(-1, query=SAID),
    "message": vk.messages.send(5, message=SAID, peer_id=7),
    "untyped": vk.method("users.get", {"never_seen": SAID}, result=list),
    "program": vk.execute("return 1;", result=int, said=SAID),
    "code": vk.execute(f"return {json.dumps(SAID)};", result=int),
    "batch": batch(vk.wall.search(-1, query=SAID), vk.wall.get(-1)),
}


def shown_by(error: BaseException) -> str:
    again = pickle.loads(pickle.dumps(error))
    texts = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    if isinstance(error, errors.ApiError):
        texts += [error.reason, repr(error.details), repr(vars(error)), repr(vars(again))]
    return "\n".join([*texts, str(again), str(error.__cause__ or "")]).casefold()


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES.keys())
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize("code", [100, 15, 10, 77_777])
def test_error_never_repeats_what_was_sent(call: Call[Any], echo: Any, code: int) -> None:
    words = f"One of the parameters is invalid: {echo(SAID)} is not allowed"
    more = {"error_text": words, "confirmation_text": words, "odd": {"deep": [words]}}
    with pytest.raises(errors.GovPublicError) as failed:
        World().ask(call, [refusal(code, words, **more)] * 3)
    shown = shown_by(failed.value)
    assert not [part for part in PARTS if part in shown]
    assert "one of the parameters is invalid" in shown


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES.keys())
def test_error_inside_execute_repeats_nothing(echo: Any) -> None:
    inner = [{"method": "wall.search", "error_code": 100, "error_msg": f"bad: {echo(SAID)}"}]
    pair = batch(vk.wall.search(-1, query=SAID), vk.wall.get(-1))
    search, _ = World().ask(
        pair, [answer([False, {"count": 0, "items": []}], execute_errors=inner)]
    )
    assert search.error is not None
    assert not [part for part in PARTS if part in shown_by(search.error)]


def test_error_keeps_words_and_addresses_of_vk() -> None:
    page = "https://id.vk.ru/captcha?sid=1&hash=abc%20d"
    with pytest.raises(errors.CaptchaNeeded) as failed:
        World().ask(vk.wall.post(-1, SAID), [refusal(14, "Captcha needed", redirect_uri=page)])
    assert failed.value.details == {"redirect_uri": page}
    assert failed.value.reason == "Captcha needed"
    with pytest.raises(errors.InvalidRequest, match="owner_id is undefined") as failed_too:
        World().ask(vk.wall.post(-1, SAID), [refusal(100, "message: owner_id is undefined")])
    assert "message: owner_id" in failed_too.value.reason


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (vk.wall.get(-1, count=10), "Call(wall.get(count=10, owner_id=-1))"),
        (vk.wall.post(-1, "text"), "message=<4 characters>"),
        (vk.method("wall.get", {"filter": "suggests"}, result=list), "filter='suggests'"),
        (vk.method("wall.get", {"filter": "дом 5"}, result=list), "filter=<5 characters>"),
        (vk.method("auth.x", {"client_secret": "abc"}, result=list), "<3 characters>"),
        (vk.method("a.x", {"new_password": "123456"}, result=list), "<6 characters>"),
        (vk.method("a.x", {"Phone_number": "9170000000"}, result=list), "<10 characters>"),
        (vk.method("a.x", {"sms_pin": "1234"}, result=list), "<4 characters>"),
        (vk.method("a.x", {"owner_snils": "12345678901"}, result=list), "<11 characters>"),
        (vk.method("a.x", {"pinned_count": "12"}, result=list), "pinned_count=12"),
        (vk.method("a.x", {"anything": "79171234567"}, result=list), "<11 characters>"),
        (vk.method("a.x", {"user_id": "79171234567"}, result=list), "user_id=79171234567"),
        (vk.method("a.x", {"phone": "5"}, result=list), "phone=<1 characters>"),
        (vk.method("a.x", {"posts": "-1_2"}, result=list), "posts='-1_2'"),
        (vk.groups.get_by_id(["samara"]), "group_ids='samara'"),
    ],
)
def test_call_shows_numbers_ids_and_words_of_vk(call: Call[Any], shown: str) -> None:
    assert shown in repr(call)


@pytest.mark.parametrize("method", method_names())
def test_call_hides_texts_under_any_name(method: str) -> None:
    names = ("text", "title", "hometown", "value", "x", "group_ids", "type", "filter", "fields")
    assert SAID not in repr(vk.method(method, dict.fromkeys(names, SAID), result=list))


@settings(deadline=None)
@given(st.text(min_size=4, max_size=60), st.integers(0, 30), st.integers(4, 40))
def test_mask_leaves_no_cut_of_a_word(text: str, start: int, length: int) -> None:
    call = vk.method("wall.post", {"message": f"{text} Пелагея"}, result=int)
    cut = (
        call.get(
            "message",
        )
        or ""
    )
    masked = mask_echo(call, f"invalid {cut[start : start + length]} given")
    words = [word for word in cut.casefold().split() if len(word) > 8 and word.isalpha()]
    assert not [word for word in words if word in masked.casefold()]


def test_mask_is_fast_for_long_words_of_a_service() -> None:
    call = vk.wall.post(-1, SAID * 50)
    for piece in ("a", "%25", "&amp;", "\\u0041", "'", '"', "«", "***", "1 ", "@", "\\x41"):
        assert len(mask_echo(call, piece * 1_000_000)) <= 300


def test_mask_leaves_what_was_not_sent_as_it_is() -> None:
    call = vk.wall.post(-1, SAID)
    assert mask_sent(call, "a%20b") == "a%20b"
    assert mask_sent(call, {"n": [5, None, "x"]}) == {"n": [5, None, "x"]}


def test_undecodable_answers_show_no_text() -> None:
    body = json.dumps({"error": SAID}).encode()
    with pytest.raises(errors.OutcomeUnknown) as failed:
        World().ask(vk.wall.post(-1, SAID), [Response(200, {}, body)])
    assert not [part for part in PARTS if part in shown_by(failed.value)]


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        (models.Post, {"id": 1, "owner_id": -1, "text": SAID, "hash": "canary", "signer_id": 7}),
        (models.Comment, {"id": 1, "text": SAID}),
        (models.Topic, {"id": 1, "title": SAID, "first_comment": SAID}),
        (models.TopicComment, {"id": 1, "text": SAID}),
        (models.Message, {"id": 1, "peer_id": 5, "text": SAID, "payload": SAID, "ref": SAID}),
        (models.Poll, {"id": 1, "question": SAID, "answers": [{"id": 1, "text": SAID}]}),
        (models.Photo, {"id": 1, "owner_id": 5, "text": SAID, "access_key": "canary"}),
        (models.Video, {"id": 1, "owner_id": 5, "title": SAID, "description": SAID}),
        (models.Document, {"id": 1, "owner_id": 5, "title": SAID, "url": "https://canary.ru"}),
        (models.Link, {"url": "https://canary.ru", "title": SAID, "caption": SAID}),
        (models.User, {"id": 1, "first_name": SAID, "last_name": SAID, "status": SAID}),
        (models.Public, {"id": 1, "status": SAID, "contacts": [{"phone": SAID, "desc": SAID}]}),
        (models.PublicSettings, {"phone": SAID, "email": SAID, "description": SAID}),
        (models.Lead, {"lead_id": 1, "form_name": SAID}),
    ],
)
def test_models_show_no_text_of_persons(model: Any, sent: dict[str, Any]) -> None:
    inside = {"attachments": [{"type": "photo", "photo": {"id": 1, "owner_id": 2, "text": SAID}}]}
    whole = {**inside, "unknown": SAID, "copy_history": [{"id": 2, "text": SAID}], **sent}
    found = model.model_validate(whole)
    shown = (repr(found) + str(found)).casefold()
    assert not [part for part in (*PARTS, "canary") if part in shown]
