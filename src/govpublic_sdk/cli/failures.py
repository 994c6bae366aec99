"""Errors in words for who typed the command, and the exit code of each."""

from __future__ import annotations

from typing import Final

from govpublic_sdk.cli.screen import warn
from govpublic_sdk.errors import ConfigurationError, GovPublicError, ParameterError
from govpublic_sdk.official_pages import Language, Wording

__all__ = ["EARLY", "FAILED", "FAULTY", "STOPPED", "USAGE", "told"]

FAILED: Final = 1
USAGE: Final = 2
FAULTY: Final = 3
EARLY: Final = 4
STOPPED: Final = 130

_HEAD = Wording("Ошибка", "Error")
_SETTING = Wording("Не настроено", "Not set up")
_OPTIONS = {
    "formula_id": "--formula",
    "now": "--day",
    "path": "FILE",
    "post_count": "--posts",
    "public": "PUBLIC",
}


def told(error: GovPublicError | OSError, language: Language) -> int:
    """Say what went wrong, without a trace; the exit code.

    A list that cannot be read is an error; a value that is outside of its range is wrong usage.
    """
    head = (_SETTING if isinstance(error, ConfigurationError) else _HEAD)(language)
    if not isinstance(error, ParameterError):
        warn(f"{head}: {error}")
        return FAILED
    option = _OPTIONS.get(error.parameter) or f"--{error.parameter.replace('_', '-')}"
    warn(f"{head}: {option}{str(error).removeprefix(error.parameter)}")
    return FAILED if error.parameter == "path" else USAGE
