"""From what a server sent to models: lists with and without names around them, dates, refusals.

Each element is read for itself, so one that cannot be read costs only itself. Nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import JsonValue, ValidationError

from govpublic_sdk import errors
from govpublic_sdk._call import Answer, Call
from govpublic_sdk._page import Page
from govpublic_sdk.models._damage import clean
from govpublic_sdk.models._repair import Misread, read_marked
from govpublic_sdk.open311._service import hushed, said

if TYPE_CHECKING:
    from govpublic_sdk.models.base import Model

__all__ = ["ListOf", "OneOf", "Turn", "list_of", "one_of", "turned"]

T = TypeVar("T")
M = TypeVar("M", bound="Model")
Turn = Callable[[Any, JsonValue], T]
"""From a model and what it was read from to what is wanted."""

_DATES = ("requested_datetime", "updated_datetime", "expected_datetime", "datetime")


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """The answer is a list, with or without names around it.

    Attributes:
        item: The model of one element.
        names: What lists and elements may be called by those who wrap them.
        zone: The zone of dates without one.
        turn: Makes of each model what is wanted; None for the model itself.
    """

    raw: ClassVar[bool] = True
    item: type[Model]
    names: tuple[str, ...]
    zone: str | None = None
    turn: Turn[T] | None = None

    @property
    def shape(self) -> object:
        """Any JSON."""
        return object

    def finish(self, answer: Answer[Any], call: Call[Any]) -> Page[T]:
        """What could be read; elements without identity are `unread`."""
        items: list[T] = []
        unread: dict[str, object] = {}
        elements = _elements(answer.response, self.names)
        if elements is None:
            raise _unfit(call, answer.response)
        for place, raw in enumerate(elements):
            try:
                items.append(_read(self.item, raw, self.zone, self.turn, marked=answer.marked))
            except (Misread, ValidationError):
                legible = clean(raw) if answer.marked else raw
                _refuse(call, legible)
                unread[str(place)] = legible
        return Page(items=tuple(items), unread=unread)


@dataclass(frozen=True, slots=True)
class OneOf(Generic[T]):
    """The answer is one thing, bare or in a list of one.

    Attributes:
        item: Its model.
        names: What may stand around it.
        zone: The zone of dates without one.
        turn: Makes of the model what is wanted; None for the model itself.
        needed: Whether an empty list means that there is none, which is an error.
    """

    raw: ClassVar[bool] = True
    item: type[Model]
    names: tuple[str, ...]
    zone: str | None = None
    turn: Turn[T] | None = None
    needed: bool = True

    @property
    def shape(self) -> object:
        """Any JSON."""
        return object

    def finish(self, answer: Answer[Any], call: Call[Any]) -> T:
        """The first thing that was sent."""
        elements = _elements(answer.response, self.names)
        if elements is None:
            raise _unfit(call, answer.response)
        if not elements and self.needed:
            raise errors.NotFound("The answer is an empty list.", call=call)
        raw: Any = elements[0] if elements else None
        raw = {} if raw is None else raw
        _refuse(call, clean(raw) if answer.marked else raw)
        try:
            return _read(self.item, raw, self.zone, self.turn, marked=answer.marked)
        except (Misread, ValidationError):
            raise _unfit(call, answer.response) from None


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


def turned(call: Call[Any], turn: Turn[T]) -> Call[Any]:
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


def _read(
    item: type[Model], raw: Any, zone: str | None, turn: Turn[T] | None, *, marked: bool
) -> T:
    tree = _dated(raw, ZoneInfo(zone)) if zone else raw
    validate = item.__pydantic_validator__.validate_python
    model: Any = read_marked(validate, tree).value if marked else item.model_validate(tree)
    return model if turn is None else turn(model, clean(raw) if marked else raw)


def _dated(raw: Any, zone: ZoneInfo) -> Any:
    """The same with a zone at dates that have none."""
    if isinstance(raw, list):
        return [_dated(one, zone) for one in cast("list[object]", raw)]
    if not isinstance(raw, Mapping):
        return raw
    told = cast("Mapping[str, object]", raw)
    found = {**told, **{name: _zoned(told[name], zone) for name in _DATES if name in told}}
    return {**found, "notes": _dated(told["notes"], zone)} if "notes" in told else found


def _zoned(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, list):
        return [_zoned(one, zone) for one in cast("list[object]", value)]
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return value if moment.tzinfo is not None else moment.replace(tzinfo=zone).isoformat()


def _refuse(call: Call[Any], raw: Any) -> None:
    """Raise what stands where an answer belongs: some servers refuse with status 200."""
    if not isinstance(raw, Mapping):
        return
    told = cast("Mapping[str, object]", raw)
    words = hushed(call, said(told)) or "It was refused."
    if "code" in told and ("description" in told or "detail" in told):
        code = str(told["code"])
        number = int(code) if code.isdecimal() and len(code) < 10 else None
        raise errors.InvalidRequest(words, code=number, call=call)
    if {"errors", "error"} & told.keys():
        raise errors.InvalidRequest(words, call=call)


def _unfit(call: Call[Any], raw: object) -> errors.DecodeError:
    what = f"The answer to {call!r} is not what this method answers with. See `error.raw`."
    return errors.DecodeError(what, raw=raw, call=call)
