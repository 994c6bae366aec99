"""Whether the menu of a page has its links to «Госуслуги. Решаем вместе»; `pos` knows the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording
from govpublic_sdk.official_pages.judging.reasons import why_unknown
from govpublic_sdk.official_pages.judging.requirement import Check, Finding, of_page
from govpublic_sdk.pos import RULES, Fault, LinkRules, check_menu, rules_at

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.facts import PageFacts

__all__ = ["MENU_LINKS", "menu_links", "rules_on"]

_RIGHT = Wording("Ссылки верны.", "The links are right.")
_DOUBTFUL = Wording("Ссылки верны, но проверьте: {faults}", "Right, but check: {faults}")


def rules_on(day: date) -> LinkRules:
    """The edition of the rules for links on a day; the oldest one for days before it."""
    return rules_at(max(day, RULES[0].since))


def menu_links(rules: LinkRules | None = None) -> Check:
    """A check that the menu has the right links.

    Args:
        rules: How links must be; those of the day as of which is judged where None.
    """

    def check(facts: PageFacts, entry: Entry, at: date) -> Finding:
        if facts.menu is None:
            return Finding("unknown", why_unknown(facts, "menu"))
        found = check_menu(facts.menu, rules=rules or rules_on(at)).all_faults
        errors = [one for one in found if one.severity == "error"]
        if errors:
            return Finding("not met", _told(errors))
        return Finding("met", _doubts(_told(found)) if found else _RIGHT)

    return of_page(check)


def _told(faults: Iterable[Fault]) -> Wording:
    """Each fault once: both links often share theirs."""
    words = dict.fromkeys(one.wording for one in faults)
    return Wording(" ".join(one.ru for one in words), " ".join(one.en for one in words))


def _doubts(told: Wording) -> Wording:
    return Wording(_DOUBTFUL.ru.format(faults=told.ru), _DOUBTFUL.en.format(faults=told.en))


MENU_LINKS = menu_links()
"""The check by the rules of the day."""
