"""Keyboards, and responses to a callback button: show a snackbar, open a link, open an app.

Bounds are VK's: https://dev.vk.com/api/bots/development/keyboard. VK waits about a minute for the
response to a press; each press is answered once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, cast

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.calls import Call
from govpublic_sdk._resources._content import textual
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "Button",
    "ButtonColor",
    "Keyboard",
    "Press",
    "acknowledge",
    "json_text",
    "open_app",
    "open_link",
    "show_snackbar",
]

ButtonColor: TypeAlias = Literal["primary", "secondary", "negative", "positive"]

_COLORS = ("primary", "secondary", "negative", "positive")
_LABEL = 40  # VK's maximum of characters on a button
_PAYLOAD = 1_000  # VK's maximum of a message's payload
_BUTTON_PAYLOAD = 255  # VK's maximum of a button's payload
_PAYLOADS = 1_000  # of all buttons together; VK answers 911 to more
_IN_A_ROW = 5  # VK's maximum of buttons in a row
_ROWS, _BUTTONS = 10, 40
_INLINE_ROWS, _INLINE_BUTTONS = 6, 10


@check_fields
@dataclass(frozen=True, slots=True)
class Button:
    """A button; made by `text`, `callback`, `link`, `location`, `app` or `pay`.

    A payload is any JSON value, up to 255 characters of its compact JSON text. The payloads of
    all buttons of a keyboard have up to 1,000 characters together.

    Attributes:
        action: What it does, as VK calls it, by names.
        color: How it looks; only buttons of text and callback have a colour.
    """

    action: tuple[tuple[str, str | int], ...]
    color: ButtonColor | None = None

    @classmethod
    @check_arguments
    def text(
        cls, label: str, *, payload: object = None, color: ButtonColor | None = None
    ) -> Button:
        """A button that sends its label as a message of the person who presses it.

        Args:
            label: The text of the button, 1 to 40 characters.
            payload: What comes back in `message.pressed`.
            color: How it looks.

        Raises:
            ParameterError: A label or payload that VK would refuse, or an unknown colour.
        """
        return cls(_action("text", payload, label=_label(label)), _color(color))

    @classmethod
    @check_arguments
    def callback(
        cls, label: str, *, payload: object = None, color: ButtonColor | None = None
    ) -> Button:
        """A button that sends no message but an event, `message_event`.

        Args:
            label: The text of the button, 1 to 40 characters.
            payload: What comes back with the press.
            color: How it looks.

        Raises:
            ParameterError: A label or payload that VK would refuse, or an unknown colour.
        """
        return cls(_action("callback", payload, label=_label(label)), _color(color))

    @classmethod
    @check_arguments
    def link(cls, label: str, link: str, *, payload: object = None) -> Button:
        """A button that opens an address.

        Args:
            label: The text of the button, 1 to 40 characters.
            link: The address, http or https.
            payload: What comes back with the press.

        Raises:
            ParameterError: A label, address or payload that VK would refuse.
        """
        return cls(_action("open_link", payload, label=_label(label), link=web_address(link)))

    @classmethod
    def location(cls, *, payload: object = None) -> Button:
        """A button that sends where the person is; it takes the whole width.

        Args:
            payload: What comes back with the press.

        Raises:
            ParameterError: A payload that VK would refuse.
        """
        return cls(_action("location", payload))

    @classmethod
    @check_arguments
    def app(
        cls,
        label: str,
        app_id: int,
        *,
        owner_id: int | None = None,
        hash: str | None = None,
        payload: object = None,
    ) -> Button:
        """A button that opens a VK Mini App; it takes the whole width.

        Args:
            label: The text of the button, 1 to 40 characters.
            app_id: The application, a positive id.
            owner_id: The community where it is installed, a negative id.
            hash: What the application gets behind the `#` of its address.
            payload: What comes back with the press.

        Raises:
            ParameterError: A label, id or payload that VK would refuse.
        """
        where = {"app_id": application(app_id), "owner_id": owner_id, "hash": hash}
        return cls(_action("open_app", payload, label=_label(label), **where))

    @classmethod
    @check_arguments
    def pay(cls, hash: str, *, payload: object = None) -> Button:
        """A button that opens VK Pay; it takes the whole width.

        Args:
            hash: What is to be paid, as VK Pay describes it.
            payload: What comes back with the press.

        Raises:
            ParameterError: An empty hash, or a payload that VK would refuse.
        """
        return cls(_action("vkpay", payload, hash=textual("hash", hash)))

    def as_json(self) -> dict[str, object]:
        """The button as VK wants it."""
        shown = {} if self.color is None else {"color": self.color}
        return {"action": dict(self.action), **shown}


@check_fields
@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons to send with a message; without rows it hides the keyboard that is shown.

    A keyboard has up to ten rows of five buttons, forty together; one inside of the message
    (`inline`) up to six rows of five, ten together. The payloads of all buttons together have up
    to 1,000 characters of JSON.

    Attributes:
        rows: The buttons, row by row.
        one_time: Whether it disappears after the first press; not for one inside of a message.
        inline: Whether it is part of the message.

    Raises:
        ParameterError: More than VK takes, an empty row, or both `one_time` and `inline`.
    """

    rows: Sequence[Sequence[Button]] = ()
    one_time: bool = field(default=False, kw_only=True)
    inline: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        """Keep the rows as they are now, and refuse what VK would refuse."""
        object.__setattr__(self, "rows", _rows(self.rows))
        if self.one_time and self.inline:
            raise ParameterError("one_time", "True", "False for an `inline` keyboard")
        max_rows, most = (_INLINE_ROWS, _INLINE_BUTTONS) if self.inline else (_ROWS, _BUTTONS)
        if len(self.rows) > max_rows or (self.inline and not self.rows):
            raise ParameterError(
                "rows",
                Text("{count} rows", count=len(self.rows)),
                Text("at most {max} rows", max=max_rows),
            )
        together = sum(map(len, self.rows))
        if together > most:
            raise ParameterError(
                "rows",
                Text("{count} buttons", count=together),
                Text("at most {max} buttons", max=most),
            )
        payloads = sum(_payload_length(button) for row in self.rows for button in row)
        if payloads > _PAYLOADS:
            given = Text("{count} characters of JSON in payloads", count=payloads)
            raise ParameterError("rows", given, Text("at most {max} characters", max=_PAYLOADS))

    @property
    def json(self) -> str:
        """The text that VK takes."""
        rows = [[button.as_json() for button in row] for row in self.rows]
        return _to_json({"one_time": self.one_time, "inline": self.inline, "buttons": rows})


