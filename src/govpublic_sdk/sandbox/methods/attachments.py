"""From texts such as `photo-1_2` to what hangs on posts, comments and topics."""

from __future__ import annotations

import re

from govpublic_sdk.sandbox.asking import Ask
from govpublic_sdk.sandbox.world import Json

__all__ = ["attached"]

_THING = re.compile(r"(photo|doc|video|poll)(-?\d+)_(\d+)(?:_\w+)?")
_MOST = 10


def attached(ask: Ask, words: list[str]) -> list[Json]:
    """The attachments of a call.

    Raises:
        Refused: There are too many, or one of them does not exist.
    """
    if len(words) > _MOST:
        ask.wrong("attachments", "contains too many items")
    if sum(word.startswith("http") for word in words) > 1:
        ask.wrong("attachments", "contains two links")
    return [_one(ask, word) for word in words]


def _one(ask: Ask, word: str) -> Json:
    if word.startswith(("http://", "https://")):
        return {"type": "link", "link": {"url": word, "title": word}}
    found = _THING.fullmatch(word)
    if found is None:
        ask.wrong("attachments", "is malformed")
    kind, owner, number = found[1], int(found[2]), int(found[3])
    thing = ask.world.things.get((kind, owner, number))
    return {"type": kind, kind: thing or ask.wrong("attachments", f"has no {kind}")}
