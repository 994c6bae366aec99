"""Public names that are loaded when first used: complete, listed, told the same way to checkers."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import govpublic_sdk

ROOT = Path(govpublic_sdk.__file__).parent
PACKAGES = sorted(
    ".".join(("govpublic_sdk", *file.parent.relative_to(ROOT).parts))
    for file in ROOT.rglob("__init__.py")
    if "= lazy(" in file.read_text(encoding="utf-8")
)


@pytest.fixture(params=PACKAGES)
def package(request: pytest.FixtureRequest) -> ModuleType:
    return import_module(request.param)


def told_to_checkers(package: ModuleType) -> set[str]:
    """Names that stand under `TYPE_CHECKING`."""
    tree = ast.parse(Path(package.__file__ or "").read_text(encoding="utf-8"))
    guarded = [
        one
        for one in tree.body
        if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING"
    ]
    imports = [one for block in guarded for one in block.body if isinstance(one, ast.ImportFrom)]
    return {name.name for one in imports for name in one.names}


def given(package: ModuleType) -> set[str]:
    """Names that a package says it loads when they are used."""
    find = vars(package)["__getattr__"]
    cells = dict(zip(find.__code__.co_freevars, find.__closure__, strict=True))
    return {*cells["homes"].cell_contents, *cells["modules"].cell_contents}


def test_there_are_such_packages() -> None:
    assert {"govpublic_sdk", "govpublic_sdk.models", "govpublic_sdk.vk"} <= set(PACKAGES)


def test_checkers_and_users_get_the_same_names(package: ModuleType) -> None:
    assert given(package) == told_to_checkers(package) <= set(package.__all__)


def test_every_public_name_is_there_and_listed(package: ModuleType) -> None:
    listed = dir(package)

    assert listed == sorted(listed)
    assert set(package.__all__) <= set(listed)
    assert all(hasattr(package, name) for name in package.__all__)


def test_what_is_not_there_is_refused_as_python_does(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'no"):
        _ = package.nothing_of_that_name


@pytest.mark.parametrize("name", PACKAGES)
def test_all_names_at_once_in_a_fresh_interpreter(name: str) -> None:
    program = f"from {name} import *; import {name} as it; print(set(it.__all__) - set(globals()))"
    command = [sys.executable, "-I", "-W", "error", "-c", program]

    assert subprocess.run(command, capture_output=True, text=True).stdout == "set()\n"


def test_no_module_takes_the_place_of_a_thing_of_its_name(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    things = [
        name for name in package.__all__ if not isinstance(getattr(package, name), ModuleType)
    ]

    assert not {one.stem for one in folder.iterdir()} & set(things)
