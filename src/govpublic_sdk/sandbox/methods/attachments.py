"""Attachments: resolves words such as `photo-1_2` and shows their current state."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from govpublic_sdk.sandbox.methods import polls, video
from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.tokens import Caller
from govpublic_sdk.sandbox.values import is_array, is_object
from govpublic_sdk.sandbox.world import Json

__all__ = ["notify_group", "refresh", "resolve_attachments"]

_WORD = re.compile(r"(photo|doc|video|poll|audio_message|graffiti)(-?\d+)_(\d+)(?:_\w+)?")
# Kinds that a word such as `doc-1_2` may name.
_DOCUMENT_KINDS = ("audio_message", "graffiti", "doc")
_MAX_ATTACHMENTS = 10
_NESTED_FIELDS = ("copy_history", "fwd_messages", "reply_message", "message")


def resolve_attachments(call: MethodCall, words: list[str]) -> list[Json]:
    """Resolve the attachments of a call.

    Raises:
        Refused: There are too many, or one of them does not exist.
    """
    if len(words) > _MAX_ATTACHMENTS:
        call.wrong("attachments", "contains too many items")
    if sum(word.startswith("http") for word in words) > 1:
        call.wrong("attachments", "contains two links")
    return [_resolve(call, word) for word in words]


def _resolve(call: MethodCall, word: str) -> Json:
    if word.startswith(("http://", "https://")):
        return {"type": "link", "link": {"url": word, "title": word}}
    match = _WORD.fullmatch(word)
    if match is None:
        call.wrong("attachments", "is malformed")
    kind, owner_id, thing_id = match[1], int(match[2]), int(match[3])
    for shown_kind in _DOCUMENT_KINDS if kind == "doc" else (kind,):
        thing = call.world.things.get((shown_kind, owner_id, thing_id))
        if thing is not None:
            return {"type": shown_kind, shown_kind: thing}
    return call.wrong("attachments", f"has no {kind}")


def refresh(call: MethodCall, thing: Json) -> Json:
    """Return a post, comment or message with the current state of its attachments, at any depth.

    Polls collect votes and videos finish processing; photos do not change.
    """
    changed: Json = {}
    for name in _NESTED_FIELDS:
        nested = thing.get(name)
        if is_array(nested):
            changed[name] = [refresh(call, item) for item in nested]
        elif is_object(nested):
            changed[name] = refresh(call, nested)
    if thing.get("attachments"):
        changed["attachments"] = [
            _refresh_attachment(call, attachment) for attachment in thing["attachments"]
        ]
    return {**thing, **changed}


def _refresh_attachment(call: MethodCall, attachment: Json) -> Json:
    show: Callable[[MethodCall, Json], Json] = _SHOW_BY_TYPE.get(attachment["type"], refresh)
    return {**attachment, attachment["type"]: show(call, attachment[attachment["type"]])}


_SHOW_BY_TYPE = {"poll": polls.show_poll, "video": video.show_video}


def notify_group(call: MethodCall, group_id: int, kind: str, thing: Json) -> None:
    """Send a community an event with a post, comment or message as the community sees it."""
    community = replace(call, caller=Caller("", "G", group_id))
    call.world.tell(group_id, kind, refresh(community, thing))
