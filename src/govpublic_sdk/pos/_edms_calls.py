"""Calls of ПОС: paths, headers, decoders, times.

The answers of the platform to a change are not published, so any is accepted. By public code of
others, times are local times of the body with a `Z` at their end, so the zone comes from the
settings and the `Z` is ignored.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from govpublic_sdk._core.calls import Call, Decoder, Payload, RestRequest, Safety
from govpublic_sdk.errors import DecodeError, ParameterError
from govpublic_sdk.models.pos import PosUpdated

if TYPE_CHECKING:
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "Door",
    "Nothing",
    "Token",
    "Updated",
    "basic",
    "edms_call",
    "format_time",
    "moment_of",
    "with_id",
]

T = TypeVar("T")


def basic(settings: Settings) -> str:
    """The client and its secret as the header of RFC 7617 wants them: a secret itself.

    Args:
        settings: Where and as whom.
    """
    return b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()


def edms_call(
    settings: Settings,
    method: str,
    decode: Decoder[T],
    safety: Safety,
    rest: RestRequest,
    query: Mapping[str, str] | None = None,
) -> Call[T]:
    """A call of the platform.

    Args:
        settings: Where and as whom.
        method: What it is called in errors and logs.
        decode: How the answer is read.
        safety: What a repetition means.
        rest: How it is made.
        query: Its parameters.
    """
    return Call(
        service=settings.name,
        method=f"pos.{method}",
        params=tuple(sorted((query or {}).items())),
        decode=decode,
        safety=safety,
        rest=rest,
    )


def with_id(path: str, id: int | str) -> str:
    """The path of one appeal; an untrusted id cannot leave it.

    Args:
        path: A path of the settings, with `{id}`.
        id: The id.

    Raises:
        ParameterError: Not an id.
    """
    text = str(id).strip()
    if not text.strip(".") or isinstance(id, bool):
        raise ParameterError("id", "not an id", "the id of an appeal")
    return path.replace("{id}", quote(text, safe="", errors="replace"))


class Door(RestRequest):
    """How one signs in; name, password and secret are not pickled."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the secrets."""
        return _without_secrets, (self.path,)


def _without_secrets(path: str) -> RestRequest:
    return RestRequest(verb="POST", path=path)


class _Anything:
    """Any JSON, or nothing."""

    __slots__ = ()

    @property
    def shape(self) -> object:
        """Anything."""
        return object


@dataclass(frozen=True, slots=True)
class Token(_Anything, Decoder[str]):
    """The token in the answer to signing in.

    The rest of it belongs to the account; no error ever holds any of it.
    """

    def finish(self, answer: Payload[Any], call: Call[Any]) -> str:
        """The token."""
        token = _fields(answer).get("access_token")
        if isinstance(token, str):
            return token
        raise DecodeError("The response to the sign-in has no `access_token`.", raw=None, call=call)


@dataclass(frozen=True, slots=True)
class Nothing(_Anything, Decoder[None]):
    """The answer confirms only that the platform took it."""

    def finish(self, answer: Payload[Any], call: Call[Any]) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Updated(_Anything, Decoder[PosUpdated]):
    """The answer to a change; an odd one must not look like a failure."""

    def finish(self, answer: Payload[Any], call: Call[Any]) -> PosUpdated:
        """What the platform said, if it said something."""
        return PosUpdated.model_validate(_fields(answer))


def _fields(answer: Payload[Any]) -> dict[str, object]:
    tree: object = answer.response
    return cast("dict[str, object]", tree) if isinstance(tree, dict) else {}


_FIRST_YEAR = 1971  # servers send the start of 1970 for a missing date
_LAST_SECOND = time(23, 59, 59)


def moment_of(text: str | None, zone: str, *, ends: bool = False) -> datetime | None:
    """What the platform means by a time.

    Args:
        text: The text of the platform, such as `2026-11-25T18:00:00Z`. `Z`, `+00:00` and no offset
            mean the zone of the settings; another offset cannot be an accident and counts.
        zone: The zone of the settings, by its IANA name.
        ends: Whether a date without an hour is meant to its end, as a deadline is.

    Returns:
        The time in UTC. None for an empty text, for an invalid one, and for dates before 1971,
        which servers send where they have none.
    """
    try:
        found = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    if found.year < _FIRST_YEAR:
        return None
    if ends and len((text or "").strip()) == len("2026-11-25"):
        found = datetime.combine(found.date(), _LAST_SECOND)
    if not found.utcoffset():
        found = found.replace(tzinfo=ZoneInfo(zone))
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None


def format_time(name: str, moment: datetime | date, zone: str, form: str) -> str:
    """A time as the platform writes it: local.

    Args:
        name: The name of the parameter, for errors.
        moment: An aware moment, or a date, which is written with midnight.
        zone: The zone of the settings, by its IANA name.
        form: How to write it, for `strftime`.

    Raises:
        ParameterError: A moment without a zone.
    """
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), ZoneInfo(zone)).strftime(form)
    if moment.utcoffset() is None:
        raise ParameterError(name, "naive datetime", "an aware datetime, or a date")
    return _to_seconds(moment.astimezone(ZoneInfo(zone))).strftime(form)


def _to_seconds(moment: datetime) -> datetime:
    return moment - timedelta(microseconds=moment.microsecond)
