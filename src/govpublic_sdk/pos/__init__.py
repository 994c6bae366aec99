"""The feedback platform «Госуслуги. Решаем вместе» (ПОС): its links, and how it is asked.

Links need no server. `Settings` and `edms` are for the interface for document systems; they are
loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.pos import edms as edms
    from govpublic_sdk.pos.link_rules import FAULT_CODES as FAULT_CODES
    from govpublic_sdk.pos.link_rules import RULES as RULES
    from govpublic_sdk.pos.link_rules import FaultCode as FaultCode
    from govpublic_sdk.pos.link_rules import LinkIssue as LinkIssue
    from govpublic_sdk.pos.link_rules import LinkKind as LinkKind
    from govpublic_sdk.pos.link_rules import LinkRules as LinkRules
    from govpublic_sdk.pos.link_rules import LinkShape as LinkShape
    from govpublic_sdk.pos.link_rules import MenuKind as MenuKind
    from govpublic_sdk.pos.link_rules import Severity as Severity
    from govpublic_sdk.pos.link_rules import rules_at as rules_at
    from govpublic_sdk.pos.links import MenuCheck as MenuCheck
    from govpublic_sdk.pos.links import PosLink as PosLink
    from govpublic_sdk.pos.links import check_menu as check_menu
    from govpublic_sdk.pos.settings import Settings as Settings
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        parts="edms",
        names={
            "pos.link_rules": (
                "FAULT_CODES RULES FaultCode LinkIssue LinkKind LinkRules LinkShape "
                "MenuKind Severity rules_at"
            ),
            "pos.links": "MenuCheck PosLink check_menu",
            "pos.settings": "Settings",
        },
    )
