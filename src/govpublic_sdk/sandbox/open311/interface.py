"""What clients may ask of the sandbox's Open311 server: routes, and what is read.

Addresses and rules are those of https://wiki.open311.org/GeoReport_v2, in JSON only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from pydantic_core import to_json

from govpublic_sdk.sandbox.geo import with_offset
from govpublic_sdk.sandbox.open311.catalogue import SERVICES, show_definition, show_service
from govpublic_sdk.sandbox.open311.city import City
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
    """Answers clients; faults and counts know their requests by the names of `_ROUTES`."""

    path = "/open311/"

    def method(self, asked: Asked) -> str:
        """What a request is called."""
        route, _ = _route(asked)
        return route.name if route else "open311.other"

    def answer(self, asked: Asked) -> Answered:
        """Carry a request out."""
        with self._lock:
            try:
                return self._answer(asked)
            except (Refusal, Broken) as error:
                return refuse(error, self.quirks)

    def _answer(self, asked: Asked) -> Answered:
        route, key = _route(asked)
        if route is None:
            raise Refusal(404, "there is nothing at this address")
        if route.verb == "POST":
            return self._post(route.name, asked)
        query = dict(asked.query)
        if route.name == "open311.media":
            return self._picture(key)
        self._check_jurisdiction(query)
        return Answered(to_json(self._read(route.name, key, query, asked)))

    def _read(self, name: str, key: str, query: Mapping[str, str], asked: Asked) -> Any:
        match name:
            case "open311.discovery":
                return self._discovery(asked.address)
            case "open311.services":
                return make_list(
                    "services",
                    [show_service(service) for service in SERVICES.values()],
                    self.quirks,
                )
            case "open311.service_definition":
                return self._definition(key)
            case "open311.requests":
                return self._requests(query)
            case "open311.request":
                return make_list(
                    REQUESTS, [show_report(self.get_report(key), self.quirks)], self.quirks
                )
            case "open311.token":
                return self._token(key)
            case _:
                return self._updates(query)

    def _post(self, name: str, asked: Asked) -> Answered:
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

    def _discovery(self, address: str) -> Json:
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
        contact = "Вымышленный город песочницы: писать некому."
        key = "Ключ выдаёт сама песочница."
        return {
            "changeset": changed,
            "contact": contact,
            "key_service": key,
            "endpoints": [endpoint],
        }

    def _definition(self, code: str) -> Any:
        if code not in SERVICES:
            raise Refusal(404, "service_code was not found")
        shown = apply_quirks(show_definition(SERVICES[code]), self.quirks)
        return {"service_definition": shown} if self.quirks.wrapped else shown

    def _requests(self, query: Mapping[str, str]) -> Any:
        span = Span.from_query(query, self.now(), self.quirks)
        reports = select_reports(
            [report for report in self.reports.values() if self.is_seen(report)], query, span
        )
        reports.sort(key=lambda report: report.at, reverse=not self.quirks.oldest_first)
        rows = [
            show_report(report, self.quirks) for report in cut_page(reports, query, self.quirks)
        ]
        return make_list(REQUESTS, rows, self.quirks)

    def _updates(self, query: Mapping[str, str]) -> Any:
        span = Span.from_query(query, self.now(), self.quirks)
        visible = [update for update in self.reports.values() if self.is_seen(update)]
        updates = [
            update for report in visible for update in report.updates if span.holds(update.at)
        ]
        updates.sort(key=lambda update: update.at)
        rows = [show_update(update) for update in cut_page(updates, query, self.quirks)]
        return make_list(UPDATES, rows, self.quirks)

    def _token(self, token: str) -> Any:
        report = next((report for report in self.reports.values() if report.token == token), None)
        if report is None:
            raise Refusal(404, "token was not found")
        number = report.id if self.is_seen(report) else None
        return make_list(REQUESTS, [{"service_request_id": number, "token": token}], self.quirks)

    def _picture(self, key: str) -> Answered:
        if key not in self.media:
            raise Refusal(404, "there is nothing at this address")
        return Answered(self.media[key], headers={"content-type": "image/jpeg"})


def _route(asked: Asked) -> tuple[Route | None, str]:
    """The route of a request and what its path names."""
    for route in _ROUTES:
        match = route.pattern.fullmatch(asked.path) if route.verb == asked.verb else None
        if match is not None:
            return route, unquote(match[1])
    return None, ""
