"""Opens a file as a store, and maps failures of SQLite to errors.

A file that is something else is refused and left as it is. SQLite quotes what it could not read,
and so do `json` and pydantic. A store holds words of citizens, so none of these texts goes into an
error, nor do the errors as its cause or context.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from types import UnionType
from typing import Any, ParamSpec, TypeVar

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import (
    ConfigurationError,
    GovPublicError,
    ParameterError,
    StoreError,
    StoreFull,
)

__all__ = [
    "DamagedValue",
    "Files",
    "Schema",
    "check_path",
    "check_row",
    "failure",
    "open_store",
    "primary",
    "reads_stored",
]

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


def check_row(row: tuple[Any, ...], *types: type | UnionType) -> tuple[Any, ...]:
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
        store: The store; its `repr` shows its path.
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


# Marks our files: "govp" (https://sqlite.org/pragma.html#pragma_application_id).
_APPLICATION = 0x676F7670
_MARK = _APPLICATION.to_bytes(4)
_MARK_AT = slice(68, 72)  # https://sqlite.org/fileformat.html#the_database_header
_HEAD = 65_536  # the table that all our files have is among the first pages
_TABLE = "CREATE TABLE schema_version (name TEXT"
_HAS_OUR_TABLE = f"SELECT 1 FROM sqlite_master WHERE sql LIKE '{_TABLE}%'"  # noqa: S608
_OWNER_ONLY = 0o600
_TRIES = 100  # each waits for the lock of a process that creates the same file
_MAKING = threading.Lock()

# Deleted words of citizens are overwritten; `fullfsync` matters on macOS only.
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables of one kind of store, as the steps that made them.

    Attributes:
        name: The name of the kind, stored in its file.
        steps: Statements by version. A step that was released is never changed; the next one
            is below it.
    """

    name: str
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Files:
    """Which files a connection uses: a path may come to name another one.

    What SQLite writes to a file that was removed is lost, and so is what it writes to a log that
    was removed.

    Attributes:
        store: Path, and device and number, of the store.
        log: The same of its write-ahead log; None if it is not known.
    """

    store: tuple[str, tuple[int, int] | None]
    log: tuple[str, tuple[int, int] | None] | None

    @classmethod
    def of(cls, path: Path) -> Files:
        """The files of a store that was just opened."""
        store = str(path)
        log = f"{os.path.realpath(path)}-wal"  # SQLite puts it beside the file itself
        return cls((store, _file_id(store)), (log, _file_id(log)) if _file_id(log) else None)

    def without_log(self) -> Files:
        """The store alone."""
        return Files(self.store, None)

    def are_there(self) -> bool:
        """Whether each path still names the same file."""
        known = (self.store, self.log) if self.log else (self.store,)
        return all(_file_id(path) == id for path, id in known)


