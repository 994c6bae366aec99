"""From one line of a list to a body and its page; lines that are no body are told or left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages.entry import Entry, UnreadRow
from govpublic_sdk.official_pages.networks import NetworkPage, pages_in
from govpublic_sdk.official_pages.registry import words
from govpublic_sdk.official_pages.registry.addresses import Reading
from govpublic_sdk.official_pages.registry.cells import has_address, is_blank, read_cell

if TYPE_CHECKING:
    from govpublic_sdk._domain.references import PublicRef
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.official_pages.registry.columns import Columns, Line

__all__ = ["Others", "row_of"]

_YES = frozenset(
    {"да", "1", "yes", "true", "истина", "+", "есть", "y", "connected", "✓", "✔"}
    | {"подключен", "подключена", "подключено"}
)
_NO = frozenset(
    {"нет", "0", "no", "false", "ложь", "n", "отсутствует", "not connected"}
    | {"не подключен", "не подключена", "не подключено"}
)
_RULE = re.compile(r"[\s:|=-]*")  # below the headers of a table in Markdown
_TOTAL = re.compile(
    r"(?:(?:общий |общее |промежуточный )?итог[ои]?|всего|total|grand total|average|sum|note"
    r"|среднее|средн[а-я]+ знач[а-я]+|сумма|максимум|минимум|исполнитель|исп|подготовил[аи]?"
    r"|составил[аи]?|примечани[ея]|справочно|источник|согласован[оа]?|утвержд[а-я]+"
    r"|дата (?:составления|обновления|заполнения))\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:глава|руководител[ья]|начальник|директор|заместитель|зам|министр|председатель|подпись"
    r"|м\.? ?п\.?|ответственн[а-я]+|тел|телефон|\*)(?:\b|[.:*\s])",
    re.IGNORECASE,
)
_MENTION = re.compile(r"\[(?:club|public|event)\d+\|(?P<name>[^\]\[]*)\]")
_LINK = re.compile(r"\[(?P<name>[^\]\[]+)\]\([^()\s]+\)")
_ADDRESS_BEGINS = re.compile(
    r"<?https?:|<?(?:www\.|m\.)?vk\.(?:com|ru)/|\bvkontakte\.ru/", re.IGNORECASE
)
_NUMBERING = re.compile(r"^\s*(?:[•*–—-]|\d{1,4}[.)])\s+")
_LABEL = re.compile(
    r"(?:вк|vk|вконтакте|(?:гос)?паблик|группа|сообщество|ссылка|страница|адрес|link)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d+)[.,]0+")
_POWER = re.compile(r"(\d)[.,](\d+)E\+?(\d+)", re.IGNORECASE)


class Others(Mapping[str, str]):
    """Cells of columns that nobody knows, by their heads, which all lines share."""

    __slots__ = ("_cells", "_heads")

    def __init__(self, heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
        self._heads = heads
        self._cells = cells

    def __getitem__(self, head: str) -> str:
        for name, cell in zip(self._heads, self._cells, strict=True):
            if name == head and cell:
                return cell
        raise KeyError(head)

    def __iter__(self) -> Iterator[str]:
        return (name for name, cell in zip(self._heads, self._cells, strict=True) if cell)

    def __len__(self) -> int:
        return sum(map(bool, self._cells))

    def __repr__(self) -> str:
        return repr(dict(self))


def row_of(line: Line, columns: Columns) -> tuple[Entry | UnreadRow | None, tuple[Wording, ...]]:
    """What a line says, and what is to be told of it; None where it says nothing."""
    cells = [cell.strip() for cell in line.cells]
    if cells == columns.heading or _is_numbering(cells) or all(map(_RULE.fullmatch, cells)):
        return None, ()
    cells += [""] * (columns.width - len(cells))
    pages = tuple(dict.fromkeys(page for cell in cells for page in pages_in(cell)))
    read, text = _page(cells, columns)
    entry = _entry(line.row, cells, columns, read, pages)
    if entry.organisation is None and "organisation" not in columns.fields:
        entry = replace(entry, organisation=_name_beside(text) if read.public else None)
    reason = _reason(entry, read, cells, columns)
    if reason is None:
        return entry, read.remarks
    whole = text or " | ".join(filter(None, cells))
    body = entry.organisation
    return UnreadRow(row=line.row, text=whole, reason=reason, organisation=body), ()


def _reason(entry: Entry, read: Reading, cells: list[str], columns: Columns) -> Wording | None:
    """Why a line is not an organisation with a page or without one; None where it is."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not any(has_address(cell) for cell in filled) and not entry.pages:
        is_total = any(_TOTAL.match(cell) for cell in (filled[:1] or [""]))
        if is_total or _TOTAL.match(entry.organisation or ""):
            return words.TOTAL
        if len(filled) == 1 and columns.width > 1 and _SIGNATURE.match(filled[0]):
            return words.TOTAL
        if len(filled) == 1 and columns.keys and is_blank(_joined(cells, columns.keys)):
            return words.SECTION
    if entry.pages and not read.public:
        return None
    if read.problem or read.public or entry.organisation or entry.exempt:
        return read.problem
    return words.NOBODY


