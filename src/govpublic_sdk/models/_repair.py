"""Reading an answer in spite of drift: read strictly, and only on failure cut out what did not fit.

The fast path is what bare pydantic costs. When it fails, the places in the `ValidationError` say
which values did not fit; they are cut out of the raw tree, the rest is read again, and the raw
values hang on the models that lost them (`model.unfit`). Nothing here knows any field.

    reader = Reader(Envelope[Items[Post]], frame=1)      # made once and kept
    value, drifts, unread = reader.read_json(body)

A required field that is cut makes its object unreadable, so the object is cut in the next round:
a field becomes None, a list item leaves its list. When that goes up to the frame, the answer is
not what was asked for: `Misread`.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError
from pydantic_core import from_json

from govpublic_sdk.models._tree import Path, at, dotted, hang, locate, shape_of, without

__all__ = ["Drift", "Misread", "Reader", "Reading", "from_text", "read_tree"]

T = TypeVar("T")
_ROUNDS = 8
_LARGE = 65_536
_building = Lock()


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
        super().__init__(kind, path)
        self.kind = kind
        self.path = path

    def __str__(self) -> str:
        """Why and where."""
        return f"{self.kind} at {dotted(self.path) or 'the top'}"


class Reading(NamedTuple, Generic[T]):
    """What was read, what drifted, and raw values that no model could keep, by their path."""

    value: T
    drifts: tuple[Drift, ...] = ()
    unread: Mapping[str, JsonValue] = {}


class Reader(Generic[T]):
    """Reads one shape; make it once and keep it.

    Args:
        shape: Whatever pydantic's `TypeAdapter` takes.
        frame: How many leading steps of a path must stand: a fault there is a `Misread`.
    """

    def __init__(self, shape: Any, *, frame: int = 0) -> None:
        with _building:
            _build(shape, set())
        self._adapter: TypeAdapter[T] = TypeAdapter(shape)
        self._frame = frame

    def read_json(self, body: bytes) -> Reading[T]:
        """Read JSON text.

        Raises:
            Misread: It is no JSON, or not what was asked for.
        """
        return _uncollected(len(body), lambda: self._read_json(body))

    def read_strictly(self, body: bytes) -> Reading[T] | None:
        """Read JSON text in which everything fits; None where anything does not."""
        try:
            return _uncollected(len(body), lambda: Reading(self._from_json(body)))
        except ValidationError:
            return None

    def read_value(self, tree: object) -> Reading[T]:
        """The same for JSON that was read already; the tree is not changed."""
        return read_tree(self._validate, tree, frame=self._frame)

    def _read_json(self, body: bytes) -> Reading[T]:
        try:
            return Reading(self._from_json(body))
        except ValidationError as error:
            tree = from_text(body)
            if _is_no_json(error):
                return self.read_value(tree)
            return _repaired(self._validate, tree, error, self._frame)

    def _from_json(self, body: bytes) -> T:
        value: T = self._adapter.validator.validate_json(body)
        return value

    def _validate(self, tree: object) -> T:
        value: T = self._adapter.validator.validate_python(tree)
        return value


def _build(shape: object, seen: set[object]) -> None:
    """Build the models inside of a shape, inmost first: shapes that are read later share them."""
    if not isinstance(shape, type) or not issubclass(shape, BaseModel):
        for part in get_args(shape):
            _build(part, seen)
    elif shape not in seen and not shape.__pydantic_complete__:
        seen.add(shape)
        for field in shape.model_fields.values():
            _build(field.annotation, seen)
        shape.model_rebuild(raise_errors=False)


def read_tree(validate: Callable[[Any], T], tree: object, *, frame: int = 0) -> Reading[T]:
    """Read a tree, if need be without the values that do not fit.

    Args:
        validate: Reads strictly and raises pydantic's `ValidationError`.
        tree: JSON as Python values; it is not changed.
        frame: How many leading steps of a path must stand.

    Raises:
        Misread: What did not fit is the frame itself, or eight rounds were not enough.
    """
    try:
        return Reading(validate(tree))
    except ValidationError as error:
        return _repaired(validate, tree, error, frame)


def _repaired(
    validate: Callable[[Any], T], tree: object, error: ValidationError, frame: int
) -> Reading[T]:
    cuts: dict[Path, str] = {}
    for _ in range(_ROUNDS):
        _add_cuts(cuts, tree, error, frame)
        try:
            value = validate(without(tree, cuts))
        except ValidationError as again:
            error = again
        else:
            return _hung(value, tree, cuts, frame)
    raise Misread("too_many_faults")


def _add_cuts(cuts: dict[Path, str], tree: object, error: ValidationError, frame: int) -> None:
    """Note where values did not fit, in the indexes of the whole tree."""
    before = dict(cuts)  # the places in the error speak of the tree without these
    shortened = {path[:-1] for path in before if isinstance(path[-1], int)}
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        path = locate(tree, fault["loc"], before, shortened)
        if len(path) <= frame:
            raise Misread(fault["type"], path) from None
        cuts.setdefault(path, fault["type"])
    for path in list(cuts):
        if any(path[:length] in cuts for length in range(frame + 1, len(path))):
            del cuts[path]  # an object that goes, goes whole


def _hung(value: T, tree: object, cuts: Mapping[Path, str], frame: int) -> Reading[T]:
    """Give the models back what they lost, as raw values."""
    raw = {path: at(tree, path) for path in cuts}
    homeless = [path for path in cuts if not hang(value, raw[path], path, cuts, frame)]
    drifts = tuple(Drift(path, kind, shape_of(raw[path])) for path, kind in cuts.items())
    return Reading(value, drifts, {dotted(path[frame:]): raw[path] for path in homeless})


def from_text(text: str | bytes | bytearray) -> Any:
    """The raw tree; what pydantic refuses (a lone surrogate, a byte order mark) `json` may take.

    Raises:
        Misread: It is no JSON.
    """
    try:
        return from_json(text)
    except ValueError:
        pass
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Misread("json_invalid") from None


def _is_no_json(error: ValidationError) -> bool:
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
