"""One SQLite file for many threads and processes: opening, schemas, transactions, failures.

A transaction that has ended is on the disk, also when the process is killed or the power fails: a
write-ahead log, synchronised at each end (https://sqlite.org/pragma.html#pragma_synchronous). One
connection serves all threads in turn; it is closed around a fork, since a child must not inherit
one
(https://sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_).
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from govpublic_sdk._core.hidden import safe_repr
from govpublic_sdk._core.validation import above_zero
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import ConfigurationError, GovPublicError, StoreError
from govpublic_sdk.store._opening import Files, Schema, check_path, failure, open_store

__all__ = [
    "Database",
    "Schema",
    "StoreFile",
]

_PATIENCE = 10.0  # seconds; longer than any transaction of a worker


class Database:
    """A file with the tables of one schema; several schemas may share it.

    Args:
        path: Path of the file, on a local disk: locks of network disks are not
            reliable.
        schema: The tables.
        busy_timeout: Seconds to wait for other threads, and as many for other processes.

    Raises:
        ConfigurationError: The path is a directory, is something else than a store, was made by a
            newer version of this package, or is closed to us.
        StoreError: The file is locked for too long, or damaged.
    """

    def __init__(
        self, path: str | os.PathLike[str], schema: Schema, *, busy_timeout: float = _PATIENCE
    ) -> None:
        self.path: Path = check_path(path)
        self._schema = schema
        self._patience = busy_timeout
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._files: Files | None = None
        self._closed = False
        with self.reading():
            pass
        _OPEN.add(self)

    @safe_repr
    def __repr__(self) -> str:
        """Where it is."""
        return f"<{self._schema.name} in {str(self.path)!r}>"

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """The connection, for a look that changes nothing.

        Raises:
            StoreError: It could not be looked at.
        """
        with self.decoding():
            try:
                if not self._turn.acquire(timeout=self._patience):
                    raise StoreError(
                        Text(
                            "{store} is busy: other threads used it for too long.", store=repr(self)
                        ),
                        advice="Try again.",
                    )
                yield self._open()
            finally:
                with suppress(RuntimeError):  # Ctrl-C may come before it is ours
                    self._turn.release()

    @contextmanager
    def decoding(self) -> Generator[None]:
        """Read stored values: whatever goes wrong is the fault of the file.

        Values that a caller gives are checked before.

        Raises:
            StoreError: It shows nothing of what is stored.
        """
        try:
            yield
        except (GovPublicError, MemoryError):
            raise
        except Exception as error:
            told = failure(error, self)
            error.args = ()  # frames hold it, and it may quote what citizens wrote
            try:
                raise told from None
            finally:
                told.__context__ = None

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Connection]:
        """The connection, for changes that happen all or none.

        Raises:
            StoreFull: The disk is full; nothing was changed.
            StoreError: Nothing was changed.
        """
        with self.reading() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def wipe(self) -> None:
        """Remove deleted rows from the write-ahead log too, as far as no reader needs it."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Let the file go; what is asked after this is refused."""
        with self._turn:
            self._closed = True
            self._let_go()

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise ConfigurationError(
                Text("{store} is closed.", store=repr(self)), advice="Open it again."
            )
        if self._files is not None and not self._files.are_there():
            raise StoreError(
                Text(
                    "{store} was removed, renamed or replaced while it was open.", store=repr(self)
                ),
                advice="Close it and open it again.",
            )
        if self._connection is None:
            self._connection = open_store(self.path, self._schema, self._patience)
            self._files = Files.of(self.path)
        return self._connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if self._files is not None:
            self._files = self._files.without_log()  # SQLite may remove it now

    def before_fork(self) -> None:
        """Wait for all threads and close the file; it is opened again when it is needed."""
        self._turn.acquire()
        self._let_go()

    def after_fork(self) -> None:
        """Go on, in the parent as in the child."""
        self._turn.release()


_OPEN: weakref.WeakSet[Database] = weakref.WeakSet()
_FORKING: list[Database] = []


def _before_fork() -> None:
    for database in list(_OPEN):
        database.before_fork()
        _FORKING.append(database)


def _after_fork() -> None:
    while _FORKING:
        _FORKING.pop().after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork
    )


class StoreFile:
    """A store in one file.

    Args:
        path: The file.
        schema: Its tables.
        busy_timeout: Seconds to wait for other threads, and as many for other processes.
        now: Seconds since 1970.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        schema: Schema,
        *,
        busy_timeout: float,
        now: Callable[[], float],
    ) -> None:
        self._now = now
        self._database = Database(
            path, schema, busy_timeout=above_zero("busy_timeout", busy_timeout)
        )

    @safe_repr
    def __repr__(self) -> str:
        """Where it is."""
        return repr(self._database)

    def __enter__(self) -> Self:
        """Use it in a block; it is closed at its end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Let the file go; what is asked after this is refused."""
        self._database.close()
