"""Lines out of a workbook, which needs the extra `xlsx`; what cells mean is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govpublic_sdk._tables.workbook import as_text, open_sheet
from govpublic_sdk.official_pages.registry import words
from govpublic_sdk.official_pages.registry.text import Line

__all__ = ["workbook_lines"]


def workbook_lines(path: Path, *, sheet: str | None, most_bytes: int) -> Iterator[Line]:
    """The lines of one sheet.

    Args:
        path: Where the workbook lies.
        sheet: The sheet's name; None for the first one that is shown and not empty.
        most_bytes: How large it may be when it is unpacked.

    Raises:
        ConfigurationError: The extra `xlsx` is not installed.
        ParameterError: It is no workbook, damaged, protected, too large, or has no such sheet.
    """
    page = open_sheet(path, sheet=sheet, most_bytes=most_bytes)
    rest = ", ".join(page.others)
    told = words.SHEETS.fill(sheet=page.name, rest=rest) if rest else None
    for row, values in enumerate(page.rows(), start=1):
        yield Line(row, [as_text(value) for value in values], told if row == 1 else None)
