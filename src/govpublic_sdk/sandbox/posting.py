"""One POST to this machine and what came back; addresses elsewhere are never contacted."""

from __future__ import annotations

import http.client
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

__all__ = ["Answer", "asked_delay", "is_near", "posted"]

_MOST = 1000
_LATER = (410, 429, 503)
_LONGEST_DELAY = 3 * 3600


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status 0 when it did not."""

    status: int = 0
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def is_near(url: str) -> bool:
    """Whether an address is on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def posted(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
    """Post JSON; redirects are not followed and no proxy is asked.

    Args:
        url: The address, which must be on this machine.
        body: The JSON.
        headers: Further headers.
        timeout: Seconds until the server is given up.
    """
    if not is_near(url):
        return Answer()
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    except (ValueError, http.client.HTTPException):
        return Answer()
    try:
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        text = response.read(_MOST).decode("utf-8", "replace")
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, text, named)
    except (OSError, ValueError, http.client.HTTPException):
        return Answer()
    finally:
        connection.close()


def asked_delay(answer: Answer, now: float) -> float:
    """For how many seconds a server asks to be left alone; 0 when it does not, or too long.

    It tells a moment of its own clock, which may differ from the sandbox's: where it also tells
    the time it has, the difference counts.
    """
    if answer.status not in _LATER:
        return 0.0
    until, there = (_moment(answer.headers.get(name, "")) for name in ("retry-after", "date"))
    delay = until - (there or now) if until else 0.0
    return delay if 0 < delay < _LONGEST_DELAY else 0.0


def _moment(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return 0.0
