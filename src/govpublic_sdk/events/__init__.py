"""What communities are told: Callback API and Long Poll, from bytes to typed events.

The public names, loaded when first used. Event models live in `models`; how events are stored is
the business of `store`. Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govpublic_sdk.events.callback import (
        MOST_BYTES,
        Confirm,
        Decision,
        GroupSettings,
        Received,
        Refused,
        read,
    )
    from govpublic_sdk.events.callback_app import Answer, CallbackApp
    from govpublic_sdk.events.inbox import Inbox
    from govpublic_sdk.events.reading import parse
    from govpublic_sdk.events.worker import AsyncWorker, Worker
    from govpublic_sdk.models.events.kinds import EVENT_TYPES

__all__ = [
    "EVENT_TYPES",
    "MOST_BYTES",
    "Answer",
    "AsyncWorker",
    "CallbackApp",
    "Confirm",
    "Decision",
    "GroupSettings",
    "Inbox",
    "Received",
    "Refused",
    "Worker",
    "parse",
    "read",
]

_HOMES = {
    "Answer": "events.callback_app",
    "AsyncWorker": "events.worker",
    "CallbackApp": "events.callback_app",
    "Confirm": "events.callback",
    "Decision": "events.callback",
    "EVENT_TYPES": "models.events.kinds",
    "GroupSettings": "events.callback",
    "Inbox": "events.inbox",
    "MOST_BYTES": "events.callback",
    "Received": "events.callback",
    "Refused": "events.callback",
    "Worker": "events.worker",
    "parse": "events.reading",
    "read": "events.callback",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govpublic_sdk.events' has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
