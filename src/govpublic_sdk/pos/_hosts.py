"""Whether a host is the platform's: compared exactly; what only looks like it is told apart.

Look-alikes: letters of other alphabets and digits that look the same, punycode, words before and
after the name, and one or two slips of the keyboard (https://unicode.org/reports/tr39/).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias

__all__ = ["HostVerdict", "distance", "host_verdict", "skeleton"]

HostVerdict: TypeAlias = Literal["right", "same", "like", "other"]

_TWINS = str.maketrans(
    "авеёзикмнопрстухіїјѕһԁԍӏαειικνορτυχıɡ01l|5",
    "abee3ukmhonpctyxiijshdgiaeiikvoptuxigoiiis",
)
_NO_WORD = re.compile(r"[\W_]+")
_SLIPS = 2


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
    return "like" if _looks_like(_unpacked(host), right) else "other"


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


def _unpacked(host: str) -> str:
    """With the letters for which punycode stands."""
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
