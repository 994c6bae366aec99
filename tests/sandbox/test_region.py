"""The region of the sandbox: real names, made-up content, the same for the same seed."""

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.audience import CITIZENS, Audience
from govpublic_sdk.sandbox.pos_links import FAULTS
from sandbox_calls import Asker

ALL = "activity,addresses,contacts,cover,description,links,members_count,menu,ogrn,site,verified"


def region(publics: int, **options: object) -> Asker:
    return Asker(Sandbox(publics=publics, limits=False, **options))  # type: ignore[arg-type]


def test_municipalities_come_first_then_ministries_then_institutions() -> None:
    ask = region(70)
    names = [one["name"] for one in ask("groups.getById", group_ids=ask.box.publics)["groups"]]
    assert names[0] == "Администрация городского округа Самара"
    assert names[36] == "Администрация муниципального района Шигонский"
    assert names[37] == "Правительство Самарской области"
    assert all(name.startswith("Администрация") for name in names[:37])
    assert "вымышленное" in names[-1]
    assert len(set(names)) == 70


def test_what_is_made_up_says_so() -> None:
    ask = region(61, posts=5)
    found = ask("groups.getById", group_ids=ask.box.publics, fields=ALL)["groups"]
    assert all("вымышлены" in one["description"] for one in found if one["description"])
    assert all("sandbox.invalid" in one["site"] for one in found if one["site"])
    posts = ask("wall.get", owner_id=ask.wall)["items"]
    assert all("вымышленная" in one["text"] for one in posts)
    (person,) = ask("users.get", user_ids=57)
    assert (person["first_name"], person["last_name"]) == ("Житель", "57")
    assert all(
        set(contact) <= {"desc", "phone", "email"} for one in found for contact in one["contacts"]
    )


def test_registration_numbers_pass_their_check() -> None:
    ask = region(50)
    for one in ask("groups.getById", group_ids=ask.box.publics, fields="ogrn")["groups"]:
        number = one["ogrn"]
        assert re.fullmatch(r"10263\d{8}", number)
        assert int(number[:12]) % 11 % 10 == int(number[12])


def menus(ask: Asker) -> dict[int, list[str]]:
    found = ask("groups.getById", group_ids=ask.box.publics, fields="menu")["groups"]
    return {one["id"]: [item["url"] for item in one["menu"]["items"]] for one in found}


def test_right_links_are_those_of_the_platform() -> None:
    ask = region(61, wrong_links=0)
    for number, (form, opinions) in menus(ask).items():
        public = ask.box.world.publics[number]
        about = parse_qs(urlsplit(form).query)
        assert form.startswith("https://pos.gosuslugi.ru/form/?opaId=")
        assert (about["utm_source"], about["utm_medium"]) == (["vk"], ["36"])
        assert about["utm_campaign"] == [public["ogrn"]]
        kind = "mun_code" if number < 210_000_038 else "reg_code"
        assert f"org-activities?{kind}=36" in opinions


def test_a_share_of_links_is_wrong_in_every_way() -> None:
    ask = region(400, wrong_links=0.6)
    faults = [ask.box.world.publics[one]["_menu_fault"] for one in menus(ask)]
    wrong = [one for one in faults if one]
    assert 0.5 < len(wrong) / 400 < 0.7
    assert set(wrong) == set(FAULTS)


def test_publics_differ_as_real_ones_do() -> None:
    ask = region(400)
    found = ask("groups.getById", group_ids=ask.box.publics, fields=ALL)["groups"]
    for name in ("verified", "description", "contacts"):
        assert len({bool(one[name]) for one in found}) == 2, name
    assert {one["cover"]["enabled"] for one in found} == {0, 1}
    assert any(one["is_closed"] for one in found)
    gone = [one for one in found if one.get("deactivated")]
    assert gone
    assert ask.error("wall.get", owner_id=-gone[0]["id"]) == 15


