"""The form in which names of topics are equal though they were typed differently.

Case, «ё», punctuation, small words, doubled letters and common endings do not count; the order of
words does, and so does «не». Endings are cut by a list, from words of letters that keep five of
them: «тротуара» and «тротуаров» become the same, «дом» and «домов», «окно» and «окон» do not. A
name is left apart rather than taken for another one.
"""

from __future__ import annotations

import re
from typing import Final

from govpublic_sdk.appeals.normal_form import normal_form

__all__ = ["comparable"]

_SMALL: Final = frozenset(
    {"и", "или", "а", "в", "во", "на", "по", "о", "об", "обо", "с", "со", "у", "к", "ко", "из"}
    | {"за", "для", "от", "до", "при", "над", "под", "т", "ч", "д", "п", "др", "пр", "тд", "тп"}
)
_DOUBLED = re.compile(r"([а-я])\1")
_ENDINGS: Final = (
    *("иями", "иях", "иям", "ием", "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими"),
    *("ой", "ей", "ов", "ев", "ам", "ям", "ах", "ях", "ом", "ем", "ый", "ий", "ая", "яя", "ое"),
    *("ее", "ые", "ие", "ых", "их", "ую", "юю", "ым", "им", "ию", "ия", "ии"),
    *("а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"),
)
_STEM = re.compile(rf"([а-я]{{5,}}?)(?:{'|'.join(_ENDINGS)})")


def comparable(name: str) -> tuple[str, ...]:
    """The words that count, without their endings."""
    words = normal_form(name).split()
    return tuple(_stem(word) for word in words if word not in _SMALL) or tuple(words)


def _stem(word: str) -> str:
    """The word with single letters, without the longest ending that leaves five of them."""
    single = _DOUBLED.sub(r"\1", word)
    found = _STEM.fullmatch(single)
    return found[1] if found else single
