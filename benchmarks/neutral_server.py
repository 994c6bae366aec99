"""A bare HTTP server on loopback: every request is answered the same, late if told so.

`python neutral_server.py [ANSWER_FILE [LATE_SECONDS [RATE]]]` prints its address and serves until
ended. `execute` answers each of its calls from the file. With a rate it refuses as VK does: error 6
above the rate, error 13 above 5 MB.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import deque
from pathlib import Path
from urllib.parse import parse_qs

_SMALL = b'{"response": [{"id": 1, "first_name": "\xd0\x96", "last_name": "1"}]}'


class Neutral(asyncio.Protocol):
    """Reads requests with a length, answers each; keeps the connection."""

    answers: dict[str, bytes]
    late: float
    rate: int
    arrivals: deque[float]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self.buffer += data
        while (head_end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:head_end].lower()
            mark = head.find(b"content-length:")
            length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
            if len(self.buffer) < head_end + 4 + length:
                return
            body = self.buffer[head_end + 4 : head_end + 4 + length]
            method = self.buffer.split(b" ", 2)[1].rsplit(b"/", 1)[-1].decode()
            self.buffer = self.buffer[head_end + 4 + length :]
            self._answer(method, body)

    def _answer(self, method: str, body: bytes) -> None:
        loop = asyncio.get_running_loop()
        if self.late:
            loop.call_later(self.late, self._write, self._body(method, body))
        else:
            self._write(self._body(method, body))

    def _body(self, method: str, body: bytes) -> bytes:
        if self.rate and self._too_fast():
            return b'{"error":{"error_code":6,"error_msg":"Too many requests per second"}}'
        answer = self._answered(method, body)
        if self.rate and len(answer) > 5_000_000:
            return b'{"error":{"error_code":13,"error_msg":"response size is too big"}}'
        return answer

    def _too_fast(self) -> bool:
        now = time.monotonic()
        while self.arrivals and now - self.arrivals[0] >= 1:
            self.arrivals.popleft()
        self.arrivals.append(now)
        return len(self.arrivals) > self.rate

    def _answered(self, method: str, body: bytes) -> bytes:
        if method != "execute":
            return b'{"response":' + self.answers.get(method, self.answers[""]) + b"}"
        code = parse_qs(body.decode())["code"][0]
        parts = [part.split("(", 1)[0] for part in code.split("API.")[1:]]
        inner = b",".join(self.answers.get(part, self.answers[""]) for part in parts)
        return b'{"response":[' + inner + b"]}"

    def _write(self, body: bytes) -> None:
        self.transport.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )


def prepare() -> None:
    """Read what to answer with, and how late."""
    Neutral.answers = {"": json.dumps(json.loads(_SMALL)["response"]).encode()}
    if len(sys.argv) > 1:
        found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        Neutral.answers |= {name: json.dumps(value).encode() for name, value in found.items()}
    Neutral.late = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    Neutral.rate = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    Neutral.arrivals = deque()


async def main() -> None:
    """Serve until ended."""
    server = await asyncio.get_running_loop().create_server(Neutral, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}/method/", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    prepare()
    asyncio.run(main())
