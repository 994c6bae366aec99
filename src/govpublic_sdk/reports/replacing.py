"""Writing a file so that it is there whole or not at all; what stands in it is elsewhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A path to write to, which takes the place of the given one once all went well.

    It lies in a folder of its own beside the given path, so that it is on the same disk; the folder
    goes away with whatever else was put there. A full disk leaves the earlier file as it was.

    Raises:
        OSError: The folder does not exist or may not be written to, or the disk is full; what
            the system says names the given path.
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
