"""Events of communities: Callback API and Long Poll, from bytes to typed events.

The public names, loaded when first used. Event models live in `models`; how events are stored is
the business of `store`. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.events._long_poll_listener import EventLoss as EventLoss
    from govpublic_sdk.events._parse import parse as parse
    from govpublic_sdk.events.callback import MAX_BYTES as MAX_BYTES
    from govpublic_sdk.events.callback import Confirm as Confirm
    from govpublic_sdk.events.callback import Decision as Decision
    from govpublic_sdk.events.callback import GroupSettings as GroupSettings
    from govpublic_sdk.events.callback import Received as Received
    from govpublic_sdk.events.callback import Refused as Refused
    from govpublic_sdk.events.callback import read as read
    from govpublic_sdk.events.callback_app import Answer as Answer
    from govpublic_sdk.events.callback_app import CallbackApp as CallbackApp
    from govpublic_sdk.events.inbox import Inbox as Inbox
    from govpublic_sdk.events.worker import AsyncWorker as AsyncWorker
    from govpublic_sdk.events.worker import Worker as Worker
    from govpublic_sdk.models.events.kinds import EVENT_TYPES as EVENT_TYPES
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        names={
            "events._long_poll_listener": "EventLoss",
            "events._parse": "parse",
            "events.callback": ("MAX_BYTES Confirm Decision GroupSettings Received Refused read"),
            "events.callback_app": "Answer CallbackApp",
            "events.inbox": "Inbox",
            "events.worker": "AsyncWorker Worker",
            "models.events.kinds": "EVENT_TYPES",
        },
    )
