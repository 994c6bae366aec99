"""What cannot be read is never said to be deleted, missing or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from govpublic_sdk import Clock, GovPublic, batch, errors, vk

DAMAGED = [b'"id":3\x01', b'"id":-\n3', b'"i\x01d":3']
damaged = pytest.mark.parametrize("wrong", DAMAGED)


def client_of(*bodies: bytes) -> tuple[GovPublic, list[httpx.Request]]:
    """A client that gets these answers, the last one again and again."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=bodies[min(len(sent), len(bodies)) - 1])

    clock = Clock(now=lambda: 0.0, sleep=lambda _: None, chance=lambda: 0.5)
    return GovPublic(vk="token", transport=httpx.MockTransport(answer), clock=clock), sent


def items(wrong: bytes) -> bytes:
    return b'{"response":{"count":1,"items":[{%s,"owner_id":-1,"from_id":-1}]}}' % wrong


@damaged
@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.posts.by_id("-1_3"),
        lambda client: client.posts.edit("-1_3", text="New"),
        lambda client: client.comments.by_id("-1_2", 3),
        lambda client: client.comments.edit("-1_2", 3, "New"),
        lambda client: client.topics.edit_comment(1, 2, 3, "New"),
        lambda client: client.posts.get_many(["-1_3", "-1_4"]),
    ],
)
def test_one_thing_is_not_said_to_be_gone(ask: Callable[[GovPublic], Any], wrong: bytes) -> None:
    client, sent = client_of(items(wrong))

    with client, pytest.raises(errors.DecodeError, match="cannot be read"):
        ask(client)

    assert not any("edit" in request.url.path for request in sent)


@damaged
def test_posts_are_read_again(wrong: bytes) -> None:
    client, sent = client_of(items(wrong), items(b'"id":3'))

    with client:
        found = client.posts.get_many(["-1_3", "-1_4"])

    assert [post.id for post in found] == [3]
    assert [ref.id for ref in found.missing] == [4]
    assert len(sent) == 2


BOTH = b'{"response":{"post_id":9,"items":[]},"error":{"error_code":5,"error_msg":"has expired"}}'


def test_write_with_value_and_error_is_in_doubt() -> None:
    client, sent = client_of(BOTH)

    with client:
        with pytest.raises(errors.OutcomeUnknown, match="at once"):
            client.posts.publish(1, "a")
        with pytest.raises(errors.AuthError):
            client.posts.get(1)
    assert len(sent) == 2


def test_write_with_an_error_alone_was_refused() -> None:
    client, sent = client_of(b'{"error":{"error_code":100,"error_msg":"bad"}}')

    with client, pytest.raises(errors.InvalidRequest):
        client.posts.publish(1, "a")
    assert len(sent) == 1


def groups(wrong: bytes) -> bytes:
    return b'{"response":{"groups":[{"id":1,"name":"a"},{%s,"name":"b"}]}}' % wrong


@damaged
def test_publics_are_read_again(wrong: bytes) -> None:
    client, sent = client_of(groups(wrong), groups(b'"id":3'))

    with client:
        found = client.publics.get_many([1, 3])

    assert ([public.id for public in found], found.missing) == ([1, 3], ())
    assert len(sent) == 2


@damaged
def test_publics_of_a_batch_are_read_again(wrong: bytes) -> None:
    inner = groups(wrong).removeprefix(b'{"response":').removesuffix(b"}")
    both = b'{"response":[%s,%s]}' % (inner, inner.replace(wrong, b'"id":3'))
    client, sent = client_of(both, groups(b'"id":3'))

    with client:
        outcomes = client.run(batch(vk.groups.get_by_id([1, 3]), vk.groups.get_by_id([1, 3])))

    assert [[public.id for public in one.unwrap()] for one in outcomes] == [[1, 3], [1, 3]]
    assert [request.url.path.rpartition("/")[2] for request in sent] == [
        *("execute", "groups.getById")
    ]


@damaged
def test_publics_that_stay_damaged_are_not_missing(wrong: bytes) -> None:
    client, sent = client_of(groups(wrong))

    with client, pytest.raises(errors.ServerError, match="id of a community is unreadable"):
        client.publics.get_many([1, 3])
    assert len(sent) == 3


@pytest.mark.parametrize("drift", [b'"id":null', b'"id":{}', b'"number":3'])
def test_public_without_an_id_breaks_no_list(drift: bytes) -> None:
    client, _ = client_of(groups(drift).replace(b"}]", b"},5]"))

    with client:
        assert [public.id for public in client.run(vk.groups.get_by_id([1, 3]))] == [1]
