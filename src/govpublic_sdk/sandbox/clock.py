"""The sandbox's time: stepped by hand or by sleeping, or the real one. It knows nothing of VK."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from govpublic_sdk._core.arguments import check_arguments

__all__ = ["Clock"]

_START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC).timestamp()


class Clock:
    """Time that moves only when someone sleeps or advances it, unless it is real.

    Args:
        real: Follow the machine's clock, for a sandbox that is served.

    Attributes:
        real: Whether it does.
        start: When it began, in Unix seconds.
        moved: Called when time was advanced.
        meanwhile: Called while a client waits on a clock that is not real.
    """

    @check_arguments
    def __init__(self, *, real: bool = False) -> None:
        self.real: bool = real
        self._offset = 0.0
        self.start: float = self.now()
        self.moved: list[Callable[[], None]] = []
        self.meanwhile: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        """Unix seconds of the sandbox."""
        return (time.time() if self.real else _START) + self._offset

    def follow_machine(self) -> None:
        """Follow the machine's clock from here on; this moment becomes the start."""
        if not self.real:
            self.real = True
            self.start = self.now()

    def reset(self) -> None:
        """Take back all advances; this moment becomes the start."""
        with self._lock:
            self._offset = 0.0
        self.start = self.now()

    def moment(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    @check_arguments
    def advance(self, seconds: float) -> None:
        """Let time pass.

        Args:
            seconds: How much, 0 or more.
        """
        if not 0 <= seconds < math.inf:
            raise ValueError("time does not go back; advance by 0 seconds or more")
        with self._lock:
            self._offset += seconds
        for tell in self.moved:
            tell()

    @check_arguments
    def sleep(self, seconds: float) -> None:
        """Wait: really on a real clock, else by stepping."""
        if self.real:
            time.sleep(seconds)
        else:
            self.advance(seconds)
            self._go_on(seconds)

    @check_arguments
    async def asleep(self, seconds: float) -> None:
        """Wait, for async code."""
        if self.real:
            await asyncio.sleep(seconds)
        else:
            self.advance(seconds)
            await asyncio.sleep(0)
            if seconds and self.meanwhile:
                await asyncio.to_thread(self._go_on, seconds)

    def _go_on(self, seconds: float) -> None:
        for work in self.meanwhile if seconds else ():
            work()
