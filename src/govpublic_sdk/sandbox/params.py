"""One call as a method sees it: who asks, with which parameters, in which world."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from pydantic_core import from_json

from govpublic_sdk.sandbox.tokens import Caller
from govpublic_sdk.sandbox.values import Json, Refused, is_array, is_object
from govpublic_sdk.sandbox.world import World

__all__ = [
    "METHODS",
    "Method",
    "MethodCall",
    "is_number",
    "method",
]

_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_FRACTION = re.compile(r"-?\d{1,9}(\.\d{1,12})?", re.ASCII)
_FALSE = ("", "0", "false")


def is_number(text: str) -> bool:
    """Whether a text is a whole number."""
    return _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCall:
    """A call that a method carries out.

    Attributes:
        world: What exists.
        caller: Whose token it is.
        params: The parameters that have a value.
        address: Where the sandbox is served, for upload addresses.
        method: The method's name.
        ignores_guid: Whether `guid` has no effect, as some report of VK.
    """

    world: World
    caller: Caller
    params: Mapping[str, str]
    address: str
    method: str = ""
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

    def require(self, name: str, *, longest: int = 100_000) -> str:
        """A text parameter that must be there."""
        given = self.params.get(name) or self.wrong(name, "is undefined")
        return given if len(given) <= longest else self.wrong(name, "is too long")

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
        if not is_number(given):
            self.wrong(name, "not integer")
        value = int(given)
        if least is not None and value < least:
            self.wrong(name, f"should be greater or equal to {least}")
        return value if most is None else min(value, most)

    def flag(self, name: str) -> bool:
        """A parameter that is 1 or 0."""
        return self.params.get(name, "").lower() not in _FALSE

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        """One of some words."""
        given = self.params.get(name, default)
        return given if given in allowed else self.wrong(name, "is not one of the allowed values")

    def words(self, name: str) -> list[str]:
        """A list of texts."""
        given = self.params.get(name, "")
        return [word.strip() for word in given.split(",") if word.strip()]

    def numbers(self, name: str) -> list[int]:
        """A list of whole numbers."""
        words = self.words(name)
        if not all(map(is_number, words)):
            self.wrong(name)
        return [int(word) for word in words]

    def pair(self, word: str, name: str) -> tuple[int, int]:
        """Owner and number of a thing that a word such as `-1_2` names; a key may follow."""
        owner, number, *_ = [*word.split("_"), "", ""]
        if not (is_number(owner) and is_number(number)):
            self.wrong(name)
        return int(owner), int(number)

    def fraction(self, name: str) -> float:
        """A number that may have a fraction."""
        given = self.params.get(name, "")
        return float(given) if _FRACTION.fullmatch(given) else self.wrong(name, "not float")

    def texts(self, name: str) -> list[str]:
        """A parameter that is a JSON array of texts."""
        given = self._json(name)
        return list(map(str, given)) if is_array(given) else self.wrong(name, "is not an array")

    def table(self, name: str) -> Json:
        """A parameter that is a JSON object."""
        given = self._json(name)
        return given if is_object(given) else self.wrong(name, "is not an object")

    def _json(self, name: str) -> object:
        try:
            return from_json(self.require(name))
        except ValueError:
            return self.wrong(name, "is not JSON")

    def page(self, items: list[Any], *, count: int, most: int) -> Json:
        """A part of a list by `offset` and `count`."""
        offset, wanted = self.window(count=count, most=most)
        return {"count": len(items), "items": items[offset : offset + wanted]}

    def slice_at(self, items: list[Json], name: str, *, count: int, most: int) -> Json:
        """A part of a list from the item on that a parameter names; `offset` may be negative."""
        anchor = self.number(name, 0)
        if not anchor:
            return self.page(items, count=count, most=most)
        place = next((i for i, one in enumerate(items) if one["id"] == anchor), None)
        if place is None:
            self.wrong(name)
        start = max(0, place + self.number("offset", 0))
        wanted = self.number("count", count, least=0, most=most)
        found = {"count": len(items), "items": items[start : start + wanted]}
        return {**found, "real_offset": start}

    def window(self, *, count: int, most: int) -> tuple[int, int]:
        """`offset` and `count`."""
        return self.number("offset", 0, least=0), self.number("count", count, least=0, most=most)

    def group_id(self) -> int:
        """The community, which must exist."""
        return self.existing_group(self.number("group_id"), "group_id")

    def public(self) -> Json:
        """The community's object."""
        return self.world.publics[self.group_id()]

    def is_manager(self, number: int) -> bool:
        """Whether the caller manages a community."""
        own = self.caller.kind == "G" and self.caller.id == number
        return own or self.caller.manages or self._has_role(number)

    def _has_role(self, number: int) -> bool:
        return self.caller.kind == "U" and self.caller.id in self.world.managers.get(number, {})

    def check_manager(self, number: int) -> None:
        """Refuse callers who do not manage a community."""
        if not self.is_manager(number):
            self.refuse(15, "Access denied: you should be group admin")

    def is_banned(self, number: int) -> bool:
        """Whether a community banned the caller."""
        ban = self.world.banned.get(number, {}).get(self.caller.id)
        return ban is not None and (not ban["end_date"] or ban["end_date"] > self.now)

    def existing_group(self, number: int, name: str) -> int:
        """A community that a parameter names, which must exist."""
        return number if number in self.world.publics else self.wrong(name)

    def wall_of(self) -> int:
        """The community whose wall is asked for, which must be open to the caller."""
        owner = self.number("owner_id", 0)
        if not owner:
            kind, number = self.world.find(self.require("domain"))
            owner = -number if kind == "group" else number
        number = self.existing_group(-owner, "owner_id")
        self.readable(number)
        return number

    def readable(self, number: int) -> None:
        """Refuse a closed or deleted community."""
        if self.world.publics[number].get("deactivated"):
            self.refuse(15, "Access denied: group is blocked")
        if not self.can_read(number):
            self.refuse(15, "Access denied: this wall available only for community members")

    def can_read(self, number: int) -> bool:
        """Whether the caller may see what is inside of a community."""
        public = self.world.publics[number]
        if not public["is_closed"] or self.is_manager(number):
            return not public.get("deactivated")
        return self.caller.kind == "U" and self.world.audience(number).has(self.caller.id, self.now)

    def author(self, number: int) -> int:
        """Who writes: the community when it may and wants to, else the person."""
        wants = self.flag("from_group") or self.caller.kind == "G"
        return -number if wants else self.caller.id

    def once(self, make: Callable[[], int]) -> int:
        """Make something, or give what was made before with the same `guid`."""
        guid = self.text("guid")
        if not guid or self.ignores_guid:
            return make()
        key = (self.caller.token, self.method, guid)
        if key not in self.world.guids:
            self.world.guids[key] = make()
        return self.world.guids[key]


Function: TypeAlias = Callable[[MethodCall], Any]


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
