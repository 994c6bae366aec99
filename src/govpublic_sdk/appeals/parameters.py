"""What a parameter may be at all, refused by its name; what values mean is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = [
    "AppealLike",
    "ReplyKind",
    "check_date",
    "check_moment",
    "check_text",
    "check_time",
    "check_type",
    "check_whole",
    "each_of",
]

T = TypeVar("T")

AppealLike: TypeAlias = "Appeal | AppealId | tuple[str, str] | str"
"""An appeal, its id, or that id as a text such as `pos/1234567`."""

ReplyKind: TypeAlias = Literal["interim", "final", "refusal", "forward", "postpone"]


def check_type(
    name: str, given: object, kind: type[Any] | tuple[type[Any], ...], is_: str | Text
) -> None:
    """Refuse what is of another type; only the name of that type is told, it may be a secret.

    Args:
        name: The name of the parameter.
        given: Its value.
        kind: What it must be.
        is_: The same in words.

    Raises:
        ParameterError: It is something else.
    """
    if not isinstance(given, kind):
        raise ParameterError(name, describe(given), is_)


def each_of(name: str, given: Iterable[T], kind: type[Any], is_: str | Text) -> tuple[T, ...]:
    """All of some values; refuse what is no collection of such ones, as a bare text is none."""
    if isinstance(given, str | bytes) or not isinstance(cast("object", given), Iterable):
        raise ParameterError(name, describe(given), is_)
    found = tuple(given)
    for one in found:
        check_type(name, one, kind, is_)
    return found


def check_moment(name: str, given: object) -> None:
    """Refuse what is no moment with a zone."""
    check_type(name, given, datetime, "an aware datetime, for example in UTC")
    if isinstance(given, datetime) and given.utcoffset() is None:
        raise ParameterError(name, "naive datetime", "an aware datetime, for example in UTC")


def check_date(name: str, given: object) -> None:
    """Refuse what is no date; a moment is another day in another zone."""
    if isinstance(given, datetime):
        raise ParameterError(name, "a datetime", "a date, in the time zone of the policy")
    check_type(name, given, date, "a date")


def check_time(name: str, given: object) -> None:
    """Refuse what is no time of a day."""
    check_type(name, given, time, "a time of the day, for example time(9, 0)")


def check_text(name: str, given: object) -> None:
    """Refuse what is no text."""
    check_type(name, given, str, "a text")


def check_whole(name: str, given: object, allowed: str | Text) -> None:
    """Refuse what is no whole number."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise ParameterError(name, describe(given), allowed)
