"""Programs for `execute`: how their answers are read, with the errors of the calls inside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast

from typing_extensions import TypeForm

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Decoder, Payload, Refusal
from govpublic_sdk._core.decoders import As
from govpublic_sdk._core.vk_errors import error_inside_execute

__all__ = [
    "ProgramOf",
    "ProgramResult",
    "runs_program",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_ADVICE = "It is one call of a program: what the program did before and after it stays done."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramResult(Generic[T_co]):
    """What a program returned, and the errors of the calls that it made.

    Attributes:
        value: What the program returned; None if it returned nothing that fits `result`.
        errors: The errors of its calls, in the order in which they ran.
        has_value: False if calls failed and the answer is null, false, empty or unfit.
    """

    value: T_co | None
    errors: tuple[errors.ApiError, ...] = ()
    has_value: bool = field(default=True, repr=False)

    def unwrap(self) -> T_co:
        """Return the value.

        Raises:
            ApiError: The first error of its calls, if it has no value.
        """
        if not self.has_value:
            raise self.errors[0]
        return cast("T_co", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramOf(Decoder[Any], Generic[T_co]):
    """The answer of a program, read as `result`.

    Attributes:
        result: Whatever a pydantic `TypeAdapter` takes.
        with_errors: Whether the call's value is the whole `ProgramResult`.
    """

    result: TypeForm[T_co]
    with_errors: bool = False

    @property
    def shape(self) -> object:
        """Any answer: null and false are read only if no call failed."""
        return object

    def finish(self, answer: Payload[object], call: Call[Any]) -> Any:
        """Return a `ProgramResult`; the flow takes its value out unless errors are wanted."""
        return self._result(answer, call)

    def _result(self, answer: Payload[object], call: Call[Any]) -> ProgramResult[T_co | None]:
        failed = tuple(
            error_inside_execute(refusal, _inner(refusal, call), advice=_ADVICE)
            for refusal in answer.refusals
        )
        response = answer.response
        if failed and (response is None or response is False or response in ("", [], {})):
            return ProgramResult(value=None, errors=failed, has_value=False)
        try:
            value, is_whole = _read(answer, replace(call, decode=_AsChecked(self.result)))
        except errors.DecodeError:
            if not failed:
                raise
            value, is_whole = None, False
        if failed and not is_whole:
            return ProgramResult(value=None, errors=failed, has_value=False)
        return ProgramResult(value=value, errors=failed)


def runs_program(method: str) -> bool:
    """Whether a method runs a program: `execute`, or a stored one such as `execute.wallOfAll`."""
    return method == "execute" or method.startswith("execute.")


@dataclass(frozen=True, slots=True)
class _AsChecked(Decoder[tuple[T_co, bool]], Generic[T_co]):
    """Reads as `shape`, and reports whether all items matched: false replaces a failed call."""

    shape: TypeForm[T_co] = field()  # pyright: ignore[reportIncompatibleMethodOverride]

    def finish(self, answer: Payload[Any], call: Call[Any]) -> tuple[T_co, bool]:
        """Return the value, and whether nothing was left out of it."""
        return answer.response, not answer.unparsed


def _read(answer: Payload[object], call: Call[tuple[T, bool]]) -> tuple[T, bool]:
    if answer.read_part is None:
        return call.decode.finish(answer, call)
    found: tuple[T, bool] = answer.read_part(call, answer.response)
    return found


def _inner(found: Refusal, program: Call[Any]) -> Call[object]:
    """The call that failed, as far as VK names it: without parameters."""
    named = re.fullmatch(r"[A-Za-z]{1,40}\.[A-Za-z]{1,60}", found.method)
    return Call(method=found.method if named else program.method, decode=As(object))
