"""Plays procedures by hand: answers (or errors) go in, the calls that were asked come out."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

from govpublic_sdk import Response
from govpublic_sdk._core.services import VkService


def play(question: Any, *answers: object) -> tuple[list[Any], Any]:
    """Answer each call of a procedure in turn; an exception is thrown into it.

    Returns the calls, and the value or the error at the end.
    """
    procedure: Generator[Any, Any, Any] = iter(question)
    asked: list[Any] = []
    given = iter(answers)
    try:
        call = next(procedure)
        while True:
            asked.append(call)
            answer = next(given)
            call = (
                procedure.throw(answer)
                if isinstance(answer, BaseException)
                else procedure.send(answer)
            )
    except StopIteration as stop:
        assert not list(given), "some answers were not asked for"
        return asked, stop.value


def methods(calls: list[Any]) -> list[str]:
    """The methods that were asked, in order."""
    return [call.method for call in calls]


def finished(call: Any, response: object) -> Any:
    """What a call makes of a response as VK sends it."""
    body = json.dumps({"response": response}).encode()
    return VkService().read(call, Response(200, {}, body))
