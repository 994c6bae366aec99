"""From what a server sent to models: lists with and without names around them, dates, refusals.

Each element is read for itself, so one that cannot be read costs only itself. Nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from pydantic import JsonValue, ValidationError

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Decoder, Page, Payload
from govpublic_sdk._texts import Text
from govpublic_sdk.models._damage import clean
from govpublic_sdk.models._drift import Misread, read_marked
from govpublic_sdk.open311.server import reason_of

if TYPE_CHECKING:
    from govpublic_sdk.models.base import Model

__all__ = [
    "NEXT_PAGE",
    "ListOf",
    "OneOf",
    "Turn",
    "list_of",
    "map_models",
    "one_of",
]

T = TypeVar("T")
M = TypeVar("M", bound="Model")
Turn = Callable[[Any, JsonValue], T]
"""From a model and what it was read from to what is wanted."""

NEXT_PAGE: Final = "next_page"
"""In `Page.more` of a list that is not complete: the address of the next page."""

_NEXT = ("x-next-page-url", "x-next-page", "x-next-url")
_COUNTS = ("x-result-count", "x-total-count", "x-total")
_COUNTED = ("count", "total", "total_count")
_UNNAMED = ("results", "data", "items")  # names of lists that say nothing of what is in them
_LINK = re.compile(r"<(?P<url>[^<>]*)>(?P<more>[^<]*)")
_RELATION = re.compile(r"""\brel\s*=\s*["']?(?P<of>[a-zA-Z -]+)""")
_LONGEST_LINK = 8_192  # what servers allow for all headers
_DATES = ("requested_datetime", "updated_datetime", "expected_datetime", "datetime", "time")
_LONGEST_DATE = 64  # characters; W3C dates have up to 35
_LONGEST_CODE = 5  # of an error; longer numbers may be telephones
_UTC = re.compile(r"(?<!\s)\s*(?:UTC|GMT|Z)$")
_OFFSET = re.compile(r"(?<!\s)\s+([+-]\d\d:?\d\d)$", re.ASCII)
_DAY_FIRST = re.compile(r"^(\d\d)\.(\d\d)\.(\d{4})(?:,(?= ))?", re.ASCII)
_YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d\d)[/.](\d\d)", re.ASCII)
_WITH_DATES = ("notes", "extended_attributes", "log", "entry")


@dataclass(frozen=True, slots=True)
class ListOf(Decoder[Page[T]], Generic[T]):
    """The answer is a list, with or without names around it.

    Attributes:
        item: The model of one element.
        names: What lists and elements may be called by those who wrap them.
        zone: The zone of dates without one.
        turn: Makes of each model what is wanted; None for the model itself.
        wanted: The numbers of the requests that were asked for; None for all.
    """

    item: type[Model]
    names: tuple[str, ...]
    zone: str | None = None
    turn: Turn[T] | None = None
    wanted: frozenset[str] | None = None

    @property
    def reads_raw(self) -> bool:
        """Whether `finish` reads raw JSON."""
        return True

    @property
    def shape(self) -> object:
        """Any JSON."""
        return object

    def finish(self, answer: Payload[Any], call: Call[Any]) -> Page[T]:
        """What could be read; elements without identity are `unread`.

        Raises:
            ServerError: The server gave other requests than those that were asked for, and not all
                of these.
        """
        items: list[T] = []
        found: set[str] = set()
        others = 0
        unparsed: dict[str, object] = {}
        elements = _elements(answer.response, self.names)
        if elements is None:
            raise _unfit(call, answer.response)
        for place, raw in enumerate(elements):
            try:
                model = _model(self.item, raw, self.zone, marked=answer.marked)
                item = _map_model(model, raw, self.turn, marked=answer.marked)
            except (Misread, ValidationError):
                legible = clean(raw) if answer.marked else raw
                _refuse(call, legible)
                unparsed[str(place)] = legible
                continue
            if self.wanted is not None:
                found.add(model.service_request_id)
                if model.service_request_id not in self.wanted:
                    others += 1
                    continue
            items.append(item)
        if others and self.wanted is not None and not self.wanted <= found:
            raise _other_requests(call, len(self.wanted - found))
        return Page(items=tuple(items), unparsed=unparsed, **_read_continuation(answer, call))


