"""Whether the values of a menu link are right, and what they should be where that is certain.

Reading an address as a link of the platform: its parts put together, and what is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OKATO, OKTMO, SubjectNumber, ogrn_check_digit
from govpublic_sdk.pos._link_kinds import Place, address_of, menu_kind, place_of
from govpublic_sdk.pos._link_parser import (
    KEYS,
    LIMIT,
    MARKS,
    Address,
    Parameters,
    address_in,
    parameters_in,
)
from govpublic_sdk.pos._link_text import skeleton
from govpublic_sdk.pos.link_rules import LinkIssue, LinkKind, LinkRules, LinkShape, MenuKind, issue
from govpublic_sdk.subjects import FORMER_NUMBERS, SUBJECTS, Subject, subject_of

__all__ = [
    "KIND_NAMES",
    "Judged",
    "Reading",
    "judge_values",
    "read",
]

_NUMBER = re.compile(r"0*[1-9][0-9]{0,17}")
_OGRN = re.compile(r"[1-9][0-9]{12}")
_OKTMO = re.compile(r"(?!00)[0-9]{8}")
_PLACEHOLDERS = frozenset(
    {"ID", "OPAID", "REGCODE", "MUNCODE", "OGRN", "ОГРН", "КОД", "КОДРЕГИОНА", "НОМЕР"}
)
_CROSSES = re.compile(r"[XХ]+")
_NO_LETTER = re.compile(r"[\W_]+")
_NEEDED = {
    "opaId": LocalizedText("номер личного кабинета организации", "the number of its cabinet"),
    "reg_code": LocalizedText("код региона по ОКАТО", "the region's code in ОКАТО"),
    "mun_code": LocalizedText("8 цифр кода ОКТМО", "8 digits of its code in ОКТМО"),
    "utm_medium": LocalizedText("код региона по ОКАТО", "the region's code in ОКАТО"),
    "utm_campaign": LocalizedText("ОГРН организации, 13 цифр", "its ОГРН, 13 digits"),
}
_OKRUGS = LocalizedText(
    "две цифры, 111 (НАО), 711 (ХМАО) или 7114 (ЯНАО)",
    "two digits, 111 (НАО), 711 (ХМАО) or 7114 (ЯНАО)",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of the values.

    Attributes:
        issues: What is wrong.
        right: The values that are right or certain, by name.
    """

    issues: tuple[LinkIssue, ...]
    right: Mapping[str, str]


def judge_values(shape: LinkShape, values: Mapping[str, str], rules: LinkRules) -> Judged:
    """Judge each value by itself, then those that must agree."""
    issues: list[LinkIssue] = []
    right = {"utm_source": shape.source}
    for name in (shape.key, *MARKS):
        value = values.get(name, "")
        problem = _problem(name, value, shape, rules)
        meant = value if problem is None else _certain(name, value, rules)
        issues += [problem] if problem else []
        right |= {name: meant} if meant and name != "utm_source" else {}
    issues += _disagreements(shape, right, rules)
    return Judged(tuple(issues), right)


def _problem(name: str, value: str, shape: LinkShape, rules: LinkRules) -> LinkIssue | None:
    if not value or _is_placeholder(value):
        needed = _NEEDED.get(name) or LocalizedText(f"«{shape.source}»", f"'{shape.source}'")
        code = "placeholder" if value else "missing"
        return issue(code, name, found=value, right=needed)
    if name == "utm_source":
        is_right = value == shape.source
        return None if is_right else issue("source", name, found=value, right=shape.source)
    return _CHECKS[name](name, value, rules)


def _is_placeholder(value: str) -> bool:
    if value.isdecimal():
        return False
    word = _NO_LETTER.sub("", value).upper()
    return word in _PLACEHOLDERS or bool(_CROSSES.fullmatch(word))


def _opa_id(name: str, value: str, rules: LinkRules) -> LinkIssue | None:
    return None if _NUMBER.fullmatch(value) else issue("opa-id", name, found=value)


