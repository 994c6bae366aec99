"""Thousands of calls as one question: rounds of calls, and what is made of their outcomes.

A survey says what to ask next and takes what came; how calls are packed and sent is the shells'
matter. It is written once for both of them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from govpublic_sdk._batch import Outcome
from govpublic_sdk._call import Call

__all__ = ["Asked", "Round", "Rounds", "Survey"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Round(Generic[T]):
    """Calls that may be asked together.

    Attributes:
        calls: Any number of calls, read as they are needed.
        take: Given each outcome, in the order of the calls.
    """

    calls: Iterable[Call[T]]
    take: Callable[[Outcome[T]], None]


Rounds: TypeAlias = Generator[Round[Any], None, T]
"""Rounds one after the other; what it returns is the value of the survey."""


@dataclass(frozen=True, slots=True)
class Survey(Generic[T]):
    """A question of many calls; `client.run(survey)` asks it.

    Attributes:
        rounds: Starts it.
    """

    rounds: Callable[[], Rounds[T]]


class Asked(Generic[T]):
    """A survey that is being asked: iterate over its rounds, then look at its value.

    Attributes:
        value: What the survey found; there once all rounds are over.
    """

    value: T

    def __init__(self, survey: Survey[T]) -> None:
        self._rounds = survey.rounds()

    def __iter__(self) -> Iterator[Round[Any]]:
        """The rounds, each made when the one before it was taken."""
        self.value = yield from self._rounds
