"""A registry in, reports out: the whole audit on the sandbox, in both clients."""

from __future__ import annotations

import asyncio
import pickle
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govpublic_sdk import AsyncGovPublic, BulkProcedure, GovPublic, Keyring, errors, official_pages
from govpublic_sdk.official_pages import Audit, Progress, Registry, StandardJudge
from govpublic_sdk.sandbox import Sandbox

LIST = """Организация;ОГРН;Муниципалитет;Уровень;Подключение;Ссылка
Администрация;1026300000011;Самара;МО;да;https://vk.com/{first}
Министерство;;;Министерство;нет;club{second}
Школа;;Самара;МО;;nobody_is_called_so
Музей;;Самара;МО;;
Театр;;Самара;МО;;https://vk.com/id1
Филиал;;Самара;МО;;https://vk.com/{first}
"""


def registry(box: Sandbox, folder: Path) -> Registry:
    first = box.world.publics[box.publics[0]]["screen_name"]
    path = folder / "list.csv"
    path.write_text(LIST.format(first=first, second=box.publics[1]), encoding="utf-8-sig")
    return Registry.read(path)


def verdicts(audit: Audit, row: int) -> dict[str, str]:
    (page,) = [page for page in audit.pages if page.entry.row == row]
    return {one.requirement: one.verdict for one in page.results}


def test_each_line_of_the_list_has_a_report_or_a_reason(tmp_path: Path) -> None:
    with Sandbox(publics=2, posts=20, wrong_links=0) as box, box.client() as client:
        audit = client.official_pages.audit(registry(box, tmp_path))

    assert [page.entry.row for page in audit.pages] == [2, 3, 4, 5]
    assert [one.row for one in audit.unparsed] == [6, 7]
    assert "строке 2" in audit.unparsed[1].reason("ru")
    assert audit.stopped is None
    good, other, missing, none = audit.pages
    assert verdicts(audit, 2)["menu.pos_links"] == "met"
    assert verdicts(audit, 2)["page.connected"] == "met"
    assert verdicts(audit, 3)["page.connected"] == "not met"
    assert verdicts(audit, 4)["page.exists"] == verdicts(audit, 5)["page.exists"] == "not met"
    assert good.score
    assert good.score.is_complete
    assert len(good.links) == 2
    assert not other.error
    assert missing.error
    assert "renamed" in missing.error("en")
    assert none.score is None
    assert audit.coverage.total.bodies == 4
    assert audit.coverage.total.with_page == 2


def test_both_clients_say_the_same() -> None:
    async def on_async(box: Sandbox) -> Audit:
        async with box.async_client() as client:
            return await client.official_pages.audit(box.publics)

    with Sandbox(publics=50, posts=10) as one, one.client() as client:
        blocking = client.official_pages.audit(one.publics)
    with Sandbox(publics=50, posts=10) as two:
        other = asyncio.run(on_async(two))

    assert [page.results for page in blocking.pages] == [page.results for page in other.pages]
    assert [page.score for page in blocking.pages] == [page.score for page in other.pages]
    assert blocking.coverage == other.coverage


def test_every_wrong_menu_of_the_sandbox_is_found_and_no_other() -> None:
    with Sandbox(publics=120, posts=1, wrong_links=0.6) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics, parts=[])
        wrong = {number: box.world.publics[number]["_menu_fault"] for number in box.publics}

    for page in audit.pages:
        assert page.facts
        if page.facts.menu is not None and page.facts.state == "open":
            fault = wrong[page.facts.id]
            found = "menu.pos_links" in {one.requirement for one in page.violations}
            told = found or any(link.issues for link in page.links)
            assert told == bool(fault), page.facts.menu
            assert found == bool(fault and fault != "region"), "another subject is a warning"


def test_the_class_gives_the_survey_itself() -> None:
    kind: Any = type(GovPublic("token").official_pages)
    survey = kind.audit([1, 2])

    assert isinstance(survey, BulkProcedure)
    with Sandbox(publics=2, posts=1) as box, box.client() as client:
        audit = client.run(kind.audit(box.publics))

    assert len(audit.pages) == 2


def test_nothing_is_asked_before_the_survey_is_run(tmp_path: Path) -> None:
    kind: Any = type(AsyncGovPublic("token").official_pages)
    kind.audit(["samara"], cache=tmp_path / "cache.jsonl")

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"parts": ["walls"]}, "parts"),
        ({"parts": "post"}, "parts"),
        ({"post_count": 0}, "post_count"),
        ({"post_count": 101}, "post_count"),
        ({"post_count": True}, "post_count"),
        ({"days": 6}, "days"),
        ({"days": 367}, "days"),
        ({"max_age": timedelta(-1)}, "max_age"),
    ],
)
def test_a_wrong_setting_is_refused_at_the_door(settings: dict[str, Any], name: str) -> None:
    with GovPublic("token") as client, pytest.raises(errors.ParameterError, match=name):
        client.official_pages.audit([1], **settings)


def test_one_part_may_be_a_word() -> None:
    with Sandbox(publics=1, posts=1) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics, parts="statistics")  # type: ignore[arg-type]

    assert audit.pages[0].facts
    assert audit.pages[0].facts.reach is not None


