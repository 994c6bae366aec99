"""What citizens send to publics of VK: forwarded, shared, replied, cropped; all of it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import events
from govpublic_sdk.appeals import VkComments, VkMessages, VkTopics, from_event
from govpublic_sdk.models import Appeal

AT = 1_700_000_000


def photo(number: int, owner: int = 8) -> dict[str, Any]:
    sizes = [{"type": "x", "url": f"https://u.example/{number}.jpg", "width": 1, "height": 1}]
    return {"type": "photo", "photo": {"id": number, "owner_id": owner, "sizes": sizes}}


def a_message(**fields: Any) -> dict[str, Any]:
    base = {"id": 3, "peer_id": 7, "from_id": 7, "conversation_message_id": 4, "date": AT}
    return {**base, "text": "", **fields}


def an_event(kind: str, body: dict[str, Any]) -> events.Event:
    sent = {"type": kind, "group_id": 1, "event_id": "e1", "v": "5.199", "object": body}
    return events.parse(sent)


def appeal_of(**fields: Any) -> Appeal:
    event = an_event("message_new", {"message": a_message(**fields), "client_info": {}})
    found = from_event(event, [VkMessages(1)])
    assert found is not None
    return found


def files(appeal: Appeal) -> list[tuple[str | None, str | None]]:
    return [(one.id, one.url) for one in appeal.attachments]


def test_forwarded_message_is_the_appeal() -> None:
    inner = {"from_id": -9, "date": AT, "text": "Deeper", "attachments": [photo(2)]}
    outer = {"from_id": 8, "date": AT, "text": "A pit\nhere", "attachments": [photo(1)]}

    found = appeal_of(text="Look", fwd_messages=[{**outer, "fwd_messages": [inner]}])

    assert found.text == (
        "Look\nПереслано от id8:\n> A pit\n> here\n> Переслано от club9:\n> > Deeper"
    )
    assert [id for id, _ in files(found)] == ["photo8_1", "photo8_2"]
    assert found.events[0].text == found.text


def test_replied_message_is_quoted() -> None:
    asked = {"id": 2, "from_id": -1, "date": AT, "text": "Where?", "attachments": [photo(5, -1)]}

    found = appeal_of(text="Garden street", reply_message=asked)

    assert found.text == "Garden street\nОтвет на сообщение club1:\n> Where?"
    assert files(found) == [("photo-1_5", "https://u.example/5.jpg")]


@pytest.mark.parametrize("depth", [1, 20, 60])
def test_forwards_at_any_depth_are_kept(depth: int) -> None:
    message: dict[str, Any] = {"from_id": 8, "text": "deepest", "attachments": [photo(1)]}
    for number in range(depth):
        message = {"from_id": number + 1, "fwd_messages": [message]}

    found = appeal_of(**message)

    assert "deepest" in (found.text or "")
    assert [id for id, _ in files(found)] == ["photo8_1"]


@pytest.mark.parametrize(
    "owners",
    [
        {"to_id": -9, "from_id": -9},
        {"owner_id": -9, "from_id": 7},
        {"from_id": -9},
        {"owner_id": -9, "to_id": -9, "from_id": -9},
        {"source_id": -9, "from_id": 7},
        {"owner_id": "-9"},
    ],
)
def test_shared_post_has_id_and_address(owners: dict[str, Any]) -> None:
    post = {"id": 5, "date": 1, "text": "A post", "attachments": [photo(3, -9)], **owners}

    found = appeal_of(text="See", attachments=[{"type": "wall", "wall": post}])

    assert files(found) == [
        ("wall-9_5", "https://vk.com/wall-9_5"),
        ("photo-9_3", "https://u.example/3.jpg"),
    ]
    assert "https://vk.com/wall-9_5:\n> A post" in (found.text or "")


def test_repost_inside_of_post_is_kept() -> None:
    origin = {"id": 8, "owner_id": -20, "from_id": -20, "text": "Origin"}
    origin["attachments"] = [photo(4, -20)]
    post = {"id": 5, "to_id": -9, "from_id": -9, "text": "", "copy_history": [origin]}

    found = appeal_of(attachments=[{"type": "wall", "wall": post}])

    assert [id for id, _ in files(found)] == ["wall-9_5", "wall-20_8", "photo-20_4"]
    assert found.text == (
        "Запись club9, https://vk.com/wall-9_5:\n"
        "> Запись club20, https://vk.com/wall-20_8:\n> > Origin"
    )


def test_shared_comment_has_address() -> None:
    comment = {"id": 5, "from_id": 9, "post_id": 3, "owner_id": -9, "text": "A comment"}

    found = appeal_of(attachments=[{"type": "wall_reply", "wall_reply": comment}])

    address = "https://vk.com/wall-9_3?reply=5"
    assert files(found) == [("wall_reply-9_5", address)]
    assert found.text == f"Комментарий id9, {address}:\n> A comment"


OTHERS: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("story", {"id": 5, "owner_id": -9}, "story-9_5", "https://vk.com/story-9_5"),
    (
        "market",
        {"id": 5, "owner_id": -9, "title": "A"},
        "market-9_5",
        "https://vk.com/market-9?w=product-9_5",
    ),
    ("poll", {"id": 5, "owner_id": -9, "question": "?"}, "poll-9_5", "https://vk.com/poll-9_5"),
    ("video", {"id": 5, "owner_id": -9}, "video-9_5", "https://vk.com/video-9_5"),
    ("clip", {"id": 5, "owner_id": -9}, "clip-9_5", "https://vk.com/clip-9_5"),
    ("doc", {"id": 5, "owner_id": 9, "url": "https://d.example"}, "doc9_5", "https://d.example"),
    ("note", {"id": 5, "owner_id": 9}, "note9_5", "https://vk.com/note9_5"),
    ("album", {"id": 5, "owner_id": -9}, "album-9_5", "https://vk.com/album-9_5"),
    ("page", {"id": 5, "group_id": 9}, "page-9_5", "https://vk.com/page-9_5"),
    ("event", {"id": 5}, "event5", "https://vk.com/event5"),
    ("group", {"id": 5}, "group5", "https://vk.com/club5"),
    ("audio_message", {"id": 5, "owner_id": 9, "link_ogg": "o"}, "audio_message9_5", "o"),
    (
        "sticker",
        {
            "sticker_id": 5,
            "product_id": 2,
            "images": [
                {"url": "small", "width": 1, "height": 1},
                {"url": "large", "width": 2, "height": 2},
            ],
        },
        "sticker2_5",
        "large",
    ),
    ("graffiti", {"id": 5, "owner_id": 9, "url": "https://g.example"}, "graffiti9_5", None),
    (
        "article",
        {"id": 5, "owner_id": -9, "view_url": "https://a.ru"},
        "article-9_5",
        "https://a.ru",
    ),
    ("article", {"id": 5, "owner_id": -9}, "article-9_5", "https://vk.com/@-9-5"),
    ("wall", {"id": "5", "owner_id": "-9"}, "wall-9_5", "https://vk.com/wall-9_5"),
    ("wall", {"post_id": 5, "owner_id": -9}, "wall-9_5", "https://vk.com/wall-9_5"),
    ("poll", {"poll_id": 5, "owner_id": -9}, "poll-9_5", "https://vk.com/poll-9_5"),
    ("mini_app", {"app": {"id": 5}, "title": "A"}, "mini_app5", "https://vk.com/app5"),
    ("app", {"app_id": 5, "name": "A"}, "app5", "https://vk.com/app5"),
]


@pytest.mark.parametrize(("kind", "body", "id", "url"), OTHERS)
def test_attachment_has_id_and_address(
    kind: str, body: dict[str, Any], id: str, url: str | None
) -> None:
    alone = appeal_of(attachments=[{"type": kind, kind: body}])
    nested = appeal_of(fwd_messages=[{"from_id": 8, "attachments": [{"type": kind, kind: body}]}])

    (shown,) = alone.attachments
    assert shown.id == id
    assert shown.url == (url or body["url"])
    assert nested.attachments == alone.attachments


@pytest.mark.parametrize("kind", ["wall", "wall_reply", "story", "market", "link", "hologram"])
def test_two_attachments_never_share_an_id(kind: str) -> None:
    bodies = [
        {"id": 5, "text": "One", "url": "https://a.example", "title": "One"},
        {"id": 5, "text": "Two", "url": "https://b.example", "title": "Two"},
    ]

    found = appeal_of(attachments=[{"type": kind, kind: body} for body in bodies])

    assert len({one.id for one in found.attachments}) == 2


def test_ids_outlive_new_access_keys() -> None:
    def shared(key: str) -> Appeal:
        post = {"id": 5, "to_id": -9, "access_key": key}
        link = {"url": "https://a.example", "photo": {"id": 1, "owner_id": 2, "access_key": key}}
        return appeal_of(
            attachments=[{"type": "wall", "wall": post}, {"type": "link", "link": link}]
        )

    assert files(shared("a")) == files(shared("b"))


def test_what_is_sent_twice_is_attached_once() -> None:
    found = appeal_of(attachments=[photo(1)], fwd_messages=[{"attachments": [photo(1), photo(2)]}])

    assert [id for id, _ in files(found)] == ["photo8_1", "photo8_2"]


def test_voice_and_poll_are_words() -> None:
    voice = {"id": 1, "owner_id": 7, "transcript": "It is dark", "transcript_state": "done"}
    poll = {"id": 2, "owner_id": 7, "question": "When?", "answers": [{"id": 1, "text": "Soon"}]}

    found = appeal_of(
        attachments=[
            {"type": "audio_message", "audio_message": voice},
            {"type": "poll", "poll": poll},
        ]
    )

    assert found.text == "Голосовое сообщение:\n> It is dark\nОпрос:\n> When?\n> Soon"


def test_forwarded_place_is_the_place() -> None:
    geo = {"type": "point", "coordinates": {"latitude": 53.2, "longitude": 50.1}}

    found = appeal_of(fwd_messages=[{"from_id": 8, "geo": geo}])

    assert found.place is not None
    assert (found.place.latitude, found.place.longitude) == (53.2, 50.1)
    assert [url for _, url in files(found)] == ["geo:53.2,50.1"]
    assert "53.2" not in repr(found)


def test_number_without_end_is_none() -> None:
    body = {"id": "9" * 5_000, "owner_id": -9, "url": "https://vk.com/x"}
    (shown,) = appeal_of(attachments=[{"type": "hologram", "hologram": body}]).attachments

    assert shown.url == "https://vk.com/x"
    assert "999" not in shown.id


@pytest.mark.parametrize("geo", [{"type": "point"}, {"coordinates": {"latitude": 53.2}}])
def test_place_without_coordinates_is_no_attachment(geo: dict[str, Any]) -> None:
    assert appeal_of(fwd_messages=[{"from_id": 8, "geo": geo}]).attachments == ()


def test_words_of_others_do_not_show() -> None:
    found = appeal_of(
        fwd_messages=[{"from_id": 8, "text": "My phone is 000"}],
        attachments=[{"type": "wall", "wall": {"id": 5, "to_id": -9, "text": "My phone is 000"}}],
    )

    assert "phone" not in repr(found)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_cropped": True, "attachments": [photo(1)]},
        {"fwd_messages": [{"from_id": 8, "is_cropped": True}]},
        {"reply_message": {"from_id": 8, "is_cropped": True}},
    ],
)
def test_cropped_message_is_marked(fields: dict[str, Any]) -> None:
    assert appeal_of(**fields).is_cropped is True
    assert appeal_of(text="whole").is_cropped is None


def test_next_message_keeps_all_of_both() -> None:
    first = appeal_of(text="One", attachments=[photo(1)])
    post = {"type": "wall", "wall": {"id": 5, "to_id": -9, "text": "A post"}}
    more = a_message(conversation_message_id=5, text="Two", attachments=[post], is_cropped=True)

    event = an_event("message_new", {"message": more, "client_info": {}})
    found = from_event(event, [VkMessages(1)], unanswered=first)

    assert found is not None
    assert [id for id, _ in files(found)] == ["photo8_1", "wall-9_5"]
    assert (found.text or "").startswith("One\nTwo\nЗапись")
    assert found.is_cropped is True


@pytest.mark.parametrize(
    ("kind", "channel", "where"),
    [
        ("wall_reply_new", VkComments(1), {"post_id": 2, "owner_id": -1}),
        ("board_post_new", VkTopics(1), {"topic_id": 2, "topic_owner_id": -1}),
    ],
)
def test_shared_posts_in_public_words(kind: str, channel: Any, where: dict[str, Any]) -> None:
    post = {"id": 5, "to_id": -9, "text": "A post", "attachments": [photo(1)]}
    body = {"id": 6, "from_id": 7, "date": AT, "text": "", **where}
    body["attachments"] = [{"type": "wall", "wall": post}]

    found = from_event(an_event(kind, body), [channel])

    assert found is not None
    assert [id for id, _ in files(found)] == ["wall-9_5", "photo8_1"]
    assert "> A post" in (found.text or "")


def test_edit_time_is_the_last_change() -> None:
    found = appeal_of(text="a", update_time=AT + 60)

    assert found.updated_at == datetime.fromtimestamp(AT + 60, UTC)


TEXTS = st.text("abc \n", max_size=8)


def messages(depth: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    inner = st.lists(messages(depth - 1), max_size=2) if depth else st.just([])
    return st.fixed_dictionaries(
        {
            "from_id": st.integers(1, 9),
            "text": TEXTS,
            "attachments": st.lists(st.integers(1, 9).map(photo), max_size=2),
            "fwd_messages": inner,
        }
    )


def _all_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [message, *(two for one in message["fwd_messages"] for two in _all_of(one))]


@settings(deadline=None, max_examples=60)
@given(messages())
def test_every_word_and_file_is_in_the_appeal(message: dict[str, Any]) -> None:
    found = appeal_of(**{**message, "from_id": 7})
    lines = {line.lstrip("> ") for line in (found.text or "").splitlines()}
    sent = _all_of(message)

    assert {line.lstrip("> ") for one in sent for line in one["text"].splitlines()} <= lines
    assert {id for id, _ in files(found)} == {
        f"photo8_{two['photo']['id']}" for one in sent for two in one["attachments"]
    }
