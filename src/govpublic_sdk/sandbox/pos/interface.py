"""The API of the sandbox's ПОС: routes, pages of the list, and the state behind them.

No official text of that API is public, so all paths are invented and belong to this sandbox.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json

from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.pos.files import Files
from govpublic_sdk.sandbox.pos.items import show_appeal
from govpublic_sdk.sandbox.pos.sign_in import Tokens
from govpublic_sdk.sandbox.pos.state import PosAppeal, PosQuirks, matches_any
from govpublic_sdk.sandbox.pos.updates import find_errors
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked, Route
from govpublic_sdk.sandbox.values import Json, is_object

__all__ = ["Interface", "PageRequest", "make_page", "to_other_origin"]

_MAX_SIZE, _DEFAULT_SIZE = 100, 20  # Spring's default is 20; the maximum is invented
_UNSORTED = {"empty": True, "sorted": False, "unsorted": True}
_ROUTES = (
    Route("pos.sign_in", "POST", re.compile(r"/pos/v0/token")),
    Route("pos.list", "GET", re.compile(r"/pos/v0/messages")),
    Route("pos.accept", "POST", re.compile(r"/pos/v0/messages/([0-9]{1,15})/accepted")),
    Route("pos.update", "POST", re.compile(r"/pos/v0/messages/([0-9]{1,15})")),
    Route("pos.fetch", "GET", re.compile(r"/pos/v0/files/([0-9a-f]+)")),
    Route("pos.upload", "POST", re.compile(r"/pos/v0/files")),
    Route("pos.abroad", "GET", re.compile(r"/pos/abroad/([0-9a-f]+)")),
)
_WITHOUT_TOKEN = ("pos.sign_in", "pos.abroad")


class Interface:
    """Handles requests of document systems. Faults and counters use the names of `_ROUTES`.

    Args:
        seed: Seed of ids, texts, addresses and secrets.
        clock: The sandbox's time.

    Attributes:
        appeals: All appeals of citizens, by id.
        quirks: Deviations that are switched on.
        tokens: The account and its tokens.
        files: Attachments and uploads.
        tokens_abroad: How many requests sent a token to the other origin, where none belongs.
    """

    path = "/pos/"

    def __init__(self, seed: int, clock: Clock) -> None:
        self.appeals: dict[int, PosAppeal] = {}
        self.quirks: PosQuirks = PosQuirks()
        self.tokens: Tokens = Tokens(seed, clock.now)
        self.files: Files = Files(seed)
        self.tokens_abroad: int = 0
        self._seed = seed
        self._clock = clock
        self._lock = threading.RLock()

    def method(self, asked: Asked) -> str:
        """Return the name of a request for faults and counters."""
        route, _ = _find_route(asked)
        return route.name if route else "pos.other"

    def answer(self, asked: Asked) -> Answered:
        """Handle a request."""
        route, key = _find_route(asked)
        if route is None:
            return _error_response(404, "Нет такого адреса")
        if route.verb != asked.verb:
            return _error_response(405, f"Допускается {route.verb}")
        with self._lock:
            refusal = None if route.name in _WITHOUT_TOKEN else self.tokens.check(asked)
            return refusal or self._handle(route.name, key, asked)

    def _handle(self, name: str, key: str, asked: Asked) -> Answered:
        match name:
            case "pos.sign_in":
                return self.tokens.issue(asked)
            case "pos.list":
                return self._list_appeals(asked)
            case "pos.upload":
                return self.files.save_upload(asked)
            case "pos.fetch":
                return self.files.serve(key, self.quirks)
            case "pos.abroad":
                self.tokens_abroad += "authorization" in asked.headers
                return self.files.serve(key, self.quirks)
            case _:
                appeal = self.appeals.get(int(key))
        if appeal is None:
            return _error_response(404, "Сообщение не найдено")
        if name == "pos.accept":
            appeal.acknowledged += 1
            return Answered(b"")
        return self._update(appeal, asked)

    def _list_appeals(self, asked: Asked) -> Answered:
        try:
            request = PageRequest.from_query(asked.query)
        except ValueError as error:
            return _error_response(400, str(error))
        waiting = [appeal for appeal in self.appeals.values() if not appeal.acknowledged]
        waiting.sort(key=lambda appeal: (appeal.written, appeal.id))
        items: list[Json] = []
        for appeal in waiting:
            urls = [self._attachment_url(key, asked.address) for key in appeal.files]
            items.append(show_appeal(appeal, urls, self.quirks))
        return Answered(to_json(make_page(items, request, self.quirks)))

    def _attachment_url(self, key: str, address: str) -> str:
        if matches_any(self.quirks.abroad, self.files.attachments[key].name):
            return f"{to_other_origin(address)}/pos/abroad/{key}"
        return f"{address}/pos/v0/files/{key}"

    def _update(self, appeal: PosAppeal, asked: Asked) -> Answered:
        body = _parse_object(asked)
        if body is None:
            return _error_response(400, "Нужен объект JSON")
        update = {name: value for name, value in body.items() if value is not None}
        uploads, now = self.files.uploads, self._clock.now()
        errors = list(find_errors(update, appeal_id=appeal.id, uploads=uploads, now=now))
        if errors:
            return _error_response(400, *errors)
        if appeal.answered:
            return _error_response(self.quirks.second_answer, "На сообщение уже дан ответ")
        appeal.updates.append(update)
        return Answered(to_json({"id": appeal.id}))

    def _chance(self, *key: object) -> random.Random:
        return random.Random(f"{self._seed} pos {key}")  # noqa: S311 - no secret is made


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The page that a query asks for.

    Attributes:
        number: Its index, from 0.
        size: Items a page, 1 to 100.
    """

    number: int = 0
    size: int = _DEFAULT_SIZE

    @classmethod
    def from_query(cls, query: Sequence[tuple[str, str]]) -> PageRequest:
        """Parse the page of a query.

        Raises:
            ValueError: The page is invalid; the text names the reason.
        """
        values = dict(query)
        return cls(
            _parse_number("page", values.get("page", "0"), 0, 10**9),
            _parse_number("size", values.get("size", str(_DEFAULT_SIZE)), 1, _MAX_SIZE),
        )


