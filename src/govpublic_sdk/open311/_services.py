"""What kinds of requests a server takes, and what it asks about each.

A server's description of itself; many have none, and nothing else depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk.open311._decoders import list_of, one_of
from govpublic_sdk.open311._windows import ask, path_step

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import Discovery, ServiceDefinition, ServiceType
    from govpublic_sdk.open311.server import Server

__all__ = [
    "discovery",
    "service_definition",
    "services",
]


@check_arguments
def services(server: Server) -> Call[Page[ServiceType]]:
    """Kinds of requests.

    https://wiki.open311.org/GeoReport_v2#get-service-list

    Args:
        server: Who is asked.
    """
    from govpublic_sdk.models.open311 import ServiceType

    return ask(
        server,
        "services",
        "/services",
        list_of(ServiceType, ("services", "service")),
    )


@check_arguments
def service_definition(server: Server, service_code: str) -> Call[ServiceDefinition]:
    """The attributes that requests of one kind need; only for kinds with `metadata`.

    https://wiki.open311.org/GeoReport_v2#get-service-definition

    Args:
        server: Who is asked.
        service_code: The code of the kind.

    Raises:
        NotFound: The kind does not exist, or it has no attributes.
    """
    from govpublic_sdk.models.open311 import ServiceDefinition

    return ask(
        server,
        "service_definition",
        f"/services/{path_step('service_code', service_code)}",
        one_of(ServiceDefinition, ("service_definition",)),
    )


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
