"""Descriptors that turn functions describing calls into methods of both clients.

`operation` returns a value on `GovPublic`, a coroutine on `AsyncGovPublic` and the runnable on the
class; `listing` returns iterators.
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
        """Return the name of the part."""
        return f"<{type(self).__name__.lower()} of {self._client!r}>"


class _Described(Generic[P]):
    """A describing function as an attribute of a resource."""

    def __init__(self, function: Callable[P, Any]) -> None:
        self._function = check_arguments(function, prefers_own=True)
        self._name = function.__name__
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Keep the name of the attribute."""
        self._name = name

    def _bind(self, resource: Resource[Any], run: Callable[[Any], Any]) -> Callable[P, Any]:
        function = self._function
        arguments = Arguments(function)

        @wraps(function)
        def method(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = arguments.hide(args, kwargs)
            try:
                runnable = function(*args, **kwargs)
            except ParameterError:
                args, kwargs = (
                    (),
                    {},
                )  # tracebacks must not show a secret passed as a wrong argument
                raise
            return run(runnable)

        resource.__dict__[self._name] = method
        return method


class operation(_Described[P], Generic[P, T]):
    """A method that runs a call, a procedure or a bulk procedure."""

    def __init__(self, function: Callable[P, Runnable[T] | BulkProcedure[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(
        self, resource: None, owner: type
    ) -> Callable[P, Runnable[T] | BulkProcedure[T]]: ...
    @overload
    def __get__(self, resource: Resource[GovPublic], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, resource: Resource[AsyncGovPublic], owner: type
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Callable[P, Any]:
        """Return the method on a client, the describing function on the class."""
        if resource is None:
            return self._function
        return self._bind(resource, _client(resource).run)


class listing(_Described[P], Generic[P, T]):
    """A method that iterates over all items, page after page."""

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
        """Return the method on a client, the describing function on the class."""
        if resource is None:
            return self._function
        return self._bind(resource, _client(resource).walk)


def _client(resource: Resource[Any]) -> Any:
    return resource._client  # pyright: ignore[reportPrivateUsage]
