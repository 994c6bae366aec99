"""Who answers whom, turns of conversations, VK's mark-up: what channels of VK decide, purely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Page, errors, models, vk
from govpublic_sdk.appeals import (
    OutgoingFile,
    Paginator,
    Reply,
    VkComments,
    VkMessages,
    VkTopics,
    Window,
)
from govpublic_sdk.appeals.channels.vk.attachments import attachment_from
from govpublic_sdk.appeals.channels.vk.channel import before, collect, match_reply
from govpublic_sdk.appeals.channels.vk.convert import (
    addressee,
    applicant_of,
    is_gone,
    strip_address,
)
from govpublic_sdk.appeals.channels.vk.messages import turns
from govpublic_sdk.appeals.channels.vk.threads import History, Thread, public_appeal
from govpublic_sdk.models import (
    REVEALED,
    Appeal,
    AppealId,
    Attachment,
    Comment,
    Message,
    MessageAttachment,
    Topic,
    TopicComment,
    User,
)
from run_by_hand import play

PUBLIC = 5
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def comment(number: int, author: int | None = 7, text: str = "a", **fields: Any) -> Comment:
    at = (NOON + timedelta(minutes=number)).timestamp()
    return Comment.model_validate(
        {"id": number, "from_id": author, "text": text, "date": at, "post_id": 2, **fields}
    )


def stages(*words: Comment) -> list[str]:
    thread = Thread(PUBLIC, words)
    return [thread.history(one).stage for one in thread]


def answered(thread: Thread[Comment], number: int) -> list[str | None]:
    word = thread.get(number)
    assert word
    return [one.id for one in thread.history(word).answers]


# Threads


def test_an_answer_goes_to_what_it_replies_to_and_to_what_came_before() -> None:
    first, second, third = comment(1), comment(2), comment(4)
    to_second = comment(3, -5, reply_to_comment=2)
    to_third = comment(5, -5, reply_to_comment=4)

    assert stages(first, second, to_second, third) == ["answered", "answered", "reopened"]
    thread = Thread(PUBLIC, [first, second, to_second, third, to_third])
    assert answered(thread, 1) == answered(thread, 2) == ["3"]
    assert answered(thread, 4) == ["5"]


def test_an_answer_to_an_earlier_word_leaves_the_later_one_open() -> None:
    assert stages(comment(1), comment(2), comment(3, -5, reply_to_comment=1)) == [
        "answered",
        "submitted",
    ]


def test_an_answer_goes_to_whom_it_addresses() -> None:
    hers, his = comment(1, 8), comment(2, 7)

    assert stages(hers, his, comment(3, -5, reply_to_user=8)) == ["answered", "submitted"]
    assert stages(hers, his, comment(3, -5, "[id8|Имя], да")) == ["answered", "submitted"]
    assert stages(hers, his, comment(3, -5, "[id9|Имя], да")) == ["submitted", "submitted"]
    assert stages(hers, his, comment(3, -5, "Да")) == ["submitted", "answered"]
    assert stages(hers, his, comment(3, -5, "[club5|Мы], да")) == ["submitted", "answered"]


def test_what_the_public_adds_to_its_answer_goes_where_that_went() -> None:
    words = (
        comment(1, 8),
        comment(2, -5, reply_to_comment=1, reply_to_user=8),
        comment(3, 7),
        comment(4, -5, reply_to_comment=2, reply_to_user=-5),
    )

    thread = Thread(PUBLIC, words)

    assert answered(thread, 1) == ["2", "4"]
    assert answered(thread, 3) == []


def test_a_deleted_word_that_was_answered_still_tells_whom() -> None:
    gone = comment(2, None, "", deleted=1)
    answer = comment(3, -5, reply_to_comment=2, reply_to_user=7)

    assert stages(comment(1), gone, answer) == ["answered"]


def test_anonymous_words_are_appeals_that_are_answered_by_name() -> None:
    nobody, zero = comment(1, None), comment(2, 0)

    assert stages(nobody, zero) == ["submitted", "submitted"]
    assert stages(nobody, zero, comment(3, -5, reply_to_comment=1)) == ["answered", "submitted"]
    assert stages(nobody, zero, comment(3, -5)) == ["submitted", "answered"]
    thread = Thread(PUBLIC, [nobody, comment(3, -5, reply_to_comment=1)], is_whole=False)
    assert [one.id for one in thread.history(nobody).events] == ["1", "3"]
    assert public_appeal(AppealId("c", "2_1"), nobody, public=5, url="").applicant is None


def test_communities_are_no_citizens_and_an_answer_to_them_is_none_to_others() -> None:
    thread = Thread(PUBLIC, [comment(1), comment(2, -9), comment(3, -5, reply_to_comment=2)])

    assert [one.id for one in thread] == [1]
    assert answered(thread, 1) == []
    assert thread.get(2) is thread.get(3) is thread.get(99) is None
    assert stages(comment(1, -5), comment(2, -5, reply_to_comment=1)) == []


def test_an_answer_before_any_word_answers_nobody() -> None:
    assert stages(comment(1, -5), comment(2)) == ["submitted"]
    assert stages(comment(1, -5, reply_to_comment=2), comment(2)) == ["submitted"]


def test_words_that_come_twice_and_in_disorder_are_there_once() -> None:
    words = [comment(3, -5, reply_to_comment=1), comment(1), comment(1), comment(2)]

    thread = Thread(PUBLIC, words)

    assert [one.id for one in thread] == [1, 2]
    assert [one.id for one in thread.history(comment(1)).events] == ["1", "2", "3"]


AUTHORS = st.sampled_from([7, 8, None, 0, -5, -9])
REPLIES = st.integers(0, 12)


@given(st.lists(st.tuples(AUTHORS, REPLIES, st.sampled_from([0, 7, -5])), max_size=12))
def test_whatever_is_said_every_answer_goes_to_one_person(
    said: list[tuple[int | None, int, int]],
) -> None:
    words = [
        comment(number, author, reply_to_comment=named, reply_to_user=person)
        for number, (author, named, person) in enumerate(said, 1)
    ]

    thread = Thread(PUBLIC, words)

    owners: dict[str, set[object]] = {}
    for word in thread:
        history = thread.history(word)
        assert (history.stage == "answered") == bool(history.answers)
        assert history.earlier is None or history.earlier < word.id
        for answer in history.answers:
            assert int(answer.id or 0) > word.id
            assert answer.author == "-5"
            owners.setdefault(answer.id or "", set()).add(word.from_id or f"nobody {word.id}")
    assert all(len(people) == 1 for people in owners.values())


@given(st.lists(st.tuples(AUTHORS, REPLIES), max_size=12))
def test_what_comes_later_never_takes_an_answer_away(
    said: list[tuple[int | None, int]],
) -> None:
    words = [comment(n, author, reply_to_comment=r) for n, (author, r) in enumerate(said, 1)]

    for size in range(len(words)):
        early, late = Thread(PUBLIC, words[:size]), Thread(PUBLIC, words)
        for word in early:
            if early.history(word).stage == "answered":
                assert late.history(word).stage == "answered"


# Turns


def message(number: int, author: int = 7, text: str = "a", **fields: Any) -> Message:
    sent = {"conversation_message_id": number, "from_id": author, "peer_id": 7, "text": text}
    at = (NOON + timedelta(minutes=number)).timestamp()
    return Message.model_validate({"id": 100 + number, "date": at, **sent, **fields})


def test_a_turn_ends_where_the_public_speaks() -> None:
    told = [message(n, -5 if n in (1, 4, 5, 7) else 7) for n in range(1, 9)]

    found = turns([*reversed(told), told[2]], PUBLIC)

    spoken = [
        (
            [one.conversation_message_id for one in turn.said],
            [one.conversation_message_id for one in turn.answers],
            len(turn.before),
        )
        for turn in found
    ]
    assert spoken == [([2, 3], [4, 5], 1), ([6], [7], 5), ([8], [], 7)]
    assert found[0].number == 2
    assert 3 in found[0]
    assert 4 not in found[0]


def test_what_says_nothing_belongs_to_no_turn() -> None:
    nothing = (
        message(1, deleted=1),
        message(2, is_expired=1),
        message(3, action={"type": "chat_create"}),
        message(4, peer_id=2_000_000_001),
        message(5, peer_id=-9),
        message(6, conversation_message_id=None),
    )

    assert turns(nothing, PUBLIC) == []
    (turn,) = turns([message(1), message(2, 0, out=1)], PUBLIC)
    assert len(turn.answers) == 1


# Mark-up, names, attachments


@pytest.mark.parametrize(
    ("sent", "text", "person"),
    [
        ("[id7|Житель 1], спасибо", "спасибо", 7),
        ("  [id7:bp-5_12|Житель], да", "да", 7),
        ("[club5|Самара]: где?", "где?", -5),
        ("[public5|Самара] где?", "где?", -5),
        ("Спросите [id7|Жителя]", "Спросите [id7|Жителя]", None),
        ("[id7|Житель]", "[id7|Житель]", 7),
        ("[важно] да", "[важно] да", None),
        ("[id|a] да", "[id|a] да", None),
        ("[id" + "9" * 5000 + "|a] да", "[id" + "9" * 5000 + "|a] да", None),
        ("", "", None),
        (None, None, None),
    ],
)
def test_only_the_address_of_an_answer_is_taken_away(
    sent: str | None, text: str | None, person: int | None
) -> None:
    assert strip_address(sent) == text
    assert addressee(sent) == person


@given(st.text())
def test_no_text_is_lost(text: str) -> None:
    assert (strip_address(text) or "") in text
    assert bool(strip_address(text)) == bool(text)
    appeal = public_appeal(AppealId("c", "2_1"), comment(1, 7, text), public=5, url="")
    assert appeal.raw
    assert isinstance(appeal.raw, dict)
    assert appeal.raw["text"] == text


def test_the_raw_text_is_kept_and_shows_on_request_only() -> None:
    said = comment(1, 7, "[id8|Житель], где?", thread={"count": 1}, novelty={"a": 1})

    appeal = public_appeal(AppealId("c", "2_1"), said, public=5, url="")

    assert appeal.text == "где?"
    raw = appeal.model_dump(context=REVEALED)["raw"]
    assert (raw["text"], raw["novelty"]) == ("[id8|Житель], где?", {"a": 1})
    assert "thread" not in raw
    assert appeal.model_dump()["raw"] is None


def test_names_are_those_that_vk_told() -> None:
    person = User.model_validate({"id": 7, "first_name": "Житель", "last_name": ""})

    known = applicant_of(7, {7: person})
    unknown = applicant_of(8, {7: person})

    assert known
    assert known.name
    assert known.name.reveal() == "Житель"
    assert known.surname is None
    assert unknown
    assert unknown.name is None
    assert applicant_of(-5, {}) is applicant_of(0, {}) is applicant_of(None, {}) is None


def test_what_was_deleted_is_known_by_its_emptiness() -> None:
    assert is_gone(comment(1, None, ""))
    assert is_gone(comment(1, 7, "a", deleted=True))
    assert not is_gone(comment(1, None, "a"))
    assert not is_gone(comment(1, 7, ""))


def test_attachments_of_all_kinds_are_kept() -> None:
    sizes = [
        {"type": "s", "url": "https://a/s", "width": 75, "height": 50},
        {"type": "w", "url": "https://a/w", "width": 750, "height": 500},
        {"type": "x"},
    ]
    photo = {"id": 1, "owner_id": 7, "access_key": "key", "sizes": sizes}
    file = {
        "id": 2,
        "owner_id": 7,
        "title": "../x.pdf",
        "ext": "pdf",
        "size": 9,
        "url": "https://d",
    }
    voice = {"id": 3, "owner_id": 7, "link_ogg": "https://o"}
    sent: list[dict[str, Any]] = [
        {"type": "photo", "photo": photo},
        {"type": "photo", "photo": {**photo, "orig_photo": {"url": "https://a/o"}}},
        {"type": "photo", "photo": {"id": 1, "owner_id": 7}},
        {"type": "doc", "doc": file},
        {"type": "video", "video": {"id": 4, "owner_id": -5, "title": "Двор"}},
        {"type": "link", "link": {"url": "https://example.org/", "title": "Новость"}},
        {"type": "audio_message", "audio_message": voice},
        {"type": "audio", "audio": {"id": 5, "owner_id": 7, "title": "Звук", "url": "https://z"}},
        {"type": "posted_photo", "posted_photo": {"id": 6, "photo_130": "https://p"}},
        {"type": "sticker", "sticker": {"sticker_id": 8}},
        {"type": "hologram", "hologram": {"id": 1}},
    ]

    found = [attachment_from(MessageAttachment.model_validate(one)) for one in sent]

    shown = [(one.id or "").partition(":")[0] for one in found]
    assert [
        (id, one.url, one.name, one.content_type, one.size)
        for id, one in zip(shown, found, strict=True)
    ] == [
        ("photo7_1", "https://a/w", None, None, None),
        ("photo7_1", "https://a/o", None, None, None),
        ("photo7_1", None, None, None, None),
        ("doc7_2", "https://d", "../x.pdf", "application/pdf", 9),
        ("video-5_4", "https://vk.com/video-5_4", "Двор", None, None),
        ("link", "https://example.org/", "Новость", None, None),
        ("audio_message7_3", "https://o", None, None, None),
        ("audio7_5", "https://z", "Звук", None, None),
        ("posted_photo", "https://p", None, None, None),
        ("sticker0_8", None, None, None, None),
        ("hologram", None, None, None, None),
    ]


def test_a_reply_is_known_again_by_its_words_and_its_number_of_files() -> None:
    file = OutgoingFile(name="a.jpg", content=b"1")
    photo = Attachment.model_validate({"type": "photo", "photo": {"id": 1}})
    link = Attachment.model_validate({"type": "link", "link": {"url": "https://a"}})
    bare, carrying = Reply(text="Да  &", key="k"), Reply(text="Да", key="k", files=(file,))

    assert match_reply(bare, "[id7|Житель], Да &amp;", [link]) == "same"
    assert match_reply(bare, "Да &", [photo]) == "different"
    assert match_reply(carrying, "Да", [photo, link]) == "same"
    assert match_reply(carrying, "Да", None) == "unclear"
    assert match_reply(carrying, "Нет", [photo]) == "different"


# Reading


def test_comments_that_come_on_two_pages_count_once() -> None:
    first, second = vk.wall.get_comments(-5, 2, offset=0), vk.wall.get_comments(-5, 2, offset=100)
    walk = Paginator(first=first, key=lambda one: one.id)

    asked, found = play(
        collect(walk),
        Page(items=(comment(3), comment(2)), next=second, profiles=(User(id=7),)),
        Page(items=(comment(2), comment(1)), profiles=(User(id=8),)),
    )

    assert [one.id for one in found.items] == [3, 2, 1]
    assert list(found.people) == [7, 8]
    assert asked == [first, second.with_params(offset=99)]


def test_a_list_that_repeats_itself_ends_with_an_error() -> None:
    again = vk.wall.get_comments(-5, 2)
    page = Page(items=(comment(3),), next=again)

    with pytest.raises(errors.ServerError):
        play(collect(Paginator(first=again, key=lambda one: one.id)), *[page] * 9)
    with pytest.raises(errors.ServerError):
        play(VkComments(5).get("2_1"), *[page.__class__(items=(comment(3),), next=again)] * 9)


def test_moments_do_not_fall_out_of_time() -> None:
    ever = datetime.min.replace(tzinfo=UTC)

    assert before(NOON, timedelta(days=1)) == NOON - timedelta(days=1)
    assert before(NOON, timedelta.max) == before(ever, timedelta(days=1)) == ever


def test_a_thread_that_vk_shows_in_part_is_asked_for() -> None:
    top = comment(3, thread={"count": 2, "items": [{"id": 4, "from_id": 8, "text": "b"}]})
    rest = Page(items=(comment(5, -5, reply_to_comment=3), comment(4, 8, "b")))

    asked, appeal = play(VkComments(5).get("2_3"), Page(items=(comment(9), top)), rest)

    assert asked[1].get("comment_id") == "3"
    assert appeal.stage == "answered"
    assert [one.id for one in appeal.events] == ["3", "4", "5"]
    assert appeal.submitted_at == comment(3).date


def test_posts_without_comments_are_not_looked_below() -> None:
    walk: Any = VkComments(5).each(Window(since=NOON))
    posts = [
        models.Post.model_validate({"id": 1, "date": NOON.timestamp(), "comments": {"count": 0}}),
        models.Post.model_validate({"id": 2, "date": NOON.timestamp(), "comments": {"count": 1}}),
        models.Post.model_validate({"id": 3, "date": NOON.timestamp()}),
    ]
    undated = comment(8, date=None)

    asked, page = play(
        walk.first, Page(items=tuple(posts)), Page(items=(comment(3),)), Page(items=(undated,))
    )

    assert [one.get("post_id") for one in asked[1:]] == ["2", "3"]
    assert [one.id.key for one in page.items] == ["3_8", "2_3"]


def test_an_answer_is_looked_for_where_the_appeal_stands() -> None:
    channel = VkComments(5)
    made = public_appeal(
        AppealId("comments:5", "2_4"), comment(4, parents_stack=[3]), public=5, url=""
    )
    reply = Reply(text="Да", key="k")
    to_another = comment(7, -5, "Да", reply_to_comment=3)
    to_him = comment(6, -5, "Да", reply_to_comment=4)

    asked, found = play(channel.find_answer(made, reply), Page(items=(to_another, to_him)))
    assert found.number == "6"
    assert found.at == to_him.date
    assert asked[0].get("comment_id") == "3"
    for raw in (None, {"parents_stack": ["x"]}, {"parents_stack": None}):
        unknown = made.model_copy(update={"raw": raw, "submitted_at": None})
        top = comment(3, thread={"count": 1, "items": [{"id": 4, "from_id": 7, "text": "a"}]})
        asked, found = play(
            channel.find_answer(unknown, reply), Page(items=(top,)), Page(items=(to_him,))
        )
        assert found.number == "6"


def test_a_message_is_found_by_its_mark_where_vk_shows_it() -> None:
    channel = VkMessages(5)
    appeal = Appeal(id=AppealId("messages:5", "7_3"))
    reply = Reply(text="Да", key="k")
    sending = channel.answer(appeal, reply)
    mark = int(next(sending).get("random_id") or 0)
    others = (message(6, -5, "Да", random_id=1), message(2, -5, "Да"), message(5, 7, "Да"))

    def found(*words: Message) -> Any:
        return play(channel.find_answer(appeal, reply), Page(items=words))[1]

    assert found(*others) is None
    assert found(message(4, -5, "Другое", random_id=mark)).number == "4"
    assert found(message(4, -5, "Да")).number == "4"


def test_conversations_with_others_than_persons_are_left_out() -> None:
    walk: Any = VkMessages(5).each(Window(since=NOON))
    talk = models.ConversationWithMessage.model_validate
    listed = Page(
        items=(
            talk({"conversation": {"peer": {"id": 2_000_000_001, "type": "chat"}}}),
            talk({"conversation": {"peer": {"id": -9, "type": "group"}}}),
            talk({"last_message": {"peer_id": 7, "date": NOON.timestamp()}}),
            talk({}),
        )
    )

    asked, page = play(walk.first, listed, Page(items=(message(1),)))

    assert [one.method for one in asked] == ["messages.getConversations", "messages.getHistory"]
    assert [one.id.key for one in page.items] == ["7_1"]


def test_a_conversation_is_read_only_as_far_as_needed() -> None:
    told = [message(n, -5 if n % 3 == 0 else 7) for n in range(200, 100, -1)]
    more = VkMessages(5)._newest(7)

    asked, found = play(VkMessages(5).get("7_200"), Page(items=tuple(told), next=more))

    assert len(asked) == 1
    assert found.id.key == "7_199"
    long_ago = Page(items=tuple(message(n) for n in range(100, 0, -1)))
    asked, found = play(VkMessages(5).get("7_101"), Page(items=tuple(told), next=more), long_ago)
    assert len(asked) == 2
    assert found.id.key == "7_1"


def test_a_topic_is_read_only_as_far_as_needed() -> None:
    def said(number: int, author: int = 7) -> TopicComment:
        at = (NOON + timedelta(days=number)).timestamp()
        return TopicComment.model_validate(
            {"id": number, "from_id": author, "text": "a", "date": at}
        )

    channel = VkTopics(5, history=timedelta(days=10))
    more = channel._newest(2)
    topics: Page[Topic] = Page(items=(Topic(id=2, title="Снег"),))

    new = Page(items=tuple(said(n) for n in range(200, 100, -1)), next=more)
    asked, found = play(channel.get("2_150"), topics, new)
    assert found.title == "Снег"
    assert len(asked) == 2
    old = Page(items=tuple(said(n) for n in range(100, 0, -1)), next=more)
    asked, found = play(channel.get("2_105"), topics, new, old)
    assert [one.id for one in found.events] == [str(n) for n in range(95, 201)]
    with pytest.raises(errors.NotFound):
        play(channel.get("2_300"), topics, new)
    undated = Page(items=(said(300).model_copy(update={"date": None}), said(299)), next=more)
    asked, found = play(channel.get("2_300"), Page(items=()), undated)
    assert found.title is None


def test_a_history_of_one_word_is_new() -> None:
    assert History() == History(stage="submitted", answers=(), events=())
