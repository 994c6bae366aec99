"""Bots Long Poll: a bounded queue for each community, keys that expire, and VK's errors then.

https://dev.vk.com/ru/api/bots-long-poll/getting-started
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from govpublic_sdk.sandbox.events import Event, Events
from govpublic_sdk.sandbox.values import Json

__all__ = ["LongPoll", "Look", "Source", "is_whole"]

_LONGEST = 90
_USUAL = 25


@dataclass(slots=True)
class _Queue:
    """The last events of a community; `last` is the number of the newest."""

    last: int = 1
    events: deque[Json] = field(default_factory=deque[Json])

    @property
    def first(self) -> int:
        """The `ts` of one who has seen nothing of what is kept."""
        return self.last - len(self.events)


@dataclass(frozen=True, slots=True)
class Look:
    """One who waits for events.

    Attributes:
        group_id: Of which community; in Long Poll of messages also of which person.
        key: With which key.
        ts: After which event.
        wait: How long at the most, in seconds.
        failed: The error of VK to answer with, 0 for none.
        mode: Which further fields Long Poll of messages gives.
    """

    group_id: int
    key: str
    ts: str
    wait: float
    failed: int = 0
    mode: int = 0

    @classmethod
    def of(cls, group_id: int, form: Mapping[str, str], failed: int) -> Look:
        """What a request asks for."""
        wait = form.get("wait", "")
        seconds = min(max(int(wait), 0), _LONGEST) if is_whole(wait) else _USUAL
        mode = form.get("mode", "")
        key, ts = form.get("key", ""), form.get("ts", "")
        return cls(group_id, key, ts, seconds, failed, int(mode) if is_whole(mode) else 0)


class Source(Protocol):
    """Where those who wait find news: Long Poll of events, or of messages."""

    def look(self, look: Look, now: float) -> Json | None:
        """What can be said at once; None when it is worth waiting."""
        ...

    def nothing(self, look: Look) -> Json:
        """What is said when the wait is over."""
        ...


class LongPoll:
    """Queues and keys.

    Args:
        seed: Makes the keys.
        events: What happens.
        settings: What a community has chosen, by its id.

    Attributes:
        most: How many events are kept for a community; who is further behind hears `failed: 1`.
        key_lifetime: For how many seconds a key is good; then comes `failed: 2`.
    """

    def __init__(self, seed: int, events: Events, settings: Callable[[int], Json]) -> None:
        self.most = 1000
        self.key_lifetime: float = 3600.0
        self._seed, self._events, self._settings = seed, events, settings
        self._queues: dict[int, _Queue] = {}
        self._keys: dict[str, tuple[int, float]] = {}
        self._made = 0
        events.readers.append(self._take)

    def server(self, group_id: int, address: str, now: float) -> Json:
        """Where a community's events can be had, with a new key."""
        with self._events.changed:
            self._made += 1
            mark = f"lp {self._seed} {group_id} {self._made}"
            key = hashlib.sha256(mark.encode()).hexdigest()[:40]
            self._keys = {one: about for one, about in self._keys.items() if about[1] > now}
            self._keys[key] = (group_id, now + self.key_lifetime)
            ts = str(self._queue(group_id).last)
            return {"key": key, "server": f"{address}/longpoll/{group_id}", "ts": ts}

    def forget_keys(self) -> None:
        """Let all keys be too old, also for requests that wait."""
        with self._events.changed:
            self._keys.clear()
            self._events.ring()

    def look(self, look: Look, now: float) -> Json | None:
        """What can be said at once; None when it is worth waiting."""
        self._events.catch_up()
        with self._events.changed:
            if look.failed:
                self._break(look)
            group_id, until = self._keys.get(look.key, (0, 0.0))
            if group_id != look.group_id or until <= now:
                return {"failed": 3 if look.failed == 3 else 2}
            queue = self._queue(look.group_id)
            if not is_whole(look.ts) or not queue.first <= int(look.ts) <= queue.last:
                return {"failed": 1, "ts": queue.first}
            return self._news(queue, int(look.ts))

    def nothing(self, look: Look) -> Json:
        """What is said when the wait is over."""
        return {"ts": look.ts, "updates": []}

    def _news(self, queue: _Queue, ts: int) -> Json | None:
        if ts == queue.last:
            return None
        return {"ts": str(queue.last), "updates": list(queue.events)[ts - queue.first :]}

    def _break(self, look: Look) -> None:
        """Lose what VK reports as lost: the history, or the key."""
        if look.failed == 1:
            queue = self._queue(look.group_id)
            queue.events.clear()
            queue.last += 1  # so that nobody stands where it ends
        else:
            self._keys.pop(look.key, None)

    def _queue(self, group_id: int) -> _Queue:
        return self._queues.setdefault(group_id, _Queue())

    def _take(self, event: Event) -> None:
        settings = self._settings(event.group_id)
        if not (settings.get("enabled") and settings.get(event.type)):
            return
        queue = self._queue(event.group_id)
        queue.events.append(event.body(settings.get("api_version", "5.199")))
        queue.last += 1
        while len(queue.events) > self.most:
            queue.events.popleft()


def is_whole(text: str) -> bool:
    """Whether a text is a whole number of usual size."""
    return text.isascii() and text.isdecimal() and len(text) < 19
