"""Attachments: resolves words such as `photo-1_2` and shows their current state."""

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

__all__ = ["notify_group", "refresh", "resolve_attachments"]

_WORD = re.compile(r"(photo|doc|video|poll|audio_message|graffiti)(-?\d+)_(\d+)(?:_\w+)?")
_DOCUMENT_KINDS = ("audio_message", "graffiti", "doc")  # what a word such as `doc-1_2` may name
_MAX_ATTACHMENTS = 10
_NESTED_FIELDS = ("copy_history", "fwd_messages", "reply_message", "message")


def resolve_attachments(ask: MethodCall, words: list[str]) -> list[Json]:
    """Resolve the attachments of a call.

    Raises:
        Refused: There are too many, or one of them does not exist.
    """
    if len(words) > _MAX_ATTACHMENTS:
        ask.wrong("attachments", "contains too many items")
    if sum(word.startswith("http") for word in words) > 1:
        ask.wrong("attachments", "contains two links")
    return [_resolve(ask, word) for word in words]


def _resolve(ask: MethodCall, word: str) -> Json:
    if word.startswith(("http://", "https://")):
        return {"type": "link", "link": {"url": word, "title": word}}
    match = _WORD.fullmatch(word)
    if match is None:
        ask.wrong("attachments", "is malformed")
    kind, owner_id, thing_id = match[1], int(match[2]), int(match[3])
    for shown_kind in _DOCUMENT_KINDS if kind == "doc" else (kind,):
        thing = ask.world.things.get((shown_kind, owner_id, thing_id))
        if thing is not None:
            return {"type": shown_kind, shown_kind: thing}
    return ask.wrong("attachments", f"has no {kind}")


def refresh(ask: MethodCall, thing: Json) -> Json:
    """Return a post, comment or message with the current state of its attachments, at any depth.

    Polls collect votes and videos finish processing; photos do not change.
    """
    changed: Json = {
        name: _refresh_nested(ask, thing[name]) for name in _NESTED_FIELDS if thing.get(name)
    }
    if thing.get("attachments"):
        changed["attachments"] = [
            _refresh_attachment(ask, attachment) for attachment in thing["attachments"]
        ]
    return {**thing, **changed} if changed else thing


def _refresh_nested(ask: MethodCall, value: Any) -> Any:
    if is_array(value):
        return [refresh(ask, item) for item in value]
    return refresh(ask, value) if is_object(value) else value


def _refresh_attachment(ask: MethodCall, attachment: Json) -> Json:
    show: Callable[[MethodCall, Json], Json] = _SHOW_BY_TYPE.get(attachment["type"], refresh)
    return {**attachment, attachment["type"]: show(ask, attachment[attachment["type"]])}


_SHOW_BY_TYPE = {"poll": polls.show_poll, "video": video.show_video}


def notify_group(ask: MethodCall, group_id: int, kind: str, thing: Json) -> None:
    """Send a community an event with a post, comment or message as the community sees it."""
    community = replace(ask, caller=Caller("", "G", group_id))
    ask.world.tell(group_id, kind, refresh(community, thing))
