"""Photos, documents, videos and covers: sent, saved, and ready to be published with.

Photos and documents for messages: sent, saved, and ready to be attached.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, operation
from govpublic_sdk._core.calls import Call, Procedure, Runnable
from govpublic_sdk._core.http import FilePart
from govpublic_sdk._resources._references import PublicLike, with_public_id
from govpublic_sdk._resources._uploads import File, check_taken, part_of, upload_file, visit
from govpublic_sdk._resources.messages_send import PeerLike, as_public, peer_of
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import (
    DecodeError,
    FloodControl,
    GovPublicError,
    NetworkError,
    ParameterError,
    ServerError,
    UploadError,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.documents import Document
    from govpublic_sdk.models.photos import Photo
    from govpublic_sdk.models.uploads import SavedAvatar, SavedCover, Uploaded, VideoUpload
    from govpublic_sdk.models.videos import Video

__all__ = [
    "Media",
    "avatar",
    "cover",
    "document",
    "external_video",
    "image_part",
    "message_document",
    "message_photo",
    "photo",
    "video",
]

C_co = TypeVar("C_co", covariant=True)

_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff")
_LINK = re.compile(r"https?://[^\s/?#]+\.[^\s]+")
_OK = 200
_SIGNATURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"GIF8": ".gif", b"RIFF": ".webp"}


def photo(
    public: PublicLike, file: File, *, filename: str | None = None, caption: str | None = None
) -> Runnable[Photo]:
    """Upload a photo for the wall of a public, and save it: `publish(..., media=[photo])`.

    A path is streamed from disk. Where a host fails, a new address is asked for, three at most.
    VK wants the token of a person for this.

    https://dev.vk.com/method/photos.getWallUploadServer,
    https://dev.vk.com/method/photos.saveWallPhoto

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        file: A path, or the bytes themselves.
        filename: A name with the extension of an image; a path has its own, and for the bytes of
            a jpeg, png, gif or webp it is known.
        caption: The text below the photo.

    Raises:
        ParameterError: No such file, an empty one, or no image by its name.
        UploadError: No host took it.
    """
    part = image_part(file, filename)
    return with_public_id(public, lambda number: _photo(number, part, caption))


def _photo(public_id: int, part: FilePart, caption: str | None) -> Procedure[Photo]:
    address = vk.photos.get_wall_upload_server(public_id)
    _, answer = yield from upload_file(address, part, "photo", "hash")
    call = vk.photos.save_wall_photo(
        photo=answer.photo or "", hash=answer.hash, group_id=public_id, caption=caption
    ).with_params(server=answer.server)  # a number or a text, as the host likes
    saved = yield from call
    if not saved:
        raise UploadError(Text("VK saved no photo."), call=call)
    return saved[0]


def document(
    public: PublicLike, file: File, *, filename: str | None = None, title: str | None = None
) -> Runnable[Document]:
    """Upload a document for the wall of a public, and save it: `publish(..., media=[document])`.

    A path is streamed from disk. Where a host fails, a new address is asked for, three at most.

    https://dev.vk.com/method/docs.getWallUploadServer, https://dev.vk.com/method/docs.save

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        file: A path, or the bytes themselves.
        filename: A name with extension; a path has its own.
        title: The name under which it is shown; by default that of the file.

    Raises:
        ParameterError: No such file, an empty one, or no name with extension.
        UploadError: No host took it.
    """
    part = part_of("file", file, filename)
    return with_public_id(public, lambda number: _document(number, part, title))


def _document(public_id: int, part: FilePart, title: str | None) -> Procedure[Document]:
    _, answer = yield from upload_file(vk.docs.get_wall_upload_server(public_id), part, "file")
    call = vk.docs.save(answer.file or "", title=title or part.filename)
    saved = yield from call
    if saved.doc is None:
        raise UploadError(
            Text("VK saved {type} instead of a document.", type=show_value(saved.type)), call=call
        )
    return saved.doc


def video(
    public: PublicLike,
    file: File,
    *,
    filename: str | None = None,
    name: str | None = None,
    description: str | None = None,
    is_private: bool | None = None,
    no_comments: bool | None = None,
) -> Runnable[Video]:
    """Upload a video of a public: `publish(..., media=[video])`.

    VK makes the video first and takes its file then; it can be played some time later. Where a
    host refuses the file, the video is deleted and made anew, three times at most. Where it is
    unknown whether the file arrived, `video.get` decides, and nothing that arrived is deleted.

    https://dev.vk.com/method/video.save

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        file: A path, or the bytes themselves.
        filename: A name with extension; a path has its own.
        name: The name under which it is shown; by default that of the file.
        description: What it is about.
        is_private: Whether it is to be seen by its address only.
        no_comments: Whether comments are closed.

    Raises:
        ParameterError: No such file, an empty one, or no name with extension.
        UploadError: No host took it.
    """
    part = part_of("video_file", file, filename)
    address = vk.video.save(
        name=name or Path(part.filename).stem,
        description=description,
        is_private=is_private,
        no_comments=no_comments,
    )
    return with_public_id(public, lambda number: _video(address.with_params(group_id=number), part))


def _video(address: Call[VideoUpload], part: FilePart) -> Procedure[Video]:
    place, answer = yield from upload_file(address, part, settle=_settle)
    return _to_video(place, address, answer)


def _to_video(place: VideoUpload, address: Call[VideoUpload], answer: Uploaded) -> Video:
    from govpublic_sdk.models.videos import Video

    number = place.video_id or answer.video_id
    if number is None:
        raise UploadError(Text("VK did not return the id of the video."), call=address)
    return Video(
        id=number,
        owner_id=place.owner_id or answer.owner_id,
        access_key=place.access_key,
        title=place.title,
    )


def _settle(place: VideoUpload, error: Exception) -> Procedure[bool]:
    """Whether the file of a video arrived although its host failed; delete one without a file.

    Raises:
        Exception: The given error: the host answered, and it is unknown what it did.
    """
    if not place.owner_id or not place.video_id:
        return False
    was_refused = isinstance(error, UploadError | FloodControl)
    if not was_refused and not (isinstance(error, NetworkError) and not error.sent):
        arrived = yield from _has_file(place.owner_id, place.video_id)
        if arrived:
            return True
        if arrived is None:
            has_answered = isinstance(error, DecodeError) or (
                isinstance(error, ServerError) and error.status == _OK
            )
            if has_answered:
                raise error
            return False  # it is made anew; the first one may be whole, so it stays
    with suppress(GovPublicError):  # that it stays is no reason to fail
        yield from vk.video.delete(place.owner_id, place.video_id)
    return False


def _has_file(owner_id: int, video_id: int) -> Procedure[bool | None]:
    """Whether VK has got the file of a video; None while it cannot be known."""
    try:
        page = yield from vk.video.get(owner_id, videos=[f"{owner_id}_{video_id}"])
    except GovPublicError:
        return None
    found = next((item for item in page.items if item.id == video_id), None)
    if found is None:
        return None
    if found.duration or found.converting or found.player:
        return True
    return None if found.processing else False


def external_video(
    public: PublicLike,
    link: str,
    *,
    name: str | None = None,
    description: str | None = None,
    is_private: bool | None = None,
    no_comments: bool | None = None,
) -> Runnable[Video]:
    """Add a video of another site, such as RuTube, to a public: `publish(..., media=[video])`.

    VK makes the video and gives an address; visiting it lets VK fetch the video's player.

    https://dev.vk.com/method/video.save

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The address of the video's page at the other site.
        name: The name under which it is shown.
        description: What it is about.
        is_private: Whether it is to be seen by its address only.
        no_comments: Whether comments are closed.

    Raises:
        ParameterError: The link is not an http:// or https:// address.
        UploadError: VK does not take the video; it was deleted again.
    """
    if not isinstance(cast("object", link), str) or not _LINK.fullmatch(link):
        raise ParameterError("link", describe(link), "an https:// address of a video")
    address = vk.video.save(
        link=link,
        name=name,
        description=description,
        is_private=is_private,
        no_comments=no_comments,
    )
    return with_public_id(
        public, lambda number: _external_video(address.with_params(group_id=number))
    )


def _external_video(address: Call[VideoUpload]) -> Procedure[Video]:
    place = yield from address
    if not place.upload_url:
        raise UploadError(Text("VK gave no address for the video."), call=address)
    call = visit(place.upload_url)
    try:
        answer = yield from call
        check_taken(answer, call)
    except (UploadError, FloodControl) as error:
        yield from _settle(place, error)
        raise
    return _to_video(place, address, answer)


def cover(
    public: PublicLike,
    file: File,
    *,
    filename: str | None = None,
    crop: tuple[int, int, int, int] | None = None,
) -> Runnable[SavedCover]:
    """Set the cover of a public.

    https://dev.vk.com/method/photos.getOwnerCoverPhotoUploadServer,
    https://dev.vk.com/method/photos.saveOwnerCoverPhoto

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        file: A path, or the bytes themselves.
        filename: A name with the extension of an image, where the bytes do not tell.
        crop: Which part shows: left, upper, right and lower edge in pixels; by default VK takes
            the upper left 795 by 200.

    Raises:
        ParameterError: No such file, an empty one, no image by its name, or an empty crop.
        UploadError: No host took it.
    """
    part = image_part(file, filename)
    left, upper, right, lower = crop or (None, None, None, None)
    if crop and not (0 <= crop[0] < crop[2] and 0 <= crop[1] < crop[3]):
        raise ParameterError(
            "crop",
            show_value(crop),
            "left, upper, right and lower edge, with left < right and upper < lower",
        )
    return with_public_id(public, lambda number: _cover(number, part, (left, upper, right, lower)))


def _cover(public_id: int, part: FilePart, crop: tuple[int | None, ...]) -> Procedure[SavedCover]:
    left, upper, right, lower = crop
    address = vk.photos.get_owner_cover_photo_upload_server(
        public_id, crop_x=left, crop_y=upper, crop_x2=right, crop_y2=lower
    )
    _, answer = yield from upload_file(address, part, "photo", "hash")
    return (yield from vk.photos.save_owner_cover_photo(hash=answer.hash, photo=answer.photo))


def avatar(public: PublicLike, file: File, *, filename: str | None = None) -> Runnable[SavedAvatar]:
    """Set the avatar of a public.

    https://dev.vk.com/method/photos.getOwnerPhotoUploadServer,
    https://dev.vk.com/method/photos.saveOwnerPhoto

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        file: A path, or the bytes themselves.
        filename: A name with the extension of an image, where the bytes do not tell.

    Raises:
        ParameterError: No such file, an empty one, or no image by its name.
        UploadError: No host took it.
    """
    part = image_part(file, filename)
    return with_public_id(public, lambda number: _avatar(number, part))


def _avatar(public_id: int, part: FilePart) -> Procedure[SavedAvatar]:
    address = vk.photos.get_owner_photo_upload_server(-public_id)
    _, answer = yield from upload_file(address, part, "photo", "hash")
    return (
        yield from vk.photos.save_owner_photo(
            server=answer.server, hash=answer.hash, photo=answer.photo
        )
    )


def image_part(file: File, filename: str | None) -> FilePart:
    """The part of a form that carries an image.

    Raises:
        ParameterError: No such file, an empty one, or no image by its name.
    """
    part = part_of("photo", file, filename or _guess_name(file))
    if Path(part.filename).suffix.lower() not in _IMAGES:
        raise ParameterError(
            "filename",
            show_value(part.filename),
            "a name with the extension of an image, for example photo.jpg",
        )
    return part


def _guess_name(file: File) -> str | None:
    """A name for bytes that begin as an image does; VK refuses files without an extension."""
    if not isinstance(file, bytes):
        return None
    known = (kind for begin, kind in _SIGNATURES.items() if file.startswith(begin))
    return next((f"photo{kind}" for kind in known), None)


def message_photo(
    peer: PeerLike,
    file: File,
    *,
    filename: str | None = None,
    public: PublicLike | None = None,
) -> Runnable[Photo]:
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
    return as_public(public, lambda number: _photo_message(target, part, number))


def _photo_message(peer: int, part: FilePart, public: int | None) -> Procedure[Photo]:
    address = vk.photos.get_messages_upload_server(peer).with_params(group_id=public)
    _, answer = yield from upload_file(address, part, "photo", "hash")
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
) -> Runnable[Document]:
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
    return as_public(public, lambda number: _document_message(target, part, title, number))


def _document_message(
    peer: int, part: FilePart, title: str | None, public: int | None
) -> Procedure[Document]:
    address = vk.docs.get_messages_upload_server(type="doc", peer_id=peer)
    _, answer = yield from upload_file(address.with_params(group_id=public), part, "file")
    saving = vk.docs.save(answer.file or "", title=title or part.filename)
    call = saving.with_params(group_id=public)  # tells whose token may save it
    saved = yield from call
    if saved.doc is None:
        raise UploadError(
            Text("VK saved {type} instead of a document.", type=show_value(saved.type)), call=call
        )
    return saved.doc


class Media(Resource[C_co]):
    """Files on their way to VK: an attachment to publish with comes back."""

    photo: Final = operation(photo)
    document: Final = operation(document)
    video: Final = operation(video)
    external_video: Final = operation(external_video)
    cover: Final = operation(cover)
    avatar: Final = operation(avatar)
    message_photo: Final = operation(message_photo)
    message_document: Final = operation(message_document)
