"""Photos and documents for messages: sent, saved, and ready to be attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk import vk
from govpublic_sdk._call import Procedure, Question
from govpublic_sdk._domain.media import image_part
from govpublic_sdk._domain.recipients import PeerLike, peer_of, spoken_by
from govpublic_sdk._domain.references import PublicLike
from govpublic_sdk._domain.uploading import File, part_of, sent
from govpublic_sdk._http import FilePart
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import UploadError

if TYPE_CHECKING:
    from govpublic_sdk.models.documents import Document
    from govpublic_sdk.models.photos import Photo

__all__ = ["message_document", "message_photo"]


def message_photo(
    peer: PeerLike,
    file: File,
    *,
    filename: str | None = None,
    public: PublicLike | None = None,
) -> Question[Photo]:
    """Upload a photo for a message: `client.messages.send(peer, attachments=[photo])`.

    A path is streamed from disk. Where a host fails, a new address is asked for, three at most.

    https://dev.vk.com/method/photos.getMessagesUploadServer,
    https://dev.vk.com/method/photos.saveMessagesPhoto

    Args:
        peer: For whom, as for `client.messages.send`.
        file: A path, or the bytes themselves.
        filename: A name with the extension of an image; a path has its own, and for the bytes of
            a jpeg, png, gif or webp it is known.
        public: Who sends it; not needed where the client has the token of one public only.

    Raises:
        ParameterError: No such file, an empty one, no image by its name, no recipient.
        AccessDenied: The recipient takes no messages from this public (901).
        UploadError: No host took it.
    """
    part, target = image_part(file, filename), peer_of(peer)
    return spoken_by(public, lambda number: _photo(target, part, number))


def _photo(peer: int, part: FilePart, public: int | None) -> Procedure[Photo]:
    address = vk.photos.get_messages_upload_server(peer).with_params(group_id=public)
    _, answer = yield from sent(address, part, "photo", "hash")
    saving = vk.photos.save_messages_photo(
        photo=answer.photo or "", server=answer.server, hash=answer.hash
    )
    call = saving.with_params(group_id=public)  # tells whose token may save it
    saved = yield from call
    if not saved:
        raise UploadError(Text("VK saved no photo."), call=call)
    return saved[0]


def message_document(
    peer: PeerLike,
    file: File,
    *,
    filename: str | None = None,
    title: str | None = None,
    public: PublicLike | None = None,
) -> Question[Document]:
    """Upload a document for a message: `client.messages.send(peer, attachments=[document])`.

    A path is streamed from disk. Where a host fails, a new address is asked for, three at most.

    https://dev.vk.com/method/docs.getMessagesUploadServer, https://dev.vk.com/method/docs.save

    Args:
        peer: For whom, as for `client.messages.send`.
        file: A path, or the bytes themselves.
        filename: A name with extension; a path has its own.
        title: The name under which it is shown; by default that of the file.
        public: Who sends it; not needed where the client has the token of one public only.

    Raises:
        ParameterError: No such file, an empty one, no name with extension, no recipient.
        AccessDenied: The recipient takes no messages from this public (901).
        UploadError: No host took it.
    """
    part, target = part_of("file", file, filename), peer_of(peer)
    return spoken_by(public, lambda number: _document(target, part, title, number))


def _document(
    peer: int, part: FilePart, title: str | None, public: int | None
) -> Procedure[Document]:
    address = vk.docs.get_messages_upload_server(type="doc", peer_id=peer)
    _, answer = yield from sent(address.with_params(group_id=public), part, "file")
    saving = vk.docs.save(answer.file or "", title=title or part.filename)
    call = saving.with_params(group_id=public)  # tells whose token may save it
    saved = yield from call
    if saved.doc is None:
        raise UploadError(
            Text("VK saved {type} instead of a document.", type=show_value(saved.type)), call=call
        )
    return saved.doc
