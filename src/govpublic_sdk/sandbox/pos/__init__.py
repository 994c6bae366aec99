"""The feedback platform («ПОС») of a sandbox, as an organisation's document system sees it."""

from govpublic_sdk.sandbox.pos.site import PosSite
from govpublic_sdk.sandbox.pos.state import PosAppeal, PosFile, PosQuirks

__all__ = ["PosAppeal", "PosFile", "PosQuirks", "PosSite"]
