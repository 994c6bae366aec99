"""In which ways the sandbox's Open311 server may be odd; each one was seen at a real server.

All are off at first: then the server follows the spec and the extensions that it names.
Failures of the way to it are `box.faults`.

Errors of the sandbox's Open311 server: by the spec, or as real servers send them.

Dates as Open311 wants them: W3C, with an offset; nothing is guessed.
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
    """Oddities; change them at any time.

    Attributes:
        numeric_ids: Ids of requests are numbers; those of new requests count from 0.
        text_booleans: `"true"` and `"false"` for booleans.
        created_status: The HTTP status of what was created: 200 or 201.
        created: What a new request is answered with: the spec's `list`, an `object` instead of
            that, or the `whole` request.
        wrapped: Lists lie in an object, `{"service_requests": [...]}`.
        listed_scalars: Each value of a request is a list of one value.
        errors: What refusals look like: the spec's `array`, an `object` or an HTML `page`.
        unknown_id: The HTTP status for a request that does not exist: 404, or 500 with a text.
        empty: What is sent without a value: `null`, an empty `text`, an empty `object`, or
            no field (`absent`).
        naive_dates: Dates come without an offset.
        no_fractions: A date with fractions of seconds in a query is answered with 500.
        no_discovery: The discovery document is missing.
        most: How many rows a list may have.
        paging: Whether `page` and `page_size` are understood; else lists are cut at `most`.
        oldest_first: Requests are listed oldest first; else newest first.
        endless: After the last page that page comes again, without end.
        expected_now: `expected_datetime` is the moment at which the request was made.
        drops_address: The address that came is not kept.
        extended_statuses: Requests tell mySociety's statuses, beyond `open` and `closed`.
        agency_object: `agency_responsible` is `{"recipient": [...]}`.
        extra_fields: Requests have fields beyond the spec, such as `title`.
        notes: Requests have `notes`, what happened to them.
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
    """A request that is not carried out.

    Attributes:
        status: The HTTP status.
        words: All that is wrong, one text for each.
    """

    def __init__(self, status: int, *words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words


class Broken(Exception):
    """The server fails, and shows its internals."""


def refuse(error: Refusal | Broken, quirks: Open311Quirks) -> Answered:
    """What goes back."""
    if isinstance(error, Broken):
        return Answered(f"Can't call method on undef: {error}".encode(), 500, _TEXT)
    if quirks.errors == "page":
        return Answered(error_page(f"{error.status}", *error.words), error.status)
    if quirks.errors == "object":
        detail = {"non_field_errors": error.words}
        return Answered(to_json({"code": error.status, "detail": detail}), error.status)
    listed = [{"code": error.status, "description": word} for word in error.words]
    return Answered(to_json({"errors": listed} if quirks.wrapped else listed), error.status)


_TEXT = {"content-type": "text/plain; charset=utf-8"}

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def parse_date(text: str) -> float:
    """A date in Unix seconds.

    Raises:
        ValueError: Not a quirk.
    """
    if not _DATE.fullmatch(text):
        raise ValueError("no date with an offset")
    return datetime.fromisoformat(text).timestamp()


def is_date(text: str) -> bool:
    """Whether a text is a date with an offset."""
    try:
        parse_date(text)
    except (ValueError, OverflowError):
        return False
    return True
