"""A link to the feedback platform «Госуслуги. Решаем вместе» as a value: read, built, explained.

The links of one public to the platform, judged together: one form, one page of opinions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OGRN, OKATO, OKTMO
from govpublic_sdk.pos._link_checks import KIND_NAMES, Reading, read
from govpublic_sdk.pos._link_kinds import form_address, opinions_address
from govpublic_sdk.pos.link_rules import RULES, LinkIssue, LinkKind, LinkRules, issue
from govpublic_sdk.subjects import subject_of

__all__ = [
    "MenuCheck",
    "PosLink",
    "check_menu",
]

_NOW: Final = RULES[-1]
_DIGITS = re.compile(r"[0-9]{1,18}")
_HEADS = {
    "right": LocalizedText("Ссылка верна", "The link is right"),
    "doubtful": LocalizedText("Ссылка верна, но проверьте", "The link is right, but check it"),
    "wrong": LocalizedText("Ссылка неверна", "The link is wrong"),
    "repair": LocalizedText("Верно будет", "Right would be"),
    "error": LocalizedText("ошибка", "error"),
    "warning": LocalizedText("предупреждение", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PosLink:
    """An address that was read as a link of the platform.

    Attributes:
        raw: The text as it was given.
        kind: What it is; `other` wherever the host is not the platform's.
        meant_as: The kind that was meant, even where host or scheme are wrong.
        host: The host in lower case, empty without one.
        issues: All that is wrong with it for the menu of a VK public.
        repair: The right address, where it is certain; None where it is not, or nothing is wrong.
        parameters: Known parameters by their right names, with values as they were read.
        extra: Parameters that the rules do not know.
        vote_id: The number of a vote or poll.
        object_id: The number of what is voted for.
        rules: The edition of the rules, by its id.
    """

    raw: str
    kind: LinkKind
    meant_as: LinkKind
    host: str
    issues: tuple[LinkIssue, ...]
    repair: str | None
    parameters: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]
    vote_id: int | None
    object_id: int | None
    shown_municipality: OKTMO | None
    rules: str

    @classmethod
    @partial(check_arguments, reads_data=True)
    def parse(cls, text: str, *, rules: LinkRules = _NOW) -> PosLink:
        """Read any text as a link; it never raises, problems are in `issues`.

        Args:
            text: An address as written in a menu, a list or a document.
            rules: The edition of the rules, by default the newest.
        """
        found = read(text, rules)
        return cls(
            raw=text,
            kind=found.meant if found.is_of_platform else "other",
            meant_as=found.meant,
            host=found.address.host,
            issues=found.issues,
            repair=_repair(text, found, rules),
            parameters=tuple(found.parameters.values.items()),
            extra=found.extra,
            vote_id=found.place.vote,
            object_id=found.place.object,
            shown_municipality=found.place.municipality,
            rules=rules.id,
        )

    @classmethod
    @check_arguments
    def form(cls, *, opa_id: int | str, region: str, ogrn: str, rules: LinkRules = _NOW) -> PosLink:
        """The link to an organisation's form for messages, «Сообщить о проблеме».

        Args:
            opa_id: The number of the organisation's cabinet on the platform.
            region: The region's code in ОКАТО: two digits, 111, 711 or 7114.
            ogrn: The organisation's ОГРН.
            rules: The edition of the rules.

        Raises:
            ParameterError: A value is invalid for such a link.
        """
        address = form_address(opa_id=opa_id, region=region, ogrn=ogrn, rules=rules)
        return cls.parse(address, rules=rules)

    @classmethod
    @check_arguments
    def opinions(
        cls, *, region: str, ogrn: str, municipality: str | None = None, rules: LinkRules = _NOW
    ) -> PosLink:
        """The link to votes and discussions, «Высказать мнение».

        Args:
            region: The region's code in ОКАТО: two digits, 111, 711 or 7114.
            ogrn: The organisation's ОГРН.
            municipality: The municipality's ОКТМО code; None for bodies of the region.
            rules: The edition of the rules.

        Raises:
            ParameterError: A value is invalid for such a link.
        """
        address = opinions_address(region=region, ogrn=ogrn, municipality=municipality, rules=rules)
        return cls.parse(address, rules=rules)

    @property
    def is_valid(self) -> bool:
        """Whether it may stand in the menu of a VK public: no fault is an error."""
        return all(one.severity != "error" for one in self.issues)

    @property
    def concerns_platform(self) -> bool:
        """Whether it leads to the platform, looks like it, or was meant to."""
        like = any(one.code in ("host-lookalike", "host-form") for one in self.issues)
        named = "pos.gosuslugi" in self.raw.lower()
        return self.kind != "other" or self.meant_as != "other" or like or named

    @property
    def title(self) -> LocalizedText:
        """What it was meant to be, in words."""
        return KIND_NAMES[self.meant_as]

    @property
    def opa_id(self) -> int | None:
        """The number of the organisation's cabinet."""
        value = self._value("opaId") or ""
        return int(value) if _DIGITS.fullmatch(value) else None

    @property
    def region(self) -> OKATO | None:
        """The region that it names: by `reg_code`, else by `utm_medium`."""
        value = self._value("reg_code") or self.medium or ""
        try:
            return OKATO(value)
        except ParameterError:
            return None

    @property
    def municipality(self) -> OKTMO | None:
        """The municipality whose opinions or votes it shows."""
        try:
            return OKTMO(self._value("mun_code") or "")
        except ParameterError:
            return self.shown_municipality

    @property
    def ogrn(self) -> OGRN | None:
        """The organisation's ОГРН, where it is one."""
        try:
            return OGRN(self.campaign or "")
        except ParameterError:
            return None

    @property
    def source(self) -> str | None:
        """`utm_source` as it was read."""
        return self._value("utm_source")

    @property
    def medium(self) -> str | None:
        """`utm_medium` as it was read."""
        return self._value("utm_medium")

    @property
    def campaign(self) -> str | None:
        """`utm_campaign` as it was read."""
        return self._value("utm_campaign")

    @check_arguments
    def explain(self, language: Language = "ru") -> str:
        """What it is, what is wrong with it and what would be right, in several lines.

        Raises:
            ParameterError: The language is neither `ru` nor `en`.
        """
        state = "wrong" if not self.is_valid else "doubtful" if self.issues else "right"
        lines = [f"{_HEADS[state](language)}: {self.raw}", *self._about(language)]
        words = ((_HEADS[one.severity](language), one.message(language)) for one in self.issues)
        lines += [f"- {severity}: {message}" for severity, message in words]
        if self.repair:
            lines.append(f"{_HEADS['repair'](language)}: {self.repair}")
        return "\n".join(lines)

    def _about(self, language: Language) -> list[str]:
        region = self.region
        subject = subject_of(region) if region else None
        named = [self.title(language), subject.name if subject else ""]
        return [", ".join(word for word in named if word)]

    def _value(self, name: str) -> str | None:
        return dict(self.parameters).get(name)


