"""What can be wrong with a link: a code, the part at fault, how bad it is, and words for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from govpublic_sdk._validation import check_arguments
from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.pos._fault_table import ERRORS, WARNINGS

__all__ = ["FAULT_CODES", "Fault", "FaultCode", "Severity", "fault"]

Severity: TypeAlias = Literal["error", "warning"]
_SHOWN = 90
_PARTS = {
    "address": Wording("адрес", "address"),
    "host": Wording("имя сайта", "host"),
    "path": Wording("путь", "path"),
}


@dataclass(frozen=True, slots=True)
class Fault:
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
    wording: Wording

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
    wording: Wording


def fault(
    code: str, part: str, *, severity: Severity | None = None, **found: str | Wording
) -> Fault:
    """A fault, told with what was found."""
    known = FAULT_CODES[code]
    values = {"part": _PARTS.get(part) or part, **found}
    wording = Wording(
        known.wording.ru.format_map({name: _shown(one, "ru") for name, one in values.items()}),
        known.wording.en.format_map({name: _shown(one, "en") for name, one in values.items()}),
    )
    return Fault(code, part, severity or known.severity, wording)


def _shown(value: str | Wording, language: Language) -> str:
    """As much of a value as fits into a sentence, without what cannot be printed."""
    text = value(language) if isinstance(value, Wording) else value
    printable = "".join(one if one.isprintable() else "�" for one in text[: _SHOWN + 1])
    return printable if len(printable) <= _SHOWN else printable[:_SHOWN] + "…"


FAULT_CODES: Mapping[str, FaultCode] = MappingProxyType(
    {
        **{code: FaultCode(code, "error", Wording(*words)) for code, words in ERRORS.items()},
        **{code: FaultCode(code, "warning", Wording(*words)) for code, words in WARNINGS.items()},
    }
)
"""All codes; rules may give another severity to some."""
