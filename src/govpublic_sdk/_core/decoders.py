"""Decoders: small frozen values that turn payloads into results, so that calls compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from typing_extensions import TypeForm

from govpublic_sdk._core.calls import Call, Decoder, Page, Payload
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import DecodeError, NotFound, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.envelope import Items

__all__ = [
    "As",
    "MappedDecoder",
    "PageOf",
    "first_of",
    "first_or_not_found",
    "map_result",
    "require_changes",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class As(Decoder[T], Generic[T]):
    """The response is read as `shape`: whatever a pydantic `TypeAdapter` takes."""

    shape: TypeForm[T] = field()  # pyright: ignore[reportIncompatibleMethodOverride]

    def finish(self, answer: Payload[T], call: Call[Any]) -> T:
        """The response as it was read."""
        return answer.response


@dataclass(frozen=True, slots=True)
class PageOf(Decoder[Page[T]], Generic[T]):
    """The response is a list `{count, items, ...}` of `item`, paged by offset or by a cursor.

    Attributes:
        item: The type of one item.
        default_count: Items on a page when the call names no `count`.
    """

    item: TypeForm[T]

    @property
    def shape(self) -> object:
        """The list with its count and companions."""
        return _items_of(cast("Hashable", self.item))

    def finish(self, answer: Payload[Items[T]], call: Call[Any]) -> Page[T]:
        """The page, with the call for the one after it."""
        response = answer.response
        unparsed = {**answer.unparsed, **_unfit_items(response.unfit)}
        return Page(
            items=tuple(response.items),
            total=response.count,
            next=_next(call, response, len(response.items) + len(unparsed)),
            profiles=tuple(response.profiles or ()),
            groups=tuple(response.groups or ()),
            reactions=_reactions(response),
            reaction_sets=tuple(response.reaction_sets or ()),
            more=response.model_extra or {},
            unparsed=unparsed,
        )

    def upgrade(self, response: list[Any]) -> dict[str, Any]:
        """Convert the bare array of old versions, whose first item may be the count."""
        counted = bool(response) and isinstance(response[0], int) and len(response) > 1
        items = response[1:] if counted else response
        return {"items": items, "count": response[0] if counted else len(items)}


def _reactions(response: Items[Any]) -> tuple[int | None, ...]:
    """The reactions beside the items; VK lists both side by side, and each may have lost some."""
    if response.reactions is None:
        return ()
    lost, lost_items = (_unfit_positions(response.unfit, name) for name in ("reactions", "items"))
    given = iter(response.reactions)
    places = range(len(response.reactions) + len(lost))
    listed = [None if place in lost else next(given) for place in places]
    kept = tuple(one for place, one in enumerate(listed) if place not in lost_items)
    return kept if len(kept) == len(response.items) else ()


def _unfit_positions(unfit: Mapping[str, Any], name: str) -> set[int]:
    found = (re.fullmatch(rf"{name}\.(\d+)", path) for path in unfit)
    return {int(one[1]) for one in found if one}


def _unfit_items(unfit: Mapping[str, Any]) -> dict[str, Any]:
    """Items without identity; what did not fit beside the items stays with the list."""
    return {path: raw for path, raw in unfit.items() if re.fullmatch(r"items\.\d+", path)}


@cache
def _items_of(item: Hashable) -> object:
    from govpublic_sdk.models.envelope import Items

    return Items[item]  # type: ignore[valid-type]


def _next(call: Call[Page[T]], response: Items[T], came: int) -> Call[Page[T]] | None:
    if not came:
        return None
    if "next_from" in response.unfit:
        return call  # nothing else leads to the next page, and the cursor may come whole next time
    if response.next_from:
        if response.next_from == call.get("start_from"):  # a cursor that does not advance
            return None
        return call.with_params(start_from=response.next_from, offset=None)
    offset = int(call.get("offset") or 0) + came
    if response.count is not None and offset >= response.count:
        return None
    return call.with_params(offset=offset)


U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class MappedDecoder(Decoder[U], Generic[T, U]):
    """Read as `inner` reads, then take one more pure step.

    Attributes:
        inner: How the answer itself is read.
        step: A function of a module (so that calls compare), given the value and the call.
    """

    inner: Decoder[T]
    step: Callable[[T, Call[Any]], U]

    @property
    def shape(self) -> object:
        """The shape of the answer itself."""
        return self.inner.shape

    @property
    def reads_raw(self) -> bool:
        """Whether the inner decoder reads raw JSON."""
        return self.inner.reads_raw

    def upgrade(self, response: list[Any]) -> Any:
        """Convert the list of an old API version as the inner decoder does."""
        return self.inner.upgrade(response)

    def finish(self, answer: Payload[Any], call: Call[Any]) -> U:
        """The value after the step."""
        return self.step(self.inner.finish(answer, call), call)


def map_result(call: Call[T], step: Callable[[T, Call[Any]], U]) -> Call[U]:
    """The same call, whose value goes through one more pure step."""
    return cast(
        "Call[U]", replace(call, decode=cast("Decoder[T]", MappedDecoder(call.decode, step)))
    )


def first_of(page: Page[T], call: Call[Any], absent: Text) -> T:
    """Return the first item of an answer that has one at most.

    Args:
        page: The answer.
        call: The call.
        absent: The value of an absent payload.

    Raises:
        NotFound: The payload is empty.
        DecodeError: There is one, but it could not be read.
    """
    if page.items:
        return page.items[0]
    if page.unparsed:
        raise DecodeError(
            "The object in the response cannot be read.", raw=page.unparsed, call=call
        )
    raise NotFound(absent, call=call)


def first_or_not_found(found: list[T], call: Call[Any]) -> T:
    """The one thing that was asked for.

    Raises:
        NotFound: VK answered with nothing.
    """
    if not found:
        raise NotFound(Text("There is no object with this id or name."), call=call)
    return found[0]


def require_changes(call: Call[T], *identity: str) -> Call[T]:
    """The same call, which changes something.

    Args:
        call: A write.
        *identity: Parameters that only identify the changed object, `group_id` aside.

    Raises:
        ParameterError: Nothing is to be changed.
    """
    if {name for name, _ in call.params} <= {"group_id", *identity}:
        raise ParameterError("changes", "empty", "at least one change")
    return call
