"""Figures of appeals, by hand and against slow counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_appeals import DAY, NOW, appeals, moments, region
from govpublic_sdk._core.text import normal_form
from govpublic_sdk.appeals import (
    Classifier,
    Figures,
    PlaceKey,
    TopicKey,
    body_of,
    body_or_executor,
    daily,
    overdue,
    summary,
)
from govpublic_sdk.appeals import Topic as ClassifierTopic
from govpublic_sdk.appeals.statistics import DayCounts, TermStanding, term_of
from govpublic_sdk.appeals.statistics.daily import DAYS, Days
from govpublic_sdk.appeals.statistics.texts import NAMES, OUTCOMES, duration, word_of
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models import (
    Appeal,
    AppealAnswer,
    AppealId,
    AppealPlace,
    Category,
    Deadline,
    Responsible,
)

MOSCOW = "Europe/Moscow"
TODAY = date(2026, 11, 26)
lists = st.lists(appeals, max_size=12)


def appeal(number: int = 1, **more: Any) -> Appeal:
    return Appeal.model_validate({"id": AppealId("pos", str(number)), **more})


def due(days: float, kind: str = "final", **more: object) -> Deadline:
    return Deadline.model_validate({"kind": kind, "due_at": NOW + days * DAY, **more})


def figures(*some: Appeal) -> Figures:
    return summary(some, now=NOW).total


# Terms


@pytest.mark.parametrize(
    ("stage", "deadlines", "expected"),
    [
        ("in_progress", [], TermStanding("unknown")),
        ("in_progress", [due(1)], TermStanding("running", NOW + DAY)),
        ("in_progress", [due(-1)], TermStanding("overdue", NOW - DAY)),
        ("in_progress", [due(1), due(-1, "control")], TermStanding("running", NOW + DAY)),
        (
            "in_progress",
            [due(1), due(-1, "forwarding", is_conditional=True)],
            TermStanding("running", NOW + DAY),
        ),
        ("in_progress", [due(1), due(-1, "interim")], TermStanding("overdue", NOW - DAY)),
        ("in_progress", [due(5), due(2, "platform")], TermStanding("running", NOW + 2 * DAY)),
        ("in_progress", [due(-1), due(2, "extension")], TermStanding("running", NOW + 2 * DAY)),
        ("reopened", [due(-1, met_at=NOW - 2 * DAY)], TermStanding("in time", NOW - DAY)),
        ("reopened", [due(-2, met_at=NOW - DAY)], TermStanding("late", NOW - 2 * DAY)),
        ("closed", [due(-1)], TermStanding("unknown")),
        ("closed", [due(-1, met_at=NOW - 2 * DAY)], TermStanding("in time", NOW - DAY)),
        ("closed", [due(-2, met_at=NOW - DAY)], TermStanding("late", NOW - 2 * DAY)),
        ("closed", [due(-2, "interim", met_at=NOW - DAY)], TermStanding("unknown")),
    ],
)
def test_how_an_appeal_stands(
    stage: str, deadlines: list[Deadline], expected: TermStanding
) -> None:
    assert term_of(appeal(stage=stage, deadlines=deadlines), NOW) == expected


def test_what_the_appeal_itself_tells_was_done_is_not_owed() -> None:
    first, registration = due(-1, "interim"), due(-2, "registration")
    told = appeal(
        deadlines=[first, registration, due(3)],
        registered_at=NOW - 3 * DAY,
        answers=[AppealAnswer(kind="interim", at=NOW - 2 * DAY)],
    )
    assert term_of(told, NOW).standing == "running"
    assert term_of(told, NOW - 3 * DAY + timedelta(hours=1)).due_at == first.due_at
    assert term_of(told, NOW - 4 * DAY).due_at == registration.due_at


def test_a_closed_appeal_is_in_time_by_its_first_final_answer_else_by_its_closing() -> None:
    answered = [
        AppealAnswer(kind="final", at=NOW),
        AppealAnswer(kind="final", at=NOW - 2 * DAY),
    ]
    both: dict[str, Any] = {"stage": "closed", "deadlines": [due(-1)], "closed_at": NOW}
    assert term_of(appeal(**both, answers=answered), NOW).standing == "in time"
    assert term_of(appeal(**both), NOW).standing == "late"


def test_the_second_in_which_it_is_due_is_in_time() -> None:
    one = appeal(deadlines=[due(0)])
    assert term_of(one, NOW + timedelta(microseconds=999_999)).standing == "running"
    assert term_of(one, NOW + timedelta(seconds=1)).standing == "overdue"


@given(appeals, moments.filter(bool))
def test_open_and_closed_ones_stand_as_they_can(one: Appeal, at: datetime) -> None:
    standing = term_of(one, at).standing
    assert standing not in (("running", "overdue") if not one.is_open else ())
    assert not (standing == "unknown" and one.is_open and _plainly_owed(one))


def _plainly_owed(one: Appeal) -> bool:
    """A single final term that was never met."""
    return (
        len(one.deadlines) == 1
        and one.deadlines[0].kind == "final"
        and (
            one.deadlines[0].met_at is None
            and one.deadlines[0].due_at is not None
            and not one.deadlines[0].is_conditional
        )
    )


# Sums


def test_closed_is_not_solved() -> None:
    found = figures(
        appeal(1, stage="closed"),
        appeal(2, stage="closed", outcome="solved"),
        appeal(3, stage="answered", outcome="unknown"),
        appeal(4, stage="in_progress"),
    )
    assert found.outcomes == {"unknown": 2, "solved": 1}
    assert found.share_of("solved") == pytest.approx(1 / 3)
    assert found.share_of("refused") == 0
    assert sum(found.outcome_shares.values()) == pytest.approx(1)
    assert (found.total, found.open, found.closed, found.share_closed) == (4, 1, 3, 0.75)


def test_of_nothing_there_are_no_shares() -> None:
    found = figures()
    assert found == Figures()
    assert found.share_closed is found.share_in_time is found.share_of("solved") is None
    assert found.outcome_shares == {}


def test_returned_and_deferred() -> None:
    found = figures(
        appeal(1, stage="reopened"),
        appeal(2, stage="closed", outcome="postponed"),
        appeal(3, stage="in_progress", outcome="postponed"),
    )
    assert (found.returned, found.deferred, found.open) == (1, 2, 2)


def test_the_share_in_time_counts_what_is_due() -> None:
    found = figures(
        appeal(1, stage="closed", deadlines=[due(-1, met_at=NOW - 2 * DAY)]),
        appeal(2, stage="closed", deadlines=[due(-1, met_at=NOW)]),
        appeal(3, deadlines=[due(-1)]),
        appeal(4, deadlines=[due(1)]),
        appeal(5),
    )
    assert (found.in_time, found.met_late, found.overdue) == (1, 1, 1)
    assert (found.running, found.term_unknown) == (1, 1)
    assert found.share_in_time == pytest.approx(1 / 3)


def test_medians_tell_of_how_many_they_are_and_of_how_many_nothing_is_known() -> None:
    came = NOW - 10 * DAY
    final = [AppealAnswer(kind="final", at=came + 4 * DAY)]
    both = [AppealAnswer(kind="interim", at=came + DAY), *final]
    known: dict[str, Any] = {"submitted_at": came, "stage": "closed"}
    found = figures(
        appeal(1, **known, answers=both),
        appeal(2, **known, answers=final),
        appeal(3, **known, closed_at=came + 5 * DAY),
        appeal(4, **known, closed_at=came - DAY),  # an error of whoever wrote it down
        appeal(5, stage="closed", answers=final),
        appeal(6, submitted_at=came),  # not answered yet, so nothing is missing
        appeal(7, submitted_at=came, answers=[AppealAnswer(kind="interim")]),
    )
    assert found.first_answer.time == 2.5 * DAY
    assert (found.first_answer.known, found.first_answer.unknown) == (2, 4)
    assert found.final_answer.time == 4 * DAY
    assert (found.final_answer.known, found.final_answer.unknown) == (3, 2)


def test_what_came_back_is_finished_by_its_last_answer_and_not_before() -> None:
    came = NOW - 10 * DAY
    twice = [AppealAnswer(kind="final", at=came + days * DAY) for days in (2, 6)]
    again = appeal(submitted_at=came, stage="reopened", answers=twice)
    assert figures(again).final_answer.known == 0
    done = again.model_copy(update={"stage": "closed"})
    assert figures(done).final_answer.time == 6 * DAY


def test_names_that_differ_by_typing_are_one_group_and_the_first_spelling_stands() -> None:
    found = summary(
        [
            appeal(1, category={"group": {"name": "Молодёжная политика"}}),
            appeal(2, category={"group": {"name": " молодежная  Политика "}}),
            appeal(3, category={"group": {"id": "7"}}),
            appeal(4, place=AppealPlace(municipality="—", settlement="Самара")),
        ],
        now=NOW,
    )
    assert {key: one.total for key, one in found.by_topic.items()} == {
        TopicKey(): 1,
        TopicKey("Молодёжная политика"): 2,
        TopicKey("7"): 1,
    }
    assert found.by_place[PlaceKey("—", "Самара")].total == 1


def test_a_person_is_counted_by_name_only_if_that_is_wanted() -> None:
    some = [
        appeal(1, responsible=Responsible(id="99", executor="Житель 1")),
        appeal(2, responsible=Responsible(executor="Житель 1")),
    ]
    assert set(summary(some, now=NOW).by_owner) == {"99", None}
    assert summary(some, now=NOW, owner=body_of) == summary(some, now=NOW)
    asked = summary(some, now=NOW, owner=body_or_executor)
    assert list(asked.by_owner) == ["99", "Житель 1"]
    day = daily(some, day=TODAY, zone=MOSCOW, now=NOW, owner=body_or_executor)
    assert list(day.by_owner) == ["99", "Житель 1"]


def test_a_classifier_gives_the_names_to_count_by() -> None:
    asked: list[Category] = []
    classifier = Classifier([ClassifierTopic(group="ДОРОГИ", topic="ЯМЫ")])

    def canonical(category: Category) -> Category:
        asked.append(category)
        return classifier.canonical(category)

    ways = [{"topic": {"name": "ямы"}}, {"group": {"name": "Дороги"}, "topic": {"name": "Ямы"}}]
    some = [appeal(number, category=ways[number % 2]) for number in range(4)]
    found = summary([*some, appeal(9)], now=NOW, canonical=canonical)
    assert list(found.by_topic) == [TopicKey("ДОРОГИ", "ЯМЫ"), TopicKey()]
    assert len(asked) == 2


def test_a_moment_needs_its_zone() -> None:
    for ask in (summary, overdue):
        with pytest.raises(ParameterError, match="now"):
            ask([], now=datetime(2026, 11, 26))  # noqa: DTZ001


@given(lists)
def test_figures_are_those_of_a_slow_count(some: list[Appeal]) -> None:
    found = summary(iter(some), now=NOW)
    total = found.total
    assert total.total == len(some)
    assert total.open == sum(one.is_open for one in some)
    assert total.returned == sum(one.stage == "reopened" for one in some)
    assert total.deferred == sum(one.outcome == "postponed" for one in some)
    standings = Counter(term_of(one, NOW).standing for one in some)
    assert standings == Counter(
        {
            "in time": total.in_time,
            "late": total.met_late,
            "running": total.running,
            "overdue": total.overdue,
            "unknown": total.term_unknown,
        }
    )
    ended = Counter(
        "unknown" if one.outcome == "none" else one.outcome for one in some if not one.is_open
    )
    assert total.outcomes == ended
    _check_median(total.first_answer.time, total.first_answer.known, some, _first)
    _check_median(total.final_answer.time, total.final_answer.known, some, _final)


def _check_median(
    time: timedelta | None,
    known: int,
    some: Iterable[Appeal],
    ended: Callable[[Appeal], datetime | None],
) -> None:
    spans = [(ended(one), one.submitted_at or one.registered_at) for one in some]
    times = [
        (end - start).total_seconds() for end, start in spans if end and start and end >= start
    ]
    assert known == len(times)
    assert (time is None) == (not times)
    if time is not None:
        assert time.total_seconds() == pytest.approx(median(times))


def _first(one: Appeal) -> datetime | None:
    return min((answer.at for answer in one.answers if answer.at), default=None)


def _final(one: Appeal) -> datetime | None:
    finals = [a.at for a in one.answers if a.at and a.kind in ("final", "refusal", "forward")]
    return None if one.is_open else max(finals, default=one.closed_at)


@given(lists)
def test_groups_of_each_kind_add_up_to_the_total(some: list[Appeal]) -> None:
    found = summary(some, now=NOW)
    for groups in (
        found.by_topic,
        found.by_place,
        found.by_owner,
        found.by_regime,
        found.by_channel,
    ):
        assert sum(one.total for one in groups.values()) == found.total.total
        assert sum(one.overdue for one in groups.values()) == found.total.overdue
        assert sum(one.final_answer.known for one in groups.values()) == (
            found.total.final_answer.known
        )
        sizes = [one.total for one in groups.values()]
        assert sizes == sorted(sizes, reverse=True)
    keys = [normal_form(str(key)) for key in found.by_topic]
    assert len(keys) == len(set(keys))


# What is overdue


@given(lists)
def test_the_overdue_are_listed_the_longest_first(some: list[Appeal]) -> None:
    found = overdue(some, now=NOW)
    assert len(found) == summary(some, now=NOW).total.overdue
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)
    assert all(one.late_by(NOW) > timedelta(0) for one in found)


def test_the_list_says_nothing_of_the_citizen() -> None:
    [one, *_] = overdue(region(400), now=NOW)
    assert one.topic.group
    assert one.municipality
    for word in ("Житель", "Ленина", "Рощинский"):
        assert word not in repr(one)


def test_the_account_of_a_citizen_is_left_out_of_the_label() -> None:
    talk = Appeal.model_validate(
        {
            "id": AppealId("messages:1", "700_7"),
            "applicant": {"account": "700"},
            "deadlines": [due(-1)],
        }
    )
    plain = talk.model_copy(update={"applicant": None})
    first, second = overdue([talk, plain], now=NOW)
    assert (first.label, second.label) == ("messages:1/…_7", "messages:1/700_7")
    assert first.id == talk.id


# Days


def counted(*days: int | None, **more: object) -> DayCounts:
    return DayCounts(days=days, **more)  # pyright: ignore


@pytest.mark.parametrize(
    ("days", "growth", "before", "mean"),
    [
        ((20,) * 7 + (30,), "worse", "worse", "worse"),
        ((20,) * 7 + (30,), "better", "better", "better"),
        ((20,) * 7 + (10,), "worse", "better", "better"),
        ((20,) * 7 + (20,), "worse", "same", "same"),
        ((20, 20, 20, 20, 20, 20, 22, 20), "worse", "better", "same"),
        ((0,) * 7 + (9,), "worse", "few", "few"),
        ((0,) * 7 + (10,), "worse", "worse", "worse"),
        ((10,) * 7 + (0,), "worse", "better", "better"),
        ((None,) * 6 + (20, 30), "worse", "worse", "unknown"),
        ((None,) * 7 + (30,), "worse", "unknown", "unknown"),
        ((None,) * 8, "worse", "unknown", "unknown"),
        ((70, 0, 0, 0, 0, 0, 0, 10), "worse", "worse", "same"),
    ],
)
def test_verdicts(days: tuple[int | None, ...], growth: str, before: str, mean: str) -> None:
    found = counted(*days, growth=growth)
    assert (found.to_day_before.verdict, found.to_mean.verdict) == (before, mean)


def test_a_day_that_is_not_over_can_only_have_grown() -> None:
    assert counted(*(20,) * 8, is_over=False).to_mean.verdict == "unknown"
    assert counted(*(20,) * 7, 15, is_over=False).to_mean.verdict == "unknown"
    assert counted(*(20,) * 7, 25, is_over=False).to_mean.verdict == "worse"


def test_differences_and_their_shares() -> None:
    found = counted(0, 0, 0, 0, 0, 0, 0, 12)
    assert (found.to_day_before.difference, found.to_day_before.share) == (12, None)
    found = counted(10, 10, 10, 10, 10, 10, 17, 12)
    assert found.mean == 11
    assert found.to_mean.share == pytest.approx(1 / 11)
    assert counted(*(None,) * 8).to_mean.share is None


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Europe/Moscow", "Asia/Kamchatka", "America/Sao_Paulo", "Asia/Beirut", "UTC"]),
)
def test_days_are_cut_as_clocks_show_them(moment: datetime, zone: str) -> None:
    local = moment.astimezone(ZoneInfo(zone)).date()
    days = Days(local, zone)
    assert days.place_of(moment) == DAYS - 1
    assert days.start <= moment < days.end
    assert Days(local + timedelta(days=3), zone).place_of(moment) == DAYS - 4
    assert Days(local - timedelta(days=1), zone).place_of(moment) is None


def test_a_day_may_have_25_hours() -> None:
    days = Days(date(2014, 10, 26), MOSCOW)
    assert days.end - days.start == timedelta(hours=25)


@pytest.mark.parametrize(
    ("parameter", "more"),
    [
        ("day", {"day": NOW}),
        ("day", {"day": date.max}),
        ("zone", {"zone": "Europe/Nowhere"}),
        ("now", {"now": NOW - 2 * DAY}),
        ("now", {"now": datetime(2026, 11, 26)}),  # noqa: DTZ001
        ("small_base", {"small_base": -1}),
        ("most_overdue", {"most_overdue": -1}),
    ],
)
def test_bad_questions_are_refused(parameter: str, more: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match=parameter):
        daily([], **{"day": TODAY, "zone": MOSCOW, "now": NOW, **more})  # pyright: ignore


# The day


def test_a_day_by_hand() -> None:
    some = [
        appeal(1, submitted_at=NOW - 9 * DAY, stage="in_progress", deadlines=[due(-0.1)]),
        appeal(2, submitted_at=NOW - DAY, stage="closed", closed_at=NOW, outcome="solved"),
        appeal(3, submitted_at=NOW, stage="in_progress", deadlines=[due(5)]),
        appeal(4, submitted_at=NOW - 3 * DAY, stage="closed", closed_at=NOW - 2 * DAY),
        appeal(5, submitted_at=NOW - 30 * DAY, stage="closed", closed_at=NOW - 20 * DAY),
        appeal(6, submitted_at=NOW + 2 * DAY),
        appeal(7, stage="closed"),
        appeal(8, stage="in_progress"),
    ]
    found = daily(some, day=TODAY, zone=MOSCOW, now=NOW + DAY)
    assert found.is_over
    assert found.at == datetime(2026, 11, 26, 21, tzinfo=UTC)
    assert found.total.received.days == (0, 0, 0, 0, 1, 0, 1, 1)
    assert found.total.closed.days == (0, 0, 0, 0, 0, 1, 0, 1)
    assert found.total.missed.days == (0, 0, 0, 0, 0, 0, 0, 1)
    total = found.total.figures
    assert (total.total, total.open, total.closed, total.overdue) == (4, 3, 1, 1)
    assert total.outcomes == {"solved": 1}
    assert (found.undated, found.closed_undated) == (2, 1)
    assert [one.id.key for one in found.overdue] == ["1"]
    assert found.dates[-1] == found.day == TODAY


def test_the_page_of_yesterday_is_the_same_tomorrow() -> None:
    came = NOW - 3 * DAY
    done = appeal(
        stage="closed",
        outcome="solved",
        submitted_at=came,
        closed_at=NOW,
        answers=[AppealAnswer(kind="final", at=NOW)],
        deadlines=[due(-1.5, met_at=NOW)],
    )
    yesterday = TODAY - timedelta(days=1)
    found = daily([done], day=yesterday, zone=MOSCOW, now=NOW + DAY)
    total = found.total.figures
    assert (total.open, total.overdue, total.outcomes) == (1, 1, {})
    assert (total.first_answer.known, total.first_answer.unknown) == (0, 0)
    assert found.total.missed.days[-2:] == (1, 0)


def test_days_before_the_first_appeal_are_not_nought() -> None:
    some = [appeal(1, submitted_at=NOW - DAY), appeal(2, submitted_at=NOW)]
    found = daily(some, day=TODAY, zone=MOSCOW, now=NOW + DAY).total.received
    assert found.days == (None,) * 6 + (1, 1)
    assert found.to_mean.verdict == "unknown"
    for since in (TODAY - timedelta(days=30), date.min):
        found = daily(some, day=TODAY, zone=MOSCOW, now=NOW + DAY, since=since).total.received
        assert found.days == (0,) * 6 + (1, 1)
    assert daily([], day=TODAY, zone=MOSCOW, now=NOW).total.received.count is None


def test_the_list_of_the_overdue_is_bounded_and_the_count_is_not() -> None:
    some = region(900)
    asked = {"day": TODAY, "zone": MOSCOW, "now": NOW}
    whole = daily(some, **asked)  # pyright: ignore
    for most in (0, 1, 5):
        found = daily(some, **asked, most_overdue=most)  # pyright: ignore
        assert found.overdue == whole.overdue[:most]
        assert found.total == whole.total
    assert whole.total.figures.overdue == len(whole.overdue) > 5
    assert not whole.is_over


@given(lists, st.sampled_from([MOSCOW, "Asia/Kamchatka"]), st.integers(-3, 1))
def test_a_day_is_that_of_a_slow_count(some: list[Appeal], zone: str, shift: int) -> None:
    day = TODAY + timedelta(days=shift)
    found = daily(some, day=day, zone=zone, now=NOW + 2 * DAY, since=date(2026, 1, 1))

    def local(moment: datetime | None) -> date | None:
        return moment.astimezone(ZoneInfo(zone)).date() if moment else None

    came = [(local(one.submitted_at or one.registered_at), one) for one in some]
    known = [(on, one) for on, one in came if on is None or on <= day]
    for ago, date_ in enumerate(reversed(found.dates)):
        assert found.total.received.days[-1 - ago] == sum(on == date_ for on, _ in known)
        assert found.total.closed.days[-1 - ago] == sum(local(_final(x)) == date_ for _, x in known)
    in_play = [one for _, one in known if one.is_open or (local(_final(one)) or date.min) >= day]
    total = found.total.figures
    assert total.total == len(in_play)
    assert total.closed == found.total.closed.count == sum(local(_final(x)) == day for x in in_play)
    assert total.overdue == len(found.overdue)
    assert found.undated == sum(on is None for on, _ in came)
    assert found.closed_undated == sum(not x.is_open and _final(x) is None for _, x in known)


@given(lists)
def test_groups_of_a_day_add_up(some: list[Appeal]) -> None:
    found = daily(some, day=TODAY, zone=MOSCOW, now=NOW)
    for groups in (
        found.by_topic,
        found.by_place,
        found.by_owner,
        found.by_regime,
        found.by_channel,
    ):
        ones = list(groups.values())
        assert sum(one.figures.total for one in ones) == found.total.figures.total
        for place in range(DAYS):
            for flow in ("received", "closed", "missed"):
                counts = [getattr(one, flow).days[place] for one in ones]
                whole = getattr(found.total, flow).days[place]
                assert whole is None or sum(counts) == whole


# Words


def test_times_in_words() -> None:
    assert duration(timedelta(days=2, hours=5, minutes=59))("ru") == "2 дн. 5 ч"
    assert duration(timedelta(hours=47, minutes=20))("en") == "47 h 20 min"
    assert duration(timedelta(minutes=7))("ru") == "7 мин"
    assert duration(timedelta(seconds=7))("en") == "less than a minute"


def test_codes_in_words() -> None:
    assert word_of("solved", OUTCOMES)("ru") == "решено"
    assert word_of("of others", OUTCOMES)("ru") == "of others"
    assert word_of(None, OUTCOMES)("en") == "not told"
    assert {"total", "overdue", "received"} <= set(NAMES)
