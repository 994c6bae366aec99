"""Callback API: events are posted to the servers of a community until each answers `ok`.

Only loopback addresses are ever contacted. https://dev.vk.com/ru/api/callback/getting-started
"""

from __future__ import annotations

import hashlib
import heapq
import http.client
import ipaddress
import itertools
import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeAlias
from urllib.parse import urlsplit

from pydantic_core import to_json

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.sandbox.events import Event
from govpublic_sdk.sandbox.values import Json
from govpublic_sdk.sandbox.world import World

__all__ = [
    "Answer",
    "Callbacks",
    "Posted",
    "confirmation_code",
    "is_near",
    "post",
    "read_retry_after",
]

_MOST = 1000
_LATER = (410, 429, 503)
_LONGEST_DELAY = 3 * 3600


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status 0 when it did not."""

    status: int = 0
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def is_near(url: str) -> bool:
    """Whether an address is on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
    """Post JSON; redirects are not followed and no proxy is asked.

    Args:
        url: The address, which must be on this machine.
        body: The JSON.
        headers: Further headers.
        timeout: Seconds until the server is given up.
    """
    if not is_near(url):
        return Answer()
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    except (ValueError, http.client.HTTPException):
        return Answer()
    try:
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        text = response.read(_MOST).decode("utf-8", "replace")
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, text, named)
    except (OSError, ValueError, http.client.HTTPException):
        return Answer()
    finally:
        connection.close()


def read_retry_after(answer: Answer, now: float) -> float:
    """For how many seconds a server asks to be left alone; 0 when it does not, or too long.

    Its time comes from its own clock, which may differ from the sandbox's: where it also sends
    the time it has, the difference counts.
    """
    if answer.status not in _LATER:
        return 0.0
    until, there = (_moment(answer.headers.get(name, "")) for name in ("retry-after", "date"))
    delay = until - (there or now) if until else 0.0
    return delay if 0 < delay < _LONGEST_DELAY else 0.0


