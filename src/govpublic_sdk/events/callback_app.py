"""A server for Callback API, as ASGI and as WSGI application: it stores, then answers `ok`.

VK takes any answer but 200 `ok`, and a slow one, for a failure and sends the event again. So the
application does nothing but store; a worker handles events later. It knows no framework and is
mounted in any.

| answer | when | what VK does |
| --- | --- | --- |
| 200 `ok` | the event is stored, or was already | nothing more |
| 200, a code | VK asks whose server this is | the server becomes active |
| 400, 403, 413 | no JSON; a foreign community or secret; too long | sends it again, then gives up |
| 405 | not a POST | it was not VK |
| 503 with `Retry-After` | the store is full or fails, or the code is missing | again at that time |

A code that must be read from VK is read in a thread of its own and remembered for a minute; no
thread that stores events waits for it under ASGI.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, Final

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.events._confirmation import CODE_WAIT
from govpublic_sdk.events._long_poll_listener import (
    Receive,
    Scope,
    Send,
    StartResponse,
    asgi_body,
    asgi_headers,
    live,
    wsgi_body,
    wsgi_headers,
)
from govpublic_sdk.events.callback import (
    MAX_BYTES,
    ConfirmationRequest,
    Groups,
    GroupSettings,
    HeaderFields,
    Received,
    Refused,
    classify,
    settings_of,
)
from govpublic_sdk.events.inbox import Inbox

__all__ = ["Answer", "CallbackApp"]

_log = logging.getLogger("govpublic_sdk")
_LONGEST_PAUSE: Final = timedelta(hours=3)  # VK accepts `Retry-After` below three hours


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a request: texts without any secret but a confirmation's code."""

    status: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def body(self) -> bytes:
        """The text as bytes."""
        return self.text.encode()

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers, with those that every answer has."""
        standard = {
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(self.body)),
        }
        return {**standard, **self.headers}


class CallbackApp:
    """Takes events from VK's Callback API and stores each once.

        app = CallbackApp(inbox, groups={1: GroupSettings("secret", "code")})

    The instance is an ASGI 3 application; `app.wsgi` is a WSGI one. Each path is taken. The inbox
    is called in worker threads under ASGI, and in the server's own thread under WSGI.

    https://dev.vk.com/ru/api/callback/getting-started

    Args:
        inbox: Where events are stored; `ok` is said when `put` has returned.
        groups: Our communities by their positive ids. One server may serve many; a community with
            several servers at this address has several settings, each with a secret of its own.
        max_bytes: How long a body may be.
        pause: After what time VK is asked to send again what could not be stored: up to 3 hours.
        now: The clock, in Unix seconds.

    Raises:
        ParameterError: Without communities, an id is not positive, two settings of a community
            share a secret, or the pause is too long.
    """

    @check_arguments
    def __init__(
        self,
        inbox: Inbox,
        *,
        groups: Mapping[int, GroupSettings | Sequence[GroupSettings]],
        max_bytes: int = MAX_BYTES,
        pause: timedelta = timedelta(minutes=5),
        now: Callable[[], float] = time.time,
    ) -> None:
        _check(groups, max_bytes, pause)
        self._inbox = inbox
        self._groups = dict(groups)
        self._most_bytes = max_bytes
        self._pause = pause
        self._now = now

    @check_arguments
    def answer(self, method: str, headers: Mapping[str, str] | HeaderFields, body: bytes) -> Answer:
        """Store what a request brings and say what to answer: for a framework of your own.

        It never raises: what goes wrong is an answer after which VK sends the event again.

        Args:
            method: The HTTP method.
            headers: The headers, in any case.
            body: The body.
        """
        answer = self._handle(method, headers, body)
        return answer if isinstance(answer, Answer) else self._confirm(answer)

    def _handle(self, method: str, headers: HeaderFields, body: bytes) -> Answer | Future[str]:
        """The answer, or the reading of the confirmation code that is the answer."""
        if method != "POST":
            return Answer(405, "only POST", {"allow": "POST"})
        try:
            decision = classify(headers, body, groups=self._groups, max_bytes=self._most_bytes)
            if isinstance(decision, Refused):
                return _refusal(decision)
            if isinstance(decision, ConfirmationRequest):
                reading = decision.settings.request_code(has_secret=decision.has_secret)
                return self._no_code("not read now") if reading is None else reading
            self._store(decision)
        except Exception as error:
            _log.error("An event was not stored (%s); VK is asked again", type(error).__name__)
            return self._later()
        return Answer(200, "ok")

    def _confirm(self, reading: Future[str]) -> Answer:
        try:
            return Answer(200, reading.result(CODE_WAIT))
        except Exception as error:
            return self._no_code(type(error).__name__)

    def _no_code(self, why: str) -> Answer:
        _log.warning("A confirmation request was answered with 503 (%s)", why)
        return self._later()

    def _store(self, event: Received) -> None:
        if not self._inbox.put(event.group_id, event.key, event.body):
            _log.debug("An event of %d came again (retry %d)", event.group_id, event.retry)

    def _later(self) -> Answer:
        moment = formatdate(self._now() + self._pause.total_seconds(), usegmt=True)
        return Answer(503, "later", {"retry-after": moment})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI 3 application, https://asgi.readthedocs.io."""
        if scope["type"] == "lifespan":
            await live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await asgi_body(receive, self._most_bytes)
        if body is None:
            return
        headers = asgi_headers(scope)
        answer = await asyncio.to_thread(self._handle, scope["method"], headers, body)
        if not isinstance(answer, Answer):
            await _wait(answer)
            answer = self._confirm(answer) if answer.done() else self._no_code("not read in time")
        lines = [(name.encode(), value.encode()) for name, value in answer.all_headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": lines})
        await send({"type": "http.response.body", "body": answer.body})

    @check_arguments
    def wsgi(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """The WSGI application, https://peps.python.org/pep-3333/."""
        body = wsgi_body(environ, self._most_bytes)
        answer = self.answer(environ["REQUEST_METHOD"], wsgi_headers(environ), body)
        status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
        start_response(status, list(answer.all_headers.items()))
        return [answer.body]


async def _wait(reading: Future[str]) -> None:
    """Wait for a confirmation code for `CODE_WAIT` at most, without a thread."""
    if reading.done():
        return
    waiter = asyncio.wrap_future(reading)
    waiter.add_done_callback(lambda done: done.cancelled() or done.exception())  # seen, not logged
    await asyncio.wait([waiter], timeout=CODE_WAIT)


def _check(groups: Groups, max_bytes: int, pause: timedelta) -> None:
    if not groups or min(groups) < 1:
        given = show_value(min(groups)) if groups else "empty"
        raise errors.ParameterError("groups", given, "communities by their positive ids")
    for group_id in groups:
        secrets = [one.secret for one in settings_of(groups, group_id)]
        if not secrets or len(set(secrets)) < len(secrets):
            given = f"{len(secrets)} settings of {group_id}"
            raise errors.ParameterError(
                "groups",
                Text("{count} settings of {group}", count=len(secrets), group=group_id),
                "settings, each with another secret",
            )
    if max_bytes < 1:
        raise errors.ParameterError("max_bytes", show_value(max_bytes), "a positive number")
    if not timedelta(0) <= pause < _LONGEST_PAUSE:
        raise errors.ParameterError("pause", show_value(pause), "less than 3 hours")


def _refusal(refused: Refused) -> Answer:
    _log.warning("A request was refused with %d (%s)", refused.status, refused.why)
    return Answer(refused.status, refused.why.replace("_", " "))
