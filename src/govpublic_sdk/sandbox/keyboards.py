"""Keyboards of bots as VK takes them: what is not well formed is refused with 911.

https://dev.vk.com/ru/api/bots/development/keyboard
"""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json, to_json

from govpublic_sdk.sandbox.values import Json, Refused, is_array, is_object

__all__ = ["find_action", "parse_keyboard"]

_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("label",), ("payload",)),
    "callback": (("label",), ("payload",)),
    "open_link": (("label", "link"), ("payload",)),
    "open_app": (("label", "app_id", "owner_id"), ("hash", "payload")),
    "open_photo": ((), ("payload",)),
    "location": ((), ("payload",)),
    "vkpay": (("hash",), ("payload",)),
}
"""What an action needs beside its type, and what else it may have."""
_COLOURS = ("primary", "secondary", "negative", "positive", "default")
_LABEL, _PAYLOAD = 40, 255


def parse_keyboard(text: str, author: int) -> Json:
    """A keyboard from its JSON text.

    Raises:
        Refused: 911, with what is wrong.
    """
    keyboard = _read(text)
    if not is_object(keyboard) or not is_array(keyboard.get("buttons")):
        raise _wrong("buttons should be an array")
    inline = bool(keyboard.get("inline"))
    if inline and keyboard.get("one_time"):
        raise _wrong("inline keyboard can't be one_time")
    rows = [_row(row, 5) for row in keyboard["buttons"]]
    max_rows, most = (6, 10) if inline else (10, 40)
    if len(rows) > max_rows or sum(map(len, rows)) > most:
        raise _wrong("too many buttons")
    one_time = bool(keyboard.get("one_time"))
    return {"one_time": one_time, "inline": inline, "author_id": author, "buttons": rows}


def find_action(keyboard: Json, label: str) -> Json | None:
    """The action of the button with a label."""
    actions = (button["action"] for row in keyboard["buttons"] for button in row)
    return next((action for action in actions if action.get("label") == label), None)


def _row(row: Any, most: int) -> list[Json]:
    if not is_array(row) or not 1 <= len(row) <= most:
        raise _wrong("a row should hold 1 to 5 buttons")
    return [_button(button) for button in row]


def _button(button: Any) -> Json:
    action = button.get("action") if is_object(button) else None
    if not is_object(action) or str(action.get("type")) not in _FIELDS:
        raise _wrong("unknown action of a button")
    needed, others = _FIELDS[str(action["type"])]
    missing = [name for name in needed if not action.get(name)]
    if missing:
        raise _wrong(f"{missing[0]} of a button is empty")
    if set(action) - {"type", *needed, *others}:
        raise _wrong("action contains unknown fields")
    if len(str(action.get("label", ""))) > _LABEL:
        raise _wrong("label of a button is too long")
    colour = button.get("color", "secondary")
    if colour not in _COLOURS:
        raise _wrong("unknown color of a button")
    coloured = action["type"] in ("text", "callback")
    shown = {"color": "default" if colour == "secondary" else colour} if coloured else {}
    return {"action": {**action, **_payload(action)}, **shown}


def _payload(action: Json) -> Json:
    """The payload as citizens send it back: JSON as a text, whatever the button holds."""
    given = action.get("payload", "")
    if given == "":
        return {}
    text = given if isinstance(given, str) else to_json(given).decode()
    if len(text) > _PAYLOAD:
        raise _wrong("payload of a button is too long")
    if _read(text) is None:
        raise _wrong("payload of a button should not be null")
    return {"payload": text}


def _read(text: str) -> Any:
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        raise _wrong("is not JSON") from None


def _wrong(why: str) -> Refused:
    return Refused(911, f"Keyboard format is invalid: {why}")
