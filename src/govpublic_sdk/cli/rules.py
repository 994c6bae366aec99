"""`govpublic requirements` and `govpublic formulas`: by what pages are judged, with sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from govpublic_sdk.cli.options import AsJson, Region, language_of, region_of
from govpublic_sdk.cli.output import Column, Row, table
from govpublic_sdk.official_pages import Language, LocalizedText
from govpublic_sdk.reports.texts import FORCES

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import Formula, Requirement, Source

__all__ = [
    "formulas",
    "requirements",
]

_ID = LocalizedText("Код", "Id")
_SINCE = LocalizedText("С какого дня", "Since")
_SOURCE = LocalizedText("Источник", "Source")
_URL = LocalizedText("Где прочитать", "Where to read it")

_REQUIREMENTS = (
    Column(id="id", head=_ID, width=19),
    Column(id="force", head=LocalizedText("Обязательность", "Force"), width=14),
    Column(id="since", head=_SINCE, width=12),
    Column(id="title", head=LocalizedText("Требование", "Requirement"), width=72),
    Column(id="source", head=_SOURCE, width=72),
    Column(id="url", head=_URL),
)
_FORMULAS = (
    Column(id="id", head=_ID, width=23),
    Column(id="since", head=_SINCE, width=12),
    Column(id="most", head=LocalizedText("Баллов", "Points"), width=6),
    Column(id="title", head=LocalizedText("Формула", "Formula"), width=60),
    Column(id="parts", head=LocalizedText("Части", "Parts"), width=104),
    Column(id="source", head=_SOURCE, width=72),
    Column(id="url", head=_URL),
)


def requirements(context: typer.Context, region: Region = None, as_json: AsJson = False) -> None:
    """Print the requirements of today."""
    from govpublic_sdk.official_pages import requirements_at

    language = language_of(context)
    found = requirements_at(datetime.now(UTC).date(), region=region_of(region))
    rows = _requirement_rows(found, language, as_json=as_json)
    table(rows, _REQUIREMENTS, "json" if as_json else "text", language)


def formulas(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the formulas that are known."""
    from govpublic_sdk.official_pages import FORMULAS

    language = language_of(context)
    rows = (_formula_row(one, language) for one in FORMULAS)
    table(rows, _FORMULAS, "json" if as_json else "text", language)


def _requirement_rows(
    found: Iterable[Requirement], language: Language, *, as_json: bool
) -> Iterator[Row]:
    for one in found:
        yield (
            one.id,
            one.force if as_json else FORCES[one.force](language),
            one.since.isoformat() if one.since else None,
            one.title(language),
            _name_source(one.source, language),
            one.source.url,
        )


def _formula_row(formula: Formula, language: Language) -> Row:
    return (
        formula.id,
        formula.since.isoformat() if formula.since else None,
        formula.most,
        formula.title(language),
        ", ".join(f"{part.id} {part.most:g}" for part in formula.parts),
        _name_source(formula.source, language),
        formula.source.url,
    )


def _name_source(source: Source, language: Language) -> str:
    """A source by its number, date and title."""
    dated = source.date.isoformat() if source.date else None
    return ", ".join(one for one in (source.number, dated, source.title(language)) if one)
