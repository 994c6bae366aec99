"""Finds the habits of a server by reading: which settings fit it, and what no setting can mend.

A server whose habits differ from its settings loses requests without a sign: lists are cut, windows
are empty. Each habit is found by asking for a request that the server has just shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk.errors import ApiError, DecodeError, GovPublicError, ServerError
from govpublic_sdk.open311._requests import request, requests
from govpublic_sdk.open311._services import services
from govpublic_sdk.open311._updates import updates
from govpublic_sdk.open311._windows import w3c
from govpublic_sdk.open311.server import Server

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import ServiceRequest, ServiceType

__all__ = ["Probe", "are_windows_right", "probe"]

T = TypeVar("T")
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_SHORTER = (timedelta(days=30), timedelta(days=7), _DAY)  # limits that servers have beside 90 days
_ALL_EXTENSIONS = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What was found out of a server.

    Attributes:
        server: The server with the settings that fit it.
        settings: Those of them that differ from what was given.
        problems: What no setting mends, or what only you can know, such as `zone`. Empty if all
            requests of the server can be read.
        notes: What else was seen.
        calls: How many questions were asked.
    """

    server: Server
    settings: Mapping[str, object]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    calls: int = 0

    @property
    def fits(self) -> bool:
        """Whether all requests of the server can be read with `server`."""
        return not self.problems

    def __str__(self) -> str:
        """One line for each finding."""
        lines = [f"{self.server.name}: {self.calls} questions"]
        lines += [f"  setting {name}={value!r}" for name, value in self.settings.items()]
        lines += [f"  problem: {text}" for text in self.problems]
        return "\n".join(lines + [f"  note: {text}" for text in self.notes])


@check_arguments
def probe(server: Server, *, at: datetime | None = None) -> Procedure[Probe]:
    """Find the settings that fit a server, or why none does. It only reads: some 15 to 25 calls.

    Ask it once, before a server is used; `print` shows what was found. Requests are not shown.

    Args:
        server: Who is asked; its settings are where the search begins.
        at: A moment shortly after the last request, for servers that list nothing without dates;
            None for now.

    Raises:
        ParameterError: The moment has no zone.
        NetworkError: The server is not reached.
    """
    w3c("at", at)
    return _probe(_Findings(server, (at or datetime.now(UTC)).replace(microsecond=0)))


def are_windows_right(server: Server, shown: Iterable[ServiceRequest]) -> Procedure[bool]:
    """Whether a window around a request that the server shows holds that request."""
    findings = _Findings(server, datetime.now(UTC))
    findings.show(shown)
    sample = findings.sample
    return sample is not None and (yield from findings.finds(server, sample, _SECOND))


