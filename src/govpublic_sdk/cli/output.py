"""Output of the command line: lines, tables, JSON, csv, errors and exit codes.

Users of VK write names and posts, so their control characters become marks, or escapes in JSON: no
text can control the terminal. Tokens are never printed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias, cast

import typer

from govpublic_sdk.errors import ConfigurationError, GovPublicError, ParameterError
from govpublic_sdk.official_pages import Language, LocalizedText
from govpublic_sdk.reports.escaping import for_csv

if TYPE_CHECKING:
    from govpublic_sdk._texts import Text

__all__ = [
    "EARLY",
    "FAILED",
    "FAULTY",
    "STOPPED",
    "USAGE",
    "Cell",
    "Column",
    "Form",
    "Row",
    "clean",
    "escape_json",
    "json_of",
    "print_failure",
    "rename_parameter",
    "say",
    "table",
    "warn",
]

Cell: TypeAlias = str | int | float | datetime | None
Row: TypeAlias = Sequence[Cell]
Form: TypeAlias = Literal["text", "json", "csv"]

_ASCII = re.compile(r"[ -~\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of what is printed.

    Attributes:
        id: Its key in JSON and its head in csv.
        head: Its head for people.
        width: How many characters of it people see; 0 for all.
    """

    id: str
    head: LocalizedText
    width: int = 0

    @classmethod
    def of(cls, id: str, ru: str, en: str, width: int = 0) -> Self:
        """A column whose header is given in both languages."""
        return cls(id=id, head=LocalizedText(ru, en), width=width)


def clean(text: str, *, lines: bool = False) -> str:
    """The text as a terminal may show it.

    Args:
        text: Untrusted text.
        lines: Whether ends of lines stay.
    """
    if _ASCII.fullmatch(text) and (lines or "\n" not in text):
        return text
    return "".join(one if lines and one == "\n" else _escape_character(one) for one in text)


def _escape_character(one: str) -> str:
    if one.isprintable():
        return one
    if one.isspace():
        return " "
    return "" if unicodedata.category(one) == "Cf" else "�"


def escape_json(text: str) -> str:
    """JSON with escapes for characters that cannot be printed: the same values."""
    return "".join(one if one.isprintable() or one == "\n" else _escape(one) for one in text)


def _escape(one: str) -> str:
    return f"\\u{ord(one):04x}" if one.isascii() else json.dumps(one)[1:-1]


def json_of(value: object) -> str:
    """A value as one line of JSON."""
    return escape_json(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def say(text: str = "") -> None:
    """Print a text of one or more lines."""
    typer.echo(clean(text, lines=True))


def warn(text: str, *, end: str = "\n") -> None:
    """Print a text beside the output."""
    typer.echo(clean(text, lines=True) + end, err=True, nl=False)


def table(rows: Iterable[Row], columns: Sequence[Column], form: Form, language: Language) -> None:
    """Print rows as they come: for people, as JSON lines, or as csv."""
    if form == "text":
        say(_align([column.head(language) for column in columns], columns))
    elif form == "csv":
        typer.echo(_to_csv_line([column.id for column in columns]))
    for row in rows:
        if form == "json":
            keyed: Mapping[str, Cell] = {
                column.id: cell for column, cell in zip(columns, row, strict=True)
            }
            typer.echo(json_of(keyed))
        else:
            typer.echo(_to_csv_line(row) if form == "csv" else _align(row, columns))


def _align(row: Row, columns: Sequence[Column]) -> str:
    cells = (_cell(cell, column.width) for cell, column in zip(row, columns, strict=True))
    return "  ".join(cells).rstrip()


def _cell(cell: Cell, width: int) -> str:
    text = clean(_text(cell))
    if not width:
        return text
    cut = text if len(text) <= width else text[: width - 1] + "…"
    return cut.rjust(width) if isinstance(cell, int | float) else cut.ljust(width)


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)


def _to_csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_csv_cell(cell) for cell in row])
    return line.getvalue().removesuffix("\n")


def _csv_cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return cell.isoformat()
    return clean(for_csv(cell), lines=True) if isinstance(cell, str) else cell


FAILED: Final = 1
USAGE: Final = 2
FAULTY: Final = 3
EARLY: Final = 4
STOPPED: Final = 130

_HEAD = LocalizedText("Ошибка", "Error")
_SETTING = LocalizedText("Не настроено", "Not set up")
_OPTIONS = {
    "formula_id": "--formula",
    "now": "--day",
    "path": "FILE",
    "post_count": "--posts",
    "public": "PUBLIC",
}


def print_failure(error: GovPublicError | OSError, language: Language) -> int:
    """Say what went wrong, without a trace; the exit code.

    A list that cannot be read is an error; a value that is outside of its range is wrong usage.
    """
    head = (_SETTING if isinstance(error, ConfigurationError) else _HEAD)(language)
    if not isinstance(error, ParameterError):
        warn(f"{head}: {error.message(language) if isinstance(error, GovPublicError) else error}")
        return FAILED
    option = _OPTIONS.get(error.name) or f"--{error.name.replace('_', '-')}"
    warn(f"{head}: {option}{error.message(language).removeprefix(error.name)}")
    return FAILED if error.name == "path" else USAGE


def rename_parameter(error: ParameterError, name: str, problem: str) -> ParameterError:
    """Return the error of an option for that of the function behind it."""
    return ParameterError(name, problem, cast("Text", error.summary.values["expected"]))
