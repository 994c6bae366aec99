"""Runs the steps of a call: rate limit, request, response, retries.

A flow is a generator that yields `Send`, `Sleep` and `Ask`; the client performs them (`_client`).
A failure to send is returned to the flow as a value, so that the flow decides on a retry.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

from govpublic_sdk import errors
from govpublic_sdk._core.batch import Outcome, PackOf, batch
from govpublic_sdk._core.calls import Call, Guarded, Procedure
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import Ask, ClientContext, Response, Send, Sleep
from govpublic_sdk._core.keyring import Credential, Keyring, check_token, no_token
from govpublic_sdk._core.program import ProgramOf, ProgramResult
from govpublic_sdk._core.rate_limits import Budget, Limiter
from govpublic_sdk._core.retries import Retry, may_be_done, retrying, verdict
from govpublic_sdk._core.services import Service
from govpublic_sdk._core.single_flight import Request, SingleFlight
from govpublic_sdk._core.vk_errors import is_stale_token
from govpublic_sdk._texts import Text, describe, show_value

__all__ = [
    "Challenge",
    "ClientState",
    "Flow",
    "Options",
    "run_steps",
    "usable_tokens",
]

T = TypeVar("T")
Flow: TypeAlias = Generator[Send | Sleep | Ask, Any, T]
Challenge: TypeAlias = Callable[
    [errors.ApiError], Mapping[str, str] | Awaitable[Mapping[str, str] | None] | None
]
_Check: TypeAlias = Callable[[float | None], None]
DEADLINE = 120.0  # seconds; a few attempts of 30 with their pauses
_ONCE = Retry(attempts=1)
_SLACK = 10.0  # seconds for connecting and the way back, beyond the wait for news
_CHALLENGES = 5  # a person may mistype a captcha; a broken handler must not loop
_DAILY_QUOTA = 29  # VK's error "Rate limit reached" for a day
_LEAST_SECONDS = 0.05  # no request finishes in less, so it is not sent
_log = logging.getLogger("govpublic_sdk")
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Limits and retries of a call.

    Attributes:
        timeout: Seconds that one attempt may take, counted from its turn; None for no limit.
        deadline: Seconds that all attempts of a call may take, waiting for turns not counted.
        wait: Seconds that a call may wait for its turn; None for no limit.
        retry: Number and delays of retries.
    """

    timeout: float | None = 30.0
    deadline: float | None = DEADLINE
    wait: float | None = None
    retry: Retry = field(default_factory=Retry)

    def for_many(self) -> Options:
        """Return options for lists, `run_all` and uploads: without the default deadline."""
        return replace(self, deadline=None) if self.deadline == DEADLINE else self

    def for_call(self, call: Call[Any]) -> Options:
        """Return options for one call: uploads and Long Poll have limits of their own."""
        if call.poll is not None:
            seconds = call.poll.seconds + _SLACK
            return replace(self, timeout=seconds, deadline=None, retry=_ONCE)
        has_files = call.upload is not None or (call.rest is not None and call.rest.files)
        return self.for_many() if has_files else self


@dataclass(slots=True, kw_only=True)
class ClientState:
    """State shared by the calls of a client.

    Attributes:
        services: Each service by its name.
        keyring: The tokens.
        budget: The retry budget.
        now: A clock that never goes back, in seconds.
        chance: A number from 0 to 1.
        challenge: The handler of captchas and confirmations.
        given: Contexts of the client, such as channels and desk, by name.
        sessions: Session tokens of services by name.
        logins: The requests for sessions that are under way.
    """

    services: Mapping[str, Service]
    keyring: Keyring
    now: Callable[[], float]
    budget: Budget = field(default_factory=Budget)
    chance: Callable[[], float] = random.random
    challenge: Challenge | None = None
    given: Mapping[str, object] = field(default_factory=dict[str, object])
    sessions: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    logins: SingleFlight = field(default_factory=SingleFlight, repr=False)


