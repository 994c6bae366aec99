"""One request in, one answer out: token, limits, faults, method, envelope. It opens no socket."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json, to_json

from govpublic_sdk.sandbox.audience import MANAGER
from govpublic_sdk.sandbox.faults import Fault, Faults
from govpublic_sdk.sandbox.long_poll import Look, Source
from govpublic_sdk.sandbox.methods import load
from govpublic_sdk.sandbox.params import METHODS, Method, MethodCall, is_number
from govpublic_sdk.sandbox.record import Record
from govpublic_sdk.sandbox.responses import Answered, apply_faults, respond
from govpublic_sdk.sandbox.sites import Asked, Site
from govpublic_sdk.sandbox.tokens import Caller, Callers
from govpublic_sdk.sandbox.uploads import store_files
from govpublic_sdk.sandbox.values import Json, Refused, is_array
from govpublic_sdk.sandbox.versions import Version, downgrade, parse_version
from govpublic_sdk.sandbox.vk_methods import is_known_to_vk
from govpublic_sdk.sandbox.vkscript import CompileError, RunError, run
from govpublic_sdk.sandbox.world import World

__all__ = ["LOCAL", "Gateway", "Poll", "Rules"]

LOCAL = "http://127.0.0.1"

_MESSAGES = "/nim"
_LONG_POLL = re.compile(r"(?:/longpoll/|/nim)(?P<id>[^/]*)")
_NOTHING: Mapping[str, str] = {}
_CAPTCHA = ("captcha_sid", "captcha_key", "success_token")


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


class Gateway:
    """Carries calls out on a world; may be asked from several threads."""

    def __init__(self, world: World, callers: Callers, faults: Faults, rules: Rules) -> None:
        load()
        self.world: World = world
        self.callers: Callers = callers
        self.faults = faults
        self.rules = rules
        self.requests: Counter[str] = Counter()
        self.record: Record = Record()
        self.sites: list[Site] = []
        self._lock = threading.RLock()

    def answer(
        self, method: str, form: Mapping[str, str], token: str | None, address: str = LOCAL
    ) -> Answered:
        """Answer a request for a method.

        Args:
            method: The method's name, as in the address.
            form: The parameters.
            token: From the header, or None: then the form's `access_token` counts.
            address: Where the sandbox was asked, without a path; upload hosts are there too.
        """
        with self._lock:
            self.requests[method] += 1
            asked = _Request(method, form, token or form.get("access_token"), address)
            struck = self.faults.take(method, token=asked.token or "", params=form)
            answered = respond(struck, lambda: self._envelope(asked, struck), asked.echo())
            self._note(method, answered, self.callers.name(asked.token), form)
            return answered

    def _note(
        self, method: str, answered: Answered, caller: str = "", form: Mapping[str, str] = _NOTHING
    ) -> None:
        self.record.add(self.world.clock.now(), method, caller, form, answered)

    @contextmanager
    def pause(self) -> Generator[None]:
        """Let no request be answered meanwhile."""
        with self._lock:
            yield

    def begin(self, world: World, callers: Callers) -> None:
        """Go on with another world: no faults, no counts, no record, no sites."""
        with self._lock:
            self.world, self.callers = world, callers
            self.faults.clear()
            self.faults.ignores_guid = False
            self.requests.clear()
            self.record.clear()
            self.sites.clear()

    def receive(self, key: str, files: Mapping[str, tuple[str, bytes]]) -> Answered:
        """Take the files that come to an upload address.

        Args:
            key: The last part of the address.
            files: Name and content of each file, by the name of its part.
        """
        with self._lock:
            self.requests["upload"] += 1
            struck = self.faults.take("upload")
            answered = respond(struck, lambda: store_files(self.world, key, files))
            self._note("upload", answered)
            return answered

    def site(self, path: str) -> Site | None:
        """The service beside VK below whose path an address is, if there is one."""
        return next((site for site in self.sites if path.startswith(site.path)), None)

    def visit(self, site: Site, asked: Asked) -> Answered:
        """Answer a request for a service beside VK."""
        with self._lock:
            name = site.method(asked)
            self.requests[name] += 1
            answered = apply_faults(self.faults.take(name), lambda: site.answer(asked))
            self._note(name, answered)
            return answered

    def poll(self, path: str, form: Mapping[str, str]) -> Poll | None:
        """Begin to answer a request of Long Poll; None if the path is of something else.

        Args:
            path: The path of the address.
            form: The parameters.
        """
        found = _LONG_POLL.fullmatch(path)
        if found is None:
            return None
        with self._lock:
            self.requests["longpoll"] += 1
            self.record.add_call(self.world.clock.now(), "longpoll", "", _NOTHING, None)
            struck = self.faults.take("longpoll")
            failed = next((fault.failed for fault in struck if fault.kind == "long_poll"), 0)
            look = Look.of(int(found["id"]) if is_number(found["id"]) else 0, form, failed)
            is_of_messages = path.startswith(_MESSAGES)
            source = self.world.message_poll if is_of_messages else self.world.long_poll
            return Poll(self.world, source, look, struck)

    def act(self, person: int, method: str, /, **params: Any) -> Any:
        """Let a person call a method, without limits and faults.

        Raises:
            Refused: VK would refuse it.
        """
        with self._lock:
            caller = self.callers.add("U", person, manages=person == MANAGER)
            form = {name: _text(value) for name, value in params.items()}
            known = METHODS.get(method)
            if known is None:
                raise Refused(3, _unknown(method))
            return self._carry_out(known, caller, form, LOCAL)

    def _envelope(self, asked: _Request, struck: list[Fault]) -> bytes:
        try:
            caller = self.callers.find(asked.token)
            if self.rules.limits:
                caller.check_rate(self.world.clock.now(), self.rules.rates)
            parse_version(asked.form.get("v", ""))
            if asked.method == "execute":
                return self._execute(caller, asked, struck)
            answer = self._call(caller, asked, asked.method, asked.form)
            return to_json({"response": _apply_drift(answer, struck)})
        except Refused as refused:
            return to_json({"error": {**refused.error(), **asked.echo()}})

    def _call(self, caller: Caller, asked: _Request, method: str, form: Mapping[str, str]) -> Any:
        known = METHODS.get(method)
        if known is None:
            raise Refused(3, _unknown(method))
        caller.check_kind(method, known.kinds)
        if self.rules.limits:
            caller.check_quota(method, self.world.clock.now(), self.rules.quotas)
        answer = self._carry_out(known, caller, form, asked.address)
        return downgrade(method, answer, asked.version)

    def _carry_out(
        self, method: Method, caller: Caller, form: Mapping[str, str], address: str
    ) -> Any:
        ask = MethodCall(
            world=self.world,
            caller=caller,
            # VK takes an empty parameter for one that was not sent; some libraries send them always
            params={name: value for name, value in form.items() if value != ""},
            address=address,
            method=method.name,
            ignores_guid=self.faults.ignores_guid,
        )
        return method.function(ask)

    def _execute(self, caller: Caller, asked: _Request, struck: list[Fault]) -> bytes:
        caller.check_kind("execute", "UG")
        refusals: list[dict[str, Any]] = []
        solved = {name: asked.form[name] for name in _CAPTCHA if name in asked.form}

        def inner(method: str, params: dict[str, Any]) -> Any:
            self.requests[f"execute/{method}"] += 1
            form = {name: _text(value) for name, value in {**solved, **params}.items()}
            error: int | None = None
            try:
                return self._inside(caller, asked, method, form)
            except Refused as refused:
                refusals.append({"method": method, **refused.error()})
                error = refused.code
                return False
            finally:
                now = self.world.clock.now()
                self.record.add_call(now, f"execute/{method}", caller.name, form, error)

        value = _run(asked.form, inner)
        body = to_json({"response": _apply_drift(value, struck), **_errors(refusals)})
        if len(body) > self.rules.answer_bytes:
            raise Refused(13, "Runtime error occurred: response size is too big")
        return body

    def _inside(self, caller: Caller, asked: _Request, method: str, form: Mapping[str, str]) -> Any:
        struck = self.faults.take_inside(method, token=caller.token, params=form)
        error = next((fault.error for fault in struck if fault.kind == "error"), None)
        if error is not None:
            raise Refused(error["error_code"], error["error_msg"], error)
        return _apply_drift(self._call(caller, asked, method, form), struck)


@dataclass(frozen=True, slots=True)
class Poll:
    """A request of Long Poll under way."""

    world: World
    source: Source
    look: Look
    struck: list[Fault]

    def answer(self) -> Answered | None:
        """What can be said at once; None while there is nothing to say."""
        found = self.source.look(self.look, self.world.clock.now())
        broken = any(fault.ends_call for fault in self.struck)
        return None if found is None and not broken else self._respond(found)

    def over(self) -> Answered:
        """What is said when the time is over."""
        return self._respond(None)

    def _respond(self, found: Json | None) -> Answered:
        said = self.source.nothing(self.look) if found is None else found
        return respond(self.struck, lambda: to_json(said))


@dataclass(frozen=True, slots=True)
class _Request:
    """A request."""

    method: str
    form: Mapping[str, str]
    token: str | None
    address: str

    @property
    def version(self) -> Version:
        """The version that it names."""
        return parse_version(self.form.get("v", ""))

    def echo(self) -> Json:
        """The parameters that VK repeats in an error: never the token."""
        shown = {"method": self.method, "oauth": "1", **self.form}
        pairs = [{"key": k, "value": v} for k, v in shown.items() if k != "access_token"]
        return {"request_params": pairs}


def _run(form: Mapping[str, str], call: Callable[[str, dict[str, Any]], Any]) -> Any:
    """What the program of an `execute` gives."""
    if not form.get("code", "").strip():
        raise Refused(100, "One of the parameters specified was missing or invalid: code is empty")
    try:
        return run(form["code"], call, arguments=dict(form))
    except CompileError as error:
        raise Refused(12, f"Unable to compile code: {error}") from None
    except RunError as error:
        raise Refused(13, f"Runtime error occurred during code invocation: {error}") from None


def _unknown(method: str) -> str:
    if not is_known_to_vk(method):
        return "Unknown method passed"
    return f"Unknown method passed: the sandbox does not know {method}; VK does"


def _errors(refusals: list[dict[str, Any]]) -> dict[str, Any]:
    return {"execute_errors": refusals} if refusals else {}


def _apply_drift(value: Any, struck: list[Fault]) -> Any:
    changes = [fault.change for fault in struck if fault.kind == "drift"]
    if changes:
        value = from_json(to_json(value))  # what the world holds stays as it is
    for change in changes:
        value = change(value)
    return value


def _text(value: Any) -> str:
    """A parameter that a program gives, as a form would carry it."""
    if isinstance(value, bool):
        return str(int(value))
    if is_array(value):
        return ",".join(map(_text, value))
    if isinstance(value, dict):
        return to_json(value).decode()
    return "" if value is None else str(value)
