"""Fills the places of pages that the code itself can fill: a hook of mkdocs.

It reads what the package says of itself; nothing is written twice.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from govpublic_sdk import errors as error_classes
from govpublic_sdk._client_resources import Resources
from govpublic_sdk._texts import catalogue

VK_METHOD = re.compile(r"https://dev\.vk\.com/(?:ru/)?method/([a-z]+\.\w+)")


def on_page_markdown(markdown: str, **_: object) -> str:
    """Replace each `<!-- table: name -->` by what its function says."""
    return re.sub(r"<!-- table: (\w+) -->", lambda found: TABLES[found[1]](), markdown)


def resources() -> str:
    """Every method of a client, and the methods of VK that it uses."""
    return "\n\n".join(_part(name, kind) for name, kind in _parts())


def vk_modules() -> str:
    """Each public module of `vk`, to be rendered by mkdocstrings."""
    found = iter_modules(import_module("govpublic_sdk.vk").__path__)
    names = [one.name for one in found if not one.name.startswith("_")]
    return "\n\n".join(f"::: govpublic_sdk.vk.{name}" for name in sorted(names))


def models() -> str:
    """Each public module of `models`, to be rendered by mkdocstrings."""
    found = iter_modules(import_module("govpublic_sdk.models").__path__)
    names = [one.name for one in found if not one.name.startswith("_") and one.name != "envelope"]
    return "\n\n".join(f"::: govpublic_sdk.models.{name}" for name in sorted(names))


def errors() -> str:
    """Every class of errors, in English and Russian: what happened, and what to do."""
    kinds = [one for one in vars(error_classes).values() if _is_error(one)]
    head = [
        "| class | what happened, what to do | что случилось, что делать |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *map(_error_row, kinds)])


TABLES = {
    "errors": errors,
    "models": models,
    "resources": resources,
    "vk_modules": vk_modules,
}


def _is_error(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, error_classes.GovPublicError)


def _error_row(kind: type[error_classes.GovPublicError]) -> str:
    parts = (f"{kind.meaning}.", kind.consequence, kind.advice)
    russian = [_translated(one) for one in parts if one]
    return f"| `{kind.__name__}` | {' '.join(filter(None, parts))} | {' '.join(russian)} |"


def _translated(sentence: str) -> str:
    known = catalogue()
    return known.get(sentence) or f"{known[sentence.removesuffix('.')]}."


def _parts() -> Iterator[tuple[str, Any]]:
    for name, found in vars(Resources).items():
        if isinstance(found, property) and found.fget is not None:
            yield name, type(found.fget(None))


def _part(part: str, kind: Any) -> str:
    methods = {name: getattr(kind, name) for name in vars(kind) if not name.startswith("_")}
    rows = [_row(f"client.{part}.{name}", function) for name, function in methods.items()]
    told = [_told(f"client.{part}.{name}", function) for name, function in methods.items()]
    head = [f"## client.{part}", "", "| method | what it does | VK |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, "", *told])


def _row(name: str, function: Any) -> str:
    return f"| [`{name}`][{_path(function)}] | {_first_sentence(function)} | {_vk(function)} |"


def _told(name: str, function: Any) -> str:
    options = (
        f"    options:\n      heading: {name}\n      toc_label: {name}\n      heading_level: 3\n"
    )
    return f"::: {_path(function)}\n{options}"


def _path(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _first_sentence(function: Any) -> str:
    text = " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())
    return (
        re.split(r"(?<=\.)\s(?=[A-Z])|,? https?://", text)[0].rstrip(".").replace("|", "\\|") + "."
    )


def _vk(function: Any) -> str:
    names = dict.fromkeys(VK_METHOD.findall(inspect.getdoc(function) or ""))
    return ", ".join(f"[`{name}`](https://dev.vk.com/method/{name})" for name in names)
