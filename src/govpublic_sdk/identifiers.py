"""Numbers by which the state knows bodies and territories: a type for each, read with a check.

Types are never mixed: 77 is Moscow as a subject number and Chukotka in ОКАТО. Which subject a
number belongs to is in `subjects`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Self

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "INN",
    "OGRN",
    "OGRNIP",
    "OKATO",
    "OKTMO",
    "Identifier",
    "SubjectNumber",
    "inn_check_digits",
    "ogrn_check_digit",
    "oktmo_control_number",
]

_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_-]+")
_WHOLE = re.compile(r"([0-9]+)[.,]0*")
_ROUNDED = re.compile(r"[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+", re.IGNORECASE)
_SHOWN = 40  # characters of a wrong number in an error


class Identifier(str):
    """A number as text, checked when it is made; leading zeros stay.

    It equals a plain text of the same digits, and never a number of another type.
    """

    __slots__ = ()
    NAME: ClassVar[str] = "identifier"
    LENGTHS: ClassVar[tuple[int, ...]] = ()

    def __new__(cls, text: str) -> Self:
        """Read it as `parse` does."""
        digits = _digits(text, cls)
        if problem := cls._problem(digits):
            raise ParameterError(_parameter(cls), show_value(digits), problem)
        return str.__new__(cls, digits)

    @classmethod
    @partial(check_arguments, reads_data=True)
    def parse(cls, text: str) -> Self:
        """Read a number as people and spreadsheets write it.

        Spaces, dashes, invisible characters, an apostrophe or `№` before it and a tail `.0` of a
        spreadsheet are passed over. Lost leading zeros are not guessed.

        Raises:
            ParameterError: The number is invalid; the text names the reason.
        """
        return cls(text)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        """What it should be instead; None where it is right."""
        return None if digits.strip("0") else Text("a number other than 0")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Identifier) and type(other) is not type(self):
            return False
        return str.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class INN(Identifier):
    """ИНН, a taxpayer's number: 10 digits of an organisation, 12 of a person.

    Приказ ФНС России от 29.06.2012 № ММВ-7-6/435@; the weights are those of
    https://arthurdejong.org/python-stdnum/doc/stdnum.ru.inn
    """

    __slots__ = ()
    NAME: ClassVar[str] = "ИНН"
    LENGTHS: ClassVar[tuple[int, ...]] = (10, 12)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        if digits.startswith("00"):
            return Text("an ИНН that begins with the number of a region")
        checks = inn_check_digits(digits)
        return (
            None
            if digits.endswith(checks)
            else Text("an {name} that ends in {digits}", name="ИНН", digits=checks)
        )


class OGRN(Identifier):
    """ОГРН, the main state registration number of an organisation: 13 digits.

    Приказ Минфина России от 30.10.2017 № 165н.
    """

    __slots__ = ()
    NAME: ClassVar[str] = "ОГРН"
    LENGTHS: ClassVar[tuple[int, ...]] = (13,)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        return _registration_problem(digits, cls.NAME)

    @property
    def subject_code(self) -> str:
        """Digits 4 and 5: the subject's number when it was registered, maybe no subject by now."""
        return self[3:5]


class OGRNIP(Identifier):
    """ОГРНИП, the same of an individual entrepreneur: 15 digits."""

    __slots__ = ()
    NAME: ClassVar[str] = "ОГРНИП"
    LENGTHS: ClassVar[tuple[int, ...]] = (15,)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        return _registration_problem(digits, cls.NAME)


class OKTMO(Identifier):
    """A code of ОКТМО, the classifier of municipalities: 8 digits, or 11 of a settlement."""

    __slots__ = ()
    NAME: ClassVar[str] = "ОКТМО"
    LENGTHS: ClassVar[tuple[int, ...]] = (8, 11)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        return Text("a code of ОКТМО, which has no region 00") if digits.startswith("00") else None

    @property
    def control_number(self) -> int:
        """The control number, which the classifier keeps beside the code, never in it."""
        return oktmo_control_number(self)

    @property
    def municipality(self) -> OKTMO:
        """Its municipality: the first 8 digits."""
        return OKTMO(self[:8])


