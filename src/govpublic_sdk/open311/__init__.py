"""What a GeoReport v2 server (Open311) can be asked, in JSON: a pure function for each question.

The public names, loaded when first used; nothing is defined here. Its appeals as a channel among
others are the business of `appeals`. XML and the tokens of batch services are not spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.open311._probe import Probe as Probe
    from govpublic_sdk.open311._probe import probe as probe
    from govpublic_sdk.open311._requests import TakenWithoutNumber as TakenWithoutNumber
    from govpublic_sdk.open311._requests import create as create
    from govpublic_sdk.open311._requests import each_request as each_request
    from govpublic_sdk.open311._requests import request as request
    from govpublic_sdk.open311._requests import requests as requests
    from govpublic_sdk.open311._services import discovery as discovery
    from govpublic_sdk.open311._services import service_definition as service_definition
    from govpublic_sdk.open311._services import services as services
    from govpublic_sdk.open311._updates import create_update as create_update
    from govpublic_sdk.open311._updates import each_update as each_update
    from govpublic_sdk.open311._updates import updates as updates
    from govpublic_sdk.open311.server import Server as Server
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        names={
            "open311._probe": "Probe probe",
            "open311._requests": ("TakenWithoutNumber create each_request request requests"),
            "open311._services": "discovery service_definition services",
            "open311._updates": "create_update each_update updates",
            "open311.server": "Server",
        },
    )
