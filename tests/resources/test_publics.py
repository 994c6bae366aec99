"""Publics: the calls that are made of questions, and what their answers become."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Page, errors, vk
from govpublic_sdk._resources import publics as settings
from govpublic_sdk._resources import publics_members, publics_page, publics_read
from govpublic_sdk.models import (
    Address,
    BannedItem,
    Manager,
    OpeningHours,
    Public,
    PublicContact,
    PublicLink,
    ResolvedName,
    Timetable,
    User,
)
from run_by_hand import finished, methods, play

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)


def public(number: int, name: str | None = None) -> Public:
    return Public(id=number, screen_name=name or f"public{number}")


def test_one_public_is_a_value() -> None:
    question = publics_read.get("https://vk.com/Samara")

    assert question == publics_read.get("samara") == pickle.loads(pickle.dumps(question))
    assert hash(question) == hash(publics_read.get("samara"))
    assert question.params == vk.groups.get_by_id(["samara"], fields=publics_read.FIELDS).params
    assert question.packable
    assert publics_read.get(1, fields=[]).get("fields") is None
    assert publics_read.get(1, fields=["menu"]).get("fields") == "menu"


def test_one_public_is_read_in_both_forms_of_the_answer() -> None:
    question = publics_read.get(5)

    assert finished(question, {"groups": [{"id": 5, "ogrn": "1"}]}).ogrn == "1"
    assert question.decode.upgrade([{"id": 5}]) == {"groups": [{"id": 5}]}


def test_a_public_that_is_not_there_is_not_found() -> None:
    with pytest.raises(errors.NotFound) as missing:
        finished(publics_read.get(5), {"groups": []})

    assert missing.value.call == publics_read.get(5)


def test_many_publics_take_as_few_requests_as_vk_allows() -> None:
    numbers = list(range(1, 3320))
    asked, found = play(
        publics_read.get_many(numbers),
        *([public(n) for n in numbers[at : at + 500]] for at in range(0, 3319, 500)),
    )

    assert methods(asked) == ["groups.getById"] * 7
    assert [one.id for one in found] == numbers
    assert len(found) == 3319
    assert found.missing == ()


def test_many_publics_come_in_the_order_of_the_question_and_missing_ones_are_told() -> None:
    samara = public(7, "samara")
    question = publics_read.get_many(["vk.com/samara", 3, 9, samara, 3, "@nobody"], fields=["menu"])

    asked, found = play(question, [public(3), samara])

    assert asked == [vk.groups.get_by_id(["samara", 3, 9, 7, "nobody"], fields=["menu"])]
    assert [one.id for one in found.publics] == [7, 3, 7, 3]
    assert found.missing == (9, "@nobody")


def test_a_public_that_was_renamed_is_known_by_its_place() -> None:
    _, found = play(publics_read.get_many(["old_name", 3]), [public(7, "new_name"), public(3)])

    assert [one.id for one in found] == [7, 3]


def test_no_publics_take_no_request() -> None:
    asked, found = play(publics_read.get_many([]))

    assert (asked, len(found), found.missing) == ([], 0, ())


def test_the_place_of_a_wrong_public_is_told_before_anything_is_asked() -> None:
    with pytest.raises(errors.ParameterError, match=r"publics\[1\]"):
        publics_read.get_many([1, -2])
    for wrong in (0, 501, True):
        with pytest.raises(errors.ParameterError, match="at_once"):
            publics_read.get_many([1], at_once=wrong)


@given(st.lists(st.integers(1, 50)), st.sets(st.integers(1, 50)), st.integers(1, 9))
def test_every_public_is_either_found_or_missing(
    asked: list[int], there: set[int], at_once: int
) -> None:
    procedure = publics_read.get_many(asked, at_once=at_once)
    calls = 0
    try:
        call = next(procedure)
        while True:
            calls += 1
            numbers = [int(one) for one in (call.get("group_ids") or "").split(",")]
            assert len(numbers) <= at_once
            call = procedure.send([public(n) for n in reversed(numbers) if n in there])
    except StopIteration as stop:
        found = stop.value
    assert [one.id for one in found] == [n for n in asked if n in there]
    assert list(found.missing) == [n for n in asked if n not in there]
    assert calls == -(-len(set(asked)) // at_once)


def test_only_what_changes_is_sent() -> None:
    question = settings.edit(5, title="Самара", wall="limited", obscene_words=["a", "b"])

    assert question == vk.groups.edit(
        5, title="Самара", wall=2, obscene_stopwords=True, obscene_words=["a", "b"]
    )
    assert settings.edit(5, obscene_words=[]) == vk.groups.edit(5, obscene_stopwords=False)
    assert settings.edit(5, description="") == vk.groups.edit(5, description="")
    assert settings.edit_messages(5, messages=True) == vk.groups.set_settings(5, messages=True)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: settings.edit(5),
        lambda: settings.edit("samara"),
        lambda: settings.edit(5, wall="ajar"),  # type: ignore[arg-type]
        lambda: settings.edit_messages(5),
        lambda: publics_read.search(" "),
        lambda: publics_read.search("Самара", count=1001),
        lambda: settings.settings(-5),
        lambda: publics_page.add_link(5, ""),
        lambda: publics_page.edit_link(5, 0, text="a"),
        lambda: publics_page.edit_address(5, 3),
        lambda: publics_page.add_address(
            5, title="a", address="b", city_id=1, latitude=91, longitude=0
        ),
        lambda: publics_members.member_profiles(5, fields=[]),
        lambda: publics_members.is_member(5, -1),
        lambda: publics_members.ban(5, -7),
        lambda: publics_members.ban(5, 7, until=UNTIL.replace(tzinfo=None)),
    ],
)
def test_wrong_values_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(errors.ParameterError):
        wrong()


def test_reading_takes_names_as_they_are() -> None:
    assert settings.settings("samara") == vk.groups.get_settings("samara")
    assert publics_read.search("Самара", kind="page") == vk.groups.search(
        "Самара", type="page", count=100
    )
    assert publics_members.is_member("samara", 7) == vk.groups.is_member("samara", 7)
    assert publics_members.members("samara").first == vk.groups.get_members("samara")
    assert publics_members.members(5) == publics_members.members("club5")
    assert publics_members.managers(5).first == vk.groups.get_managers(5)
    assert publics_members.member_profiles(
        5, fields=["sex"]
    ).first == vk.groups.get_members_with_fields(5, fields=["sex"])


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        (publics_page.links, "links", [{"id": 1, "url": "https://vk.com"}]),
        (publics_page.contacts, "contacts", [{"user_id": 1}]),
        (publics_page.menu, "menu", {"items": [{"url": "https://pos.gosuslugi.ru"}]}),
        (publics_page.cover, "cover", {"enabled": 1}),
    ],
)
def test_parts_of_a_page_are_read_and_absent_means_unknown(
    part: Any, field: str, value: object
) -> None:
    question = part(5)

    assert question.params == vk.groups.get_by_id([5], fields=[field]).params
    answer = {"groups": [{"id": 5, field: value}]}
    assert finished(question, answer) == getattr(
        Public.model_validate({"id": 5, field: value}), field
    )
    assert finished(question, {"groups": [{"id": 5}]}) is None


def test_links_are_written() -> None:
    link = PublicLink(id=3)

    assert publics_page.add_link(5, "https://a.ru", text="a") == vk.groups.add_link(
        5, "https://a.ru", text="a"
    )
    assert publics_page.edit_link(5, link, text="b") == vk.groups.edit_link(5, 3, text="b")
    assert publics_page.delete_link(5, 3) == vk.groups.delete_link(5, 3)
    assert publics_page.move_link(5, link) == vk.groups.reorder_link(5, 3, after=0)
    assert publics_page.move_link(5, link, after=4) == vk.groups.reorder_link(5, 3, after=4)


def test_opening_hours_are_written_as_json() -> None:
    hours = Timetable(mon=OpeningHours(open_time=540, close_time=1080))

    question = publics_page.edit_address(5, Address(id=3), timetable=hours)

    written = question.get("timetable")  # type: ignore[union-attr]
    assert json.loads(written or "") == {"mon": {"open_time": 540, "close_time": 1080}}
    assert question.get("work_info_status") == "timetable"  # type: ignore[union-attr]
    assert publics_page.delete_address(5, 3) == vk.groups.delete_address(5, 3)
    new = {"title": "a", "address": "b", "city_id": 1, "latitude": 53.2, "longitude": 50.1}
    assert publics_page.add_address(5, **new) == vk.groups.add_address(5, **new)  # type: ignore[arg-type]
    walk = publics_page.addresses(5)
    assert walk.first == vk.groups.get_addresses(5, count=100)
    assert walk.key
    assert walk.key(Address(id=3)) == 3


CONTACTS = Public(id=5, contacts=[PublicContact(user_id=7, desc="Глава &amp; мэр", phone="112")])


@pytest.mark.parametrize(("had", "kept"), [("editor", "editor"), ("creator", None), (None, None)])
def test_a_contact_keeps_the_role_of_the_person(had: str | None, kept: str | None) -> None:
    staff = (Manager(id=1, role="moderator"), *([Manager(id=7, role=had)] if had else []))

    asked, done = play(
        publics_page.set_contact(5, 7, position="Глава"), Page(items=staff), Public(id=5), True
    )

    wanted = vk.groups.edit_manager(5, 7, role=kept, is_contact=True, contact_position="Глава")
    assert asked == [vk.groups.get_managers(5), publics_read.get(5, fields=["contacts"]), wanted]
    assert done is True
    asked, _ = play(publics_page.remove_contact(5, 7), Page(items=staff), True)
    assert asked[1] == vk.groups.edit_manager(5, 7, role=kept, is_contact=False)


def test_a_contact_keeps_what_is_not_given() -> None:
    staff = Page(items=(Manager(id=7, role="editor", is_call_operator=True),))

    change = publics_page.set_contact(5, 7, email="a@samara.ru", phone="")

    asked, _ = play(change, staff, CONTACTS, True)

    assert asked[2] == vk.groups.edit_manager(
        5,
        7,
        role="editor",
        is_call_operator=True,
        is_contact=True,
        contact_position="Глава & мэр",
        contact_phone="",
        contact_email="a@samara.ru",
    )


@pytest.mark.parametrize(
    ("staff", "shown", "lost"),
    [
        (Page(items=(Manager.model_validate({"id": 7, "role": []}),)), CONTACTS, "role"),
        (Page(items=(), unparsed={"items.0": {}}), CONTACTS, "role"),
        (Page(items=()), Public.model_validate({"id": 5, "contacts": 5}), "contacts"),
        (
            Page(items=()),
            Public.model_validate({"id": 5, "contacts": [{"user_id": 7, "phone": []}]}),
            "phone",
        ),
    ],
)
def test_a_contact_that_cannot_be_read_is_not_changed(staff: Any, shown: Any, lost: str) -> None:
    with pytest.raises(errors.Conflict, match=lost):
        play(publics_page.set_contact(5, 7, position="Глава"), staff, shown)


def test_a_contact_may_be_set_by_the_name_of_the_public() -> None:
    found = ResolvedName(object_id=5, type="page")

    asked, _ = play(
        publics_page.set_contact("samara", 7), found, Page(items=()), Public(id=5), True
    )

    names = ["utils.resolveScreenName", "groups.getMembers", "groups.getById", "groups.editManager"]
    assert methods(asked) == names


def test_managers_and_bans() -> None:
    assert publics_members.set_manager(5, 7, role="editor") == vk.groups.edit_manager(
        5, 7, role="editor"
    )
    assert publics_members.remove_manager(5, 7) == vk.groups.edit_manager(5, 7)
    assert publics_members.ban(5, 7, until=UNTIL, reason=1) == vk.groups.ban(
        5, 7, end_date=UNTIL, reason=1
    )
    assert publics_members.ban(5, Public(id=8)) == vk.groups.ban(5, -8)
    assert publics_members.unban(5, User(id=7)) == vk.groups.unban(5, 7)
    walk = publics_members.bans(5)
    assert walk.first == vk.groups.get_banned(5, count=200)
    assert walk.key
    assert walk.key(BannedItem(profile=User(id=7))) != walk.key(BannedItem(group=Public(id=7)))


def test_walks_tell_people_apart() -> None:
    for walk, thing in (
        (publics_members.members(5), 7),
        (publics_members.member_profiles(5, fields=["sex"]), User(id=7)),
        (publics_members.managers(5), Manager(id=7)),
    ):
        assert walk.key
        assert walk.key(thing) == 7  # type: ignore[arg-type]
