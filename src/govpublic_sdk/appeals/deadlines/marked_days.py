"""Days that differ from others of their weekday: holidays, transfers, short days.

The table `ROWS` has a line for each year: the decree that moves its days off (Постановление
Правительства РФ «О переносе выходных дней») and the moves, from a weekend to a working day. All
other days follow from the Labour Code: ТК РФ ст. 112 (holidays and transfers) and ст. 95 (short
days), with the list of holidays that is in force since 2013. Without a decree the result is an
estimate. Compared on 2026-11-23 with:

* 2023: https://www.garant.ru/hotlaw/federal/1562946/;
* 2024: https://normativ.kontur.ru/document?moduleId=1&documentId=454126;
* 2025: the release of the Government, https://teko.cntd.ru;
* 2026: https://ria.ru/20250924, https://inforos.com; the number was read once;
* 2023 to 2026, all days: https://github.com/xmlcalendar/data;
* 2027: only the Python package `holidays`, 0.107 and later; the number is not known.

A decree is signed in the autumn of the year before: add its line then.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.validation import check_date, check_range
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "COMPARED",
    "DECREED_YEARS",
    "ONE_DAY",
    "ROWS",
    "DayKind",
    "MarkedDay",
    "RegionDay",
    "days_by_law",
    "days_of_decrees",
    "days_of_year",
    "plain_date",
    "radonitsa",
    "read_days",
]

DayKind: TypeAlias = Literal[
    "holiday", "moved-off", "working-saturday", "short", "regional", "regional-short"
]

ONE_DAY = timedelta(days=1)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDay:
    """A day off on a weekday, a working weekend day, or a short day.

    A day may be marked twice: a working Saturday can be short.

    Attributes:
        day: The day.
        kind: `holiday`, `moved-off` (a day off by transfer), `working-saturday` (also a Sunday),
            `short` (an hour less), `regional` (a day off of the region), `regional-short` (an hour
            less before that).
        source: The article or act, in Russian.
        name: What the day is called.
        scope: Whom it binds, such as `state bodies`; None for all.
        replaces: For a working Saturday: the day whose rest it took, and whose hours it has.

    Raises:
        ParameterError: An unknown kind, or a working Saturday that is not a weekend.
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
        ParameterError: A datetime, or not a date.
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
    check_range("year", year, 1900, 2099)
    # The Julian computus, https://en.wikipedia.org/wiki/Date_of_Easter#Julian_calendar
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13 + 9)


COMPARED = "2026-11-23"
"""When the table was compared with its sources."""

ROWS = """
2023|от 29.08.2022 N 1505|01-01>02-24 01-08>05-08
2024|от 10.08.2023 N 1314|01-06>05-10 01-07>12-31 04-27>04-29 11-02>04-30 12-28>12-30
2025|от 04.10.2024 N 1335|01-04>05-02 01-05>12-31 02-23>05-08 03-08>06-13 11-01>11-03
2026|от 24.09.2025 N 1466|01-03>01-09 01-04>12-31
2027|о переносе выходных дней в 2027 году|01-02>11-05 01-03>12-31 02-20>02-22
"""

