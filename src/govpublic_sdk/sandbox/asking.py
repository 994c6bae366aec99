"""One call as a method sees it: who asks, with which parameters, in which world."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from govpublic_sdk.sandbox.refused import Refused
from govpublic_sdk.sandbox.tokens import Caller
from govpublic_sdk.sandbox.world import Json, World

__all__ = ["METHODS", "Ask", "Method", "method"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A call that a method carries out.

    Attributes:
        world: What exists.
        caller: Whose token it is.
        params: The parameters as they came.
        address: Where the sandbox is served, for upload addresses.
        ignores_guid: Whether `guid` has no effect, as some report of VK.
    """

    world: World
    caller: Caller
    params: Mapping[str, str]
    address: str
    ignores_guid: bool = False

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self.world.clock.now())

    def refuse(self, code: int, text: str, **fields: object) -> NoReturn:
        """End the call with an error."""
        raise Refused(code, text, fields)

    def text(self, name: str, default: str = "") -> str:
        """A text parameter."""
        return self.params.get(name, default)

    def needed(self, name: str) -> str:
        """A text parameter that must be there."""
        return self.params.get(name) or self.wrong(name, "is undefined")

    def wrong(self, name: str, why: str = "is invalid") -> NoReturn:
        """Refuse a parameter."""
        text = f"One of the parameters specified was missing or invalid: {name} {why}"
        raise Refused(100, text)

    def number(
        self,
        name: str,
        default: int | None = None,
        *,
        most: int | None = None,
        least: int | None = None,
    ) -> int:
        """A whole number; one above the maximum is cut, as VK does."""
        given = self.params.get(name, "")
        if given == "":
            return self.wrong(name, "is undefined") if default is None else default
        if not given.lstrip("-").isdigit():
            self.wrong(name, "not integer")
        value = int(given)
        if least is not None and value < least:
            self.wrong(name, f"should be greater or equal to {least}")
        return value if most is None else min(value, most)

    def flag(self, name: str) -> bool:
        """A parameter that is 1 or 0."""
        return self.params.get(name, "0") not in ("", "0", "false")

    def words(self, name: str) -> list[str]:
        """A list of texts."""
        given = self.params.get(name, "")
        return [word.strip() for word in given.split(",") if word.strip()]

    def numbers(self, name: str) -> list[int]:
        """A list of whole numbers."""
        words = self.words(name)
        if not all(word.lstrip("-").isdigit() for word in words):
            self.wrong(name)
        return [int(word) for word in words]

    def structure(self, name: str) -> Any:
        """A parameter that is JSON."""
        try:
            return json.loads(self.needed(name))
        except ValueError:
            return self.wrong(name)

    def page(self, items: list[Any], *, count: int, most: int) -> Json:
        """A part of a list by `offset` and `count`."""
        offset = self.number("offset", 0, least=0)
        wanted = self.number("count", count, least=0, most=most)
        return {"count": len(items), "items": items[offset : offset + wanted]}

    def group_id(self) -> int:
        """The community, which must exist."""
        number = self.number("group_id")
        if number not in self.world.publics:
            self.refuse(100, "One of the parameters specified was missing or invalid: group_id")
        return number

    def public(self) -> Json:
        """The community's object."""
        return self.world.publics[self.group_id()]

    def managed(self, number: int) -> None:
        """Refuse callers who do not manage a community."""
        own = self.caller.kind == "G" and self.caller.id == number
        if not (own or self.caller.manages or self.caller.id in self.world.managers[number]):
            self.refuse(15, "Access denied: you should be group admin")

    def wall_of(self) -> int:
        """The community whose wall is asked for, which must be open to the caller."""
        owner = self.number("owner_id", 0)
        if not owner:
            kind, number = self.world.names.get(self.needed("domain"), ("", 0))
            owner = -number if kind == "group" else number
        if -owner not in self.world.publics:
            self.refuse(100, "One of the parameters specified was missing or invalid: owner_id")
        self.readable(-owner)
        return -owner

    def readable(self, number: int) -> None:
        """Refuse a closed or deleted community."""
        public = self.world.publics[number]
        if public.get("deactivated"):
            self.refuse(15, "Access denied: group is blocked")
        if public["is_closed"] and not (self.caller.manages or self.caller.id == number):
            self.refuse(15, "Access denied: this wall available only for community members")

    def author(self, number: int) -> int:
        """Who writes: the community when it may and wants to, else the person."""
        wants = self.flag("from_group") or self.caller.kind == "G"
        return -number if wants else self.caller.id

    def once(self, make: Callable[[], int]) -> int:
        """Make something, or give what was made before with the same `guid`."""
        guid = self.text("guid")
        if not guid or self.ignores_guid:
            return make()
        key = (self.caller.id, guid)
        if key not in self.world.guids:
            self.world.guids[key] = make()
        return self.world.guids[key]


Function: TypeAlias = Callable[[Ask], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method that the sandbox knows: its name, the kinds of token, what it does."""

    name: str
    kinds: str
    function: Function


METHODS: dict[str, Method] = {}


def method(name: str, kinds: str) -> Callable[[Function], Function]:
    """Register a function as one of VK's methods.

    Args:
        name: VK's name.
        kinds: Who may call it: U persons, G communities, S applications.
    """

    def register(function: Function) -> Function:
        METHODS[name] = Method(name, kinds, function)
        return function

    return register