def _moment(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return 0.0


_KEPT = 10_000
_LONGEST_REST = 60.0


def confirmation_code(seed: int, group_id: int) -> str:
    """The answer of a community's server to the request for its confirmation."""
    return hashlib.sha256(f"{seed} {group_id}".encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Posted:
    """A request to a server, and what came of it.

    Attributes:
        group_id: The community.
        server_id: The server.
        type: Which event, or `confirmation`.
        event_id: The event's mark; a confirmation has one, too.
        retry: Which repeat it was, 0 for the first time.
        status: The HTTP status; 0 when no answer came.
        answer: What the server said, the first 1,000 characters.
        accepted: Whether the event is done with.
    """

    group_id: int
    server_id: int
    type: str
    event_id: str
    retry: int
    status: int
    answer: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class _Owed:
    """An event that a server has not taken yet."""

    server_id: int
    event: Event
    retry: int = 0


_Queue: TypeAlias = list[tuple[float, int, _Owed]]


class Callbacks:
    """Brings events to callback servers.

    A server that was added is asked for its confirmation first. In the process that happens when
    a caller waits, or at `deliver`; while the sandbox is served, a thread does it.

    Attributes:
        pause: Seconds before an event is posted again. VK's are not documented.
        timeout: Seconds that a server may take to answer.
        most_retries: After how many repeats an event is given up; None for never.
        posted: What was posted, oldest first; the last 10,000.
    """

    def __init__(self, world: World) -> None:
        self.pause: float = 18.0
        self.timeout: float = 10.0
        self.most_retries: int | None = None
        self.posted: deque[Posted] = deque(maxlen=_KEPT)
        self._owed: _Queue = []
        self._numbers = itertools.count()
        self._busy = threading.Lock()
        self._world = world
        self.follow(world)

    @check_arguments
    def follow(self, world: World) -> None:
        """Bring the events of another world from here on; what was owed is forgotten."""
        with self._busy:
            former, self._world = self._world, world
            self._owed = []
            self.posted.clear()
            world.events.readers.append(self._take)
        former.events.ring()

    @check_arguments
    def waiting(self, public: int | None = None) -> int:
        """How many events servers have not taken yet.

        Args:
            public: Of one public only.
        """
        with self._world.events.changed:
            return sum(public in (None, owed.event.group_id) for _, _, owed in self._owed)

    @check_arguments
    def deliver(self, *, within: float = 0.0) -> list[Posted]:
        """Post what is due now, confirmations first.

        Args:
            within: Go on for so many seconds of the sandbox's time, which pass at once unless its
                clock is real.

        Returns:
            What was posted.
        """
        clock = self._world.clock
        end = clock.now() + within
        with self._busy:
            done = self._due()
            while not clock.real and clock.now() < end:
                clock.advance(max(0.0, min(self._next(), end) - clock.now()))
                done += self._due()
        return done

    def go_on(self) -> None:
        """Post what is due now, unless another thread does it."""
        if self._busy.acquire(blocking=False):
            try:
                self._due()
            finally:
                self._busy.release()

    @contextmanager
    def delivering(self) -> Generator[None]:
        """Post what is due in a thread, as time goes on."""
        over = threading.Event()

        def work() -> None:
            while not over.is_set():
                self.go_on()
                changed = self._world.events.changed
                with changed:
                    if not over.is_set() and not self._is_due():
                        rest = self._next() - self._world.clock.now()
                        changed.wait(min(max(rest, 0.001), _LONGEST_REST))

        thread = threading.Thread(target=work, name="sandbox-callbacks", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            self._world.events.ring()
            thread.join()

    def _next(self) -> float:
        """When something is due."""
        with self._world.events.changed:
            owed = self._owed[0][0] if self._owed else float("inf")
            return min(owed, self._world.events.next_due())

    def _is_due(self) -> bool:
        return bool(self._list_unconfirmed()) or self._next() <= self._world.clock.now()

    def _due(self) -> list[Posted]:
        """Post all that is due at this moment, each event once."""
        self._world.events.catch_up()
        done = [self._confirm(group_id, server) for group_id, server in self._list_unconfirmed()]
        moment = self._world.clock.now()
        while (owed := self._pop(moment)) is not None:
            server = self._server(owed.event.group_id, owed.server_id)
            done += [self._send(server, owed)] if server else []
        return done

    def _pop(self, moment: float) -> _Owed | None:
        with self._world.events.changed:
            if self._owed and self._owed[0][0] <= moment:
                return heapq.heappop(self._owed)[2]
            return None

    def _push(self, due: float, owed: _Owed) -> None:
        with self._world.events.changed:
            heapq.heappush(self._owed, (due, next(self._numbers), owed))

    def _take(self, event: Event) -> None:
        for server in self._world.servers.get(event.group_id, ()):
            chosen = self._world.events_setting(event.group_id, f"callback {server['id']}")
            if server["status"] == "ok" and chosen.get(event.type):
                self._push(event.date, _Owed(server["id"], event))

    def _list_unconfirmed(self) -> list[tuple[int, Json]]:
        every = list(self._world.servers.items())
        return [(one, server) for one, all in every for server in all if server["status"] == "wait"]

    def _server(self, group_id: int, server_id: int) -> Json | None:
        servers = self._world.servers.get(group_id, ())
        return next((server for server in servers if server["id"] == server_id), None)

    def _confirm(self, group_id: int, server: Json) -> Posted:
        mark = f"{self._world.region.seed} confirmation {next(self._numbers)}"
        event_id = hashlib.sha1(mark.encode(), usedforsecurity=False).hexdigest()
        asked = {"type": "confirmation", "group_id": group_id, "event_id": event_id}
        answer = self._post(group_id, server, lambda version: {**asked, "v": version}, {})
        code = confirmation_code(self._world.region.seed, group_id)
        accepted = answer.status == 200 and answer.text == code
        if server["status"] == "wait":
            server["status"] = "ok" if accepted else "failed"
        return self._record(
            Posted(
                *(group_id, server["id"], "confirmation", event_id),
                *(0, answer.status, answer.text, accepted),
            )
        )

    def _send(self, server: Json, owed: _Owed) -> Posted:
        event = owed.event
        headers = {"X-Retry-Counter": str(owed.retry)} if owed.retry else {}
        answer = self._post(event.group_id, server, event.body, headers)
        accepted = answer.status == 200 and answer.text in ("ok", "remove")
        if answer.status == 200 and answer.text == "remove":
            self._remove(event.group_id, server)
        elif not accepted:
            self._again(owed, answer)
        return self._record(
            Posted(
                *(event.group_id, server["id"], event.type, event.event_id),
                *(owed.retry, answer.status, answer.text, accepted),
            )
        )

    def _again(self, owed: _Owed, answer: Answer) -> None:
        retry = owed.retry + 1
        if self.most_retries is not None and retry > self.most_retries:
            return
        now = self._world.clock.now()
        delay = read_retry_after(answer, now) or max(self.pause, 0.1)
        self._push(now + delay, _Owed(owed.server_id, owed.event, retry))

    def _remove(self, group_id: int, server: Json) -> None:
        with self._world.events.changed:
            servers = self._world.servers[group_id]
            servers[:] = [one for one in servers if one["id"] != server["id"]]
            self._owed = [one for one in self._owed if one[2].server_id != server["id"]]
            heapq.heapify(self._owed)

    def _post(
        self, group_id: int, server: Json, make: Callable[[str], Json], headers: Mapping[str, str]
    ) -> Answer:
        """Post a body that is made for the version that the server has chosen."""
        chosen = self._world.events_setting(group_id, f"callback {server['id']}")
        body = make(chosen.get("api_version", "5.199"))
        body |= {"secret": server["secret_key"]} if server["secret_key"] else {}
        return post(server["url"], to_json(body), headers, self.timeout)

    def _record(self, one: Posted) -> Posted:
        self.posted.append(one)
        return one