def _repair(text: str, found: Reading, rules: LinkRules) -> str | None:
    """The proposal, where following it leaves no error and fewer faults."""
    if not found.issues or found.proposal in (None, text):
        return None
    again = read(found.proposal or "", rules)
    is_valid = all(one.severity != "error" for one in again.issues)
    return found.proposal if is_valid and len(again.issues) < len(found.issues) else None


_FORM = "form"
_OPINIONS = ("opinion-region", "opinion-municipality")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuCheck:
    """What is said of the menu of one public.

    Attributes:
        links: Its links to the platform, and those that were meant to be, in their order.
        issues: The issues of the set; those of one link are in that link.
    """

    links: tuple[PosLink, ...]
    issues: tuple[LinkIssue, ...]

    @property
    def all_issues(self) -> tuple[LinkIssue, ...]:
        """Faults of the set, then those of each link."""
        return (*self.issues, *(issue for link in self.links for issue in link.issues))

    @property
    def is_right(self) -> bool:
        """Whether no fault is an error; warnings may remain."""
        return all(one.severity != "error" for one in self.all_issues)

    @property
    def is_spotless(self) -> bool:
        """Whether the link has no issue, not even a warning."""
        return not self.all_issues

    @check_arguments
    def explain(self, language: Language = "ru") -> str:
        """All that is to be said, as text of several lines.

        Raises:
            ParameterError: The language is neither `ru` nor `en`.
        """
        told = [one.message(language) for one in self.issues]
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
    return MenuCheck(links=links, issues=tuple(_faults_of(links, rules)))


def _faults_of(links: tuple[PosLink, ...], rules: LinkRules) -> Iterator[LinkIssue]:
    forms = [link for link in links if link.meant_as == _FORM]
    opinions = [link for link in links if link.meant_as in _OPINIONS]
    if rules.expected_links:
        yield from _missing(forms, opinions, rules)
    for found, name in ((forms, "Сообщить о проблеме"), (opinions, "Высказать мнение")):
        if rules.expected_links and len(found) > 1:
            yield issue("double", "menu", found=name, count=str(len(found)))
    yield from _differing([*forms, *opinions])


def _missing(
    forms: list[PosLink], opinions: list[PosLink], rules: LinkRules
) -> Iterator[LinkIssue]:
    if not forms and not opinions:
        yield issue("no-links", "menu")
    elif not forms:
        yield issue("missing-form", "menu")
    elif not opinions and rules.expected_links > 1:
        yield issue("missing-opinions", "menu")


def _differing(links: list[PosLink]) -> Iterator[LinkIssue]:
    """Links of one body name one ОГРН and one region."""
    for name in ("utm_campaign", "utm_medium"):
        values = [dict(link.parameters).get(name, "") for link in links]
        found = list(dict.fromkeys(value for value in values if value))
        if len(found) > 1:
            yield issue("links-differ", name, found=", ".join(found))
