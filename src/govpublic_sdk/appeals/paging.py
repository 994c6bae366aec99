"""Questions inside of a procedure: one of either kind, and a walk, page after page.

Nothing here knows what is asked.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from govpublic_sdk._call import Procedure, Question
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Seen, Walk, after

__all__ = ["Pages", "asked"]

T = TypeVar("T")


def asked(question: Question[T]) -> Procedure[T]:
    """A call or a procedure, to be asked by `yield from` whichever it is."""
    return question.__iter__()


class Pages(Generic[T]):
    """The pages of a walk.

    Args:
        walk: The walk; it serves once.
    """

    def __init__(self, walk: Walk[T]) -> None:
        self._walk = walk
        self._seen = Seen(walk)
        self._page: Page[T] | None = None

    def question(self) -> Question[Page[T]] | None:
        """What to ask for the next page; None at the end."""
        return after(self._walk, self._page)

    def fresh(self, page: Page[T]) -> list[T]:
        """What is new of the answer to that question.

        Raises:
            ServerError: Page after page brings nothing new.
        """
        self._page = page
        return self._seen.fresh(page)
