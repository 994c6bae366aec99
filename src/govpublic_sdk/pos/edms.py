"""What ПОС can be asked by a document system of a body: sign in, the queue, answers, files.

Each function describes a call and asks nothing. No official text of this interface is public: the
steps and names come from public code of others, unverified, and all paths from your settings. The
platform is the one of Постановление Правительства РФ от 10.11.2020 № 1802
(https://docs.cntd.ru/document/566320416).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._call import Call, Rest
from govpublic_sdk._decode import As
from govpublic_sdk._hidden import Secret
from govpublic_sdk._http import FilePart
from govpublic_sdk._rest import FetchedFile, FileOf
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.pos import PosFile, PosPage
from govpublic_sdk.pos._answers import Door, Nothing, Token
from govpublic_sdk.pos._asking import basic, described, with_id
from govpublic_sdk.pos._updating import update

if TYPE_CHECKING:
    from govpublic_sdk.pos.settings import Settings

__all__ = ["accept", "appeals", "fetch", "sign_in", "update", "upload"]


@check_arguments
def sign_in(settings: Settings) -> Call[str]:
    """Sign in; the value is a token. Clients do that by themselves, and again after a 401.

    RFC 6749 4.3 (password grant), RFC 7617 (the client in the header).

    Args:
        settings: Where and as whom.
    """
    form = {
        "grant_type": "password",
        "password": settings.password,
        "scope": settings.scope,
        "username": settings.username,
    }
    rest = Door(
        verb="POST",
        path=settings.token_path,
        form=tuple(form.items()),
        headers=(("authorization", Secret(f"Basic {basic(settings)}")),),
    )
    return described(settings, "sign_in", Token(), "read", rest)


@check_arguments
def appeals(
    settings: Settings, page: int | None = None, *, size: int | None = None
) -> Call[PosPage]:
    """A page of the queue.

    Args:
        settings: Where and as whom.
        page: Its number as the platform counts; None for the first.
        size: Items on it; None for what the settings say.
    """
    number = settings.first_page if page is None else page
    if number < settings.first_page:
        raise ParameterError(
            "page", show_value(number), Text("{min} or more", min=settings.first_page)
        )
    count = settings.page_size if size is None else size
    query = {**settings.query, settings.page_parameter: str(number)}
    if count is not None:
        query[settings.size_parameter] = str(count)
    rest = Rest(path=settings.list_path)
    return described(settings, "list", As(PosPage), "read", rest, query)


@check_arguments
def accept(settings: Settings, id: int | str) -> Call[None]:
    """Acknowledge an appeal that is stored; may be repeated, also for those known long ago.

    Args:
        settings: Where and as whom.
        id: The appeal's id.

    Raises:
        ParameterError: It is no id.
    """
    rest = Rest(verb="POST", path=with_id(settings.accept_path, id))
    return described(settings, "accept", Nothing(), "idempotent", rest)


@check_arguments
def upload(
    settings: Settings,
    name: str,
    content: bytes | Path,
    content_type: str = "application/octet-stream",
) -> Call[PosFile]:
    """Give a file to the storage of the platform; until an answer names it, nobody sees it.

    Args:
        settings: Where and as whom.
        name: What it shall be called.
        content: Its bytes, or where it lies; a path is streamed.
        content_type: Its media type.

    Raises:
        ParameterError: The name is none.
    """
    if not name.strip() or not name.isprintable() or set(name) & set('/\\"'):
        raise ParameterError(
            "name", show_value(name), "printable characters without / \\ and quotes"
        )
    part = FilePart(
        name=settings.upload_field, filename=name, content=content, content_type=content_type
    )
    rest = Rest(verb="POST", path=settings.upload_path, files=(part,))
    return described(settings, "upload", As(PosFile), "idempotent", rest)


@check_arguments
def fetch(settings: Settings, address: str) -> Call[FetchedFile]:
    """Fetch a file that hangs on an appeal. The token goes along to the platform's own origin only.

    Args:
        settings: Where and as whom.
        address: Where it lies, as the platform sent it: a whole address, or a path.

    Raises:
        ParameterError: It is neither. Another origin than those of the settings is refused with
            `ConfigurationError` when it is asked.
    """
    known = re.match(r"https?://|/", address, re.IGNORECASE)
    if not known or not address.isprintable():
        raise ParameterError(
            "address", describe(address), "an http(s) address, or a path that begins with /"
        )
    rest = Rest(path=address, headers=(("accept", "*/*"),))
    return described(settings, "fetch", FileOf(), "read", rest)
