"""A city's Open311 server in a sandbox: GeoReport v2 in JSON with mySociety's updates."""

from govpublic_sdk.sandbox.open311.city import Report, ReportUpdate
from govpublic_sdk.sandbox.open311.quirks import Open311Quirks
from govpublic_sdk.sandbox.open311.site import Open311Site

__all__ = ["Open311Quirks", "Open311Site", "Report", "ReportUpdate"]
