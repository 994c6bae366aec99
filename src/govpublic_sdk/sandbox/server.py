"""HTTP servers on loopback, each with an asyncio loop in a thread of its own.

They hand requests to a handler, send its answers, and break connections when a fault asks for it.
`serve` is the server of a gateway.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from govpublic_sdk.sandbox.gateway import LOCAL, Gateway
from govpublic_sdk.sandbox.http_requests import (
    Unreadable,
    bearer_token,
    form_of,
    parts_of,
    read_body,
    read_head,
)
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked, fields_of
from govpublic_sdk.sandbox.transport import wait_async_on_machine

__all__ = ["Handler", "listening", "serve"]

Handler: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], Awaitable[Answered]]
"""Answers a request: its verb, target, headers by names in lower case, body."""

_LARGEST_BODY = 64 * 1024 * 1024
_PIECES = 10
_REST_SECONDS, _REST_PIECES = 1.0, 256  # of a refused request, 16 MiB at most are read
_OURS = ("content-type", "content-length")
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


@contextmanager
def serve(gateway: Gateway, port: int) -> Generator[str]:
    """Serve a gateway; the address without a path.

    Args:
        gateway: What answers.
        port: The port on 127.0.0.1, 0 for any that is free.
    """
    with listening(_Requests(gateway).answer, port, max_body=_LARGEST_BODY) as address:
        yield address


@contextmanager
def listening(handler: Handler, port: int, *, max_body: int) -> Generator[str]:
    """Listen on 127.0.0.1, never on another interface; the address without a path.

    Args:
        handler: Answers requests.
        port: The port, 0 for any that is free.
        max_body: How many bytes a body may have; a longer one is refused with 413.
    """
    with _loop_of_its_own() as loop:
        connections = _Connections(handler, max_body)
        starting = asyncio.start_server(connections.serve, "127.0.0.1", port, limit=1 << 20)
        server = asyncio.run_coroutine_threadsafe(starting, loop).result()
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            asyncio.run_coroutine_threadsafe(_stop(server), loop).result()


@contextmanager
def _loop_of_its_own() -> Generator[asyncio.AbstractEventLoop]:
    """A loop that runs in a thread from the start: the thread of the caller may have one, too."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class _Connections:
    """Serves one connection after another request on it, until either side ends it."""

    def __init__(self, handler: Handler, max_body: int) -> None:
        self._handler = handler
        self._max_body = max_body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on a connection."""
        try:
            while await self._one(reader, writer):
                pass
        except Unreadable as error:
            with suppress(ConnectionError):
                await _refuse(reader, writer, error)
        except (EOFError, ConnectionError):
            pass  # the other side went away
        except asyncio.CancelledError:
            pass  # the server is being stopped
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await read_head(reader)
        if head.headers.get("expect", "").lower() == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await read_body(reader, head, self._max_body)
        try:
            answered = await self._handler(head.verb, head.target, head.headers, body)
        except Exception as error:  # the other side must learn that it is no mistake of its own
            answered = Answered(f"a fault of the sandbox: {error!r}".encode(), 500)
        return await _send(writer, answered, keep=head.keeps, verb=head.verb)


class _Requests:
    """Requests to a sandbox, by their paths."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def answer(
        self, verb: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Answered:
        """Answer a request for a method, an upload, Long Poll or a site."""
        parts = urlsplit(target)
        kind = headers.get("content-type", "")
        site = self._gateway.site(parts.path)
        if site is not None:
            return self._gateway.visit(site, _to_request(verb, target, headers, body))
        if parts.path.startswith("/upload/") and verb == "POST":
            files = {one.name: (one.filename, one.content) for one in parts_of(kind, body)}
            return self._gateway.receive(parts.path.rpartition("/")[2], files)
        if verb not in ("GET", "POST"):
            return Answered(b"not found", 404)
        form = form_of(kind, parts.query, body)
        poll = self._gateway.poll(parts.path, form)
        if poll is not None:
            return await wait_async_on_machine(poll, float("inf"))
        if not parts.path.startswith("/method/"):
            return Answered(b"not found", 404)
        name = unquote(parts.path.removeprefix("/method/"))
        address = f"http://{headers['host']}" if "host" in headers else LOCAL
        return self._gateway.answer(name, form, bearer_token(headers), address)


def _to_request(verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Asked:
    """The request as a site sees it."""
    parts, kind = urlsplit(target), headers.get("content-type", "")
    received = parts_of(kind, body)
    texts = (
        (one.name, one.content.decode("utf-8", "replace")) for one in received if not one.filename
    )
    return Asked(
        verb=verb,
        path=parts.path,
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        headers=headers,
        body=b"" if received else body,
        fields=tuple(texts) or fields_of(body, kind),
        files=tuple(part for part in received if part.filename),
        address=f"http://{headers['host']}" if "host" in headers else LOCAL,
    )


async def _refuse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, error: Unreadable
) -> None:
    """Refuse a request, and read a part of its rest: a client may look for the answer after it."""
    answered = Answered(str(error).encode(), error.status.value)
    await _send(writer, answered, keep=False)
    with suppress(TimeoutError):
        async with asyncio.timeout(_REST_SECONDS):
            for _ in range(_REST_PIECES):
                if not await reader.read(1 << 16):
                    break


async def _send(
    writer: asyncio.StreamWriter, answered: Answered, *, keep: bool, verb: str = ""
) -> bool:
    """Send an answer, or break the connection; whether it goes on."""
    if answered.late:
        await asyncio.sleep(answered.late)
    if answered.broken == "reset":
        _reset(writer)
        return False
    without_body = verb == "HEAD" or answered.status in _WITHOUT_BODY
    body = b"" if without_body else answered.body
    lines = [
        f"HTTP/1.1 {answered.status} {'OK' if answered.status == 200 else 'Sandbox'}",
        f"Content-Type: {_kind(answered)}",
        f"Content-Length: {answered.headers.get('content-length', len(answered.body))}",
        f"Connection: {'keep-alive' if keep else 'close'}",
        *(f"{name}: {value}" for name, value in answered.headers.items() if name not in _OURS),
    ]
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    if answered.broken == "cut":
        writer.write(head + body[: len(body) // 2])
        await writer.drain()
        return False
    if answered.slow:
        await _slowly(writer, head, body, answered.slow)
    else:
        writer.write(head + body)
    await writer.drain()
    return keep


def _kind(answered: Answered) -> str:
    """The media type: the one that was named, or by how the body begins."""
    is_json = answered.body[:1] in (b"{", b"[")
    by_look = "application/json; charset=utf-8" if is_json else "text/html"
    return answered.headers.get("content-type", by_look)


async def _slowly(writer: asyncio.StreamWriter, head: bytes, body: bytes, seconds: float) -> None:
    writer.write(head)
    size = len(body) // _PIECES + 1
    for start in range(0, len(body), size):
        writer.write(body[start : start + size])
        await writer.drain()
        await asyncio.sleep(seconds / _PIECES)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let the other side see a reset: close with no time to linger."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
