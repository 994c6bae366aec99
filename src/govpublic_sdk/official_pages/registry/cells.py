"""From what an official typed into one cell to the public that is meant; it never asks VK.

Only what is certain is repaired, and a repair that changes letters is told. A cell that could mean
two things is not read: a wrong page in a report costs more than a line to correct.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from govpublic_sdk._wording import Wording
from govpublic_sdk.official_pages.networks import pages_in
from govpublic_sdk.official_pages.registry import words
from govpublic_sdk.official_pages.registry.addresses import ALIKE, Reading, is_spelt, owner_of

__all__ = ["has_address", "has_full_address", "is_blank", "read_cell"]

_LONGEST = 4_000
_LONGEST_BLANK = 60  # «официальная страница во ВКонтакте не создана»
_THING = (
    r"(?:официальн\w+ )?(?:страниц\w*|ссылк\w*|групп\w*|сообществ\w*|(?:гос)?паблик\w*|аккаунт\w*"
    r"|данны\w*|сведени\w*|информаци\w*|вк|vk|адрес\w*|профил\w*|сайт\w*|соц ?сет\w*)"
    r"(?: (?:в |во )?(?:вк|vk|вконтакте|соц(?:иальн\w+)?\.? ?сет\w*)){0,2}"
)
_ABSENT = (
    r"(?:(?:пока |ещ[её] )?(?:нет|нету|отсутству\w*|отсутсву\w*|отсутств|отсут|отс"
    r"|не (?:вед[её]тся|вед[её]м|вед[её]т|ведут|вел[аи]сь|созда\w+|имеется|име[ею]т|имеем"
    r"|имел[аои]?сь"
    r"|требуется|нуж[ен]н?[аоы]?|надо|обязан\w*(?: вести)?|предусмотрен\w*|применя\w+"
    r"|подлеж[аи]т(?: созданию| ведению)?|существует|завед[её]н\w*|указан\w*|применимо"
    r"|зарегистрирован\w*|найден\w*|предоставлен\w*|представлен\w*|заполнен\w*|заполня\w+"
    r"|использу\w+|был[аои]?|открыт[аоы]?))|неприменимо|удал[её]н[аоы]?)"
)
_BLANK = re.compile(
    rf"[\s\-–—_.*/\\…]*|0+(?:[.,]0+)?\s?%?"
    rf"|[-–—_*~]*\s?{_ABSENT}\s?[-–—_*~]*(?: {_THING})?|{_THING}(?::| [–—-])? {_ABSENT}"
    rf"|(?:в|во) (?:вк|vk|вконтакте) {_ABSENT}|{_ABSENT} (?:в|во) (?:вк|vk|вконтакте)"
    r"|(?:no|not) (?:page|group|public|vk|available|applicable|created|required)|nil|does not exist"
    r"|absent|missing|[?~=#+×]{1,5}|н/дан|н\\д|n\\a"
    r"|прочерк|пуст(?:о|ой|ая|ое)|no|none|n/?a|nan|null|undefined|empty|н/?[да]|н\.? ?д\.?"
    r"|б/?н|#н/д|#n/a|<na>"
    r"|#[a-zа-я]+[!?]|#дел/0!|#div/0!",
    re.IGNORECASE,
)
_NOT_BLANK = re.compile(r"[1-9]|://")  # what no blank cell has: a quick look
_CLAUSES = re.compile(r"[,;()<>«»\"\[\]]+|\s[–—-]\s")
_PLAIN = re.compile(
    r"(?:https?://)?(?:(?:www|m)\.)?vk\.(?:com|ru)/([a-z0-9_.]*[a-z0-9_])/?", re.IGNORECASE
)
_SCHEME = r"(?:[:/\\]{2,3})?(?:h?[tps]{3,6}[:;/\\]{1,4}){0,3}"
_HOST = r"(?:(?:www|m|new)\.)?(?:vk[.,](?:com|ru|me)|vkontakte\.ru)(?::(?:443|80)(?=[/\\]))?"
_ADDRESS = re.compile(
    rf"(?<![\w./@-])(?:{_SCHEME}{_HOST}[/\\]+)+(?P<page>[^\s,;<>\"'«»|()\[\]]*)", re.IGNORECASE
)
_BARE_HOST = re.compile(rf"{_SCHEME}{_HOST}", re.IGNORECASE)
_BEFORE_SLASH = re.compile(r"(?<![^\S\n])[^\S\n]+(?=[/\\])")
_AFTER_SLASH = re.compile(r"(?<=[/\\])[^\S\n]+")
_SPLIT_HOST = re.compile(r"\b(vk)[^\S\n]*\.[^\S\n]*(com|ru)\b", re.IGNORECASE)
_MENTION = re.compile(
    r"\[(?:https?://)?(?:(?:m\.|www\.)?vk\.(?:com|ru)/)?((?=[\w.]*[a-z])[a-z0-9_.]{2,})\|[^\[\]]*\]",
    re.IGNORECASE | re.ASCII,
)
_STARRED = re.compile(
    r"[@*](?P<page>[a-z0-9_.]{2,}) \([^()]*\)", re.IGNORECASE | re.ASCII
)  # how VK shows a mention
_LABEL = re.compile(
    r"(?:вк|vk|вконтакте|(?:гос)?паблик|группа|сообщество)\s*[:–—-]\s*", re.IGNORECASE
)
_DIGITS = r"(?:\d{1,3}(?:[^\S\n]\d{3})+|\d+)"
_NUMBER = re.compile(rf"@?(?:club|public|event)?[^\S\n]*-?{_DIGITS}", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"(-?\d+)[.,]0+")
_FRACTION = re.compile(r"-?\d+[.,]\d+%?")
_GLUED = re.compile(r"(?<=[\w/])(?=https?://)", re.IGNORECASE)
_SPACED_NUMBER = re.compile(
    rf"(?<=[/\\])(?:club|public|event)[^\S\n]*{_DIGITS}(?![\w.])", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:club|public|event)\d+", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[^\S\n]+([^\s]+)")
_NOT_A_NAME = re.compile(r"[\d.,:/()-]+")
_OTHER_NAME = re.compile(r"@?id\d{5,}_(?:gos|biz|bot)\w*", re.IGNORECASE)
_NETWORK_WORDS = frozenset(
    {"ok", "ок", "max", "мах", "макс", "tg", "тг", "telegram", "телеграм", "телеграмм", "vk", "вк"}
    | {
        "vkontakte",
        "вконтакте",
        "одноклассники",
        "odnoklassniki",
        "сайт",
        "site",
        "viber",
        "вайбер",
    }
    | {"whatsapp", "rutube", "рутуб", "youtube", "ютуб", "дзен", "dzen", "zen", "instagram", "tel"}
    | {
        "facebook",
        "email",
        "e-mail",
        "mail",
        "почта",
        "тел",
        "телефон",
        "www",
        "http",
        "https",
        "и",
    }
)
_WORDS = frozenset(
    {
        "true",
        "false",
        "yes",
        "link",
        "links",
        "url",
        "none",
        "null",
        "page",
        "group",
        "public",
        "club",
    }
    | {
        "event",
        "website",
        "web",
        "text",
        "test",
        "error",
        "click",
        "here",
        "open",
        "closed",
        "active",
    }
    | {
        "absent",
        "missing",
        "unknown",
        "verified",
        "deleted",
        "official",
        "address",
        "name",
        "title",
    }
    | {
        "done",
        "created",
        "admin",
        "community",
        "messenger",
        "google",
        "yandex",
        "twitter",
        "tiktok",
    }
    | {
        "skype",
        "ссылка",
        "homepage",
        "hyperlink",
        "source",
        "total",
        "status",
        "profile",
        "account",
    }
    | _NETWORK_WORDS
)
_SHORTEST_NAME = 5  # VK gives no shorter names today: a bare shorter word is a word
_NAME = re.compile(r"@?[a-z0-9_.]+", re.IGNORECASE)
_NETWORK = re.compile(
    r"(?<![\w-])(?:ok\.ru|odnoklassniki\.ru|t\.me|telegram\.(?:me|org)|max\.ru|rutube\.ru"
    r"|youtube\.com|youtu\.be|(?:zen\.yandex|dzen)\.ru|wa\.me|whatsapp\.com|viber\.com"
    r"|instagram\.com|facebook\.com|twitter\.com|x\.com|tiktok\.com)(?![\w.-])",
    re.IGNORECASE,
)
_SITE = re.compile(r"https?:|www\.|\.(?:ru|рф|su|com|org|net|gov)(?:[/?:#]|$)", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SIGNS = {ord("\N{MINUS SIGN}"): "-", ord("№"): "#"}
_EDGES = " \t\r\n.,;:!?()[]{}<>«»\"'…"


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    if not text or len(text) >= _LONGEST_BLANK or _NOT_BLANK.search(text):
        return not text
    bare = text.strip()
    if not _CLAUSES.search(bare):
        return bool(_BLANK.fullmatch(bare) or _BLANK.fullmatch(bare.strip(" .!")))
    clauses = [clause.strip(" .!") for clause in _CLAUSES.split(bare)]
    said = [clause for clause in clauses if clause]
    return bool(_BLANK.fullmatch(bare) or (said and all(map(_BLANK.fullmatch, said))))


def has_full_address(text: str) -> bool:
    """Whether a cell holds the address of a public: with VK's host, `[club1|Name]`, `club1`."""
    short = text[:_LONGEST].strip()
    is_full = _ADDRESS.search(short) or _MENTION.search(short) or _NUMBERED.fullmatch(short)
    return bool(is_full) and read_cell(text).public is not None


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
        for one in unicodedata.normalize("NFKC", text.translate(_SIGNS))
    )
    named = _MENTION.sub(r"vk.com/\1 ", visible.replace("\r", "\n")).strip()
    starred = _STARRED.fullmatch(named)
    named = f"@{starred['page']}" if starred else named
    latin = re.sub(r"\S+", lambda word: _with_latin_host(word[0]), named)
    joined = _GLUED.sub(" ", _SPLIT_HOST.sub(r"\1.\2", latin))
    return _AFTER_SLASH.sub("", _BEFORE_SLASH.sub("", joined)).strip()


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
    rest += [
        one
        for one in joined.split()
        if _NETWORK.search(one) and not _ADDRESS.search(one) and not pages_in(one)
    ]
    remarks = (words.JOINED.fill(page=found[used]["page"]),) if joined != clean else ()
    return _with_remarks(readings[used], *remarks, rest=rest)


