"""Detects the columns of an export: by their headers, else by the letters of a known layout.

An ambiguous column is an error that names the missing argument.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, NoReturn, TypeAlias, cast

from govpublic_sdk._core.text import normal_form
from govpublic_sdk._spreadsheets.xlsx_reader import Value, as_text
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.appeals.channels.incidents.dates import UnreadableDate, local_moment
from govpublic_sdk.appeals.channels.incidents.layouts import (
    ALIASES,
    LETTERS,
    LOOSE,
    MEANINGS,
    NAMES,
    OTHERS,
    STATUS,
    Column,
    Columns,
    Meaning,
    letter_of,
    place_of,
)
from govpublic_sdk.appeals.channels.incidents.outcomes import with_status
from govpublic_sdk.errors import ParameterError

__all__ = [
    "LayoutLike",
    "check_layout",
    "columns_of",
    "fitting_layout",
    "heads_known",
    "is_date",
]

_MOST = 0.8  # share; exports have some damaged cells
_MUNICIPALITY = re.compile(
    r"район|\bр-н|округ|\b[гм]\.? ?о\b|город|\bг\. |поселение|область|край|республик", re.IGNORECASE
)


def is_date(value: Value) -> bool:
    """Whether a cell holds a date."""
    try:
        return local_moment(value) is not None
    except UnreadableDate:
        return False


def fitting_layout(rows: Sequence[Sequence[Value]], width: int) -> str:
    """The name of the layout that fits.

    Args:
        rows: Rows from the beginning of the sheet; the first one may be a heading.
        width: How many columns there are.

    Raises:
        ParameterError: None fits, or two do.
    """
    filled = [row for row in rows if any(as_text(cell).strip() for cell in row)]
    sheet = _Sheet(filled[1:] or filled, width)
    if not sheet.has("AI", _is_word):
        _refuse("no header row, and no known layout")
    if sheet.has("R", is_date) and sheet.has("T", _is_word):
        return "current"
    if sheet.has("T", is_date):
        return _older(sheet)
    if sheet.has("T", _is_word) and sheet.has("U", _is_word) and sheet.has("W", _is_municipality):
        return "hackathon"
    return _refuse("no header row, and no known layout")


class _Sheet:
    """Rows, asked for what most of them hold."""

    def __init__(self, rows: list[Sequence[Value]], width: int) -> None:
        self._rows = rows
        self._width = width

    def has(self, letter: str, fits: Callable[[Value], bool]) -> bool:
        """Whether most cells of a column are filled and fit."""
        place = place_of(letter)
        fitting = sum(place < len(row) and fits(row[place]) for row in self._rows)
        return place < self._width and fitting >= _MOST * len(self._rows) > 0


def _older(sheet: _Sheet) -> str:
    """Two older layouts begin alike; the municipality is in W or in Y."""
    in_w, in_y = sheet.has("W", _is_municipality), sheet.has("Y", _is_municipality)
    if in_w == in_y:
        _refuse("no header row, and the columns fit 'monitoring' and 'legacy' alike")
    return "monitoring" if in_w else "legacy"


def _is_word(value: Value) -> bool:
    return any(one.isalpha() for one in as_text(value)) and not is_date(value)


def _is_municipality(value: Value) -> bool:
    return _MUNICIPALITY.search(as_text(value)) is not None


def _refuse(given: str) -> str:
    raise ParameterError(
        "layout",
        given,
        Text(
            "{choices}, or a mapping, for example layout={example}",
            choices=any_of(LETTERS),
            example="{'text': 'AI'}",
        ),
    )


LayoutLike: TypeAlias = str | Mapping[str, str]
_HEADING_WITHIN = 30  # rows; titles and filters stand above the header row
_LONGEST_HEAD = 100  # characters; longer cells are texts
_AGREEING = 6  # known headers at their letters; fewer may be chance
_LETTER = re.compile(r"[A-Z]{1,3}")
# what an appeal is about; a number alone is no appeal, one with a status is
_CONTENT: frozenset[Meaning] = frozenset({"text", "group", "topic", "fact", "created"})
_NUMBERS: frozenset[Meaning] = frozenset({"id", "number"})
_PROGRESS: frozenset[Meaning] = frozenset({"step", "outcome", "closed", "answer", "first_answer"})
_TABLES = (NAMES, ALIASES, LOOSE, OTHERS)
_MEANT: Mapping[str, Meaning] = {
    **dict.fromkeys(STATUS, "outcome"),
    **{name: one for table in reversed(_TABLES) for one, names in table.items() for name in names},
}


class _Heading(NamedTuple):
    """The cells of the heading, and how many rows there are up to it."""

    cells: list[str]
    first: int


def check_layout(layout: LayoutLike | None) -> None:
    """Refuse an unknown layout before a file is opened.

    Raises:
        ParameterError: It is one.
    """
    if isinstance(layout, str) and layout not in LETTERS:
        raise ParameterError(
            "layout", show_value(layout), Text("{choices}, or a mapping", choices=any_of(LETTERS))
        )
    if isinstance(layout, Mapping):
        unknown = [name for name in layout if name not in MEANINGS]
        if unknown or not layout:
            given = show_value(unknown[0]) if unknown else "empty"
            raise ParameterError(
                "layout", given, Text("only these meanings: {choices}", choices=any_of(MEANINGS))
            )


def heads_known(cells: Iterable[str]) -> int:
    """How many different things the cells of a row name, read as heads."""
    return len({_MEANT[name] for name in _names(cells) if name in _MEANT})


def columns_of(rows: Sequence[Sequence[Value]], layout: LayoutLike | None = None) -> Columns:
    """The columns of an export, from its first rows.

    Args:
        rows: Some 200 rows, with those before the heading.
        layout: What is known beforehand: the name of a layout, or meanings with the head or the
            letter of their column; these come first, and what they leave open is found by heads.

    Raises:
        ParameterError: The meaning of the columns cannot be determined, or is ambiguous.
    """
    texts = [[as_text(cell).strip() for cell in row] for row in rows]
    if isinstance(layout, Mapping):
        return _columns_of_layout(texts, layout)
    heading = _heading(texts)
    if layout is None and heading is not None:
        return _columns("heads", _places(heading, texts, {}), heading, len(heading.cells))
    width = len(heading.cells) if heading else _usual_width(texts)
    name = layout or fitting_layout(rows, width)
    places = _by_letters(name, width)
    heading = heading or _unknown_heading(rows, texts, places)
    return _columns(name, _places(heading, texts, places), heading, width)


def _columns_of_layout(texts: list[list[str]], layout: Mapping[str, str]) -> Columns:
    wanted = {normal_form(head) for head in layout.values() if not _LETTER.fullmatch(head)}
    heading = _heading(texts, wanted) or _heading_with(texts, layout.values())
    if heading is None and wanted:
        _refuse_finding(
            Text("{names} are not in one row of the file", names=any_of(sorted(wanted))),
            "headers in one row of the file, or letters of its columns",
        )
    heading = heading or _Heading([], 0)
    width = len(heading.cells) or _usual_width(texts)
    places: dict[Meaning, int] = {
        cast("Meaning", meaning): _place(meaning, said, heading.cells, width)
        for meaning, said in layout.items()
    }
    return _columns("given", _places(heading, texts, places), heading, width)


def _heading(texts: list[list[str]], wanted: set[str] | None = None) -> _Heading | None:
    """The first row that holds the heads that are wanted, else two heads or nothing but heads."""
    for at, cells in enumerate(texts[:_HEADING_WITHIN]):
        names = _names(cells)
        known = heads_known(cells)
        if wanted <= names if wanted else known > 1 or (known and all(n in _MEANT for n in names)):
            return _Heading(cells, at + 1)
    return None


def _heading_with(texts: list[list[str]], given: Iterable[str]) -> _Heading | None:
    """The first row that holds a head which looks like a letter: `ID`."""
    short = {normal_form(one) for one in given if len(one) > 1 and _LETTER.fullmatch(one)}
    for at, cells in enumerate(texts[:_HEADING_WITHIN]):
        if short & _names(cells):
            return _Heading(cells, at + 1)
    return None


def _unknown_heading(
    rows: Sequence[Sequence[Value]], texts: list[list[str]], places: Mapping[Meaning, int]
) -> _Heading:
    """A first row with words where dates are expected; None without such a row."""
    at = next((at for at, cells in enumerate(texts) if any(cells)), 0)
    place = places.get("created")
    if place is None or at >= len(rows) or place >= len(rows[at]):
        return _Heading([], 0)
    is_heading = bool(texts[at][place]) and not is_date(rows[at][place])
    return _Heading(texts[at], at + 1) if is_heading else _Heading([], 0)


def _names(cells: Iterable[str]) -> set[str]:
    short = (normal_form(cell) for cell in cells if len(cell) <= _LONGEST_HEAD)
    return {name for name in short if name}


def _usual_width(texts: list[list[str]]) -> int:
    widths = Counter(len(cells) for cells in texts if any(cells))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _by_letters(name: str, width: int) -> dict[Meaning, int]:
    places: dict[Meaning, int] = {}
    for meaning, letter in LETTERS[name].items():
        if (place := place_of(letter)) < width:
            places[meaning] = place
    return places


def _place(meaning: str, said: str, heading: list[str], width: int) -> int:
    """The column that is meant by its head, or by its letter where no head is the same."""
    found = [at for at, head in enumerate(heading) if head and _same(head, said)]
    if len(found) > 1:
        _refuse_ambiguous(meaning, heading, found)
    place = found[0] if found else place_of(said) if _LETTER.fullmatch(said) else -1
    if not 0 <= place < width:
        _refuse_finding(
            Text("{meaning}={value}", meaning=meaning, value=show_value(said)),
            "a header of the file, or a letter of its columns",
        )
    return place


def _same(one: str, other: str) -> bool:
    return normal_form(one) == normal_form(other)


def _places(
    heading: _Heading, texts: list[list[str]], settled: Mapping[Meaning, int]
) -> dict[Meaning, int]:
    """What heads say of columns that are not settled, and the words below where heads do not."""
    found = _by_heads(heading.cells, settled)
    return with_status(found, heading.cells, texts[heading.first :])


def _by_heads(heading: list[str], settled: Mapping[Meaning, int]) -> dict[Meaning, int]:
    """What heads say of columns that are not settled, beside those that are."""
    taken = set(settled.values())
    names = ["" if at in taken else normal_form(head) for at, head in enumerate(heading)]
    places = dict(settled)
    for meaning in MEANINGS:
        found = [] if meaning in settled else _find_by_name(meaning, names)
        if len(found) > 1:
            _refuse_ambiguous(meaning, heading, found)
        if found:
            places[meaning] = found[0]
    return _complete_known_layout(places, len(heading))


def _find_by_name(meaning: Meaning, names: list[str]) -> list[int]:
    """Columns that are called so; looser names count where nothing has one of the real names."""
    for table in (NAMES, ALIASES, LOOSE):
        found = [at for at, name in enumerate(names) if name and name in table.get(meaning, ())]
        if found:
            return found
    certain = (names.index(name) for name in OTHERS.get(meaning, ()) if name in names)
    return [at for at in [next(certain, -1)] if at >= 0]


def _complete_known_layout(places: dict[Meaning, int], width: int) -> dict[Meaning, int]:
    """With the rest of the sheet of 47 columns, where many heads stand at its letters, none else.

    Not all heads of that sheet are known in public.
    """
    letters = _by_letters("current", width)
    agreeing = [places[one] == at for one, at in letters.items() if one in places]
    if len(agreeing) < _AGREEING or not all(agreeing):
        return places
    taken = set(places.values())
    return {**{one: at for one, at in letters.items() if at not in taken}, **places}


def _columns(layout: str, places: Mapping[Meaning, int], heading: _Heading, width: int) -> Columns:
    known = places.keys()
    if not (_CONTENT & known or (_NUMBERS & known and _PROGRESS & known)):
        _refuse_unknown(heading.cells)
    meant: dict[int, Meaning] = {place: meaning for meaning, place in places.items()}
    heads = [*heading.cells, *[""] * width][:width]
    columns = tuple(
        Column(letter=letter_of(at), head=head or None, meaning=meant.get(at))
        for at, head in enumerate(heads)
    )
    return Columns(
        layout=layout,
        columns=columns,
        places=dict(places),
        heading=tuple(heading.cells),
        first=heading.first,
    )


def _refuse_finding(problem: str | Text, expected: str | Text) -> NoReturn:
    raise ParameterError("layout", problem, expected)


def _refuse_unknown(heading: list[str]) -> NoReturn:
    headers = tuple(show_value(one) for one in heading[:10] if one)
    _refuse_finding(
        Text("no columns of incidents among {headers}", headers=headers)
        if headers
        else "no columns of incidents",
        "a text, a topic or a date of creation, or layout={'text': 'C', 'topic': 'D'}",
    )


def _refuse_ambiguous(meaning: str, heading: list[str], found: list[int]) -> NoReturn:
    columns = tuple(f"{letter_of(at)} ({show_value(heading[at])})" for at in found)
    _refuse_finding(
        Text("{meaning} fits several columns: {columns}", meaning=meaning, columns=columns),
        Text("the right one, for example {example}", example={meaning: letter_of(found[0])}),
    )
