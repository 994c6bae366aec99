"""Whether the values of a menu link are right, and what they should be where that is certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OKATO, OKTMO, SubjectNumber, ogrn_check_digit
from govpublic_sdk.pos._parameters import MARKS
from govpublic_sdk.pos.faults import Fault, fault
from govpublic_sdk.pos.rules import LinkRules, LinkShape
from govpublic_sdk.subjects import FORMER_NUMBERS, SUBJECTS, Subject, subject_of

__all__ = ["Judged", "judged"]

_NUMBER = re.compile(r"0*[1-9][0-9]{0,17}")
_OGRN = re.compile(r"[1-9][0-9]{12}")
_OKTMO = re.compile(r"(?!00)[0-9]{8}")
_PLACEHOLDERS = frozenset(
    {"ID", "OPAID", "REGCODE", "MUNCODE", "OGRN", "ОГРН", "КОД", "КОДРЕГИОНА", "НОМЕР"}
)
_CROSSES = re.compile(r"[XХ]+")
_NO_LETTER = re.compile(r"[\W_]+")
_NEEDED = {
    "opaId": Wording("номер личного кабинета организации", "the number of its cabinet"),
    "reg_code": Wording("код региона по ОКАТО", "the region's code in ОКАТО"),
    "mun_code": Wording("8 цифр кода ОКТМО", "8 digits of its code in ОКТМО"),
    "utm_medium": Wording("код региона по ОКАТО", "the region's code in ОКАТО"),
    "utm_campaign": Wording("ОГРН организации, 13 цифр", "its ОГРН, 13 digits"),
}
_OKRUGS = Wording(
    "две цифры, 111 (НАО), 711 (ХМАО) или 7114 (ЯНАО)",
    "two digits, 111 (НАО), 711 (ХМАО) or 7114 (ЯНАО)",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of the values.

    Attributes:
        faults: What is wrong.
        right: The values that are right or certain, by name.
    """

    faults: tuple[Fault, ...]
    right: Mapping[str, str]


def judged(shape: LinkShape, values: Mapping[str, str], rules: LinkRules) -> Judged:
    """Judge each value by itself, then those that must agree."""
    faults: list[Fault] = []
    right = {"utm_source": shape.source}
    for name in (shape.key, *MARKS):
        value = values.get(name, "")
        problem = _problem(name, value, shape, rules)
        meant = value if problem is None else _certain(name, value, rules)
        faults += [problem] if problem else []
        right |= {name: meant} if meant and name != "utm_source" else {}
    faults += _disagreements(shape, right, rules)
    return Judged(tuple(faults), right)


def _problem(name: str, value: str, shape: LinkShape, rules: LinkRules) -> Fault | None:
    if not value or _is_placeholder(value):
        needed = _NEEDED.get(name) or Wording(f"«{shape.source}»", f"'{shape.source}'")
        code = "placeholder" if value else "missing"
        return fault(code, name, found=value, right=needed)
    if name == "utm_source":
        is_right = value == shape.source
        return None if is_right else fault("source", name, found=value, right=shape.source)
    return _CHECKS[name](name, value, rules)


def _is_placeholder(value: str) -> bool:
    if value.isdecimal():
        return False
    word = _NO_LETTER.sub("", value).upper()
    return word in _PLACEHOLDERS or bool(_CROSSES.fullmatch(word))


def _opa_id(name: str, value: str, rules: LinkRules) -> Fault | None:
    return None if _NUMBER.fullmatch(value) else fault("opa-id", name, found=value)


def _municipality(name: str, value: str, rules: LinkRules) -> Fault | None:
    return None if _OKTMO.fullmatch(value) else fault("municipality", name, found=value)


def _ogrn(name: str, value: str, rules: LinkRules) -> Fault | None:
    if not _OGRN.fullmatch(value):
        return fault("ogrn", name, found=value)
    check = ogrn_check_digit(value)
    return None if value[-1] == check else fault("ogrn-check-digit", name, found=value, right=check)


def _region(name: str, value: str, rules: LinkRules) -> Fault | None:
    if value in rules.region_codes:
        return None
    meant = _region_meant(value) or _numbered(value)
    needed = Wording(*[f"{meant.pos_region} ({meant.name})"] * 2) if meant else _OKRUGS
    return fault("region", name, found=value, right=needed)


_CHECKS: Mapping[str, Callable[[str, str, LinkRules], Fault | None]] = {
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
def _numbered(value: str) -> Subject | None:
    """The region that has this number at tax offices."""
    is_number = len(value) == 2 and value.isascii() and value.isdigit() and value != "00"
    return subject_of(SubjectNumber(value)) if is_number else None


def _disagreements(shape: LinkShape, right: dict[str, str], rules: LinkRules) -> list[Fault]:
    """Values that contradict each other; where one is missing, another may tell it."""
    faults: list[Fault] = []
    medium, home = right.get("utm_medium"), None
    if shape.key == "mun_code" and "mun_code" in right:
        home = subject_of(OKTMO(right["mun_code"]))
        faults += _strange_municipality(right["mun_code"], home, medium, rules)
    if shape.key == "reg_code":
        faults += _different_regions(right)
        medium = right.get("utm_medium")
    if medium is None and (told := home.pos_region if home else right.get("reg_code")):
        right["utm_medium"] = told
    elif shape.key == "reg_code" and medium and "reg_code" not in right:
        right["reg_code"] = medium
    return faults + _strange_ogrn(right, rules)


def _strange_municipality(
    code: str, home: Subject | None, medium: str | None, rules: LinkRules
) -> list[Fault]:
    if medium is None or (home and home.pos_region == medium):
        return []
    found = f"{code} ({home.pos_region}, {home.name})" if home else code
    severity = rules.municipality_subject
    right = _named(medium)
    return [fault("municipality-region", "mun_code", severity=severity, found=found, right=right)]


def _different_regions(right: dict[str, str]) -> list[Fault]:
    code, medium = right.get("reg_code"), right.get("utm_medium")
    if code is None or medium is None or code == medium:
        return []
    del right["reg_code"], right["utm_medium"]
    return [fault("regions-differ", "utm_medium", found=code, other=medium)]


def _strange_ogrn(right: Mapping[str, str], rules: LinkRules) -> list[Fault]:
    """An ОГРН of another subject, unless that subject has merged into others."""
    ogrn, medium = right.get("utm_campaign"), right.get("utm_medium")
    if ogrn is None or medium is None:
        return []
    number = ogrn[3:5]
    subject = _numbered(number)
    if number in FORMER_NUMBERS or (subject and subject.pos_region == medium):
        return []
    found = _told(subject) if subject else Wording(f"код {number}", f"code {number}")
    severity = rules.ogrn_subject
    right_one = _named(medium)
    return [fault("ogrn-subject", "utm_campaign", severity=severity, found=found, right=right_one)]


def _told(subject: Subject) -> Wording:
    """A subject with its code in ОКАТО, which is easily mistaken for its number."""
    name, code, number = subject.name, subject.pos_region, subject.number
    return Wording(
        f"{name}, по ОКАТО {code} (не {number})" if code != number else f"{name}, {code}",
        f"{name}, in ОКАТО {code} (not {number})" if code != number else f"{name}, {code}",
    )


def _named(region: str) -> str:
    """A region's code with its name, where the code is known."""
    try:
        subject = subject_of(OKATO(region))
    except ParameterError:
        return region
    return f"{region} ({subject.name})" if subject else region
