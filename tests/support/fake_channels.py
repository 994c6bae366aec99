"""A made-up platform of appeals, a channel to it, and wires that lose what they carry.

The platform keeps what citizens were told, so that a test can count it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from govpublic_sdk import Call, Page, Procedure, Request, errors
from govpublic_sdk import Response as HttpReply
from govpublic_sdk._core.services import Service
from govpublic_sdk.appeals import (
    AppealUpdate,
    As,
    Capability,
    Channel,
    FetchedFile,
    FileOf,
    NewAppeal,
    Paginator,
    Reply,
    RestRequest,
    RestService,
    SentReply,
    Window,
)
from govpublic_sdk.models import Appeal, AppealAttachment, AppealEvent, AppealId

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
ALL = frozenset(Capability)
PAGE = 3


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@dataclass
class Platform:
    """What a service holds: appeals, a queue, and what citizens were told."""

    appeals: dict[str, dict[str, Any]] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    knows_keys: bool = False
    shows_answers: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hears(self, key: str, minutes: float | None = 0, **more: Any) -> None:
        when = None if minutes is None else at(minutes).timestamp()
        self.appeals[key] = {"key": key, "at": when, "text": f"Вопрос {key}", **more}
        self.queue.append(key)

    def texts(self, key: str) -> list[str]:
        """What one citizen was told."""
        return [body["text"] for appeal, body in self.told if appeal == key]

    def handle(self, verb: str, address: str, body: bytes) -> tuple[int, object]:
        parts = urlsplit(address)
        path, query = parts.path.strip("/").split("/"), dict(parse_qsl(parts.query))
        with self.lock:
            self.asked.append(f"{verb} {parts.path}")
            return self._handle(verb, path, query, json.loads(body) if body else {})

    def _handle(
        self, verb: str, path: list[str], query: Mapping[str, str], body: dict[str, Any]
    ) -> tuple[int, object]:
        match [verb, *path]:
            case ["GET", "appeals"]:
                return 200, self._page(sorted(self.appeals.values(), key=_when), query)
            case ["GET", "queue"]:
                return 200, self._page([self.appeals[one] for one in self.queue], query)
            case ["GET", "updates"]:
                return 200, self._page(self.updates, query)
            case ["POST", "appeals"]:
                self.hears(body["key"], 0, text=body["text"])
                return 200, self.appeals[body["key"]]
            case [_, _, key, *_] if key not in self.appeals:
                return 404, {}
            case ["GET", "appeals", key]:
                return 200, self._shown(key)
            case ["POST", "queue", key]:
                self.queue = [one for one in self.queue if one != key]
                return 200, None
            case ["POST", "taken", key]:
                self.appeals[key]["stage"] = "in_progress"
                return 200, None
            case ["GET", "answers", key]:
                return 200, [
                    {**told, "id": str(n)} for n, (k, told) in self._numbered() if k == key
                ]
            case ["POST", "answers", key]:
                return 200, {"id": self._tell(key, body)}
        return 404, {}

    def _tell(self, key: str, body: dict[str, Any]) -> str:
        if self.knows_keys:
            for number, (appeal, told) in self._numbered():
                if (appeal, told["key"]) == (key, body["key"]):
                    return str(number)
        self.told.append((key, body))
        self.appeals[key]["stage"] = "answered"
        return str(len(self.told))

    def _numbered(self) -> Iterable[tuple[int, tuple[str, dict[str, Any]]]]:
        return enumerate(self.told, 1)

    def _shown(self, key: str) -> dict[str, Any]:
        answers = [{**told, "id": str(n)} for n, (k, told) in self._numbered() if k == key]
        return {**self.appeals[key], "answers": answers if self.shows_answers else []}

    def _page(self, found: list[dict[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
        start = int(query.get("page", 0)) * PAGE
        items = [self._shown(one["key"]) if "text" in one else one for one in found]
        return {"items": items[start : start + PAGE], "more": len(items) > start + PAGE}


def _when(appeal: Mapping[str, Any]) -> float:
    return appeal.get("at") or 0.0


class MadeUpChannel(Channel):
    """A channel to a platform; what it can do is told when it is made."""

    def __init__(
        self,
        name: str = "made-up",
        able: Iterable[Capability] = ALL,
        url: str = "https://made-up.example",
    ) -> None:
        super().__init__(name)
        self.capabilities = frozenset(able)
        self._url = url

    def services(self) -> Mapping[str, Service]:
        return {self.name: RestService(url=f"{self._url}/{self.name}")}

    def _call(self, verb: Any, path: str, body: object = None, **params: str) -> Call[Any]:
        return Call(
            service=self.name,
            method=f"made-up.{path.strip('/').split('/')[0]}",
            params=tuple(sorted(params.items())),
            decode=As(object),
            safety="read" if verb == "GET" else self._safety(),
            rest=RestRequest(
                verb=verb, path=path, body=b"" if body is None else json.dumps(body).encode()
            ),
        )

    def _safety(self) -> Any:
        return "keyed" if Capability.REPEATABLE in self.capabilities else "unsafe"

    def _walk(self, path: str, read: Callable[[Any], Any]) -> Paginator[Any]:
        asked = iter(range(1_000_000))
        more = [True]

        def page() -> Procedure[Page[Any]]:
            found = yield from self._call("GET", path, page=str(next(asked)))
            more[0] = found["more"]
            unparsed = {f"items.{n}": one for n, one in enumerate(found["items"]) if "bad" in one}
            items = tuple(read(one) for one in found["items"] if "bad" not in one)
            return Page(items=items, unparsed=unparsed)

        return Paginator(first=page(), follow=lambda _: page() if more[0] else None)

    def each(self, window: Window) -> Paginator[Appeal]:
        self.require(Capability.LIST)
        return self._walk("/appeals", self.read)

    def pending(self) -> Paginator[Appeal]:
        return self._walk("/queue", self.read)

    def acknowledge(self, appeal: Appeal) -> Call[None]:
        return self._call("POST", f"/queue/{appeal.id.key}")

    def get(self, key: str) -> Procedure[Appeal]:
        return self.read((yield from self._call("GET", f"/appeals/{key}")))

    def updates(self, window: Window) -> Paginator[AppealUpdate]:
        return self._walk("/updates", self._update)

    def take(self, appeal: Appeal) -> Call[None]:
        return self._call("POST", f"/taken/{appeal.id.key}")

    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        yield from self._call("GET", f"/appeals/{appeal.id.key}")
        body = {"text": reply.text, "key": reply.key, "kind": reply.kind}
        told = yield from self._call("POST", f"/answers/{appeal.id.key}", body)
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=told["id"])

    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        found = yield from self._call("GET", f"/answers/{appeal.id.key}")
        for one in found:
            if one["text"] == reply.text and one["key"] == reply.key:
                return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=one["id"])
        return None

    def create(self, new: NewAppeal) -> Procedure[Appeal]:
        made = yield from self._call("POST", "/appeals", {"key": new.key, "text": new.text})
        return self.read(made)

    def fetch(self, attachment: AppealAttachment) -> Call[FetchedFile]:
        rest = RestRequest(path=f"/files/{attachment.id}")
        return Call(service=self.name, method="file", decode=FileOf(), safety="read", rest=rest)

    def read(self, raw: Any) -> Appeal:
        answers = [
            {"id": one["id"], "text": one["text"], "kind": one["kind"]}
            for one in raw.get("answers", [])
        ]
        told = {
            "id": AppealId(self.name, raw["key"]),
            "regime": "message",
            "stage": raw.get("stage", "submitted"),
            "text": raw["text"],
            "submitted_at": raw["at"],
            "answers": answers,
            "raw": raw,
        }
        return Appeal.model_validate({**told, **raw.get("fields", {})})

    def _update(self, raw: Any) -> AppealUpdate:
        event = AppealEvent(
            id=raw["id"], at=at(raw["minutes"]), kind="stage", stage=raw.get("stage")
        )
        return AppealUpdate(appeal=AppealId(self.name, raw["appeal"]), event=event)


Fault = Callable[[str], str | None]


@dataclass
class Wire:
    """Carries requests to platforms, by the name of the channel, and fails as it is told.

    `fault` is given `POST /answers/1` and names what happens: `lost` (carried out, the answer is
    lost), `gone` (never arrives, nobody knows), `unsent`, `refused`, `broken` (HTTP 500), or an
    exception is raised by itself.
    """

    platforms: Mapping[str, Platform]
    fault: Fault = lambda what: None

    def send(self, request: Request, timeout: float | None) -> HttpReply:
        parts = urlsplit(request.url)
        name, _, path = parts.path.strip("/").partition("/")
        what = self.fault(f"{request.method} /{path}")
        if what in ("gone", "unsent"):
            raise errors.NetworkError("The line is dead.", sent=what == "gone")
        if what in ("refused", "broken"):
            return HttpReply(400 if what == "refused" else 500, {}, b"{}")
        address = f"/{path}?{parts.query}"
        status, found = self.platforms[name].handle(request.method, address, request.body)
        if what == "lost":
            raise errors.NetworkError("The answer was lost.", sent=True)
        return HttpReply(status, {}, json.dumps(found).encode())

    def close(self) -> None:
        pass


@dataclass
class AsyncWire:
    """The same for the async client; others get their turn before anything arrives."""

    wire: Wire
    before: Callable[[], Any] | None = None

    async def send(self, request: Request, timeout: float | None) -> HttpReply:
        if self.before is not None:
            await self.before()
        return self.wire.send(request, timeout)

    async def close(self) -> None:
        pass