def _municipality(name: str, value: str, rules: LinkRules) -> LinkIssue | None:
    return None if _OKTMO.fullmatch(value) else issue("municipality", name, found=value)


def _ogrn(name: str, value: str, rules: LinkRules) -> LinkIssue | None:
    if not _OGRN.fullmatch(value):
        return issue("ogrn", name, found=value)
    check = ogrn_check_digit(value)
    return None if value[-1] == check else issue("ogrn-check-digit", name, found=value, right=check)


def _region(name: str, value: str, rules: LinkRules) -> LinkIssue | None:
    if value in rules.region_codes:
        return None
    meant = _region_meant(value) or _subject_by_tax_code(value)
    needed = LocalizedText(*[f"{meant.pos_region} ({meant.name})"] * 2) if meant else _OKRUGS
    return issue("region", name, found=value, right=needed)


_CHECKS: Mapping[str, Callable[[str, str, LinkRules], LinkIssue | None]] = {
    "opaId": _opa_id,
    "reg_code": _region,
    "mun_code": _municipality,
    "utm_medium": _region,
    "utm_campaign": _ogrn,
}


def _certain(name: str, value: str, rules: LinkRules) -> str | None:
    """What a wrong value must have been meant to be."""
    if name == "mun_code" and len(value) == 11 and value.endswith("000"):
        return value[:8] if _OKTMO.fullmatch(value[:8]) else None
    if name in ("reg_code", "utm_medium") and (meant := _region_meant(value)):
        return meant.pos_region if meant.pos_region in rules.region_codes else None
    return None


def _region_meant(value: str) -> Subject | None:
    """The region of a code of ОКТМО, of a long code of ОКАТО, of a digit that lost its zero."""
    for one in SUBJECTS:
        start = one.pos_region
        is_long = len(value) in (5, 8, 11) and value.ljust(11, "0") == start.ljust(11, "0")
        if is_long or value == one.oktmo or f"0{value}" == start:
            return one
    return None


@lru_cache(maxsize=128)
def _subject_by_tax_code(value: str) -> Subject | None:
    """The region that has this number at tax offices."""
    is_number = len(value) == 2 and value.isascii() and value.isdigit() and value != "00"
    return subject_of(SubjectNumber(value)) if is_number else None


def _disagreements(shape: LinkShape, right: dict[str, str], rules: LinkRules) -> list[LinkIssue]:
    """Values that contradict each other; where one is missing, another may tell it."""
    issues: list[LinkIssue] = []
    medium, home = right.get("utm_medium"), None
    if shape.key == "mun_code" and "mun_code" in right:
        home = subject_of(OKTMO(right["mun_code"]))
        issues += _strange_municipality(right["mun_code"], home, medium, rules)
    if shape.key == "reg_code":
        issues += _different_regions(right)
        medium = right.get("utm_medium")
    if medium is None and (told := home.pos_region if home else right.get("reg_code")):
        right["utm_medium"] = told
    elif shape.key == "reg_code" and medium and "reg_code" not in right:
        right["reg_code"] = medium
    return issues + _strange_ogrn(right, rules)


def _strange_municipality(
    code: str, home: Subject | None, medium: str | None, rules: LinkRules
) -> list[LinkIssue]:
    if medium is None or (home and home.pos_region == medium):
        return []
    found = f"{code} ({home.pos_region}, {home.name})" if home else code
    severity = rules.municipality_subject
    right = _name_region(medium)
    return [issue("municipality-region", "mun_code", severity=severity, found=found, right=right)]


def _different_regions(right: dict[str, str]) -> list[LinkIssue]:
    code, medium = right.get("reg_code"), right.get("utm_medium")
    if code is None or medium is None or code == medium:
        return []
    del right["reg_code"], right["utm_medium"]
    return [issue("regions-differ", "utm_medium", found=code, other=medium)]


