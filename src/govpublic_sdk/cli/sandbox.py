"""`govpublic sandbox`: the same as `python -m govpublic_sdk.sandbox`, in the words of typer."""

from __future__ import annotations

from typing import Annotated

import typer

from govpublic_sdk.cli.languages import said

__all__ = ["sandbox"]

_PORT = said("Порт; 0 — любой свободный.", "The port; 0 for any free one.")
_PUBLICS = said("Сколько сообществ.", "How many publics.")
_POSTS = said("Сколько записей на каждой стене.", "How many posts on each wall.")
_SEED = said("Одно и то же число — тот же мир.", "The same number makes the same world.")
_LIMITS = said("Без ограничений ВКонтакте.", "Without VK's limits.")
_JSON = said(
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
