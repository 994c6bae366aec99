"""Reads an incident export for the command line, counts it and prints the figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import typer

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.appeals.channels.incidents import ExportResult, IncidentExport
from govpublic_sdk.appeals.channels.incidents.layouts import Meaning
from govpublic_sdk.appeals.classifier import Classifier
from govpublic_sdk.appeals.deadlines import SEVASTOPOL_INCIDENT, DeadlinePolicy, deadlines_of
from govpublic_sdk.appeals.statistics import Comparison, Daily, OverdueAppeal
from govpublic_sdk.appeals.statistics import daily as day_of
from govpublic_sdk.appeals.statistics import overdue as overdue_of
from govpublic_sdk.appeals.statistics.texts import NAMES, VERDICTS, duration
from govpublic_sdk.cli.output import (
    FAULTY,
    Column,
    Form,
    Row,
    escape_json,
    rename_parameter,
    say,
    table,
    warn,
)
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import Language, LocalizedText
from govpublic_sdk.reports import write_daily
from govpublic_sdk.reports.html_daily_tables import difference
from govpublic_sdk.reports.svg_charts import number
from govpublic_sdk.reports.write import check_daily_path

if TYPE_CHECKING:
    from govpublic_sdk.models import Appeal
    from govpublic_sdk.models.appeals import Category

__all__ = [
    "DayWanted",
    "Export",
    "count_day",
    "day_lines",
    "open_export",
    "print_doubts",
    "print_overdue",
    "topics_of",
]

# Terms of incidents are set by regions; these come with the package.
_POLICIES: Final = {SEVASTOPOL_INCIDENT.id: SEVASTOPOL_INCIDENT}
_UNREAD = LocalizedText(
    "Не прочитано строк: {count}; первая — {row}: {reason}",
    "Rows not read: {count}; the first is {row}: {reason}",
)
_UNKNOWN = LocalizedText("Неизвестные столбцы: {heads}.", "Unknown columns: {heads}.")
_STATUSES = LocalizedText(
    "Статусы с неизвестным значением ({count}): {words}.",
    "Statuses without a known meaning ({count}): {words}.",
)
_MORE = LocalizedText("ещё {count}", "{count} more")
_MISSING = LocalizedText("Не найдено: {meanings}.", "Not found: {meanings}.")
_MEANINGS: Final[Mapping[Meaning, LocalizedText]] = {
    "text": LocalizedText("текст", "text"),
    "created": LocalizedText("дата создания", "date of creation"),
    "topic": LocalizedText("тема", "topic"),
    "outcome": LocalizedText("итог или шаг", "outcome or step"),
}
_MAX_HEADS = 10  # a screen has few lines
_LONGEST_HEAD = 60
_NO_TERMS = LocalizedText(
    "Сроки неизвестны: назовите правила в --policy.",
    "No term is known: name the rules with --policy.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export, and the rules of its terms.

    Attributes:
        file: Its path.
        incidents: The export.
        zone: The zone of its dates.
        policy: The deadline policy; None if not given.
    """

    file: Path
    incidents: IncidentExport
    zone: str
    policy: DeadlinePolicy | None

    def appeals(self) -> Iterator[Appeal]:
        """Its appeals, with their deadlines."""
        for appeal in self.incidents:
            if self.policy is None:
                yield appeal
            else:
                terms = deadlines_of(appeal, self.policy)
                yield appeal.model_copy(update={"deadlines": terms})


def open_export(
    file: Path, *, zone: str, layout: str | None, sheet: str | None, policy: str | None
) -> Export:
    """The export of a file; it is not read yet.

    Raises:
        ParameterError: The zone, layout or policy does not exist.
    """
    incidents = IncidentExport(file, zone=zone, layout=layout, sheet=sheet)
    return Export(file=file, incidents=incidents, zone=zone, policy=_policy(policy))


def topics_of(classifier: Path | None) -> Callable[[Category], Category] | None:
    """What gives topics their names, if a classifier is given.

    Raises:
        ParameterError: It cannot be read.
    """
    if classifier is None:
        return None
    try:
        return Classifier.read(classifier).canonical
    except ParameterError as error:
        raise rename_parameter(error, "classifier", show_value(classifier.name)) from None


