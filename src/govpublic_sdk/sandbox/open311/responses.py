"""JSON of the sandbox's city, by the spec or with quirks, and the filters of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from govpublic_sdk.sandbox.geo import with_offset
from govpublic_sdk.sandbox.open311.catalogue import SERVICES
from govpublic_sdk.sandbox.open311.city import STATUSES, Report, ReportUpdate
from govpublic_sdk.sandbox.open311.quirks import Broken, Open311Quirks, Refusal, is_date, parse_date
from govpublic_sdk.sandbox.values import Json, is_array, is_object

__all__ = [
    "REQUESTS",
    "UPDATES",
    "Span",
    "apply_quirks",
    "cut_page",
    "make_list",
    "select_reports",
    "show_report",
    "show_update",
    "split_words",
]

REQUESTS, UPDATES = "service_requests", "service_request_updates"
_AGENCY = "Вымышленная городская служба"
_NOTICE = "Заявка вымышленного города: ею никто не занимается."
_DAY = 86_400
_MAX_SPAN = 90 * _DAY  # GeoReport v2: a query covers at most 90 days
_DATES = ("start_date", "end_date")
_IDS = ("service_request_id", "update_id")
_ABSENT: dict[str, Any] = {"null": None, "text": "", "object": {}}

T = TypeVar("T", bound=Any)


def show_report(report: Report, quirks: Open311Quirks) -> Json:
    """Show a request as in lists."""
    shown: Json = {
        "service_request_id": report.id,
        "status": report.status if quirks.extended_statuses else _short_status(report),
        "status_notes": (report.updates[-1].text or None) if report.updates else None,
        "service_name": report.service.name,
        "service_code": report.service.code,
        "description": report.text or None,
        "agency_responsible": {"recipient": [_AGENCY]} if quirks.agency_object else _AGENCY,
        "service_notice": _NOTICE,
        "requested_datetime": with_offset(report.at),
        "updated_datetime": with_offset(report.changed),
        "expected_datetime": _format_expected(report, quirks),
        "address": report.address,
        "address_id": report.address_id,
        "zipcode": None,
        "lat": report.latitude,
        "long": report.longitude,
        "media_url": report.media[0] if report.media else None,
    }
    if quirks.extra_fields:
        count = len(report.updates)
        shown |= {"title": report.service.name, "detail": report.text, "comment_count": count}
    if quirks.notes:
        shown["notes"] = [
            {"datetime": with_offset(update.at), "type": update.status, "description": update.text}
            for update in report.updates
        ]
    return shown


def show_update(update: ReportUpdate) -> Json:
    """Show an update as in lists."""
    return {
        "update_id": update.id,
        "service_request_id": update.report,
        "status": update.status,
        "updated_datetime": with_offset(update.at),
        "description": update.text,
        "media_url": update.media_url,
    }


def make_list(name: str, rows: list[Json], quirks: Open311Quirks) -> Any:
    """Return a list with the quirks of its rows, wrapped in an object or bare."""
    items = [apply_quirks(row, quirks) for row in rows]
    return {name: items} if quirks.wrapped else items


def apply_quirks(row: Json, quirks: Open311Quirks) -> Json:
    """Return an object with the quirks that are switched on."""
    shown: Json = {}
    for name, value in row.items():
        if value is None and quirks.empty == "absent":
            continue
        changed = _change_value(name, value, quirks)
        is_scalar = not (is_array(changed) or is_object(changed))
        shown[name] = [changed] if quirks.listed_scalars and is_scalar else changed
    return shown


def _change_value(name: str, value: Any, quirks: Open311Quirks) -> Any:
    if is_object(value):
        return apply_quirks(value, quirks)
    if is_array(value):
        return [apply_quirks(item, quirks) if is_object(item) else item for item in value]
    if value is None:
        return _ABSENT[quirks.empty]
    if isinstance(value, bool):
        return str(value).lower() if quirks.text_booleans else value
    if quirks.numeric_ids and name in _IDS and str(value).isdecimal():
        return int(value)
    if quirks.naive_dates and name.endswith("datetime"):
        return str(value)[: len("2026-11-02T10:00:00")]
    return value


def _short_status(report: Report) -> str:
    return "closed" if report.is_closed else "open"


def _format_expected(report: Report, quirks: Open311Quirks) -> str | None:
    if quirks.expected_now:
        return with_offset(report.at)
    days = report.service.days
    return None if days is None else with_offset(report.at + days * _DAY)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time in Unix seconds, including both ends."""

    since: float
    until: float

    @classmethod
    def from_query(cls, query: Mapping[str, str], now: float, quirks: Open311Quirks) -> Span:
        """Parse the span of a query, by default the last 90 days.

        Raises:
            Refusal: The dates are invalid or too far apart.
            Broken: A date has a fraction of a second, and `quirks.no_fractions` is on.
        """
        dates = {name: query[name] for name in _DATES if query.get(name)}
        errors = [f"{name} must be a W3C date" for name, date in dates.items() if not is_date(date)]
        if errors:
            raise Refusal(400, *errors)
        if quirks.no_fractions and any("." in date for date in dates.values()):
            raise Broken("DateTime::Format")
        since, until = (parse_date(dates[name]) if name in dates else None for name in _DATES)
        if since is None:
            until = now if until is None else until
            return cls(until - _MAX_SPAN, until)
        if until is None:
            return cls(since, since + _MAX_SPAN)
        if not 0 <= until - since <= _MAX_SPAN:
            raise Refusal(400, "start_date and end_date may span at most 90 days")
        return cls(since, until)

    def contains(self, at: float) -> bool:
        """Return whether a time is within the span."""
        return self.since <= at <= self.until


def split_words(text: str) -> list[str]:
    """Split a comma-separated list."""
    return [word for word in text.split(",") if word]


def select_reports(reports: Sequence[Report], query: Mapping[str, str], span: Span) -> list[Report]:
    """Return the requests that match a query.

    Raises:
        Refusal: A status or a service of the query does not exist.
    """
    report_ids = split_words(query.get("service_request_id", ""))
    if report_ids:
        return [report for report in reports if report.id in report_ids]
    statuses = set(split_words(query.get("status", "")))
    services = set(split_words(query.get("service_code", "")))
    if not statuses <= set(STATUSES):
        raise Refusal(400, "status must be open or closed")
    if not services <= set(SERVICES):
        raise Refusal(404, "service_code was not found")
    return [
        report
        for report in reports
        if span.contains(report.at)
        if not services or report.service.code in services
        if not statuses or {report.status, _short_status(report)} & statuses
    ]


def cut_page(rows: Sequence[T], query: Mapping[str, str], quirks: Open311Quirks) -> list[T]:
    """Return one page of a list, or its first rows without paging.

    Raises:
        Refusal: The page is invalid.
    """
    if not quirks.paging:
        return list(rows[: quirks.most])
    size = _parse_number(query, "page_size", quirks.most, quirks.most)
    page = _parse_number(query, "page", 1, 10**9)
    if quirks.endless:
        page = min(page, max(-(-len(rows) // size), 1))
    return list(rows[(page - 1) * size : page * size])


def _parse_number(query: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = query.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise Refusal(400, f"{name} must be a number from 1 on")
    return min(int(text), most)
