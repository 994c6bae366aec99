"""Answers to the press of a `callback` button: a short note, an address, an application.

VK waits for them about a minute; each press is answered once.
"""

from __future__ import annotations

from typing import Any, Protocol

from govpublic_sdk import vk
from govpublic_sdk._call import Call
from govpublic_sdk._domain.keyboards import application, json_text, web_address
from govpublic_sdk._domain.writing import textual
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

__all__ = ["Press", "acknowledge", "open_app", "open_link", "show_snackbar"]

_SNACKBAR = 90


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
    return _answered(event, {"type": "show_snackbar", "text": text})


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
    return _answered(event, {"type": "open_link", "link": web_address(link)})


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
    return _answered(event, {"type": "open_app", **told})


def acknowledge(event: Press) -> Call[bool]:
    """Say that a press has arrived, so that the button stops waiting; nothing else happens.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event: The press.

    Raises:
        ParameterError: No press.
        OutcomeUnknown: The answer was lost.
    """
    return _answered(event, None)


def _answered(event: Press, data: dict[str, object] | None) -> Call[bool]:
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
