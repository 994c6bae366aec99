"""What an import loads, in modules: they count the same on every machine, milliseconds do not."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
before = set(sys.modules)
{program}
print(*sorted(set(sys.modules) - before))
"""


def loaded(program: str) -> list[str]:
    """Modules that a program loads in a fresh interpreter."""
    command = [sys.executable, "-I", "-c", LOADED.format(program=program)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def ours(modules: list[str]) -> list[str]:
    return [name for name in modules if name.split(".")[0] == "govpublic_sdk"]


def test_importing_the_package_loads_next_to_nothing() -> None:
    modules = loaded("import govpublic_sdk")

    assert ours(modules) == ["govpublic_sdk", "govpublic_sdk._lazy", "govpublic_sdk._version"]
    assert len(modules) < 40


def test_a_client_loads_little_beyond_its_libraries() -> None:
    floor = loaded("import httpx, tenacity, pydantic_core")
    modules = loaded("from govpublic_sdk import GovPublic")

    assert len(ours(modules)) < 90
    assert len(set(modules) - set(floor) - set(ours(modules))) < 60


@pytest.mark.parametrize("heavy", ["govpublic_sdk.sandbox", "govpublic_sdk.testing", "sqlite3"])
def test_a_client_does_not_load(heavy: str) -> None:
    assert heavy not in loaded("from govpublic_sdk import GovPublic")


def test_errors_load_neither_httpx_nor_pydantic() -> None:
    modules = loaded("import govpublic_sdk; govpublic_sdk.errors")

    assert not {"httpx", "pydantic", "tenacity"} & set(modules)


def test_models_are_loaded_when_first_used() -> None:
    without = set(ours(loaded("from govpublic_sdk import GovPublic; GovPublic(vk='t').close()")))

    assert not {f"govpublic_sdk.models.{name}" for name in ("users", "photos", "polls")} & without
