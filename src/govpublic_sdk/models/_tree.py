"""Edits JSON trees: finds paths, removes them, attaches removed values to the models.

Paths count as VK counted them, also where list items before a place were left out. Nothing here
validates anything, and no tree is ever changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeGuard

from pydantic import BaseModel

__all__ = [
    "UNFIT",
    "Gaps",
    "Path",
    "Tree",
    "at",
    "dot_path",
    "hang",
    "is_dict",
    "is_list",
    "locate",
    "shape_of",
    "without",
]

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = Any

UNFIT = "unfit"
"""The property of a model that shows raw values, and the key under which they are kept."""


class Gaps:
    """Positions that were left out, and how those behind them moved.

    Args:
        cuts: Paths that were left out, by the positions of the whole tree.
    """

    def __init__(self, cuts: Iterable[Path]) -> None:
        self._cuts = frozenset(cuts)
        self._gone: dict[Path, list[int]] = {}
        for *inner, last in self._cuts:
            if isinstance(last, int):
                self._gone.setdefault(tuple(inner), []).append(last)
        for gone in self._gone.values():
            gone.sort()
        # How many items are left before each gap; it grows, so it can be searched.
        self._before = {
            path: [place - number for number, place in enumerate(gone)]
            for path, gone in self._gone.items()
        }

    def __contains__(self, path: Path) -> bool:
        """Whether exactly this was left out."""
        return path in self._cuts

    def whole(self, path: Path, place: int) -> int:
        """The position in the whole list of what is at a position of the shortened one."""
        before = self._before.get(path)
        return place if before is None else place + bisect_right(before, place)

    def to_shortened(self, path: Path, place: int) -> int:
        """The position in the shortened list of what is at a position of the whole one."""
        gone = self._gone.get(path)
        return place if gone is None else place - bisect_left(gone, place)


def locate(tree: Tree, loc: Path, gaps: Gaps) -> Path:
    """Return the path of a fault in the whole tree.

    Args:
        tree: The whole tree.
        loc: The place by pydantic, in the tree without the gaps. Steps that the tree does not
            have are pydantic's own: a missing key, a tag, a validator's name.
        gaps: Places that were left out.
    """
    node: Tree = tree
    path: Path = ()
    for step in loc:
        found = _step(node, step, path, gaps)
        if found is not None:
            node, path = node[found], (*path, found)
    return path


def _step(node: Tree, step: str | int, path: Path, gaps: Gaps) -> str | int | None:
    if is_list(node) and isinstance(step, int):
        return gaps.whole(path, step)
    known = is_dict(node) and step in node and (*path, step) not in gaps
    return step if known else None


def without(tree: Tree, cuts: Mapping[Path, object]) -> Tree:
    """A copy along the cut paths only; all else is shared."""
    if not cuts:
        return tree
    inner: dict[str | int, dict[Path, object]] = {}
    for path, kind in cuts.items():
        inner.setdefault(path[0], {})[path[1:]] = kind
    gone = {step for step, rest in inner.items() if () in rest}
    if is_dict(tree):
        return {k: without(v, inner.get(k, {})) for k, v in tree.items() if k not in gone}
    return [without(v, inner.get(i, {})) for i, v in enumerate(tree) if i not in gone]


def hang(value: object, raw: Tree, path: Path, gaps: Gaps, frame: int) -> bool:
    """Attach a raw value to the nearest model above its path; return whether there is one.

    Args:
        value: What was read.
        raw: What was left out.
        path: Where it stood.
        gaps: All places that were left out.
        frame: Models so near to the top are wrapping and keep nothing.
    """
    owner, depth = None, 0
    for length, step in enumerate(path):
        if length >= frame and _keeps_unfit(value):
            owner, depth = value, length
        if path[: length + 1] in gaps:
            break
        value = _child(value, step, path[:length], gaps)
    if owner is None:
        return False
    private: dict[str, Any] | None = owner.__pydantic_private__
    if private is None:
        private = {}
        object.__setattr__(owner, "__pydantic_private__", private)
    private.setdefault(UNFIT, {})[dot_path(path[depth:])] = raw
    return True


def _keeps_unfit(value: object) -> TypeGuard[BaseModel]:
    return isinstance(value, BaseModel) and hasattr(type(value), UNFIT)


def _child(value: object, step: str | int, path: Path, gaps: Gaps) -> object:
    if is_list(value) and isinstance(step, int):
        place = gaps.to_shortened(path, step)
        return value[place] if place < len(value) else None
    if is_dict(value):
        return value.get(step)
    if isinstance(value, BaseModel):
        name = _names(type(value)).get(str(step), str(step))
        return vars(value).get(name, (value.model_extra or {}).get(name))
    return getattr(value, str(step), None)


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    """Names of fields by the names that VK sends."""
    return {field.alias: name for name, field in model.model_fields.items() if field.alias}


def at(tree: Tree, path: Path) -> Tree:
    """The value at a place."""
    for step in path:
        tree = tree[step]
    return tree


def dot_path(path: Path) -> str:
    """A place as text, such as `items.50`."""
    return ".".join(map(str, path))


def shape_of(raw: object) -> str:
    """What a value looks like, without content: it may be a citizen's words."""
    if isinstance(raw, str):
        return f"text of {len(raw)}"
    if is_list(raw):
        return f"list of {len(raw)}"
    if is_dict(raw):
        return "{" + ", ".join(sorted(map(str, raw))) + "}"
    return "null" if raw is None else str(raw).lower()


def is_list(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether it is an array, also where a user's own code made it a tuple."""
    return isinstance(value, list | tuple)


def is_dict(value: object) -> TypeGuard[dict[str | int, Any]]:
    """Whether it is an object."""
    return isinstance(value, dict)
