"""Comments, topics and polls: what is asked and answered as the public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from govpublic_sdk import Page, errors, vk
from govpublic_sdk._resources import comments, polls, topics
from govpublic_sdk._resources import comments as commenting
from govpublic_sdk._resources import topics as discussing
from govpublic_sdk.models import Comment, CreatedComment, Poll, ResolvedName, Topic, TopicComment
from run_by_hand import finished, methods, play

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAIVE = NOW.replace(tzinfo=None)
YESTERDAY = NOW - timedelta(days=1)
SAMARA = ResolvedName(object_id=5, type="group")


def comment(number: int, **fields: Any) -> Comment:
    given = {"id": number, "from_id": -5, "date": NOW.timestamp(), "text": "Передали", **fields}
    return Comment.model_validate(given)


def test_comments_are_read_whole_and_with_replies() -> None:
    question = comments.get("-5_2", count=10)

    assert dict(question.params) == {
        "owner_id": "-5",
        "post_id": "2",
        "count": "10",
        "offset": "0",
        "sort": "asc",
        "need_likes": "1",
        "preview_length": "0",
        "thread_items_count": "10",
    }
    walk = comments.each("-5_2", since=YESTERDAY)
    assert walk == comments.each("https://vk.com/wall-5_2", since=YESTERDAY)
    assert walk.first == comments.get("-5_2", sort="desc")
    assert walk.key
    assert walk.key(comment(3)) == 3
    assert not walk.keep(comment(3, date=0))


def test_replies_are_read_from_their_comment() -> None:
    walk: Any = comments.replies("-5_2", comment(3))

    assert walk.first.get("comment_id") == "3"
    assert walk.first.get("thread_items_count") is None


def test_one_comment() -> None:
    question = comments.by_id("-5_2", 3)

    assert question.params == vk.wall.get_comment(-5, 3).params
    assert finished(question, {"items": [{"id": 3}]}).id == 3
    with pytest.raises(errors.NotFound):
        finished(question, {"items": []})


@pytest.mark.parametrize(
    "write",
    [
        lambda media: commenting.create("-5_2", "a", media=media),
        lambda media: commenting.edit("-5_2", 3, "a", media=media),
        lambda media: commenting.find("-5_2", "a", media=media),
        lambda media: discussing.answer(5, 7, "a", media=media),
        lambda media: discussing.edit_comment("samara", 7, 3, "a", media=media),
        lambda media: topics.create(5, "a", "b", media=media),
    ],
)
@pytest.mark.parametrize("media", [["https://samara.ru/"], ["photo-5_7", "HTTP://samara.ru"]])
def test_links_of_comments_are_refused(write: Callable[[Any], object], media: list[str]) -> None:
    with pytest.raises(errors.ParameterError, match="no links"):
        write(media)


def test_comments_are_written_as_the_public() -> None:
    question = commenting.create("-5_2", "Передали", media=["photo-5_7"], reply_to=comment(3))

    mark = question.get("guid")
    assert mark
    assert question == vk.wall.create_comment(
        -5,
        2,
        "Передали",
        from_group=5,
        reply_to_comment=3,
        attachments=["photo-5_7"],
        guid=mark,
    )
    assert mark != commenting.create("-5_2", "Передали", media=["photo-5_7"]).get("guid")
    assert commenting.create("-5_2", "a", key="k").get("guid") == "k"
    assert commenting.edit("-5_2", 3, "b", media=[]) == vk.wall.edit_comment(-5, 3, "b")
    assert commenting.delete("-5_2", 3) == vk.wall.delete_comment(-5, 3)
    assert commenting.restore("-5_2", comment(3)) == vk.wall.restore_comment(-5, 3)


def test_what_an_event_brings_is_answered_where_it_stands() -> None:
    asked = comment(3, from_id=7, post_id=2, post_owner_id=-5, owner_id=-5)

    assert commenting.create(asked, "a", reply_to=asked) == commenting.create(
        "-5_2", "a", reply_to=3
    )
    assert comments.replies(asked, asked) == comments.replies("-5_2", 3)
    assert commenting.delete(asked, asked) == vk.wall.delete_comment(-5, 3)


def test_a_lost_comment_is_found() -> None:
    lost = errors.OutcomeUnknown("?", call=commenting.create("-5_2", "Передали"))
    others = (comment(9, from_id=7), comment(8, text="нет"), comment(7, deleted=1, from_id=None))

    asked, found = play(
        commenting.reconcile(lost), int(NOW.timestamp()), Page(items=(*others, comment(6)))
    )

    assert methods(asked) == ["utils.getServerTime", "wall.getComments"]
    assert found == CreatedComment(comment_id=6)


def test_a_lost_answer_is_looked_for_in_its_thread() -> None:
    lost = commenting.create("-5_2", "Передали", reply_to=4)
    root = comment(4, parents_stack=[3])

    asked, found = play(
        commenting.reconcile(lost, since=NOW),
        root,
        Page(items=(comment(6, date=YESTERDAY.timestamp()),), next=comments.get("-5_2")),
    )

    assert methods(asked) == ["wall.getComment", "wall.getComments"]
    assert asked[1].get("comment_id") == "3"
    assert found is None
    asked, _ = play(commenting.reconcile(lost, since=NOW), comment(4), Page(items=()))
    assert asked[1].get("comment_id") == "4"


def test_a_comment_of_an_earlier_run_is_found() -> None:
    asked, found = play(
        commenting.find("-5_2", "Передали", since=NOW),
        Page(items=(comment(9, from_id=7), comment(8, text="нет"), comment(6))),
    )

    assert methods(asked) == ["wall.getComments"]
    assert found == comment(6)
    asked, found = play(commenting.find("-5_2", "Нет"), int(NOW.timestamp()), Page(items=()))
    assert methods(asked) == ["utils.getServerTime", "wall.getComments"]
    assert found is None


def test_the_same_words_to_a_neighbour_are_another_answer() -> None:
    to_a_neighbour, to_him = comment(9, reply_to_comment=5), comment(8, reply_to_comment=4)
    him = comment(4, parents_stack=[3])
    look = commenting.find("-5_2", "Передали", reply_to=him, since=NOW)

    asked, found = play(look, Page(items=(to_a_neighbour, to_him)))
    assert found == to_him
    assert methods(asked) == ["wall.getComments"], "a service key may not read a single comment"
    assert asked[0].get("comment_id") == "3"
    look = commenting.find("-5_2", "Передали", reply_to=comment(4, parents_stack=[]), since=NOW)
    assert play(look, Page(items=(to_a_neighbour,)))[1] is None
    look = commenting.find("-5_2", "Передали", reply_to=comment(4), since=NOW)
    assert play(look, him, Page(items=(to_him,)))[1] == to_him
    look = commenting.find("-5_2", "Передали", reply_to=4, since=NOW)
    assert play(look, comment(4), Page(items=(to_a_neighbour,)))[1] is None


@pytest.mark.parametrize(
    "answers",
    [
        (errors.AccessDenied("closed"),),
        (errors.WrongTokenKind("no token"),),
        (Page(items=(comment(6, text="Передали!"),)),),
        (Page(items=(comment(6, date="?"),)),),
        (Page(items=(), total=3),),
        (Page(items=(), total=9, more={"current_level_count": 1}),),
    ],
)
def test_comments_that_cannot_be_read_leave_doubt(answers: tuple[object, ...]) -> None:
    with pytest.raises(errors.OutcomeUnknown):
        play(commenting.find("-5_2", "Передали", since=NOW), *answers)


def test_thread_that_cannot_be_read_leaves_doubt() -> None:
    with pytest.raises(errors.OutcomeUnknown, match="gone"):
        play(
            commenting.find("-5_2", "Передали", reply_to=4, since=NOW),
            errors.NotFound("gone"),
        )


def test_link_that_vk_dropped_from_a_comment_does_not_count() -> None:
    media = ["photo-5_7", "https://samara.ru"]
    call = vk.wall.create_comment(-5, 2, "Передали", from_group=5, attachments=media)
    photo = {"type": "photo", "photo": {"owner_id": -5, "id": 7}}

    _, found = play(
        commenting.reconcile(call, since=NOW), Page(items=(comment(6, attachments=[photo]),))
    )

    assert found == CreatedComment(comment_id=6)


def test_text_alone_finds_a_comment_with_a_photo() -> None:
    photo = {"type": "photo", "photo": {"owner_id": -5, "id": 7}}
    page = Page(items=(comment(6, attachments=[photo]),))

    assert play(commenting.find("-5_2", "Передали", since=NOW), page)[1] == page.items[0]
    assert play(commenting.find("-5_2", "Передали", media=[], since=NOW), page)[1] is None


def said(number: int, **fields: Any) -> TopicComment:
    given = {"id": number, "from_id": -5, "date": NOW.timestamp(), "text": "Передали", **fields}
    return TopicComment.model_validate(given)


def test_topics_are_read_by_id_or_by_name() -> None:
    assert topics.get(5) == vk.board.get_topics(5, count=100, offset=0, order=1)
    asked, _ = play(topics.get("samara", order="as_set"), SAMARA, Page(items=()))
    assert asked[1] == vk.board.get_topics(5, count=100, offset=0, order=0)

    walk = topics.each(5, since=YESTERDAY)
    assert walk == topics.each("public5", since=YESTERDAY)
    assert walk.key
    assert walk.key(Topic(id=4)) == 4
    assert walk.keep(Topic(id=4, created=YESTERDAY, updated=NOW))
    assert not walk.keep(Topic(id=4, created=YESTERDAY - timedelta(days=1)))


def test_what_is_said_in_a_topic_is_read_newest_first() -> None:
    walk = discussing.comments(5, Topic(id=4), since=YESTERDAY)

    assert walk.first == vk.board.get_comments(5, 4, count=100, sort="desc", need_likes=True)
    assert walk.key
    assert walk.key(said(3)) == 3
    assert not walk.keep(said(3, date=0))
    asked, _ = play(discussing.comments("samara", 4).first, SAMARA, Page(items=()))
    assert asked[1] == walk.first


def test_topics_are_written_as_the_public() -> None:
    question: Any = discussing.answer(5, Topic(id=4), "Передали")

    mark = question.get("guid")
    assert question == vk.board.create_comment(5, 4, "Передали", from_group=True, guid=mark)
    assert mark != discussing.answer(5, 3, "Передали").get("guid")  # type: ignore[union-attr]
    assert topics.create(5, "Парк", "Что нужно?", media=["photo-5_7"]) == vk.board.add_topic(
        5, "Парк", text="Что нужно?", from_group=True, attachments=["photo-5_7"]
    )


def test_topics_are_looked_after() -> None:
    assert topics.edit(5, 4, title="Парк") == vk.board.edit_topic(5, 4, "Парк")
    assert topics.delete(5, 4) == vk.board.delete_topic(5, 4)
    assert topics.close(5, 4) == vk.board.close_topic(5, 4)
    assert topics.open(5, 4) == vk.board.open_topic(5, 4)
    assert topics.pin(5, 4) == vk.board.fix_topic(5, 4)
    assert topics.unpin(5, 4) == vk.board.unfix_topic(5, 4)
    edit = discussing.edit_comment(5, 4, 3, "a", media=[])
    assert edit == vk.board.edit_comment(5, 4, 3, "a")
    assert discussing.delete_comment(5, 4, said(3)) == vk.board.delete_comment(5, 4, 3)
    assert discussing.restore_comment(5, 4, 3) == vk.board.restore_comment(5, 4, 3)


def test_a_lost_message_is_found() -> None:
    call: Any = discussing.answer(5, 4, "Передали")
    more = vk.board.get_comments(5, 4, count=100, offset=100)
    young = Page(items=(said(9, from_id=7), said(8, text="нет")), next=more)

    asked, found = play(
        discussing.reconcile(call),
        int(NOW.timestamp()),
        young,
        Page(items=(said(8, text="нет"), said(7))),
    )

    assert asked[2] == more.with_params(offset=99)
    assert found == 7
    _, found = play(discussing.reconcile(call, since=NOW), Page(items=()))
    assert found is None


def test_a_lost_topic_is_found() -> None:
    call: Any = topics.create(5, "Парк", "Что нужно?")
    old = Topic(id=3, title="Парк", created=YESTERDAY)

    asked, found = play(
        discussing.reconcile(call, since=NOW),
        Page(items=(old, Topic(id=4, title="Парк ", created=NOW))),
    )

    assert asked == [vk.board.get_topics(5, count=100, order=2)]
    assert found == 4
    assert play(discussing.reconcile(call, since=NOW), Page(items=(old,)))[1] is None


def test_topics_that_cannot_be_read_leave_doubt() -> None:
    topic: Any = topics.create(5, "Парк", "Что нужно?")
    message: Any = discussing.answer(5, 4, "Передали")
    cut = Page(items=(Topic(id=9, title="а", created=NOW),), total=200)

    for lost, answer in [
        (topic, cut),
        (topic, errors.WrongTokenKind("no token")),
        (topic, Page(items=(Topic(id=9, title="Парк!", created=NOW),))),
        (topic, Page(items=(Topic(id=9, title="Парк"),))),
        (message, errors.AccessDenied("closed")),
        (message, Page(items=(said(7, text="[club5|Передали]!"),))),
    ]:
        with pytest.raises(errors.OutcomeUnknown):
            play(discussing.reconcile(lost, since=NOW), answer)


def test_topics_are_read_back_to_the_moment() -> None:
    call: Any = topics.create(5, "Парк", "Что нужно?")
    more = vk.board.get_topics(5, count=100, order=2, offset=100)
    young = Page(items=(Topic(id=9, title="а", created=NOW),), next=more)

    asked, found = play(
        discussing.reconcile(call, since=NOW),
        young,
        Page(items=(Topic(id=4, title="Парк", created=NOW),)),
    )

    assert (asked[1], found) == (more, 4)


def test_polls_are_made_for_the_public() -> None:
    assert polls.create(5, "Где?", ["У школы", "У рынка"], until=NOW) == vk.polls.create(
        "Где?", owner_id=-5, add_answers='["У школы", "У рынка"]', end_date=NOW
    )
    assert polls.get(5, Poll(id=3)) == vk.polls.get_by_id(-5, 3)
    assert polls.voters(5, 3, [1]) == vk.polls.get_voters(-5, 3, [1], count=1000)
    assert polls.edit(5, 3, change={1: "Здесь"}, remove=[2], add=["Там"]) == vk.polls.edit(
        -5, 3, add_answers='["Там"]', edit_answers='{"1": "Здесь"}', delete_answers="[2]"
    )
    asked, _ = play(polls.create("samara", "Где?", ["Там"]), SAMARA, Poll(id=3))
    assert asked[1] == vk.polls.create("Где?", owner_id=-5, add_answers='["Там"]')


@pytest.mark.parametrize(
    ("parameter", "wrong"),
    [
        ("text", lambda: commenting.create("-5_2")),
        ("post", lambda: commenting.create("5_2", "a")),
        ("reply_to", lambda: commenting.create("-5_2", "a", reply_to=0)),
        ("comment", lambda: commenting.delete("-5_2", -3)),
        ("count", lambda: comments.get("-5_2", count=0)),
        ("since", lambda: comments.each("-5_2", since=NAIVE)),
        ("until", lambda: comments.replies("-5_2", 3, since=NOW, until=YESTERDAY)),
        ("lost", lambda: commenting.reconcile(vk.wall.delete(-5, 2))),
        ("since", lambda: commenting.reconcile(commenting.create("-5_2", "a"), since=NAIVE)),
        ("text", lambda: commenting.find("-5_2")),
        ("since", lambda: commenting.find("-5_2", "a", since=NAIVE)),
        ("title", lambda: topics.create(5, "", "a")),
        ("text", lambda: topics.create(5, "Парк")),
        ("text", lambda: discussing.answer(5, 4, "")),
        ("topic", lambda: discussing.answer(5, True, "a")),
        ("count", lambda: topics.get("samara", count=101)),
        ("until", lambda: topics.each(5, until=NAIVE)),
        ("since", lambda: discussing.comments(5, 4, since=NAIVE)),
        ("lost", lambda: discussing.reconcile(vk.wall.delete(-5, 2))),
        ("question", lambda: polls.create(5, "", ["a"])),
        ("answers", lambda: polls.create(5, "Где?", [])),
        ("answers", lambda: polls.create(5, "Где?", "ab")),
        ("answers", lambda: polls.create(5, "Где?", ["a"] * 11)),
        ("answers[1]", lambda: polls.create(5, "Где?", ["a", " "])),
        ("until", lambda: polls.create(5, "Где?", ["a"], until=NAIVE)),
        ("until", lambda: polls.create(5, "Где?", ["a"], until=datetime(2018, 1, 1, tzinfo=UTC))),
        ("changes", lambda: polls.edit(5, 3)),
        ("poll", lambda: polls.get(5, 0)),
        ("answer_ids", lambda: polls.voters("samara", 3, [])),
    ],
)
def test_wrong_values_are_refused_at_the_door(parameter: str, wrong: Callable[[], object]) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        wrong()

    assert refused.value.name == parameter
