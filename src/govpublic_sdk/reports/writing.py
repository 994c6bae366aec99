"""Writing a report into a file: which kind it is, its name says; each kind has its own module."""

from __future__ import annotations

import os
from pathlib import Path

from govpublic_sdk._validation import check_arguments
from govpublic_sdk._wording import Language
from govpublic_sdk.reports.asked import checked_path
from govpublic_sdk.reports.report import Report

__all__ = ["write_report"]

_SUFFIXES = (".xlsx", ".csv", ".json", ".html")


@check_arguments
def write_report(
    report: Report, path: str | os.PathLike[str], *, language: Language = "ru"
) -> list[Path]:
    """Write a report of an audit; the end of the file's name says as what.

    `.xlsx` is a workbook (extra `xlsx`); `.csv` a table of pages with the other tables in files
    beside it; `.json` all tables raw; `.html` one page that needs nothing else. A file is there
    whole or not at all.

    Args:
        report: The outcome of an audit.
        path: Where to write; its folder must exist.
        language: `ru` or `en`.

    Returns:
        The files that were written.

    Raises:
        ParameterError: The name ends otherwise, the folder does not exist, or the language is
            another one.
        ConfigurationError: The extra that this kind needs is not installed.
        OSError: The file cannot be written; an earlier one stays as it was.
    """
    place = checked_path(path, _SUFFIXES)
    return _write(report, place, place.suffix.lower(), language)


def _write(report: Report, path: Path, suffix: str, language: Language) -> list[Path]:
    """Each kind is loaded when it is written, so that none needs the extra of another."""
    if suffix == ".csv":
        from govpublic_sdk.reports.csv_file import write_csv

        return write_csv(report, path, language=language)
    if suffix == ".xlsx":
        from govpublic_sdk.reports.xlsx_file import write_xlsx

        write_xlsx(report, path, language=language)
    elif suffix == ".json":
        from govpublic_sdk.reports.json_file import write_json

        write_json(report, path, language=language)
    else:
        from govpublic_sdk.reports.html_page import write_html

        write_html(report, path, language=language)
    return [path]