def json_text(name: str, value: object, *, most: int = _PAYLOAD) -> str | None:
    """A value as JSON; None for None.

    Raises:
        ParameterError: JSON cannot say it, or it is too long.
    """
    if value is None:
        return None
    try:
        text = _to_json(value)
    except (TypeError, ValueError, RecursionError):
        raise ParameterError(name, describe(value), "a value that JSON can hold") from None
    if len(text) > most:
        raise ParameterError(
            name,
            Text("{count} characters of JSON", count=len(text)),
            Text("at most {max} characters", max=most),
        )
    return text


def web_address(link: str) -> str:
    """An address that a button may open.

    Raises:
        ParameterError: Not an address of the web.
    """
    if not textual("link", link).startswith(("https://", "http://")):
        raise ParameterError("link", describe(link), "an address, for example https://samara.ru/")
    return link


def application(app_id: int) -> int:
    """The id of an application.

    Raises:
        ParameterError: It is not positive.
    """
    if type(app_id) is not int or app_id <= 0:
        raise ParameterError("app_id", show_value(app_id), "a positive id")
    return app_id


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _action(kind: str, payload: object, **more: str | int | None) -> tuple[tuple[str, Any], ...]:
    text = json_text("payload", payload, most=_BUTTON_PAYLOAD)
    action = {"type": kind, **more, "payload": text}
    return tuple((name, value) for name, value in action.items() if value is not None)


def _payload_length(button: Button) -> int:
    return len(str(dict(button.action).get("payload", "")))


def _label(label: str) -> str:
    if len(textual("label", label)) > _LABEL:
        raise ParameterError(
            "label",
            Text("{count} characters", count=len(label)),
            Text("at most {max} characters", max=_LABEL),
        )
    return label


