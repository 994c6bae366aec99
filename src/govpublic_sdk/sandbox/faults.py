"""Changes answers as VK changed them over the years: types, words and fields, never identity.

What may break in a sandbox, by method, count and chance; it breaks nothing itself.
"""

from __future__ import annotations

import fnmatch
import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.sandbox.captchas import KEY, Captchas, Form
from govpublic_sdk.sandbox.values import Json, is_array, is_object

__all__ = [
    "Fault",
    "Faults",
    "drift",
    "error_page",
]

_KEPT = ("id", "owner_id", "items", "count", "groups", "profiles", "response")


def drift(value: Any, chance: random.Random, share: float) -> Any:
    """An answer in which some values no longer are what they were.

    Whole numbers come as texts or with a fraction, objects as empty arrays, flags as numbers,
    lists as null, texts as null; a field may be gone and an unknown one be there.

    Args:
        value: The answer; it stays as it is.
        chance: Decides what changes.
        share: The share of values that change, 0 to 1.
    """
    if is_array(value):
        return [drift(one, chance, share) for one in value]
    if not is_object(value):
        return value
    changed: Json = {}
    for name, one in value.items():
        if name in _KEPT or chance.random() >= share:
            changed[name] = drift(one, chance, share)
        elif chance.random() < 0.9:  # else it is gone
            changed[name] = _change(one, chance)
    return {**changed, "sandbox_new_field": 1} if chance.random() < share else changed


def _change(value: Any, chance: random.Random) -> Any:
    habits = next((made for kind, made in _HABITS if isinstance(value, kind)), None)
    return chance.choice(habits)(value) if habits else value


def _with_fraction(number: int) -> float | str:
    """The number with a fraction of nothing; one that is too large for that becomes a text."""
    return float(number) if abs(number) < 1 << 1000 else str(number)


def _whole(number: float) -> int | None:
    return int(number) if math.isfinite(number) else None


_HABITS: tuple[tuple[type, tuple[Callable[[Any], Any], ...]], ...] = (
    (bool, (int, lambda value: None)),
    (int, (str, _with_fraction, lambda value: None)),
    (float, (str, _whole)),
    (str, (lambda value: None, lambda value: f"new {value}")),
    (list, (lambda value: None, lambda value: False)),
    (dict, (lambda value: [], lambda value: False, lambda value: None)),
)


@dataclass(slots=True, kw_only=True)
class Fault:
    """One thing that breaks.

    Attributes:
        kind: `error`, `http`, `cut`, `reset`, `latency`, `slow`, `drift` or `long_poll`.
        method: For which methods, with `*` for any part.
        times: How often it still happens; None for always.
        chance: How probable it is, from 0 to 1.
        done: Whether the call is carried out before it breaks.
        error: The error object, for `error`.
        status: The HTTP status, for `http`.
        body: The body, for `http`.
        headers: Further headers, for `http`.
        seconds: How long, for `latency` and `slow`.
        change: What is done to the answer, for `drift`.
        failed: VK's number, for `long_poll`.
        captcha: Form and answer, for an `error` that asks for a captcha.
    """

    kind: str
    method: str = "*"
    times: int | None = 1
    chance: float = 1.0
    done: bool = True
    error: dict[str, Any] = field(default_factory=dict[str, Any])
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    seconds: float = 0.0
    change: Callable[[Any], Any] = lambda answer: answer
    failed: int = 0
    captcha: tuple[Form, str] | None = None

    @property
    def ends_call(self) -> bool:
        """Whether something else than the method's own answer goes back."""
        return self.kind in ("error", "http", "cut", "reset")


