"""What the events room asks of a store, and nothing else: who stores, and how, is not known here.

`govpublic_sdk.store.Inbox` does all this in one SQLite file; a database that a service has
already can do it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["Inbox"]


class Inbox(Protocol):
    """Keeps each event once, and keeps it in spite of a crash.

    An event is known by its community and its key (`Event.key`). Bodies are citizens' words: they
    belong in no log, no error and no `repr`.
    """

    def put(self, group_id: int, key: str, body: bytes) -> bool:
        """Store an event; it is durable when this returns.

        Args:
            group_id: The community, a positive id.
            key: Identifies this event in its community.
            body: The event as it came.

        Returns:
            Whether it was new; False means that it is known already.

        Raises:
            StoreFull: The store is full; nothing was stored.
        """
        ...

    def put_all(
        self, group_id: int, events: Sequence[tuple[str, bytes]], *, position: str | None = None
    ) -> int:
        """Store events and the place where Long Poll goes on, all of it or nothing.

        Args:
            group_id: The community, a positive id.
            events: Keys and bodies.
            position: The `ts` to go on from; None leaves it as it is.

        Returns:
            How many of the events were new.

        Raises:
            StoreFull: The store is full; nothing was stored.
        """
        ...

    def position(self, group_id: int) -> str | None:
        """Where Long Poll goes on; None where it never began.

        Args:
            group_id: The community, a positive id.
        """
        ...
