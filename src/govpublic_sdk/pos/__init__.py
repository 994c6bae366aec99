"""The feedback platform «Госуслуги. Решаем вместе» (ПОС): its links. Nothing here asks a server."""

from govpublic_sdk.pos.faults import FAULT_CODES, Fault, FaultCode, Severity
from govpublic_sdk.pos.links import PosLink
from govpublic_sdk.pos.menu import MenuCheck, check_menu
from govpublic_sdk.pos.rules import RULES, LinkKind, LinkRules, LinkShape, MenuKind, rules_at

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
    "Severity",
    "check_menu",
    "rules_at",
]
