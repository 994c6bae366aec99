"""`govpublic audit`: its options, made into values before anything is sent.

Carries out an audit for the command line: forecast, run, reports.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.cli.audit_output import Outcome, print_json, print_outcome
from govpublic_sdk.cli.i18n import help_text
from govpublic_sdk.cli.options import Region, language_of, region_of
from govpublic_sdk.cli.output import STOPPED, json_of, rename_parameter, say, warn
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import (
    Audit,
    AuditPart,
    Forecast,
    Language,
    LocalizedText,
    Progress,
    Registry,
    StandardJudge,
    compare,
    forecast,
    recall,
)
from govpublic_sdk.reports import write_report

if TYPE_CHECKING:
    from govpublic_sdk import GovPublic, Keyring

__all__ = [
    "CODES",
    "AuditOptions",
    "audit",
    "run_audit",
]

CODES = help_text(
    "\b\n"
    "Коды выхода:\n"
    "  0    запрошено всё, обязательных нарушений нет\n"
    "  1    начать не удалось или произошёл сбой\n"
    "  2    неверный вызов\n"
    "  3    есть обязательные нарушения или непрочитанные строки списка\n"
    "  4    проверка прервалась, отчёты неполны\n"
    "  130  прервано Ctrl-C; с --cache та же команда продолжит",
    "\b\n"
    "Exit codes:\n"
    "  0    all was asked, nothing that is demanded is missing\n"
    "  1    it could not start, or failed\n"
    "  2    wrong usage\n"
    "  3    something demanded is missing, or a line of the list was not read\n"
    "  4    ended early, reports are partial\n"
    "  130  stopped by Ctrl-C; with --cache the same command goes on",
)
_FILE = help_text(
    "Список сообществ: xlsx, xls, ods, csv или текст, по одному в строке.",
    "The list of publics: xlsx, xls, ods, csv, or a text with one on a line.",
)
_OUTPUT = help_text(
    "Куда записать отчёт: .xlsx, .html, .json или .csv; можно несколько раз.",
    "Where to write a report: .xlsx, .html, .json or .csv; may be repeated.",
)
_KNOWN = help_text(
    "Файл ответов ВКонтакте: с ним прерванную проверку можно продолжить.",
    "The file of answers: with it a run that was cut off goes on.",
)
_PARTS = help_text(
    "Что читать кроме самих страниц: posts, statistics, через запятую; none — ничего.",
    "What to read beside the pages: posts, statistics, with commas; none for nothing.",
)
_POSTS = help_text("Сколько записей читать на каждой стене.", "How many posts of a wall are read.")
_DAYS = help_text("За сколько последних дней учитывать записи.", "Of how many days posts are kept.")
_FORMULA = help_text(
    "Формула баллов; список: govpublic formulas.", "What gives points; see formulas."
)
_SHEET = help_text("Лист книги.", "The sheet of a workbook.")
_COLUMN = help_text(
    "Заголовок или буква столбца с адресами.", "The head or letter of the column with pages."
)
_COMPARE = help_text(
    "Файл ответов прошлой проверки: что изменилось.",
    "The file of answers of an earlier run: what has changed.",
)
_FORECAST = help_text(
    "Только оценить число запросов и время; ничего не запрашивать.",
    "Only tell what it would cost; ask nothing.",
)
_JSON = help_text(
    "Один документ JSON на выводе, и ничего кроме него.",
    "One JSON document on the output, and nothing beside it.",
)


def audit(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_FILE)],
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", metavar="REPORT", help=_OUTPUT)
    ] = None,
    cache: Annotated[Path | None, typer.Option(metavar="ANSWERS", help=_KNOWN)] = None,
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
    from govpublic_sdk.official_pages import Registry, StandardJudge, formula_of

    today = datetime.now(UTC).date()
    wanted = AuditOptions(
        file=file,
        registry=Registry.read(file, sheet=sheet, column=column),
        judge=StandardJudge(at=today, region=region_of(region), formula=formula_of(formula)),
        parts=_parts(parts),
        outputs=tuple(output or ()),
        cache=cache,
        before=compare,
        post_count=posts,
        days=days,
        language=language_of(context),
        only_forecast=only_forecast,
        as_json=as_json,
    )
    raise typer.Exit(run_audit(wanted))


def _parts(text: str) -> tuple[AuditPart, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words == ["none"]:
        return ()
    if not words or not set(words) <= {"posts", "statistics"}:
        raise ParameterError(
            "parts", show_value(text), "posts, statistics, both with a comma, or none"
        )
    return tuple(cast("list[AuditPart]", words))


_TOLD_FROM: Final = 500  # pages; a shorter audit takes less than a minute
_TOKENS = ("VK_TOKEN", "VK_USER_TOKEN", "VK_SERVICE_TOKEN", "VK_COMMUNITY_TOKENS")
_STOPPED = LocalizedText("Прервано.", "Stopped.")
_KEPT = LocalizedText(
    "Что узнано, лежит в {path}; та же команда продолжит.",
    "What was learned lies in {path}; the same command goes on.",
)
_LOST = LocalizedText(
    "Ничего не сохранено; с --cache ФАЙЛ можно было бы продолжить.",
    "Nothing was kept; with --cache FILE it could go on.",
)
_PARTS_auditing = {
    "page": LocalizedText("страницы", "pages"),
    "posts": LocalizedText("записи", "posts"),
    "statistics": LocalizedText("статистика", "statistics"),
}
_QUOTA = LocalizedText(
    "{method}: {share:.0%} суточной квоты ключей доступа",
    "{method}: {share:.0%} of the tokens' daily quota",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What the command line asks for.

    Attributes:
        file: The list.
        registry: The pages of it.
        judge: Who judges them.
        parts: What is read beside the pages.
        outputs: Where reports go.
        cache: The file of answers.
        before: The file of answers of an earlier run.
        post_count: How many posts of a wall.
        days: Of how many days.
        language: The language of all that is said.
        only_forecast: Whether to print the forecast only.
        as_json: Whether the output is for a program.
    """

    file: Path
    registry: Registry
    judge: StandardJudge
    parts: tuple[AuditPart, ...]
    outputs: tuple[Path, ...]
    cache: Path | None
    before: Path | None
    post_count: int
    days: int
    language: Language
    only_forecast: bool
    as_json: bool


