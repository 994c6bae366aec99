"""The journey of one question, told once: turn, send, read, try again. No I/O, no clock of its own.

A flow is a generator that asks for `Send`, `Sleep` and `Ask` and performs none of them; a shell
does (`_client`). A failure to send comes back as a value, so the flow decides.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar, cast

from govpublic_sdk import errors
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._http import Ask, Given, Reply, Send, Sleep
from govpublic_sdk._keyring import Credential, Keyring, checked_token, no_token
from govpublic_sdk._limits import Budget, Limiter
from govpublic_sdk._refusals import is_stale_token
from govpublic_sdk._retry import Retry, retrying, verdict
from govpublic_sdk._service import Service

__all__ = ["Challenge", "Flow", "Options", "Setting", "able_for", "carry_out"]

T = TypeVar("T")
Flow: TypeAlias = Generator[Send | Sleep | Ask, Any, T]
Challenge: TypeAlias = Callable[
    [errors.ApiError], Mapping[str, str] | Awaitable[Mapping[str, str] | None] | None
]
DEADLINE = 120.0
_ONCE = Retry(attempts=1)
_SLACK = 10.0
_CHALLENGES = 5
_LEAST_SECONDS = 0.05
_log = logging.getLogger("govpublic_sdk")
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What may differ from call to call.

    Attributes:
        timeout: Seconds that one attempt may take, counted from its turn; None for no limit.
        deadline: Seconds that all attempts of a call may take, waiting for turns not counted.
        wait: Seconds that a call may wait for its turn; None for as long as it takes.
        retry: How often and how soon a failed call is tried again.
    """

    timeout: float | None = 30.0
    deadline: float | None = DEADLINE
    wait: float | None = None
    retry: Retry = field(default_factory=Retry)

    def for_many(self) -> Options:
        """The same for walks, `run_all` and uploads, which have no deadline unless one was set."""
        return replace(self, deadline=None) if self.deadline == DEADLINE else self

    def for_call(self, call: Call[Any]) -> Options:
        """The same for one call: uploads have no deadline, and who waits for news waits long."""
        if call.poll is not None:
            seconds = call.poll.seconds + _SLACK
            return replace(self, timeout=seconds, deadline=None, retry=_ONCE)
        has_files = call.upload is not None or (call.rest is not None and call.rest.files)
        return self.for_many() if has_files else self


@dataclass(slots=True, kw_only=True)
class Setting:
    """What the calls of one client share.

    Attributes:
        services: Each service by its name.
        keyring: The tokens.
        budget: What retries may cost.
        now: A clock that never goes back, in seconds.
        chance: A number from 0 to 1.
        challenge: What the user gave for captchas and confirmations.
        given: What the client was built with for its rooms, by their names.
        sessions: What services gave when they were signed in to, by their names.
    """

    services: Mapping[str, Service]
    keyring: Keyring
    now: Callable[[], float]
    budget: Budget = field(default_factory=Budget)
    chance: Callable[[], float] = random.random
    challenge: Challenge | None = None
    given: Mapping[str, object] = field(default_factory=dict[str, object])
    sessions: dict[str, str] = field(default_factory=dict[str, str], repr=False)


def carry_out(
    question: Call[Any] | Procedure[Any], setting: Setting, options: Options
) -> Flow[Any]:
    """Carry out a call, or a procedure of several, whose errors it may catch."""
    if isinstance(question, Call):
        return (yield from _Journey(question, setting, options).run())
    procedure = _fresh(question)
    try:
        step = next(procedure)
        while True:
            value, failed = None, None
            try:
                if isinstance(step, Sleep):
                    yield step
                elif isinstance(step, Given):
                    value = setting.given.get(step.room)
                else:
                    value = yield from _Journey(step, setting, options).run()
            except errors.GovPublicError as error:
                failed = error  # thrown below, so that what follows does not hang on it
            step = procedure.send(value) if failed is None else procedure.throw(failed)
    except StopIteration as stop:
        return stop.value
    finally:
        procedure.close()


def _fresh(question: object) -> Procedure[Any]:
    """A procedure that was not asked yet: a generator serves once."""
    if not isinstance(question, Generator):
        raise errors.ParameterError("question", type(question).__name__, "a call or a procedure")
    procedure = cast("Procedure[Any]", question)
    if getattr(procedure, "gi_frame", procedure) is None:
        raise errors.ParameterError("question", "a procedure that has ended", "a new one")
    return procedure


