"""For the tests of users: answers from a table instead of a network, and procedures walked by hand.

Nothing here keeps state or knows VK; a VK that does is `govpublic_sdk.sandbox`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Guarded, Procedure
from govpublic_sdk._core.http import Ask, ClientContext, Request, Response, Sleep
from govpublic_sdk.appeals.context import AppealsContext
from govpublic_sdk.errors import ApiError, GovPublicError

if TYPE_CHECKING:
    from govpublic_sdk.appeals import Channel, Desk

__all__ = ["AsyncFakeTransport", "FakeTransport", "Played", "Sent", "play"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_Step: TypeAlias = Call[Any] | Guarded[Any] | Sleep | ClientContext | Ask
_PACKED = re.compile(r"API\.(\w+\.\w+)\(")


@dataclass(frozen=True, slots=True)
class Sent:
    """One call that reached a fake transport.

    Attributes:
        method: VK's name of the method; the address for an upload and for Long Poll.
        params: Its parameters as they were sent, without the version.
    """

    method: str
    params: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


class FakeTransport:
    """Answers calls from a table: `GovPublic(vk="token", transport=FakeTransport({...}))`.

    Args:
        answers: By VK's name of a method, or by the address of an upload or of a Long Poll server
            (without its query): the response as VK would give it; an `ApiError` that VK answers
            with; any other exception, which is raised, such as a `NetworkError`; or a function of
            the parameters that returns one of these. Calls packed into `execute` are answered one
            by one.

    Attributes:
        sent: What was asked, in order.

    A method that is not in the table raises `LookupError`.
    """

    @check_arguments
    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers: dict[str, object] = dict(answers)
        self.sent: list[Sent] = []

    @check_arguments
    def send(self, request: Request, timeout: float | None) -> Response:
        """Answer from the table."""
        is_visit = request.method == "GET" and not request.waits and request.url in self._answers
        if request.files or is_visit:
            return _reply(self._ask(request.url, {}))
        if request.waits:
            address, _, query = request.url.partition("?")
            return _reply(self._ask(address, dict(parse_qsl(query))))
        params = {name: text for name, text in request.form.items() if name != "v"}
        method = request.url.rpartition("/")[2]
        if method == "execute" and method not in self._answers:
            return _reply(self._pack(params["code"]))
        answer = self._ask(method, params)
        return _reply(_error(answer) if isinstance(answer, ApiError) else {"response": answer})

    def close(self) -> None:
        """Nothing is open."""

    def _ask(self, method: str, params: Mapping[str, str]) -> object:
        self.sent.append(Sent(method, params))
        if method not in self._answers:
            raise LookupError(f"{method} is not in the table of this FakeTransport")
        found = self._answers[method]
        answer: object = found(params) if callable(found) else found
        if isinstance(answer, Exception) and not isinstance(answer, ApiError):
            raise answer
        return answer

    def _pack(self, code: str) -> dict[str, object]:
        answers = [(method, self._ask(method, params)) for method, params in _calls(code)]
        refused = [
            {"method": method, "error_code": answer.code, "error_msg": answer.reason}
            for method, answer in answers
            if isinstance(answer, ApiError)
        ]
        places = [False if isinstance(answer, ApiError) else answer for _, answer in answers]
        return {"response": places, **({"execute_errors": refused} if refused else {})}


class AsyncFakeTransport:
    """`FakeTransport` for `AsyncGovPublic`.

    Args:
        answers: See `FakeTransport`.
    """

    @check_arguments
    def __init__(self, answers: Mapping[str, object]) -> None:
        self._fake = FakeTransport(answers)

    @property
    def sent(self) -> list[Sent]:
        """What was asked, in order."""
        return self._fake.sent

    @check_arguments
    async def send(self, request: Request, timeout: float | None) -> Response:  # noqa: ASYNC109
        """Answer from the table."""
        return self._fake.send(request, timeout)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Played(Generic[T_co]):
    """How a procedure went.

    Attributes:
        value: What it returned.
        calls: What it asked, in order; pauses between calls do not show.
    """

    value: T_co
    calls: tuple[Call[Any], ...]


@check_arguments
def play(
    procedure: Procedure[T],
    answers: Iterable[object],
    *,
    channels: Sequence[Channel] = (),
    desk: Desk | None = None,
) -> Played[T]:
    """Walk a procedure by hand, without a client.

    Args:
        procedure: A generator of calls.
        answers: The value of each call in turn; an exception is raised in its place.
        channels: What a client would have been given as `channels`.
        desk: What a client would have been given as `desk`.

    Raises:
        LookupError: There are fewer answers than calls, or more.
    """
    calls: list[Call[Any]] = []
    waiting = iter(answers)
    try:
        step = next(procedure)
        while True:
            if isinstance(step, Sleep):
                step = procedure.send(None)
                continue
            if isinstance(step, Ask):
                step = _take_step(procedure, step)
                continue
            if isinstance(step, ClientContext):
                step = procedure.send(AppealsContext.of(channels, desk))
                continue
            if isinstance(step, Guarded):
                step.check(None)
                step = step.call
            calls.append(step)
            step = _step(procedure, waiting, step)
    except StopIteration as stop:
        left = len(list(waiting))
        if left:
            raise LookupError(f"the procedure ended and {left} answers were left") from None
        return Played(stop.value, tuple(calls))
    finally:
        procedure.close()


def _take_step(procedure: Procedure[T], step: Ask) -> _Step:
    try:
        answer = step.function()
    except GovPublicError as error:
        return procedure.throw(error)
    return procedure.send(answer)


def _step(procedure: Procedure[T], waiting: Iterator[object], call: Call[Any]) -> _Step:
    try:
        answer = next(waiting)
    except StopIteration:
        raise LookupError(f"no answer is left for {call!r}") from None
    return procedure.throw(answer) if isinstance(answer, Exception) else procedure.send(answer)


def _calls(code: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    place = 0
    while found := _PACKED.search(code, place):
        params, place = json.JSONDecoder().raw_decode(code, found.end())
        yield found[1], params


def _error(error: ApiError) -> dict[str, object]:
    subcode = {} if error.subcode is None else {"error_subcode": error.subcode}
    content = {"error_code": error.code or 1, "error_msg": error.reason, **subcode, **error.details}
    return {"error": content}


def _reply(answer: object) -> Response:
    return Response(200, {}, json.dumps(answer).encode())