def make_page(items: Sequence[Json], request: PageRequest, quirks: PosQuirks) -> Json:
    """Return one page of a list with its totals, in Spring's format.

    Args:
        items: The whole list.
        request: The page.
        quirks: Deviations.
    """
    pages = -(-len(items) // request.size)
    number = min(request.number, max(pages - 1, 0)) if quirks.endless else request.number
    start = number * request.size
    first = start - 1 if quirks.doubled and 0 < start < len(items) else start
    content: list[Any] = list(items[first : start + request.size])
    if quirks.not_objects and number == 0:
        content += [None, "сообщение"]
    return {
        "content": content,
        "pageable": {
            "offset": request.number * request.size,
            "pageNumber": request.number,
            "pageSize": request.size,
            "paged": True,
            "unpaged": False,
            "sort": _UNSORTED,
        },
        "totalElements": len(items),
        "totalPages": pages,
        "first": request.number == 0,
        "last": request.number >= pages - 1 and not quirks.endless,
        "number": request.number,
        "size": request.size,
        "numberOfElements": len(content),
        "empty": not content,
        "sort": _UNSORTED,
    }


def to_other_origin(address: str) -> str:
    """Return the same machine under its other name, which is another origin for clients.

    Args:
        address: An address, such as `http://127.0.0.1:8311`.
    """
    return address.replace("//127.0.0.1", "//localhost")


def _find_route(asked: Asked) -> tuple[Route | None, str]:
    """Return the route of a request and the key in its path; prefer routes with the same verb."""
    for route in sorted(_ROUTES, key=lambda route: route.verb != asked.verb):
        match = route.pattern.fullmatch(asked.path)
        if match is not None:
            return route, "".join(match.groups())
    return None, ""


def _parse_number(name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(f"{name}: допускается целое число от {least} до {most}")
    return int(text)


def _parse_object(asked: Asked) -> Json | None:
    """Parse the JSON object of a body; None for anything else."""
    if not asked.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        value = from_json(asked.body)
    except ValueError:
        return None
    return value if is_object(value) else None


def _error_response(status: int, *messages: str) -> Answered:
    return Answered(to_json({"messages": messages}), status)
