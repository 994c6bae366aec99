"""Rate limits, pauses, daily usage and the retry budget: arithmetic on a clock reading.

Every class is shared by threads and tasks; locks are held for a few lines only.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from dataclasses import dataclass

__all__ = [
    "Budget",
    "Cooldowns",
    "Limiter",
    "Usage",
]

_WINDOW = 1.03  # seconds; the service measures arrivals, so a little more than its second
_BACKWARDS = 1.0  # seconds; threads read the clock in any order, so a small step back is not a jump


class Limiter:
    """At most `rate` turns within any second, in bursts if wanted, slower after a refusal.

    Args:
        rate: Turns per second, above 0.
    """

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._turns: list[float] = []  # sorted
        self._burst = max(1, int(rate))
        self._relaxed = _WINDOW * self._burst / rate
        self._window = self._relaxed
        self._closed_until = float("-inf")
        self._latest = float("-inf")
        self._lock = threading.Lock()

    def reserve(self, now: float, *, longest: float | None = None) -> float | None:
        """Take the next turn: seconds to wait for it, or None if that is over `longest`."""
        with self._lock:
            wait = self._next(now) - now
            if longest is not None and wait > longest:
                return None
            self._turns.append(now + wait)  # the caller computes the same sum to give it back
            past = bisect_right(self._turns, now - self._window)
            del self._turns[: max(0, min(past, len(self._turns) - self._burst))]
            self._window = max(self._relaxed, self._window * 0.98)
            return wait

    def take(self, turn: float, now: float) -> float:
        """When a granted turn may really be used, after waiting for it: now, or a little later.

        A caller that wakes late (busy event loop, loaded machine) uses its turn later than granted;
        later turns must keep their distance.
        """
        with self._lock:
            if not self._forget(turn):
                return now
            while (place := bisect_right(self._turns, now)) >= self._burst:
                free = self._turns[place - self._burst] + self._window
                if free <= now:
                    break
                now = free
            self._turns.insert(place, now)
            return now

    def _forget(self, turn: float) -> bool:
        place = bisect_left(self._turns, turn)
        there = place < len(self._turns) and self._turns[place] == turn
        if there:
            del self._turns[place]
        return there

    def wait(self, now: float) -> float:
        """Seconds until the next free turn, without taking it."""
        with self._lock:
            return self._next(now) - now

    def give_back(self, turn: float) -> None:
        """Return a turn that was not used, by the moment it was granted for."""
        with self._lock:
            self._forget(turn)

    def slow_down(self, now: float, *, seconds: float = 1.0) -> None:
        """Pause, then go slower for a while, after the service reported too many calls."""
        with self._lock:
            self._closed_until = max(self._closed_until, now + seconds)
            self._window = min(self._window * 1.2, self._relaxed * 4)

    def _next(self, now: float) -> float:
        if now < self._latest - _BACKWARDS:
            self._set_back(self._latest - now)
        self._latest = now
        earliest = max(now, self._closed_until, self._turns[-1] if self._turns else now)
        if len(self._turns) < self._burst:
            return earliest
        return max(earliest, self._turns[-self._burst] + self._window)

    def _set_back(self, seconds: float) -> None:
        """The clock went back; what is to come is as far away as it was."""
        self._turns = [turn - seconds for turn in self._turns]
        self._closed_until -= seconds


class Cooldowns:
    """Until when something is closed, by any key."""

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}
        self._lock = threading.Lock()

    def __bool__(self) -> bool:
        """Whether anything is closed; what was closed for a time may count a little longer."""
        return bool(self._until)

    def close(self, key: Hashable, until: float) -> None:
        """Close a key until a moment."""
        with self._lock:
            self._until[key] = max(until, self._until.get(key, until))

    def remaining(self, key: Hashable, now: float) -> float:
        """Seconds for which a key stays closed; 0 when it is open."""
        if not self._until:
            return 0.0
        with self._lock:
            until = self._until.get(key)
            if until is None:
                return 0.0
            if until <= now:
                del self._until[key]
                return 0.0
            return until - now


@dataclass(slots=True)
class _Count:
    since: float
    calls: int = 0


class Usage:
    """How often each key was used since its day began; for forecasts and warnings only."""

    day: float = 86_400.0

    def __init__(self) -> None:
        self._counts: dict[Hashable, _Count] = {}
        self._lock = threading.Lock()

    def add(self, key: Hashable, now: float, calls: int = 1) -> int:
        """Count a call and return the number within the day."""
        with self._lock:
            count = self._counts.get(key)
            if count is None or now - count.since >= self.day:
                count = self._counts[key] = _Count(now)
            count.calls += calls
            return count.calls

    def today(self, key: Hashable, now: float) -> int:
        """How many calls there were within the day."""
        with self._lock:
            count = self._counts.get(key)
            return count.calls if count is not None and now - count.since < self.day else 0


class Budget:
    """Tokens that retries cost, so that an outage is not answered with a storm.

    A retry costs 14 after a failure and 5 after "too fast"; a success that needed retries gives
    their cost back, a clean one gives 1. The numbers are those of botocore's standard mode
    (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html).
    """

    capacity = 500
    after_failure = 14
    after_throttle = 5

    def __init__(self) -> None:
        self.left = self.capacity
        self._lock = threading.Lock()

    def pay(self, cost: int) -> bool:
        """Take the cost of a retry; False when the budget is too low."""
        with self._lock:
            if cost > self.left:
                return False
            self.left -= cost
            return True

    def refund(self, paid: int) -> None:
        """Give back after a success: what its retries cost, or 1."""
        if self.left == self.capacity:
            return
        with self._lock:
            self.left = min(self.capacity, self.left + (paid or 1))
