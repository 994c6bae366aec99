"""Reading an answer in spite of drift: read strictly, and only on failure cut out what did not fit.

The fast path is what bare pydantic costs. When it fails, the places in the `ValidationError` say
which values did not fit; they are cut out of the raw tree, the rest is read again, and the raw
values are kept by the models that lost them (`model.unfit`).

    reader = Reader(Envelope[Items[Post]], frame=1)      # made once and kept
    value, drifts, unread = reader.read_json(body)

A required field that is cut makes its object unreadable, so the object is cut in the next round:
a field becomes None, a list item leaves its list. When that goes up to the frame, the answer is
not what was asked for: `Misread`.

A body with wrong bytes is parsed by `_damage`. Its damaged values are cut like unfit ones. Texts
are put back afterwards as far as they are legible, unless their object needs them: identity is
never taken from damaged bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError
from pydantic_core import from_json

from govpublic_sdk.models._damage import Damaged, NoJson, Parsed, parse, split
from govpublic_sdk.models._tree import (
    Gaps,
    Path,
    Tree,
    at,
    dot_path,
    hang,
    locate,
    shape_of,
    without,
)

__all__ = [
    "Drift",
    "Misread",
    "Reader",
    "Reading",
    "from_text",
    "parse_body",
    "read_marked",
    "read_tree",
]

T = TypeVar("T")
_ROUNDS = 8  # each removes what the one before made invalid; real answers take two
_LARGE = 65_536  # bytes; below it the pause of the collector costs more than it saves
_building = Lock()


@dataclass(frozen=True, slots=True)
class Drift:
    """A value that did not fit.

    Attributes:
        path: Where it stood in the answer.
        kind: Why it did not fit, in pydantic's words, such as `int_type`; `damaged_text`,
            `damaged_key` or `control_character` where bytes are wrong.
        shape: What it was, without content: `text of 214`, `list of 0`, numbers as they are.
    """

    path: Path
    kind: str
    shape: str


class Misread(ValueError):
    """An answer that is not what was asked for; it holds no content.

    Attributes:
        kind: Why, in pydantic's words; `json_invalid` if it is not JSON.
        path: Where.
    """

    def __init__(self, kind: str, path: Path = ()) -> None:
        super().__init__(kind, path)
        self.kind = kind
        self.path = path

    def __str__(self) -> str:
        """Why and where."""
        return f"{self.kind} at {dot_path(self.path) or 'the top'}"


class Reading(NamedTuple, Generic[T]):
    """What was read, what drifted, and raw values that no model could keep, by their path."""

    value: T
    drifts: tuple[Drift, ...] = ()
    unparsed: Mapping[str, JsonValue] = {}


class Reader(Generic[T]):
    """Reads one shape; make it once and keep it.

    Args:
        shape: Whatever pydantic's `TypeAdapter` takes.
        frame: How many leading steps of a path must fit: a fault there is a `Misread`.
    """

    def __init__(self, shape: Any, *, frame: int = 0) -> None:
        with _building:
            _build(shape, set())
        self._adapter: TypeAdapter[T] = TypeAdapter(shape)
        self._frame = frame

    def read_json(self, body: bytes, charset: str | None = None) -> Reading[T]:
        """Read JSON text; wrong bytes cost the values that they hit.

        Args:
            body: The text.
            charset: The encoding that a header names, for what is not UTF-8.

        Raises:
            Misread: It is not JSON, or not the expected type.
        """
        return _without_collector(len(body), lambda: self._read_json(body, charset))

    def read_raw(self, body: bytes, charset: str | None = None) -> tuple[Reading[T], bool]:
        """Read JSON text whose parts are read later by `read_value` or `read_marked`.

        Returns:
            The raw JSON in its frame, and whether it may contain marks of damaged bytes.

        Raises:
            Misread: It is not JSON, or not the expected type.
        """

        def read() -> tuple[Reading[T], bool]:
            found = parse_body(body, charset)
            return self.read_value(found.tree), found.marked

        return _without_collector(len(body), read)

    def read_strictly(self, body: bytes) -> Reading[T] | None:
        """Read JSON text in which everything fits; None where anything does not."""
        try:
            return _without_collector(len(body), lambda: Reading(self._from_json(body)))
        except ValidationError:
            return None

    def read_value(self, tree: object) -> Reading[T]:
        """The same for JSON that was read already; the tree is not changed."""
        return read_tree(self._validate, tree, frame=self._frame)

    def read_marked(self, tree: object) -> Reading[T]:
        """The same for JSON that may contain marks of damaged bytes."""
        return read_marked(self._validate, tree, frame=self._frame)

    def _read_json(self, body: bytes, charset: str | None) -> Reading[T]:
        try:
            return Reading(self._from_json(body))
        except ValidationError as error:
            if not _is_no_json(error):
                return _repair(self._validate, from_text(body), error, self._frame)
        found = parse_body(body, charset)
        try:
            return self.read_marked(found.tree) if found.marked else self.read_value(found.tree)
        except Misread as misread:
            if found.marked or found.prefixed:  # the next answer may be undamaged
                raise Misread("json_invalid", misread.path) from None
            raise

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
        frame: How many leading steps of a path must fit.

    Raises:
        Misread: What did not fit is the frame itself, or eight rounds were not enough.
    """
    try:
        return Reading(validate(tree))
    except ValidationError as error:
        return _repair(validate, tree, error, frame)


