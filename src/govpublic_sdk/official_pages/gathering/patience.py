"""When to stop asking; it asks nothing.

What would fail for every page ends a round at once, trouble with the network or the service after
three failed requests in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from govpublic_sdk import errors

__all__ = ["Patience", "refuses"]

T = TypeVar("T")
_FAILURES = 3

# The next page would fail the same way.
_FOR_ALL = (
    errors.AuthError,
    errors.CaptchaNeeded,
    errors.ConfigurationError,
    errors.FloodControl,
    errors.QuotaExceeded,
    errors.RetryBudgetExhausted,
    errors.ValidationNeeded,
)
# This page alone fails.
_FOR_ONE = (
    errors.AccessDenied,
    errors.Conflict,
    errors.DecodeError,
    errors.InvalidRequest,
    errors.NotFound,
    errors.PermissionDenied,
)


class Patience:
    """Counts failures of a round.

    Attributes:
        ended_by: The error that ended the round; None while it goes on.
    """

    def __init__(self) -> None:
        self.ended_by: errors.GovPublicError | None = None
        self._last: errors.GovPublicError | None = None
        self._failures = 0

    def over(self, calls: Iterable[T]) -> Iterator[T]:
        """The calls, until the round is ended."""
        for call in calls:
            if self.ended_by is not None:
                return
            yield call

    def refused(self, error: errors.GovPublicError | None) -> bool:
        """Take what became of a call; whether VK refused it for its own content."""
        if isinstance(error, _FOR_ALL):
            self.ended_by = self.ended_by or error
        elif error is None or isinstance(error, _FOR_ONE):
            self._failures = 0
        elif error is not self._last:
            self._failures += 1
            self.ended_by = error if self._failures >= _FAILURES else self.ended_by
        self._last = error
        return refuses(error)


def refuses(error: errors.GovPublicError | None) -> bool:
    """Whether VK refused a call for what it asks, so that a part of it may go through."""
    return isinstance(error, errors.InvalidRequest | errors.NotFound)
