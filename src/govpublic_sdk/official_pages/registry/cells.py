"""Parses the text of a cell into the public that is meant; it never calls VK.

Only what is certain is repaired, and a repair that changes letters is reported. A cell that could
mean two things is not read: a wrong page in a report costs more than a line to correct.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._resources._references import PublicRef, public_ref
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.networks import pages_in
from govpublic_sdk.official_pages.registry import texts

__all__ = [
    "ALIKE",
    "Reading",
    "has_address",
    "has_full_address",
    "is_blank",
    "is_spelt",
    "owner_of",
    "read_cell",
]

ALIKE = str.maketrans("аеорсухкАВЕКМНОРСТУХ", "aeopcyxkABEKMHOPCTYX")
_MAX_DIGITS = 10  # longer numbers are an ОГРН or a phone
_NUMBERED = re.compile(r"(?:club|public|event|wall)?-?(\d+)")
_PREFIXES = ("club", "public", "event")
_SPELT = re.compile(
    r"/*(club|public|event)(?:[\s/#№:=-]|%20|%23)+(\d{1,12})(?:[/?#].*)?", re.IGNORECASE
)
_SLIPPED = re.compile(r"([a-z]+)\d{5,}")
_OBJECT = re.compile(
    r"(?:wall|photos?|albums?|videos?|topic|market|docs?|clips?|story|stories|write|audios?|product"
    r"|uslugi|podcasts?|poll|page|playlist|board|gim|app\d+_)"
    r"(?P<owner>-\d+|\d+(?=_))(?:_.*)?"
)
_OF_GROUP = re.compile(r"(?:board|gim|stats|groupstats)(?P<owner>\d+)(?:_.*)?")
_ARTICLE = re.compile(r"@(?P<owner>-\d+|[a-z0-9_.]+)(?:-.*)?")
_WINDOW = re.compile(
    r"[?&](?:(?:w|z|sel|oid|owner_id|own_id|from_id)=(?:[a-z]*-|club|public|event)(\d+)"
    r"|(?:gid|gids|group_id|public_id|club)=-?(\d+))"
)
_AWAY = re.compile(r"[?&]to=([^&]*)")
_VK = re.compile(r"(?:https?://)?(?:(?:www|m)\.)?vk\.(?:com|ru)/(.+)", re.IGNORECASE | re.DOTALL)
_SECTIONS = frozenset({"video", "videos", "clips", "audios", "music", "live", "market", "podcasts"})
_SECTION = re.compile(r"@?((?:club|public|event)\d+|(?<=@)[a-z0-9_.]+)(?:[/?#]|$)", re.IGNORECASE)
_APP = re.compile(r"app\d+(?:_\d+)?")
_PERSON = re.compile(r"id\d+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me|su|gov|info|biz)")
_EMPTY = frozenset({"nan", "none", "null", "undefined", "n", "empty", "false", "true", "link"})
_SERVICE = frozenset(
    {"feed", "im", "groups", "friends", "search", "login", "video", "videos", "clips", "audio"}
    | {"market", "apps", "share.php", "away.php", "al_im.php", "index.php", "about", "help", "dev"}
    | {"support", "terms", "wall", "story", "settings", "ads", "fave", "services", "away", "pages"}
    | {"join", "reg", "restore", "jobs", "legal", "privacy", "bugs", "stickers", "games", "docs"}
    | {"photos", "albums", "music", "podcasts", "uslugi", "mail", "edit", "notifications", "board"}
    | {"bookmarks", "invite", "discover", "call", "calls", "events", "verify", "vkpay", "stats"}
    | {"groups.php", "club.php", "home.php", "profile.php", "video_ext.php", "widget_community.php"}
    | {"widget_allow_messages_from_community.php", "groups_create", "write", "page"}
    | {"messages", "profile", "gifts", "people", "group", "groups_list"}
    | {"home", "logout", "data_protection", "faq"}
    | {"articles", "article", "topic", "album", "photo", "doc", "product", "places"}
    | {"index", "www", "http", "https", "newsfeed", "signup", "register", "registration", "badges"}
    | {"oauth", "authorize", "connect", "api", "widget", "widgets", "developers", "explore"}
    | {"subscriptions", "memories", "notes", "note", "likes", "poll", "polls", "graffiti", "donut"}
    | {"favicon.ico", "robots.txt", "manifest.json", "sitemap.xml", "blank", "lead_forms", "tasks"}
    | {"agreement", "licence", "license", "rules", "cookies", "opensearch", "community"}
    | {"live", "share", "tag", "hashtag", "vkid", "clip", "promo", "blog", "press", "ny", "start"}
    | {"id", "wall.php", "search.php", "audios", "activation", "badbrowser.php", "public.php"}
)  # fmt: skip


class Reading(NamedTuple):
    """The meaning of a text.

    Attributes:
        public: The public that is meant; None where none could be read.
        problem: Why none could be read; None where one was, and where the text is blank.
        remarks: What was repaired or left out, and what is in doubt.
    """

    public: PublicRef | None = None
    problem: LocalizedText | None = None
    remarks: tuple[LocalizedText, ...] = ()


def is_spelt(text: str) -> bool:
    """Whether a text is a number with its prefix and stray characters between: `club/5`."""
    return _SPELT.fullmatch(text) is not None


def owner_of(page: str) -> Reading:
    """Return the public meant by what follows `vk.com/`, or by a bare name; never raises."""
    if spelt := _SPELT.fullmatch(page):
        name = spelt[1].lower() + spelt[2]
        read = _read_name(name)
        return read._replace(remarks=(texts.SIGNS.fill(page=name),)) if read.public else read
    path, mark, query = page.partition("?")
    word, _, rest = path.partition("#")[0].lstrip("/").partition("/")
    word = unquote(word).strip().rstrip(".,;:!?)]}>»\"'…").lower()
    if word in _SECTIONS and (section := _SECTION.match(rest)):
        return owner_of(section[1])._replace(remarks=(texts.OWNER,))
    if not word:
        return _in_window(mark + query) or Reading(problem=texts.NO_PAGE)
    if _CYRILLIC.search(word):
        return _with_latin_letters(word)
    return _of_another_page(word, mark + query) or _read_name(word)


def _with_latin_letters(word: str) -> Reading:
    """Certain only where Latin letters stand beside those that look so: `сара` may mean `sara`."""
    latin = word.translate(ALIKE)
    if not latin.isascii() or not _LATIN.search(word):
        return Reading(problem=texts.CYRILLIC)
    read = owner_of(latin)
    remark = texts.ALIKE.fill(page=latin)
    return read._replace(remarks=(remark, *read.remarks)) if read.public else read


def _of_another_page(word: str, query: str) -> Reading | None:
    if _PERSON.fullmatch(word):
        return Reading(problem=texts.PERSON)
    if _APP.fullmatch(word):
        return Reading(problem=texts.APP)
    if word in _PREFIXES:
        return _in_window(query) or Reading(problem=texts.NO_NUMBER.fill(page=word))
    if word in _EMPTY:
        return Reading(problem=texts.NO_PAGE)
    if (
        word in _SERVICE
        or word.endswith((".php", ".htm", ".html"))
        or (len(word) == 1 and word.isalpha())
    ):
        return _in_window(query) or Reading(problem=texts.SERVICE.fill(page=word))
    if _HOST.fullmatch(word):
        return Reading(problem=texts.OTHER_NETWORK.fill(network=word))
    match = _OBJECT.fullmatch(word) or _OF_GROUP.fullmatch(word) or _ARTICLE.fullmatch(word)
    return _owning(match["owner"], word) if match else None


def _owning(owner: str, word: str) -> Reading:
    if owner.isdecimal() and not word.startswith("@") and not _OF_GROUP.fullmatch(word):
        return Reading(problem=texts.PERSON)
    read = _read_name(owner)
    whole = f"@{owner}" == word
    return read if whole or not read.public else read._replace(remarks=(texts.OWNER,))


def _in_window(query: str) -> Reading | None:
    """The owner that the parameters of a service page name."""
    if match := _WINDOW.search(query):
        return _read_name(match[1] or match[2])._replace(remarks=(texts.OWNER,))
    away = _AWAY.search(query)
    target = _VK.match(unquote(away[1])) if away else None
    if target and "to=" not in target[1]:
        read = owner_of(target[1])
        return read._replace(remarks=(texts.AWAY, *read.remarks)) if read.public else read
    return None


def _read_name(word: str) -> Reading:
    numbered = _NUMBERED.fullmatch(word)
    if numbered and not 0 < int(numbered[1][: _MAX_DIGITS + 1]) < 10**_MAX_DIGITS:
        return Reading(problem=texts.NUMBER)
    if _PERSON.fullmatch(word):
        return Reading(problem=texts.PERSON)
    try:
        public = public_ref(int(numbered[1]) if numbered else word)
    except ParameterError:
        return Reading(problem=texts.NAME)
    slipped = None if numbered else _SLIPPED.fullmatch(word)
    is_doubtful = slipped and any(_is_one_slip(slipped[1], right) for right in _PREFIXES)
    return Reading(public, remarks=(texts.SLIP.fill(page=word),) if is_doubtful else ())


def _is_one_slip(word: str, right: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two have changed places."""
    while word and right and word[0] == right[0]:
        word, right = word[1:], right[1:]
    while word and right and word[-1] == right[-1]:
        word, right = word[:-1], right[:-1]
    return max(len(word), len(right)) == 1 or (len(word) == 2 and word == right[::-1])


