"""What kinds of requests a server takes, and what it asks about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._call import Call
from govpublic_sdk._page import Page
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.open311._asking import ask, identified
from govpublic_sdk.open311._reading import list_of, one_of

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import ServiceDefinition, ServiceType
    from govpublic_sdk.open311.server import Server

__all__ = ["service_definition", "services"]


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
    """What must be told with requests of one kind; only for kinds with `metadata`.

    https://wiki.open311.org/GeoReport_v2#get-service-definition

    Args:
        server: Who is asked.
        service_code: The code of the kind.

    Raises:
        NotFound: There is no such kind, or it asks nothing.
    """
    from govpublic_sdk.models.open311 import ServiceDefinition

    return ask(
        server,
        "service_definition",
        f"/services/{identified('service_code', service_code)}",
        one_of(ServiceDefinition, ("service_definition",)),
    )
