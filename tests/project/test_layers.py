"""Arrows point one way: what each module imports, read from its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import govpublic_sdk

ROOT = Path(govpublic_sdk.__file__).parent
NAME = "govpublic_sdk"

# From the ground up. A room may import from floors below its own; rooms of one floor do not know
# each other. A room is a module or a package; the longest name that fits counts.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("_version", "_lazy", "_core", "_core.http", "_core.rate_limits", "_core.visibility"),
    ("_core.hidden", "_core.vk_error_table"),
    ("_texts",),
    ("errors",),
    ("models", "_core.arguments", "_core.single_flight", "_core.text", "_core.transport"),
    ("identifiers", "_core.parameters", "_core.validation"),
    ("subjects", "_core.calls"),
    ("_spreadsheets", "store", "_core.decoders", "_core.masking", "_core.pagination"),
    ("_core.responses", "_core.retries", "_core.vk_methods"),
    ("_core.keyring", "_core.vk_errors"),
    ("_core.batch", "_core.program", "_core.services"),
    ("vk", "_core.bulk", "_core.rest", "_core.runner"),
    ("_core.binding", "pos", "open311"),
    ("_resources",),
    ("official_pages", "events", "appeals"),
    ("_client_resources",),
    ("_base_client",),
    ("_client",),
    ("",),
    ("sandbox", "testing", "reports"),
    ("cli",),
)

# Names used by type checkers only, each with the reason why the arrow may point up.
FOR_TYPES_ONLY = {
    ("_core.binding", "_client"): "its overloads speak of the two clients",
    ("errors", "_core.calls"): "errors carry the call that failed",
}

# Who may sleep, and why.
SLEEPERS = {
    "_client": "the two shells",
    "events.worker": "the two shells of a worker, between looks into an empty inbox",
    "sandbox.clock": "the time of a world of its own",
    "sandbox.server": "answers that come late on purpose",
}

# The sandbox is a second opinion of VK: what it shares with the SDK is only how to carry requests.
SANDBOX_KNOWS = {
    *("", "_base_client", "_texts", "errors", "sandbox"),
    *("_core.arguments", "_core.http", "_core.transport"),
}


@dataclass(frozen=True)
class Arrow:
    source: str
    target: str
    line: int
    for_types: bool


def modules() -> list[str]:
    """Names below the package: `vk.wall`; the package itself is the empty name."""
    names: list[str] = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


MODULES = modules()


def text_of(module: str) -> str:
    path = ROOT.joinpath(*module.split(".")) if module else ROOT
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


def room(module: str) -> str:
    rooms = [one for floor in FLOORS for one in floor]
    fitting = [one for one in rooms if module == one or (one and module.startswith(one + "."))]
    assert fitting, f"{module} stands on no floor: add it to FLOORS"
    return max(fitting, key=len)


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imported(node: ast.stmt) -> list[str]:
    """Absolute names that an import statement brings in, down to modules of ours."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        return [one if below(one) in MODULES else node.module for one in inner]
    return []


def below(name: str) -> str:
    """The name below our package; what is not ours stays as it is."""
    return "" if name == NAME else name.removeprefix(NAME + ".")


def statements(tree: ast.AST, *, for_types: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """All import statements, and whether they stand under `if TYPE_CHECKING`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, for_types
        guarded = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from statements(node, for_types=for_types or guarded)


def arrows() -> list[Arrow]:
    found: set[Arrow] = set()
    for module in MODULES:
        for node, for_types in statements(ast.parse(text_of(module))):
            for name in imported(node):
                if name == NAME or name.startswith(NAME + "."):
                    found.add(Arrow(room(module), room(below(name)), node.lineno, for_types))
    return sorted(found, key=lambda one: (one.source, one.line))


ARROWS = arrows()


def test_the_plan_names_rooms_that_exist() -> None:
    built = {room(module) for module in MODULES}
    planned = {one for rooms in FLOORS for one in rooms}

    assert built <= planned
    assert not {one for one in planned - built if one.startswith("_")}


@pytest.mark.parametrize("source", sorted({one.source for one in ARROWS}))
def test_arrows_point_down(source: str) -> None:
    up = [
        f"{source}:{one.line} imports {one.target or NAME}"
        for one in ARROWS
        if one.source == source != one.target and floor(one.target) >= floor(source)
        if not (one.for_types and (one.source, one.target) in FOR_TYPES_ONLY)
    ]

    assert not up


@pytest.mark.parametrize(("source", "target"), FOR_TYPES_ONLY)
def test_exemptions_are_used_and_for_types_only(source: str, target: str) -> None:
    used = [one for one in ARROWS if (one.source, one.target) == (source, target)]

    assert used, "the exemption is no longer needed"
    assert all(one.for_types for one in used)


def test_the_sandbox_knows_nothing_of_what_it_checks() -> None:
    known = {one.target for one in ARROWS if one.source == "sandbox"}

    assert known <= SANDBOX_KNOWS


@pytest.mark.parametrize("module", MODULES)
def test_httpx_stays_in_the_transport(module: str) -> None:
    names = [name for node, _ in statements(ast.parse(text_of(module))) for name in imported(node)]

    if room(module) not in ("_core.transport", "sandbox"):
        assert not [name for name in names if name.split(".")[0] == "httpx"]


def sleeps(tree: ast.AST) -> list[int]:
    """Lines that name `sleep` of `time` or `asyncio`."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Attribute) and ast.unparse(node) in ("time.sleep", "asyncio.sleep")
        )
        or (
            isinstance(node, ast.ImportFrom)
            and node.module in ("time", "asyncio")
            and any(alias.name == "sleep" for alias in node.names)
        )
    ]


@pytest.mark.parametrize("module", MODULES)
def test_only_the_shells_sleep(module: str) -> None:
    assert module in SLEEPERS or not sleeps(ast.parse(text_of(module)))


def test_no_import_is_relative() -> None:
    for module in MODULES:
        for node, _ in statements(ast.parse(text_of(module))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), module
