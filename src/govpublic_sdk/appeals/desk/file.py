"""Base class of the desk: opens the file and writes the journal."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import above_zero, author, check_type, reason
from govpublic_sdk.appeals.desk import appeal_table
from govpublic_sdk.appeals.desk.appeal_table import by_regime
from govpublic_sdk.appeals.desk.serialization import from_seconds
from govpublic_sdk.appeals.desk.tables import SCHEMA
from govpublic_sdk.appeals.desk.values import PutResult
from govpublic_sdk.appeals.replies import Reply
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.store.database import StoreFile

if TYPE_CHECKING:
    from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy

__all__ = [
    "DeskFile",
]


class DeskFile(StoreFile):
    """What all parts of a desk share; its parameters are those of `Desk`."""

    @check_arguments
    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        policies: Mapping[str, DeadlinePolicy] | Iterable[DeadlinePolicy] | None = None,
        lease: timedelta = timedelta(minutes=3),
        busy_timeout: float = 10.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._policies = by_regime(policies)
        check_type("lease", lease, timedelta, "a timedelta above 0")
        self._lease = above_zero("lease", lease.total_seconds())
        super().__init__(path, SCHEMA, busy_timeout=busy_timeout, now=now)

    def now(self) -> datetime:
        """Return the current time by the clock of the desk."""
        return from_seconds(self._now())

    @staticmethod
    def _check(appeal: object, reply: object) -> None:
        """Reject other types before the transaction, where they would look like damage."""
        check_type("appeal", appeal, Appeal, "an Appeal")
        check_type("reply", reply, Reply, "a Reply")

    def _put(self, connection: sqlite3.Connection, appeal: Appeal) -> PutResult:
        check_type("appeal", appeal, Appeal, "an Appeal")
        now = self._now()
        result = appeal_table.put(connection, appeal, self._policies, now)
        if result != "known":
            self._log(connection, appeal.id, result, now)
        return result

    def _put_if_new(self, connection: sqlite3.Connection, appeal: Appeal) -> None:
        if appeal_table.find(connection, appeal.id) is None:
            self._put(connection, appeal)

    def _log(
        self,
        connection: sqlite3.Connection,
        id: AppealId,
        kind: str,
        at: float,
        by: str | None = None,
        *,
        text: str | None = None,
        reply: str | None = None,
    ) -> None:
        insert = (
            "INSERT INTO desk_journal (channel, appeal, at, kind, author, text, reply)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        text = None if text is None else text.encode("utf-8", "replace").decode()
        connection.execute(
            insert, (*appeal_table.check_id(id), at, reason(kind), author(by), text, reply)
        )
