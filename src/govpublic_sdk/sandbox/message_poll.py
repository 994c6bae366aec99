"""Long Poll of messages (`messages.getLongPollServer`): new messages of a person or a community.

Only event 4, a new message, is sent. https://dev.vk.com/ru/api/user-long-poll/getting-started
"""

from __future__ import annotations

import hashlib

from govpublic_sdk.sandbox.dialogs import Dialog, Mail
from govpublic_sdk.sandbox.events import Events
from govpublic_sdk.sandbox.long_poll import Look, is_whole
from govpublic_sdk.sandbox.values import Json

__all__ = ["MessagePoll"]

_UNREAD, _OUTBOX = 1, 2
_WITH_ATTACHMENTS, _WITH_PTS = 2, 32  # bits of `mode`


class MessagePoll:
    """Keys of those who wait for messages; what comes is read from the conversations themselves.

    Args:
        seed: Makes the keys.
        mail: The conversations.
        events: Called when something changes.

    Attributes:
        key_lifetime: For how many seconds a key is good; then comes `failed: 2`.
    """

    def __init__(self, seed: int, mail: Mail, events: Events) -> None:
        self.key_lifetime: float = 3600.0
        self._seed, self._mail, self._events = seed, mail, events
        self._keys: dict[str, tuple[int, float]] = {}
        self._made = 0

    def server(self, side: int, address: str, now: float) -> Json:
        """Where the messages of a side can be had, with a new key.

        Args:
            side: A person, or a community with a minus.
            address: Where the sandbox is, as `http://127.0.0.1:8311`; VK names no scheme.
            now: Unix seconds.
        """
        with self._events.changed:
            self._made += 1
            mark = f"im {self._seed} {side} {self._made}"
            key = hashlib.sha256(mark.encode()).hexdigest()[:40]
            self._keys = {one: about for one, about in self._keys.items() if about[1] > now}
            self._keys[key] = (side, now + self.key_lifetime)
            host = address.partition("://")[2]
            return {"server": f"{host}/nim{abs(side)}", "key": key, "ts": self._last(side)}

    def pts(self, side: int) -> int:
        """The number that the next message of a side will have in `messages.getLongPollHistory`."""
        return len(self.messages(side)) + 1

    def messages(self, side: int) -> list[tuple[Dialog, Json]]:
        """All messages of a side, also deleted ones, oldest first."""
        dialogs = [one for one in list(self._mail.dialogs.values()) if side in one.sides]
        pairs = [(dialog, message) for dialog in dialogs for message in dialog.messages]
        return sorted(pairs, key=lambda pair: pair[1]["id"])

    def forget_keys(self) -> None:
        """Let all keys be too old, also for requests that wait."""
        with self._events.changed:
            self._keys.clear()
            self._events.ring()

    def look(self, look: Look, now: float) -> Json | None:
        """What can be said at once; None when it is worth waiting."""
        self._events.catch_up()
        with self._events.changed:
            side, until = self._keys.get(look.key, (0, 0.0))
            if look.failed in (2, 3) or abs(side) != look.group_id or until <= now:
                self._keys.pop(look.key, None)
                return {"failed": 3 if look.failed == 3 else 2}
            last = self._last(side)
            if look.failed == 1 or not is_whole(look.ts) or int(look.ts) > last:
                return {"failed": 1, "ts": last}
            new = [pair for pair in self.messages(side) if pair[1]["id"] > int(look.ts)]
            return self._answer(look, side, new) if new else None

    def nothing(self, look: Look) -> Json:
        """What is said when the wait is over."""
        with self._events.changed:
            side, _ = self._keys.get(look.key, (0, 0.0))
            return self._answer(look, side, [])

    def _answer(self, look: Look, side: int, new: list[tuple[Dialog, Json]]) -> Json:
        before = int(look.ts) if is_whole(look.ts) else self._last(side)
        ts = new[-1][1]["id"] if new else before
        seen = [pair for pair in new if side not in pair[1]["_gone"]]
        updates = [_update(dialog, one, side, look.mode) for dialog, one in seen]
        pts = {"pts": self.pts(side)} if look.mode & _WITH_PTS else {}
        return {"ts": ts, "updates": updates, **pts}

    def _last(self, side: int) -> int:
        """The number of the newest message, which serves as `ts`."""
        return max((one["id"] for _, one in self.messages(side)), default=0)


def _update(dialog: Dialog, message: Json, side: int, mode: int) -> list[object]:
    own = message["from_id"] == side
    unread = any(dialog.read.get(one, 0) < message["id"] for one in dialog.sides if one != side)
    seen = not unread if own else dialog.read.get(side, 0) >= message["id"]
    flags = (_OUTBOX if own else 0) | (0 if seen else _UNREAD)
    extra = {"from": str(message["from_id"])} if dialog.is_chat else {"title": " ... "}
    attached = _flatten_attachments(message) if mode & _WITH_ATTACHMENTS else {}
    where = (dialog.peer_of(side), message["date"], message["text"])
    return [4, message["id"], flags, *where, extra, attached, 0]


def _flatten_attachments(message: Json) -> Json:
    """Attachments as Long Poll of messages names them: `attach1_type` and `attach1`."""
    shown: Json = {}
    for place, one in enumerate(message["attachments"], 1):
        thing = one.get(one["type"], {})
        shown[f"attach{place}_type"] = one["type"]
        if "id" in thing and "owner_id" in thing:
            shown[f"attach{place}"] = f"{thing['owner_id']}_{thing['id']}"
    return shown