def _file_id(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_path(path: str | os.PathLike[str]) -> Path:
    """The absolute path of a store, if there may be one.

    Raises:
        ParameterError: It is SQLite's word for a store in memory, which would survive nothing.
        ConfigurationError: It is a directory or a device, or its directory is missing.
    """
    if os.fspath(path) in ("", ":memory:"):
        raise ParameterError("path", show_value(os.fspath(path)), "the path of a file")
    file = Path(path).absolute()
    try:
        _check_place(file)
    except (OSError, ValueError) as error:  # too long a name, a null byte, half a character
        raise ParameterError(
            "path", show_value(file.name), "a valid path of this computer"
        ) from error
    return file


def _check_place(file: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        file.with_name(f"{file.name}-wal").lstat()
    if not file.parent.is_dir():
        raise ConfigurationError(
            Text(
                "Cannot open store {file}: its directory does not exist.",
                file=show_value(file),
            )
        )
    if file.exists() and not file.is_file():
        raise ConfigurationError(
            Text(
                "Cannot open store {file}: it is not a file (expected a file).",
                file=show_value(file),
            )
        )


def open_store(path: Path, schema: Schema, busy_timeout: float) -> sqlite3.Connection:
    """A connection to a store whose tables are there.

    Raises:
        ConfigurationError: The file is something else, too new, or closed to us.
        sqlite3.Error: SQLite could not do it.
    """
    _create(path)
    connection = sqlite3.connect(
        path, timeout=busy_timeout, isolation_level=None, check_same_thread=False
    )
    try:
        _recognise(connection, path)
        _log_ahead(connection, path)
        for setting in _SETTINGS:
            connection.execute(setting)
        _migrate(connection, path, schema)
        _close_to_others(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(path: Path) -> None:
    """Make an empty file before SQLite does: it gives the files beside it the same mode.

    A file that is there is not opened: closing it would end the locks that other connections of
    this process hold on it (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    """
    try:
        with _MAKING:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))
    except FileExistsError:
        if not os.access(path, os.R_OK | os.W_OK):
            raise ConfigurationError(
                Text(
                    "Cannot open store {file}: no right to read and write it.",
                    file=show_value(path),
                )
            ) from None
    except OSError as error:
        raise ConfigurationError(
            Text(
                "Cannot create store {file}: {error}.",
                file=show_value(path),
                error=error.strerror,
            )
        ) from error


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file is ours; one without tables becomes ours."""
    try:
        if _application(connection) == _APPLICATION:
            return
        connection.execute("BEGIN IMMEDIATE")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if _application(connection) == 0 and tables == (0,):
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("COMMIT")
        ours = _application(connection) == _APPLICATION
        was_ours = connection.execute(_HAS_OUR_TABLE).fetchone() is not None
    except sqlite3.DatabaseError as error:
        if primary(error) != sqlite3.SQLITE_NOTADB:
            raise
        ours, was_ours = False, _has_our_mark(path)
    if not ours and was_ours:
        raise DamagedValue
    if not ours:
        raise ConfigurationError(
            Text(
                "Cannot open store {file}: it is another file, not a store of this package.",
                file=show_value(path),
            )
        )


def _has_our_mark(path: Path) -> bool:
    """Whether a file that SQLite refuses has signs of a store: then its head is damaged."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head[_MARK_AT] == _MARK or _TABLE.encode() in head


def _application(connection: sqlite3.Connection) -> int:
    row: tuple[int] = connection.execute("PRAGMA application_id").fetchone()
    return row[0]


def _log_ahead(connection: sqlite3.Connection, path: Path) -> None:
    """Switch to the write-ahead log, once in the life of a file.

    SQLite does not wait when two processes do so at once, so the wait is for their transactions.
    """
    for left in reversed(range(_TRIES)):
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if primary(error) != sqlite3.SQLITE_BUSY or not left:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            if mode != ("wal",):
                raise ConfigurationError(
                    Text(
                        "Cannot open store {file}: no shared memory (expected a local disk).",
                        file=show_value(path),
                    )
                )
            return


def _migrate(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    if _version(connection, path, schema) == len(schema.steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _step_up(connection, _version(connection, path, schema), schema)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _step_up(connection: sqlite3.Connection, version: int, schema: Schema) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version"
        " (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"
    )
    for statement in (one for step in schema.steps[version:] for one in step):
        connection.execute(statement)
    row = (schema.name, len(schema.steps))
    connection.execute("INSERT OR REPLACE INTO schema_version VALUES (?, ?)", row)


def _version(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """How many steps of a schema the file has seen.

    Raises:
        ConfigurationError: More than we know of.
    """
    table = "SELECT 1 FROM sqlite_master WHERE name = 'schema_version'"
    if connection.execute(table).fetchone() is None:
        return 0
    select = "SELECT version FROM schema_version WHERE name = ?"
    row: tuple[int] | None = connection.execute(select, (schema.name,)).fetchone()
    version = row[0] if row else 0
    if version > len(schema.steps):
        raise ConfigurationError(
            Text(
                "Cannot open store {file}: it was made by a newer version of this package.",
                file=show_value(path),
            ),
            advice="Install that version.",
        )
    return version


def _close_to_others(path: Path) -> None:
    """Let only the owner read the file and those that SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        file = path.with_name(name)
        with suppress(FileNotFoundError):
            if stat.S_IMODE(file.stat().st_mode) != _OWNER_ONLY:
                _chmod(file)


def _chmod(file: Path) -> None:
    try:
        file.chmod(_OWNER_ONLY)
    except PermissionError as error:
        raise ConfigurationError(
            Text(
                "{file} is open to others and belongs to another user: {error}.",
                file=show_value(file),
                error=error.strerror,
            )
        ) from error
