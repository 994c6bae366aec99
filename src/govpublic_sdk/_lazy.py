"""Public names of a package that are loaded when first used (https://peps.python.org/pep-0562/).

Each package says where its names live; nothing is known here of what they are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazy"]


def lazy(
    package: str, *, names: Mapping[str, str] | None = None, parts: str = ""
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package.

    Type checkers are not to see them, or they would let each misspelt name pass: they read the
    imports under `TYPE_CHECKING`, and these stand in its `else`.

    Args:
        package: Its `__name__`.
        names: What it gives, parted by spaces, by the module below `govpublic_sdk` that has it.
        parts: Modules of its own that it gives as such, parted by spaces.
    """
    homes = {name: home for home, given in (names or {}).items() for name in given.split()}
    modules = frozenset(parts.split())

    def find(name: str) -> object:
        """Load a public name."""
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"govpublic_sdk.{homes[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    def listed() -> list[str]:
        """The public names, loaded or not."""
        return sorted({*vars(sys.modules[package]), *homes, *modules})

    return find, listed
