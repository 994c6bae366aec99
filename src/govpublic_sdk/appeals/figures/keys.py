"""By what appeals are put into groups: topic, place, owner, regime, channel; nothing is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.normal_form import normal_form

if TYPE_CHECKING:
    from govpublic_sdk.models.appeals import Appeal, Category, Level

__all__ = [
    "Canonical",
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
        group: The group of topics, «группа тем», «категория»; None where it is not told.
        topic: The topic, «тема», «подкатегория»; None where it is not told.
    """

    group: str | None = None
    topic: str | None = None


class PlaceKey(NamedTuple):
    """By what appeals are grouped by place.

    Attributes:
        municipality: The municipality; None where it is not told.
        settlement: The settlement; None where it is not told.
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
    return PlaceKey(_named(place.municipality), _named(place.settlement)) if place else PlaceKey()


@check_arguments
def body_of(appeal: Appeal) -> str | None:
    """The body that has to answer, by its name, else by its number at the channel."""
    whose = appeal.responsible
    return (_named(whose.name) or _named(whose.id)) if whose else None


@check_arguments
def body_or_executor(appeal: Appeal) -> str | None:
    """The body that has to answer; where only an executor is told, the executor.

    An executor may be a person, whose name then stands in the figures.
    """
    whose = appeal.responsible
    return body_of(appeal) or (_named(whose.executor) if whose else None)


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
    return (_named(level.name) or _named(level.id)) if level else None


def _named(name: str | None) -> str | None:
    """A name without blanks around it; None where nothing is left."""
    return (name.strip() or None) if name else None
