"""A report as JSON: values raw, codes as they are, keys that stay; for programs, not for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.export.contents import TABLES
from govpublic_sdk.export.replacing import replacing
from govpublic_sdk.export.tables import Cell, Table

if TYPE_CHECKING:
    from govpublic_sdk.export.report import Report

__all__ = ["write_json"]


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
    # Half a character cannot be written as UTF-8; in JSON its escape is the same text.
    with (
        replacing(path) as draft,
        draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        _write(report, file, language)


def _write(report: Report, file: TextIO, language: Language) -> None:
    file.write(f'{{"at": {_json(report.at, language)}')
    file.write(f',\n"stopped": {_json(report.stopped, language)}')
    for table in TABLES:
        file.write(f',\n"{table.id}": [')
        file.writelines(
            f"{',' if number else ''}\n{row}"
            for number, row in enumerate(_objects(table, report, language))
        )
        file.write("]")
    file.write("}\n")


def _objects(table: Table, report: Report, language: Language) -> Iterator[str]:
    keys = [json.dumps(column.id) for column in table.columns]
    for row in table.rows(report):
        pairs = (f"{key}: {_json(cell, language)}" for key, cell in zip(keys, row, strict=True))
        yield f"{{{', '.join(pairs)}}}"


def _json(cell: Cell, language: Language) -> str:
    if isinstance(cell, datetime):
        return json.dumps(cell.isoformat())
    raw = cell(language) if isinstance(cell, Wording) else cell
    return json.dumps(raw, ensure_ascii=False)
