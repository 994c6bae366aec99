"""The tokens a client has, which of them may carry a call, and what was learned about each.

Each token has its own rate limiter, shared by the users of the keyring.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Self, TypeAlias

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.hidden import Hidden, hide, safe_repr
from govpublic_sdk._core.rate_limits import Cooldowns, Limiter, Usage
from govpublic_sdk._core.single_flight import SingleFlight
from govpublic_sdk._core.vk_methods import MethodFacts, method_facts
from govpublic_sdk._texts import Text, describe, show_value

__all__ = [
    "Credential",
    "Keyring",
    "Kind",
    "Token",
    "check_token",
    "no_token",
    "subject",
]

Kind: TypeAlias = Literal["service", "community", "user", "unknown"]
Token: TypeAlias = str | Callable[[], str | Awaitable[str]]

_TOKENS = frozenset({"users", "service", "communities", "unknown"})
_RATES: Mapping[Kind, float] = {"user": 3, "community": 20, "service": 3, "unknown": 3}
_LETTERS: Mapping[Kind, str] = {"user": "U", "community": "G", "service": "S", "unknown": ""}
_PREFERENCE: tuple[Kind, ...] = ("service", "community", "user", "unknown")


@dataclass(eq=False, slots=True)
class Credential:
    """One token with its rate limiter and the methods that VK refused to it; hides the token."""

    kind: Kind
    source: Token = field(repr=False)
    limiter: Limiter = field(repr=False)
    community: int | None = None
    text: str | None = field(default=None, repr=False)
    refused: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        """Check a token that is a string; a callable is called when first needed."""
        self.source = hide(self.source)
        if isinstance(self.source, str):
            self.text = check_token(self.source, Text("The {kind} token", kind=self.kind))

    def __reduce__(self) -> tuple[Any, ...]:
        """Tokens are not pickled."""
        raise TypeError("a token is not pickled; give the other process its own keyring")

    @property
    def renewable(self) -> bool:
        """Whether an expired token can be renewed."""
        return not isinstance(self.source, str)


class Keyring:
    """Tokens of each kind; chooses a suitable one for each call.

    Args:
        users: User tokens (3 calls a second each).
        service: The service key of an application (3 calls a second; no `execute`).
        communities: Tokens of communities by their positive id (20 calls a second each).
        unknown: Tokens of unknown kind; every method may be tried with them.
        rates: Calls per second by kind, if yours differ: `{"service": 20}`.
        quotas: Calls a day by method, for forecasts and warnings: `{"wall.get": 5000}`.

    Each token is a string, or a callable that returns one (an awaitable on the async client). It is
    called again when VK reports that the token has expired.

    Raises:
        ConfigurationError: No token, an empty one, or a community id that is not positive.
    """

    quota_pause: float = 3600.0
    flood_pause: float = 600.0

    @partial(check_arguments, prefers_own=True, hidden=_TOKENS)
    def __init__(
        self,
        *,
        users: Sequence[Token] = (),
        service: Token | None = None,
        communities: Mapping[int, Token] | None = None,
        unknown: Sequence[Token] = (),
        rates: Mapping[str, float] | None = None,
        quotas: Mapping[str, int] | None = None,
    ) -> None:
        self._rates = _check_rates(rates or {})
        self.quotas: dict[str, int] = dict(quotas or {})
        self.usage: Usage = Usage()
        self.requests: SingleFlight = SingleFlight()
        self._quota = Cooldowns()
        self._flood = Cooldowns()
        self._credentials = [
            *([] if service is None else [self._credential("service", service)]),
            *(self._credential("community", t, i) for i, t in (communities or {}).items()),
            *(self._credential("user", token) for token in users),
            *(self._credential("unknown", token) for token in unknown),
        ]
        if isinstance(users, str) or isinstance(unknown, str):
            raise errors.ConfigurationError("users, unknown: a text (expected a list of tokens).")
        if not self._credentials:
            raise errors.ConfigurationError(
                "The keyring is empty.", advice="Give it at least one token."
            )

    @classmethod
    def without_tokens(cls) -> Self:
        """Return an empty keyring for clients of other services; VK's methods are rejected."""
        keyring = cls(unknown=["none"])
        keyring._credentials.clear()
        return keyring

    def __reduce__(self) -> tuple[Any, ...]:
        """Tokens are not pickled."""
        raise TypeError("a keyring is not pickled; give the other process its own")

    @safe_repr
    def __repr__(self) -> str:
        """Show the number of tokens of each kind."""
        counts = Counter(credential.kind for credential in self._credentials)
        return f"Keyring({', '.join(f'{kind}: {count}' for kind, count in counts.items())})"

    @check_arguments
    def tokens_for(self, call: Call[Any]) -> list[Credential]:
        """Return the tokens that can send a call, suitable kinds first.

        Raises:
            WrongTokenKind: No token is suitable; the error names the kinds that are needed.
            ParameterError: A message must name one of several communities as its sender.
        """
        facts = method_facts(call.method)
        usable = [
            credential for credential in self._credentials if _may_carry(credential, call, facts)
        ]
        if call.method.startswith("messages."):
            usable = _speakers(usable, call, self._credentials)
        if not usable:
            raise no_token(call, facts.kinds)
        hinted = [credential for credential in usable if _LETTERS[credential.kind] in facts.kinds]
        return sorted(hinted or usable, key=lambda credential: _PREFERENCE.index(credential.kind))

    @check_arguments
    def tokens_for_batch(self, calls: Sequence[Call[Any]]) -> list[Credential]:
        """Return the tokens that can send all of these calls in one `execute`; may be empty."""
        common = [credential for credential in self._credentials if _may_pack(credential)]
        for call in calls:
            able = self.tokens_for(call)
            common = [credential for credential in common if credential in able]
        return common

    @check_arguments
    def choose(self, call: Call[Any], able: Sequence[Credential], now: float) -> Credential:
        """Return the token of `able` whose turn comes first.

        Raises:
            QuotaExceeded: The quota of the method is used up for every token.
            FloodControl: The same action was rejected as flood shortly before.
        """
        free = [credential for credential in able if not self._waiting_time(credential, call, now)]
        if not free:
            raise self._cooling(call, able, now)
        return (
            free[0]
            if len(free) == 1
            else min(free, key=lambda credential: credential.limiter.wait(now))
        )

    @check_arguments
    def open_for(
        self, calls: Sequence[Call[Any]], able: Sequence[Credential], now: float
    ) -> Sequence[Credential]:
        """Return the tokens without a paused call among these; all if each has one."""
        if not self.is_resting:
            return able
        free = [
            credential
            for credential in able
            if not any(self._waiting_time(credential, c, now) for c in calls)
        ]
        return free or able

    @property
    def is_resting(self) -> bool:
        """Whether any method or wall is paused for any token."""
        return bool(self._quota or self._flood)

    @check_arguments
    def learn(self, credential: Credential, call: Call[Any], error: Exception, now: float) -> None:
        """Learn from an error about a token, a method or a wall."""
        if isinstance(error, errors.WrongTokenKind):
            credential.refused.add(call.method)
        elif isinstance(error, errors.TooManyRequests):
            credential.limiter.slow_down(now)
        elif isinstance(error, errors.QuotaExceeded):
            key = _method_key(credential, call) if error.code == 29 else _wall_key(call)
            self._quota.close(key, now + (error.retry_after or self.quota_pause))
        elif isinstance(error, errors.FloodControl):
            until = now + (error.retry_after or self.flood_pause)
            self._flood.close((id(credential), *_wall_key(call)), until)

    @check_arguments
    def count(self, credential: Credential, call: Call[Any], now: float) -> bool:
        """Count a call against its daily quota; return whether it reaches 90 %."""
        quota = self.quotas.get(call.method)
        used = self.usage.add(_method_key(credential, call), now)
        return quota is not None and used == quota * 9 // 10

    def _waiting_time(self, credential: Credential, call: Call[Any], now: float) -> float:
        return max(
            self._quota_closed(credential, call, now), self._flood_closed(credential, call, now)
        )

    def _quota_closed(self, credential: Credential, call: Call[Any], now: float) -> float:
        keys = (_method_key(credential, call), _wall_key(call))
        return max(self._quota.remaining(key, now) for key in keys)

    def _flood_closed(self, credential: Credential, call: Call[Any], now: float) -> float:
        return self._flood.remaining((id(credential), *_wall_key(call)), now)

    def _cooling(self, call: Call[Any], able: Sequence[Credential], now: float) -> errors.ApiError:
        soonest = min(able, key=lambda credential: self._waiting_time(credential, call, now))
        seconds = self._waiting_time(soonest, call, now)
        flood = self._flood_closed(soonest, call, now) >= seconds
        kind = errors.FloodControl if flood else errors.QuotaExceeded
        template = "VK refused {method} before; it is paused for another {seconds} s."
        reason = Text(template, method=call.method, seconds=f"{seconds:.0f}")
        return kind(reason, call=call, retry_after=seconds)

    def _credential(self, kind: Kind, token: Token, community: int | None = None) -> Credential:
        if not isinstance(token, str) and not callable(token):
            raise errors.ConfigurationError(
                Text(
                    "{name}: {problem} (expected a text or a callable).",
                    name=Text("The {kind} token", kind=kind),
                    problem=describe(token),
                )
            )
        if community is not None and (type(community) is not int or community <= 0):
            raise errors.ConfigurationError(
                Text("communities: {id} is not a positive id.", id=show_value(community))
            )
        return Credential(kind, token, Limiter(self._rates[kind]), community)


