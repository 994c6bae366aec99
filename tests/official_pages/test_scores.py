"""Formulas: the samples are met exactly, nothing is guessed, and next month gives the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pages import BODY, FULL, MOMENT, NOTHING, facts, posts
from govpublic_sdk import LocalizedText, errors
from govpublic_sdk.official_pages import (
    AMUR_2025_06,
    FORMULAS,
    Entry,
    Formula,
    PageFacts,
    PostFact,
    Score,
    Source,
    activity_metrics,
    formula_of,
    metrics,
)
from govpublic_sdk.official_pages.scores import Band, FormulaPart, Step
from shared import SHARED, needs_shared

PAGE = Path(__file__).parents[2] / "docs" / "scores.md"
STATISTICS = formula_of("amur-2025-06-statistics")
# MOMENT is a Wednesday, 18:00 in Asia/Yakutsk: its week began 2.75 days ago.


def points(found: PageFacts, formula: Formula = AMUR_2025_06, entry: Entry = BODY) -> Any:
    return {one.part: one.points for one in formula.score(found, entry).parts}


@needs_shared
def test_the_samples_are_met_exactly() -> None:
    file = SHARED / "pos-samples" / "amur_publics_with_expected_score.json"
    samples = json.loads(file.read_text(encoding="utf-8"))

    assert samples
    for sample in samples:
        found, entry = sampled(sample["org"])
        score = AMUR_2025_06.score(found, entry)
        parts = {one.part: one.points for one in score.parts}
        reach = parts.pop("reach")
        assert parts == sample["parts"]
        assert score.points - (reach or 0) == sample["expected_score_without_reach"]
        assert score.possible == score.points + (10 if reach is None else 0)


def sampled(org: dict[str, Any]) -> tuple[PageFacts, Entry]:
    """Facts and line of a sample: posts of a week spread over it, so that their count is right."""
    asked_at = datetime.fromisoformat(org["date_added"]).replace(tzinfo=UTC)
    days = [7 * (number + 0.5) / org["posts_7d"] for number in range(org["posts_7d"])]
    found = PageFacts(
        id=org["channel_id"],
        asked_at=asked_at,
        members=org["members_count"],
        government_mark=org["has_gos_badge"],
        has_avatar=org["has_avatar"],
        has_cover=org["has_cover"],
        description=org["status"] if org["has_description"] else "",
        menu=("https://example.com",) * org["widget_count"],
        posts_since=asked_at - timedelta(days=7),
        posts=tuple(PostFact(asked_at - timedelta(days=day)) for day in days),
    )
    return found, Entry(row=1, organisation=org["name"], connected=org["connected"])


def test_a_good_page_has_all_points() -> None:
    score = AMUR_2025_06.score(facts(members=100), BODY)

    assert (score.points, score.possible, score.most) == (100, 100, 100)
    assert score.band == "green"
    assert score.is_complete


@pytest.mark.parametrize(
    ("values", "part", "given_points"),
    [
        ({"government_mark": False}, "state_mark", 0),
        ({"has_avatar": False}, "avatar", 0),
        ({"description": ""}, "description", 0),
        ({"has_cover": False}, "cover", 0),
        ({"menu": ()}, "widgets", 0),
        ({"menu": ("a",)}, "widgets", 5),
        ({"menu": ("a", "b", "c")}, "widgets", 10),
        (posts(1, 2, 7), "activity", 0),
        (posts(1, 2, 6.99), "activity", 40),
        (posts(1, views=70), "reach", 7),
        (posts(1, views=71), "reach", 10),
        (posts(1, 2, 2.7, views=50), "reach", 10),
        (posts(1, views=50), "reach", 7),
        (posts(1, views=49), "reach", 5),
        (posts(1, views=30), "reach", 5),
        (posts(1, views=29), "reach", 0),
        (posts(2.8, views=1000), "reach", 0),
        ({"members": 0}, "reach", 0),
        ({"government_mark": None}, "state_mark", None),
        ({"has_avatar": None}, "avatar", None),
        ({"description": None}, "description", None),
        ({"has_cover": None}, "cover", None),
        ({"menu": None}, "widgets", None),
        ({"posts_since": None, "posts": ()}, "activity", None),
        ({"posts_since": None, "posts": ()}, "reach", None),
        ({"members": None}, "reach", None),
        (posts(1, views=None), "reach", None),
        ({**posts(1, views=60), "posts_since": MOMENT - timedelta(days=1)}, "reach", None),
        ({**posts(1, views=71), "posts_since": MOMENT - timedelta(days=1)}, "reach", 10),
    ],
)
def test_each_part(values: dict[str, Any], part: str, given_points: float | None) -> None:
    found = facts(**{"members": 100, **values})

    assert points(found)[part] == given_points


def test_connection_is_told_by_the_registry() -> None:
    found = [points(FULL, entry=replace(BODY, connected=one)) for one in (True, False, None)]

    assert [one["connected"] for one in found] == [10, 0, None]


def test_the_unknown_is_possible_and_clouds_the_band() -> None:
    unsure = AMUR_2025_06.score(facts(members=100, government_mark=None), BODY)
    bad = AMUR_2025_06.score(facts(members=100, government_mark=None, **posts()), BODY)

    assert (unsure.points, unsure.possible, unsure.band) == (90, 100, "green")
    assert not unsure.is_complete
    assert (bad.points, bad.possible, bad.band) == (40, 50, "red")
    nothing = AMUR_2025_06.score(NOTHING, Entry(row=1))
    assert (nothing.points, nothing.possible, nothing.band) == (0, 100, None)
    assert all("Unknown" in one.why("en") for one in nothing.parts)


@pytest.mark.parametrize(
    ("reach", "given_points"), [(351, 10), (350, 7), (250, 7), (249, 5), (150, 5), (149, 0)]
)
def test_reach_by_statistics(reach: int, given_points: int) -> None:
    assert points(facts(reach=reach), STATISTICS)["reach"] == given_points
    assert points(facts(reach=None), STATISTICS)["reach"] is None


def test_versions_differ() -> None:
    may, july, mid_july = (
        formula_of(f"amur-{one}") for one in ("2024-05-28", "2024-07-04", "2024-07-15")
    )

    assert [one.most for one in (AMUR_2025_06, STATISTICS, mid_july, july, may)] == [
        *(100, 100, 90, 100, 90)
    ]
    assert points(facts(reach=350), may)["reach"] == 10
    rare = facts(members=100, **posts(1, 10, 20, views=60))
    assert points(rare, july) == {
        "state_mark": 20,
        "avatar": 5,
        "description": 5,
        "cover": 10,
        "widgets": 10,
        "activity": 30,
        "reach": 5,
        "post_reach": 0,
    }
    assert points(facts(members=100, **posts(1, views=None)), july)["post_reach"] is None
    assert "connected" not in points(FULL, mid_july)


def test_a_later_moment_needs_later_posts() -> None:
    later = MOMENT + timedelta(days=20)

    assert {one.points for one in AMUR_2025_06.score(FULL, BODY, later).parts[-2:]} == {None}
    earlier = AMUR_2025_06.score(FULL, BODY, MOMENT - timedelta(days=11))
    assert earlier.parts[-2].points == 0


def test_a_moment_has_a_zone() -> None:
    with pytest.raises(errors.ParameterError, match="naive datetime"):
        AMUR_2025_06.score(FULL, BODY, MOMENT.replace(tzinfo=None))


FLAG = st.sampled_from([None, False, True])


@st.composite
def any_facts(draw: st.DrawFn) -> PageFacts:
    views = st.one_of(st.none(), st.integers(0, 200))
    days = draw(st.lists(st.tuples(st.floats(0, 40), views), max_size=8))
    return PageFacts(
        id=1,
        asked_at=MOMENT,
        government_mark=draw(FLAG),
        has_avatar=draw(FLAG),
        has_cover=draw(FLAG),
        description=draw(st.sampled_from([None, "", "text"])),
        menu=draw(st.sampled_from([None, (), ("a",), ("a", "b")])),
        members=draw(st.one_of(st.none(), st.integers(0, 500))),
        reach=draw(st.one_of(st.none(), st.integers(0, 500))),
        posts_since=draw(st.sampled_from([None, MOMENT - timedelta(days=40), MOMENT])),
        posts=tuple(PostFact(MOMENT - timedelta(days=day), seen) for day, seen in days),
    )


@given(any_facts(), FLAG, st.sampled_from(FORMULAS), st.randoms())
def test_points_lie_where_they_may(
    found: PageFacts, connected: bool | None, formula: Formula, chance: Any
) -> None:
    entry = replace(BODY, connected=connected)
    score = formula.score(found, entry)
    mixed = list(found.posts)
    chance.shuffle(mixed)

    assert 0 <= score.points <= score.possible <= score.most
    assert score.is_complete == all(one.points is not None for one in score.parts)
    assert formula.score(replace(found, posts=tuple(mixed)), entry) == score
    assert formula.score(found, entry, found.asked_at) == score
    if score.band:
        assert formula.band_of(score.points) == score.band == formula.band_of(score.possible)


BETTER: dict[str, Any] = {
    "government_mark": True,
    "has_avatar": True,
    "has_cover": True,
    "description": "text",
    "menu": ("a", "b"),
    "reach": 10_000,
}


@given(any_facts(), st.sampled_from(sorted(BETTER)), st.sampled_from(FORMULAS))
def test_a_better_page_never_has_fewer_points(
    found: PageFacts, field: str, formula: Formula
) -> None:
    before = formula.score(found, BODY)
    after = formula.score(replace(found, **{field: BETTER[field]}), BODY)

    assert after.points >= before.points


@given(any_facts(), st.floats(0, 30), st.sampled_from([FORMULAS[0], FORMULAS[1]]))
def test_one_more_post_never_takes_points(found: PageFacts, day: float, formula: Formula) -> None:
    more = (*found.posts, PostFact(MOMENT - timedelta(days=day), 100))
    before, after = (formula.score(one, BODY) for one in (found, replace(found, posts=more)))

    assert after.points >= before.points
    assert after.possible >= before.points


@given(any_facts(), st.sampled_from(FORMULAS))
def test_learning_more_stays_within_what_was_possible(found: PageFacts, formula: Formula) -> None:
    learned = replace(found, government_mark=found.government_mark or False)
    before, after = formula.score(found, BODY), formula.score(learned, BODY)

    assert before.points <= after.points <= after.possible <= before.possible


def scored(value: float, possible: float | None = None, formula: str = "amur-2025-06") -> Score:
    return Score(
        formula=formula,
        points=value,
        possible=value if possible is None else possible,
        most=100,
        band=None,
        parts=(),
    )


def test_a_week_is_the_mean_of_its_days() -> None:
    # 2026-11-22 15:00 UTC is the midnight after Sunday in Asia/Yakutsk
    monday = datetime(2026, 11, 22, 15, tzinfo=UTC)
    days = [(monday + timedelta(days=day), scored(80 + 10 * (day % 2))) for day in range(7)]
    sunday = (monday - timedelta(seconds=1), scored(10))

    weeks = AMUR_2025_06.weekly([sunday, *days])

    assert list(weeks) == [date(2026, 11, 16), date(2026, 11, 23)]
    assert (weeks[date(2026, 11, 16)].points, weeks[date(2026, 11, 16)].days) == (10, 1)
    whole = weeks[date(2026, 11, 23)]
    assert (whole.points, whole.possible, whole.days, whole.band) == (84, 84, 7, "yellow")


def test_a_week_with_the_unknown_has_a_band_only_if_it_is_sure() -> None:
    unsure = AMUR_2025_06.weekly([(MOMENT, scored(85, 95))])
    sure = AMUR_2025_06.weekly([(MOMENT, scored(72, 82))])

    assert [one.band for one in (*unsure.values(), *sure.values())] == [None, "yellow"]
    assert next(iter(unsure.values())).possible == 95


def test_of_several_scores_of_a_day_the_last_counts() -> None:
    weeks = AMUR_2025_06.weekly([(MOMENT, scored(10)), (MOMENT, scored(85))])

    assert [one.points for one in weeks.values()] == [85]


def test_a_mean_is_rounded_as_python_rounds() -> None:
    days = [(MOMENT - timedelta(days=1), scored(84)), (MOMENT, scored(85))]

    assert next(iter(AMUR_2025_06.weekly(days).values())).points == 84
    assert AMUR_2025_06.weekly([]) == {}


def test_scores_of_another_formula_are_refused() -> None:
    with pytest.raises(errors.ParameterError, match="2024-07-04"):
        AMUR_2025_06.weekly([(MOMENT, scored(1, formula="amur-2024-07-04"))])


def test_a_week_may_begin_on_any_day() -> None:
    sunday = activity_metrics.Week(start=6, zone="Europe/Samara")

    assert sunday.first_day(MOMENT) == date(2026, 11, 22)
    assert activity_metrics.Week().first_day(MOMENT) == date(2026, 11, 23)
    assert sunday.begin(MOMENT).isoformat() == "2026-11-22T00:00:00+04:00"
    assert (AMUR_2025_06.week_start, AMUR_2025_06.zone) == (0, "Asia/Yakutsk")


@pytest.mark.parametrize("zone", ["Europe/Kitezh", "../etc", ""])
def test_a_zone_that_nobody_knows_is_told(zone: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="tzdata"):
        activity_metrics.Week(zone=zone).day(MOMENT)


SOURCE = Source(kind="rating", title=LocalizedText("Свой рейтинг", "Own rating"), number="1")


def own(*parts: FormulaPart, bands: tuple[Band, ...] = ()) -> Formula:
    return Formula(
        id="own", title=LocalizedText("Своя", "Own"), source=SOURCE, parts=parts, bands=bands
    )


def test_users_add_their_own() -> None:
    addresses = metrics.flag(
        "site of the state",
        LocalizedText("Сайт на Госвебе", "Site at Gosweb"),
        lambda facts, entry: None if facts.site is None else "gosuslugi.ru" in facts.site,
        yes=LocalizedText("Да.", "Yes."),
        no=LocalizedText("Нет.", "No."),
    )
    formula = own(FormulaPart(id="site", measure=addresses, steps=(Step(2.5),)))

    assert [
        formula.score(facts(site=one), BODY).points for one in ("https://a.gosuslugi.ru", "b")
    ] == [2.5, 0]
    score = formula.score(facts(site=None), BODY)
    assert (score.possible, score.band) == (2.5, None)


def test_wrong_values_are_refused() -> None:
    part = FormulaPart(id="site", measure=metrics.SITE, steps=(Step(1),))
    green = Band(id="green", title=LocalizedText("зелёная", "green"), least=1)

    with pytest.raises(errors.ParameterError, match="parts"):
        own(part, part)
    with pytest.raises(errors.ParameterError, match="bands"):
        own(part, bands=(green, green))
    with pytest.raises(errors.ParameterError, match="less than 0"):
        own(replace(part, steps=(Step(-1),)))
    with pytest.raises(errors.ParameterError, match="days"):
        activity_metrics.posts_in_days(0)
    with pytest.raises(errors.ParameterError, match="Monday"):
        activity_metrics.Week(start=7)
    with pytest.raises(errors.ParameterError, match="amur-2025-06"):
        formula_of("amur")


def test_a_part_without_steps_gives_nothing() -> None:
    formula = own(FormulaPart(id="site", measure=metrics.SITE, steps=()))

    assert (formula.most, formula.score(NOTHING, BODY).points) == (0, 0)


def test_points_below_all_bands_have_none() -> None:
    green = Band(id="green", title=LocalizedText("зелёная", "green"), least=50)

    assert own(bands=(green,)).band_of(49) is None


def table() -> list[str]:
    return [
        f"| `{one.id}` | {one.title('en')} | {one.since} | {one.most:g} "
        f"| {', '.join(f'{part.id} {part.most:g}' for part in one.parts)} |"
        for one in FORMULAS
    ]


def test_the_docs_tell_the_same() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]

    assert rows == table()
