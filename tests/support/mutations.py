"""Changes of an answer as VK might make them tomorrow: fitting ones and unfit ones."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from roundtrip import Path

GONE = object()
ODD: tuple[tuple[type, tuple[Any, ...]], ...] = (
    (datetime, ({}, [], "soon", True, {"a": [1]})),
    (bool, ({}, [], 2, -1, "perhaps", 0.5)),
    (int, ({}, [], False, True, "many", 1.5, {"count": 1})),
    (float, ({}, [], False, "many", {"value": 1.5})),
    (str, ({}, [], True, False, ["text"])),
    (BaseModel, ([], "text", 5, True, False)),
    (list, ({}, "text", 5, True, {"0": 1})),
)


@dataclass(frozen=True)
class Place:
    """A declared field, and what it holds."""

    path: Path
    value: Any
    raw: Any
    required: bool


def places(read: Any, raw: Any, path: Path = ()) -> Iterator[Place]:
    """Every value that stands in a declared and typed field."""
    if isinstance(read, BaseModel) and isinstance(raw, dict):
        for name, field in type(read).model_fields.items():
            key, value = field.alias or name, getattr(read, name)
            if value is not None and key in raw and "Any" not in str(field.annotation):
                yield Place((*path, key), value, raw[key], key in identity(type(read)))
                yield from places(value, raw[key], (*path, key))
    elif isinstance(read, list) and isinstance(raw, list) and len(read) == len(raw):
        for index, value in enumerate(read):
            yield Place((*path, index), value, raw[index], required=True)
            yield from places(value, raw[index], (*path, index))


def identity(model: type[BaseModel]) -> set[str]:
    """Names under which a model's identity may come."""
    required = {name: one for name, one in model.model_fields.items() if one.is_required()}
    choices = [getattr(one.validation_alias, "choices", []) for one in required.values()]
    return {*required, *(str(name) for names in choices for name in names)}


def odd(place: Place, chance: random.Random) -> Any:
    """Something that does not fit there."""
    return chance.choice(next(odds for kind, odds in ODD if isinstance(place.value, kind)))


def fitting(place: Place, chance: random.Random) -> Any:
    """Something that fits there just as well, or nothing."""
    forms: list[Any] = [place.raw]
    if not place.required:
        forms += [None, GONE]
    if isinstance(place.value, bool):
        forms += [not place.value, int(place.value), str(int(place.value))]
    elif isinstance(place.value, int):
        forms += [str(place.value), float(place.value), place.value + 2**53]
    elif isinstance(place.value, str):
        forms += ["a new word", "", 17]
    elif isinstance(place.value, BaseModel) and isinstance(place.raw, dict):
        forms += [{**place.raw, "novelty": {"of": ["VK"]}}]
    return chance.choice(forms)


def changed(tree: Any, path: Path, value: Any) -> Any:
    """A copy of a tree with another value at a place, or without it."""
    tree = copy.deepcopy(tree)
    node = tree
    for step in path[:-1]:
        node = node[step]
    if value is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return tree


def apart(found: list[Place], chance: random.Random, count: int) -> list[Place]:
    """Some places of which none lies within another."""
    taken: list[Place] = []
    for place in chance.sample(found, min(count, len(found))):
        if not any(within(place.path, one.path) or within(one.path, place.path) for one in taken):
            taken.append(place)
    return taken


def within(path: Path, outer: Path) -> bool:
    return path[: len(outer)] == outer
