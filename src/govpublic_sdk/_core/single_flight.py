"""One request for a token at a time: calls that need the same token wait for its result.

Sources whose tokens replace each other would refuse all but the last one of several requests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import Future
from contextvars import ContextVar
from inspect import isawaitable
from threading import Lock, get_ident
from typing import Any

from govpublic_sdk.errors import ConfigurationError

__all__ = [
    "Request",
    "SingleFlight",
]


class Request(Future[str | None]):
    """A pending request; an abandoned request has the result None.

    It belongs to the task or thread that began it; waiting calls cannot cancel it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.set_running_or_notify_cancel()
        self._thread = get_ident()

    def wait(self) -> str | None:
        """Wait for the result, on the blocking client.

        Raises:
            ConfigurationError: The request needs this thread to finish.
        """
        if self._thread == get_ident() and not self.done():
            raise ConfigurationError(
                "An async client requests this token in this thread; no other can wait.",
                advice="Use the async client, or another thread.",
            )
        return self.result()


class SingleFlight:
    """Pending requests for tokens by key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[object, Request] = {}

    def begin(self, key: object) -> Request | None:
        """Begin a request, or return the pending one.

        Raises:
            ConfigurationError: The request itself needs this token.
        """
        own = Request()
        with self._lock:
            running = self._running.setdefault(key, own)
        if running is own:
            kept = (request for request in _own.get() if not request.done())
            _own.set((*kept, own))
            return None
        if running in _own.get():
            raise ConfigurationError(
                "A token source called the client with a call that needs its own token.",
                advice="Give the source a client with another token.",
            )
        return running

    def guard(self, key: object, source: Callable[[], object]) -> Callable[[], object]:
        """Wrap the source of a request, so that its error ends the request."""

        def ask() -> object:
            try:
                answer = source()
            except Exception as error:
                self.end(key, error=error)
                raise
            if isawaitable(answer):
                return _Guarded(answer, lambda error: self.end(key, error=error))
            return answer

        return ask

    def end(
        self, key: object, result: str | None = None, *, error: Exception | None = None
    ) -> None:
        """End a pending request and wake all waiting calls."""
        with self._lock:
            request = self._running.pop(key, None)
        if request is None:
            return
        if error is None:
            request.set_result(result)
        else:
            request.set_exception(error)


class _Guarded:
    """An awaitable that reports its error."""

    def __init__(self, answer: Awaitable[object], on_error: Callable[[Exception], None]) -> None:
        self._answer = answer
        self._on_error = on_error

    def __await__(self) -> Generator[Any, Any, object]:
        try:
            return (yield from self._answer.__await__())
        except Exception as error:
            self._on_error(error)
            raise

    def close(self) -> None:
        """Close the awaitable before it starts, as the blocking client does."""
        close = getattr(self._answer, "close", None)
        if callable(close):
            close()


_own: ContextVar[tuple[Request, ...]] = ContextVar("_own", default=())
