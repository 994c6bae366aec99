"""A callback server on loopback that answers as a test tells it to, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["CallbackServer", "Said", "listening"]

Said = str | tuple[int, str, dict[str, str]]


@dataclass
class CallbackServer:
    """What a server was sent, and what it answers: a text, or status, text and headers."""

    url: str = ""
    answer: Callable[[dict[str, Any]], Said] = field(default=lambda event: "ok")
    events: list[dict[str, Any]] = field(default_factory=list)
    retries: list[str | None] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    def wait(self, count: int) -> list[dict[str, Any]]:
        """The first events, as soon as there are so many."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.events) >= count, timeout=10)
            return self.events[:count]


@contextmanager
def listening() -> Iterator[CallbackServer]:
    kept = CallbackServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = kept.answer(event)
            with kept.came:
                kept.events.append(event)
                kept.retries.append(self.headers.get("X-Retry-Counter"))
                kept.came.notify_all()
            status, text, headers = (200, said, {}) if isinstance(said, str) else said
            self.send_response(status)
            for name, value in {"Content-Length": str(len(text)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}/events?of=vk"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