def run_steps(
    runnable: Call[Any] | Procedure[Any], setting: ClientState, options: Options
) -> Flow[Any]:
    """Run a call, or a procedure, which may catch the errors of its calls."""
    if isinstance(runnable, Call):
        return (yield from _carry_call(runnable, setting, options))
    procedure = _fresh(runnable)
    try:
        step = next(procedure)
        while True:
            value, failed = None, None
            try:
                if isinstance(step, Sleep):
                    yield step
                elif isinstance(step, ClientContext):
                    value = setting.given.get(step.room)
                elif isinstance(step, Ask):
                    value = yield from _ask_shell(step)
                elif isinstance(step, Guarded):
                    value = yield from _carry_call(step.call, setting, options, step.check)
                else:
                    value = yield from _carry_call(step, setting, options)
            except errors.GovPublicError as error:
                failed = error  # thrown below, so that later errors do not get it as context
            step = procedure.send(value) if failed is None else procedure.throw(failed)
    except StopIteration as stop:
        return stop.value
    finally:
        procedure.close()


def _carry_call(
    call: Call[Any], setting: ClientState, options: Options, check: _Check | None = None
) -> Flow[Any]:
    decode = call.decode
    if isinstance(decode, PackOf):
        return (yield from _carry_batch(decode.calls, call, setting, options, check))
    runner = _CallRunner(call, setting, options, check)
    value = yield from runner.run()
    if not isinstance(decode, ProgramOf):
        return value
    result: ProgramResult[Any] = value
    runner.learn_from_program(result.errors)
    return result if decode.with_errors else result.unwrap()


def _carry_batch(
    calls: tuple[Call[Any], ...],
    whole: Call[Any],
    setting: ClientState,
    options: Options,
    check: _Check | None,
) -> Flow[tuple[Outcome[Any], ...]]:
    """Run a batch, then continue each call that VK refused in it as if it had been sent alone.

    So an error has the same effect inside `execute` and outside: `_CallRunner` decides.
    """
    outcomes = _resting_calls(calls, setting)
    sent = [index for index in range(len(calls)) if index not in outcomes]
    if outcomes and sent:
        whole = batch(*(calls[index] for index in sent))
    if sent:
        runner = _CallRunner(whole, setting, options, check)
        came = yield from _answers_of(runner)
        runner.refused_at = setting.now()
        solved: set[int | None] = set()  # captchas: once a person solved one, try without
        for index, outcome in zip(sent, came, strict=True):
            outcomes[index] = yield from _settle(outcome, runner, solved)
    return tuple(outcomes[index] for index in range(len(calls)))


def _answers_of(batched: _CallRunner) -> Flow[tuple[Outcome[Any], ...]]:
    try:
        came: tuple[Outcome[Any], ...] = yield from batched.run()
    except errors.DecodeError as error:  # the response contains no outcomes of the calls
        if batched.call.safety == "read":
            raise
        raise batched.unknown(error) from error
    return came


def _resting_calls(calls: tuple[Call[Any], ...], setting: ClientState) -> dict[int, Outcome[Any]]:
    """Return the outcomes of calls whose method or wall is paused: they are not sent."""
    keyring, now = setting.keyring, setting.now()
    refused: dict[int, Outcome[Any]] = {}
    if not keyring.is_resting:
        return refused
    for index, call in enumerate(calls):
        try:
            keyring.choose(call, usable_tokens(keyring, call), now)
        except (errors.QuotaExceeded, errors.FloodControl) as error:
            refused[index] = Outcome(call=call, error=error)
    return refused


def _settle(
    outcome: Outcome[Any], batched: _CallRunner, solved: set[int | None]
) -> Flow[Outcome[Any]]:
    """Continue a call that was refused in a batch; unsafe writes without a reason are final."""
    error, call = outcome.error, outcome.call
    alone = _CallRunner(call, batched.setting, batched.options, batched.check)
    if isinstance(error, errors.DecodeError):
        return replace(outcome, error=alone.final(error))
    is_safe = call.safety in ("read", "keyed")
    is_unread = isinstance(error, errors.ServerError)  # it may come whole next time
    if not isinstance(error, errors.ApiError) and not (
        is_safe and (is_unread or not outcome.matched)
    ):
        return outcome
    alone.spent = batched.spent
    person = error if isinstance(error, errors.CaptchaNeeded | errors.ValidationNeeded) else None
    if isinstance(error, errors.ApiError) and not (person and person.code in solved):
        alone.take_over(error, batched)
    try:
        value = yield from alone.run()
    except errors.GovPublicError as failed:
        return Outcome(call=call, error=failed)
    finally:
        batched.spent = alone.spent  # one deadline for all of them
    if person and alone.challenges:
        solved.add(person.code)
    return Outcome(call=call, value=value)


