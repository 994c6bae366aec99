"""What an inbox tells of its events: what was taken, and how many are in which state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from govpublic_sdk.store.failures import checked_row

__all__ = ["Counts", "Taken", "taken_from"]


@dataclass(frozen=True, slots=True)
class Taken:
    """An event that was taken to be handled, or a dead one.

    Attributes:
        id: Its number in this inbox, never given twice.
        group_id: The community it belongs to.
        key: What tells it from others of the community.
        body: The event as it came. A citizen's words, so they are not shown.
        attempt: How often it has been taken, this time included.
        why: Why it failed the last time; may quote a citizen, so it is not shown.
    """

    id: int
    group_id: int
    key: str
    body: bytes = field(repr=False)
    attempt: int
    why: str | None = field(default=None, repr=False)


def taken_from(row: tuple[Any, ...]) -> Taken:
    """An event from its columns.

    Raises:
        DamagedValue: They are not what was stored.
    """
    return Taken(*checked_row(row, int, int, str, bytes, int, str | None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many events an inbox holds.

    Attributes:
        waiting: They wait for a worker, some until a later time.
        leased: They are with a worker.
        dead: They failed too often, or cannot be read.
        handled: They are done; their keys are remembered.
    """

    waiting: int
    leased: int
    dead: int
    handled: int