def _at(text: str, address: re.Match[str]) -> Reading:
    """What one address says; a name that may go on behind a space is not certain."""
    page, following = address["page"], _NEXT_WORD.match(text, address.end())
    if not following or address.end() != address.end("page") or not _may_go_on(page, following[1]):
        return owner_of(page)
    if page.endswith("_") or following[1].startswith("_"):
        whole = page + following[1].strip(_EDGES)
        return _with_remarks(owner_of(whole), words.JOINED.fill(page=whole))
    return Reading(problem=words.SPACE)


def _may_go_on(page: str, following: str) -> bool:
    """Whether the next word could belong to the name, which a space has cut."""
    bare = following.strip(_EDGES)
    word = bare.translate(ALIKE)
    is_russian = _CYRILLIC.search(bare) and not re.search(r"[a-z0-9_]", bare, re.IGNORECASE)
    is_network = bare.lower() in _NETWORK_WORDS or word.lower() in _NETWORK_WORDS
    if is_russian or is_network or _NUMBERED.fullmatch(page):
        return False
    return bool(_NAME.fullmatch(word)) and not (_SITE.search(word) or _NOT_A_NAME.fullmatch(word))


def _with_remarks(read: Reading, *remarks: Wording, rest: Sequence[str] = ()) -> Reading:
    if not read.public:
        return read
    left_out = (words.LEFT_OUT.fill(rest=", ".join(rest)),) if rest else ()
    return read._replace(remarks=(*remarks, *read.remarks, *left_out))


