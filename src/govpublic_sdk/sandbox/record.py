"""The record of requests: what was asked of a sandbox and how it ended, without any token."""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic_core import from_json

from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.values import is_object

__all__ = ["Record", "RecordedRequest"]

_KEPT = 5_000
_LONGEST = 2_000  # characters of a value; an `execute` of 25 calls has more
_TOKEN = re.compile(r"sandbox\.[UGS]\d+\.[0-9a-f]{32}")
_SECRETS = frozenset({"access_token", "client_secret", "secret", "secret_key", "key"})


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRequest:
    """A request, and how it ended.

    Attributes:
        time: When it came, in Unix seconds of the sandbox.
        method: The method, such as `wall.get`; `execute/wall.get` is a call inside of `execute`,
            `upload` and `longpoll` are the other hosts.
        caller: `user 1`, `community 210000001`, `service`; empty for an unknown token.
        params: The parameters; secrets are left out.
        status: The HTTP status; 0 if the connection broke.
        error: The number of VK's error, None if there was none.
    """

    time: float
    method: str
    caller: str = ""
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    status: int = 200
    error: int | None = None


class Record:
    """The last 5,000 requests; safe to use from several threads."""

    def __init__(self) -> None:
        self._requests: deque[RecordedRequest] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()

    def add(
        self, time: float, method: str, caller: str, params: Mapping[str, str], answered: Answered
    ) -> None:
        """Add a request that was answered."""
        status = 0 if answered.broken else answered.status
        self.add_call(time, method, caller, params, _error(answered), status=status)

    def add_call(
        self,
        time: float,
        method: str,
        caller: str,
        params: Mapping[str, str],
        error: int | None,
        *,
        status: int = 200,
    ) -> None:
        """Add a call whose end is known."""
        shown = {
            name: _TOKEN.sub("***", value)[:_LONGEST]
            for name, value in params.items()
            if name not in _SECRETS
        }
        request = RecordedRequest(
            time=time, method=method, caller=caller, params=shown, status=status, error=error
        )
        with self._lock:
            self._requests.append(request)

    def all(self) -> list[RecordedRequest]:
        """All that is kept, oldest first."""
        with self._lock:
            return list(self._requests)

    def clear(self) -> None:
        """Forget all requests."""
        with self._lock:
            self._requests.clear()


def _error(answered: Answered) -> int | None:
    """The number of VK's error in a body, if it holds one."""
    if not answered.body.startswith(b'{"error":{'):
        return None
    try:
        tree = from_json(answered.body)
    except ValueError:
        return None
    error = tree.get("error") if is_object(tree) else None
    code = error.get("error_code") if is_object(error) else None
    return code if isinstance(code, int) else None
