"""The feedback platform «Госуслуги. Решаем вместе» (ПОС): its links, and how it is asked.

Links need no server. `Settings` and `edms` are for the interface for document systems; they are
loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy
from govpublic_sdk.pos.faults import FAULT_CODES, Fault, FaultCode, Severity
from govpublic_sdk.pos.links import PosLink
from govpublic_sdk.pos.menu import MenuCheck, check_menu
from govpublic_sdk.pos.rules import RULES, LinkKind, LinkRules, LinkShape, MenuKind, rules_at

if TYPE_CHECKING:
    from govpublic_sdk.pos import edms
    from govpublic_sdk.pos.settings import Settings
else:
    __getattr__, __dir__ = lazy(__name__, parts="edms", names={"pos.settings": "Settings"})

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
