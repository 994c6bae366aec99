"""From the part of an address that names a page of VK to the public that owns it.

The text of a cell is parsed in `cells`.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from govpublic_sdk._domain.references import PublicRef, public_ref
from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry import words

__all__ = ["ALIKE", "Reading", "is_spelt", "owner_of"]

ALIKE = str.maketrans("аеорсухкАВЕКМНОРСТУХ", "aeopcyxkABEKMHOPCTYX")
_MOST_DIGITS = 10  # longer numbers are an ОГРН or a phone
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
    """What a text says.

    Attributes:
        public: The public that is meant; None where none could be read.
        problem: Why none could be read; None where one was, and where the text is blank.
        remarks: What was repaired or left out, and what is in doubt.
    """

    public: PublicRef | None = None
    problem: Wording | None = None
    remarks: tuple[Wording, ...] = ()


def is_spelt(text: str) -> bool:
    """Whether a text is a number with its prefix and stray characters between: `club/5`."""
    return _SPELT.fullmatch(text) is not None


def owner_of(page: str) -> Reading:
    """Return the public meant by what follows `vk.com/`, or by a bare name; never raises."""
    if spelt := _SPELT.fullmatch(page):
        name = spelt[1].lower() + spelt[2]
        read = _named(name)
        return read._replace(remarks=(words.SIGNS.fill(page=name),)) if read.public else read
    path, mark, query = page.partition("?")
    word, _, rest = path.partition("#")[0].lstrip("/").partition("/")
    word = unquote(word).strip().rstrip(".,;:!?)]}>»\"'…").lower()
    if word in _SECTIONS and (section := _SECTION.match(rest)):
        return owner_of(section[1])._replace(remarks=(words.OWNER,))
    if not word:
        return _in_window(mark + query) or Reading(problem=words.NO_PAGE)
    if _CYRILLIC.search(word):
        return _with_latin_letters(word)
    return _of_another_page(word, mark + query) or _named(word)


def _with_latin_letters(word: str) -> Reading:
    """Certain only where Latin letters stand beside those that look so: `сара` may mean `sara`."""
    latin = word.translate(ALIKE)
    if not latin.isascii() or not _LATIN.search(word):
        return Reading(problem=words.CYRILLIC)
    read = owner_of(latin)
    remark = words.ALIKE.fill(page=latin)
    return read._replace(remarks=(remark, *read.remarks)) if read.public else read


def _of_another_page(word: str, query: str) -> Reading | None:
    if _PERSON.fullmatch(word):
        return Reading(problem=words.PERSON)
    if _APP.fullmatch(word):
        return Reading(problem=words.APP)
    if word in _PREFIXES:
        return _in_window(query) or Reading(problem=words.NO_NUMBER.fill(page=word))
    if word in _EMPTY:
        return Reading(problem=words.NO_PAGE)
    if (
        word in _SERVICE
        or word.endswith((".php", ".htm", ".html"))
        or (len(word) == 1 and word.isalpha())
    ):
        return _in_window(query) or Reading(problem=words.SERVICE.fill(page=word))
    if _HOST.fullmatch(word):
        return Reading(problem=words.OTHER_NETWORK.fill(network=word))
    match = _OBJECT.fullmatch(word) or _OF_GROUP.fullmatch(word) or _ARTICLE.fullmatch(word)
    return _owning(match["owner"], word) if match else None


def _owning(owner: str, word: str) -> Reading:
    if owner.isdecimal() and not word.startswith("@") and not _OF_GROUP.fullmatch(word):
        return Reading(problem=words.PERSON)
    read = _named(owner)
    whole = f"@{owner}" == word
    return read if whole or not read.public else read._replace(remarks=(words.OWNER,))


def _in_window(query: str) -> Reading | None:
    """The owner that the parameters of a service page name."""
    if match := _WINDOW.search(query):
        return _named(match[1] or match[2])._replace(remarks=(words.OWNER,))
    away = _AWAY.search(query)
    target = _VK.match(unquote(away[1])) if away else None
    if target and "to=" not in target[1]:
        read = owner_of(target[1])
        return read._replace(remarks=(words.AWAY, *read.remarks)) if read.public else read
    return None


def _named(word: str) -> Reading:
    numbered = _NUMBERED.fullmatch(word)
    if numbered and not 0 < int(numbered[1][: _MOST_DIGITS + 1]) < 10**_MOST_DIGITS:
        return Reading(problem=words.NUMBER)
    if _PERSON.fullmatch(word):
        return Reading(problem=words.PERSON)
    try:
        public = public_ref(int(numbered[1]) if numbered else word)
    except ParameterError:
        return Reading(problem=words.NAME)
    slipped = None if numbered else _SLIPPED.fullmatch(word)
    is_doubtful = slipped and any(_is_one_slip(slipped[1], right) for right in _PREFIXES)
    return Reading(public, remarks=(words.SLIP.fill(page=word),) if is_doubtful else ())


def _is_one_slip(word: str, right: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two have changed places."""
    while word and right and word[0] == right[0]:
        word, right = word[1:], right[1:]
    while word and right and word[-1] == right[-1]:
        word, right = word[:-1], right[:-1]
    return max(len(word), len(right)) == 1 or (len(word) == 2 and word == right[::-1])
