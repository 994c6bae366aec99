"""Which column of a list means what: by its header, else by its contents.

Headings are those of the registers that regions keep and of public tools that read them, such as
https://github.com/Stepakinoyan/VKAdmin. An unknown column keeps its header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import INN, OGRN
from govpublic_sdk.official_pages.networks import pages_in
from govpublic_sdk.official_pages.registry.cells import (
    has_address,
    has_full_address,
    is_blank,
    read_cell,
)

__all__ = ["Columns", "Line", "columns_of", "has_pages", "heads_known"]

_HEADS_WITHIN = 30  # lines; titles stand above the header row
_BETWEEN = " / "
_ORDINAL = re.compile(r"№.{0,10}|n|no|#|п/п|номер")
_LONGEST_HEAD = 150  # headers longer than that are texts, and patterns are tried on what is left
_SITE = re.compile(r"https?://|www\.|@|\.(?:ru|рф|com|org)\b", re.IGNORECASE)
_WORDS = re.compile(r"(?=.*[а-яё])[^\d/@]*", re.IGNORECASE)
_VK_WORD = re.compile(r"\b(?:вк|vk|в ?контакте|vkontakte)\b")
_NEVER = re.compile(
    r"\b(?:фио|администратор\w*|админ\w*|ответствен\w*|модератор\w*|куратор\w*|руководител\w*|владел\w*"
    r"|стар(?:ая|ый|ое|ые|ой)|прежн\w*|бывш\w*|архив\w*|дубл\w*|специалист\w*|смм\w*|smm\w*"
    r"|сотрудни\w*|редактор\w*|менеджер\w*|секретар\w*|пиар\w*|исполнител(?:ь|я|и|ем)|личн\w+"
    r"|контактн\w+ лиц\w*|пресс секретар\w*|контент\w*|admin\w*|owner|responsible|old|former"
    r"|manager|editor|specialist|moderator|personal|contact person|author)\b"
)
"""Columns about persons and former pages: what they hold is never the page."""
_OTHER_NETWORK = re.compile(
    r"\b(?:ок|ok|одноклассник\w*|odnoklassniki|телеграм\w*|telegram|тг|tg|max|мах|макс|мессенджер\w*"
    r"|rutube|рутуб|youtube|дзен|dzen|viber|вайбер|whatsapp|instagram|facebook|tiktok)\b"
)
_ABOUT = re.compile(
    r"\b(?:рейтинг\w*|мест[оа]|балл\w*|год|года|дата|даты|телефон\w*|тел|тип|вид|тематик\w*|обложк\w*"
    r"|аватар\w*|налич\w*|созда[нлв]\w*|подтвержд\w*|верифи\w*|процент\w*|доля|кол|количеств\w*|числ\w*"
    r"|подписчик\w*|участник\w*|охват\w*|просмотр\w*|активн\w*|статус\w*|подключен\w*|оформлен\w*"
    r"|виджет\w*|метк\w*|назван\w*|наименован\w*|(?<!короткое )имя|описан\w*|статист\w*"
    r"|почта|закрыт\w*|коммент\w*"
    r"|rating|score|rank|place|year|date|phone|type|kind|topic|cover|avatar|created|verified|percent"
    r"|count|number of|members?|subscribers?|followers?|title|status|description)\b"
)
"""Columns that speak of a page: they hold it only where most of their cells are its address."""
_ADJECTIVES = (
    r"(?:(?!вышестоящ|головн|курирующ|ответственн|контролирующ|учредител|стар|прежн|бывш|электронн)\w+(?:ая|яя|ое|ее|ый|ий|ой"
    r"|ые|ие) |мед |юр |гос |мун ){0,4}"
)
_BODIES = (
    r"ведомств[оа]|юридическ\w+ лиц\w*|(?:юр )?лица|юр лицо|школ[аы]"
    r"|сад(?:ы|ик|ики)?|детсад(?:ы|ик)?|больниц[аы]|аптек[аи]"
    r"|амбулатори[яи]|госпитал[ьи]|диспансеры?|роддом[аы]?|стационары?|поликлиник[аи]|музе[йи]"
    r"|библиотек[аи]|архивы?|филармони[яи]|театры?|клубы?|(?:дом[аы]?|дворец|центры?) культуры"
    r"|центры?|колледжи?|техникумы?|училищ[ае]|лице[йи]|гимнази[яи]|вузы?|университеты?|институты?"
    r"|академи[яи]|интернаты?|администраци[яи]|поселени[ея]|министерств[оа]|отделы?|управлени[ея]"
    r"|комитеты?|департаменты?|служб[аы]|инспекци[яи]|агентств[оа]|фонды?|палат[аы]|советы?|дум[аы]"
    r"|собрани[ея]|суды?|прокуратур[аы]|комисси[яи]|филиалы?|подразделени[ея]|предприяти[ея]"
    r"|компани[яи]|фирм[аы]|юрлиц[оа]|контрагенты?|участники?|заявител[ьи]|заказчики?"
    r"|сми|газет[аы]|редакци[яи]"
)
_SHORT_FORMS = (
    r"(?:[фокр]?[гм][бак]\w{0,4}у\w{0,3}|[мг]?доу|[мг]?оу|оо|ооо|доо|соо|поо|спо|ноо|муп|гуп|фгуп|нко"
    r"|ано|мфц|к?цсон|цуп|црб|црп|цгб|рб|гб|фап|лпу|дюсш|сшор|сш|сош|оош|нош|дши|дмш|дхш|цдт|ддт|дк"
    r"|сдк|рдк|кдц|цкс|цбс|загс|тик|уик|омсу?|оив|роив|иов|иогв|огв|юл|му|гу|орг|орг ция|учр|учрежд"
    r"|д с)"
)
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("exempt", r"(причин\w*|основани\w*) (не ?ведения|отсутствия)( .*)?|exempt.*"),
        ("exempt", r"(.* )?страниц[а-я]* не вед.*|.*не вед[а-я]*(ся)? на основании.*"),
        ("connected", r"подключен.*|connected.*"),
        ("ogrn", r"(.* )?огрн( .*)?|ogrn|.*main state registration number"),
        ("inn", r"инн( .*)?|inn"),
        ("oktmo", r"(.* )?октмо( .*)?|oktmo"),
        ("level", r"уровень( .*)?|level( .*)?"),
        ("founder", r"учредитель( .*)?|грбс|главный распорядитель.*|founder"),
        ("sphere", r"(сфер[аы]|отрасл[ьи])( .*)?|spheres?( .*)?"),
        ("site", r"(.* )?(веб |web )?сайт[а-я]*( .*)?|(web ?)?site|website"),
        (
            "number",
            r"(id|идентификатор|номер) (вк|vk|вконтакте|(гос)?паблик\w*|групп\w*|сообществ\w*"
            r"|страниц\w*)",
        ),
        ("number", r"(vk|group|public|community|page) id"),
        (
            "address",
            r"(.* )?(вк|vk|в ?контакте|(гос)?паблик\w*|сообществ\w*|официальн\w+ страниц\w*"
            r"|публичн\w+ страниц\w*|соц\w* сет\w*|соцсет\w*|аккаунт\w*|group|public|community"
            r"|screen name)( .*)?",
        ),
        (
            "weak",
            r"(ссылк\w*|адрес|страница|url|links?|address|page|короткое имя|группа|профиль)"
            r"( на .*)?",
        ),
        ("weak", r"(адрес|ссылка|url) (страниц\w*|групп\w*)|(page|group) (url|link|address)"),
        (
            "municipality",
            r"(наименование |название )?(муниципалитет\w*"
            r"|(муниципал\w*|мун) (о[бк]р\w*|район\w*|р н))( .*)?|мо|municipality|район"
            r"|городской округ|го|город|населенный пункт",
        ),
        ("organisation", rf"{_ADJECTIVES}(наименование|название|наим|назв)( .*)?"),
        (
            "organisation",
            rf"(перечень |список |наименование )?{_ADJECTIVES}"
            rf"(орган(ы|изаци[яийе])?|учреждени[еяй]|медучреждени[ея])( .*)?",
        ),
        ("organisation", rf"{_ADJECTIVES}({_BODIES})( .{{0,40}}(района|округа|города|мо|власти))?"),
        ("organisation", rf"{_SHORT_FORMS}( района| округа| города)?"),
        (
            "organisation",
            r"((full |short )?(name|title)( of)?( the)? )?"
            r"(organi[sz]ations?|institutions?|school|hospital|clinic|kindergarten|department|ministry"
            r"|authority|body|agency|company|entity|legal entity)( name| title)?|(full|short) name",
        ),
        ("organisation", r"имя|name|title"),
    )
)
_SAYS_NAME = re.compile(r"наимен|назван|\bname")
_OF_A_PAGE = re.compile(
    r"\b(?:(?:гос)?паблик\w*|сообщ\w*|групп\w*|страниц\w*|канал\w*|page|group)\b"
)


class Line(NamedTuple):
    """One line of a list: its number from 1, its cells, and what was odd about it."""

    row: int
    cells: list[str]
    remark: LocalizedText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each value is in a line.

    Attributes:
        heading: The cells of the heading; empty where the list has none.
        first: How many lines stand before the first body.
        width: How many columns there are.
        addresses: Columns that name the page, the best first.
        guessed: Those of them after the first whose header does not say so.
        numbers: Those of them that hold ids beside addresses; which id a name has, VK knows.
        keys: Columns that lines of organisations usually have filled.
        fields: The column of each thing that is known once.
        spheres: Columns of spheres.
        others: Columns with unknown headers.
        asides: Those of them that are not about persons, former pages or another network.
        perhaps: The header of the column that may hold the names, where none is known to.
        heads: How those are called.
    """

    heading: list[str] = field(default_factory=list[str])
    first: int = 0
    width: int = 0
    addresses: tuple[int, ...] = ()
    guessed: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    keys: tuple[int, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict[str, int])
    spheres: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    asides: tuple[int, ...] = ()
    perhaps: str | None = None
    heads: tuple[str, ...] = ()


