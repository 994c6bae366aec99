"""Sends one request over httpx and reads one response. No other module uses httpx.

The settings were measured: few connections, all kept alive, no cookie jar, parsed URLs
(https://github.com/encode/httpx/issues/3215).

httpx would decompress every encoding that an installed package supports, without a limit; here only
gzip is accepted, within bounds. A connection with bytes after a response is closed: a proxy may
send a response twice, and the second copy would answer the next request.
"""

from __future__ import annotations

import asyncio
import inspect
import ssl
import time
import zlib
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import ExitStack
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias, cast
from urllib.parse import urlencode
from urllib.request import getproxies, proxy_bypass

import httpx

from govpublic_sdk import errors
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import AsyncTransport, Request, Response, Transport
from govpublic_sdk._texts import Text, show_value

__all__ = [
    "AnyAsyncTransport",
    "AnyTransport",
    "async_transport",
    "transport",
]

AnyTransport: TypeAlias = Transport | httpx.BaseTransport
AnyAsyncTransport: TypeAlias = AsyncTransport | httpx.AsyncBaseTransport

_HEADERS = {"accept": "application/json", "accept-encoding": "gzip", "user-agent": "govpublic_sdk"}
_FORM = "application/x-www-form-urlencoded"
_MAX_AT_ONCE = 8
_CONNECTIONS = httpx.Limits(keepalive_expiry=20)  # requests at once are counted here, at the gate
_MAX_BYTES = 64 * 1024 * 1024
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_PLAIN = ("", "identity")
_ENCODINGS = (*_PLAIN, "gzip", "x-gzip")
_GZIP = 16 + zlib.MAX_WBITS
_UNPACKED_AT_ONCE = 1024 * 1024  # bytes; a bomb is noticed before the next piece
_Routes: TypeAlias = dict[str | None, Any]
_MAX_PORT = 65_535
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def transport(
    given: object | None, *, proxy: str | None = None, ssl_context: ssl.SSLContext | None = None
) -> Transport:
    """The transport of a blocking client: the given one, or a new one over httpx.

    Raises:
        ConfigurationError: The given one is for the async client, or not a transport.
    """
    if given is None:
        verify = _verify(ssl_context)
        return HttpxTransport(lambda: _routes(httpx.HTTPTransport, proxy, verify))
    if isinstance(given, httpx.BaseTransport):
        return HttpxTransport(lambda: {None: given}, own=False)
    if _has(given, "send", "close") and not _is_async(given):
        return cast("Transport", given)
    raise _wrong_colour(given, "GovPublic", "AsyncGovPublic")


def async_transport(
    given: object | None, *, proxy: str | None = None, ssl_context: ssl.SSLContext | None = None
) -> AsyncTransport:
    """The transport of an async client: the given one, or a new one over httpx.

    Raises:
        ConfigurationError: The given one is for the blocking client, or not a transport.
    """
    if given is None:
        verify = _verify(ssl_context)
        return AsyncHttpxTransport(lambda: _routes(httpx.AsyncHTTPTransport, proxy, verify))
    if isinstance(given, httpx.AsyncBaseTransport):
        return AsyncHttpxTransport(lambda: {None: given}, own=False)
    if _has(given, "send", "close") and _is_async(given):
        return cast("AsyncTransport", given)
    raise _wrong_colour(given, "AsyncGovPublic", "GovPublic")


