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

from govpublic_sdk._texts import Text
from govpublic_sdk.errors import GovPublicError, StoreError, StoreFull

__all__ = ["DamagedValue", "checked_row", "failure", "primary", "reads_stored"]

P = ParamSpec("P")
T = TypeVar("T")

# An extended code: the shared memory beside the write-ahead log could not grow.
_NO_ROOM_FOR_SHARED_MEMORY = 4874

_DAMAGED = "{store} is damaged."
_RECOVER = "Move it away and look at it with `sqlite3 FILE .recover`."
_RIGHTS = "Check the owner and the mode of the file and of its directory."
_WORDS = {
    sqlite3.SQLITE_BUSY: "{store} is locked by another process for too long.",
    sqlite3.SQLITE_LOCKED: "{store} is locked for too long.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "{store} is damaged: it is no longer a store.",
    sqlite3.SQLITE_READONLY: "{store} is read-only for this user.",
    sqlite3.SQLITE_CANTOPEN: "{store} cannot be opened.",
    sqlite3.SQLITE_IOERR: "{store} cannot be read or written: the disk or a quota failed.",
    sqlite3.SQLITE_ERROR: _DAMAGED,  # its statements are fixed, so its tables are other ones
    sqlite3.SQLITE_CONSTRAINT: _DAMAGED,
    sqlite3.SQLITE_MISMATCH: _DAMAGED,
    sqlite3.SQLITE_TOOBIG: _DAMAGED,
}


_ADVICE = {sqlite3.SQLITE_READONLY: _RIGHTS, sqlite3.SQLITE_CANTOPEN: _RIGHTS}


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
        return StoreError(Text(_DAMAGED, store=repr(store)), advice=_RECOVER)
    code = getattr(error, "sqlite_errorcode", None)
    if code == _NO_ROOM_FOR_SHARED_MEMORY or primary(error) == sqlite3.SQLITE_FULL:
        return StoreFull(
            Text("{store}: the disk is full.", store=repr(store)),
            advice="Free some space; workers need it, too.",
        )
    what = _words(error, repr(store))
    is_damaged = what.template in (_DAMAGED, _WORDS[sqlite3.SQLITE_NOTADB])
    advice = _RECOVER if is_damaged else _ADVICE.get(primary(error))
    return StoreError(what, advice=advice)


def _words(error: sqlite3.Error, store: str) -> Text:
    if primary(error) in _WORDS:
        return Text(_WORDS[primary(error)], store=store)
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return Text("{store} cannot do this ({error}).", store=store, error=type(error).__name__)
    code = getattr(error, "sqlite_errorcode", None)
    if code:
        return Text("{store} failed (SQLite error {code}).", store=store, code=code)
    return Text(_DAMAGED, store=store)  # a text that is not UTF-8


def primary(error: sqlite3.Error) -> int:
    """SQLite's number of the error without its finer part; 0 where Python raised it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
