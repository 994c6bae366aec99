"""`client.official_pages`: its methods and where they are written."""

from __future__ import annotations

from typing import Final, TypeVar

from govpublic_sdk._core.binding import Resource, operation
from govpublic_sdk.official_pages import _audit

__all__ = ["OfficialPages"]

C_co = TypeVar("C_co", covariant=True)


class OfficialPages(Resource[C_co]):
    """Official pages of bodies, checked by the thousand."""

    audit: Final = operation(_audit.audit)
