"""Checks of parameters: types, aware datetimes, time zones, values of stores."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._core.hidden import hide
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = [
    "AppealLike",
    "ReplyKind",
    "above_zero",
    "author",
    "aware",
    "check_date",
    "check_moment",
    "check_range",
    "check_text",
    "check_time",
    "check_type",
    "check_whole",
    "check_zone",
    "community",
    "content",
    "each_of",
    "end_of",
    "local",
    "local_date",
    "moment_at",
    "reason",
    "safe_key",
    "zone_of",
]

T = TypeVar("T")

AppealLike: TypeAlias = "Appeal | AppealId | tuple[str, str] | str"
"""An appeal, its id, or that id as a text such as `pos/1234567`."""

ReplyKind: TypeAlias = Literal["interim", "final", "refusal", "forward", "postpone"]


def check_type(
    name: str, given: object, kind: type[Any] | tuple[type[Any], ...], is_: str | Text
) -> None:
    """Reject a value of another type; the error names only its type, since it may be a secret.

    Args:
        name: The name of the parameter.
        given: Its value.
        kind: What it must be.
        is_: The expected type in words.

    Raises:
        ParameterError: The value has another type.
    """
    if not isinstance(given, kind):
        raise ParameterError(name, describe(given), is_)


def each_of(name: str, given: Iterable[T], kind: type[Any], is_: str | Text) -> tuple[T, ...]:
    """Return the values as a tuple; reject a bare string and items of another type."""
    if isinstance(given, str | bytes) or not isinstance(cast("object", given), Iterable):
        raise ParameterError(name, describe(given), is_)
    found = tuple(given)
    for one in found:
        check_type(name, one, kind, is_)
    return found


def check_moment(name: str, given: object) -> None:
    """Reject a value that is not an aware datetime."""
    check_type(name, given, datetime, "an aware datetime, for example in UTC")
    if isinstance(given, datetime) and given.utcoffset() is None:
        raise ParameterError(name, "naive datetime", "an aware datetime, for example in UTC")


def check_date(name: str, given: object) -> None:
    """Reject a value that is not a date; the date of a datetime depends on the time zone."""
    if isinstance(given, datetime):
        raise ParameterError(name, "a datetime", "a date, in the time zone of the policy")
    check_type(name, given, date, "a date")


def check_time(name: str, given: object) -> None:
    """Reject a value that is not a time of day."""
    check_type(name, given, time, "a time of the day, for example time(9, 0)")


def check_text(name: str, given: object) -> None:
    """Reject a value that is not a string."""
    check_type(name, given, str, "a text")


def check_whole(name: str, given: object, allowed: str | Text) -> None:
    """Reject a value that is not an integer; a bool is not one."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise ParameterError(name, describe(given), allowed)


def check_range(name: str, number: float, least: float, most: float | None = None) -> None:
    """Reject a number outside of a range, both ends included; a whole one if the ends are whole."""
    kinds = int if isinstance(least, int) else (int, float)
    is_number = isinstance(cast("object", number), kinds) and not isinstance(number, bool)
    if is_number and least <= number <= (number if most is None else most):
        return
    allowed = Text("{min} or more", min=least)
    if most is not None:
        allowed = Text("{min} to {max}", min=least, max=most)
    raise ParameterError(name, describe(number), allowed)


_LONGEST_KEY = 500  # characters; fits an index of the store
_LONGEST_REASON = 1000  # characters; a traceback need not be stored
_LARGEST = 2**63  # ids of services are 64-bit
_CENTURY: Final = 100 * 366 * 86_400  # seconds; larger timeouts overflow the timers of some systems


def above_zero(name: str, value: float) -> float:
    """Return a number above 0 and up to a century in seconds; reject others."""
    is_number = isinstance(cast("object", value), int | float)
    if not is_number or not 0 < value <= _CENTURY:
        raise ParameterError(
            name, describe(value), Text("a number above 0, at most {max}", max=_CENTURY)
        )
    return value


def community(group_id: int) -> int:
    """Return the id of a community; reject one that is not positive."""
    if not 0 < group_id < _LARGEST:
        raise ParameterError("group_id", show_value(group_id), "a positive id")
    return group_id


def safe_key(key: str) -> str:
    """Return the key of an event or a reply; the error does not show a rejected one."""
    is_text = isinstance(cast("object", key), str)
    if not is_text or not 0 < len(key) <= _LONGEST_KEY or key != reason(key):
        raise ParameterError(
            "key",
            describe(key),
            Text("{min} to {max} characters of Unicode", min=1, max=_LONGEST_KEY),
        )
    return key


def content(body: object) -> bytes:
    """Return the body of an event, hidden from tracebacks."""
    if not isinstance(body, bytes | bytearray):
        raise ParameterError("body", describe(body), "bytes")
    return hide(bytes(body))


def author(by: str | None) -> str | None:
    """Return the author of a change, if one is named."""
    return None if by is None else reason(by)


def reason(why: object) -> str:
    """Return the reason of a failure, truncated and without lone surrogates."""
    return str(why)[:_LONGEST_REASON].encode("utf-8", "replace").decode("utf-8")


def check_zone(name: str) -> None:
    """Reject an unknown time zone.

    On a computer without a time zone database (Windows without tzdata), `zone_of` raises instead.

    Raises:
        ParameterError: The time zone is unknown.
    """
    check_text("zone", name)
    if not _is_there(name) and _is_there("Europe/Moscow"):
        raise ParameterError(
            "zone", show_value(name), "an IANA time zone, for example Europe/Samara"
        )


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of a name.

    Raises:
        ConfigurationError: The time zone database of this computer does not contain it.
    """
    if not _is_there(name):
        raise ConfigurationError(
            Text("This computer does not know the time zone {zone}.", zone=show_value(name)),
            advice="On Windows, install tzdata.",
        )
    return ZoneInfo(name)


def aware(parameter: str, moment: datetime) -> datetime:
    """Convert an aware datetime to UTC.

    Raises:
        ParameterError: It is naive, not a datetime, or outside the years 1 to 9999 in UTC.
    """
    check_moment(parameter, moment)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ParameterError(
            parameter, show_value(moment), "a time within the years 1 to 9999 of UTC"
        ) from None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Convert a datetime to a time zone; return it unchanged outside the years 1 to 9999.

    Platforms write 31 December 9999 for a missing date.
    """
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date of a datetime in a time zone."""
    return moment.astimezone(zone).date()


def moment_at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return a local time of a day in UTC; the first one if the clocks show it twice."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def end_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return a local time of a day in UTC; the last one if the clocks show it twice."""
    return datetime.combine(day, hour.replace(fold=1), zone).astimezone(UTC)


def _is_there(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
