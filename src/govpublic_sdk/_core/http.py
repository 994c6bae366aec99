"""Request, response and the steps of a call, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

__all__ = [
    "Ask",
    "AsyncTransport",
    "ClientContext",
    "FilePart",
    "Request",
    "Response",
    "Send",
    "Sleep",
    "Transport",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file to be sent as one part of a multipart form; a path is streamed from disk."""

    name: str
    filename: str = field(repr=False)
    content: bytes | Path = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request, complete. Address, headers and body may hold secrets: they never show.

    `waits` marks a Long Poll request, which may take minutes and must not block other requests. A
    `body` is sent unchanged, instead of `form`; its media type is in the headers. With `on_time`,
    waiting for a connection counts against the time-out.
    """

    method: str = "POST"
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    form: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    files: tuple[FilePart, ...] = ()
    body: bytes = field(default=b"", repr=False)
    waits: bool = False
    on_time: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP response, read to its end. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Transport(Protocol):
    """Carries the requests of the blocking client.

    A failure of the network is raised as `govpublic_sdk.errors.NetworkError`.
    """

    def send(self, request: Request, timeout: float | None) -> Response:
        """Send one request and read the whole response within `timeout` seconds."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncTransport(Protocol):
    """Carries the requests of the async client; see `Transport`."""

    async def send(self, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
        """Send one request and read the whole response within `timeout` seconds."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


@dataclass(frozen=True, slots=True)
class Send:
    """Step: send this; answer with a `Response`, or with the error that came instead."""

    request: Request
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Sleep:
    """Step: wait this many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Step: call what the user gave (a token source, a captcha handler); answer with its result.

    It may return an awaitable on the async client; on the blocking one that is refused. One that
    `blocks` may wait for a file: the async client calls it in a thread.
    """

    function: Callable[[], object] = field(repr=False)
    about: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class ClientContext:
    """Step of a procedure: answer with what the client was given for a room, or None."""

    room: str
