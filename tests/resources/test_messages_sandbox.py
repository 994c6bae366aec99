"""Messages on a whole platform: citizens write, a public answers, presses are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from govpublic_sdk import Button, GovPublic, Keyboard, Keyring, MessageRef, errors, events
from govpublic_sdk.sandbox import Sandbox

CITIZEN = 7
JPEG = b"\xff\xd8\xff image"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=2) as made:
        yield made


@pytest.fixture
def public(box: Sandbox) -> int:
    box.listen(box.publics[0], "message_new", "message_event")
    return box.publics[0]


@pytest.fixture
def client(box: Sandbox) -> Iterator[GovPublic]:
    with box.client() as made:
        yield made


def last_event(box: Sandbox, public: int) -> Any:
    return events.parse(box.events(public)[-1].body())


def texts(box: Sandbox, public: int, citizen: int = CITIZEN) -> list[str]:
    return [one["text"] for one in box.citizens.received(public, citizen=citizen)]


def test_a_citizen_is_answered_once_however_often_the_event_comes(
    box: Sandbox, client: GovPublic, public: int
) -> None:
    box.citizens.write(public, "Когда вывезут снег?", citizen=CITIZEN)
    event = last_event(box, public)

    first = client.messages.answer(event, "Завтра")
    again = client.messages.answer(event, "Завтра утром")
    client.messages.answer(event, "Спасибо за вопрос", number=2)

    assert first == again
    assert first.conversation_message_id
    assert texts(box, public) == ["Завтра", "Спасибо за вопрос"]


def test_the_inbox_is_read_and_marked(box: Sandbox, client: GovPublic, public: int) -> None:
    box.citizens.write(public, "Первое", citizen=CITIZEN)
    box.citizens.write(public, "Второе", citizen=CITIZEN)

    (found,) = client.messages.conversations(public, filter="unanswered")
    assert found.conversation
    assert found.conversation.peer.id == CITIZEN
    said = list(client.messages.history(found, public=public))
    assert [one.text for one in said] == ["Второе", "Первое"]
    assert [one.text for one in client.messages.search("Первое", public=public)] == ["Первое"]
    cmid = said[0].conversation_message_id or 0
    assert client.messages.by_id(cmid, peer=CITIZEN, public=public).text == "Второе"

    assert client.messages.mark_read(CITIZEN, public=public)
    assert client.messages.mark_important(CITIZEN, public=public)
    assert client.messages.mark_answered(CITIZEN, public=public)
    one = client.messages.conversation(CITIZEN, public=public)
    assert not one.unanswered
    assert one.important
    assert list(client.messages.conversations(public, filter="unanswered")) == []
    assert client.messages.typing(CITIZEN, public=public)


def test_messages_are_changed_deleted_and_brought_back(
    box: Sandbox, client: GovPublic, public: int
) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    sent = client.messages.send(CITIZEN, "Завтра", public=public)

    assert client.messages.edit(sent, "Послезавтра", public=public)
    assert texts(box, public) == ["Послезавтра"]
    assert client.messages.delete(sent, public=public)
    assert client.messages.restore(sent, public=public)


def test_who_forbade_it_is_marked_and_the_others_get_the_mailing(
    box: Sandbox, client: GovPublic, public: int
) -> None:
    for citizen in (7, 8, 9):
        box.citizens.write(public, "Здравствуйте", citizen=citizen)
    box.citizens.deny(public, citizen=8)
    assert client.messages.is_allowed(7, public=public)
    assert not client.messages.is_allowed(8, public=public)

    done = client.messages.send_many([9, 8, 7], "Отключат воду", key="water", public=public)
    client.messages.send_many([7, 8, 9], "Отключат воду", key="water", public=public)

    assert [(one.peer_id, one.is_closed) for one in done] == [(9, False), (8, True), (7, False)]
    assert texts(box, public, 7) == texts(box, public, 9) == ["Отключат воду"]
    with pytest.raises(errors.AccessDenied):
        client.messages.send(8, "Отключат воду", public=public)


def test_a_pressed_button_is_answered(box: Sandbox, client: GovPublic, public: int) -> None:
    box.citizens.write(public, "Начать", citizen=CITIZEN)
    keyboard = Keyboard([[Button.callback("Где машина?", payload={"do": "where"})]], inline=True)
    client.messages.send(CITIZEN, "Что показать?", public=public, keyboard=keyboard)
    press = box.citizens.press(public, "Где машина?", citizen=CITIZEN)
    event = last_event(box, public)

    assert event.object.payload == {"do": "where"}
    assert client.messages.show_snackbar(event, "На Садовой")
    assert box.citizens.answer(press) == {"type": "show_snackbar", "text": "На Садовой"}
    client.messages.answer(event, "Машина на улице Садовой")
    assert texts(box, public)[-1] == "Машина на улице Садовой"


def test_a_press_waits_for_a_minute_only(box: Sandbox, client: GovPublic, public: int) -> None:
    box.citizens.write(public, "Начать", citizen=CITIZEN)
    keyboard = Keyboard([[Button.callback("Где?")]])
    client.messages.send(CITIZEN, "Что показать?", public=public, keyboard=keyboard)
    box.citizens.press(public, "Где?", citizen=CITIZEN)
    event = last_event(box, public)
    box.clock.advance(timedelta(minutes=2).total_seconds())

    with pytest.raises(errors.ApiError):
        client.messages.acknowledge(event)


def test_a_button_of_text_comes_back_with_what_it_carried(
    box: Sandbox, client: GovPublic, public: int
) -> None:
    box.citizens.write(public, "Начать", citizen=CITIZEN)
    keyboard = Keyboard([[Button.text("Да", payload={"answer": 1}, color="positive")]])
    client.messages.send(CITIZEN, "Вывезли?", public=public, keyboard=keyboard)

    box.citizens.press(public, "Да", citizen=CITIZEN)

    assert last_event(box, public).object.message.pressed == {"answer": 1}


def test_files_are_sent(box: Sandbox, client: GovPublic, public: int) -> None:
    box.citizens.write(public, "Где план?", citizen=CITIZEN)
    photo = client.media.message_photo(CITIZEN, JPEG, public=public)
    plan = client.media.message_document(CITIZEN, b"plan", filename="plan.pdf", public=public)

    client.messages.send(CITIZEN, attachments=[photo, plan], public=public)

    (message,) = box.citizens.received(public, citizen=CITIZEN)
    assert [one["type"] for one in message["attachments"]] == ["photo", "doc"]


def test_no_public_speaks_in_the_place_of_another(box: Sandbox, public: int) -> None:
    other = box.publics[1]
    tokens = {one: box.community_token(one) for one in (public, other)}
    box.citizens.write(public, "Вам", citizen=CITIZEN)
    with box.client(vk=Keyring(communities=tokens)) as client:
        with pytest.raises(errors.ParameterError):
            client.messages.send(CITIZEN, "Нет")
        client.messages.answer(last_event(box, public), "Да")

    assert texts(box, public) == ["Да"]
    assert texts(box, other) == []


def test_the_async_client_does_the_same(box: Sandbox, public: int) -> None:
    box.citizens.write(public, "Когда?", citizen=CITIZEN)
    event = last_event(box, public)

    async def talk() -> tuple[MessageRef, list[str | None]]:
        async with box.async_client() as client:
            sent = await client.messages.answer(event, "Завтра")
            said = [one.text async for one in client.messages.history(CITIZEN, public=public)]
            return sent, said

    sent, said = asyncio.run(talk())

    assert sent.peer_id == CITIZEN
    assert said == ["Завтра", "Когда?"]


def test_lost_message_is_sent_once_by_the_same_call(
    box: Sandbox, client: GovPublic, public: int
) -> None:
    box.citizens.write(public, "Когда вывезут снег?", citizen=CITIZEN)
    box.faults.reset(method="messages.send", done=True, times=3)

    with pytest.raises(errors.OutcomeUnknown) as unknown:
        client.messages.send(CITIZEN, "Завтра", public=public)
    assert unknown.value.call
    sent = client.run(unknown.value.call)

    assert isinstance(sent, MessageRef)
    assert texts(box, public) == ["Завтра"]


def test_lost_message_is_unknown_on_the_async_client(box: Sandbox, public: int) -> None:
    box.citizens.write(public, "Когда вывезут снег?", citizen=CITIZEN)
    box.faults.reset(method="messages.send", done=True, times=3)

    async def run() -> object:
        async with box.async_client() as client:
            with pytest.raises(errors.OutcomeUnknown) as unknown:
                await client.messages.send(CITIZEN, "Завтра", public=public)
            assert unknown.value.call
            return await client.run(unknown.value.call)

    assert isinstance(asyncio.run(run()), MessageRef)
    assert texts(box, public) == ["Завтра"]
