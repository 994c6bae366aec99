"""Quirks of the sandbox's Open311 server, its error responses and its dates.

Each quirk was observed at a real server. Network and server failures are `box.faults`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic_core import to_json

from govpublic_sdk.sandbox.faults import error_page
from govpublic_sdk.sandbox.responses import Answered

__all__ = [
    "Broken",
    "Open311Quirks",
    "Refusal",
    "is_date",
    "parse_date",
    "refuse",
]


@dataclass(slots=True, kw_only=True)
class Open311Quirks:
    """Deviations from the spec, all off by default; change them at any time.

    Attributes:
        numeric_ids: Ids of requests are numbers, counted from 0 for new requests.
        text_booleans: Booleans are the strings `"true"` and `"false"`.
        created_status: The HTTP status of a creation: 200 or 201.
        created: The response to a creation: the spec's `list`, an `object`, or the `whole`
            request.
        wrapped: Lists are wrapped in an object, `{"service_requests": [...]}`.
        listed_scalars: Each scalar of a request is wrapped in a list.
        errors: The format of errors: the spec's `array`, an `object` or an HTML `page`.
        unknown_id: The HTTP status for an unknown request: 404, or 500 with a text.
        empty: How missing values are sent: `null`, an empty `text`, an empty `object`, or
            no field (`absent`).
        naive_dates: Dates have no offset.
        no_fractions: A query with fractions of seconds fails with 500.
        no_discovery: The discovery document is missing.
        most: Maximum rows of a list.
        paging: Whether `page` and `page_size` are supported; else lists end after `most` rows.
        oldest_first: Requests are listed oldest first; else newest first.
        endless: The last page repeats forever.
        expected_now: `expected_datetime` equals the creation time.
        drops_address: The address of a request is discarded.
        extended_statuses: Requests have mySociety's statuses, not only `open` and `closed`.
        agency_object: `agency_responsible` is `{"recipient": [...]}`.
        extra_fields: Requests have fields beyond the spec, such as `title`.
        notes: Requests have `notes` with their updates.
        tokens_never_resolve: A token of a batch service never becomes an id.
        needs_jurisdiction: Requests without `jurisdiction_id` are refused.
        media_uploads: Files may be posted as parts `media` of a multipart form.
    """

    numeric_ids: bool = False
    text_booleans: bool = False
    created_status: int = 200
    created: Literal["list", "object", "whole"] = "list"
    wrapped: bool = False
    listed_scalars: bool = False
    errors: Literal["array", "object", "page"] = "array"
    unknown_id: int = 404
    empty: Literal["null", "text", "object", "absent"] = "null"
    naive_dates: bool = False
    no_fractions: bool = False
    no_discovery: bool = False
    most: int = 1000
    paging: bool = True
    oldest_first: bool = False
    endless: bool = False
    expected_now: bool = False
    drops_address: bool = False
    extended_statuses: bool = False
    agency_object: bool = False
    extra_fields: bool = False
    notes: bool = False
    tokens_never_resolve: bool = False
    needs_jurisdiction: bool = False
    media_uploads: bool = False


class Refusal(Exception):
    """A refused request.

    Attributes:
        status: The HTTP status.
        messages: One text for each error.
    """

    def __init__(self, status: int, *messages: str) -> None:
        super().__init__(status)
        self.status = status
        self.messages = messages


class Broken(Exception):
    """A failure of the server that exposes its internals."""


def refuse(error: Refusal | Broken, quirks: Open311Quirks) -> Answered:
    """Return the HTTP response to an error, by the spec or as real servers send it."""
    if isinstance(error, Broken):
        return Answered(f"Can't call method on undef: {error}".encode(), 500, _TEXT)
    if quirks.errors == "page":
        return Answered(error_page(f"{error.status}", *error.messages), error.status)
    if quirks.errors == "object":
        detail = {"non_field_errors": error.messages}
        return Answered(to_json({"code": error.status, "detail": detail}), error.status)
    listed = [{"code": error.status, "description": message} for message in error.messages]
    return Answered(to_json({"errors": listed} if quirks.wrapped else listed), error.status)


_TEXT = {"content-type": "text/plain; charset=utf-8"}

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def parse_date(text: str) -> float:
    """Parse a W3C date with an offset to Unix seconds.

    Raises:
        ValueError: The text is not a date, or has no offset.
    """
    if not _DATE.fullmatch(text):
        raise ValueError("expected a date with an offset")
    return datetime.fromisoformat(text).timestamp()


def is_date(text: str) -> bool:
    """Return whether a text is a W3C date with an offset."""
    try:
        parse_date(text)
    except (ValueError, OverflowError):
        return False
    return True
