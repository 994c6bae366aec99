"""The feedback platform («ПОС») of a sandbox, as an organisation's document system sees it."""

from govpublic_sdk.sandbox.pos.appeals import PosAppeal, PosFile
from govpublic_sdk.sandbox.pos.quirks import PosQuirks
from govpublic_sdk.sandbox.pos.site import PosSite

__all__ = ["PosAppeal", "PosFile", "PosQuirks", "PosSite"]
