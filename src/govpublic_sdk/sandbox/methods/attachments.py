"""Attachments: made of words such as `photo-1_2`, and shown as they are at this moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from govpublic_sdk.sandbox.methods import polls, video
from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.tokens import Caller
from govpublic_sdk.sandbox.values import is_array, is_object
from govpublic_sdk.sandbox.world import Json

__all__ = ["refresh", "resolve_attachments", "tell"]

_THING = re.compile(r"(photo|doc|video|poll|audio_message|graffiti)(-?\d+)_(\d+)(?:_\w+)?")
_OF_DOCUMENTS = ("audio_message", "graffiti", "doc")  # what a word such as `doc-1_2` may name
_MOST = 10
_INSIDE = ("copy_history", "fwd_messages", "reply_message", "message")


def resolve_attachments(ask: MethodCall, words: list[str]) -> list[Json]:
    """The attachments of a call.

    Raises:
        Refused: There are too many, or one of them does not exist.
    """
    if len(words) > _MOST:
        ask.wrong("attachments", "contains too many items")
    if sum(word.startswith("http") for word in words) > 1:
        ask.wrong("attachments", "contains two links")
    return [_one(ask, word) for word in words]


def _one(ask: MethodCall, word: str) -> Json:
    if word.startswith(("http://", "https://")):
        return {"type": "link", "link": {"url": word, "title": word}}
    found = _THING.fullmatch(word)
    if found is None:
        ask.wrong("attachments", "is malformed")
    kind, owner, number = found[1], int(found[2]), int(found[3])
    for shown in _OF_DOCUMENTS if kind == "doc" else (kind,):
        thing = ask.world.things.get((shown, owner, number))
        if thing is not None:
            return {"type": shown, shown: thing}
    return ask.wrong("attachments", f"has no {kind}")


def refresh(ask: MethodCall, thing: Json) -> Json:
    """A post, comment or message whose attachments are shown as they are now, at any depth.

    Photos stay as they were; polls collect votes, videos end their processing.
    """
    changed: Json = {name: _inner(ask, thing[name]) for name in _INSIDE if thing.get(name)}
    if thing.get("attachments"):
        changed["attachments"] = [_attachment(ask, one) for one in thing["attachments"]]
    return {**thing, **changed} if changed else thing


def _inner(ask: MethodCall, value: Any) -> Any:
    if is_array(value):
        return [refresh(ask, one) for one in value]
    return refresh(ask, value) if is_object(value) else value


def _attachment(ask: MethodCall, one: Json) -> Json:
    show: Callable[[MethodCall, Json], Json] = _LIVING.get(one["type"], refresh)
    return {**one, one["type"]: show(ask, one[one["type"]])}


_LIVING = {"poll": polls.show_poll, "video": video.show_video}


def tell(ask: MethodCall, group_id: int, kind: str, thing: Json) -> None:
    """Tell a community of a post, comment or message, with attachments as the community sees it."""
    community = replace(ask, caller=Caller("", "G", group_id))
    ask.world.tell(group_id, kind, refresh(community, thing))
