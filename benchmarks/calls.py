"""What one call costs over a mock transport, beside bare httpx doing the same."""

from __future__ import annotations

import asyncio
import time
from itertools import count

import httpx

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Keyring, vk
from rounds import Row, in_turn, median, ratio, seconds

_BODY = b'{"response": [{"id": 1, "first_name": "\xd0\x96", "last_name": "1"}]}'
_URL = "https://api.vk.ru/method/users.get"
_FORM = {"user_ids": "1", "v": "5.199"}
_HEADERS = {"authorization": "Bearer token"}
_TIMES = 300
_QUESTION = vk.users.get([1])


def measure() -> list[Row]:
    """Ratios of a call to bare httpx, sync and async."""
    return [*_rows("sync", _sync()), *_rows("async", asyncio.run(_async()))]


def _answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=_BODY, headers={"content-type": "application/json"})


def _keyring() -> Keyring:
    return Keyring(users=["token"])


def _clock() -> Clock:
    """Each look at it is a second later, so that no call waits for its turn."""
    return Clock(now=count().__next__, sleep=lambda _: None)


def _sync() -> dict[str, list[float]]:
    transport = httpx.MockTransport(_answer)
    client = GovPublic(_keyring(), transport=transport, clock=_clock(), deadline=None)
    bare = httpx.Client(transport=transport)
    return in_turn(
        {
            "bare": lambda: seconds(
                lambda: bare.post(_URL, data=_FORM, headers=_HEADERS).json(), _TIMES
            ),
            "ours": lambda: seconds(lambda: client.run(_QUESTION), _TIMES),
        }
    )


async def _async() -> dict[str, list[float]]:
    transport = httpx.MockTransport(_answer)
    client = AsyncGovPublic(_keyring(), transport=transport, clock=_clock(), deadline=None)
    figures: dict[str, list[float]] = {"bare": [], "ours": []}
    async with httpx.AsyncClient(transport=transport) as bare:
        for _ in range(11):
            started = time.perf_counter()
            for _ in range(_TIMES):
                (await bare.post(_URL, data=_FORM, headers=_HEADERS)).json()
            middle = time.perf_counter()
            for _ in range(_TIMES):
                await client.run(_QUESTION)
            figures["bare"].append((middle - started) / _TIMES)
            figures["ours"].append((time.perf_counter() - middle) / _TIMES)
    await client.close()
    return figures


def _rows(colour: str, figures: dict[str, list[float]]) -> list[Row]:
    return [
        Row(
            what=f"one call over a mock transport, {colour}",
            figure=ratio(figures, "ours", "bare"),
            unit="x bare httpx",
            reach=1.35,
            note=f"{1e6 * median(figures, 'ours'):.0f} µs",
        )
    ]
