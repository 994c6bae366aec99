"""The columns of an export, and what each means; how that is found is told elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from govpublic_sdk.appeals.channels.incidents.layouts import OTHERS, Meaning
from govpublic_sdk.appeals.normal_form import normal_form

__all__ = ["Column", "Columns"]

_IMPORTANT: Final[tuple[Meaning, ...]] = ("text", "created", "topic", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an export.

    Attributes:
        letter: Its letter, as a spreadsheet shows it.
        head: What stands above it; None where nothing does.
        meaning: What was recognised; None for a column that is kept in `attributes`.
    """

    letter: str
    head: str | None
    meaning: Meaning | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of an export.

    Attributes:
        layout: How they were found: `heads`, `given`, or the name of the layout.
        columns: Each column, from A on.
        places: The place of each meaning, counted from 0.
        heading: The cells of the heading; empty where there is none.
        first: The number of the last row before the incidents.
    """

    layout: str
    columns: tuple[Column, ...]
    places: Mapping[Meaning, int]
    heading: tuple[str, ...] = ()
    first: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """What each column is called in `raw` and `attributes`: its head, or its letter."""
        heads = Counter(column.head for column in self.columns)
        return tuple(
            one.letter
            if one.head is None
            else one.head
            if heads[one.head] == 1
            else f"{one.head} ({one.letter})"
            for one in self.columns
        )

    @property
    def unknown_heads(self) -> tuple[str, ...]:
        """Heads without a meaning.

        None where letters told the columns: their first row may be no heading but a message. A
        second summary, such as «Краткое содержание» beside «Аннотация», is known.
        """
        if self.layout not in ("heads", "given"):
            return ()
        text = self.columns[self.places["text"]].head if "text" in self.places else None
        summaries = OTHERS["text"] if normal_form(text or "") in OTHERS["text"] else ()
        found = (one.head for one in self.columns if one.meaning is None and one.head)
        return tuple(dict.fromkeys(one for one in found if normal_form(one) not in summaries))

    @property
    def missing(self) -> tuple[Meaning, ...]:
        """What figures need and no column means; a step does for an outcome."""
        known = {*self.places, *(("outcome",) if "step" in self.places else ())}
        return tuple(one for one in _IMPORTANT if one not in known)

    def after(self, row: int) -> Columns:
        """The same, where the rows that come before the incidents were counted otherwise."""
        return replace(self, first=row)