def columns_of(lines: Sequence[Line], column: str | None = None) -> Columns:
    """Return which column means what, from the first lines of a list.

    Args:
        lines: The first lines, blank ones aside.
        column: The header of the column with the addresses, or its letter; None to find it.

    Raises:
        ParameterError: No column holds addresses, or none is called so.
    """
    first, heading = _heading(lines, column)
    width = max((len(line.cells) for line in lines), default=0)
    heads = [*heading, *[""] * (width - len(heading))]
    meanings = [meaning_of(head) for head in heads]
    body = lines[first:]
    addresses: tuple[int, ...]
    if column is not None:
        addresses = (_find_by_name(heading, column, width),)
    else:
        addresses = _addresses(heads, meanings, body)
        if not addresses and not any(pages_in(cell) for line in body for cell in line.cells):
            _refuse(lines[max(first - 1, 0) :])
    if not first and addresses and _is_unknown_heading(lines[0], addresses[0]):
        first, heading = 1, [cell.strip() for cell in lines[0].cells]
    return _assign_columns(heading, first, meanings, addresses, body)


def meaning_of(head: str) -> str | None:
    """Return what a header means; None if it is unknown. Of two rows, the lower decides first."""
    for part in (head, *head.split(_BETWEEN)[:0:-1]):
        plain = _plain(part[:_LONGEST_HEAD])
        meaning = next((one for one, pattern in _MEANINGS if pattern.fullmatch(plain)), None)
        if meaning in ("address", "number", "weak") and (_ABOUT.search(plain) or "%" in part):
            meaning = None
        if meaning == "organisation" and _OF_A_PAGE.search(plain):
            meaning = None
        if meaning == "address" and _is_never(part):
            meaning = None
        if meaning:
            return meaning
    return None


