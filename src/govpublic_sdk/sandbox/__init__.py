"""A stateful VK on your table, for tests, examples and trying things out; it needs no network."""

from govpublic_sdk.sandbox.box import Sandbox
from govpublic_sdk.sandbox.callbacks import Callbacks, Posted
from govpublic_sdk.sandbox.citizens import Citizens
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.events import Event
from govpublic_sdk.sandbox.faults import Faults
from govpublic_sdk.sandbox.record import RecordedRequest
from govpublic_sdk.sandbox.values import Refused

__all__ = [
    "Callbacks",
    "Citizens",
    "Clock",
    "Event",
    "Faults",
    "Posted",
    "RecordedRequest",
    "Refused",
    "Sandbox",
]