def _fresh(runnable: object) -> Procedure[Any]:
    """Return a procedure that was not run yet: a generator runs once."""
    if not isinstance(runnable, Generator):
        raise errors.ParameterError("runnable", describe(runnable), "a call or a procedure")
    procedure = cast("Procedure[Any]", runnable)
    if getattr(procedure, "gi_frame", procedure) is None:
        raise errors.ParameterError("runnable", "a finished procedure", "a new procedure")
    return procedure


class _CallRunner:
    """Runs one call; keeps the state that outlives a single attempt."""

    __slots__ = (
        "attempt",
        "call",
        "challenges",
        "check",
        "credential",
        "inherited",
        "is_doubtful",
        "options",
        "paid",
        "refused_at",
        "renewed",
        "setting",
        "shut",
        "spent",
        "token",
    )

    def __init__(
        self,
        call: Call[Any],
        setting: ClientState,
        options: Options,
        check: _Check | None = None,
    ) -> None:
        self.call = call
        self.check = check
        self.setting = setting
        self.options = options.for_call(call)
        self.attempt = 0
        self.challenges = 0
        self.credential: Credential | None = None
        self.inherited: errors.ApiError | None = None
        self.is_doubtful = False
        self.paid = 0
        self.refused_at: float | None = None
        self.renewed = False
        self.shut = False
        self.spent = 0.0
        self.token: str | None = None

    def take_over(self, error: errors.ApiError, batched: _CallRunner) -> None:
        """Take the error of this call in a batch as its first attempt."""
        errors.mask(error, batched.token)
        self.inherited = error
        self.credential, self.token = batched.credential, batched.token
        self.refused_at = batched.refused_at

    def run(self) -> Flow[Any]:
        """Attempt the call; `OutcomeUnknown` if an attempt may have succeeded."""
        try:
            return (yield from self._attempts())
        except errors.OutcomeUnknown:
            raise
        except errors.GovPublicError as error:
            if self.is_doubtful:
                raise self.unknown(error) from error
            raise

    def _attempts(self) -> Flow[Any]:
        """Attempt the call, with pauses, until there is a value or a final error."""
        naps: list[float] = []
        error: errors.GovPublicError | None = None
        for attempt in retrying(self.options.retry, self._may_repeat, naps, self.setting.chance):
            if naps:
                yield from self._rest(naps.pop(), error)
            with attempt:
                self.attempt += 1
                try:
                    value = yield from self._attempt()
                except errors.GovPublicError as failed:
                    error = failed
                    self._raise_if_doubtful(failed)
                    raise
                self.setting.budget.refund(self.paid)
                return value
        raise AssertionError("tenacity ends with a value or an error")  # pragma: no cover

    def _may_repeat(self, error: BaseException) -> bool:
        return not self.shut and verdict(error, self.call, self.attempt) == "again"

    def _raise_if_doubtful(self, error: errors.GovPublicError) -> None:
        """Raise `OutcomeUnknown` for a write that may have happened and must not be repeated.

        A keyed write is sent again, and its outcome is unknown only if no attempt has an answer.
        """
        if self.shut:
            return
        if verdict(error, self.call, self.attempt) == "unknown":
            raise self.unknown(error) from error
        if self.call.safety == "keyed" and may_be_done(error):
            self.is_doubtful = True

    def final(self, error: errors.GovPublicError) -> errors.GovPublicError:
        """Return the final error: `OutcomeUnknown` for a write that it does not decide on."""
        if verdict(error, self.call) != "unknown":
            return error
        unknown = self.unknown(error)
        unknown.__cause__ = error
        return unknown

    def unknown(self, error: errors.GovPublicError) -> errors.OutcomeUnknown:
        return errors.OutcomeUnknown(
            Text("It is unknown whether the call was carried out: {cause}", cause=error.summary),
            call=self.call,
            advice=errors.RUN_AGAIN if self.call.safety == "keyed" else None,
        )

    def _rest(self, seconds: float, error: errors.GovPublicError | None) -> Flow[None]:
        budget, throttled = self.setting.budget, isinstance(error, errors.TooManyRequests)
        if (
            self.refused_at is not None
        ):  # the calls of a batch were refused at once and pause together
            seconds = max(0.0, seconds - (self.setting.now() - self.refused_at))
            self.refused_at = None
        if self._remaining_seconds() is not None and self.spent + seconds > (
            self.options.deadline or 0
        ):
            raise self._late() from error
        cost = budget.after_throttle if throttled else budget.after_failure
        if not budget.pay(cost):
            what = Text("Too many calls failed lately: the retry budget is exhausted.")
            if error is not None:
                template = "The call failed, and the retry budget is exhausted: {cause}"
                what = Text(template, cause=error.summary)
            raise errors.RetryBudgetExhausted(what, call=self.call) from error
        self.paid += cost
        self.spent += seconds
        _log.debug("%s: attempt %d in %.2f s", self.call.method, self.attempt + 1, seconds)
        if seconds:
            yield Sleep(seconds)

    def _remaining_seconds(self) -> float | None:
        deadline = self.options.deadline
        return None if deadline is None else deadline - self.spent

    def _late(self) -> errors.DeadlineExceeded:
        return errors.DeadlineExceeded(
            Text(
                "The {seconds} s that the call was given have run out.",
                seconds=self.options.deadline,
            ),
            call=self.call,
        )

    def _attempt(self) -> Flow[Any]:
        while True:
            refused, self.inherited = self.inherited, None
            if refused is None:
                self.credential = yield from self._turn()
                self.token = yield from self._token(self.credential)
                try:
                    return (yield from self._exchange(self.token))
                except errors.ApiError as error:
                    refused = error
            again = yield from self._after_refusal(refused, self.credential, self.token)
            if not again:
                raise refused

    def _service(self) -> Service:
        name = self.call.service
        if name not in self.setting.services:
            raise errors.ConfigurationError(
                Text("The client has no service {name}.", name=show_value(name)),
                call=self.call,
                advice="Pass pos=, open311= or channels=.",
            )
        return self.setting.services[name]

    def _turn(self) -> Flow[Credential | None]:
        if self.call.service != "vk":
            limiter = self._service().limiter
            if limiter is not None:
                yield from self._wait(limiter)
            return None
        keyring = self.setting.keyring
        now = self.setting.now()
        parts = _parts(self.call)
        able = usable_tokens(keyring, self.call)
        credential = keyring.choose(self.call, keyring.open_for(parts, able, now), now)
        now = yield from self._wait(credential.limiter)
        for call in (self.call, *parts):
            if keyring.count(credential, call, now):
                _log.warning("%s: nine tenths of its daily quota are used", call.method)
        return credential

    def _wait(self, limiter: Limiter) -> Flow[float]:
        """Wait for a turn; return its time."""
        now = self.setting.now()
        wait = limiter.reserve(now, longest=self.options.wait)
        if wait is None:
            raise errors.DeadlineExceeded(
                Text(
                    "The wait for a turn would be longer than wait={seconds} s.",
                    seconds=self.options.wait,
                ),
                call=self.call,
                advice="Nothing was sent. Raise `wait`, or send fewer calls.",
            )
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

        requests = self.setting.keyring.requests

        def ask() -> Flow[str]:
            text = yield Ask(requests.guard(credential, _source(credential)), "a token")
            credential.text = check_token(text, "The value of a token source")
            return credential.text

        return (yield from _once(requests, credential, lambda: credential.text, ask))

    def _session(self) -> Flow[str | None]:
        """Return the session token of a service that needs a sign-in."""
        login, sessions = self._service().login(self.call), self.setting.sessions
        if login is None:
            return None
        name = self.call.service

        def ask() -> Flow[str]:
            token = hide((yield from _CallRunner(login, self.setting, self.options).run()))
            sessions[name] = check_token(token, "The token of the sign-in")
            return sessions[name]

        self.shut = True  # from here on the sign-in fails, which has its own attempts
        token = yield from _once(self.setting.logins, name, lambda: sessions.get(name), ask)
        self.shut = False
        return token

    def _exchange(self, token: str | None) -> Flow[Any]:
        service = self._service()
        left = self._remaining_seconds()
        if left is not None and left < _LEAST_SECONDS:
            raise self._late()
        limits = [seconds for seconds in (self.options.timeout, left) if seconds is not None]
        timeout = min(limits, default=None)
        request = service.request(self.call, token)
        if self.check is not None:
            request = replace(request, on_time=True)
            may_send = partial(self.check, timeout)
            yield from _ask_shell(Ask(may_send, "whether a call may be sent", blocks=True))
        started = self.setting.now()
        reply: Response | errors.GovPublicError = yield Send(request, timeout)
        self.spent += self.setting.now() - started
        if isinstance(reply, errors.GovPublicError):
            reply.call = self.call
            raise reply
        try:
            return service.read(self.call, reply)
        except errors.GovPublicError as error:
            failed = errors.without_frames(error)  # where the payload was a local
        errors.mask(failed, token)
        raise failed

    def _after_refusal(
        self, error: errors.ApiError, credential: Credential | None, token: str | None
    ) -> Flow[bool]:
        """Whether the call can be repeated at once: VK refused it, so nothing was done."""
        if credential is None:
            return self._is_signed_out(error, token)
        keyring = self.setting.keyring
        keyring.learn(credential, self.call, error, self.setting.now())
        if isinstance(error, errors.WrongTokenKind):
            return self._has_other_token(error)
        if not self.renewed and self._forget_stale(error):
            self.renewed = True
            return True
        if isinstance(error, errors.CaptchaNeeded | errors.ValidationNeeded):
            return (yield from self._challenge(error, credential))
        return False

    def learn_from_program(self, failed: Sequence[errors.ApiError]) -> None:
        """Learn from errors inside a program, which is never sent again."""
        credential, keyring = self.credential, self.setting.keyring
        for error in failed:
            method = error.call.method if error.call else self.call.method
            _log.info(
                "%s: its call of %s failed with error %s", self.call.method, method, error.code
            )
            if credential is None:
                continue
            errors.mask(error, self.token)
            is_quota = error.code == _DAILY_QUOTA and method != self.call.method
            if error.call and (is_quota or isinstance(error, errors.TooManyRequests)):
                keyring.learn(credential, error.call, error, self.setting.now())
            self._forget_stale(error)

    def _forget_stale(self, error: errors.ApiError) -> bool:
        """Whether a new token may help; its source is called at the next turn."""
        credential = self.credential
        if credential is None or not credential.renewable or not is_stale_token(error):
            return False
        if credential.text == self.token:  # else another call has renewed it already
            credential.text = None
        return True

    def _is_signed_out(self, error: errors.ApiError, token: str | None) -> bool:
        """Whether the session has ended, so that a new one may help."""
        if token is None or self.renewed or not isinstance(error, errors.AuthError):
            return False
        self.renewed = True
        if self.setting.sessions.get(self.call.service) == token:
            del self.setting.sessions[self.call.service]
        return True

    def _has_other_token(self, error: errors.WrongTokenKind) -> bool:
        try:
            return bool(usable_tokens(self.setting.keyring, self.call))
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
        given = hide({str(name): str(value) for name, value in pairs})
        renewed = given.pop("access_token", None)
        if renewed:
            credential.text = check_token(renewed, "The token of the on_challenge handler")
        self.call = self.call.with_params(**given)
        return True


