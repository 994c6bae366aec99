"""Lists in pages, as the sandbox's ПОС gives them; it knows nothing of what is on a page.

What document systems may ask of the sandbox's ПОС: routes, and the state that answers them.

No official text of that interface is public, so all paths are invented and belong to this sandbox.
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

__all__ = [
    "Interface",
    "PageRequest",
    "make_page",
    "to_other_origin",
]

_MOST, _USUAL = 100, 20
_UNSORTED = {"empty": True, "sorted": False, "unsorted": True}


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted.

    Attributes:
        number: Which one, from 0.
        size: How many items a page has, 1 to 100.
    """

    number: int = 0
    size: int = _USUAL

    @classmethod
    def from_query(cls, query: Sequence[tuple[str, str]]) -> PageRequest:
        """What a query wants.

        Raises:
            ValueError: Not a page; the text names the reason.
        """
        values = dict(query)
        number = _number("page", values.get("page", "0"), 0, 10**9)
        return cls(number, _number("size", values.get("size", str(_USUAL)), 1, _MOST))


def make_page(items: Sequence[Json], asked: PageRequest, quirks: PosQuirks) -> Json:
    """One page of a list, with its totals.

    Args:
        items: The whole list.
        asked: Which page.
        quirks: Its deviations.
    """
    pages = -(-len(items) // asked.size)
    number = asked.number
    if quirks.endless:
        number = min(number, max(pages - 1, 0))
    content = _content(items, PageRequest(number, asked.size), quirks)
    return {
        "content": content,
        "pageable": _pageable(asked),
        "totalElements": len(items),
        "totalPages": pages,
        "first": asked.number == 0,
        "last": asked.number >= pages - 1 and not quirks.endless,
        "number": asked.number,
        "size": asked.size,
        "numberOfElements": len(content),
        "empty": not content,
        "sort": _UNSORTED,
    }


def _content(items: Sequence[Json], asked: PageRequest, quirks: PosQuirks) -> list[Any]:
    start = asked.number * asked.size
    before = start - 1 if quirks.doubled and 0 < start < len(items) else start
    odd = [None, "сообщение"] if quirks.not_objects and asked.number == 0 else []
    return [*items[before : start + asked.size], *odd]


def _pageable(asked: PageRequest) -> Json:
    return {
        "offset": asked.number * asked.size,
        "pageNumber": asked.number,
        "pageSize": asked.size,
        "paged": True,
        "unpaged": False,
        "sort": _UNSORTED,
    }


def _number(name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(f"{name}: допускается целое число от {least} до {most}")
    return int(text)


_ROUTES = (
    Route("pos.sign_in", "POST", re.compile(r"/pos/v0/token")),
    Route("pos.list", "GET", re.compile(r"/pos/v0/messages")),
    Route("pos.accept", "POST", re.compile(r"/pos/v0/messages/([0-9]{1,15})/accepted")),
    Route("pos.update", "POST", re.compile(r"/pos/v0/messages/([0-9]{1,15})")),
    Route("pos.fetch", "GET", re.compile(r"/pos/v0/files/([0-9a-f]+)")),
    Route("pos.upload", "POST", re.compile(r"/pos/v0/files")),
    Route("pos.abroad", "GET", re.compile(r"/pos/abroad/([0-9a-f]+)")),
)
_OPEN = ("pos.sign_in", "pos.abroad")


class Interface:
    """Answers document systems; faults and counts know its requests by the names of `_ROUTES`.

    Args:
        seed: Makes ids, texts, addresses and secrets.
        clock: The sandbox's time.

    Attributes:
        appeals: All that citizens sent, by number.
        quirks: In which ways it is odd.
        tokens: Who may ask.
        files: Attachments and uploads.
        tokens_abroad: How often a token was sent to the other origin, where none belongs.
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
        """What a request is called."""
        route, _ = _route(asked)
        return route.name if route else "pos.other"

    def answer(self, asked: Asked) -> Answered:
        """Carry a request out."""
        route, key = _route(asked)
        if route is None:
            return _error(404, "Нет такого адреса")
        if route.verb != asked.verb:
            return _error(405, f"Допускается {route.verb}")
        with self._lock:
            refusal = None if route.name in _OPEN else self.tokens.check(asked)
            return refusal or self._answer(route.name, key, asked)

    def _answer(self, name: str, key: str, asked: Asked) -> Answered:
        match name:
            case "pos.sign_in":
                return self.tokens.issue(asked)
            case "pos.list":
                return self._list(asked)
            case "pos.upload":
                return self.files.save_upload(asked)
            case "pos.fetch":
                return self.files.serve(key, self.quirks)
            case "pos.abroad":
                self.tokens_abroad += "authorization" in asked.headers
                return self.files.serve(key, self.quirks)
            case _:
                return self._about(name, self.appeals.get(int(key)), asked)

    def _list(self, asked: Asked) -> Answered:
        try:
            request = PageRequest.from_query(asked.query)
        except ValueError as error:
            return _error(400, str(error))
        waiting = [appeal for appeal in self.appeals.values() if not appeal.acknowledged]
        waiting.sort(key=lambda appeal: (appeal.written, appeal.id))
        items = [self._item(appeal, asked.address) for appeal in waiting]
        return Answered(to_json(make_page(items, request, self.quirks)))

    def _item(self, appeal: PosAppeal, address: str) -> Json:
        addresses = [self._place_of(key, address) for key in appeal.files]
        return show_appeal(appeal, addresses, self.quirks)

    def _place_of(self, key: str, address: str) -> str:
        if matches_any(self.quirks.abroad, self.files.attachments[key].name):
            return f"{to_other_origin(address)}/pos/abroad/{key}"
        return f"{address}/pos/v0/files/{key}"

    def _about(self, name: str, appeal: PosAppeal | None, asked: Asked) -> Answered:
        if appeal is None:
            return _error(404, "Сообщение не найдено")
        if name == "pos.accept":
            appeal.acknowledged += 1
            return Answered(b"")
        return self._update(appeal, asked)

    def _update(self, appeal: PosAppeal, asked: Asked) -> Answered:
        update = _body(asked)
        if update is None:
            return _error(400, "Нужен объект JSON")
        update = {name: value for name, value in update.items() if value is not None}
        uploads, now = self.files.uploads, self._clock.now()
        errors = [*find_errors(update, appeal_id=appeal.id, uploads=uploads, now=now)]
        if errors:
            return _error(400, *errors)
        if appeal.answered:
            return _error(self.quirks.second_answer, "На сообщение уже дан ответ")
        appeal.updates.append(update)
        return Answered(to_json({"id": appeal.id}))

    def _chance(self, *of: object) -> random.Random:
        return random.Random(f"{self._seed} pos {of}")  # noqa: S311 - no secret is made


def _route(asked: Asked) -> tuple[Route | None, str]:
    """The route of a request and what its path names; the right verb counts more than none."""
    fitting = [
        (route, match)
        for route in _ROUTES
        if (match := route.pattern.fullmatch(asked.path)) is not None
    ]
    fitting.sort(key=lambda pair: pair[0].verb != asked.verb)
    return next(((route, "".join(match.groups())) for route, match in fitting), (None, ""))


def _body(asked: Asked) -> Json | None:
    """The object that came, if it is one."""
    if not asked.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        value = from_json(asked.body)
    except ValueError:
        return None
    return value if is_object(value) else None


def to_other_origin(address: str) -> str:
    """The same machine by its other name: another origin for clients that compare them.

    Args:
        address: An address, such as `http://127.0.0.1:8311`.
    """
    return address.replace("//127.0.0.1", "//localhost")


def _error(status: int, *messages: str) -> Answered:
    return Answered(to_json({"messages": messages}), status)
