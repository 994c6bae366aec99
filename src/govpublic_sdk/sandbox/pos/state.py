"""State of the sandbox's ПОС: its classifier, appeals, files and quirks.

Ids and names of the classifier are invented; the platform's own classifier is not public.
Network and server failures, such as 500 with a page or a lost response, are `box.faults`.
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
    """Topic of an appeal: «категория» and optionally «подкатегория» and «факт»."""

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
    """Yield the topics of all levels with ids 100, 110, 111 and so on."""
    for index, (category, parts) in enumerate(CLASSIFIER, 1):
        subject = Level(index * 100, category)
        yield Topic(subject)
        for number, (name, facts) in enumerate(parts, 1):
            subsubject = Level(subject.id + number * 10, name)
            yield Topic(subject, subsubject)
            numbered = enumerate(facts, subsubject.id + 1)
            yield from (Topic(subject, subsubject, Level(*fact)) for fact in numbered)


def find_topic(name: str) -> Topic:
    """Return the topic whose finest level has a name.

    Raises:
        ValueError: The classifier does not contain the name.
    """
    known = {
        (topic.fact or topic.subsubject or topic.subject).name: topic for topic in list_topics()
    }
    if name not in known:
        raise ValueError(f"category: {name!r} (expected one of {', '.join(known)})")
    return known[name]


def choose_topic(chance: random.Random) -> Topic:
    """Return a random topic of any level."""
    return chance.choice(list(list_topics()))


def make_text(topic: Topic, number: int) -> str:
    """Return the text of an appeal about a topic, unique by the number."""
    about = (topic.fact or topic.subsubject or topic.subject).name
    return f"{about}: прошу принять меры. Вымышленное сообщение песочницы, {number}."


@dataclass(frozen=True, slots=True)
class PosFile:
    """A file of a citizen or of an organisation.

    Attributes:
        name: File name as sent.
        content: Bytes of the file.
    """

    name: str
    content: bytes = field(repr=False)


@dataclass(slots=True, eq=False, kw_only=True)
class PosAppeal:
    """A message of a citizen.

    Attributes:
        id: Id of the message.
        text: Text of the message.
        topic: Topic of the classifier.
        citizen: Number of the author, 7 for «Житель 7»; None if anonymous.
        joined: Numbers of the co-authors of a collective message.
        place: Place of the problem.
        files: Keys of the attachments, the last part of their URLs.
        written: Time of writing, in Unix seconds.
        answer_at: Deadline of the reply, in Unix seconds.
        fast_track: Whether the shorter deadline applies.
        acknowledged: How many times the document system accepted the message.
        updates: Accepted updates as received, oldest first.
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
        """The updates that are replies."""
        return [update for update in self.updates if update["answer"]]

    @property
    def answered(self) -> bool:
        """Whether a final reply was accepted. A postponement is not final."""
        return any(answer.get("appealAnswerType") != "POSTPONED" for answer in self.answers)

    @property
    def state(self) -> Literal["new", "accepted", "in work", "postponed", "answered"]:
        """The processing state."""
        if self.answered:
            return "answered"
        if self.answers:
            return "postponed"
        if self.updates:
            return "in work"
        return "accepted" if self.acknowledged else "new"


@dataclass(slots=True, kw_only=True)
class PosQuirks:
    """Deviations of the sandbox's ПОС, all off by default; change them at any time.

    Quirks of attachments take file names, with `*` for any part of a name.

    Attributes:
        no_applicant: Items have no applicant.
        no_text: Items have no text and no category.
        text_ids: Ids of items and categories are strings.
        extra_fields: Items have unknown fields.
        status: Value of the field `status` of items; omitted if empty.
        not_objects: The first page also contains items that are not objects.
        doubled: Each page but the first begins with the last item of the page before.
        endless: The last page repeats forever, and no page is marked as the last.
        second_answer: The HTTP status that refuses a second final reply: 409 or 400.
        gone: Attachments whose URLs return 404.
        huge: Attachments that declare 2 GB and end early.
        abroad: Attachments at another origin, which needs no token.
        dispositions: `Content-Disposition` of attachments by name; an empty string omits
            the header.
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
    """Return whether a file name matches one of some patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)
