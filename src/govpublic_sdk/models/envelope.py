"""Frames of responses: envelope, list, error."""

from typing import Annotated, Any, Final, Generic, Self, TypeVar, cast

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from govpublic_sdk.models.base import Flag, Model, Number, Raw, Real
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.reactions import ReactionSet
from govpublic_sdk.models.users import User

__all__ = ["Envelope", "ErrorObject", "Groups", "Items", "RequestParam"]

T = TypeVar("T")
NO_RESPONSE: Final = object()


class RequestParam(Model, frozen=True):
    """A parameter that VK echoes; it may hold a token or a citizen's text."""

    key: str | None = None
    value: str | None = Field(default=None, repr=False)


class ErrorObject(Model, frozen=True):
    """An error of VK, https://dev.vk.com/reference/errors.

    `error` is a word that only OAuth answers have, such as `invalid_client`.
    """

    error: str | None = None
    error_code: Number | None = None
    error_subcode: Number | None = None
    error_msg: str | None = None
    error_text: str | None = None
    error_description: str | None = None
    error_type: str | None = None
    method: str | None = None
    request_params: list[RequestParam] | None = Field(default=None, repr=False)
    captcha_sid: str | None = None
    captcha_img: str | None = None
    captcha_ts: Real | None = None
    captcha_attempt: Number | None = None
    captcha_ratio: Real | None = None
    captcha_width: Number | None = None
    captcha_height: Number | None = None
    captcha_track: str | None = None
    is_refresh_enabled: Flag | None = None
    is_sound_captcha_available: Flag | None = None
    redirect_uri: str | None = Field(default=None, repr=False)
    remixstlid: Number | None = None
    confirmation_text: str | None = None
    extend_hash: str | None = Field(default=None, repr=False)
    view: str | None = None
    validation_type: str | None = None
    validation_sid: str | None = Field(default=None, repr=False)
    validation_resend: str | None = None
    phone_mask: str | None = Field(default=None, repr=False)
    phone: str | None = Field(default=None, repr=False)
    ban_info: Raw | None = None


def _object(error: object) -> object:
    """OAuth's form of an error has a word where the object belongs; false and [] mean none."""
    if isinstance(error, str):
        return {"error": error}
    return None if error is False or error == [] else error


def _list(refusals: Any) -> Any:
    """Read an object as an empty list; ignore anything else that is not a list."""
    return cast("Any", refusals) if isinstance(refusals, list) else None


class Envelope(Model, Generic[T], frozen=True):
    """The frame of an answer: a response, or an error; `execute` may have both.

    One without both is not a response. If there is an error, ignore `response`.
    """

    response: T = cast("T", NO_RESPONSE)
    error: Annotated[ErrorObject | None, BeforeValidator(_object)] = None
    execute_errors: Annotated[list[ErrorObject] | None, BeforeValidator(_list)] = None

    @model_validator(mode="after")
    def _answers(self) -> Self:
        if self.error is not None and self.error.error is not None:
            whole = {"error": self.error.error, **(self.model_extra or {})}
            return self.model_copy(update={"error": ErrorObject.model_validate(whole)})
        if self.response is NO_RESPONSE and self.error is None:
            raise PydanticCustomError("no_answer", "There is neither a response nor an error.")
        return self


class Items(Model, Generic[T], frozen=True):
    """A list with its companions."""

    items: list[T]
    count: Number | None = None
    profiles: list[User] | None = None
    groups: list[Public] | None = None
    reactions: list[Number] | None = None
    reaction_sets: list[ReactionSet] | None = None
    next_from: str | None = None


class Groups(Model, frozen=True):
    """What `groups.getById` answers with."""

    groups: list[Public]
    profiles: list[User] | None = None