@dataclass(frozen=True, slots=True)
class OneOf(Decoder[T], Generic[T]):
    """The answer is one thing, bare or in a list of one.

    Attributes:
        item: Its model.
        names: What may stand around it.
        zone: The zone of dates without one.
        turn: Makes of the model what is wanted; None for the model itself.
        needed: Whether an empty list means that the object does not exist, which is an error.
        wanted: The number of the request that was asked for, where the answer has one.
    """

    item: type[Model]
    names: tuple[str, ...]
    zone: str | None = None
    turn: Turn[T] | None = None
    needed: bool = True
    wanted: str | None = None

    @property
    def reads_raw(self) -> bool:
        """Whether `finish` reads raw JSON."""
        return True

    @property
    def shape(self) -> object:
        """Any JSON."""
        return object

    def finish(self, answer: Payload[Any], call: Call[Any]) -> T:
        """The first thing that was sent."""
        elements = _elements(answer.response, self.names)
        if elements is None:
            raise _unfit(call, answer.response)
        if not elements and self.needed:
            raise errors.NotFound(Text("The response is an empty list."), call=call)
        raw: Any = elements[0] if elements else None
        raw = {} if raw is None else raw
        _refuse(call, clean(raw) if answer.marked else raw)
        try:
            model = _model(self.item, raw, self.zone, marked=answer.marked)
            if self.wanted is None or self.wanted == model.service_request_id:
                return _map_model(model, raw, self.turn, marked=answer.marked)
        except (Misread, ValidationError):
            raise _unfit(call, answer.response) from None
        return self._among(elements[1:], answer, call)

    def _among(self, elements: list[Any], answer: Payload[Any], call: Call[Any]) -> T:
        """The wanted one of several requests: some servers answer with a whole list."""
        for raw in elements:
            with suppress(Misread, ValidationError):
                model = _model(self.item, raw, self.zone, marked=answer.marked)
                if model.service_request_id == self.wanted:
                    return _map_model(model, raw, self.turn, marked=answer.marked)
        raise errors.NotFound(Text("The server returned another request."), call=call)


def list_of(item: type[M], names: tuple[str, ...], zone: str | None = None) -> ListOf[M]:
    """How a list of models is read."""
    found: ListOf[M] = ListOf(item, names, zone)
    return found


def one_of(
    item: type[M], names: tuple[str, ...], zone: str | None = None, *, needed: bool = True
) -> OneOf[M]:
    """How one model is read."""
    found: OneOf[M] = OneOf(item, names, zone, needed=needed)
    return found


def map_models(call: Call[Any], turn: Turn[T]) -> Call[Any]:
    """The same question, whose models become something else as they are read."""
    return replace(call, decode=replace(cast("Any", call.decode), turn=turn))


def _elements(tree: object, names: tuple[str, ...]) -> list[Any] | None:
    """The elements of an answer; None where it is neither a list nor an object."""
    if tree is None or tree == "":
        return []
    if isinstance(tree, list):
        return [_bare(one, names) for one in cast("list[object]", tree)]
    if not isinstance(tree, Mapping):
        return None
    told = cast("Mapping[str, object]", tree)
    inner = next((told[name] for name in names if name in told), None)
    if inner is None and not any(name.endswith(("_id", "code")) for name in told):
        inner = next((told[name] for name in _UNNAMED if isinstance(told.get(name), list)), None)
    if isinstance(inner, list | Mapping):
        return _elements(cast("object", inner), names)
    return [] if any(name in told for name in names) or not told else [told]


def _bare(element: object, names: tuple[str, ...]) -> object:
    """An element without a name around it."""
    if not isinstance(element, Mapping):
        return element
    told = cast("Mapping[str, object]", element)
    inner: object = next((told[name] for name in names if name in told and len(told) == 1), None)
    return told if inner is None else inner


def _model(item: type[Model], raw: Any, zone: str | None, *, marked: bool) -> Any:
    tree = _normalise_dates(raw, ZoneInfo(zone) if zone else None)
    validate = item.__pydantic_validator__.validate_python
    return read_marked(validate, tree).value if marked else item.model_validate(tree)


def _map_model(model: Any, raw: Any, turn: Turn[T] | None, *, marked: bool) -> T:
    return cast("T", model) if turn is None else turn(model, clean(raw) if marked else raw)


