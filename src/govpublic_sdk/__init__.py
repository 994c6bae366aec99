"""A typed SDK for VK government publics and the citizen-feedback platform.

The public names, loaded when first used, so that importing the package costs next to nothing.
Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy
from govpublic_sdk._version import __version__ as __version__

if TYPE_CHECKING:
    from govpublic_sdk import appeals as appeals
    from govpublic_sdk import errors as errors
    from govpublic_sdk import events as events
    from govpublic_sdk import identifiers as identifiers
    from govpublic_sdk import models as models
    from govpublic_sdk import official_pages as official_pages
    from govpublic_sdk import open311 as open311
    from govpublic_sdk import pos as pos
    from govpublic_sdk import store as store
    from govpublic_sdk import subjects as subjects
    from govpublic_sdk import vk as vk
    from govpublic_sdk._base_client import Clock as Clock
    from govpublic_sdk._client import AsyncGovPublic as AsyncGovPublic
    from govpublic_sdk._client import GovPublic as GovPublic
    from govpublic_sdk._core.batch import Outcome as Outcome
    from govpublic_sdk._core.batch import batch as batch
    from govpublic_sdk._core.bulk import BulkProcedure as BulkProcedure
    from govpublic_sdk._core.calls import Call as Call
    from govpublic_sdk._core.calls import Page as Page
    from govpublic_sdk._core.calls import Procedure as Procedure
    from govpublic_sdk._core.http import AsyncTransport as AsyncTransport
    from govpublic_sdk._core.http import Request as Request
    from govpublic_sdk._core.http import Response as Response
    from govpublic_sdk._core.http import Transport as Transport
    from govpublic_sdk._core.keyring import Keyring as Keyring
    from govpublic_sdk._core.retries import Retry as Retry
    from govpublic_sdk._core.text import LocalizedText as LocalizedText
    from govpublic_sdk._resources._lookups import PostCounts as PostCounts
    from govpublic_sdk._resources._lookups import PostLookup as PostLookup
    from govpublic_sdk._resources._lookups import PublicLookup as PublicLookup
    from govpublic_sdk._resources._references import PostRef as PostRef
    from govpublic_sdk._resources._references import PublicRef as PublicRef
    from govpublic_sdk._resources.keyboards import Button as Button
    from govpublic_sdk._resources.keyboards import Keyboard as Keyboard
    from govpublic_sdk._resources.messages_bulk import MessageResult as MessageResult
    from govpublic_sdk._resources.messages_send import MessageRef as MessageRef
    from govpublic_sdk.models._drift import Drift as Drift
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        also="__version__",
        parts=(
            "appeals errors events identifiers models official_pages open311 pos store subjects vk"
        ),
        names={
            "_base_client": "Clock",
            "_client": "AsyncGovPublic GovPublic",
            "_core.batch": "Outcome batch",
            "_core.bulk": "BulkProcedure",
            "_core.calls": "Call Page Procedure",
            "_core.http": "AsyncTransport Request Response Transport",
            "_core.keyring": "Keyring",
            "_core.retries": "Retry",
            "_core.text": "LocalizedText",
            "_resources._lookups": "PostCounts PostLookup PublicLookup",
            "_resources._references": "PostRef PublicRef",
            "_resources.keyboards": "Button Keyboard",
            "_resources.messages_bulk": "MessageResult",
            "_resources.messages_send": "MessageRef",
            "models._drift": "Drift",
        },
    )
