"""The subjects of the Federation: which one a number belongs to, and what is known of it.

Three codings live side by side, and the same digits mean different subjects in them; so one asks
with a typed identifier, never with bare digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govpublic_sdk._subject_table import COMPARED, DISTRICTS, ROWS
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.identifiers import INN, OGRN, OGRNIP, OKATO, OKTMO, Identifier, SubjectNumber

__all__ = [
    "COMPARED_ON",
    "FORMER_NUMBERS",
    "SUBJECTS",
    "Subject",
    "subject_of",
    "subject_with_plates",
    "subjects_at",
]

COMPARED_ON = date.fromisoformat(COMPARED)
"""When the table was compared with its sources; codes change."""

FORMER_NUMBERS = frozenset(map(SubjectNumber, ("80", "81", "82", "84", "85", "88")))
"""Numbers of subjects that merged into others from 2005 to 2008: old ОГРН and ИНН carry them."""

_FEDERAL_CITY = "город федерального значения"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject of the Federation.

    Attributes:
        number: Its number at tax offices: digits 4-5 of an ОГРН, the first two of an ИНН.
        plates: Its code on number plates, which differs for six subjects.
        okato: Its code in ОКАТО, 2 digits, or 111, 711, 7114; links of ПОС name it so.
        oktmo: With what its codes in ОКТМО begin: 2 digits, or 118, 718, 719.
        name: Its official name.
        federal_district: Its federal district; None where no source names one.
        time_zone: The IANA zone of its capital; parts of Якутия and Сахалин have others.
        capital: Its capital, or where its authorities sit.
        valid_from: Since when it exists or belongs to the Federation; None for older ones.
    """

    number: SubjectNumber
    plates: str
    okato: OKATO
    oktmo: str
    name: str
    federal_district: str | None
    time_zone: str
    capital: str
    valid_from: date | None = None

    @property
    def pos_region(self) -> str:
        """Its code in links of ПОС: that of ОКАТО."""
        return str(self.okato)


def _subject(row: str) -> Subject:
    number, plates, okato, oktmo, district, zone, name, capital, *since = row.split("|")
    return Subject(
        number=SubjectNumber(number),
        plates=plates,
        okato=OKATO(okato),
        oktmo=oktmo,
        name=name.replace("г.", _FEDERAL_CITY, 1) if name.startswith("г.") else name,
        federal_district=DISTRICTS.get(district),
        time_zone=zone,
        capital=capital,
        valid_from=date.fromisoformat(since[0]) if since else None,
    )


SUBJECTS: tuple[Subject, ...] = tuple(map(_subject, ROWS.split("\n")[1:-1]))
"""All subjects, by their numbers."""

_BY_NUMBER: dict[str, Subject] = {str(one.number): one for one in SUBJECTS}
_BY_OKATO: dict[str, Subject] = {str(one.okato): one for one in SUBJECTS}
_BY_OKTMO: dict[str, Subject] = {one.oktmo: one for one in SUBJECTS}
_BY_PLATES: dict[str, Subject] = {one.plates: one for one in SUBJECTS}


@check_arguments
def subjects_at(day: date) -> tuple[Subject, ...]:
    """The subjects that there were on a day, as far as `valid_from` tells."""
    return tuple(one for one in SUBJECTS if one.valid_from is None or one.valid_from <= day)


@check_arguments
def subject_of(code: Identifier) -> Subject | None:
    """The subject that a number belongs to.

    For ОГРН, ОГРНИП and ИНН it is the subject where they were given, which need not be the one
    where the body sits.

    Args:
        code: An identifier of any type; its type says how it is read.

    Returns:
        The subject; None for codes of no subject of today (`FORMER_NUMBERS`, 99), and for longer
        codes of ОКАТО that begin with 711, which two okrugs share.

    Raises:
        ParameterError: It is bare text, which could be read in three ways.
    """
    if isinstance(code, SubjectNumber):
        return _BY_NUMBER.get(str(code))
    if isinstance(code, OGRN | OGRNIP):
        return _BY_NUMBER.get(code[3:5])
    if isinstance(code, INN):
        return _BY_NUMBER.get(code[:2])
    if isinstance(code, OKTMO):
        return _BY_OKTMO.get(code[:3]) or _BY_OKTMO.get(code[:2])
    return _of_okato(str(code))


def _of_okato(code: str) -> Subject | None:
    """A third digit 1 marks what belongs to an autonomous okrug."""
    if code in _BY_OKATO:
        return _BY_OKATO[code]
    if code.startswith("711"):
        return _okrug_of_tyumen(code)
    return _BY_OKATO.get("111" if code.startswith("111") else code[:2])


def _okrug_of_tyumen(code: str) -> Subject | None:
    """71100 and 71140 are okrugs as a whole; what lies below them cannot be told apart."""
    whole = {"71100": "711", "71140": "7114"}.get(code[:5])
    return _BY_OKATO[whole] if whole and not code[5:].strip("0") else None


@check_arguments
def subject_with_plates(code: str) -> Subject | None:
    """The subject by its two-digit code on number plates; 95 is Чечня here, and Херсон in an ИНН.

    None for codes that are not a subject's first ones.
    """
    return _BY_PLATES.get(code)
