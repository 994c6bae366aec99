"""What every channel is held to: a case around each one, wires that lose answers, the table.

A `Case` knows how citizens write to a service, what they were told, and how its time passes; the
tests know nothing else of it. `CASES` lie next door.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeAlias

from govpublic_sdk import (
    AsyncGovPublic,
    AsyncTransport,
    GovPublic,
    Request,
    Response,
    Transport,
    errors,
)
from govpublic_sdk.appeals import Capability, Channel

__all__ = ["Asking", "AsyncWire", "Case", "Line", "Wire", "table"]

Words: TypeAlias = Callable[[Request], bool]


class Line:
    """What goes over the wires of a client, and what is lost on the way.

    Attributes:
        asked: All requests that went out.
        stops: Requests that never arrive.
        loses: Requests that arrive, and whose answers never come.
        breaks: Requests that a broken service answers with `page`.
        page: What a broken service says.
    """

    page: Response = Response(500, {"content-type": "text/html"}, b"<html>Sorry</html>")

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.stops: Words = lambda request: False
        self.loses: Words = lambda request: False
        self.breaks: Words = lambda request: False

    def goes(self, request: Request) -> None:
        self.asked.append(request)
        if self.stops(request):
            raise errors.NetworkError("It never arrived, which nobody knows.")

    def came(self, request: Request, reply: Response) -> Response:
        if self.loses(request):
            raise errors.NetworkError("The answer was lost.")
        return self.page if self.breaks(request) else reply


class Wire:
    """The wire of a blocking client."""

    def __init__(self, line: Line, inner: Transport) -> None:
        self._line, self._inner = line, inner

    def send(self, request: Request, timeout: float | None) -> Response:
        self._line.goes(request)
        return self._line.came(request, self._inner.send(request, timeout))

    def close(self) -> None:
        self._inner.close()


class AsyncWire:
    """The wire of an async client."""

    def __init__(self, line: Line, inner: AsyncTransport) -> None:
        self._line, self._inner = line, inner

    async def send(self, request: Request, timeout: float | None) -> Response:
        self._line.goes(request)
        return self._line.came(request, await self._inner.send(request, timeout))

    async def close(self) -> None:
        await self._inner.close()


class Case:
    """A channel, and all around it.

    Attributes:
        title: What the channel is called in the table.
        shown: A channel of the kind, built without a service, to be asked what it can do.
        absent: The key of nothing.
        has_words: Whether the service gives appeals a status.
        oddities: Ways in which such services are odd; see `be`.
        channel: The channel.
        line: The wires to its service.
    """

    title: ClassVar[str]
    shown: ClassVar[Channel]
    absent: ClassVar[str] = "999999999"
    has_words: ClassVar[bool] = True
    oddities: ClassVar[tuple[str, ...]] = ()
    channel: Channel

    def __init__(self) -> None:
        self.line = Line()

    def client(self) -> GovPublic:
        raise NotImplementedError

    def async_client(self) -> AsyncGovPublic:
        raise NotImplementedError

    # What citizens and the service do

    def write(self, text: str, *files: tuple[str, bytes]) -> str:
        """Another citizen writes; the key of the appeal."""
        raise NotImplementedError

    def write_little(self) -> str:
        """Somebody writes as little as the service lets him: no text, no name, no topic."""
        raise NotImplementedError

    def later(self, seconds: float) -> None:
        """Time passes."""
        raise NotImplementedError

    def told(self, key: str) -> list[str]:
        """What the authority has told whoever wrote, as the service has it."""
        return []

    def told_files(self, key: str) -> list[bytes]:
        """What was sent along with it."""
        return []

    def carries(self, request: Request) -> bool:
        """Whether a request carries an answer to the citizen."""
        return False

    def is_taken(self, key: str) -> bool:
        """Whether the service knows that work has begun."""
        return False

    def happens(self, key: str, text: str) -> None:
        """An officer does something at the service itself."""
        raise NotImplementedError

    def close(self, key: str) -> None:
        """The service ends an appeal without saying how; where it `has_words`."""
        raise NotImplementedError

    def call_it(self, key: str, word: str) -> None:
        """The service gives an appeal a status that nobody knows; where it `has_words`."""
        raise NotImplementedError

    def be(self, oddity: str) -> None:
        """The service is odd from now on."""
        raise NotImplementedError

    def new(self) -> dict[str, Any]:
        """What a new appeal needs here beside its text."""
        return {}


class Asking:
    """One of the two clients; what it is asked is the same."""

    def __init__(self, case: Case, *, waits: bool) -> None:
        self._case = case
        self._waits = waits

    def run(self, question: Any) -> Any:
        if self._waits:
            with self._case.client() as client:
                return client.run(question)
        return asyncio.run(self._run(question))

    async def _run(self, question: Any) -> Any:
        async with self._case.async_client() as client:
            return await client.run(question)

    def walk(self, walk: Any) -> list[Any]:
        if self._waits:
            with self._case.client() as client:
                return list(client.walk(walk))
        return asyncio.run(self._walk(walk))

    async def _walk(self, walk: Any) -> list[Any]:
        async with self._case.async_client() as client:
            return [one async for one in client.walk(walk)]


def table(channels: Iterable[tuple[str, Channel]]) -> str:
    """Which channel can do what, as a table of Markdown.

    Args:
        channels: Each with its title.
    """
    known = list(channels)
    heads = ["", *(title for title, _ in known)]
    rows = [
        [f"`{one.name}`", *("✓" if one in channel.capabilities else "" for _, channel in known)]
        for one in Capability
    ]
    lines = [heads, ["---", *(":-:" for _ in known)], *rows]
    return "\n".join(
        "".join(f"| {cell} ".replace("  ", " ") for cell in line) + "|" for line in lines
    )