class _Journey:
    """One call on its way; its state is what outlives a single attempt."""

    __slots__ = (
        *(
            "attempt",
            "call",
            "challenges",
            "options",
            "paid",
            "renewed",
            "setting",
            "shut",
            "spent",
        ),
    )

    def __init__(self, call: Call[Any], setting: Setting, options: Options) -> None:
        self.call = call
        self.setting = setting
        self.options = options.for_call(call)
        self.attempt = 0
        self.challenges = 0
        self.paid = 0
        self.renewed = False
        self.shut = False
        self.spent = 0.0

    def run(self) -> Flow[Any]:
        """Attempts, with pauses between them, until there is a value or a final error."""
        naps: list[float] = []
        error: errors.GovPublicError | None = None
        for attempt in retrying(self.options.retry, self._again, naps, self.setting.chance):
            if naps:
                yield from self._rest(naps.pop(), error)
            with attempt:
                self.attempt += 1
                try:
                    value = yield from self._attempt()
                except errors.GovPublicError as failed:
                    error = failed
                    self._doubt(failed)
                    raise
                self.setting.budget.refund(self.paid)
                return value
        raise AssertionError("tenacity ends with a value or an error")  # pragma: no cover

    def _again(self, error: BaseException) -> bool:
        return not self.shut and verdict(error, self.call, self.attempt) == "again"

    def _doubt(self, error: errors.GovPublicError) -> None:
        """Say that a write may have happened, where it must not be sent again."""
        if not self.shut and verdict(error, self.call, self.attempt) == "unknown":
            what = f"{self.call!r} was sent and may have been carried out, or not: {error}"
            advice = "It was not sent again; look before you repeat it."
            raise errors.OutcomeUnknown(f"{what} {advice}", call=self.call) from error

    def _rest(self, seconds: float, error: errors.GovPublicError | None) -> Flow[None]:
        budget, throttled = self.setting.budget, isinstance(error, errors.TooManyRequests)
        if self._left() is not None and self.spent + seconds > (self.options.deadline or 0):
            raise self._late() from error
        cost = budget.after_throttle if throttled else budget.after_failure
        if not budget.pay(cost):
            what = f"{self.call!r} failed and was not tried again: too many calls failed lately."
            raise errors.RetryBudgetExhausted(what, call=self.call) from error
        self.paid += cost
        self.spent += seconds
        _log.debug("%s: attempt %d in %.2f s", self.call.method, self.attempt + 1, seconds)
        yield Sleep(seconds)

    def _left(self) -> float | None:
        deadline = self.options.deadline
        return None if deadline is None else deadline - self.spent

    def _late(self) -> errors.DeadlineExceeded:
        what = f"{self.call!r} was given {self.options.deadline} s and they have run out."
        return errors.DeadlineExceeded(what, call=self.call)

    def _attempt(self) -> Flow[Any]:
        while True:
            credential = yield from self._turn()
            token = yield from self._token(credential)
            try:
                return (yield from self._exchange(token))
            except errors.ApiError as refused:
                again = yield from self._after_refusal(refused, credential, token)
                if not again:
                    raise

    def _service(self) -> Service:
        name = self.call.service
        if name not in self.setting.services:
            what = f"{self.call!r} is for {name!r}, which this client was not given."
            advice = "Nothing was sent. Give it to the client: `pos=`, `open311=` or `channels=`."
            raise errors.ConfigurationError(f"{what} {advice}", call=self.call)
        return self.setting.services[name]

    def _turn(self) -> Flow[Credential | None]:
        if self.call.service != "vk":
            limiter = self._service().limiter
            if limiter is not None:
                yield from self._wait(limiter)
            return None
        keyring = self.setting.keyring
        now = self.setting.now()
        credential = keyring.choose(self.call, able_for(keyring, self.call), now)
        now = yield from self._wait(credential.limiter)
        if keyring.count(credential, self.call, now):
            _log.warning("%s: nine tenths of its daily quota are used", self.call.method)
        return credential

    def _wait(self, limiter: Limiter) -> Flow[float]:
        """Wait for a turn; the moment when it came."""
        now = self.setting.now()
        wait = limiter.reserve(now, longest=self.options.wait)
        if wait is None:
            what = f"{self.call!r} would wait for its turn longer than wait={self.options.wait} s."
            raise errors.DeadlineExceeded(f"{what} Nothing was sent.", call=self.call)
        turn = now + wait
        while wait > 0:
            try:
                yield Sleep(wait)
            except BaseException:
                limiter.give_back(turn)
                raise
            now = max(turn, self.setting.now())
            turn = limiter.take(turn, now)
            wait = turn - now
        return now

    def _token(self, credential: Credential | None) -> Flow[str | None]:
        if credential is None:
            return (yield from self._session())
        if credential.text is not None:
            return credential.text
        text = yield Ask(_source(credential), "a token")
        credential.text = checked_token(text, "What a token source returned")
        return credential.text

    def _session(self) -> Flow[str | None]:
        """What the service gives to those who sign in to it, where it wants that."""
        login, sessions = self._service().login(self.call), self.setting.sessions
        if login is None:
            return None
        if self.call.service not in sessions:
            self.shut = True  # what fails from here on is the door, with attempts of its own
            token = yield from _Journey(login, self.setting, self.options).run()
            self.shut = False
            sessions[self.call.service] = checked_token(token, "What a service gave at signing in")
        return sessions[self.call.service]

    def _exchange(self, token: str | None) -> Flow[Any]:
        service = self._service()
        left = self._left()
        if left is not None and left < _LEAST_SECONDS:
            raise self._late()
        limits = [seconds for seconds in (self.options.timeout, left) if seconds is not None]
        started = self.setting.now()
        reply: Reply | errors.GovPublicError = yield Send(
            service.request(self.call, token), min(limits, default=None)
        )
        self.spent += self.setting.now() - started
        if isinstance(reply, errors.GovPublicError):
            reply.call = self.call
            raise reply
        try:
            return service.read(self.call, reply)
        except errors.GovPublicError as error:
            errors.mask(error, token)
            raise

    def _after_refusal(
        self, error: errors.ApiError, credential: Credential | None, token: str | None
    ) -> Flow[bool]:
        """Whether the call may go again at once: VK refused it, so nothing was done."""
        if credential is None:
            return self._signed_out(error, token)
        keyring = self.setting.keyring
        keyring.learn(credential, self.call, error, self.setting.now())
        if isinstance(error, errors.WrongTokenKind):
            return self._has_other_token(error)
        if is_stale_token(error) and credential.renewable and not self.renewed:
            self.renewed = True
            if credential.text == token:  # else another call has renewed it already
                credential.text = None
            return True
        if isinstance(error, errors.CaptchaNeeded | errors.ValidationNeeded):
            return (yield from self._challenge(error, credential))
        return False

    def _signed_out(self, error: errors.ApiError, token: str | None) -> bool:
        """Whether the session has ended and a new one may help."""
        if token is None or self.renewed or not isinstance(error, errors.AuthError):
            return False
        self.renewed = True
        if self.setting.sessions.get(self.call.service) == token:
            del self.setting.sessions[self.call.service]
        return True

    def _has_other_token(self, error: errors.WrongTokenKind) -> bool:
        try:
            return bool(able_for(self.setting.keyring, self.call))
        except errors.WrongTokenKind as none_left:
            error.kinds = none_left.kinds
            return False

    def _challenge(self, error: errors.ApiError, credential: Credential) -> Flow[bool]:
        handler = self.setting.challenge
        if handler is None or self.challenges >= _CHALLENGES:
            return False
        self.challenges += 1
        answer = yield Ask(lambda: handler(error), "the on_challenge handler")
        if not isinstance(answer, Mapping):
            return False
        pairs = cast("Mapping[object, object]", answer).items()
        given = {str(name): str(value) for name, value in pairs}
        renewed = given.pop("access_token", None)
        if renewed:
            credential.text = checked_token(renewed, "The token of the on_challenge handler")
        self.call = self.call.with_params(**given)
        return True


def able_for(keyring: Keyring, call: Call[Any]) -> list[Credential]:
    """The tokens that may carry a call, or a whole pack.

    Raises:
        WrongTokenKind: There is none.
    """
    parts: tuple[Call[Any], ...] | None = getattr(call.decode, "calls", None)
    if parts is None:
        return keyring.candidates(call)
    able = keyring.carriers(parts)
    if not able:
        raise no_token(call, "UG")
    return able


def _source(credential: Credential) -> Callable[[], object]:
    source = credential.source
    return (lambda: source) if isinstance(source, str) else source
