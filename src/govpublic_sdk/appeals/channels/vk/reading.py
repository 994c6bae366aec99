"""Reading lists of VK inside of a procedure, with the people that they mention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from govpublic_sdk._call import Procedure
from govpublic_sdk._walk import Walk
from govpublic_sdk.appeals.paging import Pages, asked
from govpublic_sdk.errors import AccessDenied, ApiError, NotFound

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal
    from govpublic_sdk.models.users import User

__all__ = ["Gathered", "before", "from_all", "gathered", "in_order"]

T = TypeVar("T")
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """What a list holds.

    Attributes:
        items: The items in the service's order, each once.
        people: Those whom the list mentions, by their ids.
    """

    items: list[T]
    people: dict[int, User]


def gathered(
    walk: Walk[T], is_enough: Callable[[Sequence[T]], bool] | None = None
) -> Procedure[Gathered[T]]:
    """All that a walk gives.

    Args:
        walk: The list.
        is_enough: Whether what was read so far is enough, asked after each page.

    Raises:
        ServerError: The same page comes again and again.
    """
    pages = Pages(walk)
    found: Gathered[T] = Gathered([], {})
    while question := pages.question():
        page = yield from asked(question)
        found.items.extend(pages.fresh(page))
        found.people.update({person.id: person for person in page.profiles})
        if is_enough is not None and is_enough(found.items):
            break
    return found


def from_all(
    places: Sequence[T], read: Callable[[T], Procedure[list[Appeal]]]
) -> Procedure[list[Appeal]]:
    """What was written in several places; one that vanished meanwhile is left out.

    VK does not tell what is deleted from what is hidden: it refuses both, by 15, 104 or 212.

    Raises:
        ApiError: VK shows none of the places.
    """
    found: list[Appeal] = []
    refusals: list[ApiError] = []
    for place in places:
        try:
            found += yield from read(place)
        except (NotFound, AccessDenied) as refusal:
            refusals.append(refusal)
    if refusals and len(refusals) == len(places):
        raise refusals[-1]
    return found


def before(moment: datetime, span: timedelta) -> datetime:
    """A moment so much earlier, or the first moment that there is."""
    return moment - span if moment - _EVER > span else _EVER


def in_order(appeals: list[Appeal]) -> tuple[Appeal, ...]:
    """Appeals oldest first; those without a date come before all others."""
    return tuple(sorted(appeals, key=_age))


def _age(appeal: Appeal) -> tuple[datetime, int]:
    """When it was written; what was written in the same second is told apart by its number."""
    return appeal.submitted_at or _EVER, int(appeal.id.key.rpartition("_")[2])
