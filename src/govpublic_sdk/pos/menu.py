"""The links of one public to the platform, judged together: one form, one page of opinions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from govpublic_sdk._validation import check_arguments
from govpublic_sdk._wording import Language
from govpublic_sdk.pos.faults import Fault, fault
from govpublic_sdk.pos.links import PosLink
from govpublic_sdk.pos.rules import RULES, LinkRules

__all__ = ["MenuCheck", "check_menu"]

_NOW: Final = RULES[-1]
_FORM = "form"
_OPINIONS = ("opinion-region", "opinion-municipality")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuCheck:
    """What is said of the menu of one public.

    Attributes:
        links: Its links to the platform, and those that were meant to be, in their order.
        faults: What is wrong with them as a set; what is wrong with one stands in that link.
    """

    links: tuple[PosLink, ...]
    faults: tuple[Fault, ...]

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """Faults of the set, then those of each link."""
        return (*self.faults, *(fault for link in self.links for fault in link.faults))

    @property
    def is_right(self) -> bool:
        """Whether no fault is an error; warnings may remain."""
        return all(one.severity != "error" for one in self.all_faults)

    @property
    def is_spotless(self) -> bool:
        """Whether there is no fault at all, not even a warning."""
        return not self.all_faults

    @check_arguments
    def explain(self, language: Language = "ru") -> str:
        """All that is to be said, as text of several lines.

        Raises:
            ParameterError: The language is neither `ru` nor `en`.
        """
        told = [one.message(language) for one in self.faults]
        return "\n".join([*told, *(link.explain(language) for link in self.links)])


@check_arguments
def check_menu(addresses: Iterable[str], *, rules: LinkRules = _NOW) -> MenuCheck:
    """Judge all addresses of a menu; those that do not concern the platform are passed over.

    Args:
        addresses: The addresses of the menu's items, in their order.
        rules: The edition of the rules, by default the newest.
    """
    read = (PosLink.parse(address, rules=rules) for address in addresses)
    links = tuple(link for link in read if link.concerns_platform)
    return MenuCheck(links=links, faults=tuple(_faults_of(links, rules)))


def _faults_of(links: tuple[PosLink, ...], rules: LinkRules) -> Iterator[Fault]:
    forms = [link for link in links if link.meant_as == _FORM]
    opinions = [link for link in links if link.meant_as in _OPINIONS]
    if rules.expected_links:
        yield from _missing(forms, opinions, rules)
    for found, name in ((forms, "Сообщить о проблеме"), (opinions, "Высказать мнение")):
        if rules.expected_links and len(found) > 1:
            yield fault("double", "menu", found=name, count=str(len(found)))
    yield from _differing([*forms, *opinions])


def _missing(forms: list[PosLink], opinions: list[PosLink], rules: LinkRules) -> Iterator[Fault]:
    if not forms and not opinions:
        yield fault("no-links", "menu")
    elif not forms:
        yield fault("missing-form", "menu")
    elif not opinions and rules.expected_links > 1:
        yield fault("missing-opinions", "menu")


def _differing(links: list[PosLink]) -> Iterator[Fault]:
    """Links of one body name one ОГРН and one region."""
    for name in ("utm_campaign", "utm_medium"):
        values = [dict(link.parameters).get(name, "") for link in links]
        found = list(dict.fromkeys(value for value in values if value))
        if len(found) > 1:
            yield fault("links-differ", name, found=", ".join(found))
