"""Topics of appeals as an authority lists them, found again however they are typed.

Nothing here guesses a topic from a text, and no classifier is shipped: it is a document that
changes, so it is loaded from a file. Files are read next door.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from govpublic_sdk._hidden import safe_repr
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.normal_form import normal_form
from govpublic_sdk.appeals.topics.comparing import comparable
from govpublic_sdk.appeals.topics.files import topics_in
from govpublic_sdk.appeals.topics.topic import Topic
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Category, Level

__all__ = ["Classifier", "Topic", "UnknownTopic"]


@dataclass(frozen=True, slots=True)
class UnknownTopic:
    """A category that a classifier does not have.

    Attributes:
        group: Its group as it was written.
        topic: Its topic as it was written.
        count: How many appeals have it.
    """

    group: str | None
    topic: str | None
    count: int


class Classifier:
    """A list of groups and topics.

    Two topics whose names cannot be told apart but by endings or small words are found by their
    exact names only; see `alike`.

    Args:
        topics: The topics in their order; of one that comes twice, the first counts.

    Raises:
        ParameterError: There are none, or one has no name.
    """

    @check_arguments
    def __init__(self, topics: Iterable[Topic]) -> None:
        self._exact = _by_name(topics)
        self._topics = tuple(self._exact.values())
        self._alike = _by_form(self._topics)
        self._groups = {
            form: one for one in reversed(self._topics) for form in _forms_of_group(one.group)
        }

    @classmethod
    @check_arguments
    def read(cls, path: str | os.PathLike[str]) -> Classifier:
        """Read a classifier from a file.

        Args:
            path: A csv or a workbook with columns `group` and `topic` («группа», «тема»), and, if
                you like, `id`, `group_id` and `description`; or a JSON list of objects with these
                names, or a JSON object of groups with a list of topics each.

        Raises:
            ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
            ParameterError: It is something else, or lists no topics.
        """
        return cls(topics_in(Path(path)))

    @safe_repr
    def __repr__(self) -> str:
        """How much there is."""
        return f"<Classifier: {len(self)} topics in {len(self.groups)} groups>"

    def __len__(self) -> int:
        """How many topics there are."""
        return len(self._topics)

    def __iter__(self) -> Iterator[Topic]:
        """The topics in their order."""
        return iter(self._topics)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups in their order."""
        return tuple(dict.fromkeys(one.group for one in self._topics))

    @property
    def alike(self) -> tuple[tuple[Topic, ...], ...]:
        """Topics of one group whose names differ by endings or small words only."""
        return tuple(tuple(found) for found in self._alike.values() if len(found) > 1)

    @partial(check_arguments, reads_data=True)
    def find(self, group: str | None, topic: str | None) -> Topic | None:
        """The topic that is meant.

        Args:
            group: The group as somebody typed it; None to look through all groups.
            topic: The topic as somebody typed it.

        Returns:
            The topic; None where there is none, or where several could be meant.
        """
        if not topic:
            return None
        if group is None:
            found = {one for name in self.groups if (one := self.find(name, topic))}
            return found.pop() if len(found) == 1 else None
        exact = self._exact.get((normal_form(group), normal_form(topic)))
        near = self._alike.get((comparable(group), comparable(topic)), [])
        return exact or (near[0] if len(near) == 1 else None)

    @check_arguments
    def canonical(self, category: Category) -> Category:
        """A category with the names and ids of the classifier; what it does not have stays.

        Args:
            category: As a channel tells it.
        """
        group, topic = _name(category.group), _name(category.topic)
        found = self.find(group, topic)
        if found:
            levels = {"group": _group(found), "topic": Level(id=found.id, name=found.topic)}
            return category.model_copy(update=levels)
        known = self._group_called(group)
        return category.model_copy(update={"group": _group(known)}) if known else category

    @check_arguments
    def missing(self, categories: Iterable[Category | None]) -> tuple[UnknownTopic, ...]:
        """Which categories the classifier does not have, the most frequent first.

        Args:
            categories: Those of appeals; None for an appeal without one, which is not counted.
        """
        counts: Counter[tuple[str | None, str | None]] = Counter(
            (_name(one.group), _name(one.topic)) for one in categories if one is not None
        )
        return tuple(
            UnknownTopic(group, topic, count)
            for (group, topic), count in counts.most_common()
            if self.find(group, topic) is None
        )

    def _group_called(self, name: str | None) -> Topic | None:
        """A topic of a group, by the name of the group."""
        if not name:
            return None
        exact, near = _forms_of_group(name)
        return self._groups.get(exact) or self._groups.get(near)


def _by_name(topics: Iterable[Topic]) -> dict[tuple[str, str], Topic]:
    found: dict[tuple[str, str], Topic] = {}
    for place, one in enumerate(topics):
        name = normal_form(one.group), normal_form(one.topic)
        if not all(name):
            raise ParameterError(f"topics[{place}]", "empty name", "a group and a topic with names")
        found.setdefault(name, one)
    if not found:
        raise ParameterError("topics", "empty", "at least one topic")
    return found


def _by_form(
    topics: Iterable[Topic],
) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[Topic]]:
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Topic]] = {}
    for one in topics:
        found.setdefault((comparable(one.group), comparable(one.topic)), []).append(one)
    return found


def _forms_of_group(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (normal_form(name),), comparable(name)


def _group(topic: Topic) -> Level:
    return Level(id=topic.group_id, name=topic.group)


def _name(level: Level | None) -> str | None:
    return level.name if level else None
