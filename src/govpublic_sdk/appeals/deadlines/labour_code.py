"""Which days the Labour Code makes days off and short days, given what a decree moved.

ТК РФ ст. 112 (holidays and transfers) and ст. 95 (short days), with the list of holidays that
stands since 2013. Without a decree the answer is an estimate: nobody can know where the weekends
of 1-8 January go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from govpublic_sdk.appeals.deadlines._days_table import ROWS
from govpublic_sdk.appeals.deadlines.marked_days import ONE_DAY, MarkedDay

__all__ = ["DECREED_YEARS", "days_by_law", "days_of_year", "decreed_days"]

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
    moved = [*_decreed(moves, act), *_moved_by_law(year, dict(moves))]
    days = [*holidays, *moved]
    return tuple(sorted([*days, *_shorts(year, days)], key=lambda one: (one.day, one.kind)))


@lru_cache(maxsize=64)
def days_by_law(year: int) -> tuple[MarkedDay, ...]:
    """All marked days of a year by the law alone, without a decree: an estimate."""
    return days_of_year(year)


def decreed_days() -> tuple[MarkedDay, ...]:
    """All marked days of the years whose decrees are known, in order."""
    return tuple(
        day for year, (act, moves) in _DECREES.items() for day in days_of_year(year, moves, act)
    )


def _decreed(moves: tuple[tuple[date, date], ...], act: str) -> Iterator[MarkedDay]:
    """Days off that came, and Saturdays on which is worked for them."""
    for source, target in moves:
        yield MarkedDay(day=target, kind="moved-off", source=f"{act}; с {source:%d.%m.%Y}")
        if not _is_holiday(source):
            yield MarkedDay(day=source, kind="working-saturday", source=act, replaces=target)


def _moved_by_law(year: int, moves: Mapping[date, date]) -> Iterator[MarkedDay]:
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


def _shorts(year: int, days: list[MarkedDay]) -> Iterator[MarkedDay]:
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


def _read(row: str) -> tuple[int, _Decree]:
    year, act, moves = row.split("|")
    pairs = (move.split(">") for move in moves.split())
    dates = tuple(
        (date.fromisoformat(f"{year}-{a}"), date.fromisoformat(f"{year}-{b}")) for a, b in pairs
    )
    return int(year), (f"{_DECREE} {act}", dates)


_DECREES: Mapping[int, _Decree] = dict(map(_read, ROWS.strip().split("\n")))

DECREED_YEARS = tuple(_DECREES)
"""The years whose decrees are known."""
