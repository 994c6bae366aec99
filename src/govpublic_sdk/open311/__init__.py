"""What a GeoReport v2 server (Open311) can be asked, in JSON: a pure function for each question.

The public names, loaded when first used; nothing is defined here. Its appeals as a channel among
others are the business of `appeals`. XML and the tokens of batch services are not spoken.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govpublic_sdk.open311._creating import TakenWithoutNumber, create
    from govpublic_sdk.open311._discovery import discovery
    from govpublic_sdk.open311._requests import each_request, request, requests
    from govpublic_sdk.open311._services import service_definition, services
    from govpublic_sdk.open311._updates import create_update, each_update, updates
    from govpublic_sdk.open311.server import Server

__all__ = [
    "Server",
    "TakenWithoutNumber",
    "create",
    "create_update",
    "discovery",
    "each_request",
    "each_update",
    "request",
    "requests",
    "service_definition",
    "services",
    "updates",
]

_HOMES = {
    "Server": "server",
    "TakenWithoutNumber": "_creating",
    "create": "_creating",
    "create_update": "_updates",
    "discovery": "_discovery",
    "each_request": "_requests",
    "each_update": "_updates",
    "request": "_requests",
    "requests": "_requests",
    "service_definition": "_services",
    "services": "_services",
    "updates": "_updates",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govpublic_sdk.open311' has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.open311.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
