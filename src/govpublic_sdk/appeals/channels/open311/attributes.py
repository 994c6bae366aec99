"""What a GeoReport v2 server tells of a request beside its fields: attributes, by their codes.

Servers put them into different places and forms; what they mean is the business of others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import ServiceRequest

__all__ = ["attributes_of", "correlation_of"]


def attributes_of(request: ServiceRequest) -> dict[str, Any]:
    """The attributes of a request; those of the standard count more than those of an extension."""
    return {**_pairs(request.extended_attributes), **_pairs(request.attributes)}


def correlation_of(request: ServiceRequest, code: str | None) -> str | None:
    """The sender's own number of a request, wherever a server shows it; the spec has no place.

    Args:
        request: The request.
        code: The attribute that it was sent as.
    """
    if code is None:
        return None
    places: list[Any] = [
        request.attributes,
        request.extended_attributes,
        (request.model_extra or {}).get("extras"),
        request.model_extra,
    ]
    found = (_pairs(place).get(code) for place in places)
    return next((str(one) for one in found if isinstance(one, str | int) and one != ""), None)


def _pairs(told: Any) -> dict[str, Any]:
    """Attributes by their codes: an object, or a list of codes with values."""
    if not isinstance(told, list):
        return dict(_object(told))
    pairs = map(_object, cast("list[object]", told))
    return {str(one.get("code", one.get("name"))): one["value"] for one in pairs if "value" in one}


def _object(told: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", told) if isinstance(told, Mapping) else {}