def check_token(text: object, what: str | Text) -> Hidden:
    """Return a token without surrounding spaces, fit for a header.

    Raises:
        ConfigurationError: It is not a string, empty, or contains invalid characters.
    """
    text = hide(text)
    token = Hidden(text.strip() if isinstance(text, str) else "")
    if not token:
        raise errors.ConfigurationError(
            Text(
                "{name} is empty or not a text.",
                name=what if isinstance(what, Text) else Text(what),
            )
        )
    if not re.fullmatch(r"[!-~]+", token):
        raise errors.ConfigurationError(
            Text(
                "{name} has a space or another invalid character.",
                name=what if isinstance(what, Text) else Text(what),
            )
        )
    return token


def subject(call: Call[Any]) -> int | None:
    """Return the positive id of the community that the parameters of a call name."""
    owner = call.get("owner_id") or ""
    return _positive_id(call.get("group_id") or "") or (
        _positive_id(owner[1:]) if owner.startswith("-") else None
    )


def _positive_id(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 20
    return int(text) if is_number else None


def no_token(call: Call[Any], letters: str) -> errors.WrongTokenKind:
    """Return the error for a call that no token of the keyring can send."""
    kinds = tuple(kind for kind in ("user", "community", "service") if _LETTERS[kind] in letters)
    error = errors.WrongTokenKind(
        Text("The client has no token that may call {method}.", method=call.method),
        call=call,
        advice=Text("Add a token of one of these kinds: {kinds}.", kinds=kinds or ("user",)),
    )
    error.kinds = kinds
    return error


def _may_carry(credential: Credential, call: Call[Any], facts: MethodFacts) -> bool:
    if call.method in credential.refused:
        return False
    if credential.kind == "service":
        return ("S" in facts.kinds or not facts.known) and not _for_managers(call)
    if credential.kind == "community":
        about = subject(call)
        anyone = set("UGS") <= set(facts.kinds) and not _for_managers(call)
        return anyone or about in (None, credential.community)
    return credential.kind == "unknown" or facts.kinds != "G"


def _speakers(
    usable: list[Credential], call: Call[Any], every: Sequence[Credential]
) -> list[Credential]:
    """Return the tokens that can write for a community: its own if present, else any."""
    if subject(call) is not None:
        return [credential for credential in usable if credential.kind == "community"] or usable
    communities = {credential.community for credential in every if credential.kind == "community"}
    if len(communities) > 1:
        raise errors.ParameterError(
            "public",
            Text("missing for {method}", method=call.method),
            "the public that acts, or `group_id`",
        )
    return (
        [credential for credential in usable if credential.kind == "community"]
        if communities
        else usable
    )


def _for_managers(call: Call[Any]) -> bool:
    """Whether only managers of the community get this response; service keys do not."""
    return call.for_managers or call.get("filter") in ("managers", "postponed", "suggests")


def _may_pack(credential: Credential) -> bool:
    return credential.kind != "service" and "execute" not in credential.refused


def _method_key(credential: Credential, call: Call[Any]) -> tuple[object, ...]:
    return (id(credential), call.method)


def _wall_key(call: Call[Any]) -> tuple[object, ...]:
    names = ("owner_id", "group_id", "peer_id", "peer_ids", "user_id")
    return (call.method, *(call.get(name) for name in names))


def _check_rates(given: Mapping[str, float]) -> dict[Kind, float]:
    rates = dict(_RATES)
    for kind, rate in given.items():
        if kind not in rates or not _is_number(rate) or not 0 < rate <= 1000:
            raise errors.ParameterError(
                "rates",
                Text("{kind}={rate}", kind=kind, rate=describe(rate)),
                Text("{kinds}, each above 0 and at most {max}", kinds=tuple(rates), max=1000),
            )
        rates[kind] = rate
    return rates


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
