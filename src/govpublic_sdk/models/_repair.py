"""Reading an answer in spite of drift: read strictly, and only on failure cut out what did not fit.

The fast path is what bare pydantic costs. When it fails, the places in the `ValidationError` say
which values did not fit; they are cut out of the raw tree, the rest is read again, and the raw
values hang on the models that lost them (`model.unfit`). Nothing here knows any field.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeAlias, TypeGuard, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

__all__ = ["UNFIT", "Drift", "Misread", "Reader", "repaired"]

T = TypeVar("T")
Validator: TypeAlias = Any  # pydantic's own type is private where plugins are installed
Path: TypeAlias = tuple[str | int, ...]
Raw: TypeAlias = Any
_ROUNDS = 8
_LARGE = 65_536
UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Drift:
    """A value that did not fit.

    Attributes:
        path: Where it stood in the answer.
        kind: Why it did not fit, in pydantic's words, such as `int_type`.
        shape: What it was, without content: `text of 214`, `list of 0`, numbers as they are.
    """

    path: Path
    kind: str
    shape: str


class Misread(ValueError):
    """An answer that is not what was asked for; it holds no content.

    Attributes:
        kind: Why, in pydantic's words; `json_invalid` when it is no JSON at all.
        path: Where.
    """

    def __init__(self, kind: str, path: Path = ()) -> None:
        super().__init__(f"{kind} at {'.'.join(map(str, path)) or 'the top'}")
        self.kind = kind
        self.path = path


class Reader(Generic[T]):
    """Reads one shape; make it once and keep it.

    Args:
        shape: Whatever pydantic's `TypeAdapter` takes.
        frame: How many leading steps of a path must stand: a fault there is a `Misread`.
    """

    def __init__(self, shape: Any, *, frame: int = 0) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(shape)
        self._frame = frame

    def read_json(self, body: bytes) -> tuple[T, tuple[Drift, ...], Mapping[str, Raw]]:
        """The value, what drifted, and raw values that no model could keep.

        Raises:
            Misread: It is no JSON, or not what was asked for.
        """
        return _uncollected(len(body), lambda: self._read_json(body))

    def read_value(self, tree: Raw) -> tuple[T, tuple[Drift, ...], Mapping[str, Raw]]:
        """The same for JSON that was read already; the tree is not changed."""
        validator = self._validator
        try:
            return validator.validate_python(tree), (), {}
        except ValidationError as error:
            return repaired(validator, tree, error, self._frame)

    @property
    def _validator(self) -> Any:
        return self._adapter.validator

    def _read_json(self, body: bytes) -> tuple[T, tuple[Drift, ...], Mapping[str, Raw]]:
        validator = self._validator
        try:
            return validator.validate_json(body), (), {}
        except ValidationError as error:
            tree = _tree(body)
            if _no_json(error):
                return self.read_value(tree)
            return repaired(validator, tree, error, self._frame)


def repaired(
    validator: Validator, tree: Raw, error: ValidationError, frame: int
) -> tuple[Any, tuple[Drift, ...], Mapping[str, Raw]]:
    """Read a tree whose reading failed, without the values that did not fit.

    Raises:
        Misread: What did not fit is the frame itself, or eight rounds were not enough.
    """
    cuts: dict[Path, str] = {}
    for _ in range(_ROUNDS):
        _add_cuts(cuts, tree, error, frame)
        try:
            value = validator.validate_python(_without(tree, cuts))
        except ValidationError as again:
            error = again
            continue
        places = {path: _at(tree, path) for path in cuts}
        unread = {
            _dotted(p[frame:]): raw for p, raw in places.items() if not _hang(value, raw, p, cuts)
        }
        drifts = tuple(Drift(path, kind, _shape(places[path])) for path, kind in cuts.items())
        return value, drifts, unread
    raise Misread("too_many_faults")


def _add_cuts(cuts: dict[Path, str], tree: Raw, error: ValidationError, frame: int) -> None:
    """Note where values did not fit, in the indexes of the whole tree."""
    before = dict(cuts)
    shortened = {path[:-1] for path in before if isinstance(path[-1], int)}
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        path = _locate(tree, fault["loc"], before, shortened)
        if len(path) <= frame:
            raise Misread(fault["type"], path) from None
        cuts.setdefault(path, fault["type"])
    for path in list(cuts):
        if any(path[:length] in cuts for length in range(frame + 1, len(path))):
            del cuts[path]


def _locate(tree: Raw, loc: Path, cuts: Mapping[Path, str], shortened: set[Path]) -> Path:
    """Where a fault stands in the whole tree; steps that are not in it are pydantic's own."""
    node: Raw = tree
    path: Path = ()
    for step in loc:
        found = _step(node, step, path, cuts, shortened)
        if found is not None:
            node, path = node[found], (*path, found)
    return path


