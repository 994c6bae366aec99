"""ПОС as a service of a client: address, session, limits, and the words of its failures."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote_plus

from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import Response
from govpublic_sdk._core.responses import read_refusal
from govpublic_sdk._core.rest import RestService
from govpublic_sdk.pos._edms_calls import basic
from govpublic_sdk.pos.edms import sign_in
from govpublic_sdk.pos.settings import Settings

__all__ = [
    "service_of",
    "words",
]

_LONGEST = 500  # characters; an HTML page as an error is cut
_ADDRESSES = {
    "pos.sign_in": "token_path",
    "pos.list": "list_path",
    "pos.upload": "upload_path",
}
_SAID = ("messages", "message", "error_description", "error")


def service_of(settings: Settings) -> RestService:
    """What a client must know to ask the platform.

    Args:
        settings: Where and as whom.
    """
    password = settings.password
    secrets = hide((basic(settings), settings.client_secret, password, quote_plus(password)))
    return RestService(
        url=settings.url,
        origins=settings.origins,
        words=words,
        sign_in=sign_in(settings),
        limiter=settings.limiter,
        max_bytes=settings.max_bytes,
        addresses=_ADDRESSES,
        secrets=secrets,
    )


def words(reply: Response) -> str:
    """The words of the platform about a failure: its `messages`, or their names at other servers.

    Args:
        reply: The reply of the failure; a web page or an empty body has no words.
    """
    tree = read_refusal(reply)
    if not isinstance(tree, dict):
        return ""
    fields = cast("dict[str, object]", tree)
    said = next((text for name in _SAID if (text := _text(fields.get(name)))), "")
    return said if len(said) <= _LONGEST else said[: _LONGEST - 3] + "..."


def _text(value: object) -> str:
    several = cast("list[object]", value) if isinstance(value, list) else [value]
    found = (" ".join(one.split()) for one in several if isinstance(one, str))
    return "; ".join(one for one in found if one)
