"""From a row of an export to an `Appeal`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from govpublic_sdk._core.text import normal_form
from govpublic_sdk._spreadsheets.xlsx_reader import Value, as_text
from govpublic_sdk.appeals.channels.incidents.cells import clean_name, clean_text, clean_word
from govpublic_sdk.appeals.channels.incidents.dates import UnreadableDate, in_utc, local_moment
from govpublic_sdk.appeals.channels.incidents.layouts import Columns, Meaning
from govpublic_sdk.appeals.channels.incidents.outcomes import outcome_of, stage_of, status_of
from govpublic_sdk.appeals.channels.incidents.rows import Record
from govpublic_sdk.models.appeals import Appeal, AppealId

__all__ = [
    "AppealReader",
]

_NO_ANSWER = frozenset({"", "нет", "да", "нет ответа", "none", "nan"})
_BETWEEN_TAGS = re.compile(r"[,;|\n]")


class AppealReader:
    """Reads incidents of one export.

    Args:
        channel: The name of the channel.
        columns: The columns of the export.
        zone: The zone of its dates.
    """

    def __init__(self, channel: str, columns: Columns, zone: ZoneInfo) -> None:
        self._channel = channel
        self._places = columns.places
        self._keys = columns.keys
        self._zone = zone
        self._others = tuple(
            (place, key)
            for place, (column, key) in enumerate(zip(columns.columns, self._keys, strict=True))
            if column.meaning is None
        )

    def appeal(self, record: Record) -> Appeal:
        """The appeal of a row."""
        cells = [as_text(cell) for cell in record.cells]
        step, end = self._name("step", cells), self._name("outcome", cells)
        stage = stage_of(step, end, has_end=record.closed is not None)
        return Appeal.model_validate(
            {
                "id": AppealId(self._channel, record.key),
                "numbers": {"registration": record.number} if record.number else {},
                "regime": "incident",
                "text": clean_text(self._text("text", cells)),
                "category": self._category(cells),
                "attributes": self._attributes(cells),
                "applicant": self._applicant(cells),
                "place": self._place(cells),
                "stage": stage,
                "outcome": outcome_of(end, stage, step),
                "raw_status": status_of(step, end),
                "submitted_at": record.created,
                "registered_at": record.created,
                "closed_at": record.closed,
                "responsible": self._responsible(cells),
                "answers": [*self._answers(record.cells), *self._final_answer(record, cells)],
                "raw": self._raw(cells),
            }
        )

    def _category(self, cells: list[str]) -> dict[str, Any] | None:
        levels = {one: self._name(one, cells) for one in ("group", "topic", "fact")}
        return {one: {"name": name} for one, name in levels.items() if name} or None

    def _attributes(self, cells: list[str]) -> dict[str, Any]:
        known = {"type": self._name("type", cells), "duration": self._word("duration", cells)}
        tags = [clean_word(one) for one in _BETWEEN_TAGS.split(self._text("tags", cells))]
        others = {key: cells[place].strip() for place, key in self._others}
        found: dict[str, Any] = {**others, **known, "tags": [tag for tag in tags if tag]}
        return {name: value for name, value in found.items() if value}

    def _applicant(self, cells: list[str]) -> dict[str, Any] | None:
        found = {"name": self._word("author", cells), "account": self._word("author_link", cells)}
        return {name: value for name, value in found.items() if value} or None

    def _place(self, cells: list[str]) -> dict[str, Any] | None:
        found = {
            "region": self._name("region", cells),
            "municipality": self._name("municipality", cells),
            "settlement": self._name("settlement", cells),
            "street": self._word("street", cells),
            "house": self._word("house", cells),
        }
        return {name: value for name, value in found.items() if value} or None

    def _responsible(self, cells: list[str]) -> dict[str, Any] | None:
        found = {"name": self._name("executor", cells), "executor": self._name("department", cells)}
        return {name: value for name, value in found.items() if value} or None

    def _answers(self, cells: Sequence[Value]) -> list[dict[str, Any]]:
        """The first answer: its text, or its time, whichever the export contains."""
        place = self._places.get("first_answer")
        if place is None:
            return []
        try:
            local = local_moment(cells[place])
        except UnreadableDate:
            return [{"text": clean_text(as_text(cells[place]))}]
        return [{"at": in_utc(local, self._zone)}] if local else []

    def _final_answer(self, record: Record, cells: list[str]) -> list[dict[str, Any]]:
        """The text of the answer; it was given when the appeal was closed, if that is known."""
        text = clean_text(self._text("answer", cells))
        if not text or normal_form(text) in _NO_ANSWER:
            return []
        return [{"kind": "final" if record.closed else None, "text": text, "at": record.closed}]

    def _raw(self, cells: list[str]) -> dict[str, str]:
        return {key: text for key, text in zip(self._keys, cells, strict=True) if text}

    def _text(self, meaning: Meaning, cells: list[str]) -> str:
        place = self._places.get(meaning)
        return "" if place is None else cells[place]

    def _word(self, meaning: Meaning, cells: list[str]) -> str:
        return clean_word(self._text(meaning, cells))

    def _name(self, meaning: Meaning, cells: list[str]) -> str:
        """A word that comes again and again."""
        text = self._text(meaning, cells)
        return clean_name(text) if len(text) <= 200 else clean_word(text)
