"""Captchas: which calls have to solve one, and whether an answer is right."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Literal, TypeAlias

from govpublic_sdk.sandbox.values import Json

__all__ = ["KEY", "Captchas", "Form"]

Form: TypeAlias = Literal["old", "new"]

KEY = "solved"
"""The answer that solves a captcha unless a test chooses another one."""

_FIRST = 100


class Captchas:
    """Captchas that were asked for, by token and method, until they are solved.

    The `old` form shows an image and takes `captcha_sid` with `captcha_key`; the `new` one leads to
    a page and takes `success_token`.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], tuple[Form, str, dict[str, str]]] = {}
        self._numbers = itertools.count(_FIRST)

    def ask(self, token: str, method: str, form: Form, key: str) -> Json:
        """Ask for a captcha; the error object."""
        if form == "old":
            sid = str(next(self._numbers))
            answer = {"captcha_sid": sid, "captcha_key": key}
            image = f"https://sandbox.invalid/captcha.jpg?sid={sid}"
            fields: Json = {"captcha_sid": sid, "captcha_img": image}
        else:
            answer = {"success_token": key}
            page = "https://sandbox.invalid/not_robot_captcha"
            fields = {"redirect_uri": page, "remixstlid": 9 * 10**18}
        self._open[token, method] = (form, key, answer)
        return {"error_code": 14, "error_msg": "Captcha needed", **fields}

    def solve(self, token: str, method: str, params: Mapping[str, str]) -> bool:
        """Whether a call brings the answer of its captcha, which then is done with."""
        _, _, answer = self._open.get((token, method), ("old", "", {}))
        right = bool(answer) and all(params.get(name) == answer[name] for name in answer)
        if right:
            del self._open[token, method]
        return right

    def ask_again(self, token: str, method: str) -> Json | None:
        """Another captcha in place of one that is not solved; None without one."""
        found = self._open.get((token, method))
        return None if found is None else self.ask(token, method, found[0], found[1])

    def clear(self) -> None:
        """Ask no call for a captcha any more."""
        self._open.clear()
