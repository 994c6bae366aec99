"""A server of Open311 with the habits that a test gives it; it answers reads only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from govpublic_sdk import Request, Response
from open311_city import KEY, a_request, answer, at, w3c

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
SAMARA = timezone(timedelta(hours=4))
END = datetime(9999, 12, 1, tzinfo=UTC)


def hourly(count: int) -> dict[str, datetime]:
    """Requests by number, one an hour, oldest first."""
    return {f"r{n}": at(hours=n) for n in range(count)}


@dataclass
class Habits:
    """What a server does otherwise than others.

    Attributes:
        rows: Its requests by number.
        most: How long a list or a page is at most.
        paging: `page` with `page_size`, `own` (its own size), or none.
        tells: `link`, `x-next`, or nothing of a next page.
        dates: How it reads windows: as it should, the ends `swapped`, `ignored`, by `day`, `local`
            (the offset is not heeded), or `unknown` (every window is empty).
        needs_dates: Whether it lists nothing without dates.
        longest: How long a window may be; longer ones are refused.
        date: How it writes a date.
        number: How it writes the number of a request.
        ids: Whether it heeds `service_request_id`; a list of other things otherwise.
        suffix: What its addresses end with.
        format: What it answers with.
        wrapped: Whether lists lie in an object.
        status: Its word for an open request.
        single: The status for single requests: 200, 404 or 500.
        log: Whether the extension `log` is known.
        notes: Whether requests have notes.
        updates: Whether it has mySociety's updates.
        types: The types of its services, by code.
        needs_key: Whether it reads for those with a key in the address only.
    """

    rows: Mapping[str, datetime] = field(default_factory=lambda: hourly(40))
    most: int = 1_000
    paging: Literal["page", "own"] | None = None
    tells: Literal["link", "x-next"] | None = None
    dates: Literal["right", "swapped", "ignored", "day", "local", "unknown"] = "right"
    needs_dates: bool = False
    longest: timedelta = timedelta(days=90)
    date: Callable[[datetime], object] = w3c
    number: Callable[[str], object] = str
    ids: bool = True
    suffix: str = ".json"
    format: Literal["json", "xml"] = "json"
    wrapped: bool = False
    status: str = "open"
    single: int = 200
    log: bool = False
    notes: bool = False
    updates: bool = False
    types: Mapping[str, str] = field(default_factory=lambda: {"001": "realtime"})
    needs_key: bool = False
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        query = dict(parse_qsl(parts.query))
        self.asked.append(parts.path)
        assert request.method == "GET"
        if self.format == "xml":
            body = b'<?xml version="1.0" encoding="utf-8"?><services><service/></services>'
            return Response(200, {"content-type": "text/xml"}, body)
        if self.needs_key and query.get("api_key") != KEY:
            return answer([{"code": 403, "description": "no key"}], 403)
        name = parts.path.rpartition("/v2/")[2]
        if (self.suffix and not name.endswith(self.suffix)) or (not self.suffix and "." in name):
            return answer({"detail": "Not found."}, 404)
        return self._answered(name.removesuffix(self.suffix), query)

    def _answered(self, name: str, query: Mapping[str, str]) -> Response:
        if name == "services":
            return answer([{"service_code": k, "type": v} for k, v in self.types.items()])
        if name == "servicerequestupdates":
            return answer([]) if self.updates else answer({"code": 404, "detail": "none"}, 404)
        if name.startswith("requests/"):
            number = name.removeprefix("requests/")
            known = [one for one in self.rows if str(self.number(one)) == number]
            if not known or self.single != 200:
                return answer({"code": 404, "detail": "none"}, self.single if known else 404)
            return answer([self._row(known[0], query)])
        return self._list(query)

    def _list(self, query: Mapping[str, str]) -> Response:
        wanted = query.get("service_request_id")
        if wanted is not None and self.ids:
            return self._page([one for one in self.rows if str(self.number(one)) == wanted], query)
        if self.needs_dates and "start_date" not in query:
            return answer([{"code": 400, "description": "start_date is needed"}], 400)
        since, until = self._window(query)
        if until - since > self.longest and "start_date" in query and self.dates != "ignored":
            return answer([{"code": 400, "description": "the window is too long"}], 400)
        found = [one for one, made in self.rows.items() if since <= made <= until]
        return self._page(sorted(found, key=self.rows.__getitem__, reverse=True), query)

    def _window(self, query: Mapping[str, str]) -> tuple[datetime, datetime]:
        names = ("start_date", "end_date")
        since, until = (
            datetime.fromisoformat(query[one]) if one in query else edge
            for one, edge in zip(names, (BEGINNING, END), strict=True)
        )
        match self.dates:
            case "swapped" if "start_date" in query:
                return until, since
            case "ignored":
                return BEGINNING, END
            case "day":
                day = {"hour": 0, "minute": 0, "second": 0}
                return since.replace(**day), until.replace(**day) + timedelta(hours=23, minutes=59)
            case "local" if "start_date" in query:
                return since.replace(tzinfo=SAMARA), until.replace(tzinfo=SAMARA)
            case "unknown" if "start_date" in query:
                return END, BEGINNING
            case _:
                return since, until

    def _page(self, found: list[str], query: Mapping[str, str]) -> Response:
        size = int(query.get("page_size", self.most)) if self.paging == "page" else self.most
        size, number = min(size, self.most), 1
        if self.paging is not None or self.tells is not None:
            number = int(query.get("page", 1))
        rows = [self._row(one, query) for one in found[(number - 1) * size : number * size]]
        reply = answer({"service_requests": rows} if self.wrapped else rows)
        headers = dict(reply.headers)
        if number * size < len(found):
            address = f"?{urlencode({**query, 'page': number + 1})}"
            if self.tells == "link":
                headers["link"] = f'<{address}>; rel="next"'
            elif self.tells == "x-next":
                headers["x-next-page-url"] = f"http://inner.example/v2/requests.json{address}"
        return Response(reply.status, headers, reply.body)

    def _row(self, number: str, query: Mapping[str, str]) -> dict[str, Any]:
        row = a_request(
            self.number(number),
            status=self.status,
            requested_datetime=self.date(self.rows[number]),
            updated_datetime="",
            address="",
            lat=None,
        )
        if self.notes:
            row["notes"] = [{"type": "opened", "datetime": "2026-01-02T10:00:00Z"}]
        if self.log and query.get("extensions") in ("log", "true"):
            entry = {"id": 1, "time": "2026-01-03T10:00:00Z", "status": "done", "note": "Готово."}
            row["extended_attributes"] = {"log": [entry]}
        return json.loads(json.dumps(row))
