"""The public surface as text: `python tests/support/surface.py` writes it to `surface.txt`.

A change of that file is a change of what users type; it belongs into the changelog.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import govpublic_sdk
from govpublic_sdk._client_resources import Resources

FILE = Path(__file__).with_name("surface.txt")
NAME = "govpublic_sdk"
MODULES = (
    *("appeals", "cli", "errors", "events", "identifiers", "models", "official_pages"),
    *("open311", "pos", "pos.edms", "reports", "sandbox", "store", "subjects", "testing"),
)


def things() -> Iterator[tuple[str, Any]]:
    """Every public thing under the name that users type, in the order of the alphabet."""
    for name in govpublic_sdk.__all__:
        thing = getattr(govpublic_sdk, name)
        yield from [] if inspect.ismodule(thing) else with_members(name, thing)
    for module in MODULES:
        yield from of_module(module, import_module(f"{NAME}.{module}"))
    for module in vk_modules():
        yield from of_module(module, import_module(f"{NAME}.{module}"))
    yield from resources()


def vk_modules() -> list[str]:
    """`vk` and its public modules."""
    vk = import_module(f"{NAME}.vk")
    names = [name for name in vk.__all__ if inspect.ismodule(getattr(vk, name))]
    return ["vk", *(f"vk.{name}" for name in names)]


def of_module(prefix: str, module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What a module lists in `__all__`."""
    for name in getattr(module, "__all__", []):
        thing = getattr(module, name)
        if not inspect.ismodule(thing):
            yield from with_members(f"{prefix}.{name}", thing)


def with_members(name: str, thing: Any) -> Iterator[tuple[str, Any]]:
    """A thing, and the public members of a class that we wrote."""
    yield name, thing
    if not inspect.isclass(thing):
        return
    for member in sorted(dir(thing)):
        if not member.startswith("_") and is_ours(thing, member):
            found = inspect.getattr_static(thing, member)
            yield f"{name}.{member}", getattr(found, "__func__", found)


def is_ours(kind: type, member: str) -> bool:
    """Whether a member that does something was written here, or in a base that nobody sees."""
    home = next(one for one in kind.__mro__ if member in vars(one))
    found = vars(home)[member]
    speaks = isinstance(found, property | classmethod | staticmethod) or inspect.isfunction(found)
    hidden = home.__module__.startswith(NAME) and not is_public(home)
    return speaks and (home is kind or hidden)


def is_public(kind: type) -> bool:
    """Whether users can import a class from the package that it belongs to."""
    top = ".".join(kind.__module__.split(".")[:2])
    return "._" not in top and kind.__name__ in getattr(import_module(top), "__all__", ())


def resources() -> Iterator[tuple[str, Any]]:
    """What stands behind `client.posts` and its like: functions that describe questions."""
    for part, found in sorted(vars(Resources).items()):
        if isinstance(found, property) and found.fget is not None:
            kind: Any = type(found.fget(None))
            for name in sorted(vars(kind)):
                if not name.startswith("_"):
                    yield f"client.{part}.{name}", getattr(kind, name)


def line(name: str, thing: Any) -> str:
    """One thing in one line."""
    if isinstance(thing, property):
        return f"{name}: {annotation(inspect.signature(thing.fget or len).return_annotation)}"
    if inspect.isclass(thing) and issubclass(thing, Enum):
        return f"{name}: {', '.join(thing.__members__)}"
    if hasattr(thing, "model_fields"):
        return f"{name}({', '.join(sorted(thing.model_fields))})"
    if inspect.isclass(thing) and issubclass(thing, Exception) and "__init__" not in vars(thing):
        return f"{name}, a kind of {thing.__base__.__name__}"
    return name + signature(thing) if inspect.isclass(thing) or inspect.isroutine(thing) else name


class Written(str):
    """A text that shows as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def signature(thing: Any) -> str:
    """The signature, the same text on every version of Python."""
    found = inspect.signature(thing)
    given = [
        one.replace(annotation=annotation(one.annotation), default=default(one.default))
        for one in found.parameters.values()
    ]
    gives = annotation(found.return_annotation)
    text = str(found.replace(parameters=given, return_annotation=gives))
    return re.sub(r"<(object|built-in) [^>]+>", "...", text)


def default(given: Any) -> Any:
    """A default as it was written; tables and functions by dots."""
    text = repr(given)
    return Written("...") if len(text) > 60 or " at 0x" in text else given


def annotation(given: Any) -> Any:
    """An annotation as it was written."""
    if given is inspect.Signature.empty:
        return given
    return Written(given if isinstance(given, str) else inspect.formatannotation(given))


def text() -> str:
    """The whole surface."""
    return "".join(f"{line(name, thing)}\n" for name, thing in things())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
