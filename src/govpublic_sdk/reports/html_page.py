"""A report as one page for people: no network, no script; its parts are made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.hostile import for_html
from govpublic_sdk.reports.html_charts import charts_of
from govpublic_sdk.reports.html_frame import by_line, closed, cut, drawn, opened
from govpublic_sdk.reports.html_tables import pages_table, unread_table
from govpublic_sdk.reports.overview import Overview, overview
from govpublic_sdk.reports.replacing import replacing
from govpublic_sdk.reports.summary import Figure, figures_of

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.covering.coverage import Coverage
    from govpublic_sdk.reports.report import Report

__all__ = ["html_page", "write_html"]

_MOST_UNREAD = 500

_TITLE = Wording("Официальные страницы: отчёт о проверке", "Official pages: report of an audit")
_CHECKED = Wording("Проверено {when} (UTC)", "Checked {when} (UTC)")
_PARTIAL = Wording("Проверка не закончена.", "The audit is partial.")
_PARTIAL_NOTE = Wording(
    "Ниже то, что успели узнать; остальное неизвестно, а не плохо.",
    "Below is what was learned; the rest is unknown, not bad.",
)
_OF = Wording("из {of}", "of {of}")
_SHARE = Wording("{share}", "{share}")
_SHARE_OF_KNOWN = Wording("{share} известных", "{share} of those known")
_UNKNOWN = Wording("неизвестно: {unknown}", "unknown: {unknown}")
_FIGURES = Wording("Показатели", "Figures")
_PAGES = Wording("Страницы, начиная с худших", "Pages, the worst first")
_ELSEWHERE = Wording(
    "все страницы есть в отчёте в форматах xlsx, csv и json.",
    "all pages are in the report as xlsx, csv and json.",
)
_UNREAD = Wording("Непрочитанные строки списка", "Lines of the list that could not be read")
_FORMULA = Wording("Формула баллов: {formula}", "Formula of the score: {formula}")


def write_html(report: Report, path: Path, *, language: Language = "ru", pages: int = 500) -> None:
    """Write a report as one page.

    Args:
        report: The outcome of an audit.
        path: Where to write.
        language: The language of the page.
        pages: How many pages its table shows, the worst first, at least 1.

    Raises:
        ParameterError: `pages` is less than 1.
        OSError: The file cannot be written; an earlier one stays as it was.
    """
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(html_page(report, language=language, pages=pages))


def html_page(report: Report, *, language: Language = "ru", pages: int = 500) -> Iterator[str]:
    """The page, piece by piece; see `write_html`."""
    if pages < 1:
        raise ParameterError("pages", str(pages), "1 or more")
    found, coverage = overview(report, worst=pages), report.coverage
    yield _opened(report, language)
    yield from _figures(coverage, found, language)
    yield from drawn(charts_of(report.at, coverage, found, language), language)
    yield from _pages(report, found, language)
    yield from _unread(report, language)
    yield _closed(found, language)


def _opened(report: Report, language: Language) -> str:
    when = _CHECKED.fill(when=f"{report.at.astimezone(UTC):%Y-%m-%d %H:%M}")
    notes = ""
    if report.stopped:
        told = f"<b>{for_html(_PARTIAL(language))}</b> {for_html(report.stopped(language))} "
        notes = f'<p class="partial" role="note">{told}{for_html(_PARTIAL_NOTE(language))}</p>'
    return opened(_TITLE, when, language, notes=notes)


def _figures(coverage: Coverage, found: Overview, language: Language) -> Iterator[str]:
    yield f'<dl class="figures" aria-label="{for_html(_FIGURES(language))}">'
    for row in figures_of(coverage, found):
        yield _figure(row, language)
    yield "</dl>\n"


def _figure(figure: Figure, language: Language) -> str:
    of = _OF.fill(of=number(figure.of, language))(language) if figure.of else ""
    whole = f" <small>{for_html(of)}</small>" if of else ""
    note = for_html(_note(figure, language))
    told = f'<dd class="note">{note}</dd>' if note else ""
    head, value = for_html(figure.title(language)), for_html(number(figure.value, language))
    return f"<div><dt>{head}</dt><dd>{value}{whole}</dd>{told}</div>"


def _note(figure: Figure, language: Language) -> str:
    """The share among those of which it is known, and of how many it is not."""
    parts: list[str] = []
    if figure.share is not None:
        known = _SHARE_OF_KNOWN if figure.unknown else _SHARE
        parts.append(known.fill(share=f"{figure.share:.0%}")(language))
    if figure.unknown:
        parts.append(_UNKNOWN.fill(unknown=number(figure.unknown, language))(language))
    return "; ".join(parts)


def _pages(report: Report, found: Overview, language: Language) -> Iterator[str]:
    if not report.pages:
        return
    yield f"<section><h2>{for_html(_PAGES(language))}</h2>\n"
    yield cut(len(found.worst), len(report.pages), _ELSEWHERE, language)
    yield from by_line(pages_table(found.worst, language))
    yield "</section>\n"


def _unread(report: Report, language: Language) -> Iterator[str]:
    if not report.unread:
        return
    yield f"<section><h2>{for_html(_UNREAD(language))}</h2>\n"
    yield cut(min(len(report.unread), _MOST_UNREAD), len(report.unread), _ELSEWHERE, language)
    yield from by_line(unread_table(islice(report.unread, _MOST_UNREAD), language))
    yield "</section>\n"


def _closed(found: Overview, language: Language) -> str:
    formula = ", ".join(sorted(found.formulas))
    return closed([_FORMULA.fill(formula=formula)] if formula else [], language)
