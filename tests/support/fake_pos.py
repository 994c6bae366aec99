"""A platform on a mock transport that says what a test tells it to; all paths are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic
from govpublic_sdk.pos import Settings

URL = "https://platform.example"
SECRETS = ("canary-secret", "canary-password", "canary-token", "canary user")

Said = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def settings(**changes: Any) -> Settings:
    given: dict[str, Any] = {
        "url": URL,
        "token_path": "/v0/door",
        "list_path": "/v0/queue",
        "accept_path": "/v0/queue/{id}/stored",
        "update_path": "/v0/queue/{id}",
        "upload_path": "/v0/storage",
        "zone": "Europe/Samara",
        "client_id": "department",
        "client_secret": SECRETS[0],
        "username": SECRETS[3],
        "password": SECRETS[1],
        "scope": "everything",
    }
    return Settings(**(given | changes))


def said(value: object = None, status: int = 200, **headers: str) -> httpx.Response:
    body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
    return httpx.Response(status, content=body, headers=headers)


def item(id: object = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "description": "Не горит фонарь",
        "createdAt": f"2026-11-{10 + int(str(id)) % 15:02}T10:00:00Z",
        **fields,
    }


def page(*items: object, number: int = 0, pages: int = 1, **more: Any) -> dict[str, Any]:
    flags = {"number": number, "totalPages": pages, "last": number + 1 >= pages}
    return {"content": list(items), "totalElements": len(items) * pages, **flags, **more}


@dataclass
class Platform:
    """Answers by path, each list one after the other, its last one again and again."""

    answers: dict[str, list[Said]] = field(default_factory=dict[str, list[Said]])
    asked: list[httpx.Request] = field(default_factory=list[httpx.Request])
    queue: list[dict[str, Any]] | None = None
    size: int = 2

    def says(self, path: str, *answers: Said) -> Platform:
        self.answers[path] = list(answers)
        return self

    def handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self._answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    def _answer(self, request: httpx.Request) -> Said:
        path = request.url.path
        if path in self.answers:
            answers = self.answers[path]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if path == "/v0/door":
            return said({"access_token": SECRETS[2], "expires_in": 60})
        return said() if self.queue is None else self._queue(request)

    def _queue(self, request: httpx.Request) -> httpx.Response:
        """A queue from which goes what is acknowledged."""
        assert self.queue is not None
        path = request.url.path
        if path.endswith("/stored"):
            self.queue = [one for one in self.queue if str(one["id"]) != path.split("/")[3]]
            return said()
        number, pages = int(request.url.params["page"]), -(-len(self.queue) // self.size)
        items = self.queue[number * self.size :][: self.size]
        return said(page(*items, number=number, pages=pages))

    async def handle_async(self, request: httpx.Request) -> httpx.Response:
        return self.handle(request)

    def client(self, given: Settings | None = None, **more: Any) -> GovPublic:
        clock = Clock(sleep=lambda seconds: None, chance=lambda: 0.0)
        transport = httpx.MockTransport(self.handle)
        return GovPublic(
            "unused", pos=given or settings(), transport=transport, clock=clock, **more
        )

    def async_client(self, given: Settings | None = None) -> AsyncGovPublic:
        transport = httpx.MockTransport(self.handle_async)
        return AsyncGovPublic(pos=given or settings(), transport=transport)

    def paths(self) -> list[str]:
        return [one.url.path for one in self.asked]

    def body(self, place: int = -1) -> Any:
        return json.loads(self.asked[place].content)
