"""Makes `facts/vk_schema.json` from VK's official schema: names, kinds and bounds, no sentences.

    python tests/support/make_facts.py <folder of the schema>

The schema is https://github.com/VKCOM/vk-api-schema (MIT, VK.com).
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "facts" / "vk_schema.json"
LETTERS = {"user": "U", "group": "G", "service": "S", "open": "O"}
BOUNDS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength")


def facts(root: Path) -> dict[str, Any]:
    """All methods with their token kinds, parameters and answers, and the forms of the answers."""
    methods: dict[str, Any] = {}
    responses: dict[str, str] = {}
    for home in sorted(root.resolve().glob("*/methods.json")):
        for one in _file(home)["methods"]:
            methods[one["name"]] = {
                "tokens": "".join(LETTERS[kind] for kind in LETTERS if kind in _kinds(one)),
                "parameters": {p["name"]: _value(p, home) for p in one.get("parameters", [])},
                "responses": {key: _name(ref) for key, ref in one["responses"].items()},
            }
            for ref in one["responses"].values():
                responses[_name(ref)] = _answer(ref, home)
    return {"methods": methods, "responses": responses}


def text(table: dict[str, Any]) -> str:
    """The table as it is committed: sorted, a method per line."""
    parts = []
    for part in sorted(table):
        rows = [f"{json.dumps(name)}: {_row(table[part][name])}" for name in sorted(table[part])]
        parts.append(f'"{part}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _row(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def _kinds(method: dict[str, Any]) -> list[str]:
    return list(method.get("access_token_type", []))


def _value(shape: dict[str, Any], home: Path) -> dict[str, Any]:
    """Type and bounds of a parameter or of an item of one."""
    far = _followed(shape, home)[0] if "$ref" in shape else {}
    known = {"type": shape.get("type") or far.get("type", "any")}
    # `type: string` with a reference to an object means its JSON.
    merged = {**far, **shape} if far.get("type") == known["type"] else shape
    known |= {name: merged[name] for name in ("enum", *BOUNDS) if name in merged}
    if shape.get("type") == "array" and shape.get("items"):
        # which fields exist is open, so what items may be called is left out
        known["items"] = {"type": _value(shape["items"], home)["type"]}
    if shape.get("format") == "json":
        known["format"] = "json"
    return known


def _answer(ref: dict[str, Any], home: Path) -> str:
    """What stands under `response`: a type, a definition, or a list or page of one."""
    shape, home = _followed(ref, home)
    return _form(shape["properties"]["response"], home)


def _form(shape: dict[str, Any], home: Path) -> str:
    if "$ref" in shape:
        return _name(shape)
    if shape.get("type") == "array":
        return f"list of {_form(shape.get('items', {}), home)}"
    items = shape.get("properties", {}).get("items", {})
    if items.get("type") == "array":
        return f"page of {_form(items.get('items', {}), home)}"
    if "properties" in shape:
        return "{" + ", ".join(sorted(shape["properties"])) + "}"
    if "oneOf" in shape:
        return " or ".join(_form(one, home) for one in shape["oneOf"])
    kind = shape.get("type", "any")
    return kind if isinstance(kind, str) else " or ".join(kind)


def _name(ref: dict[str, Any]) -> str:
    return str(ref["$ref"]).rpartition("/")[2]


def _followed(shape: dict[str, Any], home: Path) -> tuple[dict[str, Any], Path]:
    while "$ref" in shape:
        file, _, pointer = shape["$ref"].partition("#")
        home = (home.parent / file).resolve() if file else home
        shape = _file(home)
        for part in pointer.strip("/").split("/"):
            shape = shape[part]
    return shape, home


@cache
def _file(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(text(facts(Path(sys.argv[1]))), encoding="utf-8")
