"""Which answers were given: begun before they are sent, ended after, so none is sent blindly.

An answer is a key of yours; nothing here sends it. One that was begun and whose end is not known,
since its process died, is `unknown`: look whether it arrived before you send it again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import safe_key
from govpublic_sdk.store._opening import Schema, check_row
from govpublic_sdk.store.database import StoreFile

__all__ = [
    "Outbox",
]

_SCHEMA = Schema(
    "answers",
    (
        (
            "CREATE TABLE answer (key TEXT PRIMARY KEY, begun REAL NOT NULL, result TEXT)"
            " WITHOUT ROWID",
        ),
    ),
)


class Outbox(StoreFile):
    """Answers in one file, for any number of threads and processes of one machine.

    The file may be that of an `Inbox`.

    Args:
        path: The file, on a local disk; created with mode 0600 if it does not exist.
        busy_timeout: Seconds to wait for other threads, and as many for other processes.
        now: Seconds since 1970, for tests.

    Raises:
        ConfigurationError: The path cannot be a store.
        StoreError: The file is locked for too long, or damaged.
    """

    @check_arguments
    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        busy_timeout: float = 10.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(path, _SCHEMA, busy_timeout=busy_timeout, now=now)

    @check_arguments
    def begin(self, key: str) -> Literal["new", "sent", "unknown"]:
        """Say that an answer is about to be sent; that is on the disk when this returns.

        Args:
            key: Identifies the answer, such as the event's key.

        Returns:
            `new`: send it now. `sent`: it was sent. `unknown`: it was begun before and its end is
            unknown; a worker may be sending it right now, or died while doing so.

        Raises:
            ParameterError: The key is empty, long or not printable.
            StoreError: Nothing was noted; do not send.
        """
        insert = "INSERT INTO answer VALUES (?, ?, NULL) ON CONFLICT DO NOTHING"
        with self._database.transaction() as connection:
            if connection.execute(insert, (safe_key(key), self._now())).rowcount:
                return "new"
            select = "SELECT result IS NOT NULL FROM answer WHERE key = ?"
            (sent,) = connection.execute(select, (key,)).fetchone()
        return "sent" if sent else "unknown"

    @check_arguments
    def sent(self, key: str, result: str) -> None:
        """Say that an answer was sent.

        Args:
            key: Its key.
            result: What came of it, such as the number of the message.
        """
        note = (
            "INSERT INTO answer VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET result = excluded.result"
        )
        with self._database.transaction() as connection:
            connection.execute(note, (safe_key(key), self._now(), result))

    @check_arguments
    def result(self, key: str) -> str | None:
        """What came of an answer; None if it is not known to be sent."""
        with self._database.reading() as connection:
            select = "SELECT result FROM answer WHERE key = ?"
            row: tuple[str | None] | None = connection.execute(select, (key,)).fetchone()
            return check_row(row, str | None)[0] if row else None

    @check_arguments
    def unknown(self, *, count: int = 100) -> list[str]:
        """Keys of answers that were begun and whose end is not known, the oldest first.

        Args:
            count: How many at most.
        """
        with self._database.reading() as connection:
            select = "SELECT key FROM answer WHERE result IS NULL ORDER BY begun, key LIMIT ?"
            return [check_row(row, str)[0] for row in connection.execute(select, (count,))]

    @check_arguments
    def forget(self, key: str) -> None:
        """Forget an answer, such as one that surely was not sent; the next `begin` is `new`."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM answer WHERE key = ?", (key,))

    @check_arguments
    def purge(self, older_than: timedelta) -> int:
        """Forget answers that were sent; those whose end is not known stay.

        Args:
            older_than: How long ago an answer must have been begun.

        Returns:
            How many were forgotten. The same answer could be sent again after this.
        """
        delete = "DELETE FROM answer WHERE result IS NOT NULL AND begun <= ?"
        with self._database.transaction() as connection:
            limit = self._now() - older_than.total_seconds()
            deleted = connection.execute(delete, (limit,)).rowcount
        self._database.wipe()
        return deleted
