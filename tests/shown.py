"""Modules of the examples, for tests that use what they show."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

__all__ = ["EXAMPLES", "shown"]

EXAMPLES = Path(__file__).parents[1] / "examples"


def shown(name: str) -> ModuleType:
    """A module of the examples, imported as the examples import each other."""
    if str(EXAMPLES) not in sys.path:
        sys.path.append(str(EXAMPLES))
    return import_module(name)
