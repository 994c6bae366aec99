"""Questions inside of a procedure: one of either kind, and a walk, page after page.

Nothing here knows what is asked.
"""

from __future__ import annotations

from typing import TypeVar

from govpublic_sdk._call import Procedure, Question
from govpublic_sdk._walk import Pages

__all__ = ["Pages", "asked"]

T = TypeVar("T")


def asked(question: Question[T]) -> Procedure[T]:
    """A call or a procedure, to be asked by `yield from` whichever it is."""
    return question.__iter__()
