"""Calls to a sandbox in the same process: transports that reach its gateway without a socket."""

from __future__ import annotations

from urllib.parse import urlsplit

from govpublic_sdk import errors
from govpublic_sdk._http import FilePart, Reply, Request
from govpublic_sdk.sandbox.answered import Answered
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.gateway import Gateway

__all__ = ["AsyncSandboxTransport", "SandboxTransport"]


class SandboxTransport:
    """Carries requests of the blocking client into a sandbox."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    def send(self, request: Request, timeout: float | None) -> Reply:
        """Answer a request; late answers let the sandbox's time pass."""
        answered = _answered(self._gateway, request)
        self._clock.sleep(_waited(answered, timeout))
        return _reply(answered, timeout)

    def close(self) -> None:
        """Nothing is held."""


class AsyncSandboxTransport:
    """Carries requests of the async client into a sandbox."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    async def send(self, request: Request, timeout: float | None) -> Reply:  # noqa: ASYNC109
        """Answer a request; late answers let the sandbox's time pass."""
        answered = _answered(self._gateway, request)
        await self._clock.asleep(_waited(answered, timeout))
        return _reply(answered, timeout)

    async def close(self) -> None:
        """Nothing is held."""


def _answered(gateway: Gateway, request: Request) -> Answered:
    parts = urlsplit(request.url)
    name = parts.path.rpartition("/")[2]
    if parts.path.startswith("/upload/"):
        return gateway.receive(name, _files(request.files))
    token = request.headers.get("authorization", "").removeprefix("Bearer ") or None
    return gateway.answer(name, request.form, token, f"{parts.scheme}://{parts.netloc}")


def _files(parts: tuple[FilePart, ...]) -> dict[str, tuple[str, bytes]]:
    return {
        part.name: (
            part.filename,
            part.content if isinstance(part.content, bytes) else part.content.read_bytes(),
        )
        for part in parts
    }


def _waited(answered: Answered, timeout: float | None) -> float:
    wanted = answered.late + answered.slow
    return wanted if timeout is None else min(wanted, timeout)


def _reply(answered: Answered, timeout: float | None) -> Reply:
    if timeout is not None and answered.late + answered.slow >= timeout:
        raise errors.NetworkError("No answer from the sandbox: time-out.")
    if answered.broken == "reset":
        raise errors.NetworkError("No answer from the sandbox: connection reset.")
    if answered.broken == "cut":
        raise errors.NetworkError("No answer from the sandbox: the body was cut.")
    return Reply(answered.status, answered.headers, answered.body)
