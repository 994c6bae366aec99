"""Many calls in one `execute` as one call, and what became of each of them.

Nothing here sends or decides how calls are grouped. VK takes 25 of them
(https://dev.vk.com/method/execute).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import GenericAlias
from typing import Annotated, Any, Generic, TypeVar, cast, overload

from pydantic_core import to_json

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Decoder, Payload, Refusal, Safety
from govpublic_sdk._core.vk_errors import error_inside_execute
from govpublic_sdk._texts import Text, show_value

__all__ = [
    "MAX_CALLS",
    "Outcome",
    "PackOf",
    "batch",
    "like",
]

A = TypeVar("A")
B = TypeVar("B")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MAX_CALLS = 25  # VK's maximum of calls in one `execute`


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T_co]):
    """What became of one call: its value, or its own error.

    Attributes:
        call: What was asked.
        value: The answer; None when there is an error.
        error: The error of a failed call.
        size: Bytes of the answer, where they were measured.
        matched: Whether the error of the batch is known to belong to this call.
    """

    call: Call[T_co]
    value: T_co | None = None
    error: errors.GovPublicError | None = None
    size: int | None = field(default=None, compare=False, repr=False)
    matched: bool = field(default=True, compare=False, repr=False)

    def unwrap(self) -> T_co:
        """The value.

        Raises:
            GovPublicError: The error of this call.
        """
        if self.error is not None:
            raise self.error
        return cast("T_co", self.value)


@dataclass(frozen=True, slots=True)
class PackOf(Decoder[tuple[Outcome[Any], ...]]):
    """How the answer of `execute` is read: each place by its own call."""

    calls: tuple[Call[Any], ...] = field(repr=False)

    @property
    def shape(self) -> object:
        """Whatever VK answers with, unread: null or an empty text where the program stopped."""
        return object

    @property
    def reads_raw(self) -> bool:
        """Whether `finish` reads raw JSON."""
        return True

    @property
    def strict_shape(self) -> object | None:
        """Answers of one kind, each or false: the fast way, while nothing drifts.

        None for a mixture, whose places are read one by one: a reader for each mixture would
        cost 0.17 MB that is never freed, and more time than it saves.
        """
        shape = self.calls[0].decode.shape
        is_uniform = all(call.decode.shape == shape for call in self.calls)
        return _strict_shape(shape) if is_uniform else None

    def finish(self, answer: Payload[object], call: Call[Any]) -> tuple[Outcome[Any], ...]:
        """An outcome for each call, in their order."""
        places = self._places(answer.response, call)
        matched = _match_refusals(self.calls, places, answer.refusals)
        measured = _samples(self.calls, places)
        raw = isinstance(places, list)  # a tuple was read by the strict shape
        return tuple(
            _refusal_outcome(one, matched.get(place))
            if value is False
            else _read(one, value, answer.read_part if raw else None, measured.get(place))
            for place, (one, value) in enumerate(zip(self.calls, places, strict=True))
        )

    def _places(self, response: object, call: Call[Any]) -> Sequence[Any]:
        """What came for each call; false for all of them where the program stopped."""
        if response is None or response is False or response == "":
            return [False] * len(self.calls)
        if not isinstance(response, list | tuple):
            raise errors.DecodeError(
                Text(
                    "A batch was answered with {type} instead of a list.",
                    type=type(response).__name__,
                ),
                raw=response,
                call=call,
            )
        places = cast("Sequence[Any]", response)
        if len(places) != len(self.calls):
            raise errors.DecodeError(
                Text(
                    "A batch of {count} calls was answered with {answers} values.",
                    count=len(self.calls),
                    answers=len(places),
                ),
                raw=places,
                call=call,
            )
        return places


@lru_cache(maxsize=256)  # as many as there are readers of answers
def _strict_shape(shape: Any) -> object:
    """Answers of a shape, each or false; false comes first, so that no 0 is taken for it."""
    from pydantic import AfterValidator, Field, Strict

    refused = Annotated[bool, Strict(), AfterValidator(_false)]
    in_order = Field(union_mode="left_to_right")
    return GenericAlias(tuple, (Annotated[refused | shape, in_order], ...))


def _false(value: bool) -> bool:
    """The value in the place of a refused call; anything else is a response."""
    if value:
        raise ValueError("an answer")
    return value


@overload
def batch(a: Call[A], /) -> Call[tuple[Outcome[A]]]: ...
@overload
def batch(a: Call[A], b: Call[B], /) -> Call[tuple[Outcome[A], Outcome[B]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], e: Call[E], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D], Outcome[E]]]: ...
@overload
def batch(
    a: Call[A], b: Call[B], d: Call[D], e: Call[E], f: Call[F], /
) -> Call[tuple[Outcome[A], Outcome[B], Outcome[D], Outcome[E], Outcome[F]]]: ...
@overload
def batch(*calls: Call[T]) -> Call[tuple[Outcome[T], ...]]: ...
def batch(*calls: Call[Any]) -> Call[Any]:
    """Pack up to 25 calls into one `execute`, https://dev.vk.com/method/execute.

    One refusal raises nothing: each place holds a value or its own error. A service token cannot
    run it.

    Args:
        *calls: Calls of VK's methods, 1 to 25: either reads or writes, not both, and none that
            VK does not take inside of `execute`.

    Returns:
        A call; its value is a tuple of outcomes in the same order.

    Raises:
        ParameterError: Too many calls, reads beside writes, or a call that cannot be packed.
    """
    if not 1 <= len(calls) <= MAX_CALLS:
        raise errors.ParameterError(
            "calls", show_value(len(calls)), Text("{min} to {max} calls", min=1, max=MAX_CALLS)
        )
    for call in calls:
        if not getattr(call, "packable", False):
            given = getattr(call, "method", type(call).__name__)
            raise errors.ParameterError(
                "calls", show_value(given), "methods that `execute` can carry"
            )
    reads = {call.safety == "read" for call in calls}
    if len(reads) > 1:
        raise errors.ParameterError(
            "calls", "reads together with writes", "only reads or only writes"
        )
    code = "return [" + ",".join(map(_script, calls)) + "];"
    return Call(
        method="execute",
        params=(("code", code),),
        decode=PackOf(calls),
        safety=_weakest(calls),
    )


def _script(call: Call[Any]) -> str:
    return f"API.{call.method}({json.dumps(dict(call.params), ensure_ascii=False)})"


def _weakest(calls: Sequence[Call[Any]]) -> Safety:
    order: tuple[Safety, ...] = ("unsafe", "keyed", "idempotent", "read")
    present = {call.safety for call in calls}
    return next(safety for safety in order if safety in present)


def _match_refusals(
    calls: Sequence[Call[Any]], places: Sequence[Any], refusals: Sequence[Refusal]
) -> dict[int, Refusal]:
    """Which refusal belongs to which place: in order, where their number fits.

    VK runs the calls one after the other, so its refusals come in the order of the places. Where
    some have no method, all of them must fit; else those of each method.
    """
    refused = [place for place, tree in enumerate(places) if tree is False]
    inner = [refusal for refusal in refusals if refusal.method.casefold() != "execute"]
    if any(not one.method for one in inner):
        fits = len(inner) == len(refused) and all(
            one.method in ("", calls[place].method)
            for place, one in zip(refused, inner, strict=True)
        )
        return dict(zip(refused, inner, strict=True)) if fits else {}
    missing: dict[str, list[int]] = defaultdict(list)
    given: dict[str, list[Refusal]] = defaultdict(list)
    for place in refused:
        missing[calls[place].method].append(place)
    for one in inner:
        given[one.method].append(one)
    pairs: dict[int, Refusal] = {}
    for method, where in missing.items():
        if len(given[method]) == len(where):
            pairs.update(zip(where, given[method], strict=True))
    return pairs


def _refusal_outcome(call: Call[T], found: Refusal | None) -> Outcome[T]:
    if found is not None:
        return Outcome(call=call, error=error_inside_execute(found, call))
    return Outcome(
        call=call,
        error=errors.OutcomeUnknown("VK refused a call of a batch without a reason.", call=call),
        matched=False,
    )


def _samples(calls: Sequence[Call[Any]], places: Sequence[Any]) -> dict[int, int]:
    """Bytes of one answer of each kind, by its place."""
    first: dict[Hashable, int] = {}
    for place, call in enumerate(calls):
        if places[place] is not False:
            first.setdefault(like(call), place)
    return {place: _size(places[place]) for place in first.values()}


def _size(value: object) -> int:
    from govpublic_sdk.models._damage import to_text

    try:
        return len(to_json(value, exclude_none=True, fallback=lambda _: None))
    except ValueError:  # raw JSON with marks of damaged bytes
        return len(to_text(value))


def _read(
    call: Call[T], value: Any, read_part: Callable[[Call[T], object], T] | None, size: int | None
) -> Outcome[T]:
    try:
        found = read_part(call, value) if read_part else call.decode.finish(Payload(value), call)
        return Outcome(call=call, value=found, size=size)
    except errors.GovPublicError as error:
        return Outcome(call=call, error=error)


def like(call: Call[Any]) -> Hashable:
    """What makes the answers of two calls of one size."""
    return (call.method, call.get("count"), call.get("extended"), call.get("fields"))
