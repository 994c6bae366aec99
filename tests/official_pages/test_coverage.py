"""Counting bodies and pages in one pass, and two runs side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pages import BODY, DAY, FULL, NOTHING, facts, posts, report
from govpublic_sdk import LocalizedText, PublicRef, errors
from govpublic_sdk.official_pages import (
    AMUR_2025_06,
    Entry,
    Figures,
    PageFacts,
    PageReport,
    Result,
    Score,
    Snapshot,
    StandardJudge,
    compare,
    coverage,
    formula_of,
)
from govpublic_sdk.official_pages.facts import PageState
from govpublic_sdk.official_pages.report import Verdict


class Links:
    """A judge that only knows whether the links are right."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        why = LocalizedText("так", "so")
        return (
            Result(requirement="page.exists", verdict="met", why=why),
            Result(requirement="menu.pos_links", verdict=self.verdict, why=why),
        )

    def score(self, facts: PageFacts, entry: Entry) -> Score:
        return AMUR_2025_06.score(facts, entry)

    def links(self, facts: PageFacts) -> tuple[Any, ...]:
        return ()


def body(number: int, **values: Any) -> Entry:
    given = {"organisation": f"Школа № {number}", "ogrn": None, "public": PublicRef(id=number)}
    return replace(BODY, row=number, **{**given, **values})


def test_nothing_has_no_shares() -> None:
    found = coverage([])

    assert found.total == Figures()
    shares = [name for name in dir(Figures) if name.startswith("share_")]
    assert len(shares) == 6
    assert {getattr(found.total, name) for name in shares} == {None}
    assert (found.municipalities, found.share_of_municipalities) == (0, None)


def test_a_good_page_counts_everywhere() -> None:
    total = coverage([report(judge=Links("met"))]).total

    assert total == Figures(
        **dict.fromkeys(("bodies", "with_page", "publics", "readable", "marked", "alive"), 1),
        links_right=1,
        audience=500,
    )
    assert (total.share_with_page, total.share_readable, total.share_marked) == (1, 1, 1)
    assert (total.share_alive, total.share_links_right) == (1, 1)


def test_the_unknown_is_no_no() -> None:
    reports = [
        report(NOTHING),
        report(facts(id=2, government_mark=False, **posts(31)), body(2), Links("not met")),
        report(None, body(3)),
    ]

    total = coverage(reports).total

    assert total == Figures(
        bodies=3,
        with_page=2,
        page_unknown=1,
        publics=2,
        readable=2,
        mark_unknown=1,
        alive_unknown=1,
        links_unknown=1,
        audience=500,
        audience_unknown=1,
    )
    assert (total.share_with_page, total.share_marked, total.share_alive) == (1, 0, 0)


@pytest.mark.parametrize("state", ["deleted", "banned", "missing"])
def test_a_page_that_is_gone_is_none(state: PageState) -> None:
    total = coverage([report(facts(state=state))]).total

    assert total == Figures(bodies=1)
    assert total.share_with_page == 0


@pytest.mark.parametrize("state", ["closed", "private"])
def test_a_closed_page_is_a_page_without_audience(state: PageState) -> None:
    total = coverage([report(facts(state=state), judge=Links("unknown"))]).total

    assert (total.with_page, total.readable, total.audience) == (1, 0, 0)


def test_bodies_without_page() -> None:
    reports = [
        report(None, body(1, public=None)),
        report(None, body(2, public=None, exempt="решение")),
        report(FULL, body(3, exempt="решение")),
    ]

    total = coverage(reports).total

    assert (total.bodies, total.exempt, total.with_page) == (3, 1, 1)
    assert total.share_with_page == 0.5


def test_a_page_of_two_bodies_has_its_readers_once() -> None:
    reports = [report(FULL, body(1)), report(FULL, body(2, level="Министерство"))]

    found = coverage(reports)

    assert (found.total.with_page, found.total.publics, found.total.audience) == (2, 1, 500)
    assert {name: one.audience for name, one in found.by_level.items()} == {
        "МО": 500,
        "Министерство": 500,
    }


