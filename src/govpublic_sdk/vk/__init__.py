"""What VK can be asked: a module per part of its API, a pure function per method, VK's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import TypeForm

from govpublic_sdk._call import Call
from govpublic_sdk._decode import As
from govpublic_sdk._lazy import lazy
from govpublic_sdk._texts import show_value
from govpublic_sdk._validation import check_arguments

if TYPE_CHECKING:
    from govpublic_sdk.vk import (
        board,
        docs,
        groups,
        likes,
        messages,
        photos,
        polls,
        stats,
        users,
        utils,
        video,
        wall,
    )
    from govpublic_sdk.vk._execute import ProgramResult, execute, execute_with_errors
else:
    __getattr__, __dir__ = lazy(
        __name__,
        parts="board docs groups likes messages photos polls stats users utils video wall",
        names={"vk._execute": "ProgramResult execute execute_with_errors"},
    )

__all__ = [
    "ProgramResult",
    "board",
    "docs",
    "execute",
    "execute_with_errors",
    "groups",
    "likes",
    "messages",
    "method",
    "photos",
    "polls",
    "stats",
    "users",
    "utils",
    "video",
    "wall",
]

T = TypeVar("T")


@check_arguments
def method(
    name: str, params: Mapping[str, object] | None = None, *, result: TypeForm[T]
) -> Call[T]:
    """Any method of VK, also one that nobody has typed yet.

    What may be repeated and packed comes from a table of VK's 566 methods; a method that is not
    in it is taken for one that must never be sent twice.

    Args:
        name: VK's name of the method, such as `newsfeed.search`; case matters.
        params: Its parameters.
        result: How to read the response: whatever pydantic's `TypeAdapter` takes.

    Raises:
        ParameterError: The name is not of the form `section.method`.
    """
    from govpublic_sdk._program import ProgramOf, runs_program
    from govpublic_sdk.errors import ParameterError
    from govpublic_sdk.vk._params import ask

    section, dot, rest = name.partition(".")
    if name != "execute" and not (dot and section.isalnum() and rest.isalnum()):
        raise ParameterError(
            "name", show_value(name), "the name of a method, for example 'wall.get'"
        )
    if runs_program(name):
        return ask(name, ProgramOf(result=result), **dict(params or {}))
    return ask(name, As(result), **dict(params or {}))
