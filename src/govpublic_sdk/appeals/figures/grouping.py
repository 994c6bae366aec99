"""One tally for all appeals and one for each group of each kind; what a tally counts is its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from govpublic_sdk.appeals.figures.keys import (
    Canonical,
    Owner,
    PlaceKey,
    TopicKey,
    normal_name,
    normal_place,
    normal_topic,
    place_of,
    topic_of,
)
from govpublic_sdk.appeals.figures.tallying import Groups

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal

__all__ = ["Grouped"]

_T = TypeVar("_T")


class Grouped(Generic[_T]):
    """Tallies of all groups.

    Attributes:
        total: The tally of all appeals.
        by_topic: By group of topics and topic.
        by_place: By municipality and settlement.
        by_owner: By whoever has to answer.
        by_regime: By regime.
        by_channel: By channel.
    """

    def __init__(self, new: Callable[[], _T], canonical: Canonical | None, owner: Owner) -> None:
        self.total: _T = new()
        self.by_topic: Groups[TopicKey, _T] = Groups(new, normal_topic)
        self.by_place: Groups[PlaceKey, _T] = Groups(new, normal_place)
        self.by_owner: Groups[str | None, _T] = Groups(new, normal_name)
        self.by_regime: Groups[str | None, _T] = Groups(new, lambda regime: regime)
        self.by_channel: Groups[str, _T] = Groups(new, lambda channel: channel)
        self._canonical = canonical
        self._owner = owner
        self._topics: dict[TopicKey, TopicKey] = {}

    def of(self, appeal: Appeal) -> tuple[_T, ...]:
        """All tallies to which an appeal belongs."""
        return (
            self.total,
            self.by_topic.of(self.topic_of(appeal)),
            self.by_place.of(place_of(appeal)),
            self.by_owner.of(self._owner(appeal)),
            self.by_regime.of(None if appeal.regime is None else str(appeal.regime)),
            self.by_channel.of(appeal.id.channel),
        )

    def topic_of(self, appeal: Appeal) -> TopicKey:
        """The topic of an appeal; each pair of names is asked for its canonical form once."""
        named, category = topic_of(appeal.category), appeal.category
        if self._canonical is None or category is None:
            return named
        if named not in self._topics:
            self._topics[named] = topic_of(self._canonical(category))
        return self._topics[named]