class Faults:
    """The faults of a sandbox, in the order in which they were asked for.

    Each method takes `method="wall.*"`, `times=1` (None for always) and `chance=1.0`. The method of
    upload hosts is called `upload`, that of Long Poll `longpoll`. Errors and drift that name a
    method strike it inside of `execute` too.

    Attributes:
        ignores_guid: Whether `guid` has no effect, as some report of VK.
    """

    def __init__(self, seed: int) -> None:
        self._all: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 - no secret is made
        self._captchas = Captchas()
        self.ignores_guid = False

    @check_arguments
    def error(self, code: int, text: str = "made-up fault", **options: Any) -> None:
        """Answer with an error instead of carrying the call out."""
        found = {"error_code": code, "error_msg": text, **options.pop("fields", {})}
        self._add(Fault(kind="error", error=found, done=False, **options))

    @check_arguments
    def captcha(self, *, form: Form = "old", key: str = KEY, **options: Any) -> None:
        """Ask for a captcha, until the call is repeated with the right answer.

        Args:
            form: `old`, an image, answered by `captcha_sid` and `captcha_key`; `new`, a page,
                answered by `success_token`.
            key: The right `captcha_key` or `success_token`.
            **options: `method`, `times`, `chance`.
        """
        if form not in ("old", "new"):
            raise ValueError(f"form: {form!r} (expected 'old' or 'new')")
        self._add(Fault(kind="error", done=False, captcha=(form, key), **options))

    def validation(self, **options: Any) -> None:
        """Ask for a confirmation on a page."""
        fields = {"redirect_uri": "https://sandbox.invalid/validate"}
        self.error(17, "Validation required", fields=fields, **options)

    def html(self, **options: Any) -> None:
        """Answer with a page and status 200."""
        self._add(Fault(kind="http", body=error_page("429 Too Many Requests"), **options))

    def empty(self, **options: Any) -> None:
        """Answer with nothing and status 200."""
        self._add(Fault(kind="http", **options))

    @check_arguments
    def status(self, status: int, **options: Any) -> None:
        """Answer with an HTTP status and a page, such as 502, or 429 with `headers`."""
        self._add(Fault(kind="http", status=status, body=error_page(f"{status}"), **options))

    def cut(self, **options: Any) -> None:
        """Carry the call out and cut the answer in the middle."""
        self._add(Fault(kind="cut", **options))

    def reset(self, **options: Any) -> None:
        """Carry the call out (`done=False`: do not) and reset the connection."""
        self._add(Fault(kind="reset", **options))

    @check_arguments
    def latency(self, seconds: float, **options: Any) -> None:
        """Answer late."""
        self._add(Fault(kind="latency", seconds=seconds, **options))

    @check_arguments
    def slow(self, seconds: float, **options: Any) -> None:
        """Send the body in pieces over this time."""
        self._add(Fault(kind="slow", seconds=seconds, **options))

    @check_arguments
    def drift(
        self, change: Callable[[Any], Any] | None = None, *, share: float = 0.1, **options: Any
    ) -> None:
        """Change the response before it is sent.

        Args:
            change: Gets a copy of the response and gives it back changed; None for changes such as
                VK has made over the years.
            share: For these, the share of values that change, 0 to 1.
            **options: `method`, `times`, `chance`.
        """
        usual = partial(drift, chance=self._random, share=share)
        self._add(Fault(kind="drift", change=change or usual, **options))

    @check_arguments
    def long_poll(self, failed: int, **options: Any) -> None:
        """Let Long Poll fail as VK does.

        Args:
            failed: 1, the history is lost; 2, the key is too old; 3, both key and `ts` are lost.
            **options: `times`, `chance`.
        """
        if failed not in (1, 2, 3):
            raise ValueError(f"failed: {failed} (expected 1, 2 or 3)")
        self._add(Fault(kind="long_poll", method="longpoll", failed=failed, **options))

    def clear(self) -> None:
        """Nothing breaks any more."""
        self._all.clear()
        self._captchas.clear()

    @check_arguments
    def take(
        self, method: str, *, token: str = "", params: Mapping[str, str] | None = None
    ) -> list[Fault]:
        """The faults that strike a request; those that struck often enough are gone.

        Args:
            method: The method.
            token: Whose request it is; a captcha belongs to a token and a method.
            params: The parameters, which may hold the answer of a captcha.
        """
        return self._strike(self._all, method, token, params or {})

    @check_arguments
    def take_inside(self, method: str, *, token: str, params: Mapping[str, str]) -> list[Fault]:
        """The faults that strike a call inside of `execute`: those that name its method."""
        kinds = ("error", "drift")
        named = [fault for fault in self._all if fault.kind in kinds and fault.method != "*"]
        return self._strike(named, method, token, params)

    def _strike(
        self, faults: list[Fault], method: str, token: str, params: Mapping[str, str]
    ) -> list[Fault]:
        solved = self._captchas.solve(token, method, params)
        fitting = [one for one in faults if _fits(one, method) and not (solved and one.captcha)]
        struck = [self._with_captcha(one, method, token) for one in self._draw(fitting)]
        if not any(fault.captcha for fault in struck):
            again = self._captchas.ask_again(token, method)
            struck += [Fault(kind="error", done=False, error=again)] if again else []
        return struck

    def _with_captcha(self, fault: Fault, method: str, token: str) -> Fault:
        if fault.captcha is None:
            return fault
        return replace(fault, error=self._captchas.ask(token, method, *fault.captcha))

    def _draw(self, fitting: list[Fault]) -> list[Fault]:
        struck = [fault for fault in fitting if self._random.random() < fault.chance]
        for fault in struck:
            if fault.times is not None:
                fault.times -= 1
        self._all = [fault for fault in self._all if fault.times is None or fault.times > 0]
        return struck

    def _add(self, fault: Fault) -> None:
        self._all.append(fault)


def _fits(fault: Fault, method: str) -> bool:
    return fnmatch.fnmatchcase(method, fault.method)


def error_page(title: str, *lines: str) -> bytes:
    """The HTML page of a server or a proxy that refuses a request; texts are escaped.

    Args:
        title: What it begins with.
        lines: A paragraph for each reason.
    """
    html = Element("html")
    html.text = title
    for line in lines:
        SubElement(html, "p").text = line
    return tostring(html, encoding="unicode", method="html").encode()
