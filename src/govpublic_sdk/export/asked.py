"""What may be asked of everything that is written: a name that tells the kind, and a language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from govpublic_sdk.errors import ParameterError

__all__ = ["check_language", "checked_path"]


def checked_path(path: str | os.PathLike[str], suffixes: Iterable[str]) -> Path:
    """The path, if its name ends as one of some kinds does.

    Raises:
        ParameterError: It does not.
    """
    place, allowed = Path(path), tuple(suffixes)
    if place.suffix.lower() not in allowed:
        raise ParameterError("path", repr(place.name), f"a name in {', '.join(allowed)}")
    return place


def check_language(language: str) -> None:
    """Refuse languages in which nothing is written.

    Raises:
        ParameterError: It is neither `ru` nor `en`.
    """
    if language not in ("ru", "en"):
        raise ParameterError("language", repr(language), "'ru' or 'en'")
