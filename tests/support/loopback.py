"""A real HTTP server on loopback that answers what a test tells it to, byte by byte."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Loopback:
    """What the server answers, one after the other, and what it was sent.

    An answer is the bytes of a whole reply, or one of `reset` (after the request), `close`, and
    `hang`, or a function that is given the connection.
    """

    url: str = ""
    answers: list[bytes | str | Callable[[socket.socket], object]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    loopback, stop = Loopback(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        loopback.url = f"http{'s' if context else ''}://127.0.0.1:{server.getsockname()[1]}/"
        threads = [threading.Thread(target=_accept, args=(server, loopback, stop, context))]
        threads[0].start()
        try:
            yield loopback
        finally:
            stop.set()
            threads[0].join()


def _accept(
    server: socket.socket,
    loopback: Loopback,
    stop: threading.Event,
    context: ssl.SSLContext | None,
) -> None:
    workers = []
    while not stop.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        loopback.connections += 1
        if context is not None:
            connection = context.wrap_socket(connection, server_side=True)
        worker = threading.Thread(target=_serve, args=(connection, loopback, stop))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()


def _serve(connection: socket.socket, loopback: Loopback, stop: threading.Event) -> None:
    connection.settimeout(0.05)
    with connection:
        while not stop.is_set():
            try:
                head, body = _request(connection)
            except TimeoutError:
                continue
            except (OSError, EOFError):
                return
            loopback.heads.append(head)
            loopback.bodies.append(body)
            if not _answer(connection, loopback.answers.pop(0), stop):
                return


def _request(connection: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            raise EOFError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(x.split(b":")[1])
            for x in head.lower().split(b"\r\n")
            if x.startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head, body


def _answer(connection: socket.socket, answer: object, stop: threading.Event) -> bool:
    if callable(answer):
        answer(connection)
        return True
    if answer == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False
    if answer == "hang":
        deadline = time.monotonic() + 5
        while not stop.wait(0.02) and time.monotonic() < deadline:
            pass
        return False
    if isinstance(answer, bytes):
        connection.sendall(answer)
    return answer != "close" and not (isinstance(answer, bytes) and b"truncated" in answer)