class HttpxTransport:
    """Sends through httpx transports, each of which carries one request at a time.

    Ctrl-C may arrive between taking a lock and entering the block that it guards. A pool of
    httpcore whose lock stays taken blocks every later use, even `close`. So an interrupted pool is
    abandoned, and turns are managed by a queue, which has no such gap.

    Args:
        routes: Makes transports.
        own: Whether it may be asked again, and what it made be closed before the end.
    """

    def __init__(self, routes: Callable[[], _Routes], *, own: bool = True) -> None:
        self._open = routes
        self._own = own
        self._all = [routes()]
        self._idle = self._all.copy()
        self._turns: SimpleQueue[None] = SimpleQueue()
        for _ in range(_MAX_AT_ONCE):
            self._turns.put(None)
        self._closed = False

    def send(self, request: Request, timeout: float | None) -> Response:
        """Send one request and read its whole reply; see `Transport`."""
        if request.waits:
            return self._exchange(request, timeout)
        since = time.monotonic()
        try:
            self._turns.get(timeout=timeout if request.on_time else None)
        except Empty:
            raise _no_connection(request) from None
        try:
            return self._exchange(request, _remaining_seconds(request, timeout, since))
        finally:
            self._turns.put(None)

    def _exchange(self, request: Request, timeout: float | None) -> Response:
        _check_open(closed=self._closed)
        routes = self._take()
        try:
            reply = _exchange(routes, request, timeout)
        except Exception:
            self._give_back(routes)
            raise
        except BaseException:
            self._leave_alone(routes)
            raise
        self._give_back(routes)
        return reply

    def _take(self) -> _Routes:
        if not self._own:
            return self._all[0]
        try:
            return self._idle.pop()
        except IndexError:
            made = self._open()
            self._all.append(made)  # maybe not the last one: other threads append, too
            return made

    def _give_back(self, routes: _Routes) -> None:
        if self._own:
            self._idle.append(routes)
        if self._closed:
            _let_go(routes)  # what was opened while it was closed goes, too

    def _leave_alone(self, routes: _Routes) -> None:
        if self._own:
            self._all.remove(routes)

    def close(self) -> None:
        """Let all connections go."""
        self._closed = True
        for routes in list(self._all):
            _let_go(routes)


def _exchange(routes: _Routes, request: Request, timeout: float | None) -> Response:
    try:
        return _exchange_raw(routes, request, timeout)
    except Exception as error:
        failed = _network_error(request, error)
        if failed is None:
            raise
    raise failed  # here, so that the error of httpx with its request is not its context


def _exchange_raw(routes: _Routes, request: Request, timeout: float | None) -> Response:
    with ExitStack() as files:
        left = _Left(timeout)
        wire = _wire(request, left, files)
        response = _route(routes, wire.url).handle_request(wire)
        try:
            body = _Body(response, wire)
            for piece in _raw(response):
                body.add(piece)
                left.check()
            if _has_surplus(response):
                response.extensions["network_stream"].close()  # httpcore opens another one then
        finally:
            response.close()
        return body.reply()


def _let_go(routes: _Routes) -> None:
    for route in routes.values():
        route.close()


