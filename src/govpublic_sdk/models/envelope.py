"""The frames around answers: envelope, list, error. What stands inside is not their business."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator, Field

from govpublic_sdk.models.base import Flag, Model
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.users import User

__all__ = ["Envelope", "ErrorObject", "Groups", "Items", "RequestParam"]

T = TypeVar("T")


class RequestParam(Model, frozen=True):
    """A parameter that VK echoes; it may hold a token or a citizen's text."""

    key: str | None = None
    value: str | None = Field(default=None, repr=False)


class ErrorObject(Model, frozen=True):
    """What VK says when it refuses, https://dev.vk.com/reference/errors."""

    error_code: int | None = None
    error_subcode: int | None = None
    error_msg: str | None = None
    error_text: str | None = None
    error_description: str | None = None
    error_type: str | None = None
    method: str | None = None
    request_params: list[RequestParam] | None = Field(default=None, repr=False)
    captcha_sid: str | None = None
    captcha_img: str | None = None
    captcha_ts: float | None = None
    captcha_attempt: int | None = None
    captcha_ratio: float | None = None
    captcha_width: int | None = None
    captcha_height: int | None = None
    captcha_track: str | None = None
    is_refresh_enabled: Flag | None = None
    is_sound_captcha_available: Flag | None = None
    redirect_uri: str | None = Field(default=None, repr=False)
    remixstlid: str | None = None
    confirmation_text: str | None = None
    extend_hash: str | None = Field(default=None, repr=False)
    view: str | None = None
    validation_type: str | None = None
    validation_sid: str | None = Field(default=None, repr=False)
    validation_resend: str | None = None
    phone_mask: str | None = Field(default=None, repr=False)
    phone: str | None = Field(default=None, repr=False)
    ban_info: dict[str, Any] | None = None


def _object(error: object) -> object:
    """OAuth's form of an error has a text where the object belongs."""
    return {"error_msg": error} if isinstance(error, str) else error


class Envelope(Model, Generic[T], frozen=True):
    """The frame of an answer: a response, or an error; `execute` may have both."""

    response: T | None = None
    error: Annotated[ErrorObject | None, BeforeValidator(_object)] = None
    execute_errors: list[ErrorObject] | None = None


class Items(Model, Generic[T], frozen=True):
    """A list with its companions."""

    items: list[T]
    count: int | None = None
    profiles: list[User] | None = None
    groups: list[Public] | None = None
    next_from: str | None = None


class Groups(Model, frozen=True):
    """What `groups.getById` answers with."""

    groups: list[Public]
    profiles: list[User] | None = None
