"""Lists in pages, as the sandbox's ПОС gives them; it knows nothing of what is on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govpublic_sdk.sandbox.json_values import Json
from govpublic_sdk.sandbox.pos.quirks import PosQuirks

__all__ = ["PageAsked", "page"]

_MOST, _USUAL = 100, 20
_UNSORTED = {"empty": True, "sorted": False, "unsorted": True}


@dataclass(frozen=True, slots=True)
class PageAsked:
    """Which page is wanted.

    Attributes:
        number: Which one, from 0.
        size: How many items a page has, 1 to 100.
    """

    number: int = 0
    size: int = _USUAL

    @classmethod
    def of(cls, query: Sequence[tuple[str, str]]) -> PageAsked:
        """What a query wants.

        Raises:
            ValueError: It is no page; the text says why.
        """
        given = dict(query)
        number = _number("page", given.get("page", "0"), 0, 10**9)
        return cls(number, _number("size", given.get("size", str(_USUAL)), 1, _MOST))


def page(items: Sequence[Json], asked: PageAsked, quirks: PosQuirks) -> Json:
    """One page of a list, with all that is told about it.

    Args:
        items: The whole list.
        asked: Which page.
        quirks: In which ways it shall be odd.
    """
    pages = -(-len(items) // asked.size)
    number = asked.number
    if quirks.endless:
        number = min(number, max(pages - 1, 0))
    content = _content(items, PageAsked(number, asked.size), quirks)
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


def _content(items: Sequence[Json], asked: PageAsked, quirks: PosQuirks) -> list[Any]:
    start = asked.number * asked.size
    before = start - 1 if quirks.doubled and 0 < start < len(items) else start
    odd = [None, "сообщение"] if quirks.not_objects and asked.number == 0 else []
    return [*items[before : start + asked.size], *odd]


def _pageable(asked: PageAsked) -> Json:
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
