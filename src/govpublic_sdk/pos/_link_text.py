"""Cleans the text of a link, and compares its host with the platform's.

Each function returns the right text and the issues that it removed. Look-alikes of the host:
letters of other alphabets and digits that look the same, punycode, words before and after the name,
and one or two typing errors (https://unicode.org/reports/tr39/).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import unquote

from govpublic_sdk.pos.link_rules import LinkIssue, issue

__all__ = [
    "HostVerdict",
    "decode_percent",
    "distance",
    "host_verdict",
    "plain",
    "remove_spaces",
    "skeleton",
    "trim",
    "without_html",
]

_HTML = re.compile(r"&(?:amp|#0*38|#x0*26);(?:amp;)*", re.IGNORECASE)
_TWICE = re.compile(r"%(?:25)+[0-9a-f]{2}", re.IGNORECASE)
_CODE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_BLANK = re.compile(r"%(?:20|09|0[acd]|c2%a0)", re.IGNORECASE)
_AROUND = "\"'`«»“”„‘’<>()[]{}"
_CAPTION = re.compile(r"\A[^/?#.]*\s(?=https?://)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def trim(text: str) -> tuple[str, list[LinkIssue]]:
    """Without a caption before it, quotes and spaces around it, a full stop at its end."""
    bare = text.strip()
    inner = _CAPTION.sub("", bare).strip(_AROUND).rstrip(".,;" + _AROUND).strip()
    issues = [issue("space", "address")] if bare != text else []
    if inner != bare:
        stray = bare.replace(inner, " ", 1) if inner else bare
        issues.append(issue("characters", "address", found=stray.strip()))
    return inner, issues


def plain(text: str, part: str) -> tuple[str, list[LinkIssue]]:
    """Without invisible characters, and with plain letters for full-width ones and their like.

    https://unicode.org/reports/tr15/, form KC.
    """
    if text.isascii() and text.isprintable():
        return text, []
    visible = "".join(one for one in text if one.isspace() or not _is_invisible(one))
    issues = [issue("invisible", part)] if visible != text else []
    unusual = [one for one in visible if not one.isspace() and _compatible(one) != one]
    if unusual:
        issues.append(issue("characters", part, found="".join(dict.fromkeys(unusual))))
    return _compatible(visible), issues


def _is_invisible(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cf")


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def without_html(text: str) -> tuple[str, list[LinkIssue]]:
    """With `&` where the code of a page has `&amp;`."""
    found = _HTML.search(text)
    if not found:
        return text, []
    return _HTML.sub("&", text), [issue("html", "address", found=found[0])]


def decode_percent(text: str) -> tuple[str, list[LinkIssue]]:
    """Without percent codes: no right link holds any. Codes of spaces become spaces."""
    issues: list[LinkIssue] = []
    if twice := _TWICE.search(text):
        issues.append(issue("double-encoded", "address", found=twice[0]))
        text = re.sub("%(?:25)+", "%", text)
    spaced = _BLANK.sub(" ", text)
    if needless := _CODE.search(spaced):
        issues.append(issue("encoded", "address", found=needless[0]))
    readable, more = plain(unquote(spaced), "address")
    return readable, issues + more


def remove_spaces(text: str, part: str) -> tuple[str, list[LinkIssue]]:
    """Without any spaces."""
    if not _SPACES.search(text):
        return text, []
    return _SPACES.sub("", text), [issue("space", part)]


HostVerdict: TypeAlias = Literal["right", "same", "like", "other"]

_TWINS = str.maketrans(
    "авеёзикмнопрстухіїјѕһԁԍӏαειικνορτυχıɡ01l|5",
    "abee3ukmhonpctyxiijshdgiaeiikvoptuxigoiiis",
)
_NO_WORD = re.compile(r"[\W_]+")
_SLIPS = 2  # letters; more would take other sites for misspelt ones


@lru_cache(maxsize=4096)
def host_verdict(host: str, right: str) -> HostVerdict:
    """How a host relates to the right one.

    Args:
        host: A host in lower case.
        right: The host that it should be.

    Returns:
        `right`; `same` where only the writing differs, as with a dot at the end; `like` where a
        person may take it for the right one; else `other`.
    """
    if host == right:
        return "right"
    if host.rstrip(".") == right:
        return "same"
    return "like" if _looks_like(_decode_punycode(host), right) else "other"


def _looks_like(host: str, right: str) -> bool:
    name, _, parent = right.partition(".")
    if skeleton(right.rpartition(".")[0]) in skeleton(host):
        return True
    if "пос" in host and "госуслуг" in host:
        return True
    is_sister = host == parent or host.endswith(f".{parent}")
    return not is_sister and bool(name) and distance(skeleton(host), skeleton(right)) <= _SLIPS


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """What remains of a text for the eye: letters and digits, similar ones made equal."""
    base = unicodedata.normalize("NFKD", text.lower()).translate(_TWINS)
    return _NO_WORD.sub("", "".join(one for one in base if not unicodedata.combining(one)))


def _decode_punycode(host: str) -> str:
    """With the letters that punycode encodes."""
    return ".".join(_label(label) for label in host.split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def distance(one: str, other: str) -> int:
    """How many letters must be changed, put in or taken out; 99 where lengths differ much."""
    if abs(len(one) - len(other)) > _SLIPS:
        return 99
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        above, row[0] = row[0], place
        for column, second in enumerate(other, 1):
            above, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, above + (letter != second)),
            )
    return row[-1]
