"""The working calendar: the table is the one that was checked, and counting undoes itself."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import errors
from govpublic_sdk.appeals import NO_HOLIDAYS, RUSSIA, MarkedDay, RegionDay, WorkCalendar, radonitsa
from shared import SHARED, needs_shared

CHECKED = SHARED / "domain" / "days-ru.csv"
YEARS = range(2023, 2028)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
CALENDARS = st.sampled_from([RUSSIA, NO_HOLIDAYS])
AMOUNTS = st.integers(-300, 300)

RADONITSA = [
    RegionDay(
        day=radonitsa(year),
        name="Радоница",
        act="Закон Саратовской области от 22.03.2012",
    )
    for year in YEARS
]
SARATOV = RUSSIA.with_days(RADONITSA, id="ru-saratov")


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


ALL_DAYS = days(date(2023, 1, 1), date(2027, 12, 31))


@needs_shared
def test_the_table_is_the_one_that_was_checked() -> None:
    with CHECKED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    ours = {(str(one.day), one.kind): one for one in RUSSIA.days}
    assert len(ours) == len(RUSSIA.days) == len(rows) == 118
    assert set(ours) == {(row["date"], row["kind"]) for row in rows}
    for row in rows:
        number = row["source"].partition(" N ")[2].split(";")[0].split(" ")[0]
        assert number in ours[row["date"], row["kind"]].source


@needs_shared
def test_a_file_in_the_same_form_gives_the_same_calendar() -> None:
    read = WorkCalendar.read(CHECKED)

    assert read.id == "days-ru"
    assert (read.years, read.known_until) == (tuple(YEARS), date(2027, 12, 31))
    for day in ALL_DAYS:
        assert read.is_day_off(day) == RUSSIA.is_day_off(day)
        assert read.is_short(day) == RUSSIA.is_short(day)


def test_every_day_is_what_a_well_kept_library_says() -> None:
    theirs = holidays.country_holidays("RU", years=YEARS)

    assert [
        day for day in ALL_DAYS if RUSSIA.is_working_day(day) != theirs.is_working_day(day)
    ] == []


# Working days, days off, and hours at 40 a week, as the calendars of those years are published.
PUBLISHED = {
    2023: (247, 118, 1973),
    2024: (248, 118, 1979),
    2025: (247, 118, 1972),
    2026: (247, 118, 1972),
    2027: (247, 118, 1972),
}


@pytest.mark.parametrize(("year", "figures"), PUBLISHED.items())
def test_figures_of_a_year(year: int, figures: tuple[int, int, int]) -> None:
    of_year = [day for day in ALL_DAYS if day.year == year]
    working = [day for day in of_year if RUSSIA.is_working_day(day)]
    hours = sum(7 if RUSSIA.is_short(day) else 8 for day in working)

    assert (len(working), len(of_year) - len(working), hours) == figures
    assert RUSSIA.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == len(working)


def test_short_days() -> None:
    shorts = [f"{day:%d.%m}" for day in ALL_DAYS if day.year == 2026 and RUSSIA.is_short(day)]

    assert shorts == ["30.04", "08.05", "11.06", "03.11"]
    assert not RUSSIA.is_short(date(2025, 5, 7))  # before a moved day off, not before a holiday


def test_working_saturdays_have_the_length_of_their_day() -> None:
    saturdays = [day for day in ALL_DAYS if day.weekday() == 5 and RUSSIA.is_working_day(day)]

    assert {str(day): RUSSIA.is_short(day) for day in saturdays} == {
        "2024-04-27": False,  # for 29 April
        "2024-11-02": True,  # for 30 April, the eve of a holiday
        "2024-12-28": False,  # for 30 December
        "2025-11-01": True,  # for 3 November, the eve of a holiday
        "2027-02-20": True,  # for 22 February, the eve of a holiday
    }
    assert RUSSIA.weekday_of_hours(date(2024, 11, 2)) == 1
    assert RUSSIA.weekday_of_hours(date(2024, 11, 1)) == 4


def test_marks_name_the_act() -> None:
    moved, *others = RUSSIA.marks(date(2026, 12, 31))

    assert not others
    assert moved.kind == "moved-off"
    assert moved.source == "Постановление Правительства РФ от 24.09.2025 N 1466; с 04.01.2026"
    assert RUSSIA.marks(date(2026, 11, 25)) == ()
    assert [one.name for one in RUSSIA.marks(date(2026, 1, 7))] == ["Рождество Христово"]


# Beyond the decrees


def test_it_says_until_when_it_is_known() -> None:
    assert RUSSIA.known_until == date(2027, 12, 31)
    assert RUSSIA.is_known(date(2023, 1, 1))
    assert not RUSSIA.is_known(date(2022, 12, 31))
    assert not RUSSIA.is_known(date(2028, 1, 1))


def test_beyond_the_law_alone_counts() -> None:
    # 4 November 2028 is a Saturday, 12 June 2022 a Sunday.
    off = [day for day in days(date(2028, 11, 1), date(2028, 11, 8)) if RUSSIA.is_day_off(day)]

    assert [day.day for day in off] == [4, 5, 6]
    assert RUSSIA.is_short(date(2028, 11, 3))
    assert RUSSIA.is_day_off(date(2022, 6, 13))
    assert RUSSIA.is_short(date(2029, 2, 22))
    assert RUSSIA.is_working_day(date(2028, 1, 10))
    # A decree would have moved Saturday 1 and Sunday 2 January 2028; nobody knows where to.
    assert RUSSIA.is_working_day(date(2028, 12, 29))


@pytest.mark.parametrize("year", [2012, 2022, 2028, 2033])
def test_by_law_there_are_fourteen_holidays(year: int) -> None:
    of_year = days(date(year, 1, 1), date(year, 12, 31))
    kinds = Counter(one.kind for day in of_year for one in RUSSIA.marks(day))

    assert kinds["holiday"] == 14
    assert kinds["working-saturday"] == 0
    assert all(RUSSIA.is_working_day(day) for day in of_year if RUSSIA.is_short(day))


def test_a_desk_may_keep_no_holidays() -> None:
    assert NO_HOLIDAYS.known_until is None
    assert NO_HOLIDAYS.is_known(date(2050, 1, 3))
    assert NO_HOLIDAYS.is_working_day(date(2026, 1, 1))
    assert NO_HOLIDAYS.is_day_off(date(2026, 11, 28))


def test_a_desk_may_work_all_week() -> None:
    every_day = WorkCalendar(id="every day", beyond="no holidays", weekend=())

    assert every_day.add_working_days(date(2026, 11, 27), 3) == date(2026, 11, 30)


# Counting


@given(CALENDARS, DAYS, AMOUNTS)
def test_between_undoes_add(calendar: WorkCalendar, day: date, amount: int) -> None:
    assert calendar.working_days_between(day, calendar.add_working_days(day, amount)) == amount


@given(CALENDARS, DAYS, st.integers(0, 200), st.integers(0, 200), st.sampled_from([1, -1]))
def test_adding_twice_is_adding_the_sum(
    calendar: WorkCalendar, day: date, one: int, other: int, sign: int
) -> None:
    first = calendar.add_working_days(day, sign * one)

    assert calendar.add_working_days(first, sign * other) == calendar.add_working_days(
        day, sign * (one + other)
    )


@given(CALENDARS, DAYS, DAYS, AMOUNTS)
def test_later_days_give_no_earlier_ends(
    calendar: WorkCalendar, one: date, other: date, amount: int
) -> None:
    first, last = sorted((one, other))

    assert calendar.add_working_days(first, amount) <= calendar.add_working_days(last, amount)


@given(CALENDARS, DAYS, AMOUNTS.filter(bool))
def test_counting_ends_on_a_working_day(calendar: WorkCalendar, day: date, amount: int) -> None:
    end = calendar.add_working_days(day, amount)

    assert calendar.is_working_day(end)
    assert (end > day) == (amount > 0)


@given(DAYS, st.integers(0, 400))
def test_between_is_the_slow_count(start: date, length: int) -> None:
    end = start + timedelta(days=length)

    assert RUSSIA.working_days_between(start, end) == sum(
        RUSSIA.is_working_day(day) for day in days(start, end)[1:]
    )


@given(DAYS)
def test_a_day_rolls_to_the_nearest_working_day(day: date) -> None:
    later, sooner = RUSSIA.working_day_from(day), RUSSIA.working_day_until(day)

    assert RUSSIA.is_working_day(later)
    assert RUSSIA.is_working_day(sooner)
    assert sooner <= day <= later
    assert (sooner == day == later) == RUSSIA.is_working_day(day)
    assert not any(RUSSIA.is_working_day(one) for one in days(sooner, later)[1:-1] if one != day)


def test_nothing_is_added() -> None:
    assert RUSSIA.add_working_days(date(2026, 1, 1), 0) == date(2026, 1, 1)


# Days of regions


def test_radonitsa() -> None:
    # 2023 and 2025: https://saratov-news.net; the others by the same rule.
    assert [str(one.day) for one in RADONITSA] == [
        "2023-04-25",
        "2024-05-14",
        "2025-04-29",
        "2026-04-21",
        "2027-05-11",
    ]
    with pytest.raises(errors.ParameterError, match="1900 to 2099"):
        radonitsa(2100)


def test_a_region_adds_its_days() -> None:
    assert SARATOV.is_day_off(date(2025, 4, 29))
    assert SARATOV.is_short(date(2025, 4, 28))
    assert not RUSSIA.is_day_off(date(2025, 4, 29))
    [mark] = SARATOV.marks(date(2025, 4, 29))
    assert (mark.name, mark.source) == ("Радоница", "Закон Саратовской области от 22.03.2012")
    assert SARATOV.add_working_days(date(2025, 4, 28), 1) == date(2025, 4, 30)


@given(DAYS)
def test_a_region_changes_no_other_day(day: date) -> None:
    near = {one.day - timedelta(days=offset) for one in RADONITSA for offset in (0, 1)}

    assert day in near or SARATOV.marks(day) == RUSSIA.marks(day)


def test_a_day_of_a_region_does_not_move_by_itself() -> None:
    saturday = [RegionDay(day=date(2025, 8, 30), name="День Республики", act="закон", scope="все")]
    plain = RUSSIA.with_days(saturday, id="plain")
    moving = RUSSIA.with_days(saturday, id="moving", transfers=True, shortens_eve=False)

    assert plain.is_working_day(date(2025, 9, 1))
    assert plain.is_short(date(2025, 8, 29))
    assert moving.is_day_off(date(2025, 9, 1))
    assert not moving.is_short(date(2025, 8, 29))


def test_a_day_of_a_region_wins_over_a_working_saturday() -> None:
    day = [RegionDay(day=date(2024, 11, 2), name="День", act="закон")]

    assert RUSSIA.with_days(day, id="test").is_day_off(date(2024, 11, 2))
    assert not RUSSIA.with_days(day, id="test").is_short(date(2024, 11, 2))


# Files


def written(path: Path, *rows: str, head: str = "date,kind,source") -> Path:
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return path


def test_the_next_decree_can_come_from_a_file(tmp_path: Path) -> None:
    rows = ("2028-01-01,holiday,закон", "2028-06-10,working-saturday,указ", "2028-06-13,moved-off,")
    next_year = WorkCalendar.read(written(tmp_path / "2028.csv", *rows), id="2028")
    calendar = SARATOV.with_years_of(next_year)

    assert calendar.id == "ru-saratov+2028"
    assert calendar.known_until == date(2028, 12, 31)
    assert calendar.is_day_off(date(2028, 6, 13))
    assert calendar.is_working_day(date(2028, 1, 3))
    assert calendar.is_day_off(date(2026, 12, 31))
    assert calendar.weekday_of_hours(date(2028, 6, 10)) == 0


def test_a_file_replaces_a_year_and_leaves_the_regions_days(tmp_path: Path) -> None:
    file = written(tmp_path / "own.csv", "2026-01-01,holiday,")
    calendar = SARATOV.with_years_of(WorkCalendar.read(file))

    assert calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_day_off(date(2026, 4, 21))
    assert calendar.is_short(date(2026, 4, 20))


def test_a_file_may_tell_whose_hours_a_saturday_has(tmp_path: Path) -> None:
    head = "date,kind,replaces,name,scope"
    rows = ("2024-01-01,holiday,,Новый год,", "2024-11-02,working-saturday,2024-04-30,,суд")
    calendar = WorkCalendar.read(written(tmp_path / "own.csv", *rows, head=head))

    assert calendar.weekday_of_hours(date(2024, 11, 2)) == 1
    assert [one.scope for one in calendar.days] == [None, "суд"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("2026-01-01,holiday,", "2026-02-30,holiday,"), "line 3: '2026-02-30'"),
        (("2026-01-01,feast,",), "'feast'"),
        (("2026-01-01",), "line 2"),
        (("2026-01-01,holiday,", "2026-01-05,working-saturday,"), "line 3"),
        (("2026-04-21,regional,",), r"no 1 January in 2026"),
        ((), "without days"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, rows: tuple[str, ...], told: str
) -> None:
    with pytest.raises(errors.ParameterError, match=told):
        WorkCalendar.read(written(tmp_path / "own.csv", *rows))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cp1251.csv").write_bytes("date,kind\nпраздник".encode("cp1251"))

    with pytest.raises(errors.ParameterError, match="columns date and kind"):
        WorkCalendar.read(written(tmp_path / "own.csv", head="Год,Январь"))
    with pytest.raises(errors.ParameterError, match="not in UTF-8"):
        WorkCalendar.read(tmp_path / "cp1251.csv")
    with pytest.raises(errors.ParameterError, match="FileNotFoundError"):
        WorkCalendar.read(tmp_path / "none.csv")


# Bad input


def test_a_moment_is_no_day() -> None:
    moment = datetime(2026, 1, 1, 23, tzinfo=UTC)

    for ask in (RUSSIA.is_day_off, RUSSIA.is_short, RUSSIA.is_known, RUSSIA.marks):
        with pytest.raises(errors.ParameterError, match="a date"):
            ask(moment)
    with pytest.raises(errors.ParameterError, match="a date"):
        RUSSIA.add_working_days(moment, 0)
    with pytest.raises(errors.ParameterError, match="a date"):
        RUSSIA.working_days_between(date(2026, 1, 1), moment)
    with pytest.raises(errors.ParameterError, match="a date"):
        RegionDay(day=moment, name="День", act="закон")


@pytest.mark.parametrize("amount", [5, -5])
def test_time_has_an_end(amount: int) -> None:
    edge = date.max if amount > 0 else date.min

    with pytest.raises(errors.ParameterError, match="1 to 9999"):
        RUSSIA.add_working_days(edge, amount)


@pytest.mark.parametrize(
    "fields",
    [{"id": ""}, {"beyond": "guess"}, {"weekend": (0, 1, 2, 3, 4, 5, 6)}, {"weekend": (7,)}],
)
def test_a_calendar_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError):
        WorkCalendar(**{"id": "test", **fields})


def test_a_marked_day_that_makes_no_sense_is_refused() -> None:
    unknown: Any = "feast"
    with pytest.raises(errors.ParameterError, match="kind"):
        MarkedDay(day=date(2026, 1, 1), kind=unknown)
    with pytest.raises(errors.ParameterError, match="a weekend"):
        MarkedDay(day=date(2026, 1, 5), kind="working-saturday")
