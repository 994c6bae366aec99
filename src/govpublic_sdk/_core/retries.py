"""Which failures deserve another attempt, and how soon: pure decisions, no waiting.

The vocabulary (stop, wait, retry) is tenacity's; the numbers are the policy's.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.calls import Call
from govpublic_sdk._texts import Text, describe, show_value

__all__ = [
    "Retry",
    "Verdict",
    "doubtful",
    "may_be_done",
    "pause",
    "retrying",
    "verdict",
]

Verdict: TypeAlias = Literal["again", "unknown", "final"]

_LONGEST_HINT = 120.0  # seconds; a service that wants longer is reported, not waited for
_DOUBTFUL_CODES = frozenset({1, 10, 13, 32, 36})


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How often and how soon a failed call is tried again.

    Attributes:
        attempts: Attempts in all, 1 to 20; 1 means that nothing is tried again.
        base: Seconds that the first pause after a failure has at most; doubled with each attempt.
        throttled: The same after "too many requests".
        cap: Seconds that no pause exceeds.
    """

    attempts: int = 3
    base: float = 0.25
    throttled: float = 1.0
    cap: float = 20.0

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense."""
        if type(self.attempts) is not int or not 1 <= self.attempts <= 20:
            raise errors.ParameterError(
                "attempts", show_value(self.attempts), Text("{min} to {max}", min=1, max=20)
            )
        for name in ("base", "throttled", "cap"):
            given: object = getattr(self, name)
            if not isinstance(given, int | float) or not 0 <= given <= 3600:
                raise errors.ParameterError(
                    name, describe(given), Text("{min} to {max} seconds", min=0, max=3600)
                )


def verdict(error: BaseException, call: Call[Any], attempt: int = 1) -> Verdict:
    """What a failure means for a call.

    Args:
        error: What went wrong.
        call: What was asked.
        attempt: The number of the attempt that failed, from 1.

    Returns:
        `again`, `final`, or `unknown` where a write may have happened and must not be repeated.
    """
    if isinstance(error, errors.TooManyRequests):
        return _retry_verdict(error)
    if _is_undecided(error, call):
        return "final" if call.safety == "read" else "unknown"
    if not doubtful(error):
        return "final"
    if isinstance(error, errors.NetworkError) and not error.sent:
        return "again"
    if call.safety == "unsafe":
        return "unknown"
    return "final" if _is_hopeless(error, call, attempt) else _retry_verdict(error)


def _is_undecided(error: BaseException, call: Call[Any]) -> bool:
    """Whether the response leaves open whether the call was carried out."""
    if isinstance(error, errors.ApiError):
        return not error.is_documented
    is_program = call.method == "execute"  # its response arrived, but is not of the expected type
    return isinstance(error, errors.DecodeError) and call.service == "vk" and not is_program


def _is_hopeless(error: BaseException, call: Call[Any], attempt: int) -> bool:
    code = getattr(error, "code", None)
    too_much = isinstance(error, errors.TooLarge)
    return too_much or (code == 1 and attempt > 1) or (code == 13 and call.method == "execute")


def _retry_verdict(error: BaseException) -> Verdict:
    return "again" if _hint(error) <= _LONGEST_HINT else "final"


def doubtful(error: BaseException) -> bool:
    """Whether the call may have been carried out in spite of the error."""
    if isinstance(error, errors.ApiError):
        return error.code in _DOUBTFUL_CODES or not error.is_documented
    return isinstance(error, errors.NetworkError | errors.ServerError)


def may_be_done(error: BaseException) -> bool:
    """Whether the call may have been carried out: it was sent, and has no answer that decides."""
    return doubtful(error) and getattr(error, "sent", True)


def pause(error: BaseException, attempt: int, policy: Retry, chance: Callable[[], float]) -> float:
    """Seconds before the next attempt: full jitter, and never less than the service asked for.

    Args:
        error: What went wrong.
        attempt: The number of the attempt that failed, from 1.
        policy: The numbers.
        chance: A number from 0 to 1, such as `random.random`.
    """
    throttled = isinstance(error, errors.TooManyRequests)
    first = policy.throttled if throttled else policy.base
    ceiling = min(policy.cap, first * 2.0 ** (attempt - 1))
    return max(chance() * ceiling, _hint(error))


def retrying(
    policy: Retry,
    again: Callable[[BaseException], bool],
    naps: list[float],
    chance: Callable[[], float] = random.random,
) -> Retrying:
    """Attempts under a policy; the wish to sleep is only noted in `naps`."""

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return pause(error, state.attempt_number, policy, chance) if error else 0.0

    return Retrying(
        sleep=naps.append,
        stop=stop_after_attempt(policy.attempts),
        wait=wait,
        retry=retry_if_exception(again),
        reraise=True,
    )


def _hint(error: BaseException) -> float:
    hint: float | None = getattr(error, "retry_after", None)
    return hint or 0.0
