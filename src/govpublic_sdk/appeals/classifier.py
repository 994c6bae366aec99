"""Classifiers of topics: loaded from a file, and searched by names as persons type them.

The package ships no classifier: it is a document that changes.

Names are compared without case, «ё», punctuation, small words, doubled letters and common endings;
the order of words counts, and so does «не». Endings are cut by a list, from words of letters that
keep five of them: «тротуара» and «тротуаров» become the same, «дом» and «домов», «окно» and «окон»
do not. In doubt two names stay different.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.hidden import safe_repr
from govpublic_sdk._core.text import normal_form
from govpublic_sdk._spreadsheets.files import open_table
from govpublic_sdk._spreadsheets.xlsx_reader import as_text
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Category, Level

__all__ = [
    "Classifier",
    "Topic",
    "UnknownTopic",
    "comparable",
    "read_topics",
]


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


_SMALL: Final = frozenset(
    {"и", "или", "а", "в", "во", "на", "по", "о", "об", "обо", "с", "со", "у", "к", "ко", "из"}
    | {"за", "для", "от", "до", "при", "над", "под", "т", "ч", "д", "п", "др", "пр", "тд", "тп"}
)
_DOUBLED = re.compile(r"([а-я])\1")
_ENDINGS: Final = (
    *("иями", "иях", "иям", "ием", "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими"),
    *("ой", "ей", "ов", "ев", "ам", "ям", "ах", "ях", "ом", "ем", "ый", "ий", "ая", "яя", "ое"),
    *("ее", "ые", "ие", "ых", "их", "ую", "юю", "ым", "им", "ию", "ия", "ии"),
    *("а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"),
)
_STEM = re.compile(rf"([а-я]{{5,}}?)(?:{'|'.join(_ENDINGS)})")


def comparable(name: str) -> tuple[str, ...]:
    """The words that count, without their endings."""
    words = normal_form(name).split()
    return tuple(_stem(word) for word in words if word not in _SMALL) or tuple(words)


def _stem(word: str) -> str:
    """The word with single letters, without the longest ending that leaves five of them."""
    single = _DOUBLED.sub(r"\1", word)
    match = _STEM.fullmatch(single)
    return match[1] if match else single


_COLUMNS: Final[Mapping[str, str]] = {
    "group": "group",
    "группа": "group",
    "группа тем": "group",
    "topic": "topic",
    "тема": "topic",
    "id": "id",
    "код": "id",
    "код темы": "id",
    "group id": "group_id",
    "код группы": "group_id",
    "description": "description",
    "описание": "description",
}
_MAX_BYTES = 50_000_000  # bytes; a classifier has some thousand topics
_ALLOWED = (
    "columns «Группа» and «Тема» (or `group` and `topic`), filled in each row, or a JSON list of"
    " objects with these names"
)


def read_topics(path: Path) -> list[Topic]:
    """The topics of a file.

    Args:
        path: A csv, a workbook, or a JSON text.

    Raises:
        ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
        ParameterError: It is something else, or has no groups and topics.
    """
    rows = _read_json(path) if path.suffix.lower() == ".json" else _read_table(path)
    return [_build_topic(path, row) for row in rows]


def _read_table(path: Path) -> Iterator[Mapping[str, object]]:
    with open_table(
        path, sheet=None, max_bytes=_MAX_BYTES, heads_known=_count_known_columns
    ) as table:
        names: list[str | None] = []
        for line in table.lines():
            cells = [as_text(cell).strip() for cell in line.cells]
            if line.fault is not None:
                _refuse(path, Text("row {row}: {problem}", row=line.row, problem=line.fault))
            if not names:
                names = [_COLUMNS.get(normal_form(cell)) for cell in cells]
            elif any(cells):
                yield {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _count_known_columns(cells: list[str]) -> int:
    return len({name for cell in cells if (name := _COLUMNS.get(normal_form(cell)))})


def _read_json(path: Path) -> Iterator[Mapping[str, object]]:
    try:
        tree: Any = json.loads(path.read_bytes())
    except OSError as error:
        _refuse(path, error.strerror or "unreadable")
    except (ValueError, RecursionError):
        _refuse(path, "not JSON")
    for group, topics in _group_topics(tree):
        yield from (_build_row(path, group, topic) for topic in _list_topics(path, topics))


def _group_topics(tree: object) -> list[tuple[str | None, object]]:
    if isinstance(tree, dict):
        return list(cast("dict[str | None, object]", tree).items())
    return [(None, tree)]


def _list_topics(path: Path, topics: object) -> list[object]:
    if isinstance(topics, list):
        return cast("list[object]", topics)
    return _refuse(path, "not a list of topics")


def _build_row(path: Path, group: str | None, topic: object) -> Mapping[str, object]:
    named = {} if group is None else {"group": group}
    if isinstance(topic, str):
        return {**named, "topic": topic}
    if not isinstance(topic, dict):
        _refuse(path, "a topic that is neither a text nor an object")
    fields = cast("dict[str, object]", topic).items()
    return {**named, **{_COLUMNS.get(normal_form(name), name): value for name, value in fields}}


def _build_topic(path: Path, row: Mapping[str, object]) -> Topic:
    texts = {name: " ".join(str(value).split()) for name, value in row.items() if value is not None}
    if not texts.get("group") or not texts.get("topic"):
        _refuse(path, "a topic without a group or a name")
    return Topic(
        group=texts["group"],
        topic=texts["topic"],
        id=texts.get("id") or None,
        group_id=texts.get("group_id") or None,
        description=texts.get("description") or None,
    )


def _refuse(path: Path, what: str | Text) -> NoReturn:
    raise ParameterError(
        "path",
        Text(
            "{file}: {problem}",
            file=show_value(path.name),
            problem=what if isinstance(what, Text) else Text(what),
        ),
        _ALLOWED,
    )


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

    Two topics whose names differ only by endings or small words are found by their
    exact names only; see `alike`.

    Args:
        topics: The topics in their order; of one that comes twice, the first counts.

    Raises:
        ParameterError: Without topics, or one has no name.
    """

    @check_arguments
    def __init__(self, topics: Iterable[Topic]) -> None:
        self._exact = _index_by_name(topics)
        self._topics = tuple(self._exact.values())
        self._alike = _index_by_form(self._topics)
        self._groups = {
            form: topic for topic in reversed(self._topics) for form in _forms_of_group(topic.group)
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
        return cls(read_topics(Path(path)))

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
        return tuple(dict.fromkeys(topic.group for topic in self._topics))

    @property
    def alike(self) -> tuple[tuple[Topic, ...], ...]:
        """Topics of one group whose names differ by endings or small words only."""
        return tuple(tuple(found) for found in self._alike.values() if len(found) > 1)

    @partial(check_arguments, reads_data=True)
    def find(self, group: str | None, topic: str | None) -> Topic | None:
        """The topic that is meant.

        Args:
            group: The group as a person typed it; None to search all groups.
            topic: The topic as a person typed it.

        Returns:
            The topic; None if nothing or more than one topic matches.
        """
        if not topic:
            return None
        if group is None:
            matches = {one for name in self.groups if (one := self.find(name, topic))}
            return matches.pop() if len(matches) == 1 else None
        exact = self._exact.get((normal_form(group), normal_form(topic)))
        near = self._alike.get((comparable(group), comparable(topic)), [])
        return exact or (near[0] if len(near) == 1 else None)

    @check_arguments
    def canonical(self, category: Category) -> Category:
        """A category with the names and ids of the classifier; what it does not have stays.

        Args:
            category: As sent by a channel.
        """
        group, topic = _level_name(category.group), _level_name(category.topic)
        match = self.find(group, topic)
        if match:
            levels = {"group": _group_level(match), "topic": Level(id=match.id, name=match.topic)}
            return category.model_copy(update=levels)
        known = self._find_group(group)
        return category.model_copy(update={"group": _group_level(known)}) if known else category

    @check_arguments
    def missing(self, categories: Iterable[Category | None]) -> tuple[UnknownTopic, ...]:
        """Which categories the classifier does not have, the most frequent first.

        Args:
            categories: Those of appeals; None for an appeal without one, which is not counted.
        """
        counts: Counter[tuple[str | None, str | None]] = Counter(
            (_level_name(category.group), _level_name(category.topic))
            for category in categories
            if category is not None
        )
        return tuple(
            UnknownTopic(group, topic, count)
            for (group, topic), count in counts.most_common()
            if self.find(group, topic) is None
        )

    def _find_group(self, name: str | None) -> Topic | None:
        """A topic of a group, by the name of the group."""
        if not name:
            return None
        exact, near = _forms_of_group(name)
        return self._groups.get(exact) or self._groups.get(near)


def _index_by_name(topics: Iterable[Topic]) -> dict[tuple[str, str], Topic]:
    index: dict[tuple[str, str], Topic] = {}
    for position, topic in enumerate(topics):
        name = normal_form(topic.group), normal_form(topic.topic)
        if not all(name):
            raise ParameterError(
                f"topics[{position}]", "empty name", "a group and a topic with names"
            )
        index.setdefault(name, topic)
    if not index:
        raise ParameterError("topics", "empty", "at least one topic")
    return index


def _index_by_form(
    topics: Iterable[Topic],
) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[Topic]]:
    index: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Topic]] = {}
    for topic in topics:
        index.setdefault((comparable(topic.group), comparable(topic.topic)), []).append(topic)
    return index


def _forms_of_group(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (normal_form(name),), comparable(name)


def _group_level(topic: Topic) -> Level:
    return Level(id=topic.group_id, name=topic.group)


def _level_name(level: Level | None) -> str | None:
    return level.name if level else None
