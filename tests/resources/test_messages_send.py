"""Sending messages: to one, as an answer, to many, changing them; answers to pressed buttons."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import (
    Button,
    Keyboard,
    Keyring,
    MessageRef,
    MessageResult,
    Page,
    PostRef,
    errors,
    events,
    vk,
)
from govpublic_sdk._resources import keyboards, messages_bulk, messages_send
from govpublic_sdk.models import (
    Conversation,
    ConversationWithMessage,
    Message,
    MessageError,
    Photo,
    Post,
    ResolvedName,
    SentMessage,
    User,
)
from run_by_hand import finished, methods, play
from run_steps import LOST, World, answer, refusal

SAMARA = ResolvedName(object_id=5, type="group")
WORDS = "Снег вывезем завтра"
KEYBOARD = Keyboard([[Button.text("Спасибо")]])


def sent(peer: int, number: int = 1, **error: Any) -> SentMessage:
    fields = {"peer_id": peer, "message_id": number, "conversation_message_id": number + 1}
    return SentMessage.model_validate(fields | ({"error": error} if error else {}))


def test_a_message_says_all_that_vk_takes() -> None:
    call: Any = messages_send.send(
        7,
        WORDS,
        public=5,
        key="k",
        keyboard=KEYBOARD,
        attachments=[
            Photo(id=2, owner_id=-5, access_key="x"),
            PostRef(owner_id=-5, id=3),
            "doc1_2",
        ],
        reply_to=9,
        payload={"case": 4},
        dont_parse_links=True,
        disable_mentions=True,
    )

    assert dict(call.params) == {
        "peer_ids": "7",
        "random_id": call.get("random_id"),
        "group_id": "5",
        "message": WORDS,
        "keyboard": KEYBOARD.json,
        "attachment": "photo-5_2_x,wall-5_3,doc1_2",
        "reply_to": "9",
        "payload": '{"case":4}',
        "dont_parse_links": "1",
        "disable_mentions": "1",
    }
    assert call.safety == "keyed"
    made = finished(call, [{"peer_id": 7, "message_id": 3, "conversation_message_id": 2}])
    assert made == MessageRef(peer_id=7, message_id=3, conversation_message_id=2)


def test_cmid_alone_is_the_number_of_a_message() -> None:
    message = Message.model_validate({"id": 0, "peer_id": 2_000_000_001, "cmid": 4, "text": "a"})

    (edit,), _ = play(messages_send.edit(message, WORDS), True)
    reply: Any = messages_send.send(7, WORDS, reply_to=message)
    made = finished(messages_send.send(7, WORDS), [{"peer_id": 7, "message_id": 0, "cmid": 4}])

    assert edit.get("cmid") == "4"
    assert json.loads(reply.get("forward"))["conversation_message_ids"] == [4]
    assert made == MessageRef(peer_id=7, conversation_message_id=4)


def test_answer_on_another_recipient_leaves_doubt() -> None:
    with pytest.raises(errors.OutcomeUnknown, match=r"client\.run\(error\.call\)"):
        finished(messages_send.send(7, WORDS), [{"peer_id": 8, "message_id": 3}])


def test_in_a_chat_a_message_has_only_its_number_in_the_chat() -> None:
    call = messages_send.send(2_000_000_001, WORDS)

    made = finished(
        call, [{"peer_id": 2_000_000_001, "message_id": 0, "conversation_message_id": 2}]
    )

    assert made == MessageRef(peer_id=2_000_000_001, conversation_message_id=2)


def test_posts_are_shared() -> None:
    call: Any = messages_send.send(7, attachments=[Post(id=3, owner_id=-5)])

    assert call.get("attachment") == "wall-5_3"
    assert call.get("message") is None


@pytest.mark.parametrize(
    "peer",
    [
        7,
        User(id=7),
        Message(peer_id=7, id=1),
        MessageRef(peer_id=7),
        Conversation.model_validate({"peer": {"id": 7}}),
        ConversationWithMessage.model_validate({"conversation": {"peer": {"id": 7}}}),
    ],
)
def test_a_recipient_is_meant_in_many_ways(peer: Any) -> None:
    call: Any = messages_send.send(peer, WORDS)

    assert call.get("peer_ids") == "7"


@pytest.mark.parametrize("peer", [0, True, "7", None, Message(), Post(id=7), 2**70, 7.0])
def test_who_cannot_be_meant_is_refused(peer: Any) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        messages_send.send(peer, WORDS)

    assert caught.value.name == "peer"


@pytest.mark.parametrize(
    ("given_values", "parameter"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": None}, "text"),
        ({"text": "я" * 9001}, "text"),
        ({"text": "a", "attachments": ["photo"]}, "attachments[0]"),
        ({"text": "a", "attachments": ["https://vk.com/wall-1_2"]}, "attachments"),
        ({"text": "a", "attachments": ["doc1_2"] * 11}, "attachments"),
        ({"text": "a", "attachments": "doc1_2"}, "attachments"),
        ({"text": "a", "keyboard": {"buttons": []}}, "keyboard"),
        ({"text": "a", "payload": "a" * 999}, "payload"),
        ({"text": "a", "payload": {1, 2}}, "payload"),
        ({"text": "a", "reply_to": 0}, "reply_to"),
        ({"text": "a", "key": ""}, "key"),
        ({"text": "a", "public": -5}, "public"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_the_door(
    given_values: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        messages_send.send(7, **given_values)

    assert caught.value.name == parameter


def test_the_longest_text_is_sent() -> None:
    assert messages_send.send(7, "я" * 9000)


def test_a_public_may_be_named() -> None:
    asked, made = play(
        messages_send.send(7, WORDS, public="samara", key="k"),
        SAMARA,
        MessageRef(peer_id=7, message_id=1),
    )

    assert methods(asked) == ["utils.resolveScreenName", "messages.send"]
    assert asked[1] == messages_send.send(7, WORDS, public=5, key="k")
    assert made == MessageRef(peer_id=7, message_id=1)


def test_words_of_persons_do_not_show() -> None:
    call: Any = messages_send.send(7, WORDS, keyboard=KEYBOARD, payload={"phone": "secret"})

    shown = repr(call)
    assert WORDS not in shown
    assert "Спасибо" not in shown
    assert "secret" not in shown
    assert WORDS not in repr(messages_send.content_of(WORDS))


def test_an_answered_message_is_quoted_by_its_number_in_the_conversation() -> None:
    answered = Message(peer_id=2_000_000_001, id=0, conversation_message_id=12)
    call: Any = messages_send.send(answered, WORDS, reply_to=answered)

    assert call.get("reply_to") is None
    assert json.loads(call.get("forward")) == {
        "peer_id": 2_000_000_001,
        "conversation_message_ids": [12],
        "is_reply": True,
    }
    old: Any = messages_send.send(7, WORDS, reply_to=Message(id=4))
    assert old.get("reply_to") == "4"


# The mark.


def test_the_mark_is_made_before_the_first_try_and_kept() -> None:
    call = messages_send.send(7, WORDS)
    world = World(keyring=Keyring(communities={5: "token"}))

    made = world.ask(call, [LOST, refusal(10), answer([{"peer_id": 7, "message_id": 3}])])

    assert made == MessageRef(peer_id=7, message_id=3)
    assert len(world.sent) == 3
    assert len({request.form["random_id"] for request in world.sent}) == 1
    assert world.sent[0].form["random_id"] not in ("", "0")


def test_without_a_key_each_message_is_another() -> None:
    marks = {call.get("random_id") for call in (messages_send.send(7, WORDS) for _ in range(50))}  # type: ignore[union-attr]

    assert len(marks) == 50


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 2**62))
def test_a_key_makes_a_mark_of_32_bits_but_0_and_always_the_same(key: str, peer: int) -> None:
    mark = messages_send.mark_of(key, [peer])

    assert 0 < mark < 2**31
    assert mark == messages_send.mark_of(key, [peer])
    assert mark != messages_send.mark_of(key + "!", [peer])
    assert mark != messages_send.mark_of(key, [peer + 1])


def test_a_key_is_for_one_recipient_and_any_text() -> None:
    marks = [
        call.get("random_id")  # type: ignore[union-attr]
        for call in (
            messages_send.send(7, WORDS, key="k"),
            messages_send.send(7, "Снег вывезли", key="k"),
            messages_send.send(8, WORDS, key="k"),
        )
    ]

    assert marks[0] == marks[1]
    assert marks[0] != marks[2]


def test_a_call_without_a_mark_is_not_safe_to_repeat() -> None:
    assert vk.messages.send(1, peer_id=7).safety == "keyed"
    assert vk.method("messages.send", {"peer_id": 7}, result=int).safety == "unsafe"
    assert vk.method("messages.send", {"random_id": 0}, result=int).safety == "unsafe"
    assert vk.method("messages.send", {"random_id": 4}, result=int).safety == "keyed"
    for wrong in (0, 2**31, -(2**31) - 1, True, "1"):
        with pytest.raises(errors.ParameterError):
            vk.messages.send(wrong, peer_id=7)  # type: ignore[arg-type]
    assert vk.messages.send(-(2**31), peer_id=7).get("random_id") == "-2147483648"


# Refusals.


@pytest.mark.parametrize("code", [900, 901, 902, 950])
def test_a_closed_recipient_is_an_error_that_says_what_to_do(code: int) -> None:
    call = messages_send.send(7, WORDS)
    refused = {"peer_id": 7, "error": {"code": code, "description": "Can't send"}}

    with pytest.raises(errors.AccessDenied) as caught:
        finished(call, [refused])

    assert caught.value.code == code
    assert caught.value.call == call
    assert "Mark the recipient" in str(caught.value)
    assert WORDS not in str(caught.value)


def test_a_refusal_inside_of_a_success_is_tried_again_like_any_other() -> None:
    late = {"peer_id": 7, "error": {"code": 10, "description": "Internal server error"}}
    world = World(keyring=Keyring(communities={5: "token"}))

    made = world.ask(messages_send.send(7, WORDS), [answer([late]), answer([{"peer_id": 7}])])

    assert made == MessageRef(peer_id=7)


def test_silence_on_the_recipient_is_no_success() -> None:
    with pytest.raises(errors.OutcomeUnknown):
        finished(messages_send.send(7, WORDS), [])


def test_flood_at_one_recipient_rests_this_recipient_only() -> None:
    world = World(keyring=Keyring(communities={5: "token"}))
    with pytest.raises(errors.FloodControl):
        world.ask(messages_send.send(7, WORDS), [refusal(9)])

    with pytest.raises(errors.FloodControl):
        world.ask(messages_send.send(7, WORDS), [])
    assert world.ask(messages_send.send(8, WORDS), [answer([{"peer_id": 8}])]) == MessageRef(
        peer_id=8
    )


# Who speaks.


def test_among_several_publics_the_one_that_speaks_is_named() -> None:
    keyring = Keyring(communities={5: "five", 6: "six"}, users=["person"])
    world = World(keyring=keyring)

    with pytest.raises(errors.ParameterError) as caught:
        world.ask(messages_send.send(7, WORDS), [])
    assert caught.value.name == "public"
    assert world.sent == []

    world.ask(messages_send.send(7, WORDS, public=6), [answer([{"peer_id": 7}])])
    assert world.sent[0].headers["authorization"] == "Bearer six"


def test_no_person_speaks_in_the_place_of_a_public() -> None:
    world = World(keyring=Keyring(communities={5: "five"}, users=["person"]))

    with pytest.raises(errors.WrongTokenKind):
        world.ask(messages_send.send(7, WORDS), [refusal(27)])
    assert [request.headers["authorization"] for request in world.sent] == ["Bearer five"]


def test_a_manager_speaks_for_a_public_without_a_token() -> None:
    world = World(keyring=Keyring(communities={5: "five"}, users=["person"]))

    world.ask(messages_send.send(7, WORDS, public=6), [answer([{"peer_id": 7}])])

    assert world.sent[0].headers["authorization"] == "Bearer person"


# Answers to events.


def new_message(**more: Any) -> Any:
    said = {"id": 3, "peer_id": 7, "from_id": 7, "text": "Когда?", "conversation_message_id": 2}
    event = {"type": "message_new", "group_id": 5, "event_id": "e1", "object": {"message": said}}
    return events.parse(event | more)


def test_an_event_is_answered_once_whatever_the_text() -> None:
    first: Any = messages_send.answer(new_message(), "Сейчас 12:03")
    again: Any = messages_send.answer(new_message(), "Сейчас 12:04", keyboard=KEYBOARD)

    assert (first.get("peer_ids"), first.get("group_id")) == ("7", "5")
    assert first.get("random_id") == again.get("random_id")
    others = [
        messages_send.answer(new_message(), WORDS, number=2),
        messages_send.answer(new_message(event_id="e2"), WORDS),
        messages_send.answer(new_message(group_id=6), WORDS),
    ]
    marks = {call.get("random_id") for call in (first, *others)}  # type: ignore[union-attr]
    assert len(marks) == 4


@pytest.mark.parametrize(
    ("kind", "happened"),
    [
        ("message_event", {"user_id": 7, "peer_id": 7, "event_id": "p", "payload": {}}),
        ("message_allow", {"user_id": 7, "key": ""}),
    ],
)
def test_other_events_of_a_conversation_are_answered(kind: str, happened: Any) -> None:
    call: Any = messages_send.answer(new_message(type=kind, object=happened), WORDS)

    assert call.get("peer_ids") == "7"


def test_events_of_no_conversation_are_refused() -> None:
    with pytest.raises(errors.ParameterError) as caught:
        messages_send.answer(new_message(type="photo_new", object={"id": 1, "owner_id": -5}), WORDS)
    assert caught.value.name == "event"
    with pytest.raises(errors.ParameterError) as caught:
        messages_send.answer(new_message(), WORDS, number=0)
    assert caught.value.name == "number"


# Many.


@dataclass
class Post100:
    """VK that takes messages for a hundred, and refuses some."""

    closed: frozenset[int] = frozenset()
    silent: frozenset[int] = frozenset()
    fails_at: int = 0
    loses_at: int = 0
    calls: list[Any] = field(default_factory=list)

    def deliver(self, question: Any) -> list[MessageResult]:
        procedure = iter(question)
        given_back: Any = None
        try:
            while True:
                call = (
                    procedure.throw(given_back)
                    if isinstance(given_back, Exception)
                    else procedure.send(given_back)
                )
                self.calls.append(call)
                given_back = self._answer(call)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]

    def _answer(self, call: Any) -> Any:
        if len(self.calls) == self.fails_at:
            return errors.AuthError("revoked", code=5, call=call)
        if len(self.calls) == self.loses_at:
            unknown = errors.OutcomeUnknown("lost", call=call)
            unknown.__cause__ = LOST
            return unknown
        peers = [int(one) for one in call.get("peer_ids").split(",")]
        return [
            sent(one, code=901, description="closed") if one in self.closed else sent(one)
            for one in peers
            if one not in self.silent
        ]


def test_many_are_sent_to_by_the_hundred_with_a_result_each() -> None:
    vk_side = Post100(closed=frozenset({30, 250}), silent=frozenset({31}))

    done = vk_side.deliver(messages_bulk.send_many(range(1, 251), WORDS, key="k", public=5))

    assert [len(call.get("peer_ids").split(",")) for call in vk_side.calls] == [100, 100, 50]
    assert {call.safety for call in vk_side.calls} == {"keyed"}
    assert len({call.get("random_id") for call in vk_side.calls}) == 3
    assert [one.peer_id for one in done] == list(range(1, 251))
    assert [one.peer_id for one in done if one.error] == [30, 31, 250]
    assert [one.peer_id for one in done if one.is_closed] == [30, 250]
    assert isinstance(done[30].error, errors.OutcomeUnknown)
    assert done[0].unwrap() == MessageRef(peer_id=1, message_id=1, conversation_message_id=2)
    with pytest.raises(errors.AccessDenied):
        done[29].unwrap()


@given(st.lists(st.integers(1, 400), min_size=1, max_size=300), st.randoms())
def test_the_marks_of_a_mailing_do_not_depend_on_the_order(peers: list[int], chance: Any) -> None:
    shuffled = [*peers, peers[0]]
    chance.shuffle(shuffled)
    first, again = Post100(), Post100()

    one = first.deliver(messages_bulk.send_many(peers, WORDS, key="k"))
    other = again.deliver(messages_bulk.send_many(shuffled, WORDS, key="k"))

    assert first.calls == again.calls
    assert [x.peer_id for x in one] == list(dict.fromkeys(peers))
    assert [x.peer_id for x in other] == list(dict.fromkeys(shuffled))


def test_a_hundred_that_fails_as_a_whole_ends_the_mailing() -> None:
    vk_side = Post100(fails_at=2)

    done = vk_side.deliver(messages_bulk.send_many(range(1, 251), WORDS, key="k"))

    assert len(vk_side.calls) == 2
    assert [one.sent is not None for one in done] == [True] * 100 + [False] * 150
    assert {type(one.error) for one in done[100:]} == {errors.AuthError}
    assert not done[100].is_closed


def test_lost_hundred_of_a_mailing_is_unknown_alone() -> None:
    vk_side = Post100(loses_at=2)

    done = vk_side.deliver(messages_bulk.send_many(range(1, 251), WORDS, key="k"))

    assert {type(one.error) for one in done[100:200]} == {errors.OutcomeUnknown}
    assert {type(one.error) for one in done[200:]} == {errors.NetworkError}


def test_a_mailing_that_cannot_begin_is_refused() -> None:
    for wrong, parameter in (
        ({"peers": [7, "8"], "key": "k"}, "peers[1]"),
        ({"peers": "7", "key": "k"}, "peers"),
        ({"peers": 7, "key": "k"}, "peers"),
        ({"peers": [7], "key": " "}, "key"),
    ):
        with pytest.raises(errors.ParameterError) as caught:
            messages_bulk.send_many(text=WORDS, **wrong)  # type: ignore[arg-type]
        assert caught.value.name == parameter
    world = World(keyring=Keyring(communities={5: "five", 6: "six"}))
    with pytest.raises(errors.ParameterError):
        world.ask(messages_bulk.send_many([7], WORDS, key="k"), [])


def test_a_mailing_to_nobody_asks_nothing() -> None:
    assert Post100().deliver(messages_bulk.send_many([], WORDS, key="k")) == []


def test_one_recipient_and_a_mailing_of_one_have_the_same_mark() -> None:
    asked, done = play(messages_bulk.send_many([7], WORDS, key="k"), [sent(7)])

    assert asked[0].get("random_id") == messages_send.send(7, WORDS, key="k").get("random_id")  # type: ignore[union-attr]
    assert done[0].error is None


def test_an_error_without_words_is_read() -> None:
    refused = SentMessage(peer_id=7, error=MessageError())

    _, done = play(messages_bulk.send_many([7], WORDS, key="k"), [refused])

    assert isinstance(done[0].error, errors.ApiError)


# Changing.


def test_a_message_is_changed_by_the_number_that_is_known() -> None:
    made = MessageRef(peer_id=7, message_id=3, conversation_message_id=2)
    edit = messages_send.edit(made, WORDS, public=5, keyboard=KEYBOARD, attachments=["doc1_2"])

    asked, _ = play(edit, Page(items=(Message(id=3, text="old"),)), True)

    assert asked == [
        vk.messages.get_by_conversation_message_id(7, [2], group_id=5),
        vk.messages.edit(
            7,
            WORDS,
            cmid=2,
            keyboard=KEYBOARD.json,
            attachment="doc1_2",
            group_id=5,
            keep_forward_messages=True,
        ),
    ]
    (old,), _ = play(messages_send.edit(Message(peer_id=7, id=3, text="old"), WORDS), True)
    assert (old.get("message_id"), old.get("cmid")) == ("3", None)
    for unknown in (Message(id=3), MessageRef(peer_id=7), 3):
        with pytest.raises(errors.ParameterError) as caught:
            messages_send.edit(unknown, WORDS)  # type: ignore[arg-type]
        assert caught.value.name == "message"


# Pressed buttons.


def press(**more: Any) -> Any:
    happened = {"user_id": 7, "peer_id": 7, "event_id": "p1", "payload": {"a": 1}}
    return new_message(type="message_event", object=happened | more)


def data(call: Any) -> Any:
    return json.loads(call.get("event_data"))


def test_a_press_is_answered_in_the_name_of_its_public() -> None:
    call = keyboards.show_snackbar(press(), "Принято")

    assert dict(call.params) == {
        "event_id": "p1",
        "user_id": "7",
        "peer_id": "7",
        "group_id": "5",
        "event_data": '{"type":"show_snackbar","text":"Принято"}',
    }
    assert call.safety == "unsafe"
    assert "Принято" not in repr(call)
    assert data(keyboards.open_link(press(), "https://samara.ru")) == {
        "type": "open_link",
        "link": "https://samara.ru",
    }
    assert data(keyboards.open_app(press(), 4, owner_id=-5, hash="h")) == {
        "type": "open_app",
        "app_id": 4,
        "owner_id": -5,
        "hash": "h",
    }
    assert data(keyboards.open_app(press(), 4)) == {"type": "open_app", "app_id": 4}
    assert keyboards.acknowledge(press()).get("event_data") is None


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: keyboards.show_snackbar(press(), "я" * 91), "text"),
        (lambda: keyboards.show_snackbar(press(), ""), "text"),
        (lambda: keyboards.open_link(press(), "samara.ru"), "link"),
        (lambda: keyboards.open_link(press(), "https://" + "a" * 1000), "event_data"),
        (lambda: keyboards.open_app(press(), -1), "app_id"),
        (lambda: keyboards.acknowledge(new_message()), "event"),
        (lambda: keyboards.acknowledge(SimpleNamespace()), "event"),  # type: ignore[arg-type]
    ],
)
def test_presses_that_cannot_be_answered_are_refused(make: Any, parameter: str) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        make()

    assert caught.value.name == parameter
