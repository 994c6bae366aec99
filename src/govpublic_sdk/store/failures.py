"""What SQLite refused, as errors that say what to do; values that were to be stored never show."""

from __future__ import annotations

import sqlite3

from govpublic_sdk.errors import GovPublicError, StoreError, StoreFull

__all__ = ["failure"]

# An extended code: the shared memory beside the write-ahead log could not grow.
_NO_ROOM_FOR_SHARED_MEMORY = 4874

_WORDS = {
    sqlite3.SQLITE_BUSY: "is locked by another process for too long; try again",
    sqlite3.SQLITE_LOCKED: "is locked for too long; try again",
    sqlite3.SQLITE_CORRUPT: "is damaged; move it away and look at it with `sqlite3 FILE .recover`",
    sqlite3.SQLITE_NOTADB: "is damaged: it is no longer a store; move it away",
    sqlite3.SQLITE_READONLY: "is read-only for this user; check owner and mode",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check owner and mode of it and of its folder",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk failed",
}


def failure(error: sqlite3.Error, store: object) -> GovPublicError:
    """The error to raise for one of SQLite's.

    Args:
        error: What SQLite raised.
        store: What was asked; its `repr` says where it is.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code == _NO_ROOM_FOR_SHARED_MEMORY or primary(error) == sqlite3.SQLITE_FULL:
        return StoreFull(f"{store!r}: the disk is full; nothing was stored.")
    words = _WORDS.get(primary(error), f"failed: {error}")
    return StoreError(f"{store!r} {words}. Nothing was changed.")


def primary(error: sqlite3.Error) -> int:
    """SQLite's number of the error without its finer part; 0 where Python raised it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
