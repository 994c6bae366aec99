"""No appeal is lost when an event that brings it has wrong bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from govpublic_sdk import GovPublic, errors, events
from govpublic_sdk.appeals import VkComments, VkMessages, VkTopics, from_event
from govpublic_sdk.models import Event
from govpublic_sdk.store import Inbox
from long_poll_line import Line, news, raw

CHANNELS = [VkMessages(7), VkComments(7), VkTopics(7)]
MESSAGE = (
    b'{"type":"message_new","group_id":7,"event_id":"e1","v":"5.199","object":{"message":{"id":0,'
    b'"peer_id":5,"from_id":5,"conversation_message_id":4,"date":1700000000,"text":"Voda"},'
    b'"client_info":{}}}'
)
COMMENT = (
    b'{"type":"wall_reply_new","group_id":7,"event_id":"e1","v":"5.199","object":{"id":4,'
    b'"from_id":5,"post_id":2,"owner_id":-7,"date":1700000000,"text":"Voda"}}'
)
TOPIC = (
    b'{"type":"board_post_new","group_id":7,"event_id":"e1","v":"5.199","object":{"id":4,'
    b'"from_id":5,"topic_id":2,"topic_owner_id":-7,"date":1700000000,"text":"Voda"}}'
)
unknown = pytest.mark.parametrize(
    ("body", "right", "wrong"),
    [
        (MESSAGE, b'"peer_id":5', b'"peer_id":5\x01'),
        (MESSAGE, b'"conversation_message_id"', b'"conversation\xff_message_id"'),
        (MESSAGE, b'"message":', b'"mess\x01age":'),
        (MESSAGE, b'"object"', b'"ob\x01ject"'),
        (COMMENT, b'"post_id":2', b'"post_id":2\x00'),
        (COMMENT, b'"id":4', b'"id":-\n4'),
        (TOPIC, b'"topic_id"', b'"topic\xd0_id"'),
    ],
)


@unknown
def test_event_of_unknown_appeal_is_refused(body: bytes, right: bytes, wrong: bytes) -> None:
    event = events.parse(body.replace(right, wrong, 1))

    assert from_event(events.parse(body), CHANNELS) is not None
    with pytest.raises(errors.DecodeError, match="Keep the event") as refused:
        from_event(event, CHANNELS)
    with (
        GovPublic(vk="token", channels=CHANNELS) as client,
        pytest.raises(errors.DecodeError, match="Keep the event"),
    ):
        client.appeals.from_event(event)
    assert "Voda" not in str(refused.value)


def test_event_of_another_public_is_no_appeal() -> None:
    event = events.parse(
        MESSAGE.replace(b'"group_id":7', b'"group_id":8').replace(b":5,", b":5\x01,")
    )

    assert from_event(event, CHANNELS) is None


def test_message_with_a_damaged_name_is_read_again() -> None:
    whole = {"id": 0, "peer_id": 5, "from_id": 5, "conversation_message_id": 4, "text": "Voda"}
    event = events.parse(MESSAGE.replace(b'"text"', b'"te\x01xt"'))

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path.endswith("messages.getByConversationMessageId")
        return httpx.Response(200, json={"response": {"count": 1, "items": [whole]}})

    alone = from_event(event, CHANNELS)
    with GovPublic(vk="token", channels=CHANNELS, transport=httpx.MockTransport(answer)) as client:
        found = client.appeals.from_event(event)

    assert alone is not None
    assert alone.is_cropped
    assert found is not None
    assert (found.text, found.is_cropped) == ("Voda", None)


def of_line(line: Line, tmp_path: Path) -> list[Event]:
    return list(line.events())


def of_store(line: Line, tmp_path: Path) -> list[Event]:
    with Inbox(tmp_path / "events.db") as inbox, line.client() as client:
        client.events.receive(7, inbox, stop=line.stop)
        return [events.parse(one.body) for one in inbox.take("worker", count=5)]


@pytest.mark.parametrize("read", [of_line, of_store])
@pytest.mark.parametrize("group", [b'"group_id":7\x01', b'"group_id":-\n7', b'"gr\x01oup_id":7'])
def test_community_of_a_line_is_known(
    read: Callable[[Line, Path], list[Event]], group: bytes, tmp_path: Path
) -> None:
    body = b'{"ts":"101","updates":[%s]}' % MESSAGE.replace(b'"group_id":7', group)

    (event,) = read(Line(raw(body), news("102")), tmp_path)

    assert event.group_id == 7
    assert from_event(event, CHANNELS) is not None
