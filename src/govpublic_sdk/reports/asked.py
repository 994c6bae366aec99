"""What may be asked of all that is written: a name that tells the kind, and a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from govpublic_sdk.errors import ParameterError

__all__ = ["checked_path"]


def checked_path(path: str | os.PathLike[str], suffixes: Iterable[str]) -> Path:
    """The path, if its name ends as one of some kinds does, and its folder exists.

    Raises:
        ParameterError: It does not, or there is no such folder.
    """
    place, allowed = Path(path), tuple(suffixes)
    if place.suffix.lower() not in allowed:
        raise ParameterError("path", repr(place.name), f"a name in {', '.join(allowed)}")
    if not place.parent.is_dir():
        given = f"{place.name!r} in {str(place.parent)!r}, which is no folder"
        raise ParameterError("path", given, "a file in a folder that exists")
    return place
