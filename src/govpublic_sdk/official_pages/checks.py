"""Checks that no measure can tell: that a page exists, is open, is of a fitting kind, is named.

Whether the menu of a page has its links to «Госуслуги. Решаем вместе»; `pos` knows the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OGRN
from govpublic_sdk.official_pages import _sources
from govpublic_sdk.official_pages.networks import NETWORK_NAMES, Network
from govpublic_sdk.official_pages.report import no_facts, why_unknown
from govpublic_sdk.official_pages.requirement import Check, Finding, Source, of_page
from govpublic_sdk.pos import RULES, LinkIssue, LinkRules, MenuCheck, Severity, check_menu, rules_at

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts, PageState
    from govpublic_sdk.official_pages.report import Entry

__all__ = [
    "EXISTS",
    "MENU_LINKS",
    "NETWORKS_RULES",
    "NetworksRule",
    "exists_in",
    "fits_kind",
    "is_named",
    "is_open",
    "menu_links",
    "networks_at",
    "rules_on",
]

_WORD = re.compile(r"[^\W\d_]{4,}")
_REGION = re.compile(r"\b(?P<name>\w+) (?:област|кра[йюея])\w*")
_ADJECTIVE = re.compile(r"[сц]к\w")
_STEM = 5  # letters; Russian endings begin after them
_FORMS = frozenset(
    word[:_STEM]
    for word in (
        *("автономное", "бюджетное", "государственное", "казенное", "муниципальное"),
        *("администрация", "городской", "города", "округ", "официальная", "район", "сельское"),
        *("область", "общественное", "образование", "организация", "поселение", "республика"),
        *("российской", "страница", "сообщество", "учреждение", "федеральное"),
    )
)
"""Beginnings of words that stand in many names, so that sharing them tells nothing."""

_GONE: dict[PageState, LocalizedText] = {
    "deleted": LocalizedText("Страница удалена.", "The page was deleted."),
    "banned": LocalizedText("Страница заблокирована.", "The page is blocked."),
    "missing": LocalizedText("Такого сообщества во ВКонтакте нет.", "VK has no such community."),
}
_THERE = Finding("met", LocalizedText("Страница есть.", "The page exists."))
_UNNAMED = Finding(
    "not met",
    LocalizedText("Страница организации не указана.", "No page of the body is named."),
)
_BY_REGISTRY = LocalizedText(
    "Страница в сети {network}: по реестру, не проверено.",
    "A page in {network}: by the registry, not checked.",
)
_ONLY_MAX = Finding(
    "not met",
    LocalizedText(
        "Страница организации не указана; канал в MAX есть, но страницу он не заменяет.",
        "No page of the organisation is named; its channel in MAX does not replace one.",
    ),
)
_EXEMPT = LocalizedText(
    "Страница может не вестись, основание: {ground}.", "No page need be kept, ground: {ground}."
)
_OPEN = Finding("met", LocalizedText("Страница открыта для всех.", "The page is open to all."))
_CLOSED = Finding(
    "not met", LocalizedText("Страница открыта не для всех.", "The page is not open to all.")
)
_KINDS = {
    "page": Finding("met", LocalizedText("Это страница.", "It is a page.")),
    "group": Finding("met", LocalizedText("Это группа.", "It is a group.")),
    "event": Finding("not met", LocalizedText("Это мероприятие.", "It is an event.")),
}
_OTHER_KIND = LocalizedText("Вид сообщества другой: {kind}.", "It is of another kind: {kind}.")
_NO_NAME = Finding("not met", LocalizedText("Названия нет.", "There is no name."))
_NO_BODY = Finding(
    "unknown",
    LocalizedText(
        "Неизвестно: организация не названа в реестре.",
        "Unknown: the registry does not name the body.",
    ),
)
_ALIKE = Finding(
    "met",
    LocalizedText("Название связано с организацией.", "The name is akin to that of the body."),
)
_UNLIKE = Finding(
    "unknown",
    LocalizedText(
        "Неизвестно: общих слов с названием организации нет, нужно посмотреть глазами.",
        "Unknown: the name shares no word with that of the body, somebody must look.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworksRule:
    """Networks in which an official page may be, from a day on; a page in one of them is enough.

    Attributes:
        since: The first day on which it holds.
        networks: The networks.
        source: The act.
    """

    since: date
    networks: tuple[Network, ...]
    source: Source


NETWORKS_RULES: tuple[NetworksRule, ...] = (
    NetworksRule(since=date(2022, 9, 2), networks=("vk", "ok"), source=_sources.NETWORKS),
)
"""The rules by their first day, the newest last."""


def networks_at(day: date) -> tuple[Network, ...]:
    """Return the networks in which an official page may be on a day."""
    held = [rule for rule in NETWORKS_RULES if rule.since <= day] or NETWORKS_RULES[:1]
    return held[-1].networks


def exists_in(networks: tuple[Network, ...] | None = None) -> Check:
    """Return a check that the organisation has a page, or need not have one.

    Pages outside VK are taken from the registry and are not checked.

    Args:
        networks: Networks that count; None for those of the day as of which is judged.
    """

    def exists(facts: PageFacts | None, entry: Entry, at: date) -> Finding:
        allowed = networks or networks_at(at)
        if entry.exempt:
            return Finding("met", _EXEMPT.fill(ground=entry.exempt))
        if "vk" in allowed and facts is not None and facts.state not in _GONE:
            return _THERE
        named: list[Network] = [page.network for page in entry.pages if page.network in allowed]
        if named:
            network = NETWORK_NAMES[named[0]]
            return Finding("met", _BY_REGISTRY.fill(network=network))
        if "vk" in allowed and facts is None and entry.public:
            return Finding("unknown", no_facts(entry))
        if "vk" in allowed and facts is not None:
            return Finding("not met", _GONE[facts.state])
        return _ONLY_MAX if any(page.network == "max" for page in entry.pages) else _UNNAMED

    return exists


EXISTS: Final = exists_in()
"""The check by the networks of the day."""


def is_open(facts: PageFacts, entry: Entry, at: date) -> Finding:
    """Whether anybody can read the page."""
    if facts.state == "open":
        return _OPEN
    return _CLOSED if facts.state not in _GONE else Finding("unknown", why_unknown(facts))


def fits_kind(facts: PageFacts, entry: Entry, at: date) -> Finding:
    """Whether the community is a page or a group, and not an event."""
    if facts.kind is None:
        return Finding("unknown", why_unknown(facts))
    return _KINDS.get(facts.kind) or Finding("not met", _OTHER_KIND.fill(kind=facts.kind))


def is_named(facts: PageFacts, entry: Entry, at: date) -> Finding:
    """Whether the name of the page shares a telling word with the name of the body.

    A name that shares none may still be right (an abbreviation), so it is left to a person.
    """
    if facts.name is None:
        return Finding("unknown", why_unknown(facts))
    if not facts.name.strip():
        return _NO_NAME
    if not entry.organisation:
        return _NO_BODY
    name, body = _plain(facts.name), _plain(entry.organisation)
    return _ALIKE if name == body or _words(name) & _words(body) else _UNLIKE


def _plain(name: str) -> str:
    """A name in small letters, its words between single spaces."""
    return " ".join(re.findall(r"\w+", name.lower().replace("ё", "е")))


def _words(name: str) -> frozenset[str]:
    """Beginnings of the telling words of a name, without its region: endings change by case."""
    local = _WORD.findall(_REGION.sub(_without_region, name))
    return frozenset(word[:_STEM] for word in local) - _FORMS


def _without_region(match: re.Match[str]) -> str:
    """Nothing in place of `самарской области`; other words before `край` stay."""
    is_region = _ADJECTIVE.search(match["name"], 1)
    return " " if is_region else match[0]


_RIGHT = LocalizedText("Ссылки верны.", "The links are right.")
_OF_LINK = LocalizedText("Ссылка ({link}):", "The link ({link}):")
_DOUBTFUL = LocalizedText(
    "Ссылки верны, но проверьте: {violations}", "Right, but check: {violations}"
)
_OTHER_OGRN = LocalizedText(
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
            return Finding("not met", _join([*_describe(menu, "error"), *differing]))
        if menu.is_spotless and not differing:
            return Finding("met", _RIGHT)
        warnings = [*_describe(menu, "warning"), *differing]
        return Finding("met", _DOUBTFUL.fill(violations=_join(warnings)))

    return of_page(check)


def _other_ogrns(menu: MenuCheck, entry: Entry) -> list[LocalizedText]:
    """A warning for each ОГРН of the links that is not the one of the registry."""
    if not entry.ogrn:
        return []
    try:
        registered = str(OGRN(entry.ogrn))
    except ParameterError:
        registered = entry.ogrn[:40]  # a slip in the registry is a difference, too
    found = dict.fromkeys(str(link.ogrn) for link in menu.links if link.ogrn)
    return [_OTHER_OGRN.fill(link=one, registry=registered) for one in found if one != registered]


def _describe(menu: MenuCheck, severity: Severity) -> Iterator[LocalizedText]:
    """Faults of the menu and those that all its links share; then of each link, by its name."""
    per_link = [_words_menu(link.issues, severity) for link in menu.links]
    shared = [one for one in chain(*per_link[:1]) if all(one in words for words in per_link)]
    yield from _words_menu(menu.issues, severity)
    yield from shared
    for link, words in zip(menu.links, per_link, strict=True):
        own = [word for word in words if word not in shared]
        if own:
            yield _OF_LINK.fill(link=link.title)
            yield from own


def _words_menu(violations: Iterable[LinkIssue], severity: Severity) -> list[LocalizedText]:
    return list(
        dict.fromkeys(
            violation.wording for violation in violations if violation.severity == severity
        )
    )


def _join(words: Iterable[LocalizedText]) -> LocalizedText:
    told = list(words)
    return LocalizedText(" ".join(one.ru for one in told), " ".join(one.en for one in told))


MENU_LINKS = menu_links()
"""The check by the rules of the day."""
