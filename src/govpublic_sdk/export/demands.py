"""What the library's own requirements are called and how strong they are, by their ids.

A requirement that a user has added is not known here: it goes by its id.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording
from govpublic_sdk.official_pages.requirements import REQUIREMENTS

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.requirements import Requirement

__all__ = ["force_of", "title_of"]


def title_of(requirement: str) -> Wording:
    """What a requirement is called; its id where that is not known."""
    known = _known().get(requirement)
    return known.title if known else Wording(requirement, requirement)


def force_of(requirement: str) -> str | None:
    """Whether it is `demanded`, `rated` or `advised`; None where that is not known."""
    known = _known().get(requirement)
    return known.force if known else None


@cache
def _known() -> dict[str, Requirement]:
    """By id; of several with one id the one that holds everywhere."""
    regional_first = sorted(REQUIREMENTS, key=lambda one: one.region is None)
    return {one.id: one for one in regional_first}
