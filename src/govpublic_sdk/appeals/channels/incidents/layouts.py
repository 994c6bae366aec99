"""Known layouts of incident exports: headers, letters and their meanings.

The system has no public description. Headers and letters are those that public tools read:
https://github.com/Nikitososs/DigitalBreakthrough (the sheet of 47 columns) and
https://github.com/Revanshiest/Hackaton_Backend (three older ones).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

from govpublic_sdk._core.text import normal_form

__all__ = [
    "ALIASES",
    "LETTERS",
    "LOOSE",
    "MEANINGS",
    "NAMES",
    "OTHERS",
    "STATUS",
    "Column",
    "Columns",
    "Meaning",
    "letter_of",
    "place_of",
]

Meaning: TypeAlias = Literal[
    "id",
    "number",
    "step",
    "created",
    "closed",
    "duration",
    "group",
    "topic",
    "fact",
    "region",
    "municipality",
    "settlement",
    "street",
    "house",
    "type",
    "outcome",
    "text",
    "tags",
    "first_answer",
    "answer",
    "executor",
    "department",
    "author",
    "author_link",
]

MEANINGS: Final[tuple[Meaning, ...]] = get_args(Meaning)

NAMES: Final[Mapping[Meaning, tuple[str, ...]]] = {
    "id": ("id", "id инцидента"),
    "number": ("номер инцидента",),
    "step": ("текущий шаг инцидента", "текущий шаг"),
    "created": ("дата создания", "создан"),
    "closed": ("дата закрытия", "закрыт"),
    "duration": ("время с начала создания инцидента до окончания",),
    "group": ("группа тем", "группа"),
    "topic": ("тема",),
    "region": ("регион",),
    "municipality": ("муниципалитет",),
    "settlement": ("населенный пункт", "насел пункт"),
    "street": ("улица",),
    "house": ("дом",),
    "type": ("тип инцидента",),
    "outcome": ("итог",),
    "text": ("текст инцидента", "текст"),
    "tags": ("теги",),
    "first_answer": ("1ый ответ пи",),
    "executor": ("исполнитель",),
    "department": ("отдел",),
}
"""Heads as exports have them, in their normal form."""

ALIASES: Final[Mapping[Meaning, tuple[str, ...]]] = {
    "id": ("ид", "ид инцидента", "идентификатор", "идентификатор инцидента", "id обращения"),
    "number": ("number", "номер обращения"),
    "step": ("step", "шаг инцидента"),
    "created": ("created at", "created", "дата создания инцидента", "дата и время создания"),
    "closed": ("closed at", "closed", "дата закрытия инцидента", "дата и время закрытия"),
    "duration": ("duration",),
    "group": ("group", "группа темы", "группы тем"),
    "topic": ("topic", "тема инцидента"),
    "region": ("region", "субъект рф"),
    "municipality": ("municipality", "муниципальное образование"),
    "settlement": ("settlement", "нп"),
    "street": ("street",),
    "house": ("house", "номер дома"),
    "type": ("type",),
    "outcome": ("outcome", "итог инцидента"),
    "text": ("text", "текст сообщения", "текст обращения"),
    "tags": ("tags", "тэги"),
    "first_answer": ("1 ый ответ пи", "1й ответ пи", "1 й ответ пи", "первый ответ пи"),
    "executor": ("executor",),
    "department": ("department",),
    "author": ("author", "автор", "имя автора", "автор сообщения"),
    "author_link": ("author link", "ссылка на автора", "профиль автора", "ссылка на профиль"),
}
"""Heads that mean the same, and give way where a column has one of `NAMES`."""

LOOSE: Final[Mapping[Meaning, tuple[str, ...]]] = {
    "topic": (
        *("тематика", "тематика инцидента", "тематика обращения", "тематика сообщения"),
        *("тема обращения", "тема сообщения"),
    ),
    "municipality": ("мо",),
    "text": (
        *("содержание", "содержание инцидента", "содержание обращения"),
        "содержание сообщения",
    ),
    "executor": ("кому передано", "кому передан", "кому направлено"),
}
"""Heads of tables that people make, which give way to both."""

OTHERS: Final[Mapping[Meaning, tuple[str, ...]]] = {
    "id": ("идентификатор пос", "id пос", "id сообщения", "идентификатор обращения"),
    "number": (
        *("номер сообщения", "регистрационный номер", "рег номер", "номер заявки"),
        "регистрационный номер обращения",
    ),
    "created": (
        *("дата поступления обращения", "дата поступления", "дата подачи", "дата обращения"),
        *("дата подачи обращения", "дата сообщения", "дата регистрации обращения"),
        *("дата регистрации", "дата получения"),
    ),
    "closed": (
        *("дата завершения", "дата исполнения", "дата решения", "дата ответа", "дата рассмотрения"),
        *("фактическая дата ответа", "дата закрытия обращения", "дата закрытия сообщения"),
    ),
    "group": ("категория обращения", "категория сообщения", "категория", "группа обращений"),
    "topic": (
        *("подкатегория обращения", "подкатегория сообщения", "подкатегория"),
        *("категория подкатегория обращения", "категория подкатегория"),
    ),
    "fact": ("факт", "факт обращения", "факт сообщения"),
    "municipality": ("омсу", "городской округ", "район", "муниципальный район"),
    "text": (
        *("аннотация краткое содержание", "аннотация", "краткое содержание", "суть обращения"),
        *("краткое содержание обращения", "описание", "описание проблемы", "текст заявки"),
    ),
    "outcome": (
        *("результат рассмотрения", "результат", "итог рассмотрения", "решение"),
        *("результат рассмотрения обращения", "итог обращения"),
    ),
    "answer": (
        *("ответ на обращение", "ответ на сообщение", "текст ответа", "ответ", "ответ заявителю"),
        "итоговый ответ",
    ),
    "executor": (
        *("ведомство исполнителя", "ведомство", "орган исполнитель", "организация исполнитель"),
        *("ответственный орган", "ответственное ведомство", "ответственная организация", "оив"),
        "ответственный исполнитель",
    ),
    "department": (
        "ответственное лицо",
        "ответственный",
        "фио исполнителя",
        "ответственный сотрудник",
    ),
    "author": ("заявитель", "фио заявителя", "фио"),
}
"""Heads of the feedback platform (ПОС) and of regional centres (ЕЦУР), the most certain first.