def heads_known(cells: Iterable[str]) -> int:
    """Return how many different things the cells of a row name, read as headers."""
    heads = [cell for cell in cells if cell and not has_address(cell)]
    return len({meaning for cell in heads if (meaning := meaning_of(cell))})


def has_pages(lines: Sequence[Line]) -> bool:
    """Whether some column of these lines holds addresses of publics at VK."""
    first, heading = _heading(lines, None)
    for at in range(max((len(line.cells) for line in lines), default=0)):
        count = _Count.of(lines[first:], at)
        meaning = meaning_of(heading[at]) if at < len(heading) else None
        is_named = meaning in ("address", "weak")
        if count.full and (is_named or 2 * count.full >= count.filled):
            return True
        if meaning == "address" and not _is_never(heading[at]) and 2 * count.names > count.filled:
            return True  # names alone: numbers may be those of a summary
    return False


@dataclass(frozen=True, slots=True)
class _Count:
    """What the cells of a column hold."""

    filled: int
    full: int
    readable: int
    names: int

    @classmethod
    def of(cls, lines: Sequence[Line], at: int) -> _Count:
        cells = [line.cells[at] for line in lines if at < len(line.cells)]
        filled = [cell for cell in cells if not is_blank(cell) and not pages_in(cell)]
        mixed = [cell for cell in cells if pages_in(cell) and has_full_address(cell)]
        full = sum(map(has_full_address, filled)) + len(mixed)
        publics = [public for cell in filled if (public := read_cell(cell).public)]
        names = sum(public.name is not None for public in publics)
        return cls(len(filled) + len(mixed), full, len(publics) + len(mixed), names)


