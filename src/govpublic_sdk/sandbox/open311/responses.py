"""From the data of the sandbox's city to JSON: by the spec, or odd as at real servers.

What a query of the sandbox's Open311 server asks for: a span, words to filter by, a page.
"""

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
_IDS = ("service_request_id", "update_id")
_ABSENT: dict[str, Any] = {"null": None, "text": "", "object": {}}


def show_report(report: Report, quirks: Open311Quirks) -> Json:
    """A request as lists show it."""
    last = report.updates[-1] if report.updates else None
    shown: Json = {
        "service_request_id": report.id,
        "status": _status(report, quirks),
        "status_notes": (last.text or None) if last else None,
        "service_name": report.service.name,
        "service_code": report.service.code,
        "description": report.text or None,
        "agency_responsible": {"recipient": [_AGENCY]} if quirks.agency_object else _AGENCY,
        "service_notice": _NOTICE,
        "requested_datetime": with_offset(report.at),
        "updated_datetime": with_offset(report.changed),
        "expected_datetime": _expected_date(report, quirks),
        **_place(report),
        "media_url": report.media[0] if report.media else None,
    }
    return {**shown, **_extra(report, quirks)}


def show_update(update: ReportUpdate) -> Json:
    """An update as lists show it."""
    return {
        "update_id": update.id,
        "service_request_id": update.report,
        "status": update.status,
        "updated_datetime": with_offset(update.at),
        "description": update.text,
        "media_url": update.media_url,
    }


def make_list(name: str, rows: list[Json], quirks: Open311Quirks) -> Any:
    """A list, bare or wrapped, with the oddities of its rows."""
    items = [apply_quirks(row, quirks) for row in rows]
    return {name: items} if quirks.wrapped else items


def apply_quirks(row: Json, quirks: Open311Quirks) -> Json:
    """One object with the oddities that are switched on."""
    shown = {
        name: _odd_value(name, value, quirks)
        for name, value in row.items()
        if value is not None or quirks.empty != "absent"
    }
    return (
        {name: _in_list(value) for name, value in shown.items()} if quirks.listed_scalars else shown
    )


def _odd_value(name: str, value: Any, quirks: Open311Quirks) -> Any:
    if is_object(value):
        return apply_quirks(value, quirks)
    if is_array(value):
        return [apply_quirks(one, quirks) if is_object(one) else one for one in value]
    if value is None:
        return _ABSENT[quirks.empty]
    if isinstance(value, bool):
        return str(value).lower() if quirks.text_booleans else value
    if quirks.numeric_ids and name in _IDS and str(value).isdecimal():
        return int(value)
    if quirks.naive_dates and name.endswith("datetime"):
        return str(value)[: len("2026-11-02T10:00:00")]
    return value


def _in_list(value: Any) -> Any:
    return value if is_array(value) or is_object(value) else [value]


def _status(report: Report, quirks: Open311Quirks) -> str:
    if quirks.extended_statuses:
        return report.status
    return "closed" if report.is_closed else "open"


def _expected_date(report: Report, quirks: Open311Quirks) -> str | None:
    if quirks.expected_now:
        return with_offset(report.at)
    days = report.service.days
    return None if days is None else with_offset(report.at + days * _DAY)


def _place(report: Report) -> Json:
    return {
        "address": report.address,
        "address_id": report.address_id,
        "zipcode": None,
        "lat": report.latitude,
        "long": report.longitude,
    }


def _extra(report: Report, quirks: Open311Quirks) -> Json:
    shown: Json = {}
    if quirks.extra_fields:
        count = len(report.updates)
        shown |= {"title": report.service.name, "detail": report.text, "comment_count": count}
    if quirks.notes:
        shown["notes"] = [
            {"datetime": with_offset(update.at), "type": update.status, "description": update.text}
            for update in report.updates
        ]
    return shown


T = TypeVar("T", bound=Any)
_LONGEST = 90 * 86_400
_NAMES = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, in Unix seconds; both ends belong to it."""

    since: float
    until: float

    @classmethod
    def from_query(cls, query: Mapping[str, str], now: float, quirks: Open311Quirks) -> Span:
        """The span of a query; without dates the last 90 days.

        Raises:
            Refusal: The dates are invalid, or too far apart.
            Broken: A fraction of a second was too much.
        """
        dates = {name: query[name] for name in _NAMES if query.get(name)}
        errors = [f"{name} must be a W3C date" for name, date in dates.items() if not is_date(date)]
        if errors:
            raise Refusal(400, *errors)
        if quirks.no_fractions and any("." in date for date in dates.values()):
            raise Broken("DateTime::Format")
        since, until = (parse_date(dates[name]) if name in dates else None for name in _NAMES)
        return cls._between(since, until, now)

    @classmethod
    def _between(cls, since: float | None, until: float | None, now: float) -> Span:
        if since is None:
            until = now if until is None else until
            return cls(until - _LONGEST, until)
        if until is None:
            return cls(since, since + _LONGEST)
        if not 0 <= until - since <= _LONGEST:
            raise Refusal(400, "start_date and end_date may span at most 90 days")
        return cls(since, until)

    def holds(self, at: float) -> bool:
        """Whether a moment belongs to it."""
        return self.since <= at <= self.until


def split_words(text: str) -> list[str]:
    """The words of a list with commas."""
    return [word for word in text.split(",") if word]


def select_reports(reports: Sequence[Report], query: Mapping[str, str], span: Span) -> list[Report]:
    """The requests that a query wants.

    Raises:
        Refusal: It asks for a status or a service that does not exist.
    """
    report_ids = split_words(query.get("service_request_id", ""))
    if report_ids:
        return [report for report in reports if report.id in report_ids]
    statuses, services = (
        split_words(query.get("status", "")),
        split_words(query.get("service_code", "")),
    )
    if not set(statuses) <= set(STATUSES):
        raise Refusal(400, "status must be open or closed")
    if not set(services) <= set(SERVICES):
        raise Refusal(404, "service_code was not found")
    return [
        report
        for report in reports
        if span.holds(report.at)
        if not services or report.service.code in services
        if not statuses or {report.status, "closed" if report.is_closed else "open"} & set(statuses)
    ]


def cut_page(rows: Sequence[T], query: Mapping[str, str], quirks: Open311Quirks) -> list[T]:
    """One page of a list, or as much of it as a list may have.

    Raises:
        Refusal: The page is invalid.
    """
    if not quirks.paging:
        return list(rows[: quirks.most])
    size = _number(query, "page_size", quirks.most, quirks.most)
    page = _number(query, "page", 1, 10**9)
    if quirks.endless:
        page = min(page, max(-(-len(rows) // size), 1))
    return list(rows[(page - 1) * size : page * size])


def _number(query: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = query.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise Refusal(400, f"{name} must be a number from 1 on")
    return min(int(text), most)
