"""The language of the command line, and its help in both languages.

Typer takes one help text for each option. So texts are given in English, remembered with their
Russian, and put in before help is shown.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import StringIO
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from govpublic_sdk.official_pages import Language, LocalizedText

__all__ = [
    "Command",
    "Group",
    "choose_language",
    "help_text",
    "in_front",
    "translate",
]

_OPTION = "--language"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_HEADS: tuple[tuple[str, str], ...] = (
    (r"^(Usage:.*) \[OPTIONS\]", r"\1 [ПАРАМЕТРЫ]"),
    (r"^(Usage:.*) COMMAND \[ARGS\]\.\.\.", r"\1 КОМАНДА [АРГУМЕНТЫ]..."),
    (r"^Usage:", "Вызов:"),
    (r"^Options:$", "Параметры:"),
    (r"^Arguments:$", "Аргументы:"),
    (r"^Commands:$", "Команды:"),
    (r"Show this message and exit\.", "Показать эту справку."),
    (r"\[required\]", "[обязательно]"),
    (r"\[default:", "[по умолчанию:"),
    (r"\[env var:", "[переменная:"),
)
# typer writes its errors in English only: it left click, and with it gettext.
_ERRORS: tuple[tuple[str, str], ...] = (
    *_HEADS,
    (r"^Try '(.*)' for help\.$", r"Справка: '\1'."),
    (r"^Error: ", "Ошибка: "),
    (r"Missing argument ('.*')", r"Не указан аргумент \1"),
    (r"Missing option ('.*')", r"Не указан параметр \1"),
    (r"Missing command\.", "Не указана команда."),
    (r"No such command ('.*?')\.", r"Нет команды \1."),
    (r"No such option: ", "Нет параметра: "),
    (r"Did you mean (.*)\?", r"Возможно, \1?"),
    (r"\(Possible options: ", "(Похожие параметры: "),
    (r"Option (.*) requires an argument\.", r"Параметру \1 нужно значение."),
    (r"Got unexpected extra arguments?(?:\(s\))? ", "Лишние аргументы "),
    (r"Invalid value for ", "Неверное значение для "),
    (r"Invalid value: ", "Неверное значение: "),
    (r"\(env var: ", "(переменная: "),
    (r"Value error, ", ""),
    (r"Input should be a valid integer.*", "ожидается целое число."),
    (r"Input should be a valid number.*", "ожидается число."),
    (r"Input should be greater than or equal to (\S+)", r"ожидается не меньше \1"),
    (r"Input should be less than or equal to (\S+)", r"ожидается не больше \1"),
    (r"Input should be greater than (\S+)", r"ожидается больше \1"),
    (r"Input should be less than (\S+)", r"ожидается меньше \1"),
    (r"('.*') is not one of (.*)\.", r"\1 — не из списка: \2."),
)
_texts: dict[str, LocalizedText] = {}


def help_text(ru: str, en: str) -> str:
    """A text of the help; `translate` finds its Russian."""
    _texts[en] = LocalizedText(ru, en)
    return en


def in_front(words: Sequence[str]) -> list[str]:
    """The words with `--language`, which may stand anywhere, before all others."""
    end = words.index("--") if "--" in words else len(words)
    for place, word in enumerate(words[:end]):
        if word == _OPTION or word.startswith(f"{_OPTION}="):
            last = place + (2 if word == _OPTION else 1)
            return [*words[place:last], *words[:place], *words[last:]]
    return list(words)


def choose_language(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language: as an option selects, else `GOVPUBLIC_LANGUAGE`, else the locale.

    Args:
        words: The command line, its `--language` in front.
        environ: The environment.
    """
    asked = _language_option(words) or environ.get("GOVPUBLIC_LANGUAGE")
    if asked in ("ru", "en"):
        return "ru" if asked == "ru" else "en"
    spoken = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return "ru" if spoken.startswith("ru") else "en"


def _language_option(words: Sequence[str]) -> str | None:
    """The value of the option in front, right or wrong."""
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
        return _translate_headings(super().get_help(ctx), ctx.obj)


class Group(TyperGroup):
    """A group of commands whose help and errors are in the chosen language."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Parse the words of this group; errors are reported in the language."""
        with _translate_errors(more.get("obj")):
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run a command of this group."""
        with _translate_errors(ctx.obj):
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """The help."""
        return _translate_headings(super().get_help(ctx), ctx.obj)


def _translate_headings(text: str, language: Language) -> str:
    return _in_russian(text, _HEADS) if language == "ru" else text


def _in_russian(text: str, patterns: Sequence[tuple[str, str]]) -> str:
    for pattern, russian in patterns:
        text = re.sub(pattern, russian, text, flags=re.MULTILINE)
    return text


@contextmanager
def _translate_errors(language: Language | None) -> Generator[None]:
    try:
        yield
    except Exception as error:
        if language == "ru" and hasattr(error, "show"):
            vars(error)["show"] = partial(_show, error)
        raise


def _show(error: Any, file: Any = None) -> None:
    """Print a wrong usage as typer does, in Russian."""
    shown = StringIO()
    show = cast("Any", type(error)).show
    show(error, file=shown)
    typer.echo(_in_russian(shown.getvalue(), _ERRORS), file=file, err=True, nl=False)