def _strange_ogrn(right: Mapping[str, str], rules: LinkRules) -> list[LinkIssue]:
    """An ОГРН of another subject, unless that subject has merged into others."""
    ogrn, medium = right.get("utm_campaign"), right.get("utm_medium")
    if ogrn is None or medium is None:
        return []
    number = ogrn[3:5]
    subject = _subject_by_tax_code(number)
    if number in FORMER_NUMBERS or (subject and subject.pos_region == medium):
        return []
    found = (
        _describe_subject(subject) if subject else LocalizedText(f"код {number}", f"code {number}")
    )
    severity = rules.ogrn_subject
    right_one = _name_region(medium)
    return [issue("ogrn-subject", "utm_campaign", severity=severity, found=found, right=right_one)]


def _describe_subject(subject: Subject) -> LocalizedText:
    """A subject with its code in ОКАТО, which is easily mistaken for its number."""
    name, code, number = subject.name, subject.pos_region, subject.number
    return LocalizedText(
        f"{name}, по ОКАТО {code} (не {number})" if code != number else f"{name}, {code}",
        f"{name}, in ОКАТО {code} (not {number})" if code != number else f"{name}, {code}",
    )


def _name_region(region: str) -> str:
    """A region's code with its name, where the code is known."""
    try:
        subject = subject_of(OKATO(region))
    except ParameterError:
        return region
    return f"{region} ({subject.name})" if subject else region


KIND_NAMES: dict[LinkKind, LocalizedText] = {
    "form": LocalizedText("форма «Сообщить о проблеме»", "the form for messages"),
    "opinion-region": LocalizedText("«Высказать мнение» региона", "opinions of a region"),
    "opinion-municipality": LocalizedText(
        "«Высказать мнение» муниципалитета", "opinions of a municipality"
    ),
    "vote": LocalizedText("голосование или опрос", "a vote or poll"),
    "vote-object": LocalizedText("объект голосования", "an object of a vote"),
    "widget": LocalizedText("виджет для сайта", "a widget for sites"),
    "landing": LocalizedText("страница о платформе", "the page about the platform"),
    "other": LocalizedText("другая страница", "another page"),
}
"""What each kind is called."""

