"""The tables of the page of a report: pages with their faults in words, and lines not read.

On a phone each row becomes a card, so each cell carries the words of its head.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.official_pages import NETWORK_NAMES
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.hostile import for_html, safe_link
from govpublic_sdk.reports.words import BANDS, LINKS, STATES, YES_NO

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import NetworkPage
    from govpublic_sdk.official_pages.entry import UnreadRow
    from govpublic_sdk.official_pages.results import Result
    from govpublic_sdk.pos import PosLink
    from govpublic_sdk.reports.lines import Line

__all__ = ["Head", "bdi", "day", "linked", "opened", "pages_table", "row_of", "unread_table"]

Head: TypeAlias = tuple[Wording, str]
# What stands above each cell, and of which kind the cell is.
_HEADS = (
    (Wording("Организация и страница", "Body and page"), "title"),
    (Wording("Состояние", "State"), "word"),
    (Wording("Госметка", "Mark"), "word"),
    (Wording("Ссылки ПОС", "POS links"), "word"),
    (Wording("Подписчики", "Members"), "number"),
    (Wording("Записей за 7 дней", "Posts in 7 days"), "number"),
    (Wording("Последняя запись", "Last post"), "number"),
    (Wording("Баллы", "Score"), "score"),
)
_UNREAD_HEADS = (
    (Wording("Строка", "Line"), "row"),
    (Wording("Что написано", "What stands there"), ""),
    (Wording("Почему не прочитана", "Why it was not read"), ""),
)
_FAULTS = Wording("Нарушений: {count}", "Faults: {count}")
_LINKS_AT_FAULT = Wording("ссылок с замечаниями: {count}", "links to look at: {count}")
_NO_FAULTS = Wording("нарушений не найдено", "no faults found")
_NOT_MET = Wording("Не выполнено", "Not met")
_LINK = Wording("Ссылка", "Link")
_REPAIR = Wording("Верно будет", "Right would be")


def pages_table(lines: Iterable[Line], language: Language) -> Iterator[str]:
    """A table of pages in the order given: a line of figures, and below it the faults."""
    yield opened("pages", _HEADS, language)
    for line in lines:
        faults = _faults(line, language)
        below = f'<tr class="faults"><td colspan="{len(_HEADS)}">{faults}</td></tr>'
        yield f"<tbody>{row_of(_HEADS, _cells(line, language), language)}{below}</tbody>"
    yield "</table></div>"


def unread_table(rows: Iterable[UnreadRow], language: Language) -> Iterator[str]:
    """A table of lines that could not be read."""
    yield opened("unread", _UNREAD_HEADS, language)
    for one in rows:
        cells = (str(one.row), bdi(one.text), bdi(one.reason(language)))
        yield f"<tbody>{row_of(_UNREAD_HEADS, cells, language)}</tbody>"
    yield "</table></div>"


def opened(kind: str, heads: Sequence[Head], language: Language) -> str:
    """The beginning of a table of a kind; each head stands with the kind of its cells."""
    drawn = (
        f'<th scope="col"{_class(kind)}>{for_html(head(language))}</th>' for head, kind in heads
    )
    return f'<div class="scroll"><table class="{kind}"><thead><tr>{"".join(drawn)}</tr></thead>'


def row_of(heads: Sequence[Head], cells: Sequence[str], language: Language) -> str:
    """A row of cells, which are HTML."""
    drawn = (
        f'<td{_class(kind)} data-head="{for_html(head(language))}">{cell}</td>'
        for (head, kind), cell in zip(heads, cells, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _cells(line: Line, language: Language) -> tuple[str, ...]:
    facts = line.page.facts
    last = max((post.date for post in facts.posts), default=None) if facts else None
    mark = YES_NO[line.mark](language) if line.mark else ""
    links = LINKS[line.links_verdict](language) if line.links_verdict else ""
    return (
        _whose(line, language),
        for_html(STATES[line.state](language)),
        for_html(mark),
        for_html(links),
        _count(facts.members if facts else None, language),
        _count(line.posts, language),
        day(last, language),
        _score(line, language),
    )


def _whose(line: Line, language: Language) -> str:
    entry, facts = line.page.entry, line.page.facts
    name = (facts.name if facts else None) or line.page.address
    parts = [f"<b>{bdi(line.page.title)}</b>"]
    if line.page.address and name:
        parts.append(linked(line.page.address, name))
    parts += (linked(page.address, _named(page, language)) for page in entry.pages)
    where = " · ".join(part for part in (entry.municipality, entry.level) if part)
    if where:
        parts.append(f'<span class="faint">{bdi(where)}</span>')
    return "<br>".join(parts)


def _named(page: NetworkPage, language: Language) -> str:
    return f"{NETWORK_NAMES[page.network](language)}: {page.address.removeprefix('https://')}"


def _score(line: Line, language: Language) -> str:
    if line.score is None or line.band is None:
        return ""
    points = number(line.score.points, language)
    if not line.score.is_complete:
        points += f"–{number(line.score.possible, language)}"
    word = BANDS.get(line.band, Wording(line.band, line.band))(language)
    kind = line.band if line.band in BANDS else "unknown"
    return f'<span><b>{points}</b> <span class="band {kind}">{for_html(word)}</span></span>'


def _faults(line: Line, language: Language) -> str:
    if line.page.error:
        return for_html(line.page.error(language))
    told = [_of_requirement(one, language) for one in line.faults]
    links = [_of_link(link, language) for link in line.links if link.faults]
    if not (told or links):
        return for_html(_NO_FAULTS(language)) if line.page.facts else ""
    counts = [_FAULTS.fill(count=len(told))(language)] if told else []
    counts += [_LINKS_AT_FAULT.fill(count=len(links))(language)] if links else []
    head = for_html(", ".join(counts))
    return f"<details><summary>{head}</summary><ul>{''.join(told + links)}</ul></details>"


def _of_requirement(fault: Result, language: Language) -> str:
    title = fault.title(language) if fault.title else fault.requirement
    told = f"{for_html(title)}. {bdi(fault.why(language))}"
    return f"<li><b>{for_html(_NOT_MET(language))}:</b> {told}</li>"


def _of_link(link: PosLink, language: Language) -> str:
    """A link with all that is wrong with it, and what it should be where that is certain."""
    told = [f"<code>{bdi(link.raw)}</code>"]
    told += (bdi(fault.message(language)) for fault in link.faults)
    if link.repair:
        right = str(link.repair)
        told.append(f"{for_html(_REPAIR(language))}: {linked(right, right)}")
    return f"<li><b>{for_html(_LINK(language))}:</b> {'<br>'.join(told)}</li>"


def linked(address: str, name: str) -> str:
    """A name that leads to an address, if that may be led to; else the name alone."""
    safe = safe_link(address)
    if safe is None:
        return bdi(name)
    return f'<a href="{for_html(safe)}" rel="noopener noreferrer">{bdi(name)}</a>'


def day(moment: datetime | None, language: Language) -> str:
    """A day in UTC as the language writes it; nothing where it is not known."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).strftime("%d.%m.%Y" if language == "ru" else "%Y-%m-%d")


def _count(value: int | None, language: Language) -> str:
    return "" if value is None else number(value, language)


def bdi(text: str) -> str:
    """Text of strangers, whose direction of writing stays its own."""
    return f"<bdi>{for_html(text)}</bdi>"
