"""What a program may use, and what it has used; every refusal comes before the work."""

from __future__ import annotations

from dataclasses import dataclass

from govpublic_sdk.sandbox.vkscript.lexer import RunError

__all__ = ["Budget", "Limits"]

_ITEM = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a program may use.

    Attributes:
        calls: API calls, https://dev.vk.com/method/execute.
        steps: Operations; VK speaks of about a thousand, counted in its own way.
        volume: Characters and items made or looked through in all; an item weighs 32 characters.
        items: Items of one array.
        text: Characters of one text, the program's own too.
        number: No number reaches it.
        depth: How deep a program and its values nest.
    """

    calls: int = 25
    steps: int = 20_000
    volume: int = 30_000_000
    items: int = 100_000
    text: int = 1_000_000
    number: int = 2**63
    depth: int = 60


class Budget:
    """What is left of the limits while one program runs."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._calls = limits.calls
        self._steps = limits.steps
        self._volume = limits.volume

    def step(self) -> None:
        """Pay for one operation."""
        self._steps -= 1
        if self._steps < 0:
            raise RunError("Too many operations")

    def call(self) -> None:
        """Pay for one API call."""
        self._calls -= 1
        if self._calls < 0:
            raise RunError("Too many api calls")

    def look(self, characters: int = 0, *, items: int = 0) -> None:
        """Pay for what is looked through."""
        self._volume -= characters + items * _ITEM
        if self._volume < 0:
            raise RunError("Too much data")

    def text(self, length: int) -> None:
        """Pay for a text that will be made."""
        if length > self.limits.text:
            raise RunError("The text is too long")
        self.look(length)

    def items(self, length: int, *, new: int) -> None:
        """Pay for an array that will be so long, of which some items are new."""
        if length > self.limits.items:
            raise RunError("The array is too large")
        self.look(items=new)

    def number(self, number: float) -> int | float:
        """The same number, if it is small enough."""
        if not abs(number) < self.limits.number:
            raise RunError("The number is too large")
        return number

    def depth(self, depth: int) -> None:
        """Refuse values that nest deeper."""
        if depth > self.limits.depth:
            raise RunError("Nested too deep")
