"""An inbox against a model of it: puts, takes, ends, crashes and clocks in any order."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from govpublic_sdk.errors import StoreFull
from govpublic_sdk.store import Counts, Inbox

MOST, LEASE, ATTEMPTS, HORIZON = 6, 60.0, 2, timedelta(hours=1)
MAX_TAKEN = 3 * ATTEMPTS
keys = st.sampled_from([f"key {number}" for number in range(9)])
communities = st.sampled_from([1, 2])
numbers = st.integers(min_value=1, max_value=12)
seconds = st.sampled_from([0.5, 59.0, 61.0, 400.0])


@dataclass
class Event:
    """What the model knows of an event."""

    number: int
    body: bytes | None
    due: float | None
    since: float
    attempt: int = 0
    failed: int = 0
    worker: bool = False

    @property
    def alive(self) -> bool:
        return self.body is not None and self.due is not None

    @property
    def dead(self) -> bool:
        return self.body is not None and self.due is None

    def available(self, now: float) -> bool:
        if self.due is None or self.body is None:
            return False
        gone_back = self.due > now + LEASE and self.since > now + LEASE
        return self.due <= now or gone_back


class InboxMachine(RuleBasedStateMachine):
    """Each rule does the same to an inbox and to a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "0.db"
        self.now = 1_000_000.0
        self.events: dict[tuple[int, str], Event] = {}
        self.positions: dict[int, str] = {}

    @initialize()
    def opened(self) -> None:
        self.inbox = Inbox(
            self.path,
            most=MOST,
            lease=LEASE,
            attempts=ATTEMPTS,
            horizon=HORIZON,
            now=lambda: self.now,
        )

    def teardown(self) -> None:
        self.inbox.close()
        shutil.rmtree(self.folder)

    def by_number(self, number: int) -> Event | None:
        return next((one for one in self.events.values() if one.number == number), None)

    @rule(group=communities, key=keys)
    def put(self, group: int, key: str) -> None:
        self.put_all(group, [key], None)

    @rule(group=communities, some=st.lists(keys, max_size=4), position=st.none() | st.just("7"))
    def put_all(self, group: int, some: list[str], position: str | None) -> None:
        fresh = [key for key in dict.fromkeys(some) if (group, key) not in self.events]
        opened = sum(one.body is not None for one in self.events.values())
        events = [(key, key.encode()) for key in some]
        if fresh and opened + len(fresh) > MOST:
            try:
                self.inbox.put_all(group, events, position=position)
            except StoreFull:
                return
            raise AssertionError("more than fits was stored")
        assert self.inbox.put_all(group, events, position=position) == len(fresh)
        last = max((one.number for one in self.events.values()), default=0)
        for number, key in enumerate(fresh, last + 1):
            self.events[group, key] = Event(number, key.encode(), self.now, self.now)
        if position:
            self.positions[group] = position

    @rule(count=st.integers(min_value=1, max_value=3))
    def take(self, count: int) -> None:
        taken = self.inbox.take("worker", count=count)
        wanted: list[Event] = []
        while len(wanted) < count and (one := self.next_available()):
            one.since, one.worker = self.now, one.attempt < MAX_TAKEN
            one.due = self.now + LEASE if one.worker else None
            if one.worker:
                one.attempt += 1
                wanted.append(one)
        assert [(one.id, one.body, one.attempt) for one in taken] == [
            (one.number, one.body, one.attempt) for one in wanted
        ]

    def next_available(self) -> Event | None:
        """In time ones first, then those whose time a clock that has gone back had set."""
        ready = [one for one in self.events.values() if one.available(self.now)]
        ready.sort(key=lambda one: ((one.due or 0) > self.now, one.due, one.number))
        return ready[0] if ready else None

    @rule(number=numbers)
    def acknowledge(self, number: int) -> None:
        self.inbox.acknowledge(number)
        self.end(number, body=None)

    @rule(number=numbers)
    def bury(self, number: int) -> None:
        self.inbox.bury(number, "why")
        self.end(number)

    def end(self, number: int, **changed: None) -> None:
        one = self.by_number(number)
        if one and one.alive:
            one.due, one.since, one.worker = None, self.now, False
            one.body = changed.get("body", one.body)

    @rule(number=numbers, after=seconds)
    def retry(self, number: int, after: float) -> None:
        one = self.by_number(number)
        again = one is not None and one.alive and one.failed + 1 < ATTEMPTS
        assert self.inbox.retry(number, "why", after=after) == again
        self.end(number)
        if one and again:
            one.due, one.failed = self.now + after, one.failed + 1

    @rule(number=numbers)
    def release(self, number: int) -> None:
        self.inbox.release(number)
        one = self.by_number(number)
        if one and one.alive and one.worker:
            one.due = one.since = self.now
            one.worker, one.attempt = False, one.attempt - 1

    @rule(number=numbers)
    def revive(self, number: int) -> None:
        one = self.by_number(number)
        dead = one is not None and one.dead
        assert self.inbox.revive(number) == dead
        if one and dead:
            one.due, one.since, one.attempt, one.failed = self.now, self.now, 0, 0

    @rule(age=st.sampled_from([timedelta(0), timedelta(minutes=10)]))
    def purge(self, age: timedelta) -> None:
        limit = self.now - age.total_seconds()
        dead = [one for one in self.events.values() if one.dead and one.since <= limit]
        assert self.inbox.purge(age) == len(dead)
        for one in dead:
            one.body = None
        last = max((one.number for one in self.events.values()), default=0)
        horizon = self.now - HORIZON.total_seconds()
        self.events = {
            key: one
            for key, one in self.events.items()
            if one.body is not None or one.since >= horizon or one.number == last
        }

    @rule(step=seconds | st.sampled_from([-0.5, -59.0, -61.0, -4000.0, 4000.0]))
    def clock(self, step: float) -> None:
        self.now += step

    @rule()
    def crash(self) -> None:
        """Go on with what lies on the disk while the file is open: what a killed one leaves."""
        old, self.path = self.path, self.folder / f"{int(self.path.stem) + 1}.db"
        for ending in ("", "-wal"):
            shutil.copyfile(f"{old}{ending}", f"{self.path}{ending}")
        self.inbox.close()
        self.opened()

    @invariant()
    def all_is_accounted_for(self) -> None:
        counts = self.inbox.counts()
        alive = [one for one in self.events.values() if one.alive]
        leased = sum(one.worker and (one.due or 0) > self.now for one in alive)
        dead = {one.number for one in self.events.values() if one.dead}
        handled = sum(one.body is None for one in self.events.values())
        waiting = len(alive) - leased
        expected = Counts(waiting=waiting, leased=leased, dead=len(dead), handled=handled)
        assert counts == expected
        assert {one.id for one in self.inbox.dead()} == dead

    @invariant()
    def positions_are_kept(self) -> None:
        for group in (1, 2):
            assert self.inbox.position(group) == self.positions.get(group)


TestInbox = InboxMachine.TestCase
TestInbox.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
