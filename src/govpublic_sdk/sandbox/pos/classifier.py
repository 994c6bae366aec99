"""What citizens of the sandbox write about: a made-up classifier in three levels, with texts.

Numbers and names are of this sandbox only; the platform's own classifier is not public.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["CLASSIFIER", "Level", "Topic", "any_topic", "sentence", "topic_named"]


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


def topics() -> Iterator[Topic]:
    """Each topic down to each level; the numbers are 100, 110, 111 and so on."""
    for place, (category, parts) in enumerate(CLASSIFIER, 1):
        subject = Level(place * 100, category)
        yield Topic(subject)
        for part, (name, facts) in enumerate(parts, 1):
            subsubject = Level(subject.id + part * 10, name)
            yield Topic(subject, subsubject)
            numbered = enumerate(facts, subsubject.id + 1)
            yield from (Topic(subject, subsubject, Level(*fact)) for fact in numbered)


def topic_named(name: str) -> Topic:
    """The topic whose finest level has a name.

    Raises:
        ValueError: No level has it.
    """
    known = {(one.fact or one.subsubject or one.subject).name: one for one in topics()}
    if name not in known:
        raise ValueError(f"category: {name!r} (expected one of {', '.join(known)})")
    return known[name]


def any_topic(chance: random.Random) -> Topic:
    """A topic by chance, now and then one whose fact is open."""
    return chance.choice(list(topics()))


def sentence(topic: Topic, number: int) -> str:
    """What a citizen might write about a topic; the number makes it one of a kind."""
    about = (topic.fact or topic.subsubject or topic.subject).name
    return f"{about}: прошу принять меры. Вымышленное сообщение песочницы, {number}."
