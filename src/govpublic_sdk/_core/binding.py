"""How a described question becomes a method of a client: written once, typed three times.

`operation` and `survey` give a value on the blocking client, a coroutine on the async one and the
question itself on the class; `listing` gives iterators. Nothing here asks anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.bulk import BulkProcedure
from govpublic_sdk._core.calls import Runnable
from govpublic_sdk._core.hidden import Arguments, safe_repr
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk._client import AsyncGovPublic, GovPublic

__all__ = [
    "Resource",
    "listing",
    "operation",
    "survey",
]

P = ParamSpec("P")
T = TypeVar("T")
C_co = TypeVar("C_co", covariant=True)


class Resource(Generic[C_co]):
    """A part of a client, such as `client.posts`."""

    __slots__ = ("__dict__", "_client")

    def __init__(self, client: C_co) -> None:
        self._client = client

    @safe_repr
    def __repr__(self) -> str:
        """The name of the part."""
        return f"<{type(self).__name__.lower()} of {self._client!r}>"


class _Described(Generic[P]):
    """A function that describes what to ask, kept under a name of a resource."""

    def __init__(self, function: Callable[P, Any]) -> None:
        self._function = check_arguments(function, prefers_own=True)
        self._name = function.__name__
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember under which name the method is kept."""
        self._name = name

    def _bound(self, resource: Resource[Any], ask: Callable[[Any], Any]) -> Callable[P, Any]:
        function = self._function
        arguments = Arguments(function)

        @wraps(function)
        def asked(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = arguments.hide(args, kwargs)
            try:
                question = function(*args, **kwargs)
            except ParameterError:
                args, kwargs = (), {}  # a text in a wrong place does not show either
                raise
            return ask(question)

        resource.__dict__[self._name] = asked
        return asked


class operation(_Described[P], Generic[P, T]):
    """A method that asks one question."""

    def __init__(self, function: Callable[P, Runnable[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: None, owner: type) -> Callable[P, Runnable[T]]: ...
    @overload
    def __get__(self, resource: Resource[GovPublic], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, resource: Resource[AsyncGovPublic], owner: type
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Callable[P, Any]:
        """The method on a client, the question on the class."""
        return (
            self._bound(resource, _client(resource).run) if resource is not None else self._function
        )


class survey(_Described[P], Generic[P, T]):
    """A method that asks thousands of calls as one question."""

    def __init__(self, function: Callable[P, BulkProcedure[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: None, owner: type) -> Callable[P, BulkProcedure[T]]: ...
    @overload
    def __get__(self, resource: Resource[GovPublic], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, resource: Resource[AsyncGovPublic], owner: type
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Callable[P, Any]:
        """The method on a client, the survey on the class."""
        return (
            self._bound(resource, _client(resource).run) if resource is not None else self._function
        )


class listing(_Described[P], Generic[P, T]):
    """A method that walks over all items, page after page."""

    def __init__(self, function: Callable[P, Paginator[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: None, owner: type) -> Callable[P, Paginator[T]]: ...
    @overload
    def __get__(self, resource: Resource[GovPublic], owner: type) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(
        self, resource: Resource[AsyncGovPublic], owner: type
    ) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Callable[P, Any]:
        """The method on a client, the walk on the class."""
        return (
            self._bound(resource, _client(resource).walk)
            if resource is not None
            else self._function
        )


def _client(resource: Resource[Any]) -> Any:
    return resource._client  # pyright: ignore[reportPrivateUsage]
