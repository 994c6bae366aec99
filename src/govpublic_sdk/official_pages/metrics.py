"""What can be measured of a page: its mark, its look, its menu; posts and reach stand in `rhythm`.

A measure is a pure function of facts, a line of the registry and a moment. It never decides
whether a figure is good: requirements and formulas do. Unknown values are reported as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.official_pages.report import why_unknown

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts, Part
    from govpublic_sdk.official_pages.report import Entry

__all__ = [
    "AVATAR",
    "CONNECTED",
    "CONTACTS",
    "COVER",
    "DESCRIPTION",
    "MAP_ADDRESS",
    "MARK",
    "MENU_ITEMS",
    "SITE",
    "TOPIC",
    "Figure",
    "Metric",
    "Reading",
    "flag",
]

_PHONE = re.compile(r"(?:\+\s?7|\b8)[\s(-]*(?:\d[\s()-]*){9}\d\b|\b\d{1,3}-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        least: The figure, or what it is at least where more may be there unseen.
        is_exact: Whether nothing was left unseen.
        why: What was found, in words.
    """

    least: float
    is_exact: bool
    why: LocalizedText


Reading: TypeAlias = "Callable[[PageFacts, Entry, datetime], Figure]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Something that can be measured of a page.

    Attributes:
        id: Its name, such as `menu items`.
        title: What it is.
        read: Measures it: from the facts, the line of the registry, and the moment as of which
            it is measured.
    """

    id: str
    title: LocalizedText
    read: Reading


def flag(
    measure_id: str,
    title: LocalizedText,
    value: Callable[[PageFacts, Entry], bool | None],
    *,
    yes: LocalizedText,
    no: LocalizedText,
    part: Part = "page",
) -> Metric:
    """A measure of something that is there (1) or not (0).

    Args:
        measure_id: Its name.
        title: What it is.
        value: Whether it is there; None where that is not known.
        yes: The text if it is there.
        no: The text if it is not.
        part: The part of the facts that knows it.
    """
    there, missing = Figure(1, True, yes), Figure(0, True, no)

    def read(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
        found = value(facts, entry)
        if found is None:
            return Figure(0, False, why_unknown(facts, part))
        return there if found else missing

    return Metric(id=measure_id, title=title, read=read)


def _is_filled(text: str | None) -> bool | None:
    return None if text is None else bool(text.strip())


def _contacts(facts: PageFacts, _: Entry) -> bool | None:
    """A phone or a contact in the fields of the page, or a phone in its description."""
    text = facts.description
    signs = (
        facts.phone,
        None if facts.contacts is None else facts.contacts > 0,
        None if text is None else _PHONE.search(text) is not None,
    )
    if any(signs):
        return True
    return None if None in signs else False


def _map_address(facts: PageFacts, _: Entry) -> bool | None:
    if facts.addresses is None:
        return None
    return facts.map_point if facts.addresses else False


def _is_connected(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
    if entry.connected is None:
        return Figure(0, False, _NOT_LISTED)
    return Figure(float(entry.connected), True, _CONNECTED if entry.connected else _APART)


def _menu_items(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
    if facts.menu is None:
        return Figure(0, False, why_unknown(facts, "menu"))
    return Figure(len(facts.menu), True, _ITEMS.fill(count=len(facts.menu)))


_NOT_LISTED = LocalizedText(
    "Неизвестно: в реестре не отмечено, подключена ли страница.",
    "Unknown: the registry does not say whether the page is connected.",
)
_CONNECTED = LocalizedText("Страница подключена.", "The page is connected.")
_APART = LocalizedText("Страница не подключена.", "The page is not connected.")
_ITEMS = LocalizedText("Пунктов меню: {count}.", "Items of the menu: {count}.")

MARK = flag(
    "mark",
    LocalizedText("Отметка «Госорганизация»", "The mark of a state organisation"),
    lambda facts, entry: facts.government_mark,
    yes=LocalizedText("Отметка есть.", "The mark is there."),
    no=LocalizedText("Отметки нет.", "There is no mark."),
    part="mark",
)
AVATAR = flag(
    "avatar",
    LocalizedText("Аватар", "Avatar"),
    lambda facts, entry: facts.has_avatar,
    yes=LocalizedText("Аватар есть.", "There is an avatar."),
    no=LocalizedText("Аватара нет.", "There is no avatar."),
)
COVER = flag(
    "cover",
    LocalizedText("Обложка", "Cover"),
    lambda facts, entry: facts.has_cover,
    yes=LocalizedText("Обложка есть.", "There is a cover."),
    no=LocalizedText("Обложки нет.", "There is no cover."),
)
DESCRIPTION = flag(
    "description",
    LocalizedText("Описание", "Description"),
    lambda facts, entry: _is_filled(facts.description),
    yes=LocalizedText("Описание заполнено.", "The description is filled in."),
    no=LocalizedText("Описание пустое.", "The description is empty."),
)
CONTACTS = flag(
    "contacts",
    LocalizedText("Телефон или контакты", "Phone or contacts"),
    _contacts,
    yes=LocalizedText("Телефон или контакты указаны.", "A phone or contacts are given."),
    no=LocalizedText(
        "Нет ни телефона, ни контактов, ни телефона в описании.",
        "There is no phone, no contact, and no phone in the description.",
    ),
)
MAP_ADDRESS = flag(
    "map address",
    LocalizedText("Адрес с точкой на карте", "Address with a point on the map"),
    _map_address,
    yes=LocalizedText(
        "Адрес указан и отмечен на карте.", "An address is given and lies on the map."
    ),
    no=LocalizedText(
        "Адрес не указан или не отмечен на карте.",
        "No address is given, or it does not lie on the map.",
    ),
)
SITE = flag(
    "site",
    LocalizedText("Адрес сайта", "Site"),
    lambda facts, entry: _is_filled(facts.site),
    yes=LocalizedText("Сайт указан.", "A site is named."),
    no=LocalizedText("Сайт не указан.", "No site is named."),
)
TOPIC = flag(
    "topic",
    LocalizedText("Тематика страницы", "Topic of the page"),
    lambda facts, entry: _is_filled(facts.activity),
    yes=LocalizedText("Тематика выбрана.", "A topic is chosen."),
    no=LocalizedText("Тематика не выбрана.", "No topic is chosen."),
)
CONNECTED = Metric(
    id="connected",
    title=LocalizedText(
        "Подключение к компоненту «Госпаблики»", "Connection to «Госпаблики» of ПОС"
    ),
    read=_is_connected,
)
MENU_ITEMS = Metric(
    id="menu items",
    title=LocalizedText("Пункты меню (виджеты)", "Items of the menu (widgets)"),
    read=_menu_items,
)
