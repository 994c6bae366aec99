"""Files of reports: checks of their names, and atomic writes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError

__all__ = ["atomic_write", "check_path"]


@contextmanager
def atomic_write(path: Path) -> Generator[Path]:
    """A path to write to, which takes the place of the given one once all went well.

    It is in a folder of its own beside the given path, so that it is on the same disk; the folder
    goes away with whatever else was put there. A full disk leaves the earlier file as it was.

    Raises:
        OSError: The folder does not exist or may not be written to, or the disk is full; what
            the system names the given path.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent) as folder:
            draft = Path(folder, path.name)
            yield draft
            os.replace(draft, path)
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def check_path(path: str | os.PathLike[str], suffixes: Iterable[str]) -> Path:
    """The path, if its name ends as one of some kinds does, and its folder exists.

    Raises:
        ParameterError: Another suffix, or the folder does not exist.
    """
    place, allowed = Path(path), tuple(suffixes)
    if place.suffix.lower() not in allowed:
        raise ParameterError(
            "path",
            show_value(place.name),
            Text("a name that ends in {suffixes}", suffixes=any_of(allowed)),
        )
    if not place.parent.is_dir():
        problem = Text("{file} in a folder that does not exist", file=show_value(place.name))
        raise ParameterError("path", problem, "a file in an existing folder")
    return place
