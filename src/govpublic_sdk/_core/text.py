"""Texts in Russian and English, and the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from govpublic_sdk._texts import Language, describe
from govpublic_sdk.errors import ParameterError

__all__ = [
    "Language",
    "LocalizedText",
    "normal_form",
]


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """The same sentence in Russian and in English.

    Attributes:
        ru: In Russian, the language of the law.
        en: In English.
    """

    ru: str
    en: str

    def __call__(self, language: Language = "ru") -> str:
        """The sentence in one language.

        Raises:
            ParameterError: The language is neither `ru` nor `en`.
        """
        if language not in ("ru", "en"):
            raise ParameterError("language", describe(language), "'ru' or 'en'")
        return self.ru if language == "ru" else self.en

    def fill(self, **values: object) -> LocalizedText:
        """The same sentence with its `{places}` filled; a wording fills them in each language."""
        return LocalizedText(*(self(one).format(**_in_language(values, one)) for one in _LANGUAGES))


_LANGUAGES: tuple[Language, Language] = ("ru", "en")


def _in_language(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {
        name: value(language) if isinstance(value, LocalizedText) else value
        for name, value in values.items()
    }


_YO = str.maketrans({"ё": "е", "№": " номер ", "\N{SOFT HYPHEN}": None})
_BETWEEN = re.compile(r"[\W_]+")


def normal_form(text: str) -> str:
    """A text without what persons type differently: case, «ё», spaces, punctuation.

    >>> normal_form("1ый  ответ, ПИ") == normal_form("1ЫЙ ОТВЕТ ПИ")
    True
    """
    lower = unicodedata.normalize("NFKC", text.translate(_YO)).casefold().translate(_YO)
    return _BETWEEN.sub(" ", lower).strip()
