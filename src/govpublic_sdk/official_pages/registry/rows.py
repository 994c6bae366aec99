"""From one line of a list to a body and its page; other lines are reported or left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages.networks import NetworkPage, pages_in
from govpublic_sdk.official_pages.registry import texts as words
from govpublic_sdk.official_pages.registry.cells import (
    Reading,
    has_address,
    has_full_address,
    is_blank,
    read_cell,
)
from govpublic_sdk.official_pages.report import Entry, UnparsedRow

if TYPE_CHECKING:
    from govpublic_sdk._core.text import LocalizedText
    from govpublic_sdk._resources._references import PublicRef
    from govpublic_sdk.official_pages.registry.columns import Columns, Line

__all__ = ["ExtraColumns", "row_of"]

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
    r"|из них|в том числе|в т\.? ?ч|доля|процент|количество|кол-во|число|по состоянию|дата)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:(?:под)?раздел|блок|приложение|таблица|часть)\b|[IVXІХ]{1,5}[.)]\s", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"(?:глава|руководител[ья]|начальник|директор|заместитель|зам|министр|председатель|подпись"
    r"|м\.? ?п\.?|ответственн[а-я]+|тел|телефон|\*)(?:\b|[.:*\s])",
    re.IGNORECASE,
)
_MENTION = re.compile(r"\[(?:https?://)?[\w./]+\|(?P<name>[^\]\[|]*)\]")
_STARRED = re.compile(r"[@*][\w.]+ \((?P<name>[^()]+)\)")
_LINK = re.compile(r"\[(?P<name>[^\]\[]+)\]\([^()\s]+\)")
_ADDRESS_BEGINS = re.compile(
    r"<?https?:|<?(?:www\.|m\.)?vk\.(?:com|ru)/|\bvkontakte\.ru/", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\A[^\s,;|()]{0,500}(?: ?(?:[–—=→:-]|[-=]>|[,;|]) | ?\(| (?=[«\"А-ЯЁ]))"
    r"(?P<name>[^/@]{3,200})\Z"
)
_NOTE = re.compile(
    r"(?:(?:не |ещ[её] )?(?:закрыт|открыт|действ|актив|вед[её]тся|созда|удал|верифиц|подтвержд)"
    r"|основн|официальн|стар|нов|резерв|архив|\d|с \d|от \d|подписчик)",
    re.IGNORECASE,
)
_SITE_LABEL = re.compile(
    r"(?:(?:официальный )?(?:веб-?)?(?:сайт|site|website)|адрес(?: сайта)?|url)\s*[:=–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\s*(?:[•*–—-]|\d{1,4}[.)])\s+")
_LABEL = re.compile(
    r"(?:официальн[а-я]+ )?(?:вк|vk|вконтакте|(?:гос)?паблик|группа|сообщество|ссылка|страница"
    r"|адрес|link|page|аккаунт)(?: (?:в |во )?(?:вк|vk|вконтакте))?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[ ,(]{0,3}(?:(?:действует )?(?:с|c|от|на|до) )?\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"(?: ?г(?:ода|\.)?)?\)?$"
)
_CODE_SIGNS = re.compile(r"[\s'’`\"=]|(?i:огрн|инн|октмо|ogrn|inn|oktmo|№|:)")
_CODE_WORDS = re.compile(
    r"\b(?:огрнип|огрн|инн|октмо|кпп|ogrn|inn|oktmo)\b[\s:№]{0,5}|\d{8,15}", re.IGNORECASE
)
_SHORTEST_NAME = 3  # letters; fewer are an abbreviation or a number
_WHOLE = re.compile(r"(\d+)[.,]0*")
_POWER = re.compile(r"(\d)[.,](\d+)E\+?(\d+)", re.IGNORECASE)
_CODES = {"ogrn": ("ОГРН", (13, 15)), "inn": ("ИНН", (10, 12)), "oktmo": ("ОКТМО", (8, 11))}
_SHORTEST_CODE = 9  # an ИНН without its leading zero
_NUMERIC = re.compile(r"[\d\s.,%+-]+")


class ExtraColumns(Mapping[str, str]):
    """Cells of columns with unknown headers; all lines share the headers."""

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


def row_of(
    line: Line, columns: Columns
) -> tuple[Entry | UnparsedRow | None, tuple[LocalizedText, ...]]:
    """The contents of a line, and its remarks; None for an empty line."""
    cells = [cell.strip() for cell in line.cells]
    if cells == columns.heading or _is_numbering(cells) or all(map(_RULE.fullmatch, cells)):
        return None, ()
    cells += [""] * (columns.width - len(cells))
    pages = tuple(dict.fromkeys(page for cell in cells for page in pages_in(cell)))
    read, text = _page(cells, columns)
    entry, doubts = _entry(line.row, cells, columns, read, pages)
    if entry.organisation is None and "organisation" not in columns.fields:
        name = _name_beside(text) if read.public else None
        entry = replace(entry, organisation=name or _name_among_codes(cells, columns))
    is_plain = read.public is not None and has_address(text)
    reason = None if is_plain else _reason(entry, read, cells, columns)
    if reason is None:
        aside = () if read.public else _aside(cells, columns)
        return entry, (*read.remarks, *doubts, *aside)
    whole = text or " | ".join(filter(None, cells))
    body = entry.organisation
    return UnparsedRow(row=line.row, text=whole, reason=reason, organisation=body), ()


def _reason(
    entry: Entry, read: Reading, cells: list[str], columns: Columns
) -> LocalizedText | None:
    """Why a line is not an organisation with a page or without one; None where it is."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not any(has_address(cell) for cell in filled) and not entry.pages:
        is_total = any(_TOTAL.match(cell) for cell in (filled[:1] or [""]))
        if is_total or _TOTAL.match(entry.organisation or ""):
            return words.TOTAL
        if len(filled) == 1 and columns.width > 1 and _SIGNATURE.match(filled[0]):
            return words.TOTAL
        told = [cell for cell in filled if not _NUMERIC.fullmatch(cell)]
        if len(told) <= 1 and columns.keys and not _has_key(cells, columns):
            return words.SECTION
        if len(filled) == 1 and columns.width > 1 and _SECTION.match(filled[0]):
            return words.SECTION
    if entry.pages and not read.public:
        return None
    if read.problem or read.public or entry.organisation or entry.exempt:
        return read.problem
    return words.NOBODY