def test_life_is_counted_in_days_that_the_caller_names() -> None:
    found = [report(facts(**posts(10)))]

    assert coverage(found).total.alive == 1
    assert coverage(found, alive_days=9).total.alive == 0
    assert coverage(found, alive_days=41).total.alive == 1
    assert coverage([report(facts(**posts()))], alive_days=41).total.alive_unknown == 1
    with pytest.raises(errors.ParameterError, match="1 or more"):
        coverage(found, alive_days=0)


def test_groups_are_the_same_whatever_their_letters() -> None:
    names = ["городской округ Жигулёвск", "Городской  округ Жигулевск ", "", None]
    reports = [
        report(facts(id=number), body(number, municipality=name, spheres=("Культура", "Школы")))
        for number, name in enumerate(names, 1)
    ]

    found = coverage(reports)

    assert {name: one.bodies for name, one in found.by_municipality.items()} == {names[0]: 2}
    assert {name: one.bodies for name, one in found.by_sphere.items()} == {
        "Культура": 4,
        "Школы": 4,
    }


def test_a_sphere_that_is_named_twice_counts_once() -> None:
    found = coverage([report(FULL, body(1, spheres=("Школы", "школы")))])

    assert [one.bodies for one in found.by_sphere.values()] == [1]


def test_municipalities_with_a_page() -> None:
    reports = [
        report(FULL, body(1, municipality="Кинель")),
        report(None, body(2, municipality="Кинель", public=None)),
        report(None, body(3, municipality="Кинельский", public=None)),
        report(None, body(4, municipality="Сызрань")),
    ]

    found = coverage(reports)

    assert found.municipalities == 3
    assert found.municipalities_with_page == 1
    assert found.municipalities_unknown == 1
    assert found.share_of_municipalities == 0.5


def test_a_judge_that_does_not_look_at_links_leaves_them_unknown() -> None:
    judge = StandardJudge(at=DAY, requirements=())

    assert coverage([report(judge=judge)]).total.links_unknown == 1


def test_reports_are_not_kept() -> None:
    class Counted(PageReport):
        living = 0

        def __init__(self, **values: Any) -> None:
            super().__init__(**values)
            Counted.living += 1

        def __del__(self) -> None:
            Counted.living -= 1

    judge, most = Links("met"), 0

    def many() -> Iterator[PageReport]:
        nonlocal most
        for number in range(1, 1000):
            yield Counted(entry=body(number), facts=facts(id=number), error=None, judge=judge)
            most = max(most, Counted.living)

    assert coverage(many()).total.publics == 999
    assert most <= 2


STATES = st.sampled_from(["open", "closed", "deleted", "missing"])


@st.composite
def any_report(draw: st.DrawFn) -> PageReport:
    number = draw(st.integers(1, 5))
    flag = st.sampled_from([None, False, True])
    entry = body(
        number,
        public=draw(st.sampled_from([None, PublicRef(id=number)])),
        exempt=draw(st.sampled_from([None, "решение"])),
        municipality=draw(st.sampled_from([None, "Кинель", "Сызрань"])),
    )
    found = facts(
        id=number,
        state=draw(STATES),
        government_mark=draw(flag),
        members=draw(st.sampled_from([None, number])),
        **draw(st.sampled_from([posts(1), posts(), {"posts": (), "posts_since": None}])),
    )
    known = entry.public and draw(st.booleans())
    judge = Links(draw(st.sampled_from(["met", "not met", "unknown"])))
    return report(found if known else None, entry, judge)


@given(st.lists(any_report(), max_size=12))
def test_figures_add_up(reports: list[PageReport]) -> None:
    found = coverage(reports)

    for one in (found.total, *found.by_municipality.values(), *found.by_level.values()):
        assert one.exempt + one.with_page + one.page_unknown <= one.bodies
        assert max(one.readable, one.publics) <= one.with_page
        for yes, unknown in (
            (one.marked, one.mark_unknown),
            (one.alive, one.alive_unknown),
            (one.links_right, one.links_unknown),
        ):
            assert yes + unknown <= one.with_page
        for name in dir(Figures):
            if name.startswith("share_"):
                assert 0 <= (getattr(one, name) or 0) <= 1
    assert found.total.bodies == len(reports)
    assert sum(one.bodies for one in found.by_level.values()) == len(reports)


