"""httpx, and only here: carries one request to one reply. It decides nothing and repeats nothing.

What was measured decides the settings: few connections, as many kept alive as there may be, no
cookie jar, ready addresses (https://github.com/encode/httpx/issues/3215).
"""

from __future__ import annotations

import asyncio
import inspect
import ssl
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import urlencode
from urllib.request import getproxies, proxy_bypass

import httpx

from govpublic_sdk import errors
from govpublic_sdk._http import AsyncTransport, Reply, Request, Transport

__all__ = ["AnyAsyncTransport", "AnyTransport", "async_transport", "transport"]

AnyTransport: TypeAlias = Transport | httpx.BaseTransport
AnyAsyncTransport: TypeAlias = AsyncTransport | httpx.AsyncBaseTransport

_HEADERS = {"accept": "application/json", "accept-encoding": "gzip", "user-agent": "govpublic_sdk"}
_FORM = "application/x-www-form-urlencoded"
_CONNECTIONS = httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=20)
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def transport(
    given: object | None, *, proxy: str | None = None, ssl_context: ssl.SSLContext | None = None
) -> Transport:
    """The transport of a blocking client: the given one, or a new one over httpx.

    Raises:
        ConfigurationError: The given one is for the async client, or is no transport.
    """
    if given is None:
        return HttpxTransport(_routes(httpx.HTTPTransport, proxy, ssl_context))
    if isinstance(given, httpx.BaseTransport):
        return HttpxTransport([(None, given)])
    if _has(given, "send", "close") and not _is_async(given):
        return cast("Transport", given)
    raise _wrong_colour(given, "GovPublic", "AsyncGovPublic")


def async_transport(
    given: object | None, *, proxy: str | None = None, ssl_context: ssl.SSLContext | None = None
) -> AsyncTransport:
    """The transport of an async client: the given one, or a new one over httpx.

    Raises:
        ConfigurationError: The given one is for the blocking client, or is no transport.
    """
    if given is None:
        return AsyncHttpxTransport(_routes(httpx.AsyncHTTPTransport, proxy, ssl_context))
    if isinstance(given, httpx.AsyncBaseTransport):
        return AsyncHttpxTransport([(None, given)])
    if _has(given, "send", "close") and _is_async(given):
        return cast("AsyncTransport", given)
    raise _wrong_colour(given, "AsyncGovPublic", "GovPublic")


class HttpxTransport:
    """Sends through httpx transports, without its client."""

    def __init__(self, routes: list[tuple[str | None, httpx.BaseTransport]]) -> None:
        self._routes = dict(routes)

    def send(self, request: Request, timeout: float | None) -> Reply:
        """Send one request and read its whole reply; see `Transport`."""
        until = None if timeout is None else time.monotonic() + timeout
        with ExitStack() as files, _network_errors(request):
            wire = _wire(request, timeout, files)
            response = _route(self._routes, wire.url).handle_request(wire)
            try:
                body = b"".join(_in_time(_unpacked(response, wire), until))
            finally:
                response.close()
            return _reply(response, body)

    def close(self) -> None:
        """Let all connections go."""
        for one in self._routes.values():
            one.close()


class AsyncHttpxTransport:
    """Sends through async httpx transports, without its client."""

    def __init__(self, routes: list[tuple[str | None, httpx.AsyncBaseTransport]]) -> None:
        self._routes = dict(routes)
        self._gate = asyncio.Semaphore(_CONNECTIONS.max_connections or 1)

    async def send(self, request: Request, timeout: float | None) -> Reply:  # noqa: ASYNC109
        """Send one request and read its whole reply; see `AsyncTransport`."""
        async with self._gate:
            return await self._send(request, timeout)

    async def _send(self, request: Request, timeout: float | None) -> Reply:  # noqa: ASYNC109
        with ExitStack() as files, _network_errors(request):
            wire = _wire(request, timeout, files)
            async with asyncio.timeout(timeout):
                response = await _route(self._routes, wire.url).handle_async_request(wire)
                response.request = wire
                try:
                    body = await response.aread()
                finally:
                    await response.aclose()
            return _reply(response, body)

    async def close(self) -> None:
        """Let all connections go."""
        for one in self._routes.values():
            await one.aclose()


