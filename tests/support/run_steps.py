"""A flow walked by hand: answers go in, steps come out, time is a number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from govpublic_sdk import Call, Keyring, Request, Response, errors
from govpublic_sdk._core.http import Ask, Send, Sleep
from govpublic_sdk._core.rate_limits import Budget
from govpublic_sdk._core.runner import ClientState, Options, run_steps
from govpublic_sdk._core.services import LongPollService, UploadService, VkService
from govpublic_sdk.appeals import As

LOST = errors.NetworkError("lost")
NEVER_SENT = errors.NetworkError("never sent", sent=False)


def answer(response: object = 1, **more: object) -> Response:
    return Response(200, {}, json.dumps({"response": response, **more}).encode())


def refusal(code: int, text: str = "refused", **more: object) -> Response:
    error = {"error_code": code, "error_msg": text, **more}
    return Response(200, {}, json.dumps({"error": error}).encode())


def page(status: int = 200, **headers: str) -> Response:
    return Response(status, headers, b"<html>")


def question(method: str = "users.get", safety: str = "read", **params: str) -> Call[int]:
    return Call(
        method=method,
        params=tuple(sorted(params.items())),
        decode=As(int),
        safety=safety,
        packable=True,
    )


@dataclass
class World:
    """Time, chance and tokens of a flow, and what it asked for."""

    keyring: Keyring = field(default_factory=lambda: Keyring(users=["token"]))
    options: Options = field(default_factory=Options)
    budget: Budget = field(default_factory=Budget)
    challenge: Callable[[errors.ApiError], Any] | None = None
    time: float = 1000.0
    took: float = 0.0
    sent: list[Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    timeouts: list[float | None] = field(default_factory=list)

    def setting(self) -> ClientState:
        return ClientState(
            services={
                "vk": VkService(),
                "upload": UploadService(),
                "long_poll": LongPollService(),
            },
            keyring=self.keyring,
            now=lambda: self.time,
            chance=lambda: 1.0,
            budget=self.budget,
            challenge=self.challenge,
        )

    def ask(self, asked: Any, replies: Iterable[Response | errors.NetworkError]) -> Any:
        """Walk a flow to its end; its value, or its error."""
        left = iter(replies)
        flow = run_steps(asked, self.setting(), self.options)
        given: Any = None
        try:
            while True:
                given = self._do(flow.send(given), left)
        except StopIteration as done:
            return done.value

    def _do(self, step: Send | Sleep | Ask, left: Any) -> Any:
        if isinstance(step, Sleep):
            self.slept.append(step.seconds)
            self.time += step.seconds
            return None
        if isinstance(step, Ask):
            return step.function()
        self.sent.append(step.request)
        self.timeouts.append(step.timeout)
        self.time += self.took
        return next(left)
