"""One page of a list, and the call for the page after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from govpublic_sdk._call import Call

if TYPE_CHECKING:
    from govpublic_sdk.models import Public, ReactionSet, User

__all__ = ["Page"]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T_co]):
    """Items as the service sent them; iterating a page covers this page only.

    Attributes:
        items: What could be read, in the service's order.
        total: How many the service says there are; it drifts while a list grows.
        next: The call for the following page; None when this is the last one. It starts where this
            page ends: items that are deleted in between shift the list, and as many are skipped.
            `each` and the other lists of a client notice that.
        profiles: Users that the items mention, when asked for with `extended`.
        groups: Communities that the items mention, when asked for with `extended`.
        reactions: Of a list of likes, the reaction of each item, in the same order.
        reaction_sets: What the reactions to the items mean, when VK sends it.
        more: What else the service says about the list, raw, such as `can_post` of comments.
        unread: Path to raw value of items that could not be read (no identity).
    """

    items: tuple[T_co, ...]
    total: int | None = None
    next: Call[Page[T_co]] | None = None
    profiles: tuple[User, ...] = ()
    groups: tuple[Public, ...] = ()
    reactions: tuple[int | None, ...] = ()
    reaction_sets: tuple[ReactionSet, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    unread: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)

    def __iter__(self) -> Iterator[T_co]:
        """The items of this page."""
        return iter(self.items)

    def __len__(self) -> int:
        """How many items this page holds."""
        return len(self.items)
