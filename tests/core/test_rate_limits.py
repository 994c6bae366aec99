"""Turns, allowances and the retry budget, as arithmetic on a clock."""

import threading
from collections import deque
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from govpublic_sdk._core.rate_limits import Budget, Cooldowns, Limiter, Usage


def granted(limiter: Limiter, now: float) -> float:
    wait = limiter.reserve(now)
    assert wait is not None
    return now + wait


@given(
    rate=st.sampled_from([1, 3, 5, 20]),
    pauses=st.lists(st.floats(0, 0.7), min_size=1, max_size=120),
)
def test_no_second_has_more_turns_than_the_rate(rate: int, pauses: list[float]) -> None:
    limiter, now = Limiter(rate), 0.0
    turns: list[float] = []
    for pause in pauses:
        now += pause
        turns.append(granted(limiter, now))
    window: deque[float] = deque()
    for turn in turns:
        window.append(turn)
        while turn - window[0] > 1.0:
            window.popleft()
        assert len(window) <= rate
    assert turns == sorted(turns)


@given(rate=st.sampled_from([1, 3, 20]))
def test_a_busy_client_uses_nearly_all_turns(rate: int) -> None:
    limiter = Limiter(rate)
    last = max(granted(limiter, 0.0) for _ in range(100 * rate))
    assert 100 * rate / (rate * (last + 1)) >= 0.95


@given(rate=st.sampled_from([1, 3, 20]), late=st.lists(st.floats(0, 0.6), min_size=4, max_size=80))
def test_turns_that_are_used_late_stay_apart(rate: int, late: list[float]) -> None:
    limiter = Limiter(rate)
    turns = [granted(limiter, 0.0) for _ in late]
    awake, used = 0.0, list[float]()
    for turn, seconds in zip(turns, late, strict=True):
        now = awake = max(awake, turn + seconds)
        while (taken := limiter.take(turn, now)) > now:
            turn = now = taken
        used.append(now)
    used.sort()

    assert all(used[n] - used[n - rate] > 1 for n in range(rate, len(used)))


def test_a_turn_that_is_used_in_time_stays_as_it_was_granted() -> None:
    limiter = Limiter(1)
    first, second = granted(limiter, 0.0), granted(limiter, 0.0)

    assert limiter.take(second, second) == second
    assert limiter.take(first, first) == first
    assert limiter.take(77.0, 99.0) == 99.0, "a turn that nobody granted"


def test_an_idle_client_waits_for_nothing() -> None:
    limiter = Limiter(3)
    assert [granted(limiter, 10.0) for _ in range(3)] == [10.0] * 3
    assert granted(limiter, 10.0) > 11.0
    assert limiter.wait(100.0) == 0


def test_a_rate_below_one_is_kept() -> None:
    limiter = Limiter(0.5)
    turns = [granted(limiter, 0.0) for _ in range(5)]
    assert all(b - a >= 2 for a, b in pairwise(turns))


def test_a_turn_that_takes_too_long_is_not_taken() -> None:
    limiter = Limiter(1)
    granted(limiter, 0.0)
    assert limiter.reserve(0.0, longest=0.5) is None
    assert limiter.wait(0.0) < 1.1


def test_a_turn_given_back_is_free_again() -> None:
    limiter = Limiter(1)
    granted(limiter, 0.0)
    turn = granted(limiter, 0.0)
    limiter.give_back(turn)
    assert granted(limiter, 0.0) == turn


def test_too_fast_pauses_then_slows_down_for_a_while() -> None:
    limiter = Limiter(3)
    granted(limiter, 0.0)
    limiter.slow_down(0.0)
    assert granted(limiter, 0.0) >= 1.0
    slow = [granted(limiter, 5.0) for _ in range(7)][-1] - 5.0
    for step in range(2000):
        granted(limiter, 100.0 + step)
    normal = [granted(limiter, 9000.0) for _ in range(7)][-1] - 9000.0
    assert slow > normal


def test_threads_share_the_turns() -> None:
    limiter, turns = Limiter(20), list[float]()

    def take() -> None:
        for _ in range(100):
            turns.append(granted(limiter, 0.0))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    ordered = sorted(turns)
    assert all(b - a >= 1.0 for a, b in zip(ordered, ordered[20:], strict=False))


class BudgetMachine(RuleBasedStateMachine):
    """The budget beside plain arithmetic."""

    def __init__(self) -> None:
        super().__init__()
        self.budget = Budget()
        self.left = 500
        self.paid: list[int] = []

    @rule(cost=st.sampled_from([14, 5]))
    def pay(self, cost: int) -> None:
        assert self.budget.pay(cost) == (cost <= self.left)
        if cost <= self.left:
            self.left -= cost
            self.paid.append(cost)

    @rule()
    def clean_success(self) -> None:
        self.budget.refund(0)
        self.left = min(500, self.left + 1)

    @precondition(lambda self: self.paid)
    @rule()
    def success_after_a_retry(self) -> None:
        cost = self.paid.pop()
        self.budget.refund(cost)
        self.left = min(500, self.left + cost)

    @invariant()
    def stays_within(self) -> None:
        assert self.budget.left == self.left
        assert 0 <= self.budget.left <= 500


TestBudget = BudgetMachine.TestCase
TestBudget.settings = settings(max_examples=30, deadline=None)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 100), st.booleans()), max_size=40))
def test_cooldowns_close_until_their_moment(steps: list[tuple[str, float, bool]]) -> None:
    cooldowns, until, now = Cooldowns(), dict[str, float](), 0.0
    for key, number, closes in steps:
        if closes:
            cooldowns.close(key, now + number)
            until[key] = max(until.get(key, 0), now + number)
        else:
            now += number
        assert cooldowns.remaining(key, now) == max(0.0, until.get(key, 0.0) - now)


def test_usage_counts_a_day() -> None:
    usage = Usage()
    assert [usage.add("wall.get", 0), usage.add("wall.get", 10)] == [1, 2]
    assert usage.today("wall.get", 20) == 2
    assert usage.today("other", 20) == 0
    assert usage.add("wall.get", 86_400) == 1
