"""What a GeoReport v2 server (Open311) can be asked, in JSON: a pure function for each question.

The public names, loaded when first used; nothing is defined here. Its appeals as a channel among
others are the business of `appeals`. XML and the tokens of batch services are not spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.open311._creating import TakenWithoutNumber, create
    from govpublic_sdk.open311._discovery import discovery
    from govpublic_sdk.open311._probe import Probe, probe
    from govpublic_sdk.open311._requests import each_request, request, requests
    from govpublic_sdk.open311._services import service_definition, services
    from govpublic_sdk.open311._updates import create_update, each_update, updates
    from govpublic_sdk.open311.server import Server
else:
    __getattr__, __dir__ = lazy(
        __name__,
        names={
            "open311._creating": "TakenWithoutNumber create",
            "open311._discovery": "discovery",
            "open311._probe": "Probe probe",
            "open311._requests": "each_request request requests",
            "open311._services": "service_definition services",
            "open311._updates": "create_update each_update updates",
            "open311.server": "Server",
        },
    )

__all__ = [
    "Probe",
    "Server",
    "TakenWithoutNumber",
    "create",
    "create_update",
    "discovery",
    "each_request",
    "each_update",
    "probe",
    "request",
    "requests",
    "service_definition",
    "services",
    "updates",
]
