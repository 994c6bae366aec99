"""Which column of a list means what: by its heading, else by what stands in it.

Headings are those of the registers that regions keep and of public tools that read them, such as
https://github.com/Stepakinoyan/VKAdmin. A column that nobody knows keeps its heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry.cells import has_address, is_blank
from govpublic_sdk.official_pages.registry.files import Line

__all__ = ["Columns", "columns_of"]

_HEADS_WITHIN = 30
_WORDS = re.compile(r"(?=.*[а-яё])[^\d/@]*", re.IGNORECASE)
_NOT_A_PAGE = (
    r"(?!.*(?:подписчик|охват|колич|числ|дата|назван|наименован|имя|просмотр|активн|статус|"
    r"подключен|оформлен|виджет|метк|member|subscriber|follower|count|date|title|статист))"
)
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("exempt", r"основани[ея] (не ?ведения|отсутствия)( .*)?|exempt.*"),
        ("exempt", r".*страниц\w* не вед.*|.*не вед[а-я]*(ся)? на основании.*"),
        ("connected", r"подключен.*|connected.*"),
        ("ogrn", r"(.* )?огрн( .*)?|ogrn|.*main state registration number"),
        ("inn", r"инн( .*)?|inn"),
        ("oktmo", r"(.* )?октмо( .*)?|oktmo"),
        ("level", r"уровень( .*)?|level( .*)?"),
        ("founder", r"учредитель( .*)?|founder"),
        ("sphere", r"сфера( .*)?|сферы( .*)?|spheres?( .*)?"),
        ("site", r"(.* )?(веб |web )?сайт[а-я]*( .*)?|(web ?)?site|website"),
        ("number", r"id (вк|vk|вконтакте|(гос)?паблик\w*|групп\w*|сообществ\w*|страниц\w*)"),
        ("number", r"(vk|group|public|community|page) id"),
        (
            "address",
            _NOT_A_PAGE
            + r".*\b(вк|vk|вконтакте|(гос)?паблик\w*|сообществ\w*|официальн\w+ страниц\w*"
            r"|публичн\w+ страниц\w*|group|public|community|screen name)( .*)?",
        ),
        ("weak", r"(ссылк\w*|адрес|страница|url|links?|address|page|короткое имя|группа)( на .*)?"),
        ("weak", r"адрес страницы|ссылка страницы"),
        (
            "municipality",
            r"(наименование |название )?муниципал.*|мо|municipality|район|городской округ|го",
        ),
        (
            "organisation",
            r"(полное |краткое |сокращ\w+ )?(наименование|название)"
            r"(?! (госпаблик|паблик|сообщ|групп|страниц|канал)).*",
        ),
        ("organisation", r"организаци[яи]|учреждени[ея]|орган( .*)?|ведомство|organi[sz]ation"),
        ("organisation", r"имя|body|name|institution"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each thing stands in a line.

    Attributes:
        heading: The cells of the heading; empty where the list has none.
        first: How many lines stand before the first body.
        width: How many columns there are.
        addresses: Columns that name the page, the best first.
        fields: The column of each thing that is known once.
        spheres: Columns of spheres.
        others: Columns that nobody knows.
        heads: How those are called.
    """

    heading: list[str] = field(default_factory=list[str])
    first: int = 0
    width: int = 0
    addresses: tuple[int, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict[str, int])
    spheres: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    heads: tuple[str, ...] = ()


def columns_of(lines: Sequence[Line], column: str | None = None) -> Columns:
    """Which column means what, from the first lines of a list.

    Args:
        lines: The first lines, blank ones aside.
        column: The heading of the column with the addresses, or its letter; None to find it.

    Raises:
        ParameterError: No column holds addresses, or none is called so.
    """
    first = _heading(lines, column)
    width = max((len(line.cells) for line in lines), default=0)
    heading = [cell.strip() for cell in lines[first - 1].cells] if first else []
    meanings = [meaning_of(head) for head in [*heading, *[""] * (width - len(heading))]]
    addresses = _addresses(heading, lines, first, meanings, column)
    if not first and _is_unknown_heading(lines[0], addresses[0]):
        first, heading = 1, [cell.strip() for cell in lines[0].cells]
    return _sorted(heading, first, meanings, addresses)


def meaning_of(head: str) -> str | None:
    """What a heading means; None where nobody knows."""
    plain = _plain(head)
    return next((meaning for meaning, head in _MEANINGS if head.fullmatch(plain)), None)


