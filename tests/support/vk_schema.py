"""A small validator for the dialect of VK's official schema: what of an answer does not fit it.

`required` stands as a boolean on a property there and is often wrong: only identity is required.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from shared import SHARED

__all__ = ["departures", "method", "methods", "misfits", "parameters"]

ROOT = SHARED / "vk-api-schema"
TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


@cache
def _file(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def methods(section: str) -> list[str]:
    """The names of a section's methods."""
    return [one["name"] for one in _file(ROOT / section / "methods.json")["methods"]]


@cache
def method(name: str) -> dict[str, Any]:
    """What the schema says on a method."""
    every = _file(ROOT / name.partition(".")[0] / "methods.json")["methods"]
    return next(one for one in every if one["name"] == name)


def parameters(name: str) -> dict[str, dict[str, Any]]:
    """The parameters of a method, by name."""
    return {one["name"]: one for one in method(name).get("parameters", [])}


def misfits(answer: Any, name: str, response: str = "response") -> list[str]:
    """Where the value under `response` of a method's answer departs from the schema.

    Args:
        answer: The value.
        name: The method.
        response: Which of the method's answers it is, such as `extendedResponse`.
    """
    home = ROOT / name.partition(".")[0] / "methods.json"
    whole, home = _followed(method(name)["responses"][response], home)
    return list(_misfits(answer, whole["properties"]["response"], home, response))


def departures(value: Any, reference: str, home: Path) -> list[str]:
    """Where a value departs from the shape that a reference leads to."""
    shape, target = _followed({"$ref": reference}, home)
    return list(_misfits(value, shape, target, reference.rpartition("/")[2]))


def _followed(shape: dict[str, Any], home: Path) -> tuple[dict[str, Any], Path]:
    """What a reference leads to, with the file that its own references start from."""
    file, _, pointer = shape["$ref"].partition("#")
    target = (home.parent / file).resolve() if file else home
    found = _file(target)
    for part in pointer.strip("/").split("/"):
        found = found[part]
    return found, target


def _misfits(value: Any, shape: dict[str, Any], home: Path, path: str) -> Iterator[str]:
    if "$ref" in shape and shape.get("type") != "string":
        found, target = _followed(shape, home)
        yield from _misfits(value, found, target, path)
    for part in shape.get("allOf", []):
        yield from _misfits(value, part, home, path)
    if "oneOf" in shape:
        tries = [list(_misfits(value, part, home, path)) for part in shape["oneOf"]]
        if all(tries):
            yield f"{path}: fits none of {len(tries)}; {min(tries, key=len)[0]}"
    yield from _own_misfits(value, shape, home, path)


def _own_misfits(value: Any, shape: dict[str, Any], home: Path, path: str) -> Iterator[str]:
    kinds = shape.get("type", [])
    if kinds and not _is(value, [kinds] if isinstance(kinds, str) else kinds):
        yield f"{path}: {json.dumps(value, ensure_ascii=False)[:60]} is not {kinds}"
        return
    if "enum" in shape and value not in shape["enum"]:
        yield f"{path}: {value!r} is not one of {shape['enum']}"
    if isinstance(value, int | float) and value < shape.get("minimum", value):
        yield f"{path}: {value} is below {shape['minimum']}"
    if isinstance(value, dict):
        yield from _members(value, shape.get("properties", {}), home, path)
    if isinstance(value, list) and "items" in shape:
        for place, one in enumerate(value):
            yield from _misfits(one, shape["items"], home, f"{path}[{place}]")


def _members(value: dict[str, Any], named: dict[str, Any], home: Path, path: str) -> Iterator[str]:
    for name, shape in named.items():
        if name in value:
            yield from _misfits(value[name], shape, home, f"{path}.{name}")
        elif shape.get("required") and (name == "id" or name.endswith("_id")):
            yield f"{path}.{name}: is absent"


def _is(value: Any, kinds: list[str]) -> bool:
    if isinstance(value, bool):
        return "boolean" in kinds
    return any(isinstance(value, TYPES[kind]) for kind in kinds)