def read_marked(validate: Callable[[Any], T], tree: object, *, frame: int = 0) -> Reading[T]:
    """Read a tree that may contain marks of `_damage`; see `read_tree`.

    Raises:
        Misread: What is damaged is the frame itself, or it is nested too deeply.
    """
    try:
        probe, legible, damage = split(tree)
    except RecursionError:
        raise Misread("recursion_loop") from None
    if not damage:
        return read_tree(validate, legible, frame=frame)
    _, cuts = _drop_unfit(validate, probe, {}, frame)
    legible_texts = {path for path in cuts if path in damage and isinstance(path[-1], str)}
    try:
        kept = {path: kind for path, kind in cuts.items() if path not in legible_texts}
        value, cuts = _drop_unfit(validate, legible, kept, frame)
    except Misread:
        value, cuts = _drop_unfit(validate, legible, cuts, frame)
    return _attach_unfit(value, legible, cuts, damage, frame)


def _drop_unfit(
    validate: Callable[[Any], T], tree: Tree, cuts: Mapping[Path, str], frame: int
) -> tuple[T, dict[Path, str]]:
    """The value of a tree without cuts and without what does not fit, and all that was cut."""
    found = dict(cuts)
    for _ in range(_ROUNDS):
        try:
            return validate(without(tree, found)), found
        except ValidationError as error:
            _add_cuts(found, tree, error, frame)
    raise Misread("too_many_faults")


def _repair(
    validate: Callable[[Any], T], tree: object, error: ValidationError, frame: int
) -> Reading[T]:
    cuts: dict[Path, str] = {}
    _add_cuts(cuts, tree, error, frame)
    value, cuts = _drop_unfit(validate, tree, cuts, frame)
    return _attach_unfit(value, tree, cuts, {}, frame)


def _add_cuts(cuts: dict[Path, str], tree: object, error: ValidationError, frame: int) -> None:
    """Note where values did not fit, in the indexes of the whole tree."""
    gaps = Gaps(cuts)  # the places in the error speak of the tree without these
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        path = locate(tree, fault["loc"], gaps)
        if len(path) <= frame:
            raise Misread(fault["type"], path) from None
        cuts.setdefault(path, fault["type"])
    for path in list(cuts):
        if _is_below(path, cuts, frame):
            del cuts[path]  # an object that goes, goes whole


def _is_below(path: Path, cuts: Mapping[Path, str], frame: int) -> bool:
    """Whether an object around a place was cut."""
    return any(path[:length] in cuts for length in range(frame + 1, len(path)))


def _attach_unfit(
    value: T, tree: object, cuts: Mapping[Path, str], damage: Damaged, frame: int
) -> Reading[T]:
    """Give the models back what they lost, as raw values."""
    kinds = {**cuts, **damage}
    raw = {path: at(tree, path) for path in kinds}
    gaps = Gaps(cuts)
    reported = [path for path in kinds if not _is_below(path, cuts, frame)]
    homeless = [path for path in reported if not hang(value, raw[path], path, gaps, frame)]
    drifts = tuple(Drift(path, kind, shape_of(raw[path])) for path, kind in kinds.items())
    return Reading(value, drifts, {dot_path(path[frame:]): raw[path] for path in homeless})


def from_text(text: str | bytes | bytearray) -> Any:
    """The raw tree; where the text has wrong bytes, with marks of `_damage`.

    Raises:
        Misread: It is not JSON.
    """
    return parse_body(text).tree


def parse_body(text: str | bytes | bytearray, charset: str | None = None) -> Parsed:
    """The raw tree, and whether it may contain marks of `_damage`.

    Raises:
        Misread: It is not JSON.
    """
    try:
        return Parsed(from_json(text))
    except ValueError:
        pass
    try:
        return parse(text, charset)
    except NoJson:
        raise Misread("json_invalid") from None


def _is_no_json(error: ValidationError) -> bool:
    if error.error_count() != 1:
        return False
    return error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid"


def _without_collector(size: int, read: Callable[[], T]) -> T:
    """Read a large body without the garbage collector, which would walk all of it many times."""
    if size < _LARGE or not gc.isenabled():
        return read()
    gc.disable()
    try:
        return read()
    finally:
        gc.enable()
