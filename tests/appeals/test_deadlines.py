"""Deadlines: worked by hand, against a slow count, stored for good, told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import errors
from govpublic_sdk._core.validation import zone_of
from govpublic_sdk.appeals import (
    APPEAL_59FZ,
    NO_HOLIDAYS,
    POLICIES,
    POS_MESSAGE,
    POS_MESSAGE_CONTROLLED,
    RUSSIA,
    SEVASTOPOL_INCIDENT,
    DeadlinePolicy,
    Extension,
    Span,
    Term,
    WorkingHours,
    deadlines_of,
    explain,
    extend_deadline,
    main_deadline,
    mark_met,
    next_due,
)
from govpublic_sdk.appeals import deadlines as room
from govpublic_sdk.appeals.deadlines.calculation import calculate_end
from govpublic_sdk.models import Appeal, Deadline

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = WorkingHours.week(time(9), time(18))
SHIPPED = (APPEAL_59FZ, POS_MESSAGE, POS_MESSAGE_CONTROLLED, SEVASTOPOL_INCIDENT)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


def shown(deadline: Deadline, zone: ZoneInfo = MOSCOW) -> str:
    assert deadline.due_at is not None
    assert deadline.due_at.utcoffset() == timedelta(0)
    return f"{deadline.due_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def by_kind(found: tuple[Deadline, ...]) -> dict[str, Deadline]:
    assert len({one.kind for one in found}) == len(found)
    return {one.kind: one for one in found}


def one_term(term: Term, **fields: Any) -> DeadlinePolicy:
    return DeadlinePolicy(id="test", version="1", regime="incident", terms=(term,), **fields)


def due(term: Term, start: str, **fields: Any) -> Deadline:
    [found] = one_term(term, **fields).deadlines(registered_at=moscow(start))
    return found


def of_days(amount: int, unit: Any = "calendar_days", roll: Any = "keep") -> Term:
    return Term(kind="final", since=("registered",), amount=amount, unit=unit, roll=roll)


def of_hours(amount: int) -> Term:
    return of_days(amount, "working_hours")


# 59-ФЗ


def test_an_appeal_is_registered_forwarded_and_answered() -> None:
    found = by_kind(
        APPEAL_59FZ.deadlines(
            submitted_at=moscow("2026-11-25 18:40"), registered_at=moscow("2026-11-26 10:00")
        )
    )

    # 59-ФЗ art. 8 p. 2 and 3, art. 12 p. 1; the count starts on the next day.
    assert {kind: shown(one) for kind, one in found.items()} == {
        "registration": "2026-11-28 23:59:59",
        "forwarding": "2026-12-03 23:59:59",
        "final": "2026-12-26 23:59:59",
    }
    assert found["registration"].met_at == moscow("2026-11-26 10:00")
    assert found["final"].basis == "ч. 1 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ"
    assert (found["final"].policy, found["final"].policy_version) == ("appeal-59fz", "2026-11-23")
    assert found["final"].calendar is None
    assert not found["final"].is_estimate


@pytest.mark.parametrize(
    ("registered", "last"),
    [
        ("2024-01-30", "2024-02-29"),
        ("2028-01-30", "2028-02-29"),
        ("2026-01-30", "2026-03-01"),
        ("2026-12-15", "2027-01-14"),
    ],
)
def test_thirty_days(registered: str, last: str) -> None:
    found = by_kind(APPEAL_59FZ.deadlines(registered_at=moscow(registered)))

    assert shown(found["final"]) == f"{last} 23:59:59"


@pytest.mark.parametrize(
    ("roll", "last"), [("keep", "2026-12-31"), ("forward", "2027-01-11"), ("back", "2026-12-30")]
)
def test_a_term_that_falls_on_a_transferred_day_off(roll: Any, last: str) -> None:
    # 31 December 2026 is off in place of 4 January (decree of 24.09.2025).
    found = due(of_days(30, roll=roll), "2026-12-01 12:00")

    assert shown(found) == f"{last} 23:59:59"
    assert (found.rolled_from is None) == (roll == "keep")
    assert (found.calendar is None) == (roll == "keep")


def test_a_working_saturday_is_no_day_off() -> None:
    found = due(of_days(30, roll="forward"), "2024-03-28 12:00")

    assert shown(found) == "2024-04-27 23:59:59"
    assert found.rolled_from is None


def test_what_is_not_registered_has_no_date_yet() -> None:
    found = by_kind(APPEAL_59FZ.deadlines(submitted_at=NOW))

    assert (found["final"].due_at, found["final"].started_at) == (None, None)
    assert found["final"].amount == 30
    assert found["final"].remaining(NOW) is None
    assert not found["final"].is_overdue(NOW)
    assert found["registration"].met_at is None


def test_forwarding_binds_only_who_is_not_competent() -> None:
    registered = moscow("2026-11-02 10:00")
    plain = by_kind(APPEAL_59FZ.deadlines(registered_at=registered))["forwarding"]
    known = by_kind(APPEAL_59FZ.deadlines(registered_at=registered, misdirected=True))["forwarding"]

    assert (plain.is_conditional, plain.is_overdue(NOW)) == (True, False)
    assert (known.is_conditional, known.is_overdue(NOW)) == (False, True)


def test_the_day_is_that_of_the_zone() -> None:
    night = datetime(2026, 11, 25, 21, 30, tzinfo=UTC)  # 26 November in Moscow, 25 in Kaliningrad
    west = replace(APPEAL_59FZ, zone="Europe/Kaliningrad")

    [*_, moscow_final] = APPEAL_59FZ.deadlines(registered_at=night)
    [*_, west_final] = west.deadlines(registered_at=night)

    assert shown(moscow_final) == "2026-12-26 23:59:59"
    assert shown(west_final, ZoneInfo("Europe/Kaliningrad")) == "2026-12-25 23:59:59"


# Extension


def test_an_answer_is_put_off() -> None:
    stored = APPEAL_59FZ.deadlines(registered_at=moscow("2026-11-26 10:00"))
    found = by_kind(APPEAL_59FZ.extend(stored))

    assert list(found) == ["registration", "forwarding", "extension"]
    assert shown(found["extension"]) == "2027-01-25 23:59:59"
    assert found["extension"].started_at == by_kind(stored)["final"].due_at
    assert found["extension"].basis == "ч. 2 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ"


def test_an_extension_counts_from_the_term_not_from_where_it_moved() -> None:
    final, *others = APPEAL_59FZ.terms[::-1]
    rolling = replace(APPEAL_59FZ, terms=(*others, replace(final, roll="forward")))
    stored = rolling.deadlines(registered_at=moscow("2026-12-01 10:00"))
    found = main_deadline(rolling.extend(stored, amount=10))

    assert found is not None
    assert shown(found) == "2027-01-10 23:59:59"  # 31 December and 10 days


@pytest.mark.parametrize("amount", [0, 31])
def test_an_extension_has_a_limit(amount: int) -> None:
    stored = APPEAL_59FZ.deadlines(registered_at=NOW)

    with pytest.raises(errors.ParameterError, match="1 to 30"):
        APPEAL_59FZ.extend(stored, amount=amount)


def test_what_cannot_be_put_off() -> None:
    stored = APPEAL_59FZ.deadlines(registered_at=NOW)
    once = APPEAL_59FZ.extend(stored)

    with pytest.raises(errors.ParameterError, match="deadline: 'extension'"):
        APPEAL_59FZ.extend(once)
    with pytest.raises(errors.ParameterError, match="a policy with an extension"):
        POS_MESSAGE.extend(POS_MESSAGE.deadlines(registered_at=NOW))
    with pytest.raises(errors.ParameterError, match="without a final answer"):
        APPEAL_59FZ.extend(APPEAL_59FZ.deadlines(submitted_at=NOW))
    with pytest.raises(errors.ParameterError, match="deadline: 'registration'"):
        extend_deadline(stored[0], APPEAL_59FZ)


def test_a_control_date_follows_the_extension() -> None:
    policy = replace(POS_MESSAGE_CONTROLLED, extension=Extension(amount=5, unit="working_days"))
    stored = policy.deadlines(registered_at=NOW, platform_due=moscow("2026-12-10 18:00"))
    found = by_kind(policy.extend(stored, amount=2))

    assert shown(by_kind(stored)["control"]) == "2026-12-07 23:59:59"
    assert shown(found["extension"]) == "2026-12-14 23:59:59"
    assert shown(found["control"]) == "2026-12-11 23:59:59"


# ПОС


def test_the_platforms_date_is_taken_as_it_is() -> None:
    at = moscow("2026-12-10 18:00")
    [found] = POS_MESSAGE.deadlines(registered_at=NOW, platform_due=at, fast_track=True)

    assert (found.kind, found.due_at, found.unit, found.amount) == ("platform", at, "moment", None)
    assert not found.is_fallback


@pytest.mark.parametrize(("fast_track", "last"), [(False, "2026-12-26"), (True, "2026-12-06")])
def test_without_it_there_is_a_marked_fallback(fast_track: bool, last: str) -> None:
    [found] = POS_MESSAGE.deadlines(registered_at=NOW, fast_track=fast_track)

    assert (found.kind, shown(found)) == ("final", f"{last} 23:59:59")
    assert found.is_fallback


@pytest.mark.parametrize(
    ("platform", "control"),
    [
        ("2026-12-10 18:00", "2026-12-07"),
        ("2026-12-09 18:00", "2026-12-04"),  # 6 December is a Sunday
        ("2027-01-11 18:00", "2026-12-30"),  # 8 January is off, and so is 31 December
    ],
)
def test_a_control_date_lies_three_days_before(platform: str, control: str) -> None:
    found = by_kind(
        POS_MESSAGE_CONTROLLED.deadlines(registered_at=NOW, platform_due=moscow(platform))
    )

    assert shown(found["control"]) == f"{control} 23:59:59"


def test_a_control_date_of_a_fallback_is_one() -> None:
    found = by_kind(POS_MESSAGE_CONTROLLED.deadlines(submitted_at=NOW))

    assert shown(found["control"]) == "2026-12-23 23:59:59"
    assert found["control"].is_fallback


def test_without_any_moment_nothing_is_known() -> None:
    for policy in SHIPPED:
        found = policy.deadlines()

        assert found
        assert all(one.due_at is None and one.met_at is None for one in found)
        assert main_deadline(found) is next_due(found) is None


# Incidents


@pytest.mark.parametrize(
    ("start", "raised", "last"),
    [
        ("2026-11-27 16:00", False, "2026-11-30 16:00"),  # a Friday
        ("2026-11-27 16:00", True, "2026-11-30 11:00"),
        ("2026-11-28 12:00", True, "2026-11-30 13:00"),  # a Saturday
        ("2026-11-26 09:00", False, "2026-11-26 18:00"),
        ("2026-12-30 16:00", True, "2027-01-11 11:00"),  # the end of the year
        ("2024-11-01 16:00", False, "2024-11-02 16:00"),  # into a working Saturday
        ("2026-04-30 16:00", True, "2026-05-04 12:00"),  # a short day: until 17
    ],
)
def test_sevastopol(start: str, raised: bool, last: str) -> None:
    first, final = SEVASTOPOL_INCIDENT.deadlines(registered_at=moscow(start), raised=raised)

    assert (first.kind, shown(first)) == ("interim", f"{last}:00")
    assert (final.kind, final.due_at) == ("final", None)


def test_after_an_interim_answer_there_are_seven_working_days() -> None:
    found = by_kind(
        SEVASTOPOL_INCIDENT.deadlines(
            registered_at=moscow("2026-12-29 10:00"), interim_at=moscow("2026-12-29 15:00")
        )
    )

    assert shown(found["final"]) == "2027-01-18 23:59:59"
    assert found["interim"].met_at == moscow("2026-12-29 15:00")


def test_a_working_saturday_is_short_if_its_day_was() -> None:
    # 2 November 2024 was worked for 30 April, the eve of a holiday: until 17 instead of 18.
    saturday = moscow("2024-11-02 09:00")
    plain = replace(RUSSIA, id="plain", days=tuple(d for d in RUSSIA.days if d.kind != "short"))

    assert OFFICE.add(saturday, 9, calendar=RUSSIA, zone=MOSCOW) == moscow("2024-11-05 10:00")
    assert OFFICE.add(saturday, 9, calendar=plain, zone=MOSCOW) == moscow("2024-11-02 18:00")


def test_a_working_saturday_has_the_hours_of_its_day() -> None:
    week = WorkingHours((*((Span(time(9), time(10 + day)),) for day in range(5)), (), ()))

    assert week.spans(date(2024, 11, 2), RUSSIA) == ((540, 600),)  # Tuesday's 9-11, an hour less
    assert week.spans(date(2024, 4, 27), RUSSIA) == ((540, 600),)  # Monday's 9-10


KALUGA = DeadlinePolicy(
    id="own",
    version="1",
    regime="incident",
    terms=(of_hours(24),),
    hours=WorkingHours.week(time(8), time(17)),
    calendar=NO_HOLIDAYS,
    source="https://github.com/bassixs/Incident-Management",
)


def test_a_policy_of_ones_own() -> None:
    # The example of that tool: Friday 16:00 and 24 hours are Wednesday 13:00.
    [found] = KALUGA.deadlines(registered_at=moscow("2026-11-27 16:00"))

    assert shown(found) == "2026-12-02 13:00:00"
    assert found.calendar == "no holidays"


def test_a_day_may_end_at_an_hour() -> None:
    found = due(of_days(2, "working_days"), "2026-11-27 16:00", day_ends=time(17))

    assert shown(found) == "2026-12-01 17:00:00"


# Against a slow count

SCHEDULES = {
    "office": OFFICE,
    "lunch": WorkingHours.week(time(8), time(17), lunch=(time(12), time(13))),
    "nights": WorkingHours(((Span(time(0), time(6)), Span(time(20), time(0))),) * 7),
    "round the clock": WorkingHours.week(time(0), time(0), days=range(7)),
    "two days": WorkingHours.week(time(10), time(12), days=(1, 3)),
}

CALENDARS = {one.id: one for one in (RUSSIA, NO_HOLIDAYS)}


@cache
def is_worked(schedule: str, calendar_id: str, day: date, minute: int) -> bool:
    calendar = CALENDARS[calendar_id]
    if calendar.is_day_off(day):
        return False
    spans = SCHEDULES[schedule].days[calendar.weekday_of_hours(day)]
    ends = [span.minutes[1] for span in spans]
    last = max(ends, default=0) - 60 * calendar.is_short(day)
    return minute < last and any(one <= minute < other for one, other in (s.minutes for s in spans))


def slowly(start: datetime, hours: int, schedule: str, calendar: str, zone: str) -> Any:
    left, moment, of_zone, minute = hours * 60, start, ZoneInfo(zone), timedelta(minutes=1)
    while left:
        local = moment.astimezone(of_zone)
        left -= is_worked(schedule, calendar, local.date(), local.hour * 60 + local.minute)
        moment += minute
    return moment


STARTS = st.integers(0, 4 * 365 * 24 * 60 - 60 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NEAR_CHANGES = st.integers(-72, 24).map(
    lambda hours: datetime(2026, 3, 29, tzinfo=UTC) + timedelta(hours=hours)
)


@settings(deadline=None, max_examples=60)
@given(
    STARTS | NEAR_CHANGES,
    st.integers(1, 12),
    st.sampled_from(sorted(SCHEDULES)),
    st.sampled_from(sorted(CALENDARS)),
    st.sampled_from(["Europe/Moscow", "Asia/Kamchatka", "Europe/Berlin"]),
)
def test_hours_are_those_of_a_slow_count(
    start: datetime, hours: int, schedule: str, calendar: str, zone: str
) -> None:
    of = CALENDARS[calendar]
    found = SCHEDULES[schedule].add(start, hours, calendar=of, zone=ZoneInfo(zone))

    assert found == slowly(start, hours, schedule, calendar, zone)


@given(STARTS, STARTS, st.integers(1, 40), st.integers(1, 40))
def test_hours_add_up_and_keep_order(one: datetime, other: datetime, n: int, m: int) -> None:
    def add(start: datetime, hours: int) -> datetime:
        return OFFICE.add(start, hours, calendar=RUSSIA, zone=MOSCOW)

    first, last = sorted((one, other))

    assert add(add(one, n), m) == add(one, n + m)
    assert add(first, n) <= add(last, n)
    assert add(one, n) >= one + timedelta(hours=n)


@given(STARTS, st.integers(1, 400), st.sampled_from(["keep", "forward", "back"]))
def test_days_end_with_the_day(start: datetime, amount: int, roll: Any) -> None:
    [found] = one_term(of_days(amount, roll=roll)).deadlines(registered_at=start)
    assert found.due_at is not None
    end = found.due_at.astimezone(MOSCOW)
    plain = start.astimezone(MOSCOW).date() + timedelta(days=amount)

    assert end.time() == time(23, 59, 59)
    assert (end.date() > plain) <= (roll == "forward")
    assert (end.date() < plain) <= (roll == "back")
    assert (found.rolled_from is None) == (end.date() == plain)


def test_clocks_that_are_put_back_give_the_whole_day() -> None:
    # In Azores clocks went from 01:00 back to 00:00 on 25 October 2026; the day before is whole.
    zone = ZoneInfo("Atlantic/Azores")
    [found] = one_term(of_days(1), zone="Atlantic/Azores").deadlines(
        registered_at=datetime(2026, 10, 24, 12, tzinfo=zone)
    )

    assert found.due_at == datetime(2026, 10, 26, 0, 59, 59, tzinfo=UTC)


# What is not known for certain


@pytest.mark.parametrize(
    ("term", "start", "is_estimate"),
    [
        (of_days(30), "2027-12-20 10:00", False),
        (of_days(30, roll="forward"), "2027-12-20 10:00", True),
        (of_days(30, roll="forward"), "2027-11-20 10:00", False),
        (of_days(5, "working_days"), "2027-12-29 10:00", True),
        (of_days(1, "working_days"), "2027-12-29 10:00", False),
        (of_days(1, "working_days"), "2022-12-30 10:00", True),
        (of_hours(20), "2027-12-29 10:00", True),
        (of_hours(4), "2027-12-29 10:00", False),
    ],
)
def test_beyond_the_decrees_it_is_an_estimate(term: Term, start: str, is_estimate: bool) -> None:
    assert due(term, start, hours=OFFICE).is_estimate == is_estimate


def test_what_is_counted_from_an_estimate_is_one() -> None:
    policy = replace(
        POS_MESSAGE_CONTROLLED,
        terms=(of_days(30, roll="forward"), replace(POS_MESSAGE_CONTROLLED.terms[-1], amount=-30)),
    )
    found = by_kind(policy.deadlines(registered_at=moscow("2027-12-10 10:00")))

    assert found["control"].is_estimate


# Which term applies


CATEGORIES = DeadlinePolicy(
    id="portal",
    version="1",
    regime="message",
    terms=(
        of_days(19, "working_days"),
        replace(of_days(9, "working_days"), categories=("Уборка снега", "141")),
        replace(of_days(1, "working_days"), categories=("уборка снега",), marks=("danger",)),
    ),
)


@pytest.mark.parametrize(
    ("categories", "marks", "amount"),
    [
        ((), (), 19),
        (("ЖКХ", "уборка снега "), (), 9),
        ("УБОРКА СНЕГА", (), 9),
        (("141",), ("danger",), 9),
        (("Уборка снега",), ("danger", "other"), 1),
        (("Дороги",), "danger", 19),
    ],
)
def test_the_last_term_that_applies_stands(categories: Any, marks: Any, amount: int) -> None:
    [found] = CATEGORIES.deadlines(registered_at=NOW, categories=categories, marks=marks)

    assert found.amount == amount


def test_policies_by_regime() -> None:
    assert POLICIES == {"appeal_59fz": APPEAL_59FZ, "message": POS_MESSAGE}


# Values


def test_in_time_and_late() -> None:
    [found] = KALUGA.deadlines(registered_at=moscow("2026-11-27 16:00"))
    at = moscow("2026-12-02 13:00")
    second = timedelta(seconds=1)

    assert found.remaining(at - second) == second
    assert not found.is_overdue(at + timedelta(microseconds=999_999))
    assert found.is_overdue(at + second)
    assert not found.is_late
    in_time, late = (
        KALUGA.deadlines(registered_at=moscow("2026-11-27 16:00"), answered_at=moment)[0]
        for moment in (at, at + second)
    )
    assert (in_time.is_late, in_time.is_overdue(at + 9 * second)) == (False, False)
    assert (late.is_late, late.is_overdue(at)) == (True, True)


@given(STARTS, STARTS)
def test_overdue_is_nothing_left(start: datetime, now: datetime) -> None:
    for one in SEVASTOPOL_INCIDENT.deadlines(registered_at=start, interim_at=start):
        left = replace_met(one).remaining(now)
        assert left is not None
        assert replace_met(one).is_overdue(now) == (left < timedelta(0))


def replace_met(deadline: Deadline) -> Deadline:
    return deadline.model_copy(update={"met_at": None})


def test_now_has_a_zone() -> None:
    [found] = KALUGA.deadlines(registered_at=NOW)

    with pytest.raises(TypeError, match="naive"):
        found.is_overdue(NOW.replace(tzinfo=None))


@pytest.mark.parametrize("policy", SHIPPED, ids=lambda policy: policy.id)
def test_deadlines_and_policies_are_stored_as_json(policy: DeadlinePolicy) -> None:
    found = policy.deadlines(
        submitted_at=NOW, registered_at=NOW, interim_at=NOW, platform_due=NOW, misdirected=True
    )
    read = DeadlinePolicy.from_json(policy.as_json())

    assert read == policy
    assert hash(read) == hash(policy)
    assert policy.model_dump()["id"] == policy.id
    for one in found:
        again = Deadline.model_validate_json(one.model_dump_json())
        assert again == one
        assert hash(again) == hash(one)
        assert not again.unfit
        assert not again.model_extra


def test_a_stored_deadline_stands_when_the_policy_changes() -> None:
    final = by_kind(APPEAL_59FZ.deadlines(registered_at=NOW))["final"]
    stored = final.model_dump_json()
    shorter = tuple(replace(term, amount=1) for term in APPEAL_59FZ.terms)
    changed = replace(APPEAL_59FZ, version="2027", terms=shorter, zone="Asia/Tokyo")
    answered = moscow("2026-12-26 23:00")

    read = Deadline.model_validate_json(stored)
    [met] = mark_met([read], answered_at=answered)

    assert by_kind(changed.deadlines(registered_at=NOW))["final"].due_at != final.due_at
    assert read == final
    assert (met.due_at, met.policy_version, met.met_at) == (final.due_at, "2026-11-23", answered)
    assert not met.is_late


def test_what_was_done_is_told_once() -> None:
    stored = SEVASTOPOL_INCIDENT.deadlines(registered_at=NOW)
    hour = timedelta(hours=1)
    first = mark_met(stored, interim_at=NOW + hour)
    both = mark_met(first, interim_at=NOW + 2 * hour, answered_at=NOW + 3 * hour)

    assert [one.met_at for one in both] == [NOW + hour, NOW + 3 * hour]
    assert mark_met(stored, answered_at=NOW)[0].met_at == NOW
    with pytest.raises(errors.ParameterError, match="naive datetime"):
        mark_met(stored, answered_at=NOW.replace(tzinfo=None))


def test_which_comes_first_and_which_governs() -> None:
    found = APPEAL_59FZ.deadlines(submitted_at=NOW, registered_at=NOW)
    open_ones = APPEAL_59FZ.deadlines(submitted_at=NOW)

    assert [one.kind for one in found if one is next_due(found)] == ["final"]
    assert [one.kind for one in found if one is main_deadline(found)] == ["final"]
    assert [one.kind for one in open_ones if one is next_due(open_ones)] == ["registration"]


def test_a_control_date_makes_nobody_late() -> None:
    given = NOW + timedelta(days=20)
    found = POS_MESSAGE_CONTROLLED.deadlines(submitted_at=NOW, platform_due=given)
    assert {one.kind for one in found} == {"platform", "control"}
    assert [one.kind for one in found if one is next_due(found)] == ["platform"]


# Appeals


def appeal(**fields: Any) -> Appeal:
    return Appeal.model_validate({"id": ("pos", "1"), "registered_at": NOW, **fields})


def test_an_appeal_tells_its_moments() -> None:
    answers = [{"kind": "interim", "at": NOW}, {"kind": "final", "at": NOW + timedelta(days=1)}]
    given = appeal(
        regime="message",
        deadlines=[{"kind": "platform", "due_at": NOW + timedelta(days=5)}],
        answers=[*answers, {"kind": "final"}],
    )
    [found] = deadlines_of(given, POS_MESSAGE)

    assert (found.due_at, found.met_at) == (NOW + timedelta(days=5), NOW + timedelta(days=1))


def test_an_appeal_tells_its_category_and_its_speed() -> None:
    category = {"group": {"name": "ЖКХ"}, "fact": {"id": "141"}}
    plain, of_category = (
        deadlines_of(one, CATEGORIES) for one in (appeal(), appeal(category=category))
    )

    assert (plain[0].amount, of_category[0].amount) == (19, 9)
    assert deadlines_of(appeal(fast_track=True), POS_MESSAGE)[0].amount == 10


def test_an_appeal_that_was_forwarded_was_another_bodys() -> None:
    late = NOW + timedelta(days=9)
    found = by_kind(deadlines_of(appeal(answers=[{"kind": "forward", "at": late}]), APPEAL_59FZ))

    assert found["forwarding"].is_late
    assert found["final"].met_at == late


def test_an_appeal_that_was_closed_was_answered() -> None:
    [found] = deadlines_of(appeal(closed_at=NOW), POS_MESSAGE)

    assert found.met_at == NOW


def test_an_appeal_has_the_policy_of_its_regime() -> None:
    with pytest.raises(errors.ParameterError, match="'message'"):
        deadlines_of(appeal(regime="message"), APPEAL_59FZ)


# In words


def words(deadline: Deadline, language: Any = "ru", calendar: Any = RUSSIA) -> str:
    return explain(deadline, calendar=calendar)(language)


def test_the_article_is_told() -> None:
    found = by_kind(APPEAL_59FZ.deadlines(registered_at=moscow("2026-11-26 10:00")))

    assert words(found["final"]) == (
        "Ответ по существу: до 26.12.2026 23:59 (Europe/Moscow). "
        "Срок — 30 календарных дней, начало — 26.11.2026 10:00, счёт со следующего дня. "
        "Основание: ч. 1 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ."
    )
    assert words(found["final"], "en").startswith(
        "Final answer: by 26.12.2026 23:59 (Europe/Moscow). The term is 30 calendar days from "
    )
    assert "дата пока неизвестна. Срок — 3 календарных дня" in words(found["registration"])
    assert "не в компетенции" in words(found["forwarding"])


def test_transferred_days_are_told() -> None:
    rolled = due(of_days(30, roll="forward"), "2026-12-01 12:00")
    counted = due(of_days(2, "working_days"), "2026-12-30 12:00")

    assert "пришёлся на выходной 31.12.2026" in words(rolled)
    assert (
        "Особые дни срока: 31.12.2026 — перенесённый выходной "
        "(Постановление Правительства РФ от 24.09.2025 N 1466; с 04.01.2026); "
        "01.01.2027 - 08.01.2027 — праздник (ТК РФ ст. 112)."
    ) in words(counted)
    assert "01.01.2027 - 08.01.2027, holiday" in words(rolled, "en")
    assert "Особые" not in words(counted, calendar=None)
    assert "Особые" not in words(due(of_days(30), "2026-12-01 12:00"))
    assert "Особые" not in words(due(of_days(1, roll="forward"), "2026-12-08 12:00"))


def test_estimates_and_fallbacks_are_told() -> None:
    estimate = due(of_days(5, "working_days"), "2027-12-29 10:00")
    [fallback] = POS_MESSAGE.deadlines(registered_at=NOW)

    assert "календарь известен по 31.12.2027" in words(estimate)
    assert "календарь на эти дни неизвестен" in words(estimate, calendar=None)
    assert "резервный срок" in words(fallback)
    assert "правила «pos-message», версия 2026-11-23" in words(fallback)


def test_what_was_done_is_told_in_words() -> None:
    [in_time] = mark_met(KALUGA.deadlines(registered_at=NOW), answered_at=NOW)
    [late] = mark_met([in_time.model_copy(update={"met_at": None})], answered_at=NOW + timedelta(9))

    assert "Исполнено в срок: 26.11.2026 12:00." in words(in_time)
    assert "Done late: 05.12.2026 12:00." in words(late, "en")
    assert "24 рабочих часа, начало — 26.11.2026 12:00." in words(in_time)


def test_dates_of_others_are_told() -> None:
    given = Deadline(kind="visit", unit="moment", due_at=NOW)
    bare = Deadline(kind="visit", due_at=NOW)
    weeks = Deadline(kind="visit", due_at=NOW, started_at=NOW, amount=2, unit="weeks")
    before = by_kind(POS_MESSAGE_CONTROLLED.deadlines(platform_due=NOW))["control"]

    assert words(given) == (
        "visit: до 26.11.2026 09:00 (UTC). Дата задана, а не рассчитана. Основание не указано."
    )
    assert words(bare, "en") == "visit: by 26.11.2026 09:00 (UTC). No basis is named."
    assert "2 weeks" in words(weeks, "en")
    assert "За 3 календарных дня до 26.11.2026 12:00." in words(before)


@pytest.mark.parametrize(
    ("amount", "words_of_it"),
    [
        (1, "1 рабочий день"),
        (2, "2 рабочих дня"),
        (5, "5 рабочих дней"),
        (11, "11 рабочих дней"),
        (12, "12 рабочих дней"),
        (21, "21 рабочий день"),
        (22, "22 рабочих дня"),
    ],
)
def test_counts_in_words(amount: int, words_of_it: str) -> None:
    assert f"Срок — {words_of_it}, " in words(due(of_days(amount, "working_days"), "2026-11-26"))


# Bad input


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="registered_at: naive datetime"):
        APPEAL_59FZ.deadlines(registered_at=NOW.replace(tzinfo=None))
    with pytest.raises(errors.ParameterError, match="platform_due: naive datetime"):
        POS_MESSAGE.deadlines(platform_due=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ""},
        {"kind": "финальный"},
        {"since": ()},
        {"since": "registered"},
        {"since": ("tomorrow",)},
        {"amount": 0},
        {"amount": 10_001},
        {"unit": "weeks"},
        {"unit": "moment"},
        {"unit": "working_hours", "amount": -1},
        {"roll": "away"},
        {"marks": "fast_track"},
        {"categories": "ЖКХ"},
    ],
    ids=str,
)
def test_a_term_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"kind": "final", "since": ("registered",), "amount": 30}

    with pytest.raises(errors.ParameterError):
        Term(**{**plain, **fields})


@pytest.mark.parametrize("fields", [{"amount": -1}, {"amount": 0}, {"amount": 1, "unit": "weeks"}])
def test_an_extension_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError):
        Extension(**fields)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": ""}, "id"),
        ({"version": ""}, "version"),
        ({"terms": ()}, "terms"),
        ({"zone": "Europe/Atlantis"}, "Europe/Samara"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"zone": "Europe"}, "zone"),
        ({"hours": None}, "counted in them"),
        ({"hours": WorkingHours.week(time(9), time(18), days=(5, 6))}, "days off only"),
        ({"terms": (Term(kind="final", since=("due",), amount=1),)}, "another start"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(errors.ParameterError, match=told):
        replace(KALUGA, **fields)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Span(time(18), time(9)),
        lambda: Span(time(9), time(9)),
        lambda: Span(time(9, 0, 30), time(18)),
        lambda: Span(time(9, tzinfo=UTC), time(18)),
        lambda: WorkingHours(((),) * 7),
        lambda: WorkingHours(((Span(time(9), time(18)),),) * 5),
        lambda: WorkingHours(((Span(time(9), time(12)), Span(time(11), time(18))),) * 7),
        lambda: WorkingHours.week(time(9), time(18), lunch=(time(8), time(13))),
        lambda: WorkingHours.week(time(9), time(18), days=(7,)),
    ],
)
def test_hours_that_make_no_sense_are_refused(make: Any) -> None:
    with pytest.raises(errors.ParameterError):
        make()


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"id":"a"}', APPEAL_59FZ.as_json().replace('"amount":30', '"amount":0', 1)],
    ids=["empty", "nothing", "list", "parts", "unfit"],
)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(errors.ParameterError, match="as_json"):
        DeadlinePolicy.from_json(text)


def test_time_has_an_end() -> None:
    last = datetime(9999, 12, 30, tzinfo=UTC)

    for term in (of_days(30), of_days(30, "working_days"), of_hours(300)):
        with pytest.raises(errors.ParameterError, match="9999"):
            one_term(term, hours=OFFICE).deadlines(registered_at=last)


def test_hours_are_needed_to_count_them() -> None:
    with pytest.raises(errors.ParameterError, match="counted in them"):
        calculate_end(APPEAL_59FZ, of_hours(1), NOW)


def test_a_computer_without_zones_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk._core.validation.ZoneInfo", without_zones)
    policy = replace(APPEAL_59FZ, version="2")  # can be made: packages make theirs when imported

    with pytest.raises(errors.ConfigurationError, match="install tzdata"):
        policy.deadlines(registered_at=NOW)
    with pytest.raises(errors.ConfigurationError, match="install tzdata"):
        zone_of("Europe/Moscow")


def without_zones(name: str) -> ZoneInfo:
    return ZoneInfo(f"missing/{name}")


def test_the_room_has_its_names() -> None:
    assert set(room.__all__) <= set(dir(room))
    assert all(getattr(room, name) is not None for name in room.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        room.nothing  # noqa: B018


def test_none_is_refused_by_its_name_where_nothing_was_due() -> None:
    nothing: Any = next_due([])
    for refused in (
        lambda: explain(nothing),
        lambda: extend_deadline(nothing, APPEAL_59FZ),
        lambda: deadlines_of(nothing, APPEAL_59FZ),
        lambda: deadlines_of(appeal(), nothing),
    ):
        with pytest.raises(errors.ParameterError, match="None"):
            refused()
