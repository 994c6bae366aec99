"""The figures of an audit for the screen, each as one line.

What an audit found, on the output: figures, frequent violations, changes, or one JSON document.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import typer

from govpublic_sdk.cli.output import EARLY, FAULTY, escape_json, json_of, say
from govpublic_sdk.official_pages import (
    Audit,
    Change,
    Comparison,
    Language,
    LocalizedText,
    Registry,
    Requirement,
    Snapshot,
    StandardJudge,
)
from govpublic_sdk.reports import write_report
from govpublic_sdk.reports.audit_tables import Figure, coverage_figures
from govpublic_sdk.reports.svg_charts import number
from govpublic_sdk.reports.texts import FORCES

__all__ = [
    "Outcome",
    "figures",
    "print_json",
    "print_outcome",
]

_AT = LocalizedText("Проверено {at:%Y-%m-%d %H:%M} UTC", "Checked {at:%Y-%m-%d %H:%M} UTC")
_OF = LocalizedText("{value} из {whole}", "{value} of {whole}")
_SHARE = LocalizedText(" ({share:.0%})", " ({share:.0%})")
_SHARE_OF_KNOWN = LocalizedText(" ({share:.0%} известных)", " ({share:.0%} of those known)")
_UNKNOWN = LocalizedText(", неизвестно {count}", ", {count} unknown")


def figures(audit: Audit, language: Language) -> Iterator[str]:
    """One figure a line, with what it is counted of and what is not known."""
    yield _AT.fill(at=audit.at)(language)
    for figure in coverage_figures(audit.coverage):
        yield _line(figure, language)
    if audit.unparsed:
        yield _line(Figure("unread lines", len(audit.unparsed)), language)


def _line(figure: Figure, language: Language) -> str:
    told = number(figure.value, language)
    if figure.of:
        told = _OF.fill(value=told, whole=number(figure.of, language))(language)
    if figure.share is not None:
        share = _SHARE_OF_KNOWN if figure.unknown else _SHARE
        told += share.fill(share=figure.share)(language)
    if figure.unknown:
        told += _UNKNOWN.fill(count=number(figure.unknown, language))(language)
    return f"{figure.title(language)}: {told}"


_MOST: Final = 10  # lines; the report lists all
_NO_MORE = LocalizedText("; больше не выполнено: {titles}", "; no longer met: {titles}")
_FREQUENT = LocalizedText("Чаще всего не выполнено, страниц:", "Most often not met, by pages:")
_NONE = LocalizedText("Нарушений нет.", "No violations.")
_WRITTEN = LocalizedText("Отчёты", "Reports")
_CHANGED = LocalizedText(
    "С прошлой проверки: новых {new}, пропало {lost}, лучше {better}, хуже {worse}, "
    "переименовано {renamed}, без изменений {same}, не сравнить {not_compared}.",
    "Since the earlier run: {new} new, {lost} lost, {better} better, {worse} worse, "
    "{renamed} renamed, {same} the same, {not_compared} not to be compared.",
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run of the command has brought.

    Attributes:
        audit: What was found.
        registry: What was audited.
        judge: Who judged.
        changed: What is otherwise than in an earlier run.
        written: The files of its reports.
    """

    audit: Audit
    registry: Registry
    judge: StandardJudge
    changed: Comparison | None = None
    written: tuple[Path, ...] = ()

    @cached_property
    def violations(self) -> Counter[str]:
        """Pages by the requirement that they do not meet."""
        return Counter(
            violation.requirement for page in self.audit.pages for violation in page.violations
        )

    @cached_property
    def known(self) -> dict[str, Requirement]:
        """The requirements by which was judged, by their ids."""
        return {one.id: one for one in self.judge.in_force}

    @property
    def code(self) -> int:
        """The exit code: ended early, violations, or none."""
        if self.audit.stopped:
            return EARLY
        demanded = {one.id for one in self.judge.in_force if one.force == "demanded"}
        return FAULTY if self.registry.unparsed or demanded & set(self.violations) else 0


def print_outcome(outcome: Outcome, language: Language) -> None:
    """Print what people want to know first."""
    for line in figures(outcome.audit, language):
        say(line)
    say((_FREQUENT if outcome.violations else _NONE)(language))
    for line in _violations(outcome, language):
        say(line)
    for line in _changes(outcome, outcome.changed, language) if outcome.changed else ():
        say(line)
    if outcome.audit.stopped:
        say(outcome.audit.stopped(language))
    if outcome.written:
        say(f"{_WRITTEN(language)}: {', '.join(map(str, outcome.written))}")


def _violations(outcome: Outcome, language: Language) -> Iterator[str]:
    for requirement, pages in outcome.violations.most_common(_MOST):
        one = outcome.known[requirement]
        yield f"{pages:>7}  {one.title(language)} ({FORCES[one.force](language)})"


def _changes(outcome: Outcome, changed: Comparison, language: Language) -> Iterator[str]:
    yield _CHANGED(language).format(**_counts(changed))
    for one in sorted(changed.worse, key=lambda one: one.balance)[:_MOST]:
        titles = [outcome.known[id].title(language) for id in one.lost]
        lost = _NO_MORE.fill(titles="; ".join(titles))(language) if titles else ""
        yield f"{one.points:>+7g}  {_name(one.after)}{lost}"


def _counts(changed: Comparison) -> dict[str, int]:
    groups = ("new", "lost", "better", "worse", "renamed")
    counts = {name: len(getattr(changed, name)) for name in groups}
    return {**counts, "same": changed.same, "not_compared": changed.not_compared}


def _name(page: Snapshot) -> str:
    return page.organisation or page.name or page.screen_name or page.body


def print_json(outcome: Outcome, language: Language) -> None:
    """Print the JSON report, with the comparison before its own keys where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        [path] = write_report(outcome.audit, Path(folder, "report.json"), language=language)
        with path.open(encoding="utf-8") as lines:
            if outcome.changed:
                typer.echo(f'{{"comparison": {json_of(_plain(outcome.changed))},')
                typer.echo(escape_json(next(lines).removeprefix("{")), nl=False)
            for line in lines:
                typer.echo(escape_json(line), nl=False)


def _plain(changed: Comparison) -> dict[str, object]:
    pages = {name: [_page(one) for one in getattr(changed, name)] for name in ("new", "lost")}
    moved = {
        name: [{**_page(one.after), **_to_dict(one)} for one in getattr(changed, name)]
        for name in ("better", "worse", "renamed")
    }
    return {**pages, **moved, "same": changed.same, "not_compared": changed.not_compared}


def _to_dict(change: Change) -> dict[str, object]:
    return {"points": change.points, "gained": change.gained, "lost": change.lost}


def _page(page: Snapshot) -> dict[str, object]:
    return {"id": page.id, "organisation": page.organisation, "name": page.name}
