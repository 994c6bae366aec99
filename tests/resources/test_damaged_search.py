"""A search never says that something is not there when what it compares could not be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from govpublic_sdk import Clock, GovPublic, errors, events
from govpublic_sdk.appeals import Reply, VkComments, VkMessages, VkTopics, from_event

NOW = 1_700_000_100
POST = (
    b'{"id":9,"owner_id":-1,"from_id":-1,"date":1700000050,"text":"Voda","attachments":'
    b'[{"type":"photo","photo":{"id":5,"owner_id":-1,"access_key":"k"}}]}'
)
REPOST = (
    b'{"id":9,"owner_id":-1,"from_id":-1,"date":1700000050,"text":"","copy_history":'
    b'[{"id":7,"owner_id":-5,"from_id":-5,"date":1,"text":"x"}]}'
)
COMMENT = b'{"id":9,"owner_id":-1,"from_id":-1,"date":1700000050,"text":"Voda"}'
ANSWER = (
    b'{"id":9,"conversation_message_id":9,"peer_id":7,"out":1,"from_id":-1,"date":1700000050,'
    b'"text":"[id7|X], Voda","reply_to_comment":3}'
)
WRITES = ("wall.post", "wall.repost", "wall.createComment", "board.createComment")


def client_that_shows(item: bytes) -> GovPublic:
    """A client whose writes lose their answers, and whose lists have one item."""

    def answer(request: httpx.Request) -> httpx.Response:
        form = httpx.QueryParams(request.content.decode())
        method = request.url.path.rpartition("/")[2]
        if method in WRITES:
            return httpx.Response(502)
        if method == "utils.getServerTime":
            return httpx.Response(200, json={"response": NOW})
        items = b"" if "filter" in form else item
        body = b'{"response":{"count":%d,"items":[%s]}}' % (bool(items), items)
        return httpx.Response(200, content=body)

    clock = Clock(now=lambda: 0.0, sleep=lambda _: None, chance=lambda: 0.5)
    return GovPublic(vk="token", transport=httpx.MockTransport(answer), clock=clock)


def search_post(client: GovPublic) -> object:
    with pytest.raises(errors.OutcomeUnknown) as lost:
        client.posts.publish(1, "Voda", media=["photo-1_5"])
    return client.posts.reconcile(lost.value)


def search_repost(client: GovPublic) -> object:
    with pytest.raises(errors.OutcomeUnknown) as lost:
        client.posts.repost("-5_7", to=1)
    return client.posts.reconcile(lost.value)


def search_comment(client: GovPublic) -> object:
    with pytest.raises(errors.OutcomeUnknown) as lost:
        client.comments.create("-1_2", "Voda")
    return client.comments.reconcile(lost.value)


def search_topic(client: GovPublic) -> object:
    with pytest.raises(errors.OutcomeUnknown) as lost:
        client.topics.answer(1, 2, "Voda")
    return client.topics.reconcile(lost.value)


def searching_answer(channel: Any, kind: str, **said: Any) -> Callable[[GovPublic], object]:
    body = {"id": 3, "from_id": 7, "date": 1700000000, "text": "Gde voda?", **said}
    brought = {"type": kind, "group_id": 1, "event_id": "e1", "v": "5.199", "object": body}
    if kind == "message_new":
        brought["object"] = {"message": {**body, "peer_id": 7, "conversation_message_id": 3}}
    appeal = from_event(events.parse(brought), [channel])
    assert appeal is not None
    reply = Reply(text="Voda", key="k")
    return lambda client: client.run(channel.find_answer(appeal, reply))


below = searching_answer(VkComments(1), "wall_reply_new", post_id=2, owner_id=-1, parents_stack=[])
in_dialog = searching_answer(VkMessages(1), "message_new")
in_topic = searching_answer(VkTopics(1), "board_post_new", topic_id=2, topic_owner_id=-1)


@pytest.mark.parametrize(
    ("search", "item", "right", "wrong"),
    [
        (search_post, POST, b'"text"', b'"te\x01xt"'),
        (search_post, POST, b'"attachments"', b'"attach\xffments"'),
        (search_post, POST, b'"id":5', b'"i\x01d":5'),
        (search_post, POST, b'"k"', b'"k\x01"'),
        (search_repost, REPOST, b'"copy_history"', b'"copy_his\x01tory"'),
        (search_repost, REPOST, b'"owner_id":-5', b'"owner_id":-\n5'),
        (search_repost, REPOST, b'"id":7', b'"id":7\xff'),
        (search_comment, COMMENT, b'"text"', b'"te\x01xt"'),
        (search_comment, COMMENT, b'"from_id":-1', b'"from_id":-\n1'),
        (search_comment, COMMENT, b'"from_id"', b'"fr\xd0om_id"'),
        (search_topic, COMMENT, b'"from_id":-1', b'"from_id":-1\x01'),
        (search_topic, COMMENT, b'"Voda"', b'"Vo\xd0a"'),
        (below, ANSWER, b'"from_id":-1', b'"from_id":-\t1'),
        (below, ANSWER, b'"[id7|X], Voda"', b'"Vo\xd0a"'),
        (in_dialog, ANSWER, b'"conversation_message_id":9', b'"conversation_message_id":9\x01'),
        (in_dialog, ANSWER, b'"text"', b'"te\x01xt"'),
        (in_topic, ANSWER, b'"from_id"', b'"from\x01_id"'),
        (in_topic, ANSWER, b"id7|X", b"id7\xff|X"),
    ],
)
def test_damaged_item_may_be_it(
    search: Callable[[GovPublic], object], item: bytes, right: bytes, wrong: bytes
) -> None:
    with client_that_shows(item) as client:
        assert search(client) is not None
    with (
        client_that_shows(item.replace(right, wrong, 1)) as client,
        pytest.raises(errors.OutcomeUnknown, match="Item 9 may be it"),
    ):
        search(client)


@pytest.mark.parametrize(
    ("search", "item"),
    [
        (search_post, POST.replace(b'"Voda"', b'"Drugoe"').replace(b'"k"', b'"k\x01"')),
        (search_comment, COMMENT.replace(b"1700000050", b"1600000000").replace(b'"te', b'"\x01te')),
        (search_repost, REPOST.replace(b'"id":7', b'"id":8')),
    ],
    ids=["another text", "older", "another post"],
)
def test_damage_elsewhere_is_no_doubt(search: Callable[[GovPublic], object], item: bytes) -> None:
    with client_that_shows(item) as client:
        assert search(client) is None
