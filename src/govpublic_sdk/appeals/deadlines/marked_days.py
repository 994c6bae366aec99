"""A day that is not like others of its weekday, and why; which days those are stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk._validation import check_arguments, check_fields
from govpublic_sdk.appeals.parameters import check_date, check_whole
from govpublic_sdk.errors import ParameterError

__all__ = ["ONE_DAY", "DayKind", "MarkedDay", "RegionDay", "plain_date", "radonitsa"]

DayKind: TypeAlias = Literal[
    "holiday", "moved-off", "working-saturday", "short", "regional", "regional-short"
]

ONE_DAY = timedelta(days=1)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDay:
    """A day off that is no weekend, a weekend on which is worked, or a short day.

    A day may be marked twice: a working Saturday can be short.

    Attributes:
        day: The day.
        kind: `holiday`, `moved-off` (a day off by transfer), `working-saturday` (also a Sunday),
            `short` (an hour less), `regional` (a day off of the region), `regional-short` (an hour
            less before that).
        source: The article or act that says so, in Russian.
        name: What the day is called.
        scope: Whom it binds, such as `state bodies`; None for all.
        replaces: For a working Saturday: the day whose rest it took, and whose hours it has.

    Raises:
        ParameterError: The kind is none of these, or a working Saturday is no weekend.
    """

    day: date
    kind: DayKind
    source: str = ""
    name: str | None = None
    scope: str | None = None
    replaces: date | None = None

    def __post_init__(self) -> None:
        plain_date("day", self.day)
        if self.kind not in get_args(DayKind):
            raise ParameterError("kind", show_value(self.kind), any_of(get_args(DayKind)))
        if self.kind == "working-saturday" and self.day.weekday() < 5:
            raise ParameterError(
                "day",
                Text("{day} is not a weekend", day=show_value(self.day)),
                "a day of a weekend for 'working-saturday'",
            )


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class RegionDay:
    """A day off that a region declared by an act of its own (ТК РФ ст. 6; 125-ФЗ ст. 4).

    Attributes:
        day: The day.
        name: What it is called, such as `Радоница`.
        act: The act that declares it, in Russian.
        scope: Whom it binds; some acts bind state bodies only, some only recommend. None for all.
    """

    day: date
    name: str
    act: str
    scope: str | None = None

    def __post_init__(self) -> None:
        plain_date("day", self.day)


def plain_date(parameter: str, day: date) -> date:
    """The day, if it is a date and no moment: a moment is another day in another zone.

    Raises:
        ParameterError: It is a moment, or no date at all.
    """
    if type(day) is not date:
        check_date(parameter, day)
    return day


@check_arguments
def radonitsa(year: int) -> date:
    """Радоница, the ninth day from Orthodox Easter, which several regions declare a day off.

    Args:
        year: From 1900 to 2099, when the Julian calendar is 13 days behind.

    Raises:
        ParameterError: The year is another.
    """
    check_whole("year", year, Text("{min} to {max}", min=1900, max=2099))
    if not 1900 <= year <= 2099:
        raise ParameterError("year", show_value(year), Text("{min} to {max}", min=1900, max=2099))
    # The Julian computus, https://en.wikipedia.org/wiki/Date_of_Easter#Julian_calendar
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13 + 9)
