"""What citizens of the sandbox write about: a made-up classifier in three levels, with texts.

Numbers and names are of this sandbox only; the platform's own classifier is not public.

What citizens sent to the sandbox's ПОС and what became of it; nothing here speaks JSON.

In which ways the sandbox's ПОС may be odd, each switched by hand; all are off at first.

Failures of the way to it, such as 500 with a page or a lost answer, are `box.faults`.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from govpublic_sdk.sandbox.geo import Place
from govpublic_sdk.sandbox.values import Json

__all__ = [
    "CLASSIFIER",
    "Level",
    "PosAppeal",
    "PosFile",
    "PosQuirks",
    "Topic",
    "choose_topic",
    "find_topic",
    "make_text",
    "matches_any",
]


class Level(NamedTuple):
    """A category, a subcategory or a fact."""

    id: int
    name: str


class Topic(NamedTuple):
    """What an appeal is about: «категория», «подкатегория», «факт»; the finer ones may be open."""

    subject: Level
    subsubject: Level | None = None
    fact: Level | None = None


CLASSIFIER: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "Дороги (песочница)",
        (
            ("Дорожное покрытие", ("Яма на проезжей части", "Нет разметки")),
            ("Уборка дорог", ("Не убран снег", "Гололёд")),
        ),
    ),
    (
        "Дворы (песочница)",
        (
            ("Освещение двора", ("Не горит фонарь", "Фонарь горит днём")),
            ("Площадки", ("Сломаны качели",)),
        ),
    ),
    (
        "Мусор (песочница)",
        (
            ("Вывоз отходов", ("Контейнер не вывезен", "Нет контейнерной площадки")),
            ("Свалки", ()),
        ),
    ),
    ("Прочее (песочница)", ()),
)
"""Category, its subcategories, their facts."""


def list_topics() -> Iterator[Topic]:
    """Each topic down to each level; the numbers are 100, 110, 111 and so on."""
    for index, (category, parts) in enumerate(CLASSIFIER, 1):
        subject = Level(index * 100, category)
        yield Topic(subject)
        for number, (name, facts) in enumerate(parts, 1):
            subsubject = Level(subject.id + number * 10, name)
            yield Topic(subject, subsubject)
            numbered = enumerate(facts, subsubject.id + 1)
            yield from (Topic(subject, subsubject, Level(*fact)) for fact in numbered)


def find_topic(name: str) -> Topic:
    """The topic whose finest level has a name.

    Raises:
        ValueError: No level has it.
    """
    known = {
        (topic.fact or topic.subsubject or topic.subject).name: topic for topic in list_topics()
    }
    if name not in known:
        raise ValueError(f"category: {name!r} (expected one of {', '.join(known)})")
    return known[name]


def choose_topic(chance: random.Random) -> Topic:
    """A topic by chance, now and then one whose fact is open."""
    return chance.choice(list(list_topics()))


def make_text(topic: Topic, number: int) -> str:
    """What a citizen might write about a topic; the number makes it one of a kind."""
    about = (topic.fact or topic.subsubject or topic.subject).name
    return f"{about}: прошу принять меры. Вымышленное сообщение песочницы, {number}."


@dataclass(frozen=True, slots=True)
class PosFile:
    """A file, of a citizen or of an organisation.

    Attributes:
        name: Its name as it was sent.
        content: Its bytes.
    """

    name: str
    content: bytes = field(repr=False)


@dataclass(slots=True, eq=False, kw_only=True)
class PosAppeal:
    """A message of a citizen.

    Attributes:
        id: Its number.
        text: What was written.
        topic: What it is about.
        citizen: Who wrote, 7 for «Житель 7»; None for anonymous.
        joined: Who joined, for a collective one.
        place: Where the matter is.
        files: Its attachments by the last part of their addresses.
        written: When, in Unix seconds.
        answer_at: By when an answer is wanted, in Unix seconds.
        fast_track: Whether a quick solution is wanted.
        acknowledged: How often the document system said that it has it.
        updates: All updates that were taken, oldest first, as they came.
    """

    id: int
    text: str = field(repr=False)
    topic: Topic
    citizen: int | None
    joined: tuple[int, ...] = ()
    place: Place = field(repr=False)
    files: tuple[str, ...] = ()
    written: float
    answer_at: float
    fast_track: bool = False
    acknowledged: int = 0
    updates: list[Json] = field(default_factory=list[Json], repr=False)

    @property
    def answers(self) -> list[Json]:
        """The updates that were answers."""
        return [update for update in self.updates if update["answer"]]

    @property
    def answered(self) -> bool:
        """Whether a final answer was taken; a promise for later does not count."""
        return any(answer.get("appealAnswerType") != "POSTPONED" for answer in self.answers)

    @property
    def state(self) -> Literal["new", "accepted", "in work", "postponed", "answered"]:
        """How far it has come."""
        if self.answered:
            return "answered"
        if self.answers:
            return "postponed"
        if self.updates:
            return "in work"
        return "accepted" if self.acknowledged else "new"


@dataclass(slots=True, kw_only=True)
class PosQuirks:
    """Oddities; change them at any time.

    Those of attachments name files as they were written, with `*` for any part of a name.

    Attributes:
        no_applicant: Items come without an applicant.
        no_text: Items come without text and category.
        text_ids: Numbers of items and categories come as texts.
        extra_fields: Items have unknown fields.
        status: A word that items give as their `status`; nothing when empty.
        not_objects: The first page also holds items that are not objects.
        doubled: Each page but the first begins with the item that ended the one before.
        endless: After the last page that page comes again, and no page is marked as the last.
        second_answer: The HTTP status that refuses a second final answer: 409 or 400.
        gone: Attachments whose addresses answer 404.
        huge: Attachments that claim to have 2 GB and end early.
        abroad: Attachments that lie at another origin, which needs no token.
        dispositions: `Content-Disposition` of an attachment, by its name; an empty text
            leaves the header out.
    """

    no_applicant: bool = False
    no_text: bool = False
    text_ids: bool = False
    extra_fields: bool = False
    status: str = ""
    not_objects: bool = False
    doubled: bool = False
    endless: bool = False
    second_answer: int = 409
    gone: Collection[str] = ()
    huge: Collection[str] = ()
    abroad: Collection[str] = ()
    dispositions: Mapping[str, str] = field(default_factory=dict[str, str])


def matches_any(patterns: Collection[str], name: str) -> bool:
    """Whether one of some patterns means a file."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)
