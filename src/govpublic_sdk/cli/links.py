"""`govpublic link`: links to «Госуслуги. Решаем вместе» checked and built; VK is not asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from govpublic_sdk.cli.i18n import Command, Group, help_text
from govpublic_sdk.cli.options import AsJson, language_of
from govpublic_sdk.cli.output import FAULTY, json_of, say, warn
from govpublic_sdk.official_pages import Language
from govpublic_sdk.pos import PosLink

__all__ = [
    "link",
]

link: typer.Typer = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=help_text(
        "Ссылки меню на ПОС («Решаем вместе»): проверить, собрать.",
        "Links of a menu to ПОС («Решаем вместе»): check, build.",
    ),
)
build: typer.Typer = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=help_text("Собрать верную ссылку и напечатать её.", "Build a right link and print it."),
)
link.add_typer(build, name="build")

_CODES = help_text(
    "Код выхода: 0 все ссылки верны, 2 неверный вызов, 3 есть неверные.",
    "Exit code: 0 all links are right, 2 wrong usage, 3 some are not.",
)
_ADDRESSES = help_text(
    "Ссылки; без них или вместо «-» читаются строки ввода.",
    "Links; without them, or for `-`, lines of the input are read.",
)
_OPA = help_text("Номер кабинета организации (opaId).", "The number of the body's cabinet (opaId).")
_CODE = help_text(
    "Код субъекта по ОКАТО: две цифры, 111, 711 или 7114.",
    "The subject's code in ОКАТО: two digits, 111, 711 or 7114.",
)
_OGRN = help_text("ОГРН организации.", "The body's ОГРН.")
_OKTMO = help_text(
    "ОКТМО муниципалитета, если организация муниципальная.",
    "The municipality's ОКТМО, for a municipal body.",
)

RegionCode = Annotated[str, typer.Option("--region", metavar="CODE", help=_CODE)]
Ogrn = Annotated[str, typer.Option(metavar="NUMBER", help=_OGRN)]


@link.command(
    cls=Command,
    epilog=_CODES,
    help=help_text(
        "Объяснить каждую ссылку: что это, что не так, как правильно.",
        "Explain each link: what it is, what is wrong, what would be right.",
    ),
)
def check(
    context: typer.Context,
    addresses: Annotated[
        list[str] | None, typer.Argument(metavar="ADDRESS", help=_ADDRESSES)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Explain links."""
    language, wrong = language_of(context), False
    for text in _texts(addresses or ["-"]):
        read = PosLink.parse(text)
        wrong = wrong or not read.is_valid
        say(json_of(_plain(read, language)) if as_json else read.explain(language))
    raise typer.Exit(FAULTY if wrong else 0)


@build.command(
    cls=Command,
    help=help_text("Ссылка на форму «Сообщить о проблеме».", "The link to the form for messages."),
)
def form(
    context: typer.Context,
    opa_id: Annotated[str, typer.Option(metavar="NUMBER", help=_OPA)],
    region: RegionCode,
    ogrn: Ogrn,
) -> None:
    """Print the link to a form."""
    _print_link(PosLink.form(opa_id=opa_id, region=region, ogrn=ogrn), language_of(context))


@build.command(
    cls=Command,
    help=help_text(
        "Ссылка на голосования, «Высказать мнение».", "The link to votes, «Высказать мнение»."
    ),
)
def opinions(
    context: typer.Context,
    region: RegionCode,
    ogrn: Ogrn,
    municipality: Annotated[str | None, typer.Option(metavar="ОКТМО", help=_OKTMO)] = None,
) -> None:
    """Print the link to opinions."""
    built = PosLink.opinions(region=region, ogrn=ogrn, municipality=municipality)
    _print_link(built, language_of(context))


def _print_link(made: PosLink, language: Language) -> None:
    """Print a link; its doubts go to standard error."""
    for issue in made.issues:
        warn(issue.message(language))
    say(made.raw)


def _texts(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        if address != "-":
            yield address
            continue
        yield from (line for line in map(str.strip, sys.stdin) if line)


def _plain(link: PosLink, language: Language) -> dict[str, object]:
    return {
        "address": link.raw,
        "kind": link.kind,
        "meant_as": link.meant_as,
        "valid": link.is_valid,
        "issues": [
            {
                "code": issue.code,
                "part": issue.part,
                "severity": issue.severity,
                "message": issue.message(language),
            }
            for issue in link.issues
        ],
        "repair": link.repair,
    }
