"""What VK can be asked: a module per part of its API, a pure function per method, VK's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import TypeForm

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk._lazy import lazy
from govpublic_sdk._texts import show_value

if TYPE_CHECKING:
    from govpublic_sdk.vk import board as board
    from govpublic_sdk.vk import docs as docs
    from govpublic_sdk.vk import groups as groups
    from govpublic_sdk.vk import likes as likes
    from govpublic_sdk.vk import messages as messages
    from govpublic_sdk.vk import photos as photos
    from govpublic_sdk.vk import polls as polls
    from govpublic_sdk.vk import stats as stats
    from govpublic_sdk.vk import users as users
    from govpublic_sdk.vk import utils as utils
    from govpublic_sdk.vk import video as video
    from govpublic_sdk.vk import wall as wall
    from govpublic_sdk.vk._execute import ProgramResult as ProgramResult
    from govpublic_sdk.vk._execute import execute as execute
    from govpublic_sdk.vk._execute import execute_with_errors as execute_with_errors
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        also="method",
        parts=("board docs groups likes messages photos polls stats users utils video wall"),
        names={
            "vk._execute": "ProgramResult execute execute_with_errors",
        },
    )
T = TypeVar("T")


@check_arguments
def method(
    name: str, params: Mapping[str, object] | None = None, *, result: TypeForm[T]
) -> Call[T]:
    """Call any method of VK, including methods without a typed function.

    What may be repeated and packed comes from a table of VK's 566 methods; a method that is not
    in it is taken for one that must never be sent twice.

    Args:
        name: VK's name of the method, such as `newsfeed.search`; case matters.
        params: Its parameters.
        result: How to read the response: whatever pydantic's `TypeAdapter` takes.

    Raises:
        ParameterError: The name is not of the form `section.method`.
    """
    from govpublic_sdk._core.program import ProgramOf, runs_program
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
