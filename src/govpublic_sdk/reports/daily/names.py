"""How groups of appeals are called for people; texts of strangers stay as they are."""

from __future__ import annotations

from govpublic_sdk._wording import Language
from govpublic_sdk.appeals.figures import PlaceKey, TopicKey
from govpublic_sdk.appeals.figures.wordings import NOT_TOLD

__all__ = ["named", "place_name", "topic_name"]


def named(name: str | None, language: Language) -> str:
    """A name, or that there is none."""
    return name or NOT_TOLD(language)


def topic_name(topic: TopicKey, language: Language) -> str:
    """The topic, with its group where both are told."""
    return _both(topic.topic, topic.group, language)


def place_name(place: PlaceKey, language: Language) -> str:
    """The settlement, with its municipality where both are told."""
    return _both(place.settlement, place.municipality, language)


def _both(fine: str | None, coarse: str | None, language: Language) -> str:
    return f"{fine} ({coarse})" if fine and coarse else named(fine or coarse, language)
