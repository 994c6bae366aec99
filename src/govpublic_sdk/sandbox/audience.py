"""Who belongs to a community, at any moment: it follows from the seed, from time and from joins.

Users who did nothing are not stored: members are a row of ids, which grows day by day.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["CITIZENS", "MANAGER", "STRANGER", "Audience"]

CITIZENS = 3_000_000  # persons have the ids from 1 to this
MANAGER, STRANGER = 1, 2

_DAY = 86_400
_FIRST = 3  # the first citizen who may be an ordinary member


@dataclass(slots=True)
class Audience:
    """The members of one community.

    Attributes:
        mark: Makes its row of members its own.
        size: How many stood in the row at the start.
        start: When that was, in Unix seconds.
        joined: Who joined by a call.
        left: Who left by a call.
        requests: Who wants to be let in.
        invited: Who was invited, and by whom.
    """

    mark: str
    size: int
    start: float
    joined: set[int] = field(default_factory=set[int])
    left: set[int] = field(default_factory=set[int])
    requests: list[int] = field(default_factory=list[int])
    invited: dict[int, int] = field(default_factory=dict[int, int])

    def count(self, now: float) -> int:
        """How many members there are."""
        return self._length(now) + len(self._beside(now)) - len(self._gone(now))

    def has(self, person: int, now: float) -> bool:
        """Whether a person is a member."""
        return person in self.joined or (person not in self.left and self._in_row(person, now))

    def join(self, person: int, now: float) -> None:
        """Become a member."""
        self.left.discard(person)
        if not self.has(person, now):
            self.joined.add(person)

    def leave(self, person: int, now: float) -> None:
        """Stop being a member."""
        self.joined.discard(person)
        if self.has(person, now):
            self.left.add(person)

    def page(self, now: float, offset: int, count: int) -> list[int]:
        """Members in the order of their ids."""
        length, beside, gone = self._length(now), self._beside(now), self._gone(now)
        first = min(length, max(0, offset - len(beside)))
        last = min(length, offset + count + len(gone))
        lowest = self._person(first) if first else 0
        highest = self._person(last) if last < length else CITIZENS + 1
        row = {self._person(place) for place in range(first, last)} - gone
        found = sorted(row | {one for one in beside if lowest <= one < highest})
        before = first + sum(one < lowest for one in beside) - sum(one < lowest for one in gone)
        return found[offset - before : offset - before + count]

    def change(self, since: float, until: float) -> tuple[int, int]:
        """How many came and how many went between two moments."""
        return self._flow("came", since, until), self._flow("went", since, until)

    def _length(self, now: float) -> int:
        came, went = self.change(self.start, now)
        return min(max(1, self.size + came - went), 2 * self.size + 100)

    def _person(self, place: int) -> int:
        """The member at an index of the row: the manager, then others at equal distances."""
        return _FIRST + self._shift + (place - 1) * self._step if place else MANAGER

    def _in_row(self, person: int, now: float) -> bool:
        place, rest = divmod(person - _FIRST - self._shift, self._step)
        return person == MANAGER or (rest == 0 and 0 < place + 1 < self._length(now))

    def _beside(self, now: float) -> set[int]:
        """Who joined and does not stand in the row anyway."""
        return {one for one in self.joined if not self._in_row(one, now)}

    def _gone(self, now: float) -> set[int]:
        """Who left and would still stand in the row."""
        return {one for one in self.left if self._in_row(one, now)}

    @property
    def _step(self) -> int:
        return max(1, (CITIZENS - 10) // (2 * self.size + 100))

    @property
    def _shift(self) -> int:
        return zlib.crc32(self.mark.encode()) % self._step

    def _flow(self, kind: str, since: float, until: float) -> int:
        if until < since:
            return -self._flow(kind, until, since)
        parts = (self._part(kind, start, end) for start, end in _days(since, until))
        return sum(parts)

    def _part(self, kind: str, start: float, end: float) -> int:
        """The flow within one day; the parts of a day add up to the day."""
        day = int(start // _DAY)
        most = max(2, self.size // (300 if kind == "came" else 500))
        whole = zlib.crc32(f"{self.mark} {kind} {day}".encode()) % most
        return int(whole * (end / _DAY - day)) - int(whole * (start / _DAY - day))


def _days(since: float, until: float) -> Iterator[tuple[float, float]]:
    """The time between two moments, cut at midnight."""
    while since < until:
        end = min(until, (since // _DAY + 1) * _DAY)
        yield since, end
        since = end
