"""Loads public names of a package when first used (https://peps.python.org/pep-0562/)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazy"]


def lazy(
    package: str, *, names: Mapping[str, str] | None = None, parts: str = "", also: str = ""
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a package.

    Type checkers do not see them, or they would accept every misspelt name: they read the imports
    under `TYPE_CHECKING` (`from x import A as A` makes a name public); call this in its `else`.
    A test compares the two.

    Args:
        package: Its `__name__`.
        names: Public names, separated by spaces, by the module below `govpublic_sdk` that has them.
        parts: Public modules of the package, separated by spaces.
        also: Public names that the package defines itself.
    """
    homes = {name: home for home, listed in (names or {}).items() for name in listed.split()}
    modules = frozenset(parts.split())
    public = sorted({*homes, *modules, *also.split()})

    def find(name: str) -> object:
        """Load a public name."""
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"govpublic_sdk.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def names_of_package() -> list[str]:
        """The public names, loaded or not."""
        return sorted({*vars(sys.modules[package]), *public})

    return find, names_of_package, public
