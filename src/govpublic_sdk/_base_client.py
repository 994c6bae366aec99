"""Base of both clients: options, keyring, services, environment and life cycle."""

from __future__ import annotations

import json
import os
import random
import ssl
import time
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from govpublic_sdk import errors
from govpublic_sdk._client_resources import Resources
from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.bulk import Sizes
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.hidden import hide, safe_repr
from govpublic_sdk._core.keyring import Keyring, Token
from govpublic_sdk._core.retries import Retry
from govpublic_sdk._core.runner import Challenge, ClientState, Options, usable_tokens
from govpublic_sdk._core.services import (
    LongPollService,
    Service,
    UploadService,
    VkService,
    check_url,
)
from govpublic_sdk._core.transport import AnyAsyncTransport, AnyTransport
from govpublic_sdk._texts import Text, describe, show_value

if TYPE_CHECKING:
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.desk import Desk
    from govpublic_sdk.models._drift import Drift
    from govpublic_sdk.open311.server import Server
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "GIVEN",
    "BaseClient",
    "Clock",
    "keyring_from_env",
    "keyring_of",
]


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Clock, sleep and random numbers, for tests and sandboxes that must not wait.

    Attributes:
        now: Seconds of a monotonic clock.
        sleep: Waits for that many seconds; returns an awaitable for the async client.
        chance: A random number from 0 to 1.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None] | None] | None = None
    chance: Callable[[], float] = random.random


def keyring_of(vk: Token | Keyring | None) -> Keyring:
    """Return the given keyring, or a new one for a single token of unknown kind."""
    if isinstance(vk, Keyring):
        return vk
    if vk is None or vk == "":
        raise errors.ConfigurationError(
            "vk: no token was given.", advice='Use GovPublic(vk="...") or GovPublic.from_env().'
        )
    return Keyring(unknown=[vk])


_NAMES = ("VK_TOKEN", "VK_USER_TOKEN", "VK_SERVICE_TOKEN", "VK_COMMUNITY_TOKENS_FILE")


def keyring_from_env(environ: Mapping[str, str]) -> Keyring:
    """Return the tokens of `GOVPUBLIC_VK_TOKEN`, `_VK_USER_TOKEN`, `_VK_SERVICE_TOKEN` and a file.

    `GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE` names a JSON file `{"<id>": "<token>"}`. Each of the
    others can be set as `..._FILE`, the path of a mounted secret.

    Raises:
        ConfigurationError: None of them is set, or a file cannot be read.
    """
    user, service = _secret(environ, "VK_USER_TOKEN"), _secret(environ, "VK_SERVICE_TOKEN")
    unknown, communities = _secret(environ, "VK_TOKEN"), _communities(environ)
    if not (user or service or unknown or communities):
        raise errors.ConfigurationError(
            "There is no token in the environment.",
            advice=Text(
                "Set one of {names}. The first three also have a form NAME_FILE: a path.",
                names=tuple(f"GOVPUBLIC_{name}" for name in _NAMES),
            ),
        )
    return Keyring(
        users=[user] if user else [],
        service=service,
        communities=communities,
        unknown=[unknown] if unknown else [],
    )


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(f"GOVPUBLIC_{name}", "").strip()
    path = environ.get(f"GOVPUBLIC_{name}_FILE", "").strip()
    value = value or (_file(f"GOVPUBLIC_{name}_FILE", path).strip() if path else "")
    return hide(value) or None


def _communities(environ: Mapping[str, str]) -> dict[int, Token]:
    name = "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE"
    path = environ.get(name, "").strip()
    if not path:
        return {}
    try:
        found: dict[str, Any] = json.loads(_file(name, path))
        return {int(group): str(token) for group, token in found.items()}
    except (ValueError, AttributeError):
        pass  # the error quotes the file, so it becomes no context
    raise errors.ConfigurationError(
        Text(
            "{name}: the file has the wrong form (expected JSON {example}).",
            name=name,
            example='{"<id>": "<token>"}',
        )
    )


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        failed = errors.ConfigurationError(
            Text(
                "{name}: the file {file} cannot be read ({error}).",
                name=name,
                file=show_value(Path(path).name),
                error=type(error).__name__,
            )
        )
    raise failed


