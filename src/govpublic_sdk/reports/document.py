"""Tables of a report: columns, cells, and how a cell reads.

Rows hold raw values: numbers, timestamps, untrusted texts, and codes such as `not read`, which a
column words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from govpublic_sdk._core.text import Language, LocalizedText

if TYPE_CHECKING:
    from govpublic_sdk.official_pages._coverage import Coverage
    from govpublic_sdk.official_pages.report import PageReport, UnparsedRow

__all__ = [
    "Cell",
    "Column",
    "Document",
    "Kind",
    "Report",
    "Row",
    "Table",
    "show_cell",
]

Cell: TypeAlias = str | int | float | datetime | LocalizedText | None
Row: TypeAlias = tuple[Cell, ...]
Kind: TypeAlias = Literal["text", "number", "moment", "band"]

_NO_WORDS: Mapping[str, LocalizedText] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        id: Its key in JSON.
        head: The header.
        width: How wide it is in a workbook, in letters.
        kind: The kind of its cells; a `band`, or a verdict, has colours.
        words: How its codes read for people; a code that is not here reads as it is.
    """

    id: str
    head: LocalizedText
    width: int = 14
    kind: Kind = "text"
    words: Mapping[str, LocalizedText] = field(default_factory=lambda: _NO_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a report.

    Attributes:
        id: Its name in JSON and in names of files.
        title: What it is called, at most 25 letters: the name of a sheet.
        columns: Its columns.
    """

    id: str
    title: LocalizedText
    columns: tuple[Column, ...]

    def heads(self, language: Language) -> list[str]:
        """The lines above the columns."""
        return [column.head(language) for column in self.columns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is written into a file: tables, and their rows as they come.

    Attributes:
        tables: The tables, in their order.
        main: The table that has the name of the file, where each has a file of its own.
        rows: All rows, each with its table; rows of tables may be mixed, and come once.
        facts: Facts of the whole, in JSON.
        zone: The zone in which moments are written for people.
    """

    tables: tuple[Table, ...]
    main: Table
    rows: Iterable[tuple[Table, Row]]
    facts: Mapping[str, Cell]
    zone: tzinfo = UTC


def show_cell(
    cell: Cell, column: Column, language: Language
) -> str | int | float | datetime | None:
    """A cell as people read it: codes and sentences in their language, the rest as it is."""
    if isinstance(cell, LocalizedText):
        return cell(language)
    if isinstance(cell, str) and cell in column.words:
        return column.words[cell](language)
    return cell


class Report(Protocol):
    """What is written into a file: the outcome of an audit."""

    @property
    def at(self) -> datetime:
        """When the audit was made, in UTC."""
        ...

    @property
    def pages(self) -> Sequence[PageReport]:
        """Each body of the registry and its page, in the registry's order."""
        ...

    @property
    def unparsed(self) -> Sequence[UnparsedRow]:
        """Lines of the registry that could not be read."""
        ...

    @property
    def stopped(self) -> LocalizedText | None:
        """Why the audit ended before its end; None where it did not."""
        ...

    @property
    def coverage(self) -> Coverage:
        """How many bodies have a page that is marked, alive and right."""
        ...