def _routes(
    kind: Any, proxy: str | None, ssl_context: ssl.SSLContext | None
) -> list[tuple[str | None, Any]]:
    """A transport per way to the outside: direct, and by proxy where one is set."""
    verify = ssl_context if ssl_context is not None else httpx.create_ssl_context()
    found = proxy or getproxies().get("https") or getproxies().get("all")
    if found and found.partition("://")[0] not in _PROXY_SCHEMES:
        raise errors.ConfigurationError(
            "proxy: an http://, https:// or socks5:// address is needed."
        )
    ways: list[tuple[str | None, Any]] = [(None, kind(verify=verify, limits=_CONNECTIONS))]
    if found:
        way = "forced" if proxy else "proxied"
        ways.append((way, kind(verify=verify, limits=_CONNECTIONS, proxy=httpx.Proxy(found))))
    return ways


def _route(routes: dict[str | None, Any], url: httpx.URL) -> Any:
    if "forced" in routes:
        return routes["forced"]
    if "proxied" in routes and not proxy_bypass(url.host):
        return routes["proxied"]
    return routes[None]


@lru_cache(maxsize=1024)
def _url(text: str) -> httpx.URL:
    return httpx.URL(text)


def _wire(request: Request, timeout: float | None, files: ExitStack) -> httpx.Request:
    extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
    headers = {**_HEADERS, **request.headers}
    if request.files:
        parts = [
            (part.name, (part.filename, _opened(part.content, files), part.content_type))
            for part in request.files
        ]
        return httpx.Request(
            request.method,
            request.url,
            headers=headers,
            data=dict(request.form),
            files=parts,
            extensions=extensions,
        )
    if request.form:
        headers["content-type"] = _FORM
    return httpx.Request(
        request.method,
        _url(request.url),
        headers=headers,
        content=urlencode(request.form).encode("ascii") if request.form else None,
        extensions=extensions,
    )


def _opened(content: bytes | Path, files: ExitStack) -> Any:
    return files.enter_context(content.open("rb")) if isinstance(content, Path) else content


def _unpacked(response: httpx.Response, wire: httpx.Request) -> Iterator[bytes]:
    response.request = wire
    return response.iter_bytes()


def _in_time(chunks: Iterator[bytes], until: float | None) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        if until is not None and time.monotonic() > until:
            raise httpx.ReadTimeout("the reply did not end in time")


def _reply(response: httpx.Response, body: bytes) -> Reply:
    return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


@contextmanager
def _network_errors(request: Request) -> Generator[None]:
    """Turn httpx's errors into ours, without the address: it may hold a secret."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError) as error:
        what = f"No answer from {_host(request)}: {type(error).__name__}."
        raise errors.NetworkError(what, sent=not isinstance(error, _NEVER_SENT)) from _bare(error)


def _host(request: Request) -> str:
    try:
        return _url(request.url).host
    except httpx.InvalidURL:
        return "an address that is none"


def _bare(error: Exception) -> Exception | None:
    """The cause without the request that httpx hangs on it."""
    cause = error.__cause__ or error.__context__
    return cause if isinstance(cause, OSError) else None


def _has(given: object, *names: str) -> bool:
    return all(callable(getattr(given, name, None)) for name in names)


def _is_async(given: object) -> bool:
    return inspect.iscoroutinefunction(getattr(given, "send", None))


def _wrong_colour(given: object, client: str, other: str) -> errors.ConfigurationError:
    kind = type(given).__name__
    return errors.ConfigurationError(
        f"transport: {kind} does not fit {client}; give it to {other}, or give an httpx transport "
        "or an object with `send` and `close` of the right colour."
    )
