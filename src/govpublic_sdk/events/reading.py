"""From what VK sent to a typed event; whether VK really sent it is the business of `callback`."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from govpublic_sdk import errors
from govpublic_sdk.models._repair import Misread, Reader, from_text
from govpublic_sdk.models.events.event import Event, UnknownEvent, key_of, remember
from govpublic_sdk.models.events.kinds import event_class

__all__ = ["parse"]

_log = logging.getLogger("govpublic_sdk")


def parse(payload: bytes | str | Mapping[str, object]) -> Event:
    """Read an event: the body of a callback, or one of Long Poll's `updates`.

    An event is of the class that its type names, such as `models.MessageNew`. A type that nobody
    knows yet, or an object that is not what its type promises, makes an `models.UnknownEvent`
    that keeps all of it. The secret of a callback is dropped.

    https://dev.vk.com/ru/api/community-events/json-schema

    Args:
        payload: The JSON text, or what `json.loads` made of it.

    Raises:
        DecodeError: It is no JSON, or no event: an object with a `type`.
    """
    try:
        return _event(_tree(payload))
    except (Misread, RecursionError, TypeError, ValueError) as error:
        kind = error.kind if isinstance(error, Misread) else type(error).__name__
        raise errors.DecodeError(f"This is no event ({kind}).", raw=payload) from None


def _tree(payload: bytes | str | Mapping[str, object]) -> Mapping[str, object]:
    tree: Any = from_text(payload) if isinstance(payload, bytes | str) else payload
    if not isinstance(tree, Mapping):
        raise Misread("dict_type")
    return dict(cast("Mapping[str, object]", tree))


def _event(tree: Mapping[str, object]) -> Event:
    try:
        event = _read(event_class(tree.get("type")), tree)
    except Misread:
        event = _read(UnknownEvent, tree)
    remember(event, key_of(tree))
    return event


def _read(kind: type[Event], tree: Mapping[str, object]) -> Event:
    event, drifts, _ = _reader(kind).read_value(tree)
    if drifts:
        _log.info("%s: %d values did not fit", event.type, len(drifts))
    return event


@cache
def _reader(kind: type[Event]) -> Reader[Event]:
    return Reader(kind)