class AsyncHttpxTransport:
    """Sends through async httpx transports, each of which carries one request at a time.

    A cancelled request may leave an unusable connection in its pool, so the pool is dropped with
    it: https://github.com/encode/httpcore/issues/1093. Connections belong to the event loop that
    opened them: a new loop gets new ones.

    Args:
        routes: Makes transports.
        own: Whether it may be asked again, and what it made be closed before the end.
    """

    def __init__(self, routes: Callable[[], _Routes], *, own: bool = True) -> None:
        self._open = routes
        self._own = own
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._begin()

    def _begin(self) -> None:
        self._all = [self._open()]
        self._idle = self._all.copy()
        self._gate = asyncio.Semaphore(_MAX_AT_ONCE)

    async def send(self, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
        """Send one request and read its whole reply; see `AsyncTransport`."""
        self._settle()
        if request.waits:
            return await self._exchange(request, timeout)
        gate, since = self._gate, time.monotonic()
        try:
            async with asyncio.timeout(timeout if request.on_time else None):
                await gate.acquire()
        except TimeoutError:
            raise _no_connection(request) from None
        try:
            return await self._exchange(request, _remaining_seconds(request, timeout, since))
        finally:
            gate.release()

    async def _exchange(self, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
        _check_open(closed=self._closed)
        routes = self._take()
        try:
            reply = await _exchange_async(routes, request, timeout)
        except BaseException:
            await self._drop(routes)
            raise
        if self._closed:
            await self._drop(routes)  # what was opened while it was closed goes, too
        else:
            self._idle.append(routes)
        return reply

    def _take(self) -> _Routes:
        if self._idle or not self._own:
            return self._idle.pop() if self._idle else self._all[0]
        self._all.append(self._open())
        return self._all[-1]

    async def _drop(self, routes: _Routes) -> None:
        if self._own and routes in self._all:
            self._all.remove(routes)
            await _close(routes)

    async def close(self) -> None:
        """Let all connections go."""
        self._closed = True
        if self._loop is None or not self._loop.is_closed():
            for routes in self._all:
                await _close(routes)

    def _settle(self) -> None:
        """Belong to the running loop; the connections of one that has ended went with it."""
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        if self._loop is not None:
            if not self._loop.is_closed():
                raise errors.ConfigurationError(
                    "The client is in use in another event loop.",
                    advice="Build one client in each event loop.",
                )
            self._begin()
        self._loop = loop


async def _exchange_async(routes: _Routes, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
    try:
        return await _exchange_raw_async(routes, request, timeout)
    except Exception as error:
        failed = _network_error(request, error)
        if failed is None:
            raise
    raise failed


async def _exchange_raw_async(routes: _Routes, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
    with ExitStack() as files:
        wire = _wire(request, _Left(timeout), files)
        async with asyncio.timeout(timeout):
            response = await _route(routes, wire.url).handle_async_request(wire)
            try:
                body = _Body(response, wire)
                async for piece in _raw_async(response):
                    body.add(piece)
                if _has_surplus(response):
                    await response.extensions["network_stream"].aclose()
            finally:
                await response.aclose()
        return body.reply()


async def _close(routes: _Routes) -> None:
    for route in routes.values():
        await route.aclose()


def _remaining_seconds(request: Request, timeout: float | None, since: float) -> float | None:
    """Return the seconds left for a request that has its connection now."""
    if timeout is None or not request.on_time:
        return timeout
    return max(0.001, timeout - (time.monotonic() - since))


def _no_connection(request: Request) -> errors.NetworkError:
    return errors.NetworkError(
        Text("No connection to {host} became free in time.", host=_host(request)), sent=False
    )


class _Left(dict[str, float | None]):
    """Time-outs for httpcore: the seconds left of an attempt at each look-up."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(connect=seconds, read=seconds, write=seconds, pool=seconds)
        self._until = None if seconds is None else time.monotonic() + seconds

    def get(self, key: str, default: Any = None) -> float | None:
        """Return the seconds left, for connecting, writing and reading alike."""
        return default if self._until is None else max(0.001, self._until - time.monotonic())

    def check(self) -> None:
        """Raise a time-out when no time is left."""
        if self._until is not None and time.monotonic() > self._until:
            raise httpx.ReadTimeout("the reply did not end in time")


def _raw(response: httpx.Response) -> Iterable[bytes]:
    """The pieces of a body as they came; those of a given transport may be unpacked already."""
    return [response.content] if response.is_closed else cast("Iterable[bytes]", response.stream)


async def _raw_async(response: httpx.Response) -> AsyncIterator[bytes]:
    if response.is_closed:
        yield response.content
        return
    async for piece in cast("AsyncIterable[bytes]", response.stream):
        yield piece


def _has_surplus(response: httpx.Response) -> bool:
    """Whether the connection holds bytes behind the reply, which has been read to its end.

    httpcore looks for bytes that arrive later before it uses a connection again.
    """
    stream = response.extensions.get("network_stream")
    if stream is None or response.extensions.get("http_version") == b"HTTP/2":
        return False
    state = _h11_state(response.stream)
    if state is None or state.trailing_data[0] or stream.get_extra_info("is_readable"):
        return True  # without the state it cannot be known
    return _has_more_records(stream.get_extra_info("ssl_object"))


def _h11_state(stream: object) -> Any:
    """The protocol state of the connection of a stream, which httpx and httpcore hide."""
    for name in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        stream = getattr(stream, name, None)
    return stream


def _has_more_records(tls: object) -> bool:
    """Whether TLS has read more from the socket than it has given out."""
    if not isinstance(tls, ssl.SSLObject):
        return False  # an `SSLSocket` reads one record at a time
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLError:
        return True
    return True


class _Body:
    """The body of a reply as it grows; one that was packed to burst is refused."""

    def __init__(self, response: httpx.Response, wire: httpx.Request) -> None:
        response.request = wire
        self._status = response.status_code
        self._wire = wire
        self._headers = {name.lower(): text for name, text in response.headers.items()}
        self._pieces: list[bytes] = []
        self._size = 0
        encoding = self._headers.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise self._refusal("unknown encoding")
        if _length(self._headers) > _MAX_BYTES:
            raise self._too_large()
        is_packed = encoding not in _PLAIN and not response.is_closed
        self._inflater = _Inflater() if is_packed else None

    def add(self, piece: bytes) -> None:
        """Take what came."""
        for part in self._inflater.inflate(piece) if self._inflater else (piece,):
            self._pieces.append(part)
            self._size += len(part)
            if self._size > _MAX_BYTES:
                raise self._too_large()

    def reply(self) -> Response:
        """The reply, now that all came."""
        if self._inflater:
            self._inflater.check_end()
        return Response(self._status, self._headers, b"".join(self._pieces))

    def _too_large(self) -> errors.TooLarge:
        return errors.TooLarge(
            Text(
                "The response of {host} is larger than {max} bytes.",
                host=self._wire.url.host,
                max=_MAX_BYTES,
            ),
            status=self._status,
        )

    def _refusal(self, why: str) -> errors.ServerError:
        return errors.ServerError(
            Text(
                "The response of {host} is unusable: {problem}.",
                host=self._wire.url.host,
                problem=Text(why),
            ),
            status=self._status,
        )


class _Inflater:
    """Unpacks gzip, a bounded piece at a time."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP)
        self._has_begun = False

    def inflate(self, piece: bytes) -> Iterator[bytes]:
        """Decompress a piece of the body; bytes after the end of the gzip data are left.

        Raises:
            DecodingError: It is damaged, or packed in another way.
        """
        while piece and not self._inflate.eof:
            try:
                part = self._inflate.decompress(piece, _UNPACKED_AT_ONCE)
            except zlib.error as error:
                raise httpx.DecodingError("the packed body is damaged") from error
            self._has_begun = True
            piece = self._inflate.unconsumed_tail
            yield part

    def check_end(self) -> None:
        """Reject packed data that was cut off.

        Raises:
            DecodingError: It was.
        """
        if self._has_begun and not self._inflate.eof:
            raise httpx.DecodingError("the packed body was cut off")


def _length(headers: Mapping[str, str]) -> int:
    """Return the declared length of a body; 0 if it is missing or invalid."""
    text = headers.get("content-length", "").strip().lstrip("0")
    if not (text.isascii() and text.isdigit()):
        return 0
    return int(text) if len(text) < 19 else _MAX_BYTES + 1  # `int` refuses thousands of digits


def _check_open(*, closed: bool) -> None:
    if closed:
        raise errors.ConfigurationError("The client is closed.", advice="Build a new one.")


def _verify(ssl_context: ssl.SSLContext | None) -> ssl.SSLContext:
    return ssl_context if ssl_context is not None else httpx.create_ssl_context()


def _routes(kind: Any, proxy: str | None, verify: ssl.SSLContext) -> _Routes:
    """Return a transport per route: direct, and by proxy if one is set."""
    found = proxy or _proxy_of_environment()
    if found and found.partition("://")[0].lower() not in _PROXY_SCHEMES:
        raise errors.ConfigurationError(
            "proxy: invalid address (expected http://, https:// or socks5://, a host and a port)."
        )
    ways: _Routes = {None: kind(verify=verify, limits=_CONNECTIONS)}
    if found:
        way = "forced" if proxy else "proxied"
        ways[way] = _by_proxy(kind, found, verify)
    return ways


def _proxy_of_environment() -> str | None:
    found = getproxies().get("https") or getproxies().get("all")
    if found and "://" not in found:
        found = f"http://{found}"  # as curl reads it
    return hide(found)  # it may hold a password


def _by_proxy(kind: Any, proxy: str, verify: ssl.SSLContext) -> Any:
    try:
        given = httpx.Proxy(proxy)
        host, port = given.url.host, given.url.port
        if not host or "%" in host or (port is not None and not 0 < port <= _MAX_PORT):
            raise ValueError("host or port")
        return kind(verify=verify, limits=_CONNECTIONS, proxy=given)
    except ImportError:
        what = "proxy: a socks5:// proxy needs socksio, which is not installed."
        advice = "Install httpx[socks]."
    except (httpx.InvalidURL, ValueError):
        what = (
            "proxy: invalid address (expected http://, https:// or socks5://, a host and a port)."
        )
        advice = ""
    raise errors.ConfigurationError(what, advice=advice)


def _route(routes: _Routes, url: httpx.URL) -> Any:
    """Return the route to an address; never a proxy without TLS, which could read the token."""
    if url.scheme != "https" or _is_loopback(url.host):
        return routes[None]
    if "forced" in routes:
        return routes["forced"]
    if "proxied" in routes and not proxy_bypass(url.host):
        return routes["proxied"]
    return routes[None]


def _is_loopback(host: str) -> bool:
    name = host.rstrip(".").lower()
    try:
        address = ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


@lru_cache(maxsize=1024)
def _url(text: str) -> httpx.URL:
    return httpx.URL(text)


def _wire(request: Request, left: _Left, files: ExitStack) -> httpx.Request:
    extensions = {"timeout": left}
    headers = {**_HEADERS, **request.headers}
    if request.files:
        parts = [
            (part.name, (part.filename, _open_content(part.content, files), part.content_type))
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
    content = request.body or None
    if request.form:
        headers["content-type"] = _FORM
        content = _encode_form(request.form)
    return httpx.Request(
        request.method,
        _url(request.url),
        headers=headers,
        content=content,
        extensions=extensions,
    )


def _encode_form(form: Mapping[str, str]) -> bytes:
    try:
        return urlencode(form).encode("ascii")
    except UnicodeEncodeError:
        pass  # the error holds the whole text, so it goes no further
    raise errors.ParameterError(
        "params", "a text with half a character (a lone surrogate)", "complete characters"
    )


def _open_content(content: bytes | Path, files: ExitStack) -> Any:
    if isinstance(content, bytes):
        return content
    try:
        return files.enter_context(content.open("rb"))
    except OSError as error:
        given = Text("{file} ({error})", file=show_value(content.name), error=type(error).__name__)
        raise errors.ParameterError("file", given, "a readable file") from None


def _network_error(request: Request, error: Exception) -> errors.NetworkError | None:
    """An error of httpx as ours, without the address: it may hold a secret. None for others."""
    if not isinstance(error, httpx.HTTPError | httpx.InvalidURL | OSError) and not _h11(error):
        return None
    failed = errors.NetworkError(
        Text("No response from {host}: {error}.", host=_host(request), error=type(error).__name__),
        sent=not isinstance(error, _NEVER_SENT),
    )
    failed.__cause__ = _bare(error)
    return failed


def _h11(error: Exception) -> bool:
    """What httpcore forgets to translate: a file that grew or shrank while it was sent."""
    return type(error).__module__.startswith("h11.")


def _host(request: Request) -> str:
    try:
        return _url(request.url).host
    except httpx.InvalidURL:
        return "an address that is none"


def _bare(error: Exception) -> Exception | None:
    """Return the cause without the request that httpx attaches."""
    cause = error.__cause__ or error.__context__
    if not isinstance(cause, OSError):
        return None
    cause.__cause__ = cause.__context__ = None
    return cause.with_traceback(None)


def _has(given: object, *names: str) -> bool:
    return all(callable(getattr(given, name, None)) for name in names)


def _is_async(given: object) -> bool:
    return inspect.iscoroutinefunction(getattr(given, "send", None))


def _wrong_colour(given: object, client: str, other: str) -> errors.ConfigurationError:
    return errors.ConfigurationError(
        Text("transport: {kind} does not fit {client}.", kind=type(given).__name__, client=client),
        advice=Text(
            "Give it to {other}, or give an httpx transport or a matching `send` and `close`.",
            other=other,
        ),
    )
