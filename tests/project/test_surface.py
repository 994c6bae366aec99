"""What users can type: complete, sorted, documented, and changed on purpose only."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import govpublic_sdk
from surface import FILE, MODULES, NAME, text, things, vk_modules

THINGS = dict(things())
LISTS = ["", *MODULES, *vk_modules()]


def module(name: str) -> object:
    return import_module(f"{NAME}.{name}" if name else NAME)


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_names_are_true(name: str) -> None:
    names: list[str] = module(name).__all__  # type: ignore[attr-defined]

    assert sorted(set(names)) == sorted(names)
    assert not [one for one in names if not hasattr(module(name), one)]


@pytest.mark.parametrize("name", LISTS)
def test_what_is_not_listed_is_underscored_or_a_module(name: str) -> None:
    found = module(name)
    stray = {
        one
        for one, thing in vars(found).items()
        if getattr(thing, "__module__", None) == getattr(found, "__name__", None)
        if not one.startswith("_") and (inspect.isclass(thing) or inspect.isroutine(thing))
    }

    assert stray <= set(found.__all__)  # type: ignore[attr-defined]


def test_dir_tells_names_that_are_not_loaded_yet() -> None:
    program = "import govpublic_sdk as g; assert set(g.__all__) <= set(dir(g)); print(g.GovPublic)"
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "GovPublic" in shown.stdout


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'GovPublik'"):
        _ = govpublic_sdk.GovPublik  # type: ignore[attr-defined]


def test_the_surface_changes_on_purpose_only() -> None:
    assert text() == FILE.read_text(encoding="utf-8"), "run: python tests/support/surface.py"


@pytest.mark.parametrize("name", THINGS)
def test_public_things_are_documented(name: str) -> None:
    thing = THINGS[name]
    if inspect.isclass(thing) or inspect.isroutine(thing) or isinstance(thing, property):
        words = inspect.getdoc(thing) or ""
        assert len(words.split()) > 1
        assert not words.startswith(name.rpartition(".")[2] + "(")
