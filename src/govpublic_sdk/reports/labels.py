"""How much room a label takes in a picture, where nobody can measure letters; and how it is cut.

Room is counted in ordinary small letters. Fonts differ, so it is an estimate on the safe side for
the widest of the usual ones.
"""

from __future__ import annotations

from itertools import accumulate
from unicodedata import east_asian_width

__all__ = ["lines_of", "room", "shortened"]

_WIDEST = frozenset("ЖМФШЩЪЫЮ%@MWwmжшщю№—…")


def room(text: str) -> float:
    """How much room a text takes."""
    return sum(map(_room, text))


def shortened(text: str, most: float) -> str:
    """The text, cut with `…` where it takes more room than there is."""
    if room(text) <= most:
        return text
    fitting = sum(1 for taken in accumulate(map(_room, text)) if taken <= most - 2)
    return f"{text[:fitting].rstrip()}…"


def lines_of(text: str, most: float) -> list[str]:
    """The text in one line, or in two where it takes more room than one has."""
    words = text.split()
    taken = list(accumulate((room(word) + 1 for word in words), initial=-1))
    fitting = sum(1 for end in taken[1:] if end <= most)
    first, rest = " ".join(words[:fitting]), " ".join(words[fitting:])
    if not first or not rest:
        return [shortened(" ".join(words), most)]
    return [first, shortened(rest, most)]


def _room(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 2
    if letter in _WIDEST:
        return 1.9
    return 1.4 if letter.isupper() else 1
