"""In which language the command line speaks, and its help in both; what it says is elsewhere.

Typer takes one help text for each option. So texts are told in English, remembered with their
Russian, and put in before help is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from govpublic_sdk.official_pages import Language, Wording

__all__ = ["Command", "Group", "chosen", "in_front", "said", "translate"]

_OPTION = "--language"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_HEADS: tuple[tuple[str, str], ...] = (
    (r"^Usage:", "Вызов:"),
    (r"^Options:$", "Параметры:"),
    (r"^Arguments:$", "Аргументы:"),
    (r"^Commands:$", "Команды:"),
    (r"Show this message and exit\.", "Показать эту справку."),
    (r"\[required\]", "[обязательно]"),
    (r"\[default:", "[по умолчанию:"),
    (r"\[env var:", "[переменная:"),
)
_texts: dict[str, Wording] = {}


def said(ru: str, en: str) -> str:
    """A text of the help; `translate` finds its Russian."""
    _texts[en] = Wording(ru, en)
    return en


def in_front(words: Sequence[str]) -> list[str]:
    """The words with `--language`, which may stand anywhere, before all others."""
    end = words.index("--") if "--" in words else len(words)
    for place, word in enumerate(words[:end]):
        if word == _OPTION or word.startswith(f"{_OPTION}="):
            last = place + (2 if word == _OPTION else 1)
            return [*words[place:last], *words[:place], *words[last:]]
    return list(words)


def chosen(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language: as an option says, else `GOVPUBLIC_LANGUAGE`, else the locale.

    Args:
        words: The command line, its `--language` in front.
        environ: The environment.
    """
    asked = _asked(words) or environ.get("GOVPUBLIC_LANGUAGE")
    if asked:
        return "ru" if asked == "ru" else "en"
    spoken = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return "ru" if spoken.startswith("ru") else "en"


def _asked(words: Sequence[str]) -> str | None:
    """What the option in front says, right or wrong."""
    if not words or not words[0].startswith(_OPTION):
        return None
    name, _, value = words[0].partition("=")
    return words[1] if name == words[0] and words[1:] else value


def translate(command: Any, language: Language) -> None:
    """Put the help of a command, its options and its own commands into a language."""
    for one in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            text = getattr(one, name, None)
            if text in _texts:
                setattr(one, name, _texts[text](language))
    for inner in getattr(command, "commands", {}).values():
        translate(inner, language)


class Command(TyperCommand):
    """A command whose help has its heads in the chosen language."""

    def get_help(self, ctx: Any) -> str:
        """The help."""
        return _headed(super().get_help(ctx), ctx.obj)


class Group(TyperGroup):
    """A group of commands whose help has its heads in the chosen language."""

    def get_help(self, ctx: Any) -> str:
        """The help."""
        return _headed(super().get_help(ctx), ctx.obj)


def _headed(text: str, language: Language) -> str:
    for pattern, russian in _HEADS if language == "ru" else ():
        text = re.sub(pattern, russian, text, flags=re.MULTILINE)
    return text
