"""Writes of `run_all` are sent one by one and in order, on both clients."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import AsyncGovPublic, Call, Clock, GovPublic, Keyring, Request, Response, vk


class Transport:
    """Records what begins and ends; on the async client later requests overtake earlier ones."""

    def __init__(self) -> None:
        self.log: list[tuple[str, str]] = []
        self.under_way = 0
        self.most = 0

    def _reply(self, request: Request) -> Response:
        if request.url.endswith("execute"):
            places = request.form["code"].count("API.")
            return Response(200, {}, json.dumps({"response": [[]] * places}).encode())
        return Response(200, {}, b'{"response": {"post_id": 1}}')

    def _name(self, request: Request) -> str:
        return request.form.get("message", "read")


class Sync(Transport):
    def send(self, request: Request, timeout: float | None) -> Response:
        self.log.append(("done", self._name(request)))
        return self._reply(request)

    def close(self) -> None:
        pass


class Async(Transport):
    async def send(self, request: Request, timeout: float | None) -> Response:
        name = self._name(request)
        self.under_way += 1
        self.log.append((f"begun beside {self.under_way - 1}", name))
        for _ in range(20 - len(self.log) % 20):
            await asyncio.sleep(0)
        self.under_way -= 1
        self.log.append(("done", name))
        return self._reply(request)

    async def close(self) -> None:
        pass


def keyring() -> Keyring:
    return Keyring(users=["token"], rates={"user": 1000})


def run(calls: list[Call[Any]], *, most: int = 10**6) -> tuple[Async, list[Any]]:
    async def ask() -> tuple[Async, list[Any]]:
        transport = Async()
        outcomes: list[Any] = []
        async with AsyncGovPublic(keyring(), transport=transport, clock=Clock()) as client:
            source = client.run_all(calls)
            async for outcome in source:
                outcomes.append(outcome)
                if len(outcomes) == most:
                    await source.aclose()  # type: ignore[attr-defined]
                    break
        return transport, outcomes

    return asyncio.run(ask())


def writes(count: int) -> list[Call[Any]]:
    return [vk.wall.post(-1, f"{number:02}") for number in range(count)]


def done(transport: Transport) -> list[str]:
    return [name for what, name in transport.log if what == "done" and name != "read"]


def test_run_all_sends_writes_in_order_async() -> None:
    transport, outcomes = run(writes(30))
    assert done(transport) == [f"{number:02}" for number in range(30)]
    assert {what for what, _ in transport.log} == {"begun beside 0", "done"}
    assert [one.error for one in outcomes] == [None] * 30


def test_run_all_left_early_has_sent_one_write() -> None:
    transport, outcomes = run(writes(30), most=1)
    assert len(outcomes) == 1
    assert done(transport) == ["00"]
    assert len(transport.log) == 2


def test_run_all_left_early_has_sent_one_write_sync() -> None:
    transport = Sync()
    with GovPublic(keyring(), transport=transport, clock=Clock(sleep=lambda _: None)) as client:
        next(iter(client.run_all(writes(5))))
    assert done(transport) == ["00"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.booleans(), max_size=80))
def test_run_all_sends_no_write_beside_others(kinds: list[bool]) -> None:
    calls = [
        vk.wall.post(-1, f"{number:02}") if write else vk.users.get([number + 1])
        for number, write in enumerate(kinds)
    ]
    transport, outcomes = run(calls)
    assert [one.call for one in outcomes] == calls
    assert done(transport) == [f"{number:02}" for number, write in enumerate(kinds) if write]
    for index, (what, name) in enumerate(transport.log):
        if name != "read":
            assert what in ("begun beside 0", "done")
            assert what == "done" or transport.log[index + 1] == ("done", name)


def test_run_all_still_sends_reads_at_once() -> None:
    transport, _ = run([vk.users.get([number + 1]) for number in range(200)])
    assert any(what == "begun beside 3" for what, _ in transport.log)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_run_all_repeats_nothing_after_an_edit(colour: str) -> None:
    calls = [vk.wall.edit(-1, 5, message="new"), vk.wall.delete(-1, 5)] * 5
    if colour == "async":
        transport, _ = run(calls)
        names = [name for what, name in transport.log if what == "done"]
    else:
        one = Sync()
        with GovPublic(keyring(), transport=one, clock=Clock(sleep=lambda _: None)) as client:
            list(client.run_all(calls))
        names = [name for _, name in one.log]
    assert names == ["new", "read"] * 5