def _color(color: ButtonColor | None) -> ButtonColor | None:
    if color is not None and color not in _COLORS:
        raise ParameterError("color", show_value(color), any_of(_COLORS))
    return color


def _rows(rows: object) -> tuple[tuple[Button, ...], ...]:
    if isinstance(rows, str | Button) or not isinstance(rows, Iterable):
        raise ParameterError("rows", describe(rows), "rows of buttons")
    return tuple(_row(row, place) for place, row in enumerate(cast("Iterable[object]", rows)))


def _row(row: object, place: int) -> tuple[Button, ...]:
    name = f"rows[{place}]"
    if isinstance(row, str) or not isinstance(row, Iterable):
        raise ParameterError(name, describe(row), "a list of buttons")
    buttons = tuple(cast("Iterable[object]", row))
    if not 1 <= len(buttons) <= _IN_A_ROW:
        raise ParameterError(
            name,
            Text("{count} buttons", count=len(buttons)),
            Text("{min} to {max} buttons", min=1, max=_IN_A_ROW),
        )
    wrong = [button for button in buttons if not isinstance(button, Button)]
    if wrong:
        raise ParameterError(name, describe(wrong[0]), "buttons, for example Button.text('Да')")
    return cast("tuple[Button, ...]", buttons)


_SNACKBAR = 90  # VK's maximum of characters in a snackbar


class Press(Protocol):
    """The event of a pressed button, `MessageEvent`."""

    @property
    def group_id(self) -> int:
        """The public that the button is of."""
        ...

    @property
    def object(self) -> Any:
        """Who pressed what."""
        ...


def show_snackbar(event: Press, text: str) -> Call[bool]:
    """Show a note for some seconds to the person who pressed a button.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event: The press.
        text: Up to 90 characters.

    Raises:
        ParameterError: No press, an empty or a too long text.
        OutcomeUnknown: The answer was lost; the person may have seen the note.
    """
    if len(textual("text", text)) > _SNACKBAR:
        raise ParameterError(
            "text",
            Text("{count} characters", count=len(text)),
            Text("at most {max} characters", max=_SNACKBAR),
        )
    return _answer(event, {"type": "show_snackbar", "text": text})


def open_link(event: Press, link: str) -> Call[bool]:
    """Open an address for the person who pressed a button.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event: The press.
        link: The address, http or https.

    Raises:
        ParameterError: No press, or no address.
        OutcomeUnknown: The answer was lost.
    """
    return _answer(event, {"type": "open_link", "link": web_address(link)})


def open_app(
    event: Press, app_id: int, *, owner_id: int | None = None, hash: str | None = None
) -> Call[bool]:
    """Open a VK Mini App for the person who pressed a button.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event: The press.
        app_id: The application, a positive id.
        owner_id: The community where it is installed, a negative id.
        hash: What the application gets behind the `#` of its address.

    Raises:
        ParameterError: No press, or no application.
        OutcomeUnknown: The answer was lost.
    """
    shown = {"app_id": application(app_id), "owner_id": owner_id, "hash": hash}
    told = {name: value for name, value in shown.items() if value is not None}
    return _answer(event, {"type": "open_app", **told})


def acknowledge(event: Press) -> Call[bool]:
    """Say that a press has arrived, so that the button stops waiting; nothing else happens.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event: The press.

    Raises:
        ParameterError: No press.
        OutcomeUnknown: The answer was lost.
    """
    return _answer(event, None)


def _answer(event: Press, data: dict[str, object] | None) -> Call[bool]:
    press = getattr(event, "object", None)
    names = ("event_id", "user_id", "peer_id")
    event_id, user, peer = (getattr(press, name, None) for name in names)
    if not (event_id and user and peer):
        given = show_value(getattr(event, "type", type(event).__name__))
        raise ParameterError("event", given, "the event of a pressed button, message_event")
    call = vk.messages.send_message_event_answer(
        event_id, user, peer, event_data=json_text("event_data", data)
    )
    return call.with_params(group_id=event.group_id)  # tells whose token may answer
