"""From questions to calls: addresses, queries, forms; moments as W3C writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from govpublic_sdk._call import Call, Decoder, Rest, Safety
from govpublic_sdk._http import FilePart
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import CapabilityNotSupported, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server

__all__ = ["ask", "identified", "listed", "needed", "post", "unsupported", "w3c", "w3c_after"]

T = TypeVar("T")


def ask(
    server: Server, method: str, path: str, decode: Decoder[T], **query: str | int | None
) -> Call[T]:
    """A question that reads."""
    given = {"jurisdiction_id": server.jurisdiction_id, **query}
    sent = [(name, str(value)) for name, value in given.items() if value is not None]
    return Call(
        service=server.name,
        method=f"open311.{method}",
        params=tuple(sorted(sent)),
        decode=decode,
        safety="read",
        rest=Rest(path=f"{path}{server.suffix}"),
    )


def post(
    server: Server,
    method: str,
    path: str,
    decode: Decoder[T],
    form: Sequence[tuple[str, str | None]],
    *,
    files: tuple[FilePart, ...] = (),
    safety: Safety = "unsafe",
) -> Call[T]:
    """A question that writes: a form, as the spec says."""
    given = [("jurisdiction_id", server.jurisdiction_id), *form]
    sent = tuple((name, value) for name, value in given if value is not None)
    return Call(
        service=server.name,
        method=f"open311.{method}",
        decode=decode,
        safety=safety,
        rest=Rest(verb="POST", path=f"{path}{server.suffix}", form=sent, files=files),
    )


def identified(name: str, value: object) -> str:
    """A number or a code as one step of an address.

    Raises:
        ParameterError: It is empty, or no text and no number.
    """
    return quote(needed(name, str(value) if type(value) is int else value), safe="")


def needed(name: str, value: object) -> str:
    """A text that says something.

    Raises:
        ParameterError: It does not.
    """
    if not isinstance(value, str) or not value.strip():
        raise ParameterError(name, describe(value), "a text")
    return value


def listed(name: str, values: str | Sequence[str] | None) -> str | None:
    """One text, or several with commas between them."""
    if values is None:
        return None
    found = [values] if isinstance(values, str) else [needed(name, one) for one in values]
    return needed(name, ",".join(found))


def w3c(name: str, moment: datetime | None, zone: str | None = None) -> str | None:
    """A moment in UTC or another zone, in whole seconds: some servers fail on fractions.

    Raises:
        ParameterError: UTC does not have it: it is too near to the first or the last year.
    """
    if moment is None:
        return None
    try:
        if zone is not None:
            return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        raise ParameterError(
            name, show_value(moment), "a time within the years 1 to 9999 of UTC"
        ) from None


def w3c_after(name: str, moment: datetime | None, zone: str | None = None) -> str | None:
    """The same for the end of a window: no second of it is cut off."""
    if moment is None or not moment.microsecond:
        return w3c(name, moment, zone)
    return w3c(name, moment.replace(microsecond=0) + timedelta(seconds=1), zone)


def unsupported(server: Server, what: Text) -> CapabilityNotSupported:
    """The error for what a server was not set up for."""
    return CapabilityNotSupported(
        Text("Server {server}: {problem}.", server=show_value(server.name), problem=what)
    )
