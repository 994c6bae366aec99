"""A list of official pages as officials keep it, read into values; it never calls VK.

Files, columns and cells are read in their own modules. Whether the pages exist and what they
contain is asked by the audit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._core.validation import check_range
from govpublic_sdk._resources._references import PublicLike, PublicRef, public_ref
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.networks import pages_in
from govpublic_sdk.official_pages.registry import texts
from govpublic_sdk.official_pages.registry.cells import read_cell
from govpublic_sdk.official_pages.registry.columns import Columns, Line
from govpublic_sdk.official_pages.registry.rows import row_of
from govpublic_sdk.official_pages.registry.source import open_list
from govpublic_sdk.official_pages.report import Entry, UnparsedRow

__all__ = ["DuplicateGroup", "Registry", "Remark", "check_several"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of a line that was read.

    Attributes:
        row: Its line in the list, counted from 1.
        text: What was repaired, or left out.
    """

    row: int
    text: LocalizedText


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Bodies for which the list gives the same page.

    Attributes:
        entries: Their lines as they stand in the list; the first one is audited.
    """

    entries: tuple[Entry, ...]

    @property
    def public(self) -> PublicRef | None:
        """The page."""
        return self.entries[0].public

    @property
    def rows(self) -> tuple[int, ...]:
        """Their lines in the list."""
        return tuple(entry.row for entry in self.entries)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A list of bodies and their official pages, and what of it could not be read.

    Every line of the list is in one of three places: it is an entry, it is unparsed, or it
    names a page that an earlier entry has and is among the duplicates. Whether a page that is
    named by its id in one line and by its name in another is the same, only VK knows.

    Attributes:
        entries: Bodies, each page once, in the order of the list; a body without a page too.
        unparsed: Lines whose page could not be read, and why. Nothing is said of those bodies.
        duplicates: Lines that name the same page, the one among the entries first.
        remarks: Lines in which something was repaired or left out.
        source: The name of the file.
    """

    entries: tuple[Entry, ...]
    unparsed: tuple[UnparsedRow, ...] = ()
    duplicates: tuple[DuplicateGroup, ...] = ()
    remarks: tuple[Remark, ...] = ()
    source: str | None = None

    def __repr__(self) -> str:
        """How much there is; thousands of lines would fill the screen."""
        counts = f"{len(self.entries)} entries, {len(self.unparsed)} unread"
        return f"<Registry {self.source or ''}: {counts}, {len(self.duplicates)} doubles>"

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @classmethod
    @check_arguments
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        sheet: str | None = None,
        column: str | None = None,
        max_rows: int = 500_000,
        max_bytes: int = 200_000_000,
    ) -> Registry:
        """Read a list from a file: xlsx, xls, ods, csv, or a text with one page on a line.

        Columns are found by their headers, Russian or English, else by their contents.
        Pages may be addresses at vk.com or vk.ru, `club1`, `public1`, screen names and ids, with
        the usual faults of typing. A link behind a word of a workbook is not seen.

        Args:
            path: Path of the file.
            sheet: The sheet of a workbook; by default the first one that is shown and has addresses
                at VK, else the first that is not empty.
            column: The heading of the column with the pages, or its letter; by default it is found.
            max_rows: How many lines the list may have.
            max_bytes: How large the file may be, a workbook when it is unpacked.

        Raises:
            ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
            ParameterError: The file is missing, empty, too large, damaged or of another kind, or no
                column holds pages.
        """
        check_range("max_rows", max_rows, 1)
        check_range("max_bytes", max_bytes, 1)
        file = Path(path)
        found = _Found()
        with open_list(file, sheet=sheet, column=column, max_bytes=max_bytes) as opened:
            for line in _at_most(opened.lines, max_rows):
                found.add(line, opened.columns)
            first = max(opened.columns.first, 1)
            found.remarks += [Remark(first, remark) for remark in opened.remarks]
        if not found.lines:
            raise ParameterError(
                "path", Text("{file} has no rows", file=show_value(file.name)), "a list with rows"
            )
        return found.registry(file.name)

    @classmethod
    @partial(check_arguments, prefers_own=True, reads_data=True)
    def of(cls, publics: Iterable[PublicLike | Entry], *, source: str | None = None) -> Registry:
        """A list that was made in code.

        Args:
            publics: Positive ids, screen names, addresses, `Public`s, or whole entries. A text is
                read as a cell of a file is; one that cannot be read is in `unparsed`.
            source: How the list is called.

        Raises:
            ParameterError: One has none of the accepted forms; the error names its index.
        """
        check_several("publics", publics)
        found = _Found()
        for place, one in enumerate(publics):
            found.take(place, one)
        return found.registry(source)

    @property
    def publics(self) -> tuple[PublicRef, ...]:
        """The pages, each once, in the order of the list."""
        return tuple(entry.public for entry in self.entries if entry.public)


def check_several(name: str, publics: object) -> None:
    """Refuse one text, path or mapping: its letters, keys or nothing would be taken for publics."""
    if isinstance(publics, str | bytes | bytearray | memoryview | os.PathLike | Mapping):
        allowed = "several publics, for example ['samara'], or Registry.read(path) for a file"
        raise ParameterError(name, describe(cast("object", publics)), allowed)


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    lines: int = 0
    entries: dict[PublicRef | int, list[Entry]] = field(
        default_factory=dict["PublicRef | int", "list[Entry]"]
    )
    unparsed: list[UnparsedRow] = field(default_factory=list[UnparsedRow])
    remarks: list[Remark] = field(default_factory=list[Remark])

    def add(self, line: Line, columns: Columns) -> None:
        self.lines += 1
        row, remarks = row_of(line, columns)
        self.keep(row, [*([line.remark] if line.remark else []), *remarks])

    def take(self, place: int, one: PublicLike | Entry) -> None:
        row = place + 1
        if isinstance(one, Entry):
            self.keep(one, [])
        elif not isinstance(one, str):
            self.keep(Entry(row=row, public=public_ref(one, f"publics[{place}]")), [])
        else:
            read = read_cell(one)
            if read.public:
                entry = Entry(row=row, public=read.public, pages=pages_in(one))
                self.keep(entry, read.remarks)
            elif pages := pages_in(one):
                self.keep(Entry(row=row, pages=pages), [])
            else:
                reason = read.problem or texts.NO_ADDRESS
                self.keep(UnparsedRow(row=row, text=one, reason=reason), [])

    def keep(self, row: Entry | UnparsedRow | None, remarks: Iterable[LocalizedText]) -> None:
        if isinstance(row, UnparsedRow):
            self.unparsed.append(row)
        elif row is not None:
            self.entries.setdefault(row.public or -len(self.entries) - 1, []).append(row)
            self.remarks += [Remark(row.row, remark) for remark in remarks]

    def registry(self, source: str | None) -> Registry:
        groups = self.entries.values()
        return Registry(
            entries=tuple(group[0] for group in groups),
            unparsed=tuple(self.unparsed),
            duplicates=tuple(DuplicateGroup(tuple(group)) for group in groups if len(group) > 1),
            remarks=tuple(sorted(self.remarks, key=lambda one: one.row)),
            source=source,
        )


def _at_most(lines: Iterable[Line], max_rows: int) -> Iterator[Line]:
    for count, line in enumerate(lines, start=1):
        if count > max_rows:
            raise ParameterError(
                "path",
                Text("a list of more than {max} rows", max=f"{max_rows:,}"),
                "a shorter list, or a larger max_rows",
            )
        yield line
