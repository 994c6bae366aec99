"""From what an official typed into one cell to the public that is meant; it never asks VK.

Only what is certain is repaired, and a repair that changes letters is told. A cell that could mean
two things is not read: a wrong page in a report costs more than a line to correct.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from govpublic_sdk._wording import Wording
from govpublic_sdk.official_pages.registry import words
from govpublic_sdk.official_pages.registry.addresses import ALIKE, Reading, owner_of

__all__ = ["has_address", "is_blank", "read_cell"]

_LONGEST = 4_000
_BLANK = re.compile(
    r"[\s\-–—_.]*|нет|не(т страницы| ?вед[её]тся| создан[аоы]?| имеется)|отсутствует|no|none"
    r"|n/?a|nan|null|не указан[аоы]?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:https?://)?(?:(?:www|m)\.)?vk\.(?:com|ru)/([a-z0-9_.]*[a-z0-9_])/?", re.IGNORECASE
)
_SCHEME = r"(?:h?[tps]{3,6}[:;/\\]{1,4}){0,3}"
_HOST = r"(?:(?:www|m|new)\.)?(?:vk[.,](?:com|ru|me)|vkontakte\.ru)"
_ADDRESS = re.compile(
    rf"(?<![\w./@-])(?:{_SCHEME}{_HOST}[/\\]+)+(?P<page>[^\s,;<>\"'«»|()\[\]]*)", re.IGNORECASE
)
_BARE_HOST = re.compile(rf"{_SCHEME}{_HOST}", re.IGNORECASE)
_AROUND = re.compile(r"[^\S\n]*([/\\])[^\S\n]*")
_SPLIT_HOST = re.compile(r"\b(vk)[^\S\n]*\.[^\S\n]*(com|ru)\b", re.IGNORECASE)
_MENTION = re.compile(r"\[((?:club|public|event|id)\d+)\|[^\]]*\]")
_LABEL = re.compile(
    r"(?:вк|vk|вконтакте|(?:гос)?паблик|группа|сообщество)\s*[:–—-]\s*", re.IGNORECASE
)
_DIGITS = r"(?:\d{1,3}(?:[^\S\n]\d{3})+|\d+)"
_NUMBER = re.compile(rf"@?(?:club|public|event)?[^\S\n]*-?{_DIGITS}", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"(-?\d+)[.,]0+")
_SPACED_NUMBER = re.compile(
    rf"(?<=[/\\])(?:club|public|event)[^\S\n]*{_DIGITS}(?![\w.])", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:club|public|event)\d+", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[^\S\n]+([^\s]+)")
_NAME = re.compile(r"@?[a-z0-9_.]+", re.IGNORECASE)
_NETWORK = re.compile(
    r"(?<![\w-])(?:ok\.ru|odnoklassniki\.ru|t\.me|telegram\.(?:me|org)|max\.ru|rutube\.ru"
    r"|youtube\.com|youtu\.be|(?:zen\.yandex|dzen)\.ru|wa\.me|whatsapp\.com|viber\.com"
    r"|instagram\.com|facebook\.com|twitter\.com|x\.com|tiktok\.com)(?![\w.-])",
    re.IGNORECASE,
)
_SITE = re.compile(r"https?:|www\.|\.(?:ru|рф|su|com|org|net|gov)(?:[/?:#]|$)", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_EDGES = " \t\r\n.,;:!?()[]{}<>«»\"'…"


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return not text or (len(text) < 30 and _BLANK.fullmatch(text.strip()) is not None)


def has_address(text: str) -> bool:
    """Whether a cell is plainly about a public: an address at VK, `club1`, `@name`."""
    short = text[:_LONGEST].strip()
    return bool(
        _ADDRESS.search(short)
        or _NUMBERED.fullmatch(short)
        or (short.startswith("@") and _NAME.fullmatch(short))
    )


def read_cell(text: str) -> Reading:
    """The public that a cell names, however it was typed; never raises."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        return owner_of(plain[1])
    if is_blank(text):
        return Reading()
    if len(text) > _LONGEST:
        return Reading(problem=words.LONG.fill(length=len(text)))
    clean = _clean(text)
    return _among_addresses(clean) if _ADDRESS.search(clean) else _without_address(clean)


