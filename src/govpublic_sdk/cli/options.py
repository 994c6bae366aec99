"""Options that several commands have, and the values made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

import typer

from govpublic_sdk._texts import show_value
from govpublic_sdk.cli.i18n import help_text
from govpublic_sdk.cli.output import Form
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import Language

__all__ = [
    "AsCsv",
    "AsJson",
    "PublicWord",
    "Region",
    "Since",
    "Zone",
    "end_of",
    "form_of",
    "language_of",
    "region_of",
    "start_of",
    "zone_of",
]

_REGION = help_text(
    "Код субъекта по ОКАТО, например 36: с его собственными требованиями.",
    "The ОКАТО code of the subject, such as 36: with its own requirements.",
)
_JSON = help_text("JSON: по объекту в строке.", "JSON: one object a line.")
_CSV = help_text("CSV с запятыми; формулы обезврежены.", "CSV with commas; formulas are disarmed.")
_ZONE = help_text("Часовой пояс дат.", "The zone of the dates.")
_SINCE = help_text("С этого дня (ГГГГ-ММ-ДД).", "From this day on (YYYY-MM-DD).")
_PUBLIC = help_text(
    "Номер, короткое имя или адрес сообщества.", "The id, short name or address of a public."
)

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help=_JSON)]
AsCsv: TypeAlias = Annotated[bool, typer.Option("--csv", help=_CSV)]
Region: TypeAlias = Annotated[str | None, typer.Option(metavar="CODE", help=_REGION)]
Zone: TypeAlias = Annotated[str, typer.Option(metavar="ZONE", help=_ZONE)]
PublicWord: TypeAlias = Annotated[str, typer.Argument(metavar="PUBLIC", help=_PUBLIC)]
Since: TypeAlias = Annotated[
    datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help=_SINCE)
]


def language_of(context: typer.Context) -> Language:
    """The language that was chosen before the command began."""
    language: Language = context.obj
    return language


def form_of(*, as_json: bool, as_csv: bool) -> Form:
    """How rows are printed.

    Raises:
        ParameterError: Both were asked for.
    """
    if as_json and as_csv:
        raise ParameterError("csv", "together with --json", "one of the two")
    return "json" if as_json else "csv" if as_csv else "text"


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        ParameterError: It does not exist.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise ParameterError(
            "zone", show_value(name), "an IANA time zone, for example Europe/Samara"
        ) from None


def start_of(day: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The first second of a day in a zone."""
    return day.replace(tzinfo=zone) if day else None


def end_of(day: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The last second of a day in a zone."""
    return day.replace(hour=23, minute=59, second=59, tzinfo=zone) if day else None


def region_of(code: str | None) -> str | None:
    """The code of a subject, if one is given.

    Raises:
        ParameterError: No subject has it.
    """
    from govpublic_sdk.subjects import SUBJECTS

    known = {one.pos_region for one in SUBJECTS}
    if code is not None and code not in known:
        raise ParameterError(
            "region", show_value(code), "the region's code of ОКАТО: two digits, 111, 711 or 7114"
        )
    return code
