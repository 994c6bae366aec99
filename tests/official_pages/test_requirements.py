"""What is demanded, rated and advised, and how each is judged: never by a guess."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pages import BODY, DAY, FULL, MOMENT, NOTHING, facts, posts
from govpublic_sdk import LocalizedText, errors
from govpublic_sdk.official_pages import (
    REQUIREMENTS,
    Entry,
    Finding,
    PageFacts,
    PostFact,
    Requirement,
    Source,
    StandardJudge,
    requirements_at,
)
from govpublic_sdk.official_pages.metrics import DESCRIPTION
from govpublic_sdk.official_pages.requirements import needs, of_page
from govpublic_sdk.pos import RULES

EVERYWHERE = {one.id: one for one in requirements_at(DAY)}
LAW = date(2022, 12, 1)
PAGE = Path(__file__).parents[2] / "docs" / "requirements.md"


def verdict(requirement: str, found: PageFacts | None, entry: Entry = BODY) -> str:
    return EVERYWHERE[requirement].judge(found, entry, DAY).verdict


def why(requirement: str, found: PageFacts | None, entry: Entry = BODY) -> str:
    return EVERYWHERE[requirement].judge(found, entry, DAY).why("en")


@pytest.mark.parametrize("requirement", sorted(set(EVERYWHERE) - {"menu.pos_links"}))
def test_a_good_page_meets(requirement: str) -> None:
    assert verdict(requirement, FULL) == "met"


@pytest.mark.parametrize(
    ("requirement", "values"),
    [
        ("page.exists", {"state": "deleted"}),
        ("page.exists", {"state": "banned"}),
        ("page.exists", {"state": "missing"}),
        ("page.open", {"state": "closed"}),
        ("page.open", {"state": "private"}),
        ("page.mark", {"government_mark": False}),
        ("page.name", {"name": " "}),
        ("page.description", {"description": " \n"}),
        ("page.contacts", {"phone": False, "contacts": 0, "description": "Индекс 446430"}),
        ("page.address", {"addresses": 0, "map_point": False}),
        ("page.address", {"addresses": 1, "map_point": False}),
        ("page.site", {"site": ""}),
        ("page.avatar", {"has_avatar": False}),
        ("page.cover", {"has_cover": False}),
        ("page.type", {"kind": "event"}),
        ("page.topic", {"activity": ""}),
        ("posts.frequency", posts(1, 2, 7.5)),
        ("posts.frequency", posts()),
        ("posts.comments_open", posts(1, comments=False)),
    ],
)
def test_a_bad_page_does_not_meet(requirement: str, values: dict[str, Any]) -> None:
    assert verdict(requirement, facts(**values)) == "not met"


@pytest.mark.parametrize(
    ("requirement", "values"),
    [
        ("page.name", {"name": "Кинельский вестник «Огни»"}),
        ("page.contacts", {"phone": None, "contacts": 0, "description": ""}),
        ("page.contacts", {"phone": False, "contacts": 0, "description": None}),
        ("page.address", {"map_point": None}),
        ("page.open", {"state": "deleted"}),
        ("posts.frequency", {"posts_since": None, "posts": ()}),
        ("posts.frequency", {**posts(1, 2), "posts_since": MOMENT - timedelta(days=6)}),
        ("posts.comments_open", {"posts_since": None, "posts": ()}),
        ("posts.comments_open", posts()),
        ("posts.comments_open", posts(1, comments=None)),
    ],
)
def test_what_cannot_be_known_is_unknown(requirement: str, values: dict[str, Any]) -> None:
    entry = replace(BODY, organisation="Музей краеведения")

    assert verdict(requirement, facts(**values), entry) == "unknown"


@pytest.mark.parametrize("requirement", sorted(EVERYWHERE))
def test_an_absent_field_is_unknown(requirement: str) -> None:
    entry = Entry(row=1, public=BODY.public)
    known = {"page.exists": "met", "page.open": "met"}

    assert verdict(requirement, NOTHING, entry) == known.get(requirement, "unknown")


@pytest.mark.parametrize("requirement", sorted(EVERYWHERE))
def test_without_facts_nothing_is_guessed(requirement: str) -> None:
    nameless = replace(BODY, public=None)
    there = "not met" if requirement == "page.exists" else "unknown"

    assert verdict(requirement, None) == "unknown"
    assert verdict(requirement, None, nameless) == there
    assert "nothing was learned" in why(requirement, None)


def test_a_body_that_needs_no_page_is_told_the_ground() -> None:
    entry = replace(BODY, public=None, exempt="{решение} учредителя")

    assert verdict("page.exists", None, entry) == "met"
    assert "{решение} учредителя" in why("page.exists", None, entry)
    assert verdict("page.mark", None, entry) == "unknown"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"unknown": {"mark": "no right"}}, "no right"),
        ({"unknown": {"mark": "not asked"}}, "not asked"),
        ({"unknown": {"mark": "failed"}}, "failed"),
        ({"unknown": {"mark": "closed"}}, "closed"),
        ({"unknown": {"mark": "no field"}}, "VK does not tell"),
        ({"unknown": {"menu": "failed"}}, "VK does not tell"),
        ({"state": "closed", "unknown": {"mark": "no field"}}, "closed"),
        ({"state": "deleted"}, "deleted"),
        ({"state": "banned"}, "blocked"),
        ({"state": "missing"}, "no such community"),
    ],
)
def test_the_reason_of_the_unknown_is_told(values: dict[str, Any], words: str) -> None:
    assert words in why("page.mark", facts(government_mark=None, **values))


@pytest.mark.parametrize(
    ("page", "body", "meant"),
    [
        ("Кинель. Официально", "Администрация городского округа Кинель", "met"),
        ("Жигулевск онлайн", "Администрация г.о. Жигулёвск", "met"),
        ("Школа № 5", "МБОУ «Средняя школа № 5»", "met"),
        ("Детского сада новости", "Детский сад «Ромашка»", "met"),
        ("ГДК", "Городской дом культуры", "unknown"),
        (
            "Государственное бюджетное учреждение",
            "Муниципальное бюджетное учреждение",
            "unknown",
        ),
        ("Администрация Сызрани", "Администрация городского округа Кинель", "unknown"),
        ("Администрация", "администрация", "met"),
        ("Самара сегодня", "Администрация городского округа Самара", "met"),
        ("Самарская область", "Больница Самарской области", "unknown"),
        ("Новости Приморского края", "Приморский край. Школа", "unknown"),
        ("Кинель", "", "unknown"),
        (None, "Администрация", "unknown"),
    ],
)
def test_a_name_is_akin_or_left_to_a_person(page: str | None, body: str, meant: str) -> None:
    assert verdict("page.name", facts(name=page), replace(BODY, organisation=body)) == meant


@pytest.mark.parametrize(
    ("kind", "meant", "words"),
    [
        ("page", "met", "It is a page."),
        ("group", "met", "It is a group."),
        ("event", "not met", "It is an event."),
        ("club", "not met", "It is of another kind: club."),
    ],
)
def test_the_kind_is_told_as_it_is(kind: str, meant: str, words: str) -> None:
    found = facts(kind=kind)

    assert (verdict("page.type", found), why("page.type", found)) == (meant, words)


@pytest.mark.parametrize(
    "text",
    [
        "Тел. +7 846 332-10-00",
        "8 (84663) 2-11-11",
        "телефон 2-34-56",
        "звоните 332-10-00!",
        "88460000000",
    ],
)
def test_a_phone_in_the_description_counts(text: str) -> None:
    assert verdict("page.contacts", facts(phone=False, contacts=0, description=text)) == "met"


@pytest.mark.parametrize(
    "text", ["ОГРН 1036300000000", "446430, г. Кинель", "2022-2026", "с 8 до 17", "8 800"]
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert verdict("page.contacts", facts(phone=False, contacts=0, description=text)) == "not met"


def test_three_posts_that_were_seen_are_enough_however_few_were_read() -> None:
    found = facts(**{**posts(1, 2, 3), "posts_since": MOMENT - timedelta(days=3)})

    assert verdict("posts.frequency", found) == "met"


def test_posting_is_counted_up_to_when_the_page_was_asked() -> None:
    later = FULL.posts + (PostFact(MOMENT + timedelta(days=1)),) * 3

    assert verdict("posts.frequency", facts(posts=later[-3:])) == "not met"
    assert verdict("posts.frequency", facts(**posts(6.9, 6.95, 6.99))) == "met"


@given(st.lists(st.floats(0, 20), max_size=8), st.randoms())
def test_the_order_of_posts_does_not_matter(days: list[float], chance: Any) -> None:
    found = facts(**posts(*days))
    mixed = list(found.posts)
    chance.shuffle(mixed)

    for one in EVERYWHERE.values():
        assert one.judge(found, BODY, DAY) == one.judge(
            replace(found, posts=tuple(mixed)), BODY, DAY
        )


FORM = (
    "https://pos.gosuslugi.ru/form/?opaId=100001"
    "&utm_source=vk&utm_medium=36&utm_campaign=1036300000000"
)
OPINIONS = (
    "https://pos.gosuslugi.ru/og/org-activities?mun_code=36618000"
    "&utm_source=vk2&utm_medium=36&utm_campaign=1036300000000"
)


def right(*links: str) -> tuple[str, ...]:
    """With the check digit that the number needs."""
    number = "103630000000"
    digit = int(number) % 11 % 10
    return tuple(link.replace("1036300000000", f"{number}{digit}") for link in links)


@pytest.mark.parametrize(
    ("menu", "meant", "words"),
    [
        (right(FORM, OPINIONS), "met", "The links are right."),
        (right("https://vk.com/app8181405", FORM, OPINIONS), "met", "right"),
        (right(f"{FORM}&fz59=false", OPINIONS), "met", "fz59"),
        (right(FORM), "not met", "no link for opinions"),
        ((), "not met", "no link to the platform"),
        (right(FORM.replace("100001", "ID"), OPINIONS), "not met", "'ID'"),
        (None, "unknown", "VK does not tell"),
    ],
)
def test_the_links_of_the_menu(menu: tuple[str, ...] | None, meant: str, words: str) -> None:
    found = facts(menu=menu)

    assert verdict("menu.pos_links", found) == meant
    assert words in why("menu.pos_links", found)


@pytest.mark.parametrize(
    ("registered", "is_told"),
    [
        *((None, False), ("", False), (right("1036300000000")[0], False)),
        *((right("1036300000000.0")[0], False), ("1036300000001", True)),
        *(("1027700132195", True), ("1,0363E+12", True)),
    ],
)
def test_number_of_the_menu_is_compared_with_the_registry(
    registered: str | None, is_told: bool
) -> None:
    entry = replace(BODY, ogrn=registered)
    found = facts(menu=right(FORM, OPINIONS))

    assert verdict("menu.pos_links", found, entry) == "met"
    assert ("check whose it is" in why("menu.pos_links", found, entry)) == is_told


def test_the_same_fault_of_both_links_is_told_once() -> None:
    broken = tuple(link.replace("=36&", "=99999&") for link in right(FORM, OPINIONS))

    assert why("menu.pos_links", facts(menu=broken)).count("99999") == 1


def test_a_fault_of_one_link_is_told_of_that_link() -> None:
    form, opinions = right(FORM, OPINIONS)
    menu = (form.replace("utm_source=vk&", ""), opinions.replace("utm_source=vk2&", ""))

    assert why("menu.pos_links", facts(menu=menu)) == (
        "The link (the form for messages): The parameter 'utm_source' is missing: fill in 'vk'. "
        "The link (opinions of a municipality): The parameter 'utm_source' is missing: "
        "fill in 'vk2'."
    )


def test_the_judge_goes_by_its_rules() -> None:
    strict = replace(RULES[-1], extra_parameters="error")
    found = facts(menu=right(f"{FORM}&fz59=false", OPINIONS))
    ours, own = StandardJudge(at=DAY), StandardJudge(at=DAY, rules=strict)

    for judge, meant in ((ours, "met"), (own, "not met")):
        verdicts = {one.requirement: one.verdict for one in judge.results(found, BODY)}
        assert verdicts["menu.pos_links"] == meant
        assert [one.is_valid for one in judge.links(found)] == [meant == "met", True]
    assert ours.links(facts(menu=None)) == ()
    assert [one.is_valid for one in StandardJudge(at=LAW).links(found)] == [True, True]


def test_the_judge_asks_the_requirements_of_the_day() -> None:
    old, new = StandardJudge(at=LAW), StandardJudge(at=DAY, region="10")

    assert len(old.results(FULL, BODY)) < len(new.results(FULL, BODY))
    assert [one.requirement for one in new.results(None, BODY)] == [one.id for one in new.in_force]
    assert old.score(FULL, BODY) == new.score(FULL, BODY)


def test_before_the_law_nothing_held() -> None:
    assert requirements_at(LAW - timedelta(days=1)) == ()
    assert requirements_at(LAW)[0].id == "page.exists"
    assert "page.mark" not in {one.id for one in requirements_at(LAW)}
    assert "page.mark" in EVERYWHERE


def test_a_region_adds_and_replaces() -> None:
    amur = {one.id: one for one in requirements_at(DAY, region="10")}
    bashkortostan = {one.id: one for one in requirements_at(DAY, region="80")}

    assert EVERYWHERE["posts.frequency"].source.kind == "rating"
    assert amur["posts.frequency"].source.number == "658"
    assert amur["page.connected"].force == "rated"
    assert EVERYWHERE["page.connected"].force == "advised"
    assert "menu.items" in amur
    assert "menu.items" not in bashkortostan
    assert bashkortostan["posts.frequency"].force == "advised"
    before = {one.id: one for one in requirements_at(date(2025, 12, 4), region="80")}
    assert before["posts.frequency"] == EVERYWHERE["posts.frequency"]
    assert requirements_at(DAY, region="36") == requirements_at(DAY)


def test_the_menu_of_the_amur_rule_has_two_items() -> None:
    items = {one.id: one for one in requirements_at(DAY, region="10")}["menu.items"]

    found = [items.judge(facts(menu=menu), BODY, DAY) for menu in (("a", "b"), ("a",), None)]
    assert [one.verdict for one in found] == ["met", "not met", "unknown"]
    assert "2" in found[0].why("en")


OWN = Requirement(
    id="page.slogan",
    title=LocalizedText("В описании есть девиз", "The description has a slogan"),
    source=Source(
        kind="region act", title=LocalizedText("Приказ", "Order"), number="1", date=date(2026, 1, 1)
    ),
    force="advised",
    check=of_page(
        lambda facts, entry, at: Finding(
            "met" if "девиз" in (facts.description or "") else "not met", LocalizedText("вот", "so")
        )
    ),
    since=date(2026, 1, 1),
    until=date(2026, 12, 31),
)


def test_users_add_their_own() -> None:
    own = (*REQUIREMENTS, OWN)

    assert requirements_at(DAY, requirements=own)[-1] == OWN
    assert OWN not in requirements_at(date(2027, 1, 1), requirements=own)
    assert OWN in requirements_at(date(2026, 12, 31), requirements=own)
    assert OWN.judge(facts(description="наш девиз"), BODY, DAY).verdict == "met"
    assert OWN.judge(None, BODY, DAY).verdict == "unknown"


def test_users_replace_ours() -> None:
    strict = replace(EVERYWHERE["page.description"], force="demanded", check=needs(DESCRIPTION))
    found = {one.id: one for one in requirements_at(DAY, requirements=(*REQUIREMENTS, strict))}

    assert found["page.description"].force == "demanded"
    assert len(found) == len(EVERYWHERE)


def test_a_source_can_be_found() -> None:
    with pytest.raises(errors.ParameterError, match="number nor url"):
        Source(kind="law", title=LocalizedText("Закон", "Law"))
    for one in REQUIREMENTS:
        assert one.source.number or (one.source.url or "").startswith("https://")
        assert one.source.kind == "law" or one.force != "demanded"


def test_requirements_are_told_in_two_languages() -> None:
    keys = [(one.id, one.region) for one in REQUIREMENTS]

    assert len(set(keys)) == len(keys)
    for one in REQUIREMENTS:
        assert re.search("[а-яё]", one.title("ru"))
        assert re.search("[a-z]", one.title("en"))
        assert one.title("ru") != one.title("en")


def table() -> list[str]:
    return [
        f"| `{one.id}` | {one.title('en')} | {one.force} | {one.since} "
        f"| {one.region or 'all'} | {cited(one.source)} |"
        for one in REQUIREMENTS
    ]


def cited(source: Source) -> str:
    return f"[{source.title('en')}]({source.url})" if source.url else source.title("en")


def test_the_docs_tell_the_same() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]

    assert rows == table()
