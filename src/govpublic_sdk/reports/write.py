"""Writes an audit or a day of appeals into a file; the suffix selects the format.

Each kind is loaded when it is written, so that none needs the extra of another.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.text import Language
from govpublic_sdk.reports.document import Report
from govpublic_sdk.reports.files import atomic_write, check_path

if TYPE_CHECKING:
    from govpublic_sdk.appeals.statistics import Daily

__all__ = ["check_daily_path", "write_daily", "write_report"]

_REPORT_SUFFIXES = (".xlsx", ".csv", ".json", ".html")
_DAILY_SUFFIXES = (".html", ".xlsx", ".csv", ".json", ".svg")


@check_arguments
def write_report(
    report: Report, path: str | os.PathLike[str], *, language: Language = "ru"
) -> list[Path]:
    """Write a report of an audit; the suffix selects the format.

    `.xlsx` is a workbook (extra `xlsx`); `.html` one page that needs nothing else (extra
    `reports`); `.csv` a table of pages with the other tables in files beside it; `.json` all tables
    raw. Writing is atomic.

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
    place = check_path(path, _REPORT_SUFFIXES)
    return _write_report(report, place, place.suffix.lower(), language)


@check_arguments
def write_daily(
    daily: Daily, path: str | os.PathLike[str], *, language: Language = "ru"
) -> list[Path]:
    """Write the daily page of a control centre; the suffix selects the format.

    `.html` is one page that needs nothing else (extra `reports`); `.xlsx` a workbook (extra
    `xlsx`); `.csv` a table of sums with the other tables in files beside it; `.json` all tables
    raw; `.svg` a picture of what came on the day and on the seven before it. Writing is
    atomic. No file contains a text, contact or address of a citizen.

    Args:
        daily: The day in figures.
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
    place = check_daily_path(path)
    return _write_daily(daily, place, language)


def check_daily_path(path: str | os.PathLike[str]) -> Path:
    """The path, if its suffix is a format of a day, and its folder exists.

    Raises:
        ParameterError: Another suffix, or the folder does not exist.
    """
    return check_path(path, _DAILY_SUFFIXES)


def _write_report(report: Report, path: Path, suffix: str, language: Language) -> list[Path]:
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
        from govpublic_sdk.reports.html_audit import write_html

        write_html(report, path, language=language)
    return [path]


def _write_daily(daily: Daily, path: Path, language: Language) -> list[Path]:
    suffix = path.suffix.lower()
    if suffix in (".html", ".svg"):
        _write_daily_text(daily, path, language)
        return [path]
    from govpublic_sdk.reports.daily_tables import document_of

    if suffix == ".csv":
        from govpublic_sdk.reports.csv_file import write_csv_tables

        return write_csv_tables(document_of(daily), path, language=language)
    if suffix == ".xlsx":
        from govpublic_sdk.reports.xlsx_file import write_xlsx_tables

        write_xlsx_tables(document_of(daily), path, language=language)
    else:
        from govpublic_sdk.reports.json_file import write_json_tables

        write_json_tables(document_of(daily), path, language=language)
    return [path]


def _write_daily_text(daily: Daily, path: Path, language: Language) -> None:
    if path.suffix.lower() == ".svg":
        from govpublic_sdk.reports.html_daily import draw_received

        pieces = iter([draw_received(daily, language)])
    else:
        from govpublic_sdk.reports.html_daily import daily_page

        pieces = daily_page(daily, language=language)
    with atomic_write(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
