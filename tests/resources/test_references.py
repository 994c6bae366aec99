"""Who and what is meant, and what is refused at the door."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import PostRef, PublicRef, errors, vk
from govpublic_sdk._resources._references import (
    number_of,
    parent_post_ref,
    post_ref,
    public_ref,
    with_public_id,
)
from govpublic_sdk.models import Comment, Post, Public, ResolvedName, Topic, User
from run_by_hand import play

SAMARA = PublicRef(name="samara")
FIVE = PublicRef(id=5)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (5, FIVE),
        ("5", FIVE),
        ("club5", FIVE),
        ("public5", FIVE),
        ("event5", FIVE),
        ("@club5", FIVE),
        ("https://vk.com/club5", FIVE),
        ("https://vk.ru/public5", FIVE),
        ("http://m.vk.com/public5/", FIVE),
        ("https://vk.com/public5?w=wall-5_1", FIVE),
        ("https://vk.com/wall-5", FIVE),
        ("www.vk.com/club5", FIVE),
        (Public(id=5), FIVE),
        (FIVE, FIVE),
        ("samara", SAMARA),
        (" Samara ", SAMARA),
        ("@samara", SAMARA),
        ("vk.com/samara", SAMARA),
        ("VK.COM/Samara", SAMARA),
        ("https://vk.ru/samara?from=search#top", SAMARA),
        ("https://vkontakte.ru/samara", SAMARA),
        ("gorod.samara_63", PublicRef(name="gorod.samara_63")),
        ("club5samara", PublicRef(name="club5samara")),
        ("samara.ru", PublicRef(name="samara.ru")),
        ("https://vk.me/samara", SAMARA),
        ("vk.me/club5?ref=menu", FIVE),
        ("https://vk.com/im/convo/-5?tab=all", FIVE),
        ("https://vk.com/away.php?to=https%3A%2F%2Fvk.ru%2Fsamara&cc_key=", SAMARA),
        ("https://vk.com/write-5", FIVE),
        ("https://vk.com/im?sel=-5", FIVE),
        ("https://vk.com/gim5", FIVE),
        ("//vk.com:443/samara", SAMARA),
        ("\ufeffhttps://vk.com/samara\u200b", SAMARA),
        ("vk.com/\u200bsamara\u2060", SAMARA),
        ("\u200e5\u200f", FIVE),
        ("\u00a0@sam\u00adara\u00a0", SAMARA),
    ],
)
def test_a_public_is_meant_by(given: object, meant: PublicRef) -> None:
    assert public_ref(given) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        *(0, -5, True, False, 1.5, None, "", "  ", "0", "-5", "club0", "club-5"),
        *(
            "самара",
            "two words",
            "https://example.com/samara",
            "https://vk.com",
            "vk.com",
            "vk.ru/",
        ),
        *(
            "https://vk.com/wall-5_1",
            "https://vk.com/id5",
            "id5",
            "vk.com/a/b",
            "javascript:samara",
        ),
        *("https://vk.com.example.com/samara", "https://evilvk.com/samara", "." * 65, "____"),
        *([], object(), User(id=5), Post(id=5, owner_id=-1)),
        *(
            "https://vk.me/join/AbCd",
            "https://vk.com/im/convo/5",
            "https://vk.com/away.php",
            "https://vk.com/away.php?to=https%3A%2F%2Fsamara.ru%2F",
            "https://vk.com//[x",
            "https://vk.com/im?sel=5",
            "vk.com/im?sel=c5",
            "\ufeff",
        ),
    ],
)
def test_a_public_is_not_meant_by(given: object) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        public_ref(given, "publics[3]")  # type: ignore[arg-type]

    assert refused.value.name == "publics[3]"
    assert "positive id" in refused.value.expected
    assert str(refused.value).startswith("publics[3]: ")


def test_a_person_is_told_as_such() -> None:
    with pytest.raises(errors.ParameterError, match="a person"):
        public_ref("https://vk.com/id1")


@given(st.integers(min_value=1, max_value=2**63))
def test_every_form_of_an_id_means_the_same(number: int) -> None:
    forms = (number, str(number), f"club{number}", f"https://vk.com/public{number}")

    assert {public_ref(form) for form in forms} == {PublicRef(id=number)}
    assert public_ref(number).owner_id == -number


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        ref = public_ref(text)
    except errors.ParameterError:
        return
    assert public_ref(ref.value) == ref
    assert public_ref(f"https://vk.com/{ref.name or f'club{ref.id}'}") == ref


POST = PostRef(owner_id=-1, id=2)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("-1_2", POST),
        ("wall-1_2", POST),
        (" https://vk.com/wall-1_2 ", POST),
        ("https://vk.com/wall-1_2?reply=3&thread=4", POST),
        ("vk.ru/club1?w=wall-1_2", POST),
        ("https://vk.com/samara?w=wall-1_2%2Fall", POST),
        ("https://m.vk.com/wall-1_2", POST),
        (POST, POST),
        (Post(id=2, owner_id=-1), POST),
        ("wall7_2", PostRef(owner_id=7, id=2)),
        ("https://vk.com/samara?w=wall-1_2_r5", POST),
        ("https://vk.com/feed?w=wall-1_2_r5%2Fall", POST),
        ("vk.com/wall-1_2_r5", POST),
        ("https://vk.com/samara?z=photo-1_5%2Fwall-1_2", POST),
        ("\ufeff-1_2\u200b", POST),
        ("https://vk.com/\u2060wall-1_2", POST),
    ],
)
def test_a_post_is_meant_by(given: object, meant: PostRef) -> None:
    assert post_ref(given) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        *(2, True, None, "", "2", "0_2", "-1_0", "-1_-2", "https://vk.com/samara", "photo-1_2"),
        *(
            "https://example.com/wall-1_2",
            Post(id=2),
            Public(id=1),
            "wall-1_2_3",
            "wall-1_2_r",
            "wall-1_2_r0",
        ),
    ],
)
def test_a_post_is_not_meant_by(given: object) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        post_ref(given)  # type: ignore[arg-type]

    assert refused.value.name == "post"


@given(st.integers(min_value=-(2**40), max_value=2**40).filter(bool), st.integers(1, 2**40))
def test_a_post_is_read_back_from_what_it_shows(owner: int, number: int) -> None:
    ref = PostRef(owner_id=owner, id=number)

    assert post_ref(str(ref)) == post_ref(ref.url) == post_ref(ref.reference) == ref


@pytest.mark.parametrize(
    "given", ["-1_2", "\ufeffvk.com/a?w=wall-1_2_r5", POST, Post(id=2, owner_id=-1)]
)
def test_comments_stand_below_a_post(given: Any) -> None:
    assert parent_post_ref(given) == POST


@pytest.mark.parametrize("owner", ["owner_id", "post_owner_id"])
def test_a_comment_tells_below_which_post_it_stands(owner: str) -> None:
    below = Comment.model_validate({"id": 9, "post_id": 2, owner: -1})

    assert parent_post_ref(below) == POST
    with pytest.raises(errors.ParameterError, match="Comment object without owner"):
        post_ref(below)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "comment", [Comment(id=9, owner_id=-1, photo_id=3), Comment(id=9, post_id=2)]
)
def test_a_comment_below_something_else_names_no_post(comment: Comment) -> None:
    with pytest.raises(errors.ParameterError, match="a Comment without its post"):
        parent_post_ref(comment)


def test_a_post_knows_its_public() -> None:
    assert POST.public_id == 1
    with pytest.raises(errors.ParameterError, match="a person"):
        _ = PostRef(owner_id=1, id=2).public_id


def test_things_are_meant_by_id_or_model() -> None:
    assert number_of(4, "topic") == number_of(Topic(id=4), "topic") == 4
    for wrong in (0, -4, True, "4", None):
        with pytest.raises(errors.ParameterError, match="topic"):
            number_of(wrong, "topic")


def test_an_id_needs_no_lookup() -> None:
    assert with_public_id(5, vk.groups.enable_online) == vk.groups.enable_online(5)


def test_a_name_is_looked_up_first() -> None:
    found = ResolvedName(object_id=5, type="group")

    asked, value = play(with_public_id("samara", vk.groups.enable_online), found, True)

    assert asked == [vk.utils.resolve_screen_name("samara"), vk.groups.enable_online(5)]
    assert value is True


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "No page has the name 'samara'"),
        (ResolvedName(object_id=5, type="user"), "a person"),
        (ResolvedName(object_id=5, type="vk_app"), "an application"),
        (ResolvedName(object_id=5, type="robot"), "an object of type 'robot'"),
    ],
)
def test_a_name_of_something_else_is_told(found: ResolvedName | None, words: str) -> None:
    with pytest.raises(errors.NotFound, match=words) as missing:
        play(with_public_id("samara", vk.groups.enable_online), found)

    assert missing.value.call == vk.utils.resolve_screen_name("samara")


def test_wrong_values_are_refused_before_the_lookup() -> None:
    with pytest.raises(errors.ParameterError, match="count"):
        with_public_id("samara", lambda number: vk.board.get_topics(number, count=101))
    naive = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(errors.ParameterError, match="naive datetime"):
        with_public_id("samara", lambda number: vk.groups.ban(number, 1, end_date=naive))
