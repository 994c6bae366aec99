"""Running VKScript on VK's side; `govpublic_sdk.batch` packs typed calls without writing any."""

from __future__ import annotations

from typing import TypeVar

from typing_extensions import TypeForm

from govpublic_sdk._call import Call
from govpublic_sdk._decode import As
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.vk._params import ask

__all__ = ["execute"]

T = TypeVar("T")


def execute(code: str, *, result: TypeForm[T], **arguments: object) -> Call[T]:
    """Run a program of at most 25 calls; it counts as one request and is never repeated blindly.

    https://dev.vk.com/method/execute

    Args:
        code: The program.
        result: How to read what it returns.
        **arguments: What the program reads from `Args`.

    Raises:
        ParameterError: The program is empty.
    """
    if not code.strip():
        raise ParameterError("code", "an empty text", "a program")
    return ask("execute", As(result), code=code, **arguments)
