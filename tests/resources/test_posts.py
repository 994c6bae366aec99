"""Posts: reading, publishing, changing, and finding one again whose answer was lost."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Call, Page, PostRef, errors, vk
from govpublic_sdk._resources import _reconcile, posts
from govpublic_sdk._resources import posts as publishing
from govpublic_sdk._resources._vk_text import normalize_media, normalize_text
from govpublic_sdk.models import Document, Photo, Poll, Post, Public, ResolvedName
from run_by_hand import finished, play

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAIVE = NOW.replace(tzinfo=None)
HOUR = timedelta(hours=1)
REF = PostRef(owner_id=-5, id=2)


def post(number: int, **fields: Any) -> Post:
    given = {
        "id": number,
        "owner_id": -5,
        "date": NOW.timestamp(),
        "text": "Воды не будет",
        **fields,
    }
    return Post.model_validate(given)


def page(*items: Post, next: Call[Any] | None = None) -> Page[Post]:
    return Page(items=items, next=next)


def test_a_wall_is_read_by_id_or_by_name() -> None:
    assert posts.get(5, count=10) == vk.wall.get(-5, count=10)
    assert posts.get(Public(id=5), filter="owner") == vk.wall.get(-5, filter="owner")
    assert posts.get("vk.com/samara") == vk.wall.get(domain="samara")
    assert posts.search("samara", "вода") == vk.wall.search(
        domain="samara", query="вода", count=100
    )
    assert posts.search(5, "вода", owners_only=True) == vk.wall.search(
        -5, query="вода", count=100, owners_only=True
    )


def test_a_walk_is_a_value() -> None:
    walk = posts.each(5, since=NOW - HOUR, until=NOW)

    assert walk == posts.each("club5", since=NOW - HOUR, until=NOW)
    assert walk.first == vk.wall.get(-5)
    assert walk.key
    assert walk.key(post(2)) == (-5, 2)
    assert walk.keep(post(2, date=(NOW - HOUR).timestamp()))
    assert not walk.keep(post(2))


def test_what_concerns_one_post() -> None:
    assert posts.delete("https://vk.com/wall-5_2") == vk.wall.delete(-5, 2)
    assert posts.restore(REF) == vk.wall.restore(-5, 2)
    assert posts.pin(post(2)) == vk.wall.pin(-5, 2)
    assert posts.unpin("-5_2") == vk.wall.unpin(-5, 2)
    assert posts.open_comments(REF) == vk.wall.open_comments(-5, 2)
    assert posts.close_comments(REF) == vk.wall.close_comments(-5, 2)
    assert posts.reposts(REF) == vk.wall.get_reposts(-5, 2, count=100)


def test_one_post_by_its_id() -> None:
    question = posts.by_id(REF)

    assert question.params == vk.wall.get_by_id(["-5_2"]).params
    assert finished(question, {"items": [{"id": 2, "owner_id": -5}]}).id == 2
    with pytest.raises(errors.NotFound):
        finished(question, {"items": []})


def test_many_posts_come_in_the_order_of_the_question() -> None:
    asked, found = play(posts.get_many(["-5_2", "-5_9", post(3), "-5_2"]), page(post(3), post(2)))

    assert asked == [vk.wall.get_by_id(["-5_2", "-5_9", "-5_3"])]
    assert [one.id for one in found] == [2, 3, 2]
    assert found.missing == (PostRef(owner_id=-5, id=9),)
    assert len(found) == 3
    asked, _ = play(posts.get_many([f"-5_{n}" for n in range(1, 251)]), *[page()] * 3)
    assert len(asked) == 3


PHOTO = Photo(id=7, owner_id=-5, access_key="k")


def test_publishing_is_one_comparable_question() -> None:
    question: Any = publishing.publish(5, "Воды не будет", media=[PHOTO, "https://a.ru"], at=NOW)

    assert question == publishing.publish(
        "club5", "Воды не будет", media=[PHOTO, "https://a.ru"], at=NOW
    )
    assert question == pickle.loads(pickle.dumps(question))
    assert dict(question.params) | {"guid": ""} == {
        "owner_id": "-5",
        "message": "Воды не будет",
        "attachments": "photo-5_7_k,https://a.ru",
        "publish_date": str(int(NOW.timestamp())),
        "from_group": "1",
        "guid": "",
    }
    assert question.safety == "unsafe"
    assert finished(question, {"post_id": 2}) == REF
    assert "Воды" not in repr(question)


def test_publishing_by_name_looks_the_name_up() -> None:
    asked, ref = play(
        publishing.publish("samara", "Текст"), ResolvedName(object_id=5, type="group"), REF
    )

    assert asked[1] == publishing.publish(5, "Текст")
    assert ref == REF


def guid(*args: Any, **kwargs: Any) -> str:
    question: Any = publishing.publish(*args, **kwargs)
    mark: str = question.get("guid")
    return mark


def test_the_mark_is_the_same_for_the_same_post_and_only_for_it() -> None:
    same = guid(5, "a")

    assert same == guid("public5", "a")
    others = {guid(6, "a"), guid(5, "b"), guid(5, "a", media=["photo-5_1"]), guid(5, "a", at=NOW)}
    assert len(others | {same}) == 5
    assert guid(5, "a", key="monday") == "monday"


@pytest.mark.parametrize(
    ("parameter", "wrong"),
    [
        ("text", lambda: publishing.publish(5)),
        ("text", lambda: publishing.publish(5, " \n")),
        ("text", lambda: _reconcile.find("samara")),
        ("key", lambda: publishing.publish(5, "a", key=" ")),
        ("at", lambda: publishing.publish(5, "a", at=NAIVE)),
        ("at", lambda: publishing.edit(REF, at=NAIVE)),
        ("since", lambda: _reconcile.find(5, "a", since=NAIVE)),
        ("media", lambda: publishing.publish(5, media="photo-5_1")),
        ("media", lambda: publishing.publish(5, media=["photo-5_1"] * 11)),
        ("media", lambda: publishing.publish(5, media=["https://a.ru", "https://b.ru"])),
        ("media[1]", lambda: publishing.publish(5, media=["photo-5_1", "plan.pdf"])),
        ("media[0]", lambda: publishing.publish(5, media=[Document(id=1)])),
        ("media[0]", lambda: publishing.publish(5, media=[Public(id=1)])),  # type: ignore[list-item]
        ("public", lambda: publishing.publish(-5, "a")),
        ("count", lambda: posts.get(5, count=101)),
        ("since", lambda: posts.each(5, since=NAIVE)),
        ("until", lambda: posts.each(5, since=NOW, until=NOW)),
        ("query", lambda: posts.search(5, "")),
        ("at_once", lambda: posts.get_many([], at_once=101)),
        ("posts[1]", lambda: posts.get_many(["-5_2", "samara"])),
        ("lost", lambda: _reconcile.reconcile(vk.wall.pin(-5, 2))),
        ("lost", lambda: _reconcile.reconcile(errors.OutcomeUnknown("?"))),
    ],
)
def test_wrong_values_are_refused_at_the_door(parameter: str, wrong: Callable[[], object]) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        wrong()

    assert refused.value.name == parameter


def test_ten_things_of_any_kind_hang_on_a_post() -> None:
    hanging = [PHOTO, Poll(id=1, owner_id=-5), *["video-5_1"] * 8]

    question: Any = publishing.publish(5, media=hanging)

    assert question.get("attachments").startswith("photo-5_7_k,poll-5_1,video-5_1")
    assert question.get("message") is None


def test_a_post_is_shared_as_the_public() -> None:
    question: Any = publishing.repost("-1_2", to=5, text="Важно")

    assert question.params == vk.wall.repost("wall-1_2", message="Важно", group_id=5).params
    assert finished(question, {"success": 1, "post_id": 9}) == PostRef(owner_id=-5, id=9)


def test_changing_the_text_keeps_the_rest() -> None:
    hanging = [
        {"type": "photo", "photo": {"id": 7, "owner_id": -5, "access_key": "k"}},
        {"type": "link", "link": {"url": "https://a.ru"}},
    ]
    source = {"link": "https://samara.ru"}
    was = post(2, attachments=hanging, copyright=source, signer_id=3, marked_as_ads=1)

    asked, ref = play(publishing.edit(REF, text="Вода есть"), was, object())

    assert asked == [
        posts.by_id(REF),
        vk.wall.edit(
            -5,
            2,
            message="Вода есть",
            attachments=["photo-5_7_k", "https://a.ru"],
            signed=True,
            copyright="https://samara.ru",
            mark_as_ads=True,
        ),
    ]
    assert ref == REF


def test_changing_the_media_keeps_the_text_and_the_moment() -> None:
    waiting = post(2, post_type="postpone")

    asked, _ = play(publishing.edit(REF, media=[]), waiting, object())
    assert asked[1] == vk.wall.edit(-5, 2, message="Воды не будет", publish_date=NOW)

    asked, _ = play(publishing.edit(REF, media=[PHOTO], at=NOW + HOUR), waiting, object())
    assert asked[1].get("attachments") == "photo-5_7_k"
    assert asked[1].get("publish_date") == str(int((NOW + HOUR).timestamp()))


def test_what_cannot_be_sent_along_is_told() -> None:
    was = post(2, attachments=[{"type": "hologram", "hologram": {}}])

    with pytest.raises(errors.Conflict, match="hologram"):
        play(publishing.edit(REF, text="a"), was)


def lost(*args: Any, **kwargs: Any) -> errors.OutcomeUnknown:
    return errors.OutcomeUnknown("lost", call=publishing.publish(*args, **kwargs))  # type: ignore[arg-type]


WALL = vk.wall.get(-5)
SUGGESTED = vk.wall.get(-5, filter="suggests")
POSTPONED = vk.wall.get(-5, filter="postponed")


def test_a_lost_post_is_found_among_the_newest() -> None:
    pinned = post(1, is_pinned=1, date=0)
    asked, ref = play(
        _reconcile.reconcile(lost(5, "Воды не будет")),
        int(NOW.timestamp()),
        page(pinned, post(4, text="другое"), post(3)),
    )

    assert asked == [vk.utils.get_server_time(), WALL]
    assert ref == PostRef(owner_id=-5, id=3)


def test_a_post_of_yesterday_is_not_the_lost_one() -> None:
    yesterday = (NOW - timedelta(days=1)).timestamp()
    more = vk.wall.get(-5, offset=100)

    asked, ref = play(
        _reconcile.reconcile(lost(5, "Воды не будет"), since=NOW),
        page(post(1, is_pinned=1, date=yesterday), post(3, text="другое"), next=more),
        page(post(3, text="другое"), post(2, date=yesterday), next=more),
        page(),
    )

    assert asked == [WALL, vk.wall.get(-5, offset=99), SUGGESTED]
    assert ref is None


def test_a_scheduled_post_is_looked_for_in_the_queue_and_then_on_the_wall() -> None:
    question = lost(5, "Воды не будет", at=NOW)
    queue = vk.wall.get(-5, filter="postponed")

    asked, ref = play(_reconcile.reconcile(question), page(post(8)))
    assert (asked, ref) == ([queue], PostRef(owner_id=-5, id=8))

    far = (NOW + HOUR).timestamp()
    asked, ref = play(_reconcile.reconcile(question), page(post(8, date=far)), page(post(9)))
    assert (asked, ref) == ([queue, vk.wall.get(-5)], PostRef(owner_id=-5, id=9))

    _, ref = play(_reconcile.reconcile(question), page(post(8, text="другое")), page(), page())
    assert ref is None


def test_a_lost_repost_is_found_by_what_it_shares() -> None:
    lost = errors.OutcomeUnknown("?", call=publishing.repost("-1_2", to=5))  # type: ignore[arg-type]
    shared = post(4, copy_history=[{"id": 2, "owner_id": -1}])

    asked, ref = play(_reconcile.reconcile(lost, since=NOW), page(post(5), shared))

    assert (asked, ref) == ([vk.wall.get(-5)], PostRef(owner_id=-5, id=4))
    assert play(_reconcile.reconcile(lost, since=NOW), page(post(5)))[1] is None
    foreign = post(6, from_id=7, copy_history=[{"id": 2, "owner_id": -1}])
    assert play(_reconcile.reconcile(lost, since=NOW), page(foreign))[1] is None


def hanging(*texts: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for text in texts:
        kind, _, rest = text.partition("-")
        owner, _, number = ("", "", "") if "://" in text else rest.partition("_")
        link = {"type": "link", "link": {"url": text}}
        thing = {
            "type": kind,
            kind: {"owner_id": -int(owner or 0), "id": number, "access_key": "z"},
        }
        made.append(link if "://" in text else thing)
    return made


@pytest.mark.parametrize(
    ("wanted", "there", "answer"),
    [
        (["photo-5_7_k"], ["photo-5_7"], "found"),
        (["photo-5_7", "doc-5_8"], ["doc-5_8", "photo-5_7"], "found"),
        (["photo-5_7"], ["photo-5_8"], "missing"),
        ([], ["photo-5_7"], "missing"),
        ([], ["https://samara.ru"], "found"),
        (["https://samara.ru/a,b"], ["http://www.samara.ru/a,b/"], "found"),
        (["https://госуслуги.рф/"], ["https://xn--c1aapkosapc.xn--p1ai"], "found"),
        (
            ["https://samara.ru/новости"],
            ["https://samara.ru/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"],
            "found",
        ),
        (
            ["https://samara.ru/?a=1&b=2"],
            ["https://vk.com/away.php?to=https%3A%2F%2Fsamara.ru%2F%3Fa%3D1%26b%3D2"],
            "found",
        ),
        (["photo-5_7", "https://samara.ru"], ["photo-5_7"], "unknown"),
        (["https://vk.com/photo-5_7"], ["photo-5_7"], "unknown"),
        (["https://vk.com/photo-5_7"], ["photo-5_8"], "missing"),
        (["https://vk.com/video-5_7"], ["video-5_7"], "unknown"),
        (["https://samara.ru"], ["https://vk.cc/a"], "unknown"),
        (["photo-5_7"], [], "unknown"),
        (["market-5_7"], ["market-5_7"], "found"),
        (["video-5_7"], ["clip-5_7"], "found"),
    ],
)
def test_media_are_compared_without_keys(wanted: list[str], there: list[str], answer: str) -> None:
    question = _reconcile.reconcile(lost(5, "Воды не будет", media=wanted), since=NOW)

    assert answer_of(question, page(post(3, attachments=hanging(*there))), page()) == answer


def answer_of(question: Any, *answers: object) -> str:
    """Which of the three answers a search gives."""
    try:
        _, ref = play(question, *answers)
    except errors.OutcomeUnknown:
        return "unknown"
    except AssertionError:  # found before all answers were asked for
        return "found"
    return "found" if ref else "missing"


def test_the_same_search_without_an_error_at_hand() -> None:
    asked, ref = play(_reconcile.find(5, "Воды не будет", since=NOW), page(post(3)))

    assert (asked, ref) == ([WALL], PostRef(owner_id=-5, id=3))
    asked, _ = play(
        _reconcile.find("samara", "a", media=[PHOTO], at=NOW),
        ResolvedName(object_id=5, type="group"),
        page(),
        page(),
        page(),
    )
    assert asked[1:] == [POSTPONED, WALL, SUGGESTED]


def test_text_alone_finds_a_post_with_any_media() -> None:
    carrying = post(3, attachments=hanging("photo-5_7", "https://samara.ru"))

    _, ref = play(_reconcile.find(5, "Воды не будет", since=NOW), page(carrying))

    assert ref == PostRef(owner_id=-5, id=3)
    assert (
        answer_of(_reconcile.find(5, "Воды не будет", media=[], since=NOW), *[page(carrying)] * 3)
        == "missing"
    )


def test_look_back_of_a_search_is_a_day() -> None:
    now, text = int(NOW.timestamp()), "Воды не будет"
    morning = page(post(3, date=now - 20 * 3600))

    assert answer_of(_reconcile.find(5, text), now, morning) == "found"
    late = _reconcile.find(5, text, look_back=HOUR)
    assert answer_of(late, now, morning, page(), page()) == "missing"


def test_an_equal_post_of_the_day_leaves_doubt() -> None:
    now = int(NOW.timestamp())
    morning = page(post(3, date=now - 20 * 3600))

    assert (
        answer_of(_reconcile.reconcile(lost(5, "Воды не будет")), now, morning, page()) == "unknown"
    )


EVER, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("more", [{"since": EVER}, {"at": EVER}, {"at": NEVER}, {"since": NEVER}])
def test_moments_at_the_ends_of_the_calendar_are_searched(more: dict[str, Any]) -> None:
    assert answer_of(_reconcile.find(5, "a", **more), *[page()] * 3) == "missing"


def test_any_look_back_is_searched() -> None:
    question = _reconcile.find(5, "Воды не будет", look_back=timedelta.max)

    assert answer_of(question, int(NOW.timestamp()), page(post(3, date=1))) == "found"


@pytest.mark.parametrize("seconds", [10**30, 10**15, -(10**18), 253_402_300_800])
def test_odd_clock_of_vk_leaves_doubt(seconds: int) -> None:
    assert answer_of(_reconcile.find(5, "a"), seconds) == "unknown"


@pytest.mark.parametrize(
    ("name", "value"), [("owner_id", "x"), ("publish_date", "x"), ("publish_date", 10**20)]
)
def test_lost_call_that_was_changed_is_refused(name: str, value: Any) -> None:
    call = vk.wall.post(-5, "a").with_params(**{name: value})

    with pytest.raises(errors.ParameterError) as refused:
        _reconcile.reconcile(call)

    assert refused.value.name == name


DENIED = errors.AccessDenied("closed")
TEXT = "Воды не будет"
UNKNOWN: list[tuple[str, list[object]]] = [
    ("wall is closed", [DENIED, page(), page()]),
    ("network fails", [errors.NetworkError("lost", sent=True), page(), page()]),
    ("page 2 is closed", [page(post(9, text="a"), next=WALL), DENIED, page(), page()]),
    ("wall is cut", [Page(items=(post(9, text="a"),), total=250), page(), page()]),
    ("page is empty", [Page(items=(), total=1), page(), page()]),
    ("item is unread", [Page(items=(), unparsed={"items.0": {}}), page(), page()]),
    ("text is unfit", [page(post(3, text=["a"])), page(), page()]),
    ("date is unfit", [page(post(3, date="a")), page(), page()]),
    ("queue is closed", [page(), DENIED, page()]),
    ("post is suggested", [page(), page(post(3, from_id=7, post_type="suggest")), page()]),
    ("post is postponed", [page(), page(), page(post(3, post_type="postpone"))]),
    ("symbol is lost", [page(post(3, text="Воды не будет!")), page(), page()]),
]


@pytest.mark.parametrize("answers", [pytest.param(given, id=name) for name, given in UNKNOWN])
def test_doubt_is_not_missing(answers: list[object]) -> None:
    with pytest.raises(errors.OutcomeUnknown, match="It is unknown"):
        play(_reconcile.find(5, TEXT, since=NOW), *answers)


def test_error_of_a_search_has_the_lost_call_and_the_cause() -> None:
    unknown = lost(5, TEXT)

    with pytest.raises(errors.OutcomeUnknown) as caught:
        play(_reconcile.reconcile(unknown, since=NOW), DENIED, page())

    assert caught.value.call == unknown.call
    assert caught.value.__cause__ is DENIED
    assert TEXT not in str(caught.value)


def test_search_passes_over_no_post_when_others_vanish() -> None:
    more = vk.wall.get(-5, offset=2)
    first = Page(items=(post(9, text="a"), post(8, text="b")), total=4, next=more)

    asked, ref = play(
        _reconcile.find(5, TEXT, since=NOW),
        first,
        Page(items=(post(6, text="c"),), total=3, next=more),
        page(post(7)),
    )

    assert asked == [WALL, vk.wall.get(-5, offset=1), WALL.with_params(offset=0)]
    assert ref == PostRef(owner_id=-5, id=7)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (" Вода\r\n\r\nесть ", "Вода\n\nесть"),
        ("a & b", "a &amp; b"),
        ("@samara (Самара) ждёт", "[club5|Самара] ждёт"),
        ("@samara ждёт", "[club5|@samara] ждёт"),
        ("й", "и\u0306"),
    ],
)
def test_what_vk_changes_in_a_text_does_not_count(sent: str, shown: str) -> None:
    assert normalize_text(sent) == normalize_text(shown)


@given(st.text())
def test_a_plain_text_has_no_loose_spaces(text: str) -> None:
    assert normalize_text(text) == " ".join(normalize_text(text).split())


def test_things_are_told_apart() -> None:
    assert (
        normalize_media(["photo-5_7"])
        != normalize_media(["photo-5_8"])
        != normalize_media(["video-5_8"])
    )


def test_look_back_is_positive() -> None:
    with pytest.raises(errors.ParameterError) as caught:
        _reconcile.find(5, "Текст", look_back=-HOUR)

    assert caught.value.name == "look_back"
