"""The table of contents of a client: what it can do, by the domain's words. Nothing is done here.

Each line binds a description of `_domain` under the name that users type.
"""

from __future__ import annotations

from typing import Self, TypeVar

from govpublic_sdk._bind import Resource, operation
from govpublic_sdk._domain import statistics as _statistics

__all__ = ["Resources"]

C_co = TypeVar("C_co", covariant=True)


class Statistics(Resource[C_co]):
    """How often a public was seen, read and answered; `client.statistics`."""

    get = operation(_statistics.get)


class Resources:
    """The parts of a client."""

    @property
    def statistics(self) -> Statistics[Self]:
        """How often a public was seen, read and answered."""
        return Statistics(self)
