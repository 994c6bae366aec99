"""A server, a user and a machine that mean ill: whatever they do ends, and ends typed."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

import httpx
import pytest

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Keyring, errors, vk
from govpublic_sdk._limits import Limiter
from played import question


def keyring(token: str = "token") -> Keyring:
    return Keyring(users=[token], rates={"user": 1000})


def client_of(answer: Any, **options: Any) -> GovPublic:
    """A client whose server answers every call in the same way."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
    return GovPublic(keyring(), transport=transport, retry=None, **options)


# Lists that never end


LISTS = {
    "posts": lambda client: client.posts.each(1),
    "comments": lambda client: client.comments.each("-1_1"),
    "members": lambda client: client.publics.members(1),
    "topics": lambda client: client.topics.each(1),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_repeats_itself_ends(name: str) -> None:
    items = [1, 2, 3] if name == "members" else [{"id": 1}, {"id": 2}]
    client = client_of({"response": {"items": items}})
    seen: list[Any] = []
    with pytest.raises(errors.ServerError, match="never end"):
        for item in islice(LISTS[name](client), 1000):
            seen.append(item)
    assert len(seen) == len(items)


@pytest.mark.parametrize("items", [[{}], [{"date": 5}, "nonsense"]])
def test_a_list_of_the_same_unreadable_things_ends(items: list[object]) -> None:
    client = client_of({"response": {"items": items}})
    with pytest.raises(errors.ServerError, match="never end"):
        next(client.posts.each(1))


def test_a_list_that_repeats_itself_ends_on_the_async_client_too() -> None:
    async def run() -> list[int]:
        body = b'{"response": {"items": [{"id": 1}]}}'
        transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
        async with AsyncGovPublic(keyring(), transport=transport) as client:
            return [post.id async for post in client.posts.each(1)]

    with pytest.raises(errors.ServerError, match="never end"):
        asyncio.run(run())


def test_new_items_that_push_a_page_aside_do_not_end_a_walk() -> None:
    pages = [[1, 2], [1, 2], [1, 2], [3, 4], []]
    answers = iter(pages)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"response": {"items": next(answers)}})

    client = GovPublic(keyring(), transport=httpx.MockTransport(answer))
    assert list(client.publics.members(1)) == [1, 2, 3, 4]


def test_a_cursor_that_stands_still_is_the_end() -> None:
    client = client_of({"response": {"items": [{"id": 1}], "next_from": "a"}})
    page = client.run(vk.wall.get(-1))
    assert page.next is not None
    assert client.run(page.next).next is None


def test_looking_for_a_lost_post_ends() -> None:
    lost = vk.wall.post(-1, "Объявление")
    post = {"id": 1, "owner_id": -1, "date": 2_000_000_000, "text": "другое"}
    client = client_of({"response": {"items": [post]}})
    with pytest.raises(errors.ServerError, match="never end"):
        client.posts.reconcile(lost, since=datetime(2020, 1, 1, tzinfo=UTC))


# Turns, and clocks that jump


@pytest.mark.parametrize("order", ["first", "last", "shuffled"])
def test_cancelled_waiters_give_all_their_turns_back(order: str) -> None:
    async def run() -> float:
        forever = asyncio.Event()
        clock = Clock(now=lambda: 1234.567, sleep=lambda seconds: forever.wait())  # type: ignore[arg-type, return-value]
        transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"response": 1}))
        async with AsyncGovPublic("token", transport=transport, clock=clock) as client:
            tasks = [asyncio.create_task(client.run(question())) for _ in range(60)]
            await asyncio.sleep(0.05)
            if order == "shuffled":
                Random(1).shuffle(tasks)
            for task in tasks if order != "last" else reversed(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return client.keyring.candidates(question())[0].limiter.wait(1234.567)

    assert asyncio.run(run()) < 1.1


def test_a_turn_given_back_in_the_middle_makes_no_burst() -> None:
    limiter, chance, now = Limiter(3), Random(1), 0.0
    granted: list[float] = []
    for _ in range(500):
        wait = limiter.reserve(now)
        assert wait is not None
        granted.append(now + wait)
        if chance.random() < 0.3:
            limiter.give_back(granted.pop(chance.randrange(len(granted))))
        now += chance.random() / 10
        granted = [turn for turn in granted if turn > now - 5]
        granted.sort()
        for first, fourth in zip(granted, granted[3:], strict=False):
            assert fourth - first >= 1.02


@pytest.mark.parametrize("jump", [-1e9, -3600.0, -2.0, 3600.0, 1e9])
def test_a_clock_that_jumps_neither_stops_nor_bursts(jump: float) -> None:
    limiter, now, real = Limiter(3), 1000.0, 0.0
    sent: list[float] = []
    for number in range(12):
        if number == 5:
            now += jump
        wait = limiter.reserve(now)
        assert wait is not None
        assert wait <= 1.1
        now, real = now + wait, real + wait
        sent.append(real)
    assert all(later - first > 1 for first, later in zip(sent[:2], sent[3:5], strict=True))
    assert sent[11] - sent[0] > 2  # a jump forward costs one burst at most


def test_fifty_threads_keep_the_rate() -> None:
    sent: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(time.monotonic())
        return httpx.Response(200, json={"response": 1})

    keys = Keyring(users=["token"], rates={"user": 100})
    with (
        GovPublic(keys, transport=httpx.MockTransport(answer)) as client,
        ThreadPoolExecutor(50) as threads,
    ):
        found = list(threads.map(lambda _: client.run(question()), range(150)))
    assert found == [1] * 150
    assert max(sent) - min(sent) > 0.95
