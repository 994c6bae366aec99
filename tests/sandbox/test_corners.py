"""Rare parameters and repeated calls of the sandbox: VK's answer for each."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from govpublic_sdk.sandbox import Sandbox
from sandbox_calls import Asker


@pytest.fixture
def ask() -> Iterator[Asker]:
    with Sandbox(publics=5, posts=12, limits=False) as box:
        yield Asker(box)


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("board.addTopic", {"group_id": "public", "title": "Тема", "text": " "}, 100),
        ("board.createComment", {"group_id": "public", "topic_id": "topic", "message": " "}, 100),
        ("messages.getIntentUsers", {"token": "community"}, 100),
        ("video.save", {"link": "ftp://video.example"}, 100),
        ("users.get", {"user_ids": ",".join(map(str, range(1, 1002)))}, 100),
        ("wall.getById", {"posts": ",".join(f"-1_{n}" for n in range(1, 102))}, 100),
        ("likes.add", {"type": "photo", "owner_id": "wall", "item_id": 1}, 100),
        ("wall.getComments", {"owner_id": "wall", "post_id": 3, "start_comment_id": 5}, 100),
        ("polls.create", {"question": "Как?", "add_answers": "[]"}, 100),
    ],
)
def test_wrong_values_are_refused(
    ask: Asker, method: str, params: dict[str, Any], code: int
) -> None:
    places = {"public": ask.public, "wall": ask.wall, "topic": ask.topic()["topic_id"]}

    assert ask.error(method, **{n: places.get(v, v) for n, v in params.items()}) == code


@pytest.mark.parametrize("wanted", ["friends", "unsure", "donut"])
def test_filters_of_members_without_members_are_empty(ask: Asker, wanted: str) -> None:
    assert ask("groups.getMembers", group_id=ask.public, filter=wanted) == {"count": 0, "items": []}


def test_managers_come_with_fields(ask: Asker) -> None:
    managers = {"group_id": ask.public, "filter": "managers"}

    (bare,) = ask("groups.getMembers", **managers)["items"]
    (full,) = ask("groups.getMembers", **managers, fields="sex")["items"]

    assert bare["role"] == full["role"] == "creator"
    assert "first_name" in full
    assert "first_name" not in bare


def test_request_to_a_closed_group_is_made_once_and_turned_down(ask: Asker) -> None:
    ask("groups.edit", group_id=ask.public, access=1)
    requests = {"group_id": ask.public}
    for _ in range(2):
        ask("groups.join", token="stranger", group_id=ask.public)
    (person,) = ask("groups.getRequests", **requests)["items"]

    ask("groups.removeUser", group_id=ask.public, user_id=person)

    assert ask("groups.getRequests", **requests)["items"] == []


def test_levels_of_a_group_are_numbers(ask: Asker) -> None:
    ask("groups.edit", group_id=ask.public, wall=2)

    assert ask("groups.getSettings", group_id=ask.public)["wall"] == 2


def test_right_to_write_is_given_and_taken_once(ask: Asker) -> None:
    group = {"group_id": ask.public}
    ask.box.listen(ask.public, "message_allow", "message_deny")

    for method in ("allow", "allow", "deny", "deny"):
        assert ask(f"messages.{method}MessagesFromGroup", **group) == 1

    told = [event.type for event in ask.box.events(ask.public)]
    assert told == ["message_allow", "message_deny"]
    own = ask("users.get")[0]["id"]
    asked = ask("messages.isMessagesFromGroupAllowed", **group, user_id=own)
    assert asked == {"is_allowed": 0}


def test_poll_that_cannot_be_taken_back_keeps_votes(ask: Asker) -> None:
    poll = ask.poll(disable_unvote=1, is_anonymous=0)
    which = {"owner_id": ask.wall, "poll_id": poll["id"]}
    ask("polls.addVote", **which, answer_ids=poll["answers"][0]["id"])

    assert ask("polls.deleteVote", **which) == 0
    assert ask.error("polls.getVoters", **which, answer_ids=1) == 252


def test_poll_of_a_person_needs_no_public(ask: Asker) -> None:
    own = ask("users.get")[0]["id"]

    assert ask.poll(owner_id=own)["owner_id"] == own


@pytest.mark.parametrize("wanted", ["archived", "donut"])
def test_filters_of_posts_without_posts_are_empty(ask: Asker, wanted: str) -> None:
    assert ask("wall.get", owner_id=ask.wall, filter=wanted)["items"] == []


def test_postponed_post_keeps_its_time_and_gets_a_text(ask: Asker) -> None:
    which = {"owner_id": ask.wall, "post_id": ask.post(publish_date=ask.later())}
    (waiting,) = ask("wall.get", owner_id=ask.wall, filter="postponed")["items"]

    ask("wall.edit", **which, message="Другой текст")
    (edited,) = ask("wall.get", owner_id=ask.wall, filter="postponed")["items"]
    ask("wall.post", **which, message="Третий текст")

    assert (edited["text"], edited["date"]) == ("Другой текст", waiting["date"])
    assert ask("wall.get", owner_id=ask.wall)["items"][0]["text"] == "Третий текст"


def test_ordinary_post_is_not_edited_as_an_advertisement(ask: Asker) -> None:
    which = {"owner_id": ask.wall, "post_id": ask.post()}

    assert ask.error("wall.editAdsStealth", **which, message="Реклама") == 104


def test_comment_answers_an_existing_one_only(ask: Asker) -> None:
    which = {"owner_id": ask.wall, "post_id": ask.post(), "message": "Ответ"}

    assert ask.error("wall.createComment", **which, reply_to_comment=999) == 100


def test_stranger_cannot_write_in_a_chat(ask: Asker) -> None:
    chat = ask("messages.createChat", token="community", group_id=ask.public, title="Чат")
    peer = 2_000_000_000 + chat["chat_id"]

    refused = ask.error("messages.send", token="stranger", peer_id=peer, message="Я", random_id=1)

    assert refused == 917


def test_nothing_is_read_where_nothing_was_written(ask: Asker) -> None:
    ask.box.citizens.write(ask.public, "Вопрос")
    peer = {"token": "community", "group_id": ask.public, "peer_id": 7}

    assert ask("messages.markAsRead", **peer, start_message_id=999_999) == 1

    (unread,) = ask("messages.getConversations", token="community", group_id=ask.public)["items"]
    assert unread["conversation"]["unread_count"] == 1


def test_message_of_a_citizen_is_edited_without_an_event(ask: Asker) -> None:
    number = ask("messages.send", peer_id=ask.wall, message="Раз", random_id=1)
    ask.box.listen(ask.public, "message_edit")

    assert ask("messages.edit", peer_id=ask.wall, message_id=number, message="Два") == 1

    assert "message_edit" not in [event.type for event in ask.box.events(ask.public)]


def test_unknown_comment_below_an_unknown_post_does_not_exist(ask: Asker) -> None:
    assert ask.error("wall.getComment", owner_id=-999_999, comment_id=10**9) == 104


def test_truth_of_a_program_travels_as_a_number(ask: Asker) -> None:
    code = f'return API.wall.get({{"owner_id": {ask.wall}, "extended": true, "count": 1}});'

    assert "groups" in ask("execute", code=code)


def test_real_clock_is_awaited() -> None:
    with Sandbox(publics=1, posts=1, real_time=True) as box:
        before = box.clock.now()

        asyncio.run(box.clock.asleep(0.001))

        assert box.clock.now() >= before + 0.001


def test_unknown_form_of_a_captcha_is_refused(ask: Asker) -> None:
    with pytest.raises(ValueError, match="'old' or 'new'"):
        ask.box.faults.captcha(form="older")  # type: ignore[arg-type]
