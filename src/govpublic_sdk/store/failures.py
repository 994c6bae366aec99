"""What went wrong with a store, as errors that say what to do.

SQLite quotes what it could not read, and so do `json` and pydantic. A store holds words of
citizens, so none of these texts goes into an error, nor do the errors as its cause or context.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from types import UnionType
from typing import Any, ParamSpec, TypeVar

from govpublic_sdk.errors import GovPublicError, StoreError, StoreFull

__all__ = ["DamagedValue", "checked_row", "failure", "primary", "reads_stored"]

P = ParamSpec("P")
T = TypeVar("T")

# An extended code: the shared memory beside the write-ahead log could not grow.
_NO_ROOM_FOR_SHARED_MEMORY = 4874

_DAMAGED = "is damaged; move it away and look at it with `sqlite3 FILE .recover`"
_WORDS = {
    sqlite3.SQLITE_BUSY: "is locked by another process for too long; try again",
    sqlite3.SQLITE_LOCKED: "is locked for too long; try again",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "is damaged: it is no longer a store; move it away",
    sqlite3.SQLITE_READONLY: "is read-only for this user; check owner and mode",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check owner and mode of it and of its folder",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk failed, or a quota is used up",
    sqlite3.SQLITE_ERROR: _DAMAGED,  # its statements are fixed, so its tables are other ones
    sqlite3.SQLITE_CONSTRAINT: _DAMAGED,
    sqlite3.SQLITE_MISMATCH: _DAMAGED,
    sqlite3.SQLITE_TOOBIG: _DAMAGED,
}


class DamagedValue(Exception):
    """A stored value that cannot be read; it has no text, cause or context."""


def reads_stored(read: Callable[P, T]) -> Callable[P, T]:
    """Let a function that reads stored values raise `DamagedValue`, whatever goes wrong in it."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except Exception:  # noqa: S110
            pass  # it may quote the value, so it becomes neither cause nor context
        raise DamagedValue

    return reading


def checked_row(row: tuple[Any, ...], *types: type | UnionType) -> tuple[Any, ...]:
    """The columns of a row, if they have the types that were stored.

    Raises:
        DamagedValue: They have not.
    """
    if all(isinstance(value, kind) for value, kind in zip(row, types, strict=True)):
        return row
    raise DamagedValue


def failure(error: Exception, store: object) -> GovPublicError:
    """The error to raise for one that came up while a store was used.

    Args:
        error: What SQLite, or code that reads stored values, raised.
        store: What was asked; its `repr` says where it is.
    """
    if not isinstance(error, sqlite3.Error):
        return StoreError(f"{store!r} {_DAMAGED}. Nothing was changed.")
    code = getattr(error, "sqlite_errorcode", None)
    if code == _NO_ROOM_FOR_SHARED_MEMORY or primary(error) == sqlite3.SQLITE_FULL:
        what = "the disk is full; nothing was stored. Free some space: workers need it, too."
        return StoreFull(f"{store!r}: {what}")
    return StoreError(f"{store!r} {_words(error)}. Nothing was changed.")


def _words(error: sqlite3.Error) -> str:
    if primary(error) in _WORDS:
        return _WORDS[primary(error)]
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return f"could not be asked that ({type(error).__name__})"
    code = getattr(error, "sqlite_errorcode", None)
    return f"failed (SQLite error {code})" if code else _DAMAGED  # a text that is not UTF-8


def primary(error: sqlite3.Error) -> int:
    """SQLite's number of the error without its finer part; 0 where Python raised it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
