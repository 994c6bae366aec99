"""A last step after the answer of a call was read, so that the call stays one comparable value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from govpublic_sdk._call import Answer, Call, Decoder
from govpublic_sdk._page import Page
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import DecodeError, NotFound, ParameterError

__all__ = ["Then", "changing", "first_of", "only", "then"]

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Then(Generic[T, U]):
    """Read as `inner` reads, then take one more pure step.

    Attributes:
        inner: How the answer itself is read.
        step: A function of a module (so that calls compare), given the value and the call.
    """

    inner: Decoder[T]
    step: Callable[[T, Call[Any]], U]

    @property
    def shape(self) -> object:
        """The shape of the answer itself."""
        return self.inner.shape

    @property
    def bare(self) -> object:
        """How old versions of the answer are read, where the inner decoder knows."""
        return getattr(self.inner, "bare", None)

    @property
    def raw(self) -> bool:
        """Whether the inner decoder reads raw JSON itself."""
        return bool(getattr(self.inner, "raw", False))

    def finish(self, answer: Answer[Any], call: Call[Any]) -> U:
        """The value after the step."""
        return self.step(self.inner.finish(answer, call), call)


def then(call: Call[T], step: Callable[[T, Call[Any]], U]) -> Call[U]:
    """The same call, whose value goes through one more pure step."""
    return cast("Call[U]", replace(call, decode=cast("Decoder[T]", Then(call.decode, step))))


def first_of(page: Page[T], call: Call[Any], absent: Text) -> T:
    """Return the first item of an answer that has one at most.

    Args:
        page: The answer.
        call: The call.
        absent: What it means if there is none.

    Raises:
        NotFound: There is none.
        DecodeError: There is one, but it could not be read.
    """
    if page.items:
        return page.items[0]
    if page.unread:
        raise DecodeError("The object in the response cannot be read.", raw=page.unread, call=call)
    raise NotFound(absent, call=call)


def only(found: list[T], call: Call[Any]) -> T:
    """The one thing that was asked for.

    Raises:
        NotFound: VK answered with nothing.
    """
    if not found:
        raise NotFound(Text("There is no object with this id or name."), call=call)
    return found[0]


def changing(call: Call[T], *identity: str) -> Call[T]:
    """The same call, which changes something.

    Args:
        call: A write.
        *identity: Parameters that only say what is to be changed, `group_id` aside.

    Raises:
        ParameterError: Nothing is to be changed.
    """
    if {name for name, _ in call.params} <= {"group_id", *identity}:
        raise ParameterError("changes", "empty", "at least one change")
    return call
