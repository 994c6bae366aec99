"""What a report is made from, as its writers see it: an audit, or anything that has its shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.official_pages.covering.coverage import Coverage
    from govpublic_sdk.official_pages.entry import UnreadRow
    from govpublic_sdk.official_pages.results import PageReport

__all__ = ["Report"]


class Report(Protocol):
    """What is written into a file: the outcome of an audit."""

    @property
    def at(self) -> datetime:
        """When the audit was made, in UTC."""
        ...

    @property
    def pages(self) -> Sequence[PageReport]:
        """Each body of the registry and its page, in the registry's order."""
        ...

    @property
    def unread(self) -> Sequence[UnreadRow]:
        """Lines of the registry that could not be read."""
        ...

    @property
    def stopped(self) -> Wording | None:
        """Why the audit ended before its end; None where it did not."""
        ...

    @property
    def coverage(self) -> Coverage:
        """How many bodies have a page that is marked, alive and right."""
        ...
