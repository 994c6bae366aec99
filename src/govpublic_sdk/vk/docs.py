"""Documents: reading, and what publishing them needs.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.documents import Document
from govpublic_sdk.models.uploads import SavedDocument, UploadServer
from govpublic_sdk.vk._decoders import SavedOf
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "get",
    "get_by_id",
    "get_messages_upload_server",
    "get_upload_server",
    "get_wall_upload_server",
    "save",
]


@check_arguments
def get(
    *,
    count: int | None = None,
    offset: int = 0,
    type: Literal[0, 1, 2, 3, 4, 5, 6, 7, 8] | None = None,
    owner_id: int | None = None,
    return_tags: bool | None = None,
) -> Call[Page[Document]]:
    """Read documents.

    https://dev.vk.com/method/docs.get

    Args:
        count: How many at most.
        offset: How many to skip.
        type: Which kind.
        owner_id: Whose wall or thing: negative for a community.
        return_tags: Also give tags.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "docs.get",
        PageOf(Document),
        count=within("count", count, 0),
        offset=within("offset", offset, 0) or None,
        type=type,
        owner_id=nonzero("owner_id", owner_id),
        return_tags=return_tags,
    )


@check_arguments
def get_by_id(docs: Sequence[str], *, return_tags: bool | None = None) -> Call[list[Document]]:
    """Read documents by their ids.

    https://dev.vk.com/method/docs.getById

    Args:
        docs: Documents as `-1_2`.
        return_tags: Also give tags.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "docs.getById", As(list[Document]), docs=check_list("docs", docs), return_tags=return_tags
    )


@check_arguments
def get_upload_server(group_id: int | None = None) -> Call[UploadServer]:
    """Ask where a document can be sent.

    https://dev.vk.com/method/docs.getUploadServer

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("docs.getUploadServer", As(UploadServer), group_id=positive("group_id", group_id))


@check_arguments
def get_wall_upload_server(group_id: int | None = None) -> Call[UploadServer]:
    """Ask where a document for a wall can be sent.

    https://dev.vk.com/method/docs.getWallUploadServer

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "docs.getWallUploadServer", As(UploadServer), group_id=positive("group_id", group_id)
    )


@check_arguments
def get_messages_upload_server(
    *, type: Literal["audio_message", "doc", "graffiti"] | None = None, peer_id: int | None = None
) -> Call[UploadServer]:
    """Ask where a document for a message can be sent.

    https://dev.vk.com/method/docs.getMessagesUploadServer

    Args:
        type: Which kind.
        peer_id: The conversation.
    """
    return ask("docs.getMessagesUploadServer", As(UploadServer), type=type, peer_id=peer_id)


@check_arguments
def save(
    file: str, *, title: str | None = None, tags: str | None = None, return_tags: bool | None = None
) -> Call[SavedDocument]:
    """Save a document that was sent.

    https://dev.vk.com/method/docs.save

    Args:
        file: As the upload host answered.
        title: The title.
        tags: Words to find it by.
        return_tags: Also give tags.
    """
    return ask("docs.save", SavedOf(), file=file, title=title, tags=tags, return_tags=return_tags)