def test_an_audit_that_vk_ended_is_gone_on_with(tmp_path: Path) -> None:
    known = tmp_path / "cache.jsonl"
    told: list[Progress] = []
    with Sandbox(publics=60, posts=3) as box, box.client() as client:
        box.faults.error(5, "User authorization failed", method="wall.get", times=None)
        first = client.official_pages.audit(box.publics, cache=known)
        box.faults.clear()
        second = client.official_pages.audit(box.publics, cache=known, progress=told.append)
        third = client.official_pages.audit(box.publics, cache=known, progress=told.append)

    assert first.stopped
    assert "отозван" in first.stopped("ru")
    assert all(page.facts for page in first.pages)
    assert second.stopped is None
    assert {one.part for one in told} == {"posts"}
    assert second.pages == third.pages


def test_what_was_not_asked_says_so() -> None:
    with Sandbox(publics=3, posts=1) as box, box.client() as client:
        box.faults.error(5, "User authorization failed", method="groups.getById", times=None)
        audit = client.official_pages.audit(box.publics)

    assert audit.stopped
    for page in audit.pages:
        assert page.facts is None
        assert page.error
        assert page.error("en") == "Its turn did not come."
        assert {one.verdict for one in page.results} <= {"unknown"}


def test_an_audit_is_recalled_without_asking(tmp_path: Path) -> None:
    known = tmp_path / "cache.jsonl"
    with Sandbox(publics=20, posts=10) as box, box.client() as client:
        pages = registry(box, tmp_path)
        audit = client.official_pages.audit(pages, cache=known)
    recalled = official_pages.recall(pages, known)

    assert recalled.at == audit.at
    assert recalled.pages == audit.pages
    assert recalled.unparsed == audit.unparsed
    assert official_pages.compare(audit.pages, recalled.pages).same


@pytest.mark.parametrize("text", [None, ""])
def test_a_recall_needs_a_file_that_holds_something(tmp_path: Path, text: str | None) -> None:
    known = tmp_path / "cache.jsonl"
    if text is not None:
        known.write_text(text, encoding="utf-8")

    with pytest.raises(errors.ParameterError, match="cache"):
        official_pages.recall(Registry.of([1]), known)


def test_two_weeks_are_compared(tmp_path: Path) -> None:
    with Sandbox(publics=10, posts=20, wrong_links=0) as box, box.client() as client:
        before = client.official_pages.audit(box.publics)
        box.clock.advance(7 * 86_400)
        box.world.publics[box.publics[0]]["menu"] = {"items": []}
        after = client.official_pages.audit(box.publics)
    comparison = official_pages.compare(before.pages, after.pages)

    assert box.publics[0] in {one.after.id for one in comparison.worse}


def test_the_judge_may_be_another() -> None:
    judge = StandardJudge(at=date(2026, 11, 2), region="10", formula=official_pages.FORMULAS[-1])
    with Sandbox(publics=1, posts=1) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics, judge=judge)

    assert audit.judge is judge
    assert audit.pages[0].score
    assert audit.pages[0].score.formula == official_pages.FORMULAS[-1].id


def test_a_service_token_does_without_packs() -> None:
    with Sandbox(publics=5, posts=2) as box, box.serve() as url:
        keyring = Keyring(service=box.service_token, rates={"service": 20})
        with GovPublic(keyring, vk_url=url) as client:
            audit = client.official_pages.audit(box.publics)

    assert audit.stopped is None
    assert all(page.facts and page.facts.posts_since for page in audit.pages)


def test_thousands_of_pages_cost_a_few_requests() -> None:
    with Sandbox(publics=3_319, posts=1) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics, parts=[])
        requests = Counter(box.gateway.requests)

    assert len(audit.pages) == 3_319
    assert sum(count for name, count in requests.items() if "/" not in name) <= 7


def test_an_audit_prints_in_a_line() -> None:
    with Sandbox(publics=30, posts=1) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics)

    assert repr(audit) == "<Audit of 2026-11-02 06:00: 30 pages, 0 unread lines, stopped=False>"
    assert len(repr(audit.pages[0])) < 2_500
    assert len(repr(Registry.of(box.publics))) < 80


def test_what_is_known_of_a_page_pickles() -> None:
    with Sandbox(publics=1, posts=1) as box, box.client() as client:
        (page,) = client.official_pages.audit(box.publics).pages

    assert pickle.loads(pickle.dumps((page.facts, page.entry))) == (page.facts, page.entry)


def test_the_same_facts_give_the_same_report_a_month_later(tmp_path: Path) -> None:
    known = tmp_path / "cache.jsonl"
    with Sandbox(publics=5, posts=10) as box, box.client() as client:
        audit = client.official_pages.audit(box.publics, cache=known)
        box.clock.advance(30 * 86_400)
        again = official_pages.recall(Registry.of(box.publics), known)

    assert audit.at == datetime(2026, 11, 2, 6, tzinfo=UTC)
    assert [page.score for page in again.pages] == [page.score for page in audit.pages]


@pytest.mark.parametrize("name", ["loop.jsonl", "x" * 5_000])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    known = tmp_path / name
    with Sandbox(publics=1) as box, box.client() as client:
        with pytest.raises(errors.ParameterError, match="cache"):
            client.official_pages.audit(box.publics, cache=known)
        with pytest.raises(errors.ParameterError, match="cache"):
            official_pages.recall(Registry.of(box.publics), known)


def test_the_public_names_are_there() -> None:
    for name in official_pages.__all__:
        assert getattr(official_pages, name) is not None
        assert name in dir(official_pages)
    with pytest.raises(AttributeError, match="nothing_such"):
        official_pages.nothing_such  # noqa: B018