def test_the_same_seed_makes_the_same_world_in_any_order() -> None:
    def walls(seed: int, order: int) -> dict[int, object]:
        ask = region(4, seed=seed, posts=20)
        found = {}
        for number in ask.box.publics[::order]:
            wall = ask("wall.get", owner_id=-number, count=100)
            posts = [post["id"] for post in wall["items"]]
            comments = [
                ask("wall.getComments", owner_id=-number, post_id=one, thread_items_count=5)
                for one in posts
            ]
            found[number] = (wall, comments, ask("board.getTopics", group_id=number))
        return found

    assert walls(1, 1) == walls(1, -1)
    assert walls(1, 1) != walls(2, 1)


def test_a_large_region_is_made_as_far_as_somebody_looks() -> None:
    ask = region(3319)
    world = ask.box.world
    assert len(ask("groups.getById", group_ids=ask.box.publics[:500])["groups"]) == 500
    assert not [*world.users, *world.things, *world.replies]
    ask("wall.get", owner_id=ask.wall)
    assert {owner for _, owner, _ in world.things} == {ask.wall}


@pytest.mark.parametrize("size", [1000, 1500, 2800])
def test_posts_are_about_as_large_as_wanted(size: int) -> None:
    ask = region(1, posts=60, post_size=size)
    body = ask.box.gateway.answer(
        "wall.get", {"v": "5.199", "owner_id": str(ask.wall), "count": "60"}, ask.box.user_token
    ).body
    assert 0.8 * size < len(body) / 60 < 1.6 * size


@pytest.mark.parametrize(("name", "value"), [("publics", 0), ("publics", 10**6), ("posts", -1)])
def test_sizes_are_bounded(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name):
        Sandbox(**{name: value})  # type: ignore[arg-type]


class Members(RuleBasedStateMachine):
    """An audience stays in order whatever people do and however time goes."""

    def __init__(self) -> None:
        super().__init__()
        self.audience = Audience("1 210000001", 300, 1_793_000_000.0)
        self.now = self.audience.start

    @rule(seconds=st.floats(0, 300_000))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(person=st.integers(1, 2000))
    def somebody_joins(self, person: int) -> None:
        before = self.audience.count(self.now)
        was = self.audience.has(person, self.now)
        self.audience.join(person, self.now)
        assert self.audience.has(person, self.now)
        assert self.audience.count(self.now) == before + (not was)

    @rule(place=st.integers(0, 250))
    def a_member_leaves(self, place: int) -> None:
        before = self.audience.count(self.now)
        (person,) = self.audience.page(self.now, place % before, 1)
        self.audience.leave(person, self.now)
        assert not self.audience.has(person, self.now)
        assert self.audience.count(self.now) == before - 1

    @invariant()
    def pages_make_the_whole(self) -> None:
        count = self.audience.count(self.now)
        whole = self.audience.page(self.now, 0, count + 10)
        assert len(whole) == count
        assert whole == sorted(set(whole))
        assert all(1 <= one <= CITIZENS for one in whole)
        assert all(self.audience.has(one, self.now) for one in whole)
        for offset in (0, count // 3, count - 1):
            assert self.audience.page(self.now, offset, 7) == whole[offset : offset + 7]


TestMembers = Members.TestCase
TestMembers.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)


def test_flows_of_people_add_up() -> None:
    audience = Audience("1 1", 5000, 1_793_000_000.0)
    moments = [audience.start + 7_000 * step for step in range(40)]
    whole = audience.change(moments[0], moments[-1])
    parts = [audience.change(*pair) for pair in pairwise(moments)]
    assert whole == tuple(map(sum, zip(*parts, strict=True)))
    assert audience.change(moments[5], moments[0]) == tuple(
        -one for one in audience.change(moments[0], moments[5])
    )


def test_the_region_is_listed_as_an_authority_would() -> None:
    box = Sandbox(publics=60)
    rows = box.registry

    assert len(rows) == 60
    assert rows[0]["Муниципалитет"] == "городской округ Самара"
    assert rows[37]["Уровень"] == "Министерство"
    assert {row["Подключение"] for row in rows} == {"да", "нет"}
    for row, number in zip(rows, box.publics, strict=True):
        assert row["ОГРН"] == box.world.publics[number]["ogrn"]
        assert row["Страница"].endswith(box.world.publics[number]["screen_name"])
