"""Files that go out with an answer of a public, and knowing an answer again among its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from govpublic_sdk._call import Procedure, Question
from govpublic_sdk._domain import media, message_media
from govpublic_sdk._domain.vk_text import Match, compare_texts
from govpublic_sdk.appeals.channels.vk.channel import is_image
from govpublic_sdk.appeals.channels.vk.mapping import cleaned
from govpublic_sdk.appeals.paging import asked

if TYPE_CHECKING:
    from govpublic_sdk._domain.writing import Attachable
    from govpublic_sdk.appeals.replies import OutgoingFile, Reply
    from govpublic_sdk.models.attachments import Attachment

__all__ = ["carried", "carried_to", "match_reply"]

_FILES = ("photo", "doc")


def carried(public: int, files: Sequence[OutgoingFile]) -> Procedure[list[Attachable]]:
    """Files that were uploaded for comments of a public; photos want the token of a person."""
    return _all(_for_comment(public, file) for file in files)


def carried_to(
    peer: int, public: int, files: Sequence[OutgoingFile]
) -> Procedure[list[Attachable]]:
    """Files that were uploaded for a message to one person."""
    return _all(_for_message(peer, public, file) for file in files)


def _all(questions: Iterable[Question[Attachable]]) -> Procedure[list[Attachable]]:
    found: list[Attachable] = []
    for question in questions:
        found += [(yield from asked(question))]
    return found


def _for_comment(public: int, file: OutgoingFile) -> Question[Attachable]:
    if is_image(file):
        return media.photo(public, file.content, filename=file.name)
    return media.document(public, file.content, filename=file.name)


def _for_message(peer: int, public: int, file: OutgoingFile) -> Question[Attachable]:
    if is_image(file):
        return message_media.message_photo(peer, file.content, filename=file.name, public=public)
    return message_media.message_document(peer, file.content, filename=file.name, public=public)


def match_reply(reply: Reply, text: str | None, attachments: Sequence[Attachment] | None) -> Match:
    """Compare a reply with a text that VK shows and its attachments.

    After a crash it is not known under which ids files were uploaded, so they are counted.
    """
    text_match = compare_texts(cleaned(reply.text), cleaned(text))
    missing = len(reply.files) - sum(one.type in _FILES for one in attachments or ())
    if text_match == "different" or missing < 0:
        return "different"
    return "unclear" if missing else text_match
