"""A city that answers what a test tells it to, and a city that holds requests by their dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from govpublic_sdk import AsyncGovPublic, GovPublic, Request, Response
from govpublic_sdk.open311 import Server

URL = "https://city.example/open311/v2"
KEY = "a-key-that-nobody-sees"
START = datetime(2026, 1, 1, tzinfo=UTC)


def at(**since_start: float) -> datetime:
    return START + timedelta(**since_start)


def w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(tree: object, status: int = 200) -> Response:
    return Response(status, {"content-type": "application/json"}, json.dumps(tree).encode())


def a_request(number: object = "1", **more: object) -> dict[str, object]:
    """A request as the spec has it."""
    told = {
        "service_request_id": number,
        "status": "open",
        "service_code": "001",
        "service_name": "Яма на дороге",
        "description": "Яма у дома",
        "requested_datetime": "2026-01-02T10:00:00+04:00",
        "updated_datetime": "2026-01-03T10:00:00+04:00",
    }
    return {**told, **more}


@dataclass
class Told:
    """A transport that gives replies one after the other, or asks a function for them."""

    replies: list[Response | Exception] = field(default_factory=list)
    made: Callable[[Request], Response] | None = None
    sent: list[Request] = field(default_factory=list)

    def send(self, request: Request, timeout: float | None) -> Response:
        self.sent.append(request)
        if self.made is not None:
            return self.made(request)
        found = self.replies.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        pass

    @property
    def query(self) -> dict[str, str]:
        """The query of the last request."""
        return dict(parse_qsl(urlsplit(self.sent[-1].url).query))

    @property
    def form(self) -> dict[str, list[str]]:
        """The form of the last request."""
        return parse_qs(self.sent[-1].body.decode(), keep_blank_values=True)


class AsyncTold:
    """The same for the async client."""

    def __init__(self, told: Told) -> None:
        self._told = told

    async def send(self, request: Request, timeout: float | None) -> Response:
        return self._told.send(request, timeout)

    async def close(self) -> None:
        pass


def server(**settings: Any) -> Server:
    return Server(settings.pop("url", URL), **{"api_key": KEY, **settings})


def client_of(told: Told, **settings: Any) -> GovPublic:
    return GovPublic(open311=[server(**settings)], transport=told, retry=None)


def async_client_of(told: Told, **settings: Any) -> AsyncGovPublic:
    return AsyncGovPublic(open311=[server(**settings)], transport=AsyncTold(told), retry=None)


def asked(call: Any, *trees: object, status: int = 200, **settings: Any) -> Any:
    """The value of a question to a server that answers so."""
    told = Told([answer(tree, status) for tree in trees])
    with client_of(told, **settings) as client:
        return client.run(call)


@dataclass
class City:
    """Requests by number and moment; lists are cut, and dates are asked for with both ends.

    Attributes:
        rows: What there is.
        most: How long a list may be.
        paging: None, `page`, `endless` (the last page for ever), `none` (pages are not known), or
            `lost` (404 behind the last).
        ignores_dates: Whether it lists everything.
        tells: How it says that a list goes on: `link`, `x-next`, `count`, `all` (it counts
            everything, whatever was asked for), `body` (beside the list), or not at all.
    """

    rows: Mapping[str, datetime]
    most: int = 1_000
    paging: str | None = None
    newest_first: bool = True
    ignores_dates: bool = False
    tells: str | None = None
    queries: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        query = dict(parse_qsl(urlsplit(request.url).query))
        self.queries.append(query)
        since, until = (datetime.fromisoformat(query[x]) for x in ("start_date", "end_date"))
        found = [
            one
            for one, made in self.rows.items()
            if self.ignores_dates or since <= made.replace(microsecond=0) <= until
        ]
        found.sort(key=lambda one: self.rows[one], reverse=self.newest_first)
        page = self._page(found, query)
        if page is None:
            return answer([{"code": 404, "description": "no such page"}], 404)
        rows = [a_request(one, requested_datetime=self.rows[one].isoformat()) for one in page]
        return self._told(rows, len(found), query)

    def _told(self, rows: list[Any], count: int, query: Mapping[str, str]) -> Response:
        """A list, and that it goes on, in headers or beside it."""
        number = int(query.get("page", 1))
        following = urlencode({**query, "page": number + 1, "api_key": KEY})
        address = f"http://inner.example/v2/requests.json?{following}"
        goes_on = number * self.most < count
        if self.tells == "body":
            return answer({"count": count, "next": address if goes_on else None, "results": rows})
        reply = answer(rows)
        headers = dict(reply.headers)
        if self.tells == "link" and goes_on:
            headers["link"] = f'<http://inner.example/>; rel="self", <{address}>; rel=next'
        if self.tells == "x-next" and goes_on:
            headers["x-next-page-url"] = address
        if self.tells in ("x-next", "count"):
            headers["x-result-count"] = str(count)
        if self.tells == "all":
            headers["x-total-count"] = str(len(self.rows))
        return Response(reply.status, headers, reply.body)

    def _page(self, found: list[str], query: Mapping[str, str]) -> list[str] | None:
        if self.tells in ("link", "x-next", "body"):
            start = (int(query.get("page", 1)) - 1) * self.most
            return found[start : start + self.most]
        if self.paging in (None, "none"):
            return found[: self.most]
        size, number = min(int(query["page_size"]), self.most), int(query["page"])
        if self.paging == "endless":
            number = min(number, max(1, -(-len(found) // size)))
        page = found[(number - 1) * size : number * size]
        return None if self.paging == "lost" and not page and number > 1 else page
