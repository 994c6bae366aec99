"""Where things happen: addresses in real municipalities, on streets that do not exist.

The region's own time: Samara's, four hours ahead of UTC in every season; no clock ticks here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from govpublic_sdk.sandbox._samara import MUNICIPALITIES

__all__ = [
    "REGION",
    "ZONE",
    "Place",
    "local",
    "lying",
    "make_place",
    "with_offset",
]

REGION = "Самарская область"
_STREETS = ("Вымышленная улица", "Песочная улица (вымышленная)", "проезд Песочницы")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address.

    Attributes:
        municipality: The name of a real municipality.
        oktmo: Its ОКТМО code, 8 digits.
        street: A street that does not exist.
        house: A number.
        latitude: Degrees north.
        longitude: Degrees east.
    """

    municipality: str
    oktmo: str
    street: str
    house: str
    latitude: float
    longitude: float

    @property
    def address(self) -> str:
        """The whole of it in words."""
        return f"{REGION}, {self.municipality}, {self.street}, {self.house}"


def make_place(chance: random.Random) -> Place:
    """An address by chance.

    Args:
        chance: Where the chance comes from; the same one makes the same address.
    """
    oktmo, name, _ = chance.choice(MUNICIPALITIES)
    return Place(
        municipality=name,
        oktmo=oktmo,
        street=chance.choice(_STREETS),
        house=str(chance.randint(1, 120)),
        latitude=round(53.2 + chance.uniform(-0.8, 0.8), 6),
        longitude=round(50.1 + chance.uniform(-1.5, 1.5), 6),
    )


ZONE = "Europe/Samara"
_ZONE = timezone(timedelta(hours=4), ZONE)


def local(seconds: float) -> datetime:
    """A moment on the region's clocks, aware.

    Args:
        seconds: Unix seconds.
    """
    return datetime.fromtimestamp(int(seconds), _ZONE)


def lying(seconds: float) -> str:
    """Local time marked as UTC: `2026-11-02T10:00:00Z` at ten in Samara."""
    return f"{local(seconds).replace(tzinfo=None).isoformat()}Z"


def with_offset(seconds: float) -> str:
    """Local time with its offset: `2026-11-02T10:00:00+04:00`."""
    return local(seconds).isoformat()
