"""`client.events`: its methods and where they are written."""

from __future__ import annotations

from typing import Final, TypeVar

from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk.events import long_poll, setup

__all__ = ["Events"]

C_co = TypeVar("C_co", covariant=True)


class Events(Resource[C_co]):
    """What happens in communities: how they come to tell, and Long Poll."""

    each: Final = listing(long_poll.each)
    receive: Final = operation(long_poll.receive)
    enable_long_poll: Final = operation(setup.enable_long_poll)
    set_up: Final = operation(setup.set_up)
    confirmation: Final = operation(setup.confirmation)
