"""`govpublic audit`: its options, made into values before anything is asked; it runs elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from govpublic_sdk._texts import show_value
from govpublic_sdk.cli.languages import said
from govpublic_sdk.cli.shared_options import Region, language_of, region_of
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import AuditPart

__all__ = ["CODES", "audit"]

CODES = said(
    "\b\n"
    "Коды выхода:\n"
    "  0    запрошено всё, обязательных нарушений нет\n"
    "  1    начать не удалось или произошёл сбой\n"
    "  2    неверный вызов\n"
    "  3    есть обязательные нарушения или непрочитанные строки списка\n"
    "  4    проверка прервалась, отчёты неполны\n"
    "  130  прервано Ctrl-C; с --known та же команда продолжит",
    "\b\n"
    "Exit codes:\n"
    "  0    all was asked, nothing that is demanded is missing\n"
    "  1    it could not start, or failed\n"
    "  2    wrong usage\n"
    "  3    something demanded is missing, or a line of the list was not read\n"
    "  4    ended early, reports are partial\n"
    "  130  stopped by Ctrl-C; with --known the same command goes on",
)
_FILE = said(
    "Список сообществ: xlsx, xls, ods, csv или текст, по одному в строке.",
    "The list of publics: xlsx, xls, ods, csv, or a text with one on a line.",
)
_OUTPUT = said(
    "Куда записать отчёт: .xlsx, .html, .json или .csv; можно несколько раз.",
    "Where to write a report: .xlsx, .html, .json or .csv; may be repeated.",
)
_KNOWN = said(
    "Файл ответов ВКонтакте: с ним прерванную проверку можно продолжить.",
    "The file of answers: with it a run that was cut off goes on.",
)
_PARTS = said(
    "Что читать кроме самих страниц: posts, statistics, через запятую; none — ничего.",
    "What to read beside the pages: posts, statistics, with commas; none for nothing.",
)
_POSTS = said("Сколько записей читать на каждой стене.", "How many posts of a wall are read.")
_DAYS = said("За сколько последних дней учитывать записи.", "Of how many days posts are kept.")
_FORMULA = said("Формула баллов; список: govpublic formulas.", "What gives points; see formulas.")
_SHEET = said("Лист книги.", "The sheet of a workbook.")
_COLUMN = said(
    "Заголовок или буква столбца с адресами.", "The head or letter of the column with pages."
)
_COMPARE = said(
    "Файл ответов прошлой проверки: что изменилось.",
    "The file of answers of an earlier run: what has changed.",
)
_FORECAST = said(
    "Только оценить число запросов и время; ничего не запрашивать.",
    "Only tell what it would cost; ask nothing.",
)
_JSON = said(
    "Один документ JSON на выводе, и ничего кроме него.",
    "One JSON document on the output, and nothing beside it.",
)


def audit(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_FILE)],
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", metavar="REPORT", help=_OUTPUT)
    ] = None,
    known: Annotated[Path | None, typer.Option(metavar="ANSWERS", help=_KNOWN)] = None,
    parts: Annotated[str, typer.Option(metavar="PARTS", help=_PARTS)] = "posts",
    posts: Annotated[int, typer.Option(min=1, max=100, metavar="N", help=_POSTS)] = 40,
    days: Annotated[int, typer.Option(min=7, max=366, metavar="N", help=_DAYS)] = 28,
    region: Region = None,
    formula: Annotated[str, typer.Option(metavar="ID", help=_FORMULA)] = "amur-2025-06",
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=_SHEET)] = None,
    column: Annotated[str | None, typer.Option(metavar="NAME", help=_COLUMN)] = None,
    compare: Annotated[Path | None, typer.Option(metavar="ANSWERS", help=_COMPARE)] = None,
    only_forecast: Annotated[bool, typer.Option("--forecast", help=_FORECAST)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_JSON)] = False,
) -> None:
    """Check the pages of a list."""
    from govpublic_sdk.cli.auditing import Wanted, carried_out
    from govpublic_sdk.official_pages import Registry, Standard, formula_of

    today = datetime.now(UTC).date()
    wanted = Wanted(
        file=file,
        registry=Registry.read(file, sheet=sheet, column=column),
        judge=Standard(at=today, region=region_of(region), formula=formula_of(formula)),
        parts=_parts(parts),
        outputs=tuple(output or ()),
        known=known,
        before=compare,
        post_count=posts,
        days=days,
        language=language_of(context),
        only_forecast=only_forecast,
        as_json=as_json,
    )
    raise typer.Exit(carried_out(wanted))


def _parts(text: str) -> tuple[AuditPart, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words == ["none"]:
        return ()
    if not words or not set(words) <= {"posts", "statistics"}:
        raise ParameterError(
            "parts", show_value(text), "posts, statistics, both with a comma, or none"
        )
    return tuple(cast("list[AuditPart]", words))
