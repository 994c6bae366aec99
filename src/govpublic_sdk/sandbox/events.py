"""Events of communities, in order.

Shapes of events: https://dev.vk.com/ru/api/community-events/json-schema
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from pydantic_core import from_json, to_json

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.sandbox.values import Json

__all__ = ["TYPES", "Event", "Events"]

_DONUT = "donut_subscription_"
TYPES = (
    *("message_new", "message_reply", "message_edit", "message_allow", "message_deny"),
    *("message_read", "message_typing_state", "message_event", "message_reaction_event"),
    *("photo_new", "photo_comment_new", "photo_comment_edit", "photo_comment_restore"),
    *("photo_comment_delete", "audio_new", "video_new", "video_comment_new"),
    *("video_comment_edit", "video_comment_restore", "video_comment_delete"),
    *("wall_post_new", "wall_repost", "wall_schedule_post_new", "wall_schedule_post_delete"),
    *("wall_reply_new", "wall_reply_edit", "wall_reply_restore", "wall_reply_delete"),
    *("board_post_new", "board_post_edit", "board_post_restore", "board_post_delete"),
    *("market_comment_new", "market_comment_edit", "market_comment_restore"),
    *("market_comment_delete", "market_order_new", "market_order_edit", "poll_vote_new"),
    *("group_join", "group_leave", "group_change_settings", "group_change_photo"),
    *("group_officers_edit", "user_block", "user_unblock", "lead_forms_new"),
    *("like_add", "like_remove", "donut_money_withdraw", "donut_money_withdraw_error"),
    *(f"{_DONUT}create", f"{_DONUT}prolonged", f"{_DONUT}cancelled", f"{_DONUT}expired"),
    f"{_DONUT}price_changed",
)
_KEPT = 10_000
_NESTED_SINCE = (5, 103)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a community.

    Attributes:
        type: VK's word for it.
        group_id: The community.
        event_id: Its own mark, the same in every delivery.
        object: What it is about, as it was at that moment.
        date: When, in Unix seconds.
    """

    type: str
    group_id: int
    event_id: str
    object: Json
    date: float

    @check_arguments
    def body(self, version: str = "5.199") -> Json:
        """The event as VK sends it.

        Args:
            version: The version of the API that the reader has chosen.
        """
        return {
            "group_id": self.group_id,
            "type": self.type,
            "event_id": self.event_id,
            "v": version,
            "object": self._object(version),
        }

    def _object(self, version: str) -> Json:
        whole, _, part = version.partition(".")
        if self.type == "message_new" and (int(whole), int(part)) < _NESTED_SINCE:
            message: Json = self.object["message"]
            return message
        return self.object


class Events:
    """All events of a sandbox; safe to use from several threads.

    Attributes:
        readers: Called with every event when it happens.
        changed: Notified then, and whenever those who wait should look again.
    """

    def __init__(self, seed: int, now: Callable[[], float]) -> None:
        self.readers: list[Callable[[Event], None]] = []
        self.changed: threading.Condition = threading.Condition(threading.RLock())
        self._seed, self._now = seed, now
        self._kept: deque[Event] = deque(maxlen=_KEPT)
        self._numbers = itertools.count(1)
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._listeners: set[Callable[[], None]] = set()

    def add(self, group_id: int, kind: str, thing: Json) -> None:
        """Something happens.

        Args:
            group_id: In which community.
            kind: VK's word for it.
            thing: What it is about; what only the sandbox knows of it is left out.
        """
        shown = {name: value for name, value in thing.items() if not name.startswith("_")}
        with self.changed:
            mark = f"{self._seed} {group_id} {next(self._numbers)}"
            event_id = hashlib.sha1(mark.encode(), usedforsecurity=False).hexdigest()
            copied: Json = from_json(to_json(shown))
            event = Event(kind, group_id, event_id, copied, self._now())
            self._kept.append(event)
            for reader in self.readers:
                reader(event)
            self.ring()

    def at(self, moment: float, work: Callable[[], None]) -> None:
        """Let something be done when its time has come."""
        with self.changed:
            heapq.heappush(self._later, (moment, next(self._numbers), work))

    def catch_up(self) -> None:
        """Do what should have been done by now."""
        with self.changed:
            while self._later and self._later[0][0] <= self._now():
                heapq.heappop(self._later)[2]()

    def next_due(self) -> float:
        """When something will be done by itself; infinity if nothing waits."""
        with self.changed:
            return self._later[0][0] if self._later else float("inf")

    def all(self, group_id: int | None = None) -> list[Event]:
        """What happened, oldest first: the last 10,000 events, whether anybody reads them or not.

        Args:
            group_id: In one community only.
        """
        self.catch_up()
        with self.changed:
            return [event for event in self._kept if group_id in (None, event.group_id)]

    def listen(self, listener: Callable[[], None]) -> None:
        """Call something at each change; it must not wait."""
        with self.changed:
            self._listeners.add(listener)

    def ignore(self, listener: Callable[[], None]) -> None:
        """Call it no longer."""
        with self.changed:
            self._listeners.discard(listener)

    def ring(self) -> None:
        """Wake all who wait."""
        with self.changed:
            self.changed.notify_all()
            for listener in tuple(self._listeners):
                listener()
