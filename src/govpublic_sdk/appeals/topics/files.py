"""Topics out of a table or a JSON text; what they are compared with is told elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from govpublic_sdk._tables.files import opened
from govpublic_sdk._tables.workbook import as_text
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.normal_form import normal_form
from govpublic_sdk.appeals.topics.topic import Topic
from govpublic_sdk.errors import ParameterError

__all__ = ["topics_in"]

_HEADS: Final[Mapping[str, str]] = {
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
_MOST_BYTES = 50_000_000
_ALLOWED = (
    "columns «Группа» and «Тема» (or `group` and `topic`), filled in each row, or a JSON list of"
    " objects with these names"
)


def topics_in(path: Path) -> list[Topic]:
    """The topics of a file.

    Args:
        path: A csv, a workbook, or a JSON text.

    Raises:
        ConfigurationError: It is a workbook, and the extra `xlsx` is not installed.
        ParameterError: It is something else, or has no groups and topics.
    """
    rows = _of_json(path) if path.suffix.lower() == ".json" else _of_table(path)
    return [_topic(path, row) for row in rows]


def _of_table(path: Path) -> Iterator[Mapping[str, object]]:
    with opened(path, sheet=None, most_bytes=_MOST_BYTES, heads_known=_heads_known) as table:
        names: list[str | None] = []
        for line in table.lines():
            cells = [as_text(cell).strip() for cell in line.cells]
            if line.fault is not None:
                _refuse(path, Text("row {row}: {problem}", row=line.row, problem=line.fault))
            if not names:
                names = [_HEADS.get(normal_form(cell)) for cell in cells]
            elif any(cells):
                yield {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _heads_known(cells: list[str]) -> int:
    return len({name for cell in cells if (name := _HEADS.get(normal_form(cell)))})


def _of_json(path: Path) -> Iterator[Mapping[str, object]]:
    try:
        tree: Any = json.loads(path.read_bytes())
    except OSError as error:
        _refuse(path, error.strerror or "unreadable")
    except (ValueError, RecursionError):
        _refuse(path, "not JSON")
    for group, topics in _grouped(tree):
        yield from (_row(path, group, topic) for topic in _listed(path, topics))


def _grouped(tree: object) -> list[tuple[str | None, object]]:
    if isinstance(tree, dict):
        return list(cast("dict[str | None, object]", tree).items())
    return [(None, tree)]


def _listed(path: Path, topics: object) -> list[object]:
    if isinstance(topics, list):
        return cast("list[object]", topics)
    return _refuse(path, "not a list of topics")


def _row(path: Path, group: str | None, topic: object) -> Mapping[str, object]:
    named = {} if group is None else {"group": group}
    if isinstance(topic, str):
        return {**named, "topic": topic}
    if not isinstance(topic, dict):
        _refuse(path, "a topic that is neither a text nor an object")
    fields = cast("dict[str, object]", topic).items()
    return {**named, **{_HEADS.get(normal_form(name), name): value for name, value in fields}}


def _topic(path: Path, row: Mapping[str, object]) -> Topic:
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
