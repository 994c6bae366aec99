"""The channels that the suite runs over, each with its service around it."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx

from channel_conformance import AsyncWire, Case, Wire
from fake_pos import settings
from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Request
from govpublic_sdk._core.transport import async_transport, transport
from govpublic_sdk.appeals import (
    IncidentExport,
    Open311Channel,
    PosChannel,
    VkComments,
    VkMessages,
    VkTopics,
)
from govpublic_sdk.models import AppealPlace
from govpublic_sdk.open311 import Server
from govpublic_sdk.pos import Settings
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.open311.city import ReportUpdate
from govpublic_sdk.sandbox.transport import AsyncSandboxTransport, SandboxTransport
from roundup_channel import RoundupChannel
from roundup_persons import Person
from roundup_server import Tracker, serving

__all__ = ["CASES", "SHOWN", "services"]


class OnSandbox(Case):
    """A channel of the sandbox. Nobody waits: its time passes when it is told to."""

    def __init__(self, box: Sandbox) -> None:
        super().__init__()
        self.box = box
        self._citizen = 6

    @classmethod
    @contextmanager
    def made(cls, given: object) -> Generator[Case]:
        with Sandbox(publics=1, posts=0, limits=False) as box:
            yield cls(box)

    def client(self) -> GovPublic:
        inner = SandboxTransport(self.box.gateway, self.box.clock)
        return self.box.client(channels=[self.channel], transport=Wire(self.line, inner))

    def async_client(self) -> AsyncGovPublic:
        inner = AsyncSandboxTransport(self.box.gateway, self.box.clock)
        return self.box.async_client(channels=[self.channel], transport=AsyncWire(self.line, inner))

    def later(self, seconds: float) -> None:
        self.box.clock.advance(seconds)

    def next_citizen(self) -> int:
        self._citizen += 1
        return self._citizen


class Pos(OnSandbox):
    title = "ПОС"
    shown = PosChannel(settings())
    oddities = ("doubled", "endless", "text_ids", "extra_fields", "not_objects")

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        self.channel = PosChannel(Settings(**box.pos.settings(), page_size=2))

    def be(self, oddity: str) -> None:
        setattr(self.box.pos.quirks, oddity, True)

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        return str(self.box.pos.write(text, citizen=self.next_citizen(), files=files))

    def write_little(self) -> str:
        quirks = self.box.pos.quirks
        quirks.no_text = quirks.no_applicant = True
        return self.write("")

    def told(self, key: str) -> list[str]:
        updates = self.box.pos.appeals[int(key)].updates
        return [one.get("answerText") or one["statusText"] for one in updates if _tells(one)]

    def told_files(self, key: str) -> list[bytes]:
        (update,) = self.box.pos.appeals[int(key)].updates
        return [self.box.pos.files.uploads[one].content for one in update["attachmentIds"]]

    def carries(self, request: Request) -> bool:
        path = urlsplit(request.url).path
        return request.method == "POST" and path.rpartition("/")[2].isdigit()

    def is_taken(self, key: str) -> bool:
        return self.box.pos.appeals[int(key)].state == "in work"

    def close(self, key: str) -> None:
        self.call_it(key, "Закрыто")

    def call_it(self, key: str, word: str) -> None:
        self.box.pos.quirks.status = word


def _tells(update: Any) -> bool:
    return bool(update.get("answerText") or update.get("statusText"))


class Open311(OnSandbox):
    title = "Open311"
    shown = Open311Channel(Server("https://city.example/open311/v2"))
    more: ClassVar[dict[str, Any]] = {"has_updates": False}
    oddities = (
        *("agency_object", "drops_address", "endless", "expected_now", "extended_statuses"),
        *("extra_fields", "listed_scalars", "naive_dates", "no_discovery", "no_fractions"),
        *("numeric_ids", "oldest_first", "text_booleans", "wrapped"),
    )

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        box.open311.quirks.media_uploads = "media_field" in self.more
        small = {"page_size": 2, "media_field": None}
        server = Server(**{**box.open311.settings(), **small, **self.more})
        self.channel = Open311Channel(server, now=self._now)

    def be(self, oddity: str) -> None:
        setattr(self.box.open311.quirks, oddity, True)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.box.clock.now()).astimezone()

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        self.next_citizen()
        city = self.box.open311
        root = city.url.removesuffix("/v2")
        media = [f"{root}/media/{city.save_picture(content)}" for _, content in files]
        return city.report(text, citizen=self._citizen, media=media)

    def write_little(self) -> str:
        key = self.write("")
        self.box.open311.quirks.drops_address = True
        return key

    def told(self, key: str) -> list[str]:
        return [one.text for one in self.box.open311.reports[key].updates if one.sent_as]

    def told_files(self, key: str) -> list[bytes]:
        (update,) = self.box.open311.reports[key].updates
        assert update.media_url
        return [self.box.open311.media[update.media_url.rpartition("/")[2]]]

    def carries(self, request: Request) -> bool:
        return request.method == "POST" and "servicerequestupdates" in request.url

    def happens(self, key: str, text: str) -> None:
        self.box.open311.update(key, "in_progress", text)

    def close(self, key: str) -> None:
        self.box.open311.update(key, "closed")

    def call_it(self, key: str, word: str) -> None:
        city = self.box.open311
        city.quirks.extended_statuses = True
        city.reports[key].updates.append(
            ReportUpdate(id="x", report=key, status=word, at=city.now())
        )

    def new(self) -> dict[str, Any]:
        place = AppealPlace(latitude=53.2, longitude=50.1)
        return {"service": "001", "place": place}


class Open311Updates(Open311):
    title = "Open311, mySociety"
    more: ClassVar[dict[str, Any]] = {"media_field": "media"}
    shown = Open311Channel(
        Server(
            "https://city.example/open311/v2",
            has_updates=True,
            updates_once=True,
            media_field="media",
        )
    )


class OnVk(OnSandbox):
    """A channel of a public; VK has no statuses."""

    has_words = False

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        self.public = box.publics[0]

    def write_little(self) -> str:
        return self.write("?")

    def told(self, key: str) -> list[str]:
        return [one["text"] for one in self._answers(key)]

    def told_files(self, key: str) -> list[bytes]:
        """The sandbox counts what hangs on a text; contents are what went over the wire."""
        sent = [part.content for request in self.line.asked for part in request.files]
        hanging = [two for one in self._answers(key) for two in one.get("attachments", [])]
        assert len(hanging) == len(sent)
        return [one for one in sent if isinstance(one, bytes)]

    def _answers(self, key: str) -> list[Any]:
        """What the public answered, as the sandbox has it."""
        raise NotImplementedError

    def events(self, kind: str) -> list[Any]:
        """What the public itself wrote, as its events tell."""
        found = [one.object for one in self.box.events(self.public) if one.type == kind]
        return [one for one in found if one["from_id"] == -self.public]


class Comments(OnVk):
    title = "VK comments"
    shown = VkComments(1)
    absent = "1_999999"

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        self.channel = VkComments(self.public)
        with box.client() as client:
            self._post = client.posts.publish(self.public, "Убираем снег").id

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        citizen = self.next_citizen()
        number = self.box.citizens.comment(self.public, self._post, text, citizen=citizen)
        return f"{self._post}_{number}"

    def _answers(self, key: str) -> list[Any]:
        number = int(key.partition("_")[2])
        return [
            one for one in self.events("wall_reply_new") if one.get("reply_to_comment") == number
        ]

    def carries(self, request: Request) -> bool:
        return request.url.endswith("wall.createComment")


class Topics(OnVk):
    title = "VK topics"
    shown = VkTopics(1)
    absent = "1_999999"

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        with box.client() as client:
            self._topic = client.topics.create(self.public, "Вывоз снега", "Пишите адреса")
        self.channel = VkTopics(self.public, [self._topic])
        self._people: dict[str, int] = {}

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        citizen = self.next_citizen()
        number = self.box.citizens.discuss(self.public, self._topic, text, citizen=citizen)
        key = f"{self._topic}_{number}"
        self._people[key] = citizen
        return key

    def told(self, key: str) -> list[str]:
        return [one["text"].partition("], ")[2] for one in self._answers(key)]

    def _answers(self, key: str) -> list[Any]:
        address = f"[id{self._people[key]}|"
        return [one for one in self.events("board_post_new") if one["text"].startswith(address)]

    def carries(self, request: Request) -> bool:
        return request.url.endswith("board.createComment")


class Messages(OnVk):
    title = "VK messages"
    shown = VkMessages(1)
    absent = "7_999999"

    def __init__(self, box: Sandbox) -> None:
        super().__init__(box)
        self.channel = VkMessages(self.public)

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        citizen = self.next_citizen()
        self.box.citizens.write(self.public, text, citizen=citizen)
        return f"{citizen}_1"

    def _answers(self, key: str) -> list[Any]:
        return self.box.citizens.received(self.public, citizen=int(key.partition("_")[0]))

    def carries(self, request: Request) -> bool:
        return request.url.endswith("messages.send")


class Incidents(Case):
    """An export: a file that somebody writes anew."""

    title = "Incident export"
    shown = IncidentExport("export.csv")

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / "export.csv"
        self._at = datetime(2026, 11, 2, 10, tzinfo=UTC)
        self._rows: dict[str, list[str]] = {}
        self.channel = IncidentExport(self._path)
        self._save()

    @classmethod
    @contextmanager
    def made(cls, given: object) -> Generator[Case]:
        with TemporaryDirectory() as folder:
            yield cls(Path(folder))

    def client(self) -> GovPublic:
        return GovPublic(
            "unused", channels=[self.channel], transport=Wire(self.line, transport(None))
        )

    def async_client(self) -> AsyncGovPublic:
        wire = AsyncWire(self.line, async_transport(None))
        return AsyncGovPublic(channels=[self.channel], transport=wire)

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        key = str(5_000_001 + len(self._rows))
        made = f"{self._at:%d.%m.%Y %H:%M:%S}"
        self._rows[key] = [key, "В работе", made, "ЖКХ", "Снег", "", text, "Житель 1"]
        self._save()
        return key

    def write_little(self) -> str:
        key = self.write("")
        self._rows[key][3:] = [""] * 5
        self._save()
        return key

    def later(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)

    def close(self, key: str) -> None:
        self.call_it(key, "Готово")

    def call_it(self, key: str, word: str) -> None:
        self._rows[key][1] = word
        self._save()

    def _save(self) -> None:
        heads = "ID;Текущий шаг инцидента;Дата создания;Группа тем;Тема;Итог;Текст инцидента;Автор"
        rows = [";".join(f'"{one}"' for one in row) for row in self._rows.values()]
        self._path.write_text("\n".join([heads, *rows]), encoding="utf-8")


class Roundup(Case):
    """A real tracker, one for all tests; each has other people's issues in it, too."""

    title = "Roundup (example)"
    shown = RoundupChannel("https://tracker.example/desk", "officer", "unused")
    SHORT: ClassVar[dict[str, Any]] = {
        "limits": httpx.Limits(max_keepalive_connections=0),
        "verify": ssl.create_default_context(),
    }

    def __init__(self, tracker: Tracker, citizen: Person) -> None:
        super().__init__()
        self._tracker, self._citizen = tracker, citizen
        self.channel = RoundupChannel(tracker.url, *tracker.auth())

    @classmethod
    @contextmanager
    def made(cls, given: Callable[[], Tracker]) -> Generator[Case]:
        tracker = given()
        with Person(tracker, "citizen") as citizen:
            case = cls(tracker, citizen)
            case.later(100_000)
            yield case

    def client(self) -> GovPublic:
        wire = Wire(self.line, transport(httpx.HTTPTransport(**self.SHORT)))
        clock = Clock(sleep=lambda seconds: None)
        return GovPublic(channels=[self.channel], transport=wire, clock=clock)

    def async_client(self) -> AsyncGovPublic:
        async def at_once(seconds: float) -> None:
            pass

        wire = AsyncWire(self.line, async_transport(httpx.AsyncHTTPTransport(**self.SHORT)))
        clock = Clock(sleep=at_once)
        return AsyncGovPublic(channels=[self.channel], transport=wire, clock=clock)

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        kept = [self._file(*file) for file in files]
        message = self._citizen.says(text)
        return self._citizen.made("issue", title="Обращение", messages=[message], files=kept)

    def _file(self, name: str, content: bytes) -> str:
        form = {"name": name, "type": "image/png"}
        sent = self._citizen.post("file", data=form, files={"content": ("x", content, "image/png")})
        return sent.json()["data"]["id"]

    def write_little(self) -> str:
        return self._citizen.made("issue", title="?")

    def later(self, seconds: float) -> None:
        """The clock of the tracker is that of the machine, so what is there grows older."""
        with sqlite3.connect(self._tracker.home / "db" / "db") as base:
            for table in ("_issue", "_msg"):
                found = base.execute(f"select id, _creation, _activity from {table}").fetchall()
                for number, *moments in found:
                    older = [_older(one, seconds) for one in moments]
                    change = f"update {table} set _creation = ?, _activity = ? where id = ?"
                    base.execute(change, (*older, number))
        base.close()

    def told(self, key: str) -> list[str]:
        return [one["content"] for one in self._answers(key)]

    def told_files(self, key: str) -> list[bytes]:
        accept = {"Accept": "application/octet-stream"}
        files = [file["id"] for one in self._answers(key) for file in one["files"]]
        got = [self._citizen.get(f"file/{one}/binary_content", headers=accept) for one in files]
        return [one.content for one in got]

    def _answers(self, key: str) -> list[Any]:
        numbers = [one["id"] for one in self._citizen.sees(key)["messages"]]
        fields = "content,files,creator.username"
        found = self._citizen.reads("msg", id=numbers, _fields=fields, _verbose=3, _sort="id")
        said = found["collection"] if numbers else []
        return [one for one in said if one["creator.username"] == "officer"]

    def carries(self, request: Request) -> bool:
        return request.method == "PUT"

    def close(self, key: str) -> None:
        self._set(key, "resolved")

    def call_it(self, key: str, word: str) -> None:
        with Person(self._tracker, "admin") as admin:
            admin.post("status", json={"name": word, "order": 9})
        self._set(key, word)

    def _set(self, key: str, status: str) -> None:
        change = {"status": status, "@etag": self._citizen.tag(key)}
        assert self._citizen.put(f"issue/{key}", json=change).status_code == 200


def _older(text: str, seconds: float) -> str:
    moment = datetime.strptime(f"{text[:14]}+0000", "%Y%m%d%H%M%S%z") - timedelta(seconds=seconds)
    return f"{moment:%Y%m%d%H%M%S}{text[14:]}"


CASES: list[type[Case]] = [
    Pos,
    Open311,
    Open311Updates,
    Comments,
    Messages,
    Topics,
    Incidents,
    Roundup,
]
SHOWN = [(one.title, one.shown) for one in CASES]


@contextmanager
def services() -> Iterator[Callable[[], Tracker]]:
    """Starts what is needed when it is first needed, and stops it at the end."""
    with ExitStack() as stack:
        found: list[Tracker] = []

        def tracker() -> Tracker:
            if not found:
                found.append(stack.enter_context(serving()))
            return found[0]

        yield tracker