def _without_address(clean: str) -> Reading:
    first = clean.partition(" ")[0].strip(_EDGES)
    network = _NETWORK.search(clean)
    if network and _NUMBERED.fullmatch(first):
        return owner_of(first)
    if network:
        return Reading(problem=words.OTHER_NETWORK.fill(network=network[0].lower()))
    bare = _LABEL.sub("", clean, count=1).strip(_EDGES)
    if _OTHER_NAME.fullmatch(bare):
        return Reading(problem=words.OTHER_NETWORK.fill(network="max.ru"))
    if _BARE_HOST.fullmatch(bare):
        return Reading(problem=words.NO_PAGE)
    if _SITE.search(bare) and not clean.startswith("@"):
        return Reading(problem=words.SITE)
    if _NUMBER.fullmatch(bare):
        return _of_number(bare)
    if is_spelt(bare):
        return owner_of(bare)
    whole = _WHOLE_NUMBER.fullmatch(bare)
    if not whole and _FRACTION.fullmatch(bare):
        return Reading(problem=words.NUMBER)
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
    word = parts[0]
    if not bare.startswith("@") and _is_plain_word(word):
        return Reading(problem=words.WORD.fill(word=word))
    return _with_remarks(owner_of(word), rest=parts[1:])


def _is_plain_word(word: str) -> bool:
    latin = word.translate(ALIKE).lower()
    known = latin in _WORDS or word.lower() in _WORDS
    return known or (len(word) < _SHORTEST_NAME and not any(one.isdigit() for one in word))
