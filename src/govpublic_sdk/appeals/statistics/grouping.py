"""By what appeals are put into groups: topic, place, owner, regime, channel; nothing is counted.

One tally for all appeals and one for each group of each kind; what a tally counts is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.text import normal_form
from govpublic_sdk.appeals.statistics.counts import Groups

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal, Category, Level

__all__ = [
    "Canonical",
    "Grouped",
    "Owner",
    "PlaceKey",
    "TopicKey",
    "body_of",
    "body_or_executor",
    "normal_name",
    "normal_place",
    "normal_topic",
    "place_of",
    "topic_of",
]


class TopicKey(NamedTuple):
    """By what appeals are grouped by topic; names are spelled as the first of them has them.

    Attributes:
        group: The group of topics, «группа тем», «категория»; None if unknown.
        topic: The topic, «тема», «подкатегория»; None if unknown.
    """

    group: str | None = None
    topic: str | None = None


class PlaceKey(NamedTuple):
    """By what appeals are grouped by place.

    Attributes:
        municipality: The municipality; None if unknown.
        settlement: The settlement; None if unknown.
    """

    municipality: str | None = None
    settlement: str | None = None


Canonical: TypeAlias = "Callable[[Category], Category]"
"""Gives the category by which an appeal is counted, such as `Classifier.canonical`."""

Owner: TypeAlias = "Callable[[Appeal], str | None]"
"""Tells by whom an appeal is counted; None where nobody is told."""


def topic_of(category: Category | None) -> TopicKey:
    """The group and the topic of a category, by their names, else by their ids."""
    return TopicKey(_level(category.group), _level(category.topic)) if category else TopicKey()


def place_of(appeal: Appeal) -> PlaceKey:
    """The municipality and the settlement; nothing finer, since that may be a home."""
    place = appeal.place
    return (
        PlaceKey(_clean_name(place.municipality), _clean_name(place.settlement))
        if place
        else PlaceKey()
    )


@check_arguments
def body_of(appeal: Appeal) -> str | None:
    """The body that has to answer, by its name, else by its number at the channel."""
    whose = appeal.responsible
    return (_clean_name(whose.name) or _clean_name(whose.id)) if whose else None


@check_arguments
def body_or_executor(appeal: Appeal) -> str | None:
    """The body that has to answer; if only an executor is known, the executor.

    An executor may be a person, whose name then appears in the figures.
    """
    whose = appeal.responsible
    return body_of(appeal) or (_clean_name(whose.executor) if whose else None)


def normal_topic(topic: TopicKey) -> TopicKey:
    """The form in which topics are compared."""
    return TopicKey(normal_name(topic.group), normal_name(topic.topic))


def normal_place(place: PlaceKey) -> PlaceKey:
    """The form in which places are compared."""
    return PlaceKey(normal_name(place.municipality), normal_name(place.settlement))


def normal_name(name: str | None) -> str | None:
    """The form in which names are compared; a name of signs alone stays as it is."""
    return None if name is None else normal_form(name) or name


def _level(level: Level | None) -> str | None:
    return (_clean_name(level.name) or _clean_name(level.id)) if level else None


def _clean_name(name: str | None) -> str | None:
    """A name without blanks around it; None where nothing is left."""
    return (name.strip() or None) if name else None


_T = TypeVar("_T")


class Grouped(Generic[_T]):
    """Tallies of all groups.

    Attributes:
        total: The tally of all appeals.
        by_topic: By group of topics and topic.
        by_place: By municipality and settlement.
        by_owner: By the body that has to answer.
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
