"""Statuses of an export: which column holds steps or outcomes, which words are not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from govpublic_sdk._tables.workbook import as_text
from govpublic_sdk.appeals.channels.incidents.cleaning import clean_word
from govpublic_sdk.appeals.channels.incidents.columns import Columns
from govpublic_sdk.appeals.channels.incidents.layouts import STATUS, Meaning
from govpublic_sdk.appeals.channels.incidents.outcomes import (
    stage_of,
    unknown_words,
    what_words_are,
)
from govpublic_sdk.appeals.channels.incidents.rows import Record
from govpublic_sdk.appeals.normal_form import normal_form

__all__ = ["UnknownStatuses", "with_status"]

_MOST_WORDS = 100  # more are no statuses but another column, such as names


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


class UnknownStatuses:
    """Counts the words of statuses whose meaning is not known.

    Args:
        columns: The columns of the export.
    """

    def __init__(self, columns: Columns) -> None:
        self.count: int = 0
        self._places = columns.places
        self._words: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Count the words of a row."""
        step, outcome = self._word("step", record), self._word("outcome", record)
        for word in unknown_words(step, outcome):
            if word in self._words or len(self._words) < _MOST_WORDS:
                self._words[word] += 1
        has_word = bool(step or outcome)
        is_closed = record.closed is not None
        self.count += has_word and stage_of(step, outcome, has_end=is_closed) == "unknown"

    def words(self) -> dict[str, int]:
        """The words and in how many rows each is, the most frequent first."""
        return dict(sorted(self._words.items(), key=lambda one: (-one[1], one[0])))

    def _word(self, meaning: Meaning, record: Record) -> str:
        place = self._places.get(meaning)
        return "" if place is None else clean_word(as_text(record.cells[place]))
