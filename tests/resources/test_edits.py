"""Edits keep what is not given: posts, comments, messages of topics, messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import Button, GovPublic, Keyboard, Keyring, MessageRef, Page, errors
from govpublic_sdk._resources import comments, messages_send, posts, topics
from govpublic_sdk._resources import posts as publishing
from govpublic_sdk._resources._edits import keep_text
from govpublic_sdk.models import Comment, Message, Post, TopicComment
from govpublic_sdk.sandbox import Sandbox
from run_by_hand import play

JPEG = b"\xff\xd8\xff image"


def thing(kind: str, number: int = 7, **more: Any) -> dict[str, Any]:
    return {"type": kind, kind: {"id": number, "owner_id": -5, **more}}


MARKET, PAGE = thing("market"), {"type": "page", "page": {"id": 7, "group_id": 5}}
ARTICLE, PHOTO = thing("article", access_key="k"), thing("photo", access_key="k")
LINK = {"type": "link", "link": {"url": "https://a.ru/?a=1&amp;b=2"}}
STICKER = {"type": "sticker", "sticker": {"sticker_id": 3, "product_id": 1}}


def edited_post(*, media: Any = None, text: str | None = "New", lose: Any = (), **post: Any) -> Any:
    """The call that changes a post, given what VK shows of it."""
    shown = Post.model_validate({"id": 2, "owner_id": -5, "text": "a &amp; b", **post})
    asked, _ = play(publishing.edit("-5_2", text=text, media=media, may_lose=lose), shown, object())
    return asked[1]


@pytest.mark.parametrize(
    ("shown", "sent"),
    [
        (
            {"attachments": [MARKET, PAGE, ARTICLE]},
            {"attachments": "market-5_7,page-5_7,article-5_7_k"},
        ),
        ({"attachments": [LINK, thing("poll")]}, {"attachments": "https://a.ru/?a=1&b=2,poll-5_7"}),
        ({"attachments": [thing("album"), thing("video")]}, {"attachments": "album-5_7,video-5_7"}),
        ({"attachments": [thing("graffiti", access_key="k")]}, {"attachments": "doc-5_7_k"}),
        ({"geo": {"coordinates": "53.2 50.1"}}, {"lat": "53.2", "long": "50.1"}),
        (
            {"geo": {"coordinates": {"latitude": 53.2, "longitude": 50.1}}},
            {"lat": "53.2", "long": "50.1"},
        ),
        ({"geo": {"place": {"id": 4}}}, {"place_id": "4"}),
        (
            {"geo": {"place": {"latitude": 53.2, "longitude": 50.1}}},
            {"lat": "53.2", "long": "50.1"},
        ),
        (
            {"carousel_offset": 0, "attachments": [PHOTO, thing("photo", 8)]},
            {"primary_attachments_mode": "carousel"},
        ),
        (
            {"attachments_meta": {"primary_mode": "carousel"}, "attachments": [PHOTO, PHOTO]},
            {"primary_attachments_mode": "carousel"},
        ),
        ({"topic_id": 7}, {"topic_id": "7"}),
        ({"signer_id": 3, "marked_as_ads": 1}, {"signed": "1", "mark_as_ads": "1"}),
        ({"copyright": {"link": "https://a.ru"}}, {"copyright": "https://a.ru"}),
        ({"comments": {"can_open": 1}}, {"close_comments": "1"}),
        ({"donut": {"is_donut": True, "paid_duration": -1}}, {"donut_paid_duration": "-1"}),
    ],
)
def test_edit_of_a_post_sends_along(shown: dict[str, Any], sent: dict[str, str]) -> None:
    call = edited_post(**shown)

    assert {name: call.get(name) for name in sent} == sent
    assert call.get("message") == "New"


def test_kept_text_is_not_escaped_twice() -> None:
    assert edited_post(text=None, media=[]).get("message") == "a & b"


@settings(deadline=None)
@given(st.text('abз&<>;"\n copyltgamp=?', max_size=60))
def test_text_shown_by_vk_is_kept_as_it_was(text: str) -> None:
    shown = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )

    assert keep_text(shown) == text


@pytest.mark.parametrize(
    ("shown", "lost"),
    [
        ({"attachments": [STICKER, PHOTO]}, ["sticker"]),
        ({"attachments": [{"type": "hologram"}, STICKER]}, ["hologram", "sticker"]),
        ({"geo": {"type": "point"}}, ["place"]),
        ({"copyright": {"name": "a"}}, ["copyright"]),
        ({"donut": {"is_donut": True}}, ["donut"]),
        ({"poster": {"id": 1}}, ["poster"]),
        (
            {"attachments": [thing("photo", access_key="\ufffd"), {"type": "link"}]},
            ["link", "photo"],
        ),
        ({"post_type": "postpone"}, ["date"]),
        ({"attachments": [{"type": "link", "link": {"url": "vk.com/a"}}]}, ["link"]),
        (
            {"attachments": [thing("wall_reply"), thing("posted_photo")]},
            ["posted_photo", "wall_reply"],
        ),
    ],
)
def test_edit_that_would_lose_something_is_refused(shown: dict[str, Any], lost: list[str]) -> None:
    with pytest.raises(errors.Conflict, match=", ".join(lost)) as refused:
        edited_post(**shown)

    assert f"may_lose={lost!r}" in str(refused.value)
    assert edited_post(lose=lost, **shown).method == "wall.edit"


UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"attachments": "x"}, "attachments"),
    ({"attachments": [5, PHOTO]}, "attachments"),
    ({"attachments": [thing("photo", access_key=[])]}, "photo"),
    ({"geo": 5}, "place"),
    ({"copyright": 5}, "copyright"),
    ({"copyright": {"link": []}}, "copyright"),
    ({"donut": {"is_donut": "x"}}, "donut"),
    ({"comments": {"can_open": "x"}}, "comments"),
    ({"signer_id": "x"}, "signer_id"),
    ({"marked_as_ads": "x"}, "marked_as_ads"),
    ({"post_type": []}, "post_type"),
    ({"post_type": "postpone", "date": "x"}, "date"),
]


@pytest.mark.parametrize(("shown", "lost"), UNFIT)
def test_unfit_value_is_not_lost(shown: dict[str, Any], lost: str) -> None:
    with pytest.raises(errors.Conflict, match=lost):
        edited_post(**shown)
    assert edited_post(lose=[lost], **shown).method == "wall.edit"


def test_unfit_value_that_no_edit_needs_is_no_hindrance() -> None:
    call = edited_post(attachments=[thing("photo", date="x")], date="x", views=5)

    assert call.get("attachments") == "photo-5_7"


UNFIT_TEXT = {"id": 2, "owner_id": -5, "text": ["a"]}


def test_unfit_text_is_not_replaced_by_nothing() -> None:
    with pytest.raises(errors.Conflict, match="text"):
        play(publishing.edit("-5_2", media=["photo-5_8"]), Post.model_validate(UNFIT_TEXT))


@pytest.mark.parametrize(("byte", "kept"), [(b"\x01", "a\x01b"), (b"\xd0", None)])
def test_damaged_text_is_kept_only_if_it_is_exact(byte: bytes, kept: str | None) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        body = b'{"response":{"items":[{"id":2,"owner_id":-5,"text":"a' + byte + b'b"}]}}'
        return httpx.Response(
            200, content=body if len(sent) == 1 else b'{"response":{"post_id":2}}'
        )

    with GovPublic(vk="token", transport=httpx.MockTransport(answer)) as client:
        if kept is None:
            with pytest.raises(errors.Conflict, match="text"):
                client.posts.edit("-5_2", media=["photo-5_8"])
        else:
            client.posts.edit("-5_2", media=["photo-5_8"])
            assert httpx.QueryParams(sent[1].content.decode())["message"] == kept
    assert len(sent) == (1 if kept is None else 2)


@pytest.mark.parametrize(
    ("found", "lost"),
    [
        (b'"post_type":"post\x01pone"', "post_type"),
        (b'"post\x01_type":"postpone"', "unreadable"),
        (b'"te\xd0xt":"a"', "unreadable"),
        (b'"ge\x01o":{"coordinates":"53.2 50.1"}', "unreadable"),
        (b'"copyright":{"link":"https://a\x01.ru"}', "copyright"),
        (b'"copyright":{"link":"https://a.ru","ur\x01l":"b"}', "unreadable"),
        (b'"attachments_meta":{"primary_mode":"carou\x01sel"}', "carousel"),
        (
            b'"attachments":[{"type":"photo","photo":{"id":7,"owner_id":-5,"access\xff_key":"k"}}]',
            "unreadable",
        ),
    ],
)
def test_damaged_word_is_neither_guessed_nor_dropped(found: bytes, lost: str) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        body = b'{"response":{"items":[{"id":2,"owner_id":-5,' + found + b"}]}}"
        return httpx.Response(
            200, content=b'{"response":{"post_id":2}}' if len(sent) == 3 else body
        )

    with GovPublic(vk="token", transport=httpx.MockTransport(answer)) as client:
        with pytest.raises(errors.Conflict, match=lost):
            client.posts.edit("-5_2", text="New")
        client.posts.edit("-5_2", text="New", may_lose=[lost])
    assert len(sent) == 3


def test_edit_of_a_post_without_a_change_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="text"):
        publishing.edit("-5_2")


def test_new_media_replace_what_cannot_be_kept() -> None:
    assert edited_post(media=["photo-5_8"], attachments=[STICKER]).get("attachments") == "photo-5_8"


def comment_edit(shown: Any, *args: Any, **more: Any) -> tuple[list[Any], Any]:
    return play(comments.edit("-5_2", 3, *args, **more), Comment.model_validate(shown), True)


def topic_edit(shown: Any, *args: Any, **more: Any) -> tuple[list[Any], Any]:
    page = Page(items=(TopicComment.model_validate(shown),))
    return play(topics.edit_comment(5, 4, 3, *args, **more), page, True)


@pytest.mark.parametrize("edit", [comment_edit, topic_edit])
def test_edit_of_a_comment_keeps_the_rest(edit: Callable[..., tuple[list[Any], Any]]) -> None:
    shown = {"id": 3, "text": "a &amp; b", "attachments": [PHOTO, LINK, MARKET]}

    (_, text_only), done = edit(shown, "New")
    (_, media_only), _ = edit(shown, media=["doc-5_1"])

    assert done is True
    assert (text_only.get("message"), text_only.get("attachments")) == (
        "New",
        "photo-5_7_k,market-5_7",
    )
    assert (media_only.get("message"), media_only.get("attachments")) == ("a & b", "doc-5_1")
    with pytest.raises(errors.Conflict, match="sticker"):
        edit({**shown, "attachments": [STICKER]}, "New")
    with pytest.raises(errors.Conflict, match="attachments"):
        edit({**shown, "attachments": [5]}, "New")
    with pytest.raises(errors.Conflict, match="text"):
        edit({**shown, "text": []}, media=["doc-5_1"])
    with pytest.raises(errors.ParameterError, match="text: empty"):
        edit(shown)
    with pytest.raises(errors.ParameterError, match="may_lose"):
        edit(shown, "New", may_lose="sticker")


def test_comment_that_is_at_hand_is_not_read() -> None:
    shown = Comment.model_validate({"id": 3, "text": "a", "attachments": [PHOTO]})

    asked, _ = play(comments.edit("-5_2", shown, "New"), True)

    assert [call.get("attachments") for call in asked] == ["photo-5_7_k"]


KEYBOARD = {
    "inline": True,
    "one_time": False,
    "author_id": -5,
    "buttons": [
        [{"action": {"type": "text", "label": "Да", "payload": '{"a":1}'}, "color": "primary"}]
    ],
}
MESSAGE = {
    "id": 3,
    "peer_id": 7,
    "conversation_message_id": 4,
    "text": "a &amp; b",
    "attachments": [PHOTO, LINK, {"type": "wall", "wall": {"id": 2, "to_id": -5}}],
    "keyboard": KEYBOARD,
    "geo": {"coordinates": {"latitude": 53.2, "longitude": 50.1}},
}


def test_edit_of_a_message_keeps_the_rest() -> None:
    (call,), _ = play(messages_send.edit(Message.model_validate(MESSAGE), "New"), True)

    assert call.get("attachment") == "photo-5_7_k,wall-5_2"
    assert json.loads(call.get("keyboard")) == {
        "one_time": False,
        "inline": True,
        "buttons": KEYBOARD["buttons"],
    }
    assert (call.get("lat"), call.get("long")) == ("53.2", "50.1")
    assert (call.get("keep_forward_messages"), call.get("keep_snippets")) == ("1", "1")


def test_payload_that_vk_shows_as_json_is_sent_as_text() -> None:
    action = {"type": "text", "label": "Да", "payload": {"a": 1}}
    keyboard = {"inline": True, "buttons": [[{"action": action}]]}
    message = Message.model_validate(MESSAGE | {"keyboard": keyboard})

    (call,), _ = play(messages_send.edit(message, "New"), True)

    ((button,),) = json.loads(call.get("keyboard"))["buttons"]
    assert button["action"]["payload"] == '{"a":1}'


def test_edit_of_a_message_replaces_what_is_given() -> None:
    message = Message.model_validate(MESSAGE)

    (call,), _ = play(messages_send.edit(message, keyboard=Keyboard(), attachments=[]), True)

    assert call.get("message") == "a & b"
    assert call.get("attachment") is None
    assert json.loads(call.get("keyboard"))["buttons"] == []


@pytest.mark.parametrize(
    "given",
    [
        MessageRef(peer_id=7, conversation_message_id=4),
        Message.model_validate({**MESSAGE, "is_cropped": True, "attachments": []}),
        Message.model_validate({"peer_id": 7, "cmid": 4}),
    ],
)
def test_incomplete_message_is_read_before_an_edit(given: Any) -> None:
    page = Page(items=(Message.model_validate(MESSAGE),))

    (read, call), _ = play(messages_send.edit(given, "New"), page, True)

    assert read.method == "messages.getByConversationMessageId"
    assert call.get("attachment") == "photo-5_7_k,wall-5_2"


@pytest.mark.parametrize(
    ("more", "lost"),
    [
        ({"template": {"type": "carousel"}}, "template"),
        ({"attachments": [STICKER]}, "sticker"),
        ({"attachments": [5]}, "attachments"),
        ({"keyboard": 5}, "keyboard"),
        ({"keyboard": {"inline": True, "buttons": [[{"action": 5}]]}}, "keyboard"),
        ({"keyboard": {"inline": True, "buttons": [[5]]}}, "keyboard"),
        ({"keyboard": {"inline": True, "buttons": [[{}]]}}, "keyboard"),
        ({"geo": 5}, "place"),
    ],
)
def test_message_that_cannot_be_kept_is_refused(more: dict[str, Any], lost: str) -> None:
    message = Message.model_validate(MESSAGE | more)

    with pytest.raises(errors.Conflict, match=lost):
        play(messages_send.edit(message, "New"))
    assert play(messages_send.edit(message, "New", may_lose=[lost]), True)[1] is True


def test_formatting_belongs_to_the_text_that_stays() -> None:
    form = {"version": 1, "items": [{"type": "bold", "offset": 0, "length": 1}]}
    message = Message.model_validate(MESSAGE | {"format_data": form})

    (kept,), _ = play(messages_send.edit(message, attachments=[]), True)
    (replaced,), _ = play(messages_send.edit(message, "New"), True)

    assert json.loads(kept.get("format_data")) == form
    assert replaced.get("format_data") is None


def test_unfit_text_of_a_message_is_not_replaced_by_nothing() -> None:
    page = Page(items=(Message.model_validate(MESSAGE | {"text": []}),))

    with pytest.raises(errors.Conflict, match="text"):
        play(messages_send.edit(page.items[0], attachments=["photo-5_8"]), page)


def test_edit_of_a_message_without_a_change_is_refused() -> None:
    with pytest.raises(errors.ParameterError):
        messages_send.edit(MessageRef(peer_id=7, message_id=4))


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=1) as made:
        yield made


@pytest.fixture
def client(box: Sandbox) -> Iterator[GovPublic]:
    with box.client() as made:
        yield made


def test_sandbox_shows_what_edits_keep(box: Sandbox, client: GovPublic) -> None:
    public = box.publics[0]
    photo = client.media.photo(public, JPEG)
    post = client.posts.publish(public, "a & b", media=[photo])
    comment = client.comments.create(post, "a", media=[photo])
    box.citizens.write(public, "Когда?", citizen=7)
    picture = client.media.message_photo(7, JPEG, public=public)
    buttons = Keyboard([[Button.text("Да", payload={"a": 1})]], inline=True)
    sent = client.messages.send(7, "a", public=public, attachments=[picture], keyboard=buttons)

    client.posts.edit(post, media=[photo])
    client.comments.edit(post, comment.comment_id, "b")
    client.messages.edit(sent, "b", public=public)

    assert client.posts.by_id(post).text in ("a & b", "a &amp; b")
    shown = client.comments.by_id(post, comment.comment_id)
    assert (shown.text, [one.type for one in shown.attachments or ()]) == ("b", ["photo"])
    (message,) = client.messages.get_many(
        [sent.conversation_message_id or 0], peer=7, public=public
    )
    assert (message.text, [one.type for one in message.attachments or ()]) == ("b", ["photo"])
    assert message.keyboard


def test_sandbox_shows_what_contacts_keep(box: Sandbox, client: GovPublic) -> None:
    public = box.publics[0]

    client.publics.set_contact(public, 7, position="Глава", phone="112")
    client.publics.set_contact(public, 7, phone="", email="a@samara.ru")

    shown = [one for one in client.publics.contacts(public) or () if one.user_id == 7]
    assert [(one.desc, one.phone, one.email) for one in shown] == [("Глава", None, "a@samara.ru")]


def test_edit_of_a_scheduled_post_is_read_as_a_manager(box: Sandbox, client: GovPublic) -> None:
    at = box.clock.moment() + timedelta(days=2)
    post = client.posts.publish(box.publics[0], "a", at=at, signed=True, close_comments=True)

    client.posts.edit(post, text="b")  # a service token sees no scheduled posts

    (shown,) = client.posts.get(box.publics[0], filter="postponed")
    assert (shown.text, shown.date, shown.post_type) == ("b", at, "postpone")
    assert shown.signer_id
    assert shown.comments
    assert shown.comments.can_open


def test_edit_reads_with_no_service_token() -> None:
    keyring = Keyring(service="s", users=["u"])
    question: Any = next(publishing.edit("-5_2", text="a"))

    assert [one.kind for one in keyring.tokens_for(question)] == ["user"]
    assert len(keyring.tokens_for(posts.by_id("-5_2"))) == 2
