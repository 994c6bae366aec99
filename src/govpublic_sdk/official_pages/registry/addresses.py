"""From the part of an address that names a page of VK to the public that owns it.

The text of a cell is taken apart elsewhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from govpublic_sdk._domain.references import PublicRef, public_ref
from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry import words

__all__ = ["ALIKE", "Reading", "owner_of"]

ALIKE = str.maketrans("аеорсухкАВЕКМНОРСТУХ", "aeopcyxkABEKMHOPCTYX")
_MOST_DIGITS = 10  # longer numbers are an ОГРН or a phone
_NUMBERED = re.compile(r"(?:club|public|event|wall)?-?(\d+)")
_OBJECT = re.compile(
    r"(?:wall|photos?|albums?|videos?|topic|market|docs?|clips?|story|stories|write|audios?|product"
    r"|uslugi|podcasts?|poll|page)(?P<owner>-\d+|\d+(?=_))(?:_.*)?"
)
_ARTICLE = re.compile(r"@(?P<owner>-\d+|[a-z0-9_.]+)(?:-.*)?")
_WINDOW = re.compile(r"[?&](?:w|z|sel)=[a-z]*-(\d+)")
_APP = re.compile(r"app\d+(?:_-?\d+)?")
_PERSON = re.compile(r"id\d+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SERVICE = frozenset(
    {"feed", "im", "groups", "friends", "search", "login", "video", "videos", "clips", "audio"}
    | {"market", "apps", "share.php", "away.php", "al_im.php", "index.php", "about", "help", "dev"}
    | {"support", "terms", "wall", "story"}
)


class Reading(NamedTuple):
    """What a text says.

    Attributes:
        public: The public that is meant; None where none could be read.
        problem: Why none could be read; None where one was, and where the text is blank.
        remarks: What was repaired or left out.
    """

    public: PublicRef | None = None
    problem: Wording | None = None
    remarks: tuple[Wording, ...] = ()


def owner_of(page: str) -> Reading:
    """The public that is meant by what stands behind `vk.com/`, or by a bare name; never raises."""
    path, mark, query = page.partition("?")
    word = path.partition("#")[0].lstrip("/").partition("/")[0].rstrip(".,;:!?)]}>»\"'…").lower()
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
    if word in _SERVICE:
        return _in_window(query) or Reading(problem=words.SERVICE.fill(page=word))
    thing = _OBJECT.fullmatch(word) or _ARTICLE.fullmatch(word)
    return _owning(thing["owner"], word) if thing else None


def _owning(owner: str, word: str) -> Reading:
    if owner.isdecimal() and not word.startswith("@"):
        return Reading(problem=words.PERSON)
    read = _named(owner)
    whole = f"@{owner}" == word
    return read if whole or not read.public else read._replace(remarks=(words.OWNER,))


def _in_window(query: str) -> Reading | None:
    found = _WINDOW.search(query)
    return _named(found[1])._replace(remarks=(words.OWNER,)) if found else None


def _named(word: str) -> Reading:
    numbered = _NUMBERED.fullmatch(word)
    if numbered and not 0 < int(numbered[1][: _MOST_DIGITS + 1]) < 10**_MOST_DIGITS:
        return Reading(problem=words.NUMBER)
    if _PERSON.fullmatch(word):
        return Reading(problem=words.PERSON)
    try:
        return Reading(public_ref(int(numbered[1]) if numbered else word))
    except ParameterError:
        return Reading(problem=words.NAME)