def _plain(head: str) -> str:
    """A header in small letters, with single spaces and nothing else between its words."""
    return " ".join(re.split(r"[\W_]+", head.lower().replace("ё", "е"))).strip()


def _is_never(head: str) -> bool:
    """Whether a column is about persons, former pages or another network only."""
    plain = _plain(head.rpartition(_BETWEEN)[2][:_LONGEST_HEAD])
    other = _OTHER_NETWORK.search(plain) and not _VK_WORD.search(plain)
    return bool(_NEVER.search(plain) or other)


def _heading(lines: Sequence[Line], column: str | None) -> tuple[int, list[str]]:
    """The number of lines down to the header row, titles included, and the headers."""
    best = known = 0
    for place, line in enumerate(lines[:_HEADS_WITHIN], start=1):
        if any(has_address(cell) for cell in line.cells):
            break
        if column is not None and _plain(column) in map(_plain, line.cells):
            return place, [cell.strip() for cell in line.cells]
        found = sum(meaning_of(cell) is not None for cell in line.cells)
        best, known = (place, found) if found > known else (best, known)
    if not best:
        return 0, []
    rows = [[cell.strip() for cell in line.cells] for line in lines[: best + 1]]
    if best < len(rows) and _is_pair(rows[best - 1], rows[best]):
        return best + 1, _pair_headers(rows[best - 1], rows[best])
    if best > 1 and _is_pair(rows[best - 2], rows[best - 1]):
        return best, _pair_headers(rows[best - 2], rows[best - 1])
    return best, rows[best - 1]