@given(st.lists(any_report(), max_size=12))
def test_a_run_is_the_same_as_itself(reports: list[PageReport]) -> None:
    found = compare(reports, reports)

    assert (found.new, found.lost, found.better, found.worse, found.renamed) == ((),) * 5


def ids(found: tuple[Snapshot, ...]) -> list[int | None]:
    return [one.id for one in found]


def test_what_changed() -> None:
    judge = StandardJudge(at=DAY)
    before = [
        report(facts(id=1), body(1), judge),
        report(facts(id=2, has_cover=False), body(2), judge),
        report(facts(id=3), body(3), judge),
        report(facts(id=4), body(4), judge),
        report(facts(id=5), body(5), judge),
    ]
    after = [
        report(facts(id=1), body(1), judge),
        report(facts(id=2), body(2), judge),
        report(facts(id=3, menu=("a",)), body(3), judge),
        report(facts(id=4, state="deleted"), body(4), judge),
        report(facts(id=6, name="Новая"), body(6), judge),
    ]

    found = compare(before, after)

    assert (ids(found.new), ids(found.lost)) == ([6], [4, 5])
    assert [(one.after.id, one.points) for one in found.better] == [(2, 10)]
    assert [(one.after.id, one.points) for one in found.worse] == [(3, -5)]
    assert (found.same, found.not_compared, found.renamed) == (1, 0, ())


def test_a_requirement_that_gives_no_points_counts_too() -> None:
    with_site, without = report(facts(site="https://example.com")), report(facts(site=""))

    [worse] = compare([with_site], [without]).worse
    [better] = compare([without], [with_site]).better

    assert (worse.points, worse.lost, worse.gained) == (0, ("page.site",), ())
    assert (better.points, better.lost, better.gained) == (0, (), ("page.site",))


def test_what_is_not_known_any_more_is_not_lost() -> None:
    assert compare([report(facts(site="x"))], [report(facts(site=None))]).same == 1


def test_learning_more_is_not_doing_better() -> None:
    unsure, sure = facts(government_mark=None), facts(government_mark=True)

    assert compare([report(unsure)], [report(sure)]).same == 1
    assert compare([report(NOTHING)], [report(sure)]).better == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [({"name": "Кинель"}, {"name": "г.о. Кинель"}), ({}, {"screen_name": "kinel63"})],
)
def test_a_renamed_page_is_the_same_page(was: dict[str, str], now: dict[str, str]) -> None:
    found = compare([report(facts(**was))], [report(facts(**now))])

    assert [(one.before.id, one.after.id) for one in found.renamed] == [(1, 1)]
    assert (found.new, found.lost) == ((), ())


def test_points_of_another_formula_are_not_compared() -> None:
    other = StandardJudge(at=DAY, formula=formula_of("amur-2024-07-04"))

    assert compare([report()], [report(judge=other)]).not_compared == 1


def test_a_page_whose_id_is_not_known_is_told_by_its_body() -> None:
    unparsed = report(None, body(1, public=PublicRef(name="kinel"), ogrn="1036300000000"))
    read = report(FULL, body(1, ogrn="1036300000000", organisation="Переименована"))

    for before, after in ((unparsed, read), (read, unparsed), (unparsed, unparsed)):
        found = compare([before], [after])
        assert (found.new, found.lost, found.not_compared) == ((), (), 1)


def test_another_page_of_the_same_body_is_another_page() -> None:
    found = compare([report(facts(id=7))], [report(facts(id=8))])

    assert (ids(found.new), ids(found.lost)) == ([8], [7])


def test_a_page_without_a_body_is_told_by_itself() -> None:
    nameless = Entry(row=1, public=PublicRef(name="kinel"))

    assert compare([report(None, nameless)], [report(None, nameless)]).new == ()


def test_a_run_may_be_read_from_its_file() -> None:
    kept = Snapshot.of(report())
    assert kept
    again = Snapshot(**asdict(kept))

    assert again == kept
    assert compare([again], [report()]).same == 1
    assert Snapshot.of(report(None, body(1, public=None))) is None


def test_a_page_of_two_bodies_is_compared_once() -> None:
    both = [report(FULL, body(1)), report(FULL, body(2))]

    assert compare(both, both).same == 1
    assert compare([], both).new == (Snapshot.of(both[0]),)
