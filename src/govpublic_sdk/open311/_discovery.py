"""What a server says of itself; many say nothing, and nothing else depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._call import Call
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.open311._asking import ask
from govpublic_sdk.open311._reading import one_of

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import Discovery
    from govpublic_sdk.open311.server import Server

__all__ = ["discovery"]


@check_arguments
def discovery(server: Server) -> Call[Discovery]:
    """Formats, addresses and contact of a server.

    https://wiki.open311.org/Service_Discovery

    Args:
        server: Who is asked.

    Raises:
        NotFound: The server has no discovery; most have none.
    """
    from govpublic_sdk.models.open311 import Discovery

    return ask(server, "discovery", "/discovery", one_of(Discovery, ("discovery",)))