def _aside(cells: list[str], columns: Columns) -> tuple[LocalizedText, ...]:
    """A remark on addresses of publics in columns that do not name the page."""
    places = [
        at
        for at in (*columns.asides, *columns.fields.values())
        if at < len(cells) and has_full_address(cells[at])
    ]
    found = ", ".join(cells[at][:100] for at in places)
    return (words.ASIDE.fill(rest=found),) if found else ()


def _has_key(cells: list[str], columns: Columns) -> bool:
    """Whether a line has a number in the list, or a code that is long enough to be one."""
    codes = [columns.fields[name] for name in ("ogrn", "inn") if name in columns.fields]
    return any(
        len(re.sub(r"\D", "", cells[at])) >= _SHORTEST_CODE
        if at in codes
        else not is_blank(cells[at])
        for at in columns.keys
    )


def _is_numbering(cells: list[str]) -> bool:
    """Whether it is the line of column numbers that forms have below their heading."""
    filled = [cell for cell in cells if cell] if "1" in cells else []
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _page(cells: list[str], columns: Columns) -> tuple[Reading, str]:
    """The page that the columns name, the best column first, and the text that said so."""
    readings = [(at, read_cell(cells[at])) for at in columns.addresses]
    named = [(at, read) for at, read in readings if read.public]
    if not named:
        empty = readings[0] if readings else (0, Reading())
        at, read = next((reading for reading in readings if reading[1].problem), empty)
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
    if best in columns.guessed:
        remarks.append(words.GUESSED.fill(column=columns.heading[best]))
    return first._replace(remarks=(*first.remarks, *remarks)), cells[best]


def _name_beside(text: str) -> str | None:
    """The name in a cell that holds a name and an address: `name – link`, `[name](link)`."""
    if mention := _MENTION.search(text) or _STARRED.fullmatch(text):
        return mention["name"].strip() or None
    if link := _LINK.search(text):
        return link["name"].strip() or None
    before, *behind = _ADDRESS_BEGINS.split(" ".join(text.split()), maxsplit=1)
    following = _BEHIND.match(behind[0]) if behind else None
    name = following["name"] if following and not _NOTE.match(following["name"]) else ""
    names = [_NUMBERING.sub("", before, count=1), name]
    bare = [name.strip(" \t–—-=→>:;,.|•*([)") for name in names if behind]
    return next((one for one in bare if _is_name(one)), None)


