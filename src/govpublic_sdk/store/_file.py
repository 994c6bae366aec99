"""What stores share: one file, used in a block, closed at its end; what lies in it is theirs."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import TracebackType
from typing import Self

from govpublic_sdk._hidden import safe_repr
from govpublic_sdk.store.database import Database
from govpublic_sdk.store.opening import Schema
from govpublic_sdk.store.values import above_zero

__all__ = ["StoreFile"]


class StoreFile:
    """A store in one file.

    Args:
        path: The file.
        schema: Its tables.
        patience: Seconds to wait for other threads, and as many for other processes.
        now: Seconds since 1970.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        schema: Schema,
        *,
        patience: float,
        now: Callable[[], float],
    ) -> None:
        self._now = now
        self._database = Database(path, schema, patience=above_zero("patience", patience))

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
