"""A Long Poll server that a test scripts, and the events that it sends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Request, Response
from run_steps import answer

PLACE = "https://lp.invalid/wh7"


KEY = "0123456789abcdef-very-secret"


GROUP = 7


def join(number: int, **more: object) -> dict[str, Any]:
    """An event as VK sends it: someone has joined."""
    event = {
        "type": "group_join",
        "event_id": f"id{number}",
        "v": "5.199",
        "group_id": GROUP,
        "object": {"user_id": number, "join_type": "approved"},
    }
    return {**event, **more}


def news(ts: object, *updates: object) -> dict[str, Any]:
    return {"ts": ts, "updates": list(updates)}


class Line:
    """A VK that answers polls from a list, and says to stop when the list is used up."""

    def __init__(self, *polls: object, servers: Sequence[object] = ()) -> None:
        self.polls = list(polls)
        self.servers = list(servers)
        self.asked: list[dict[str, str]] = []
        self.requests: list[Request] = []
        self.timeouts: list[float | None] = []
        self.slept: list[float] = []
        self.found = 0

    def stop(self) -> bool:
        return not self.polls

    def send(self, request: Request, timeout: float | None) -> Response:
        if not request.waits:
            return self._server()
        self.requests.append(request)
        self.timeouts.append(timeout)
        self.asked.append(dict(parse_qsl(urlsplit(request.url).query)))
        return self._given(self.polls.pop(0))

    def _server(self) -> Response:
        self.found += 1
        if self.servers:
            given = self.servers.pop(0)
            return self._given(given) if not isinstance(given, dict) else answer(given)
        return answer({"key": f"{KEY}{self.found}", "server": PLACE, "ts": str(self.found * 100)})

    def _given(self, given: object) -> Response:
        if isinstance(given, Exception):
            raise given
        return (
            given if isinstance(given, Response) else Response(200, {}, json.dumps(given).encode())
        )

    def close(self) -> None:
        """Nothing is open."""

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def client(self, **options: Any) -> GovPublic:
        clock = Clock(now=lambda: sum(self.slept), sleep=self.sleep, chance=lambda: 1.0)
        return GovPublic(vk="token", transport=self, clock=clock, **options)

    def events(self, **options: Any) -> list[Any]:
        with self.client() as client:
            return list(client.events.each(GROUP, stop=self.stop, **options))

    def tries(self) -> list[tuple[str, str]]:
        """Key number and position of each poll."""
        return [(one["key"].removeprefix(KEY), one["ts"]) for one in self.asked]


class AsyncLine(Line):
    """The same for the async client."""

    async def send(self, request: Request, timeout: float | None) -> Response:
        return super().send(request, timeout)

    async def close(self) -> None:
        """Nothing is open."""

    def async_client(self) -> AsyncGovPublic:
        clock = Clock(now=lambda: sum(self.slept), sleep=self.sleep, chance=lambda: 1.0)
        return AsyncGovPublic(vk="token", transport=self, clock=clock)


def raw(body: bytes) -> Response:
    return Response(200, {}, body)