def environment() -> Mapping[str, str]:
    """Return the environment of this process; its values have a masked `repr`."""
    return hide(dict(os.environ))


GIVEN: Any = object()
"""Default of parameters for which None has a meaning."""

TransportT = TypeVar("TransportT", bound=AnyTransport | AnyAsyncTransport)
_SECRETS = frozenset({"vk", "proxy"})
_VK_URL = "https://api.vk.ru/method/"


class BaseClient(Resources, Generic[TransportT]):
    """Base of both clients: resources, options, life cycle."""

    @partial(check_arguments, hidden=_SECRETS)
    def __init__(
        self,
        vk: Token | Keyring | None = None,
        *,
        pos: Settings | None = None,
        open311: Sequence[Server] = (),
        channels: Sequence[Channel] = (),
        desk: Desk | None = None,
        vk_url: str = _VK_URL,
        transport: TransportT | None = None,
        timeout: float | None = 30.0,
        deadline: float | None = 120.0,
        wait: float | None = None,
        retry: Retry | None = GIVEN,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
        language: str | None = None,
        on_challenge: Challenge | None = None,
        on_drift: Callable[[str, tuple[Drift, ...]], None] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Build a client; it connects when first used.

        Args:
            vk: A token, a callable that returns one, or a `Keyring` with tokens of several kinds.
                Optional if only other services are used.
            pos: Address and account of ПОС («Госуслуги. Решаем вместе»).
            open311: GeoReport v2 servers.
            channels: Further channels of appeals, such as `appeals.VkComments(1)`.
            desk: Store of appeals and replies; prevents a second reply after a crash.
            vk_url: Address of VK's methods; tokens go only there. Https, or http on loopback.
            transport: An httpx transport, blocking or async as the client, or an object with `send`
                and `close`.
            timeout: Seconds for one attempt, counted from its turn; None for no limit.
            deadline: Seconds for all attempts of one call; iteration, `run_all` and uploads have
                none.
            wait: Seconds that a call may wait for its turn; None for no limit.
            retry: Number and delays of retries; None for no retries.
            proxy: Address of a proxy; without it the environment's is used.
            ssl_context: Certificates to trust, for networks with their own root. Checks stay on.
            language: Language of names and error texts, such as `ru`.
            on_challenge: Called with a `CaptchaNeeded` or `ValidationNeeded`; returns parameters to
                repeat the call with, such as `{"captcha_key": ...}`, or None to give up.
            on_drift: Called with a method and the fields that did not match the models.
            clock: Clock, sleep and random numbers, for tests.

        Raises:
            ConfigurationError: No token, a transport of the other client, or a bad address.
            ParameterError: A limit that is not above 0.
        """
        clock = clock or Clock()
        address = check_url("vk_url", vk_url)
        address = address if address.endswith("/") else address + "/"
        secure = address.startswith("https://")
        services, context = _build_context(pos, open311, channels, desk)
        self._setting = ClientState(
            services={
                **(services or {}),
                "vk": VkService(url=address, language=language, on_drift=on_drift),
                "upload": UploadService(secure=secure),
                "long_poll": LongPollService(secure=secure),
            },
            keyring=Keyring.without_tokens()
            if vk is None and services is not None
            else keyring_of(vk),
            given=context,
            now=clock.now,
            chance=clock.chance,
            challenge=on_challenge,
        )
        self._options = Options(
            timeout=_positive_seconds("timeout", timeout),
            deadline=_positive_seconds("deadline", deadline),
            wait=_positive_seconds("wait", wait),
            retry=Retry() if retry is GIVEN else retry or Retry(attempts=1),
        )
        self._sizes = Sizes()
        self._life = _Life()
        self._connect(transport, clock, proxy=proxy, ssl_context=ssl_context)

    @abstractmethod
    def _connect(
        self,
        transport: TransportT | None,
        clock: Clock,
        *,
        proxy: str | None,
        ssl_context: ssl.SSLContext | None,
    ) -> None:
        """Set how this kind of client sends and sleeps."""

    @classmethod
    def from_env(cls, **overrides: Any) -> Self:
        """Build a client with tokens from the environment; see the guide on tokens.

        Args:
            **overrides: Arguments of the constructor that take precedence.

        Raises:
            ConfigurationError: No token is set; the error lists the names.
        """
        environ, overrides = environment(), hide(overrides)
        if "vk" not in overrides:
            overrides["vk"] = keyring_from_env(environ)
        if "vk_url" not in overrides and environ.get("GOVPUBLIC_VK_URL"):
            overrides["vk_url"] = environ["GOVPUBLIC_VK_URL"]
        return cls(**overrides)

    @safe_repr
    def __repr__(self) -> str:
        """Show the kinds of tokens, no secrets."""
        return f"{type(self).__name__}({self._setting.keyring!r})"

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Refuse pickling: clients hold tokens and connections."""
        raise TypeError("a client is not pickled; build one where it is needed")

    @property
    def keyring(self) -> Keyring:
        """The tokens of this client, with their limits and usage."""
        return self._setting.keyring

    @check_arguments
    def with_options(
        self,
        *,
        timeout: float | None = GIVEN,
        deadline: float | None = GIVEN,
        wait: float | None = GIVEN,
        retry: Retry | None = GIVEN,
    ) -> Self:
        """Return the same client with other limits; tokens, connections and budget are shared.

        Args:
            timeout: Seconds for one attempt, above 0; None for no limit.
            deadline: Seconds for all attempts of a call; None for no limit.
            wait: Seconds that a call may wait for its turn; None for no limit.
            retry: Number and delays of retries; None for no retries.
        """
        changes: dict[str, Any] = {"timeout": timeout, "deadline": deadline, "wait": wait}
        changes = {
            name: _positive_seconds(name, v) for name, v in changes.items() if v is not GIVEN
        }
        if retry is not GIVEN:
            changes["retry"] = retry or Retry(attempts=1)
        other = object.__new__(type(self))
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k.startswith("_")})
        other._options = replace(self._options, **changes)
        return other

    def _lane(self, call: Call[Any]) -> tuple[object, ...] | None:
        """Return a key of the calls that can share a batch; None for a call that is sent alone."""
        keyring, now = self._setting.keyring, self._setting.now()
        if not _is_call(call):
            raise errors.ParameterError("calls", describe(call), "calls, not procedures")
        if call.service != "vk":
            return None
        keyring.choose(call, usable_tokens(keyring, call), now)
        if not call.packable or call.safety != "read":
            return None
        return tuple(map(id, keyring.tokens_for_batch([call]))) or None