def _ask_shell(step: Ask) -> Flow[Any]:
    """Let the client perform an `Ask` of a procedure; raise its error inside the procedure."""
    answer = yield replace(step, function=partial(_answer_or_error, step.function))
    if isinstance(answer, errors.GovPublicError):
        raise answer
    return answer


def _answer_or_error(function: Callable[[], object]) -> object:
    try:
        return function()
    except errors.GovPublicError as error:
        return error


def usable_tokens(keyring: Keyring, call: Call[Any]) -> list[Credential]:
    """Return the tokens that can send a call or a whole batch.

    Raises:
        WrongTokenKind: No token of a suitable kind.
    """
    parts = _parts(call)
    if not parts:
        return keyring.tokens_for(call)
    able = keyring.tokens_for_batch(parts)
    if not able:
        raise no_token(call, "UG")
    return able


def _parts(call: Call[Any]) -> tuple[Call[Any], ...]:
    return call.decode.calls if isinstance(call.decode, PackOf) else ()


def _once(
    requests: SingleFlight,
    key: object,
    known: Callable[[], str | None],
    ask: Callable[[], Flow[str]],
) -> Flow[str]:
    """Return a known token, or let one call request it; the others get its result."""
    token = known()
    while token is None:
        running = requests.begin(key)
        if running is not None:
            token = yield from _result(running)
            continue  # None if the call that asked was cancelled
        try:
            token = known()  # another call may have finished meanwhile
            if token is None:
                token = yield from ask()
        except Exception as error:
            requests.end(key, error=error)
            raise
        except BaseException:
            requests.end(key)
            raise
        requests.end(key, token)
    return token


def _result(request: Request) -> Flow[str | None]:
    token: str | None = yield Ask(lambda: request, "a token")
    return token


def _source(credential: Credential) -> Callable[[], object]:
    source = credential.source
    return (lambda: source) if isinstance(source, str) else source