_OF_WRITING = ("encoded", "double-encoded", "fragment")
_NAMES_KEY = re.compile(r"opaid|reg_?code|mun_?code", re.IGNORECASE)
_CODE = re.compile(
    r"\s*(?:(?:<|&lt;)\s*/?(?:!--|(?:script|noscript|iframe|style|div|link|meta|embed|object)\b)"
    r"|Widget\s*\(|[(!]\s*function\b|\$\s*\(|window\.|document\.)",
    re.IGNORECASE,
)
"""How the code of a web page begins."""
_CODE_OF_A_PAGE = re.compile(r"<\w|[\"'(]\s*https?:|\bid=|data-", re.IGNORECASE)
_WIDGET = re.compile(
    r"\bWidget\s*\(|widget-?pos|pos-banner|js-show-iframe|data-org-id|/widgets?/"
    r"|script\.min\.js|<(?:script|iframe)\b[^>]*pos\.gosuslugi",
    re.IGNORECASE,
)
_SAFE = re.compile(r"[\w.-]+=[\w.~%-]*", re.ASCII)
_ELSEWHERE = Place(kind="other")
_NOTHING = Parameters(values={}, names=(), extra=(), issues=(), is_sure=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        meant: The kind that was meant, whatever the host.
        address: The parts of the address.
        parameters: Its parameters, for links of a menu.
        extra: Parameters that this kind does not know.
        place: What else of the platform it is.
        issues: All that is wrong.
        proposal: The right address, where it is certain.
    """

    meant: LinkKind
    address: Address
    parameters: Parameters = _NOTHING
    extra: tuple[tuple[str, str], ...] = ()
    place: Place = _ELSEWHERE
    issues: tuple[LinkIssue, ...]
    proposal: str | None = None

    @property
    def is_of_platform(self) -> bool:
        """Whether it really leads to the platform."""
        return self.address.verdict in ("right", "same")


def read(text: str, rules: LinkRules) -> Reading:
    """Read any text."""
    start = text[:LIMIT]
    is_widget = _WIDGET.search(start)
    if _CODE.match(start) or (is_widget and _CODE_OF_A_PAGE.search(start)):
        return _code("widget" if is_widget else "other")
    address = address_in(text, rules)
    if address.verdict == "other" and not _NAMES_KEY.search(address.query):
        return Reading(meant="other", address=address, issues=address.issues)
    parameters = parameters_in(address.query)
    keys = frozenset(KEYS).intersection(parameters.names)
    meant = menu_kind(address.path, keys, parameters.values.get("utm_source", ""))
    if meant is None:
        return _of_place(address)
    return _of_menu(meant, address, parameters, rules)


def _code(meant: LinkKind) -> Reading:
    problem = issue("widget-code", "address")
    nowhere = Address(host="", verdict="other", path="", query="", issues=(), is_sure=False)
    return Reading(meant=meant, address=nowhere, issues=(problem,))


def _of_place(address: Address) -> Reading:
    """A page that does not belong into a menu; codes in its address are not checked."""
    place = place_of(address.path, address.query)
    words = KIND_NAMES[place.kind]
    issues = [one for one in address.issues if one.code not in _OF_WRITING]
    if address.verdict != "other":
        issues.append(issue("kind", "path", found=words))
    return Reading(meant=place.kind, address=address, place=place, issues=tuple(issues))


def _of_menu(
    meant: MenuKind, address: Address, parameters: Parameters, rules: LinkRules
) -> Reading:
    shape = rules.shapes[meant]
    path, path_is_sure = _path(address.path, shape)
    surplus, extra = _surplus(meant, shape, parameters, rules)
    values = judge_values(shape, parameters.values, rules)
    issues = (*address.issues, *path, *parameters.issues, *values.issues, *surplus)
    issues += tuple(_order(shape, parameters, rules))
    is_sure = address.is_sure and path_is_sure and parameters.is_sure
    is_sure = is_sure and not any(one.code == "both-keys" for one in surplus)
    kept = () if rules.extra_parameters == "error" else extra
    can = is_sure and _can_be_written(kept) and {shape.key, *MARKS} <= values.right.keys()
    return Reading(
        meant=meant,
        address=address,
        parameters=parameters,
        extra=extra,
        issues=tuple(dict.fromkeys(issues)),
        proposal=address_of(meant, values.right, rules, kept) if can else None,
    )


def _path(path: str, shape: LinkShape) -> tuple[list[LinkIssue], bool]:
    """What is wrong with the path, and whether it is clear that this one was meant."""
    if path == shape.path or f"{path}/" == shape.path or path == f"{shape.path}/":
        return [], True
    problem = issue("path", "path", found=path, right=shape.path)
    return [problem], skeleton(path) in ("", skeleton(shape.path))


def _surplus(
    meant: MenuKind, shape: LinkShape, parameters: Parameters, rules: LinkRules
) -> tuple[list[LinkIssue], tuple[tuple[str, str], ...]]:
    """Parameters that this kind of link does not know."""
    strange = [name for name in parameters.names if name not in (shape.key, *MARKS)]
    extra = (*parameters.extra, *((name, parameters.values[name]) for name in strange))
    if meant == "opinion-municipality" and "reg_code" in strange:
        return [issue("both-keys", "reg_code")], extra
    severity = rules.extra_parameters
    return [issue("extra", name, severity=severity) for name, _ in extra], extra


def _order(shape: LinkShape, parameters: Parameters, rules: LinkRules) -> list[LinkIssue]:
    wanted = (shape.key, *MARKS)
    found = [name for name in parameters.names if name in wanted]
    if found == [name for name in wanted if name in found]:
        return []
    return [issue("order", "address", severity=rules.order, right=", ".join(wanted))]


def _can_be_written(extra: tuple[tuple[str, str], ...]) -> bool:
    return all(_SAFE.fullmatch(f"{name}={value}") for name, value in extra)
