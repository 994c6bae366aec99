"""Routes of the sandbox's Open311 server, and the handlers that read.

URLs and rules follow https://wiki.open311.org/GeoReport_v2, in JSON only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from pydantic_core import to_json

from govpublic_sdk.sandbox.geo import with_offset
from govpublic_sdk.sandbox.open311.catalogue import SERVICES, show_definition, show_service
from govpublic_sdk.sandbox.open311.city import City, Report
from govpublic_sdk.sandbox.open311.create import Form, create_report, create_update
from govpublic_sdk.sandbox.open311.quirks import Broken, Refusal, refuse
from govpublic_sdk.sandbox.open311.responses import (
    REQUESTS,
    UPDATES,
    Span,
    apply_quirks,
    cut_page,
    make_list,
    select_reports,
    show_report,
    show_update,
)
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked, Route
from govpublic_sdk.sandbox.values import Json

__all__ = ["Interface"]


_ROUTES = (
    Route("open311.discovery", "GET", re.compile(r"/open311/(?:v2/)?discovery\.json()")),
    Route("open311.services", "GET", re.compile(r"/open311/v2/services\.json()")),
    Route("open311.service_definition", "GET", re.compile(r"/open311/v2/services/([^/]+)\.json")),
    Route("open311.requests", "GET", re.compile(r"/open311/v2/requests\.json()")),
    Route("open311.request", "GET", re.compile(r"/open311/v2/requests/([^/]+)\.json")),
    Route("open311.token", "GET", re.compile(r"/open311/v2/tokens/([^/]+)\.json")),
    Route("open311.updates", "GET", re.compile(r"/open311/v2/servicerequestupdates\.json()")),
    Route("open311.create", "POST", re.compile(r"/open311/v2/requests\.json()")),
    Route(
        "open311.create_update", "POST", re.compile(r"/open311/v2/servicerequestupdates\.json()")
    ),
    Route("open311.media", "GET", re.compile(r"/open311/media/([0-9a-f]+)")),
)


class Interface(City):
    """Handles requests of clients. Faults and counters use the names of `_ROUTES`."""

    path = "/open311/"

    def method(self, asked: Asked) -> str:
        """Return the name of a request for faults and counters."""
        route, _ = _find_route(asked)
        return route.name if route else "open311.other"

    def answer(self, asked: Asked) -> Answered:
        """Handle a request."""
        with self._lock:
            try:
                return self._handle(asked)
            except (Refusal, Broken) as error:
                return refuse(error, self.quirks)

    def _handle(self, asked: Asked) -> Answered:
        route, key = _find_route(asked)
        if route is None:
            raise Refusal(404, "there is nothing at this address")
        if route.verb == "POST":
            return self._create(route.name, asked)
        query = dict(asked.query)
        if route.name == "open311.media":
            if key not in self.media:
                raise Refusal(404, "there is nothing at this address")
            return Answered(self.media[key], headers={"content-type": "image/jpeg"})
        self._check_jurisdiction(query)
        return Answered(to_json(self._read(route.name, key, query, asked)))

    def _read(self, name: str, key: str, query: Mapping[str, str], asked: Asked) -> Any:
        match name:
            case "open311.discovery":
                return self._show_discovery(asked.address)
            case "open311.services":
                services = [show_service(service) for service in SERVICES.values()]
                return make_list("services", services, self.quirks)
            case "open311.service_definition":
                return self._show_definition(key)
            case "open311.requests":
                return self._list_requests(query)
            case "open311.request":
                report = show_report(self.get_report(key), self.quirks)
                return make_list(REQUESTS, [report], self.quirks)
            case "open311.token":
                return self._resolve_token(key)
            case _:
                return self._list_updates(query)

    def _create(self, name: str, asked: Asked) -> Answered:
        form = Form.from_fields(asked.fields)
        parameters = {**dict(asked.query), **form.texts}
        self._check_jurisdiction(parameters)
        if parameters.get("api_key") != self.key:
            raise Refusal(403, "api_key is missing or invalid")
        if name == "open311.create":
            return create_report(self, form, asked)
        return create_update(self, form, asked)

    def _check_jurisdiction(self, parameters: Mapping[str, str]) -> None:
        jurisdiction_id = parameters.get("jurisdiction_id")
        if jurisdiction_id is None and self.quirks.needs_jurisdiction:
            raise Refusal(400, "jurisdiction_id was not provided")
        if jurisdiction_id not in (None, self.jurisdiction):
            raise Refusal(404, "jurisdiction_id was not found")

    def _show_discovery(self, address: str) -> Json:
        if self.quirks.no_discovery:
            raise Refusal(404, "there is nothing at this address")
        changed = with_offset(self._clock.start)
        endpoint: Json = {
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": f"{address}/open311/v2",
            "changeset": changed,
            "type": "test",
            "formats": ["application/json"],
        }
        return {
            "changeset": changed,
            "contact": "Вымышленный город песочницы: писать некому.",
            "key_service": "Ключ выдаёт сама песочница.",
            "endpoints": [endpoint],
        }

    def _show_definition(self, code: str) -> Any:
        if code not in SERVICES:
            raise Refusal(404, "service_code was not found")
        shown = apply_quirks(show_definition(SERVICES[code]), self.quirks)
        return {"service_definition": shown} if self.quirks.wrapped else shown

    def _list_requests(self, query: Mapping[str, str]) -> Any:
        span = Span.from_query(query, self.now(), self.quirks)
        reports = select_reports(self._visible_reports(), query, span)
        reports.sort(key=lambda report: report.at, reverse=not self.quirks.oldest_first)
        rows = [
            show_report(report, self.quirks) for report in cut_page(reports, query, self.quirks)
        ]
        return make_list(REQUESTS, rows, self.quirks)

    def _list_updates(self, query: Mapping[str, str]) -> Any:
        span = Span.from_query(query, self.now(), self.quirks)
        updates = [
            update
            for report in self._visible_reports()
            for update in report.updates
            if span.contains(update.at)
        ]
        updates.sort(key=lambda update: update.at)
        rows = [show_update(update) for update in cut_page(updates, query, self.quirks)]
        return make_list(UPDATES, rows, self.quirks)

    def _visible_reports(self) -> list[Report]:
        return [report for report in self.reports.values() if self.is_seen(report)]

    def _resolve_token(self, token: str) -> Any:
        report = next((report for report in self.reports.values() if report.token == token), None)
        if report is None:
            raise Refusal(404, "token was not found")
        report_id = report.id if self.is_seen(report) else None
        return make_list(REQUESTS, [{"service_request_id": report_id, "token": token}], self.quirks)


def _find_route(asked: Asked) -> tuple[Route | None, str]:
    """Return the route of a request and the key in its path."""
    for route in _ROUTES:
        match = route.pattern.fullmatch(asked.path) if route.verb == asked.verb else None
        if match is not None:
            return route, unquote(match[1])
    return None, ""