def _joined(cells: list[str], places: Iterable[int]) -> str:
    return "".join(cells[at] for at in places)


def _is_numbering(cells: list[str]) -> bool:
    """Whether it is the line of column numbers that forms have below their heading."""
    filled = [cell for cell in cells if cell] if "1" in cells else []
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _page(cells: list[str], columns: Columns) -> tuple[Reading, str]:
    """The page that the columns name, the best column first, and the text that said so."""
    readings = [(at, read_cell(cells[at])) for at in columns.addresses]
    named = [(at, read) for at, read in readings if read.public]
    if not named:
        at, read = next((one for one in readings if one[1].problem), readings[0])
        return read, cells[at]
    (best, first), *more = named
    different = [at for at, read in more if _differ(first.public, read.public)]
    incomparable = [
        at
        for at, read in more
        if at not in different and first.public != read.public and at not in columns.numbers
    ]
    remarks = [
        wording.fill(rest=", ".join(cells[at] for at in places))
        for wording, places in ((words.DISAGREE, different), (words.PERHAPS, incomparable))
        if places and best not in columns.numbers | frozenset(incomparable)
    ]
    return first._replace(remarks=(*first.remarks, *remarks)), cells[best]


def _name_beside(text: str) -> str | None:
    """The name in a cell that holds a name and an address: `name – link`, `[name](link)`."""
    if mention := _MENTION.search(text):
        return mention["name"].strip() or None
    if link := _LINK.search(text):
        return link["name"].strip() or None
    before = _ADDRESS_BEGINS.split(" ".join(text.split()), maxsplit=1)[0]
    name = _NUMBERING.sub("", before, count=1).strip(" \t–—-:;,.|•*([")
    is_name = any(one.isalpha() for one in name) and not _LABEL.fullmatch(name) and before != text
    return name if is_name else None


def _differ(one: PublicRef | None, other: PublicRef | None) -> bool:
    """Whether two are told alike, by id or by name, and are not the same."""
    alike = one and other and (one.id is None) == (other.id is None)
    return bool(alike) and one != other


def _entry(
    row: int,
    cells: list[str],
    columns: Columns,
    read: Reading,
    pages: tuple[NetworkPage, ...],
) -> Entry:
    known = {name: cells[place] for name, place in columns.fields.items()}
    said = known.pop("connected", "")
    known = {name: " ".join(cell.split()) for name, cell in known.items() if not is_blank(cell)}
    connected = _yes_or_no(said)
    spheres = (cells[place] for place in columns.spheres)
    return Entry(
        row=row,
        public=read.public,
        organisation=known.get("organisation"),
        ogrn=_digits(known.get("ogrn")),
        inn=_digits(known.get("inn"), zero_lost=(9, 11)),
        municipality=_shared(known.get("municipality")),
        oktmo=_digits(known.get("oktmo"), zero_lost=(7, 10)),
        level=_shared(known.get("level")),
        founder=_shared(known.get("founder")),
        spheres=tuple(sys.intern(one) for one in spheres if not is_blank(one)),
        connected=connected,
        exempt=_shared(known.get("exempt")),
        site=known.get("site"),
        pages=pages,
        other=_others(cells, columns, said if connected is None else ""),
    )


def _shared(word: str | None) -> str | None:
    """The same word, kept once for all lines."""
    return sys.intern(word) if word else None


def _others(cells: list[str], columns: Columns, said: str) -> Mapping[str, str]:
    kept = Others(columns.heads, tuple([sys.intern(cells[place]) for place in columns.others]))
    if not said:
        return kept
    return {**kept, columns.heading[columns.fields["connected"]]: said}


def _yes_or_no(said: str) -> bool | None:
    word = " ".join(said.lower().split())
    return True if word in _YES else False if word in _NO else None


def _digits(text: str | None, zero_lost: tuple[int, ...] = ()) -> str | None:
    """A number as its digits, where a spreadsheet made another form of it; else as it stands.

    A leading zero that a spreadsheet took away is given back: no code has such a length.
    """
    if text is None:
        return None
    plain = re.sub(r"[\s']", "", text)
    whole = _WHOLE.fullmatch(plain)
    digits = whole[1] if whole else _from_power(plain)
    if not (digits.isascii() and digits.isdecimal()):
        return text
    return f"0{digits}" if len(digits) in zero_lost else digits


def _from_power(text: str) -> str:
    """`1.022800777141E+12` in full; a number that lost digits stays as it is."""
    power = _POWER.fullmatch(text)
    if not power or len(power[2]) > int(power[3]) or len(power[2]) + 4 < int(power[3]):
        return text
    return (power[1] + power[2]).ljust(int(power[3]) + 1, "0")
