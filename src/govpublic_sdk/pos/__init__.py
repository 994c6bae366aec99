"""The feedback platform «Госуслуги. Решаем вместе» (ПОС): its links, and how it is asked.

Links need no server. `Settings` and `edms` are for the interface for document systems; they are
loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from govpublic_sdk.pos.faults import FAULT_CODES, Fault, FaultCode, Severity
from govpublic_sdk.pos.links import PosLink
from govpublic_sdk.pos.menu import MenuCheck, check_menu
from govpublic_sdk.pos.rules import RULES, LinkKind, LinkRules, LinkShape, MenuKind, rules_at

if TYPE_CHECKING:
    from govpublic_sdk.pos import edms
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "FAULT_CODES",
    "RULES",
    "Fault",
    "FaultCode",
    "LinkKind",
    "LinkRules",
    "LinkShape",
    "MenuCheck",
    "MenuKind",
    "PosLink",
    "Settings",
    "Severity",
    "check_menu",
    "edms",
    "rules_at",
]


def __getattr__(name: str) -> object:
    """Load what asks a server when it is first used (https://peps.python.org/pep-0562/)."""
    if name == "edms":
        return import_module("govpublic_sdk.pos.edms")
    if name != "Settings":
        raise AttributeError(f"module 'govpublic_sdk.pos' has no attribute {name!r}")
    found: object = import_module("govpublic_sdk.pos.settings").Settings
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