@dataclass(slots=True)
class _Findings:
    """What is known so far."""

    server: Server
    at: datetime
    problems: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    calls: int = 0
    rows: list[ServiceRequest] = field(default_factory=list[Any])
    dated: list[tuple[datetime, str]] = field(default_factory=list[Any])
    is_linked: bool = False
    has_windows: bool = False

    def show(self, rows: Iterable[ServiceRequest]) -> None:
        """Remember what the server shows, oldest first."""
        self.rows = list(rows)
        dated = [(row.requested_datetime, row.service_request_id) for row in self.rows]
        self.dated = sorted((at, number) for at, number in dated if at is not None)

    @property
    def sample(self) -> tuple[datetime, str] | None:
        """A request that the server shows, neither the newest nor the oldest if it has others."""
        return self.dated[len(self.dated) // 2] if self.dated else None

    def set(self, **settings: Any) -> None:
        """Take settings that fit."""
        self.server = replace(self.server, **settings)

    def ask(self, call: Call[T]) -> Procedure[T | GovPublicError]:
        """The answer, or the error of the server."""
        self.calls += 1
        try:
            return (yield from call)
        except (ApiError, ServerError, DecodeError) as error:
            return error

    def numbers(self, call: Call[Page[ServiceRequest]]) -> Procedure[list[str] | None]:
        """The numbers of the requests of an answer; None for an error."""
        page = yield from self.ask(call)
        if isinstance(page, GovPublicError):
            return None
        return [one.service_request_id for one in page]

    def finds(
        self, server: Server, sample: tuple[datetime, str], around: timedelta
    ) -> Procedure[bool]:
        """Whether a window around the moment of a request holds it."""
        at, number = sample
        found = yield from self.numbers(requests(server, since=at - around, until=at + around))
        return number in (found or ())


def _probe(findings: _Findings) -> Procedure[Probe]:
    given = findings.server
    yield from _find_addresses(findings)
    yield from _read_newest(findings)
    if findings.rows:
        yield from _check_dates(findings)
        yield from _check_single(findings)
        yield from _find_pages(findings)
        yield from _find_limits(findings)
        yield from _find_extensions(findings)
    yield from _find_updates(findings)
    names = [one.name for one in fields(Server) if one.init]
    server = findings.server
    changed = {n: getattr(server, n) for n in names if getattr(server, n) != getattr(given, n)}
    return Probe(
        server=server,
        settings=changed,
        problems=tuple(findings.problems),
        notes=tuple(findings.notes),
        calls=findings.calls,
    )


def _find_addresses(findings: _Findings) -> Procedure[None]:
    """Find what addresses end with, and services that give no numbers."""
    server = findings.server
    answer = yield from findings.ask(services(server))
    if isinstance(answer, GovPublicError):
        other = replace(server, suffix="" if server.suffix else ".json")
        again = yield from findings.ask(services(other))
        if not isinstance(again, GovPublicError):
            answer = again
            findings.set(suffix=other.suffix)
    if isinstance(answer, GovPublicError):
        findings.problems.append(f"services cannot be read: {_reason(answer)}; check `url`")
        return
    found: Page[ServiceType] = answer
    types = {one.service_code: one.type for one in found if one.type not in (None, "realtime")}
    findings.notes.append(f"{len(found)} services, {len(types)} of them give no number at once")
    if types:
        findings.set(service_types={**server.service_types, **types})


def _read_newest(findings: _Findings) -> Procedure[None]:
    """Read the newest requests, without dates or with them."""
    server, at = findings.server, findings.at
    answer = yield from findings.ask(requests(server))
    if isinstance(answer, GovPublicError) or not answer.items:
        window = requests(server, since=at - server.longest_window, until=at)
        again = yield from findings.ask(window)
        answer = answer if isinstance(again, GovPublicError) else again
    if isinstance(answer, GovPublicError):
        advice = "" if server.key_in_query else "; it may want `api_key` with `key_in_query`"
        findings.problems.append(f"requests cannot be read: {_reason(answer)}{advice}")
        return
    if answer.unparsed:
        several = f"{len(answer.unparsed)} of {len(answer.unparsed) + len(answer)} requests"
        findings.problems.append(f"{several} have no number and cannot be read")
    if not answer.items:
        advice = "make one, or give `at`, `jurisdiction_id` or `api_key` with `key_in_query`"
        findings.problems.append(f"it shows no requests, so nothing can be learnt: {advice}")
    findings.show(answer)
    findings.is_linked = answer.next is not None
    if findings.is_linked:
        findings.notes.append("it names the next page of a list; such pages are read")


def _check_dates(findings: _Findings) -> Procedure[None]:
    """Find how windows are asked for."""
    findings.problems.extend(_date_problems(findings))
    sample, server = findings.sample, findings.server
    if sample is None:
        return
    for settings in _readings(server):
        if (yield from findings.finds(replace(server, **settings), sample, _SECOND)):
            findings.set(**settings)
            yield from _check_filter(findings, sample)
            return
    if (yield from findings.finds(server, sample, _DAY)):
        advice = "set another `zone`" if server.zone else "set `zone`"
        what = "it reads the dates of a window without their offset, so the ends of windows are"
        findings.problems.append(f"{what} lost: {advice}, and probe again")
    else:
        what = "no window holds the requests that it shows: it does not know `start_date` and"
        findings.problems.append(f"{what} `end_date`, or means other dates by them")


def _readings(server: Server) -> list[dict[str, Any]]:
    """How a server may read the dates of a window, the likeliest first."""
    orders = (server.swapped_dates, not server.swapped_dates)
    times = (False, True) if server.zone is not None else (False,)
    return [{"local_dates": time, "swapped_dates": order} for time in times for order in orders]


def _check_filter(findings: _Findings, sample: tuple[datetime, str]) -> Procedure[None]:
    """Find whether a window leaves out other requests."""
    at, number = sample
    earlier = requests(findings.server, since=at - 3 * _DAY - _SECOND, until=at - 3 * _DAY)
    found = yield from findings.numbers(earlier)
    findings.has_windows = number not in (found or ())


def _date_problems(findings: _Findings) -> Iterator[str]:
    undated = [row for row in findings.rows if row.requested_datetime is None]
    if not undated:
        return
    several = f"{len(undated)} of {len(findings.rows)} requests"
    raw = [one.unfit.get("requested_datetime") for one in undated]
    forms = sorted({_form(one) for one in raw if isinstance(one, str)})
    if forms and findings.server.zone is None:
        shown = ", ".join(map(repr, forms[:3]))
        yield f"the dates of {several} have no offset or another form ({shown}): set `zone`"
    elif forms:
        shown = ", ".join(map(repr, forms[:3]))
        yield f"the dates of {several} have a form that is not known ({shown})"
    else:
        yield f"{several} have no date, so windows may leave them out"


def _form(text: str) -> str:
    """The form of a date without the date, and without the words of whatever else it is."""
    shown = (one if one in "TZ" else "a" if one.isalpha() else one for one in text[:40])
    return "".join("9" if one.isdigit() else one for one in shown if one.isprintable())


def _check_single(findings: _Findings) -> Procedure[None]:
    """Find whether single requests, and several by their numbers, can be read."""
    server, number = findings.server, findings.rows[0].service_request_id
    answer = yield from findings.ask(request(server, number))
    if isinstance(answer, GovPublicError):
        findings.problems.append(f"single requests cannot be read: {_reason(answer)}")
    call = requests(server, ids=[number])
    unfiltered = replace(call, decode=replace(cast("Any", call.decode), wanted=None))
    found = yield from findings.numbers(unfiltered)
    if found is None or number not in found:
        findings.notes.append("`requests(ids=...)` does not find a request that it shows")
    elif set(found) != {number}:
        findings.notes.append("it ignores `ids`; requests that were not asked for are left out")


def _find_pages(findings: _Findings) -> Procedure[None]:
    """Find whether lists have numbered pages, and how long these may be."""
    server = findings.server
    if len(findings.rows) < 2:
        findings.notes.append("one request tells nothing about pages")
        return
    small = replace(server, page_size=max(1, len(findings.rows) // 3))
    first = yield from findings.numbers(requests(small, page=1))
    second = yield from findings.numbers(requests(small, page=2))
    if not first or not second or set(first) & set(second):
        findings.set(paging=None)
        return
    if len(first) > small.page_size:  # it chooses the size
        findings.set(paging="page", page_size=min(len(first), 1_000))
        return
    findings.set(paging="page")
    full = yield from findings.numbers(requests(server, page=1))
    if full and len(full) < server.page_size:
        more = yield from findings.numbers(requests(server, page=2))
        if more and not set(more) & set(full):
            findings.set(page_size=len(full))


def _find_limits(findings: _Findings) -> Procedure[None]:
    """Find where lists are cut, and how long a window may be."""
    if not findings.has_windows:
        if findings.dated and not findings.problems:
            findings.notes.append("it ignores `start_date` and `end_date`")
        if not findings.problems and findings.server.paging is None and not findings.is_linked:
            what = f"it ignores dates and has no pages: no more than {len(findings.rows)} requests"
            findings.problems.append(f"{what} can be had")
        return
    yield from _find_longest_window(findings)
    oldest, newest = findings.dated[0][0], findings.dated[-1][0]
    server, count = findings.server, len(findings.rows)
    if server.paging is not None or findings.is_linked:
        return
    since = max(newest - 89 * _DAY, oldest - server.longest_window + _DAY)
    if since < oldest - _SECOND:
        before = yield from findings.numbers(requests(server, since=since, until=oldest - _SECOND))
        if before and count < server.most:
            findings.set(most=count)
            return
    findings.notes.append(f"a list of {count} was not cut; `most` is {server.most}")


def _find_longest_window(findings: _Findings) -> Procedure[None]:
    server, (newest, number) = findings.server, findings.dated[-1]
    for length in (
        server.longest_window,
        *(one for one in _SHORTER if one < server.longest_window),
    ):
        asked = requests(server, since=newest + _SECOND - length, until=newest + _SECOND)
        answer = yield from findings.ask(asked)
        if isinstance(answer, GovPublicError):
            continue
        found = {one.service_request_id for one in answer}
        if number in found or answer.next or len(found) >= len(findings.rows):
            findings.set(longest_window=length)
            return
    findings.problems.append("windows of a day and longer are refused: set `longest_window`")


def _find_extensions(findings: _Findings) -> Procedure[None]:
    """Find whether requests say more if they are asked with extensions, and what happened."""
    server = findings.server
    rows = findings.rows
    if server.extensions is None:
        wanted = replace(server, extensions=_ALL_EXTENSIONS)
        number = rows[0].service_request_id
        answer = yield from findings.ask(request(wanted, number))
        if not isinstance(answer, GovPublicError) and _says_more(answer, rows[0]):
            findings.set(extensions=_ALL_EXTENSIONS)
            rows = [answer, *rows]
    if any(row.notes for row in rows):
        findings.set(has_notes=True)


def _says_more(one: ServiceRequest, other: ServiceRequest) -> bool:
    said: Callable[[ServiceRequest], bool] = lambda x: bool(x.extended_attributes or x.notes)  # noqa: E731
    return said(one) and not said(other)


def _find_updates(findings: _Findings) -> Procedure[None]:
    server = replace(findings.server, has_updates=True)
    until = findings.dated[-1][0] + _SECOND if findings.dated else findings.at
    answer = yield from findings.ask(updates(server, since=until - _DAY, until=until))
    findings.set(has_updates=not isinstance(answer, GovPublicError))


def _reason(error: GovPublicError) -> str:
    """The kind of an error and its status, without words of the server."""
    if isinstance(error, ServerError) and error.status == 200:
        return "the answer is XML or a page, and only JSON is read"
    kind = type(error).__name__
    status = error.code if isinstance(error, ApiError) else getattr(error, "status", None)
    return kind if status is None else f"{kind}, HTTP {status}"
