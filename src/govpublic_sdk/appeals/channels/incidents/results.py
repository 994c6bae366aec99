"""Counts of an export beside its appeals: unparsed rows, unknown values, duplicates.

Why a row of an export could not be read, in words; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.appeals.channels.incidents.layouts import Meaning

__all__ = [
    "ExportResult",
    "RepeatedRow",
    "UnparsedRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnparsedRow:
    """A row that could not be read.

    Attributes:
        row: Its number, counted from 1 as a spreadsheet does.
        reason: Why.
        raw: Its cells as they stand there, long ones cut; they do not show.
    """

    row: int
    reason: LocalizedText
    raw: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedRow:
    """A row of an incident that has a later one.

    Attributes:
        row: Its number; it gives no appeal.
        kept: The number of the row that was read instead: the one that was closed later, and of
            two that were closed at the same time, or never, the lower one in the file.
        key: The key of the appeal.
    """

    row: int
    kept: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """Counts of an export; each non-empty row belongs to one of three groups.

    Attributes:
        appeals: How many appeals it gives.
        unparsed: Rows that could not be read, the first of them where there are many.
        unread_count: How many there are.
        duplicates: Rows that were left out since their incident has another row, the first of them.
        doubles_count: How many there are.
        unknown_heads: Headers with an unknown meaning; their cells are in `attributes`.
        missing: Meanings that matter and that no column has, of `text`, `created`, `topic`,
            `outcome`; a step does for an outcome.
        unknown_statuses: Words in the columns of steps and outcomes whose meaning is not known,
            and in how many rows, the most frequent first; at most 100.
        unknown_status_count: Rows whose stage is not known by their words. They are not open
            and not closed: `Figures.status_unknown` counts them apart.
    """

    appeals: int = 0
    unparsed: tuple[UnparsedRow, ...] = ()
    unread_count: int = 0
    duplicates: tuple[RepeatedRow, ...] = ()
    doubles_count: int = 0
    unknown_heads: tuple[str, ...] = ()
    missing: tuple[Meaning, ...] = ()
    unknown_statuses: Mapping[str, int] = field(default_factory=dict[str, int])
    unknown_status_count: int = 0


WIDTH: Final = LocalizedText(
    "ячеек в строке {count}, а столбцов {width}: строка оборвана или разрезана не там",
    "the row has {count} cells where there are {width} columns: it is cut off or cut wrongly",
)
ID: Final = LocalizedText(
    "в столбце {column} не идентификатор: цифры или буквы с цифрами, до 64 знаков",
    "column {column} holds no id: digits, or letters with digits, up to 64 characters",
)
NUMBER: Final = LocalizedText(
    "в столбце {column} не номер инцидента: до 100 знаков без управляющих",
    "column {column} holds no number of an incident: up to 100 characters, none of control",
)
DATE: Final = LocalizedText(
    "дата в столбце {column} не читается; нужны 31.12.2025 23:59:59 или 2025-12-31 23:59:59",
    "the date in column {column} is unreadable; write 31.12.2025 23:59:59 or 2025-12-31 23:59:59",
)
NOTHING: Final = LocalizedText(
    "ни один известный столбец не заполнен", "no column that is known is filled"
)
