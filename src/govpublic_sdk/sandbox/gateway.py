"""One request in, one answer out: token, limits, faults, method, envelope. It opens no socket."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic_core import to_json

from govpublic_sdk.sandbox.asking import METHODS, Ask
from govpublic_sdk.sandbox.faults import Fault, Faults
from govpublic_sdk.sandbox.methods import load
from govpublic_sdk.sandbox.refused import Refused
from govpublic_sdk.sandbox.tokens import Caller, Callers
from govpublic_sdk.sandbox.vkscript import CompileError, RunError, run
from govpublic_sdk.sandbox.world import World

__all__ = ["Answered", "Gateway", "Rules"]


@dataclass(slots=True, kw_only=True)
class Rules:
    """VK's limits, which a sandbox may change.

    Attributes:
        limits: Whether calls that come too fast are refused.
        rates: Calls per second by kind of token (U, G, S), where they differ from VK's.
        quotas: Calls a day by method, per token.
        answer_bytes: How large the answer of `execute` may be.
    """

    limits: bool = True
    rates: dict[str, float] = field(default_factory=dict[str, float])
    quotas: dict[str, int] = field(default_factory=lambda: {"wall.get": 5000, "wall.search": 1000})
    answer_bytes: int = 5_000_000


@dataclass(slots=True)
class Answered:
    """What goes back: a body, and what goes wrong on its way."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    late: float = 0.0
    slow: float = 0.0
    broken: str = ""


class Gateway:
    """Carries calls out on a world; may be asked from several threads."""

    def __init__(self, world: World, callers: Callers, faults: Faults, rules: Rules) -> None:
        load()
        self.world = world
        self.callers = callers
        self.faults = faults
        self.rules = rules
        self.address = "http://sandbox.invalid"
        self.requests: Counter[str] = Counter()
        self._lock = threading.RLock()

    def answer(self, method: str, form: Mapping[str, str], token: str | None) -> Answered:
        """Answer a request for a method.

        Args:
            method: The method's name, as in the address.
            form: The parameters.
            token: From the header, or None: then the form's `access_token` counts.
        """
        with self._lock:
            self.requests[method] += 1
            struck = self.faults.take(method)
            return self._broken(method, form, token, struck)

    def _broken(
        self, method: str, form: Mapping[str, str], token: str | None, struck: list[Fault]
    ) -> Answered:
        first = next((f for f in struck if f.kind in ("error", "http", "cut", "reset")), None)
        if first is not None and first.kind == "error":
            answered = Answered(to_json({"error": first.error}))
        elif first is not None and not first.done:
            answered = Answered(b"{}")
        else:
            answered = Answered(self._envelope(method, form, token, struck))
        if first is not None and first.kind == "http":
            answered = Answered(first.body, first.status, dict(first.headers))
        if first is not None and first.kind in ("cut", "reset"):
            answered.broken = first.kind
        answered.late = sum(f.seconds for f in struck if f.kind == "latency")
        answered.slow = sum(f.seconds for f in struck if f.kind == "slow")
        return answered

    def _envelope(
        self, method: str, form: Mapping[str, str], token: str | None, struck: list[Fault]
    ) -> bytes:
        try:
            caller = self.callers.find(token or form.get("access_token"))
            if self.rules.limits:
                caller.check_rate(self.world.clock.now(), self.rules.rates)
            _check_version(form)
            if method == "execute":
                return self._execute(caller, form, struck)
            return to_json({"response": _drifted(self._call(caller, method, form), struck)})
        except Refused as refused:
            return to_json({"error": {**refused.error(), "request_params": _echo(method, form)}})

    def _call(self, caller: Caller, method: str, form: Mapping[str, str]) -> Any:
        known = METHODS.get(method)
        if known is None:
            raise Refused(3, "Unknown method passed")
        caller.check_kind(known.kinds)
        if self.rules.limits:
            caller.check_quota(method, self.world.clock.now(), self.rules.quotas)
        ask = Ask(
            world=self.world,
            caller=caller,
            params=form,
            address=self.address,
            method=method,
            ignores_guid=self.faults.ignores_guid,
        )
        return known.function(ask)

    def _execute(self, caller: Caller, form: Mapping[str, str], struck: list[Fault]) -> bytes:
        caller.check_kind("UG")
        refusals: list[dict[str, Any]] = []

        def inner(method: str, params: dict[str, Any]) -> Any:
            self.requests[f"execute/{method}"] += 1
            try:
                return self._call(caller, method, {k: _text(v) for k, v in params.items()})
            except Refused as refused:
                refusals.append({"method": method, **refused.error()})
                return False

        try:
            value = run(form.get("code", ""), inner, arguments=_arguments(form))
        except CompileError as error:
            raise Refused(12, f"Unable to compile code: {error}") from None
        except RunError as error:
            raise Refused(13, f"Runtime error occurred during code invocation: {error}") from None
        body = to_json({"response": _drifted(value, struck), **_errors(refusals)})
        if len(body) > self.rules.answer_bytes:
            raise Refused(13, "Runtime error occurred: response size is too big")
        return body


def _arguments(form: Mapping[str, str]) -> dict[str, str]:
    """What a program may read: the form without what belongs to the call itself."""
    return {name: text for name, text in form.items() if name not in ("access_token", "code", "v")}


def _errors(refusals: list[dict[str, Any]]) -> dict[str, Any]:
    return {"execute_errors": refusals} if refusals else {}


def _drifted(value: Any, struck: list[Fault]) -> Any:
    for fault in struck:
        if fault.kind == "drift":
            value = fault.change(value)
    return value


def _check_version(form: Mapping[str, str]) -> None:
    version = form.get("v", "")
    if not version:
        raise Refused(8, "Invalid request: v (version) is required")
    whole, _, part = version.partition(".")
    if not (whole.isdigit() and part.isdigit()) or (int(whole), int(part)) < (5, 81):
        raise Refused(8, "Invalid request: versions below 5.81 are deprecated")


def _echo(method: str, form: Mapping[str, str]) -> list[dict[str, str]]:
    shown = {"method": method, "oauth": "1", **form}
    return [{"key": k, "value": v} for k, v in shown.items() if k != "access_token"]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ",".join(map(_text, cast("Sequence[Any]", value)))
    return "" if value is None else str(value)
