"""One topic of a classifier; nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass

from govpublic_sdk._validation import check_fields

__all__ = ["Topic"]


@check_fields
@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of appeals.

    Attributes:
        group: The name of its group.
        topic: Its name.
        id: Its number in the classifier, where there is one.
        group_id: The number of its group.
        description: What belongs to it.
    """

    group: str
    topic: str
    id: str | None = None
    group_id: str | None = None
    description: str | None = None
