"""Comments, messages and topics of VK as appeals, on a whole platform in the process and beside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from community_events import RealEvent, real_events
from govpublic_sdk import (
    AsyncGovPublic,
    Call,
    GovPublic,
    Keyring,
    Page,
    PostRef,
    errors,
    events,
    vk,
)
from govpublic_sdk.appeals import (
    Capability,
    Channel,
    Desk,
    OutgoingFile,
    Reply,
    ReplyKind,
    SentReply,
    VkComments,
    VkMessages,
    VkTopics,
    Window,
    from_event,
)
from govpublic_sdk.appeals.channels.vk.channel import VkChannel
from govpublic_sdk.models import Appeal, AppealId, ConversationWithMessage, Message
from govpublic_sdk.sandbox import Sandbox
from run_by_hand import play

CITIZEN, NEIGHBOUR = 7, 8
JPEG = b"\xff\xd8\xff image"
REPLY = Reply(text="Вывезут завтра", key="answer 1")


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=2, posts=0, limits=False) as made:
        yield made


@pytest.fixture
def public(box: Sandbox) -> int:
    return box.publics[0]


@pytest.fixture
def client(box: Sandbox) -> Iterator[GovPublic]:
    with box.client() as made:
        yield made


@pytest.fixture
def post(client: GovPublic, public: int) -> int:
    return client.posts.publish(public, "Убираем снег").id


@pytest.fixture
def topic(client: GovPublic, public: int) -> int:
    return client.topics.create(public, "Вывоз снега", "Пишите адреса")


@pytest.fixture
def comments(public: int) -> VkComments:
    return VkComments(public)


@pytest.fixture
def topics(public: int, topic: int) -> VkTopics:
    return VkTopics(public, [topic])


@pytest.fixture
def messages(public: int) -> VkMessages:
    return VkMessages(public)


def now(box: Sandbox) -> datetime:
    return datetime.fromtimestamp(box.clock.now(), UTC)


def today(box: Sandbox) -> Window:
    return Window(since=now(box) - timedelta(days=1))


def listed(client: GovPublic, channel: VkChannel, window: Window) -> list[Appeal]:
    return list(client.walk(channel.each(window)))


def texts(appeals: list[Appeal]) -> list[str | None]:
    return [one.text for one in appeals]


def kinds(appeal: Appeal) -> list[str | None]:
    return [one.kind for one in appeal.events]


def same(one: Appeal, other: Appeal) -> bool:
    """Equal but for what VK tells each token otherwise, such as `can_edit`."""
    return one.model_copy(update={"raw": None}) == other.model_copy(update={"raw": None})


def get(client: GovPublic, channel: VkChannel, number: int, place: int) -> Appeal:
    return client.run(channel.get(f"{place}_{number}"))


def last_event(box: Sandbox, public: int) -> Any:
    return events.parse(box.events(public)[-1].body())


# What all three have in common


def test_they_say_what_they_can() -> None:
    open_ones = {Capability.LIST, Capability.GET, Capability.ANSWER, Capability.ATTACH}
    both = open_ones | {Capability.FIND_ANSWER, Capability.HISTORY}

    assert VkComments.capabilities == VkTopics.capabilities == both
    assert VkMessages.capabilities == both | {Capability.REPEATABLE}


def test_their_names_follow_from_the_public() -> None:
    assert VkComments(5).name == "comments:5"
    assert VkComments("https://vk.com/club5").public_id == 5
    assert VkMessages(5, name="inbox").name == "inbox"
    assert repr(VkTopics(5)) == "VkTopics('topics:5')"


@pytest.mark.parametrize(
    "made",
    [
        lambda: VkComments("samara"),
        lambda: VkComments(-5),
        lambda: VkComments(5, name="Имя"),
        lambda: VkComments(5, posts_back=timedelta(seconds=-1)),
        lambda: VkTopics(5, [0]),
        lambda: VkTopics(5, history=timedelta(days=-1)),
    ],
)
def test_what_they_cannot_be_built_with_is_refused(made: Any) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        made()
    assert "a screen name" not in refused.value.expected


@pytest.mark.parametrize("channel", [VkComments(5), VkMessages(5), VkTopics(5)])
@pytest.mark.parametrize("key", ["", "5", "5_", "-5_1", "5_0", "5_1_1", "a_b", "5_" + "9" * 30])
def test_keys_are_two_numbers(channel: VkChannel, key: str) -> None:
    with pytest.raises(errors.ParameterError):
        channel.get(key)


@pytest.mark.parametrize("channel", [VkComments(5), VkMessages(5), VkTopics(5)])
def test_what_vk_does_not_know_is_refused_before_it_is_sent(channel: VkChannel) -> None:
    appeal = Appeal(id=AppealId(channel.name, "1_2"))
    stranger = Appeal(id=AppealId("pos", "1_2"))

    kinds: tuple[ReplyKind, ...] = ("interim", "refusal", "forward")
    for kind in kinds:
        with pytest.raises(errors.CapabilityNotSupported):
            channel.answer(appeal, Reply(text="a", key="k", kind=kind))
    with pytest.raises(errors.ParameterError):
        channel.answer(stranger, REPLY)
    with pytest.raises(errors.ParameterError):
        channel.find_answer(stranger, REPLY)
    with pytest.raises(errors.CapabilityNotSupported):
        channel.updates(Window(since=datetime.now(UTC)))


def test_a_window_from_the_beginning_of_time(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    box.citizens.comment(public, post, "Где?", citizen=CITIZEN)
    ever = Window(since=datetime.min.replace(tzinfo=UTC))

    assert texts(listed(client, comments, ever)) == ["Где?"]


# Comments


def test_a_comment_is_an_appeal(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    number = box.citizens.comment(public, post, "Когда вывезут снег?", citizen=CITIZEN)

    (appeal,) = listed(client, comments, today(box))

    assert appeal.id == AppealId(f"comments:{public}", f"{post}_{number}")
    assert appeal.regime == "incident"
    assert (appeal.stage, appeal.outcome, appeal.visibility) == ("submitted", "none", "public")
    assert appeal.text == "Когда вывезут снег?"
    assert appeal.submitted_at == appeal.updated_at == now(box)
    assert appeal.applicant
    assert appeal.applicant.account
    assert appeal.applicant.account.reveal() == str(CITIZEN)
    assert appeal.applicant.name
    assert appeal.applicant.name.reveal() == "Житель"
    assert appeal.attributes["url"] == f"https://vk.com/wall-{public}_{post}?reply={number}"
    assert appeal.responsible
    assert appeal.responsible.id == str(public)
    assert "снег" not in repr(appeal)
    assert "Житель" not in repr(appeal)
    assert client.run(comments.get(appeal.id.key)) == appeal


def test_a_comment_is_answered_where_it_stands(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, comments, today(box))

    sent = client.run(comments.answer(appeal, REPLY))

    answered = client.run(comments.get(appeal.id.key))
    assert answered.stage == "answered"
    assert [(one.id, one.text) for one in answered.answers] == [(sent.number, "Вывезут завтра")]
    assert kinds(answered) == ["message", "answer"]
    assert sent == SentReply(
        appeal=appeal.id, key="answer 1", kind="final", number=answered.answers[0].id
    )
    assert answered.answers[0].author == str(-public)
    found = client.run(comments.find_answer(appeal, REPLY))
    assert found
    assert found.number == sent.number
    assert client.run(comments.find_answer(appeal, Reply(text="Нет", key="k"))) is None


def test_who_writes_again_after_an_answer_reopens(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    more = box.citizens.comment(public, post, "И двор", citizen=CITIZEN, reply_to=first)
    client.comments.create(PostRef(owner_id=-public, id=post), "Завтра", reply_to=more)
    again = box.citizens.comment(public, post, "Не вывезли", citizen=CITIZEN, reply_to=first)
    aside = box.citizens.comment(public, post, "И у нас", citizen=NEIGHBOUR, reply_to=first)

    found = {int(one.id.key.split("_")[1]): one for one in listed(client, comments, today(box))}

    assert list(found) == [first, more, again, aside]
    assert [one.stage for one in found.values()] == [
        "answered",
        "answered",
        "reopened",
        "submitted",
    ]
    assert found[first].related == found[aside].related == ()
    assert [(str(one.id.key), one.kind) for one in found[more].related] == [
        (f"{post}_{first}", "parent")
    ]
    assert [(str(one.id.key), one.kind) for one in found[again].related] == [
        (f"{post}_{more}", "repeat")
    ]
    assert kinds(found[first]) == ["message", "message", "answer", "message", "comment"]
    assert kinds(found[aside]) == ["comment", "comment", "answer", "comment", "message"]
    assert [one.is_open for one in found.values()] == [False, False, True, True]
    assert client.run(comments.get(f"{post}_{again}")) == found[again]
    assert found[again].attributes["url"] == (
        f"https://vk.com/wall-{public}_{post}?reply={again}&thread={first}"
    )


def test_only_the_public_itself_answers(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    box.citizens.comment(public, post, "Завтра", citizen=1, reply_to=first)
    box.citizens.comment(public, post, "Реклама", citizen=CITIZEN, reply_to=first)
    box.world.replies["post", -public, post][-1]["from_id"] = -box.publics[1]

    found = listed(client, comments, today(box))

    assert texts(found) == ["Когда?", "Завтра"]
    assert [one.stage for one in found] == ["submitted", "submitted"]
    assert len(found[0].events) == 3
    with pytest.raises(errors.NotFound):
        client.run(comments.get(f"{post}_{found[0].events[2].id}"))


def test_what_is_deleted_is_no_appeal_and_replies_to_it_are(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    reply = box.citizens.comment(public, post, "И у нас", citizen=NEIGHBOUR, reply_to=first)
    client.comments.delete(PostRef(owner_id=-public, id=post), first)

    (appeal,) = listed(client, comments, today(box))

    assert appeal.text == "И у нас"
    assert client.run(comments.get(f"{post}_{reply}")) == appeal
    for gone in (first, reply + 1, 1):
        with pytest.raises(errors.NotFound):
            client.run(comments.get(f"{post}_{gone}"))
    assert client.run(comments.find_answer(appeal, REPLY)) is None
    bare = appeal.model_copy(update={"raw": None, "id": AppealId(comments.name, f"{post}_1")})
    with pytest.raises(errors.OutcomeUnknown, match="Comment 1 cannot be read"):
        client.run(comments.find_answer(bare, REPLY))


def test_long_threads_are_read_to_their_end(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    for number in range(12):
        box.citizens.comment(public, post, f"И у нас {number}", citizen=9, reply_to=first)
    last = box.citizens.comment(public, post, "Да", citizen=NEIGHBOUR, reply_to=first)
    box.citizens.comment(public, post, "Другое", citizen=CITIZEN)

    found = listed(client, comments, today(box))

    assert len(found) == 15
    appeal = client.run(comments.get(f"{post}_{last}"))
    assert appeal == found[-2]
    client.run(comments.answer(appeal, REPLY))
    bare = appeal.model_copy(update={"raw": None})
    assert client.run(comments.find_answer(bare, REPLY))


def test_a_window_holds_what_was_written_in_it(
    box: Sandbox, client: GovPublic, public: int, post: int
) -> None:
    channel = VkComments(public, posts_back=timedelta(days=3))
    box.citizens.comment(public, post, "Вчера", citizen=CITIZEN)
    box.clock.advance(86_400)
    start = now(box)
    box.citizens.comment(public, post, "Сегодня", citizen=CITIZEN)
    box.clock.advance(86_400)
    box.citizens.comment(public, post, "Завтра", citizen=CITIZEN)

    day = Window(since=start, until=start + timedelta(days=1))

    assert texts(listed(client, channel, day)) == ["Сегодня"]
    late = Window(since=start + timedelta(hours=12))
    assert texts(listed(client, channel, late)) == ["Завтра"]
    box.clock.advance(10 * 86_400)
    box.citizens.comment(public, post, "Поздно", citizen=CITIZEN)
    assert listed(client, channel, Window(since=now(box))) == []
    client.posts.pin(PostRef(owner_id=-public, id=post))
    assert texts(listed(client, channel, Window(since=now(box)))) == ["Поздно"]


def test_comments_that_are_closed_are_read_and_not_answered(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    client.run(vk.wall.close_comments(-public, post))

    (appeal,) = listed(client, comments, today(box))

    with pytest.raises(errors.AccessDenied):
        client.run(comments.answer(appeal, REPLY))


def test_a_post_that_vanishes_meanwhile_is_left_out(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    second = client.posts.publish(public, "Ещё").id
    for one in (post, second):
        box.citizens.comment(public, one, f"{one}", citizen=CITIZEN)
    appeal = client.run(comments.get(f"{post}_{_last_number(box, public) - 1}"))

    box.faults.error(15, "Access denied: post was not found", method="wall.getComments")
    assert texts(listed(client, comments, today(box))) == [str(post)]

    box.faults.error(212, method="wall.getComments", times=2)
    with pytest.raises(errors.AccessDenied):
        listed(client, comments, today(box))
    client.posts.delete(PostRef(owner_id=-public, id=post))
    for question in (comments.get(appeal.id.key), comments.answer(appeal, REPLY)):
        with pytest.raises((errors.NotFound, errors.AccessDenied)):
            client.run(question)


def _last_number(box: Sandbox, public: int) -> int:
    return int(last_event(box, public).object.id)


def test_an_answer_that_was_cut_off_is_found_and_not_repeated(
    box: Sandbox, client: GovPublic, comments: VkComments, public: int, post: int
) -> None:
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    box.citizens.comment(public, post, "И у нас", citizen=NEIGHBOUR, reply_to=first)
    his, hers = listed(client, comments, today(box))
    box.faults.cut(method="wall.createComment")

    with pytest.raises(errors.OutcomeUnknown):
        client.run(comments.answer(hers, REPLY))

    assert client.run(comments.find_answer(hers, REPLY))
    assert client.run(comments.find_answer(his, REPLY)) is None
    box.faults.reset(method="wall.createComment", done=False)
    other = Reply(text="Приняли", key="2")
    with pytest.raises(errors.OutcomeUnknown):
        client.run(comments.answer(his, other))
    assert client.run(comments.find_answer(his, other)) is None


def test_files_go_out_with_an_answer(
    box: Sandbox,
    client: GovPublic,
    comments: VkComments,
    public: int,
    post: int,
    tmp_path: Path,
) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    files = (
        OutgoingFile(name="photo.jpg", content=JPEG),
        OutgoingFile(name="plan.pdf", content=plan),
    )
    box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, comments, today(box))
    reply = Reply(text="Вот план", key="plan", files=files)

    sent = client.run(comments.answer(appeal, reply))

    (answer,) = client.run(comments.get(appeal.id.key)).answers
    assert [(one.id or "")[:3] for one in answer.attachments] == ["pho", "doc"]
    assert answer.attachments[1].name == "plan.pdf"
    found = client.run(comments.find_answer(appeal, reply))
    assert found
    assert found.number == sent.number
    assert client.run(comments.find_answer(appeal, Reply(text="Вот план", key="a"))) is None
    wrong = Reply(text="a", key="k", files=(OutgoingFile(name="../x", content=b"1"),))
    with pytest.raises(errors.ParameterError):
        client.run(comments.answer(appeal, wrong))


def test_the_token_of_a_community_reads_no_comments(
    box: Sandbox, comments: VkComments, public: int, post: int
) -> None:
    box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    only = Keyring(communities={public: box.community_token(public)})

    with box.client(vk=only) as client, pytest.raises(errors.WrongTokenKind):
        listed(client, comments, today(box))
    with box.client(vk=Keyring(service=box.service_token)) as client:
        (appeal,) = listed(client, comments, today(box))
        assert client.run(comments.get(appeal.id.key)) == appeal


# Messages


def test_what_is_written_in_one_go_is_one_appeal(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Здравствуйте", citizen=CITIZEN)
    photo = client.media.message_photo(CITIZEN, JPEG, public=public)
    hanging = [f"photo{photo.owner_id}_{photo.id}"]
    box.citizens.write(public, "Когда снег?", citizen=CITIZEN, attachments=hanging)
    box.clock.advance(1)
    box.citizens.write(public, "Где свет?", citizen=NEIGHBOUR)

    snow, light = listed(client, messages, today(box))

    assert snow.id == AppealId(f"messages:{public}", f"{CITIZEN}_1")
    assert snow.text == "Здравствуйте\nКогда снег?"
    assert [one.id for one in snow.attachments] == hanging
    assert (snow.attachments[0].url or "").startswith("http")
    assert (snow.regime, snow.stage, snow.visibility) == ("incident", "submitted", "private")
    assert snow.applicant
    assert snow.applicant.name
    assert snow.applicant.name.reveal() == "Житель"
    assert light.text == "Где свет?"
    for number in (1, 2):
        assert get(client, messages, number, CITIZEN) == snow
    with pytest.raises(errors.NotFound):
        get(client, messages, 3, CITIZEN)
    with pytest.raises(errors.NotFound):
        get(client, messages, 1, 9)


def test_an_answer_ends_a_turn_and_arrives_once(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, messages, today(box))

    sent = [client.run(messages.answer(appeal, REPLY)) for _ in range(2)]
    box.citizens.write(public, "Не вывезли", citizen=CITIZEN)

    assert sent[0] == sent[1]
    assert [one["text"] for one in box.citizens.received(public, citizen=CITIZEN)] == [REPLY.text]
    first, second = listed(client, messages, today(box))
    assert (first.id, first.stage) == (appeal.id, "answered")
    assert [one.text for one in first.answers] == [REPLY.text]
    assert first.answers[0].id == sent[0].number
    assert second.id.key == f"{CITIZEN}_3"
    assert second.stage == "submitted"
    assert kinds(second) == ["message", "answer", "message"]
    found = client.run(messages.find_answer(appeal, REPLY))
    assert found
    assert found.number == sent[0].number
    assert client.run(messages.find_answer(second, REPLY)) is None
    undated = appeal.model_copy(update={"submitted_at": None})
    assert client.run(messages.find_answer(undated, REPLY)) == found
    with pytest.raises(errors.NotFound):
        get(client, messages, 2, CITIZEN)


def test_a_message_that_was_cut_off_is_tried_again_and_arrives_once(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, messages, today(box))
    box.faults.cut(method="messages.send", times=2)

    client.run(messages.answer(appeal, REPLY))

    assert len(box.citizens.received(public, citizen=CITIZEN)) == 1
    box.faults.cut(method="messages.send", times=None)
    lost = Reply(text="Приняли", key="2")
    with pytest.raises(errors.GovPublicError):
        client.run(messages.answer(appeal, lost))
    box.faults.clear()
    assert client.run(messages.find_answer(appeal, lost))


def test_messages_carry_files(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, messages, today(box))
    files = (
        OutgoingFile(name="photo.jpg", content=JPEG),
        OutgoingFile(name="plan.pdf", content=b"%PDF"),
    )
    reply = Reply(text="Вот план", key="plan", files=files)

    client.run(messages.answer(appeal, reply))

    (answer,) = client.run(messages.get(appeal.id.key)).answers
    assert len(answer.attachments) == 2
    assert client.run(messages.find_answer(appeal, reply))


def test_who_takes_no_messages_is_told(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    (appeal,) = listed(client, messages, today(box))
    box.citizens.deny(public, citizen=CITIZEN)

    with pytest.raises(errors.AccessDenied):
        client.run(messages.answer(appeal, REPLY))


def test_turns_are_listed_by_their_beginning(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    for number in range(15):
        box.citizens.write(public, f"Вопрос {number}", citizen=CITIZEN)
        client.messages.send(CITIZEN, f"Ответ {number}", public=public)
    box.citizens.write(public, "Вечер", citizen=CITIZEN)
    box.clock.advance(86_400)
    midnight = now(box)
    box.citizens.write(public, "Утро", citizen=CITIZEN)
    box.citizens.write(public, "Утро", citizen=NEIGHBOUR)

    new = Window(since=midnight)

    assert texts(listed(client, messages, new)) == ["Утро"]
    night = Window(since=midnight - timedelta(hours=1), until=midnight)
    assert texts(listed(client, messages, night)) == []
    whole = get(client, messages, 32, CITIZEN)
    assert whole.text == "Вечер\nУтро"
    assert len(whole.events) == 22


# Topics


def test_a_message_in_a_topic_is_an_appeal(
    box: Sandbox, client: GovPublic, topics: VkTopics, public: int, topic: int
) -> None:
    number = box.citizens.discuss(public, topic, "Улица Садовая", citizen=CITIZEN)

    (appeal,) = listed(client, topics, today(box))

    assert appeal.id == AppealId(f"topics:{public}", f"{topic}_{number}")
    assert (appeal.title, appeal.text) == ("Вывоз снега", "Улица Садовая")
    assert (appeal.regime, appeal.stage) == ("incident", "submitted")
    assert appeal.attributes["url"] == f"https://vk.com/topic-{public}_{topic}?post={number}"
    assert same(client.run(topics.get(appeal.id.key)), appeal)
    for gone in (number + 1, 1):
        with pytest.raises(errors.NotFound):
            get(client, topics, gone, topic)
    with pytest.raises(errors.NotFound):
        get(client, topics, number, topic + 99)


def test_an_answer_in_a_topic_is_addressed(
    box: Sandbox, client: GovPublic, topics: VkTopics, public: int, topic: int
) -> None:
    box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    box.citizens.discuss(public, topic, "Лесная", citizen=NEIGHBOUR)
    garden, _ = listed(client, topics, today(box))

    sent = client.run(topics.answer(garden, REPLY))

    garden, wood = listed(client, topics, today(box))
    assert (garden.stage, wood.stage) == ("answered", "submitted")
    assert [one.text for one in garden.answers] == [REPLY.text]
    written = next(iter(client.topics.comments(public, topic)))
    assert written.text == "[id7|Житель], Вывезут завтра"
    assert written.from_id == -public
    found = client.run(topics.find_answer(garden, REPLY))
    assert found
    assert found.number == sent.number
    assert client.run(topics.find_answer(wood, REPLY)) is None
    assert kinds(wood) == ["message"]
    assert same(client.run(topics.get(garden.id.key)), garden)


def test_an_answer_to_all_goes_to_who_spoke_last(
    box: Sandbox, client: GovPublic, topics: VkTopics, public: int, topic: int
) -> None:
    box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    box.citizens.discuss(public, topic, "Лесная", citizen=NEIGHBOUR)
    client.topics.answer(public, topic, "Вывезут")
    client.topics.answer(public, topic, "Уже")
    box.citizens.discuss(public, topic, "Не вывезли", citizen=NEIGHBOUR)

    garden, wood, again = listed(client, topics, today(box))

    assert [garden.stage, wood.stage, again.stage] == ["submitted", "answered", "reopened"]
    assert [one.text for one in wood.answers] == ["Вывезут", "Уже"]
    assert [(one.id, one.kind) for one in again.related] == [(wood.id, "repeat")]


def test_what_was_said_long_ago_does_not_count(
    box: Sandbox, client: GovPublic, public: int, topic: int
) -> None:
    channel = VkTopics(public, [topic], history=timedelta(days=10))
    box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    client.topics.answer(public, topic, "Вывезут")
    box.clock.advance(20 * 86_400)
    number = box.citizens.discuss(public, topic, "Лампа", citizen=CITIZEN)

    (listed_one,) = listed(client, channel, today(box))

    assert listed_one.stage == "submitted"
    assert listed_one.related == ()
    assert same(get(client, channel, number, topic), listed_one)
    whole = get(client, VkTopics(public), number, topic)
    assert whole.stage == "reopened"


def test_topics_are_chosen_and_may_vanish(
    box: Sandbox, client: GovPublic, public: int, topic: int
) -> None:
    other = client.topics.create(public, "Свет", "Пишите")
    for one in (topic, other):
        box.citizens.discuss(public, one, f"{one}", citizen=CITIZEN)
    every = VkTopics(public)

    assert sorted(texts(listed(client, every, today(box)))) == sorted([str(topic), str(other)])
    assert texts(listed(client, VkTopics(public, [other]), today(box))) == [str(other)]
    assert listed(client, VkTopics(public, []), today(box)) == []
    box.faults.error(15, method="board.getComments")
    assert len(listed(client, every, today(box))) == 1
    box.faults.error(15, method="board.getComments", times=2)
    with pytest.raises(errors.AccessDenied):
        listed(client, every, today(box))


def test_a_closed_topic_takes_no_answer_and_a_lost_one_is_found(
    box: Sandbox, client: GovPublic, topics: VkTopics, public: int, topic: int
) -> None:
    box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    (appeal,) = listed(client, topics, today(box))
    box.faults.cut(method="board.createComment")

    with pytest.raises(errors.OutcomeUnknown):
        client.run(topics.answer(appeal, REPLY))
    assert client.run(topics.find_answer(appeal, REPLY))
    client.topics.close(public, topic)
    with pytest.raises(errors.AccessDenied):
        client.run(topics.answer(appeal, Reply(text="Ещё", key="2")))


def test_who_is_not_named_is_addressed_by_the_account_or_not_at_all(
    box: Sandbox, client: GovPublic, topics: VkTopics, public: int, topic: int
) -> None:
    number = box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    brought = from_event(last_event(box, public))
    assert brought
    nobody = brought.model_copy(update={"applicant": None})

    client.run(topics.answer(brought, Reply(text="Завтра", key="1")))
    client.run(topics.answer(nobody, Reply(text="Всем", key="2")))

    everybody, him = list(client.topics.comments(public, topic))[:2]
    assert (him.text, everybody.text) == ("[id7|@id7], Завтра", "Всем")
    assert client.run(topics.find_answer(nobody, Reply(text="Всем", key="2")))
    assert len(get(client, topics, number, topic).answers) == 2


# Events


def test_an_event_and_a_list_make_one_appeal(
    box: Sandbox, client: GovPublic, public: int, post: int, topic: int
) -> None:
    channels = [VkComments(public), VkMessages(public), VkTopics(public, [topic])]
    first = box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
    box.citizens.comment(public, post, "И у нас", citizen=NEIGHBOUR, reply_to=first)
    box.citizens.comment(public, post, "И тут", citizen=CITIZEN, reply_to=first)
    box.citizens.discuss(public, topic, "Садовая", citizen=CITIZEN)
    box.citizens.write(public, "Здравствуйте", citizen=CITIZEN)
    client.comments.create(PostRef(owner_id=-public, id=post), "Завтра", reply_to=first)
    client.topics.answer(public, topic, "Завтра")
    client.messages.send(CITIZEN, "Завтра", public=public)

    heard = [events.parse(one.body()) for one in box.events(public)]
    brought = [one for event in heard if (one := from_event(event, channels))]
    told = [one for channel in channels for one in listed(client, channel, today(box))]

    ids = sorted(one.id for one in told)
    assert sorted(one.id for one in brought) == ids
    assert len(set(ids)) == 5
    by_id = {one.id: one for one in told}
    for one in brought:
        same = by_id[one.id]
        assert (one.text, one.submitted_at) == (same.text, same.submitted_at)
        assert (one.regime, one.visibility, one.attachments) == (
            same.regime,
            same.visibility,
            same.attachments,
        )
        assert one.attributes == same.attributes
        assert one.applicant
        assert same.applicant
        assert one.applicant.account == same.applicant.account
        assert one.stage == "submitted"
    assert [from_event(event) for event in heard] == [from_event(e, channels) for e in heard]


def test_messages_of_one_turn_become_one_appeal(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    kept: Appeal | None = None
    keys: list[str] = []
    for text in ("Здравствуйте", "Когда?", "Снег!"):
        box.citizens.write(public, text, citizen=CITIZEN)
        event = last_event(box, public)
        kept = from_event(event, [messages], unanswered=kept)
        alone = from_event(event)
        assert alone
        keys.append(alone.id.key)

    (listed_one,) = listed(client, messages, today(box))

    assert kept
    assert (kept.id, kept.text, kept.events) == (
        listed_one.id,
        listed_one.text,
        listed_one.events,
    )
    assert kept.raw == listed_one.raw
    assert kept.updated_at == listed_one.updated_at
    assert from_event(last_event(box, public), unanswered=kept) == kept
    assert [client.run(messages.get(key)) for key in keys] == [listed_one] * 3


def write_much(box: Sandbox, client: GovPublic, public: int) -> None:
    """A message with more than an event holds."""
    poll = client.polls.create(public, "Когда?", ["Завтра"])
    files = [f"poll{poll.owner_id}_{poll.id}", "https://example.org"]
    box.citizens.write(public, "Двор", citizen=CITIZEN, attachments=files)


def test_cropped_message_is_read_again(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    write_much(box, client, public)
    event = last_event(box, public)
    cropped = from_event(event, [messages])

    with box.client(channels=[messages]) as officers:
        whole = officers.appeals.from_event(event)

    assert cropped
    assert (len(cropped.attachments), cropped.is_cropped) == (1, True)
    assert whole
    assert (len(whole.attachments), whole.is_cropped) == (2, None)
    assert whole.id == cropped.id
    assert whole.attachments == listed(client, messages, today(box))[0].attachments


async def _whole_event(box: Sandbox, messages: VkMessages, event: Any) -> Appeal | None:
    async with box.async_client(channels=[messages]) as officers:
        return await officers.appeals.from_event(event)


def test_cropped_message_is_read_again_async(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    write_much(box, client, public)
    event = last_event(box, public)

    whole = asyncio.run(_whole_event(box, messages, event))

    assert whole
    assert (len(whole.attachments), whole.is_cropped) == (2, None)


def test_cropped_message_that_is_gone_is_marked(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    write_much(box, client, public)
    event = last_event(box, public)
    client.run(vk.messages.delete(peer_id=CITIZEN, cmids=[1], group_id=public))

    with box.client(channels=[messages]) as officers:
        found = officers.appeals.from_event(event)

    assert found
    assert found.is_cropped is True


def test_other_events_are_read_as_they_are(
    box: Sandbox, comments: VkComments, public: int, post: int
) -> None:
    box.citizens.comment(public, post, "Снег", citizen=CITIZEN)
    event = last_event(box, public)

    with box.client(channels=[comments, VkTopics(public)]) as officers:
        assert officers.appeals.from_event(event) == from_event(event, [comments])
        with pytest.raises(errors.ParameterError, match="event"):
            officers.appeals.from_event({"type": "message_new"})  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["each", "get"])
def test_lists_read_cropped_messages_again(way: str) -> None:
    def message(**more: Any) -> Message:
        sent = {"id": 1, "conversation_message_id": 4, "peer_id": 7, "from_id": 7, "date": 9}
        return Message.model_validate({**sent, "text": "Двор", **more})

    channel = VkMessages(5)
    photos = [{"type": "photo", "photo": {"id": n, "owner_id": 7}} for n in range(3)]
    part = message(attachments=photos[:1], is_cropped=True)
    answers: list[Any] = [Page(items=(part,)), Page(items=(message(attachments=photos),))]
    talk = ConversationWithMessage.model_validate(
        {"conversation": {"peer": {"id": 7, "type": "user"}}, "last_message": {"id": 1}}
    )
    window = Window(since=datetime(1970, 1, 1, tzinfo=UTC))

    if way == "get":
        asked, found = play(channel.get("7_4"), *answers)
    else:
        asked, page = play(channel.each(window).first, Page(items=(talk,)), *answers)
        (found,) = page.items

    assert asked[-1] == vk.messages.get_by_conversation_message_id(7, [4], group_id=5)
    assert (len(found.attachments), found.is_cropped) == (3, None)


def test_a_message_goes_on_with_nothing_else(
    box: Sandbox, client: GovPublic, messages: VkMessages, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=NEIGHBOUR)
    hers = from_event(last_event(box, public))
    box.citizens.write(public, "Где?", citizen=CITIZEN)
    (his,) = [one for one in listed(client, messages, today(box)) if one.text == "Где?"]
    answered = his.model_copy(update={"stage": "answered"})
    elsewhere = his.model_copy(update={"id": AppealId("other", his.id.key)})
    box.citizens.write(public, "Скоро?", citizen=CITIZEN)

    for other in (hers, answered, elsewhere, None):
        found = from_event(last_event(box, public), unanswered=other)
        assert found
        assert found.id.key == f"{CITIZEN}_2"
    masked = his.model_copy(update={"raw": None})
    joined = from_event(last_event(box, public), unanswered=masked)
    assert joined
    assert joined.text == "Где?\nСкоро?"


@pytest.mark.parametrize("event", list(real_events()), ids=lambda one: one.name)
def test_events_that_vk_really_sent_are_read(event: RealEvent) -> None:
    parsed = events.parse(event.payload)
    found = from_event(parsed)

    if parsed.type not in ("message_new", "wall_reply_new", "board_post_new"):
        assert found is None
    if found is not None:
        assert found.id.channel.endswith(f":{parsed.group_id}")
        assert found.text is None or len(found.text) < 20 or found.text not in repr(found)


def test_what_is_no_appeal_brings_none() -> None:
    def event(kind: str, **fields: Any) -> Any:
        sent = {"type": kind, "group_id": 5, "event_id": "a", "object": fields}
        return events.parse(sent)

    comment = {"id": 3, "from_id": 7, "post_id": 2, "owner_id": -5, "text": "a"}
    said = {"id": 3, "from_id": 7, "topic_id": 2, "text": "a"}
    message = {
        "conversation_message_id": 3,
        "from_id": 7,
        "peer_id": 7,
        "text": "a",
        "date": 1,
    }

    def keys(*all_of_them: Any) -> list[str | None]:
        found = [from_event(one) for one in all_of_them]
        return [one.id.key if one else None for one in found]

    assert keys(
        event("wall_reply_new", **comment),
        event("wall_reply_new", **{**comment, "from_id": 0}),
        event("wall_reply_new", **{**comment, "from_id": -5}),
        event("wall_reply_new", **{**comment, "from_id": -6}),
        event("wall_reply_new", **{**comment, "post_id": None}),
        event("wall_reply_new", **{**comment, "owner_id": -6}),
        event("wall_reply_new", **{**comment, "text": "", "from_id": None}),
        event("wall_reply_edit", **comment),
    ) == ["2_3", "2_3", *[None] * 6]
    assert keys(
        event("board_post_new", **said),
        event("board_post_new", **{**said, "from_id": -5}),
        event("board_post_new", **{**said, "topic_id": None}),
    ) == ["2_3", None, None]
    assert keys(
        event("message_new", message=message),
        event("message_new", **message),
        event("message_new", message={**message, "peer_id": 2_000_000_001}),
        event("message_new", message={**message, "out": 1, "from_id": None}),
        event("message_new", message={**message, "action": {"type": "chat_create"}}),
        event("message_new", message={**message, "conversation_message_id": None}),
    ) == ["7_3", "7_3", *[None] * 4]
    nowhere = events.parse({"type": "wall_reply_new", "object": comment})
    assert from_event(nowhere) is None
    of_five = event("board_post_new", **said)
    assert from_event(of_five, [VkTopics(6), VkComments(5), VkTopics(5, [9])]) is None
    board = from_event(of_five, [Channel("pos"), VkTopics(5, [2], name="board")])
    assert board
    assert board.id == AppealId("board", "2_3")
    place = event("message_new", message={**message, "geo": {"coordinates": "53.2 50.1"}})
    found = from_event(place)
    assert found
    assert found.place
    assert found.place.latitude == 53.2


# Both shells, and over a socket


async def everything(client: AsyncGovPublic, channel: VkChannel, window: Window) -> list[Appeal]:
    walk: AsyncIterator[Appeal] = client.walk(channel.each(window))
    return [one async for one in walk]


@pytest.mark.parametrize("kind", ["comments", "messages", "topics"])
def test_the_async_client_does_the_same(
    box: Sandbox, client: GovPublic, public: int, post: int, topic: int, kind: str
) -> None:
    channel = _asked(box, public, post, topic, kind)
    before = listed(client, channel, today(box))

    async def run() -> tuple[list[Appeal], SentReply, SentReply | None, Appeal]:
        async with box.async_client() as shell:
            found = await everything(shell, channel, today(box))
            sent = await shell.run(channel.answer(found[0], REPLY))
            again = await shell.run(channel.find_answer(found[0], REPLY))
            return found, sent, again, await shell.run(channel.get(found[0].id.key))

    found, sent, again, answered = asyncio.run(run())
    assert found == before
    assert again
    assert again.number == sent.number
    assert answered.stage == "answered"


@pytest.mark.parametrize("kind", ["comments", "messages", "topics"])
def test_they_do_it_over_loopback(
    box: Sandbox, public: int, post: int, topic: int, kind: str
) -> None:
    channel = _asked(box, public, post, topic, kind)
    with (
        box.serve(real_time=False) as url,
        GovPublic(vk=box.keyring(), vk_url=url) as client,
    ):
        (appeal,) = listed(client, channel, today(box))
        box.faults.cut(method="*.create*")
        try:
            client.run(channel.answer(appeal, REPLY))
        except errors.OutcomeUnknown:
            assert kind != "messages"
        assert client.run(channel.find_answer(appeal, REPLY))
        answered = client.run(channel.get(appeal.id.key))
        assert (answered.stage, len(answered.answers)) == ("answered", 1)


def _asked(box: Sandbox, public: int, post: int, topic: int, kind: str) -> VkChannel:
    if kind == "comments":
        box.citizens.comment(public, post, "Когда?", citizen=CITIZEN)
        return VkComments(public)
    if kind == "topics":
        box.citizens.discuss(public, topic, "Когда?", citizen=CITIZEN)
        return VkTopics(public, [topic])
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    return VkMessages(public)


def test_a_desk_over_all_three_answers_each_once(
    box: Sandbox, public: int, post: int, topic: int, tmp_path: Path
) -> None:
    channels = [_asked(box, public, post, topic, kind) for kind in ("comments", "topics")]
    box.clock.advance(1)
    channels.append(_asked(box, public, post, topic, "messages"))
    desk = Desk(tmp_path / "desk.db", now=box.clock.now)
    with desk, box.client(channels=channels, desk=desk) as client:
        found = list(client.appeals.each(since=today(box).since))
        assert [one.id.channel.partition(":")[0] for one in found] == [
            "comments",
            "topics",
            "messages",
        ]
        sent = [client.appeals.answer(one, "Завтра") for one in found]
        comment = int(found[0].id.key.partition("_")[2])
        box.clock.advance(60)
        box.citizens.comment(public, post, "И у нас", citizen=NEIGHBOUR, reply_to=comment)

        for one, before in zip(found, sent, strict=True):
            again = client.appeals.get(one)
            assert (again.stage, len(again.answers)) == ("answered", 1)
            assert client.appeals.answer(again, "Завтра").number == before.number
            assert len(client.appeals.get(one).answers) == 1


def test_calls_go_to_vk_alone(public: int) -> None:
    question = VkComments(public).answer(Appeal(id=AppealId(f"comments:{public}", "1_2")), REPLY)
    call = next(question)

    assert isinstance(call, Call)
    assert (call.service, call.get("guid"), call.safety) == ("vk", "answer 1", "unsafe")
    assert VkComments(public).services() == {}