def _read_continuation(answer: Payload[Any], call: Call[Any]) -> dict[str, Any]:
    """The total and the next page of a list.

    In headers (https://www.rfc-editor.org/rfc/rfc8288; 6aika has `X-Result-Count` and
    `X-Next-Page-URL`), or beside the list.
    """
    tree: object = answer.response
    beside: Mapping[str, object] = {}
    if isinstance(tree, Mapping):
        beside = cast("Mapping[str, object]", tree)
    headers = answer.headers
    address = next((text for one in _NEXT if (text := headers.get(one, "").strip())), None)
    address = address or _next_link(headers.get("link", "")) or _text(beside.get("next"))
    counts = (headers.get(one, "").strip() for one in _COUNTS)
    total = next((int(text) for text in counts if text.isdecimal() and len(text) < 10), None)
    told = (beside.get(one) for one in _COUNTED)
    counted = next((number for number in told if type(number) is int), None)
    page: dict[str, Any] = {"total": counted if total is None else total}
    if address is not None:
        page["more"] = {NEXT_PAGE: address}
        page["next"] = _next_call(call, address)
    return page


def _next_link(header: str) -> str | None:
    """The address of the next page in a header `Link`."""
    for link in _LINK.finditer(header[:_LONGEST_LINK]):
        relation = _RELATION.search(link["more"])
        if relation is not None and "next" in relation["of"].lower().split():
            return _text(link["url"])
    return None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _next_call(call: Call[Any], address: str) -> Call[Any] | None:
    """The same call for another page; None if the address contains more than its query.

    Only the query is taken over: behind a proxy servers name hosts that are unreachable, and the
    key that some of them repeat must not stand in a call.
    """
    try:
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
    except ValueError:
        return None
    path = "" if call.rest is None else call.rest.path
    is_same = not parts.path or parts.path.rpartition("/")[2] == path.rpartition("/")[2]
    query.pop("api_key", None)
    if not query or not is_same:
        return None
    following = replace(call, params=tuple(sorted({**dict(call.params), **query}.items())))
    return None if following == call else following


def _normalise_dates(raw: Any, zone: ZoneInfo | None) -> Any:
    """The same with dates as W3C writes them, and with a zone at those that have none."""
    if isinstance(raw, list):
        return [_normalise_dates(one, zone) for one in cast("list[object]", raw)]
    if not isinstance(raw, Mapping):
        return raw
    told = cast("Mapping[str, object]", raw)
    found = {**told, **{name: _add_zone(told[name], zone) for name in _DATES if name in told}}
    return {
        **found,
        **{name: _normalise_dates(told[name], zone) for name in _WITH_DATES if name in told},
    }


def _add_zone(value: Any, zone: ZoneInfo | None) -> Any:
    if isinstance(value, list):
        return [_add_zone(one, zone) for one in cast("list[object]", value)]
    moment = _moment(value) if isinstance(value, str) and len(value) <= _LONGEST_DATE else None
    if moment is None or (moment.tzinfo is None and zone is None):
        return value
    return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).isoformat()


def _moment(text: str) -> datetime | None:
    """A date in a form that has one meaning only: ISO 8601, RFC 2822, `31.12.2026 10:00`."""
    plain = _OFFSET.sub(r"\1", _UTC.sub("+00:00", text.strip()))
    plain = _YEAR_FIRST.sub(r"\1-\2-\3", _DAY_FIRST.sub(r"\3-\2-\1", plain, count=1), count=1)
    with suppress(ValueError):
        return datetime.fromisoformat(plain)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text)
    return None


def _refuse(call: Call[Any], raw: Any) -> None:
    """Raise an error object in place of an answer: some servers refuse with status 200."""
    if not isinstance(raw, Mapping):
        return
    told = cast("Mapping[str, object]", raw)
    has_code = "code" in told and ("description" in told or "detail" in told)
    if has_code or {"errors", "error"} & told.keys():
        code = str(told.get("code"))
        number = int(code) if code.isdecimal() and len(code) <= _LONGEST_CODE else None
        raise errors.InvalidRequest(reason_of(str(told)), code=number, call=call)


def _other_requests(call: Call[Any], missing: int) -> errors.ServerError:
    return errors.ServerError(
        Text(
            "The server returned other requests than asked for; {count} are missing.", count=missing
        ),
        status=200,
        call=call,
        advice="It seems to ignore `service_request_id`: read each with `request`.",
    )


def _unfit(call: Call[Any], raw: object) -> errors.DecodeError:
    return errors.DecodeError("The response is not what this method returns.", raw=raw, call=call)