_LONGEST = 4_000  # characters; longer texts are no addresses, and patterns stay fast
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
_HOST_cells = r"(?:(?:www|m|new)\.)?(?:vk[.,](?:com|ru|me)|vkontakte\.ru)(?::(?:443|80)(?=[/\\]))?"
_ADDRESS = re.compile(
    rf"(?<![\w./@-])(?:{_SCHEME}{_HOST_cells}[/\\]+)+(?P<page>[^\s,;<>\"'«»|()\[\]]*)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(rf"{_SCHEME}{_HOST_cells}", re.IGNORECASE)
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
_NUMBERED_cells = re.compile(r"(?:club|public|event)\d+", re.IGNORECASE)
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
_SIGNS = {ord("\N{MINUS SIGN}"): "-", ord("№"): "#"}
_EDGES = " \t\r\n.,;:!?()[]{}<>«»\"'…"


def is_blank(text: str) -> bool:
    """Whether a cell states that there is no page."""
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
    is_full = _ADDRESS.search(short) or _MENTION.search(short) or _NUMBERED_cells.fullmatch(short)
    return bool(is_full) and read_cell(text).public is not None


def has_address(text: str) -> bool:
    """Whether a cell is plainly about a public: an address at VK, `club1`, `@name`."""
    short = text[:_LONGEST].strip()
    return bool(
        _ADDRESS.search(short)
        or _NUMBERED_cells.fullmatch(short)
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
        return Reading(problem=texts.LONG.fill(length=len(text)))
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
    remarks = (texts.JOINED.fill(page=found[used]["page"]),) if joined != clean else ()
    return _with_remarks(readings[used], *remarks, rest=rest)


def _at(text: str, address: re.Match[str]) -> Reading:
    """The meaning of one address; a name that may go on behind a space is not certain."""
    page, following = address["page"], _NEXT_WORD.match(text, address.end())
    if not following or address.end() != address.end("page") or not _may_go_on(page, following[1]):
        return owner_of(page)
    if page.endswith("_") or following[1].startswith("_"):
        whole = page + following[1].strip(_EDGES)
        return _with_remarks(owner_of(whole), texts.JOINED.fill(page=whole))
    return Reading(problem=texts.SPACE)


def _may_go_on(page: str, following: str) -> bool:
    """Whether the next word could belong to the name, which a space has cut."""
    bare = following.strip(_EDGES)
    word = bare.translate(ALIKE)
    is_russian = _CYRILLIC.search(bare) and not re.search(r"[a-z0-9_]", bare, re.IGNORECASE)
    is_network = bare.lower() in _NETWORK_WORDS or word.lower() in _NETWORK_WORDS
    if is_russian or is_network or _NUMBERED_cells.fullmatch(page):
        return False
    return bool(_NAME.fullmatch(word)) and not (_SITE.search(word) or _NOT_A_NAME.fullmatch(word))


def _with_remarks(read: Reading, *remarks: LocalizedText, rest: Sequence[str] = ()) -> Reading:
    if not read.public:
        return read
    left_out = (texts.LEFT_OUT.fill(rest=", ".join(rest)),) if rest else ()
    return read._replace(remarks=(*remarks, *read.remarks, *left_out))


def _without_address(clean: str) -> Reading:
    first = clean.partition(" ")[0].strip(_EDGES)
    network = _NETWORK.search(clean)
    if network and _NUMBERED_cells.fullmatch(first):
        return owner_of(first)
    if network:
        return Reading(problem=texts.OTHER_NETWORK.fill(network=network[0].lower()))
    bare = _LABEL.sub("", clean, count=1).strip(_EDGES)
    if _OTHER_NAME.fullmatch(bare):
        return Reading(problem=texts.OTHER_NETWORK.fill(network="max.ru"))
    if _BARE_HOST.fullmatch(bare):
        return Reading(problem=texts.NO_PAGE)
    if _SITE.search(bare) and not clean.startswith("@"):
        return Reading(problem=texts.SITE)
    if _NUMBER.fullmatch(bare):
        return _of_number(bare)
    if is_spelt(bare):
        return owner_of(bare)
    whole = _WHOLE_NUMBER.fullmatch(bare)
    if not whole and _FRACTION.fullmatch(bare):
        return Reading(problem=texts.NUMBER)
    return owner_of(whole[1]) if whole else _bare_names(bare)


def _of_number(spaced: str) -> Reading:
    number = re.sub(r"\s", "", spaced)
    remarks = [texts.JOINED.fill(page=number)] if number != spaced else []
    return _with_remarks(owner_of(number), *remarks)


def _bare_names(bare: str) -> Reading:
    parts = [one.strip(_EDGES) for one in re.split(r"[,;\n]", bare) if one.strip(_EDGES)]
    if any(not _NAME.fullmatch(part.translate(ALIKE)) for part in parts) or not parts:
        spaced = _NAME.fullmatch(re.sub(r"\s", "", bare).translate(ALIKE))
        return Reading(problem=texts.SEVERAL_WORDS if spaced else texts.NO_ADDRESS)
    word = parts[0]
    if not bare.startswith("@") and _is_plain_word(word):
        return Reading(problem=texts.WORD.fill(word=word))
    return _with_remarks(owner_of(word), rest=parts[1:])


def _is_plain_word(word: str) -> bool:
    latin = word.translate(ALIKE).lower()
    known = latin in _WORDS or word.lower() in _WORDS
    return known or (len(word) < _SHORTEST_NAME and not any(one.isdigit() for one in word))
