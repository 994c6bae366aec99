"""`govpublic appeals`: an export of the incident system in figures; no service is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from govpublic_sdk.cli.i18n import Command, Group, help_text
from govpublic_sdk.cli.options import AsCsv, AsJson, Zone, form_of, language_of

__all__ = ["appeals"]

appeals: typer.Typer = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=help_text(
        "Выгрузка «Инцидент Менеджмента» в цифрах: страница дня, просроченное.",
        "An export of the incident system in figures: the day, what is overdue.",
    ),
)

_CODES = help_text(
    "\b\n"
    "Коды выхода:\n"
    "  0    всё прочитано\n"
    "  1    файл не читается или не пишется\n"
    "  2    неверный вызов\n"
    "  3    есть непрочитанные строки, а для overdue и просроченное",
    "\b\n"
    "Exit codes:\n"
    "  0    all was read\n"
    "  1    a file cannot be read or written\n"
    "  2    wrong usage\n"
    "  3    a row was not read, or, for overdue, something is",
)
_FROM = help_text(
    "С какого дня выгрузка полна (ГГГГ-ММ-ДД): дни до первого инцидента тогда нули, а не пробелы.",
    "From which day on the export holds all (YYYY-MM-DD): quiet days before the first count as 0.",
)
_EXPORT = help_text("Выгрузка: xlsx, xls, ods или csv.", "The export: xlsx, xls, ods or csv.")
_DAY = help_text(
    "День (ГГГГ-ММ-ДД); без него вчерашний.", "The day (YYYY-MM-DD); yesterday without it."
)
_END_OF_DAY = help_text(
    "На конец этого дня (ГГГГ-ММ-ДД); без него на сейчас.",
    "As of the end of this day (YYYY-MM-DD); as of now without it.",
)
_OUTPUT = help_text(
    "Куда записать: .html, .xlsx, .csv, .json или .svg; можно несколько раз.",
    "Where to write: .html, .xlsx, .csv, .json or .svg; may be repeated.",
)
_POLICY = help_text(
    "По каким срокам: sevastopol-incident или файл JSON с политикой; без них сроки неизвестны.",
    "By which terms: sevastopol-incident, or a JSON file of a policy; not known without one.",
)
_CLASSIFIER = help_text(
    "Файл классификатора: темы считаются по его названиям.",
    "The file of a classifier: topics are counted by its names.",
)
_LAYOUT = help_text(
    "Где что стоит, если заголовков нет: current, hackathon, monitoring, legacy.",
    "Where things stand without heads: current, hackathon, monitoring, legacy.",
)
_SHEET = help_text("Лист книги.", "The sheet of a workbook.")
_JSON = help_text(
    "Один документ JSON на выводе, и ничего кроме него.",
    "One JSON document on the output, and nothing beside it.",
)

_DayOption: TypeAlias = Annotated[
    datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help=_DAY)
]
_Export: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help=_EXPORT)]
_Policy: TypeAlias = Annotated[str | None, typer.Option(metavar="ID", help=_POLICY)]
_Layout: TypeAlias = Annotated[str | None, typer.Option(metavar="NAME", help=_LAYOUT)]
_Sheet: TypeAlias = Annotated[str | None, typer.Option(metavar="NAME", help=_SHEET)]


@appeals.command(
    cls=Command,
    epilog=_CODES,
    help=help_text(
        "День в цифрах: поступило, закрыто, сроки, темы; против накануне и среднего за 7 дней.",
        "A day in figures, against the day before and the mean of 7 days.",
    ),
)
def daily(
    context: typer.Context,
    file: _Export,
    day: _DayOption = None,
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", metavar="REPORT", help=_OUTPUT)
    ] = None,
    policy: _Policy = None,
    classifier: Annotated[Path | None, typer.Option(metavar="FILE", help=_CLASSIFIER)] = None,
    since: Annotated[
        datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help=_FROM)
    ] = None,
    zone: Zone = "Europe/Moscow",
    layout: _Layout = None,
    sheet: _Sheet = None,
    as_json: Annotated[bool, typer.Option("--json", help=_JSON)] = False,
) -> None:
    """Count a day."""
    from govpublic_sdk.cli.daily import DayWanted, count_day, open_export, topics_of

    wanted = DayWanted(
        export=open_export(file, zone=zone, layout=layout, sheet=sheet, policy=policy),
        day=day.date() if day else None,
        since=since.date() if since else None,
        outputs=tuple(output or ()),
        canonical=topics_of(classifier),
        language=language_of(context),
        as_json=as_json,
    )
    raise typer.Exit(count_day(wanted, datetime.now(UTC)))


@appeals.command(
    cls=Command,
    epilog=_CODES,
    help=help_text(
        "Просроченное, начиная с самого давнего, без сведений о заявителях.",
        "What is overdue, the longest first, without anything of citizens.",
    ),
)
def overdue(
    context: typer.Context,
    file: _Export,
    policy: _Policy = None,
    day: Annotated[
        datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help=_END_OF_DAY)
    ] = None,
    zone: Zone = "Europe/Moscow",
    layout: _Layout = None,
    sheet: _Sheet = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what is overdue."""
    from govpublic_sdk.cli.daily import open_export, print_overdue
    from govpublic_sdk.cli.options import end_of, zone_of

    form = form_of(as_json=as_json, as_csv=as_csv)
    export = open_export(file, zone=zone, layout=layout, sheet=sheet, policy=policy)
    at = end_of(day, zone_of(zone)) or datetime.now(UTC)
    raise typer.Exit(print_overdue(export, at, form, language_of(context)))
