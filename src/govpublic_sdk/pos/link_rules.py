"""What can be wrong with a link: a code, the part at fault, how bad it is, and words for people.

How the two links of a VK public must look, as dated data; nothing is read or judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.pos._issue_table import ERRORS, WARNINGS
from govpublic_sdk.subjects import SUBJECTS

__all__ = [
    "FAULT_CODES",
    "RULES",
    "FaultCode",
    "LinkIssue",
    "LinkKind",
    "LinkRules",
    "LinkShape",
    "MenuKind",
    "Severity",
    "issue",
    "rules_at",
]

Severity: TypeAlias = Literal["error", "warning"]
_SHOWN = 90  # characters; fits into a sentence
_PARTS = {
    "address": LocalizedText("адрес", "address"),
    "host": LocalizedText("имя сайта", "host"),
    "path": LocalizedText("путь", "path"),
}


@dataclass(frozen=True, slots=True)
class LinkIssue:
    """One thing that is wrong.

    Attributes:
        code: Its code, one of `FAULT_CODES`.
        part: The part at fault: a parameter's name, or `address`, `scheme`, `host`, `path`, `menu`.
        severity: `error`, or `warning` where the link may still do what it should.
        wording: What is wrong and what it should be.
    """

    code: str
    part: str
    severity: Severity
    wording: LocalizedText

    @check_arguments
    def message(self, language: Language = "ru") -> str:
        """What is wrong and what it should be, as one sentence.

        Raises:
            ParameterError: The language is neither `ru` nor `en`.
        """
        return self.wording(language)


@dataclass(frozen=True, slots=True)
class FaultCode:
    """What one code means.

    Attributes:
        code: The code.
        severity: How bad it is, where the rules do not say otherwise.
        wording: Its sentence, with places for what was found and what is right.
    """

    code: str
    severity: Severity
    wording: LocalizedText


def issue(
    code: str, part: str, *, severity: Severity | None = None, **found: str | LocalizedText
) -> LinkIssue:
    """An issue with the value that it is about."""
    known = FAULT_CODES[code]
    values = {"part": _PARTS.get(part) or part, **found}
    wording = LocalizedText(
        known.wording.ru.format_map({name: _show(one, "ru") for name, one in values.items()}),
        known.wording.en.format_map({name: _show(one, "en") for name, one in values.items()}),
    )
    return LinkIssue(code, part, severity or known.severity, wording)


def _show(value: str | LocalizedText, language: Language) -> str:
    """As much of a value as fits into a sentence, without what cannot be printed."""
    text = value(language) if isinstance(value, LocalizedText) else value
    printable = "".join(one if one.isprintable() else "�" for one in text[: _SHOWN + 1])
    return printable if len(printable) <= _SHOWN else printable[:_SHOWN] + "…"


FAULT_CODES: Mapping[str, FaultCode] = MappingProxyType(
    {
        **{code: FaultCode(code, "error", LocalizedText(*words)) for code, words in ERRORS.items()},
        **{
            code: FaultCode(code, "warning", LocalizedText(*words))
            for code, words in WARNINGS.items()
        },
    }
)
"""All codes; rules may give another severity to some."""

MenuKind: TypeAlias = Literal["form", "opinion-region", "opinion-municipality"]
LinkKind: TypeAlias = Literal[
    "form",
    "opinion-region",
    "opinion-municipality",
    "vote",
    "vote-object",
    "widget",
    "landing",
    "other",
]


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShape:
    """What makes a link of one kind.

    Attributes:
        path: Its path, as it must be written.
        key: The parameter that names the owner.
        source: What `utm_source` must be.
    """

    path: str
    key: str
    source: str


_SHAPES: Mapping[MenuKind, LinkShape] = MappingProxyType(
    {
        "form": LinkShape(path="/form/", key="opaId", source="vk"),
        "opinion-region": LinkShape(path="/og/org-activities", key="reg_code", source="vk1"),
        "opinion-municipality": LinkShape(path="/og/org-activities", key="mun_code", source="vk2"),
    }
)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRules:
    """One edition of the rules. Make your own with `dataclasses.replace(RULES[-1], ...)`.

    Source: https://github.com/smkthat/find-pos-widgets, which holds the templates of the
    instruction for VK. That severities below are warnings is our choice: the platform's own reading
    of such links is not public.

    Attributes:
        id: The edition's name.
        since: From when on it is known to hold.
        host: The platform's host; it must be met exactly.
        schemes: How an address may begin; the first one is proposed.
        shapes: What makes a link of each kind.
        region_codes: Codes of regions, those of ОКАТО; compared whole, for 711 begins 7114.
        expected_links: How many links a public must have: one form, one for opinions; 0: any.
        extra_parameters: What a parameter too many is, such as `fz59`.
        order: What another order of parameters is.
        ogrn_subject: What an ОГРН that was given in another subject is.
        municipality_subject: What a municipality of another subject is.
    """

    id: str
    since: date
    host: str = "pos.gosuslugi.ru"
    schemes: tuple[str, ...] = ("https",)
    shapes: Mapping[MenuKind, LinkShape] = field(default_factory=lambda: _SHAPES)
    region_codes: frozenset[str] = frozenset(one.pos_region for one in SUBJECTS)
    expected_links: int = 2
    extra_parameters: Severity = "warning"
    order: Severity = "warning"
    ogrn_subject: Severity = "warning"
    municipality_subject: Severity = "warning"


RULES: tuple[LinkRules, ...] = (LinkRules(id="vk-2023-05", since=date(2023, 5, 23)),)
"""All editions, oldest first. The last one was still in use on 2023-09-22; no later one is public.

Codes of regions are those of today's ОКАТО; in links of 90, 93, 94 and 95 none was ever seen.
"""


@check_arguments
def rules_at(day: date) -> LinkRules:
    """The edition that held on a day.

    Raises:
        ParameterError: The day is before the oldest edition.
    """
    for rules in reversed(RULES):
        if rules.since <= day:
            return rules
    raise ParameterError(
        "day", show_value(day), Text("{day} or later", day=RULES[0].since.isoformat())
    )
