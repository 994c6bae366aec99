"""What both clients have in common: parts, settings, life and end. It asks nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from govpublic_sdk import errors
from govpublic_sdk._call import Call
from govpublic_sdk._flow import Challenge, Options, able_for
from govpublic_sdk._hidden import safe_repr
from govpublic_sdk._keyring import Keyring, Token
from govpublic_sdk._packing import Sizes
from govpublic_sdk._resources import Resources
from govpublic_sdk._retry import Retry
from govpublic_sdk._setup import Clock, environment, keyring_from_env, setting
from govpublic_sdk._texts import Text, describe
from govpublic_sdk._validation import check_arguments

if TYPE_CHECKING:
    from govpublic_sdk._service import Service
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.desk import Desk
    from govpublic_sdk.models._repair import Drift
    from govpublic_sdk.open311.server import Server
    from govpublic_sdk.pos.settings import Settings

__all__ = ["GIVEN", "Shell", "from_environment"]

GIVEN: Any = object()
"""Stands for an argument that was not given, where None means something."""


class Shell(Resources):
    """What both clients have: their parts, their settings, and their life."""

    def __init__(
        self,
        vk: Token | Keyring | None,
        *,
        vk_url: str,
        timeout: float | None,
        deadline: float | None,
        wait: float | None,
        retry: Retry | None,
        language: str | None,
        clock: Clock,
        on_challenge: Challenge | None,
        on_drift: Callable[[str, tuple[Drift, ...]], None] | None,
        pos: Settings | None,
        open311: Sequence[Server],
        channels: Sequence[Channel],
        desk: Desk | None,
    ) -> None:
        beside, given = _given(pos, open311, channels, desk)
        self._setting = setting(
            vk,
            vk_url=vk_url,
            language=language,
            clock=clock,
            on_challenge=on_challenge,
            on_drift=on_drift,
            beside=beside,
            given=given,
        )
        self._options = Options(
            timeout=_checked("timeout", timeout),
            deadline=_checked("deadline", deadline),
            wait=_checked("wait", wait),
            retry=retry or Retry(attempts=1),
        )
        self._sizes = Sizes()
        self._life = _Life()

    @safe_repr
    def __repr__(self) -> str:
        """The address and the kinds of tokens, no secrets."""
        return f"{type(self).__name__}({self._setting.keyring!r})"

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Clients are not pickled: they hold tokens and connections."""
        raise TypeError("a client is not pickled; build one where it is needed")

    @property
    def keyring(self) -> Keyring:
        """The tokens of this client, with what was learned about them."""
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
        """The same client with other limits; tokens, connections and budget are shared.

        Args:
            timeout: Seconds for one attempt, above 0; None for no limit.
            deadline: Seconds for all attempts of a call; None for no limit.
            wait: Seconds that a call may wait for its turn; None for as long as it takes.
            retry: How often and how soon to try again; None for never.
        """
        changes: dict[str, Any] = {"timeout": timeout, "deadline": deadline, "wait": wait}
        changes = {name: _checked(name, v) for name, v in changes.items() if v is not GIVEN}
        if retry is not GIVEN:
            changes["retry"] = retry or Retry(attempts=1)
        other = object.__new__(type(self))
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k.startswith("_")})
        other._options = replace(self._options, **changes)
        return other

    def _lane(self, call: Call[Any]) -> tuple[object, ...] | None:
        """Which calls may share a pack with this one; None for those that go alone."""
        keyring, now = self._setting.keyring, self._setting.now()
        if not _is_call(call):
            raise errors.ParameterError("calls", describe(call), "calls, not procedures")
        if call.service != "vk":
            return None
        keyring.choose(call, able_for(keyring, call), now)
        if not call.packable or call.safety != "read":
            return None
        carriers = keyring.carriers([call])
        return tuple(map(id, carriers)) or None


def _given(
    pos: Settings | None,
    open311: Sequence[Server],
    channels: Sequence[Channel],
    desk: Desk | None,
) -> tuple[Mapping[str, Service] | None, Mapping[str, object]]:
    """Services beside VK's, None where there are none, and what the rooms get."""
    if pos is None and desk is None and not open311 and not channels:
        return None, {}
    from govpublic_sdk.appeals.operations.assembling import assembled
    from govpublic_sdk.appeals.operations.room import NAME, Room, services_of

    all_of_them = assembled(pos, open311, channels)
    return services_of(all_of_them), {NAME: Room.of(all_of_them, desk)}


class _Life:
    """Whether a client may still be used: not after `close`, not in a forked process."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._closed = False

    def end(self) -> bool:
        """Close; whether it was open."""
        was_open, self._closed = not self._closed, True
        return was_open

    def check(self) -> None:
        """Refuse a client that is closed or was inherited by a fork."""
        if self._closed:
            raise errors.ConfigurationError("The client is closed.", advice="Build a new one.")
        if self._pid != os.getpid():
            raise errors.ConfigurationError(
                "The client was inherited by a forked process.", advice="Build one in each process."
            )


def from_environment(overrides: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a client: what was given, and tokens from the environment."""
    environ = environment()
    found = dict(overrides)
    if "vk" not in found:
        found["vk"] = keyring_from_env(environ)
    if "vk_url" not in found and environ.get("GOVPUBLIC_VK_URL"):
        found["vk_url"] = environ["GOVPUBLIC_VK_URL"]
    return found


def _checked(name: str, seconds: float | None) -> float | None:
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
