"""Waiting for events on a Long Poll request: in a thread, on an event loop, or in made-up time.

Calls to a sandbox in the same process: transports that reach its gateway without a socket.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from urllib.parse import SplitResult, parse_qsl, urlsplit

from govpublic_sdk import errors
from govpublic_sdk._core.http import FilePart, Request, Response
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.gateway import Gateway, Poll
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked, fields_of

__all__ = [
    "AsyncSandboxTransport",
    "SandboxTransport",
    "wait_async",
    "wait_async_on_machine",
    "wait_for",
]


def wait_for(poll: Poll, longest: float) -> Answered:
    """The answer to a request, as soon as there is one; made-up time passes at once.

    Args:
        poll: The request.
        longest: For how many seconds the other side waits at the most.
    """
    answered, clock = poll.answer(), poll.world.clock
    if answered is None and not clock.real:
        clock.sleep(min(poll.look.wait, longest))
        answered = poll.answer()
    elif answered is None:
        answered = _wait_on_machine(poll, longest)
    return answered or poll.over()


def _wait_on_machine(poll: Poll, longest: float) -> Answered | None:
    end, changed = time.monotonic() + min(poll.look.wait, longest), poll.world.events.changed
    with changed:
        while (answered := poll.answer()) is None and (rest := end - time.monotonic()) > 0:
            changed.wait(min(rest, _next(poll)))
    return answered


async def wait_async(poll: Poll, longest: float) -> Answered:
    """The same for async code; see `wait_for`."""
    answered, clock = poll.answer(), poll.world.clock
    if answered is None and not clock.real:
        await clock.asleep(min(poll.look.wait, longest))
        answered = poll.answer()
    elif answered is None:
        answered = await wait_async_on_machine(poll, longest)
    return answered or poll.over()


async def wait_async_on_machine(poll: Poll, longest: float) -> Answered:
    """The same for a server: on the machine's clock, whatever the time of the sandbox is."""
    loop, bell, events = asyncio.get_running_loop(), asyncio.Event(), poll.world.events
    end = loop.time() + min(poll.look.wait, longest)

    def wake() -> None:
        loop.call_soon_threadsafe(bell.set)

    events.listen(wake)
    try:
        while (answered := poll.answer()) is None and (rest := end - loop.time()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(rest, _next(poll))):
                    await bell.wait()
            bell.clear()
    finally:
        events.ignore(wake)
    return answered or poll.over()


def _next(poll: Poll) -> float:
    """Seconds until something happens by itself."""
    return max(0.001, poll.world.events.next_due() - poll.world.clock.now())


class SandboxTransport:
    """Carries requests of the blocking client into a sandbox."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    def send(self, request: Request, timeout: float | None) -> Response:
        """Answer a request; late answers let the sandbox's time pass."""
        poll = _poll(self._gateway, request)
        if poll is not None:
            return _heard(poll, wait_for(poll, _longest(timeout)), timeout)
        answered = _respond(self._gateway, request)
        self._clock.sleep(_delay(answered, timeout))
        return _reply(answered, timeout)

    def close(self) -> None:
        """Nothing is held."""


class AsyncSandboxTransport:
    """Carries requests of the async client into a sandbox."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    async def send(self, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
        """Answer a request; late answers let the sandbox's time pass."""
        poll = _poll(self._gateway, request)
        if poll is not None:
            return _heard(poll, await wait_async(poll, _longest(timeout)), timeout)
        answered = _respond(self._gateway, request)
        await self._clock.asleep(_delay(answered, timeout))
        return _reply(answered, timeout)

    async def close(self) -> None:
        """Nothing is held."""


def _poll(gateway: Gateway, request: Request) -> Poll | None:
    """What is asked of Long Poll, if that is what is asked."""
    parts = urlsplit(request.url)
    return gateway.poll(parts.path, {**dict(parse_qsl(parts.query)), **request.form})


def _longest(timeout: float | None) -> float:
    return float("inf") if timeout is None else timeout


def _heard(poll: Poll, answered: Answered, timeout: float | None) -> Response:
    """What Long Poll said, unless the other side has given up before."""
    over = answered.body == poll.over().body
    if over and poll.look.wait >= _longest(timeout):
        raise errors.NetworkError("No response from the sandbox: time-out.")
    return _reply(answered, timeout)


def _name(parts: SplitResult) -> str:
    return parts.path.rpartition("/")[2]


def _respond(gateway: Gateway, request: Request) -> Answered:
    parts = urlsplit(request.url)
    site = gateway.site(parts.path)
    if site is not None:
        return gateway.visit(site, _to_request(request))
    name = _name(parts)
    if parts.path.startswith("/upload/"):
        return gateway.receive(name, _files(request.files))
    token = request.headers.get("authorization", "").removeprefix("Bearer ") or None
    return gateway.answer(name, request.form, token, f"{parts.scheme}://{parts.netloc}")


def _to_request(request: Request) -> Asked:
    """The request as a site sees it."""
    parts = urlsplit(request.url)
    kind = request.headers.get("content-type", "")
    parts_sent = [(part.name, part.filename, _content(part)) for part in request.files]
    texts = tuple((name, body.decode()) for name, filename, body in parts_sent if not filename)
    return Asked(
        verb=request.method,
        path=parts.path,
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        headers=request.headers,
        body=request.body,
        fields=(*request.form.items(), *texts) or fields_of(request.body, kind),
        files=tuple(part for part in parts_sent if part[1]),
        address=f"{parts.scheme}://{parts.netloc}",
    )


def _content(part: FilePart) -> bytes:
    return part.content if isinstance(part.content, bytes) else part.content.read_bytes()


def _files(parts: tuple[FilePart, ...]) -> dict[str, tuple[str, bytes]]:
    return {part.name: (part.filename, _content(part)) for part in parts}


def _delay(answered: Answered, timeout: float | None) -> float:
    wanted = answered.late + answered.slow
    return wanted if timeout is None else min(wanted, timeout)


def _reply(answered: Answered, timeout: float | None) -> Response:
    if timeout is not None and answered.late + answered.slow >= timeout:
        raise errors.NetworkError("No response from the sandbox: time-out.")
    if answered.broken == "reset":
        raise errors.NetworkError("No response from the sandbox: connection reset.")
    if answered.broken == "cut":
        raise errors.NetworkError("No response from the sandbox: the body was cut off.")
    return Response(answered.status, answered.headers, answered.body)
