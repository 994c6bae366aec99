"""Tables as JSON: values raw, codes as they are, keys that stay; for programs, not for people."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.reports.audit_tables import document_of
from govpublic_sdk.reports.document import Cell, Document, Row, Table
from govpublic_sdk.reports.files import atomic_write

if TYPE_CHECKING:
    from govpublic_sdk.reports.document import Report

__all__ = ["write_json", "write_json_tables"]


def write_json(report: Report, path: Path, *, language: Language = "ru") -> None:
    """Write all tables as one object: `at`, `stopped`, and a list of objects for each table.

    Keys are ids of columns; moments are ISO 8601 in UTC; texts are as VK gave them. It is written
    row by row, one row a line.

    Args:
        report: The outcome of an audit.
        path: Where to write.
        language: The language of sentences.

    Raises:
        OSError: The file cannot be written; an earlier one stays as it was.
    """
    write_json_tables(document_of(report), path, language=language)


def write_json_tables(document: Document, path: Path, *, language: Language = "ru") -> None:
    """Write the facts of the whole, and a list of objects for each table; see `write_json`."""
    with atomic_write(path) as draft:
        parts = {table.id: draft.with_name(f"{table.id}.part") for table in document.tables}
        _write_parts(document, parts, language)
        facts = (f'"{key}": {_json(cell, language)}' for key, cell in document.facts.items())
        with _open(draft) as file:
            file.write("{" + ",\n".join(facts))
            for id, part in parts.items():
                file.write(f',\n"{id}": [')
                with part.open(encoding="utf-8", newline="\n") as rows:
                    shutil.copyfileobj(rows, file)
                file.write("]")
            file.write("}\n")


def _write_parts(document: Document, parts: Mapping[str, Path], language: Language) -> None:
    """Write the rows of each table to a file of its own: they come mixed."""
    with ExitStack() as whole:
        files = {id: whole.enter_context(_open(part)) for id, part in parts.items()}
        before = dict.fromkeys(parts, "\n")
        for table, row in document.rows:
            files[table.id].write(before[table.id] + _object(table, row, language))
            before[table.id] = ",\n"


def _open(path: Path) -> TextIO:
    """A file for JSON: half a character cannot be UTF-8, but its escape is the same text."""
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _object(table: Table, row: Row, language: Language) -> str:
    cells = zip(table.columns, row, strict=True)
    pairs = (f'"{column.id}": {_json(cell, language)}' for column, cell in cells)
    return f"{{{', '.join(pairs)}}}"


def _json(cell: Cell, language: Language) -> str:
    if isinstance(cell, datetime):
        return json.dumps(cell.isoformat())
    raw = cell(language) if isinstance(cell, LocalizedText) else cell
    return json.dumps(raw, ensure_ascii=False)
