"""Requests of citizens: by number, by window, all of a span of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from govpublic_sdk._call import Call
from govpublic_sdk._page import Page
from govpublic_sdk._validation import check_arguments
from govpublic_sdk._walk import Walk
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.open311._asking import ask, identified, listed, w3c, w3c_after
from govpublic_sdk.open311._reading import list_of, one_of
from govpublic_sdk.open311._windows import Windows

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import ServiceRequest
    from govpublic_sdk.open311.server import Server

__all__ = ["each_request", "request", "request_windows", "requests", "span"]

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
    """Some requests, as the server gives them: at most 1,000 of at most 90 days, says the spec.

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
        service_request_id=listed("ids", ids),
        start_date=first,
        end_date=last,
        status=status,
        service_code=listed("service_code", service_code),
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
        NotFound: There is none.
        ServerError: Some servers say so with status 500.
    """
    from govpublic_sdk.models.open311 import ServiceRequest

    return ask(
        server,
        "request",
        f"/requests/{identified('service_request_id', service_request_id)}",
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
) -> Walk[ServiceRequest]:
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
    return frozenset(one.strip() for one in texts)


def span(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Two moments in order.

    Raises:
        ParameterError: They are not, or have no zone.
    """
    if w3c("since", since) is None or w3c("until", until) is None or until <= since:
        raise ParameterError("until", "not after `since`", "a time after `since`")
    return since, until
