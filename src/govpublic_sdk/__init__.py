"""A typed SDK for VK government publics and the citizen-feedback platform.

The public names, loaded when first used, so that importing the package costs next to nothing.
Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

_HOMES = {
    "AsyncGovPublic": "_client",
    "Button": "_domain.keyboards",
    "Call": "_call",
    "Clock": "_setup",
    "Delivery": "_domain.mailing",
    "Drift": "models._repair",
    "FoundPosts": "_domain.found",
    "FoundPublics": "_domain.found",
    "GovPublic": "_client",
    "Keyboard": "_domain.keyboards",
    "Keyring": "_keyring",
    "Outcome": "_batch",
    "Page": "_page",
    "PostCounts": "_domain.found",
    "PostRef": "_domain.references",
    "Procedure": "_call",
    "PublicRef": "_domain.references",
    "Retry": "_retry",
    "Sent": "_domain.recipients",
    "Survey": "_survey",
    "Wording": "_wording",
    "batch": "_batch",
}
_PARTS = (
    *("appeals", "errors", "events", "identifiers", "models", "official_pages"),
    *("open311", "pos", "store", "subjects", "vk"),
)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name in _PARTS:
        return import_module(f"govpublic_sdk.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'govpublic_sdk' has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
