"""How answers are read, as small frozen values, so that calls compare.

Reading itself (and repair after drift) is the business of `models`; nothing here sends or waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from typing_extensions import TypeForm

from govpublic_sdk._call import Answer, Call
from govpublic_sdk._page import Page

if TYPE_CHECKING:
    from govpublic_sdk.models.envelope import Items

__all__ = ["As", "PageOf"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class As(Generic[T]):
    """The response is read as `shape`: whatever a pydantic `TypeAdapter` takes."""

    shape: TypeForm[T]

    def finish(self, answer: Answer[T], call: Call[Any]) -> T:
        """The response as it was read."""
        return answer.response


@dataclass(frozen=True, slots=True)
class PageOf(Generic[T]):
    """The response is a list `{count, items, ...}` of `item`, paged by offset or by a cursor.

    Attributes:
        item: The type of one item.
        default_count: Items on a page when the call names no `count`.
    """

    item: TypeForm[T]

    @property
    def shape(self) -> object:
        """The list with its count and companions."""
        return _items_of(self.item)

    def finish(self, answer: Answer[Items[T]], call: Call[Any]) -> Page[T]:
        """The page, with the call for the one after it."""
        response = answer.response
        return Page(
            items=tuple(response.items),
            total=response.count,
            next=_next(call, response, len(response.items) + len(answer.unread)),
            profiles=tuple(response.profiles or ()),
            groups=tuple(response.groups or ()),
            unread=answer.unread,
        )


@cache
def _items_of(item: object) -> object:
    from govpublic_sdk.models.envelope import Items

    return Items[item]  # type: ignore[valid-type]


def _next(call: Call[Page[T]], response: Items[T], came: int) -> Call[Page[T]] | None:
    if not came:
        return None
    if response.next_from:
        return call.with_params(start_from=response.next_from, offset=None)
    offset = int(call.get("offset") or 0) + came
    if response.count is not None and offset >= response.count:
        return None
    return call.with_params(offset=offset)