def _is_pair(upper: list[str], lower: list[str]) -> bool:
    """Whether two rows are one header: the lower names the columns below merged cells."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    spans = [not head or (at + 1 < width and not above[at + 1]) for at, head in enumerate(above)]
    filled = [at for at in range(width) if below[at]]
    are_words = all(len(below[at]) <= _LONGEST_HEAD and _is_word(below[at]) for at in filled)
    alone = sum(map(bool, above))
    return (
        alone > 1
        and bool(filled)
        and are_words
        and all(spans[at] for at in filled)
        and any(not above[at] for at in filled)
    )


def _is_word(cell: str) -> bool:
    return any(one.isalpha() for one in cell) and not has_address(cell) and not pages_in(cell)


def _pair_headers(upper: list[str], lower: list[str]) -> list[str]:
    """Headers of both rows; a merged cell covers all its columns."""
    heads: list[str] = []
    group = ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        group = above or (group if below else "")
        heads.append(_BETWEEN.join(filter(None, (group if below or above else "", below))))
    return heads


def _is_unknown_heading(line: Line, place: int) -> bool:
    """Whether words stand in the first line where the others have addresses."""
    cells = [cell.strip() for cell in line.cells]
    return place < len(cells) and all(_WORDS.fullmatch(cell) for cell in cells) and len(cells) > 1


def _addresses(
    heads: Sequence[str], meanings: Sequence[str | None], body: Sequence[Line]
) -> tuple[int, ...]:
    """Columns that name the page, the best first.

    The column most of whose cells are addresses at VK comes first, whatever it is called; then
    columns that are called so and can be read; at last those that are only called so.
    """
    counts = [_Count.of(body, at) for at in range(len(heads))]
    allowed = [at for at, head in enumerate(heads) if not _is_never(head)]
    full = [at for at in allowed if 2 * counts[at].full > counts[at].filled]
    full.sort(key=lambda at: (meanings[at] not in ("address", "weak"), -counts[at].full, at))
    named = [at for kind in ("address", "weak", "number") for at in allowed if meanings[at] == kind]
    readable = [at for at in named if 2 * counts[at].readable > counts[at].filled]
    numbers = [at for at in readable if meanings[at] == "number"]
    others = [at for at in readable if meanings[at] == "address"]
    if full:
        return tuple(dict.fromkeys([*full, *others, *numbers]))
    blind = [at for at in named if counts[at].filled] or named
    only = [0] if len(heads) == 1 else []
    first = (readable or blind or only)[:1]
    return tuple(dict.fromkeys([*first, *others, *numbers]))


def _find_by_name(heading: list[str], column: str, width: int) -> int:
    plain = [_plain(head) for head in heading]
    letters = [_letter(place) for place in range(width)]
    names = plain if _plain(column) in plain else letters
    wanted = _plain(column) if names is plain else column.strip().upper()
    if wanted not in names:
        raise ParameterError("column", show_value(column), _choice(heading or letters))
    return names.index(wanted)


def _assign_columns(
    heading: list[str],
    first: int,
    meanings: Sequence[str | None],
    addresses: tuple[int, ...],
    body: Sequence[Line],
) -> Columns:
    fields: dict[str, int] = {}
    spheres: list[int] = []
    others: list[int] = []
    for place, meaning in enumerate(meanings):
        if place in addresses:
            continue
        if meaning == "sphere":
            spheres.append(place)
        elif meaning in (None, "address", "weak", "number"):
            others.append(place)
        elif meaning not in fields:
            fields[meaning] = place
        elif meaning == "organisation" and _is_better_name(heading, fields[meaning], place):
            others.append(fields[meaning])
            fields[meaning] = place
        else:
            others.append(place)
    others.sort()
    if not heading:
        fields = _by_content(body, others)
        others = [at for at in others if at not in fields.values()]
    heads = tuple(_head(heading, place) for place in others)
    allowed = [at for at in others if at >= len(heading) or not _is_never(heading[at])]
    maybe = None if "organisation" in fields else _perhaps_names(body, allowed)
    return Columns(
        heading=heading,
        first=first,
        width=len(meanings),
        addresses=addresses,
        guessed=frozenset(at for at in addresses[1:] if heading and meanings[at] is None),
        numbers=frozenset(at for at in addresses if meanings[at] == "number"),
        keys=_usual_keys(heading, fields, [line for line in body if _names_page(line, addresses)]),
        fields=fields,
        spheres=tuple(spheres),
        others=tuple(others),
        asides=tuple(allowed),
        perhaps=None if maybe is None else _head(heading, maybe),
        heads=heads,
    )


def _by_content(body: Sequence[Line], places: Sequence[int]) -> dict[str, int]:
    """What columns without headers are: codes by their digits, names by their letters."""
    fields: dict[str, int] = {}
    letters: dict[int, int] = {}
    for at in places:
        cells = [cell for line in body if not is_blank(cell := _cell(line, at).strip())]
        for meaning, kind in (("ogrn", OGRN), ("inn", INN)):
            if 2 * sum(_is_code(cell, kind) for cell in cells) > len(cells):
                fields.setdefault(meaning, at)
        named = [cell for cell in cells if _is_word(cell) and not _SITE.search(cell)]
        if 2 * len(named) > len(cells) and len(set(named)) * 2 > len(named):
            letters[at] = sum(map(len, named)) // len(named)
    if letters:
        fields["organisation"] = max(letters, key=lambda at: (letters[at], -at))
    return fields


def _is_better_name(heading: Sequence[str], first: int, second: int) -> bool:
    """Whether only the second of two headers of organisations speaks of names."""
    return not _SAYS_NAME.search(heading[first].lower()) and bool(
        _SAYS_NAME.search(heading[second].lower())
    )


def _perhaps_names(body: Sequence[Line], places: Sequence[int]) -> int | None:
    """The column that most likely holds names; the first with words where none has many names."""
    named = _by_content(body, places).get("organisation")
    if named is not None:
        return named
    words = (at for at in places if any(_is_word(_cell(line, at)) for line in body))
    return next(words, None)


def _is_code(cell: str, kind: type[OGRN] | type[INN]) -> bool:
    try:
        kind.parse(cell)
    except ParameterError:
        return False
    return True


def _usual_keys(
    heading: Sequence[str], fields: Mapping[str, int], body: Sequence[Line]
) -> tuple[int, ...]:
    """Columns that most of these lines have filled: number in the list, ОГРН, ИНН."""
    numbered = [at for at, head in enumerate(heading) if _ORDINAL.fullmatch(head.strip().lower())]
    keys = [*numbered, *(fields[name] for name in ("ogrn", "inn") if name in fields)]
    return tuple(
        at for at in keys if 2 * sum(not is_blank(_cell(one, at)) for one in body) > len(body)
    )


def _names_page(line: Line, addresses: Sequence[int]) -> bool:
    return any(read_cell(_cell(line, at)).public for at in addresses)


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""


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
    raise ParameterError("column", "the list has no column of VK addresses", _choice(heads))


def _choice(headers: list[str]) -> Text:
    choices = [header for header in headers[:30] if header.strip()] or ["A", "B", "C"]
    template = "the header or the letter of the column with addresses: {choices}"
    return Text(template, choices=any_of(choices))
