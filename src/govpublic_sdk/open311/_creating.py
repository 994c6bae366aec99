"""A new request, as strictly as the spec wants it: what a server would have to guess is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govpublic_sdk._call import Call
from govpublic_sdk._http import FilePart
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import OutcomeUnknown, ParameterError
from govpublic_sdk.open311._asking import needed, post, unsupported
from govpublic_sdk.open311._reading import one_of

if TYPE_CHECKING:
    from pathlib import Path

    from govpublic_sdk.models.open311 import CreatedRequest, ServiceType
    from govpublic_sdk.open311.server import Server

__all__ = ["TakenWithoutNumber", "create", "parts_of", "picture", "plain_text"]

_NAMES = ("service_requests", "requests", "request")
_MOST = 4_000
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


class TakenWithoutNumber(OutcomeUnknown):
    """The server took a request and gave no number; do not send it again.

    Attributes:
        created: What the server said: a `token` where the number comes later (`batch`), nothing
            where it never comes (`blackbox`).
    """

    def __init__(self, message: str, *, created: CreatedRequest, call: Call[object] | None) -> None:
        super().__init__(message, call=call)
        self.created = created


@check_arguments
def create(
    server: Server,
    service: str | ServiceType,
    *,
    description: str = "",
    lat: float | None = None,
    long: float | None = None,
    address: str | None = None,
    address_id: str | None = None,
    attributes: Mapping[str, str | Sequence[str]] | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    account_id: str | None = None,
    device_id: str | None = None,
    media_url: str | None = None,
    media: Sequence[tuple[str, bytes | Path, str]] = (),
) -> Call[CreatedRequest]:
    """Make a request. It is never sent twice.

    https://wiki.open311.org/GeoReport_v2#post-service-request

    Args:
        server: Who is asked; it needs an `api_key`, as nearly all do.
        service: The kind of request, or its code.
        description: What is the matter: up to 4,000 characters, no HTML.
        lat: Degrees north; with `long` one of the three ways to say where.
        long: Degrees east.
        address: Where in words: another way.
        address_id: Where by the number of an address register: the third way.
        attributes: Answers to the questions of the form by their codes; a list for questions with
            several.
        first_name: Of the person who reports.
        last_name: Of the person who reports.
        email: Of the person who reports.
        phone: Of the person who reports.
        account_id: The person's account at the server.
        device_id: The device that it is reported with.
        media_url: Where a picture lies; the spec knows one.
        media: Files to post: name, content and media type; for servers with a `media_field`.

    Returns:
        What the server said; its `type` tells whether there is a number.

    Raises:
        ParameterError: Not exactly one way to say where, HTML, a text that is too long.
        CapabilityNotSupported: The service is known to give tokens, or the server takes no files.
        PermissionDenied: The key is missing or wrong.
        OutcomeUnknown: The answer was lost.
    """
    from govpublic_sdk.models.open311 import CreatedRequest

    if media_url is not None and media:
        raise ParameterError("media_url", "together with files", "an address or files")
    form: list[tuple[str, str | None]] = [
        ("service_code", _code_of(server, service)),
        *_where(lat, long, address, address_id),
        ("description", plain_text("description", description) or None),
        ("first_name", first_name),
        ("last_name", last_name),
        ("email", email),
        ("phone", phone),
        ("account_id", account_id),
        ("device_id", device_id),
        ("media_url", picture(media_url)),
        *_answers(attributes or {}),
    ]
    decode = one_of(CreatedRequest, _NAMES, needed=False)
    return post(server, "create", "/requests", decode, form, files=parts_of(server, media))


def plain_text(name: str, text: str) -> str:
    """A text that the spec allows.

    Raises:
        ParameterError: It is too long, or holds tags; the error does not say the text.
    """
    if len(text) > _MOST:
        raise ParameterError(
            name,
            Text("{count} characters", count=len(text)),
            Text("at most {max} characters", max=_MOST),
        )
    if _TAG.search(text):
        raise ParameterError(name, "a text with tags", "a text without HTML")
    return text


def picture(url: str | None) -> str | None:
    """The address of a picture.

    Raises:
        ParameterError: It is none.
    """
    if url is not None and not _ADDRESS.fullmatch(url):
        raise ParameterError("media_url", describe(url), "an http:// or https:// address")
    return url


def parts_of(
    server: Server, media: Sequence[tuple[str, bytes | Path, str]]
) -> tuple[FilePart, ...]:
    """Files as parts of a form.

    Raises:
        CapabilityNotSupported: The server takes none.
    """
    if not media:
        return ()
    if server.media_field is None:
        raise unsupported(server, Text("no files, `media_field` is not set"))
    field = server.media_field
    return tuple(
        FilePart(name=field, filename=name, content=content, content_type=kind)
        for name, content, kind in media
    )


def _code_of(server: Server, service: str | ServiceType) -> str:
    """The code of a service that gives numbers, as far as is known."""
    code = service if isinstance(service, str) else service.service_code
    known = None if isinstance(service, str) else service.type
    if (known or server.service_types.get(code)) == "batch":
        raise unsupported(
            server,
            Text("service {code} returns tokens, which are not supported", code=show_value(code)),
        )
    return needed("service", code)


def _where(
    lat: float | None, long: float | None, address: str | None, address_id: str | None
) -> Iterator[tuple[str, str | None]]:
    """The one way to say where."""
    if (lat is None) != (long is None):
        raise ParameterError("lat, long", "one of the two", "both, or none")
    given = [way for way in (lat, address, address_id) if way is not None]
    if len(given) != 1:
        raise ParameterError(
            "place",
            Text("{count} ways to name the place", count=len(given)),
            "exactly one of `lat` with `long`, `address`, `address_id`",
        )
    if lat is not None and long is not None:
        yield "lat", _degrees("lat", lat, 90)
        yield "long", _degrees("long", long, 180)
    elif address is not None:
        yield "address_string", needed("address", address)
    else:
        yield "address_id", needed("address_id", address_id)


def _degrees(name: str, value: object, most: int) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise ParameterError(name, describe(value), Text("degrees from -{max} to {max}", max=most))
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _answers(attributes: Mapping[str, str | Sequence[str]]) -> Iterator[tuple[str, str | None]]:
    """Attributes as the spec writes them: `attribute[code]`, and `attribute[code][]` for lists."""
    for code, answer in attributes.items():
        if not needed("attributes", code).isprintable() or set("[]") & set(code):
            raise ParameterError("attributes", "a code with brackets", "codes without brackets")
        if isinstance(answer, str):
            yield f"attribute[{code}]", answer
            continue
        for one in answer:
            yield f"attribute[{code}][]", needed("attributes", one)
