"""Counts an export for the command line and says what it found; its options are elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.figures import Daily, OverdueAppeal
from govpublic_sdk.appeals.figures import daily as day_of
from govpublic_sdk.appeals.figures import overdue as overdue_of
from govpublic_sdk.appeals.figures.wordings import duration
from govpublic_sdk.cli.day_words import day_lines
from govpublic_sdk.cli.exports import Export, told
from govpublic_sdk.cli.failures import FAULTY, renamed
from govpublic_sdk.cli.screen import Column, Form, Row, escaped, say, table
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import Language, Wording
from govpublic_sdk.reports import write_daily
from govpublic_sdk.reports.write import check_daily_path

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Category

__all__ = ["DayWanted", "counted_day", "listed_overdue"]

_WRITTEN = Wording("Записано", "Written")
_HOUR = timedelta(hours=1)
_OVERDUE = (
    Column.of("id", "Обращение", "Appeal", 24),
    Column.of("due", "Срок", "Due", 16),
    Column.of("hours_over", "Просрочено на", "Overdue by", 14),
    Column.of("municipality", "Муниципалитет", "Municipality", 24),
    Column.of("body", "Ответственный", "Body", 30),
    Column.of("group", "Группа тем", "Group", 24),
    Column.of("topic", "Тема", "Topic", 40),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWanted:
    """What the command line asks for.

    Attributes:
        export: The export.
        day: The day; None for yesterday.
        since: From which day on the export holds all.
        outputs: Where the day is written.
        canonical: Gives the names of topics to count by.
        language: The language of all that is said.
        as_json: Whether the output is for a program.
    """

    export: Export
    day: date | None
    since: date | None
    outputs: tuple[Path, ...]
    canonical: Callable[[Category], Category] | None
    language: Language
    as_json: bool


def counted_day(wanted: DayWanted, now: datetime) -> int:
    """Count a day, write it, say it; the exit code.

    Args:
        wanted: What is asked for.
        now: The moment of asking.
    """
    _check_outputs(wanted)
    zone = wanted.export.zone
    yesterday = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    found = day_of(
        wanted.export.appeals(),
        day=wanted.day or yesterday,
        zone=zone,
        now=now,
        since=wanted.since,
        canonical=wanted.canonical,
    )
    files = [
        path
        for output in wanted.outputs
        for path in write_daily(found, output, language=wanted.language)
    ]
    _print_json(found) if wanted.as_json else _say_day(found, files, wanted.language)
    return told(wanted.export, wanted.language)


def listed_overdue(export: Export, at: datetime, form: Form, language: Language) -> int:
    """Print what is overdue; the exit code.

    Args:
        export: The export.
        at: The moment at which terms are judged.
        form: How it is printed.
        language: The language of all that is said.
    """
    found = overdue_of(export.appeals(), now=at)
    zone = ZoneInfo(export.zone)
    rows = (_row(one, at, zone, language if form == "text" else None) for one in found)
    table(rows, _OVERDUE, form, language)
    code = told(export, language)
    return FAULTY if found else code


def _row(one: OverdueAppeal, at: datetime, zone: ZoneInfo, language: Language | None) -> Row:
    """A line of the list; a time in words of a language for people, in hours for programs."""
    late = one.late_by(at)
    over = round(late / _HOUR, 2) if language is None else duration(late)(language)
    due = one.due_at.astimezone(zone)
    return one.label, due, over, one.municipality, one.body, one.topic.group, one.topic.topic


def _check_outputs(wanted: DayWanted) -> None:
    """Refuse what could not be written before a long file is read."""
    for path in wanted.outputs:
        if path.resolve() == wanted.export.file.resolve():
            raise ParameterError(
                "output",
                Text("{file} is read in this run", file=show_value(path.name)),
                "another file than the export",
            )
        if path.is_dir() or not path.parent.is_dir():
            raise ParameterError("output", show_value(path.name), "a file in an existing folder")
        try:
            check_daily_path(path)
        except ParameterError as error:
            raise renamed(error, "output", show_value(path.name)) from None


def _say_day(found: Daily, files: list[Path], language: Language) -> None:
    for line in day_lines(found, language):
        say(line)
    if files:
        say(f"{_WRITTEN(language)}: {', '.join(map(str, files))}")


def _print_json(found: Daily) -> None:
    with tempfile.TemporaryDirectory() as folder:
        [path] = write_daily(found, Path(folder, "day.json"))
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                typer.echo(escaped(line), nl=False)
