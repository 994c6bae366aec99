"""From what the sandbox's city knows to JSON: as the spec says, or odd as at real servers."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.json_values import Json, is_array, is_object
from govpublic_sdk.sandbox.local_time import with_offset
from govpublic_sdk.sandbox.open311.quirks import Open311Quirks
from govpublic_sdk.sandbox.open311.reports import Report, ReportUpdate

__all__ = ["REQUESTS", "UPDATES", "listing", "odd", "report_shown", "update_shown"]

REQUESTS, UPDATES = "service_requests", "service_request_updates"
_AGENCY = "Вымышленная городская служба"
_NOTICE = "Заявка вымышленного города: ею никто не занимается."
_DAY = 86_400
_IDS = ("service_request_id", "update_id")
_ABSENT: dict[str, Any] = {"null": None, "text": "", "object": {}}


def report_shown(report: Report, quirks: Open311Quirks) -> Json:
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
        "expected_datetime": _expected(report, quirks),
        **_place(report),
        "media_url": report.media[0] if report.media else None,
    }
    return {**shown, **_extra(report, quirks)}


def update_shown(update: ReportUpdate) -> Json:
    """An update as lists show it."""
    return {
        "update_id": update.id,
        "service_request_id": update.report,
        "status": update.status,
        "updated_datetime": with_offset(update.at),
        "description": update.text,
        "media_url": update.media_url,
    }


def listing(name: str, rows: list[Json], quirks: Open311Quirks) -> Any:
    """A list, bare or wrapped, with the oddities of its rows."""
    found = [odd(one, quirks) for one in rows]
    return {name: found} if quirks.wrapped else found


def odd(row: Json, quirks: Open311Quirks) -> Json:
    """One object with the oddities that are switched on."""
    kept = {
        name: _odd_value(name, value, quirks)
        for name, value in row.items()
        if value is not None or quirks.empty != "absent"
    }
    return (
        {name: _in_list(value) for name, value in kept.items()} if quirks.listed_scalars else kept
    )


def _odd_value(name: str, value: Any, quirks: Open311Quirks) -> Any:
    if is_object(value):
        return odd(value, quirks)
    if is_array(value):
        return [odd(one, quirks) if is_object(one) else one for one in value]
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


def _expected(report: Report, quirks: Open311Quirks) -> str | None:
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
    found: Json = {}
    if quirks.extra_fields:
        count = len(report.updates)
        found |= {"title": report.service.name, "detail": report.text, "comment_count": count}
    if quirks.notes:
        found["notes"] = [
            {"datetime": with_offset(one.at), "type": one.status, "description": one.text}
            for one in report.updates
        ]
    return found
