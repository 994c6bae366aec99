"""One call of every operation in `vk`, made from its signature: for tests that go through all."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from govpublic_sdk import Call, vk

# What a parameter gets, by a part of its annotation; the first that fits counts.
GIVEN: tuple[tuple[str, Any], ...] = (
    ("_Liked", "post"),
    ("Sequence[int", [1]),
    ("Sequence", ["1_1"]),
    ("datetime", datetime(2025, 1, 1, tzinfo=UTC)),
    ("bool", True),
    ("int", 1),
    ("float", 1.0),
)


def calls() -> Iterator[Call[Any]]:
    """A call of each operation; several operations may share a method."""
    for function in operations():
        yield function(**{one.name: given(one) for one in required(function)})


def operations() -> Iterator[Callable[..., Call[Any]]]:
    """The functions of all modules of `vk`."""
    for module in filter(inspect.ismodule, (getattr(vk, name) for name in vk.__all__)):
        for name in module.__all__:
            yield getattr(module, name)


def required(function: Callable[..., object]) -> Iterator[inspect.Parameter]:
    """Parameters without a default."""
    for one in inspect.signature(function).parameters.values():
        if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL):
            yield one


def given(parameter: inspect.Parameter) -> Any:
    """Something that fits a parameter; of a choice, the first."""
    annotation = str(parameter.annotation)
    if annotation.startswith("Literal["):
        return annotation.removeprefix("Literal[").split(",")[0].strip("'\"] ")
    return next((value for part, value in GIVEN if part in annotation), "a")
