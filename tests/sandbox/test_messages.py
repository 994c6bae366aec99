"""Messages of the sandbox: what is written is kept, once, and read from both sides."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk.sandbox import Refused, Sandbox
from govpublic_sdk.sandbox.keyboards import parse_keyboard
from sandbox_calls import BELOW, KEYBOARD, Asker

DAY = 86_400
OWN = "community"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=3, posts=3, limits=False) as box:
        yield box


@pytest.fixture
def ask(box: Sandbox) -> Asker:
    return Asker(box)


def send(ask: Asker, message: str = "Вот.", peer: int = 7, random_id: int = 0, **more: Any) -> Any:
    given = {"peer_id": peer, "message": message, "random_id": random_id, **more}
    return ask("messages.send", token=OWN, **given)


def refused(ask: Asker, peer: int = 7, message: str = "Вот.", **more: Any) -> int:
    given = {"peer_id": peer, "message": message, "random_id": 0, **more}
    return ask.error("messages.send", token=OWN, **given)


def history(ask: Asker, peer: int = 7, token: str = OWN, **more: Any) -> list[dict[str, Any]]:
    return ask("messages.getHistory", token=token, peer_id=peer, **more)["items"]


def conversation(ask: Asker, peer: int = 7) -> dict[str, Any]:
    return ask("messages.getConversationsById", token=OWN, peer_ids=peer)["items"][0]


def test_a_message_is_seen_from_both_sides(box: Sandbox, ask: Asker) -> None:
    number = box.citizens.write(ask.public, "Когда уберут снег?")
    answer = send(ask, "Завтра.", reply_to=number)
    there, here = history(ask)
    assert (there["text"], there["out"], there["from_id"], there["peer_id"]) == (
        *("Завтра.", 1, ask.wall),
        7,
    )
    assert (here["id"], here["out"], here["conversation_message_id"]) == (number, 0, 1)
    assert there["reply_message"]["text"] == "Когда уберут снег?"
    (received,) = box.citizens.received(ask.public)
    assert (received["id"], received["out"], received["peer_id"]) == (answer, 0, ask.wall)


def test_persons_read_their_own_side(box: Sandbox, ask: Asker) -> None:
    box.citizens.write(ask.public, "Проверка", citizen=2)
    assert history(ask, ask.wall, "stranger")[0]["out"] == 1
    assert ask.error("messages.getHistory", token="stranger", peer_id=2, group_id=ask.public) == 15
    assert history(ask, 2, "user", group_id=ask.public)[0]["out"] == 0
    assert history(ask, 2, group_id=ask.public)[0]["out"] == 0
    assert ask.error("messages.getHistory", token=OWN, peer_id=2, group_id=box.publics[1]) == 15


def test_a_random_id_sends_once(ask: Asker) -> None:
    ask.asked()
    first = send(ask, "Раз.", random_id=5)
    assert send(ask, "Два.", random_id=5) == first
    assert [one["text"] for one in history(ask)] == ["Раз.", "Где график?"]
    assert send(ask, random_id=0) != send(ask, random_id=0)
    assert ask.error("messages.send", token=OWN, peer_id=7, message="а") == 100


def test_a_random_id_belongs_to_its_sender(box: Sandbox, ask: Asker) -> None:
    ask.asked()
    first = send(ask, random_id=5)
    own = ask("messages.send", peer_id=ask.wall, message="Я", random_id=5)
    assert own != first
    managed = ask("messages.send", group_id=ask.public, peer_id=7, message="а", random_id=5)
    assert managed == first


def test_many_peers_have_a_result_each(ask: Asker) -> None:
    ask.asked(citizen=7)
    ask.asked(citizen=9)
    given: dict[str, Any] = {"peer_ids": [7, 8, 9], "message": "Всем", "random_id": 5}
    sent = ask("messages.send", token=OWN, **given)
    assert [one.get("error", {}).get("code") for one in sent] == [None, 901, None]
    assert [one["message_id"] > 0 for one in sent] == [True, False, True]
    assert ask("messages.send", token=OWN, **given) == sent
    ask.asked(citizen=8)
    again = ask("messages.send", token=OWN, **given)
    assert again[1]["message_id"] > 0
    assert again[::2] == sent[::2]
    too_many = list(range(3, 104))
    assert ask.error("messages.send", token=OWN, **{**given, "peer_ids": too_many}) == 100


@pytest.mark.parametrize(
    "target", [{}, {"peer_id": 7, "user_id": 7}, {"peer_ids": ""}, {"peer_id": "a"}]
)
def test_one_target_is_needed(ask: Asker, target: dict[str, Any]) -> None:
    ask.asked()
    assert ask.error("messages.send", token=OWN, message="а", random_id=0, **target) == 100


def test_targets_have_several_forms(ask: Asker) -> None:
    ask.asked()
    for target in ({"peer_id": 7}, {"user_id": 7}, {"domain": "id7"}):
        assert ask("messages.send", token=OWN, message="а", random_id=0, **target) > 0
    name = ask.box.world.publics[ask.public]["screen_name"]
    assert ask("messages.send", domain=name, message="а", random_id=0) > 0
    assert ask.error("messages.send", token=OWN, domain="nobody", message="а", random_id=0) == 936


def test_who_may_write_to_whom(box: Sandbox, ask: Asker) -> None:
    assert refused(ask) == 901
    box.citizens.allow(ask.public)
    assert send(ask) > 0
    box.citizens.deny(ask.public)
    assert refused(ask) == 901
    assert conversation(ask)["can_write"] == {"allowed": False, "reason": 901}
    box.citizens.write(ask.public, "Передумал")
    assert send(ask) > 0
    ask("groups.ban", group_id=ask.public, owner_id=7)
    assert refused(ask) == 900
    with pytest.raises(Refused) as told:
        box.citizens.write(ask.public, "Ещё вопрос")
    assert told.value.code == 900
    assert refused(ask, 2_000_000_009) == 917
    assert refused(ask, 9_000_000) == 936
    assert ask.error("messages.send", peer_id=5, message="а", random_id=0) == 902
    ask("groups.setSettings", group_id=ask.public, messages=0)
    with pytest.raises(Refused) as told:
        box.citizens.write(ask.public, "Вопрос", citizen=9)
    assert told.value.code == 902


def test_whether_a_community_may_write_can_be_asked(box: Sandbox, ask: Asker) -> None:
    which = {"group_id": ask.public, "user_id": 7}
    name = "messages.isMessagesFromGroupAllowed"
    assert ask(name, token=OWN, **which) == {"is_allowed": 0}
    box.citizens.allow(ask.public)
    assert ask(name, token=OWN, **which) == {"is_allowed": 1}
    assert ask.error(name, token="stranger", **which) == 15


def test_kinds_of_tokens(ask: Asker) -> None:
    given = {"peer_id": 7, "message": "а", "random_id": 0}
    assert ask.error("messages.send", token="service", **given) == 28
    assert ask.error("messages.allowMessagesFromGroup", token=OWN, group_id=ask.public) == 27
    answer = {"event_id": "a", "user_id": 7, "peer_id": 7}
    assert ask.error("messages.sendMessageEventAnswer", **answer) == 15


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"message": "а" * 9001}, 914),
        ({"message": " "}, 100),
        ({"keyboard": "nonsense"}, 911),
        ({"payload": "{"}, 100),
        ({"payload": '"' + "a" * 1000 + '"'}, 100),
        ({"attachment": ",".join(["photo1_1"] * 11)}, 100),
        ({"attachment": "photo1_1"}, 100),
        ({"reply_to": 5}, 100),
        ({"forward_messages": "5"}, 921),
        ({"forward_messages": ",".join(map(str, range(101)))}, 913),
        ({"forward": '{"peer_id": "a", "message_ids": [1]}'}, 936),
    ],
)
def test_what_cannot_be_sent(ask: Asker, given: dict[str, Any], code: int) -> None:
    ask.asked()
    assert refused(ask, **given) == code
    assert len(history(ask)) == 1


def test_messages_may_hold_more_than_text(ask: Asker) -> None:
    ask.asked()
    send(ask, "", lat=53.2, long=50.1, payload='{"a": 1}', attachment=f"photo{ask.photo()}")
    send(ask, "", sticker_id=15)
    sticker, place = history(ask, count=2)
    assert place["geo"]["coordinates"] == {"latitude": 53.2, "longitude": 50.1}
    assert (place["payload"], place["attachments"][0]["type"]) == ('{"a": 1}', "photo")
    assert sticker["attachments"][0]["sticker"]["sticker_id"] == 15
    which = {"peer_id": 7, "message_id": sticker["id"], "message": "а"}
    assert ask.error("messages.edit", token=OWN, **which) == 920


def test_messages_are_passed_on(ask: Asker) -> None:
    number = ask.asked("Кому писать?")["message_id"]
    ask.asked("Срочно", citizen=8)
    forward = json.dumps({"peer_id": 7, "message_ids": [number]})
    send(ask, "См.", 8, forward=forward)
    assert history(ask, 8)[0]["fwd_messages"][0]["text"] == "Кому писать?"
    send(ask, "", forward_messages=number)
    forward = json.dumps({"peer_id": 7, "cmids": [1], "is_reply": True})
    send(ask, "Ответ", forward=forward)
    assert history(ask)[0]["reply_message"]["id"] == number


def test_own_messages_are_changed_for_a_day(box: Sandbox, ask: Asker) -> None:
    which = ask.answered()
    ask("messages.edit", token=OWN, **which, message="Уточнение")
    assert history(ask)[0]["text"] == "Уточнение"
    assert "update_time" in history(ask)[0]
    of_citizen = {"peer_id": 7, "cmid": 1, "message": "а"}
    assert ask.error("messages.edit", token=OWN, **of_citizen) == 15
    assert ask.error("messages.edit", token=OWN, peer_id=7, message="а") == 100
    box.clock.advance(DAY + 1)
    assert ask.error("messages.edit", token=OWN, **which, message="Поздно") == 909


def test_messages_are_deleted_for_one_or_for_all(box: Sandbox, ask: Asker) -> None:
    asked, answered = ask.asked()["message_id"], ask.answered()["message_id"]
    (done,) = ask("messages.delete", token=OWN, message_ids=asked)
    assert (done["response"], done["peer_id"]) == (1, 7)
    assert len(history(ask)) == 2
    (wrong,) = ask("messages.delete", token=OWN, peer_id=7, cmids=2, delete_for_all=1)
    assert wrong["error"] == {"code": 924}
    ask("messages.delete", token=OWN, message_ids=answered, delete_for_all=1)
    assert box.citizens.received(ask.public) == []
    assert ask("messages.restore", token=OWN, message_id=asked) == 1
    assert ask.error("messages.restore", token=OWN, message_id=asked) == 100
    ask("messages.delete", token=OWN, message_ids=asked)
    assert ask("messages.restore", token=OWN, peer_id=7, cmid=1) == 1


def test_a_deleted_conversation_is_gone_for_its_side_only(ask: Asker) -> None:
    number = ask.answered()["message_id"]
    deleted = ask("messages.deleteConversation", token=OWN, peer_id=7)
    assert deleted == {"last_deleted_id": number}
    assert ask("messages.getConversations", token=OWN)["count"] == 0
    assert len(ask.box.citizens.received(ask.public)) == 1


def test_conversations_are_filtered_and_marked(box: Sandbox, ask: Asker) -> None:
    def peers(**given: Any) -> list[int]:
        page = ask("messages.getConversations", token=OWN, **given)
        return [one["conversation"]["peer"]["id"] for one in page["items"]]

    for citizen in (7, 8, 9):
        ask.asked(citizen=citizen)
    send(ask, "Готово", 8)
    assert peers() == [8, 9, 7]
    assert peers(count=1, offset=1) == [9]
    assert peers(filter="unanswered") == [9, 7]
    assert peers(filter="archive") == []
    ask("messages.markAsAnsweredConversation", token=OWN, peer_id=7)
    ask("messages.markAsAnsweredConversation", token=OWN, peer_id=8, answered=0)
    assert peers(filter="unanswered") == [8, 9]
    ask("messages.markAsImportantConversation", token=OWN, peer_id=9)
    assert peers(filter="important") == [9]
    assert conversation(ask, 9)["important"] is True
    ask("messages.markAsImportantConversation", token=OWN, peer_id=9, important=0)
    assert peers(filter="important") == []
    assert ask.error("messages.markAsAnsweredConversation", peer_id=ask.wall) == 15
    last = conversation(ask, 9)["last_message_id"]
    assert peers(start_message_id=last) == [9, 7]


def test_reading_is_told_up_to_a_message(box: Sandbox, ask: Asker) -> None:
    numbers = [ask.asked(str(place))["message_id"] for place in range(4)]
    assert conversation(ask)["unread_count"] == 4
    ask("messages.markAsRead", token=OWN, peer_id=7, start_message_id=numbers[1])
    assert conversation(ask)["unread_count"] == 2
    ask("messages.markAsRead", token=OWN, message_ids=numbers[2])
    assert conversation(ask)["unread_count"] == 1
    ask("messages.markAsRead", token=OWN, peer_id=7)
    assert "unread_count" not in conversation(ask)
    answer = send(ask)
    assert conversation(ask)["out_read"] < answer
    box.citizens.read(ask.public)
    assert conversation(ask)["out_read"] == answer


def test_history_is_paged_from_any_message(ask: Asker) -> None:
    numbers = [ask.asked(str(place))["message_id"] for place in range(10)]

    def texts(**given: Any) -> str:
        return "".join(one["text"] for one in history(ask, **given))

    assert texts(count=3) == "987"
    assert texts(count=3, offset=8) == "10"
    assert texts(count=3, rev=1) == "012"
    assert texts(count=3, start_message_id=numbers[5]) == "543"
    assert texts(count=3, start_message_id=numbers[5], offset=-2) == "765"
    assert texts(count=3, start_message_id=numbers[5], rev=1) == "567"
    assert ask("messages.getHistory", token=OWN, user_id=7, count=1)["count"] == 10


def test_messages_are_found(box: Sandbox, ask: Asker) -> None:
    first = ask.asked("Где ГРАФИК вывоза?")["message_id"]
    box.clock.advance(2 * DAY)
    ask.asked("Новый график есть?", citizen=8)

    def ids(**given: Any) -> list[int]:
        return [one["id"] for one in ask("messages.search", token=OWN, **given)["items"]]

    assert ids(q="график")[1:] == [first]
    assert ids(q="график", peer_id=7) == [first]
    assert ids(q="график", date="02112026") == [first]
    assert ids(q="график", date="1112026") == []
    assert ids(q="снег") == []
    assert ask.error("messages.search", token=OWN, q="а", date="99999999") == 100
    names = ask("messages.searchConversations", token=OWN, q="житель 8")
    assert [one["peer"]["id"] for one in names["items"]] == [8]


def test_attachments_are_listed_page_by_page(ask: Asker) -> None:
    ask.asked()
    for _ in range(3):
        send(ask, "", attachment=f"photo{ask.photo()}")
    name = "messages.getHistoryAttachments"
    first = ask(name, token=OWN, peer_id=7, count=2)
    assert (len(first["items"]), first["next_from"]) == (2, "2")
    rest = ask(name, token=OWN, peer_id=7, count=2, start_from=2)
    assert (len(rest["items"]), "next_from" in rest) == (1, False)
    assert ask(name, token=OWN, peer_id=7, media_type="doc")["items"] == []


def test_history_since_a_mark(ask: Asker) -> None:
    server = ask("messages.getLongPollServer", token=OWN, need_pts=1)
    ask.asked()
    found = ask("messages.getLongPollHistory", token=OWN, pts=server["pts"])
    assert (found["messages"]["count"], found["new_pts"]) == (1, server["pts"] + 1)
    assert found["history"][0][0] == 4
    assert ask.error("messages.getLongPollHistory", token=OWN, pts=99) == 908


def test_buttons_are_pressed_and_answered(box: Sandbox, ask: Asker) -> None:
    which = ask.pressed()
    assert box.citizens.answer(which["event_id"]) is None
    shown = {"type": "show_snackbar", "text": "Принято"}
    name = "messages.sendMessageEventAnswer"
    assert ask.error(name, token=OWN, **which, event_data='{"type": "dance"}') == 100
    assert ask.error(name, token=OWN, **which, event_data=json.dumps(["a" * 1000])) == 100
    assert ask(name, token=OWN, **which, event_data=json.dumps(shown)) == 1
    assert box.citizens.answer(which["event_id"]) == shown
    assert ask.error(name, token=OWN, **which) == 100
    late = {**which, "event_id": box.citizens.press(ask.public, "Статус")}
    box.clock.advance(61)
    assert ask.error(name, token=OWN, **late) == 100


def test_buttons_of_text_write(box: Sandbox, ask: Asker) -> None:
    ask.answered(keyboard=BELOW)
    assert conversation(ask)["current_keyboard"]["one_time"] is True
    assert box.citizens.press(ask.public, "Да") == ""
    assert (history(ask)[0]["text"], history(ask)[0]["payload"]) == ("Да", "1")
    assert "current_keyboard" not in conversation(ask)
    ask.answered(keyboard=KEYBOARD)
    with pytest.raises(ValueError, match="open_link"):
        box.citizens.press(ask.public, "Сайт")
    with pytest.raises(ValueError, match="no button"):
        box.citizens.press(ask.public, "Да")
    ask.answered(keyboard=BELOW)
    ask.answered(keyboard='{"buttons": []}')
    assert "current_keyboard" not in conversation(ask)


def test_bots_may_be_switched_off(ask: Asker) -> None:
    ask.asked()
    ask("groups.setSettings", group_id=ask.public, bots_capabilities=0)
    assert refused(ask, keyboard=BELOW) == 912
    of_person = {"peer_id": ask.wall, "message": "а", "random_id": 0, "keyboard": BELOW}
    assert ask.error("messages.send", **of_person) == 911


def test_reactions_are_counted(ask: Asker) -> None:
    which = {**ask.answered()}
    which = {"peer_id": 7, "cmid": 2}
    ask("messages.sendReaction", token=OWN, **which, reaction_id=4)
    assert history(ask)[0]["reactions"][0]["count"] == 1
    assert ask("messages.getReactedPeers", token=OWN, **which)["count"] == 1
    ask("messages.deleteReaction", token=OWN, **which)
    assert "reactions" not in history(ask)[0]
    assert ask.error("messages.sendReaction", token=OWN, **which, reaction_id=65) == 1009


def test_chats_have_several_citizens(box: Sandbox, ask: Asker) -> None:
    chat = ask.chat()
    peer = 2_000_000_000 + chat["chat_id"]
    assert send(ask, "Собрание", peer) == 0  # communities are told no ids in chats
    sent = ask("messages.send", token=OWN, peer_ids=peer, message="В 18:00", random_id=0)
    assert (sent[0]["message_id"], sent[0]["conversation_message_id"]) == (0, 3)
    assert ask("messages.send", token=OWN, **chat, message="Ждём", random_id=0) == 0
    pinned = ask("messages.pin", token=OWN, peer_id=peer, cmid=2)
    assert pinned["text"] == "Собрание"
    assert conversation(ask, peer)["chat_settings"]["pinned_message"]["text"] == "Собрание"
    ask("messages.unpin", token=OWN, peer_id=peer)
    ask("messages.editChat", token=OWN, **chat, title="Дом")
    assert conversation(ask, peer)["chat_settings"]["title"] == "Дом"
    ask("messages.removeChatUser", token=OWN, **chat, user_id=7)
    assert ask.error("messages.removeChatUser", token=OWN, **chat, user_id=7) == 935
    members = ask("messages.getConversationMembers", token=OWN, peer_id=peer)
    assert [one["member_id"] for one in members["items"]] == [ask.wall, 8]
    link = ask("messages.getInviteLink", token=OWN, peer_id=peer)
    assert ask("messages.getInviteLink", token=OWN, peer_id=peer, reset=1) != link
    assert ask.error("messages.setChatPhoto", token=OWN, file="nonsense") == 22
    actions = [one["action"]["type"] for one in history(ask, peer) if "action" in one]
    assert actions == ["chat_kick_user", "chat_title_update", "chat_create"]


def test_rights_in_chats(ask: Asker) -> None:
    chat = {"chat_id": ask("messages.createChat", token=OWN, user_ids=[2, 7])["chat_id"]}
    peer = 2_000_000_000 + chat["chat_id"]
    assert ask.error("messages.editChat", token="stranger", **chat, title="Мой") == 925
    assert ask.error("messages.removeChatUser", token="stranger", **chat, user_id=7) == 925
    assert ask("messages.send", token="stranger", peer_id=peer, message="а", random_id=0) > 0
    assert ask("messages.removeChatUser", token="stranger", **chat, user_id=2) == 1
    assert (
        ask.error("messages.send", token="stranger", peer_id=peer, message="а", random_id=0) == 917
    )
    assert ask.error("messages.createChat", user_ids=[2]) == 15
    ask.asked()
    assert ask.error("messages.getInviteLink", token=OWN, peer_id=7) == 919


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("messages.getById", "message_ids"),
        ("messages.getConversationsById", "peer_ids"),
        ("messages.getByConversationMessageId", "conversation_message_ids"),
    ],
)
def test_a_hundred_may_be_named(ask: Asker, method: str, name: str) -> None:
    ask.asked()
    given = {name: list(range(1, 102)), "peer_id": 7}
    assert ask.error(method, token=OWN, **given) == 100


BUTTON = {"action": {"type": "text", "label": "Да"}}


@pytest.mark.parametrize(
    "keyboard",
    [
        *([], {}, {"buttons": 5}, {"buttons": [5]}, {"buttons": [[]]}, {"buttons": [[5]]}),
        {"buttons": [[{"action": {"type": "dance"}}]]},
        {"buttons": [[{"action": {"type": "text", "label": ""}}]]},
        {"buttons": [[{"action": {"type": "text", "label": "а" * 41}}]]},
        {"buttons": [[{"action": {"type": "open_link", "label": "а"}}]]},
        {"buttons": [[{**BUTTON, "color": "pink"}]]},
        {"buttons": [[{"action": {"type": ["text"], "label": "а"}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "colour": "red"}}]]},
        {"buttons": [[{"action": {"type": "location", "label": "Где"}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "payload": None}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "payload": "null"}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "payload": "{"}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "payload": ["a" * 252]}}]]},
        {"buttons": [[{"action": {**BUTTON["action"], "payload": f'"{"a" * 255}"'}}]]},
        {"inline": True, "one_time": True, "buttons": [[BUTTON]]},
        *({"buttons": [[BUTTON] * 6]}, {"buttons": [[BUTTON]] * 11}),
        {"buttons": [[BUTTON] * 5] * 9},
        *(
            {"inline": True, "buttons": [[BUTTON]] * 7},
            {"inline": True, "buttons": [[BUTTON] * 3] * 4},
        ),
    ],
)
def test_keyboards_that_are_refused(keyboard: Any) -> None:
    with pytest.raises(Refused) as told:
        parse_keyboard(json.dumps(keyboard), -1)
    assert told.value.code == 911


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ({"cmd": "да"}, '{"cmd":"да"}'),
        *(([], "[]"), ([1, None], "[1,null]"), (7, "7"), (0, "0"), (False, "false"), ({}, "{}")),
        ('{"cmd": "да"}', '{"cmd": "да"}'),
        (["a" * 251], f'["{"a" * 251}"]'),
    ],
)
def test_button_payload_is_any_json(ask: Asker, payload: object, text: str) -> None:
    ask.asked()
    action = {"type": "text", "label": "Да", "payload": payload}
    keyboard = json.dumps({"buttons": [[{"action": action, "color": "default"}]]})
    send(ask, keyboard=keyboard)

    ask.box.citizens.press(ask.public, "Да")

    assert history(ask, 7)[0]["payload"] == text


def test_callback_payload_of_an_object(ask: Asker) -> None:
    ask.asked()
    action = {"type": "callback", "label": "Да", "payload": {"cmd": ["a"]}}
    send(ask, keyboard=json.dumps({"inline": True, "buttons": [[{"action": action}]]}))

    ask.box.citizens.press(ask.public, "Да")

    assert ask.box.events(ask.public)[-1].object["payload"] == {"cmd": ["a"]}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "label", "payload", "link"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["text", "callback", "open_photo", "location"]), JSON)
def test_any_button_is_taken_or_refused(action: object, kind: str, payload: object) -> None:
    for one in (action, {"type": kind, "label": "Да", "payload": payload}):
        text = json.dumps({"buttons": [[{"action": one}]]})
        try:
            buttons = parse_keyboard(text, -1)["buttons"]
        except Refused:
            buttons = []

        assert all(isinstance(row[0]["action"].get("payload", ""), str) for row in buttons)


@given(st.integers(1, 10), st.integers(1, 5), st.booleans())
def test_keyboards_that_fit_are_taken(rows: int, columns: int, inline: bool) -> None:
    fits = rows * columns <= (10 if inline else 40) and rows <= (6 if inline else 10)
    text = json.dumps({"inline": inline, "buttons": [[BUTTON] * columns] * rows})
    try:
        assert len(parse_keyboard(text, -1)["buttons"]) == rows
    except Refused:
        assert not fits
    else:
        assert fits


@given(st.lists(st.tuples(st.sampled_from([7, 8]), st.integers(1, 5)), max_size=20))
def test_each_random_id_makes_one_message(sends: list[tuple[int, int]]) -> None:
    ask = Asker(Sandbox(publics=1, posts=0, limits=False))
    for citizen in (7, 8):
        ask.asked(citizen=citizen)
    numbers: dict[int, int] = {}
    for peer, random_id in sends:
        assert send(ask, peer=peer, random_id=random_id) == numbers.setdefault(
            random_id, send(ask, peer=peer, random_id=random_id)
        )
    assert len(history(ask, 7)) + len(history(ask, 8)) == 2 + len(numbers)


@pytest.mark.parametrize(
    ("kind", "name"), [("audio_message", "a.ogg"), ("graffiti", "a.png"), ("doc", "a.pdf")]
)
def test_documents_keep_their_kind(ask: Asker, kind: str, name: str) -> None:
    ask.asked()
    url = ask("docs.getMessagesUploadServer", token=OWN, type=kind, peer_id=7)["upload_url"]
    file = ask.send(url, name, "file")["file"]

    saved = ask("docs.save", token=OWN, file=file)
    thing = saved[kind]
    named = f"{thing['owner_id']}_{thing['id']}"
    for word in (f"doc{named}", f"{kind}{named}_{thing['access_key']}"):
        send(ask, attachment=word)

    assert (saved["type"], thing["owner_id"]) == (kind, -ask.public)
    sent = [one["attachments"] for one in history(ask)[:2]]
    assert sent == [[{"type": kind, kind: thing}]] * 2
    assert ask("docs.getById", token=OWN, docs=named)[0]["id"] == thing["id"]


def test_photo_address_of_a_community_names_it(ask: Asker) -> None:
    own = ask("photos.getMessagesUploadServer", token=OWN)
    persons = ask("photos.getMessagesUploadServer")

    assert own["group_id"] == ask.public
    assert "group_id" not in persons
