"""From what VK sent to a typed event; whether VK really sent it is the business of `callback`."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache, partial
from typing import cast

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._texts import Text
from govpublic_sdk.models._damage import Parsed, clean
from govpublic_sdk.models._drift import Misread, Reader, parse_body
from govpublic_sdk.models.events.event import Event, UnknownEvent, key_of, remember
from govpublic_sdk.models.events.kinds import event_class

__all__ = [
    "parse",
    "read_update",
]

_log = logging.getLogger("govpublic_sdk")


@partial(check_arguments, reads_data=True)
def parse(payload: bytes | str | Mapping[str, object]) -> Event:
    """Read an event: the body of a callback, or one of Long Poll's `updates`.

    An event is of the class that its type names, such as `models.MessageNew`. An unknown type,
    or an object that is not what its type promises, makes an `models.UnknownEvent`
    that keeps all of it. The secret of a callback is dropped. Wrong bytes cost the values that
    they hit, which are in `unfit`.

    https://dev.vk.com/ru/api/community-events/json-schema

    Args:
        payload: The JSON text, or what `json.loads` made of it.

    Raises:
        DecodeError: Not JSON, or not an event: an object with a `type`.
    """
    try:
        return _parse(payload)
    except (Misread, RecursionError, TypeError, ValueError) as error:
        failed = _no_event(error, payload)
    raise failed  # without a context, which quotes what citizens wrote


def _parse(payload: object) -> Event:
    found = parse_body(payload) if isinstance(payload, bytes | str) else Parsed(payload)
    return _event(found.tree, marked=found.marked)


def read_update(update: object, *, marked: bool) -> Event:
    """Read one of Long Poll's `updates`, which may contain marks of damaged bytes.

    Raises:
        DecodeError: Not an event: an object with a `type`.
    """
    try:
        return _event(update, marked=marked)
    except (Misread, RecursionError, TypeError, ValueError) as error:
        failed = _no_event(error, update)
    raise failed


def _no_event(error: Exception, payload: object) -> errors.DecodeError:
    kind = error.kind if isinstance(error, Misread) else type(error).__name__
    return errors.DecodeError(Text("This is not an event ({kind}).", kind=kind), raw=payload)


def _event(payload: object, *, marked: bool) -> Event:
    if not isinstance(payload, Mapping):
        raise Misread("dict_type")
    tree = dict(cast("Mapping[str, object]", payload))
    try:
        event = _read(event_class(tree.get("type")), tree, marked=marked)
    except Misread:
        whole = {**tree, "type": clean(tree.get("type"))} if marked else tree
        event = _read(UnknownEvent, whole, marked=marked)
    remember(event, key_of(tree))
    return event


def _read(kind: type[Event], tree: Mapping[str, object], *, marked: bool) -> Event:
    reader = _reader(kind)
    event, drifts, _ = reader.read_marked(tree) if marked else reader.read_value(tree)
    if drifts:
        _log.info("%s: %d values did not fit", event.type, len(drifts))
    return event


@cache
def _reader(kind: type[Event]) -> Reader[Event]:
    return Reader(kind)