def print_doubts(export: Export, language: Language) -> int:
    """Print what is uncertain, to standard error; return the exit code."""
    if export.policy is None:
        warn(_NO_TERMS(language))
    survey = export.incidents.survey
    if remark := _on_columns(survey, language):
        warn(remark)
    if not survey.unread_count:
        return 0
    first = survey.unparsed[0]
    words = _UNREAD.fill(count=survey.unread_count, row=first.row, reason=first.reason)
    warn(words(language))
    return FAULTY


def _on_columns(survey: ExportResult, language: Language) -> str:
    """One line on unknown columns and meanings without a column; empty if all is well."""
    parts: list[str] = []
    if survey.unknown_heads:
        parts.append(_UNKNOWN.fill(heads=_heads(survey.unknown_heads, language))(language))
    if survey.unknown_statuses:
        words = _heads(tuple(survey.unknown_statuses), language)
        count = sum(survey.unknown_statuses.values())
        parts.append(_STATUSES.fill(count=count, words=words)(language))
    if survey.missing:
        names = ", ".join(_MEANINGS[one](language) for one in survey.missing)
        parts.append(_MISSING.fill(meanings=names)(language))
    return " ".join(parts)


def _heads(heads: Sequence[str], language: Language) -> str:
    shown = [f"«{' '.join(head.split())[:_LONGEST_HEAD]}»" for head in heads[:_MAX_HEADS]]
    left = len(heads) - len(shown)
    return ", ".join([*shown, *([_MORE.fill(count=left)(language)] if left else [])])


def _policy(name: str | None) -> DeadlinePolicy | None:
    if name is None or name in _POLICIES:
        return _POLICIES[name] if name else None
    try:
        return DeadlinePolicy.from_json(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ParameterError) as error:
        why = error.summary if isinstance(error, ParameterError) else type(error).__name__
        problem = Text("{file} ({error})", file=show_value(Path(name).name), error=why)
        expected = Text("{choices}, or a JSON file of a policy", choices=any_of(_POLICIES))
        raise ParameterError("policy", problem, expected) from None


_AT = LocalizedText("День {day}, {zone}", "The day {day}, {zone}")
_BEFORE = LocalizedText("накануне", "day before")
_MEAN = LocalizedText("среднее за 7 дней", "mean of 7 days")
_NO_DATA = LocalizedText("{what}: нет данных", "{what}: no data")
_AGAINST = LocalizedText(
    "{what} {base}, разница {difference}", "{what} {base}, difference {difference}"
)
_KNOWN = LocalizedText("{time} (известно по {known})", "{time} (known of {known})")
_COUNTS: Final = (
    *("open", "status_unknown", "returned", "deferred"),
    *("overdue", "in_time", "met_late", "term_unknown"),
)


def day_lines(found: Daily, language: Language) -> Iterator[str]:
    """What people want to know first."""
    yield _AT.fill(day=found.day.isoformat(), zone=found.zone)(language)
    total, figures = found.total, found.total.figures
    for name in ("received", "closed", "missed"):
        counts = getattr(total, name)
        count = "?" if counts.count is None else number(counts.count, language)
        against = ((_BEFORE, counts.to_day_before), (_MEAN, counts.to_mean))
        told = "; ".join(_change(word, one, language) for word, one in against)
        yield f"{NAMES[name](language)}: {count} ({told})"
    for name in _COUNTS:
        yield f"{NAMES[name](language)}: {number(getattr(figures, name), language)}"
    for name in ("first_answer", "final_answer"):
        median = getattr(figures, name)
        if median.time is not None:
            values = {"time": duration(median.time), "known": number(median.known, language)}
            yield f"{NAMES[name](language)}: {_KNOWN.fill(**values)(language)}"


def _change(what: LocalizedText, compared: Comparison, language: Language) -> str:
    if compared.base is None:
        return _NO_DATA.fill(what=what)(language)
    base = number(compared.base, language)
    told = _AGAINST.fill(what=what, base=base, difference=difference(compared, language))
    verdict = VERDICTS[compared.verdict](language)
    known = compared.verdict in ("worse", "better", "same")
    return f"{told(language)}, {verdict}" if known else told(language)


_WRITTEN = LocalizedText("Записано", "Written")
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


def count_day(wanted: DayWanted, now: datetime) -> int:
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
    return print_doubts(wanted.export, wanted.language)


def print_overdue(export: Export, at: datetime, form: Form, language: Language) -> int:
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
    code = print_doubts(export, language)
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
            raise rename_parameter(error, "output", show_value(path.name)) from None


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
                typer.echo(escape_json(line), nl=False)
