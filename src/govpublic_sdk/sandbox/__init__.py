"""A stateful VK on your table, for tests, examples and trying things out; it needs no network."""

from govpublic_sdk.sandbox.box import Sandbox
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.faults import Faults

__all__ = ["Clock", "Faults", "Sandbox"]
