"""What all events share: type, community, key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final, Self, TypeAlias, cast

from pydantic import model_validator

from govpublic_sdk.models._drift import from_text
from govpublic_sdk.models.base import Model, Number, Raw

__all__ = ["Confirmation", "Event", "UnknownEvent", "key_of", "remember"]

_Anything: TypeAlias = object
_KEY: Final = "key"
_LONGEST: Final = 128  # characters; VK's ids have 40


def key_of(tree: Mapping[str, object]) -> str:
    """Identifies an event in its community: its id, or the hash of its body.

    Events of old API versions have no id. The hash is of a canonical form without the secret, so
    that a repeated delivery has the same key.

    Args:
        tree: The event as VK sent it.

    Raises:
        ValueError: It holds a number too large to be written.
        RecursionError: It is nested too deeply.
    """
    sent = tree.get("event_id")
    if isinstance(sent, int) and not isinstance(sent, bool):
        sent = str(sent)
    if (
        isinstance(sent, str)
        and 0 < len(sent) <= _LONGEST
        and sent.isascii()
        and sent.isprintable()
    ):
        return sent
    body = {name: value for name, value in tree.items() if name != "secret"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Event(Model, frozen=True):
    """Something that happened in a community.

    https://dev.vk.com/ru/api/community-events/json-schema

    Attributes:
        type: VK's name for it, such as `message_new`.
        group_id: The community, a positive id; 0 where an old event does not tell.
        event_id: VK's number of the event, None where an old event has none; see `key`.
        v: The API version that the server or Long Poll is set to.
        object: What happened; its type depends on the class of the event.
    """

    type: str
    group_id: Number = 0
    event_id: str | None = None
    v: str | None = None
    object: _Anything

    @model_validator(mode="before")
    @classmethod
    def _without_secret(cls, tree: Any) -> Any:
        """The secret proves where an event comes from; it is not part of the event."""
        if isinstance(tree, dict) and "secret" in tree:
            sent = cast("dict[str, Any]", tree)
            return {name: value for name, value in sent.items() if name != "secret"}
        return cast("Any", tree)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read what VK sent; see `Model.model_validate`."""
        event = super().model_validate(obj, **options)
        if isinstance(obj, Mapping):
            remember(event, key_of(cast("Mapping[str, object]", obj)))
        return event

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read the JSON text of what VK sent; see `Model.model_validate_json`."""
        event = super().model_validate_json(json_data, **options)
        remember(event, key_of(from_text(json_data)))
        return event

    @property
    def key(self) -> str:
        """Identifies this event in its community, also after a repeated delivery.

        The `event_id`, or without one the SHA-256 of the body.
        """
        private = self.__pydantic_private__ or {}
        known: str | None = private.get(_KEY)
        return known or key_of(self.model_dump(mode="json"))


def remember(event: Event, key: str) -> None:
    """Keep an event's key beside its fields, as unfit values are kept."""
    private = {**(event.__pydantic_private__ or {}), _KEY: key}
    object.__setattr__(event, "__pydantic_private__", private)


class UnknownEvent(Event, frozen=True):
    """An event that no class describes, or whose object is not what its type promises.

    Nothing of it is lost: `object` is what VK sent.
    """

    object: Raw | None = None


class Confirmation(Event, frozen=True):
    """VK asks a server whether it belongs to the community; it is answered and never stored."""

    object: Raw | None = None