def _step(
    node: Raw, step: str | int, path: Path, cuts: Mapping[Path, str], shortened: set[Path]
) -> str | int | None:
    if _is_list(node) and isinstance(step, int):
        if path not in shortened:
            return step
        return [index for index in range(len(node)) if (*path, index) not in cuts][step]
    known = _is_dict(node) and step in node and (*path, step) not in cuts
    return step if known else None


def _without(tree: Raw, cuts: Mapping[Path, str]) -> Raw:
    """A copy along the cut paths only; all else is shared."""
    if not cuts:
        return tree
    inner: dict[str | int, dict[Path, str]] = {}
    for path, kind in cuts.items():
        inner.setdefault(path[0], {})[path[1:]] = kind
    gone = {step for step, rest in inner.items() if () in rest}
    if _is_dict(tree):
        return {k: _without(v, inner.get(k, {})) for k, v in tree.items() if k not in gone}
    return [_without(v, inner.get(i, {})) for i, v in enumerate(tree) if i not in gone]


def _hang(value: Any, raw: Raw, path: Path, cuts: Mapping[Path, str]) -> bool:
    """Hang a raw value on the nearest model beside its path; whether there was one."""
    owner, depth = None, 0
    for length, step in enumerate(path):
        if _keeps_unfit(value):
            owner, depth = value, length
        if path[: length + 1] in cuts:
            break
        value = _child(value, step, path[:length], cuts)
    if owner is None:
        return False
    private: dict[str, Any] = owner.__pydantic_private__ or {}
    kept = {**private.get(UNFIT, {}), _dotted(path[depth:]): raw}
    object.__setattr__(owner, "__pydantic_private__", {**private, UNFIT: kept})
    return True


def _keeps_unfit(value: object) -> TypeGuard[BaseModel]:
    return isinstance(value, BaseModel) and hasattr(type(value), UNFIT)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list | tuple)


def _is_dict(value: object) -> TypeGuard[dict[str | int, Any]]:
    return isinstance(value, dict)


def _child(value: Any, step: str | int, path: Path, cuts: Mapping[Path, str]) -> Any:
    if _is_list(value) and isinstance(step, int):
        return value[step - sum((*path, i) in cuts for i in range(step))]
    if _is_dict(value):
        return value.get(step)
    if isinstance(value, BaseModel):
        name = _names(type(value)).get(str(step), str(step))
        extra = value.__pydantic_extra__ or {}
        return value.__dict__.get(name, extra.get(name))
    return getattr(value, str(step), None)


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    return {field.alias: name for name, field in model.model_fields.items() if field.alias}


def _at(tree: Raw, path: Path) -> Raw:
    for step in path:
        tree = tree[step]
    return tree


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


def _shape(raw: Raw) -> str:
    if isinstance(raw, str):
        return f"text of {len(raw)}"
    if _is_list(raw):
        return f"list of {len(raw)}"
    if _is_dict(raw):
        return "{" + ", ".join(sorted(map(str, raw))) + "}"
    return "null" if raw is None else str(raw).lower()


def _tree(body: bytes) -> Raw:
    """The raw tree; what pydantic refuses (a lone surrogate, a byte order mark) `json` may take."""
    try:
        return from_json(body)
    except ValueError:
        pass
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Misread("json_invalid") from None


def _no_json(error: ValidationError) -> bool:
    return any(fault["type"] == "json_invalid" for fault in error.errors(include_input=False))


def _uncollected(size: int, read: Callable[[], T]) -> T:
    """Read a large body without the garbage collector, which would walk all of it many times."""
    if size < _LARGE or not gc.isenabled():
        return read()
    gc.disable()
    try:
        return read()
    finally:
        gc.enable()