def run_audit(wanted: AuditOptions) -> int:
    """Do what is asked for; the exit code."""
    if wanted.only_forecast:
        _say_forecast(_forecast(wanted, _tokens()), wanted)
        return 0
    _check_outputs(wanted)
    earlier = _earlier(wanted)
    try:
        audit = _audit(wanted)
        written = [
            path
            for output in wanted.outputs
            for path in write_report(audit, output, language=wanted.language)
        ]
    except KeyboardInterrupt:
        return _report_stop(wanted)
    outcome = Outcome(
        audit=audit,
        registry=wanted.registry,
        judge=wanted.judge,
        changed=compare(earlier.pages, audit.pages) if earlier else None,
        written=tuple(written),
    )
    (print_json if wanted.as_json else print_outcome)(outcome, wanted.language)
    return outcome.code


def _audit(wanted: AuditOptions) -> Audit:
    from govpublic_sdk import GovPublic

    with GovPublic.from_env() as client:
        if len(wanted.registry.publics) > _TOLD_FROM:
            warn(_forecast(wanted, client.keyring).describe(wanted.language))
        return _run(client, wanted)


def _run(client: GovPublic, wanted: AuditOptions) -> Audit:
    try:
        return client.official_pages.audit(
            wanted.registry,
            parts=wanted.parts,
            cache=wanted.cache,
            post_count=wanted.post_count,
            days=wanted.days,
            judge=wanted.judge,
            progress=_meter(wanted.language),
        )
    finally:
        if sys.stderr.isatty():
            warn("")


def _meter(language: Language) -> Callable[[Progress], None] | None:
    """Shows progress on a terminal."""

    def show(one: Progress) -> None:
        warn(f"{_PARTS_auditing[one.part](language)}: {one.done}/{one.whole}", end="   \r")

    return show if sys.stderr.isatty() else None


def _forecast(wanted: AuditOptions, keyring: Keyring | None) -> Forecast:
    return forecast(
        len(wanted.registry.publics),
        parts=wanted.parts,
        post_count=wanted.post_count,
        keyring=keyring,
    )


def _tokens() -> Keyring | None:
    """The tokens that there are; a forecast needs none."""
    from govpublic_sdk import GovPublic

    if not any(name.startswith(f"GOVPUBLIC_{one}") for name in os.environ for one in _TOKENS):
        return None
    with GovPublic.from_env() as client:
        return client.keyring


def _say_forecast(found: Forecast, wanted: AuditOptions) -> None:
    if wanted.as_json:
        fields = ("pages", "calls", "requests", "seconds", "shares", "tokens")
        say(json_of({name: getattr(found, name) for name in fields}))
        return
    say(found.describe(wanted.language))
    for method, share in found.shares.items():
        say(_QUOTA(wanted.language).format(method=method, share=share))


def _check_outputs(wanted: AuditOptions) -> None:
    """Refuse what could not be written before hours are spent; an empty report is the proof."""
    read = {one.resolve() for one in (wanted.file, wanted.cache, wanted.before) if one}
    empty = Audit(at=datetime.now(UTC), pages=(), unparsed=(), judge=wanted.judge)
    with tempfile.TemporaryDirectory() as folder:
        for path in wanted.outputs:
            if path.resolve() in read:
                raise ParameterError(
                    "output",
                    Text("{file} is read in this run", file=show_value(path.name)),
                    "another file than those that are read",
                )
            if path.is_dir() or not path.parent.is_dir():
                raise ParameterError(
                    "output", show_value(path.name), "a file in an existing folder"
                )
            try:
                write_report(empty, Path(folder, path.name), language=wanted.language)
            except ParameterError as error:
                raise rename_parameter(error, "output", show_value(path.name)) from None


def _earlier(wanted: AuditOptions) -> Audit | None:
    if wanted.before is None:
        return None
    try:
        return recall(wanted.registry, wanted.before, judge=wanted.judge)
    except ParameterError:
        raise ParameterError(
            "compare", show_value(wanted.before.name), "a file that an audit wrote"
        ) from None


def _report_stop(wanted: AuditOptions) -> int:
    kept = _KEPT.fill(path=wanted.cache) if wanted.cache else _LOST
    warn(f"\n{_STOPPED(wanted.language)} {kept(wanted.language)}")
    return STOPPED
