"""A typed SDK for VK government publics and the citizen-feedback platform.

The public names, loaded when first used, so that importing the package costs next to nothing.
Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy
from govpublic_sdk._version import __version__

if TYPE_CHECKING:
    from govpublic_sdk import (
        appeals,
        errors,
        events,
        identifiers,
        models,
        official_pages,
        open311,
        pos,
        store,
        subjects,
        vk,
    )
    from govpublic_sdk._batch import Outcome, batch
    from govpublic_sdk._call import Call, Procedure
    from govpublic_sdk._client import AsyncGovPublic, GovPublic
    from govpublic_sdk._domain.found import FoundPosts, FoundPublics, PostCounts
    from govpublic_sdk._domain.keyboards import Button, Keyboard
    from govpublic_sdk._domain.mailing import Delivery
    from govpublic_sdk._domain.recipients import Sent
    from govpublic_sdk._domain.references import PostRef, PublicRef
    from govpublic_sdk._keyring import Keyring
    from govpublic_sdk._page import Page
    from govpublic_sdk._retry import Retry
    from govpublic_sdk._setup import Clock
    from govpublic_sdk._survey import Survey
    from govpublic_sdk._wording import Wording
    from govpublic_sdk.models._repair import Drift
else:
    __getattr__, __dir__ = lazy(
        __name__,
        parts=(
            "appeals errors events identifiers models official_pages open311 pos store subjects vk"
        ),
        names={
            "_batch": "Outcome batch",
            "_call": "Call Procedure",
            "_client": "AsyncGovPublic GovPublic",
            "_domain.found": "FoundPosts FoundPublics PostCounts",
            "_domain.keyboards": "Button Keyboard",
            "_domain.mailing": "Delivery",
            "_domain.recipients": "Sent",
            "_domain.references": "PostRef PublicRef",
            "_keyring": "Keyring",
            "_page": "Page",
            "_retry": "Retry",
            "_setup": "Clock",
            "_survey": "Survey",
            "_wording": "Wording",
            "models._repair": "Drift",
        },
    )

__all__ = [
    "AsyncGovPublic",
    "Button",
    "Call",
    "Clock",
    "Delivery",
    "Drift",
    "FoundPosts",
    "FoundPublics",
    "GovPublic",
    "Keyboard",
    "Keyring",
    "Outcome",
    "Page",
    "PostCounts",
    "PostRef",
    "Procedure",
    "PublicRef",
    "Retry",
    "Sent",
    "Survey",
    "Wording",
    "__version__",
    "appeals",
    "batch",
    "errors",
    "events",
    "identifiers",
    "models",
    "official_pages",
    "open311",
    "pos",
    "store",
    "subjects",
    "vk",
]