class OKATO(Identifier):
    """A code of ОКАТО, the classifier of territories, of a subject or of anything below it.

    2, 5, 8 or 11 digits; autonomous okrugs also have the short codes 111, 711 and 7114.
    """

    __slots__ = ()
    NAME: ClassVar[str] = "ОКАТО"
    LENGTHS: ClassVar[tuple[int, ...]] = (2, 3, 4, 5, 8, 11)

    @classmethod
    def _problem(cls, digits: str) -> Text | None:
        short = len(digits) in (3, 4) and digits not in ("111", "711", "7114")
        wrong = short or digits.startswith("00")
        return (
            Text("a code of ОКАТО: 2 digits, 111, 711, 7114, or 5, 8 or 11 digits")
            if wrong
            else None
        )


class SubjectNumber(Identifier):
    """The number of a subject of the Federation as tax offices use it: digits 4-5 of an ОГРН."""

    __slots__ = ()
    NAME: ClassVar[str] = "subject number"
    LENGTHS: ClassVar[tuple[int, ...]] = (2,)


@check_arguments
def inn_check_digits(digits: str) -> str:
    """The digits in which an ИНН must end: one of ten, two of twelve.

    Args:
        digits: 10 or 12 digits; those in the place of check digits do not count.
    """
    if len(digits) == 10:
        return _weighted(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8))
    first = _weighted(digits, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
    return first + _weighted(digits[:10] + first, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


@check_arguments
def ogrn_check_digit(digits: str) -> str:
    """The digit in which an ОГРН (13 digits) or ОГРНИП (15 digits) must end.

    The last digit of the remainder: a remainder of 10 gives 0.

    Args:
        digits: 13 or 15 digits; the one in the place of the check digit does not count.
    """
    return str(int(digits[:-1]) % (len(digits) - 2) % 10)


@check_arguments
def oktmo_control_number(digits: str) -> int:
    """The control number of a code of ОКТМО: weights from 1, from 3 where that gives 10, else 0.

    Args:
        digits: 8 or 11 digits.
    """
    for first in (0, 2):
        weights = [(first + place) % 10 + 1 for place in range(len(digits))]
        total = sum(weight * int(one) for weight, one in zip(weights, digits, strict=True))
        if total % 11 < 10:
            return total % 11
    return 0


def _weighted(digits: str, weights: Sequence[int]) -> str:
    pairs = zip(weights, digits, strict=False)
    return str(sum(weight * int(digit) for weight, digit in pairs) % 11 % 10)


def _registration_problem(digits: str, name: str) -> Text | None:
    if digits.startswith("0"):
        return Text("an {name}, which begins with 1 to 9", name=name)
    check = ogrn_check_digit(digits)
    return (
        None
        if digits.endswith(check)
        else Text("an {name} that ends in {digits}", name=name, digits=check)
    )


def _digits(text: str, kind: type[Identifier]) -> str:
    """The digits alone, as many as the kind has."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lstrip("'`’").removeprefix("No")
    whole = _WHOLE.fullmatch(plain)
    digits = whole[1] if whole else plain
    if _ROUNDED.fullmatch(plain):
        _refuse(kind, text, "; a spreadsheet has rounded it, see its source")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in kind.LENGTHS:
        _refuse(kind, text, _hint(digits, kind))
    return digits


def _parameter(kind: type[Identifier]) -> str:
    return "subject_number" if issubclass(kind, SubjectNumber) else kind.__name__.lower()


def _hint(digits: str, kind: type[Identifier]) -> str:
    if digits.isascii() and digits.isdigit() and len(digits) + 1 in kind.LENGTHS:
        return "; a spreadsheet may have dropped the zero at its beginning"
    return ""


def _refuse(kind: type[Identifier], text: str, hint: str) -> None:
    raise ParameterError(
        _parameter(kind),
        describe(text),
        Text(
            "{name}: {lengths} digits{hint}",
            name=kind.NAME,
            lengths=any_of(Text(str(one)) for one in kind.LENGTHS),
            hint=Text(hint),
        ),
    )
