"""Requests of citizens: by number, by window, all of a span of time.

A new request, as strictly as the spec wants it: what a server would have to guess is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.http import FilePart
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import OutcomeUnknown, ParameterError
from govpublic_sdk.open311._decoders import list_of, one_of
from govpublic_sdk.open311._windows import (
    Windows,
    ask,
    join_values,
    path_step,
    post,
    require_text,
    unsupported_error,
    w3c,
    w3c_after,
)

if TYPE_CHECKING:
    from pathlib import Path

    from govpublic_sdk.models.open311 import CreatedRequest, ServiceRequest, ServiceType
    from govpublic_sdk.open311.server import Server

__all__ = [
    "TakenWithoutNumber",
    "create",
    "each_request",
    "parts_of",
    "picture",
    "plain_text",
    "request",
    "request_windows",
    "requests",
    "span",
]

T = TypeVar("T")
_NAMES = ("service_requests", "requests", "request")


@check_arguments
def requests(
    server: Server,
    *,
    ids: str | Sequence[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    status: Literal["open", "closed"] | str | None = None,
    service_code: str | Sequence[str] | None = None,
    page: int | None = None,
) -> Call[Page[ServiceRequest]]:
    """One page of requests: by the spec at most 1,000 of at most 90 days.

    `each_request` gives all of them.

    https://wiki.open311.org/GeoReport_v2#get-service-requests

    Args:
        server: Who is asked.
        ids: Numbers of requests; the server leaves all else out of account then. Requests that
            were not asked for are left out, since some servers ignore the numbers.
        since: Requests made at this moment or later; fractions of seconds are cut off.
        until: Requests made at this moment or before.
        status: `open` or `closed`.
        service_code: One code, or several.
        page: The number of the page, from 1, for servers with `paging`.

    Raises:
        ParameterError: A moment without a zone, an empty list.
        ServerError: The server ignored `ids`, and its list does not hold all of them.
    """
    from govpublic_sdk.models.open311 import ServiceRequest

    zone = server.zone if server.local_dates else None
    first, last = w3c("since", since, zone), w3c_after("until", until, zone)
    if server.swapped_dates:
        first, last = last, first
    return ask(
        server,
        "requests",
        "/requests",
        replace(list_of(ServiceRequest, _NAMES, server.zone), wanted=_numbers(ids)),
        service_request_id=join_values("ids", ids),
        start_date=first,
        end_date=last,
        status=status,
        service_code=join_values("service_code", service_code),
        extensions=server.extensions,
        page=page,
        page_size=server.page_size if page is not None else None,
    )


@check_arguments
def request(server: Server, service_request_id: str) -> Call[ServiceRequest]:
    """One request as it is now.

    https://wiki.open311.org/GeoReport_v2#get-service-request

    Args:
        server: Who is asked.
        service_request_id: Its number.

    Raises:
        NotFound: The request does not exist.
        ServerError: Some servers say so with status 500.
    """
    from govpublic_sdk.models.open311 import ServiceRequest

    return ask(
        server,
        "request",
        f"/requests/{path_step('service_request_id', service_request_id)}",
        replace(one_of(ServiceRequest, _NAMES, server.zone), wanted=str(service_request_id)),
        extensions=server.extensions,
    )


@check_arguments
def each_request(
    server: Server,
    *,
    since: datetime,
    until: datetime,
    status: Literal["open", "closed"] | str | None = None,
    service_code: str | Sequence[str] | None = None,
) -> Paginator[ServiceRequest]:
    """All requests that were made in a span of time, oldest first.

    A list that may have been cut is asked again in two halves; a window that is longer than the
    server takes is asked in parts; requests of the same window are sorted. With `paging` the pages
    of a window are put together first.

    https://wiki.open311.org/GeoReport_v2#get-service-requests

    Args:
        server: Who is asked.
        since: The first moment.
        until: The first moment after it.
        status: `open` or `closed`.
        service_code: One code, or several.

    Raises:
        ParameterError: A moment without a zone, an end before the beginning.
        ServerError: There are more requests of one second than the server gives at once.
    """
    asked = partial(requests, server, status=status, service_code=service_code)
    key: Callable[[ServiceRequest], str] = attrgetter("service_request_id")
    moment: Callable[[ServiceRequest], datetime | None] = attrgetter("requested_datetime")
    return request_windows(server, asked, key, moment).walk(*span(since, until))


def request_windows(
    server: Server,
    asked: Callable[..., Call[Page[Any]]],
    key: Callable[[T], Any],
    moment: Callable[[T], datetime | None],
) -> Windows[T]:
    """How requests of a server are asked by windows."""
    paged = server.paging is not None

    def one(since: datetime, until: datetime, page: int | None) -> Call[Page[T]]:
        return asked(since=since, until=until, page=page)

    return Windows(
        ask=one,
        key=key,
        moment=moment,
        most=server.page_size if paged else server.most,
        longest=server.longest_window,
        paged=paged,
    )


def _numbers(ids: str | Sequence[str] | None) -> frozenset[str] | None:
    """The numbers in what was asked for."""
    if ids is None:
        return None
    texts = ids.split(",") if isinstance(ids, str) else ids
    return frozenset(text.strip() for text in texts)


def span(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Two moments in order.

    Raises:
        ParameterError: They are not, or have no zone.
    """
    if w3c("since", since) is None or w3c("until", until) is None or until <= since:
        raise ParameterError("until", "not after `since`", "a time after `since`")
    return since, until


_MOST = 4_000  # characters, by the spec
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
        media_url: Address of a picture; the spec allows one.
        media: Files to post: name, content and media type; for servers with a `media_field`.

    Returns:
        The answer of the server; its `type` shows whether it has a number.

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
        ParameterError: Invalid.
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
        raise unsupported_error(server, Text("no files, `media_field` is not set"))
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
        raise unsupported_error(
            server,
            Text("service {code} returns tokens, which are not supported", code=show_value(code)),
        )
    return require_text("service", code)


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
        yield "address_string", require_text("address", address)
    else:
        yield "address_id", require_text("address_id", address_id)


def _degrees(name: str, value: object, most: int) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise ParameterError(name, describe(value), Text("degrees from -{max} to {max}", max=most))
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _answers(attributes: Mapping[str, str | Sequence[str]]) -> Iterator[tuple[str, str | None]]:
    """Attributes as the spec writes them: `attribute[code]`, and `attribute[code][]` for lists."""
    for code, answer in attributes.items():
        if not require_text("attributes", code).isprintable() or set("[]") & set(code):
            raise ParameterError("attributes", "a code with brackets", "codes without brackets")
        if isinstance(answer, str):
            yield f"attribute[{code}]", answer
            continue
        for one in answer:
            yield f"attribute[{code}][]", require_text("attributes", one)
