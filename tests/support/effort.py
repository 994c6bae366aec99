"""How much more work a longer input takes; a slow machine is slow for both."""

import time
from collections.abc import Callable

_TIMES = 10
# Linear work takes 10 times as long, quadratic work 100 times; half a second more, because
# other processes disturb short work.
_MOST, _NOISE = 50, 0.5


def assert_takes_linear_time(work: Callable[[int], object], count: int) -> None:
    """Run `work` with `count` and ten times `count` pieces, and compare."""

    def seconds(pieces: int) -> float:
        begun = time.process_time()
        work(pieces)
        return time.process_time() - begun

    work(count)  # imports and caches are filled once
    short = seconds(count)
    long = seconds(_TIMES * count)
    assert long < _NOISE + _MOST * short, (short, long)