They give way to all others, and of several the first one counts.
"""

STATUS: Final[frozenset[str]] = frozenset(
    f"{what}{whose}"
    for what in ("статус", "текущий статус", "состояние", "status")
    for whose in (
        *("", " инцидента", " обращения", " сообщения", " заявки", " рассмотрения", " исполнения"),
        *(" вопроса", " рассмотрения обращения", " исполнения обращения"),
    )
)
"""Heads above steps or outcomes: which of them, only the words below tell."""

LETTERS: Final[Mapping[str, Mapping[Meaning, str]]] = {
    "current": {
        "id": "B",
        "number": "C",
        "step": "Q",
        "created": "R",
        "closed": "S",
        "group": "T",
        "topic": "U",
        "region": "V",
        "municipality": "W",
        "settlement": "X",
        "street": "Y",
        "house": "Z",
        "type": "AC",
        "outcome": "AD",
        "text": "AI",
        "tags": "AR",
    },
    "hackathon": {"group": "T", "topic": "U", "region": "V", "municipality": "W", "text": "AI"},
    "monitoring": {
        "created": "T",
        "closed": "U",
        "group": "V",
        "municipality": "W",
        "settlement": "X",
        "street": "Y",
        "house": "Z",
        "topic": "AC",
        "tags": "AR",
        "text": "AI",
    },
    "legacy": {
        "created": "T",
        "closed": "U",
        "group": "V",
        "topic": "W",
        "municipality": "Y",
        "settlement": "Z",
        "text": "AI",
    },
}
"""Where things stand in sheets without a heading, by the name of the layout."""


def place_of(letter: str) -> int:
    """The place of a column, counted from 0: `A` is 0, `AI` is 34."""
    number = 0
    for one in letter.upper():
        number = number * 26 + ord(one) - 64
    return number - 1


def letter_of(place: int) -> str:
    """The letter of a column by its place, counted from 0."""
    letters = ""
    while place >= 0:
        letters = chr(65 + place % 26) + letters
        place = place // 26 - 1
    return letters


_IMPORTANT: Final[tuple[Meaning, ...]] = ("text", "created", "topic", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an export.

    Attributes:
        letter: Its letter, as a spreadsheet shows it.
        head: The header of the column; None without one.
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
        heading: The cells of the header row; empty without one.
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

        None if the columns were given by letters: their first row may be a message, not a header. A
        second summary, such as «Краткое содержание» beside «Аннотация», is known.
        """
        if self.layout not in ("heads", "given"):
            return ()
        text = self.columns[self.places["text"]].head if "text" in self.places else None
        summaries = OTHERS["text"] if normal_form(text or "") in OTHERS["text"] else ()
        found = (column.head for column in self.columns if column.meaning is None and column.head)
        return tuple(dict.fromkeys(one for one in found if normal_form(one) not in summaries))

    @property
    def missing(self) -> tuple[Meaning, ...]:
        """What figures need and no column means; a step does for an outcome."""
        known = {*self.places, *(("outcome",) if "step" in self.places else ())}
        return tuple(one for one in _IMPORTANT if one not in known)

    def after(self, row: int) -> Columns:
        """The same, where the rows that come before the incidents were counted otherwise."""
        return replace(self, first=row)
