"""Whether the menu of a page has its links to «Госуслуги. Решаем вместе»; `pos` knows the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OGRN
from govpublic_sdk.official_pages.judging.reasons import why_unknown
from govpublic_sdk.official_pages.judging.requirement import Check, Finding, of_page
from govpublic_sdk.pos import RULES, Fault, LinkRules, MenuCheck, Severity, check_menu, rules_at

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.facts import PageFacts

__all__ = ["MENU_LINKS", "menu_links", "rules_on"]

_RIGHT = Wording("Ссылки верны.", "The links are right.")
_OF_LINK = Wording("Ссылка ({link}):", "The link ({link}):")
_DOUBTFUL = Wording("Ссылки верны, но проверьте: {faults}", "Right, but check: {faults}")
_OTHER_OGRN = Wording(
    "ОГРН в ссылке {link}, а в реестре {registry}: проверьте, чей он.",
    "The ОГРН of the link is {link}, of the registry {registry}: check whose it is.",
)


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
        menu = check_menu(facts.menu, rules=rules or rules_on(at))
        differing = _other_ogrns(menu, entry)
        if not menu.is_right:
            return Finding("not met", _joined([*_told(menu, "error"), *differing]))
        if menu.is_spotless and not differing:
            return Finding("met", _RIGHT)
        warnings = [*_told(menu, "warning"), *differing]
        return Finding("met", _DOUBTFUL.fill(faults=_joined(warnings)))

    return of_page(check)


def _other_ogrns(menu: MenuCheck, entry: Entry) -> list[Wording]:
    """A warning for each ОГРН of the links that is not the one of the registry."""
    if not entry.ogrn:
        return []
    try:
        registered = str(OGRN(entry.ogrn))
    except ParameterError:
        registered = entry.ogrn[:40]  # a slip in the registry is a difference, too
    found = dict.fromkeys(str(link.ogrn) for link in menu.links if link.ogrn)
    return [_OTHER_OGRN.fill(link=one, registry=registered) for one in found if one != registered]


def _told(menu: MenuCheck, severity: Severity) -> Iterator[Wording]:
    """Faults of the menu and those that all its links share; then of each link, by its name."""
    per_link = [_words(link.faults, severity) for link in menu.links]
    shared = [one for one in chain(*per_link[:1]) if all(one in words for words in per_link)]
    yield from _words(menu.faults, severity)
    yield from shared
    for link, words in zip(menu.links, per_link, strict=True):
        own = [one for one in words if one not in shared]
        if own:
            yield _OF_LINK.fill(link=link.title)
            yield from own


def _words(faults: Iterable[Fault], severity: Severity) -> list[Wording]:
    return list(dict.fromkeys(one.wording for one in faults if one.severity == severity))


def _joined(words: Iterable[Wording]) -> Wording:
    told = list(words)
    return Wording(" ".join(one.ru for one in told), " ".join(one.en for one in told))


MENU_LINKS = menu_links()
"""The check by the rules of the day."""
