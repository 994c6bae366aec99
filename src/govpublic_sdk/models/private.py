"""`Private`: personal values that are hidden unless revealed explicitly.

Guards against accidental exposure in logs, reprs and dumps; in memory the value is plain.
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar, cast, get_args

from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema, core_schema

__all__ = ["REVEALED", "Private", "is_revealed"]

T_co = TypeVar("T_co", covariant=True)

REVEALED: Final = {"revealed": True}
"""Pass it to `model_dump(context=REVEALED)` to write private values unmasked."""


class Private(Generic[T_co]):
    """A value that `reveal` gives and nothing else shows.

    Two of them are equal when their values are.

    Args:
        value: The value to hide, such as a phone number.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T_co) -> None:
        self._value = value

    def reveal(self) -> T_co:
        """The value itself; from here on its secrecy is yours."""
        return self._value

    def __repr__(self) -> str:
        """That there is something, not what."""
        return "Private(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """The same in an f-string."""
        return repr(self)

    def __eq__(self, other: object) -> bool:
        """Equal in what they hold."""
        if not isinstance(other, Private):
            return NotImplemented
        held: object = cast("Private[object]", other).reveal()
        return bool(self._value == held)

    def __hash__(self) -> int:
        """By what it holds."""
        return hash((Private, self._value))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the bare value or a `Private`; write stars, unless `REVEALED` is the context."""
        inner = handler.generate_schema((get_args(source) or (str,))[0])
        read = core_schema.no_info_after_validator_function(cls, inner)
        return core_schema.union_schema(
            [core_schema.is_instance_schema(cls), read],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(
                _serialize, info_arg=True
            ),
        )


def is_revealed(info: SerializationInfo) -> bool:
    """Whether a dump was asked to show what is private."""
    context: object = info.context
    return isinstance(context, dict) and cast("Any", context).get("revealed") is True


def _serialize(value: Private[Any], info: SerializationInfo) -> Any:
    return value.reveal() if is_revealed(info) else "***"
