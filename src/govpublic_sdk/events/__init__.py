"""What communities are told: Callback API and Long Poll, from bytes to typed events.

The public names, loaded when first used. Event models live in `models`; how events are stored is
the business of `store`. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

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
    from govpublic_sdk.events.polling import EventLoss
    from govpublic_sdk.events.reading import parse
    from govpublic_sdk.events.worker import AsyncWorker, Worker
    from govpublic_sdk.models.events.kinds import EVENT_TYPES
else:
    __getattr__, __dir__ = lazy(
        __name__,
        names={
            "events.callback": "MOST_BYTES Confirm Decision GroupSettings Received Refused read",
            "events.callback_app": "Answer CallbackApp",
            "events.inbox": "Inbox",
            "events.polling": "EventLoss",
            "events.reading": "parse",
            "events.worker": "AsyncWorker Worker",
            "models.events.kinds": "EVENT_TYPES",
        },
    )

__all__ = [
    "EVENT_TYPES",
    "MOST_BYTES",
    "Answer",
    "AsyncWorker",
    "CallbackApp",
    "Confirm",
    "Decision",
    "EventLoss",
    "GroupSettings",
    "Inbox",
    "Received",
    "Refused",
    "Worker",
    "parse",
    "read",
]
