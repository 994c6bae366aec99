"""HTTP servers on loopback, each with an asyncio loop in a thread of its own.

They read requests, hand them to a handler, and break connections when a fault says so. `served`
is the server of a gateway.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from email.parser import BytesParser
from email.policy import HTTP
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from govpublic_sdk.sandbox.answered import Answered
from govpublic_sdk.sandbox.gateway import LOCAL, Gateway
from govpublic_sdk.sandbox.sites import Asked, fields_of
from govpublic_sdk.sandbox.waiting import awaited_really

__all__ = ["Handler", "listening", "served"]

Handler: TypeAlias = Callable[[str, str, dict[str, str], bytes], Awaitable[Answered]]
"""Answers a request: its verb, target, headers by names in lower case, body."""

_LARGEST_BODY = 64 * 1024 * 1024
_PIECES = 10
_REST_SECONDS, _REST_PIECES = 1.0, 256  # of a body that is too large, 16 MiB at most are read
_TOO_LARGE = Answered(b"too large", 413)
_OURS = ("content-type", "content-length")


@contextmanager
def served(gateway: Gateway, port: int) -> Generator[str]:
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
        except (EOFError, ConnectionError, ValueError, asyncio.LimitOverrunError):
            pass  # the other side went away, or spoke no HTTP
        except asyncio.CancelledError:
            pass  # the server is being stopped
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        line, _, rest = head.partition(b"\r\n")
        verb, target, _ = line.decode("latin-1").split(" ", 2)
        headers = _headers(rest)
        if headers.get("expect", "").lower() == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= self._max_body:
            return await _refuse_body(reader, writer)
        body = await reader.readexactly(length) if length else b""
        if headers.get("transfer-encoding", "") == "chunked":
            chunked = await _chunked(reader, self._max_body)
            if chunked is None:
                return await _refuse_body(reader, writer)
            body = chunked
        answered = await self._handler(verb, target, headers, body)
        return await _send(writer, answered, keep=headers.get("connection", "") != "close")


class _Requests:
    """Requests to a sandbox, by their paths."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def answer(
        self, verb: str, target: str, headers: dict[str, str], body: bytes
    ) -> Answered:
        """Answer a request for a method, an upload, Long Poll or a site."""
        parts = urlsplit(target)
        kind = headers.get("content-type", "")
        site = self._gateway.site(parts.path)
        if site is not None:
            return self._gateway.visit(site, _asked(verb, target, headers, body))
        name = parts.path.rpartition("/")[2]
        if parts.path.startswith("/upload/"):
            return self._gateway.receive(name, _multipart(kind, body))
        if verb not in ("GET", "POST"):
            return Answered(b"not found", 404)
        form = dict(parse_qsl(parts.query, keep_blank_values=True))
        if kind.startswith("multipart/"):
            form |= {key: content.decode() for key, (_, content) in _multipart(kind, body).items()}
        else:
            form |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        poll = self._gateway.poll(parts.path, form)
        if poll is not None:
            return await awaited_really(poll, float("inf"))
        if not parts.path.startswith("/method/"):
            return Answered(b"not found", 404)
        token = headers.get("authorization", "").removeprefix("Bearer ") or None
        address = f"http://{headers['host']}" if "host" in headers else LOCAL
        return self._gateway.answer(name, form, token, address)


def _headers(lines: bytes) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines.decode("latin-1").split("\r\n") if line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


async def _chunked(reader: asyncio.StreamReader, max_body: int) -> bytes | None:
    """A body in chunks; None if it is too large."""
    pieces: list[bytes] = []
    left = max_body
    while True:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
        left -= size
        if size < 0 or left < 0:
            return None
        piece = await reader.readexactly(size + 2)
        if not size:
            return b"".join(pieces)
        pieces.append(piece[:-2])


def _asked(verb: str, target: str, headers: dict[str, str], body: bytes) -> Asked:
    """The request as a site sees it."""
    parts, kind = urlsplit(target), headers.get("content-type", "")
    received = _parts(kind, body)
    texts = (
        (name, content.decode("utf-8", "replace")) for name, file, content in received if not file
    )
    return Asked(
        verb=verb,
        path=parts.path,
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        headers=headers,
        body=b"" if received else body,
        fields=tuple(texts) or fields_of(body, kind),
        files=tuple(part for part in received if part[1]),
        address=f"http://{headers['host']}" if "host" in headers else LOCAL,
    )


def _multipart(kind: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    return {name: (file, content) for name, file, content in _parts(kind, body)}


def _parts(kind: str, body: bytes) -> list[tuple[str, str, bytes]]:
    """The parts of a multipart form: name, name of the file, content."""
    if not kind.startswith("multipart/"):
        return []
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body
    )
    found: list[tuple[str, str, bytes]] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found.append((name, part.get_filename() or "", content))
    return found


async def _refuse_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Answer 413, and read a part of the rest: a client may look for the answer only after it."""
    await _send(writer, _TOO_LARGE, keep=False)
    with suppress(TimeoutError):
        async with asyncio.timeout(_REST_SECONDS):
            for _ in range(_REST_PIECES):
                if not await reader.read(1 << 16):
                    break
    return False


async def _send(writer: asyncio.StreamWriter, answered: Answered, *, keep: bool) -> bool:
    """Send an answer, or break the connection; whether it goes on."""
    if answered.late:
        await asyncio.sleep(answered.late)
    if answered.broken == "reset":
        _reset(writer)
        return False
    body = answered.body
    lines = [
        f"HTTP/1.1 {answered.status} {'OK' if answered.status == 200 else 'Sandbox'}",
        f"Content-Type: {_kind(answered)}",
        f"Content-Length: {answered.headers.get('content-length', len(body))}",
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
