"""Running VKScript on VK's side; `govpublic_sdk.batch` packs typed calls without writing any."""

from __future__ import annotations

from typing import TypeVar

from typing_extensions import TypeForm

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.program import ProgramOf, ProgramResult
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.vk._params import ask

__all__ = ["ProgramResult", "execute", "execute_with_errors"]

T = TypeVar("T")


@check_arguments
def execute(code: str, *, result: TypeForm[T], **arguments: object) -> Call[T]:
    """Run a program of at most 25 calls; it counts as one request and is never repeated blindly.

    https://dev.vk.com/method/execute

    If its calls failed and it returned null, false, an empty text or list, or what is not `result`,
    the error of the first such call is raised. Otherwise failed calls are in the log only; see
    `execute_with_errors`.

    Args:
        code: The program.
        result: How to read what it returns.
        **arguments: What the program reads from `Args`.

    Raises:
        ParameterError: The program is empty.
        ApiError: Its calls failed, and it returned nothing.
    """
    return ask("execute", ProgramOf(result=result), code=_check_code(code), **arguments)


@check_arguments
def execute_with_errors(
    code: str, *, result: TypeForm[T], **arguments: object
) -> Call[ProgramResult[T]]:
    """Run a program, and return the errors of its calls beside what it returned.

    https://dev.vk.com/method/execute

    Args:
        code: The program.
        result: How to read what it returns.
        **arguments: What the program reads from `Args`.

    Raises:
        ParameterError: The program is empty.
    """
    decode = ProgramOf(result=result, with_errors=True)
    return ask("execute", decode, code=_check_code(code), **arguments)


def _check_code(code: str) -> str:
    if not code.strip():
        raise ParameterError("code", "empty", "a program")
    return code
