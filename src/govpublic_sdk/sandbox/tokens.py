"""Who calls: tokens of each kind, what each may do, and how fast."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field

from govpublic_sdk.sandbox.audience import MANAGER, STRANGER
from govpublic_sdk.sandbox.values import Refused

__all__ = ["Caller", "Callers"]

_REFUSALS = {
    "G": (27, "Group authorization failed: method is unavailable with group auth."),
    "S": (28, "Application authorization failed: method is unavailable with service token."),
    "U": (15, "Access denied: this method is for communities only"),
}
_NARROW = ("users.get", "groups.getById", "wall.get", "utils.getServerTime")
_NAMES = {"U": "user", "G": "community", "S": "service"}
_RATES = {"U": 3, "G": 20, "S": 3}


@dataclass(eq=False, slots=True)
class Caller:
    """Who holds a token.

    Attributes:
        token: The token.
        kind: U for a person, G for a community, S for an application.
        id: The person or the community; 0 for an application.
        manages: Whether the person manages the publics.
        revoked: Whether VK no longer takes the token.
        narrow: Whether it is a default token of VK ID, which can do little.
    """

    token: str = field(repr=False)
    kind: str
    id: int = 0
    manages: bool = False
    revoked: bool = False
    narrow: bool = False
    arrivals: deque[float] = field(default_factory=deque[float], repr=False)
    used: dict[str, int] = field(default_factory=dict[str, int], repr=False)
    day: int = 0

    @property
    def name(self) -> str:
        """Who it is, such as `user 7`, for the record of requests."""
        return f"{_NAMES[self.kind]} {self.id}" if self.id else _NAMES[self.kind]

    def check_kind(self, method: str, kinds: str) -> None:
        """Refuse a method that is not for this kind of token."""
        if self.narrow and method not in _NARROW:
            raise Refused(1051, "This method is unavailable with current profile type.")
        if self.kind not in kinds:
            raise Refused(*_REFUSALS[self.kind])

    def check_rate(self, now: float, rates: dict[str, float]) -> None:
        """Refuse a call that comes too soon after others."""
        rate = rates.get(self.kind, _RATES[self.kind])
        while self.arrivals and now - self.arrivals[0] >= 1.0:
            self.arrivals.popleft()
        if len(self.arrivals) >= rate:
            raise Refused(6, "Too many requests per second")
        self.arrivals.append(now)

    def check_quota(self, method: str, now: float, quotas: dict[str, int]) -> None:
        """Count a call against its day, and refuse what is over the quota."""
        if int(now // 86_400) != self.day:
            self.day, self.used = int(now // 86_400), {}
        self.used[method] = self.used.get(method, 0) + 1
        if self.used[method] > quotas.get(method, 1 << 60):
            raise Refused(29, "Rate limit reached")


class Callers:
    """All tokens of a sandbox; they are made from the seed and look like no real ones."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._known: dict[str, Caller] = {}
        self._communities: dict[int, str] = {}
        self.user: str = self.add("U", MANAGER, manages=True).token
        self.stranger: str = self.add("U", STRANGER).token
        self.service: str = self.add("S", 0).token

    def add(self, kind: str, number: int, *, manages: bool = False, narrow: bool = False) -> Caller:
        """Give out a token; the same one for the same holder."""
        mark = f"{self._seed} {kind} {number} {'vk id' if narrow else ''}".encode()
        token = f"sandbox.{kind}{number}.{hashlib.sha256(mark).hexdigest()[:32]}"
        caller = Caller(token, kind, number, manages, narrow=narrow)
        return self._known.setdefault(token, caller)

    def community(self, number: int) -> str:
        """The token of a community."""
        if number not in self._communities:
            self._communities[number] = self.add("G", number).token
        return self._communities[number]

    def revoke(self, token: str) -> None:
        """VK no longer takes this token."""
        self._known[token].revoked = True

    def name(self, token: str | None) -> str:
        """Who holds a token; empty if it is unknown."""
        caller = self._known.get(token or "")
        return caller.name if caller else ""

    def find(self, token: str | None) -> Caller:
        """Who holds a token."""
        if not token:
            raise Refused(5, "User authorization failed: no access_token passed.")
        caller = self._known.get(token)
        if caller is None:
            raise Refused(5, "User authorization failed: invalid access_token (4).")
        if caller.revoked:
            fields = {"error_subcode": 1114}
            raise Refused(5, "User authorization failed: access_token has expired.", fields)
        return caller
