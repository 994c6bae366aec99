"""Keyboards of messages as VK returns them."""

from typing import Annotated, Literal

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Number, Raw, Word

__all__ = ["ButtonAction", "Keyboard", "KeyboardButton"]


ActionKind = Annotated[
    Literal[
        "text",
        "callback",
        "location",
        "open_app",
        "open_link",
        "open_photo",
        "vkpay",
        "start",
        "intent_subscribe",
        "intent_unsubscribe",
        "open_modal_view",
    ]
    | str,
    Word,
]
ButtonColor = Annotated[
    Literal["default", "primary", "secondary", "positive", "negative"] | str,
    Word,
]


class ButtonAction(Model, frozen=True):
    """What a button does."""

    type: ActionKind | None = None
    label: str | None = None
    payload: Raw | None = None
    link: str | None = None
    app_id: Number | None = None
    owner_id: Number | None = None
    hash: str | None = Field(default=None, repr=False)


class KeyboardButton(Model, frozen=True):
    """A button."""

    action: ButtonAction | None = None
    color: ButtonColor | None = None


class Keyboard(Model, frozen=True):
    """Rows of buttons, https://dev.vk.com/api/bots/development/keyboard."""

    one_time: Flag | None = None
    inline: Flag | None = None
    author_id: Number | None = None
    buttons: list[list[KeyboardButton]] | None = None
