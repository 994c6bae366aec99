"""Errors in words for who typed the command, and the exit code of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from govpublic_sdk.cli.screen import warn
from govpublic_sdk.errors import ConfigurationError, GovPublicError, ParameterError
from govpublic_sdk.official_pages import Language, Wording

if TYPE_CHECKING:
    from govpublic_sdk._texts import Text

__all__ = ["EARLY", "FAILED", "FAULTY", "STOPPED", "USAGE", "renamed", "told"]

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
        warn(f"{head}: {error.message(language) if isinstance(error, GovPublicError) else error}")
        return FAILED
    option = _OPTIONS.get(error.name) or f"--{error.name.replace('_', '-')}"
    warn(f"{head}: {option}{error.message(language).removeprefix(error.name)}")
    return FAILED if error.name == "path" else USAGE


def renamed(error: ParameterError, name: str, problem: str) -> ParameterError:
    """Return the error of an option for that of the function behind it."""
    return ParameterError(name, problem, cast("Text", error.summary.values["expected"]))
