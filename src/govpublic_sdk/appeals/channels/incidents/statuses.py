"""A column «Статус» holds steps or outcomes: its words tell which, its head does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govpublic_sdk.appeals.channels.incidents.layouts import STATUS, Meaning
from govpublic_sdk.appeals.channels.incidents.outcomes import what_words_are
from govpublic_sdk.appeals.normal_form import normal_form

__all__ = ["with_status"]


def with_status(
    places: Mapping[Meaning, int], heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[Meaning, int]:
    """The places of meanings, with that of a column «Статус» where its words are certain.

    Args:
        places: What is known; a step or an outcome that was found otherwise stays.
        heading: The heads.
        rows: Some rows below them.
    """
    found = dict(places)
    taken = set(places.values())
    for at, head in enumerate(heading):
        if at not in taken and normal_form(head) in STATUS:
            meaning = what_words_are(row[at] for row in rows if at < len(row))
            if meaning is not None:
                found.setdefault(meaning, at)
    return found
