"""What happened to requests, and answers to them: mySociety's extension of GeoReport v2."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.open311._decoders import list_of, one_of
from govpublic_sdk.open311._requests import parts_of, picture, span
from govpublic_sdk.open311._windows import (
    Windows,
    ask,
    post,
    require_text,
    unsupported_error,
    w3c,
    w3c_after,
)

if TYPE_CHECKING:
    from pathlib import Path

    from govpublic_sdk.models.open311 import CreatedUpdate, ServiceRequestUpdate
    from govpublic_sdk.open311.server import Server

__all__ = ["create_update", "each_update", "update_windows", "updates"]

T = TypeVar("T")
_PATH = "/servicerequestupdates"
_NAMES = ("service_request_updates", "request_updates", "request_update")


@check_arguments
def updates(
    server: Server, *, since: datetime | None = None, until: datetime | None = None
) -> Call[Page[ServiceRequestUpdate]]:
    """Some updates, as the server gives them; those without a number are `unread`.

    https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec

    Args:
        server: Who is asked.
        since: Updates of this moment or later; fractions of seconds are cut off.
        until: Updates of this moment or before.

    Raises:
        CapabilityNotSupported: The server is not known to have updates.
        ParameterError: A moment without a zone.
    """
    from govpublic_sdk.models.open311 import ServiceRequestUpdate

    _check(server)
    zone = server.zone if server.local_dates else None
    return ask(
        server,
        "updates",
        _PATH,
        list_of(ServiceRequestUpdate, _NAMES, server.zone),
        start_date=w3c("since", since, zone),
        end_date=w3c_after("until", until, zone),
    )


@check_arguments
def each_update(
    server: Server, *, since: datetime, until: datetime
) -> Paginator[ServiceRequestUpdate]:
    """All updates of a span of time, oldest first, each once.

    Updates dated outside of the span are left out: some servers send them.

    https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec

    Args:
        server: Who is asked.
        since: The first moment.
        until: The first moment after it.

    Raises:
        CapabilityNotSupported: The server is not known to have updates.
        ParameterError: A moment without a zone, an end before the beginning.
        ServerError: There are more updates of one second than the server gives at once.
    """
    _check(server)
    key: Callable[[ServiceRequestUpdate], str] = attrgetter("update_id")
    moment: Callable[[ServiceRequestUpdate], datetime | None] = attrgetter("updated_datetime")
    return update_windows(server, partial(updates, server), key, moment).walk(*span(since, until))


def update_windows(
    server: Server,
    asked: Callable[..., Call[Page[Any]]],
    key: Callable[[T], Hashable],
    moment: Callable[[T], datetime | None],
) -> Windows[T]:
    """How updates of a server are asked by windows; they have no pages."""

    def one(since: datetime, until: datetime, page: int | None) -> Call[Page[T]]:
        return asked(since=since, until=until)

    return Windows(ask=one, key=key, moment=moment, most=server.most, longest=server.longest_window)


@check_arguments
def create_update(
    server: Server,
    service_request_id: str,
    *,
    update_id: str,
    status: str,
    updated_at: datetime,
    description: str,
    media_url: str | None = None,
    media: Sequence[tuple[str, bytes | Path, str]] = (),
) -> Call[CreatedUpdate]:
    """Send an update of a request. It is repeated only where `updates_once` allows it.

    https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec

    Args:
        server: The server; it needs an `api_key`.
        service_request_id: The number of the request.
        update_id: Your own number of the update; the same one for a repetition.
        status: The word that the server knows for the new state, such as `fixed`.
        updated_at: When it happened, an aware moment.
        description: The text for the citizen.
        media_url: Address of a picture.
        media: Files to post: name, content and media type; for servers with a `media_field`.

    Raises:
        CapabilityNotSupported: The server is not known to have updates, or to take files.
        ParameterError: Something is missing.
        OutcomeUnknown: The answer was lost.
    """
    from govpublic_sdk.models.open311 import CreatedUpdate

    _check(server)
    if media_url is not None and media:
        raise ParameterError("media_url", "together with files", "an address or files")
    form: list[tuple[str, str | None]] = [
        ("service_request_id", require_text("service_request_id", service_request_id)),
        ("update_id", require_text("update_id", update_id)),
        ("status", require_text("status", status)),
        ("updated_datetime", w3c("updated_at", updated_at)),
        ("description", require_text("description", description)),
        ("media_url", picture(media_url)),
    ]
    return post(
        server,
        "create_update",
        _PATH,
        one_of(CreatedUpdate, _NAMES, needed=False),
        form,
        files=parts_of(server, media),
        safety="keyed" if server.updates_once else "unsafe",
    )


def _check(server: Server) -> None:
    if not server.has_updates:
        raise unsupported_error(server, Text("no updates, `has_updates` is not set"))