def _name_among_codes(cells: list[str], columns: Columns) -> str | None:
    """The name in a cell that holds a name and its codes: `Школа № 1, ОГРН 1022800777141`."""
    places = [columns.fields[name] for name in _CODES if name in columns.fields]
    for at in places:
        words = _CODE_WORDS.sub("", cells[at]).strip(" \t\n–—-:;,./|()")
        if sum(word.isalpha() for word in words) >= _SHORTEST_NAME and not is_blank(words):
            return " ".join(words.split())
    return None


def _is_name(text: str) -> bool:
    words = _DATED.sub("", text, count=1)
    return any(word.isalpha() for word in words) and not _LABEL.fullmatch(words)


def _differ(one: PublicRef | None, other: PublicRef | None) -> bool:
    """Whether two have the same id or name, and are not the same."""
    alike = one and other and (one.id is None) == (other.id is None)
    return bool(alike) and one != other


def _entry(
    row: int,
    cells: list[str],
    columns: Columns,
    read: Reading,
    pages: tuple[NetworkPage, ...],
) -> tuple[Entry, tuple[LocalizedText, ...]]:
    known = {name: cells[place] for name, place in columns.fields.items()}
    said = known.pop("connected", "")
    known = {name: " ".join(cell.split()) for name, cell in known.items() if not is_blank(cell)}
    connected = _yes_or_no(said)
    spheres = (cells[place] for place in columns.spheres)
    codes, remarks = _codes(known)
    entry = Entry(
        row=row,
        public=read.public,
        organisation=known.get("organisation"),
        ogrn=codes.get("ogrn"),
        inn=codes.get("inn"),
        municipality=_intern(known.get("municipality")),
        oktmo=codes.get("oktmo"),
        level=_intern(known.get("level")),
        founder=_intern(known.get("founder")),
        spheres=tuple(sys.intern(sphere) for sphere in spheres if not is_blank(sphere)),
        connected=connected,
        exempt=_intern(known.get("exempt")),
        site=_SITE_LABEL.sub("", known["site"], count=1) if "site" in known else None,
        pages=pages,
        other=_others(cells, columns, said if connected is None else ""),
    )
    return entry, remarks


def _intern(word: str | None) -> str | None:
    """The same word, kept once for all lines."""
    return sys.intern(word) if word else None


def _others(cells: list[str], columns: Columns, said: str) -> Mapping[str, str]:
    kept = ExtraColumns(
        columns.heads, tuple([sys.intern(cells[place]) for place in columns.others])
    )
    if not said:
        return kept
    return {**kept, columns.heading[columns.fields["connected"]]: said}


def _yes_or_no(said: str) -> bool | None:
    word = " ".join(said.lower().split())
    return True if word in _YES else False if word in _NO else None


def _codes(known: Mapping[str, str]) -> tuple[dict[str, str], tuple[LocalizedText, ...]]:
    """ОГРН, ИНН and ОКТМО as their digits, with remarks on what was changed or is in doubt."""
    codes: dict[str, str] = {}
    remarks: list[LocalizedText] = []
    for field, (name, lengths) in _CODES.items():
        if field not in known:
            continue
        text = known[field]
        digits = _digits(_CODE_SIGNS.sub("", text))
        fitting = [one for one in re.findall(r"\d+", text) if len(one) in lengths]
        if digits and field != "ogrn" and len(digits) + 1 in lengths:
            codes[field] = f"0{digits}"  # no code has such a length: a spreadsheet took the zero
            remarks.append(words.ZERO.fill(name=name, code=codes[field]))
        elif digits and len(digits) in lengths:
            codes[field] = digits
        elif not digits and len(set(fitting)) == 1:
            codes[field] = fitting[0]
            remarks.append(words.CODE_AMONG.fill(name=name, code=fitting[0]))
        else:
            codes[field] = digits or text
            remarks.append(words.CODE.fill(name=name, text=text[:40]))
    return codes, tuple(remarks)


def _digits(plain: str) -> str | None:
    """The digits of a number in any form of a spreadsheet; None if it is invalid or lost some."""
    power = _POWER.fullmatch(plain)
    if power and len(power[2]) == int(power[3]):
        return power[1] + power[2]
    whole = _WHOLE.fullmatch(plain)
    digits = whole[1] if whole else plain
    return digits if digits.isascii() and digits.isdecimal() else None
