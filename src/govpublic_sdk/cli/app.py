"""`govpublic sandbox`: the same as `python -m govpublic_sdk.sandbox`, in the words of typer.

All commands of `govpublic` together, and how a run of them ends.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.main import get_command

from govpublic_sdk import __version__
from govpublic_sdk.cli.appeals import appeals
from govpublic_sdk.cli.audit import CODES, audit
from govpublic_sdk.cli.i18n import Command, Group, choose_language, help_text, in_front, translate
from govpublic_sdk.cli.links import link
from govpublic_sdk.cli.output import FAILED, STOPPED, print_failure
from govpublic_sdk.cli.posts import posts, stats
from govpublic_sdk.cli.rules import formulas, requirements
from govpublic_sdk.errors import GovPublicError
from govpublic_sdk.official_pages import Language

__all__ = [
    "app",
    "run",
    "sandbox",
]

_PORT = help_text("Порт; 0 — любой свободный.", "The port; 0 for any free one.")
_PUBLICS = help_text("Сколько сообществ.", "How many publics.")
_POSTS = help_text("Сколько записей на каждой стене.", "How many posts on each wall.")
_SEED = help_text("Одно и то же число — тот же мир.", "The same number makes the same world.")
_LIMITS = help_text("Без ограничений ВКонтакте.", "Without VK's limits.")
_JSON = help_text(
    "Первая строка: адрес и ключи доступа как JSON.", "The first line: address and tokens as JSON."
)


def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help=_PORT)] = 8311,
    publics: Annotated[int, typer.Option(min=1, max=200_000, metavar="N", help=_PUBLICS)] = 37,
    posts: Annotated[int, typer.Option(min=0, max=100_000, metavar="N", help=_POSTS)] = 30,
    seed: Annotated[int, typer.Option(metavar="N", help=_SEED)] = 1,
    no_limits: Annotated[bool, typer.Option("--no-limits", help=_LIMITS)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_JSON)] = False,
) -> None:
    """Serve a sandbox until it is stopped."""
    from govpublic_sdk.sandbox.__main__ import main

    words = [f"--port={port}", f"--publics={publics}", f"--posts={posts}", f"--seed={seed}"]
    main([*words, *(["--no-limits"] if no_limits else []), *(["--json"] if as_json else [])])


app: typer.Typer = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help=help_text(
        "Официальные страницы органов власти ВКонтакте: проверить, прочитать, посчитать. Ключи "
        "доступа берутся из переменных окружения: GOVPUBLIC_VK_USER_TOKEN, "
        "GOVPUBLIC_VK_SERVICE_TOKEN, GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE или GOVPUBLIC_VK_TOKEN.",
        "Official pages of authorities on VK: check, read, count. Tokens come from the "
        "environment: GOVPUBLIC_VK_USER_TOKEN, GOVPUBLIC_VK_SERVICE_TOKEN, "
        "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE or GOVPUBLIC_VK_TOKEN.",
    ),
)
app.command(
    cls=Command,
    epilog=CODES,
    help=help_text(
        "Проверить официальные страницы по списку.", "Check the official pages of a list."
    ),
)(audit)
app.add_typer(link, name="link")
app.add_typer(appeals, name="appeals")
app.command(cls=Command, help=help_text("Записи сообщества.", "Posts of a public."))(posts)
app.command(
    cls=Command, help=help_text("Статистика сообщества по периодам.", "Statistics of a public.")
)(stats)
app.command(
    cls=Command,
    help=help_text("Выдуманный ВКонтакте на этой машине.", "Serve a made-up VK on this machine."),
)(sandbox)
app.command(
    cls=Command, help=help_text("Что требуется от страниц и кем.", "What pages must have, and why.")
)(requirements)
app.command(cls=Command, help=help_text("Формулы баллов.", "Formulas of the score."))(formulas)

_LANGUAGE = help_text(
    "Язык справки и отчётов, в любом месте; без него по LANG.",
    "Language of help and reports, in any place; by LANG without it.",
)
_VERSION = help_text("Показать версию.", "Show the version.")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"govpublic {__version__}")
        raise typer.Exit


@app.callback()
def before(
    language: Annotated[
        Language | None, typer.Option(envvar="GOVPUBLIC_LANGUAGE", help=_LANGUAGE)
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=_VERSION)
    ] = False,
) -> None:
    """Options of all commands; the language was chosen before, for the sake of help."""


def run(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command line; the exit code.

    Args:
        words: What was typed.
        environ: The environment.
    """
    ordered = in_front(words)
    language = choose_language(ordered, environ)
    try:
        return _code_of(ordered, language)
    except KeyboardInterrupt:
        return STOPPED
    except (GovPublicError, OSError) as error:
        return print_failure(error, language)


def _code_of(words: Sequence[str], language: Language) -> int:
    """Let typer do it: it exits with a code, 1 if the output has no reader any more."""
    command = get_command(app)
    translate(command, language)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        command.main(args=list(words), prog_name="govpublic", obj=language)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else FAILED
    return 0
