"""What a parameter may be at all, refused by its name; what values mean is decided elsewhere.

What may be put into a store; values that SQLite cannot hold, or nobody could find, are not.

Moments and days of a zone: the one place where a day gets its hours.
"""

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


_LONGEST_KEY = 500
_LONGEST_REASON = 1000
_LARGEST = 2**63
_CENTURY: Final = 100 * 366 * 86_400


def above_zero(name: str, value: float) -> float:
    """The value of a parameter that must be a number above 0, such as seconds up to a century."""
    is_number = isinstance(cast("object", value), int | float)
    if not is_number or not 0 < value <= _CENTURY:
        raise ParameterError(
            name, describe(value), Text("a number above 0, at most {max}", max=_CENTURY)
        )
    return value


def community(group_id: int) -> int:
    """The id of a community."""
    if not 0 < group_id < _LARGEST:
        raise ParameterError("group_id", show_value(group_id), "a positive id")
    return group_id


def safe_key(key: str) -> str:
    """A key that an event or an answer may have; a refused one is not shown."""
    is_text = isinstance(cast("object", key), str)
    if not is_text or not 0 < len(key) <= _LONGEST_KEY or key != reason(key):
        raise ParameterError(
            "key",
            describe(key),
            Text("{min} to {max} characters of Unicode", min=1, max=_LONGEST_KEY),
        )
    return key


def content(body: object) -> bytes:
    """The body of an event."""
    if not isinstance(body, bytes | bytearray):
        raise ParameterError("body", describe(body), "bytes")
    return hide(bytes(body))


def author(by: str | None) -> str | None:
    """Who did something, where somebody was named."""
    return None if by is None else reason(by)


def reason(why: object) -> str:
    """The reason of a failure, cut, and without what is no text."""
    return str(why)[:_LONGEST_REASON].encode("utf-8", "replace").decode("utf-8")


def check_zone(name: str) -> None:
    """Refuse a zone that is none.

    Where the computer has no zones at all (Windows without tzdata), that is told when one is used.

    Raises:
        ParameterError: There is no such zone.
    """
    check_text("zone", name)
    if not _is_there(name) and _is_there("Europe/Moscow"):
        raise ParameterError(
            "zone", show_value(name), "an IANA time zone, for example Europe/Samara"
        )


def zone_of(name: str) -> ZoneInfo:
    """The zone of a name.

    Raises:
        ConfigurationError: This computer does not know it.
    """
    if not _is_there(name):
        raise ConfigurationError(
            Text("This computer does not know the time zone {zone}.", zone=show_value(name)),
            advice="On Windows, install tzdata.",
        )
    return ZoneInfo(name)


def aware(parameter: str, moment: datetime) -> datetime:
    """A moment in UTC.

    Raises:
        ParameterError: It is no moment, has no zone, or is none of the years 1 to 9999 in UTC.
    """
    check_moment(parameter, moment)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ParameterError(
            parameter, show_value(moment), "a time within the years 1 to 9999 of UTC"
        ) from None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as clocks of a zone show it; as it is, where that would leave the years 1 to 9999.

    Platforms write 31 December 9999 where they have no date.
    """
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The day in which a moment lies."""
    return moment.astimezone(zone).date()


def moment_at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The moment at which clocks of a zone show an hour, in UTC; the first, if they do twice."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def end_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The last moment at which clocks of a zone show an hour, in UTC."""
    return datetime.combine(day, hour.replace(fold=1), zone).astimezone(UTC)


def _is_there(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
