"""Keyboards: what VK takes is built, what it would refuse is refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Button, Keyboard, errors, models
from govpublic_sdk._resources.keyboards import json_text

YES = Button.text("Да")


def test_a_keyboard_is_the_json_that_vk_takes() -> None:
    keyboard = Keyboard(
        [
            [
                Button.text("Да", payload={"answer": True}, color="positive"),
                Button.callback("Где?", payload="where", color="primary"),
            ],
            [Button.link("Сайт", "https://samara.ru/", payload=1)],
            [Button.location()],
            [Button.app("Карта", 7, owner_id=-5, hash="map")],
            [Button.pay("action=pay-to-group&amount=1")],
        ],
        one_time=True,
    )

    assert json.loads(keyboard.json) == {
        "one_time": True,
        "inline": False,
        "buttons": [
            [
                {
                    "action": {"type": "text", "label": "Да", "payload": '{"answer":true}'},
                    "color": "positive",
                },
                {
                    "action": {"type": "callback", "label": "Где?", "payload": '"where"'},
                    "color": "primary",
                },
            ],
            [
                {
                    "action": {
                        "type": "open_link",
                        "label": "Сайт",
                        "link": "https://samara.ru/",
                        "payload": "1",
                    }
                }
            ],
            [{"action": {"type": "location"}}],
            [
                {
                    "action": {
                        "type": "open_app",
                        "label": "Карта",
                        "app_id": 7,
                        "owner_id": -5,
                        "hash": "map",
                    }
                }
            ],
            [{"action": {"type": "vkpay", "hash": "action=pay-to-group&amount=1"}}],
        ],
    }


def test_a_keyboard_without_rows_hides_the_one_that_is_shown() -> None:
    assert json.loads(Keyboard().json) == {"one_time": False, "inline": False, "buttons": []}


def test_keyboards_are_values() -> None:
    rows = [[YES]]
    keyboard = Keyboard(rows)
    rows.append([YES])

    assert keyboard == Keyboard([[Button.text("Да")]])
    assert hash(keyboard) == hash(Keyboard([(YES,)]))
    assert keyboard != Keyboard([[YES]], inline=True)


def test_a_keyboard_of_vk_is_read_back() -> None:
    sent = Keyboard([[Button.text("Да", payload={"a": 1})]], inline=True)

    read = models.Keyboard.model_validate_json(sent.json)

    assert read.inline is True
    button = (read.buttons or [])[0][0]
    assert button.action
    assert (button.action.type, button.action.label) == ("text", "Да")
    assert button.action.payload == '{"a":1}'


@pytest.mark.parametrize(
    ("rows", "flags", "parameter"),
    [
        ([[YES]] * 11, {}, "rows"),
        ([[YES] * 5] * 9, {}, "rows"),
        ([[YES]] * 7, {"inline": True}, "rows"),
        ([[YES] * 4] * 3, {"inline": True}, "rows"),
        ([], {"inline": True}, "rows"),
        ([[YES], [YES] * 6], {}, "rows[1]"),
        ([[]], {}, "rows[0]"),
        ([["Да"]], {}, "rows[0][0]"),
        (["Да"], {}, "rows[0]"),
        ([YES], {}, "rows[0]"),
        ("Да", {}, "rows"),
        (YES, {}, "rows"),
        (5, {}, "rows"),
        ([[YES]], {"inline": True, "one_time": True}, "one_time"),
    ],
)
def test_what_vk_would_refuse_is_refused(rows: Any, flags: dict[str, bool], parameter: str) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        Keyboard(rows, **flags)

    assert caught.value.name == parameter


def test_the_largest_keyboards_are_taken() -> None:
    assert Keyboard([[YES] * 5] * 8)
    assert Keyboard([[YES] * 4] * 10)
    assert Keyboard([[YES] * 5] * 2, inline=True)
    assert Keyboard([[YES]] * 6, inline=True)


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: Button.text(""), "label"),
        (lambda: Button.text("д" * 41), "label"),
        (lambda: Button.callback(" "), "label"),
        (lambda: Button.text("a", payload="б" * 254), "payload"),
        (lambda: Button.callback("a", payload={"a": '"' * 124}), "payload"),
        (lambda: Button.location(payload=list(range(90))), "payload"),
        (lambda: Button.text("a", payload=object()), "payload"),
        (lambda: Button.text("a", payload=float("nan")), "payload"),
        (lambda: Button.text("a", color="red"), "color"),
        (lambda: Button.link("a", "samara.ru"), "link"),
        (lambda: Button.link("a", "javascript:alert(1)"), "link"),
        (lambda: Button.app("a", 0), "app_id"),
        (lambda: Button.app("a", True), "app_id"),
        (lambda: Button.pay(""), "hash"),
    ],
)
def test_buttons_that_vk_would_refuse_are_refused(make: Any, parameter: str) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        make()

    assert caught.value.name == parameter


def test_longest_label_and_payload_are_accepted() -> None:
    assert Button.text("д" * 40, payload="б" * 253)


def test_payloads_of_a_keyboard_are_limited() -> None:
    button = Button.callback("a", payload="б" * 198)  # 200 characters of JSON

    assert Keyboard([[button] * 5])
    with pytest.raises(errors.ParameterError, match="1200 characters"):
        Keyboard([[button] * 3] * 2, inline=True)


def test_a_payload_that_never_ends_is_refused() -> None:
    endless: list[Any] = []
    for _ in range(100_000):
        endless = [endless]

    with pytest.raises(errors.ParameterError):
        json_text("payload", endless)


@given(
    st.lists(st.lists(st.just(YES), max_size=7), max_size=12),
    st.booleans(),
    st.booleans(),
)
def test_a_keyboard_is_refused_or_within_the_limits(
    rows: list[list[Button]], one_time: bool, inline: bool
) -> None:
    try:
        keyboard = Keyboard(rows, one_time=one_time, inline=inline)
    except errors.ParameterError:
        return

    shown = json.loads(keyboard.json)["buttons"]
    assert len(shown) <= (6 if inline else 10)
    assert sum(map(len, shown)) <= (10 if inline else 40)
    assert all(1 <= len(row) <= 5 for row in shown)
    assert not (one_time and inline)
