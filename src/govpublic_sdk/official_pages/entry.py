"""One line of a list of official pages: which page, and whose it is. Reading lists is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govpublic_sdk._domain.references import PublicRef

if TYPE_CHECKING:
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.official_pages.networks import NetworkPage

__all__ = ["Entry", "UnreadRow"]

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A body that must have an official page, and the page that is given for it.

    Attributes:
        row: Its line in the list, counted from 1 as a spreadsheet does.
        public: The page; None where the body has none.
        organisation: The body's name.
        ogrn: Its ОГРН as it was written.
        inn: Its ИНН as it was written.
        municipality: Its municipality, by name.
        oktmo: Its municipality's ОКТМО code.
        level: The level of the body, such as `Министерство` or `МО`.
        founder: Who founded it.
        spheres: What it works on.
        connected: Whether it is connected to «Госпаблики» of ПОС, which VK does not tell.
        exempt: The ground on which it keeps no page, where it need not.
        site: Its site.
        pages: Its pages in networks beside VK, from any column of the list.
        other: Columns that nobody knows, by their heads.
    """

    row: int
    public: PublicRef | None = None
    organisation: str | None = None
    ogrn: str | None = None
    inn: str | None = None
    municipality: str | None = None
    oktmo: str | None = None
    level: str | None = None
    founder: str | None = None
    spheres: tuple[str, ...] = ()
    connected: bool | None = None
    exempt: str | None = None
    site: str | None = None
    pages: tuple[NetworkPage, ...] = ()
    other: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow:
    """A line that could not be read.

    Attributes:
        row: Its line in the list.
        text: What stands there, as it was written.
        reason: Why it could not be read.
        organisation: The body that the line names, where it names one.
    """

    row: int
    text: str
    reason: Wording
    organisation: str | None = None
