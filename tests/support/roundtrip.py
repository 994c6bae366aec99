"""Whether a model still holds all that was sent: fields, unknown fields and raw parts together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel

Path = tuple[str | int, ...]


def lost(raw: Any, read: Any) -> list[str]:
    """Paths of values that were sent and cannot be found again where they stood."""
    return list(_lost(raw, tree(read), ()))


def tree(read: Any) -> Any:
    """What was sent, as far as it was read: wire names, unknown fields, unfit parts in place."""
    if isinstance(read, list | tuple):
        return [tree(one) for one in read]
    if isinstance(read, dict):
        return {key: tree(value) for key, value in read.items()}
    if not isinstance(read, BaseModel):
        return read
    found = {_wire(read, name): tree(getattr(read, name)) for name in type(read).model_fields}
    found.update({key: tree(value) for key, value in (read.model_extra or {}).items()})
    for path, raw in sorted(unfit_of(read).items()):
        _put(found, path, raw)
    return found


def unfit_of(read: BaseModel) -> dict[Path, Any]:
    """Raw parts by path."""
    raw = getattr(read, "unfit", {})
    return {tuple(int(s) if s.isdigit() else s for s in path.split(".")): raw[path] for path in raw}


def _wire(read: BaseModel, name: str) -> str:
    return type(read).model_fields[name].alias or name


def _put(node: Any, path: Path, raw: Any) -> None:
    for step in path[:-1]:
        node = node[step]
    if isinstance(node, list):
        node.insert(int(path[-1]), raw)
    else:
        node[path[-1]] = raw


def _lost(raw: Any, found: Any, path: Path) -> Iterator[str]:
    if isinstance(raw, dict) and isinstance(found, dict):
        for key in raw:
            yield from _lost(raw[key], found.get(key), (*path, key))
    elif isinstance(raw, list) and isinstance(found, list) and len(raw) == len(found):
        for index, (one, other) in enumerate(zip(raw, found, strict=True)):
            yield from _lost(one, other, (*path, index))
    elif not same(raw, found):
        yield f"{'.'.join(map(str, path)) or '(top)'}: {type(raw).__name__} became {found!r:.60}"


def same(raw: Any, found: Any) -> bool:
    """One value: times as Unix seconds, flags as 1 and 0, numbers as text or as numbers."""
    if isinstance(found, datetime):
        found = found.timestamp()
    return found is raw if raw is None else type_free(raw) == type_free(found)


def type_free(value: Any) -> Any:
    """A value without the difference between 1, "1" and true."""
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value
