"""The control port: programs in any language let citizens act, inject faults and move the clock.

A small JSON protocol over HTTP on 127.0.0.1, behind a random token. The actions are in
`control_actions`; `GET /` lists them.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from pydantic_core import PydanticSerializationError, from_json, to_json

from govpublic_sdk.sandbox.control_actions import Action, Mistake, actions_of
from govpublic_sdk.sandbox.http_requests import bearer_token
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.server import listening
from govpublic_sdk.sandbox.values import Json, Refused, is_object

if TYPE_CHECKING:
    from govpublic_sdk.sandbox.box import Sandbox

__all__ = ["Control", "serve_control"]

_MAX_BODY = 1 << 20  # a long text and its attachments; a drift fault carries no code


@dataclass(frozen=True, slots=True)
class Control:
    """Where a control port listens, and the token that it wants.

    Attributes:
        url: Its address, with a slash at the end.
        token: The token, for `Authorization: Bearer`.
    """

    url: str
    token: str = field(repr=False)


@contextmanager
def serve_control(box: Sandbox, port: int) -> Generator[Control]:
    """Listen for actions on a sandbox.

    Args:
        box: The sandbox.
        port: The port on 127.0.0.1, 0 for any that is free.
    """
    token = secrets.token_urlsafe(32)
    requests = _Requests(actions_of(box), token)
    with listening(requests.answer, port, max_body=_MAX_BODY) as address:
        yield Control(f"{address}/", token)


class _Requests:
    """Answers requests to the control port."""

    def __init__(self, actions: dict[str, dict[str, Action]], token: str) -> None:
        self._actions = actions
        self._token = token.encode()

    async def answer(
        self, verb: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Answered:
        """Check the token, find the action, and carry it out in a thread: it may wait."""
        given = (bearer_token(headers) or "").encode("latin-1")
        if not hmac.compare_digest(given, self._token):
            return _error(HTTPStatus.FORBIDDEN, "the token is missing or wrong")
        parts = urlsplit(target)
        verbs = self._actions.get(parts.path.strip("/"))
        if verbs is None:
            return _error(HTTPStatus.NOT_FOUND, f"unknown action {parts.path[:100]}; see GET /")
        action = verbs.get(verb)
        if action is None:
            allowed = ", ".join(verbs)
            failed = _error(HTTPStatus.METHOD_NOT_ALLOWED, f"this action is called by {allowed}")
            failed.headers["Allow"] = allowed
            return failed
        return await asyncio.to_thread(_perform, action, parts.query, body)


def _perform(action: Action, query: str, body: bytes) -> Answered:
    try:
        given = _read_arguments(action, query, body)
        return Answered(to_json({"result": action.run(given)}))
    except Refused as refused:
        return _error(HTTPStatus.CONFLICT, f"VK refuses it: {refused}", vk=refused.error())
    except (Mistake, ValueError, PydanticSerializationError) as error:
        return _error(HTTPStatus.BAD_REQUEST, str(error))
    except LookupError as error:
        return _error(HTTPStatus.BAD_REQUEST, f"unknown value {error}")
    except Exception as error:  # the other side must learn that it is no mistake of its own
        return _error(HTTPStatus.INTERNAL_SERVER_ERROR, f"a fault of the sandbox: {error!r}")


def _read_arguments(action: Action, query: str, body: bytes) -> Json:
    """The arguments: JSON in the body of a POST, else the query."""
    if action.verb != "POST":
        return dict(parse_qsl(query, keep_blank_values=True))
    try:
        tree: object = from_json(body.strip() or b"{}", allow_inf_nan=False)
    except ValueError:
        raise Mistake("the body is not JSON") from None
    if not is_object(tree):
        raise Mistake("the body is not a JSON object")
    return tree


def _error(status: HTTPStatus, message: str, **more: object) -> Answered:
    return Answered(
        to_json({"error": {"status": status.value, "message": message, **more}}), status
    )
