"""What a query of the sandbox's Open311 server asks for: a span, words to filter by, a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from govpublic_sdk.sandbox.open311.catalogue import SERVICES
from govpublic_sdk.sandbox.open311.dates import is_date, moment
from govpublic_sdk.sandbox.open311.quirks import Open311Quirks
from govpublic_sdk.sandbox.open311.refusing import Broken, Refusal
from govpublic_sdk.sandbox.open311.reports import STATUSES, Report

__all__ = ["Span", "chosen", "cut", "words"]

T = TypeVar("T", bound=Any)
_LONGEST = 90 * 86_400
_NAMES = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, in Unix seconds; both ends belong to it."""

    since: float
    until: float

    @classmethod
    def of(cls, query: Mapping[str, str], now: float, quirks: Open311Quirks) -> Span:
        """The span of a query; without dates the last 90 days.

        Raises:
            Refusal: The dates are none, or too far apart.
            Broken: A fraction of a second was too much.
        """
        given = {name: query[name] for name in _NAMES if query.get(name)}
        wrong = [f"{name} must be a W3C date" for name, one in given.items() if not is_date(one)]
        if wrong:
            raise Refusal(400, *wrong)
        if quirks.no_fractions and any("." in one for one in given.values()):
            raise Broken("DateTime::Format")
        since, until = (moment(given[one]) if one in given else None for one in _NAMES)
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


def words(text: str) -> list[str]:
    """The words of a list with commas."""
    return [one for one in text.split(",") if one]


def chosen(reports: Sequence[Report], query: Mapping[str, str], span: Span) -> list[Report]:
    """The requests that a query wants.

    Raises:
        Refusal: It asks for a status or a service that does not exist.
    """
    wanted = words(query.get("service_request_id", ""))
    if wanted:
        return [one for one in reports if one.id in wanted]
    statuses, services = words(query.get("status", "")), words(query.get("service_code", ""))
    if not set(statuses) <= set(STATUSES):
        raise Refusal(400, "status must be open or closed")
    if not set(services) <= set(SERVICES):
        raise Refusal(404, "service_code was not found")
    return [
        one
        for one in reports
        if span.holds(one.at)
        if not services or one.service.code in services
        if not statuses or {one.status, "closed" if one.is_closed else "open"} & set(statuses)
    ]


def cut(rows: Sequence[T], query: Mapping[str, str], quirks: Open311Quirks) -> list[T]:
    """One page of a list, or as much of it as a list may have.

    Raises:
        Refusal: The page is none.
    """
    if not quirks.paging:
        return list(rows[: quirks.most])
    size = _number(query, "page_size", quirks.most, quirks.most)
    number = _number(query, "page", 1, 10**9)
    if quirks.endless:
        number = min(number, max(-(-len(rows) // size), 1))
    return list(rows[(number - 1) * size : number * size])


def _number(query: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = query.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise Refusal(400, f"{name} must be a number from 1 on")
    return min(int(text), most)
