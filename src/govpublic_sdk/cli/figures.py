"""The figures of an audit for the screen, each as one line; how they are counted is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages import Language, Wording
from govpublic_sdk.reports.summary import Figure, covered
from govpublic_sdk.reports.svg_charts import number

if TYPE_CHECKING:
    from govpublic_sdk.official_pages import Audit

__all__ = ["figures"]

_AT = Wording("Проверено {at:%Y-%m-%d %H:%M} UTC", "Checked {at:%Y-%m-%d %H:%M} UTC")
_OF = Wording("{value} из {whole}", "{value} of {whole}")
_SHARE = Wording(" ({share:.0%})", " ({share:.0%})")
_SHARE_OF_KNOWN = Wording(" ({share:.0%} известных)", " ({share:.0%} of those known)")
_UNKNOWN = Wording(", неизвестно {count}", ", {count} unknown")


def figures(audit: Audit, language: Language) -> Iterator[str]:
    """One figure a line, with what it is counted of and what is not known."""
    yield _AT.fill(at=audit.at)(language)
    for figure in covered(audit.coverage):
        yield _line(figure, language)
    if audit.unread:
        yield _line(Figure("unread lines", len(audit.unread)), language)


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
