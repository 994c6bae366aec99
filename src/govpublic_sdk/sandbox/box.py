"""Sandbox: the face of it all; it joins world, rules, faults and clock, and hands out clients."""

from __future__ import annotations

import fnmatch
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.sandbox.audience import MANAGER
from govpublic_sdk.sandbox.callbacks import Callbacks
from govpublic_sdk.sandbox.citizens import Citizens
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.events import TYPES, Event
from govpublic_sdk.sandbox.faults import Faults
from govpublic_sdk.sandbox.gateway import LOCAL, Gateway, Rules
from govpublic_sdk.sandbox.record import RecordedRequest
from govpublic_sdk.sandbox.region import list_publics, make_world
from govpublic_sdk.sandbox.tokens import Callers
from govpublic_sdk.sandbox.world import Region, World

if TYPE_CHECKING:
    from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring
    from govpublic_sdk.sandbox.control import Control
    from govpublic_sdk.sandbox.open311 import Open311Site
    from govpublic_sdk.sandbox.pos import PosSite

__all__ = ["Sandbox"]


class Sandbox:
    """A stateful VK on your table: a made-up region under VK's own limits, errors and quirks.

    In the process its time moves only by sleeping and `clock.advance`, so nothing waits.

    Args:
        publics: How many publics there are, 1 to 200,000.
        posts: How many posts each wall has.
        post_size: About how many bytes the JSON of a post has.
        wrong_links: The share of publics whose link to the feedback platform is wrong, 0 to 1.
        seed: The same seed makes the same world.
        limits: Whether VK's limits apply: calls a second, calls a day.
        real_time: Follow the machine's clock.

    Attributes:
        clock: Its time; `clock.advance(seconds)`.
        faults: Fault injection; `faults.error(10, method="wall.get")`.
        world: What exists, to look inside.
        rules: VK's limits, to change them.
        citizens: People who act; `citizens.write(public, "text")`.
        callbacks: Posts events to callback servers; `callbacks.deliver()`.
        pos: The feedback platform beside VK; `pos.write("text")`.
        open311: A city's Open311 server beside VK; `open311.report("text")`.
    """

    @check_arguments
    def __init__(
        self,
        *,
        publics: int = 37,
        posts: int = 30,
        post_size: int = 1500,
        wrong_links: float = 0.6,
        seed: int = 1,
        limits: bool = True,
        real_time: bool = False,
    ) -> None:
        _check("publics", publics, 1, 200_000)
        _check("posts", posts, 0, 100_000)
        region = Region(
            publics=publics, posts=posts, post_size=post_size, wrong_links=wrong_links, seed=seed
        )
        self.clock: Clock = Clock(real=real_time)
        self.faults: Faults = Faults(seed)
        self.world: World = make_world(region, self.clock)
        self.rules: Rules = Rules(limits=limits)
        self._callers = Callers(seed)
        self.gateway: Gateway = Gateway(self.world, self._callers, self.faults, self.rules)
        self.citizens: Citizens = Citizens(self.gateway)
        self.callbacks: Callbacks = Callbacks(self.world)
        self._address = LOCAL
        self.clock.meanwhile.append(self.callbacks.go_on)

    def __enter__(self) -> Self:
        """Use the sandbox in a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is left behind."""

    @cached_property
    def pos(self) -> PosSite:
        """The feedback platform («ПОС») beside VK; it is there once it was asked for."""
        from govpublic_sdk.sandbox.pos import PosSite

        site = PosSite(self.world.region.seed, self.clock, lambda: self._address)
        self.gateway.sites.append(site)
        return site

    @cached_property
    def open311(self) -> Open311Site:
        """A city's Open311 server beside VK; it is there once it was asked for."""
        from govpublic_sdk.sandbox.open311 import Open311Site

        site = Open311Site(self.world.region.seed, self.clock, lambda: self._address)
        self.gateway.sites.append(site)
        return site

    def reset(self) -> None:
        """Make the world anew, as it was at first: no faults, no record, the time of the start.

        Tokens, rules and addresses stay; what an object of the former world shows does not change.
        """
        former = self.world
        with self.gateway.pause():
            self.clock.moved.clear()
            self.clock.reset()
            self.world = make_world(former.region, self.clock)
            self._callers = Callers(former.region.seed)
            self.gateway.begin(self.world, self._callers)
            self.citizens = Citizens(self.gateway)
            sites = [name for name in ("pos", "open311") if name in self.__dict__]
            for name in sites:
                del self.__dict__[name]
            for name in sites:
                getattr(self, name)
        former.long_poll.forget_keys()
        former.message_poll.forget_keys()
        self.callbacks.follow(self.world)

    @property
    def publics(self) -> list[int]:
        """The ids of all publics."""
        return list(self.world.publics)

    @property
    def registry(self) -> list[dict[str, str]]:
        """The list of publics as an authority keeps it: a row for each, with Russian heads."""
        return list_publics(self.world)

    @property
    def user_token(self) -> str:
        """The token of a person who manages all publics."""
        return self._callers.user

    @property
    def stranger_token(self) -> str:
        """The token of a person who manages nothing."""
        return self._callers.stranger

    @property
    def service_token(self) -> str:
        """The service key of an application."""
        return self._callers.service

    @property
    def vk_id_token(self) -> str:
        """A default token of VK ID, held by the manager: most calls end with 1051."""
        return self._callers.add("U", MANAGER, manages=True, narrow=True).token

    @check_arguments
    def user_token_of(self, person: int) -> str:
        """The token of a citizen, such as 7 for «Житель 7».

        Args:
            person: The id, 3 or more.
        """
        if self.world.user(person) is None:
            raise ValueError(f"person: there is no citizen {person}")
        return self._callers.add("U", person, manages=person == MANAGER).token

    @check_arguments
    def community_token(self, public: int) -> str:
        """The token of a community.

        Args:
            public: Its id.
        """
        if public not in self.world.publics:
            raise ValueError(f"public: {public} is not one of this sandbox's publics")
        return self._callers.community(public)

    @check_arguments
    def listen(self, public: int, *types: str) -> None:
        """Switch Long Poll of a public on, as its settings would.

        Args:
            public: Its id.
            *types: Which events it gives; without any, all.
        """
        unknown = set(types) - set(TYPES)
        if unknown:
            raise ValueError(f"types: VK knows no {', '.join(sorted(unknown))}")
        kept = self.world.settings.setdefault((public, "longpoll"), {})
        kept.update(enabled=1, **dict.fromkeys(types or TYPES, 1))

    @check_arguments
    def events(self, public: int | None = None) -> list[Event]:
        """What happened, oldest first, whether anybody listens or not: the last 10,000 events.

        Args:
            public: In one public only.
        """
        return self.world.events.all(public)

    @check_arguments
    def requests(self, method: str = "*") -> list[RecordedRequest]:
        """What was asked of the sandbox and how it ended, oldest first: the last 5,000 requests.

        Args:
            method: For which methods, with `*` for any part.
        """
        every = self.gateway.record.all()
        return [one for one in every if fnmatch.fnmatchcase(one.method, method)]

    @check_arguments
    def revoke(self, token: str) -> None:
        """VK no longer takes this token."""
        self._callers.revoke(token)

    @check_arguments
    def keyring(self, *, communities: bool = True) -> Keyring:
        """Tokens of all kinds.

        Args:
            communities: Also the tokens of the first 100 communities.
        """
        from govpublic_sdk import Keyring

        first = self.publics[:100] if communities else []
        return Keyring(
            users=[self.user_token],
            service=self.service_token,
            communities={public: self.community_token(public) for public in first},
        )

    def client(self, **options: Any) -> GovPublic:
        """A blocking client of this sandbox, in the process.

        Args:
            **options: Other arguments of `GovPublic`, such as `vk`.
        """
        from govpublic_sdk import Clock, GovPublic
        from govpublic_sdk.sandbox.transport import SandboxTransport

        options.setdefault("vk", self.keyring())
        options.setdefault("transport", SandboxTransport(self.gateway, self.clock))
        options.setdefault("clock", Clock(now=self.clock.now, sleep=self.clock.sleep))
        options.setdefault("vk_url", f"{LOCAL}/method/")
        return GovPublic(**options)

    def async_client(self, **options: Any) -> AsyncGovPublic:
        """An async client of this sandbox, in the process.

        Args:
            **options: Other arguments of `AsyncGovPublic`, such as `vk`.
        """
        from govpublic_sdk import AsyncGovPublic, Clock
        from govpublic_sdk.sandbox.transport import AsyncSandboxTransport

        options.setdefault("vk", self.keyring())
        options.setdefault("transport", AsyncSandboxTransport(self.gateway, self.clock))
        options.setdefault("clock", Clock(now=self.clock.now, sleep=self.clock.asleep))
        options.setdefault("vk_url", f"{LOCAL}/method/")
        return AsyncGovPublic(**options)

    @check_arguments
    @contextmanager
    def serve(self, *, port: int = 0, real_time: bool = True) -> Generator[str]:
        """Serve the sandbox over HTTP on loopback, in threads, also from within an event loop.

        Args:
            port: The port, 0 for any that is free.
            real_time: Follow the machine's clock; else time moves by `clock.advance` only.

        Yields:
            The address of methods, such as `http://127.0.0.1:8311/method/`; `pos.url` and
            `open311.url` are on the same port.
        """
        from govpublic_sdk.sandbox.server import serve

        if real_time:
            self.clock.follow_machine()
        with serve(self.gateway, port) as address, self.callbacks.delivering():
            self._address = address
            try:
                yield f"{address}/method/"
            finally:
                self._address = LOCAL

    @check_arguments
    @contextmanager
    def control(self, *, port: int = 0) -> Generator[Control]:
        """Let programs in any language act on the sandbox, on a port of its own on loopback.

        Args:
            port: The port, 0 for any that is free.

        Yields:
            Its address and its token; `GET /` lists what it can do.
        """
        from govpublic_sdk.sandbox.control import serve_control

        with serve_control(self, port) as control:
            yield control


def _check(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ValueError(f"{name}: {value} (expected {least} to {most})")