def _plain(head: str) -> str:
    """A heading in small letters, with single spaces and nothing else between its words."""
    return " ".join(re.split(r"[\W_]+", head.lower().replace("ё", "е"))).strip()


def _heading(lines: Sequence[Line], column: str | None) -> int:
    """The number of lines down to the heading, titles above it included; 0 where there is none."""
    best = known = 0
    for place, line in enumerate(lines[:_HEADS_WITHIN], start=1):
        if any(has_address(cell) for cell in line.cells):
            break
        if column is not None and _plain(column) in map(_plain, line.cells):
            return place
        found = sum(meaning_of(cell) is not None for cell in line.cells)
        best, known = (place, found) if found > known else (best, known)
    return best


def _is_unknown_heading(line: Line, place: int) -> bool:
    """Whether words stand in the first line where the others have addresses."""
    cells = [cell.strip() for cell in line.cells]
    return place < len(cells) and all(_WORDS.fullmatch(cell) for cell in cells) and len(cells) > 1


def _addresses(
    heading: list[str],
    lines: Sequence[Line],
    first: int,
    meanings: Sequence[str | None],
    column: str | None,
) -> tuple[int, ...]:
    width = len(meanings)
    if column is not None:
        return (_called(heading, column, width),)
    named = [place for place, one in enumerate(meanings) if one == "address"]
    numbers = [place for place, one in enumerate(meanings) if one == "number"]
    seen = [] if named else _full_of_addresses(lines[first:], width)
    weak = [place for place, one in enumerate(meanings) if one == "weak"]
    only = [0] if width == 1 else []
    found = next((some for some in (named, seen, weak, numbers, only) if some), None)
    return (
        tuple(dict.fromkeys([*found, *numbers])) if found else _refuse(lines[max(first - 1, 0) :])
    )


def _called(heading: list[str], column: str, width: int) -> int:
    plain = [_plain(head) for head in heading]
    letters = [_letter(place) for place in range(width)]
    names = plain if _plain(column) in plain else letters
    wanted = _plain(column) if names is plain else column.strip().upper()
    if wanted not in names:
        raise ParameterError("column", repr(column), _choice(heading or letters))
    return names.index(wanted)


def _full_of_addresses(body: Sequence[Line], width: int) -> list[int]:
    """The column in which most cells are plainly addresses of VK."""
    filled, hits = [0] * width, [0] * width
    for line in body:
        for place, cell in enumerate(line.cells):
            filled[place] += not is_blank(cell)
            hits[place] += has_address(cell)
    best = max(range(width), key=lambda place: hits[place], default=0)
    return [best] if width and hits[best] * 2 > filled[best] else []


def _sorted(
    heading: list[str],
    first: int,
    meanings: Sequence[str | None],
    addresses: tuple[int, ...],
) -> Columns:
    fields: dict[str, int] = {}
    spheres: list[int] = []
    others: list[int] = []
    for place, meaning in enumerate(meanings):
        if place in addresses:
            continue
        if meaning == "sphere":
            spheres.append(place)
        elif meaning in (None, "address", "weak", "number") or meaning in fields:
            others.append(place)
        else:
            fields[meaning] = place
    if not heading and len(meanings) == 2:  # a list of names and addresses
        fields, others = {"organisation": others[0]}, []
    heads = tuple(_head(heading, place) for place in others)
    return Columns(
        heading=heading,
        first=first,
        width=len(meanings),
        addresses=addresses,
        fields=fields,
        spheres=tuple(spheres),
        others=tuple(others),
        heads=heads,
    )


def _head(heading: list[str], place: int) -> str:
    """How a column is called: by its heading, by its letter where that is missing or not alone."""
    text = heading[place] if place < len(heading) else ""
    return text if text and heading.count(text) == 1 else f"{text} {_letter(place)}".strip()


def _letter(place: int) -> str:
    """How a spreadsheet calls a column: 0 is `A`, 26 is `AA`."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _refuse(heading: Sequence[Line]) -> NoReturn:
    heads = heading[0].cells
    raise ParameterError("column", "a list without a column of VK addresses", _choice(heads))


def _choice(heads: list[str]) -> str:
    shown = ", ".join(repr(one[:40]) for one in heads[:30] if one.strip())
    return f"the heading or the letter of the column with addresses: {shown or 'A, B, C'}"
