"""What servers hand over under ASGI and WSGI: headers, bodies within a limit, their own events.

What a request means is not known here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final, Protocol, TypeAlias

from govpublic_sdk._hidden import hide

__all__ = [
    "Receive",
    "Scope",
    "Send",
    "StartResponse",
    "asgi_body",
    "asgi_headers",
    "live",
    "wsgi_body",
    "wsgi_headers",
]

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PIECE: Final = 65_536
_DIGITS: Final = 18  # more digits than any body has bytes; `int` refuses thousands of them


class StartResponse(Protocol):
    """What a WSGI server gives to begin the answer, https://peps.python.org/pep-3333/."""

    def __call__(self, status: str, headers: list[tuple[str, str]], /) -> object:
        """Begin the answer."""
        ...


class Stream(Protocol):
    """The body of a request under WSGI."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at its end."""
        ...


def asgi_headers(scope: Scope) -> dict[str, str]:
    """The headers as text."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def wsgi_headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The headers by their names in HTTP."""
    return {
        name[5:].replace("_", "-"): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }


async def asgi_body(receive: Receive, most: int) -> bytes | None:
    """The body; one byte too many where it is too long; None where the client went away."""
    pieces: list[bytes] = []
    size, more = 0, True
    while more and size <= most:
        event = hide(await receive())
        if event["type"] == "http.disconnect":
            return None
        pieces.append(event.get("body", b""))
        size, more = size + len(pieces[-1]), event.get("more_body", False)
    return hide(b"".join(pieces))


def wsgi_body(environ: Mapping[str, Any], most: int) -> bytes:
    """The body as far as its length says; one byte too many where it is too long."""
    length = _content_length(environ)
    if length is None:
        length = most + 1 if environ.get("wsgi.input_terminated", False) else 0
    left = min(length, most + 1)
    stream: Stream = environ["wsgi.input"]
    pieces: list[bytes] = []
    while left > 0 and (piece := stream.read(min(left, _PIECE))):
        pieces.append(hide(piece))
        left -= len(piece)
    return hide(b"".join(pieces))


def _content_length(environ: Mapping[str, Any]) -> int | None:
    """What `Content-Length` says; None if it is missing or not a number."""
    text = str(environ.get("CONTENT_LENGTH") or "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text.lstrip("0")[:_DIGITS] or "0")


async def live(receive: Receive, send: Send) -> None:
    """The server's own events; there is nothing to prepare and nothing to end."""
    while (event := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{event['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
