"""Surgery on JSON: find a place, leave places out, hang what was left out on what was read.

Paths count as VK counted them, also where list items before a place were left out. Nothing here
validates anything, and no tree is ever changed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeGuard

from pydantic import BaseModel

__all__ = ["UNFIT", "Path", "at", "dotted", "hang", "locate", "shape_of", "without"]

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = Any

UNFIT = "unfit"
"""The property of a model that shows raw values, and the key under which they are kept."""


def locate(tree: Tree, loc: Path, cuts: Container[Path], shortened: Container[Path]) -> Path:
    """Where a fault stands in the whole tree.

    Args:
        tree: The whole tree.
        loc: The place by pydantic, in the tree without the cuts. Steps that the tree does not
            have are pydantic's own: a missing key, a tag, a validator's name.
        cuts: Places that were left out.
        shortened: Lists that became shorter by that.
    """
    node: Tree = tree
    path: Path = ()
    for step in loc:
        found = _step(node, step, path, cuts, shortened)
        if found is not None:
            node, path = node[found], (*path, found)
    return path


def _step(
    node: Tree, step: str | int, path: Path, cuts: Container[Path], shortened: Container[Path]
) -> str | int | None:
    if is_list(node) and isinstance(step, int):
        if path not in shortened:
            return step
        return [index for index in range(len(node)) if (*path, index) not in cuts][step]
    known = is_dict(node) and step in node and (*path, step) not in cuts
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


def hang(value: object, raw: Tree, path: Path, cuts: Container[Path], frame: int) -> bool:
    """Hang a raw value on the nearest model above its place; whether there was one.

    Args:
        value: What was read.
        raw: What was left out.
        path: Where it stood.
        cuts: All places that were left out.
        frame: Models so near to the top are wrapping and keep nothing.
    """
    owner, depth = None, 0
    for length, step in enumerate(path):
        if length >= frame and _keeps_unfit(value):
            owner, depth = value, length
        if path[: length + 1] in cuts:
            break
        value = _child(value, step, path[:length], cuts)
    if owner is None:
        return False
    private: dict[str, Any] | None = owner.__pydantic_private__
    if private is None:
        private = {}
        object.__setattr__(owner, "__pydantic_private__", private)
    private.setdefault(UNFIT, {})[dotted(path[depth:])] = raw
    return True


def _keeps_unfit(value: object) -> TypeGuard[BaseModel]:
    return isinstance(value, BaseModel) and hasattr(type(value), UNFIT)


def _child(value: object, step: str | int, path: Path, cuts: Container[Path]) -> object:
    if is_list(value) and isinstance(step, int):
        return value[step - sum((*path, index) in cuts for index in range(step))]
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


def dotted(path: Path) -> str:
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
