"""From one line of a list to a body and its page; lines that are no body are told or left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages.entry import Entry, UnreadRow
from govpublic_sdk.official_pages.registry import words
from govpublic_sdk.official_pages.registry.addresses import Reading
from govpublic_sdk.official_pages.registry.cells import has_address, is_blank, read_cell

if TYPE_CHECKING:
    from govpublic_sdk._domain.references import PublicRef
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.official_pages.registry.columns import Columns
    from govpublic_sdk.official_pages.registry.files import Line

__all__ = ["Others", "row_of"]

_YES = frozenset(
    {"да", "1", "yes", "true", "истина", "+", "есть", "y", "connected", "✓", "✔"}
    | {"подключен", "подключена", "подключено"}
)
_NO = frozenset(
    {"нет", "0", "no", "false", "ложь", "n", "отсутствует", "not connected"}
    | {"не подключен", "не подключена", "не подключено"}
)
_TOTAL = re.compile(r"(итого|всего|total)\b", re.IGNORECASE)
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
    if cells == columns.heading or _is_numbering(cells):
        return None, ()
    cells += [""] * (columns.width - len(cells))
    read, text = _page([cells[place] for place in columns.addresses])
    entry = _entry(line.row, cells, columns, read)
    reason = _reason(entry, read, text)
    if reason is None:
        return entry, read.remarks
    whole = text or " | ".join(filter(None, cells))
    body = entry.organisation
    return UnreadRow(row=line.row, text=whole, reason=reason, organisation=body), ()


def _reason(entry: Entry, read: Reading, text: str) -> Wording | None:
    """Why a line is not a body with a page or without one; None where it is."""
    if _TOTAL.match(entry.organisation or "") and not has_address(text):
        return words.TOTAL
    if read.problem or read.public or entry.organisation or entry.exempt:
        return read.problem
    return words.NOBODY


def _is_numbering(cells: list[str]) -> bool:
    """Whether it is the line of column numbers that forms have below their heading."""
    filled = [cell for cell in cells if cell] if "1" in cells else []
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _page(texts: list[str]) -> tuple[Reading, str]:
    """The page that the columns name, the best column first, and the text that said so."""
    readings = [(read_cell(text), text) for text in texts]
    named = [(read, text) for read, text in readings if read.public]
    if not named:
        return next((one for one in readings if one[0].problem), readings[0])
    (first, text), *more = named
    rest = [other for read, other in more if _differ(first.public, read.public)]
    if not rest:
        return first, text
    told = words.DISAGREE.fill(rest=", ".join(rest))
    return first._replace(remarks=(*first.remarks, told)), text


def _differ(one: PublicRef | None, other: PublicRef | None) -> bool:
    """Whether two are told alike, by id or by name, and are not the same."""
    alike = one and other and (one.id is None) == (other.id is None)
    return bool(alike) and one != other


def _entry(row: int, cells: list[str], columns: Columns, read: Reading) -> Entry:
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
