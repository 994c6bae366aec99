"""The form in which words of forms and classifiers are compared; the originals are never changed.

Nothing is looked up here.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normal_form"]

_YO = str.maketrans({"ё": "е", "№": " номер ", "\N{SOFT HYPHEN}": None})
_BETWEEN = re.compile(r"[\W_]+")


def normal_form(text: str) -> str:
    """A text without what persons type differently: case, «ё», spaces, punctuation.

    >>> normal_form("1ый  ответ, ПИ") == normal_form("1ЫЙ ОТВЕТ ПИ")
    True
    """
    lower = unicodedata.normalize("NFKC", text.translate(_YO)).casefold().translate(_YO)
    return _BETWEEN.sub(" ", lower).strip()
