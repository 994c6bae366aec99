"""The figures of an audit for the screen, each as one line; how they are counted is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages import Language, Wording

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import Audit, Coverage

__all__ = ["figures"]

_AT = Wording("Проверено {at:%Y-%m-%d %H:%M} UTC", "Checked {at:%Y-%m-%d %H:%M} UTC")
_OF = Wording("{value} из {whole} ({share:.0%})", "{value} of {whole} ({share:.0%})")
_UNKNOWN = Wording(", неизвестно {count}", ", {count} unknown")
_BODIES = Wording("Организаций", "Bodies")
_EXEMPT = Wording("Могут не вести страницу", "Need not have a page")
_WITH_PAGE = Wording("Есть страница", "Have a page")
_PLACES = Wording("Муниципалитеты со страницей", "Municipalities with a page")
_READABLE = Wording("Страница открыта", "The page is open")
_MARKED = Wording("С отметкой «Госорганизация»", "Have the mark")
_RIGHT = Wording("Ссылки ПОС верны", "Links to ПОС are right")
_ALIVE = Wording("Ведутся", "Alive")
_AUDIENCE = Wording("Подписчиков всего", "Members, added up")
_UNREAD = Wording("Строк списка не прочитано", "Lines of the list not read")


def figures(audit: Audit, language: Language) -> Iterator[str]:
    """One figure a line, with what it is counted of and what is not known."""
    yield _AT(language).format(at=audit.at)
    for title, value, whole, unknown in _rows(audit.coverage, len(audit.unread)):
        text = _figure(value, whole, language)
        more = _UNKNOWN(language).format(count=unknown) if unknown else ""
        yield f"{title(language)}: {text}{more}"


def _rows(coverage: Coverage, unread: int) -> Iterator[tuple[Wording, int, int, int]]:
    """A figure, what it is counted of where it is a part, and of how many it is not known."""
    found = coverage.total
    yield _BODIES, found.bodies, 0, 0
    if found.exempt:
        yield _EXEMPT, found.exempt, found.bodies, 0
    yield _WITH_PAGE, found.with_page, found.bodies - found.exempt, found.page_unknown
    if coverage.municipalities:
        reached, missing = coverage.municipalities_with_page, coverage.municipalities_unknown
        yield _PLACES, reached, coverage.municipalities, missing
    yield _READABLE, found.readable, found.with_page, 0
    yield _MARKED, found.marked, found.with_page, found.mark_unknown
    yield _RIGHT, found.links_right, found.with_page, found.links_unknown
    yield _ALIVE, found.alive, found.with_page, found.alive_unknown
    yield _AUDIENCE, found.audience, 0, found.audience_unknown
    if unread:
        yield _UNREAD, unread, 0, 0


def _figure(value: int, whole: int, language: Language) -> str:
    if not whole:
        return f"{value:,}".replace(",", " ")
    return _OF(language).format(value=value, whole=whole, share=value / whole)