_HOLIDAYS: Mapping[tuple[int, int], str] = {
    **{(1, day): "Новогодние каникулы" for day in (1, 2, 3, 4, 5, 6, 8)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
_HOLIDAYS_ACT = "ТК РФ ст. 112"
_TRANSFER_ACT = "ТК РФ ст. 112 ч. 2"
_SHORT_ACT = "ТК РФ ст. 95"
_DECREE = "Постановление Правительства РФ"

_Decree = tuple[str, tuple[tuple[date, date], ...]]


def days_of_year(
    year: int, moves: tuple[tuple[date, date], ...] = (), act: str = ""
) -> tuple[MarkedDay, ...]:
    """All marked days of a year, in order.

    Args:
        year: The year.
        moves: Days off that a decree moved, each from a day to a day.
        act: The decree.
    """
    holidays = [
        MarkedDay(day=date(year, *day), kind="holiday", source=_HOLIDAYS_ACT, name=name)
        for day, name in _HOLIDAYS.items()
    ]
    moved = [*_apply_decree(moves, act), *_move_by_law(year, dict(moves))]
    days = [*holidays, *moved]
    return tuple(
        sorted([*days, *_find_short_days(year, days)], key=lambda one: (one.day, one.kind))
    )


@lru_cache(maxsize=64)
def days_by_law(year: int) -> tuple[MarkedDay, ...]:
    """All marked days of a year by the law alone, without a decree: an estimate."""
    return days_of_year(year)


def days_of_decrees() -> tuple[MarkedDay, ...]:
    """All marked days of the years whose decrees are known, in order."""
    return tuple(
        day for year, (act, moves) in _DECREES.items() for day in days_of_year(year, moves, act)
    )


def _apply_decree(moves: tuple[tuple[date, date], ...], act: str) -> Iterator[MarkedDay]:
    """Days off that came, and Saturdays on which is worked for them."""
    for source, target in moves:
        yield MarkedDay(day=target, kind="moved-off", source=f"{act}; с {source:%d.%m.%Y}")
        if not _is_holiday(source):
            yield MarkedDay(day=source, kind="working-saturday", source=act, replaces=target)


def _move_by_law(year: int, moves: Mapping[date, date]) -> Iterator[MarkedDay]:
    """A holiday on a weekend after 8 January moves to the next working day by itself."""
    taken = set(moves.values())
    for month, day in _HOLIDAYS:
        holiday = date(year, month, day)
        if month == 1 or holiday.weekday() < 5 or holiday in moves:
            continue
        target = holiday
        while target.weekday() > 4 or _is_holiday(target) or target in taken:
            target += ONE_DAY
        taken.add(target)
        source = f"{_TRANSFER_ACT}; с {holiday:%d.%m.%Y}"
        yield MarkedDay(day=target, kind="moved-off", source=source)


def _find_short_days(year: int, days: list[MarkedDay]) -> Iterator[MarkedDay]:
    """Working days directly before a holiday; a working Saturday has the length of its day."""
    off = {one.day for one in days if one.kind != "working-saturday"}
    replaced = {one.day: one.replaces for one in days if one.kind == "working-saturday"}
    eves = {date(year, *day) - ONE_DAY for day in _HOLIDAYS if day != (1, 1)} | {date(year, 12, 31)}
    for eve in eves - off:
        if eve.weekday() < 5 or eve in replaced:
            yield MarkedDay(day=eve, kind="short", source=_SHORT_ACT)
    for saturday, day in replaced.items():
        if day in eves and saturday not in eves:
            yield MarkedDay(day=saturday, kind="short", source=_SHORT_ACT)


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in _HOLIDAYS


def _parse_decree(row: str) -> tuple[int, _Decree]:
    year, act, moves = row.split("|")
    pairs = (move.split(">") for move in moves.split())
    dates = tuple(
        (date.fromisoformat(f"{year}-{a}"), date.fromisoformat(f"{year}-{b}")) for a, b in pairs
    )
    return int(year), (f"{_DECREE} {act}", dates)


_DECREES: Mapping[int, _Decree] = dict(map(_parse_decree, ROWS.strip().split("\n")))

DECREED_YEARS = tuple(_DECREES)
"""The years whose decrees are known."""

_COLUMNS = "the columns date and kind, separated by commas, in UTF-8"
_LINE = "a date, for example 2026-12-31, and a kind, for example moved-off"


def read_days(path: Path) -> tuple[MarkedDay, ...]:
    """The marked days of a file, in order.

    Args:
        path: Path of the file.

    Raises:
        ParameterError: The file or a line cannot be read, or a year lacks its 1 January.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problem = Text("{file} ({error})", file=show_value(path.name), error=type(error).__name__)
        raise ParameterError("path", problem, "a readable file") from None
    except UnicodeDecodeError:
        raise ParameterError(
            "path", Text("{file} is not in UTF-8", file=show_value(path.name)), _COLUMNS
        ) from None
    lines = csv.DictReader(text.splitlines())
    if not {"date", "kind"} <= set(lines.fieldnames or ()):
        raise ParameterError(
            "path", Text("{file} lacks a column", file=show_value(path.name)), _COLUMNS
        )
    days = sorted((_parse_day(line, lines.line_num) for line in lines), key=lambda one: one.day)
    _check_complete(days)
    return tuple(days)


def _parse_day(line: Mapping[str, str | None], number: int) -> MarkedDay:
    replaces = line.get("replaces")
    try:
        return MarkedDay(
            day=date.fromisoformat((line["date"] or "").strip()),
            kind=cast("DayKind", (line["kind"] or "").strip()),
            source=line.get("source") or "",
            name=line.get("name") or None,
            scope=line.get("scope") or None,
            replaces=date.fromisoformat(replaces) if replaces else None,
        )
    except ValueError as error:
        problem = Text(
            "line {line}: {day}, {kind}",
            line=number,
            day=show_value(line["date"]),
            kind=show_value(line["kind"]),
        )
        raise ParameterError("path", problem, _LINE) from error


def _check_complete(days: Iterable[MarkedDay]) -> None:
    """A list of a few days would silently make holidays of its year working days."""
    dates = {one.day for one in days}
    lacking = sorted({day.year for day in dates if date(day.year, 1, 1) not in dates})
    if lacking or not dates:
        problem = (
            Text("no 1 January in {years}", years=tuple(lacking))
            if lacking
            else "a file without days"
        )
        raise ParameterError("path", problem, "all marked days of each year")