def _clean(text: str) -> str:
    """Without invisible signs, and without spaces where an address can have none."""
    visible = "".join(
        one if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf") else ""
        for one in unicodedata.normalize("NFKC", text.replace("\N{MINUS SIGN}", "-"))
    )
    named = _MENTION.sub(r"\1", visible.replace("\r", "\n"))
    latin = re.sub(r"\S+", lambda word: _with_latin_host(word[0]), named)
    return _AROUND.sub(r"\1", _SPLIT_HOST.sub(r"\1.\2", latin)).strip()


def _with_latin_host(word: str) -> str:
    """The host in Latin letters where it has some that only look so; the page stays as it is."""
    found = _ADDRESS.search(word.translate(ALIKE)) if _CYRILLIC.search(word) else None
    if not found or found.start("page") == 0:
        return word
    host = slice(found.start(), found.start("page"))
    return word[: host.start] + word.translate(ALIKE)[host] + word[host.stop :]


def _among_addresses(clean: str) -> Reading:
    joined = _SPACED_NUMBER.sub(lambda number: re.sub(r"\s", "", number[0]), clean)
    found = list(_ADDRESS.finditer(joined))
    readings = [_at(joined, one) for one in found]
    used = next((place for place, one in enumerate(readings) if one.public), 0)
    rest = [
        one[0]
        for place, one in enumerate(found)
        if place != used and readings[place].public != readings[used].public
    ]
    rest += [one for one in joined.split() if _NETWORK.search(one) and not _ADDRESS.search(one)]
    remarks = (words.JOINED.fill(page=found[used]["page"]),) if joined != clean else ()
    return _with_remarks(readings[used], *remarks, rest=rest)


def _at(text: str, address: re.Match[str]) -> Reading:
    """What one address says; a name that may go on behind a space is not certain."""
    page, following = address["page"], _NEXT_WORD.match(text, address.end())
    word = following[1].strip(_EDGES).translate(ALIKE) if following else ""
    goes_on = _NAME.fullmatch(word) and not _SITE.search(word) and not _NUMBERED.fullmatch(page)
    if not following or not goes_on or address.end() != address.end("page"):
        return owner_of(page)
    if page.endswith("_") or following[1].startswith("_"):
        whole = page + following[1].strip(_EDGES)
        return _with_remarks(owner_of(whole), words.JOINED.fill(page=whole))
    return Reading(problem=words.SPACE)


def _with_remarks(read: Reading, *remarks: Wording, rest: Sequence[str] = ()) -> Reading:
    if not read.public:
        return read
    left_out = (words.LEFT_OUT.fill(rest=", ".join(rest)),) if rest else ()
    return read._replace(remarks=(*remarks, *read.remarks, *left_out))


def _without_address(clean: str) -> Reading:
    network = _NETWORK.search(clean)
    if network:
        return Reading(problem=words.OTHER_NETWORK.fill(network=network[0].lower()))
    bare = _LABEL.sub("", clean, count=1).strip(_EDGES)
    if _BARE_HOST.fullmatch(bare):
        return Reading(problem=words.NO_PAGE)
    if _SITE.search(bare) and not clean.startswith("@"):
        return Reading(problem=words.SITE)
    if _NUMBER.fullmatch(bare):
        return _of_number(bare)
    whole = _WHOLE_NUMBER.fullmatch(bare)
    return owner_of(whole[1]) if whole else _bare_names(bare)


def _of_number(spaced: str) -> Reading:
    number = re.sub(r"\s", "", spaced)
    remarks = [words.JOINED.fill(page=number)] if number != spaced else []
    return _with_remarks(owner_of(number), *remarks)


def _bare_names(bare: str) -> Reading:
    parts = [one.strip(_EDGES) for one in re.split(r"[,;\n]", bare) if one.strip(_EDGES)]
    if any(not _NAME.fullmatch(one.translate(ALIKE)) for one in parts) or not parts:
        spaced = _NAME.fullmatch(re.sub(r"\s", "", bare).translate(ALIKE))
        return Reading(problem=words.SEVERAL_WORDS if spaced else words.NO_ADDRESS)
    return _with_remarks(owner_of(parts[0]), rest=parts[1:])
