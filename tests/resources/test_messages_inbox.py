"""The inbox of a public: what a message says, conversations, marks, and files for messages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from govpublic_sdk import MessageRef, Page, errors, vk
from govpublic_sdk._resources import media, messages
from govpublic_sdk._resources import messages as conversations
from govpublic_sdk.models import (
    Conversation,
    ConversationWithMessage,
    Document,
    Message,
    MessageAttachment,
    Photo,
    ResolvedName,
    SavedDocument,
    Uploaded,
    UploadServer,
    User,
)
from run_by_hand import finished, methods, play

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
SAMARA = ResolvedName(object_id=5, type="group")
JPEG = b"\xff\xd8\xff image"


def message(number: int, **more: Any) -> Message:
    fields = {"id": number + 100, "conversation_message_id": number, "peer_id": 7, **more}
    return Message.model_validate({"date": NOW.timestamp(), "text": "Когда?", **fields})


# Models.


def test_a_message_does_not_show_what_it_says() -> None:
    said = message(
        1,
        attachments=[{"type": "audio_message", "audio_message": {"transcript": "Дорога"}}],
        geo={"coordinates": {"latitude": 53.1951, "longitude": 50.1069}},
        payload='{"phone": "secret"}',
        reply_message={"text": "Улица"},
        fwd_messages=[{"text": "Двор"}],
        action={"type": "chat_invite_user", "email": "a@b", "text": "Имя", "message": "Слова"},
    )

    shown = repr(said)
    for hidden in ("Когда", "Дорога", "53.19", "secret", "Улица", "Двор", "a@b", "Имя", "Слова"):
        assert hidden not in shown
    assert said.text == "Когда?"


def test_what_a_button_carried_is_read() -> None:
    assert message(1, payload='{"a": [1]}').pressed == {"a": [1]}
    assert message(1, payload={"a": 1}).pressed == {"a": 1}
    assert message(1, payload="start").pressed == "start"
    assert message(1, payload="[" * 100_000).pressed == "[" * 100_000
    assert message(1).pressed is None


def test_what_hangs_on_a_message_is_typed() -> None:
    voice = MessageAttachment.model_validate(
        {"type": "audio_message", "audio_message": {"id": 1, "owner_id": 7, "access_key": "k"}}
    )
    shared = MessageAttachment.model_validate(
        {"type": "wall", "wall": {"id": 3, "owner_id": -5, "text": "Пост"}}
    )

    assert voice.reference == "audio_message7_1_k"
    assert voice.audio_message
    assert voice.audio_message.reference == voice.reference
    assert shared.post
    assert shared.post.reference == "wall-5_3"
    assert voice.post is None


def test_a_chat_message_and_a_forwarded_one_need_no_number() -> None:
    assert Message.model_validate({"text": "a"}).id is None
    assert Message.model_validate({"id": 0, "conversation_message_id": 4}).id == 0


def test_one_unfit_part_costs_no_message() -> None:
    read = Message.model_validate(
        {"id": 1, "reply_message": [], "fwd_messages": [{"id": 2}, 3], "date": "soon"}
    )

    assert read.id == 1
    assert [one.id for one in read.fwd_messages or ()] == [2]
    assert set(read.unfit) == {"reply_message", "fwd_messages.1", "date"}


# Reading.


def test_conversations_are_walked_the_latest_first() -> None:
    walk = conversations.conversations(5, filter="unanswered", since=YESTERDAY)

    assert walk.first == vk.messages.get_conversations(
        count=200, filter="unanswered", extended=True, group_id=5
    )
    assert walk == conversations.conversations("club5", filter="unanswered", since=YESTERDAY)
    item = ConversationWithMessage.model_validate(
        {"conversation": {"peer": {"id": 7}}, "last_message": {"date": YESTERDAY.timestamp()}}
    )
    assert walk.key
    assert walk.key(item) == 7
    assert walk.keep(item)
    assert not walk.keep(item.model_copy(update={"last_message": message(1, date=0)}))
    assert walk.key(ConversationWithMessage(last_message=message(1))) == 7
    assert walk.key(ConversationWithMessage()) is None
    assert walk.keep(ConversationWithMessage())
    with pytest.raises(errors.ParameterError):
        conversations.conversations(since=NOW.replace(tzinfo=None))


def test_one_conversation() -> None:
    call = conversations.conversation(User(id=7))

    assert call.params == vk.messages.get_conversations_by_id([7]).params  # type: ignore[union-attr]
    found = finished(call, {"count": 1, "items": [{"peer": {"id": 7}, "unanswered": True}]})
    assert found == Conversation.model_validate({"peer": {"id": 7}, "unanswered": True})
    with pytest.raises(errors.NotFound):
        finished(call, {"count": 0, "items": []})


def test_a_history_is_walked_the_newest_first() -> None:
    walk = messages.history(7, public=5, since=YESTERDAY, until=NOW)

    assert walk.first == messages.get(7, public=5, count=200)
    assert walk.first == vk.messages.get_history(peer_id=7, count=200, extended=True, group_id=5)
    assert walk.key
    assert walk.key(message(3)) == (7, 3)
    assert walk.key(Message(id=3)) == (None, 3)
    assert not walk.keep(message(3))
    assert walk.keep(message(3, date=YESTERDAY.timestamp()))
    asked, _ = play(messages.history(7, public="samara").first, SAMARA, Page(items=()))
    assert asked[1] == messages.get(7, public=5, count=200)


def test_pages_of_a_history_follow_each_other() -> None:
    page = finished(messages.get(7, count=2), {"count": 5, "items": [{"id": 1}, {"id": 2}]})

    assert page.total == 5
    assert page.next.get("offset") == "2"


def test_lists_by_number_have_no_further_page() -> None:
    page = finished(messages.get_many([1, 2]), {"count": 2, "items": [{"id": 1}]})
    found = finished(vk.messages.search_conversations("a"), {"count": 40, "items": []})

    assert (page.total, page.next) == (2, None)
    assert found.next is None


def test_messages_are_searched() -> None:
    walk = messages.search("снег", peer=7, public=5, before=date(2026, 11, 4))

    assert walk.first == vk.messages.search(
        "снег", peer_id=7, date=4112026, count=100, extended=True, group_id=5
    )
    assert "снег" not in repr(walk.first)
    with pytest.raises(errors.ParameterError):
        messages.search(" ")


def test_messages_are_read_by_their_numbers() -> None:
    assert messages.get_many([1, 2]) == vk.messages.get_by_id(message_ids=[1, 2])
    inside = vk.messages.get_by_conversation_message_id(7, [1], group_id=5)
    one = messages.by_id(1, peer=7, public=5)
    assert one.params == inside.params  # type: ignore[union-attr]
    assert finished(one, {"count": 1, "items": [{"id": 9}]}).id == 9
    with pytest.raises(errors.NotFound):
        finished(one, {"count": 0, "items": []})
    for wrong in ([], [1] * 101):
        with pytest.raises(errors.ParameterError):
            messages.get_many(wrong)
    with pytest.raises(errors.ParameterError):
        messages.by_id(0)


# Marks.


def test_conversations_are_marked() -> None:
    assert conversations.mark_answered(7, public=5) == vk.messages.mark_as_answered_conversation(
        7, answered=True, group_id=5
    )
    assert conversations.mark_important(
        7, important=False
    ) == vk.messages.mark_as_important_conversation(7, important=False)
    assert conversations.mark_read(7) == vk.messages.mark_as_read(
        peer_id=7, mark_conversation_as_read=True
    )
    assert conversations.mark_read(7, up_to=message(3)) == vk.messages.mark_as_read(
        peer_id=7, up_to_cmid=3
    )
    assert conversations.mark_read(
        7, up_to=MessageRef(peer_id=7, message_id=4)
    ) == vk.messages.mark_as_read(peer_id=7, start_message_id=4)
    assert conversations.typing(7, public=5) == vk.messages.set_activity(
        type="typing", peer_id=7, group_id=5
    )


def test_a_person_is_asked_for_before_writing() -> None:
    call = conversations.is_allowed(User(id=7), public=5)

    assert call.params == vk.messages.is_messages_from_group_allowed(5, 7).params  # type: ignore[union-attr]
    assert finished(call, {"is_allowed": 1}) is True
    assert finished(call, {"is_allowed": 0}) is False
    assert finished(call, {}) is False
    asked, _ = play(conversations.is_allowed(7, public="samara"), SAMARA, True)
    assert methods(asked)[1] == "messages.isMessagesFromGroupAllowed"


def test_messages_are_deleted_and_brought_back() -> None:
    call = messages.delete(message(3), for_all=True, public=5)

    wanted = vk.messages.delete(peer_id=7, cmids=[3], delete_for_all=True, group_id=5)
    assert call.params == wanted.params  # type: ignore[union-attr]
    assert finished(call, [{"peer_id": 7, "conversation_message_id": 3, "response": 1}]) is True
    assert finished(call, [{"response": 0}]) is False
    assert finished(call, {"103": 1}) is True
    with pytest.raises(errors.AccessDenied):
        finished(call, [{"error": {"code": 924, "description": "Can't delete for all"}}])
    with pytest.raises(errors.OutcomeUnknown):
        finished(call, [])
    old = messages.delete(MessageRef(peer_id=7, message_id=4))
    assert old.params == vk.messages.delete(peer_id=7, message_ids=[4]).params  # type: ignore[union-attr]
    assert messages.restore(message(3)) == vk.messages.restore(peer_id=7, cmid=3)


def test_answers_of_old_versions_are_read() -> None:
    assert finished(vk.messages.create_chat([1]), 3).chat_id == 3
    assert finished(vk.messages.create_chat([1]), {"chat_id": 3, "peer_ids": [1]}).peer_ids == [1]
    deleted = finished(vk.messages.delete(message_ids=[4]), {"4": 1})
    assert [(one.message_id, one.response) for one in deleted] == [(4, True)]


# Files.


def place() -> UploadServer:
    return UploadServer(upload_url="https://pu.vk.com/1")


def test_a_photo_for_a_message_takes_three_steps() -> None:
    taken = Uploaded(server="7", photo="[1]", hash="h")

    asked, photo = play(
        media.message_photo(7, JPEG, public=5), place(), taken, [Photo(id=1, owner_id=-5)]
    )

    assert methods(asked) == [
        "photos.getMessagesUploadServer",
        "upload",
        "photos.saveMessagesPhoto",
    ]
    assert dict(asked[0].params) == {"peer_id": "7", "group_id": "5"}
    assert dict(asked[2].params) == {"photo": "[1]", "server": "7", "hash": "h", "group_id": "5"}
    assert photo.reference == "photo-5_1"
    with pytest.raises(errors.UploadError):
        play(media.message_photo(7, JPEG), place(), taken, [])


def test_a_document_for_a_message_takes_three_steps() -> None:
    taken, document = Uploaded(file="f"), Document(id=1, owner_id=-5)

    asked, saved = play(
        media.message_document(7, b"x", filename="plan.pdf"),
        place(),
        taken,
        SavedDocument(type="doc", doc=document),
    )

    assert methods(asked) == ["docs.getMessagesUploadServer", "upload", "docs.save"]
    assert dict(asked[0].params) == {"peer_id": "7", "type": "doc"}
    assert asked[2] == vk.docs.save("f", title="plan.pdf")
    assert saved is document
    with pytest.raises(errors.UploadError):
        play(
            media.message_document(7, b"x", filename="plan.pdf", title="План"),
            place(),
            taken,
            SavedDocument(type="graffiti"),
        )


def test_files_that_cannot_be_sent_are_refused() -> None:
    for make, parameter in (
        (lambda: media.message_photo(0, JPEG), "peer"),
        (lambda: media.message_photo(7, b"x", filename="a.pdf"), "filename"),
        (lambda: media.message_document(7, b"", filename="a.pdf"), "file"),
    ):
        with pytest.raises(errors.ParameterError) as caught:
            make()
        assert caught.value.name == parameter
