"""CPU of real HTTP on loopback: one by one beside `requests`, fifty in flight beside `aiohttp`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import requests

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Keyring, vk
from rounds import Row, in_turn, ratio

_FORM = {"user_ids": "1", "v": "5.199"}
_HEADERS = {"authorization": "Bearer token"}
_TIMES = 200
_QUESTION = vk.users.get([1])


def measure() -> list[Row]:
    """Ratios of CPU time, which a server in a process of its own does not disturb."""
    with _server() as url:
        return [_one_by_one(url), asyncio.run(_in_flight(url))]


def _one_by_one(url: str) -> Row:
    client = GovPublic(_keyring(), vk_url=url, clock=Clock(sleep=lambda _: None))
    session = requests.Session()

    def theirs() -> None:
        session.post(url + "users.get", data=_FORM, headers=_HEADERS).json()

    figures = in_turn(
        {
            "ours": lambda: _cpu(lambda: client.run(_QUESTION)),
            "requests": lambda: _cpu(theirs),
        }
    )
    return Row(
        what="sequential calls on loopback, CPU",
        figure=ratio(figures, "ours", "requests"),
        unit="x requests",
        reach=0.8,
    )


async def _in_flight(url: str) -> Row:
    figures: dict[str, list[float]] = {"ours": [], "aiohttp": []}
    clock = Clock(sleep=lambda _: None)
    async with (
        AsyncGovPublic(_keyring(), vk_url=url, clock=clock) as client,
        aiohttp.ClientSession(headers=_HEADERS) as session,
    ):

        async def theirs() -> None:
            async with session.post(url + "users.get", data=_FORM) as response:
                await response.json()

        async def fifty(ask: object) -> float:
            started = time.process_time()
            for _ in range(6):
                await asyncio.gather(*(ask() for _ in range(50)))  # type: ignore[operator]
            return time.process_time() - started

        for number in range(9):
            ours = await fifty(lambda: client.run(_QUESTION))
            other = await fifty(theirs)
            if number:
                figures["ours"].append(ours)
                figures["aiohttp"].append(other)
    return Row(
        what="50 in flight, CPU",
        figure=ratio(figures, "ours", "aiohttp"),
        unit="x aiohttp",
        reach=8,
    )


def _cpu(action: object) -> float:
    started = time.process_time()
    for _ in range(_TIMES):
        action()  # type: ignore[operator]
    return time.process_time() - started


def _keyring() -> Keyring:
    return Keyring(users=["token"], rates={"user": 1000})


@contextmanager
def _server() -> Iterator[str]:
    """A neutral server in its own process: the same small answer to every request."""
    process = subprocess.Popen(
        [sys.executable, __file__.replace("loopback.py", "neutral_server.py")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