def _build_context(
    pos: Settings | None,
    open311: Sequence[Server],
    channels: Sequence[Channel],
    desk: Desk | None,
) -> tuple[Mapping[str, Service] | None, Mapping[str, object]]:
    """Return the services other than VK, None without any, and the contexts of the client."""
    if pos is None and desk is None and not open311 and not channels:
        return None, {}
    from govpublic_sdk.appeals.context import NAME, AppealsContext, assemble_channels, services_of

    all_of_them = assemble_channels(pos, open311, channels)
    return services_of(all_of_them), {NAME: AppealsContext.of(all_of_them, desk)}


class _Life:
    """Tracks whether a client can be used: not after `close`, not in a forked process."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._closed = False

    def end(self) -> bool:
        """Close; return whether it was open."""
        was_open, self._closed = not self._closed, True
        return was_open

    def check(self) -> None:
        """Reject a client that is closed or was inherited by a fork."""
        if self._closed:
            raise errors.ConfigurationError("The client is closed.", advice="Build a new one.")
        if self._pid != os.getpid():
            raise errors.ConfigurationError(
                "The client was inherited by a forked process.", advice="Build one in each process."
            )


def _positive_seconds(name: str, seconds: float | None) -> float | None:
    if seconds is not None and not (_is_number(seconds) and 0 < seconds <= 86_400):
        raise errors.ParameterError(
            name,
            describe(seconds),
            Text("a number above 0, at most {max} seconds, or None", max=86_400),
        )
    return seconds


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_call(value: object) -> bool:
    return isinstance(value, Call)
